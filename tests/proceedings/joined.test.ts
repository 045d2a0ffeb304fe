import { describe, expect, test } from 'vitest';
import type { CaseState, FactSheet, NewEvent, ProceedingKind } from '../../domain/case/types.ts';
import { systemAct } from '../../domain/kernel/index.ts';
import { keptOut } from '../../domain/people/may.ts';
import {
  boundActs,
  everTogether,
  followerActs,
  followersOf,
  leadingActs,
  leadingOf,
} from '../../domain/proceedings/parts/merging.ts';
import { ripples } from '../../ledger/truth/ripples.ts';
import type { Life } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { accepted, archived, concluded, filed, investigating, received, underReview } from '../support/roads.ts';

const event = (name: string, kind: ProceedingKind, facts: FactSheet, more: Partial<NewEvent> = {}): NewEvent => ({
  type: 'act',
  proceeding: `${kind}-1`,
  kind,
  name,
  occurredAt: '2026-10-09T23:30:00+08:00',
  actor: { id: 'unithead', role: 'unit-head' },
  from: null,
  to: '',
  basis: 'test',
  facts,
  words: {},
  changes: [],
  ...more,
});
const MERGED = { leading: 'case-1', follower: 'case-2' };
const form = { follower: 'case-2', mergedOn: '2026-10-09' };

test('two cases of which each leaves a head who is outside the other are not merged: nobody would decide them', () => {
  const merged = (leading: string[], tip: string[]) => {
    const l = underReview({ id: 'case-2' }, { accusedPersons: tip });
    l.leading = underReview({}, { accusedPersons: leading }).state;
    const into = { leading: 'case-1', sameSubject: true, newClue: true };
    const verdict = l.ask('clerk', 'merge-under-review:propose', into);
    return verdict.ok ? 'done' : [verdict.refusal.code, verdict.refusal.fields?.map((f) => f.field)];
  };
  const refused = ['no-head-left', ['leading']];
  expect([merged(['superior'], ['depthead']), merged(['depthead'], ['superior'])]).toEqual([refused, refused]);
  expect(merged(['depthead'], ['unithead'])).toBe('done');
  // What one of them lacks already, the merge does not take.
  const nobody = underReview({}, { accusedPersons: ['depthead'] });
  nobody.given({ recused: ['superior'] });
  const l = underReview({ id: 'case-2' });
  l.leading = nobody.state;
  expect(l.ask('clerk', 'merge-under-review:propose', { leading: 'case-1', sameSubject: true, newClue: true }).ok).toBe(
    true,
  );
});

describe('what a merge does to the leading case', () => {
  const acts = (name: string, kind: ProceedingKind, facts: FactSheet = {}) =>
    leadingActs(event(name, kind, { ...MERGED, ...facts }));

  test('a duplicate and a clue under review are added where the case stands: in review or in the investigation', () => {
    const both = (more: FactSheet) => [
      { kind: 'intake', act: 'clue-added', form: { ...form, ...more } },
      { kind: 'investigation', act: 'clue-added', form: { ...form, ...more } },
    ];
    expect(acts('merge-duplicate', 'intake')).toEqual(both({ newClue: false }));
    expect(acts('merge-under-review', 'intake')).toEqual(both({ newClue: true }));
  });

  test('a new valid clue restarts it, out of review and out of an investigation; nothing new does not', () => {
    const repeat = { kind: 'investigation', act: 'repeat-merged', form };
    expect(acts('merge-new-clue', 'intake')).toEqual([repeat]);
    expect(acts('merge', 'investigation', { newClue: true })).toEqual([repeat]);
    const added = { kind: 'investigation', act: 'clue-added', form };
    expect(acts('merge', 'investigation', { newClue: false })).toEqual([added]);
    expect(acts('merge', 'investigation', { filedAt: '2026-10-08' })).toEqual([
      { ...added, form: { ...form, filedAt: '2026-10-08' } },
    ]);
  });

  test('a tip that leaves leaves both', () => {
    expect(acts('unmerge', 'intake').map((a) => [a.kind, a.act, a.form.follower])).toEqual([
      ['intake', 'follower-left', 'case-2'],
      ['investigation', 'follower-left', 'case-2'],
    ]);
  });

  test('and nothing else touches it: no other act, no proposal, no other proceeding, no act without a leading case', () => {
    const none = [
      event('accept', 'intake', MERGED),
      event('merge', 'intake', MERGED),
      event('merge-duplicate', 'investigation', MERGED),
      event('merge', 'penalty', MERGED),
      event('merge-duplicate', 'intake', MERGED, { type: 'proposal' }),
      event('merge', 'investigation', MERGED, { type: 'proposal' }),
      event('merge-duplicate', 'intake', { ...MERGED, leading: null }),
      event('merge-duplicate', 'intake', { follower: 'case-2' }),
    ];
    for (const e of none) expect([leadingOf(e), leadingActs(e)], `${e.kind} ${e.name}`).toEqual([null, []]);
    const touching: [ProceedingKind, string][] = [
      ['intake', 'merge-duplicate'],
      ['intake', 'merge-new-clue'],
      ['intake', 'merge-under-review'],
      ['intake', 'unmerge'],
      ['investigation', 'merge'],
    ];
    for (const [kind, name] of touching) expect(leadingOf(event(name, kind, MERGED)), name).toBe('case-1');
  });
});

