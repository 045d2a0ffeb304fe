/** An event carries everything it does: the state after it is read off it alone, and the state before is never written to. */
import { describe, expect, test } from 'vitest';
import type { CaseState, Change, Clock, Proceeding } from '../../domain/case/types.ts';
import { evolve } from '../../domain/kernel/index.ts';
import { blankCase } from '../support/life.ts';

const BEFORE = '2026-10-08T10:00:00+08:00';
const AT = '2026-10-12T10:00:00+08:00';
const LATER = '2026-10-20T10:00:00+08:00';

const proceeding = (id: string, more: Partial<Proceeding> = {}): Proceeding => ({
  id,
  kind: 'investigation',
  state: 'Investigating',
  before: 'Assigned',
  run: 2,
  flags: ['urgent', 'held'],
  opened: BEFORE,
  ended: null,
  touched: BEFORE,
  linked: 'intake-1',
  facts: { a: 1, b: 'b' },
  proposals: { extend: { act: 'extend', by: 'officer1', at: BEFORE, facts: {}, event: 3 } },
  doers: { assign: { by: 'unithead', at: BEFORE } },
  ...more,
});
const clock = (id: string, more: Partial<Clock> = {}): Clock => ({
  id,
  deadline: 'tip-investigate',
  part: 0,
  proceeding: 'p',
  kind: 'our-duty',
  confidence: 'text',
  edition: '2023-05-01',
  count: {
    unit: 'wd',
    length: 60,
    start: '2026-10-08',
    pauses: [{ from: '2026-10-09', to: '2026-10-10' }],
    extensions: [],
  },
  started: BEFORE,
  fired: ['near'],
  outcome: null,
  stopped: null,
  ...more,
});
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
};
const begin = (more: Partial<CaseState> = {}): CaseState =>
  frozen(
    blankCase({
      receivedAt: BEFORE,
      case: {
        proceedings: { p: proceeding('p'), q: proceeding('q') },
        clocks: { k: clock('k'), other: clock('other') },
        version: 7,
        ...more,
      },
    }),
  );

/** The state after an event of these changes, with what it must not have touched beside what it has. */
function stateAfter(changes: Change[], c = begin(), at = AT): CaseState {
  const next = evolve(c, { changes: frozen(changes), occurredAt: at, proceeding: 'p' });
  expect(next.version).toBe(c.version + 1);
  expect(next.proceedings.q).toBe(c.proceedings.q);
  expect(next.clocks.other).toBe(c.clocks.other);
  return next;
}
/** What of the proceeding is another thing now. */
const changed = (changes: Change[], more: Partial<Proceeding> = {}, at = AT) =>
  differing(
    proceeding('p', more),
    stateAfter(changes, begin({ proceedings: { p: proceeding('p', more), q: begin().proceedings.q! } }), at).proceedings
      .p,
  );
const changedClock = (changes: Change[], more: Partial<Clock> = {}, at = AT) =>
  differing(
    clock('k', more),
    stateAfter(changes, begin({ clocks: { k: clock('k', more), other: begin().clocks.other! } }), at).clocks.k,
  );
function differing(was: object, is: object | undefined): Record<string, unknown> {
  const now = { ...is } as Record<string, unknown>;
  const then = { ...was } as Record<string, unknown>;
  expect(Object.keys(now).sort()).toEqual(expect.arrayContaining(Object.keys(then).sort()));
  return Object.fromEntries(Object.entries(now).filter(([key, x]) => JSON.stringify(x) !== JSON.stringify(then[key])));
}
const state = (more: Partial<Extract<Change, { op: 'state' }>> = {}): Change => ({
  op: 'state',
  proceeding: 'p',
  to: 'Concluded',
  ended: false,
  ...more,
});
const TOUCHED = { touched: AT };

