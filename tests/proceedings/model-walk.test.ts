import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClockKind,
  type FactSheet,
  PROCEEDING_KINDS,
  type ProceedingKind,
  type Row,
  type Table,
} from '../../domain/case/types.ts';
import { nextInstant } from '../../domain/kernel/index.ts';
import { isEnded, reaches } from '../../domain/kernel/run.ts';
import { houseLimitById } from '../../domain/law/house.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { LETTERS, NOTICES } from '../../domain/notices.ts';
import { REACTIONS, TABLES } from '../../domain/proceedings/tables.ts';
import { CHEATING_FINE } from '../support/forms.ts';
import { type Beginning, type Life, life, paperOf } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';
import { accepted, investigating, penaltyProposed, underReview } from '../support/roads.ts';
import { beginning, beginningOf, leftOn, ROADS, setUp, somewhere } from '../support/somewhere.ts';
import { Breaches, badRefusal, chanceOf, faults, outOfOrder, step, watchRows } from '../support/walk.ts';

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
        [r.on.act, r.on.entered].filter((x) => x !== undefined),
        what,
      ).toHaveLength(1);
      if (r.on.act)
        expect(
          source.rows.map((x) => x.act),
          what,
        ).toContain(r.on.act);
      if (r.on.entered) expect(states(source), what).toContain(r.on.entered);
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
      // What is entered from paper opens its own proceeding beside the act that was entered (entered.ts).
      for (const row of t.rows.filter((x) => x.from === 'none' && t.kind !== 'intake'))
        expect(
          t.kind === 'paper' || REACTIONS.some((r) => 'open' in r.do && r.do.open === t.kind && r.do.act === row.act),
          nameOf(t, row),
        ).toBe(true);
    }
  });
});

const WALKS = sample(100, 3_000, 15);
const STEPS = 60;
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
  it(
    `hold at every step (${WALKS} walks of ${STEPS} steps)`,
    () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
          expect(walk(somewhere(seed), seed, STEPS)).toBeNull();
        }),
        { numRuns: WALKS },
      );
      proven('Random lives hold at every step', { walks: WALKS, steps: STEPS });
    },
    sample(600_000, 4 * 3_600_000),
  );

  it('apply every row of every table at least once', () => {
    const fired = watchRows();
    const missing = new Set(fired.keys());
    const faultsFound: string[] = [];
    const go = (l: Life, seed: number, steps: number, wanted = missing) => {
      const wrong = walk(l, seed, steps, wanted, fired);
      if (wrong) faultsFound.push(wrong);
      for (const [key, n] of fired) if (n > 0) missing.delete(key);
    };
    // Lives from the tip on, then from roads that chance would rarely find.
    for (let seed = 1; seed <= sample(10, 40); seed++) go(beginning(seed).open(), seed, 150);
    const regimes = ['fund', 'labour-inspection'] as const;
    for (let seed = 1; seed <= sample(2, 8); seed++)
      for (const road of ROADS)
        for (const regime of regimes) {
          const b = beginningOf(seed);
          go(road({ ...b, receivedAt: '2026-09-30T16:40:00+08:00' }, { regime }), seed, 100);
        }
    for (const [n, road] of BY_HEART.entries()) go(road(), n, 20);
    // Then each row that is left, from each state it leaves.
    for (let round = 0; round < 12; round++)
      for (const key of [...missing]) {
        const t = TABLES[key.split('#')[0] as ProceedingKind];
        const i = Number(key.split('#')[1]!.split(' ')[0]);
        for (const s of states(t).filter((x) => reaches(t.rows[i]!, t, x)))
          if (missing.has(key)) go(setUp(t, t.rows[i]!, s, i, round), i * 7 + round, 40, new Set([key]));
      }
    expect(faultsFound.slice(0, 3).join('\n\n')).toBe('');
    console.log(`rows applied: ${fired.size - missing.size} of ${fired.size}`);
    expect([...missing]).toEqual([]);
  }, 600_000);
});

