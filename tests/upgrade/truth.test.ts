import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLedger, createSessions, fileKeys, type KeyService, openPool, verify } from '../../ledger/index.ts';
import { beat } from '../../ledger/keeping/beat.ts';
import { newSigningKey, signerFrom, verifierFrom } from '../../ledger/keeping/log/checkpoint.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
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

const asOwner = async (statement: string) => {
  const owner = new pg.Client({ connectionString: old.url });
  await owner.connect();
  await owner.query(statement).finally(() => owner.end());
};
const LINE =
  "INSERT INTO sign_ins (id, at, login, staff, outcome) VALUES (gen_random_uuid(), '2026-01-05T09:00:00+08:00', 'clerk', 'clerk', 'in')";

it('an installation of before is sealed as it is found: its receipts open, its log begins with all of it, verify agrees', async () => {
  const signer = signerFrom(newSigningKey('log.example/1'));
  const clock = { now: () => old.now };
  const parts = { pool, keys, signer, outside: { log: verifierFrom(signer.vkey()) }, now: clock.now };
  const token = old.cookie.slice(old.cookie.indexOf('=') + 1);
  expect(await createSessions({ pool, keys, clock }).session(token)).toBeNull();
  // Lines that were written before lines had a MAC.
  await asOwner(LINE);
  // Nothing is signed while rows are still to be sealed.
  expect(await beat(parts)).toBeNull();
  await upgrade({ databaseUrl: old.url, keys, now: clock.now });
  // Who was signed in goes on.
  const sessions = createSessions({ pool, keys, clock });
  expect((await sessions.session(token))?.person.id).toBe('clerk');
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

it('a line put in after that gets its MAC from no later upgrade', async () => {
  await asOwner(LINE);
  await upgrade({ databaseUrl: old.url, keys, now: () => old.now });
  const { findings } = await verify({ pool, keys });
  expect(findings.flatMap((f) => (f.caseId === 'sign_ins' ? [f.detail] : []))).toEqual([
    'sign_ins line 2 was put in or changed by somebody else',
  ]);
});

it('a session put in or turned to another person after that is bound by no later upgrade', async () => {
  const token = old.cookie.slice(old.cookie.indexOf('=') + 1);
  await asOwner("UPDATE sessions SET staff = 'unithead', binding = NULL WHERE staff = 'clerk'");
  await upgrade({ databaseUrl: old.url, keys, now: () => old.now });
  expect(await createSessions({ pool, keys, clock: { now: () => old.now } }).session(token)).toBeNull();
  const named = (await verify({ pool, keys })).findings.filter((f) => f.caseId === 'sessions');
  expect(named).toHaveLength(2);
});
