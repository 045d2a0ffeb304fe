import { randomFillSync, randomInt } from 'node:crypto';

const POOL = Buffer.alloc(4096);
let used = POOL.length;

/**
 * Bytes drawn by chance, for salts, nonces and ids. A tip needs some twenty and each draw is a call into the system: they are drawn a
 * page at once. What is handed out is nowhere else any more. Keys are drawn by themselves.
 */
export function drawnBytes(length: number): Buffer {
  if (used + length > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const bytes = Buffer.alloc(length);
  POOL.copy(bytes, 0, used, used + length);
  POOL.fill(0, used, used + length);
  used += length;
  return bytes;
}

/** Whoever copies it from paper mistakes no character for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Drawn by chance, in groups of four: some twenty bits each. */
export const drawn = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(''),
  ).join('-');

/** A password that is replaced at the first sign-in. */
export const oneTimePassword = (): string => drawn(4);
