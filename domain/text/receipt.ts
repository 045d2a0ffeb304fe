/** Crockford's alphabet: no I, L, O, U, so that a receipt can be read aloud and written down. */
export const RECEIPT_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

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
    if (RECEIPT_ALPHABET.includes(one)) text += one;
  }
  return text;
}
