/** Whatever is done about who is outside, somebody is left who takes the next step; where a tip itself leaves nobody, somebody learns it. */
import { describe, expect, test } from 'vitest';
import type { CaseState, FactSheet } from '../../domain/case/types.ts';
import { lacks, nobodyDecides, reached } from '../../domain/people/left.ts';
import { canSee, isAbove, rolesOn, standIn } from '../../domain/people/may.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import type { RecusalRequest } from '../../domain/proceedings/parts/recusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { type ActOptions, blankCase, type Life, life, paperOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { sample } from '../support/proof.ts';
import { REGISTER } from '../support/roads.ts';
import { type Chance, chanceOf, pick } from '../support/walk.ts';

const DAY = '2026-10-08';
const without = (...ids: string[]): Directory => ({
  ...DIRECTORY,
  people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !ids.includes(id))),
});
const outside = (recused: string[], more: Partial<CaseState> = {}): CaseState => ({ ...blankCase(), recused, ...more });

describe('a case lacks', () => {
  const of = (recused: string[], directory = DIRECTORY, more: Partial<CaseState> = {}, actors: string[] = []) =>
    [...lacks(outside(recused, more), actors, directory, DAY)].sort();

  test('nothing while each post, or who stands in for it, has somebody', () => {
    expect(of([])).toEqual([]);
    expect(of(['clerk', 'clerk2', 'unithead'])).toEqual([]);
    expect(of(['unithead', 'depthead', 'principal'])).toEqual([]);
    expect(of(['clerk', 'clerk2', 'special'])).toEqual([]);
  });

  test('whoever decides where nobody of a level is left, here or above, and whoever takes it in', () => {
    expect(of(['depthead', 'superior'])).toEqual(['dept-head']);
    expect(of(['depthead'], without('superior'))).toEqual(['dept-head']);
    expect(of(['unithead', 'depthead'], without('superior'))).toEqual(['beside', 'dept-head', 'unit-head']);
    expect(of(['clerk', 'clerk2', 'special', 'superior'])).toEqual(['clerk']);
    // Which head was asked to look before says nothing of who is left.
    const asked = { units: [], heads: [], persons: [], by: 'clerk', looks: 'superior' as const };
    const accused = { natural: null, linked: false, units: [], heads: [], persons: [], asked };
    expect(of([], without('superior'), { accused })).toEqual([]);
  });

  test('a head beside whoever puts somebody outside', () => {
    expect(of(['depthead', 'superior'], DIRECTORY, {}, ['unithead'])).toEqual(['beside', 'dept-head']);
    expect(of(['depthead'], DIRECTORY, {}, ['unithead'])).toEqual([]);
  });

  test('a second person where one alone takes it in and decides, and nobody could investigate', () => {
    const officers = ['officer1', 'officer2', 'officer3', 'expired', 'kin'];
    const heads = ['unithead', 'depthead', 'principal'];
    expect(of(heads, DIRECTORY, { door: 'above' })).toEqual([]);
    expect(of([...heads, ...officers], DIRECTORY, { door: 'above' })).toEqual(['two']);
    // Whoever sees no file is nobody.
    const { superior, admin } = DIRECTORY.people;
    const both = { ...superior!, grants: [...superior!.grants, ...admin!.grants] };
    const people = { ...DIRECTORY.people, superior: both };
    expect(of(heads, { ...DIRECTORY, people })).toEqual(['beside', 'dept-head', 'unit-head']);
  });

  test('nothing for this where nobody is outside: a house that has not filled a post is another matter', () => {
    expect(nobodyDecides(outside([]), without('unithead', 'depthead', 'superior'), DAY)).toBe(false);
    expect(nobodyDecides(outside(['unithead']), without('depthead', 'superior'), DAY)).toBe(true);
    expect(nobodyDecides(outside([], { barred: ['dept-head'] }), without('superior'), DAY)).toBe(true);
    expect(nobodyDecides(outside(['unithead']), DIRECTORY, DAY)).toBe(false);
    expect(nobodyDecides(outside(['officer1']), without('unithead'), DAY)).toBe(false);
  });

  test('and what goes to a head reaches somebody, or whoever takes it in has it', () => {
    const aside: CaseState = outside(['depthead'], { headsAside: ['dept-head'] });
    expect(reached('dept-head', aside, DIRECTORY, DAY)).toBe('dept-head');
    expect(reached('dept-head', aside, without('superior'), DAY)).toBe('clerk');
    expect(reached('unit-head', aside, without('superior'), DAY)).toBe('unit-head');
    expect(reached('legal', aside, without('superior', 'legal'), DAY)).toBe('legal');
    expect(reached('dept-head', outside([]), without('depthead', 'superior'), DAY)).toBe('dept-head');
  });
});

