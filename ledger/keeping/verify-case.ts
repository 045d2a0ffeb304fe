/** One case from its events alone: the chain, the seals, the originals, the state as their fold. */
import { canonical, eventHash, genesisHash } from '../ground/chain.ts';
import { instantFrom } from '../ground/db.ts';
import { KEY_DESTROYED, openCaseKey } from '../ground/sealing.ts';
import { fits, isBound, rowText, stateBinding } from '../ground/truth.ts';
import { authorityOf } from '../truth/house.ts';
import { columnsFrom, fold, type StoredEvent } from '../truth/loading.ts';
import { columnsOf } from '../truth/project.ts';
import { hex } from '../truth/write.ts';
import { verifyApprovals } from './verify-approvals.ts';
import { verifyDerived } from './verify-derived.ts';
import type { Found } from './verify-findings.ts';
import { verifyProjection } from './verify-projection.ts';
import type { CaseRow, Stored } from './verify-rows.ts';

export function verifyCase(stored: Stored, found: Found): void {
  namesNoInstants(stored, found);
  try {
    verifyWhole(stored, found);
  } catch (error) {
    found('state', `the case cannot be read as one: ${(error as Error).message}`);
  }
}

/** What is called otherwise here than its table. */
const TABLE_OF: Partial<Record<string, string>> = {
  access: 'case_access',
  credit: 'credit_records',
  changes: 'register_changes',
};

/** Rows, by table and what they are known by, that hold `infinity` where an instant stands; work without a date has it lawfully. */
function namesNoInstants({ row, tables }: Stored, found: Found): void {
  const look = (table: string, one: object) => {
    const columns = Object.entries(one);
    for (const [column, value] of columns) {
      if (value !== Infinity && value !== -Infinity) continue;
      if (table === 'work' && column === 'due_at' && value === Infinity) continue;
      const known = ['number', 'key', 'id', 'item', 'effect', 'role'].find((name) => name in one);
      const which = columns.find(([name]) => name === known)?.[1];
      found('truth', `${table} ${row.id} ${String(which ?? '')} has ${value} in ${column}, which is no instant`);
    }
  };
  look('cases', row);
  for (const [table, byCase] of Object.entries(tables)) {
    for (const one of (byCase as ReadonlyMap<string, readonly object[]>).get(row.id) ?? [])
      look(TABLE_OF[table] ?? table, one);
  }
}

function verifyWhole(stored: Stored, found: Found): void {
  const { row, events, tables } = stored;
  try {
    verifyGenesis(row, found);
  } catch (error) {
    found('genesis', `the row of the table cannot be read as a case: ${(error as Error).message}`);
  }
  const { head, originals } = verifyChain(stored, found);
  if (row.wrapped_key === null && !events.some((e) => e.name === KEY_DESTROYED))
    found('key', 'the key of the case is gone and no act destroyed it');
  if (events.length === 0) found('gap', 'the case has no events');
  if (!row.head.equals(head)) found('head', 'the head of the chain is not the last hash');
  if (row.version !== events.length) found('version', `${row.version} instead of ${events.length}`);
  try {
    verifyState(stored, found);
  } catch (error) {
    // What somebody wrote in its place need not be a state at all.
    found('state', `nothing follows from the events: ${(error as Error).message}`);
  }
  for (const e of tables.evidence.get(row.id) ?? []) {
    const stated = originals.get(e.id);
    originals.delete(e.id);
    if (stated?.sealed !== e.found || e.sealed_sha256.toString('hex') !== e.found || stated?.event !== e.event)
      found('evidence', `${e.id} is not what was taken in`);
  }
  for (const id of originals.keys()) found('evidence', `${id} is gone`);
}

function verifyGenesis(row: CaseRow, found: Found): void {
  const g = row.genesis;
  if (
    g.id !== row.id ||
    // A case from before numbers were drawn by chance keeps the number that it began with as its former one.
    g.number !== (row.former_number ?? row.number) ||
    g.receivedAt !== instantFrom(row.received_at) ||
    g.channel !== row.channel ||
    g.version !== 0
  )
    found('genesis', 'the case before its first event is not that of the table');
}

/** Event upon event: the head they come to, and the originals that they took in, each with the hash of its sealed bytes. */
function verifyChain(
  { row, events, tables, keys }: Stored,
  found: Found,
): { head: Buffer; originals: Map<string, { event: number; sealed: string }> } {
  let head: Buffer = genesisHash(row.genesis);
  const sealedHeads = new Map((tables.heads.get(row.id) ?? []).map((s) => [s.version, s]));
  if (!sealedHeads.has(events.length)) found('truth', `the head after event ${events.length} was never sealed`);
  const key = keys === null ? null : openCaseKey(keys, row.id, row.wrapped_key);
  if (key?.damaged) found('seal', 'the key of the case cannot be opened');
  const originals = new Map<string, { event: number; sealed: string }>();
  const verifyEvent = (e: StoredEvent, i: number): void => {
    if (e.number !== i + 1) found('gap', `event ${i + 1} is missing, ${e.number} stands there`);
    const hash = eventHash(head, row.id, columnsFrom(e), e.sealed);
    if (!e.prev.equals(head) || !e.hash.equals(hash))
      found('chain', `event ${e.number} does not follow from the one before`);
    head = hash;
    const seal = sealedHeads.get(i + 1);
    if (seal && !fits(seal, 'heads', rowText({ id: row.id, version: i + 1, head: hex(head) })))
      found('truth', `the chain up to event ${e.number} is not the one that was sealed`);
    if (e.sealed && key !== null && !key.damaged) {
      if (tryOr(() => key.openWords(e.number, e.sealed), null) === null)
        found('seal', `event ${e.number} cannot be opened`);
    }
    for (const s of Array.isArray(e.facts.originals) ? e.facts.originals : []) {
      const { id, sealed } = s as { id: string; sealed: string };
      originals.set(id, { event: e.number, sealed });
    }
  };
  events.forEach((e, i) => {
    try {
      verifyEvent(e, i);
    } catch (error) {
      found('chain', `event ${e.number} cannot be read as one: ${(error as Error).message}`);
      head = e.hash;
    }
  });
  return { head, originals };
}

/** The state as the fold of the events, and what follows from it. @throws where nothing does */
function verifyState(stored: Stored, found: Found): void {
  const { row, events, tables, keys } = stored;
  const state = fold(row.genesis, events.map(columnsFrom));
  if (canonical(state) !== canonical(row.state)) found('state', 'the state is not the fold of the events');
  if (keys && !isBound(stateBinding(keys, row.id, row.state_text), row.state_mac))
    found('state', 'the state was not written by us');
  for (const [name, value] of Object.entries(columnsOf(state))) {
    if (!sameColumn(value, row[name as keyof CaseRow])) found('columns', name);
  }
  const { house } = stored;
  if (!house) return;
  const authority = authorityOf(house, state.organ);
  verifyProjection({ ...stored, house, state, authority }, found);
  verifyDerived({ ...stored, house, state, authority }, found);
  verifyApprovals(row.id, events, tables, house.directory, (detail) => found('approval', detail));
}

/** Lists are asked for what is in them: rows of before stand in the order in which it came. */
const sameColumn = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? canonical([...a].sort()) === canonical([...b].sort())
    : canonical(a) === canonical(b);

function tryOr<T, D>(work: () => T, otherwise: D): T | D {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
