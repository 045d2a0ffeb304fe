import { describe, expect, test } from 'vitest';
import { confirmable } from '../../domain/authority/decide.ts';
import { type FirstStep, firstDays } from '../../domain/authority/first-days.ts';
import type { Authority } from '../../domain/case/types.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { appliesIn, DEADLINES, HOUSE_LIMITS } from '../../domain/law/index.ts';
import type { Directory } from '../../domain/people/types.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { DIRECTORY } from '../support/people.ts';

const AT = '2026-10-12T10:00:00+08:00';
const calendars = calendarsOf([...PUBLISHED]);
const NEW: Authority = {
  organ: 'city',
  superior: 'province',
  region: null,
  houseLimits: {},
  hearingThreshold: null,
  confirmed: [],
};
const without = (...ids: string[]): Directory => ({
  ...DIRECTORY,
  people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !ids.includes(id))),
});
const steps = (authority: Authority = NEW, directory: Directory = DIRECTORY, at = AT) =>
  firstDays({ directory, calendars, authority }, at);
const open = (all: FirstStep[], id: FirstStep['id']) => all.find((s) => s.id === id)!.open.map(({ zh }) => zh);

describe('what an authority still has to see to', () => {
  test('names each post that nobody holds, with what stands still, and officers without a certificate are none', () => {
    expect(open(steps(), 'posts')).not.toContainEqual(expect.stringContaining('受理员：'));
    expect(open(steps(NEW, without('clerk', 'clerk2')), 'posts')).toContainEqual(
      expect.stringMatching(/^受理员：来件没有人登记/),
    );
    const people = Object.fromEntries(
      Object.entries(DIRECTORY.people).map(([id, p]) => [id, { ...p, certificates: [] }]),
    );
    expect(open(steps(NEW, { ...DIRECTORY, people }), 'posts')).toContainEqual(
      expect.stringMatching(/^承办人：不能调查/),
    );
  });

  test('says that the organ above is there and nobody sits in it, or that there is none', () => {
    expect(open(steps(), 'above')).toEqual([]);
    expect(open(steps(NEW, without('superior')), 'above')).toEqual([expect.stringContaining('还没有人担任')]);
    const organs = { ...DIRECTORY.organs, city: { ...DIRECTORY.organs.city!, superior: null } };
    expect(open(steps(NEW, { ...DIRECTORY, organs }), 'above')).toEqual(['没有设上级机关']);
  });

  test('counts what is neither set nor confirmed, and is done when all of it is', () => {
    const rows = DEADLINES.filter((d) => d.use === 'clock' && appliesIn(d, null) && confirmable(d) !== null);
    expect(open(steps(), 'limits')).toEqual([`${HOUSE_LIMITS.length}项内部时限还没有设定`]);
    expect(open(steps(), 'law')).toEqual([`${rows.length}项期限等待法制审核岗确认`]);
    expect(open(steps(), 'hearing')).toHaveLength(1);
    const settled: Authority = {
      ...NEW,
      houseLimits: Object.fromEntries(HOUSE_LIMITS.map((h) => [h.id, { length: 3, unit: 'wd' as const }])),
      hearingThreshold: { person: 5_000, unit: 50_000 },
      confirmed: rows.map((d) => ({
        deadline: d.id,
        edition: d.edition.inForce,
        from: '2026-01-05T09:00:00+08:00',
        until: null,
        citation: '已核对原文',
        readOn: '2026-01-05',
        by: { zh: '法制审核岗', en: 'Legal reviewer' },
      })),
    };
    for (const id of ['limits', 'law', 'hearing'] as const) expect([id, open(steps(settled), id)]).toEqual([id, []]);
    const [first] = settled.confirmed;
    const withdrawn = { ...settled, confirmed: [{ ...first!, until: AT }, ...settled.confirmed.slice(1)] };
    const law = steps(withdrawn).find((s) => s.id === 'law');
    expect(law?.open).toEqual([{ zh: '1项期限等待法制审核岗确认', en: '1 row waits for the legal reviewer' }]);
  });

  test('asks for the days off of a year that begins, and of the next one once they are announced', () => {
    const last = Math.max(...calendars.years);
    expect(open(steps(NEW, DIRECTORY, `${last}-10-31T23:59:59+08:00`), 'days-off')).toEqual([]);
    expect(open(steps(NEW, DIRECTORY, `${last}-11-01T00:00:00+08:00`), 'days-off')).toEqual([
      `${last + 1}年的放假安排还没有发布`,
    ]);
  });

  test('each step is somebody’s, and says why in both languages', () => {
    for (const { whose, why, title } of steps()) {
      expect(whose.length).toBeGreaterThan(0);
      for (const text of [why, title]) expect([text.zh, text.en].every((said) => said.length > 3)).toBe(true);
    }
  });
});
