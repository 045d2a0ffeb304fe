/** By what a case touches somebody, where it goes then, and for how long a name is asked for or shown. */
import { describe, expect, test } from 'vitest';
import { identityState, shownUntil, withheldAtMost } from '../../domain/people/identity.ts';
import {
  goesAbove,
  isAbove,
  keptOut,
  reachOf,
  relativesOf,
  seesNoFile,
  shuttingUnits,
} from '../../domain/people/may.ts';
import type { Directory, Person } from '../../domain/people/types.ts';
import { blankCase } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';

const DAY = '2026-10-12';
const [grant] = DIRECTORY.people.officer1!.grants;
const house = (people: Record<string, Partial<Person>>): Directory => ({
  ...DIRECTORY,
  people: {
    ...DIRECTORY.people,
    ...Object.fromEntries(Object.entries(people).map(([id, more]) => [id, { ...DIRECTORY.people[id]!, ...more }])),
  },
});

describe('what touches somebody', () => {
  test('is themselves, their relatives whoever declared it, and every post held until that day', () => {
    const d = house({
      officer1: {
        related: ['officer2', 'training'],
        grants: [
          { ...grant!, unit: 'labour', roles: ['clerk'], from: '2010-01-01', until: '2011-01-01' },
          { ...grant!, from: DAY },
          { ...grant!, unit: 'records', roles: ['custodian'], from: '2026-10-13' },
        ],
      },
      officer3: { related: ['officer1'] },
    });
    expect(relativesOf(d.people.officer1!, d).map((p) => p.id)).toEqual(['officer2', 'officer3']);
    expect(relativesOf(d.people.officer2!, d).map((p) => p.id)).toEqual(['officer1']);
    expect(relativesOf(d.people.clerk!, d)).toEqual([]);
    const reach = reachOf(d.people.officer1!, d, DAY);
    expect([...reach.persons].sort()).toEqual(['officer1', 'officer2', 'officer3', 'training']);
    expect([...reach.units].sort()).toEqual(['fund-supervision', 'labour', 'officer2', 'training']);
    expect([...(reach.posts.get('city') ?? [])].sort()).toEqual(['clerk', 'officer']);
    expect(reach.posts.has('province')).toBe(false);
    expect([...reachOf(d.people.officer1!, d, '2026-10-13').units]).toContain('records');
    const own = house({ clerk: { related: ['clerk'] } });
    expect(relativesOf(own.people.clerk!, own)).toEqual([]);
  });

  test('is a unit, with all that lie below it', () => {
    expect(shuttingUnits(new Set(['agency-office']), DIRECTORY).sort()).toEqual(['agency-hall', 'agency-office']);
    expect(shuttingUnits(new Set(['agency-hall']), DIRECTORY)).toEqual(['agency-hall']);
    expect(shuttingUnits(new Set(['leadership']), DIRECTORY)).toContain('fund-supervision');
    expect(shuttingUnits(new Set(['elsewhere']), DIRECTORY)).toEqual(['elsewhere']);
    expect(shuttingUnits(new Set(), DIRECTORY)).toEqual([]);
  });

  test('in a case is what it names, with what its tip kept away and what is merged into it', () => {
    const accused = { natural: null, linked: true, units: ['training'], heads: ['unit-head' as const], persons: ['a'] };
    const c = blankCase({ case: { accused, recused: ['r'] } });
    const own = { units: ['training'], heads: ['unit-head'], persons: ['a'], recused: ['r'] };
    expect(keptOut(c)).toEqual(own);
    expect(keptOut({ ...c, barred: ['clerk', 'unit-head'] })).toEqual({ ...own, heads: ['unit-head', 'clerk'] });
    const also = { units: ['labour', 'training'], heads: ['special' as const], persons: ['b'], recused: ['r', 's'] };
    expect(keptOut({ ...c, alsoOut: { 'case-2': also } })).toEqual({
      units: ['training', 'labour'],
      heads: ['unit-head', 'special'],
      persons: ['a', 'b'],
      recused: ['r', 's'],
    });
  });

  test('in a case stands in one order, in whatever order the database gives the tips back that are merged into it', () => {
    const out = (id: string) => ({ units: [id], heads: [], persons: [id], recused: [id] });
    const came = { 'case-3': out('x'), 'case-1': out('z'), 'case-2': out('y') };
    const kept = Object.fromEntries(Object.entries(came).reverse());
    const c = blankCase({ case: { recused: ['r'] } });
    expect(keptOut({ ...c, alsoOut: came })).toEqual(keptOut({ ...c, alsoOut: kept }));
    expect(keptOut({ ...c, alsoOut: came }).recused).toEqual(['r', 'z', 'y', 'x']);
  });
});