test('what a head is told stands with whoever takes the case in where no head is reached, and with the head else', () => {
  const told = (directory: Directory, namesPersons: string[]) => {
    const l = life({ directory, tip: { bearsOurName: true, namesPersons } });
    l.open({ bearsOurName: true, namesPersons });
    const events = l.to('2026-10-14').filter((e) => e.name === 'tip-review');
    return l.tasks(events).map((t) => [t.to, t.basis]);
  };
  expect(told(without('superior'), ['unithead', 'depthead'])).toContainEqual(['clerk', 'M49 art. 21 ¶3']);
  expect(told(DIRECTORY, ['unithead', 'depthead'])).toContainEqual(['unit-head', 'M49 art. 21 ¶3']);
});

const HEADS = ['unithead', 'depthead', 'principal', 'superior', 'unithead2', 'depthead2', 'superior2'];
const MOVERS = ['clerk', 'clerk2', 'special', 'officer1', ...HEADS];

/** A house with more or fewer heads, with or without an organ above, where some are related or hold two posts. */
function house(r: Chance): Directory {
  const people: Record<string, Person> = { ...DIRECTORY.people };
  for (const id of ['special', 'clerk2', 'principal', 'unithead']) if (r() < 0.2) delete people[id];
  if (r() < 0.35) delete people.superior;
  const again = (from: string, id: string) => {
    people[id] = { ...DIRECTORY.people[from]!, id, login: id };
  };
  if (r() < 0.3) again('superior', 'superior2');
  if (r() < 0.3) again('depthead', 'depthead2');
  if (r() < 0.2) again('unithead', 'unithead2');
  const ids = Object.keys(people);
  if (r() < 0.2) {
    const [one, other] = [pick(r, ids), pick(r, ids)];
    people[one] = { ...people[one]!, related: [other] };
  }
  if (r() < 0.2)
    people.depthead = { ...people.depthead!, grants: [...people.depthead!.grants, ...people.clerk!.grants] };
  return { ...DIRECTORY, people };
}

const some = (r: Chance, from: readonly string[], most: number) => [
  ...new Set(Array.from({ length: Math.floor(r() * (most + 1)) }, () => pick(r, from))),
];

/** One act about who is outside, as anybody might try it. */
function tried(l: Life, r: Chance, much = 0.6): void {
  const ids = Object.keys(l.directory.people);
  const heads = HEADS.filter((id) => ids.includes(id));
  const whom = () => pick(r, r() < 0.7 ? heads : ids);
  const by = pick(
    r,
    MOVERS.filter((id) => ids.includes(id)),
  );
  const link = {
    accusedUnit: r() < 0.1 ? pick(r, ['training', 'legal-office', 'fund-supervision']) : 'none',
    accusedNatural: true,
    accusedPersons: some(r, r() < 0.6 ? heads : ids, r() < 0.5 ? 0 : 4),
    ...(r() < 0.2 ? { accusedHeads: [pick(r, ['unit-head', 'dept-head', 'principal'])] } : {}),
    ...(r() < 0.4 ? { notOurStaff: true } : {}),
    ...(r() < 0.2 ? { keptAway: some(r, ids, 2) } : r() < 0.5 ? { keepsNobodyAway: true } : {}),
    ...(r() < 0.2 ? { paper: { number: '1', pages: 1, scan: 's', second: pick(r, ids) } } : {}),
  };
  const past = 'paper' in link ? { occurredAt: dayOf(l.now) } : {};
  const against = pick(r, ['officer', 'clerk', 'unit-head', 'dept-head', 'unknown']);
  const waiting = (l.p('intake').facts.recusals ?? []) as unknown as RecusalRequest[];
  const request = waiting.length > 0 ? pick(r, waiting).n : 1;
  const decided = { request, ...(r() < 0.8 ? { person: whom() } : {}), recusalReasons: 'x' };
  const paper = paperOf(dayOf(l.now));
  const asks = { recusalReason: 'x', against };
  const acts: [string, string, object, ActOptions?][] = [
    [by, 'register', { ...REGISTER, ...link }, past],
    [by, 'link-accused', link, past],
    [pick(r, heads), 'confirm-not-ours', { tipRead: true }],
    [by, 'pass-on', { aboutMyself: r() < 0.5, passReasons: 'x' }],
    [
      by,
      'record-recusal-request',
      { asker: 'tipster', ...asks, ...(r() < 0.8 ? { person: whom() } : {}), ...paperOf(dayOf(l.now)) },
    ],
    ['tipster', 'ask-recusal', asks],
    [by, 'notice-own-recusal', { recusalReason: 'x' }],
    [by, 'decide-recusal', { ...decided, granted: r() < 0.9 }],
    [by, 'grant-recusal:propose', decided],
    [pick(r, heads), 'grant-recusal', {}],
    ['clerk', 'revoke-recusal:propose', { person: l.state.recused[0] ?? whom(), revokeReasons: 'x' }],
    [pick(r, heads), 'revoke-recusal', {}],
  ];
  const { recused, accused } = l.state;
  const among = (word: string) => acts.filter(([, act]) => act.includes(word));
  const chosen =
    accused.asked && r() < 0.4 ? 'confirm' : waiting.length + recused.length > 0 && r() < much ? 'recusal' : '';
  const [who, act, form, more] = pick(r, among(chosen));
  // Whoever enters what another organ decided has a paper of it; what one may not do, another may.
  const others = /recusal|confirm/.test(act) && who !== 'tipster' ? MOVERS.filter((id) => ids.includes(id)) : [];
  for (const one of [who, ...others])
    for (const given of act.includes('recusal') ? [form, { ...form, ...paper }] : [form])
      if (l.ask(one, act, given, more).ok) return void l.do(one, act, given, more);
}

