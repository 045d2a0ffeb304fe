/** Who settles what for the authority, and what stands against it, decided by the pure function alone. */
import { describe, expect, it } from 'vitest';
import { authorityActRefused, confirmable, isSettable, LONGEST } from '../../domain/authority/decide.ts';
import {
  confirmationAt,
  confirmationOf,
  hearingAmountsOn,
  houseLimitOn,
  settledBy,
} from '../../domain/authority/settled.ts';
import type { AuthorityAct, Baseline, LimitUnit, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { Clock } from '../../domain/case/types.ts';
import { DEADLINES, HOUSE_LIMITS } from '../../domain/law/index.ts';
import { addDays } from '../../domain/time/day.ts';
import { DIRECTORY } from '../support/people.ts';

const NOW = '2026-05-20T10:00:00+08:00';
const TODAY = '2026-05-20';
const NAME = { zh: '某岗', en: 'a post' };
const NOTHING: Baseline = { houseLimits: {}, hearingThreshold: null, about: null };

const CONFIRM: AuthorityAct = {
  act: 'confirm-row',
  deadline: 'penalty-publish',
  edition: null,
  citation: '第七条',
  readOn: TODAY,
};
const WITHDRAW: AuthorityAct = {
  act: 'withdraw-confirmation',
  deadline: 'penalty-publish',
  edition: null,
  reason: '已废止',
};
const LIMIT: Extract<AuthorityAct, { act: 'set-house-limit' }> = {
  act: 'set-house-limit',
  limit: 'house-assign',
  value: { length: 2, unit: 'wd' },
  from: TODAY,
  reason: '人手变化',
};
const HEARING: Extract<AuthorityAct, { act: 'set-hearing-amounts' }> = {
  act: 'set-hearing-amounts',
  amounts: { person: 5_000, unit: 100_000 },
  citation: '某省规定第二条',
  from: TODAY,
  reason: '地方规定',
};

const recorded = (acts: AuthorityAct[], at = NOW): RecordedAuthorityAct[] =>
  acts.map((act, i) => ({
    organ: 'city',
    number: i + 1,
    act,
    actor: { id: 'legal', role: 'legal' },
    recordedAt: at,
  }));

const judge = (act: AuthorityAct, by: string, before: AuthorityAct[] = [], baseline = NOTHING) => {
  const acts = recorded(before, '2026-05-19T10:00:00+08:00');
  const settled = settledBy(acts, () => NAME);
  return authorityActRefused(act, DIRECTORY.people[by]!, 'city', baseline, settled, NOW, acts);
};

describe('of all the people of the house', () => {
  it('the lawyer alone confirms and withdraws, the principal alone sets limits and amounts', () => {
    const may = (act: AuthorityAct, before: AuthorityAct[] = []) =>
      Object.keys(DIRECTORY.people).filter((id) => judge(act, id, before)?.code !== 'not-your-role');
    expect([may(CONFIRM), may(WITHDRAW, [CONFIRM]), may(LIMIT), may(HEARING)]).toEqual([
      ['legal'],
      ['legal'],
      ['principal'],
      ['principal'],
    ]);
    expect(judge(CONFIRM, 'admin')).toMatchObject({ code: 'not-your-role', basis: { kind: 'person' } });
  });

  it('and only while they are in the post', () => {
    const gone = structuredClone(DIRECTORY.people.legal!);
    gone.grants[0]!.until = '2026-05-19';
    const settled = settledBy([], () => NAME);
    expect(authorityActRefused(CONFIRM, gone, 'city', NOTHING, settled, NOW, [])?.code).toBe('not-your-role');
    gone.grants[0]!.until = TODAY;
    expect(authorityActRefused(CONFIRM, gone, 'city', NOTHING, settled, NOW, [])).toBeNull();
  });
});

describe('a confirmation', () => {
  it.each<[string, AuthorityAct, AuthorityAct[], string, string]>([
    ['of no row', { ...CONFIRM, deadline: 'no-such-row' }, [], 'deadline-unknown', 'deadline'],
    ['of an edition that is none', { ...CONFIRM, edition: '1999-01-01' }, [], 'edition-unknown', 'edition'],
    ['of a row that was read', { ...CONFIRM, deadline: 'tip-review', edition: '2023-05-01' }, [], '', 'deadline'],
    ['that stands already', CONFIRM, [CONFIRM], 'already-confirmed', 'deadline'],
    ['read tomorrow', { ...CONFIRM, readOn: '2026-05-21' }, [], 'read-in-future', 'readOn'],
    ['that was never given, withdrawn', WITHDRAW, [], 'not-confirmed', 'deadline'],
    ['withdrawn twice', WITHDRAW, [CONFIRM, WITHDRAW], 'not-confirmed', 'deadline'],
  ])('%s is refused, naming the field', (_what, act, before, code, field) => {
    const edition = DEADLINES.find((d) => d.id === 'tip-review')!.edition.inForce;
    const asked = 'deadline' in act && act.deadline === 'tip-review' ? { ...act, edition } : act;
    const no = judge(asked, 'legal', before);
    expect([no?.code, no?.fields?.map((f) => f.field)]).toEqual([code || 'confirmation-not-needed', [field]]);
  });

  it('is possible for every row below text and for open readings, and for nothing else', () => {
    for (const row of DEADLINES) {
      const act: AuthorityAct = { ...CONFIRM, deadline: row.id, edition: row.edition.inForce };
      expect([row.id, judge(act, 'legal')?.code ?? null]).toEqual([
        row.id,
        confirmable(row) === null ? 'confirmation-not-needed' : null,
      ]);
    }
    expect(DEADLINES.filter((d) => d.confidence === 'text' && confirmable(d)).map((d) => d.id)).toEqual([
      'penalty-decide',
    ]);
  });

  it('counts from its own moment until that of its withdrawal, for its edition alone', () => {
    const acts = [
      ...recorded([CONFIRM], '2026-05-01T09:00:00+08:00'),
      { ...recorded([WITHDRAW], '2026-05-10T09:00:00+08:00')[0]!, number: 2 },
    ];
    const settled = settledBy(acts, () => NAME);
    const on = (at: string, edition: string | null = null) =>
      confirmationAt(settled, 'penalty-publish', edition, at) !== null;
    expect([
      on('2026-05-01T08:59:59+08:00'),
      on('2026-05-01T09:00:00+08:00'),
      on('2026-05-10T08:59:59+08:00'),
      on('2026-05-10T09:00:00+08:00'),
      on('2026-05-05T09:00:00+08:00', '2026-01-01'),
    ]).toEqual([false, true, true, false, false]);
  });
});

describe('a house limit', () => {
  it.each<[string, Partial<typeof LIMIT>, AuthorityAct[], string, string]>([
    ['of no clock', { limit: 'house-nothing' }, [], 'limit-unknown', 'limit'],
    ['on a period of law', { limit: 'tip-review' }, [], 'limit-unknown', 'limit'],
    ['too long', { value: { length: 751, unit: 'wd' } }, [], 'limit-too-long', 'value.length'],
    ['that reaches back over another', { from: '2026-05-19' }, [LIMIT], 'from-in-past', 'from'],
    ['from before the product’s time', { from: '1999-12-31' }, [], 'from-too-early', 'from'],
    ['years ahead', { from: addDays(TODAY, 367) }, [], 'from-too-far', 'from'],
    ['that changes nothing', {}, [LIMIT], 'limit-unchanged', 'value'],
    ['taken away where there is none', { value: null }, [], 'limit-unchanged', 'value'],
  ])('%s is refused, naming the field', (_what, more, before, code, field) => {
    const no = judge({ ...LIMIT, ...more }, 'principal', before);
    expect([no?.code, no?.fields?.map((f) => f.field)]).toEqual([code, [field]]);
  });

  it('may be as long as its unit allows, and no unit longer', () => {
    for (const [unit, length] of Object.entries(LONGEST) as [LimitUnit, number][]) {
      expect(judge({ ...LIMIT, value: { unit, length } }, 'principal')).toBeNull();
      expect(judge({ ...LIMIT, value: { unit, length: length + 1 } }, 'principal')?.code).toBe('limit-too-long');
    }
  });

  it('can be set for every house clock and for the duties that the law leaves without a number', () => {
    for (const { id } of HOUSE_LIMITS) expect([id, isSettable(id)]).toEqual([id, true]);
    const own = DEADLINES.filter((d) => isSettable(d.id));
    expect(own.map((d) => d.id)).toEqual(['tip-urgent-report', 'tip-result-feedback']);
    for (const d of own) expect([d.id, d.parts.some((p) => p.length === null)]).toEqual([d.id, true]);
  });

  it('is the one whose day has come last, whatever was entered last', () => {
    const at = (from: string, length: number | null): AuthorityAct => ({
      ...LIMIT,
      from,
      value: length === null ? null : { length, unit: 'wd' },
    });
    const acts = recorded([at('2026-06-01', 9), at('2026-05-22', 5), at('2026-06-10', null), at('2026-05-22', 6)]);
    const { limits } = settledBy(acts, () => NAME);
    const authority = { houseLimits: { 'house-assign': { length: 2, unit: 'wd' as const } }, limits };
    const on = (day: string) => houseLimitOn(authority, 'house-assign', day)?.length ?? null;
    expect(['2026-05-21', '2026-05-22', '2026-05-31', '2026-06-01', '2026-06-09', '2026-06-10'].map(on)).toEqual([
      2,
      6,
      6,
      9,
      9,
      null,
    ]);
    expect(houseLimitOn(authority, 'house-list', '2026-06-10')).toBeNull();
  });
});

describe('the amounts of the hearing', () => {
  it('hold from their day on; the same again changes nothing and is refused', () => {
    expect(judge(HEARING, 'principal')).toBeNull();
    expect(judge(HEARING, 'principal', [HEARING])?.code).toBe('amounts-unchanged');
    expect(judge({ ...HEARING, from: '2026-05-19' }, 'principal', [HEARING])?.fields?.[0]?.field).toBe('from');
    const { hearing } = settledBy(recorded([HEARING, { ...HEARING, amounts: null, from: '2026-06-01' }]), () => NAME);
    const on = (day: string) => hearingAmountsOn({ hearingThreshold: null, hearing }, day);
    expect([on('2026-05-19'), on(TODAY)?.unit, on('2026-06-01')]).toEqual([null, 100_000, null]);
  });
});

describe('what was settled when the authority was set up', () => {
  const SET: Baseline = {
    houseLimits: { 'house-assign': { length: 2, unit: 'wd' } },
    hearingThreshold: { person: 5_000, unit: 100_000 },
    about: null,
  };
  const YESTERDAY = addDays(TODAY, -1);

  it('is a value like any other: the next one reaches back over neither amounts nor limits', () => {
    const amounts = { person: 6_000, unit: 100_000 };
    expect(judge({ ...HEARING, amounts, from: YESTERDAY }, 'principal')).toBeNull();
    expect(judge({ ...HEARING, amounts, from: YESTERDAY }, 'principal', [], SET)?.code).toBe('from-in-past');
    expect(judge({ ...HEARING, amounts, from: TODAY }, 'principal', [], SET)).toBeNull();
    expect(judge({ ...HEARING, from: TODAY }, 'principal', [], SET)?.code).toBe('amounts-unchanged');
    const value = { length: 3, unit: 'wd' } as const;
    expect(judge({ ...LIMIT, value, from: YESTERDAY }, 'principal')).toBeNull();
    expect(judge({ ...LIMIT, value, from: YESTERDAY }, 'principal', [], SET)?.code).toBe('from-in-past');
    expect(judge({ ...LIMIT, value, from: TODAY }, 'principal', [], SET)).toBeNull();
    expect(judge({ ...LIMIT, from: TODAY }, 'principal', [], SET)?.code).toBe('limit-unchanged');
  });

  it('is the same only where number and unit are, of amounts for persons and for units alike', () => {
    expect(judge({ ...LIMIT, value: { length: 2, unit: 'cd' } }, 'principal', [], SET)).toBeNull();
    expect(judge({ ...HEARING, amounts: { person: 5_000, unit: 90_000 } }, 'principal', [], SET)).toBeNull();
    expect(judge({ ...HEARING, amounts: { person: 4_000, unit: 100_000 } }, 'principal', [], SET)).toBeNull();
    expect(judge({ ...HEARING, amounts: null }, 'principal', [], SET)).toBeNull();
    expect(judge({ ...HEARING, amounts: null }, 'principal')?.code).toBe('amounts-unchanged');
    expect(judge({ ...LIMIT, value: null }, 'principal', [], SET)).toBeNull();
  });

  it('may be said again before a later change, which else would be all that counts', () => {
    const soon = addDays(TODAY, 10);
    expect(judge(HEARING, 'principal', [{ ...HEARING, amounts: null, from: soon }], SET)).toBeNull();
    expect(judge({ ...HEARING, from: soon }, 'principal', [{ ...HEARING, from: soon }], SET)?.code).toBe(
      'amounts-unchanged',
    );
    expect(judge(LIMIT, 'principal', [{ ...LIMIT, value: null, from: soon }], SET)).toBeNull();
    expect(judge(LIMIT, 'principal', [{ ...LIMIT, limit: 'house-list', value: null, from: soon }], SET)?.code).toBe(
      'limit-unchanged',
    );
    expect(judge({ ...LIMIT, from: soon }, 'principal', [{ ...LIMIT, from: soon }], SET)?.code).toBe('limit-unchanged');
  });

  it('a first value reaches back to the year 2000, and any a year and a day ahead, and no further', () => {
    expect(judge({ ...HEARING, from: '2000-01-01' }, 'principal')).toBeNull();
    expect(judge({ ...HEARING, from: '1999-12-31' }, 'principal')?.code).toBe('from-too-early');
    expect(judge({ ...HEARING, from: addDays(TODAY, 366) }, 'principal')).toBeNull();
    expect(judge({ ...HEARING, from: addDays(TODAY, 367) }, 'principal')?.code).toBe('from-too-far');
    expect(judge({ ...LIMIT, from: '2000-01-01' }, 'principal')).toBeNull();
    expect(judge({ ...LIMIT, from: addDays(TODAY, 366) }, 'principal')).toBeNull();
  });
});

describe('a confirmation that stood', () => {
  const row = {
    deadline: 'penalty-publish',
    edition: null,
    from: '2026-05-01T09:00:00+08:00',
    until: '2026-05-10T09:00:00+08:00',
    citation: 'c',
    readOn: '2026-05-01',
    by: NAME,
  };
  const at = (clock: Partial<Clock>, now = NOW) =>
    confirmationOf({ confirmed: [row] }, { ...CLOCK, ...clock }, now) !== null;
  const CLOCK: Clock = {
    id: 'k',
    deadline: 'penalty-publish',
    part: 0,
    proceeding: 'p',
    kind: 'our-duty',
    confidence: 'memory',
    edition: null,
    count: null,
    started: '2026-04-01T09:00:00+08:00',
    fired: [],
    outcome: null,
    stopped: null,
  };

  it('at the end of a clock is what the clock rests on, whatever became of it since; while it runs, what stands now', () => {
    const during = '2026-05-05T09:00:00+08:00';
    expect([at({}), at({}, during)]).toEqual([false, true]);
    expect(at({ outcome: { what: 'breach', at: during } })).toBe(true);
    expect(at({ stopped: { at: during, why: 'met' } })).toBe(true);
    // Its end, where it came to one, and not the later day on which it was stopped.
    expect(at({ outcome: { what: 'breach', at: during }, stopped: { at: NOW, why: 'met-late' } })).toBe(true);
    expect(at({ outcome: { what: 'breach', at: NOW }, stopped: { at: during, why: 'met-late' } })).toBe(false);
    expect(at({ deadline: 'tip-review' }, during)).toBe(false);
    expect(at({ edition: '2026-01-01' }, during)).toBe(false);
    expect(at({ confidence: 'house' }, during)).toBe(false);
  });

  it('is asked for of any edition where none is named', () => {
    const other = { ...row, edition: '2026-01-01' };
    const found = (edition: string | null | undefined) =>
      confirmationAt({ confirmed: [other] }, 'penalty-publish', edition, '2026-05-05T09:00:00+08:00') !== null;
    expect([found(undefined), found('2026-01-01'), found(null)]).toEqual([true, true, false]);
  });

  it('is ended by a withdrawal of its own edition alone, and only the one that stands', () => {
    const of = (act: AuthorityAct, number: number) => ({
      ...recorded([act], `2026-05-0${number}T09:00:00+08:00`)[0]!,
      number,
    });
    const { confirmed } = settledBy(
      [
        of(CONFIRM, 1),
        of({ ...WITHDRAW, edition: '2026-01-01' } as AuthorityAct, 2),
        of({ ...WITHDRAW, deadline: 'tip-review' } as AuthorityAct, 3),
        of(WITHDRAW, 4),
        of(CONFIRM, 5),
        of(WITHDRAW, 6),
      ],
      () => NAME,
    );
    expect(confirmed.map((c) => [c.from.slice(9, 10), c.until?.slice(9, 10)])).toEqual([
      ['1', '4'],
      ['5', '6'],
    ]);
  });
});