const NOW_ON = '2026-09-07';
const SERVICE = { service: 'direct', withOfficer: 'officer2' };
const PENALTY_NOTICE = {
  ...CHEATING_FINE,
  noticeNumber: '告〔2026〕1号',
  amounts: [{ kind: 'drawn', yuan: 40_000, knownOn: '2026-08-03' }],
  actEndedOn: '2026-01-31',
  kinds: ['fine', 'licence'],
};

interface RecusalWay {
  against: string;
  /** Who steps aside where it is granted. */
  person: string;
  by: string;
  /** Who decides what another one named or entered. */
  two?: string;
  paper?: true;
  /** The head of the department stepped aside before: the organ above has the case. */
  above?: true;
}
/** Of every way in which a request is decided, one. */
const RECUSALS: RecusalWay[] = [
  { against: 'officer', person: 'officer3', by: 'depthead' },
  { against: 'unknown', person: 'officer3', by: 'clerk', two: 'depthead' },
  // Who recorded the request does not enter what was decided of it.
  { against: 'dept-head', person: 'depthead', by: 'clerk2', paper: true },
  { against: 'unknown', person: 'depthead', by: 'clerk', two: 'clerk2', paper: true },
  { against: 'dept-head', person: 'principal', by: 'superior', above: true },
];

/** Roads told by heart: what chance cannot find because each step must fit the one before. */
const BY_HEART: (() => Life)[] = [
  () => {
    const l = noticed();
    l.do('officer1', 'waive', { waives: ['hearing'], ...paperOf(NOW_ON) });
    l.do('officer1', 'waive', { waives: ['defence'], ...paperOf(NOW_ON) });
    return decidedAndListed(l);
  },
  () => {
    const l = hearingTold();
    l.do('checker', 'hold-hearing', { hearingRecord: '笔录1', inPublic: 'public', signed: true });
    return l;
  },
  () => {
    const l = hearingTold();
    l.do('checker', 'hearing-forgone', { forgone: 'absent' });
    return l;
  },
  // The party waives the defence while a hearing may still be asked for.
  () => {
    const l = noticed();
    l.do('officer1', 'waive', { waives: ['defence'], ...paperOf(NOW_ON) });
    return l;
  },
  // No house limit for the defence: two officers close it.
  () => {
    const l = noticed({ houseLimits: {} }, { kinds: ['fine'], fine: 1_000, leniency: ['confessed'] });
    l.do('officer1', 'close-defence', { reasonable: true, reasons: 'words', withOfficer: 'officer2' });
    return l;
  },
  // Withdrawn by a receipt that staff handed out, before the tip is accepted and after.
  () => {
    const l = underReview();
    l.tip('withdraw:propose', { withdrawalReason: 'words' }, { receiptShownTo: ['clerk'] });
    l.do('unithead', 'withdraw');
    return l;
  },
  () => {
    const l = accepted();
    l.tip('withdraw:propose', { withdrawalReason: 'words' }, { receiptShownTo: ['clerk'] });
    l.do('unithead', 'withdraw', {}, { proceeding: 'intake' });
    return l;
  },
  // An inspection case of Zhejiang whose party absconded.
  () => {
    const l = investigating(
      { case: { region: 'zhejiang' }, authority: { region: 'zhejiang' } },
      { regime: 'labour-inspection' },
    );
    const who = { withOfficer: 'officer2' };
    l.pair('officer1', 'unithead', 'file-case', { standardMet: true, ...who });
    l.pair('officer1', 'depthead', 'suspend', {
      suspendGround: 'zj-absconded',
      awaits: 'none',
      suspendReasons: 'words',
      ...who,
    });
    return l;
  },
  // The criminal track returns while the penalty is still being dealt with, and what was owed is done.
  () => {
    const l = penaltyProposed();
    l.found('police-referral', 'RefusalReceived', { facts: leftOn('police-referral') });
    l.pair('officer1', 'principal', 'accept-refusal', { reasons: 'words', withOfficer: 'officer2' });
    l.do('depthead', 'administrative-act-done', { number: '处〔2026〕1号' });
    return l;
  },
  // Listed on the strength of paper, sent to the platform or not; then checked by two.
  ...[true, false].map((sentOnPaper) => () => {
    const l = life({ receivedAt: `${NOW_ON}T09:00:00+08:00` }).found('listing', 'Listed', {
      facts: { ...leftOn('listing'), sentOnPaper },
      flags: ['paper-only'],
    });
    l.given({ accused: { natural: false, linked: true, units: [], heads: [], persons: [] } });
    l.pair('credit', 'principal', 'put-up', { textChecked: true });
    return l;
  }),
  ...PROCEEDING_KINDS.flatMap((kind) =>
    [true, false].flatMap((granted) =>
      [1, 2].flatMap((requests) =>
        RECUSALS.filter((way) => granted || !way.two || way.paper).map(
          (way) => () => recusal(kind, granted, requests, way),
        ),
      ),
    ),
  ),
];

