import { describe, expect, it } from 'vitest';
import { digestMail } from '../../activities/digest.ts';
import { DIGEST_TIMES, digestTimeOf, endOfWeek, isAway, newsDesks, nextDigest } from '../../domain/people/digest.ts';
import { isWorkingDay } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { DIRECTORY } from '../support/people.ts';

describe('a digest', () => {
  it('comes at fixed times of working days, whenever something arrives', () => {
    let moment = '2026-09-29T09:13:07+08:00';
    const found: string[] = [];
    for (let i = 0; i < 9; i++) {
      moment = nextDigest(moment, CALENDARS);
      found.push(moment.slice(0, 16));
      expect(isWorkingDay(moment, CALENDARS)).toBe(true);
      expect(DIGEST_TIMES).toContain(digestTimeOf(moment));
    }
    expect(found.slice(0, 7)).toEqual([
      '2026-09-29T11:30',
      '2026-09-29T14:00',
      '2026-09-29T17:00',
      '2026-09-30T08:30',
      '2026-09-30T11:30',
      '2026-09-30T14:00',
      '2026-09-30T17:00',
    ]);
    // The days off of October are passed over.
    expect(found[7]! > '2026-10-07').toBe(true);
    expect(digestTimeOf('2026-09-29T11:31:00+08:00')).toBeNull();
  });

  it('counts what is due to the end of Sunday', () => {
    for (const day of ['2026-06-08', '2026-06-10', '2026-06-14'])
      expect(endOfWeek(`${day}T10:00:00+08:00`)).toBe('2026-06-15T00:00:00+08:00');
    expect(endOfWeek('2026-06-15T00:00:00+08:00')).toBe('2026-06-22T00:00:00+08:00');
  });

  it('says two numbers and who writes, in both languages, and nothing else', () => {
    const from = { zh: '某局\n电话：000-0000', en: 'Some department\nTelephone: 000-0000' };
    expect(digestMail({ news: 3, due: 2 }, from)).toEqual({
      subject: '工作提示 / Your digest',
      text: [
        '您好：',
        '新消息3条，本周到期2项。请登录工作台查看。此邮件由系统发出，请勿回复。',
        '某局',
        '电话：000-0000',
        '',
        'Hello,',
        '3 new, 2 due this week. Please sign in to the console. This mail was sent by a machine; please do not answer it.',
        'Some department',
        'Telephone: 000-0000',
        '',
      ].join('\n'),
    });
  });

  it('brings everybody their own news, a deputy that of whoever is away, and nothing to these while somebody stands in for them', () => {
    const day = '2026-06-10';
    for (const person of Object.values(DIRECTORY.people)) {
      expect(newsDesks(person, day)).toEqual([person.id]);
      expect(isAway(person, DIRECTORY, day)).toBe(false);
    }
    const { officer1, officer2, officer3 } = DIRECTORY.people;
    const span = { from: '2026-06-08', until: '2026-06-12' };
    const held = officer1!.grants.map((g) => ({ ...g, ...span, for: ['officer1'] as const }));
    const deputy = { ...officer2!, grants: [...officer2!.grants, ...held] };
    const deputies = [
      { id: 'd1', organ: 'city', person: 'officer1', deputy: 'officer2', ...span },
      // Rests on no post: nobody really stands in.
      { id: 'd2', organ: 'city', person: 'officer3', deputy: 'checker', ...span },
    ];
    const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, officer2: deputy }, deputies };
    expect(newsDesks(deputy, day)).toEqual(['officer2', 'officer1']);
    expect(newsDesks(deputy, '2026-06-13')).toEqual(['officer2']);
    expect([officer1!, officer3!].map((p) => isAway(p, directory, day))).toEqual([true, false]);
    expect(isAway(officer1!, directory, '2026-06-13')).toBe(false);
  });
});
