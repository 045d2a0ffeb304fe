import { expect, it } from 'vitest';
import {
  addCheckpointBody,
  cosignedAt,
  newSigningKey,
  openCheckpoint,
  parseNote,
  signCheckpoint,
  signerFrom,
  verifierFrom,
  witnessVkey,
} from '../../ledger/keeping/log/checkpoint.ts';
import { append, consistencyProof, EMPTY, isConsistent, leafHash, rootOf } from '../../ledger/keeping/log/tree.ts';
import { addCheckpoint } from '../../ledger/keeping/log/witness.ts';

/** The leaves, roots and proofs with which Certificate Transparency's implementations are tested. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const PROOFS: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const hashes = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
const tree = (n: number) => append(EMPTY, hashes.slice(0, n));
const hexes = (list: Buffer[]) => list.map((b) => b.toString('hex'));

it('roots and consistency proofs are those of the published vectors', () => {
  expect(rootOf(EMPTY).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(LEAVES.map((_, i) => rootOf(tree(i + 1)).toString('hex'))).toEqual(ROOTS);
  for (const [m, n, proof] of PROOFS) {
    expect(hexes(consistencyProof(tree(m), hashes.slice(m, n))), `${m} ${n}`).toEqual(proof);
  }
});

it('a tree that goes on from another is told from one that does not, at every size', () => {
  const many = Array.from({ length: 70 }, (_, i) => leafHash(Buffer.from([i])));
  const other = many.map((leaf, i) => (i === 3 ? leafHash(Buffer.from('x')) : leaf));
  const head = (leaves: Buffer[], n: number) => ({ size: n, root: rootOf(append(EMPTY, leaves.slice(0, n))) });
  for (let m = 1; m <= 70; m++) {
    for (const n of [m, m + 1, m + 2, 2 * m, 64, 70].filter((x) => x >= m && x <= 70)) {
      const proof = consistencyProof(append(EMPTY, many.slice(0, m)), many.slice(m, n));
      expect(isConsistent(head(many, m), head(many, n), proof), `${m} ${n}`).toBe(true);
      if (m > 3) expect(isConsistent(head(other, m), head(many, n), proof), `${m} ${n}`).toBe(false);
      if (n > 3 && n > m) expect(isConsistent(head(many, m), head(other, n), proof), `${m} ${n}`).toBe(false);
      if (proof.length > 0) expect(isConsistent(head(many, m), head(many, n), proof.slice(1))).toBe(false);
    }
  }
});

it('keys and notes are those of signed-note, by the published example', () => {
  const signer = signerFrom('PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz');
  expect(signer.vkey()).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
  const note = signCheckpoint(signer, { size: 8, root: rootOf(tree(8)) });
  expect(note.split('\n').slice(0, 4)).toEqual([
    'PeterNeumann',
    '8',
    'XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=',
    '',
  ]);
  const log = verifierFrom(signer.vkey());
  expect(openCheckpoint(note, log)).toMatchObject({ origin: 'PeterNeumann', size: 8 });
  for (const forged of [note.replace('\n8\n', '\n9\n'), note.replace('PeterNeumann\n8', 'Somebody\n8'), '', '\n\n']) {
    expect(openCheckpoint(forged, log)).toBeNull();
  }
  expect(() => verifierFrom('PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toThrow();
});

it('a witness cosigns what goes on from what it saw, and refuses anything else', () => {
  const signer = signerFrom(newSigningKey('log.example/1'));
  const witness = signerFrom(newSigningKey('witness.example'));
  const log = verifierFrom(signer.vkey());
  const parts = { log, witness, seconds: 1_700_000_000 };
  const note = (n: number, by = signer, root = rootOf(tree(n))) => signCheckpoint(by, { size: n, root });
  const first = addCheckpoint(parts, null, addCheckpointBody(0, [], note(5)));
  expect(first.status).toBe(200);
  const seen = first.seen!;
  expect(cosignedAt(seen.note + first.body, verifierFrom(witnessVkey(witness)))).toBe(1_700_000_000);
  expect(parseNote(seen.note + first.body)?.signatures).toHaveLength(2);
  const proof = consistencyProof(tree(5), hashes.slice(5, 8));
  const statusOf = (body: string) => addCheckpoint(parts, seen, body).status;
  expect(statusOf(addCheckpointBody(5, proof, note(8)))).toBe(200);
  expect(statusOf(addCheckpointBody(5, [], note(5)))).toBe(200);
  expect(statusOf(addCheckpointBody(5, proof.slice(1), note(8)))).toBe(422);
  expect(statusOf(addCheckpointBody(5, proof, note(8, signer, rootOf(tree(7)))))).toBe(422);
  expect(addCheckpoint(parts, seen, addCheckpointBody(3, [], note(8)))).toMatchObject({ status: 409, body: '5\n' });
  // A smaller log, another one of the same size, one that somebody else signed, one that is not known, and nonsense.
  expect(statusOf(addCheckpointBody(4, [], note(4)))).toBe(409);
  expect(statusOf(addCheckpointBody(5, [], note(5, signer, rootOf(tree(4)))))).toBe(409);
  expect(statusOf(addCheckpointBody(5, proof, note(8, signerFrom(newSigningKey('log.example/1')))))).toBe(403);
  expect(statusOf(addCheckpointBody(5, proof, note(8, signerFrom(newSigningKey('log.example/2')))))).toBe(404);
  expect(statusOf(addCheckpointBody(9, [], note(8)))).toBe(400);
  expect(statusOf('old x\n\n')).toBe(400);
});
