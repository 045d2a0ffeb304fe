import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../bin/lib/postgres.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import { obtainTemporalCli, startTemporal } from '../../bin/lib/temporal.ts';
import { obtainTestServer } from '../../bin/lib/test-server.ts';

/** A server brought up for tests: the environment variables that name it, and how it goes away. */
export interface TestServer {
  env: Record<string, string>;
  stop(): Promise<void>;
}

const { cacheDir } = loadSettings({ MINGCHA_CACHE: process.env.MINGCHA_CACHE }, 'doctor');
const say = (line: string) => console.log(`  ${line}`);

/** A PostgreSQL of its own in a folder that is thrown away: `TEST_DATABASE_URL`, in which tests make their databases. */
export async function testPostgres(): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-test-pg-'));
  const server = await startPostgres({ dataDir, disposable: true, cacheDir, log: say });
  return {
    env: { TEST_DATABASE_URL: server.adminUrl },
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A Temporal development server in memory: `TEST_TEMPORAL_ADDRESS`, `TEST_TEMPORAL_CLI`. */
export async function testTemporal(): Promise<TestServer> {
  const cli = await obtainTemporalCli({ cacheDir, progress: (line) => say(`Temporal server: ${line}`) });
  const server = await startTemporal({ cli: cli.path, log: say });
  return {
    env: { TEST_TEMPORAL_ADDRESS: server.address, TEST_TEMPORAL_CLI: cli.path },
    stop: () => server.stop(),
  };
}

/** The executable of the time-skipping server: `TEST_TEMPORAL_SERVER`. Each test file starts its own with it. */
export async function testTimeSkipping(): Promise<TestServer> {
  const path = await obtainTestServer({ cacheDir, progress: say });
  return { env: { TEST_TEMPORAL_SERVER: path }, stop: async () => {} };
}

/** A setup for Vitest that brings a server up unless its address is given already. */
export function setup(
  variable: string,
  start: () => Promise<TestServer>,
): () => Promise<(() => Promise<void>) | undefined> {
  return async () => {
    if (process.env[variable]) return undefined;
    const server = await start();
    Object.assign(process.env, server.env);
    return async () => {
      for (const name of Object.keys(server.env)) delete process.env[name];
      await server.stop();
    };
  };
}
