/** A UUID of chance (RFC 9562 version 4), a ULID, or 128 bits and more as hexadecimal digits. */
const SHAPES = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
  ulid: /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i,
  hex: /^[0-9a-f]{32,200}$/i,
};
/** The same as one pattern, for descriptions. */
export const SHAPE = Object.values(SHAPES)
  .map(({ source }) =>
    source.replace(/a-f|A-HJKMNP-TV-Z|(?<=\[89)ab/g, (letters) =>
      letters === letters.toLowerCase() ? letters + letters.toUpperCase() : letters + letters.toLowerCase(),
    ),
  )
  .join('|');

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** The characters of a key that were drawn, and how many different ones there are; null where it has none of the shapes. */
function drawn(key: string): { signs: string; of: 16 | 32 } | null {
  const small = key.toLowerCase();
  // Version and variant of a UUID, the moment of a ULID are no chance.
  if (SHAPES.uuid.test(key))
    return { signs: small.replace(/^(.{14})4(.{4}).(.*)$/, '$1$2$3').replaceAll('-', ''), of: 16 };
  if (SHAPES.ulid.test(key)) return { signs: small.slice(10), of: 32 };
  if (SHAPES.hex.test(key)) return { signs: small, of: 16 };
  return null;
}

/**
 * Whether a key came about by chance, so that nobody else has it: the shape that programs give what they draw, and in it no counting,
 * no repeating, no dates or telephone numbers. A key that was drawn is refused less than once in a million.
 */
export function isDrawn(key: string): boolean {
  const found = drawn(key);
  if (!found) return false;
  const { signs, of } = found;
  // Letters stand among what is drawn; digits alone are a number of somebody's.
  if (!/[a-z]/.test(signs)) return false;
  return [1, 2].every((apart) => foreseen(signs, of, apart) * 2 < signs.length);
}

/** How many characters follow from those before: the same step as the last, or two steps that were taken one after the other before. */
function foreseen(signs: string, of: number, apart: number): number {
  const step = (i: number) => (DIGITS.indexOf(signs.charAt(i)) - DIGITS.indexOf(signs.charAt(i - apart)) + of) % of;
  const before = new Set<number>();
  let found = 0;
  for (let i = 2 * apart; i < signs.length; i++) {
    const pair = step(i - apart) * of + step(i);
    if (step(i) === step(i - apart) || before.has(pair)) found += 1;
    before.add(pair);
  }
  return found;
}
