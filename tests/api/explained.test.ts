/** Each date says why, to whom it concerns, in both languages; of two periods for one duty the earlier is named first. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { compute } from '../../domain/time/count.ts';
import { letterBody } from '../../ledger/reading/view.ts';
import type { CaseView, ClockView, NextDate, Progress } from '../../ledger/types.ts';
import { type Product, product, TIP } from './support.ts';

const WITH = { withOfficer: 'officer2' };
const NAMED = {
  ...TIP,
  tipster: { name: '某甲', idNumber: 'X1234567', email: 'a@example.invalid', wantsNotice: true },
};

let p: Product;
let id: string;
let receipt: string;
beforeAll(async () => {
  p = await product();
  ({ id, receipt } = await p.assigned(NAMED));
  await p.pair(id, ['clerk', 'unithead'], 'intake-1', 'notice-sent', { told: 'accepted', noticeHow: 'page' });
  await p.pair(id, ['officer1', 'depthead'], 'investigation-1', 'file-case', {
    standardMet: true,
    actEndedOn: '2025-01-31',
    ...WITH,
  });
  const { rows } = await p.owner.query<{ key: string }>(
    "SELECT key FROM effects WHERE case_id = $1 AND kind = 'letter' AND status = 'todo'",
    [id],
  );
  for (const { key } of rows) {
    await p.ledger.placeLetter(key);
    await p.ledger.effectDone(key);
  }
});
afterAll(() => p.close());

const HAN = /\p{Script=Han}/u;
const progress = async () => (await p.post<Progress>('/api/receipts', { receipt })).body;
const named = (next: NextDate[]) => next.find((n) => n.deadline === 'tip-investigate')!;

describe('two periods for one duty', () => {
  test('both run, and on the case the earlier is said to bind beside each', async () => {
    const { clocks } = (await p.get<CaseView>(`/api/cases/${id}`, 'officer1')).body;
    const of = (deadline: string) => clocks.find((k) => k.deadline === deadline)!;
    // Sixty working days from receipt, ninety calendar days from filing.
    expect([of('tip-investigate').due, of('penalty-decide').due]).toEqual(['2025-05-29', '2025-06-03']);
    for (const k of [of('tip-investigate'), of('penalty-decide')]) {
      expect(k.binding?.first).toMatchObject({ deadline: 'tip-investigate', due: '2025-05-29' });
      expect(k.binding?.others.map((o) => [o.deadline, o.due])).toEqual([['penalty-decide', '2025-06-03']]);
      expect(k.binding?.duty.zh).toMatch(HAN);
    }
    expect(of('tip-review').binding).toBeNull();
  });

  test('on one clock and on the board the same is said', async () => {
    const one = await p.get<{ clock: ClockView }>(`/api/cases/${id}/clocks/penalty-decide-1`, 'officer1');
    expect(one.body.clock.binding?.first.deadline).toBe('tip-investigate');
    const board = await p.get<{ items: { caseId: string; clock: ClockView }[] }>('/api/deadlines', 'officer1');
    const mine = board.body.items.filter((i) => i.caseId === id && i.clock.binding);
    expect(mine.map((i) => [i.clock.deadline, i.clock.binding!.first.deadline])).toEqual([
      ['tip-investigate', 'tip-investigate'],
      ['penalty-decide', 'tip-investigate'],
    ]);
  });

  test('to the tipster the earlier is named and the later beside it, each with its reason', async () => {
    const { next } = await progress();
    expect(next.map((n) => n.deadline)).not.toContain('penalty-decide');
    const first = named(next);
    expect([first.due, first.also?.map((n) => [n.deadline, n.due])]).toEqual([
      '2025-05-29',
      [['penalty-decide', '2025-06-03']],
    ]);
    expect(first.also![0]!.why?.zh).toMatch(HAN);
  });
});

describe('the reason of a date', () => {
  test('comes to the tipster in both languages as the API of the law gives it', async () => {
    const first = named((await progress()).next);
    const law = await p.post<{ summary: object; groups: object[]; conventions: object[]; calendars: string[] }>(
      '/api/law/compute',
      { deadline: 'tip-investigate', start: (await progress()).receivedAt },
    );
    const { summary, groups, conventions, calendars } = law.body;
    expect(first.why).toEqual(summary);
    expect(first.explanation).toEqual({ groups, conventions, calendars });
    expect(first.clause?.zh).toMatch(HAN);
    expect(first.confidence).toBe('text');
    // Three months of days read in a minute.
    expect(groups.length).toBeLessThan(12);
  });

  test('comes to the tipster with the receipt, before anything else is known', async () => {
    const { body } = await p.post<{ next: NextDate[] }>('/api/tips', TIP);
    for (const n of body.next) {
      expect([n.deadline, HAN.test(n.why?.zh ?? ''), /[a-z]/.test(n.why?.en ?? '')]).toEqual([n.deadline, true, true]);
      expect(n.explanation).toBeUndefined();
    }
  });

  test('says nothing of a proceeding that is not the tipster’s to know', async () => {
    const { clocks, details } = (await p.get<CaseView>(`/api/cases/${id}`, 'officer1')).body;
    const told = new Set(details.filter((d) => ['intake', 'investigation'].includes(d.kind)).map((d) => d.id));
    const known = new Set(clocks.filter((k) => told.has(k.proceeding)).map((k) => k.deadline));
    for (const n of (await progress()).next) {
      for (const date of [n, ...(n.also ?? [])])
        expect([date.deadline, known.has(date.deadline)]).toEqual([date.deadline, true]);
    }
  });

  test('stands in the letter that names a date, and keeps to the day that the letter named', async () => {
    const letter = async () => (await progress()).letters.find((l) => l.template === 'accepted')!;
    const { body } = await letter();
    expect(body.zh).toContain('2025年5月29日（星期四）');
    expect(body.zh).toContain(named((await progress()).next).why!.zh);
    expect(body.zh).toContain('第二十七条');
    expect(body.en).toContain('Thursday 29 May 2025');
    expect(body.en).toContain(named((await progress()).next).why!.en);
    // The department reads the same.
    const view = await p.get<CaseView>(`/api/cases/${id}`, 'officer1');
    expect(view.body.letters.find((l) => l.template === 'accepted')!.body).toEqual(body);
    p.clock.add(86_400_000);
    p.signedOut();
    await p.pair(id, ['officer1', 'depthead'], 'investigation-1', 'extend', {
      days: 30,
      complex: true,
      extendReasons: '案情复杂',
      ...WITH,
    });
    expect((await letter()).body).toEqual(body);
  });

  test('and of two the other binds once the first is extended', async () => {
    const next = (await progress()).next;
    expect(next.find((n) => n.deadline === 'penalty-decide')?.also?.map((n) => n.deadline)).toEqual([
      'tip-investigate',
    ]);
  });
});

test('a letter keeps the day it named, and says when a calendar that came since has moved it', () => {
  const before = calendarsOf(PUBLISHED.filter((c) => c.year < 2026));
  const after = calendarsOf(PUBLISHED);
  const count = { unit: 'wd', length: 60, start: '2025-11-24' } as const;
  const due = compute(count, before).due!;
  const read = (calendars: typeof after, deadline = 'tip-investigate') =>
    letterBody({ zh: '您的举报已受理。', en: 'Accepted.' }, [{ deadline, count, due }], calendars);
  expect(read(before).zh).toMatch(/^您的举报已受理。\n举报办结：最迟2026年2月17日/);
  expect(read(before).zh).toContain('暂定');
  expect(read(before).zh).not.toContain('重新计算。自');
  // Off on 1–2 January and 15–23 February, worked on 4 January and 14 and 28 February.
  const moved = read(after);
  expect(moved.zh).toMatch(/最迟2026年2月17日.*公布后，期限已按下列说明重新计算。自.*至2026年2月24日/);
  expect(moved.en).toMatch(/by Tuesday 17 February 2026.*counted again since.*Tuesday 24 February 2026/);
  // A clause that nobody has read says so.
  expect(read(after, 'tip-transfer-yunnan').zh).toContain('据转述');
});

test('two that end on one day are said to, and one and the same is named first everywhere', async () => {
  // Sixty working days and ninety calendar days from this day end together.
  const house = await product({ now: '2026-01-26T10:00:00+08:00' });
  try {
    const one = await house.assigned(NAMED);
    await house.pair(one.id, ['officer1', 'depthead'], 'investigation-1', 'file-case', {
      standardMet: true,
      actEndedOn: '2026-01-10',
      ...WITH,
    });
    const view = (await house.get<CaseView>(`/api/cases/${one.id}`, 'officer1')).body;
    const two = view.clocks.filter((k) => k.binding);
    expect(two.map((k) => [k.due, k.binding!.first.deadline])).toEqual([
      ['2026-04-27', 'penalty-decide'],
      ['2026-04-27', 'penalty-decide'],
    ]);
    for (const lang of ['zh', 'en'] as const) {
      const { text } = await house.ask('POST', lang === 'zh' ? '/progress' : '/en/progress', {
        raw: new URLSearchParams({ receipt: one.receipt }).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' },
      });
      expect(text).toContain(lang === 'zh' ? '两项同日届满' : 'Both end on this day');
      expect(text).not.toContain(lang === 'zh' ? '先到的为准' : 'The earlier one, above, binds');
    }
  } finally {
    await house.close();
  }
});

describe('on the pages of the tipster', () => {
  const post = (path: string, fields: Record<string, string>) =>
    p.ask('POST', path, {
      raw: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' },
    });

  test.each(['zh', 'en'] as const)('each next date opens into its reason (%s)', async (lang) => {
    const { text } = await post(lang === 'zh' ? '/progress' : '/en/progress', { receipt });
    const { next } = await progress();
    for (const n of next.flatMap((one) => [one, ...(one.also ?? [])])) {
      expect(text).toContain(n.why![lang]);
      for (const g of n.explanation!.groups) expect(text).toContain(g.text[lang]);
    }
    expect(text).toContain(lang === 'zh' ? '先到的为准' : 'The earlier one, above, binds');
  });

  test('the receipt page keeps the reasons while the receipt is typed back', async () => {
    const key = await p.pageKey();
    const form = new FormData();
    for (const [name, value] of Object.entries({ key, 'accused-name': '某学校', clue: '一句话' }))
      form.append(name, value);
    const { text: page } = await p.ask('POST', '/tell', { form, headers: { Accept: 'text/html' } });
    const [shown] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/.exec(page) ?? [''];
    // Of a tip told in the same moment: whoever types this one's receipt elsewhere has it, and is shown it here no more.
    const { receipt } = await p.tell();
    const { next: dates } = (await p.post<{ next: NextDate[] }>('/api/receipts', { receipt })).body;
    expect(dates.length).toBeGreaterThan(0);
    for (const back of [shown.endsWith('A') ? 'BBBB' : 'AAAA', shown.slice(-4)]) {
      const { text } = await post('/tell/kept', { key, back });
      for (const n of dates) expect(text).toContain(n.why!.zh);
    }
  });
});
