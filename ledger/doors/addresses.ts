import { mapTexts } from '../ground/days.ts';
import { ask } from '../ground/db.ts';
import { type Core, isId } from '../truth/core.ts';

/**
 * What a case or an original is called outside. New ones have a random id of their own. Those from before have one that holds the
 * millisecond in which it was made (UUID version 7) and by which they are sealed and chained; outside a random one stands for it
 * (`outer_id`, UUID version 8). Both translations are done here, at the door, for whatever goes out and whatever comes in.
 */
const FORMER = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Whole, or what a task is called by: never in the middle of what somebody wrote. */
const OUTER = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}(?=:|$)/g;

const TO_OUTER = `SELECT id::text AS from, outer_id::text AS to FROM cases WHERE id = ANY ($1::uuid[]) AND outer_id IS NOT NULL
  UNION ALL SELECT id::text, outer_id::text FROM evidence WHERE id = ANY ($1::uuid[]) AND outer_id IS NOT NULL`;
const TO_OWN = `SELECT outer_id::text AS from, id::text AS to FROM cases WHERE outer_id = ANY ($1::uuid[])
  UNION ALL SELECT outer_id::text, id::text FROM evidence WHERE outer_id = ANY ($1::uuid[])`;

async function translated<T>(core: Core, value: T, ids: RegExp, statement: string, name: string): Promise<T> {
  const found = new Set<string>();
  mapTexts(value, (text) => {
    for (const [id] of text.matchAll(ids)) if (isId(id)) found.add(id);
    return text;
  });
  if (found.size === 0) return value;
  const rows = await ask<{ from: string; to: string }>(core.pool, statement, [[...found]], name);
  const names = new Map(rows.map((r) => [r.from, r.to]));
  return names.size === 0 ? value : mapTexts(value, (text) => text.replace(ids, (id) => names.get(id) ?? id));
}

/** What every former id has in its middle. */
const MIDDLE = /-7[0-9a-f]{3}-/;

/** An answer with the outer id in place of every id that tells when it was made. */
export const outward = async <T>(core: Core, answer: T): Promise<T> =>
  // Nearly every answer holds none: seen at once in the whole of it, before it is gone through text by text.
  MIDDLE.test(JSON.stringify(answer) ?? '') ? translated(core, answer, FORMER, TO_OUTER, 'outer') : answer;

/** What was asked with our own ids in place of outer ones. A former id is still known for what it was. */
export const inward = <T>(core: Core, asked: T): Promise<T> => translated(core, asked, OUTER, TO_OWN, 'own');
