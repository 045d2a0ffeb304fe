import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { instantOf } from '../../domain/time/day.ts';
import { createLedger, relayOnce, startRelay } from '../../ledger/index.ts';
import type { Drivers, TimePort } from '../../ledger/types.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  vi.restoreAllMocks();
  await house.pool.query('DELETE FROM outbox');
});

const waiting = async () => (await house.pool.query('SELECT count(*)::int AS n FROM outbox')).rows[0].n as number;

/** Drivers as Temporal would hold them: remembers what reached it, and can be away. */
function drivers() {
  const heard: string[] = [];
  const state = { away: false };
  const reach = async (what: string) => {
    if (state.away) throw new Error('away');
    heard.push(what);
  };
  const port: Drivers = {
    start: (caseId) => reach(`start ${caseId}`),
    nudge: (caseId, proceeding) => reach(`nudge ${caseId} ${proceeding}`),
    count: () => reach('count'),
  };
  return { heard, state, port };
}

it('a tip starts its driver, an act nudges the drivers it concerns, and what was delivered is gone', async () => {
  const { heard, port } = drivers();
  const { caseId } = await house.ledger.tell(TIP);
  await relayOnce({ ...house, drivers: port });
  expect(heard).toEqual([`start ${caseId}`]);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  heard.length = 0;
  await relayOnce({ ...house, drivers: port });
  // The case's own driver hears of the new proceeding, intake's of its clocks.
  expect(heard.sort()).toEqual([`nudge ${caseId} intake-1`, `nudge ${caseId} null`]);
  expect(await waiting()).toBe(0);
});

it('a driver is not nudged for news it brought itself', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  await house.pool.query('DELETE FROM outbox');
  house.clock.add(4 * 86_400_000);
  const { events } = await house.ledger.advanceCase(caseId, 'intake-1');
  expect(events).toBeGreaterThan(0);
  expect(await waiting()).toBe(0);
});

it('while the drivers are away nothing is lost, and tries come ever less often', async () => {
  const { heard, state, port } = drivers();
  const { caseId } = await house.ledger.tell(TIP);
  state.away = true;
  let tries = 0;
  for (let second = 0; second < 3_600; second++) {
    const { failed } = await relayOnce({ ...house, drivers: port });
    tries += failed;
    house.clock.add(1_000);
  }
  expect(tries).toBeGreaterThan(10);
  expect(tries).toBeLessThan(90);
  expect(await waiting()).toBe(1);
  state.away = false;
  house.clock.add(120_000);
  await relayOnce({ ...house, drivers: port });
  expect(heard).toEqual([`start ${caseId}`]);
  expect(await waiting()).toBe(0);
});

it('one driver that cannot be reached does not hold up the others', async () => {
  const { heard, port } = drivers();
  const [bad, good] = [await house.ledger.tell(TIP), await house.ledger.tell(TIP)];
  const picky: Drivers = {
    ...port,
    start: async (caseId) => {
      if (caseId === bad.caseId) throw new Error('poisoned');
      await port.start(caseId);
    },
  };
  expect(await relayOnce({ ...house, drivers: picky })).toEqual({ delivered: 1, failed: 1 });
  expect(heard).toEqual([`start ${good.caseId}`]);
});

it('several relays share the work, and nothing is delivered twice', async () => {
  const { heard, port } = drivers();
  const tips = await Promise.all(Array.from({ length: 60 }, () => house.ledger.tell(TIP)));
  let delivered = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let more = true; more; ) {
        const done = await relayOnce({ ...house, drivers: port }, 5);
        delivered += done.delivered;
        more = done.delivered > 0;
      }
    }),
  );
  while (await waiting()) delivered += (await relayOnce({ ...house, drivers: port })).delivered;
  expect(delivered).toBe(60);
  expect(heard.sort()).toEqual(tips.map((t) => `start ${t.caseId}`).sort());
});

it('a relay that runs delivers what comes and stops when it is told', async () => {
  const { port } = drivers();
  const hear: (() => void)[] = [];
  const started = new Promise<string>((resolve) => {
    hear.push(() => resolve('started'));
  });
  const relay = startRelay({
    ...house,
    drivers: {
      ...port,
      start: async () => hear[0]?.(),
    },
    idleMs: 5,
  });
  await house.ledger.tell(TIP);
  expect(await started).toBe('started');
  await relay.stop();
  await house.ledger.tell(TIP);
  expect(await waiting()).toBeGreaterThanOrEqual(1);
});

/** A relay that looks by itself once in a long while, and how often it has found nothing left to do. */
function seldom(port: Drivers, clock = house.clock as TimePort) {
  const asked = vi.spyOn(house.pool, 'query');
  const rests = () => asked.mock.calls.filter(([query]) => (query as { name?: string }).name === 'outbox-next').length;
  const relay = startRelay({ pool: house.pool, drivers: port, clock, idleMs: 3_600_000 });
  return { relay, rested: (times: number) => vi.waitFor(() => expect(rests()).toBeGreaterThanOrEqual(times)) };
}

