import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ now: '2026-12-15T10:00:00+08:00' });
});
afterAll(() => house.close());

/** What a notice for 2027 could say; no such notice was published when this was written. */
const CALENDAR_2027 = {
  year: 2027,
  notice: 'example notice 2027',
  published: '2026-12-16',
  off: [
    '2027-01-01',
    '2027-01-04',
    '2027-01-05',
    '2027-02-08',
    '2027-02-09',
    '2027-02-10',
    '2027-02-11',
    '2027-02-12',
    '2027-05-01',
    '2027-05-02',
    '2027-05-03',
    '2027-05-04',
    '2027-05-05',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
    '2027-10-04',
    '2027-10-05',
    '2027-10-06',
    '2027-10-07',
  ],
  work: ['2027-01-09'],
};

it('a new calendar moves the open dates that rest on it, says so in each case, and nudges only their drivers', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  const clock = async () => (await house.ledger.clockView(house.person('clerk'), caseId, 'tip-investigate-1')).clock;
  const before = await clock();
  expect(before.provisional).toBe(true);
  await house.pool.query('DELETE FROM outbox');
  await expect(house.ledger.publishCalendar(house.person('clerk'), CALENDAR_2027)).rejects.toMatchObject({
    refusal: { code: 'not-your-role' },
  });
  await expect(
    house.ledger.publishCalendar(house.person('admin'), { ...CALENDAR_2027, work: ['2027-01-04'] }),
  ).rejects.toMatchObject({ refusal: { code: 'calendar-invalid' } });
  const done = await house.ledger.publishCalendar(house.person('admin'), CALENDAR_2027);
  expect(done.moved).toBeGreaterThan(0);
  const after = await clock();
  expect(after.due).not.toBe(before.due);
  expect(after).toMatchObject({ provisional: false });
  expect(after.calendars).toContain('example notice 2027');
  const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
  const moved = timeline.filter((e) => e.type === 'moved');
  expect(moved.flatMap((e) => e.facts.moves)).toContainEqual({
    clock: 'tip-investigate-1',
    from: before.due,
    to: after.due,
  });
  expect((await house.pool.query('SELECT kind, proceeding FROM outbox')).rows).toEqual([
    { kind: 'nudge', proceeding: 'intake-1' },
  ]);
  expect((await verify(house)).findings).toEqual([]);
  const again = await house.ledger.publishCalendar(house.person('admin'), CALENDAR_2027);
  expect(again.moved).toBe(0);
});

it('a publication that was cut off is completed by repeating it', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const moving = { ...CALENDAR_2027, off: [...CALENDAR_2027.off, '2027-01-06', '2027-01-07'], notice: 'corrected' };
  // As after a kill between storing the calendar and counting this case again.
  await house.pool.query('UPDATE calendars SET data = $1::jsonb, notice = $2 WHERE year = 2027', [
    JSON.stringify(moving),
    'corrected',
  ]);
  const { moved } = await house.ledger.publishCalendar(house.person('admin'), moving);
  expect(moved).toBeGreaterThan(0);
  const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
  expect(timeline.filter((e) => e.type === 'moved').length).toBe(1);
  expect((await verify(house)).findings).toEqual([]);
});
