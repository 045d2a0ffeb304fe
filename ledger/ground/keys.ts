import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { drawnBytes } from './drawn.ts';

/** What each key is for. Whoever holds only `notice` can read where to send news, and nothing else. */
export const KEY_NAMES = [
  'receipt',
  'case-wrap',
  'vault',
  'notice',
  'temporal',
  'session',
  'idempotency',
  'search',
  'truth',
  'factor',
] as const;
export type KeyName = (typeof KEY_NAMES)[number];

/** Keys that a file of an earlier edition lacks: each made from another one of the same file, under its own name. */
const MADE_FROM: Partial<Record<KeyName, KeyName>> = { truth: 'receipt', factor: 'session' };

const madeFrom = (key: Buffer, name: KeyName): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `mingcha key ${name}`, 32));

/** The key service port (design 8): a file by default, replaceable. */
export interface KeyService {
  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, ciphertext; bound to `context`. */
  wrap(name: KeyName, plaintext: Uint8Array, context?: string): Buffer;
  /** @throws Error when the blob was altered, belongs to another context or another key. */
  unwrap(name: KeyName, blob: Uint8Array, context?: string): Buffer;
  /** HMAC-SHA-256, 32 bytes. */
  mac(name: KeyName, data: Uint8Array | string): Buffer;
  /** The key itself, 32 bytes, for codecs that encrypt on their own. */
  key(name: KeyName): Buffer;
}

/** Seals a text that comes in pieces; `finish` gives what `seal` would have given for the whole. */
export function sealer(key: Uint8Array, context: string): { add(plaintext: Uint8Array): void; finish(): Buffer } {
  const nonce = drawnBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body: Buffer[] = [];
  return {
    add: (plaintext) => void body.push(cipher.update(plaintext)),
    finish() {
      cipher.final();
      return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
    },
  };
}

/** AES-256-GCM under a key: nonce, tag, ciphertext. */
export function seal(key: Uint8Array, plaintext: Uint8Array, context: string): Buffer {
  const one = sealer(key, context);
  one.add(plaintext);
  return one.finish();
}

/** Opens what `seal` made. @throws Error when key, context or a byte is wrong. */
export function unseal(key: Uint8Array, blob: Uint8Array, context: string): Buffer {
  if (blob.length < 28) throw new Error('a sealed text is cut short');
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, 12));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(blob.subarray(12, 28));
  return Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]);
}

/** A key service over keys in memory. */
export function keysOf(keys: Record<KeyName, Buffer>): KeyService {
  return {
    wrap: (name, plaintext, context = '') => seal(keys[name], plaintext, `${name}:${context}`),
    unwrap: (name, blob, context = '') => unseal(keys[name], blob, `${name}:${context}`),
    mac: (name, data) => createHmac('sha256', keys[name]).update(data).digest(),
    key: (name) => keys[name],
  };
}

/** Fresh random keys, for tests and for a new key file. */
export function newKeys(): Record<KeyName, Buffer> {
  return Object.fromEntries(KEY_NAMES.map((name) => [name, randomBytes(32)])) as Record<KeyName, Buffer>;
}

/** Writes a new key file that only its owner reads. Never overwrites: a lost key is a lost case. */
export function writeKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const text = Object.fromEntries(Object.entries(newKeys()).map(([name, key]) => [name, key.toString('base64')]));
  // Linked into place so that two processes starting at once end up with one and the same file.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(text, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Keys from a JSON file of base64 32-byte keys by name.
 * @param options.create makes the file when it does not exist (demo mode only)
 * @throws Error with a sentence that names the file and the remedy
 */
export function fileKeys(path: string, options: { create?: boolean } = {}): KeyService {
  if (!existsSync(path)) {
    if (!options.create) throw new Error(`There is no key file ${path}: make one with \`npm run keys -- ${path}\`.`);
    writeKeyFile(path);
  }
  let text: Record<string, unknown>;
  try {
    text = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    throw new Error(`The key file ${path} cannot be read as JSON: restore it from your copy.`);
  }
  const keys = {} as Record<KeyName, Buffer>;
  for (const name of KEY_NAMES) {
    const value = text[name];
    const source = MADE_FROM[name];
    if (value === undefined && source !== undefined) {
      keys[name] = madeFrom(keys[source], name);
      continue;
    }
    const key = typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.alloc(0);
    if (key.length !== 32) {
      throw new Error(`The key file ${path} has no 32-byte key \`${name}\`: restore it from your copy.`);
    }
    keys[name] = key;
  }
  return keysOf(keys);
}