describe('what a change of one case does to the other', () => {
  const changed = (set: object, name = 'link-accused') =>
    event(name, 'intake', MERGED, { changes: [{ op: 'case', set }] });

  test('whoever is outside a merged tip from now on is outside the leading case; a merge itself says so already', () => {
    for (const key of ['accused', 'recused', 'alsoOut'])
      expect(boundActs(changed({ [key]: [] })), key).toMatchObject([{ kind: 'intake', act: 'follower-bounds' }]);
    expect(boundActs(changed({ officers: [], headsAside: [] }))).toEqual([]);
    const merge = changed({ alsoOut: {} }, 'merge-duplicate');
    expect(
      ripples({ ...accepted().state, id: 'case-2', mergedInto: 'case-1' }, [merge]).map((x) => x.id),
    ).not.toContain('case-2');
    expect(
      ripples({ ...accepted().state, id: 'case-2', mergedInto: 'case-1' }, [merge]).filter(
        (x) => x.acts[0]!.act === 'follower-bounds',
      ),
    ).toEqual([]);
    expect(boundActs(event('accept', 'intake', {}))).toEqual([]);
  });

  test('the officers and the end of a leading case are those of the tips merged into it', () => {
    expect(followerActs(changed({ officers: ['officer1'] }))).toEqual([
      { kind: 'intake', act: 'leading-officers', form: {} },
    ]);
    expect(followerActs(changed({ headsAside: [] }))).toEqual([]);
    const ends = event('archive', 'investigation', {}, { changes: [{ op: 'merged', act: 'leading-archived' }] });
    expect(followerActs(ends)).toEqual([
      { kind: 'intake', act: 'leading-archived', form: {} },
      { kind: 'investigation', act: 'leading-archived', form: {} },
    ]);
  });
});

test('whoever is outside a leading case from now on is outside the tips merged into it', () => {
  for (const key of ['accused', 'recused', 'alsoOut'])
    expect(
      followerActs(event('link-accused', 'intake', {}, { changes: [{ op: 'case', set: { [key]: [] } }] })),
    ).toEqual([{ kind: 'intake', act: 'leading-bounds', form: { through: [] } }]);
});