it('a relay at rest is woken by what is written, not by asking again and again', async () => {
  const { heard, port } = drivers();
  const { relay, rested } = seldom(port);
  await rested(1);
  const { caseId } = await house.ledger.tell(TIP);
  await vi.waitFor(() => expect(heard).toEqual([`start ${caseId}`]));
  await rested(2);
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  await vi.waitFor(() => expect(heard).toContain(`nudge ${caseId} intake-1`));
  await relay.stop();
});

it('a relay whose connection is cut listens on another one', async () => {
  const { heard, port } = drivers();
  const { relay, rested } = seldom(port);
  await rested(1);
  await house.owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()",
  );
  await rested(2);
  const { caseId } = await house.ledger.tell(TIP);
  await vi.waitFor(() => expect(heard).toEqual([`start ${caseId}`]));
  await relay.stop();
});

it('a relay at rest wakes by itself when the moment of a driver has come', async () => {
  const { heard, port } = drivers();
  const clock = { now: () => instantOf(Date.now()) };
  const ledger = createLedger({ pool: house.pool, keys: house.keys, clock, driversWithin: 500 });
  const { relay, rested } = seldom(port, clock);
  await rested(1);
  const told = [await ledger.tell(TIP), await ledger.tell(TIP), await ledger.tell(TIP)];
  await vi.waitFor(() => expect(heard.sort()).toEqual(told.map((t) => `start ${t.caseId}`).sort()));
  await relay.stop();
});

it('drivers that are only starting are no news; ones that were reached and then are not, are told at once', async () => {
  const { heard, state, port } = drivers();
  const said: string[] = [];
  const tried = () =>
    vi.waitFor(async () => {
      const { rows } = await house.pool.query('SELECT max(attempts) AS n FROM outbox');
      expect(rows[0].n).toBeGreaterThan(0);
    });
  const back = async (times: number) => {
    state.away = false;
    house.clock.add(60_000);
    await vi.waitFor(() => expect(heard.length).toBe(times), { timeout: 10_000 });
  };
  state.away = true;
  await house.ledger.tell(TIP);
  const relay = startRelay({ ...house, drivers: port, idleMs: 5, log: (line) => said.push(line) });
  await tried();
  await back(1);
  expect(said).toEqual([]);
  state.away = true;
  await house.ledger.tell(TIP);
  await tried();
  await vi.waitFor(() => expect(said).toEqual(['the relay cannot reach the drivers and tries again']));
  await back(2);
  await vi.waitFor(() => expect(said.at(-1)).toBe('the relay reaches the drivers again'));
  await relay.stop();
});

it('a driver starts at a moment of chance within a minute, and no nudge starts it before', async () => {
  const { heard, port } = drivers();
  const ledger = createLedger({ pool: house.pool, keys: house.keys, clock: house.clock });
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    const { caseId } = await ledger.tell(TIP);
    const { rows } = await house.pool.query<{ ms: number }>(
      'SELECT extract(epoch FROM not_before - created_at)::float * 1000 AS ms FROM outbox WHERE case_id = $1',
      [caseId],
    );
    waits.push(rows[0]!.ms);
  }
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
  // Twelve that lie close together are a chance of one in millions.
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(10_000);
  await house.pool.query('DELETE FROM outbox');

  const { caseId } = await ledger.tell(TIP);
  await house.pool.query("UPDATE outbox SET not_before = created_at + INTERVAL '30 seconds'");
  await doing(ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  await relayOnce({ ...house, drivers: port });
  expect(heard).toEqual([]);
  house.clock.add(60_000);
  await relayOnce({ ...house, drivers: port });
  expect(heard).toContain(`start ${caseId}`);
});

it('what is opened later begins at its own moment too: nothing that wakes the case before begins its driver', async () => {
  const { heard, port } = drivers();
  const ledger = createLedger({ pool: house.pool, keys: house.keys, clock: house.clock });
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose', {});
  await house.pool.query('DELETE FROM outbox');
  await act('unithead', 'intake-1', 'accept');
  await house.pool.query(
    "UPDATE outbox SET not_before = created_at + INTERVAL '30 seconds' WHERE proceeding IS NULL AND case_id = $1",
    [caseId],
  );
  const asked = async () =>
    Object.fromEntries((await ledger.driversOf(caseId)).proceedings.map((p) => [p.id, [p.live, p.later]]));
  expect((await asked())['investigation-1']).toEqual([true, true]);
  // A further act wakes drivers that are there; the new one still waits for its moment.
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  expect((await asked())['investigation-1']).toEqual([true, true]);
  await relayOnce({ ...house, drivers: port });
  expect(heard).not.toContain(`nudge ${caseId} null`);
  house.clock.add(30_000);
  expect((await asked())['investigation-1']).toEqual([true, false]);
  await relayOnce({ ...house, drivers: port });
  expect(heard).toContain(`nudge ${caseId} null`);
});
