/** What is read off a case beside its acts: who owes the next step, what nothing but paper speaks for, which events its facts name. */
import { describe, expect, test } from 'vitest';
import { withEventNumbers } from '../../domain/case/event-numbers.ts';
import type { CaseState, Clock, Proceeding } from '../../domain/case/types.ts';
import { fileEntered, onPaperAlone, systemAct } from '../../domain/kernel/index.ts';
import { leadsOn, owing, toldRole } from '../../domain/kernel/owing.ts';
import { type Person, ROLES } from '../../domain/people/types.ts';
import { toldOf } from '../../domain/proceedings/paper/named.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { type Life, papersOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { accepted, archived, filed, investigating, underReview, WITH } from '../support/roads.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 's', second: 'clerk2' } };

describe('who owes the next step', () => {
  const owes = (l: Life, kind: 'intake' | 'investigation', clock: Clock | null) => owing(l.state, l.p(kind), clock);

  test('is who may stop the clock that ends first: who proposes, where it is a pair', () => {
    expect(owes(underReview(), 'intake', underReview().clock('tip-review'))).toEqual(['clerk']);
    const l = filed();
    expect(owes(l, 'investigation', l.clock('tip-investigate'))).toEqual(['officer']);
    const a = accepted();
    expect(owes(a, 'investigation', a.clock('house-assign'))).toEqual(['unit-head']);
  });

  test('is who may do that in the present state and with its flags, and nobody for what another state would ask', () => {
    const l = underReview();
    l.do('clerk', 'mark-urgent', { urgency: 'grave' });
    const clock = l.clock('tip-urgent-report');
    expect(owes(l, 'intake', clock)).toEqual(['unit-head']);
    const of = (more: Partial<Proceeding>, on = clock) => owing(l.state, { ...l.p('intake'), ...more }, on);
    expect([of({ flags: [] }), of({ state: 'NotAccepted' })]).toEqual([['clerk'], ['clerk']]);
    // Of two acts that stop a clock, the one that this state has, or both.
    const failing = { ...clock, deadline: 'house-legal-review' } as Clock;
    const penalty = { ...l.p('intake'), kind: 'penalty' as const, flags: [] };
    const c = { ...l.state, officers: ['officer1'] };
    expect(owing(c, { ...penalty, state: 'LegalReview' }, failing)).toEqual(['legal']);
    expect(owing(c, { ...penalty, state: 'Decision' }, failing)).toEqual(['officer']);
  });

  test('is the post that has the proceeding where no act stops the clock, or none runs', () => {
    const l = filed();
    expect(owes(l, 'investigation', null)).toEqual(['officer']);
    expect(owes(l, 'investigation', l.clock('tip-acceptance-notice'))).toEqual(['officer']);
    expect(owes(l, 'intake', null)).toEqual(['clerk']);
  });

  test('is the head who names an officer, as long as none is named', () => {
    const a = accepted();
    expect(owes(a, 'investigation', null)).toEqual(['unit-head']);
    expect([toldRole(a.state, a.p('investigation')), toldRole(a.state, a.p('intake'))]).toEqual(['unit-head', 'clerk']);
    const l = investigating();
    expect(toldRole(l.state, l.p('investigation'))).toBe('officer');
  });

  test('takes it on by an act that leads to another state, the second half of it where it is proposed', () => {
    const next = (l: Life, kind: 'intake' | 'investigation') =>
      Object.fromEntries(leadsOn(l.state, l.p(kind)).map(({ act, by }) => [act, by.join()]));
    const l = underReview();
    const before = next(l, 'intake');
    expect(before).toEqual({
      'ask-supplement': 'clerk',
      accept: 'clerk',
      refuse: 'clerk',
      transfer: 'clerk',
      'merge-duplicate': 'clerk',
      'merge-new-clue': 'clerk',
      'merge-under-review': 'clerk',
      'hand-over': 'clerk',
    });
    l.on('2026-10-09');
    l.do('clerk', 'accept:propose');
    expect(next(l, 'intake')).toEqual({ ...before, accept: 'unit-head' });
    // An act that leaves the state as it is leads nowhere.
    expect(Object.keys(next(filed(), 'investigation'))).not.toContain('extend');
    expect(Object.keys(next(filed(), 'investigation'))).toContain('nothing-found');
  });

  test('is never the tipster or the passing of time: what leads on is an act of a post, or one that a post enters', () => {
    const l = underReview();
    l.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'w' });
    const next = leadsOn(l.state, l.p('intake'));
    expect(next.find((x) => x.act === 'supply')).toEqual({ act: 'supply', by: ['clerk'] });
    const posts = new Set(ROLES as readonly string[]).add('superior');
    for (const table of Object.values(TABLES))
      for (const state of Object.keys(table.states))
        for (const { act, by } of leadsOn(l.state, { ...l.p('intake'), kind: table.kind, state })) {
          expect([table.kind, state, act, by.length > 0]).toEqual([table.kind, state, act, true]);
          for (const role of by) expect(posts).toContain(role);
        }
    const merged = leadsOn(l.state, { ...l.p('intake'), state: 'Merged' }).map(({ act }) => act);
    expect(merged).toEqual(['unmerge']);
  });

  test('is nobody once it is over', () => {
    const l = archived();
    expect(l.p('investigation').ended).not.toBeNull();
    expect(leadsOn(l.state, l.p('investigation'))).toEqual([]);
    expect(leadsOn(l.state, l.p('intake'))).toEqual([]);
  });

  test('is who stands in for a post that is outside the case, and each post once', () => {
    const l = accepted();
    l.given({ accused: { natural: false, linked: true, units: [], heads: ['unit-head'], persons: [] } });
    const assign = leadsOn(l.state, l.p('investigation')).find((x) => x.act === 'assign');
    expect(assign?.by).toEqual(['dept-head']);
    for (const { by } of leadsOn(l.state, l.p('investigation'))) expect(new Set(by).size).toBe(by.length);
  });
});

