/** The command `npm run due`: the engine's answer for a person, and one sentence for every mistake. */
import { describe, expect, test } from 'vitest';
import { run } from '../../bin/due.ts';

const due = (line: string) => run(line === '' ? [] : line.split(' '));

describe('the due command', () => {
  test.each([
    ['5wd 2026-09-30T16:40:00+08:00', 'due    2026-10-13'],
    ['15cd 2026-09-21', 'due    2026-10-08'],
    ['3cd+ 2026-09-30', 'due    2026-10-08', 'alarm  2026-10-03'],
    ['3cd† 2026-09-30 --no-roll', 'due    2026-10-03'],
    ['24h 2024-02-29T10:20:00+08:00', 'due    2024-03-01T10:20:00+08:00'],
    ['1month 2024-01-31', 'due    2024-02-29'],
    ['1year 2025-10-04', 'due    2026-10-08'],
    ['7wd 2026-10-15 --back', 'due    2026-09-29'],
    ['60wd 2026-03-02 --pause 2026-04-01..2026-04-20 --extend 30@2026-06-15', 'due    2026-07-28'],
    ['5wd 2026-03-02 --pause 2026-03-04..', 'suspended', '3 working days left'],
    ['90wd 2026-09-30', 'Provisional'],
    ['5wd 2026-09-30 --explain --lang zh', '国庆节放假', '国办发明电〔2025〕7号', '调休上班日'],
    ['--deadline tip-review 2026-09-30', 'tip-review', 'due    2026-10-13'],
    ['--help', 'npm run due'],
  ])('%s', async (line, ...said) => {
    const { out, error, code } = await due(line);
    expect([error, code]).toEqual([undefined, 0]);
    for (const text of said) expect(out).toContain(text);
  });

  test('a row is counted in the edition in force on the day of the start, which is named', async () => {
    const row = '--deadline credit-publish-window --part 1';
    const [old, now] = [await due(`${row} 2026-03-31`), await due(`${row} 2026-04-01`)];
    expect(old.out).toContain('CR23  (edition in force from Monday 1 May 2023 to Tuesday 31 March 2026)');
    expect(old.out).toContain('2029-03-31');
    expect(now.out).toContain('(edition in force from Wednesday 1 April 2026)');
    expect(now.out).toContain('2027-04-01');
    const blank = await due('--deadline credit-repair-accept 2026-03-30');
    expect([blank.code, blank.error]).toEqual([2, expect.stringContaining('replaced on 2026-04-01')]);
    expect((await due('--deadline credit-repair-accept 2026-04-02')).out).toContain('2026-04-08');
  });

  test('--json gives the answer of the API', async () => {
    const { out } = await due('5wd 2026-09-30T16:40:00+08:00 --json');
    expect(JSON.parse(out!)).toMatchObject({
      due: '2026-10-13',
      provisional: false,
      calendars: ['国办发明电〔2025〕7号'],
      counted_days: ['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13'],
    });
  });

  test.each([
    ['5wk 2026-09-30', '"5wk"'],
    ['5 2026-09-30', '"5"'],
    ['5wd', 'a period and a start'],
    ['5wd 2026-09-30 2026-10-01', 'a period and a start'],
    ['5wd 2026-02-30', 'start must be a real date'],
    ['0wd 2026-03-02', 'length must be at least 1'],
    ['24h 2026-09-30', 'start must be an instant'],
    ['5wd 2026-09-30 --pause 2026-10-08', '"2026-10-08" is no pause'],
    ['5wd 2026-09-30 --pause 2026-10-08..2026-10-07', 'pauses.0.to must not come before'],
    ['5wd 2026-09-30 --pause', '--pause needs a value'],
    ['5wd 2026-09-30 --extend 30', '"30" is no extension'],
    ['5wd 2026-09-30 --extend x@2026-10-01', 'whole number'],
    ['5wd 2026-09-30 --extend 5@2026-10-01 --extend 5@2026-10-02', 'once'],
    ['5wd 2026-09-30 --bogus', '--bogus'],
    ['5wd 2026-09-30 --lang fr', '--lang'],
    ['--deadline no-such-row 2026-09-30', 'no-such-row'],
    ['--deadline tip-review 2026-09-30 --part 7', 'no part 7'],
    ['--deadline tip-review 2026-09-30 --back', 'follow from the row'],
  ])('%s is refused in one sentence', async (line, said) => {
    const { out, error, code } = await due(line);
    expect([out, code]).toEqual([undefined, 2]);
    expect(error).toContain(said);
    expect(error!.split('\n')).toHaveLength(1);
  });

  test('with nothing, it says how it is used', async () => {
    expect(await due('')).toMatchObject({ code: 2, error: expect.stringContaining('npm run due') });
  });
});
