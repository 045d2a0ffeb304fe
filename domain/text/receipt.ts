import { ALPHABET } from '../case-number.ts';

/** More than this was never a receipt with something around it. */
const MOST = 400;

/**
 * The characters of a receipt in what somebody typed: whatever is outside its alphabet is forgiven, of every width, and letters that
 * look like a digit are that digit. Character by character, so that nothing that is written as one sign becomes several.
 */
export function receiptCharacters(typed: string): string {
  let text = '';
  for (const sign of typed.slice(0, MOST)) {
    const plain = sign.normalize('NFKC');
    if (!/^[0-9A-Za-z]$/.test(plain)) continue;
    const one = plain.toUpperCase().replace('O', '0').replace(/[IL]/, '1');
    if (ALPHABET.includes(one)) text += one;
  }
  return text;
}