describe('what nothing but a paper speaks for', () => {
  /** Filed on 12 October; on the 20th an act of the 14th is entered from paper. */
  const entered = () => {
    const l = filed().on('2026-10-20');
    const form = { securedKinds: ['documents'], securedOn: '2026-10-14', ...WITH, ...PAPER };
    l.do('officer1', 'secure-evidence', form, { occurredAt: '2026-10-14', proceeding: 'investigation' });
    return l;
  };
  const named = (l: Life) =>
    [...onPaperAlone(l.state, l.events)].map((n) => l.events.find((e) => e.number === n)?.name);

  test('is what was entered and waits for its second person, and what followed from it by itself', () => {
    expect(named(filed())).toEqual([]);
    const l = entered();
    expect(named(l)).toEqual(['secure-evidence']);
    l.to('2026-12-30');
    // What silence does in that proceeding since rests on it, too; what people do does not.
    const since = named(l);
    expect(since.length).toBeGreaterThan(1);
    const own = l.events.filter((e) => e.number > l.events.find((x) => x.name === 'secure-evidence')!.number);
    for (const e of own) {
      const rests = e.actor.id === 'system' && e.proceeding === 'investigation-1';
      expect([e.name, onPaperAlone(l.state, l.events).has(e.number)]).toEqual([e.name, rests]);
    }
  });

  test('is nothing once that has confirmed it, and of what is entered later that alone', () => {
    const l = entered();
    l.do('clerk', 'confirm', papersOf(l.state), { proceeding: 'paper' });
    expect(named(l)).toEqual([]);
    l.on('2026-10-21');
    const form = {
      securedKinds: ['records'],
      securedOn: '2026-10-15',
      ...WITH,
      paper: { ...PAPER.paper, number: '补2' },
    };
    l.do('officer1', 'secure-evidence', form, { occurredAt: '2026-10-15', proceeding: 'investigation' });
    const last = l.events.findLast((e) => e.name === 'secure-evidence')!.number;
    expect([...onPaperAlone(l.state, l.events)]).toEqual([last]);
    // Contested, all of it is in doubt again, also what was confirmed before.
    l.do('officer2', 'contest', { contestReasons: 'w' }, { proceeding: 'paper' });
    expect(named(l).filter((name) => name === 'secure-evidence')).toHaveLength(2);
  });

  test('is not taken for confirmed by what only looks like it', () => {
    const l = entered();
    const at = l.events.find((e) => e.name === 'secure-evidence')!.number;
    const like = {
      ...l.events.at(-1)!,
      number: 900,
      kind: 'paper',
      type: 'act',
      name: 'confirm',
      proceeding: 'paper-1',
    } as const;
    const rests = (...more: object[]) =>
      onPaperAlone(l.state, [...l.events, ...more.map((x, i) => ({ ...like, number: 900 + i, ...x }))]).has(at);
    expect([rests(), rests({})]).toEqual([true, false]);
    for (const other of [{ kind: 'intake' }, { type: 'proposal' }, { type: 'reaction' }, { name: 'acknowledge' }])
      expect([other, rests(other), rests(other, {}), rests({}, other)]).toEqual([other, true, false, false]);
    // The last one counts, and what was entered behind it waits anew.
    expect(onPaperAlone(l.state, [{ ...like, number: at - 1 }, ...l.events]).has(at)).toBe(true);
  });

  test('is what has it as its cause, wherever that was', () => {
    const l = entered();
    const at = l.events.find((e) => e.name === 'secure-evidence')!.number;
    const event = (number: number, more: object) => ({
      ...l.events[0]!,
      number,
      proceeding: 'intake-1',
      actor: { id: 'clerk', role: 'clerk' as const },
      ...more,
    });
    const found = onPaperAlone(l.state, [
      ...l.events,
      event(900, { cause: at }),
      event(901, { cause: 900 }),
      event(902, { cause: null }),
      event(903, { cause: 1 }),
      event(904, { actor: { id: 'system', role: 'system' } }),
      event(905, { actor: { id: 'system', role: 'system' }, proceeding: 'penalty-1' }),
    ]);
    // An effect in intake makes what intake does by itself rest on it.
    expect([900, 901, 902, 903, 904, 905].map((n) => found.has(n))).toEqual([true, true, false, false, true, false]);
  });
});

