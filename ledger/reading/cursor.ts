import { createHmac } from 'node:crypto';
import { refuse } from '../../domain/refusal.ts';
import { whyUnstorable } from '../../domain/text/storable.ts';
import { dayOf, toInstant } from '../../domain/time/day.ts';
import { SPAN } from '../../domain/time/fields.ts';
import { Refused, Unreadable } from '../ground/errors.ts';
import { seal, unseal } from '../ground/keys.ts';
import { type Core, isId } from '../truth/core.ts';
import type { Page } from '../types.ts';

/** In one of the two spellings in which lists give it, of a day that can be. */
function isInstant(text: string): boolean {
  const day = dayOf(text);
  const spelt = toInstant(text) === text || new Date(text).toISOString() === text;
  return spelt && day >= SPAN.first && day <= SPAN.last;
}

/** What a cursor holds in a place: when, a row of a case, or an id of another kind. */
const SHAPES = {
  instant: isInstant,
  /** A work list ends with what has no date. */
  end: (text: string) => text === 'infinity' || isInstant(text),
  id: isId,
  text: (text: string) => text.length <= 200 && whyUnstorable(text) === null,
} satisfies Record<string, (text: string) => boolean>;

export type Shape = keyof typeof SHAPES;

/** What it holds is shown by nothing else: instants of receipts, ids that tell when they were made. So it is sealed. */
const keyOf = (core: Core): Buffer => createHmac('sha256', core.keys.key('search')).update('cursors').digest();

/** Where a list goes on, as a text that an address can hold. */
export const encodeCursor = (core: Core, at: readonly unknown[]): string =>
  seal(keyOf(core), Buffer.from(JSON.stringify(at)), 'cursor').toString('base64url');

/**
 * A cursor that we gave, in the shape in which the list gives it; null for the beginning.
 * @throws Refused 422 `cursor-invalid` for anything else
 */
export function decodeCursor<const S extends readonly Shape[]>(
  core: Core,
  cursor: string | undefined,
  shape: S,
): { [N in keyof S]: string } | null {
  if (cursor === undefined) return null;
  try {
    const at: unknown = JSON.parse(unseal(keyOf(core), Buffer.from(cursor, 'base64url'), 'cursor').toString('utf8'));
    if (
      Array.isArray(at) &&
      at.length === shape.length &&
      shape.every((name, i) => typeof at[i] === 'string' && SHAPES[name](at[i]))
    ) {
      return at as { [N in keyof S]: string };
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new Refused({
    ...refuse('cursor-invalid'),
    fields: [{ field: 'cursor', message: { zh: '翻页标记无效', en: 'not a cursor of this list' } }],
  });
}

const MOST = 200;
/** Rows of a page. */
export const pageSize = (limit: number | undefined): number => Math.min(Math.max(1, limit ?? 50), MOST);

/** An instant of a column, as cursors hold it. */
export const INSTANT = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A page of rows, of which one more was asked for than is shown. One that cannot be read is left out: it closes no list. */
export function paged<R, T>(
  core: Core,
  rows: R[],
  size: number,
  cursorOf: (row: R) => unknown[],
  view: (row: R) => T,
): Page<T> {
  const items = rows.slice(0, size).flatMap((row) => {
    try {
      return [view(row)];
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  });
  const last = rows[size - 1];
  return rows.length > size && last ? { items, next: encodeCursor(core, cursorOf(last)) } : { items };
}
