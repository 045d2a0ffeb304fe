import { expect, test } from 'vitest';
import { announcing } from '../../bin/lib/announce.ts';

test('a start that is being stopped says of nothing that it is done, and still says what went wrong', () => {
  const lines: string[] = [];
  let stopping = false;
  const { done, doing, ready, trouble } = announcing(
    (line) => lines.push(line),
    () => '1.0 s',
    () => stopping,
  );
  doing('cases');
  done('schema up to date');
  stopping = true;
  doing('cases');
  done('demo authority and its cases');
  ready('All is ready.');
  trouble('a server did not end');
  expect(lines).toEqual(['  … cases', '  ✓ schema up to date (1.0 s)', '  ! a server did not end']);
});
