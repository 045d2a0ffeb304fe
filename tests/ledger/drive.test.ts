import { afterAll, beforeAll, expect, it } from 'vitest';
import { EFFECT_KINDS, type EffectKind } from '../../domain/case/types.ts';
import { lateness, type Tries } from '../../ledger/driving/lateness.ts';
import { sealRows, verify } from '../../ledger/index.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';
import { approvedForPolice } from './road.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

async function accepted() {
  const told = await house.ledger.tell(NAMED);
  const act = doing(house.ledger, told.caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
  await act('unithead', 'intake-1', 'notice-sent');
  return { ...told, act };
}

it('a driver is told its effects and its next instant, and each effect is done once', async () => {
  const { caseId, receipt } = await accepted();
  const todo = await house.ledger.todo(caseId, 'intake-1');
  expect(todo.effects.map((e) => e.kind)).toEqual(['letter', 'notice']);
  const [letter, notice] = todo.effects;
  const full = await house.ledger.effect(letter!.key);
  expect(full).toMatchObject({ caseId, proceeding: 'intake-1', proceedingKind: 'intake', status: 'todo', attempts: 0 });
  expect(full.data).toMatchObject({ letter: 'accepted' });
  for (let i = 0; i < 3; i++) {
    await house.ledger.effectAttempted(letter!.key);
    await house.ledger.placeLetter(letter!.key);
    await house.ledger.effectDone(letter!.key, { placed: true });
  }
  expect(await house.ledger.effect(letter!.key)).toMatchObject({ status: 'done', attempts: 1 });
  expect((await house.ledger.progress(receipt))?.letters.length).toBe(1);
  expect(await house.ledger.noticeAddress(caseId)).toEqual({ email: 'somebody@example.invalid' });
  await house.ledger.effectDone(notice!.key);
  const after = await house.ledger.todo(caseId, 'intake-1');
  expect(after).toEqual({ effects: [], next: null, ended: true, state: 'Accepted', waitsFor: null });
  const { proceedings, ended } = await house.ledger.driversOf(caseId);
  expect(proceedings).toEqual([
    { id: 'intake-1', kind: 'intake', live: false, later: false },
    { id: 'investigation-1', kind: 'investigation', live: true, later: false },
  ]);
  expect(ended).toBe(false);
});

it('an effect that is given up becomes a task for a person, once', async () => {
  const { caseId } = await accepted();
  const { effects } = await house.ledger.todo(caseId, 'intake-1');
  const task = { to: 'clerk' as const, text: { zh: '请人工送交', en: 'Deliver by hand' }, basis: 'house' };
  for (let i = 0; i < 3; i++) await house.ledger.effectGivenUp(effects[1]!.key, task);
  expect((await house.ledger.effect(effects[1]!.key)).status).toBe('given-up');
  const mine = (await house.ledger.worklist(house.person('clerk'))).items.filter(
    (i) => i.caseId === caseId && i.text.en === 'Deliver by hand',
  );
  expect(mine.length).toBe(1);
  const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
  const told = timeline.filter((e) => e.name === 'effect-given-up');
  expect(told).toMatchObject([{ actor: { id: 'system' }, basis: 'house' }]);
  // It stands behind the event that the effect was of.
  expect(timeline[told[0]!.cause! - 1]).toMatchObject({ proceeding: 'intake-1' });
  expect(told[0]!.cause).toBeLessThan(told[0]!.number);
  await house.ledger.taskDone(house.person('clerk'), mine[0]!.task!);
  await house.ledger.taskDone(house.person('clerk'), mine[0]!.task!);
  const left = (await house.ledger.worklist(house.person('clerk'))).items;
  expect(left.some((i) => i.task === mine[0]!.task)).toBe(false);
  await expect(house.ledger.taskDone(house.person('unithead'), mine[0]!.task!)).rejects.toMatchObject({
    refusal: { code: 'not-your-role' },
  });
  expect((await verify(house)).findings).toEqual([]);
});

it('an effect that was given up behind the back of the events, or is to be done again after it, is found', async () => {
  const { caseId } = await accepted();
  const { effects } = await house.ledger.todo(caseId, 'intake-1');
  const [first, second] = effects;
  const task = { to: 'clerk' as const, text: { zh: '请人工送交', en: 'Deliver by hand' }, basis: 'house' };
  await house.ledger.effectGivenUp(first!.key, task);
  // By somebody who has the database and all our keys.
  const becomes = async (key: string, status: string, at: string | null) => {
    await house.owner.query('UPDATE effects SET status = $2, done_at = $3 WHERE key = $1', [key, status, at]);
    await sealRows(house.owner, house.keys, 'effects', [key]);
    return (await verify(house)).findings.map((f) => f.detail);
  };
  expect(await becomes(second!.key, 'given-up', house.clock.now())).toEqual([
    expect.stringMatching(/^effect of event \d+, change \d+ was given up by no event$/),
  ]);
  await becomes(second!.key, 'todo', null);
  expect(await becomes(first!.key, 'todo', null)).toEqual([
    expect.stringMatching(/^effect of event \d+, change \d+ was given up, and is to be done$/),
  ]);
  expect(await becomes(first!.key, 'given-up', house.clock.now())).toEqual([]);
});

it('the next instant stands in the past while it waits to be applied, and advancing applies it with its own date', async () => {
  const { caseId } = await house.ledger.tell(NAMED);
  const { next } = await house.ledger.todo(caseId, 'intake-1');
  expect(next).not.toBeNull();
  house.clock.add(30 * 86_400_000);
  expect((await house.ledger.todo(caseId, 'intake-1')).next).toBe(next);
  const { events } = await house.ledger.advanceCase(caseId);
  expect(events).toBeGreaterThan(1);
  expect((await house.ledger.advanceCase(caseId)).events).toBe(0);
  const view = await house.ledger.caseView(house.person('clerk'), caseId);
  const byTime = view.timeline.filter((e) => e.type === 'rung' || e.type === 'expiry');
  expect(byTime[0]!.occurredAt).toBe(next);
  expect(byTime.map((e) => e.occurredAt)).toEqual(byTime.map((e) => e.occurredAt).sort());
  for (const e of byTime) expect(e.recordedAt).toBe(house.clock.now());
});

it('a screen shows what is overdue while every timer is late', async () => {
  house.clock.set('2025-06-09');
  const { caseId } = await house.ledger.tell(NAMED);
  house.clock.set('2025-06-12');
  const own = (items: { caseId: string; overdue: boolean }[]) => items.filter((i) => i.caseId === caseId);
  expect(own((await house.ledger.worklist(house.person('clerk'))).items)).toMatchObject([{ overdue: true }]);
  const [head] = (await house.ledger.cases(house.person('clerk'), { overdue: true })).items.filter(
    (c) => c.id === caseId,
  );
  expect(head?.overdue).toBe(true);
  const view = await house.ledger.caseView(house.person('clerk'), caseId);
  expect(view.clocks.filter((k) => k.overdue).map((k) => k.deadline)).toEqual(['house-register']);
});

it('what comes beside the proceedings while no driver runs makes a case forget nothing that fell due', async () => {
  const told = async () => {
    const { caseId, receipt, act } = await accepted();
    await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    const file = await original(house.ledger, '照片.png', 'image/png', Buffer.from('89504e470d0a1a0a00', 'hex'));
    await house.ledger.addEvidence(receipt, [file]);
    const [evidence] = (await house.ledger.caseView(house.person('officer1'), caseId)).evidence;
    return { caseId, receipt, evidence: evidence!.id };
  };
  const officer = house.person('officer1');
  const ask = { ground: 'evidence-check', clause: 'M49 art. 21', reason: '须向举报人核实。' } as const;
  const beside: Record<string, (c: Awaited<ReturnType<typeof told>>) => Promise<unknown>> = {
    nothing: async () => undefined,
    'who told is asked for': (c) => house.ledger.askIdentity(officer, c.caseId, ask),
    'an original is opened': (c) => house.ledger.openEvidence(officer, c.caseId, c.evidence),
    'a notice is sent': (c) => house.ledger.noticeAddress(c.caseId),
    'the tipster sends more': async (c) =>
      house.ledger.addEvidence(c.receipt, [
        await original(house.ledger, '补充.png', 'image/png', Buffer.from('89504e470d0a1a0a01', 'hex')),
      ]),
  };
  const cases = await Promise.all(Object.keys(beside).map(told));
  const fired = async (caseId: string) =>
    (
      await house.owner.query(
        `SELECT type, name, CASE type WHEN 'rung' THEN date_trunc('hour', occurred_at) ELSE occurred_at END AS at
         FROM events WHERE case_id = $1 AND type IN ('rung', 'expiry') ORDER BY number`,
        [caseId],
      )
    ).rows;
  // Four months of which no driver has told the ledger.
  house.clock.add(120 * 86_400_000);
  for (const [i, act] of Object.values(beside).entries()) await act(cases[i]!);
  for (const { caseId } of cases) await house.ledger.advanceCase(caseId);
  const [none, ...others] = await Promise.all(cases.map(({ caseId }) => fired(caseId)));
  expect(none!.filter((e) => e.type === 'rung').length).toBeGreaterThan(0);
  for (const [i, one] of others.entries()) expect(one, Object.keys(beside)[i + 1]).toEqual(none);
  expect((await verify(house)).findings).toEqual([]);
});

it('a driver is told the stage of its proceeding and what it waits for', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const { state, waitsFor, next } = await house.ledger.todo(caseId, 'intake-1');
  expect(state).toBe('Received');
  expect(waitsFor).toEqual({ deadline: 'house-register', rung: 'last-day' });
  expect(next).not.toBeNull();
});

