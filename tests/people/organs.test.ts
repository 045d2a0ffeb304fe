/** What an organ is called on a day, who goes on for it, and what is settled then. */
import { describe, expect, it } from 'vitest';
import { authoritiesOver, organOver } from '../../domain/authority/organs.ts';
import { houseLimitOn } from '../../domain/authority/settled.ts';
import type { RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { Authority } from '../../domain/case/types.ts';
import { calledOn, goesOn, heldBySuccession, holderOn, succession } from '../../domain/people/organs.ts';
import type { Grant, Organ } from '../../domain/people/types.ts';

const organ = (id: string, ended?: { from: string; successor: string }): Organ => ({
  id,
  name: { zh: id, en: id },
  superior: 'city',
  region: null,
  ...(ended ? { ended: { ...ended, at: `${ended.from}T09:00:00+08:00` } } : {}),
});
const CHAIN = {
  a: organ('a', { from: '2025-03-10', successor: 'b' }),
  b: organ('b', { from: '2025-06-01', successor: 'c' }),
  c: organ('c'),
};
const BY = { id: 'approver', role: 'approver', organ: 'a' } as const;

describe('an organ', () => {
  it('is called as it was on the day, also where a later name was approved before an earlier one', () => {
    const acts: RecordedAuthorityAct[] = [
      ['ask-change', '2025-01-02', { changes: [{ kind: 'rename-organ', name: '乙', from: '2025-05-01' }], reason: '' }],
      ['ask-change', '2025-01-02', { changes: [{ kind: 'rename-organ', name: '甲', from: '2025-03-01' }], reason: '' }],
      ['approve-change', '2025-01-03', { request: 1 }],
      ['approve-change', '2025-01-04', { request: 2 }],
    ].map(([act, day, facts], i) => ({
      organ: 'c',
      number: i + 1,
      act: { act, ...(facts as object) } as RecordedAuthorityAct['act'],
      actor: BY,
      recordedAt: `${day}T09:00:00+08:00`,
    }));
    const over = organOver(organ('c'), acts);
    expect(['2025-02-28', '2025-03-01', '2025-04-30', '2025-05-01'].map((day) => calledOn(over, day).zh)).toEqual([
      'c',
      '甲',
      '甲',
      '乙',
    ]);
  });

  it('is gone on for by the one that it went into, and by whichever that one went into', () => {
    expect(succession(CHAIN, 'a')).toEqual(['a', 'b', 'c']);
    expect([goesOn(CHAIN, 'a'), goesOn(CHAIN, 'c'), goesOn(CHAIN, 'unknown')]).toEqual(['c', 'c', 'unknown']);
    expect(['2025-03-09', '2025-03-10', '2025-05-31', '2025-06-01'].map((day) => holderOn(CHAIN, 'a', day))).toEqual([
      'a',
      'b',
      'b',
      'c',
    ]);
  });

  it('gives the people of that one its posts from the day on, and none for days on which they held nothing there', () => {
    const post = (of: string, from: string, until: string | null): Grant => ({
      id: `${of}-1`,
      organ: of,
      unit: 'u',
      post: { zh: '', en: '' },
      roles: ['clerk'],
      from,
      until,
      approver: 'x',
    });
    const held = (g: Grant) => heldBySuccession([g], CHAIN).map((h) => [h.organ, h.from, h.until, h.via, h.id]);
    expect(held(post('c', '2020-01-01', null))).toEqual([
      ['a', '2025-06-01', null, 'c', undefined],
      ['b', '2025-06-01', null, 'c', undefined],
    ]);
    expect(held(post('b', '2020-01-01', '2025-05-31'))).toEqual([['a', '2025-03-10', '2025-05-31', 'b', undefined]]);
    expect(held(post('b', '2020-01-01', '2025-03-09'))).toEqual([]);
    expect(held(post('a', '2020-01-01', null))).toEqual([]);
  });

  it('keeps the limits that it had for days of before, and has those of that one from then on', () => {
    const authority = (id: string, length: number, confirmed: Authority['confirmed'] = []): Authority => ({
      organ: id,
      superior: 'city',
      region: null,
      houseLimits: { x: { length, unit: 'wd' } },
      hearingThreshold: null,
      confirmed,
    });
    const row = {
      deadline: 'd',
      edition: null,
      until: null,
      citation: '',
      readOn: '2025-01-01',
      by: { zh: '', en: '' },
    };
    const own = {
      a: authority('a', 1, [{ ...row, from: '2025-01-05T09:00:00+08:00' }]),
      b: authority('b', 2),
      c: { ...authority('c', 3), limits: [{ id: 'x', from: '2025-07-01', limit: null }] },
    };
    const over = authoritiesOver(own, CHAIN).a!;
    const days = ['2025-03-09', '2025-03-10', '2025-05-31', '2025-06-01', '2025-07-01'];
    expect(days.map((day) => houseLimitOn(over, 'x', day)?.length ?? null)).toEqual([1, 2, 2, 3, null]);
    expect(over.confirmed.map((c) => c.until)).toEqual(['2025-03-10T09:00:00+08:00']);
    expect(authoritiesOver(own, CHAIN).c).toBe(own.c);
  });
});
