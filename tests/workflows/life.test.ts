import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { millisOf } from '../../domain/time/day.ts';
import { wholeLife } from '../support/scenes.ts';
import { type SkippingHouse, skippingHouse } from '../support/skipping.ts';

const DAY = 86_400_000;

interface EventRow {
  number: number;
  type: string;
  proceeding: string;
  name: string;
  occurred_at: Date;
  recorded_at: Date;
  changes: { op: string; clock?: string; rung?: string }[];
}

describe('a whole life of more than 400 days', () => {
  let house: SkippingHouse;
  let caseId = '';
  let events: EventRow[] = [];
  let began = 0;
  let took = 0;

  beforeAll(async () => {
    house = await skippingHouse();
    began = millisOf(house.clock.now());
    const before = performance.now();
    caseId = await wholeLife(house);
    took = performance.now() - before;
    ({ rows: events } = await house.owner.query<EventRow>(
      `SELECT number, type, proceeding, name, occurred_at, recorded_at, changes FROM events
       WHERE case_id = $1 ORDER BY number`,
      [caseId],
    ));
  }, 120_000);
  afterAll(() => house.close());

  it('takes less than a minute', () => {
    expect(millisOf(house.clock.now()) - began).toBeGreaterThan(400 * DAY);
    expect(took).toBeLessThan(60_000);
  });

  it('ends: every proceeding in its end state, every driver gone by itself', async () => {
    const { proceedings, ended } = await house.ledger.driversOf(caseId);
    expect(proceedings.map((p) => p.id).sort()).toEqual([
      'disclosure-1',
      'intake-1',
      'investigation-1',
      'listing-1',
      'penalty-1',
    ]);
    expect(ended).toBe(true);
    for (const proceeding of [undefined, ...proceedings.map((p) => p.id)]) {
      const { status } = await house.handle(caseId, proceeding).describe();
      expect(status.name, proceeding ?? 'the case').toBe('COMPLETED');
    }
  });

  it('has every clock fire each of its instants once, in order, at its own instant', async () => {
    const fired = events.flatMap((e) =>
      e.changes.filter((c) => c.op === 'fired').map((c) => ({ clock: c.clock!, rung: c.rung!, event: e })),
    );
    expect(fired.length).toBeGreaterThan(12);
    expect(new Set(fired.map((f) => `${f.clock} ${f.rung}`)).size).toBe(fired.length);
    const instants = fired.map((f) => f.event.occurred_at.getTime());
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    for (const { clock, rung, event } of fired) {
      const late = event.recorded_at.getTime() - event.occurred_at.getTime();
      expect(late, `${clock} ${rung}`).toBeGreaterThanOrEqual(0);
      expect(late, `${clock} ${rung}`).toBeLessThan(60_000);
    }
    const { rows } = await house.owner.query<{
      state: { clocks: Record<string, { stopped: unknown; count: unknown }> };
    }>('SELECT state FROM cases WHERE id = $1', [caseId]);
    const running = Object.entries(rows[0]!.state.clocks).filter(([, k]) => k.stopped === null && k.count !== null);
    expect(running.map(([id]) => id)).toEqual([]);
  });

  it('opens and closes by time what the law says is so by time', () => {
    const byTime = events.filter((e) => e.type === 'expiry').map((e) => e.name);
    for (const name of ['tip-review', 'hearing-ask', 'house-defence', 'fine-pay', 'reconsider-ask', 'sue-directly']) {
      expect(byTime).toContain(name);
    }
    expect(byTime.at(-1)).toBe('credit-publish-window');
  });

  it('does every effect once, and what was published is gone when its term is over', async () => {
    const { rows } = await house.owner.query<{ kind: string; status: string; attempts: number }>(
      'SELECT kind, status, attempts FROM effects WHERE case_id = $1 ORDER BY event, key',
      [caseId],
    );
    expect(rows.map((r) => r.status)).toEqual(rows.map(() => 'done'));
    expect(rows.map((r) => r.attempts)).toEqual(rows.map(() => 1));
    expect(rows.map((r) => r.kind)).toEqual(
      expect.arrayContaining(['letter', 'notice', 'publish', 'expire-publication', 'credit-list', 'credit-remove']),
    );
    const { rows: entries } = await house.owner.query<{ status: string }>('SELECT status FROM register');
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map((e) => e.status))).toEqual(new Set(['expired']));
    expect((await house.ledger.register({})).items).toEqual([]);
    expect(house.mails.length).toBe(rows.filter((r) => r.kind === 'notice').length);
    expect(house.mails.length).toBeGreaterThan(0);
  });
});

describe('what is written beside the workflows', () => {
  it('imports neither forms nor dates nor law into workflow code', () => {
    const folder = new URL('../../workflows/', import.meta.url).pathname;
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [line] of text.matchAll(/^import .*? from '.*?';/gms)) {
        if (line.startsWith('import type')) continue;
        expect(line).toMatch(/from '(@temporalio\/workflow|\.\/[a-z-]+\.ts)';$/);
      }
    }
  });
});
