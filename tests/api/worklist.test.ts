import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView, Page, WaitingItem, WorkItem } from '../../ledger/types.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { newKey, type Product, product, REGISTRATION, TIP } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(async () => {
  await p?.close();
});

const work = async (login: string, caseId: string) =>
  (await p.get<Page<WorkItem>>('/api/worklist?limit=200', login)).body.items.filter((i) => i.caseId === caseId);
const seenBy = async (login: string, caseId: string) => (await p.get<CaseView>(`/api/cases/${caseId}`, login)).body;

async function proposed(): Promise<string> {
  const { id } = await p.tell();
  await p.done(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION });
  await p.done(id, 'clerk', 'intake-1', 'accept:propose');
  return id;
}

describe('a proposal that waits for a decision', () => {
  it('carries the date of our clock in its proceeding that ends first, and says which', async () => {
    const id = await proposed();
    const view = await seenBy('unithead', id);
    const ours = view.clocks
      .filter((k) => k.proceeding === 'intake-1' && !k.stopped && k.expiresAt && k.kind === 'our-duty')
      .sort((a, b) => (a.expiresAt! < b.expiresAt! ? -1 : 1));
    const [item] = (await work('unithead', id)).filter((i) => i.what === 'proposal');
    expect(item).toMatchObject({ due: ours[0]!.due, period: ours[0]!.title, overdue: false });
    expect(item!.due).not.toBeNull();
  });

  it('stands in the list by that date, between the clocks before and after it', async () => {
    await proposed();
    const { items } = (await p.get<Page<WorkItem>>('/api/worklist?limit=200', 'unithead')).body;
    const dues = items.flatMap((i) => (i.what !== 'task' && i.due !== null ? [i.due] : []));
    expect(dues.length).toBeGreaterThan(1);
    expect(dues).toEqual([...dues].sort());
  });

  it('names who proposed it and the post that decides', async () => {
    const id = await proposed();
    const [intake] = (await seenBy('clerk', id)).details;
    expect(intake!.proposals).toMatchObject([{ act: 'accept', by: 'clerk', waitsFor: ['unit-head'] }]);
  });

  it('is overdue when that date is over', async () => {
    const late = await product();
    try {
      const { id } = await late.tell();
      await late.done(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION });
      await late.done(id, 'clerk', 'intake-1', 'accept:propose');
      // Not over HTTP: the session would be over before the date is.
      const head = (await late.ledger.directory()).people.unithead!;
      const overdue = async () =>
        (await late.ledger.worklist(head)).items.flatMap((i) => (i.what === 'proposal' ? [i.overdue] : []));
      expect(await overdue()).toEqual([false]);
      late.clock.set('2025-04-03');
      expect(await overdue()).toEqual([true]);
    } finally {
      await late.close();
    }
  });
});

describe('what leads on from a state', () => {
  it('is named with the post that takes it: the one who proposes, and once proposed the one who decides', async () => {
    const { id } = await p.tell();
    const leads = async () => (await seenBy('clerk', id)).details[0]!.leadsOn;
    expect(await leads()).toContainEqual(expect.objectContaining({ act: 'register', by: ['clerk'] }));
    expect((await leads()).map((x) => x.act)).not.toContain('accept');
    await p.done(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION });
    expect(await leads()).toContainEqual(expect.objectContaining({ act: 'accept', by: ['clerk'] }));
    await p.done(id, 'clerk', 'intake-1', 'accept:propose');
    expect(await leads()).toContainEqual(expect.objectContaining({ act: 'accept', by: ['unit-head'] }));
  });

  it('is nothing where the proceeding has ended', async () => {
    const id = await proposed();
    await p.done(id, 'unithead', 'intake-1', 'accept');
    const intake = (await seenBy('clerk', id)).details.find((x) => x.id === 'intake-1')!;
    expect([intake.ended === null, intake.leadsOn]).toEqual([false, []]);
  });
});

