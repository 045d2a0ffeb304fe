import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houseLimitById } from '../../domain/law/house.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { LETTERS, NOTICES } from '../../domain/notices.ts';
import { nextInstant } from '../../domain/proceedings/kernel.ts';
import { isEnded, reaches } from '../../domain/proceedings/run.ts';
import { REACTIONS, TABLES } from '../../domain/proceedings/tables.ts';
import type { ClockKind, FactSheet, ProceedingKind, Row, Table } from '../../domain/proceedings/types.ts';
import { addDays } from '../../domain/time/day.ts';
import { type Beginning, type Life, life } from '../support/life.ts';
import { archived, concluded, filed, investigating, penaltyProposed } from '../support/roads.ts';
import { Breaches, badRefusal, chanceOf, faults, outOfOrder, pick, plant, step, watchRows } from '../support/walk.ts';

const ALL = Object.values(TABLES);
const rowsOf = (kind: ProceedingKind) => TABLES[kind].rows;
const nameOf = (t: Table, row: Row) => `${t.kind}: ${row.act ?? row.expiry?.join('|')} (${row.basis})`;
const states = (t: Table) => Object.keys(t.states);
/** States a row can lead to from a state; `before` leads to any state that is kept. */
function targets(t: Table, row: Row, from: string): string[] {
  if (typeof row.to === 'object') return row.to.among;
  if (row.to === 'same') return [from];
  if (row.to === 'before')
    return t.rows.filter((r) => r.keepsState).flatMap((r) => states(t).filter((s) => reaches(r, t, s)));
  return [row.to];
}
const known = (id: string) => deadlineById(id) !== undefined || houseLimitById(id) !== undefined;
const idsOf = (row: Row) => [
  ...(row.expiry ?? []),
  ...(row.start ?? []).map((s) => s.deadline),
  ...(row.stop ?? []),
  ...(row.cancel ?? []),
  ...(row.supersede ?? []),
  ...(row.pause ?? []),
  ...(row.resume?.clocks ?? []),
  ...(row.extend ?? []).map((e) => e.clock),
];
const closes = (row: Row, id: string) =>
  [row.stop, row.cancel, row.supersede].some((list) => list?.includes(id)) === true;
const opened = (t: Table) => t.rows.filter((r) => r.from === 'none').flatMap((r) => targets(t, r, ''));