describe('a whole paper file', () => {
  test('is noted with what was typed in, and neither with its opening nor with what nobody typed', () => {
    const l = investigating();
    const typed = { id: 'officer1', role: 'officer' as const, withOfficer: 'officer2', enteredBy: 'clerk' };
    const of = (number: number, more: object) => ({
      ...l.events[0]!,
      type: 'act' as const,
      name: 'x',
      number,
      occurredAt: l.now,
      actor: typed,
      ...more,
    });
    const events = [
      of(1, { type: 'opened' }),
      of(2, { actor: { id: 'unithead', role: 'unit-head' } }),
      of(3, { paper: { number: '文1', pages: 3, scan: 's', second: 'clerk2' } }),
      of(4, { type: 'proposal', name: 'y', document: { kind: '函', number: '文2', date: '2026-10-08', pages: 4 } }),
      of(5, { actor: { id: 'outside:court', role: 'outside', enteredBy: 'clerk', receivedBy: 'unithead' } }),
      of(6, { actor: { id: 'clerk', role: 'clerk', enteredBy: 'clerk' } }),
    ];
    const done = fileEntered(l.state, l.facts(), events);
    const facts = Object.values(done.state.proceedings).find((p) => p.kind === 'paper')?.facts;
    const base = { proceeding: 'intake-1', at: l.now, enteredBy: 'clerk' };
    expect(facts?.entries).toEqual([
      { ...base, event: 3, act: 'x', number: '文1', pages: 3, named: ['officer1', 'officer2', 'clerk2'] },
      { ...base, event: 4, act: 'y:propose', number: '文2', pages: 4, named: ['officer1', 'officer2'] },
      { ...base, event: 5, act: 'x', number: null, named: ['unithead'] },
      { ...base, event: 6, act: 'x', number: null, named: [] },
    ]);
    const told = toldOf(facts ?? {});
    expect(told.find((x) => x.named === 'officer1')).toEqual({
      person: 'officer1',
      named: 'officer1',
      role: 'officer',
      organ: 'city',
    });
    expect(told.every((x) => x.person !== 'clerk')).toBe(true);
    expect(new Set(told.map((x) => x.named))).toEqual(new Set(['officer1', 'officer2', 'clerk2', 'unithead']));
    expect(done.events.map((e) => [e.kind, e.name, e.type])).toEqual([['paper', 'entered', 'reaction']]);
    expect(fileEntered(l.state, l.facts(), [])).toEqual({ state: l.state, events: [] });
    expect(fileEntered(l.state, l.facts(), events.slice(0, 2)).events).toEqual([]);
  });

  test('is told to whoever holds posts in several organs under the one that they hold where the case is', () => {
    const l = filed();
    const { officer1 } = l.directory.people;
    const above = { ...officer1!.grants[0]!, organ: 'province', unit: 'provincial-supervision' };
    const grants = [{ ...above, roles: ['inspector' as const] }, ...officer1!.grants];
    l.directory = { ...l.directory, people: { ...l.directory.people, officer1: { ...officer1!, grants } } };
    const actor = { id: 'officer1', role: 'officer' as const, enteredBy: 'clerk' };
    const typed = { ...l.events[0]!, type: 'act' as const, name: 'x', number: 3, actor };
    const { state } = fileEntered(l.state, l.facts(), [typed]);
    const facts = Object.values(state.proceedings).find((p) => p.kind === 'paper')?.facts;
    expect(toldOf(facts ?? {})).toEqual([{ person: 'officer1', named: 'officer1', role: 'officer', organ: 'city' }]);
  });

  test('is told to a head by whatever grant they are one, and at last to the organ above', () => {
    const [grant] = DIRECTORY.people.unithead!.grants;
    const elsewhere = { ...grant!, unit: 'records', roles: ['clerk' as const] };
    const told = (people: Record<string, Partial<Person>>, more: Partial<CaseState> = {}) => {
      const l = filed();
      l.directory = {
        ...l.directory,
        people: {
          ...l.directory.people,
          ...Object.fromEntries(Object.entries(people).map(([id, x]) => [id, { ...l.directory.people[id]!, ...x }])),
        },
      };
      const actor = { id: 'officer3', role: 'officer' as const, enteredBy: 'clerk' };
      const event = { ...l.events[0]!, type: 'act' as const, name: 'x', number: 3, actor };
      const { state } = fileEntered({ ...l.state, ...more }, l.facts(), [event]);
      const facts = Object.values(state.proceedings).find((p) => p.kind === 'paper')?.facts;
      return toldOf(facts ?? {}).map((x) => [x.person, x.organ, x.role].join());
    };
    const head = ['unithead,city,unit-head'];
    expect(told({})).toEqual(head);
    expect(told({ unithead: { grants: [grant!, elsewhere] } })).toEqual(head);
    expect(told({ unithead: { grants: [{ ...grant!, roles: ['unit-head', 'legal'] }] } })).toEqual(head);
    // A head of another unit, and a post of this unit that is none of a head, are no heads of it.
    const none = told({ unithead: { grants: [{ ...grant!, unit: 'records' }] } });
    expect(none).not.toContain(head[0]);
    expect(told({ unithead: { grants: [{ ...grant!, roles: ['legal'] }] } })).toEqual(none);
    const accused = {
      natural: true,
      linked: true,
      units: [],
      heads: [],
      persons: ['unithead', 'depthead', 'principal'],
    };
    const outside = { accused, headsAside: ['unit-head', 'dept-head', 'principal'] } as const;
    const above = ['superior,province,dept-head'];
    expect(told({}, { ...outside, headsAside: [...outside.headsAside] })).toEqual(above);
    const [own] = DIRECTORY.people.superior!.grants;
    const two = { grants: [own!, { ...own!, unit: 'provincial-office', roles: ['clerk' as const] }] };
    expect(told({ superior: two }, { ...outside, headsAside: [...outside.headsAside] })).toEqual(above);
  });

  test('that names somebody who may not see the case, or has gone, is told to the head of their unit, never to who typed it in', () => {
    const told = (l: Life, named: string, enteredBy = 'clerk') => {
      const actor = { id: named, role: 'officer' as const, enteredBy };
      const event = { ...l.events[0]!, type: 'act' as const, name: 'x', number: 3, actor };
      const { state } = fileEntered(l.state, l.facts(), [event]);
      const paper = Object.values(state.proceedings).find((p) => p.kind === 'paper');
      return toldOf(paper?.facts ?? {}).map((x) => [x.person, x.named]);
    };
    const l = filed();
    expect(told(l, 'officer1')).toEqual([['officer1', 'officer1']]);
    // An officer who is none of the case: the head of the unit in which they sit.
    expect(told(l, 'officer3')).toEqual([['unithead', 'officer3']]);
    // The head typed it in: the heads of the unit are passed over for any other head who may.
    const others = told(l, 'officer3', 'unithead').map(([person]) => person);
    expect(others.length).toBeGreaterThan(0);
    expect(others).not.toContain('unithead');
    // Somebody who is not of the staff any more is nobody's unit: any head who may.
    const gone = told(l, 'gone').map(([person]) => person);
    expect(gone.length).toBeGreaterThan(0);
    for (const person of gone) expect(['unithead', 'depthead', 'principal']).toContain(person);
  });
});

