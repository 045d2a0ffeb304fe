import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { HASH_BYTES, type Head } from './tree.ts';

/**
 * Checkpoints of a log as the public ones have them: C2SP tlog-checkpoint in a signed-note with Ed25519, and cosignature/v1 of a
 * witness. Pure.
 */

const ED25519 = 1;
const COSIGNATURE = 4;
/** In front of the 32 bytes of a private or public key, to make it what node:crypto reads (RFC 8410). */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');

export interface Verifier {
  name: string;
  id: Buffer;
  type: number;
  key: KeyObject;
}

export interface Signer {
  name: string;
  key: KeyObject;
  /** The line by which others know this key: `name+id+key`. */
  vkey: (type?: number) => string;
}

const keyId = (name: string, type: number, key: Uint8Array): Buffer =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([type]))
    .update(key)
    .digest()
    .subarray(0, 4);

const rawPublic = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);

/** A new signing key as one line of text, in the form that Go's `note` package writes: keep it from everybody. */
export function newSigningKey(name: string): string {
  const seed = randomBytes(32);
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8' });
  const id = keyId(name, ED25519, rawPublic(key)).toString('hex');
  return `PRIVATE+KEY+${name}+${id}+${Buffer.concat([Buffer.from([ED25519]), seed]).toString('base64')}`;
}

/** @throws Error when the line is no signing key. */
export function signerFrom(line: string): Signer {
  const [, name, , secret = ''] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line.trim()) ?? [];
  const bytes = Buffer.from(secret, 'base64');
  if (name === undefined || bytes.length !== 33 || bytes[0] !== ED25519) throw new Error('this is no signing key');
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE, bytes.subarray(1)]), format: 'der', type: 'pkcs8' });
  const raw = rawPublic(key);
  return {
    name,
    key,
    vkey: (type = ED25519) =>
      `${name}+${keyId(name, type, raw).toString('hex')}+${Buffer.concat([Buffer.from([type]), raw]).toString('base64')}`,
  };
}

export const witnessVkey = (signer: Signer): string => signer.vkey(COSIGNATURE);

/** @throws Error when the line is no verifier key, or its id is not that of its key. */
export function verifierFrom(vkey: string): Verifier {
  const [, name, named, known = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey.trim()) ?? [];
  const bytes = Buffer.from(known, 'base64');
  const [type] = bytes;
  if (name === undefined || type === undefined || bytes.length !== 33) throw new Error('this is no verifier key');
  const id = keyId(name, type, bytes.subarray(1));
  if (id.toString('hex') !== named) throw new Error('the id of this verifier key is not that of its key');
  const key = createPublicKey({ key: Buffer.concat([PUBLIC, bytes.subarray(1)]), format: 'der', type: 'spki' });
  return { name, id, type, key };
}

/** Text and signature lines of a signed note. */
export interface Note {
  text: string;
  signatures: { name: string; id: Buffer; signature: Buffer; line: string }[];
}

export function parseNote(note: string): Note | null {
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(at + 2, -1).split('\n');
  const signatures: Note['signatures'] = [];
  for (const line of lines) {
    const [, name, signed = ''] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    const bytes = Buffer.from(signed, 'base64');
    if (name === undefined || bytes.length < 5) return null;
    signatures.push({ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4), line });
  }
  return { text: note.slice(0, at + 1), signatures };
}

const signatureLine = (name: string, id: Uint8Array, signature: Uint8Array): string =>
  `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;

const checkpointText = (origin: string, head: Head): string =>
  `${origin}\n${head.size}\n${head.root.toString('base64')}\n`;

/** A checkpoint of this tree, signed by its log, whose name is its origin. */
export function signCheckpoint(signer: Signer, head: Head): string {
  const text = checkpointText(signer.name, head);
  const id = keyId(signer.name, ED25519, rawPublic(signer.key));
  return `${text}\n${signatureLine(signer.name, id, sign(null, Buffer.from(text), signer.key))}`;
}

export interface Checkpoint extends Head {
  origin: string;
  note: string;
}

/** What a checkpoint says, when this log signed it; else null. */
export function openCheckpoint(note: string, log: Verifier): Checkpoint | null {
  const parsed = parseNote(note);
  const [origin, size = '', root = ''] = parsed?.text.split('\n') ?? [];
  const hash = Buffer.from(root, 'base64');
  if (!parsed || origin !== log.name || !/^(0|[1-9]\d{0,14})$/.test(size) || hash.length !== HASH_BYTES) return null;
  const signed = parsed.signatures.some(
    (s) => s.name === log.name && s.id.equals(log.id) && verify(null, Buffer.from(parsed.text), log.key, s.signature),
  );
  return signed ? { origin, size: Number(size), root: hash, note } : null;
}

const cosigned = (text: string, seconds: number): Buffer => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** The line by which a witness says that it saw this checkpoint and nothing that contradicts it. */
export function cosign(witness: Signer, text: string, seconds: number): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const id = keyId(witness.name, COSIGNATURE, rawPublic(witness.key));
  return signatureLine(witness.name, id, Buffer.concat([time, sign(null, cosigned(text, seconds), witness.key)]));
}

/** When this witness cosigned the checkpoint, in seconds; null where it did not. */
export function cosignedAt(note: string, witness: Verifier): number | null {
  const parsed = parseNote(note);
  if (!parsed) return null;
  for (const s of parsed.signatures) {
    if (s.name !== witness.name || !s.id.equals(witness.id) || s.signature.length !== 72) continue;
    const seconds = Number(s.signature.readBigUInt64BE(0));
    if (verify(null, cosigned(parsed.text, seconds), witness.key, s.signature.subarray(8))) return seconds;
  }
  return null;
}

/** Body of `add-checkpoint` (C2SP tlog-witness). */
export const addCheckpointBody = (old: number, proof: readonly Buffer[], note: string): string =>
  [`old ${old}`, ...proof.map((p) => p.toString('base64')), '', note].join('\n');

export function parseAddCheckpoint(body: string): { old: number; proof: Buffer[]; note: string } | null {
  const at = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(at, 0)).split('\n');
  const old = /^old (0|[1-9]\d{0,14})$/.exec(first)?.[1];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  if (old === undefined || proof.length > 63 || proof.some((p) => p.length !== HASH_BYTES)) return null;
  return { old: Number(old), proof, note: body.slice(at + 2) };
}