describe('the tips of a leading case', () => {
  const joined = (l: Life, act: string, follower: string, kind: ProceedingKind = 'intake') =>
    l.system(kind, act, { follower });

  test('are known, each once, in review and in the investigation; who left is known to have been there', () => {
    const l = accepted();
    expect([followersOf(l.state), everTogether(l.state)]).toEqual([[], []]);
    for (const id of ['b', 'c', 'b']) joined(l, 'clue-added', id, 'investigation');
    expect([followersOf(l.state), everTogether(l.state)]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
    joined(l, 'follower-left', 'b', 'investigation');
    expect([followersOf(l.state), new Set(everTogether(l.state))]).toEqual([['c'], new Set(['b', 'c'])]);
    // Merged again, it is there again.
    joined(l, 'clue-added', 'b', 'investigation');
    expect(followersOf(l.state)).toEqual(['b', 'c']);
    expect(l.p('investigation').facts.followersLeft).toEqual([]);
    for (const id of ['b', 'c']) joined(l, 'follower-left', id, 'investigation');
    joined(l, 'clue-added', 'b', 'investigation');
    expect([followersOf(l.state), l.p('investigation').facts.followersLeft]).toEqual([['b'], ['c']]);
    const bound = { ...l.state, alsoOut: { z: { units: [], heads: [], persons: [], recused: [] } } };
    expect(new Set(everTogether(bound))).toEqual(new Set(['z', 'b', 'c']));
  });
});

test('a tip goes together with what it was merged into, and with what a proposal that waits would merge it into', () => {
  const { state } = received();
  const p = state.proceedings['intake-1']!;
  const proposal = { act: 'merge-duplicate', by: 'clerk', at: p.opened, facts: { leading: 'c' }, event: 2 };
  const of = (more: Partial<CaseState>, facts: FactSheet = {}, proposals = {}) =>
    everTogether({ ...state, ...more, proceedings: { 'intake-1': { ...p, facts, proposals } } });
  expect(of({})).toEqual([]);
  expect(of({ mergedInto: 'a' })).toEqual(['a']);
  expect(of({}, { leading: 'b' })).toEqual(['b']);
  expect(of({}, {}, { 'merge-duplicate': proposal })).toEqual(['c']);
  expect(of({ mergedInto: 'a' }, { leading: 'a' }, { 'merge-duplicate': proposal })).toEqual(['a', 'c']);
});

describe('which case can lead', () => {
  const asks = (leading: CaseState, act = 'merge-duplicate') => {
    const l = underReview({ id: 'case-2' });
    l.leading = leading;
    const more =
      act === 'merge-under-review'
        ? { newClue: true }
        : act === 'merge-new-clue'
          ? { validClue: true }
          : { nothingNew: true };
    const verdict = l.ask('clerk', `${act}:propose`, { leading: leading.id, sameSubject: true, ...more });
    return verdict.ok ? null : [verdict.refusal.code, verdict.refusal.fields?.[0]?.field];
  };
  const UNKNOWN = ['leading-unknown', 'leading'];

  test('another one of this organ, itself not merged', () => {
    const { state } = accepted();
    expect(asks(state)).toBeNull();
    expect(asks({ ...state, id: 'case-2' })).toEqual(UNKNOWN);
    expect(asks({ ...state, organ: 'province' })).toEqual(UNKNOWN);
    expect(asks({ ...state, mergedInto: 'case-9' })).toEqual(UNKNOWN);
  });

  test('with a duplicate while it is in review or accepted and not concluded, with a new clue once accepted, under review before', () => {
    const waiting = underReview();
    waiting.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which?' });
    const suspended = investigating();
    suspended.state = {
      ...suspended.state,
      proceedings: {
        ...suspended.state.proceedings,
        'investigation-1': { ...suspended.p('investigation'), state: 'Suspended' },
      },
    };
    const acts = ['merge-duplicate', 'merge-new-clue', 'merge-under-review'];
    const yes = (l: Life) => acts.map((act) => asks(l.state, act)?.[0] ?? 'yes');
    const [NO_REVIEW, NOT_ACCEPTED, NOT_OPEN] = [
      'leading-not-under-review',
      'leading-not-accepted',
      'leading-not-open',
    ];
    const typed = underReview().found('paper', 'Unconfirmed');
    for (const l of [received(), underReview(), waiting, typed]) expect(yes(l)).toEqual(['yes', NOT_ACCEPTED, 'yes']);
    for (const l of [accepted(), investigating(), filed(), suspended])
      expect(yes(l)).toEqual(['yes', 'yes', NO_REVIEW]);
    for (const l of [concluded(), archived()]) expect(yes(l)).toEqual([NOT_OPEN, NOT_ACCEPTED, NO_REVIEW]);
    const refused = underReview();
    refused.pair('clerk', 'unithead', 'refuse', { refusalGround: 'no-target-or-clue', refusalReasons: 'r' });
    expect(yes(refused)).toEqual([NOT_OPEN, NOT_ACCEPTED, NO_REVIEW]);
    // Its investigation decides, whatever is left of its review.
    const done = concluded();
    done.state = {
      ...done.state,
      proceedings: { ...done.state.proceedings, 'intake-1': { ...done.p('intake'), state: 'UnderReview' } },
    };
    expect(yes(done)).toEqual([NOT_OPEN, NOT_ACCEPTED, NO_REVIEW]);
  });
});

describe('who is outside one case of two', () => {
  /** A system act on the case of a life, beside another one. */
  const beside = (l: Life, other: CaseState, act: string, more: FactSheet = {}, kind: ProceedingKind = 'intake') => {
    const done = systemAct(l.state, kind, act, { follower: other.id, ...more }, { ...l.facts(), beside: other });
    l.state = done.state;
    return l;
  };
  const tip = (more: Partial<CaseState>): CaseState => ({
    ...underReview({ id: 'case-2' }).state,
    mergedInto: 'case-1',
    ...more,
  });
  const OUT = { units: [], heads: [], persons: [] };
  /** A tip that is merged into this case. */
  const merged = (leading: CaseState): Life => {
    const l = underReview({ id: 'case-2' });
    l.leading = leading;
    const form = { leading: leading.id, sameSubject: true, nothingNew: true };
    l.pair('clerk', 'unithead', 'merge-duplicate', form);
    expect(l.in('intake')).toBe('Merged');
    return l;
  };
  const chain4 = (who: string[]) => [who, who, who, who];

  test('is outside the leading case, and an officer among them leaves it', () => {
    const l = investigating();
    beside(l, tip({ recused: ['officer2'] }), 'clue-added', {}, 'investigation');
    expect([l.state.alsoOut, l.state.officers]).toEqual([
      { 'case-2': { ...OUT, recused: ['officer2'] } },
      ['officer1'],
    ]);
    beside(l, { ...tip({ recused: ['officer1'] }), id: 'case-3' }, 'follower-bounds');
    expect([Object.keys(l.state.alsoOut ?? {}), l.state.officers]).toEqual([['case-2', 'case-3'], []]);
    // What it says later of itself takes the place of what it said before.
    beside(l, tip({ recused: [] }), 'follower-bounds');
    expect(l.state.alsoOut?.['case-2']).toEqual({ ...OUT, recused: [] });
  });

  test('leaves a post to another where nobody else holds it, and comes back when the tip leaves', () => {
    const l = accepted();
    beside(l, tip({ recused: ['unithead'] }), 'clue-added', {}, 'investigation');
    expect(l.state.headsAside).toEqual(['unit-head']);
    beside(l, tip({ recused: ['unithead'] }), 'follower-left');
    expect([l.state.alsoOut, l.state.headsAside]).toEqual([{}, []]);
  });

  test('no longer binds once it has left, and those of another tip go on to', () => {
    const l = investigating();
    beside(l, tip({ recused: ['officer3'] }), 'clue-added', {}, 'investigation');
    beside(l, { ...tip({ recused: ['legal'] }), id: 'case-3' }, 'clue-added', {}, 'investigation');
    beside(l, tip({}), 'follower-left');
    expect(l.state.alsoOut).toEqual({ 'case-3': { ...OUT, recused: ['legal'] } });
    expect(l.state.officers).toEqual(['officer1', 'officer2']);
  });

  test('an accused head is not said to have stepped aside', () => {
    const l = accepted();
    beside(
      l,
      tip({ accused: { natural: true, linked: true, units: [], heads: ['unit-head'], persons: [] } }),
      'follower-bounds',
    );
    expect([l.state.alsoOut?.['case-2']?.heads, l.state.headsAside]).toEqual([['unit-head'], undefined]);
  });

  test('alone, without the other case at hand, nothing is bound', () => {
    const l = investigating();
    l.system('intake', 'follower-bounds');
    expect([l.state.alsoOut, l.state.officers]).toEqual([undefined, ['officer1', 'officer2']]);
  });

  test('a merged tip has the officers of its leading case, without those who are outside itself', () => {
    const leading = investigating().state;
    const l = underReview({ id: 'case-2' });
    expect(beside(l, leading, 'leading-officers').state.officers).toEqual([]);
    l.given({ mergedInto: 'case-1', recused: ['officer2'] });
    expect(beside(l, leading, 'leading-officers').state.officers).toEqual(['officer1']);
    l.system('intake', 'leading-officers');
    expect(l.state.officers).toEqual(['officer1']);
  });

  test('an officer who is no longer of the house is none of the case', () => {
    const l = investigating();
    const { officer2: _, ...people } = DIRECTORY.people;
    l.directory = { ...DIRECTORY, people };
    beside(l, tip({ recused: ['legal'] }), 'follower-bounds');
    expect(l.state.officers).toEqual(['officer1']);
  });

  test('of a leading case is outside the tip that is merged into it, from the merge on', () => {
    const accused = { natural: true, linked: true, units: ['u'], heads: ['dept-head' as const], persons: ['legal'] };
    const leading: CaseState = {
      ...accepted().state,
      accused,
      recused: ['officer2'],
      barred: ['special'],
      alsoOut: { 'case-3': { ...OUT, recused: ['officer3'] } },
    };
    const l = merged(leading);
    expect(l.state.alsoOut).toEqual({
      'case-1': {
        units: ['u'],
        heads: ['dept-head', 'special'],
        persons: ['legal'],
        recused: ['officer2', 'officer3'],
      },
    });
  });

  test('of a leading case later is outside its tips then: its head decides nothing of them, not even that they leave', () => {
    const leading = accepted().state;
    const l = merged(leading);
    l.do('clerk', 'unmerge:propose', { unmergeReasons: 'x' });
    const { events, state } = systemAct(
      l.state,
      'intake',
      'leading-bounds',
      {},
      {
        ...l.facts(),
        beside: { ...leading, accused: { ...leading.accused, persons: ['unithead'] } },
      },
    );
    expect(events.map((e) => [e.name, e.facts.leading])).toEqual([['leading-bounds', 'case-1']]);
    l.state = state;
    expect(l.refused('unithead', 'unmerge').code).toBe('case-unknown');
    expect(l.state.headsAside).toEqual(['unit-head']);
    l.do('depthead', 'unmerge');
    // On its own again it is bound by what is its own.
    expect([l.state.mergedInto, l.state.alsoOut, l.state.headsAside]).toEqual([null, {}, []]);
  });

  test('of a leading case on its own account alone is no longer outside the tip that left; on the account of the tip they stay', () => {
    const leading = { ...accepted().state, recused: ['officer1', 'officer2'] };
    const l = merged(leading);
    l.given({ recused: ['officer1'] });
    l.pair('clerk', 'unithead', 'unmerge', { unmergeReasons: 'x' });
    expect([l.state.recused, l.state.alsoOut]).toEqual([['officer1'], {}]);
  });

  test('of a case that does not lead it, is nothing to a tip; where nothing is new there is no event', () => {
    const leading = { ...accepted().state, recused: ['legal'] };
    const l = merged(leading);
    const before = l.state;
    beside(l, leading, 'leading-bounds');
    beside(l, { ...leading, id: 'case-9' }, 'leading-bounds');
    expect(l.state).toEqual(before);
    const lead = accepted();
    const alone = lead.state;
    beside(lead, tip({}), 'follower-bounds');
    expect(lead.state).toEqual(alone);
  });

  test('of a tip that has a new clue since its leading case was refused is outside that one and its other tips, as before', () => {
    const followers = ['case-2', 'case-3'];
    const base = accepted().state;
    const intake = base.proceedings['intake-1']!;
    const leading = { ...base, proceedings: { ...base.proceedings, 'intake-1': { ...intake, facts: { followers } } } };
    const tip = (id: string): CaseState => {
      const facts = { leading: leading.id };
      return { ...base, id, mergedInto: null, proceedings: { ...base.proceedings, 'intake-1': { ...intake, facts } } };
    };
    const [b, c] = [tip('case-2'), tip('case-3')];
    const step = (set: object) => event('link-accused', 'intake', {}, { changes: [{ op: 'case', set }] });
    const now = { ...b, recused: ['officer3'] };
    expect(ripples(now, [step({ recused: ['officer3'] })]).map((x) => [x.id, x.acts.map((a) => a.act)])).toEqual([
      ['case-1', ['follower-bounds']],
    ]);
    const facts = accepted().facts();
    const led = systemAct(leading, 'intake', 'follower-bounds', {}, { ...facts, beside: now });
    expect(keptOut(led.state).recused).toEqual(['officer3']);
    expect(ripples(led.state, led.events).map((x) => x.id)).toEqual(followers);
    const other = systemAct(c, 'intake', 'leading-bounds', {}, { ...facts, beside: led.state });
    expect(keptOut(other.state).recused).toEqual(['officer3']);
    // A tip that was taken out again neither binds nor is bound.
    const gone = { ...intake, facts: { followers, followersLeft: ['case-2'] } };
    const after = { ...leading, proceedings: { ...base.proceedings, 'intake-1': gone } };
    expect(systemAct(after, 'intake', 'follower-bounds', {}, { ...facts, beside: now }).events).toEqual([]);
    const out = { ...after, recused: ['legal'] };
    expect(systemAct(b, 'intake', 'leading-bounds', {}, { ...facts, beside: out }).events).toEqual([]);
  });

  test('is told from case to case until nothing is new, and never handed back as if it were the own: no chain and no cycle goes on', () => {
    const base = accepted().state;
    const make = (id: string, into: string | null, followers: string[], recused: string[]): CaseState => ({
      ...base,
      id,
      mergedInto: into,
      recused,
      proceedings: {
        ...base.proceedings,
        'intake-1': { ...base.proceedings['intake-1']!, facts: { followers } },
      },
    });
    const settle = (cases: Record<string, CaseState>, changed: string, recused: string[]) => {
      const l = accepted();
      const step = event('decide-recusal', 'intake', {}, { changes: [{ op: 'case', set: { recused } }] });
      cases[changed] = { ...cases[changed]!, recused };
      const waiting = ripples(cases[changed], [step]).map((x) => ({ ...x, beside: cases[changed]! }));
      let steps = 0;
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        steps += 1;
        expect(steps).toBeLessThan(100);
        for (const act of next.acts) {
          const facts = { ...l.facts(), beside: next.beside };
          const done = systemAct(cases[next.id]!, act.kind, act.act, act.form, facts);
          cases[next.id] = done.state;
          waiting.push(...ripples(done.state, done.events).map((x) => ({ ...x, beside: done.state })));
        }
      }
      return Object.values(cases).map((c) => [...keptOut(c).recused].sort());
    };
    const chain = {
      a: make('a', null, ['b'], []),
      b: make('b', 'a', ['c', 'd'], ['legal']),
      c: make('c', 'b', [], []),
      d: make('d', 'b', [], []),
    };
    expect(settle(chain, 'c', ['officer3'])).toEqual(chain4(['legal', 'officer3']));
    expect(settle(chain, 'a', ['credit'])).toEqual(chain4(['credit', 'legal', 'officer3']));
    // What one takes back, no other one keeps alive.
    expect(settle(chain, 'c', [])).toEqual(chain4(['credit', 'legal']));
    expect(settle(chain, 'a', [])).toEqual(chain4(['legal']));
    const two = { a: make('a', 'b', ['b'], []), b: make('b', 'a', ['a'], []) };
    expect(settle(two, 'a', ['legal'])).toEqual([['legal'], ['legal']]);
    expect(settle(two, 'a', [])).toEqual([[], []]);
    const three = { a: make('a', 'b', ['c'], []), b: make('b', 'c', ['a'], []), c: make('c', 'a', ['b'], []) };
    expect(settle(three, 'a', ['legal'])).toEqual([['legal'], ['legal'], ['legal']]);
  });
});
