/** A change in the law with a transitional rule, in the database: the driver waits for its day, and each date that moves is an event. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { within } from '../../domain/law/deadlines/row.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { rebuild, verify } from '../../ledger/index.ts';
import { amendedRow, catalogueWith } from '../support/amended.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, testHouse } from './house.ts';

// tip-review from five to seven working days from Thursday 6 March 2025, running ones included.
const law = catalogueWith(
  amendedRow('tip-review', '2025-03-06', {
    parts: [within(7, 'wd', deadlineById('tip-review').parts[0]!.start)],
    transition: { reaches: 'running', length: 'whole', law: 'M49 41' },
  }),
);

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ now: '2025-03-03T09:00:00+08:00', law });
});
afterAll(() => house.close());

it('wakes the driver on its day; the date moves by one event, once; the tipster and who owes it are told; all of it can be rebuilt', async () => {
  const { caseId, receipt } = await house.ledger.tell(NAMED);
  const review = async () => {
    const found = await house.ledger.caseView(house.person('clerk'), caseId);
    return { ...found, clock: found.clocks.find((k) => k.deadline === 'tip-review')! };
  };
  expect((await review()).clock).toMatchObject({ due: '2025-03-10', moved: null });
  const nexts: (string | null)[] = [];
  for (const day of ['2025-03-04', '2025-03-05', '2025-03-06']) {
    house.clock.set(`${day}T00:00:00+08:00`);
    await house.ledger.advanceCase(caseId);
    nexts.push((await house.ledger.todo(caseId, 'intake-1')).next);
  }
  expect(nexts[1]).toBe('2025-03-06T00:00:00+08:00');
  expect((await house.ledger.advanceCase(caseId)).events).toBe(0);
  const { clock, timeline, tasks } = await review();
  expect(clock).toMatchObject({
    due: '2025-03-12',
    moved: { at: '2025-03-06T00:00:00+08:00', from: '2025-03-10', to: '2025-03-12', edition: '2025-03-06' },
  });
  const moved = timeline.filter((e) => e.type === 'moved');
  expect(moved.map((e) => [e.name, e.occurredAt, e.basis, e.facts.from, e.facts.to])).toEqual([
    ['edition-in-force', '2025-03-06T00:00:00+08:00', 'M49 art. 41', '2025-03-10', '2025-03-12'],
  ]);
  expect(moved[0]!.label.en).toContain('from Monday 10 March 2025 to Wednesday 12 March 2025');
  expect(tasks.filter((t) => t.text.en.includes('new edition'))).toHaveLength(1);
  const told = (await house.ledger.progress(receipt))?.next.find((d) => d.deadline === 'tip-review');
  expect(told).toMatchObject({ due: '2025-03-12', moved: { from: '2025-03-10', edition: '2025-03-06' } });
  const news = (await house.ledger.progress(receipt))?.timeline.at(-1)?.text.en;
  expect(news).toContain('A new edition is in force');
  expect(news).not.toContain('Days off');
  expect((await rebuild(house)).broken).toEqual([]);
  expect((await verify(house)).findings).toEqual([]);
  expect((await review()).clock.due).toBe('2025-03-12');
  house.clock.set('2025-03-13T00:00:00+08:00');
  await house.ledger.advanceCase(caseId);
  expect((await review()).clock.outcome?.at).toBe('2025-03-13T00:00:00+08:00');
});

it('what it says to do of a date ends with that date, and of a past that comes on paper it says nothing', async () => {
  const told = async (caseId: string) =>
    (await house.ledger.caseView(house.person('clerk'), caseId)).tasks.filter((t) => t.text.en.includes('new edition'));
  house.clock.set('2025-03-05T09:00:00+08:00');
  const { caseId } = await house.ledger.tell(NAMED);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  house.clock.set('2025-03-06T09:00:00+08:00');
  await house.ledger.advanceCase(caseId);
  expect(await told(caseId)).toHaveLength(1);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  expect(await told(caseId)).toEqual([]);
  const paper = await house.ledger.enter({
    ...NAMED,
    channel: 'letter',
    receivedAt: '2025-03-04T09:00:00+08:00',
    by: 'clerk',
  });
  const { timeline } = await house.ledger.caseView(house.person('clerk'), paper.caseId);
  expect(timeline.filter((e) => e.name === 'edition-in-force')).toHaveLength(1);
  expect(await told(paper.caseId)).toEqual([]);
  expect((await verify(house)).findings).toEqual([]);
});
