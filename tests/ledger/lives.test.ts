import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CaseState } from '../../domain/case/types.ts';
import { actsFor, advance } from '../../domain/kernel/index.ts';
import { addDays, dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import { Refused, verify } from '../../ledger/index.ts';
import { Life } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';
import { type Candidate, type Chance, candidates, chanceOf, faults, formFor, PEOPLE, pick } from '../support/walk.ts';
import { doing, NAMED, type TestHouse, TIP, testHouse } from './house.ts';

/**
 * Lives in one house: its clock runs on with each, five years for two hundred, and what is left open goes on reminding; so what they
 * cost grows with the square of their number, and thousands live in houses of two hundred.
 */
const LIVES = sample(48, 200);
const HOUSES = sample(1, 10);
const SEED = Number(process.env.MINGCHA_SEED ?? 20_250_303);
const STEPS = 24;
const TOGETHER = 8;

let house: TestHouse;
beforeEach(async () => {
  house = await testHouse({ connections: 16 });
});
afterEach(() => house.close());

interface Subject {
  caseId: string;
  receipt: string;
}

async function stateOf(caseId: string): Promise<CaseState> {
  const { rows } = await house.pool.query<{ state: CaseState }>('SELECT state FROM cases WHERE id = $1', [caseId]);
  return rows[0]!.state;
}

/** The walk's view of a case that lives in the database. */
async function shadow(caseId: string): Promise<Life> {
  const life = new Life({ id: caseId });
  const state = await stateOf(caseId);
  life.now = house.clock.now();
  life.state = advance(state, life.now, life.facts()).state;
  return life;
}

function peers(form: Record<string, unknown>, r: Chance, all: Subject[]): Record<string, unknown> {
  if ('leading' in form) form.leading = pick(r, all).caseId;
  return form;
}

async function step(subject: Subject, all: Subject[], r: Chance, codes: Map<string, number>): Promise<void> {
  const life = await shadow(subject.caseId);
  let chosen: Candidate | null = null;
  for (let i = 0; i < 6 && chosen === null; i++) {
    const found = candidates(life, [pick(r, PEOPLE)]);
    if (found.length > 0) chosen = pick(r, found);
  }
  if (chosen === null || r() < 0.15) {
    await house.ledger.advanceCase(subject.caseId);
    return;
  }
  const form = peers(formFor(chosen, r, life, dayOf(life.now)), r, all);
  const dice = r();
  const occurredAt =
    dice < 0.06
      ? addDays(dayOf(life.now), -3)
      : dice < 0.1
        ? instantOf(millisOf(life.now) - 20 * 3_600_000)
        : undefined;
  try {
    if (chosen.by === 'tipster') {
      await house.ledger.tipsterAct(subject.receipt, { proceeding: chosen.proceeding, act: chosen.act, form });
    } else {
      await doing(house.ledger, subject.caseId)(chosen.by, chosen.proceeding, chosen.act, form, {
        ...(occurredAt ? { occurredAt } : {}),
      });
    }
    codes.set('done', (codes.get('done') ?? 0) + 1);
  } catch (error) {
    if (!(error instanceof Refused)) throw new Error(`${chosen.kind} ${chosen.act} by ${chosen.by}`, { cause: error });
    codes.set(error.refusal.code, (codes.get(error.refusal.code) ?? 0) + 1);
  }
}

const lived = { seed: SEED, houses: 0, lives: 0, events: 0 };

it.each(Array.from({ length: HOUSES }, (_, i) => SEED + i))(
  `${LIVES} random lives, side by side and merged into each other, end with every table in agreement (seed %i)`,
  {
    timeout: 460_000,
  },
  async (seed) => {
    const r = chanceOf(seed);
    const codes = new Map<string, number>();
    const all: Subject[] = [];
    for (let from = 0; from < LIVES; from += TOGETHER) {
      const batch: Subject[] = [];
      for (let i = 0; i < TOGETHER; i++) batch.push(await house.ledger.tell(r() < 0.5 ? TIP : NAMED));
      all.push(...batch);
      for (let n = 0; n < STEPS; n++) {
        await Promise.all(batch.map((subject) => step(subject, batch, r, codes)));
        house.clock.add(Math.floor(r() * r() * 12 * 86_400_000));
      }
    }
    for (const { caseId } of all) await house.ledger.advanceCase(caseId);
    expect(codes.get('done'), JSON.stringify([...codes])).toBeGreaterThan(LIVES * 4);
    for (const { caseId } of all) expect(faults(await stateOf(caseId)), caseId).toEqual([]);
    const { findings, cases, events } = await verify(house);
    expect(findings.slice(0, 5)).toEqual([]);
    expect(cases).toBe(all.length);
    expect(events).toBeGreaterThan(LIVES * 8);
    lived.houses += 1;
    lived.lives += cases;
    lived.events += events;
    proven('Random lives, side by side and merged into each other, end with every table in agreement', lived);
  },
);

it('a case advanced late has the same events with the same dates as one advanced every day', async () => {
  const [late, daily] = [await house.ledger.tell(TIP), await house.ledger.tell(TIP)];
  for (let day = 0; day < 120; day++) {
    house.clock.add(86_400_000);
    await house.ledger.advanceCase(daily.caseId);
  }
  await house.ledger.advanceCase(late.caseId);
  const dated = async (caseId: string) =>
    (
      await house.pool.query(
        `SELECT number, type, name, from_state, to_state, CASE type WHEN 'rung' THEN date_trunc('hour', occurred_at) ELSE occurred_at END AS at
         FROM events WHERE case_id = $1 ORDER BY number`,
        [caseId],
      )
    ).rows;
  const events = await dated(late.caseId);
  expect(events.length).toBeGreaterThan(3);
  expect(events).toEqual(await dated(daily.caseId));
  const person = house.person('clerk');
  const facts = { ...new Life().facts(), now: house.clock.now() };
  expect(actsFor(await stateOf(late.caseId), person, facts).allowed.length).toBeGreaterThan(0);
});
