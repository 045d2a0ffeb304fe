/** What counts as the same name or number. */
import CHARACTERS from 'opencc-js/dict/TSCharacters';
import { composed } from './composed.ts';

/** Traditional character → simplified one, of OpenCC's table of single characters: a part of a name is changed as the whole is. */
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  CHARACTERS.split('|').map((pair) => pair.split(' ') as [string, string]),
);

/**
 * Signs that Unicode calls letters and people and keyboards use for a dot or an apostrophe in a name: modifier letters (ˑ ʼ), the
 * saltillo, half rings, tone letters of Lisu and Sinology, finals of Canadian syllabics (ᐧ), the arae-a of Hangul, the high dot of
 * Devanagari, what only lengthens an Arabic word.
 */
const DOTS_AMONG_LETTERS =
  /[\u{2b0}-\u{2ff}\u{559}\u{640}\u{7f4}\u{7f5}\u{7fa}\u{971}\u{119e}\u{11a2}\u{141a}-\u{142e}\u{144a}\u{30fb}\u{a4f8}-\u{a4fd}\u{a717}-\u{a71f}\u{a78b}\u{a78c}\u{a78f}]/gu;
/**
 * What stands for a dot or a dash only between two Chinese characters, and elsewhere for itself: the stroke 丶, modifiers and marks of
 * other scripts (ヽ ー), the zeros of Arabic that are written as a dot. The sign of iteration 々 is a part of names.
 */
const DOTS_AMONG_HAN = /(?<=(?!丶)\p{Script=Han})(?:(?![々〻])[丶\p{Lm}\u{660}\u{6f0}])+(?=(?!丶)\p{Script=Han})/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** Marks without a letter under them: what is left of a spacing dot (˙), and what is set beside a Chinese character as one. */
const MARKS_ALONE = /(?<=^|[^\p{L}\p{M}\p{N}]|\p{Script=Han})\p{M}+/gu;
/** Dots, brackets, dashes, blanks and whatever else is neither letter nor digit. */
const BETWEEN = /[^\p{L}\p{M}\p{N}]/gu;

const oneWidth = (text: string): string => composed(composed(text, 'NFKC').toLowerCase(), 'NFKC');
const simplified = (text: string): string => text.replace(/\p{Script=Han}/gu, (sign) => SIMPLIFIED.get(sign) ?? sign);

/** Folds width, case and script, and takes out what `without` and every sign that is neither letter nor digit. */
function compared(text: string, without: (seen: string) => string): string {
  const one = oneWidth(text);
  const bare = without(one.replace(UNSEEN, ''));
  return bare === '' ? one.replace(/\s+/gu, '') : simplified(bare);
}

/**
 * A name or number as it is compared, everywhere: letters and digits alone, of one width, case and script. Interpuncts, brackets,
 * dashes, blanks and invisible characters do not count. A text without a letter or digit stands for itself. Who changes it raises
 * `FORM`, so that what is kept of it is made anew.
 */
export const sameText = (text: string): string =>
  compared(text, (seen) =>
    seen.replace(MARKS_ALONE, '').replace(DOTS_AMONG_LETTERS, '').replace(BETWEEN, '').replace(DOTS_AMONG_HAN, ''),
  );

/** What stands for a sign that is neither letter nor digit while a text is read. */
export const BREAK = '\ue000';
/** `DOTS_AMONG_HAN`, while breaks still stand in the text. */
const BREAKS_AMONG_HAN =
  /(?<=(?!丶)\p{Script=Han})(?:(?![々〻])[丶\p{Lm}\u{660}\u{6f0}]|\ue000)+(?=(?!丶)\p{Script=Han})/gu;

/** A text in the form of `sameText` with a `BREAK` where signs were left out: normalised once, whatever is asked of it. */
export const readable = (text: string): string =>
  simplified(
    oneWidth(text)
      .replace(UNSEEN, '')
      .replace(MARKS_ALONE, '')
      .replace(DOTS_AMONG_LETTERS, '')
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, BREAK)
      .replace(BREAKS_AMONG_HAN, BREAK),
  );

/** The number of a document as two are told apart: what `sameText` leaves out, a dash, can be all by which they differ. */
export const spelledNumber = (number: string): string =>
  composed(number, 'NFKC')
    .replace(/\s/gu, '')
    .replace(/[〔【［[]/gu, '(')
    .replace(/[〕】］\]]/gu, ')');

/** Which form of `sameText` this is. */
export const FORM = 2;

/** The forms before, first to last: what was kept under them is found until it was made anew. */
export const formerForms = (text: string): [string, string] => [
  composed(text, 'NFKC').toLowerCase().replace(/\s+/g, ''),
  compared(text, (seen) => seen.replace(/[\u{a78f}\u{318d}\u{119e}\u{30fb}\u{ff65}]/gu, '').replace(BETWEEN, '')),
];

/** Two characters that stand side by side in the compared form, each pair once: what a part of a name is found by. */
export const pairsOf = (text: string): string[] => pairsIn(sameText(text));

/** The same of a text that is compared already. */
export function pairsIn(compared: string): string[] {
  const signs = [...compared];
  return [...new Set(signs.slice(1).map((sign, i) => signs[i] + sign))];
}

/** The year in front of a case number of the form 2026-000123, which people leave out. */
const WITH_YEAR = /^(?:19|20)\d{2}(\d{6,})$/;

/** Everything under which a case number is found: whole, and without year and leading zeros. */
export function numberForms(number: string): string[] {
  const whole = sameText(number);
  const short = WITH_YEAR.exec(whole)?.[1];
  return [...new Set([whole, ...(short === undefined ? [] : [numberAsked(short)])])];
}

/** What somebody searched for as a number: a short one without its leading zeros. */
export function numberAsked(text: string): string {
  const same = sameText(text);
  return /^\d{1,8}$/.test(same) ? same.replace(/^0+(?=\d)/, '') : same;
}
