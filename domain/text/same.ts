/** What counts as the same name or number. */
import CHARACTERS from 'opencc-js/dict/TSCharacters';

/** Traditional character → simplified one, of OpenCC's table of single characters: a part of a name is changed as the whole is. */
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  CHARACTERS.split('|').map((pair) => pair.split(' ') as [string, string]),
);

/** Signs that Unicode calls letters and people use for a dot between names. */
const DOTS_AMONG_LETTERS = /[\u{a78f}\u{318d}\u{119e}\u{30fb}\u{ff65}]/gu;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/** Dots, brackets, dashes, blanks and whatever else is neither letter nor digit. */
const BETWEEN = /[^\p{L}\p{M}\p{N}]/gu;

/**
 * A name or number as it is compared: letters and digits alone, of one width, case and script. Interpuncts, brackets, dashes, blanks
 * and invisible characters do not count. A text without a letter or digit stands for itself.
 */
export function sameText(text: string): string {
  const one = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  const bare = one.replace(UNSEEN, '').replace(DOTS_AMONG_LETTERS, '').replace(BETWEEN, '');
  if (bare === '') return one.replace(/\s+/gu, '');
  let same = '';
  for (const sign of bare) same += SIMPLIFIED.get(sign) ?? sign;
  return same;
}

/** Two characters that stand side by side in the compared form, each pair once: what a part of a name is found by. */
export function pairsOf(text: string): string[] {
  const signs = [...sameText(text)];
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
