/** Regions and duties: a regional row is law at home only; two rows for one duty both run, the earlier named first. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../domain/case/types.ts';
import { bindingFirst, comparePrecedence } from '../../domain/kernel/binding.ts';
import { fire } from '../../domain/kernel/fire.ts';
import { Run, SYSTEM } from '../../domain/kernel/run.ts';
import { DUTIES } from '../../domain/law/duties.ts';
import { appliesIn, DEADLINES, deadlineById, houseLimitById, REGIONS } from '../../domain/law/index.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { life } from '../support/life.ts';
import { filed, WITH } from '../support/roads.ts';

/** The clocks that a row with these starts leaves running in an authority of the region. */
function started(deadlines: readonly string[], region: string | null): Clock[] {
  const l = life({ authority: { region } }).found('listing', 'Listed');
  const run = new Run(l.state, l.facts());
  const row = {
    act: 'test',
    label: { zh: '试', en: 'test' },
    from: 'any' as const,
    by: 'system' as const,
    basis: 'house: test',
    to: 'same' as const,
    start: deadlines.map((deadline) => ({ deadline })),
  };
  const what = { type: 'act' as const, name: 'test', at: l.now, actor: SYSTEM, facts: {}, words: {}, person: null };
  fire(run, TABLES.listing, row, l.p('listing'), what);
  return Object.values(run.state.clocks);
}

describe('a region', () => {
  const regional = DEADLINES.filter((d) => d.region !== null).map((d) => d.id);
  const national = DEADLINES.filter((d) => d.region === null).map((d) => d.id);

  it.each([null, ...REGIONS, 'qingdao'])(
    '%s: of the regional rows exactly those that are law there start',
    (region) => {
      const law = regional.filter((id) => appliesIn(deadlineById(id), region));
      expect(started(regional, region).map((k) => k.deadline)).toEqual(law);
    },
  );

  it('everywhere: every national row starts', () => {
    for (const region of [null, ...REGIONS]) expect(started(national, region)).toHaveLength(national.length);
  });

  it('none has a row of another: each regional row is law in its own regions alone', () => {
    for (const id of regional) {
      const row = deadlineById(id);
      const home = REGIONS.filter((r) => appliesIn(row, r));
      expect(home, id).toEqual(REGIONS.filter((r) => [row.region, ...(row.alsoIn ?? [])].includes(r)));
    }
  });
});

