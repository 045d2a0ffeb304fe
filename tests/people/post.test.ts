/** In which of their posts somebody acts: what is asked of an officer is not asked of who acts in another post. */
import { expect, test } from 'vitest';
import type { Row, Who } from '../../domain/case/types.ts';
import { certificateOn, grantsOn, lineOf, may, rolesOn, secondOfficer } from '../../domain/people/may.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { DIRECTORY } from '../support/people.ts';
import { filed } from '../support/roads.ts';

const DAY = '2026-10-12';
const l = filed();
const row = (by: Who, more: Partial<Row> = {}): Row => ({
  act: 'x',
  label: { zh: '试', en: 'x' },
  from: 'open',
  by,
  basis: 'b',
  to: 'same',
  ...more,
});
/** The house with somebody in these posts, without a certificate unless said otherwise. */
const house = (id: string, roles: Role[], more: Partial<Person> = {}): Directory => {
  const is = DIRECTORY.people[id]!;
  const grants = [{ ...is.grants[0]!, roles }];
  return { ...DIRECTORY, people: { ...DIRECTORY.people, [id]: { ...is, grants, certificates: [], ...more } } };
};
const code = (id: string, directory: Directory, by: Who, kind = 'investigation' as const, more: Partial<Row> = {}) =>
  may(directory.people[id]!, by, row(by, more), l.state, l.p(kind), directory, DAY)?.code ?? null;

test('a certificate is asked of who acts as an officer and in no other post', () => {
  const both: Who = { staff: ['officer', 'unit-head'] };
  const officer = house('officer1', ['officer']);
  const head = house('officer1', ['officer', 'unit-head']);
  expect(code('officer1', officer, both)).toBe('certificate-expired');
  expect(code('officer1', head, both)).toBeNull();
  expect(code('officer1', head, { staff: ['unit-head'] })).toBeNull();
  expect(code('officer1', head, { staff: ['officer'] })).toBe('certificate-expired');
  // Who holds the post and is none of the two of the case acts in their other post.
  expect(code('officer3', house('officer3', ['officer', 'unit-head']), both)).toBeNull();
  expect(code('officer1', DIRECTORY, both)).toBeNull();
});

test('a step is for who holds a post that takes it, of the officers for those of the case', () => {
  expect(code('unithead', DIRECTORY, { staff: ['officer'] })).toBe('not-your-role');
  expect(code('officer3', house('officer3', ['officer', 'unit-head']), { staff: ['officer'] })).toBe('not-assigned');
  expect(code('unithead', DIRECTORY, 'system')).toBe('not-for-staff');
  expect(code('unithead', DIRECTORY, 'tipster')).toBe('not-for-staff');
  expect(code('unithead', DIRECTORY, { outside: 'court', enteredBy: ['unit-head'] })).toBeNull();
  expect(code('unithead', DIRECTORY, { outside: 'court', enteredBy: ['credit'] })).toBe('not-your-role');
  expect(code('officer3', DIRECTORY, { staff: ['officer'] })).toBe('case-unknown');
});

test('who has done one of two steps, or stood beside who did, does not do the other', () => {
  const p = {
    ...l.p('investigation'),
    doers: { a: { by: 'unithead', at: l.now }, b: { by: 'x', with: 'depthead', at: l.now } },
  };
  const by: Who = { staff: ['unit-head', 'dept-head'] };
  const of = (id: string, ...notSameAs: string[]) =>
    may(DIRECTORY.people[id]!, by, row(by, { notSameAs }), l.state, p, DIRECTORY, DAY)?.code ?? null;
  expect([of('unithead', 'a'), of('depthead', 'a'), of('depthead', 'b'), of('unithead', 'b')]).toEqual([
    'not-the-same-person',
    null,
    'not-the-same-person',
    null,
  ]);
  expect([of('unithead', 'b', 'a'), of('unithead', 'c', 'constructor'), of('unithead')]).toEqual([
    'not-the-same-person',
    null,
    null,
  ]);
});

test('a post is held from its first day to its last, and so is a certificate', () => {
  const [grant] = DIRECTORY.people.officer1!.grants;
  const person: Person = {
    ...DIRECTORY.people.officer1!,
    grants: [{ ...grant!, from: '2026-10-10', until: '2026-10-12' }],
    certificates: [{ number: '1', from: '2026-10-10', until: '2026-10-12' }],
  };
  const on = (day: string) => [
    grantsOn(person, day).length,
    rolesOn(person, 'city', day).size,
    certificateOn(person, day) === null ? 0 : 1,
  ];
  expect(['2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13'].map(on)).toEqual([
    [0, 0, 0],
    [1, 1, 1],
    [1, 1, 1],
    [0, 0, 0],
  ]);
  expect(rolesOn(person, 'province', '2026-10-11').size).toBe(0);
});

test('the line of a unit goes up to its end, also where it goes in a ring', () => {
  expect(lineOf('agency-hall', DIRECTORY)).toEqual(['agency-hall', 'agency-office']);
  expect(lineOf('fund-supervision', DIRECTORY)).toEqual(['fund-supervision', 'leadership']);
  expect(lineOf('nowhere', DIRECTORY)).toEqual(['nowhere']);
  const unit = (id: string, parent: string) => ({ ...DIRECTORY.units.training!, id, parent });
  const ring = { ...DIRECTORY, units: { a: unit('a', 'b'), b: unit('b', 'a') } };
  expect(lineOf('a', ring)).toEqual(['a', 'b']);
});

test('beside an officer stands another officer of the case, with a certificate, who did not register it', () => {
  const second = (other: string, directory = DIRECTORY, state = l.state) =>
    secondOfficer('officer1', other, state, directory, DAY)?.code ?? null;
  expect(second('officer2')).toBeNull();
  for (const other of ['officer1', 'officer3', 'unithead', 'nobody', 'constructor']) {
    expect([other, second(other)]).toEqual([other, 'two-officers']);
  }
  expect(second('officer2', house('officer2', ['officer']))).toBe('certificate-expired');
  expect(second('officer2', house('officer2', ['clerk']))).toBe('two-officers');
  expect(second('officer2', DIRECTORY, { ...l.state, recused: ['officer2'] })).toBe('two-officers');
  const intake = l.p('intake');
  const doers = { ...intake.doers, register: { by: 'officer2', at: l.now } };
  const registered = { ...l.state, proceedings: { ...l.state.proceedings, 'intake-1': { ...intake, doers } } };
  expect(second('officer2', DIRECTORY, registered)).toBe('clerk-is-not-officer');
});
