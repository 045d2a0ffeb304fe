/** A calendar becomes true by two people: what the journal makes of a proposal, and which act about one it refuses. */
import { describe, expect, test } from 'vitest';
import { calendarActRefused, proposalsOf } from '../../domain/authority/calendars.ts';
import { authorityActRefused } from '../../domain/authority/decide.ts';
import { settledBy } from '../../domain/authority/settled.ts';
import type { AuthorityAct, Baseline, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { Calendar } from '../../domain/time/types.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { DIRECTORY } from '../support/people.ts';

const NOTHING: Baseline = { houseLimits: {}, hearingThreshold: null, about: null };
const OF_2028: Calendar = { ...CALENDAR_2027, year: 2028, notice: 'example notice 2028' };
const propose = (calendar = CALENDAR_2027): AuthorityAct => ({ act: 'propose-calendar', calendar });
const approve = (proposal: number, publication = 7): AuthorityAct => ({
  act: 'approve-calendar',
  proposal,
  publication,
});
const decline = (proposal: number): AuthorityAct => ({ act: 'decline-calendar', proposal, reason: 'a slip' });
const SETTLED: AuthorityAct = {
  act: 'set-hearing-amounts',
  amounts: null,
  citation: 'c',
  from: '2026-12-01',
  reason: 'r',
};

const at = (i: number) => `2026-12-0${i + 1}T10:00:00+08:00`;
/** A journal of these acts, numbered from 11 so that a number is no place in a list. */
const journal = (...acts: (readonly [by: string, act: AuthorityAct])[]): RecordedAuthorityAct[] =>
  acts.map(([id, act], i) => ({
    organ: 'city',
    number: 11 + i,
    act,
    actor: { id, role: id === 'admin' ? 'admin' : 'principal' },
    recordedAt: at(i),
  }));

describe('the journal of an authority', () => {
  test('holds each proposal with who made it when, and what another made of it', () => {
    const acts = journal(
      ['admin', propose()],
      ['principal', SETTLED],
      ['admin', propose(OF_2028)],
      ['legal', approve(13, 4)],
      ['principal', decline(11)],
    );
    const admin = { id: 'admin', role: 'admin' };
    const declined = { by: { id: 'principal', role: 'principal' }, at: at(4), reason: 'a slip', publication: null };
    const approved = { by: { id: 'legal', role: 'principal' }, at: at(3), reason: null, publication: 4 };
    expect(proposalsOf(acts)).toEqual([
      { number: 11, calendar: CALENDAR_2027, by: admin, at: at(0), decided: { approved: false, ...declined } },
      { number: 13, calendar: OF_2028, by: admin, at: at(2), decided: { approved: true, ...approved } },
    ]);
    expect(proposalsOf(acts.slice(0, 3)).map((p) => p.decided)).toEqual([null, null]);
  });

  test('leaves out a decision about no proposal of it', () => {
    expect(proposalsOf(journal(['legal', approve(11)], ['admin', propose()], ['legal', decline(13)]))).toMatchObject([
      { number: 12, decided: null },
    ]);
  });
});

describe('an act about a calendar', () => {
  const code = (act: AuthorityAct, by: string, acts: RecordedAuthorityAct[]) => {
    const about = act as Parameters<typeof calendarActRefused>[0];
    const no = calendarActRefused(about, { id: by }, acts);
    // The door of the authority says the same of those who may come to it.
    const settled = settledBy(acts, () => ({ zh: '', en: '' }));
    const whole = authorityActRefused(act, DIRECTORY.people[by]!, 'city', NOTHING, settled, at(8), acts);
    expect(whole).toEqual(no);
    return no?.code ?? null;
  };

  test('is proposed once for its year while it waits, and again once it is decided', () => {
    const waiting = journal(['admin', propose()]);
    expect(code(propose(), 'admin', [])).toBeNull();
    expect(code(propose(), 'admin', waiting)).toBe('proposal-open');
    expect(
      calendarActRefused({ act: 'propose-calendar', calendar: CALENDAR_2027 }, { id: 'admin' }, waiting),
    ).toMatchObject({ message: { en: expect.stringContaining('2027'), zh: expect.stringContaining('2027') } });
    expect(code(propose(OF_2028), 'admin', waiting)).toBeNull();
    for (const decision of [approve(11), decline(11)]) {
      expect(code(propose(), 'admin', journal(['admin', propose()], ['legal', decision]))).toBeNull();
    }
  });

  test('is decided once, by another than who proposed it, where there is such a proposal', () => {
    const acts = journal(['admin', propose()], ['legal', propose(OF_2028)]);
    for (const decision of [approve, decline]) {
      expect(code(decision(10), 'principal', acts)).toBe('proposal-unknown');
      expect(code(decision(1), 'principal', acts)).toBe('proposal-unknown');
      expect(code(decision(11), 'principal', acts)).toBeNull();
      expect(code(decision(12), 'principal', acts)).toBeNull();
      expect(code(decision(11), 'legal', acts)).toBeNull();
      expect(code(decision(12), 'legal', acts)).toBe('two-people');
      const over = [...acts, ...journal(['principal', decision(12)]).map((a) => ({ ...a, number: 20 }))];
      expect(code(decision(12), 'principal', over)).toBe('proposal-decided');
      expect(code(decision(12), 'legal', over)).toBe('proposal-decided');
      expect(code(decision(11), 'legal', over)).toBeNull();
    }
  });

  test('is the administrator’s to propose, the lawyer’s and the principal’s to decide', () => {
    const acts = journal(['admin', propose()]);
    const settled = settledBy(acts, () => ({ zh: '', en: '' }));
    const may = (act: AuthorityAct) =>
      Object.keys(DIRECTORY.people).filter(
        (id) => authorityActRefused(act, DIRECTORY.people[id]!, 'city', NOTHING, settled, at(8), acts) === null,
      );
    expect([may(propose(OF_2028)), may(approve(11)), may(decline(11))]).toEqual([
      ['admin'],
      ['principal', 'legal'],
      ['principal', 'legal'],
    ]);
  });
});
