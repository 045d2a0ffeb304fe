import type { Refusal } from '../case/types.ts';
import { atFields, refuse } from '../refusal.ts';
import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords.ts';
import { PASSWORD_LEAST } from './types.ts';

export const PASSWORD_MOST = 200;
/** A shorter sign-in name stands in many words by chance. */
const SHORT_LOGIN = 4;

/** Rows of keys, each read in both directions. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'].flatMap((row) => [
  row,
  [...row].reverse().join(''),
]);

/** What is left when a run of keys that lie side by side, three or more of them, counts as one. */
function runs(text: string): number {
  let parts = 0;
  for (let at = 0; at < text.length; parts += 1) {
    let length = 1;
    for (const row of ROWS) {
      const from = row.indexOf(text.charAt(at));
      if (from < 0) continue;
      let n = 1;
      while (from + n < row.length && text.charAt(at + n) === row.charAt(from + n)) n += 1;
      length = Math.max(length, n);
    }
    at += length < 3 ? 1 : length;
  }
  return parts;
}

/** Among the first that anybody tries: on the list, a common word with figures around it, one piece again and again, rows of keys. */
function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  if (COMMON_PASSWORDS.has(text)) return true;
  if (COMMON_WORDS.has(text.replace(/^[^a-z]+|[^a-z]+$/g, ''))) return true;
  const piece = (text + text).indexOf(text, 1);
  return piece <= text.length / 2 || runs(text) <= 4;
}

/**
 * Why this is no password to choose, or null.
 * @param login whose it is to be
 * @param before the one that it takes the place of
 */
export function passwordRefused(
  password: string,
  { login, before }: { login: string; before: string },
): Refusal | null {
  const no =
    [...password].length < PASSWORD_LEAST
      ? refuse('password-weak', { put: { least: PASSWORD_LEAST } })
      : password === before
        ? refuse('password-weak/same')
        : login.length >= SHORT_LOGIN && password.toLowerCase().includes(login.toLowerCase())
          ? refuse('password-weak/login')
          : isCommon(password)
            ? refuse('password-weak/common')
            : null;
  return no && atFields(no, 'next');
}
