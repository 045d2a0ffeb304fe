import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type pg from 'pg';
import { messageIdOf } from '../../activities/notice.ts';
import { pause } from '../../bin/lib/processes.ts';
import type { CaseState, Change } from '../../domain/case/types.ts';
import { nextInstant, rungsOf } from '../../domain/kernel/index.ts';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import type { Calendars } from '../../domain/time/types.ts';
import type { Driving, Forgetting } from '../../ledger/types.ts';
import type { DriverIds } from '../../workflows/contract.ts';
import type { PatientClient } from './client.ts';
import type { Book } from './load.ts';

export interface Ground {
  ids: DriverIds;
  pool: pg.Pool;
  ledger: Pick<Driving, 'driversOf'> & Forgetting;
  calendars: Calendars;
  temporal: Client;
  client: PatientClient;
  dataDir: string;
  /** Message-IDs that the drill's own mail server was sent, each with how often. */
  mails: Map<string, number>;
}

/** Runs `work` over a list, some at a time. */
async function each<T>(list: readonly T[], side: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(side, list.length) }, async () => {
      for (let i = next++; i < list.length; i = next++) await work(list[i] as T);
    }),
  );
}

const one = async (pool: pg.Pool, text: string): Promise<number> =>
  Number((await pool.query<{ n: string }>(text)).rows[0]?.n);

async function states(pool: pg.Pool): Promise<CaseState[]> {
  return (await pool.query<{ state: CaseState }>('SELECT state FROM cases ORDER BY id')).rows.map((r) => r.state);
}

/** Instants that have passed and were not applied. */
async function waiting(ground: Ground): Promise<string[]> {
  const now = instantOf(Date.now());
  return (await states(ground.pool)).flatMap((c) => {
    const next = nextInstant(c, { calendars: ground.calendars });
    return next && next.at <= now ? [`${c.id} waits since ${next.at}`] : [];
  });
}

/** Drivers that the ledger calls for and Temporal does not run. */
async function missingDrivers(ground: Ground): Promise<string[]> {
  const missing: string[] = [];
  const ids = (await ground.pool.query<{ id: string }>('SELECT id FROM cases ORDER BY id')).rows.map((r) => r.id);
  await each(ids, 16, async (id) => {
    const { proceedings } = await ground.ledger.driversOf(id);
    for (const p of proceedings.filter((x) => x.live)) {
      const workflowId = ground.ids.ofProceeding(id, p.id);
      try {
        const { status } = await ground.temporal.workflow.getHandle(workflowId).describe();
        if (status.name !== 'RUNNING') missing.push(`${workflowId} is ${status.name}`);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        missing.push(`${workflowId} is not there`);
      }
    }
  });
  return missing;
}

/** Waits until nothing is owed: outbox and effects empty, every past instant applied, every driver there. */
export async function quiet(ground: Ground, ms: number): Promise<{ afterMs: number; still: string[] }> {
  const from = performance.now();
  let still: string[] = [];
  do {
    still = [];
    const [outbox, todo] = [
      await one(ground.pool, 'SELECT count(*) AS n FROM outbox'),
      await one(ground.pool, "SELECT count(*) AS n FROM effects WHERE status = 'todo'"),
    ];
    if (outbox > 0) still.push(`${outbox} rows in the outbox`);
    if (todo > 0) still.push(`${todo} effects to do`);
    if (still.length === 0) still = await waiting(ground);
    if (still.length === 0) still = await missingDrivers(ground);
    if (still.length === 0) break;
    await pause(500);
  } while (performance.now() - from < ms);
  return { afterMs: Math.round(performance.now() - from), still };
}

interface EventRow {
  case_id: string;
  number: number;
  type: string;
  name: string;
  actor: { id: string; enteredBy?: string };
  occurred_at: Date;
  recorded_at: Date;
  changes: Change[];
}

export interface Verdict {
  /** What was lost, doubled or misdated; empty when all is well. */
  losses: string[];
  counts: Record<string, number>;
  /** Seconds from a legal instant to its record, of the paper files' clocks. */
  lateness: { median: number; most: number };
}

