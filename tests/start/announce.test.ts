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

test('at its end a start says what took how long, the longest first, and nothing of what was soon done', async () => {
  const { took, timed, whatTook } = announcing(
    () => undefined,
    () => '',
    () => false,
  );
  expect(whatTook()).toBe('');
  took('PostgreSQL', 4_100);
  took('migrations', 300);
  took('building Temporal', 98_000);
  expect(await timed('the worker', Promise.resolve('here'))).toBe('here');
  expect(whatTook()).toBe('building Temporal 98 s, PostgreSQL 4 s');
});
