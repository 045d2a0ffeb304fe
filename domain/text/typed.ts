/** What was typed, made one before anything is measured, kept or compared. */
import { composed } from './composed.ts';

/** Every kind of line end as one line feed: what a browser sends as CR LF counts once. */
export const oneLineEnd = (text: string): string => text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');

/** Blanks, and characters that show nothing and hold nothing together; joiners and variation selectors belong to what stands before. */
const BLANK =
  /[\s\u0080-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]/;
/** Joiners hold pictures and some scripts together: they stay in a line, not in a name. */
const UNSEEN_IN_LINE = /(?![\u{200c}\u{200d}])[\p{Cf}\u{180e}]|[^\P{Cc}\s\u{85}]/gu;
const UNSEEN_IN_NAME = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}\u{1d159}]|[^\P{Cc}\s\u{85}]/gu;
const SEEN = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u{2800}\u{1d159}]/u;
/** What separates words in a line; the next line of ISO 6429 is a line end as in a text of several lines. */
const BLANKS = /[\s\u0085]+/gu;

/** Without the blanks around it. By hand: a pattern anchored at the end looks at a long row of blanks once for each of them. */
function bare(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && BLANK.test(text.charAt(from))) from += 1;
  while (to > from && BLANK.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Text of several lines as told: nothing is changed but line ends and what surrounds it; nothing visible is nothing. */
export const proseOf = (text: string): string => (SEEN.test(text) ? oneLineEnd(bare(text)) : '');

/** One line: line breaks and tabs are blanks, what turns directions is gone. */
export const lineOf = (text: string): string =>
  SEEN.test(text) ? bare(text.replace(UNSEEN_IN_LINE, '').replace(BLANKS, ' ')) : '';

/** A name: one line, composed, without any character that does not show. */
export const nameOf = (text: string): string =>
  composed(text.replace(UNSEEN_IN_NAME, '').replace(BLANKS, ' ').trim(), 'NFC');

/** A text of the keyboard that is no prose (a number, an address): width does not count, what does not show is gone. */
const plain = (text: string): string => composed(text, 'NFKC').replace(UNSEEN_IN_NAME, '');

/** Dashes of every kind and width. */
const DASHES = /[\p{Pd}\u{2212}\u{30fc}]/gu;

export const emailOf = (text: string): string => plain(text).replace(BLANKS, '').replace(/。/gu, '.');
export const phoneOf = (text: string): string => plain(text).replace(DASHES, '-').replace(BLANKS, ' ').trim();
/** ID numbers and 统一社会信用代码: letters are capitals, blanks do not count. */
export const codeOf = (text: string): string => plain(text).replace(BLANKS, '').toUpperCase();
/** A code for signing in, as an authenticator groups it or as it is copied from paper. */
export const passCodeOf = (text: string): string => plain(text).replace(BLANKS, '').replace(DASHES, '').toLowerCase();

/** Length in whole characters, up to just past `most`: of a longer text it says `most + 1`. */
export function lengthOf(text: string, most: number): number {
  // Never more characters than units, never fewer than half of them.
  if (text.length > 2 * most) return most + 1;
  if (text.length <= most) return text.length;
  let n = 0;
  for (const _ of text) n += 1;
  return n;
}