describe.each(ALL.map((t) => [t.kind, t] as const))('the table of %s', (_, t) => {
  it('lets every state be reached from its opening, every end state too', () => {
    const seen = new Set(opened(t));
    for (let grew = true; grew; ) {
      const size = seen.size;
      for (const s of [...seen])
        for (const row of t.rows) if (reaches(row, t, s)) for (const to of targets(t, row, s)) seen.add(to);
      grew = seen.size > size;
    }
    expect([...seen].sort()).toEqual(states(t).sort());
    expect(t.ends.filter((e) => !seen.has(e))).toEqual([]);
  });

  it('has a way out of every state that is not an end, and a road from there to an end', () => {
    const ending = new Set(t.ends);
    for (let grew = true; grew; ) {
      const size = ending.size;
      for (const s of states(t))
        if (t.rows.some((row) => reaches(row, t, s) && targets(t, row, s).some((to) => ending.has(to)))) ending.add(s);
      grew = ending.size > size;
    }
    expect(states(t).filter((s) => !ending.has(s))).toEqual([]);
    for (const s of states(t).filter((x) => !t.ends.includes(x)))
      expect(
        t.rows.some((row) => reaches(row, t, s) && targets(t, row, s).some((to) => to !== s)),
        `${s} has no exit`,
      ).toBe(true);
  });

  it('names only states and flags that it has, a basis and a label in every row', () => {
    for (const row of t.rows) {
      const name = nameOf(t, row);
      expect(row.basis.trim(), name).not.toBe('');
      expect(row.label.zh && row.label.en, name).toBeTruthy();
      expect(
        [row.act, row.expiry].filter((x) => x !== undefined),
        name,
      ).toHaveLength(1);
      if (row.expiry) expect(row.by, name).toBe('system');
      if (Array.isArray(row.from)) for (const s of row.from) expect(states(t), name).toContain(s);
      for (const s of targets(t, row, t.ends[0]!)) expect(states(t), name).toContain(s);
      for (const f of [row.flag?.replace('!', ''), ...(row.raise ?? []), ...(row.lower ?? []), ...(row.carry ?? [])])
        if (f) expect(Object.keys(t.flags), name).toContain(f);
      for (const doer of row.notSameAs ?? [])
        expect(
          t.rows.map((r) => r.act),
          name,
        ).toContain(doer.replace(/:propose$/, ''));
    }
  });

  it('knows every deadline it names, and every part of it', () => {
    for (const row of t.rows) {
      for (const id of idsOf(row)) expect(known(id), `${nameOf(t, row)} names ${id}`).toBe(true);
      for (const s of row.start ?? []) {
        const parts = deadlineById(s.deadline)?.parts;
        if (parts) expect(parts[s.part ?? 0], `${s.deadline} part ${s.part}`).toBeDefined();
      }
    }
    for (const id of t.outlive) expect(known(id), id).toBe(true);
  });

  it('never starts a clock of the catalogue that is for reference only', () => {
    for (const row of t.rows)
      for (const s of row.start ?? [])
        expect(deadlineById(s.deadline)?.use ?? 'clock', s.deadline).not.toMatch(/reference|swept/);
  });

  it('has for every clock that it starts something that stops it and a meaning of its end', () => {
    const inherited = REACTIONS.filter((r) => r.on.kind === t.kind && 'open' in r.do && r.do.handOver?.length);
    for (const row of t.rows) {
      for (const s of row.start ?? []) {
        const heirs = inherited.flatMap((r) =>
          'open' in r.do && r.do.handOver?.includes(s.deadline) ? rowsOf(r.do.open) : [],
        );
        const rows = [...t.rows, ...heirs];
        const kind: ClockKind = s.kind ?? deadlineById(s.deadline)?.kind ?? 'house';
        const onExpiry = rows.filter((r) => r.expiry?.includes(s.deadline));
        const stopped = rows.some((r) => r.act !== undefined && closes(r, s.deadline));
        // A silence, a lapse or a term that is over closes its clock by itself.
        const closesItself = ['others-duty', 'right', 'term', 'bar'].includes(kind);
        expect(stopped || closesItself, `nothing stops ${s.deadline} (${nameOf(t, row)})`).toBe(true);
        const atExpiry = houseLimitById(s.deadline)?.atExpiry;
        if (kind === 'watch' || atExpiry === 'warn-again' || atExpiry === 'watch') {
          expect(
            onExpiry.some((r) => r.start?.some((x) => x.deadline === s.deadline)),
            `${s.deadline} does not start again`,
          ).toBe(true);
        } else if (kind === 'others-duty' || atExpiry === 'lapse') {
          expect(onExpiry.length, `the end of ${s.deadline} means nothing (${nameOf(t, row)})`).toBeGreaterThan(0);
        }
      }
    }
  });

  it('closes or stops in an end state whatever it lets run on past it', () => {
    for (const id of t.outlive) {
      const heirs = REACTIONS.flatMap((r) =>
        r.on.kind === t.kind && 'open' in r.do && r.do.handOver?.includes(id) ? rowsOf(r.do.open) : [],
      );
      const rows = [...t.rows.filter((r) => t.ends.some((e) => reaches(r, t, e))), ...heirs];
      const kind = deadlineById(id)?.kind;
      expect(
        rows.some((r) => closes(r, id)) || kind === 'others-duty' || kind === 'right' || kind === 'term',
        `${id} outlives ${t.kind} and nothing stops it`,
      ).toBe(true);
    }
  });

  it('refuses every act outside its states with a code and a sentence', () => {
    const acts = [...new Set(t.rows.flatMap((r) => (r.act && r.from !== 'none' ? [r.act] : [])))];
    for (const s of states(t)) {
      const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' });
      l.found(t.kind, s, isEnded(t, s) ? { ended: l.now } : {});
      l.given({
        officers: ['officer1', 'officer2'],
        accused: { natural: true, linked: true, units: [], heads: [], persons: [] },
      });
      for (const act of acts) {
        if (t.rows.some((r) => r.act === act && reaches(r, t, s))) continue;
        for (const by of ['officer1', 'depthead', 'tipster']) {
          const no = l.refused(by, act, {}, { proceeding: `${t.kind}-1` });
          expect(no.code, `${act} in ${s}`).toBe('not-in-this-state');
          expect(badRefusal(no)).toBeNull();
        }
      }
    }
  });
});

