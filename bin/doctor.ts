import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { dayOf } from '../domain/time/day.ts';
import { ROOT } from './lib/build.ts';
import { checkpointsOutside, type Finding, freeDisk, lawChecked } from './lib/findings.ts';
import { commandSettings, readRunning } from './lib/lifecycle.ts';
import { isFree } from './lib/ports.ts';
import { isAlive } from './lib/processes.ts';
import { databaseFound, keysFound, mailFound, short, temporalFound, version } from './lib/reached.ts';
import { loadSettings, SettingsError } from './lib/settings.ts';
import { chromiumHere } from './lib/temporal.ts';
import { findTestServer } from './lib/test-server.ts';
import { isWritable } from './lib/writable.ts';

const settings = commandSettings('doctor');
const running = readRunning(settings.dataDir);
const runs = running !== undefined && isAlive(running.start);
const beside = runs ? running.env : undefined;

async function portFound({ host, port }: { host: string; port: number }, setting: string): Promise<Finding> {
  const what = `Port ${port}`;
  if (runs) return { what, state: 'good', found: 'used by the Mingcha that runs now' };
  return (await isFree(port, host))
    ? { what, state: 'good', found: 'free' }
    : { what, state: 'missing', found: 'taken by another program', remedy: `free it or choose one with ${setting}` };
}
const { temporalMetrics } = settings;

const checks: (() => Promise<Finding>)[] = [
  async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const enough = major > 20 || (major === 20 && minor >= 19);
    const supported = major >= 22;
    return {
      what: 'Node.js',
      state: enough ? (supported ? 'good' : 'later') : 'missing',
      found: process.versions.node,
      remedy: enough
        ? 'works, but its line left support in April 2026: Node.js 24 is recommended'
        : 'install Node.js 24 (20.19 at least)',
    };
  },
  async () => {
    try {
      loadSettings(process.env, 'start');
      return {
        what: 'Settings',
        state: 'good',
        found: settings.demo ? 'demo mode: everything that is not set is brought along' : 'complete',
      };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { what: 'Settings', state: 'missing', found: 'incomplete', remedy: error.message };
    }
  },
  async () => ({
    what: 'Project folder',
    state: 'good',
    found: isWritable(ROOT)
      ? short(ROOT)
      : `${short(ROOT)} cannot be written: commands run from a copy in the cache folder`,
  }),
  async () => {
    const { dataDir } = settings;
    let at = dataDir;
    while (!existsSync(at)) at = dirname(at);
    try {
      accessSync(at, constants.W_OK);
      return {
        what: 'Data folder',
        state: 'good',
        found: `${short(dataDir)}${existsSync(dataDir) ? '' : ' (made at the first start)'}`,
      };
    } catch {
      return {
        what: 'Data folder',
        state: 'missing',
        found: `${short(dataDir)} is not writable for ${userInfo().username}`,
        remedy: 'choose another folder with MINGCHA_DATA',
      };
    }
  },
  () => freeDisk(settings),
  async () => checkpointsOutside(settings),
  async () => lawChecked(dayOf(new Date().toISOString())),
  async () => {
    try {
      mkdirSync(settings.cacheDir, { recursive: true });
      accessSync(settings.cacheDir, constants.W_OK);
      return { what: 'Cache folder', state: 'good', found: short(settings.cacheDir) };
    } catch {
      return {
        what: 'Cache folder',
        state: 'missing',
        found: `${short(settings.cacheDir)} is not writable`,
        remedy: 'choose another folder with MINGCHA_CACHE',
      };
    }
  },
  () => portFound(settings, 'MINGCHA_PORT'),
  ...(temporalMetrics ? [() => portFound(temporalMetrics, 'MINGCHA_TEMPORAL_METRICS')] : []),
  () => databaseFound(settings, beside),
  () => temporalFound(settings, beside),
  () => keysFound(settings),
  () => mailFound(settings),
  async () => {
    const what = 'Test server (tests only)';
    const found = findTestServer(settings.cacheDir);
    if (found) return { what, state: 'good', found: short(found) };
    const [java, maven] = [await version('java', ['-version']), await version('mvn', ['-v'])];
    return {
      what,
      state: 'later',
      found: 'not on this machine yet',
      remedy:
        java && maven
          ? `\`npm test\` downloads it, or fetches it with Maven (${java})`
          : '`npm test` tries a download; without one install Java and Maven',
    };
  },
  async () => {
    const path = chromiumHere();
    return path && existsSync(path)
      ? { what: 'Chromium (tests only)', state: 'good', found: path }
      : {
          what: 'Chromium (tests only)',
          state: 'later',
          found: 'none',
          remedy:
            'install it (Debian: apt-get install chromium chromium-headless-shell fonts-noto-cjk) or name it in CHROMIUM',
        };
  },
];

const marks = { good: '✓', later: '…', missing: '✗' } as const;
const findings = await Promise.all(
  checks.map((check) =>
    check().catch((error: Error): Finding => {
      if (!(error instanceof SettingsError)) throw error;
      return { what: 'Settings', state: 'missing', found: 'a file is not there', remedy: error.message };
    }),
  ),
);
const width = Math.max(...findings.map(({ what }) => what.length));
for (const { what, state, found, remedy } of findings) {
  console.log(`${marks[state]} ${what.padEnd(width)}  ${found}${state !== 'good' && remedy ? `; ${remedy}` : ''}`);
}
const missing = findings.filter(({ state }) => state === 'missing').length;
console.log(
  missing === 0
    ? `\n${runs ? 'Mingcha runs.' : '`npm start` can go ahead.'}`
    : `\n${missing} ${missing === 1 ? 'thing needs' : 'things need'} a hand before \`npm start\`.`,
);
process.exit(missing === 0 ? 0 : 1);