function noticed(authority: Beginning['authority'] = {}, more: FactSheet = {}): Life {
  const l = life({ receivedAt: `${NOW_ON}T09:00:00+08:00`, authority }).found('penalty', 'Proposed', {
    facts: leftOn('penalty'),
  });
  l.given({
    officers: ['officer1', 'officer2'],
    accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
  });
  l.do('officer1', 'serve-notice', { ...PENALTY_NOTICE, ...more });
  return l;
}

function hearingTold(): Life {
  const l = noticed();
  l.do('officer1', 'ask-hearing', paperOf(NOW_ON));
  l.do('checker', 'schedule-hearing', { hearingOn: '2026-10-15' });
  l.on('2026-09-21').do('officer1', 'tell-hearing', {
    hearingNotice: '听告1',
    hearingService: 'post',
    withOfficer: 'officer2',
  });
  return l.on('2026-10-15');
}

/** Decided, served, published and listed; then the listing is repaired, or the decision changed by a court. */
function decidedAndListed(l: Life): Life {
  l.pair('officer1', 'depthead', 'decide', {
    decisionNumber: '罚〔2026〕1号',
    kinds: ['fine', 'licence'],
    fine: 120_000,
    confiscation: 0,
    announcedTo: 'present',
    mustPublish: true,
    publishGround: 'social-influence',
    withOfficer: 'officer2',
  });
  l.do('officer1', 'serve', { ...SERVICE, receipt: '回证1', remediesTold: true, repairNotice: true });
  l.do('officer1', 'carried-out', { carriedOut: 'done', withOfficer: 'officer2' });
  l.do('credit', 'propose-listing', { condition: 'cheating' });
  l.do('disclosure', 'hand-in', {
    decisionNumber: '罚〔2026〕1号',
    partyName: 'a unit',
    text: 'words',
    tipsterGone: true,
    thirdPartiesGone: true,
    secretsGone: true,
    remedyNamed: true,
    dishonesty: true,
    seriousness: 'serious',
  });
  l.do('checker', 'pass', { checked: true }, { proceeding: 'disclosure' });
  l.do('disclosure', 'publish', {}, { proceeding: 'disclosure' });
  l.system('disclosure', 'repaired', {});
  return l;
}

/** Requests for recusal decided one after the other. */
function recusal(kind: ProceedingKind, granted: boolean, requests: number, way: RecusalWay): Life {
  const t = TABLES[kind];
  const l = life({ receivedAt: `${NOW_ON}T09:00:00+08:00` }).found(kind, states(t).find((s) => !t.ends.includes(s))!, {
    facts: leftOn(kind),
  });
  l.given({
    officers: ['officer1', 'officer2', 'officer3'],
    accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
    ...(way.above ? { recused: ['depthead'], headsAside: ['dept-head' as const] } : {}),
  });
  const p = { proceeding: `${kind}-1` };
  for (let i = 0; i < requests; i++)
    l.do(
      'clerk',
      'record-recusal-request',
      { asker: 'party', against: way.against, recusalReason: 'words', ...paperOf(NOW_ON) },
      p,
    );
  // That it may be about the head of the department is said of a refusal, too: else it would be decided here.
  const person = granted || way.two ? { person: way.person } : {};
  const answer = { request: 1, ...person, recusalReasons: 'words', ...(way.paper ? paperOf(NOW_ON) : {}) };
  if (way.two) l.pair(way.by, way.two, 'grant-recusal', { ...answer, ...(granted ? {} : { granted }) }, p);
  else l.do(way.by, 'decide-recusal', { ...answer, granted }, p);
  return l;
}