it('a step for which no period runs says its proceeding and state, and has no date', async () => {
  const shown = await product({ now: '2026-06-10T10:00:00+08:00', seeded: true });
  try {
    const { items } = (await shown.get<Page<WorkItem>>('/api/worklist?limit=200', 'officer1')).body;
    const steps = items.filter((i) => i.what === 'clock' && i.due === null);
    expect(steps.length).toBeGreaterThan(0);
    for (const { text, label, overdue } of steps) {
      expect([text.zh, text.en, overdue]).toEqual([
        expect.stringContaining(`现为“${label.zh}”，待办下一步`),
        expect.stringContaining(`state “${label.en}”, next step open`),
        false,
      ]);
    }
  } finally {
    await shown.close();
  }
});

describe('whatever waits for a person is in their list', () => {
  let of: Product;
  beforeAll(async () => {
    of = await product({ now: '2026-12-15T10:00:00+08:00' });
  });
  afterAll(() => of.close());
  type List = Page<WorkItem> & { besides: WaitingItem[] };
  const NAMED = { ...TIP, tipster: { name: '示例举报人', idNumber: 'X0000', phone: '000', wantsNotice: false } };
  const besides = async (login: string, what: WaitingItem['what']) =>
    (await of.get<List>('/api/worklist', login)).body.besides.flatMap((w) =>
      w.what === what ? [[w.about, w.can]] : [],
    );

  it('a calendar: in that of each who may approve it, until it is declined or approved; not in that of who proposed it', async () => {
    const { body } = await of.post<{ number: number }>(
      '/api/calendars',
      { ...CALENDAR_2027, after: 0 },
      { as: 'admin' },
    );
    const waits = [[String(body.number), 'decide']];
    expect([await besides('legal', 'calendar'), await besides('principal', 'calendar')]).toEqual([waits, waits]);
    for (const login of ['admin', 'clerk', 'unithead', 'inspector'])
      expect([login, await besides(login, 'calendar')]).toEqual([login, []]);
    await of.post(`/api/calendars/proposals/${body.number}/decline`, { reason: '有误' }, { as: 'legal' });
    expect(await besides('principal', 'calendar')).toEqual([]);
  });

  it('a request for recusal: in that of the head who decides it; about the only head, of those who send it upward', async () => {
    const { id } = await of.registered();
    const tasks = async (login: string) =>
      (await of.get<List>('/api/worklist?limit=200', login)).body.items.filter(
        (w) => w.caseId === id && w.what === 'task' && w.text.zh.includes('回避'),
      ).length;
    const all = async () => [await tasks('depthead'), await tasks('unithead'), await tasks('clerk')];
    await of.done(id, 'clerk', 'intake-1', 'notice-own-recusal', { recusalReason: 'x' });
    expect(await all()).toEqual([1, 0, 0]);
    await of.done(id, 'depthead', 'intake-1', 'notice-own-recusal', { recusalReason: 'x' });
    expect(await all()).toEqual([1, 1, 1]);
  });

  it('an identity: in that of who may approve, then of the custodian, then of who asked for a day; in nobody else’s', async () => {
    const { id } = await of.registered(NAMED);
    const why = { ground: 'notice', clause: '示例办法第一条', reason: '告知送达' };
    const asked = await of.post<{ id: string }>(`/api/cases/${id}/identity-requests`, why, {
      as: 'clerk',
      key: newKey(),
    });
    const request = asked.body.id;
    const lists = async () => {
      const found: Record<string, unknown> = {};
      for (const login of ['clerk', 'legal', 'unithead', 'depthead', 'principal', 'custodian', 'admin', 'inspector']) {
        const list = await besides(login, 'identity');
        if (list.length > 0) found[login] = list;
      }
      return found;
    };
    const decide = [[request, 'decide']];
    expect(await lists()).toEqual({ unithead: decide, depthead: decide, principal: decide });
    const { text } = await of.get('/api/worklist', 'principal');
    expect(text).not.toContain(id);
    await of.post(`/api/identity-requests/${request}/decision`, { granted: true, reason: '同意' }, { as: 'principal' });
    expect(await lists()).toEqual({ custodian: [[request, 'open']] });
    await of.post(`/api/identity-requests/${request}/opening`, {}, { as: 'custodian' });
    expect(await lists()).toEqual({ clerk: [[request, 'read']] });
    expect((await of.get('/api/worklist', 'clerk')).text).not.toContain('示例举报人');
    of.clock.add(24 * 3_600_000);
    expect((await of.ledger.waiting((await of.ledger.directory()).people.clerk!)).map((w) => w.about)).toEqual([]);
  });
});