describe('two rows for one duty', () => {
  const binding = (clocks: readonly Clock[], duty: string) =>
    bindingFirst(clocks, CALENDARS)
      .filter((b) => b.duty.id === duty)
      .map((b) => [b.first.deadline, ...b.others.map((k) => k.deadline)])[0];

  it('both run and the earlier is named first: sixty working days before ninety days of the penalty', () => {
    const l = filed();
    expect([l.due('tip-investigate'), l.due('penalty-decide')]).toEqual(['2026-12-29', '2027-01-11']);
    expect(binding(Object.values(l.state.clocks), 'penalty-decision')).toEqual(['tip-investigate', 'penalty-decide']);
  });

  it('an extension of the one lets the other bind', () => {
    const l = filed();
    l.pair('officer1', 'depthead', 'extend', { days: 30, complex: true, extendReasons: 'words', ...WITH });
    expect(binding(Object.values(l.state.clocks), 'penalty-decision')).toEqual(['penalty-decide', 'tip-investigate']);
  });

  it('a suspended one has no date and does not bind, but is still named', () => {
    const l = filed();
    const form = { suspendGround: 'person-missing', awaits: 'none', suspendReasons: 'words', ...WITH };
    l.pair('officer1', 'depthead', 'suspend', form);
    expect(l.due('tip-investigate')).toBeNull();
    expect(binding(Object.values(l.state.clocks), 'penalty-decision')).toEqual(['penalty-decide', 'tip-investigate']);
  });

  it('nothing binds while all of them are suspended', () => {
    const both = Object.values(filed().state.clocks);
    const suspended = both.map((k) =>
      k.count === null ? k : { ...k, count: { ...k.count, pauses: [{ from: k.count.start, to: null }] } },
    );
    expect([bindingFirst(both, CALENDARS).length > 0, bindingFirst(suspended, CALENDARS)]).toEqual([true, []]);
  });

  it('a stopped one is no longer told, and one alone is not told at all', () => {
    const clocks = Object.values(filed().state.clocks).map((k) =>
      k.deadline === 'penalty-decide' ? { ...k, stopped: { at: '2026-10-20T10:00:00+08:00', why: 'met' as const } } : k,
    );
    expect(binding(clocks, 'penalty-decision')).toBeUndefined();
  });

  it('national and regional side by side in Shanghai: five working days bind before seven', () => {
    const rows = ['credit-objection-decide', 'sh-objection-provider'];
    expect(binding(started(rows, 'shanghai'), 'objection')).toEqual([
      'sh-objection-provider',
      'credit-objection-decide',
    ]);
    expect(binding(started(rows, 'zhejiang'), 'objection')).toBeUndefined();
  });

  it('at the same end law is named before a house limit, whatever the order of their starts', () => {
    const rows = ['house-opinion', 'nonprosecution-reply'];
    const [house, law] = started(rows, null) as [Clock, Clock];
    const together = { ...house, count: law.count };
    expect(binding([together, law], 'procurator-opinion')).toEqual(['nonprosecution-reply', 'house-opinion']);
    expect(binding([house, law], 'procurator-opinion')).toEqual(['house-opinion', 'nonprosecution-reply']);
  });

  it('at the same end one and the same is named first, wherever clocks are put in order', () => {
    const [house, law] = started(['house-opinion', 'nonprosecution-reply'], null) as [Clock, Clock];
    const [credit, local] = started(['credit-objection-decide', 'sh-objection-provider'], 'shanghai') as [Clock, Clock];
    const together = (a: Clock, b: Clock) => [a, { ...b, count: a.count }];
    for (const [pair, duty] of [
      [together(house, law), 'procurator-opinion'],
      [together(credit, local), 'objection'],
    ] as const) {
      const first = binding(pair, duty)![0];
      expect([...pair].sort(comparePrecedence)[0]!.deadline).toBe(first);
      expect([...pair].reverse().sort(comparePrecedence)[0]!.deadline).toBe(first);
    }
  });

  it('at the same end law comes before a house limit though no duty has both, then by the rows of a duty, then by id', () => {
    const [house, law] = started(['house-opinion', 'nonprosecution-reply'], null) as [Clock, Clock];
    const [a, z] = [
      { ...house, id: 'a', deadline: 'house-assign' },
      { ...law, id: 'z', deadline: 'tip-review' },
    ];
    expect([Math.sign(comparePrecedence(a, z)), Math.sign(comparePrecedence(z, a))]).toEqual([1, -1]);
    for (const { rows } of DUTIES) {
      const [x, y] = [
        { ...law, id: 'z', deadline: rows[0]! as string },
        { ...law, id: 'a', deadline: rows[1]! as string },
      ];
      expect([Math.sign(comparePrecedence(x, y)), Math.sign(comparePrecedence(y, x))], rows[0]).toEqual([-1, 1]);
    }
    const [b, c] = [
      { ...law, id: 'b' },
      { ...law, id: 'c' },
    ];
    expect([comparePrecedence(b, c), comparePrecedence(c, b), comparePrecedence(b, b)]).toEqual([-1, 1, 0]);
  });

  it('binds one side only: the rows of a duty are of one kind and owed by one body', () => {
    expect(new Set(DUTIES.map((d) => d.id)).size).toBe(DUTIES.length);
    for (const { id, rows } of DUTIES) {
      expect(new Set(rows).size, id).toBe(rows.length);
      expect(rows.length, id).toBeGreaterThan(1);
      const law = rows.flatMap((r) => deadlineById(r as string) ?? []);
      for (const r of rows) expect(deadlineById(r as string) ?? houseLimitById(r as string), r).toBeDefined();
      expect(new Set(law.map((d) => d.kind)).size, id).toBe(1);
      if (law[0]?.kind !== 'term') expect(new Set(law.map((d) => d.obligor)).size, id).toBe(1);
    }
  });
});
