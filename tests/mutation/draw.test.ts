import { expect, it } from 'vitest';
import { rangesOf } from './draw.ts';

const at = (file: string, line: number, from: number, to: number, endLine = line) => ({
  file,
  start: { line, column: from },
  end: { line: endLine, column: to },
});
const ALL = [
  ...Array.from({ length: 40 }, (_, line) => at('a.ts', line, 0, 9)),
  ...Array.from({ length: 40 }, (_, line) => at('a.ts', line, 2, 5)),
  at('a.ts', 0, 0, 1, 40),
];

it('the same seed draws the same places, another one others, each in the form in which it is asked for', () => {
  const drawn = rangesOf(ALL, 10, 1);
  expect(rangesOf(ALL, 10, 1)).toEqual(drawn);
  expect(rangesOf(ALL, 10, 2)).not.toEqual(drawn);
  for (const range of drawn) expect(range).toMatch(/^a\.ts:\d+:\d+-\d+:\d+$/);
});

it('what lies inside a place counts with it, and a place of many lines is never drawn', () => {
  expect(rangesOf(ALL, 10, 1).length).toBeLessThanOrEqual(10);
  expect(rangesOf(ALL, 1_000, 1)).not.toContain('a.ts:1:0-41:1');
});

it('what is drawn of a file stays as it is, whatever another file has become', () => {
  const other = (lines: number) => Array.from({ length: lines }, (_, line) => at('0.ts', line, 0, 9));
  const own = (lines: number) => rangesOf([...other(lines), ...ALL], 60, 1).filter((range) => range.startsWith('a.ts'));
  const [few, more] = [own(40), own(41)];
  expect(few.length).toBeGreaterThan(10);
  const both = few.filter((range) => more.includes(range));
  expect(Math.max(few.length, more.length) - both.length).toBeLessThanOrEqual(2);
});