describe('the tables together', () => {
  it('have reactions that name existing acts, states, clocks and rows', () => {
    for (const r of REACTIONS) {
      const source = TABLES[r.on.kind];
      const what = JSON.stringify({ on: r.on, do: r.do });
      expect(r.basis, what).not.toBe('');
      expect(
        [r.on.act, r.on.entered, r.on.expiry].filter((x) => x !== undefined),
        what,
      ).toHaveLength(1);
      if (r.on.act)
        expect(
          source.rows.map((x) => x.act),
          what,
        ).toContain(r.on.act);
      if (r.on.entered) expect(states(source), what).toContain(r.on.entered);
      if (r.on.expiry)
        expect(
          source.rows.flatMap((x) => x.expiry ?? []),
          what,
        ).toContain(r.on.expiry);
      const target = TABLES['open' in r.do ? r.do.open : r.do.on];
      const opening = 'open' in r.do;
      expect(
        target.rows.some((x) => x.act === r.do.act && (x.from === 'none') === opening),
        `no row for ${what}`,
      ).toBe(true);
      if ('open' in r.do) for (const id of r.do.handOver ?? []) expect(known(id), id).toBe(true);
    }
  });

  it('have notices that name existing acts, states and letters', () => {
    for (const n of NOTICES) {
      const t = TABLES[n.on.kind];
      const what = JSON.stringify(n.on);
      if (n.on.act)
        expect(
          t.rows.map((x) => x.act),
          what,
        ).toContain(n.on.act);
      if (n.on.entered) expect(states(t), what).toContain(n.on.entered);
      expect(LETTERS[n.letter], n.letter).toBeDefined();
    }
  });

  it('are opened by intake or by a reaction, and no act of the system waits for nobody', () => {
    for (const t of ALL) {
      for (const row of t.rows.filter((x) => x.from === 'none' && t.kind !== 'intake'))
        expect(
          REACTIONS.some((r) => 'open' in r.do && r.do.open === t.kind && r.do.act === row.act),
          nameOf(t, row),
        ).toBe(true);
    }
  });
});

const WALKS = Number(process.env.MINGCHA_WALKS ?? 150);
const STEPS = 60;
const REGIONS = [null, null, 'shanghai', 'zhejiang'] as const;

/** How a case of a seed begins: its region, regime, tipster and house limits differ. */
function beginningOf(seed: number): Beginning {
  const r = chanceOf(seed ^ 0x5f3759df);
  const region = pick(r, REGIONS);
  return {
    receivedAt: pick(r, ['2026-01-05T09:00:00+08:00', '2026-08-03T09:00:00+08:00', '2026-09-30T16:40:00+08:00']),
    named: r() < 0.7,
    wantsNotice: r() < 0.7,
    fund: pick(r, ['pension', 'unemployment', 'medical']),
    case: { region, regime: r() < 0.35 ? 'labour-inspection' : 'fund' },
    authority: {
      region,
      confirmed: r() < 0.2 ? ['nonprosecution-reply', 'penalty-publish'] : [],
      ...(r() < 0.1 ? { houseLimits: {} } : {}),
    },
  };
}

/** The same for a case that is not open yet, with another one it could be merged into. */
function beginning(seed: number): Life {
  const l = life(beginningOf(seed));
  const leading = life({ id: 'case-0', receivedAt: l.now }).open();
  leading.to(addDays(l.now.slice(0, 10), 30));
  l.leading = leading.state;
  return l;
}

/** Walks and looks after every step; the first thing that does not hold, with the road to it, or null. */
function walk(l: Life, seed: number, steps: number, missing?: Set<string>, fired?: Map<string, number>): string | null {
  const r = chanceOf(seed);
  const road: string[] = [];
  const breaches = new Breaches();
  const tries = new Map<string, number>();
  let wrong: string | null = null;
  for (let i = 0; i < steps && wrong === null; i++) {
    let events: ReturnType<typeof step>['events'] = [];
    try {
      const done = step(l, r, {
        ...(missing ? { missing, tries } : {}),
        onRefusal: (no) => {
          wrong ??= badRefusal(no);
        },
      });
      events = done.events;
      road.push(done.what);
    } catch (e) {
      wrong = `threw ${e instanceof Error ? `${e.message} ${e.stack?.split('\n')[1]}` : String(e)}`;
    }
    wrong ??= outOfOrder(events) ?? faults(l.state)[0] ?? null;
    const lost = breaches.lost(l.state);
    if (lost) wrong ??= `the breach of ${lost} is gone`;
    const next = nextInstant(l.state, l.facts());
    if (next && next.at <= l.now) wrong ??= `${next.clock.id} ${next.rung} was not applied`;
    if (missing && fired) for (const [key, n] of fired) if (n > 0) missing.delete(key);
  }
  if (wrong === null) l.check();
  return wrong === null ? null : `${wrong}\n${road.slice(-12).join('\n')}`;
}

