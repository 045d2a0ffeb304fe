/** Where one person stands in for both heads, a case is carried from the tip to the archive all the same, and always by two. */
import { describe, expect, test } from 'vitest';
import { leadsOn, owing } from '../../domain/kernel/owing.ts';
import { lacks, nobodyDecides } from '../../domain/people/left.ts';
import type { Directory } from '../../domain/people/types.ts';
import { blankCase, type Life, life, paperOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { investigating, OFFICERS, REGISTER, underReview, WITH } from '../support/roads.ts';

const NOTHING = { nothingWhy: 'weak', covered: true, report: 'report', ...WITH };
const CONCLUDED = { concludeGround: 'nothing-found', report: 'report' };
const ARCHIVED = { packageComplete: true, archiveNumber: 'A-1', retention: 'long' };

/** From the assignment on: whoever puts forward and decides, and that nobody does both. */
function toArchive(l: Life, head: string, reception: string) {
  l.pair('officer1', head, 'nothing-found', NOTHING);
  const owes = () => leadsOn(l.state, l.p('investigation')).find((x) => x.act === 'conclude')?.by;
  expect(owes()).toContain('officer');
  expect(owing(l.state, l.p('investigation'), l.clock('tip-investigate'))).toContain('officer');
  expect(l.refused(head, 'conclude:propose', CONCLUDED).code).toBe('nobody-decides');
  l.do('officer1', 'conclude:propose', CONCLUDED);
  expect(owes()).not.toContain('officer');
  expect(l.refused('officer1', 'conclude').code).toBe('not-your-role');
  l.do(head, 'conclude');
  const cleared = { clearedHow: 'letter', revealsNobody: true };
  l.pair('officer2', head, 'clear-accused', cleared);
  l.pair(reception, head, 'archive', ARCHIVED);
  expect(l.in('investigation')).toBe('Archived');
  l.check();
}

describe('a case is archived', () => {
  test('where a tip against both heads leaves one head above', () => {
    const l = life({ case: { door: 'special' } });
    l.open({ concernsStaff: 'yes', bearsOurName: true, namesPersons: ['unithead', 'depthead'] }).on('2026-10-08');
    l.do('special', 'register', { ...REGISTER, accusedPersons: ['unithead', 'depthead'] });
    l.pair('special', 'superior', 'accept');
    l.do('superior', 'assign', OFFICERS);
    toArchive(l, 'superior', 'special');
  });

  test('where the head above takes it in, too', () => {
    const l = life({ case: { door: 'above' } })
      .open({ concernsStaff: 'yes' })
      .on('2026-10-08');
    l.do('superior', 'register', { ...REGISTER, accusedUnit: 'legal-office', accusedHeads: ['unit-head'] });
    l.on('2026-11-02').do('superior', 'assign', OFFICERS);
    toArchive(l, 'superior', 'officer1');
  });

  test('where the head of the unit stepped aside in a small house with nobody above', () => {
    const ids = ['clerk', 'officer1', 'officer2', 'unithead', 'depthead', 'legal', 'principal'];
    const directory: Directory = {
      ...DIRECTORY,
      organs: { ...DIRECTORY.organs, city: { ...DIRECTORY.organs.city!, superior: null } },
      people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => ids.includes(id))),
    };
    const l = investigating({ directory });
    const asked = { asker: 'party', against: 'unit-head', person: 'unithead', recusalReason: 'x' };
    l.do('clerk', 'record-recusal-request', { ...asked, ...paperOf('2026-10-10') });
    l.do('depthead', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'x' });
    l.on('2026-10-13');
    expect(nobodyDecides(l.state, directory, '2026-10-13')).toBe(false);
    toArchive(l, 'depthead', 'clerk');
  });
});

test('what the head of the unit would put forward is nobody else’s while they are inside', () => {
  const l = investigating();
  l.pair('officer1', 'unithead', 'nothing-found', NOTHING);
  for (const id of ['officer1', 'clerk'])
    expect(l.refused(id, 'conclude:propose', CONCLUDED).code).toBe('not-your-role');
});

test('before officers are named, whoever takes the case in puts forward what the head who is outside would', () => {
  const l = investigating();
  l.pair('officer1', 'unithead', 'nothing-found', NOTHING);
  l.state = { ...l.state, officers: [], recused: ['unithead'], headsAside: ['unit-head'] };
  expect(l.ask('clerk', 'conclude:propose', CONCLUDED).ok).toBe(true);
  expect(l.refused('officer1', 'conclude:propose', CONCLUDED).code).not.toBe('nobody-decides');
});

test('one who holds both posts of a head lacks a second while no head stepped aside for whom officers would put forward', () => {
  const { unithead, depthead } = DIRECTORY.people;
  const both = { ...depthead!, grants: [...depthead!.grants, ...unithead!.grants] };
  const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, depthead: both } };
  const of = (recused: string[]) => [...lacks({ ...blankCase(), recused }, [], directory, '2026-10-08')];
  expect(of([])).toEqual([]);
  expect(of(['unithead'])).toEqual(['two']);
  expect(nobodyDecides({ ...blankCase(), recused: ['unithead'] }, directory, '2026-10-08')).toBe(true);
});

test('the only clerk steps aside where nobody holds the special intake post: the organ above takes the case in', () => {
  const people = Object.fromEntries(
    Object.entries(DIRECTORY.people).filter(([id]) => !['clerk2', 'special'].includes(id)),
  );
  const l = underReview({ directory: { ...DIRECTORY, people } });
  l.do('clerk', 'notice-own-recusal', { recusalReason: 'my brother' });
  l.do('depthead', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'x' });
  expect([l.state.recused, l.state.headsAside]).toEqual([['clerk'], ['clerk', 'special']]);
  expect(l.ask('clerk', 'accept:propose').ok).toBe(false);
  l.pair('superior', 'unithead', 'accept');
  expect(l.in('intake')).toBe('Accepted');
});
