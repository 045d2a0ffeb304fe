import { describe, expect, it } from 'vitest';
import type { Outside, Parcel } from '../../activities/ports.ts';
import { WAYS } from '../../workflows/ways.ts';
import { acceptedBySilence, filed, listed, paper, toThePolice } from '../support/scenes.ts';
import { inHouse, type SkippingHouse } from '../support/skipping.ts';

const no = (responseCode: number) => Object.assign(new Error('no'), { responseCode });
const TOLD = { told: 'accepted', noticeHow: 'page' };

/** An exchange that does not take what `refuses` names; `got` is what it took. */
function exchange(refuses: (parcel: Parcel) => boolean): { got: Parcel[]; outside: (real: Outside) => Outside } {
  const got: Parcel[] = [];
  return {
    got,
    outside: (real) => ({
      ...real,
      exchange: {
        async deliver(parcel) {
          if (refuses(parcel)) throw Object.assign(new Error('no way there'), { code: 'ECONNREFUSED' });
          const delivery = await real.exchange.deliver(parcel);
          got.push(parcel);
          return delivery;
        },
      },
    }),
  };
}

const effects = async (house: SkippingHouse, caseId: string, kind: string) =>
  (
    await house.owner.query<{ status: string; attempts: number; done_at: Date }>(
      'SELECT status, attempts, done_at FROM effects WHERE case_id = $1 AND kind = $2 ORDER BY event, key',
      [caseId, kind],
    )
  ).rows;
const givenUp = async (house: SkippingHouse, caseId: string) =>
  (
    await house.owner.query<{ role: string; text: { zh: string; en: string }; basis: string }>(
      `SELECT t.role, t.text, t.basis FROM tasks t JOIN events e ON e.case_id = t.case_id AND e.number = t.event
       WHERE t.case_id = $1 AND e.name = 'effect-given-up' AND t.closed_at IS NULL`,
      [caseId],
    )
  ).rows;

describe('an effect', () => {
  it('that is not taken at first is tried until it is, and is then done once', async () => {
    const says = [451, 421, 451];
    const onMail = () => {
      const code = says.shift();
      if (code !== undefined) throw no(code);
    };
    await inHouse({ onMail }, async (house) => {
      const c = await acceptedBySilence(house);
      await c.pair('clerk', 'unithead', 'intake-1', 'notice-sent', TOLD);
      expect(await effects(house, c.caseId, 'notice')).toMatchObject([{ status: 'todo' }]);
      await house.to('2025-03-12', c.caseId);
      expect(await effects(house, c.caseId, 'notice')).toMatchObject([{ status: 'done', attempts: 4 }]);
      expect(await effects(house, c.caseId, 'letter')).toMatchObject([{ status: 'done', attempts: 1 }]);
      expect(house.mails).toHaveLength(1);
      expect(await givenUp(house, c.caseId)).toEqual([]);
    });
  });

  it('that the other side refuses for good becomes a task for a person at once', async () => {
    const onMail = () => {
      throw no(550);
    };
    await inHouse({ onMail }, async (house) => {
      const c = await acceptedBySilence(house);
      await c.pair('clerk', 'unithead', 'intake-1', 'notice-sent', TOLD);
      await expect.poll(() => effects(house, c.caseId, 'notice')).toMatchObject([{ status: 'given-up', attempts: 1 }]);
      const tasks = await givenUp(house, c.caseId);
      expect(tasks).toMatchObject([{ role: 'clerk' }]);
      expect(tasks[0]!.text.en).toContain('tell the person in another way');
      const { items } = await house.ledger.worklist(house.person('clerk'));
      expect(items.filter((i) => i.caseId === c.caseId && i.what === 'task').map((i) => i.text.en)).toContain(
        tasks[0]!.text.en,
      );
    });
  });

  it('that is never taken is given up after its tries, once, and holds up no legal instant meanwhile', async () => {
    const onMail = () => {
      throw no(451);
    };
    await inHouse({ onMail }, async (house) => {
      const c = await filed(house);
      await house.to('2025-04-01', c.caseId);
      expect(await effects(house, c.caseId, 'notice')).toMatchObject([
        { status: 'given-up', attempts: WAYS.notice.tries },
      ]);
      expect(await givenUp(house, c.caseId)).toHaveLength(1);
      // Still while the mail was tried: the day after, the same driver and the same proceeding went on.
      const tries = house.deeds.filter((d) => d.what === 'notice');
      expect(tries.length).toBe(WAYS.notice.tries);
      const { rows } = await house.owner.query<{ late: number }>(
        `SELECT extract(epoch FROM max(recorded_at - occurred_at))::float AS late FROM events
         WHERE case_id = $1 AND type IN ('rung', 'expiry')`,
        [c.caseId],
      );
      expect(rows[0]!.late).toBeLessThan(60);
      expect(house.mails).toEqual([]);
    });
  });

  it('to one addressee waits for the one before it, to another does not', async () => {
    let open = false;
    const { got, outside } = exchange((p) => p.kind === 'credit-list' && !open);
    await inHouse({ outside }, async (house) => {
      const c = await listed(house);
      await c.do('credit', 'listing-1', 'basis-annulled:propose', paper('2026-04-01'));
      await c.do('depthead', 'listing-1', 'basis-annulled');
      await house.to('2026-04-02', c.caseId);
      // Struck before the entry itself has arrived: a removal that overtook it would leave the subject listed for ever.
      expect(got.filter((p) => p.to === 'credit-platform')).toEqual([]);
      open = true;
      await house.to('2026-04-03', c.caseId);
      expect(got.filter((p) => p.to === 'credit-platform').map((p) => p.kind)).toEqual([
        'credit-list',
        'credit-remove',
      ]);
      expect(await givenUp(house, c.caseId)).toEqual([]);
    });
  });

  it('that is urgent is given up in time for a person to do it: the package for the police within its 24 hours', async () => {
    const { got, outside } = exchange((p) => p.kind === 'police-package');
    await inHouse({ outside }, async (house) => {
      const c = await toThePolice(house);
      await house.to('2025-03-14T20:00:00+08:00', c.caseId);
      expect(await effects(house, c.caseId, 'police-package')).toMatchObject([{ status: 'given-up' }]);
      const tasks = await givenUp(house, c.caseId);
      expect(new Set(tasks.map((t) => t.role))).toEqual(new Set(['officer']));
      expect(tasks[0]!.text.en).toContain('carry it there');
      expect(got).toEqual([]);
    });
  });

  it('to a silent body is tried over days, and the reminder arrives once', async () => {
    let open = false;
    const { got, outside } = exchange(() => !open);
    await inHouse({ outside }, async (house) => {
      const c = await toThePolice(house);
      await house.to('2025-03-14T12:00:00+08:00', c.caseId);
      open = true;
      await house.to('2025-03-17', c.caseId);
      expect(got.map((p) => p.kind)).toEqual(['police-package']);
      expect(got[0]).toMatchObject({ to: 'police', proceeding: 'police-referral' });
      expect(JSON.stringify(got)).not.toContain('canary');
      expect(WAYS.remind.tries).toBeGreaterThan(10);
    });
  });
});