describe('time', () => {
  test('goes on to the instant of an event, in whatever offset it is written, and never back', () => {
    expect(stateAfter([]).advancedTo).toBe(AT);
    expect(stateAfter([], begin(), '2026-10-12T02:00:00Z').advancedTo).toBe(AT);
    expect(stateAfter([], begin(), '2026-10-12T11:00:00+09:00').advancedTo).toBe(AT);
    expect(stateAfter([], begin({ advancedTo: LATER })).advancedTo).toBe(LATER);
    expect(stateAfter([], begin({ advancedTo: AT })).advancedTo).toBe(AT);
    // By its instant, not by its letters: nine o'clock at +09:00 is eight o'clock here.
    expect(
      stateAfter([], begin({ advancedTo: '2026-10-12T08:30:00+08:00' }), '2026-10-12T09:00:00+09:00').advancedTo,
    ).toBe('2026-10-12T08:30:00+08:00');
  });

  test('of the proceeding that it is about is that of its last event', () => {
    expect(changed([])).toEqual(TOUCHED);
    expect(changed([], { touched: LATER })).toEqual({});
    expect(changed([], { touched: AT })).toEqual({});
    const c = begin();
    expect(evolve(c, { changes: [], occurredAt: AT, proceeding: 'none' }).proceedings).toBe(c.proceedings);
    const none = evolve(c, { changes: [], occurredAt: AT, proceeding: '' });
    expect([none.proceedings, none.clocks]).toEqual([c.proceedings, c.clocks]);
  });

  test('goes on by what the case was advanced to, and never back', () => {
    const to = (instant: string): Change => ({ op: 'advanced', to: instant });
    expect(stateAfter([to('2026-10-20T02:00:00Z')]).advancedTo).toBe(LATER);
    expect(stateAfter([to(BEFORE)]).advancedTo).toBe(AT);
    expect(stateAfter([to(AT)], begin({ advancedTo: LATER })).advancedTo).toBe(LATER);
  });
});

describe('a proceeding', () => {
  test('opens as it is given, beside the others', () => {
    const r = proceeding('r', { touched: AT });
    const c = begin();
    const next = stateAfter([{ op: 'open', proceeding: r }], c);
    expect(next.proceedings.r).toBe(r);
    expect(Object.keys(next.proceedings)).toEqual(['p', 'q', 'r']);
    expect(next.clocks).toBe(c.clocks);
    // What the same event does to it besides is done to a copy.
    const more = stateAfter([
      { op: 'open', proceeding: frozen(r) },
      { op: 'flag', proceeding: 'r', flag: 'new', on: true },
    ]);
    expect(more.proceedings.r?.flags).toEqual(['urgent', 'held', 'new']);
  });

  test('goes to another state, and what was proposed falls with the old one', () => {
    expect(changed([state()])).toEqual({ state: 'Concluded', proposals: {}, ...TOUCHED });
    expect(changed([state({ before: 'Investigating', run: 3 })])).toEqual({
      state: 'Concluded',
      proposals: {},
      before: 'Investigating',
      run: 3,
      ...TOUCHED,
    });
    expect(changed([state({ before: null })])).toMatchObject({ before: null });
  });

  test('ends at the instant of the first event that ends it, and runs again where it is not ended', () => {
    expect(changed([state({ ended: true })])).toMatchObject({ ended: AT });
    expect(changed([state({ ended: true })], { ended: BEFORE })).not.toHaveProperty('ended');
    expect(changed([state()], { ended: BEFORE })).toMatchObject({ ended: null });
  });

  test('has a flag once, or not at all', () => {
    const flag = (name: string, on: boolean): Change => ({ op: 'flag', proceeding: 'p', flag: name, on });
    expect(changed([flag('new', true)])).toEqual({ flags: ['urgent', 'held', 'new'], ...TOUCHED });
    expect(changed([flag('urgent', true)])).toEqual({ flags: ['held', 'urgent'], ...TOUCHED });
    expect(changed([flag('urgent', false)])).toEqual({ flags: ['held'], ...TOUCHED });
    expect(changed([flag('new', false)])).toEqual(TOUCHED);
  });

  test('keeps its facts but for those that are said anew', () => {
    expect(changed([{ op: 'facts', proceeding: 'p', facts: { b: 'c', d: null } }])).toEqual({
      facts: { a: 1, b: 'c', d: null },
      ...TOUCHED,
    });
  });

  test('keeps what is proposed until it is taken back, each act by itself', () => {
    const proposal = { act: 'suspend', by: 'officer2', at: AT, facts: {}, event: 8 };
    const was = proceeding('p').proposals;
    const of = (act: string, p: typeof proposal | null): Change => ({
      op: 'proposal',
      proceeding: 'p',
      act,
      proposal: p,
    });
    expect(changed([of('suspend', proposal)])).toEqual({ proposals: { ...was, suspend: proposal }, ...TOUCHED });
    expect(changed([of('extend', { ...proposal, act: 'extend' })])).toEqual({
      proposals: { extend: { ...proposal, act: 'extend' } },
      ...TOUCHED,
    });
    expect(changed([of('extend', null)])).toEqual({ proposals: {}, ...TOUCHED });
    expect(changed([of('suspend', null)])).toEqual(TOUCHED);
  });

  test('knows who did an act last, and beside whom', () => {
    const doer = (more: object): Change => ({ op: 'doer', proceeding: 'p', act: 'extend', by: 'officer1', ...more });
    const { doers } = proceeding('p');
    expect(changed([doer({})])).toEqual({ doers: { ...doers, extend: { by: 'officer1', at: AT } }, ...TOUCHED });
    expect(changed([doer({ with: 'officer2' })])).toEqual({
      doers: { ...doers, extend: { by: 'officer1', with: 'officer2', at: AT } },
      ...TOUCHED,
    });
    expect(changed([doer({ act: 'assign' })])).toEqual({ doers: { assign: { by: 'officer1', at: AT } }, ...TOUCHED });
  });
});

