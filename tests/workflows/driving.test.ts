import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Effect } from '../../domain/case/types.ts';
import { rebuild, verify } from '../../ledger/index.ts';
import { beside, SYSTEM } from '../../ledger/truth/beside.ts';
import { change } from '../../ledger/truth/change.ts';
import { createCore } from '../../ledger/truth/core.ts';
import { doing, REGISTRATION } from '../ledger/house.ts';
import { filed, TOLD } from '../support/scenes.ts';
import { inHouse, type SkippingHouse, until } from '../support/skipping.ts';

const statusOf = async (house: SkippingHouse, caseId: string, proceeding?: string) =>
  (await house.handle(caseId, proceeding).describe()).status.name;
/** How often a driver's workflow was begun. */
const runs = async (house: SkippingHouse, caseId: string, proceeding: string) => {
  const asked = house.deeds.filter((d) => d.what === 'advance' && d.of === house.ids.ofProceeding(caseId, proceeding));
  return { first: (await house.handle(caseId, proceeding).describe()).runId, asked: asked.length };
};
const ended = (house: SkippingHouse, status: string, caseId: string, proceeding?: string) =>
  vi.waitFor(
    async () => {
      expect(await statusOf(house, caseId, proceeding)).toBe(status);
    },
    { timeout: 10_000, interval: 20 },
  );

