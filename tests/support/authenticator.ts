import { createHmac } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes of a secret as it is shown, in groups or not. */
function bytesOf(secret: string): Buffer {
  const bits = [...secret.replace(/\s/g, '')].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/**
 * What an authenticator shows at a moment: RFC 6238 by itself, independent of the library that the product goes by.
 * @param steps so many steps of thirty seconds later, or earlier
 */
export function codeAt(secret: string, at: number | string, steps = 0, digits = 6): string {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30_000) + steps));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const from = mac.readUInt8(mac.length - 1) & 0xf;
  const value = (mac.readUInt32BE(from) & 0x7fffffff) % 10 ** digits;
  return String(value).padStart(digits, '0');
}