/** Holds what the product answered against what is there now. */
export async function check(ground: Ground, book: Book, casesBefore: number): Promise<Verdict> {
  const losses: string[] = [];
  const lose = (what: string) => losses.push(what);
  const { pool } = ground;

  // Every tip and file answered 201 is one case that opens with its receipt.
  const receipts = [...book.tips.map((t) => t.receipt), ...book.files.map((f) => f.receipt)];
  if (new Set(receipts).size !== receipts.length) lose('a receipt was given twice');
  await each(receipts, 8, async (receipt) => {
    const reply = await ground.client.send({ method: 'POST', path: '/api/receipts', body: { receipt } });
    if (reply.status !== 200) lose(`a receipt answers ${reply.status}`);
  });
  const cases = (await one(pool, 'SELECT count(*) AS n FROM cases')) - casesBefore;
  if (cases !== receipts.length) lose(`${receipts.length} tips and files were answered, ${cases} cases are there`);
  await each(book.tips, 8, async ({ accused }) => {
    const path = `/api/cases?accused=${encodeURIComponent(accused)}`;
    const reply = await ground.client.send({ method: 'GET', path, as: 'clerk' });
    const found = ((reply.body?.items ?? []) as unknown[]).length;
    if (found !== 1) lose(`the tip against ${accused} is there ${found} times`);
  });

  // Every act answered 200 is there once, and nothing that nobody was answered for.
  const { rows } = await pool.query<EventRow>(
    'SELECT case_id, number, type, name, actor, occurred_at, recorded_at, changes FROM events ORDER BY case_id, number',
  );
  const events = new Map(rows.map((e) => [`${e.case_id} ${e.number}`, e]));
  const answered = new Set<string>();
  for (const { caseId, by, act, numbers } of book.acts) {
    const own = numbers.filter((n) => {
      const e = events.get(`${caseId} ${n}`);
      return e !== undefined && isDoing(e) && doer(e) === by && e.name === act.replace(':propose', '');
    });
    if (own.length !== 1) lose(`${act} by ${by} in ${caseId} is ${own.length} events`);
    for (const n of own) {
      const key = `${caseId} ${n}`;
      if (answered.has(key)) lose(`${key} was the answer to two acts`);
      answered.add(key);
    }
  }
  const walked = new Set(book.tips.map((t) => t.caseId));
  for (const e of rows) {
    const byStaff = isDoing(e) && doer(e) !== 'system' && doer(e) !== 'tipster';
    if (byStaff && walked.has(e.case_id) && !answered.has(`${e.case_id} ${e.number}`)) {
      lose(`${e.name} by ${doer(e)} in ${e.case_id} was never answered`);
    }
  }
  for (const { caseId, messages } of book.tips) {
    const there = rows.filter((e) => e.case_id === caseId && e.name === 'message').length;
    if (there !== messages) lose(`${messages} messages were answered in ${caseId}, ${there} are there`);
  }
  for (const { caseId, acts } of book.files) {
    const there = rows.filter((e) => e.case_id === caseId && isDoing(e) && doer(e) !== 'system').length;
    if (there !== acts) lose(`the file ${caseId} was entered with ${acts} acts, ${there} are there`);
  }

  // Every instant once, at its own date, in order.
  const late: number[] = [];
  for (const { caseId, deadlines, dueAt } of book.files) {
    for (const deadline of deadlines) {
      const fired = rows.filter((e) => e.case_id === caseId && e.type === 'expiry' && firedOf(e)?.startsWith(deadline));
      if (fired.length !== 1) lose(`${deadline} in ${caseId} expired ${fired.length} times`);
      for (const e of fired) {
        if (e.occurred_at.getTime() !== millisOf(dueAt)) {
          lose(`${deadline} in ${caseId} is dated ${e.occurred_at.toISOString()} instead of ${dueAt}`);
        }
        late.push((e.recorded_at.getTime() - e.occurred_at.getTime()) / 1000);
      }
    }
  }
  const all = new Map((await states(pool)).map((c) => [c.id, c]));
  const fired = new Set<string>();
  let last: EventRow | undefined;
  let instants = 0;
  for (const e of rows) {
    const change = e.changes.find((x) => x.op === 'fired');
    const byTime = e.type === 'expiry' || e.type === 'rung';
    if (byTime && change?.op === 'fired') {
      instants += 1;
      const key = `${e.case_id} ${change.clock} ${change.rung}`;
      if (fired.has(key)) lose(`${key} fired twice`);
      fired.add(key);
      const clock = all.get(e.case_id)?.clocks[change.clock];
      if (clock?.count && !clock.count.pauses?.length && !clock.count.extensions?.length) {
        const rung = rungsOf(clock, ground.calendars, e.case_id).find((r) => r.id === change.rung);
        if (rung && millisOf(rung.at) !== e.occurred_at.getTime()) lose(`${key} is not dated by its own instant`);
      }
      if (last?.case_id === e.case_id && e.occurred_at < last.occurred_at) lose(`${key} is out of order`);
    }
    // An act may look back; what time brings after it is in order again.
    last = byTime ? e : undefined;
  }

  const originals = await checkOriginals(ground, book, lose);
  const effects = await checkEffects(ground, lose);
  return {
    losses,
    counts: {
      tips: book.tips.length,
      files: book.files.length,
      acts: book.acts.length,
      events: rows.length,
      instants,
      ...originals,
      ...effects,
    },
    lateness: spread(late),
  };
}