const day = (l: Life) => dayOf(l.facts().now);
const see = (l: Life, c: CaseState) =>
  Object.values(l.directory.people).filter((p) => canSee(p, c, l.directory, day(l)));
/** Who sees the case, once it is linked, and holds the post or stands in for it. */
function holding(l: Life, role: Role): string[] {
  const c = { ...l.state, accused: { ...l.state.accused, linked: true } };
  const stand = standIn(role, c);
  const holds = (p: Person) =>
    stand === 'superior' ? isAbove(p, c, l.directory, day(l)) : rolesOn(p, c.organ, day(l)).has(stand);
  return see(l, c).flatMap((p) => (holds(p) ? [p.id] : []));
}

describe('after whatever was done about who is outside', () => {
  const WALKS = sample(400, 20_000);
  const STEPS = 20;
  const LEVELS = ['unit-head', 'dept-head'] as const;
  const begun = (r: Chance, tip: FactSheet = {}) => {
    const told = { concernsStaff: r() < 0.5 ? 'yes' : 'no', ...(r() < 0.3 ? { keepsAway: true } : {}), ...tip };
    const l = life({ directory: house(r), ...(r() < 0.4 ? { case: { door: 'special' } } : {}) });
    return l.open(told).on(DAY);
  };
  const said = (seed: number, l: Life) => {
    const { name, facts, actor } = l.events.at(-1)!;
    return `seed ${seed}: ${actor.id} ${name} ${JSON.stringify(facts)}`;
  };

  const done: Record<string, number> = {};
  const PART = WALKS / 4;
  test.each([0, 1, 2, 3])(
    'somebody takes the case in, at each level that had one somebody decides, and what is to be accepted is put forward (walks, part %d)',
    (part) => {
      for (let seed = part * PART; seed < (part + 1) * PART; seed++) {
        const r = chanceOf(seed);
        const l = begun(r);
        const had = (['clerk', ...LEVELS] as const).filter((role) => holding(l, role).length > 0);
        if (!had.includes('clerk')) continue;
        for (let i = 0; i < STEPS; i++) {
          const { version } = l.state;
          tried(l, r, seed % 2 === 0 ? 0.95 : 0.5);
          if (l.state.version === version) continue;
          const { name } = l.events.at(-1)!;
          done[name] = (done[name] ?? 0) + 1;
          const what = said(seed, l);
          expect(see(l, l.state).length, what).toBeGreaterThan(0);
          for (const role of had) expect(holding(l, role), `${what}: ${role}`).not.toEqual([]);
          if (l.in('intake') !== 'UnderReview' || !l.state.accused.linked || !had.includes('unit-head')) continue;
          const pairs = holding(l, 'clerk').flatMap((one) => holding(l, 'unit-head').filter((other) => other !== one));
          const forward = holding(l, 'clerk').some((id) => l.ask(id, 'accept:propose').ok);
          expect(forward, what).toBe(pairs.length > 0);
        }
      }
    },
  );

  test('and all that can be done about who is outside was done in these walks', () => {
    const acts = ['register', 'link-accused', 'pass-on', 'decide-recusal', 'grant-recusal', 'revoke-recusal'];
    for (const act of [...acts, 'confirm-not-ours']) expect(done[act] ?? 0, act).toBeGreaterThan(WALKS / 100);
  });

  test('where the tip itself leaves nobody at some level, whoever takes it in has been told who is to be named', () => {
    let nobody = 0;
    for (let seed = 0; seed < WALKS; seed++) {
      const r = chanceOf(seed);
      const l = begun(r, { bearsOurName: true, namesPersons: some(r, HEADS, 4) });
      if (holding(l, 'clerk').length === 0) continue;
      const left = LEVELS.filter((role) => holding(l, role).length > 0);
      for (let i = 0; i < STEPS / 2; i++) tried(l, r);
      const what = said(seed, l);
      expect(see(l, l.state).length, what).toBeGreaterThan(0);
      for (const role of left) expect(holding(l, role), `${what}: ${role}`).not.toEqual([]);
      if (!nobodyDecides(l.state, l.directory, DAY)) continue;
      nobody += 1;
      const told = l.tasks().filter((t) => t.text.en.startsWith('Nobody is left who can decide'));
      expect(told.map((t) => t.to)).toContain('clerk');
    }
    expect(nobody).toBeGreaterThan(WALKS / 50);
  });
});
