import { createHash, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import { canonical, sha256 } from './chain.ts';
import { ask, instantFrom, type Queryable } from './db.ts';
import { drawnBytes } from './drawn.ts';
import { Unreadable } from './errors.ts';
import type { KeyService } from './keys.ts';

/** Why a column is under no seal that verify compares. */
const WORKED_OUT = 'worked out from the events, and compared with them';

/** What is true in a table, and how its rows are told apart. */
export interface Truth {
  /** Where it stands, when that is not its own name: one table can hold two kinds of truth. */
  table?: string;
  /** Columns that name a row; a row never changes its name. */
  key: readonly string[];
  /** The columns that are sealed; by default every column of the table. */
  only?: readonly string[];
  /** Columns that are not sealed, and why. */
  besides?: Readonly<Record<string, string>>;
  /** Only rows of which this is true are sealed; the others are nothing yet. */
  when?: string;
  /** The job that seals what was there before there were seals of this kind; default: the first of them. */
  foundBy?: string;
}

/** The job that seals what was there before there were seals. */
export const AS_FOUND = 'truth-as-found';
/** The same for what has been under seals only since then. */
export const MORE_AS_FOUND = 'truth-more-as-found';

/**
 * Every table that carries truth. A row of one of these that was not written through `sealRows` or `changeSealed` (or, with an act,
 * by `writeBundle`) is found by `verify` as inserted or changed. A new table is entered here or in NOT_TRUTH; a test asks for it.
 */
export const TRUTH = {
  // With each act, the head of the chain of events: it stands for the events, and they for all that is worked out from them.
  heads: { table: 'cases', key: ['id'], only: ['id', 'version', 'head'] },
  // What is not in the chain: it goes on from `genesis`.
  cases: { key: ['id'], only: ['id', 'number', 'former_number', 'outer_id', 'recorded_at', 'wrapped_key'] },
  receipts: { key: ['lookup'] },
  vault: { key: ['case_id'] },
  notice_addresses: { key: ['case_id'] },
  evidence: { key: ['id'] },
  letters: { key: ['effect'] },
  register: { key: ['id'] },
  register_changes: { key: ['effect'] },
  credit_records: { key: ['effect'] },
  organs: { key: ['id'] },
  units: { key: ['id'] },
  staff: { key: ['id'] },
  second_factors: { key: ['id'] },
  grants: { key: ['id'] },
  certificates: { key: ['number'] },
  relations: { key: ['staff', 'related'] },
  deputies: { key: ['id'] },
  authorities: { key: ['organ'] },
  authority_acts: { key: ['organ', 'number'] },
  calendars: { key: ['year'] },
  calendar_publications: {
    key: ['number'],
    besides: {
      cases: 'how far the counting is',
      cases_left: 'how far the counting is',
      done_at: 'how far the counting is',
    },
  },
  // What a case is found by, and where it stands in lists: drawn or tagged with a key, and in no event.
  lists: { table: 'cases', key: ['id'], only: ['id', 'listed_at', 'accused_tag'], foundBy: MORE_AS_FOUND },
  tags: { table: 'cases', key: ['id'], only: ['id', 'search_tags'], foundBy: MORE_AS_FOUND },
  // To whom a task went, on the day, and who has seen to it.
  tasks: { key: ['id'], besides: { closed_at: WORKED_OUT }, foundBy: MORE_AS_FOUND },
  // What came of an effect; what it is follows from its event.
  effects: {
    key: ['key'],
    only: ['key', 'status', 'done_at', 'result'],
    when: "t.status <> 'todo'",
    foundBy: MORE_AS_FOUND,
  },
  // Stands for the lines of the journal and of the log of sign-ins (lines.ts).
  line_batches: { key: ['tab', 'number'], foundBy: MORE_AS_FOUND },
  // A job that seals what it finds runs once: were it to run again, that would be told for ever.
  upgrades: { key: ['name'], when: 't.done_at IS NOT NULL', foundBy: MORE_AS_FOUND },
} as const satisfies Record<string, Truth>;

export type TruthName = keyof typeof TRUTH;
export const TRUTH_NAMES = Object.keys(TRUTH) as TruthName[];

/**
 * Tables of which `verify` compares every column with what the events of the case give; in braces columns of which it does not, and why.
 * `events` themselves carry the hash of the one before each, and the last hash of each act is sealed (heads).
 */
export const COMPARED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  events: {},
  evidence_chunks: {},
  cases: {
    counted: 'how far its dates are counted: the dates are compared, and the counting makes a wrong number good',
  },
  proceedings: {},
  clocks: {},
  work: {},
  case_access: {},
  effects: { attempts: 'how often it was tried, for operators' },
  tasks: {},
};

