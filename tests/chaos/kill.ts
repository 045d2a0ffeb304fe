import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { readRunning } from '../../bin/lib/lifecycle.ts';
import { isAlive, type Log, pause } from '../../bin/lib/processes.ts';
import { type Chance, pick, shuffled } from './chance.ts';
import type { PatientClient } from './client.ts';
import type { Load } from './load.ts';

export const TARGETS = ['worker', 'api', 'temporal', 'postgres'] as const;
export type Target = (typeof TARGETS)[number];
/** While an act is in flight, while an effect is owed, shortly before a legal instant. */
export const MOMENTS = ['act', 'effect', 'instant'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Plan {
  target: Target;
  moment: Moment;
  /** Temporal's store is deleted with it, and `bin/rebuild` run afterwards. */
  store: boolean;
  /** Milliseconds: after the moment came, or before the instant. */
  delayMs: number;
}

export interface Kill extends Plan {
  /** Acts that had no answer yet when it was killed. */
  inFlight: number;
  /** Effects that were owed; null where the database could not say. */
  owed: number | null;
  /** From the kill until the product called itself ready again. */
  backAfterMs: number;
}

/** Who is killed when: every target as often as every other, give or take one, each moment likewise; once the store goes. */
export function planKills(chance: Chance, kills: number, targets: readonly Target[], store: boolean): Plan[] {
  const row = <T>(from: readonly T[]) =>
    shuffled(
      chance,
      Array.from({ length: kills }, (_, i) => from[i % from.length] as T),
    );
  const whom = row(targets);
  const when = row(MOMENTS);
  const plans = whom.map((target, i): Plan => {
    const moment = when[i] as Moment;
    const delayMs = moment === 'instant' ? 100 + chance() * 1_400 : moment === 'act' ? chance() * 8 : chance() * 40;
    return { target, moment, store: false, delayMs: Math.round(delayMs) };
  });
  const middle = plans.filter((p, i) => p.target === 'temporal' && i > 0);
  const lost = middle[Math.floor(middle.length / 2)] ?? plans.find((p) => p.target === 'temporal');
  if (store && lost) lost.store = true;
  return plans;
}

interface Scene {
  dataDir: string;
  address: string;
  client: PatientClient;
  load: Load;
  pool: pg.Pool;
  chance: Chance;
  log: Log;
  /** `bin/rebuild`, run as an operator would. */
  rebuild: () => Promise<void>;
}

const WAIT_MS = 15_000;

const owedNow = (pool: pg.Pool): Promise<number | null> =>
  pool
    .query<{ owed: number }>("SELECT count(*)::int AS owed FROM effects WHERE status = 'todo'")
    .then(({ rows: [row] }) => row?.owed ?? null)
    .catch(() => null);

async function until(come: () => boolean | Promise<boolean>, everyMs: number): Promise<void> {
  for (const from = performance.now(); performance.now() - from < WAIT_MS; ) {
    if (await come()) return;
    await pause(everyMs);
  }
}

async function waitFor(plan: Plan, scene: Scene): Promise<void> {
  if (plan.moment === 'act') {
    await until(() => scene.client.inFlight > 0, 1);
    await pause(plan.delayMs);
    // Answered meanwhile: the next one.
    await until(() => scene.client.inFlight > 0, 0);
    return;
  }
  if (plan.moment === 'effect') await until(async () => ((await owedNow(scene.pool)) ?? 0) > 0, 10);
  else {
    const soon = Date.now() + plan.delayMs + 300;
    let due = scene.load.nextDue(soon);
    if (due === null || due > soon + WAIT_MS) {
      await scene.load.file(pick(scene.chance, [4_000, 6_000, 8_000]));
      due = scene.load.nextDue(Date.now() + plan.delayMs);
    }
    if (due !== null) await pause(Math.max(0, due - plan.delayMs - Date.now()));
    return;
  }
  await pause(plan.delayMs);
}

async function ready(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Waits until another incarnation runs and the product calls itself ready. */
async function backAgain(scene: Pick<Scene, 'dataDir' | 'address'>, target: Target, old: number): Promise<void> {
  for (const from = performance.now(); ; ) {
    const pid = readRunning(scene.dataDir)?.pids[target];
    if (pid !== undefined && pid !== old && isAlive(pid) && (await ready(scene.address))) return;
    if (performance.now() - from > 90_000) throw new Error(`${target} did not come back within 90 s`);
    await pause(50);
  }
}

/** Kills one process that this drill's own start has brought up, by the id noted there, and waits until all is back. */
export async function killOnce(plan: Plan, scene: Scene): Promise<Kill> {
  await waitFor(plan, scene);
  const pid = readRunning(scene.dataDir)?.pids[plan.target];
  if (pid === undefined || !isAlive(pid)) throw new Error(`${plan.target} was not there to be killed`);
  const owed = plan.target === 'postgres' || plan.moment === 'act' ? null : await owedNow(scene.pool);
  const from = performance.now();
  if (plan.store) {
    // Unlinked first: the next incarnation, which comes at once, finds nothing.
    for (const end of ['', '-wal', '-shm', '-journal']) {
      rmSync(join(scene.dataDir, 'temporal', `temporal.sqlite${end}`), { force: true });
    }
  }
  const { inFlight } = scene.client;
  process.kill(pid, 'SIGKILL');
  await backAgain(scene, plan.target, pid);
  const backAfterMs = Math.round(performance.now() - from);
  if (plan.store) await scene.rebuild();
  return { ...plan, inFlight, owed, backAfterMs };
}
