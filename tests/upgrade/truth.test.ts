import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beat } from '../../ledger/beat.ts';
import { createLedger, fileKeys, type KeyService, openPool, verify } from '../../ledger/index.ts';
import { newSigningKey, signerFrom, verifierFrom } from '../../ledger/log/checkpoint.ts';
import { migrate } from '../../ledger/migrate.ts';
import { upgrade } from '../../ledger/upgrade.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';

const folder = mkdtempSync(join(tmpdir(), 'old-'));
let old: OldInstallation;
let keys: KeyService;
let pool: ReturnType<typeof openPool>;
beforeAll(async () => {
  old = await oldInstallation(join(folder, 'keys.json'));
  keys = fileKeys(join(folder, 'keys.json'));
  await migrate(old.url);
  pool = openPool(old.url, { max: 4 });
});
afterAll(async () => {
  await pool.end();
  await old.drop();
  rmSync(folder, { recursive: true, force: true });
});

it('an installation of before is sealed as it is found: its receipts open, its log begins with all of it, verify agrees', async () => {
  const signer = signerFrom(newSigningKey('log.example/1'));
  const clock = { now: () => old.now };
  const parts = { pool, keys, signer, outside: { log: verifierFrom(signer.vkey()) }, now: clock.now };
  // Nothing is signed while rows are still to be sealed.
  expect(await beat(parts)).toBeNull();
  await upgrade({ databaseUrl: old.url, keys, now: clock.now });
  const ledger = createLedger({ pool, keys, clock });
  for (const receipt of Object.values(old.receipts)) expect(await ledger.openReceipt(receipt)).not.toBeNull();
  const { size } = (await beat(parts))!;
  const found = await verify({ pool, keys, outside: parts.outside });
  expect(found.findings.filter((f) => f.what === 'truth' || f.what === 'log').map((f) => f.detail)).toEqual([
    'there is no checkpoint outside',
  ]);
  expect(found.sealed).toBeGreaterThan(50);
  expect([found.log.leaves, size % 64, found.log.waiting]).toEqual([size, 0, 0]);
});
