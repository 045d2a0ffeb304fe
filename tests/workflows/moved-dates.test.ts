import { describe, expect, it } from 'vitest';
import { CALENDAR_2027, publishing, WITH_DECEMBER } from '../support/calendars.ts';
import { TOLD } from '../support/scenes.ts';
import { servedHouse, temporalOfOurOwn } from '../support/served.ts';
import { inHouse, type SkippingHouse, until } from '../support/skipping.ts';

const NOW = '2026-12-15T10:00:00+08:00';

const publish = async (house: SkippingHouse, calendar: typeof CALENDAR_2027) => {
  await publishing(house, calendar);
  await house.ledger.countPublications();
};
const movedDates = async (house: SkippingHouse, caseId: string) => {
  const { rows } = await house.owner.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM events WHERE case_id = $1 AND type = 'moved'",
    [caseId],
  );
  return rows[0]!.n;
};
const end = async (house: SkippingHouse, caseId: string) =>
  (await house.ledger.clockView(house.person('clerk'), caseId, 'tip-review-1')).clock.expiresAt!;
const ended = async (house: SkippingHouse, caseId: string) => {
  const { rows } = await house.owner.query<{ at: Date; recorded: Date }>(
    `SELECT occurred_at AS at, recorded_at AS recorded FROM events
     WHERE case_id = $1 AND type = 'expiry' AND name = 'tip-review'`,
    [caseId],
  );
  return rows;
};

describe('the counting after a publication', () => {
  it('is done by a workflow that says how far it is, tries again what cannot be counted now, and ends', () =>
    inHouse({ now: NOW }, async (house) => {
      const c = await house.tell(TOLD);
      await publishing(house, WITH_DECEMBER);
      const holding = await house.owner.connect();
      await holding.query('BEGIN');
      // Somebody else counts.
      await holding.query('SELECT pg_advisory_xact_lock(72736902)');
      await house.drivers.count();
      const counting = house.env.client.workflow.getHandle(house.ids.ofHouse('counting'));
      const shown = async () =>
        String((await counting.query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails);
      await until(async () => expect(await shown()).toBe('1 cases to count, 0 dates moved'));
      await holding.query('COMMIT');
      holding.release();
      await house.env.sleep(120_000);
      await counting.result();
      expect((await house.ledger.calendarBook()).publications[0]!.state).toBe('done');
      expect((await movedDates(house, c.caseId)) > 0).toBe(true);
      expect(await shown()).toMatch(/^0 cases to count, [1-9]\d* dates moved$/);
    }));

  it('and what is kept for a time only is forgotten by another one, which a worker begins and nobody ends', async () => {
    const env = await temporalOfOurOwn();
    const house = await servedHouse(env.address);
    const worker = await house.work();
    await worker.ready;
    try {
      const forgetting = env.client.workflow.getHandle(house.ids.ofHouse('forgetting'));
      await until(async () => {
        const { events } = await forgetting.fetchHistory();
        expect(events?.some((e) => e.timerStartedEventAttributes)).toBe(true);
      });
      expect((await forgetting.describe()).status.name).toBe('RUNNING');
    } finally {
      await worker.shutdown();
      await house.close();
      await env.teardown();
    }
  });
});

describe('the driver of a date that a calendar moved', () => {
  it('sleeps past the old instant and wakes at the new one, when the date moved later', () =>
    inHouse({ now: NOW }, async (house) => {
      const c = await house.tell(TOLD);
      const before = await end(house, c.caseId);
      await publish(house, WITH_DECEMBER);
      await c.settle();
      const after = await end(house, c.caseId);
      expect(after > before).toBe(true);
      await house.to(before.replace('T00:00', 'T12:00'), c.caseId);
      expect(await ended(house, c.caseId)).toEqual([]);
      await house.to(after.replace('T00:00', 'T01:00'), c.caseId);
      const [one, ...more] = await ended(house, c.caseId);
      expect(more).toEqual([]);
      expect(one!.at.getTime()).toBe(Date.parse(after));
      // Woken by its own timer, not by the look an hour later.
      expect(one!.recorded.getTime() - one!.at.getTime()).toBeLessThan(60_000);
    }));

  it('wakes at the earlier instant, when the days off are taken back while it sleeps', () =>
    inHouse({ now: NOW }, async (house) => {
      await publish(house, WITH_DECEMBER);
      const c = await house.tell(TOLD);
      const before = await end(house, c.caseId);
      await house.to('2026-12-17', c.caseId);
      await publish(house, { ...CALENDAR_2027, notice: 'taken back', amends: WITH_DECEMBER.notice });
      await c.settle();
      const after = await end(house, c.caseId);
      expect(after < before).toBe(true);
      await house.to(after.replace('T00:00', 'T01:00'), c.caseId);
      const [one] = await ended(house, c.caseId);
      expect(one!.at.getTime()).toBe(Date.parse(after));
      expect(one!.recorded.getTime() - one!.at.getTime()).toBeLessThan(60_000);
      await house.to(before.replace('T00:00', 'T01:00'), c.caseId);
      expect((await ended(house, c.caseId)).length).toBe(1);
    }));
});