/** Something a named person did: an act, or the proposal of one. */
const isDoing = (e: EventRow) => e.type === 'act' || e.type === 'proposal';
const doer = (e: EventRow) => e.actor.enteredBy ?? e.actor.id;

const firedOf = (e: EventRow): string | undefined => {
  const change = e.changes.find((x) => x.op === 'fired');
  return change?.op === 'fired' ? change.clock : undefined;
};

function spread(list: number[]): { median: number; most: number } {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (q: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0).toFixed(2));
  return { median: at(0.5), most: at(1) };
}

/** Sealed pieces that belong to no evidence: those that wait for an act, and those that belong to nothing at all. */
const LEFT = `SELECT (SELECT count(*) FROM uploads)::int AS waiting, count(*) FILTER (WHERE u.id IS NULL)::int AS orphans
  FROM evidence_chunks c LEFT JOIN uploads u ON u.id = c.evidence
 WHERE NOT EXISTS (SELECT FROM evidence e WHERE e.id = c.evidence)`;

/**
 * Every file that was answered is there once and opens to what was sent, and no other. What a killed process left waiting is no evidence,
 * and goes when its hour is over, without touching what is.
 */
async function checkOriginals(
  { pool, ledger, client }: Ground,
  book: Book,
  lose: (what: string) => void,
): Promise<Record<string, number>> {
  const left = async () => (await pool.query<{ waiting: number; orphans: number }>(LEFT)).rows[0]!;
  const before = await left();
  if (before.orphans > 0) lose(`${before.orphans} pieces of files belong to nothing`);
  await pool.query("UPDATE uploads SET created_at = created_at - interval '1 hour'");
  await ledger.forget();
  const after = await left();
  if (after.waiting > 0 || after.orphans > 0) lose(`${after.waiting} files wait longer than an hour`);

  let originals = 0;
  let bytes = 0;
  const named = new Map(book.tips.map((t) => [t.receipt, t.accused]));
  await each([...book.originals], 4, async ([receipt, hashes]) => {
    const accused = named.get(receipt)!;
    const get = (path: string) => client.send({ method: 'GET', path, as: 'clerk' });
    const found = await get(`/api/cases?accused=${encodeURIComponent(accused)}`);
    const id = String((found.body?.items as { id: string }[] | undefined)?.[0]?.id);
    const seen = await get(`/api/cases/${id}`);
    const there: string[] = [];
    for (const one of (seen.body?.evidence ?? []) as { id: string; sha256: string }[]) {
      const file = await get(`/api/cases/${id}/evidence/${one.id}`);
      const hash = createHash('sha256').update(file.bytes).digest('hex');
      if (file.status !== 200 || hash !== one.sha256) lose(`a file of ${accused} does not open (${file.status})`);
      there.push(hash);
      originals += 1;
      bytes += file.bytes.length;
    }
    if (there.sort().join() !== [...hashes].sort().join()) {
      lose(`${hashes.length} files of ${accused} were answered, ${there.length} are there or are others`);
    }
  });
  return { originals, originalsMb: Math.round(bytes / 1024 / 1024), leftWaiting: before.waiting };
}