/** Tables whose rows are neither under a seal of their own nor compared, and why. */
export const NOT_TRUTH: Readonly<Record<string, string>> = {
  outbox: 'nudges: rebuild makes them anew',
  idempotency: 'which events answer a repeated question; its answer shows no more than the person may see',
  uploads: 'originals on their way, dropped after an hour',
  sign_ins:
    'who tried to sign in: each line has a MAC, and each beat seals a digest over those since the last (lines.ts)',
  access_journal: 'who read what: the same',
  sign_in_gates: 'how long the next try must wait',
  sessions:
    'who is signed in now: each row is bound with our key to its token, person and times (sessionBinding), or opens nothing',
  house_version: 'counts changes, for caches',
  news_marks: 'how far somebody has read: what there is to read is worked out each time',
  digests:
    'when somebody is written to, and where: the address is sealed and bound to the person, and the mail has no content',
  seals: 'the seals themselves: each with a keyed digest, and all of them in the log',
  log_leaves: 'the log: checked against the checkpoints that are kept outside',
  log_heads: 'the log: checked against the checkpoints that are kept outside',
};

/** A line of `seals`. `gone`: the row was taken away; `differed`: what stood before was not what had been sealed. */
export interface Seal {
  tab: string;
  key: string;
  version: number;
  state: 'is' | 'gone' | 'differed';
  salt: Buffer;
  content: Buffer;
  mac: Buffer;
}

/** Values as PostgreSQL writes them, spelt in one way. */
export type RowText = Record<string, string | null>;

/** Stands in no name, so that two keys are never one text. */
const SEPARATOR = '\x1f';
/** The parts of a key as one text. */
export const keyText = (parts: readonly string[]): string => parts.join(SEPARATOR);

const truth = (name: TruthName): Truth => TRUTH[name];
export const tableOf = (name: TruthName): string => truth(name).table ?? name;
export const foundBy = (name: TruthName): string => truth(name).foundBy ?? AS_FOUND;
/** Whether a row, called `t`, is one that is sealed. */
export const whenSql = (name: TruthName): string => truth(name).when ?? 'true';
export const keySql = (name: TruthName, alias = 't'): string =>
  `concat_ws(chr(31), ${truth(name)
    .key.map((k) => `${alias}.${k}::text`)
    .join(', ')})`;

/** Only the columns that are sealed. */
export function sealedColumns(name: TruthName, row: RowText): RowText {
  const { only, besides = {} } = truth(name);
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => (only ? only.includes(column) : !(column in besides))),
  );
}

const contentOf = (salt: Buffer, row: RowText | null): Buffer => {
  // An empty column counts as none, so that a column added later leaves the seals of before as they are.
  const there = row && Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return createHash('sha256').update(salt).update(canonical(there)).digest();
};

/** What goes into the log for a seal: says nothing without its salt, and stays when what was sealed is gone. */
export const commitment = (s: Omit<Seal, 'mac'>): Buffer =>
  sha256(
    `mingcha seal\n${canonical([s.tab, s.key, s.version, s.state, s.salt.toString('hex'), s.content.toString('hex')])}`,
  );

