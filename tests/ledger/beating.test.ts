import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keepBeating } from '../../bin/lib/outside.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { type TestHouse, TIP, testHouse } from './house.ts';

const folder = mkdtempSync(join(tmpdir(), 'beats-'));
let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  await upgrade({ databaseUrl: house.url, keys: house.keys, now: house.clock.now });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterAll(async () => {
  vi.useRealTimers();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

it('one checkpoint goes outside in every ten minutes, whether or not anything happened, and a worker that ends leaves it to the others', async () => {
  const { pool, keys, clock, ledger } = house;
  const checkpoints = join(folder, 'outside');
  const said: string[] = [];
  const settings = { logKeyPath: join(folder, 'log-key'), checkpoints, demo: true };
  const parts = { pool, keys, clock, log: (line: string) => said.push(line) };
  const outside = () => readdirSync(checkpoints).filter((name) => name.endsWith('.checkpoint')).length;
  const workers = [keepBeating(parts, settings), keepBeating(parts, settings)];
  await vi.waitFor(() => expect(outside()).toBe(1));
  const passes = async (ms: number) => {
    for (let at = 0; at < ms; at += 20_000) {
      clock.add(20_000);
      await vi.advanceTimersByTimeAsync(20_000);
    }
  };
  for (let beats = 2; beats <= 4; beats++) {
    if (beats === 3) await ledger.tell(TIP);
    await passes(600_000);
    await vi.waitFor(() => expect(outside()).toBe(beats));
  }
  await workers[0]!.stop();
  await passes(600_000);
  await vi.waitFor(() => expect(outside()).toBe(5));
  await workers[1]!.stop();
  await passes(600_000);
  expect(outside()).toBe(5);
  expect(said).toEqual([]);
});