describe('a clock', () => {
  const count = clock('k').count!;

  test('is set as it is given, and stopped with the reason', () => {
    const fresh = clock('fresh');
    expect(stateAfter([{ op: 'clock', clock: fresh }]).clocks.fresh).toBe(fresh);
    expect(Object.keys(stateAfter([{ op: 'clock', clock: fresh }]).clocks)).toEqual(['k', 'other', 'fresh']);
    expect(changedClock([{ op: 'stop', clock: 'k', why: 'met' }])).toEqual({ stopped: { at: AT, why: 'met' } });
    const both = stateAfter([
      { op: 'clock', clock: frozen(fresh) },
      { op: 'stop', clock: 'fresh', why: 'cancelled' },
    ]);
    expect(both.clocks.fresh).toEqual({ ...fresh, stopped: { at: AT, why: 'cancelled' } });
  });

  test('is paused after its earlier pauses, and resumed where it is paused', () => {
    const pause: Change = { op: 'pause', clock: 'k', from: '2026-10-11' };
    const pauses = [
      { from: '2026-10-09', to: '2026-10-10' },
      { from: '2026-10-11', to: null },
    ];
    expect(changedClock([pause])).toEqual({ count: { ...count, pauses } });
    expect(changedClock([{ op: 'resume', clock: 'k', to: '2026-10-12' }], { count: { ...count, pauses } })).toEqual({
      count: { ...count, pauses: [pauses[0], { from: '2026-10-11', to: '2026-10-12' }] },
    });
    const { pauses: _, ...never } = count;
    expect(changedClock([pause], { count: never })).toEqual({ count: { ...never, pauses: [pauses[1]] } });
    expect(changedClock([{ op: 'resume', clock: 'k', to: '2026-10-12' }], { count: never })).toEqual({
      count: { ...never, pauses: [] },
    });
  });

  test('which is paused behind its end may end again; what was recorded of it stays', () => {
    const pause: Change = { op: 'pause', clock: 'k', from: '2026-10-11' };
    const ended = { fired: ['near', 'expiry'], outcome: { what: 'breach', at: LATER } } as const;
    expect(changedClock([pause], { ...ended, fired: [...ended.fired] })).toMatchObject({ fired: ['near'] });
    for (const at of [BEFORE, AT]) {
      const was = { fired: [...ended.fired], outcome: { ...ended.outcome, at } };
      expect(changedClock([pause], was)).not.toHaveProperty('fired');
    }
    expect(changedClock([pause], { fired: ['near', 'expiry'] })).not.toHaveProperty('fired');
  });

  test('is extended after its earlier extensions, with all its rungs ahead', () => {
    const extend: Change = { op: 'extend', clock: 'k', length: 30, granted: AT };
    const extensions = [{ length: 30, granted: AT }];
    expect(changedClock([extend])).toEqual({ count: { ...count, extensions }, fired: [] });
    const { extensions: _, ...never } = count;
    expect(changedClock([extend], { count: never })).toEqual({ count: { ...never, extensions }, fired: [] });
    const outcome = { what: 'breach', at: BEFORE } as const;
    const again = changedClock([extend], {
      outcome,
      count: { ...count, extensions: [{ length: 5, granted: BEFORE }] },
    });
    expect(again).toEqual({
      count: { ...count, extensions: [{ length: 5, granted: BEFORE }, ...extensions] },
      fired: [],
    });
  });

  test('without a number is neither paused, nor resumed, nor extended', () => {
    const changes: Change[] = [
      { op: 'pause', clock: 'k', from: AT },
      { op: 'resume', clock: 'k', to: AT },
      { op: 'extend', clock: 'k', length: 1, granted: AT },
    ];
    for (const change of changes) expect([change.op, changedClock([change], { count: null })]).toEqual([change.op, {}]);
  });

  test('keeps each rung that fired, and what its end came to; a breach for ever', () => {
    const fired = (rung: string, outcome?: 'breach' | 'warn'): Change => ({
      op: 'fired',
      clock: 'k',
      rung,
      ...(outcome ? { outcome } : {}),
    });
    expect(changedClock([fired('alarm')])).toEqual({ fired: ['near', 'alarm'] });
    expect(changedClock([fired('expiry', 'breach')])).toEqual({
      fired: ['near', 'expiry'],
      outcome: { what: 'breach', at: AT },
    });
    const breach = { outcome: { what: 'breach', at: BEFORE } } as const;
    expect(changedClock([fired('expiry', 'warn')], breach)).toMatchObject({ outcome: { what: 'breach', at: AT } });
    expect(changedClock([fired('alarm')], breach)).toEqual({ fired: ['near', 'alarm'] });
    const warned = { outcome: { what: 'warn', at: BEFORE } } as const;
    expect(changedClock([fired('expiry', 'breach')], warned)).toMatchObject({ outcome: { what: 'breach', at: AT } });
    expect(changedClock([fired('alarm')], warned)).toEqual({ fired: ['near', 'alarm'] });
  });

  test('keeps the last move of its date through everything, and goes to another proceeding', () => {
    const move = { at: AT, from: '2026-12-29', to: '2027-01-06', notice: 'n' };
    expect(changedClock([{ op: 'moved', clock: 'k', move }])).toEqual({ moved: move });
    expect(changedClock([{ op: 'handover', clock: 'k', proceeding: 'q' }], { moved: move })).toEqual({
      proceeding: 'q',
    });
    expect(stateAfter([{ op: 'handover', clock: 'k', proceeding: 'q' }]).clocks.k).not.toHaveProperty('moved');
  });
});

