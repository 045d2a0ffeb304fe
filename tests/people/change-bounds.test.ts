/** What one request of changes can cost, and how much it is told: never more than it brings. */
import { describe, expect, test } from 'vitest';
import { type Change, changeSchema } from '../../domain/authority/changes.ts';
import { drawnUp, type Ground, MOST_FAULTS } from '../../domain/authority/draft.ts';
import { LONGEST_CHAIN } from '../../domain/people/deputies.ts';
import { inHan } from '../support/changes.ts';
import { DIRECTORY } from '../support/people.ts';

const GROUND: Ground = {
  organ: 'city',
  directory: DIRECTORY,

  today: '2026-10-12',
  request: 1,
  approver: 'approver',
};
const drawn = (changes: unknown[]) =>
  drawnUp(
    changes.map((c): Change => changeSchema.parse(c)),
    GROUND,
  );
const codes = (changes: unknown[]) => drawn(changes).faults.map(({ row, refusal }) => [row, refusal.code]);

const unit = Object.values(DIRECTORY.units).find((u) => u.organ === 'city')!.id;
const clerk = (login: string) => ({
  kind: 'add-person',
  login,
  name: inHan(Number(login.slice(1))).concat('某'),
  unit,
  post: '受理员',
  roles: ['clerk'],
});
const stands = (person: string, deputy: string) => ({
  kind: 'appoint-deputy',
  person,
  deputy,
  from: '2026-10-12',
  until: '2026-10-30',
});

describe('a request of changes', () => {
  test('with one circle of all its units says so of as many as anybody reads, each in a line', () => {
    const n = 5_000;
    const { faults } = drawn(
      Array.from({ length: n }, (_, i) => ({ kind: 'add-unit', id: `u${i}`, parent: `u${(i + 1) % n}`, name: 'x' })),
    );
    expect(faults).toHaveLength(MOST_FAULTS);
    expect(new Set(faults.map(({ refusal }) => refusal.code)).size).toBe(1);
    for (const { refusal } of faults) expect(refusal.message.zh.length).toBeLessThan(200);
    expect(faults[0]!.refusal.message.zh).toContain('u0 → u1 → u2');
  });

  test('with units beneath each other and no circle says nothing, however far down they go', () => {
    const deep = Array.from({ length: 2_000 }, (_, i) => ({
      kind: 'add-unit',
      id: `u${i}`,
      parent: i === 0 ? unit : `u${i - 1}`,
      name: 'x',
    }));
    expect(drawn(deep).faults).toEqual([]);
  });

  test('lets so many people stand in for each other, one after the other, and no more, in whatever order they are named', () => {
    const people = Array.from({ length: LONGEST_CHAIN + 2 }, (_, i) => `p${i}`);
    const chain = people.slice(1).map((p, i) => stands(people[i]!, p));
    const all = people.map(clerk);
    expect(codes([...all, ...chain.slice(1)])).toEqual([]);
    const last = all.length + chain.length - 1;
    expect(codes([...all, ...chain])).toEqual([[last, 'deputy-chain']]);
    expect(codes([...all, ...chain.toReversed()])).toEqual([[last, 'deputy-chain']]);
  });

  test('sends at most two hundred on leave at once', () => {
    const people = Array.from({ length: 402 }, (_, i) => `p${i}`);
    const pairs = Array.from({ length: 201 }, (_, i) => stands(people[2 * i]!, people[2 * i + 1]!));
    expect(codes([...people.map(clerk), ...pairs])).toEqual([[402 + 200, 'deputies-too-many']]);
  });

  test('in which everybody has one name tells of each whose else it is in a line, and ties no more than one person can have', () => {
    const one = (more: object, i: number) => ({ ...clerk(`p${i}`), name: '张三', ...more });
    const { faults } = drawn(Array.from({ length: 2_000 }, (_, i) => one({}, i)));
    expect(faults).toHaveLength(MOST_FAULTS);
    for (const { refusal } of faults) expect(refusal.message.zh.length).toBeLessThan(200);
    const past = (_: unknown, i: number) => {
      const { kind, login, ...rest } = one({ namesake: i === 0 ? undefined : 'same' }, i);
      return { ...rest, kind: 'add-past-person', from: '2015-01-01', until: '2016-01-01' };
    };
    const tied = drawn(Array.from({ length: 60 }, past));
    expect(tied.faults.map(({ row, refusal }) => [row, refusal.code])).toEqual(
      Array.from({ length: 9 }, (_, i) => [51 + i, 'namesake']),
    );
  });

  test('rests nothing on a deputyship that cannot be', () => {
    const all = ['p0', 'p1', 'p2', 'p3'].map(clerk);
    const { faults, rows } = drawn([...all, stands('p0', 'p1'), stands('p0', 'p2'), stands('p2', 'p0')]);
    expect(faults.map(({ row, refusal }) => [row, refusal.code])).toEqual([[5, 'deputy-twice']]);
    expect(rows.deputies.map(({ person, deputy }) => [person, deputy])).toEqual([
      ['p0', 'p1'],
      ['p2', 'p0'],
    ]);
  });
});