/** Every effect done once: ours by its row, mails and parcels by what the other side holds. */
async function checkEffects(ground: Ground, lose: (what: string) => void): Promise<Record<string, number>> {
  const { pool } = ground;
  const { rows } = await pool.query<{
    key: string;
    kind: string;
    status: string;
    result: Record<string, unknown> | null;
    /** Caused in the drill; the seed's own past left the building in its own way. */
    drilled: boolean;
  }>("SELECT key, kind, status, result, created_at > now() - interval '1 hour' AS drilled FROM effects");
  const live = rows.filter((e) => e.result?.past !== true);
  for (const e of live) if (e.status !== 'done') lose(`effect ${e.key} (${e.kind}) is ${e.status}`);
  const ofKind = (...kinds: string[]) => live.filter((e) => kinds.includes(e.kind));

  const letters = new Set(
    (await pool.query<{ effect: string }>('SELECT effect FROM letters')).rows.map((r) => r.effect),
  );
  for (const e of ofKind('letter')) if (!letters.has(e.key)) lose(`letter ${e.key} is not placed`);

  const register = ofKind('publish', 'withdraw-publication', 'expire-publication', 'correct-publication');
  const changes = await one(pool, 'SELECT count(*) AS n FROM register_changes');
  // A listing's entry changes with its delivery to the credit platform and with its decision's publication, each once per effect.
  const versions = await one(pool, "SELECT coalesce(sum(version), 0) AS n FROM register WHERE kind = 'penalty'");
  const listed = await one(pool, "SELECT coalesce(sum(version), 0) AS n FROM register WHERE kind = 'listing'");
  const delivered = await one(pool, 'SELECT count(*) AS n FROM credit_records');
  if (listed > delivered + changes)
    lose(`${delivered} deliveries and ${changes} changes make ${listed} versions of listings`);
  if (changes !== register.length) lose(`${register.length} register effects, ${changes} applied`);
  if (versions !== changes) lose(`${changes} changes of the register make ${versions} versions`);

  const parcels = new Set<string>();
  const folder = join(ground.dataDir, 'exchange');
  let files = 0;
  for (const to of listOf(folder)) {
    for (const name of listOf(join(folder, to)).filter((n) => n.endsWith('.json'))) {
      files += 1;
      parcels.add(`${to}-${name.replace('.json', '')}`);
    }
  }
  const handed = ofKind('remind', 'report-upward', 'police-package', 'credit-list', 'credit-remove').filter(
    (e) => e.drilled,
  );
  for (const e of handed) {
    if (!parcels.has(String(e.result?.reference))) lose(`${e.kind} ${e.key} was not handed over`);
  }
  if (files !== handed.length) lose(`${handed.length} parcels were due, ${files} are in the folders`);

  const notices = ofKind('notice').filter((e) => e.result?.sent === true);
  for (const e of notices) if (!ground.mails.has(messageIdOf(e.key))) lose(`the mail of ${e.key} never came`);
  if (ground.mails.size !== notices.length) lose(`${notices.length} mails were due, ${ground.mails.size} came`);
  const sent = [...ground.mails.values()].reduce((a, b) => a + b, 0);

  return {
    effects: live.length,
    letters: letters.size,
    registerVersions: versions,
    parcels: files,
    mails: ground.mails.size,
    // Mail knows no "exactly once": a mail that was taken just before a kill is sent again under the same Message-ID.
    mailsSentAgain: sent - ground.mails.size,
  };
}

const listOf = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Drivers that failed, for a driver never may. */
export async function failedDrivers(temporal: Client): Promise<number> {
  let failed = 0;
  for await (const _ of temporal.workflow.list({ query: "ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut')" })) {
    failed += 1;
  }
  return failed;
}
