import { refuse } from '../domain/refusal.ts';
import { whyUnstorable } from '../domain/text/storable.ts';
import { dayOf, toInstant } from '../domain/time/day.ts';
import { SPAN } from '../domain/time/fields.ts';
import { isId } from './core.ts';
import { Refused } from './errors.ts';

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

/** Where a list goes on, as a text that an address can hold. */
export const encodeCursor = (at: readonly unknown[]): string => Buffer.from(JSON.stringify(at)).toString('base64url');

/**
 * A cursor that we gave, in the shape in which the list gives it; null for the beginning.
 * @throws Refused 422 `cursor-invalid` for anything else
 */
export function decodeCursor(cursor: string | undefined, shape: readonly Shape[]): string[] | null {
  if (cursor === undefined) return null;
  try {
    const at: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(at) &&
      at.length === shape.length &&
      at.every((x, i) => typeof x === 'string' && SHAPES[shape[i]!](x))
    ) {
      return at as string[];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new Refused({
    ...refuse('cursor-invalid', '翻页标记无效。', 'The cursor is not valid.', 'form'),
    fields: [{ field: 'cursor', message: { zh: '翻页标记无效', en: 'not a cursor of this list' } }],
  });
}