const macOf = (keys: KeyService, s: Omit<Seal, 'mac'>): Buffer =>
  keys.mac('truth', Buffer.concat([Buffer.from('seal\n'), commitment(s)]));

/** Seals a row as it is from now on; `null`: it is gone. */
export function sealOf(
  keys: KeyService,
  name: TruthName,
  key: string,
  version: number,
  row: RowText | null,
  differed = false,
): Seal {
  const salt = drawnBytes(16);
  const made = {
    tab: name,
    key,
    version,
    state: differed ? ('differed' as const) : row === null ? ('gone' as const) : ('is' as const),
    salt,
    content: contentOf(salt, row && sealedColumns(name, row)),
  };
  return { ...made, mac: macOf(keys, made) };
}

/** Whether a seal was made with our key. */
export const isOurs = (keys: KeyService, seal: Seal): boolean =>
  seal.mac.length === 32 && timingSafeEqual(seal.mac, macOf(keys, seal));

/** Whether a row is what this seal says. */
export const fits = (seal: Seal, name: TruthName, row: RowText | null): boolean =>
  seal.content.equals(contentOf(seal.salt, row && sealedColumns(name, row)));

/** A second MAC over lookup, stored MAC and case: a row of `receipts` opens this case and no other. */
export const receiptBinding = (keys: KeyService, row: { lookup: string; mac: Uint8Array; caseId: string }): Buffer =>
  keys.mac('truth', `receipt\n${canonical([row.lookup, Buffer.from(row.mac).toString('hex'), row.caseId])}`);

/** What never changes in the life of a row of `sessions`. */
export interface SessionRow {
  token_hash: Buffer;
  id: string;
  staff: string;
  created_at: Date;
  expires_at: Date;
  /** Between password and code. */
  half: boolean | null;
  binding: Buffer | null;
}

/** What is no instant is bound by nobody: the session opens nothing, and the others are looked at all the same. */
const boundAt = (date: Date): string => {
  try {
    return instantFrom(date);
  } catch (error) {
    if (error instanceof Unreadable) return String(date);
    throw error;
  }
};

/** A MAC over all that never changes in a row of `sessions`: it opens the house to this person, until then, and to nobody else. */
export const sessionBinding = (keys: KeyService, row: Omit<SessionRow, 'binding'>): Buffer =>
  keys.mac(
    'truth',
    `session\n${canonical([
      row.token_hash.toString('hex'),
      row.id,
      row.staff,
      boundAt(row.created_at),
      boundAt(row.expires_at),
      // One that waits for a code is none that opens the house; those of before know nothing of it.
      ...(row.half ? ['half'] : []),
    ])}`,
  );

/** A MAC over the state of a case as its text stands: a state that somebody else wrote is read by nobody. */
export const stateBinding = (keys: KeyService, caseId: string, text: string): Buffer =>
  keys.mac('truth', `state\n${caseId}\n${text}`);

const NOT_BOUND = Buffer.alloc(32);
/** Whether a MAC that is kept is the one that was worked out; the same work where there is none. */
export const isBound = (binding: Buffer, kept: Buffer | null): boolean =>
  timingSafeEqual(binding, kept?.length === 32 ? kept : NOT_BOUND);

/* ---------------------------------------------------------------------------------------------------- how values are spelt */

const TIMESTAMPTZ = 1184;
const JSONS = new Set([114, 3802]);

const spelt = (ms: number, fraction: string): string =>
  `${instantOf(ms).slice(0, 19)}${fraction.replace(/\.?0+$/, '')}+08:00`;

