/** What cannot be stored, wherever it comes from: PostgreSQL holds no NUL and no half of a surrogate pair, and no person types them. */
import type { Bilingual } from '../law/types.ts';

/** Line ends and tabs are kept; every other control character, what is no character at all, and half a surrogate pair are refused. */
const UNSTORABLE = /[^\P{Cc}\t\n\v\f\r\u{85}]|[\u{fffe}\u{ffff}]|\p{Cs}/u;

/** Deepest nesting of objects and lists that a caller may send; the deepest form there is has six. */
export const MOST_DEPTH = 16;

export interface Unstorable {
  /** Path of the field, as `acts.0.form.text`. */
  field: string;
  text: Bilingual;
}

const WHY = {
  control: { zh: '含有不能接受的字符', en: 'has a control character' },
  half: { zh: '含有残缺的字符', en: 'has half of a character' },
  deep: { zh: '层次太多', en: `is nested more than ${MOST_DEPTH} deep` },
} satisfies Record<string, Bilingual>;

/** Why a text cannot be stored; null where it can. */
export function whyUnstorable(text: string): Bilingual | null {
  const found = UNSTORABLE.exec(text)?.[0];
  if (found === undefined) return null;
  return /\p{Cs}/u.test(found) ? WHY.half : WHY.control;
}

interface Place {
  value: unknown;
  name: string;
  inside: Place | null;
  depth: number;
}

/** Signs of a path that are said back. */
const LONGEST_PATH = 400;

function fieldOf(place: Place): string {
  const names: string[] = [];
  for (let at: Place | null = place; at?.inside; at = at.inside) names.push(at.name);
  // The name itself may be what cannot be stored.
  return names
    .reverse()
    .map((n) => n.slice(0, LONGEST_PATH).replace(new RegExp(UNSTORABLE, 'gu'), '\u{fffd}'))
    .join('.')
    .slice(0, LONGEST_PATH);
}

/** The most that is told of one request; who sends more has made no mistake of typing. */
export const MOST_TOLD = 20;

/**
 * What in a value as parsed from outside cannot be stored, each by the path of its field. One pass without recursion, so that no
 * depth of nesting can break it. `except`: names of fields at the top that are never stored (a receipt is only looked at).
 */
export function unstorableIn(value: unknown, except: ReadonlySet<string> = new Set()): Unstorable[] {
  const found: Unstorable[] = [];
  const open: Place[] = [{ value, name: '', inside: null, depth: 0 }];
  for (let at = open.pop(); at !== undefined && found.length < MOST_TOLD; at = open.pop()) {
    const { value: v, depth } = at;
    if (typeof v === 'string') {
      const text = whyUnstorable(v);
      if (text) found.push({ field: fieldOf(at), text });
      continue;
    }
    if (typeof v !== 'object' || v === null) continue;
    if (depth >= MOST_DEPTH) {
      found.push({ field: fieldOf(at), text: WHY.deep });
      continue;
    }
    const within: Place[] = [];
    for (const [name, inner] of Object.entries(v)) {
      if (found.length >= MOST_TOLD) return found;
      const place = { value: inner, name, inside: at, depth: depth + 1 };
      const text = whyUnstorable(name);
      if (text) found.push({ field: fieldOf(place), text });
      else if (typeof inner === 'string' || (typeof inner === 'object' && inner !== null)) {
        if (depth > 0 || !except.has(name)) within.push(place);
      }
    }
    // The last goes on first: mistakes are told in the order of the fields.
    for (const place of within.reverse()) open.push(place);
  }
  return found;
}
