/** A lock keeps somebody from signing in. What they hold is theirs all the same, and touches whom it touched. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROCEEDING_KINDS } from '../../domain/case/types.ts';
import { doorFor, namedOf, type Told } from '../../domain/people/door.ts';
import { canSee, headsAside, holdersOn, reachOf, shutOut, standIn } from '../../domain/people/may.ts';
import { type Directory, type Person, ROLES, type Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { life } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { sample } from '../support/proof.ts';
import { filed } from '../support/roads.ts';
import { type Chance, chanceOf, pick } from '../support/walk.ts';

const DAY = '2026-10-12';
const ids = Object.keys(DIRECTORY.people);
const some = <T>(r: Chance, list: readonly T[], p: number) => list.filter(() => r() < p);
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const RUNS = sample(60, 2_000, 24);

const asLocked = ({ grants, ...person }: Person): Person => ({ ...person, grants: [], locked: grants });
/** The house with the accounts of these locked. */
const locking = (whom: readonly string[], house: Directory = DIRECTORY): Directory => ({
  ...house,
  people: Object.fromEntries(Object.entries(house.people).map(([id, p]) => [id, whom.includes(id) ? asLocked(p) : p])),
});
const related = (more: Record<string, string[]>): Directory => ({
  ...DIRECTORY,
  people: Object.fromEntries(
    Object.entries(DIRECTORY.people).map(([id, p]) => [id, { ...p, related: more[id] ?? p.related }]),
  ),
});

describe('whoever’s account is locked', () => {
  test('keeps outside whom they kept outside before: themselves, their relatives, whoever declared it', () => {
    const family = related({ clerk2: ['unithead'] });
    const unit = { natural: true, linked: true, units: ['fund-supervision'], heads: [], persons: [] };
    const l = filed();
    for (const accused of [unit, { ...unit, units: [], heads: ['unit-head' as const] }]) {
      l.given({ accused });
      for (const house of [family, locking(['unithead'], family)])
        expect(['clerk2', 'unithead'].map((id) => shutOut(house.people[id]!, l.state, house, DAY))).toEqual([
          true,
          true,
        ]);
    }
  });

  test('touches what they touched, whoever is locked in whatever house', () => {
    let relatives = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const r = chanceOf(seed);
        const open = related(Object.fromEntries(some(r, ids, 0.3).map((id) => [id, [pick(r, ids)]])));
        const whom = some(r, ids, 0.3);
        const house = locking(whom, open);
        const l = life({ receivedAt: `${DAY}T09:00:00+08:00` });
        l.given({
          accused: {
            natural: null,
            linked: true,
            units: some(r, Object.keys(DIRECTORY.units), 0.2),
            heads: some(r, ['unit-head', 'dept-head', 'principal', 'clerk', 'special'] as Role[], 0.3),
            persons: some(r, ids, 0.06),
          },
        });
        for (const id of ids) {
          const is = (d: Directory) => shutOut(d.people[id]!, l.state, d, DAY);
          expect([id, is(house)]).toEqual([id, is(open)]);
          const of = (d: Directory) => reachOf(d.people[id]!, d, DAY);
          expect(of(house)).toEqual(of(open));
          if (is(house) && !whom.includes(id)) relatives += 1;
        }
      }),
      { numRuns: RUNS },
    );
    expect(relatives).toBeGreaterThan(RUNS);
  });

  test('is meant by a tip that names them, their post or their unit', () => {
    const house = locking(ids);
    const posts = Object.values(DIRECTORY.people).flatMap((p) => p.grants.map((g) => g.post.zh));
    const units = Object.values(DIRECTORY.units).map((u) => u.name.zh);
    const names = Object.values(DIRECTORY.people).map((p) => p.name.zh);
    let found = 0;
    for (const name of [...new Set([...posts, ...units, ...names])])
      for (const told of [
        { accused: { name }, concernsStaff: 'yes' },
        { accused: { name: '某单位' }, notThese: `${name}的所有人` },
      ] satisfies Partial<Told>[]) {
        const is = namedOf(told, 'city', house);
        expect([name, is]).toEqual([name, namedOf(told, 'city', DIRECTORY)]);
        found += is.accused.length + is.away.length;
      }
    expect(found).toBeGreaterThan(60);
  });

  test('is asked about where a tip names the special intake post: it goes past that post', () => {
    const other: Directory = {
      ...DIRECTORY,
      people: {
        ...DIRECTORY.people,
        special2: {
          ...DIRECTORY.people.special!,
          id: 'special2',
          login: 'special2',
          name: { zh: '贺兰', en: 'He Lan' },
        },
      },
    };
    const told: Told = { accused: { name: '某单位' }, clue: '某事', notThese: '贺兰不得接触', concernsStaff: 'yes' };
    for (const house of [other, locking(['special2'], other)]) expect(doorFor(told, 'city', house, DAY)).toBe('above');
  });

  test('acts nowhere, and counts nowhere where somebody is looked for who does', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const r = chanceOf(seed);
        const whom = some(r, ids, 0.4);
        const house = locking(whom);
        const l = life({ receivedAt: `${DAY}T09:00:00+08:00` });
        for (const kind of some(r, PROCEEDING_KINDS.slice(1), 0.4)) l.found(kind, Object.keys(TABLES[kind].states)[0]!);
        l.given({ officers: some(r, ids, 0.3) });
        for (const id of whom) expect(canSee(house.people[id]!, l.state, house, DAY)).toBe(false);
        for (const organ of Object.keys(house.organs))
          for (const role of ROLES)
            expect(holdersOn(house, organ, role, DAY).filter((p) => whom.includes(p.id))).toEqual([]);
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test('and is outside leaves the post to the next, as where they could sign in', () => {
    const accused = { natural: true, linked: true, units: [], heads: [], persons: ['unithead'] };
    const l = filed();
    l.given({ accused });
    for (const house of [DIRECTORY, locking(['unithead'])]) {
      const aside = headsAside(l.state, house, DAY);
      expect(aside).toContain('unit-head');
      expect(standIn('unit-head', { ...l.state, headsAside: aside })).toBe('dept-head');
    }
    // A locked head who is not outside is another matter: the post is theirs again once the account is opened.
    l.given({ accused: { ...accused, persons: ['clerk2'] } });
    expect(headsAside(l.state, locking(['unithead']), DAY)).not.toContain('unit-head');
  });
});
