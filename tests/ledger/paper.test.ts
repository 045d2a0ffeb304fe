import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import type { ClerkTip } from '../../ledger/types.ts';
import { NAMED, REGISTRATION, type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

/** What the authority did itself is a paper act, also in a paper file. */
const PAPER = { paper: { number: '补〔2024〕1号', pages: 2, scan: 'scan-1', second: 'officer1' } };
const FILE: ClerkTip = {
  ...NAMED,
  channel: 'letter',
  receivedAt: '2024-11-04T10:00:00+08:00',
  by: 'clerk',
  acts: [
    {
      proceeding: 'intake',
      act: 'register',
      by: 'clerk',
      occurredAt: '2024-11-04T15:00:00+08:00',
      form: { ...REGISTRATION, ...PAPER },
    },
    { proceeding: 'intake', act: 'accept:propose', by: 'clerk', occurredAt: '2024-11-06', form: PAPER },
    { proceeding: 'intake', act: 'accept', by: 'unithead', occurredAt: '2024-11-07', form: PAPER },
    {
      proceeding: 'intake',
      act: 'notice-sent:propose',
      by: 'clerk',
      occurredAt: '2024-11-08T09:00:00+08:00',
      form: { told: 'accepted', noticeHow: 'paper', ...PAPER },
    },
    { proceeding: 'intake', act: 'notice-sent', by: 'unithead', occurredAt: '2024-11-08T10:00:00+08:00', form: PAPER },
  ],
};

it('a paper file is opened with its past acts at their own dates, its expiries recorded, nothing sent again', async () => {
  const entered = await house.ledger.enter(FILE, 'paper-1');
  expect(entered.receivedAt).toBe('2024-11-04');
  const view = await house.ledger.caseView(house.person('unithead'), entered.caseId);
  expect(view.channel).toBe('letter');
  expect(view.timeline.slice(0, 2).map((e) => [e.name, e.actor.id, e.occurredAt])).toEqual([
    ['arrive', 'clerk', '2024-11-04'],
    ['register', 'clerk', '2024-11-04T15:00:00+08:00'],
  ]);
  expect(view.timeline.some((e) => e.type === 'expiry')).toBe(true);
  for (const e of view.timeline) expect(e.recordedAt).toBe(house.clock.now());
  const { rows } = await house.pool.query('SELECT kind, status, result FROM effects WHERE case_id = $1', [
    entered.caseId,
  ]);
  // The notice was sent on paper; nothing is sent on the strength of that.
  expect(rows).toEqual([]);
  const { rows: tasks } = await house.pool.query(
    'SELECT event FROM tasks WHERE case_id = $1 AND closed_at IS NULL AND done_at IS NULL',
    [entered.caseId],
  );
  for (const { event } of tasks) expect(view.timeline.find((e) => e.number === event)?.type).toMatch(/act|reaction/);
  expect((await house.ledger.enter(FILE, 'paper-1')).receipt).toBe(entered.receipt);
  expect((await verify(house)).findings).toEqual([]);
});

it('a paper file with one act that was not possible is not opened at all, and the act is named', async () => {
  const before = (await house.pool.query('SELECT count(*)::int AS n FROM cases')).rows[0].n;
  const acts = FILE.acts!.map((a) => (a.act === 'accept' ? { ...a, by: 'clerk' } : a));
  await expect(house.ledger.enter({ ...FILE, acts })).rejects.toMatchObject({
    refusal: { code: 'not-your-role', fields: [{ field: 'acts.2' }] },
  });
  const unpapered = FILE.acts!.map((a) => (a.act === 'accept' ? { ...a, form: {} } : a));
  await expect(house.ledger.enter({ ...FILE, acts: unpapered })).rejects.toMatchObject({
    refusal: { code: 'own-act-backdated', fields: [{ field: 'acts.2' }] },
  });
  await expect(house.ledger.enter({ ...FILE, receivedAt: '2030-01-01T00:00:00+08:00' })).rejects.toMatchObject({
    refusal: { code: 'received-in-future' },
  });
  await expect(house.ledger.enter({ ...FILE, by: 'officer1' })).rejects.toMatchObject({
    refusal: { code: 'not-your-role' },
  });
  expect((await house.pool.query('SELECT count(*)::int AS n FROM cases')).rows[0].n).toBe(before);
});