const A_TRY = 3_600_000;
const tries = Object.fromEntries(EFFECT_KINDS.map((kind) => [kind, { all: 365 * 24 * A_TRY, last: A_TRY }])) as Record<
  EffectKind,
  Tries
>;

it('an effect that serves a clock is overdue when that clock says so, however long its way would be tried', async () => {
  const own = await testHouse();
  try {
    const overdue = async () => (await lateness(own.pool, own.clock.now(), tries)).overdue;
    const { caseId } = await own.ledger.tell(NAMED);
    await approvedForPolice(own.ledger, caseId, '2025-01-31');
    const { effects } = await own.ledger.todo(caseId, 'police-referral-1');
    const { until = '' } = effects.find((e) => e.kind === 'police-package') ?? {};
    // Within twenty-four hours it is handed over: a third of them is the machine’s.
    expect(Date.parse(until) - Date.parse(own.clock.now())).toBeLessThan(24 * A_TRY);
    own.clock.set(until);
    expect(await overdue()).toBe(0);
    own.clock.add(A_TRY);
    expect(await overdue()).toBe(1);
  } finally {
    await own.close();
  }
});

it('what waits although its time is over is counted: ends not recorded, effects not done', async () => {
  const { caseId } = await accepted();
  const soon = Object.fromEntries(EFFECT_KINDS.map((kind) => [kind, { all: A_TRY, last: A_TRY }])) as typeof tries;
  const waits = () => lateness(house.pool, house.clock.now(), soon);
  const before = await waits();
  // A review of five working days and an hour for each effect.
  await house.ledger.tell(TIP);
  house.clock.add(20 * 86_400_000);
  const after = await waits();
  expect(after.late).toBeGreaterThan(before.late);
  expect(after.overdue).toBeGreaterThanOrEqual(before.overdue + 2);
  for (const { id } of (await house.pool.query('SELECT id FROM cases')).rows) await house.ledger.advanceCase(id);
  expect((await waits()).late).toBe(0);
  const { effects } = await house.ledger.todo(caseId, 'intake-1');
  for (const { key } of effects) await house.ledger.effectDone(key);
  expect((await waits()).overdue).toBe(after.overdue - effects.length);
});
