import { describe, expect, it } from 'vitest';
import { authorityActRefused } from '../../domain/authority/decide.ts';
import { settledBy } from '../../domain/authority/settled.ts';
import type { AuthorityAct, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import { heldLong } from '../../domain/people/rotation.ts';
import type { Directory, Grant, Person, Role } from '../../domain/people/types.ts';
import { DIRECTORY } from '../support/people.ts';

const post = (from: string, until: string | null = null, more: Partial<Grant> = {}): Grant => ({
  organ: 'city',
  unit: 'fund-supervision',
  post: { zh: '承办人', en: 'Officer' },
  roles: ['officer'] as Role[],
  from,
  until,
  approver: 'approver',
  ...more,
});
const held = (...grants: Grant[]): Pick<Directory, 'people'> => {
  const person: Person = { id: 'x', login: 'x', name: { zh: '某', en: 'X' }, grants, certificates: [], related: [] };
  return { people: { x: person } };
};
const FIVE = { years: 5, ahead: 3 };
const on = (day: string, ...grants: Grant[]) =>
  heldLong(held(...grants), 'city', FIVE, day).map(({ since, full, from }) => [since, full, from]);

describe('whoever holds the same post for so many years is announced, so many months ahead', () => {
  const LINE = [['2021-06-15', '2026-06-15', '2026-03-15']];
  it('from that day on, however long ago it was', () => {
    expect(on('2026-03-14', post('2021-06-15'))).toEqual([]);
    for (const day of ['2026-03-15', '2026-06-15', '2036-01-01']) expect(on(day, post('2021-06-15'))).toEqual(LINE);
  });

  it('not who has left the post or has not begun, nor where no years are set', () => {
    expect(on('2026-05-01', post('2021-06-15', '2026-04-30'))).toEqual([]);
    expect(on('2026-05-01', post('2026-05-02'))).toEqual([]);
    expect(heldLong(held(post('1999-01-01')), 'city', null, '2026-05-01')).toEqual([]);
    expect(heldLong(held(post('1999-01-01')), 'province', FIVE, '2026-05-01')).toEqual([]);
  });

  it('counted through posts that follow one another in the same unit and role, not over a gap, another unit or another role', () => {
    expect(on('2026-05-01', post('2021-06-15', '2024-12-31'), post('2025-01-01'))).toEqual(LINE);
    expect(
      on('2026-05-01', post('2021-06-15', '2022-12-31'), post('2023-01-01', '2024-12-31'), post('2025-01-01')),
    ).toEqual(LINE);
    expect(on('2026-05-01', post('2021-06-15', '2024-12-30'), post('2025-01-01'))).toEqual([]);
    expect(on('2026-05-01', post('2021-06-15', '2024-12-31'), post('2025-01-01', null, { unit: 'labour' }))).toEqual(
      [],
    );
    expect(on('2026-05-01', post('2021-06-15', '2024-12-31'), post('2025-01-01', null, { roles: ['legal'] }))).toEqual(
      [],
    );
  });

  it('goes on where somebody left and came back under another account the day after', () => {
    const { x } = held(post('2021-06-15', '2024-12-31')).people;
    const { x: y } = held(post('2025-01-01')).people;
    const people = { x: { ...x!, same: ['y'] }, y: { ...y!, id: 'y', login: 'y', same: ['x'] } };
    expect(heldLong({ people }, 'city', FIVE, '2026-05-01')).toMatchObject([{ person: 'y', since: '2021-06-15' }]);
  });

  it('not who stands in for another; once for two posts beside each other; also where the account is locked', () => {
    expect(on('2026-05-01', post('2021-06-15', null, { for: ['y'] }))).toEqual([]);
    expect(on('2026-05-01', post('2021-06-15'), post('2021-09-01'))).toEqual(LINE);
    const { x } = held().people;
    const locked = { people: { x: { ...x!, locked: [post('2021-06-15')] } } };
    expect(heldLong(locked, 'city', FIVE, '2026-05-01')).toHaveLength(1);
  });
});

describe('the years of rotation', () => {
  const set = (years: number | null, ahead = 3): AuthorityAct => ({
    act: 'set-rotation',
    years,
    ahead,
    reason: '制度',
  });
  const recorded = (act: AuthorityAct, number: number): RecordedAuthorityAct => ({
    organ: 'city',
    number,
    act,
    actor: { id: 'principal', role: 'principal' },
    recordedAt: '2026-05-20T09:00:00+08:00',
  });
  const refused = (act: AuthorityAct, by: string, ...before: AuthorityAct[]) => {
    const acts = before.map((one, i) => recorded(one, i + 1));
    const baseline = { houseLimits: {}, hearingThreshold: null, about: null };
    const settled = settledBy(acts, (id) => ({ zh: id, en: id }));
    return (
      authorityActRefused(act, DIRECTORY.people[by]!, 'city', baseline, settled, '2026-05-20T10:00:00+08:00', acts)
        ?.code ?? null
    );
  };

  it('are set by the principal alone, are none at first, and the last that was set is in force', () => {
    expect(refused(set(5), 'principal')).toBeNull();
    for (const by of ['admin', 'depthead', 'legal']) expect(refused(set(5), by)).toBe('not-your-role');
    expect(refused(set(null), 'principal')).toBe('rotation-unchanged');
    expect(refused(set(5), 'principal', set(5))).toBe('rotation-unchanged');
    expect(refused(set(5, 6), 'principal', set(5))).toBeNull();
    expect(refused(set(null), 'principal', set(5))).toBeNull();
    const acts = [set(5), set(3, 6)].map((one, i) => recorded(one, i + 1));
    expect(settledBy(acts, (id) => ({ zh: id, en: id })).rotation).toEqual({ years: 3, ahead: 6, setOn: '2026-05-20' });
    expect(settledBy([...acts, recorded(set(null), 3)], (id) => ({ zh: id, en: id })).rotation).toBeNull();
  });
});
