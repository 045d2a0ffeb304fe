import { randomInt } from 'node:crypto';

/** Whoever copies it from paper mistakes no character for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Drawn by chance, in groups of four: some twenty bits each. */
export const drawn = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(''),
  ).join('-');

/** A password that is replaced at the first sign-in. */
export const oneTimePassword = (): string => drawn(4);