describe('a driver', () => {
  it('is there once, however often the case is started', () =>
    inHouse({}, async (house) => {
      const c = await house.tell(TOLD);
      const before = await runs(house, c.caseId, 'intake-1');
      await Promise.all([1, 2, 3].map(() => house.drivers.start(c.caseId)));
      await house.to('2025-03-03T20:00:00+08:00', c.caseId);
      expect(await runs(house, c.caseId, 'intake-1')).toEqual(before);
    }));

  it('asks once for many nudges, and loses nothing when none comes', () =>
    inHouse({}, async (house) => {
      const c = await house.tell(TOLD);
      await Promise.all(Array.from({ length: 30 }, () => house.drivers.nudge(c.caseId, 'intake-1')));
      const asked = () =>
        house.deeds.filter((d) => d.what === 'todo' && d.of === house.ids.ofProceeding(c.caseId, 'intake-1')).length;
      await vi.waitFor(() => expect(asked()).toBeGreaterThanOrEqual(1));
      await house.to('2025-03-04', c.caseId);
      expect(asked()).toBeLessThanOrEqual(30);
      // Nothing that follows is nudged by hand: the instant alone wakes it.
      await house.to('2025-03-11', c.caseId);
      expect((await house.ledger.driversOf(c.caseId)).proceedings.map((p) => p.id)).toContain('investigation-1');
    }));

  it('marks what an effect of before asked for as done, and nobody has to see to it', () =>
    inHouse({}, async (house) => {
      const c = await house.tell(TOLD);
      const effect: Effect = JSON.parse(
        '{"kind":"tell-merged","proceeding":"intake-1","to":"merged-cases","data":{"act":"leading-refused"}}',
      );
      await change(createCore(house), c.caseId, {}, async (_, now) => ({
        events: [beside('told-merged', now, SYSTEM, {}, { changes: [{ op: 'effect', effect }] })],
        answer: () => null,
      }));
      const row = async () =>
        (await house.owner.query<{ status: string }>("SELECT status FROM effects WHERE kind = 'tell-merged'")).rows;
      const sound = async () => {
        expect((await verify(house)).findings).toEqual([]);
        expect((await rebuild(house)).broken).toEqual([]);
      };
      expect(await row()).toEqual([{ status: 'todo' }]);
      await sound();
      await house.drivers.nudge(c.caseId, 'intake-1');
      await c.settle();
      expect(await row()).toEqual([{ status: 'done' }]);
      expect(house.deeds.filter((d) => d.what === 'giveUp')).toEqual([]);
      await sound();
    }));

  it('that was lost is started by the next nudge, and applies what has passed with its own date', () =>
    inHouse({}, async (house) => {
      // As after the loss of Temporal's store: the case is there, no driver is.
      const { caseId } = await house.ledger.tell(TOLD);
      await house.env.sleep(20 * 86_400_000);
      expect(house.deeds).toEqual([]);
      await house.drivers.nudge(caseId, 'intake-1');
      await house.settle(caseId);
      expect((await house.ledger.driversOf(caseId)).proceedings.map((p) => p.id)).toContain('investigation-1');
      expect(await statusOf(house, caseId)).toBe('RUNNING');
      expect(await statusOf(house, caseId, 'intake-1')).toBe('RUNNING');
      const { rows } = await house.owner.query<{ name: string; at: string }>(
        `SELECT name, (occurred_at AT TIME ZONE 'Asia/Shanghai')::text AS at FROM events
         WHERE case_id = $1 AND type IN ('rung', 'expiry') ORDER BY number`,
        [caseId],
      );
      expect(rows).toContainEqual({ name: 'tip-review', at: '2025-03-11 00:00:00' });
      expect(rows.map((r) => r.at)).toEqual(rows.map((r) => r.at).sort());
    }));

  it('of an ended proceeding goes by itself and comes back when something is owed again', () =>
    inHouse({}, async (house) => {
      const c = await filed(house);
      await ended(house, 'COMPLETED', c.caseId, 'intake-1');
      const mails = house.mails.length;
      await c.do('officer1', 'intake-1', 'reply', { text: 'words' });
      await vi.waitFor(() => expect(house.mails.length).toBe(mails + 1));
      await ended(house, 'COMPLETED', c.caseId, 'intake-1');
      expect(await statusOf(house, c.caseId)).toBe('RUNNING');
    }));

  it('keeps asking while the ledger is away, and then applies what has come with its own date', () =>
    inHouse({}, async (house) => {
      const c = await house.tell(TOLD);
      await house.to('2025-03-10T22:00:00+08:00', c.caseId);
      await house.owner.query('REVOKE ALL ON cases FROM mingcha_app');
      await house.env.sleep(4 * 3_600_000);
      expect(house.deeds.filter((d) => d.what === 'advance' && d.how === 'failed').length).toBeGreaterThan(60);
      await house.owner.query('GRANT SELECT, INSERT, UPDATE ON cases TO mingcha_app');
      await house.env.sleep(5 * 60_000);
      await c.settle();
      const { rows } = await house.owner.query<{ at: string; late: number }>(
        `SELECT (occurred_at AT TIME ZONE 'Asia/Shanghai')::text AS at,
           extract(epoch FROM recorded_at - occurred_at)::float AS late
         FROM events WHERE case_id = $1 AND type = 'expiry' AND name = 'tip-review'`,
        [c.caseId],
      );
      expect(rows).toMatchObject([{ at: '2025-03-11 00:00:00' }]);
      expect(rows[0]!.late).toBeGreaterThan(3_600);
    }));

  it('of a case begins each other one once: none is refused for being there', () =>
    inHouse({}, async (house) => {
      const c = await filed(house);
      await house.to('2025-04-20', c.caseId);
      await c.do('officer1', 'intake-1', 'reply', { text: 'words' });
      const { events } = await house.handle(c.caseId).fetchHistory();
      const begun = (events ?? []).flatMap(
        (e) => e.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name,
      );
      expect(begun.filter(Boolean)).toEqual(['intake', 'investigation', 'intake']);
      expect(events?.some((e) => e.startChildWorkflowExecutionFailedEventAttributes)).toBe(false);
    }));

  it('whose code makes a mistake is seen and does not ask on and on', () =>
    inHouse({ interceptors: [fileURLToPath(new URL('../support/no-letter.ts', import.meta.url))] }, async (house) => {
      const { caseId } = await house.ledger.tell(TOLD);
      const act = doing(house.ledger, caseId);
      await act('clerk', 'intake-1', 'register', REGISTRATION);
      await act('clerk', 'intake-1', 'refuse:propose', { refusalGround: 'no-target-or-clue', refusalReasons: 'words' });
      await act('unithead', 'intake-1', 'refuse');
      await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'refused', noticeHow: 'page' });
      await act('unithead', 'intake-1', 'notice-sent');
      await house.drain();
      await until(async () => {
        const { events } = await house.handle(caseId, 'intake-1').fetchHistory();
        expect(events?.some((e) => e.workflowTaskFailedEventAttributes)).toBe(true);
      });
      expect(await statusOf(house, caseId, 'intake-1')).toBe('RUNNING');
      const asked = house.deeds.filter(({ of }) => of === house.ids.ofProceeding(caseId, 'intake-1'));
      expect(asked.length).toBeLessThan(5);
    }));

  it('that cannot be begun is seen: the driver of the case does not go on as if it were there', () =>
    inHouse({ interceptors: [fileURLToPath(new URL('../support/no-start.ts', import.meta.url))] }, async (house) => {
      const { caseId } = await house.ledger.tell(TOLD);
      await house.drain();
      await until(async () => {
        const { events } = await house.handle(caseId).fetchHistory();
        expect(events?.some((e) => e.workflowTaskFailedEventAttributes)).toBe(true);
      });
      expect(await statusOf(house, caseId)).toBe('RUNNING');
    }));

  it('of a case that the ledger does not know, as after a copy was restored, ends at once and says so', () =>
    inHouse({}, async (house) => {
      const unknown = randomUUID();
      await house.drivers.start(unknown);
      await ended(house, 'FAILED', unknown);
      const { caseId } = await house.tell(TOLD);
      const lost = { case: caseId, proceeding: 'penalty-9', caseDriver: house.ids.ofCase(caseId) };
      const workflowId = house.ids.ofProceeding(caseId, 'penalty-9');
      await house.env.client.workflow.start('penalty', { taskQueue: house.queue, workflowId, args: [lost] });
      await ended(house, 'FAILED', caseId, 'penalty-9');
      expect(house.deeds.filter((d) => d.how === 'failed')).toHaveLength(2);
      expect(house.said.filter((line) => line.includes('not in the ledger'))).toHaveLength(2);
      expect(house.said.join()).not.toContain(caseId);
    }));

  it('of before, under the id of its case, ends by itself and does nothing that its successor does', () =>
    inHouse({}, async (house) => {
      const { caseId } = await house.ledger.tell(TOLD);
      const { workflow } = house.env.client;
      const begun = { taskQueue: house.queue };
      const former = await Promise.all([
        workflow.start('caseDriver', { ...begun, workflowId: caseId, args: [{ case: caseId }] }),
        workflow.start('intakeDriver', {
          ...begun,
          workflowId: `${caseId}.intake-1`,
          args: [{ case: caseId, proceeding: 'intake-1' }],
        }),
      ]);
      await Promise.all(former.map((driver) => driver.result()));
      for (const { workflowId } of former) {
        const { events } = await workflow.getHandle(workflowId).fetchHistory();
        expect(events?.some((e) => e.startChildWorkflowExecutionInitiatedEventAttributes)).toBe(false);
      }
      await house.settle(caseId);
      // The former one asked in the same name: that it did does not say that its successor is there.
      await until(async () => expect(await statusOf(house, caseId, 'intake-1')).toBe('RUNNING'));
    }));
});
