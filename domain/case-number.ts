import type { Region } from './law/types.ts';
import { lookUp } from './look-up.ts';
import { composed } from './text/composed.ts';

/** Crockford's alphabet, as receipts have it: no I, L, O, U, so that a number can be read aloud and written down. */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters of a case number that are drawn by chance: 30 bits, so that a number tells neither count, nor order, nor time. */
export const DRAWN = 6;

/** Two digits of the region (GB/T 2260). */
const REGION_CODES: Record<Region, string> = {
  hebei: '13',
  'inner-mongolia': '15',
  shanghai: '31',
  zhejiang: '33',
  hunan: '43',
  yunnan: '53',
};
/** Of an authority without a region of its own. */
const NO_REGION = '00';

const regionCode = (region: string | null): string => lookUp(REGION_CODES, region ?? NO_REGION) ?? NO_REGION;

/** Weighted sum modulo 31: finds every exchange of neighbours and nearly every single mistake. */
export function checkCharacter(body: string): string {
  const sum = [...body].reduce((sum, c, i) => sum + (i + 1) * ALPHABET.indexOf(c), 0);
  return ALPHABET.charAt(sum % 31);
}

/** A case number: code of the region, what was drawn, a check character; such as `007K3M9QE`. */
export function caseNumber(region: string | null, drawn: string): string {
  const body = regionCode(region) + drawn;
  return body + checkCharacter(body);
}

/**
 * The beginning of a number as it stands in the table, from what somebody typed: width, case, blanks and look-alike letters do not
 * count, nor do dashes. A former number (`2026-000123`) has its dash in another place: it is looked for without it, too.
 */
export const numberTyped = (text: string): string =>
  composed(text, 'NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
