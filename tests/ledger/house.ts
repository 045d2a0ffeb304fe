import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import pg from 'pg';
import type { Authority } from '../../domain/case/types.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import type { Catalogue } from '../../domain/law/index.ts';
import type { Directory } from '../../domain/people/types.ts';
import { instantOf, millisOf, toInstant } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { createLedger, keysOf, newKeys, openPool, setUp } from '../../ledger/index.ts';
import type { ActAnswer, EvidenceInput, Ledger, TipInput } from '../../ledger/types.ts';
import { freshDatabase } from '../support/database.ts';
import { REGISTRATION } from '../support/forms.ts';
import { AUTHORITY, DIRECTORY } from '../support/people.ts';

/** A clock that stands still until a test moves it. */
export class HandClock {
  #now: string;
  constructor(now: string) {
    this.#now = toInstant(now);
  }
  now = (): string => this.#now;
  set(now: string): void {
    this.#now = toInstant(now.length === 10 ? `${now}T10:00:00+08:00` : now);
  }
  add(ms: number): void {
    this.#now = instantOf(millisOf(this.#now) + ms);
  }
}

export const TIP: TipInput = {
  accused: { name: '示例职业培训学校', kind: 'training-body' },
  clue: '学员从未到课,仍申领培训补贴。',
  fund: 'training-subsidy',
  concernsStaff: 'no',
};

export const NAMED: TipInput = {
  ...TIP,
  tipster: { name: '示例举报人', idNumber: 'X0000', email: 'somebody@example.invalid', wantsNotice: true },
};

/** A ledger on a database of its own, with the test house set up in it. */
export async function testHouse(
  options: {
    now?: string;
    directory?: Directory;
    authority?: Authority;
    connections?: number;
    law?: Catalogue;
    driversWithin?: number;
  } = {},
) {
  const database = await freshDatabase();
  const keys = keysOf(newKeys());
  const clock = new HandClock(options.now ?? '2025-03-03T09:00:00+08:00');
  const pool = openPool(database.url, { max: options.connections ?? 10 });
  const owner = new pg.Pool({ connectionString: database.url, max: 2 });
  owner.on('error', () => {});
  const directory = options.directory ?? DIRECTORY;
  await setUp(
    { pool, keys },
    {
      directory,
      authorities: [options.authority ?? AUTHORITY],
      calendars: PUBLISHED,
      passwords: () => 'no password',
      now: clock.now(),
    },
  );
  const ledger = createLedger({
    pool,
    keys,
    clock,
    // Drivers of tests start at once unless a test says otherwise.
    driversWithin: options.driversWithin ?? 0,
    ...(options.law ? { law: options.law } : {}),
  });
  return {
    database,
    url: database.url,
    keys,
    clock,
    pool,
    /** The owner of the schema, who may do what the application may not. */
    owner,
    ledger,
    directory,
    calendars: CALENDARS,
    person: (id: string) => directory.people[id]!,
    async close() {
      await pool.end();
      await owner.end();
      await database.drop();
    },
  };
}
export type TestHouse = Awaited<ReturnType<typeof testHouse>>;

const key = () => randomBytes(8).toString('hex');

/** Does an act with a key of its own. */
export function doing(ledger: Ledger, caseId: string) {
  return (
    by: string,
    proceeding: string,
    act: string,
    form: Record<string, unknown> = {},
    more: { occurredAt?: string; idempotencyKey?: string } = {},
  ): Promise<ActAnswer> =>
    ledger.act({ caseId, proceeding, act, form, by, idempotencyKey: more.idempotencyKey ?? key(), ...more });
}

export { REGISTRATION };

/** All of what comes piece by piece. */
export const whole = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};

/** Bytes as a line brings them. */
function* arriving(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** An original handed in, for the act that takes it in. */
export const original = async (ledger: Ledger, name: string, type: string, bytes: Buffer): Promise<EvidenceInput> => ({
  ...(await ledger.stageEvidence(Readable.from(arriving(bytes)))),
  name,
  type,
});