describe('an event', () => {
  test('that speaks of what is not there changes nothing of it', () => {
    const nowhere: Change[] = [
      { op: 'state', proceeding: 'x', to: 'S', ended: false },
      { op: 'flag', proceeding: 'x', flag: 'f', on: true },
      { op: 'facts', proceeding: 'x', facts: {} },
      { op: 'proposal', proceeding: 'x', act: 'a', proposal: null },
      { op: 'doer', proceeding: 'x', act: 'a', by: 'b' },
      { op: 'stop', clock: 'x', why: 'met' },
      { op: 'pause', clock: 'x', from: AT },
      { op: 'resume', clock: 'x', to: AT },
      { op: 'extend', clock: 'x', length: 1, granted: AT },
      { op: 'fired', clock: 'x', rung: 'near' },
      { op: 'moved', clock: 'x', move: { at: AT, from: null, to: null, notice: 'n' } },
      { op: 'handover', clock: 'x', proceeding: 'p' },
    ];
    for (const change of nowhere) {
      const c = begin();
      const next = evolve(c, { changes: [change], occurredAt: AT, proceeding: '' });
      expect([change.op, next.proceedings === c.proceedings, next.clocks === c.clocks]).toEqual([
        change.op,
        true,
        true,
      ]);
    }
  });

  test('sets what it says of the case, and nothing by what is only to be done', () => {
    const c = begin();
    expect(stateAfter([{ op: 'case', set: { officers: ['a'], mergedInto: 'z' } }], c)).toMatchObject({
      officers: ['a'],
      mergedInto: 'z',
      fund: c.fund,
    });
    const {
      version: _,
      advancedTo: __,
      proceedings: ___,
      ...rest
    } = stateAfter([
      { op: 'task', task: { to: 'clerk', text: { zh: '办', en: 'do' }, basis: 'b' } },
      { op: 'effect', effect: { kind: 'notice', proceeding: 'p', to: 'tipster', data: {} } },
      { op: 'merged', act: 'leading-archived' },
    ]);
    expect(rest).toEqual(expect.objectContaining({ clocks: c.clocks, officers: c.officers }));
    expect(changed([{ op: 'merged', act: 'leading-archived' }])).toEqual(TOUCHED);
  });

  test('of several changes does one after another, each on what the one before left', () => {
    const next = stateAfter([
      { op: 'flag', proceeding: 'p', flag: 'new', on: true },
      { op: 'flag', proceeding: 'p', flag: 'urgent', on: false },
      { op: 'facts', proceeding: 'p', facts: { a: 2 } },
      state(),
      { op: 'fired', clock: 'k', rung: 'expiry', outcome: 'breach' },
      { op: 'stop', clock: 'k', why: 'met-late' },
    ]);
    expect(next.proceedings.p).toMatchObject({ flags: ['held', 'new'], facts: { a: 2, b: 'b' }, state: 'Concluded' });
    expect(next.clocks.k).toMatchObject({ fired: ['near', 'expiry'], stopped: { at: AT, why: 'met-late' } });
  });
});

