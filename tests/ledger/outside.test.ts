import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkpointFolder, httpWitness, signingKey } from '../../bin/lib/outside.ts';
import { startWitness } from '../../bin/lib/witness.ts';
import { fileKeys, newKeys } from '../../ledger/ground/keys.ts';
import {
  addCheckpointBody,
  cosignedAt,
  newSigningKey,
  signCheckpoint,
  signerFrom,
  verifierFrom,
  witnessVkey,
} from '../../ledger/keeping/log/checkpoint.ts';
import { append, consistencyProof, EMPTY, leafHash, rootOf } from '../../ledger/keeping/log/tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'outside-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signer = signerFrom(newSigningKey('log.example/1'));
const log = verifierFrom(signer.vkey());
const leaves = Array.from({ length: 128 }, (_, i) => leafHash(Buffer.from([i])));
const tree = (n: number) => append(EMPTY, leaves.slice(0, n));
const note = (n: number) => signCheckpoint(signer, { size: n, root: rootOf(tree(n)) });

it('a checkpoint in the folder is written once and stays as it is', async () => {
  const there = checkpointFolder(join(folder, 'checkpoints'));
  expect([await there.last(), await there.all(), await there.destroyed()]).toEqual([null, [], []]);
  await there.put('000000000128.checkpoint', note(128));
  await there.put('000000000064.checkpoint', note(64));
  await there.put('000000000128.checkpoint', note(64));
  await there.put('x.destroyed', 'x\n');
  expect(await there.last()).toBe(note(128));
  expect(await there.all()).toEqual([note(64), note(128)]);
  expect(await there.destroyed()).toEqual(['x']);
});

it('a witness keeps what it saw over a restart, and does not start on what it cannot read', async () => {
  const own = join(folder, 'witness');
  const witness = signingKey(join(own, 'key'), { create: 'witness.example' });
  expect(statSync(join(own, 'key')).mode & 0o077).toBe(0);
  const start = () =>
    startWitness({ folder: own, log, witness, host: '127.0.0.1', port: 0, seconds: () => 1_700_000_000 });
  const first = await start();
  const asked = httpWitness(`http://127.0.0.1:${first.port}`, witnessVkey(witness));
  expect(await asked.last()).toBeNull();
  expect((await asked.add(addCheckpointBody(0, [], note(64)))).status).toBe(200);
  await first.stop();

  const second = await start();
  const again = httpWitness(`http://127.0.0.1:${second.port}/`, witnessVkey(witness));
  expect(cosignedAt((await again.last())!, again.key)).toBe(1_700_000_000);
  expect(await again.add(addCheckpointBody(0, [], note(128)))).toMatchObject({ status: 409, body: '64\n' });
  const proof = consistencyProof(tree(64), leaves.slice(64));
  expect((await again.add(addCheckpointBody(64, proof.slice(1), note(128)))).status).toBe(422);
  expect((await again.add(addCheckpointBody(64, proof, note(128)))).status).toBe(200);
  expect((await again.add('x'.repeat(1_000))).status).toBe(400);
  expect((await fetch(`http://127.0.0.1:${second.port}/x`)).status).toBe(404);
  await second.stop();
  writeFileSync(join(own, 'last.checkpoint'), 'spoilt\n');
  await expect(start()).rejects.toThrow(/is not a checkpoint of this log/);
});

it('a key file of before has its key for seals made from another one, for ever the same', () => {
  const path = join(folder, 'keys.json');
  const { truth: _, ...before } = newKeys();
  writeFileSync(
    path,
    JSON.stringify(Object.fromEntries(Object.entries(before).map(([k, v]) => [k, v.toString('base64')]))),
  );
  const made = fileKeys(path).key('truth');
  expect(made).toHaveLength(32);
  expect(fileKeys(path).key('truth')).toEqual(made);
  expect(Object.values(before).some((key) => key.equals(made))).toBe(false);
  expect(readFileSync(path, 'utf8')).not.toContain('truth');
});
