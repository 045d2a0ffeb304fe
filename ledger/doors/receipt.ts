import { timingSafeEqual } from 'node:crypto';
import { ALPHABET, checkCharacter } from '../../domain/case-number.ts';
import { receiptCharacters } from '../../domain/text/receipt.ts';
import { drawnBytes } from '../ground/drawn.ts';
import type { KeyService } from '../ground/keys.ts';
import { isBound, receiptBinding } from '../ground/truth.ts';

const LOOKUP = 8;
const SECRET = 19;
const LENGTH = LOOKUP + SECRET + 1;
const GROUP = 4;

export interface Receipt {
  lookup: string;
  secret: string;
}

/** Characters drawn by chance, five bits each. */
export function randomText(length: number): string {
  let text = '';
  for (const byte of drawnBytes(length)) text += ALPHABET[byte & 31];
  return text;
}

/** A new receipt: 40 bits to look it up, 95 bits of secret, a check character; seven groups of four. */
export function newReceipt(): { text: string; receipt: Receipt } {
  const receipt = { lookup: randomText(LOOKUP), secret: randomText(SECRET) };
  const body = receipt.lookup + receipt.secret;
  const groups = (body + checkCharacter(body)).match(new RegExp(`.{${GROUP}}`, 'g')) ?? [];
  return { text: groups.join('-'), receipt };
}

/** What somebody typed, or null where it cannot be a receipt. Whatever is outside its alphabet is forgiven. */
export function parseReceipt(text: string): Receipt | null {
  const typed = receiptCharacters(text);
  if (typed.length !== LENGTH) return null;
  const body = typed.slice(0, -1);
  if (checkCharacter(body) !== typed.slice(-1)) return null;
  return { lookup: body.slice(0, LOOKUP), secret: body.slice(LOOKUP) };
}

/** The keyed hash under which a receipt is kept. 95 random bits need no slow hash (design 8). */
export const receiptMac = (keys: KeyService, salt: Uint8Array, receipt: Receipt): Buffer =>
  keys.mac('receipt', Buffer.concat([salt, Buffer.from(receipt.lookup + receipt.secret)]));

/** What is kept of a receipt, which is never kept itself. */
export interface ReceiptRow {
  salt: Buffer;
  mac: Buffer;
  case_id: string;
  binding: Buffer | null;
}

const NOBODY: ReceiptRow = { salt: Buffer.alloc(16), mac: Buffer.alloc(32), case_id: '', binding: null };

/**
 * Whether what was typed is the receipt of a row, and the row still points at the case it was made for. Does the same work when
 * nothing was typed that could be one, when no row was found and when one was turned to another case.
 */
export function receiptFits(keys: KeyService, typed: Receipt | null, row: ReceiptRow | undefined): row is ReceiptRow {
  const against = row ?? NOBODY;
  const mac = receiptMac(keys, against.salt, typed ?? { lookup: '', secret: '' });
  const same = timingSafeEqual(mac, against.mac);
  const lookup = typed?.lookup ?? '';
  const binding = receiptBinding(keys, { lookup, mac: against.mac, caseId: against.case_id });
  const bound = isBound(binding, against.binding);
  return same && bound && typed !== null && row !== undefined;
}

/** The lookup part to ask the database for; a malformed receipt asks for one that cannot exist. */
export const lookupOf = (typed: Receipt | null): string => typed?.lookup ?? '-'.repeat(LOOKUP);
