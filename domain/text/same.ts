/** What counts as the same name or number. */
import CHARACTERS from 'opencc-js/dict/TSCharacters';

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

/** Folds width, case and script, and takes out what `without` and every sign that is neither letter nor digit. */
function compared(text: string, without: (seen: string) => string): string {
  const one = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  const bare = without(one.replace(UNSEEN, ''));
  if (bare === '') return one.replace(/\s+/gu, '');
  let same = '';
  for (const sign of bare) same += SIMPLIFIED.get(sign) ?? sign;
  return same;
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

/** Chinese characters stand without blanks; what is written in other letters is a name only as whole words. */
const HAN = /\p{Script=Han}/u;
const WORDS = /(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

/** Words of one name at most: a longer run of words is not put together. */
const WORDS_OF_A_NAME = 12;

/**
 * Whom or what a text names, by what counts as the same name; a single sign names nothing.
 * @returns asked with a name as `sameText` makes it: many are asked of one text
 */
export function namedBy(text: string): (same: string) => boolean {
  const whole = sameText(text);
  const words = (text.replace(UNSEEN, '').match(WORDS) ?? []).map(sameText);
  const runs = new Set<string>();
  for (const i of words.keys()) {
    let run = '';
    for (const word of words.slice(i, i + WORDS_OF_A_NAME)) {
      run += word;
      runs.add(run);
    }
  }
  return (same) => [...same].length >= 2 && (HAN.test(same) ? whole.includes(same) : runs.has(same));
}

export const namedIn = (text: string, name: string): boolean => namedBy(text)(sameText(name));

/** Surnames of two characters (复姓) that people bear today. */
const DOUBLE_SURNAMES =
  /^(?:欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木|申屠|太史|淳于|澹台|闻人|赫连|钟离|鲜于|西门|公羊|濮阳|百里|呼延|轩辕|拓跋|万俟)(?=.)/u;
/** By what somebody is called after the surname: a post, with or without 副 before it, a trade, a form of address. */
const CALLED_AFTER =
  /^(?:某|姓|副?(?:主任|科|处|局|股|厅|部|组|队|站|所|院|校|书记|主管|专员|科员|办事员|受理员|经办|干事|干部|老师|同志|先生|女士|师傅|总|工|哥|姐))/u;
/** What stands before a surname where one does not say the name. */
const CALLED_BEFORE = /[姓老小]$/u;

/** How a text goes on after a name, where no title follows it. */
const AFTER_NAME = /^(?:$|的|等|和|与|及|是|在|以及)/u;

/**
 * Whom a text calls as people are called whose full name one does not know: 王科长, 姓王的, 老王, 王某; one of a surname of two
 * characters (欧阳) also by that alone. Others of the same surname are meant as well: only for what is better done once too often.
 * @returns asked with a name: the text is read once for all of them
 */
export function calledBy(text: string): (name: string) => boolean {
  const asked = sameText(text);
  const surnames = new Set<string>();
  const signs = [...asked];
  signs.forEach((sign, i) => {
    if (CALLED_BEFORE.test(signs[i - 1] ?? '') || CALLED_AFTER.test(signs.slice(i + 1, i + 5).join('')))
      surnames.add(sign);
  });
  return (name) => {
    const same = sameText(name);
    if (!/^\p{Script=Han}{2,4}$/u.test(same)) return false;
    const double = DOUBLE_SURNAMES.exec(same)?.[0];
    return double === undefined ? surnames.has(same.slice(0, 1)) : asked.includes(double);
  };
}

/**
 * Whether a text names somebody of two characters as one name and not across two words (方大 in 东方大酒店): a whole piece of it between
 * signs, or the beginning of one that goes on as after a name.
 */
export function isNameIn(text: string, same: string): boolean {
  const pieces = text.normalize('NFKC').replace(UNSEEN, '').split(BETWEEN).map(sameText);
  return (
    sameText(text) === same ||
    pieces.some((piece) => {
      const rest = piece.slice(same.length);
      return piece.startsWith(same) && (AFTER_NAME.test(rest) || CALLED_AFTER.test(rest));
    })
  );
}

/** The number of a document as two are told apart: what `sameText` leaves out, a dash, can be all by which they differ. */
export const spelledNumber = (number: string): string =>
  number
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[〔【［[]/gu, '(')
    .replace(/[〕】］\]]/gu, ')');

/** Which form of `sameText` this is. */
export const FORM = 2;

/** The forms before, first to last: what was kept under them is found until it was made anew. */
export const formerForms = (text: string): [string, string] => [
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ''),
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