describe('random lives', () => {
  it(`hold at every step (${WALKS} walks of ${STEPS} steps)`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        expect(walk(beginning(seed).open(), seed, STEPS)).toBeNull();
      }),
      { numRuns: WALKS },
    );
  }, 600_000);

  it('apply every row of the six tables at least once', () => {
    const fired = watchRows();
    const missing = new Set(fired.keys());
    const faultsFound: string[] = [];
    const go = (l: Life, seed: number, steps: number, wanted = missing) => {
      const wrong = walk(l, seed, steps, wanted, fired);
      if (wrong) faultsFound.push(wrong);
      for (const [key, n] of fired) if (n > 0) missing.delete(key);
    };
    // Lives from the tip on, then from roads that chance would rarely find.
    for (let seed = 1; seed <= 40; seed++) go(beginning(seed).open(), seed, 150);
    const roads = [investigating, filed, penaltyProposed, concluded, archived];
    const regimes = ['fund', 'labour-inspection'] as const;
    for (let seed = 1; seed <= 8; seed++)
      for (const road of roads)
        for (const regime of regimes) {
          const b = beginningOf(seed);
          go(road({ ...b, receivedAt: '2026-09-30T16:40:00+08:00', case: { ...b.case, regime } }), seed, 100);
        }
    console.log(`lives: ${missing.size} of ${fired.size} rows missing`);
    // Then each row that is left, from each state it leaves.
    for (const round of [0, 1, 2, 3, 4, 5])
      for (const key of [...missing]) {
        const t = TABLES[key.split('#')[0] as ProceedingKind];
        const i = Number(key.split('#')[1]!.split(' ')[0]);
        for (const s of states(t).filter((x) => reaches(t.rows[i]!, t, x)))
          if (missing.has(key)) go(setUp(t, t.rows[i]!, s, i, round), i * 7 + round, 40, new Set([key]));
      }
    expect(faultsFound.slice(0, 3).join('\n\n')).toBe('');
    expect([...missing]).toEqual([]);
  }, 600_000);
});

/** What an earlier part of the road would have left on a proceeding, for guards that look back. */
const LEFT: Record<ProceedingKind, FactSheet> = {
  intake: {},
  investigation: { outcomes: ['nothing-found'], tracks: [] },
  penalty: {
    intent: 'intent',
    roles: ['organiser'],
    ground: 'other-by-law',
    noticed: { fine: 100_000, confiscation: 0, kinds: ['fine'] },
    decided: { fine: 100_000, confiscation: 0, kinds: ['fine'] },
  },
  'police-referral': { taskForce: ['officer1', 'officer2'] },
  listing: {
    condition: 'cheating',
    natural: false,
    penalty: 'penalty-1',
    objectionResult: 'unfounded',
    listedOn: '2025-01-02',
    seriousness: 'ordinary',
  },
  disclosure: { penalty: 'penalty-1', natural: false, decisionOn: '2025-12-30' },
};

/** A case that stands where a row could apply next. */
function setUp(t: Table, row: Row, state: string, i: number, round: number): Life {
  const region = ([null, 'shanghai', 'zhejiang'] as const)[round % 3]!;
  const b = beginningOf(i * 31 + round);
  const l = life({
    ...b,
    receivedAt: '2026-01-05T09:00:00+08:00',
    case: { region, regime: round % 2 === 0 ? 'fund' : 'labour-inspection' },
    authority: { region },
  });
  const leading = life({ id: 'case-0', receivedAt: l.now }).open();
  leading.to('2026-02-05');
  l.leading = leading.state;
  l.found(t.kind, state, {
    ...(isEnded(t, state) ? { ended: l.now } : {}),
    flags: row.flag && !row.flag.startsWith('!') ? [row.flag] : [],
    facts: round < 4 ? LEFT[t.kind] : {},
    doers: t.kind === 'police-referral' ? { 'ask-reconsideration': { by: 'principal', at: l.now } } : {},
  });
  l.given({
    officers: ['officer1', 'officer2', 'officer3'],
    accused: { natural: i % 2 === 0, linked: true, units: [], heads: [], persons: [] },
  });
  if (row.expiry) plant(l, `${t.kind}-1`, row.expiry[round % row.expiry.length]!);
  if (row.act && row.by === 'system' && row.from !== 'none') l.system(t.kind, row.act, SYSTEM_FORMS[round % 2]!);
  return l;
}
const SYSTEM_FORMS: FactSheet[] = [{}, { outcome: 'no-punishment', how: 'annulled', penalty: 'penalty-1' }];