describe('facts that name events', () => {
  test('name them by another number, at whatever depth, and say nothing of one that is none', () => {
    const facts = {
      event: 3,
      textEvent: 4,
      reasonEvent: 5,
      other: 3,
      undoes: [3, 4, 5],
      list: [3, { event: 3, n: 3 }],
      deep: { event: 4, name: 'x', none: null, deeper: { undoes: [4] } },
    };
    const shift = (n: number) => (n === 4 ? null : n + 10);
    expect(withEventNumbers(facts, shift)).toEqual({
      event: 13,
      textEvent: null,
      reasonEvent: 15,
      other: 3,
      undoes: [13, 15],
      list: [3, { event: 13, n: 3 }],
      deep: { event: null, name: 'x', none: null, deeper: { undoes: [] } },
    });
    expect(withEventNumbers({}, shift)).toEqual({});
    // A list of others keeps what is nothing in it.
    expect(withEventNumbers({ list: [null, 1], event: 'x' }, shift)).toEqual({ list: [null, 1], event: 'x' });
  });
});

describe('an act of another case', () => {
  test('is applied to every proceeding of its kind that takes it, or to the one that is meant', () => {
    const l = accepted();
    const second = { ...l.p('intake'), id: 'intake-2' };
    const state: CaseState = { ...l.state, proceedings: { ...l.state.proceedings, 'intake-2': second } };
    const form = { follower: 'case-9', mergedOn: '2026-10-09' };
    const done = (only?: string, kind: 'intake' | 'penalty' = 'intake', act = 'clue-added') =>
      systemAct(state, kind, act, form, l.facts(), only).events.map((e) => [e.proceeding, e.name, e.type, e.actor.id]);
    const all = done();
    expect(all.map(([id]) => id)).toEqual(
      done('intake-1')
        .concat(done('intake-2'))
        .map(([id]) => id),
    );
    expect([done('intake-3'), done(undefined, 'penalty'), done(undefined, 'intake', 'no-such-act')]).toEqual([
      [],
      [],
      [],
    ]);
    for (const [, name, type, actor] of all) expect([name, type, actor]).toEqual(['clue-added', 'reaction', 'system']);
  });
});