function speltAs(type: number, text: string): string {
  if (JSONS.has(type)) return canonical(JSON.parse(text));
  const at = type === TIMESTAMPTZ ? /^(\d+-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(:\d\d)?$/.exec(text) : null;
  if (!at) return text;
  const [, day, time, fraction = '', hours, minutes = ':00'] = at;
  return spelt(Date.parse(`${day}T${time}${hours}${minutes}`), fraction);
}

/** A value of a row about to be written, spelt as it will be when it is read. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'object') return canonical(value);
  const text = String(value);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/.exec(text);
  return at ? spelt(Math.floor(millisOf(text) / 1000) * 1000, at[1] ?? '') : text;
}

export const rowText = (row: object): RowText =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, valueText(value)]));

/** A row as it is spelt, and beside it what the reader asked for of its own. */
export interface TextRow {
  row: RowText;
  own: Record<string, string | null>;
}

/** Asks for rows as PostgreSQL spells them. Columns named `_…` are for the reader and not part of the row. */
export async function askText(db: Queryable, text: string, values: unknown[] = []): Promise<TextRow[]> {
  return told(await db.query<Record<string, string | null>>({ text, values, types: AS_TEXT }));
}

/** The same for several statements at once: one way there and back. Those that give no rows are left out. */
export async function askTexts(db: Queryable, text: string): Promise<TextRow[][]> {
  const answer: unknown = await db.query({ text, types: AS_TEXT });
  const results = (Array.isArray(answer) ? answer : [answer]) as pg.QueryResult<Record<string, string | null>>[];
  return results.filter((r) => r.fields.length > 0).map(told);
}

const AS_TEXT = { getTypeParser: () => (value: string) => value };

const told = ({ rows, fields }: pg.QueryResult<Record<string, string | null>>): TextRow[] =>
  rows.map((all) => {
    const row: RowText = {};
    const own: RowText = {};
    for (const { name, dataTypeID } of fields) {
      const value = all[name] ?? null;
      if (name.startsWith('_')) own[name] = value;
      else row[name] = value === null ? null : speltAs(dataTypeID, value);
    }
    return { row, own };
  });

/** Bytes of a column that was asked for as text. */
export const bytesOf = (text: string | null | undefined): Buffer =>
  Buffer.from((text ?? '').replace(/^\\x/, ''), 'hex');

/* ------------------------------------------------------------------------------------------------------------- writing */

type Key = string | readonly string[];
const partsOf = (key: Key): readonly string[] => (typeof key === 'string' ? [key] : key);

async function rowsOf(db: Queryable, name: TruthName, keys: readonly Key[]): Promise<Map<string, RowText>> {
  const columns = truth(name).key;
  const found = await askText(
    db,
    `SELECT t.* FROM ${tableOf(name)} t JOIN unnest(${columns.map((_, i) => `$${i + 1}::text[]`).join(', ')})
       AS k(${columns.map((_, i) => `k${i}`).join(', ')}) ON ${columns.map((c, i) => `t.${c}::text = k.k${i}`).join(' AND ')}
     WHERE ${whenSql(name)}`,
    columns.map((_, i) => keys.map((key) => partsOf(key)[i])),
  );
  return new Map(found.map(({ row }) => [keyText(columns.map((c) => row[c] ?? '')), row]));
}

async function lastSeals(db: Queryable, name: TruthName, keys: readonly string[]): Promise<Map<string, Seal>> {
  const found = await ask<Seal>(
    db,
    `SELECT DISTINCT ON (key) tab, key, version, state, salt, content, mac FROM seals
     WHERE tab = $1 AND key = ANY ($2::text[]) ORDER BY key, version DESC`,
    [name, keys],
  );
  return new Map(found.map((s) => [s.key, s]));
}

export async function putSeals(db: Queryable, seals: readonly Seal[]): Promise<void> {
  if (seals.length === 0) return;
  const column = (of: keyof Seal) => seals.map((s) => s[of]);
  await ask(
    db,
    `INSERT INTO seals (tab, key, version, state, salt, content, mac)
     SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::bytea[], $6::bytea[], $7::bytea[])`,
    [
      column('tab'),
      column('key'),
      column('version'),
      column('state'),
      column('salt'),
      column('content'),
      column('mac'),
    ],
  );
}

/**
 * Seals rows of a table of TRUTH as they stand now. **Call it in the transaction that wrote them**, after the last change, with the
 * values of their key columns (a list of lists where the key has several columns). Rows that are as sealed already cost nothing; a
 * key without a row is sealed as gone. Where rows that were there before are changed, use `changeSealed`.
 */
export async function sealRows(db: Queryable, keys: KeyService, name: TruthName, rows: readonly Key[]): Promise<void> {
  if (rows.length === 0) return;
  await sealNow(db, keys, name, rows, new Set());
}

/** Whether everything of this kind that was there before there were seals is sealed: an installation of before may be at it. */
async function isAllSealed(db: Queryable, name: TruthName): Promise<boolean> {
  const job = foundBy(name);
  const [done] = await ask(
    db,
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM upgrades WHERE name = $1 AND done_at IS NOT NULL)
       OR $2 AND EXISTS (SELECT 1 FROM log_heads)`,
    [job, job === AS_FOUND],
  );
  return done !== undefined;
}

/** Each of these rows beside its last seal: whether there is one, and whether the row is what it says and the seal is ours. */
async function besideSeals(
  db: Queryable,
  keys: KeyService,
  name: TruthName,
  rows: readonly Key[],
): Promise<{ key: string; has: boolean; agrees: boolean }[]> {
  const texts = rows.map((key) => keyText(partsOf(key)));
  const there = await rowsOf(db, name, rows);
  const seals = await lastSeals(db, name, texts);
  return texts.map((key) => {
    const row = there.get(key) ?? null;
    const seal = seals.get(key);
    return { key, has: seal !== undefined, agrees: seal ? fits(seal, name, row) && isOurs(keys, seal) : row === null };
  });
}

/**
 * Of each of these rows, whether it is what its last seal says, and the seal is ours. That there is no seal is taken from nobody's word:
 * who owns the database could take the seal away with the mark that all are sealed.
 */
export const areAsSealed = async (
  db: Queryable,
  keys: KeyService,
  name: TruthName,
  rows: readonly Key[],
): Promise<boolean[]> => (await besideSeals(db, keys, name, rows)).map(({ agrees }) => agrees);

/**
 * Changes or deletes rows of a table of TRUTH and seals them anew, in the transaction of the caller. Looks first whether they are
 * what was sealed: had somebody changed them behind our back, an honest change would cover it up; so it is told for ever.
 */
export async function changeSealed<T>(
  db: Queryable,
  keys: KeyService,
  name: TruthName,
  rows: readonly Key[],
  change: () => Promise<T>,
): Promise<T> {
  const differing = (await besideSeals(db, keys, name, rows)).filter(({ agrees }) => !agrees);
  // An installation of before may have rows that are still to be sealed as they were found.
  const all = differing.every(({ has }) => has) || (await isAllSealed(db, name));
  const differed = new Set(differing.flatMap(({ key, has }) => (all || has ? [key] : [])));
  const result = await change();
  await sealNow(db, keys, name, rows, differed);
  return result;
}

async function sealNow(
  db: Queryable,
  keys: KeyService,
  name: TruthName,
  rows: readonly Key[],
  differed: ReadonlySet<string>,
): Promise<void> {
  const texts = [...new Set(rows.map((key) => keyText(partsOf(key))))];
  const now = await rowsOf(db, name, rows);
  const seals = await lastSeals(db, name, texts);
  const made: Seal[] = [];
  for (const key of texts) {
    const row = now.get(key) ?? null;
    const last = seals.get(key);
    if (!differed.has(key) && (last ? fits(last, name, row) : row === null)) continue;
    made.push(sealOf(keys, name, key, (last?.version ?? 0) + 1, row, differed.has(key)));
  }
  await putSeals(db, made);
}
