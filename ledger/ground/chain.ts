import { createHash } from 'node:crypto';
import type { Baseline, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { CaseState, Change, EventType, FactSheet, ProceedingKind } from '../../domain/case/types.ts';
import type { ActedAs } from '../../domain/people/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';

/** The open columns of an event, as they stand in the table. */
export interface EventColumns {
  number: number;
  type: EventType;
  proceeding: string;
  kind: ProceedingKind;
  name: string;
  occurredAt: Instant;
  occurredOn: PlainDate | null;
  recordedAt: Instant;
  actor: ActedAs;
  from: string | null;
  to: string;
  basis: string;
  facts: FactSheet;
  document: { kind: string; number: string; date: PlainDate; pages?: number } | null;
  paper: { number: string; scan: string; second: string; pages?: number } | null;
  changes: Change[];
  cause: number | null;
}

/** Names of fields as JSON writes them; of whatever else is a name (a login, an event) not more than these. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 5_000;
function written(name: string): string {
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(name)}:`;
  if (NAMES.size < MOST_NAMES) NAMES.set(name, text);
  return text;
}

/**
 * JSON with sorted keys and nothing optional, so that one content has one text, also after a trip through jsonb. Everything that is
 * written goes through here several times: it is put together by hand.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonical(item) : `,${canonical(item)}`;
    return `[${text}]`;
  }
  const record = value as Record<string, unknown>;
  for (const key of Object.keys(record).sort()) {
    const item = record[key];
    if (item !== undefined) text += `${text === '' ? '' : ','}${written(key)}${canonical(item)}`;
  }
  return `{${text}}`;
}

export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** What the first event of a case is chained to: the case before it. */
export const genesisHash = (genesis: CaseState): Buffer => sha256(`mingcha case\n${canonical(genesis)}`);

/**
 * Hash of an event: over the one before, the case, every open column and the hash of the sealed bytes. Sealed words enter
 * as ciphertext, so the chain can be checked without any key and stays whole when a key is destroyed.
 */
export function eventHash(prev: Uint8Array, caseId: string, event: EventColumns, sealed: Uint8Array | null): Buffer {
  const text = canonical({ case: caseId, ...event, sealed: sealed === null ? null : sha256(sealed).toString('hex') });
  return createHash('sha256').update(prev).update(text).digest();
}

/** What the first act of an authority is chained to: what was settled when it was set up. */
export const baselineHash = (organ: string, { houseLimits, hearingThreshold, about }: Baseline): Buffer =>
  sha256(`mingcha authority\n${canonical({ organ, houseLimits, hearingThreshold, ...(about ? { about } : {}) })}`);

/** Hash of an act of an authority: over the one before and everything the act says. */
export const authorityActHash = (prev: Uint8Array, act: RecordedAuthorityAct): Buffer =>
  createHash('sha256')
    .update(prev)
    .update(canonical({ ...act }))
    .digest();