describe('the organ above', () => {
  const accused = (heads: ('unit-head' | 'dept-head' | 'clerk' | 'special')[]) => ({
    natural: null,
    linked: true,
    units: [],
    heads,
    persons: [],
  });
  const superior = DIRECTORY.people.superior!;

  test('has a part where a head is outside or nobody is left to take a tip in', () => {
    const goes = (more: Parameters<typeof blankCase>[0]) => goesAbove(blankCase(more));
    expect(goes({})).toBe(false);
    expect([
      goes({ case: { accused: accused(['unit-head']) } }),
      goes({ case: { headsAside: ['dept-head'] } }),
    ]).toEqual([true, true]);
    expect(goes({ case: { accused: accused(['clerk']) } })).toBe(false);
    expect(goes({ case: { accused: accused(['special']) } })).toBe(false);
    expect(goes({ case: { accused: accused(['clerk', 'special']) } })).toBe(true);
    expect([goes({ case: { door: 'above' } }), goes({ case: { door: 'special' } })]).toEqual([true, false]);
    expect(goes({ case: { door: 'special', headsAside: ['special'] } })).toBe(true);
  });

  test('decides by its own head of department, and only where it has a part', () => {
    const c = blankCase({ case: { accused: accused(['unit-head']) } });
    expect(isAbove(superior, c, DIRECTORY, DAY)).toBe(true);
    expect(isAbove(superior, blankCase(), DIRECTORY, DAY)).toBe(false);
    for (const id of ['superior2', 'depthead']) expect(isAbove(DIRECTORY.people[id]!, c, DIRECTORY, DAY)).toBe(false);
    expect(isAbove(superior, { ...c, organ: 'province' }, DIRECTORY, DAY)).toBe(false);
    expect(isAbove(superior, { ...c, organ: 'nowhere' }, DIRECTORY, DAY)).toBe(false);
  });
});

test('who keeps the keys of the house or of the names sees no file, from the first day of that post to its last', () => {
  const sees = (id: string) => seesNoFile(DIRECTORY.people[id]!, DAY);
  expect(['admin', 'custodian', 'inspector', 'clerk', 'principal'].map(sees)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  const both: Person = {
    ...DIRECTORY.people.clerk!,
    grants: [...DIRECTORY.people.clerk!.grants, { ...grant!, roles: ['officer', 'admin'], from: DAY, until: DAY }],
  };
  expect(['2026-10-11', DAY, '2026-10-13'].map((day) => seesNoFile(both, day))).toEqual([false, true, false]);
});

describe('a request to learn who told', () => {
  const at = `${DAY}T10:00:00+08:00`;
  const asked = { id: 'r', asker: 'officer1', ground: 'reward' as const, at, event: 3 };
  const decided = (granted: boolean) => ({ ...asked, decided: { by: 'principal', at, granted, event: 4 } });

  test('stands where it was left: asked, decided, opened for a day', () => {
    expect(identityState(asked, at)).toBe('asked');
    expect([identityState(decided(true), at), identityState(decided(false), at)]).toEqual(['approved', 'refused']);
    expect([shownUntil(asked), shownUntil(decided(true))]).toEqual([null, null]);
    const opened = { ...decided(true), opened: { by: 'custodian', at } };
    expect(identityState(opened, '2026-10-13T01:59:59Z')).toBe('opened');
    expect(identityState(opened, '2026-10-13T02:00:00Z')).toBe('over');
  });

  test('is kept from who told for six months at most', () => {
    expect(withheldAtMost(DAY)).toBe('2027-04-12');
    expect(withheldAtMost('2026-08-31')).toBe('2027-02-28');
  });
});