test('the moment of what was put forward last only goes on, by whatever way it was put forward', () => {
  const [early, was, late] = ['2026-10-08T09:00:00+08:00', '2026-10-08T10:00:00+08:00', '2026-10-08T11:00:00+08:00'];
  const ways: ((put?: string) => Change)[] = [
    (put) => ({
      op: 'proposal',
      proceeding: 'p',
      act: 'x',
      proposal: { act: 'x', by: 'officer1', at: AT, facts: {}, event: 8, ...(put ? { put } : {}) },
    }),
    (put) => ({ op: 'facts', proceeding: 'p', facts: { last: put ? { put } : {} } }),
    (put) => {
      const asked = { units: [], heads: [], persons: [], by: 'clerk', ...(put ? { put } : {}) };
      return { op: 'case', set: { accused: { ...begin().accused, asked } } };
    },
  ];
  for (const way of ways) {
    const last = (put?: string, before?: string) =>
      stateAfter([way(put)], begin(before ? { lastPut: before } : {})).lastPut;
    expect([last(early, was), last(was, was), last(late, was), last(undefined, was)]).toEqual([was, was, late, was]);
    expect([last(), last(early)]).toEqual([undefined, early]);
    // The same moment as another place writes it is no later one.
    expect(last('2026-10-08T02:00:00Z', was)).toBe(was);
  }
  expect(stateAfter([{ op: 'proposal', proceeding: 'p', act: 'extend', proposal: null }]).lastPut).toBeUndefined();
});
