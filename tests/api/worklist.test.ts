import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView, Page, WorkItem } from '../../ledger/types.ts';
import { type Product, product, REGISTRATION } from './support.ts';

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
