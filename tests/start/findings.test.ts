import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { checkpointsOutside, freeDisk, lawChecked } from '../../bin/lib/findings.ts';
import { run } from '../../bin/lib/processes.ts';
import { loadSettings } from '../../bin/lib/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingcha-findings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OWN_DATABASE = 'postgresql://nobody@127.0.0.1:1/none';
const look = (env: Record<string, string>, ...bytesFree: [] | [() => Promise<number>]) =>
  freeDisk(loadSettings({ MINGCHA_DATA: join(folder, 'not-yet', 'data'), ...env }, 'doctor'), ...bytesFree);

describe('free disk', () => {
  test('with a database of its own is not looked at until a setting says where, and that is said', async () => {
    const unset = await look({ DATABASE_URL: OWN_DATABASE });
    expect(unset).toMatchObject({ state: 'later', found: expect.stringContaining('not looked at') });
    expect(unset.remedy).toContain('MINGCHA_DISK');
    expect(await look({ DATABASE_URL: OWN_DATABASE, MINGCHA_DISK: folder, MINGCHA_DISK_FREE_MB: '0' })).toMatchObject({
      state: 'good',
    });
  });

  test('is that of the data folder in the demonstration, also before there is one', async () => {
    expect(await look({ MINGCHA_DISK_FREE_MB: '0' })).toMatchObject({ state: 'good' });
  });

  test('at a path that is not there, or less than has to stay free, needs a person', async () => {
    const gone = await look({ DATABASE_URL: OWN_DATABASE, MINGCHA_DISK: join(folder, 'nowhere') });
    expect(gone).toMatchObject({ state: 'missing', remedy: expect.stringContaining('MINGCHA_DISK') });
    const full = await look({ DATABASE_URL: OWN_DATABASE, MINGCHA_DISK: folder }, async () => 1023 * 1024 * 1024);
    expect(full).toMatchObject({ state: 'missing', found: expect.stringContaining('503') });
  });

  test('is one of the lines of doctor', async () => {
    const own = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|MINGCHA_CACHE)$/.test(name));
    const { output } = await run(process.execPath, ['--import', 'tsx', 'bin/doctor.ts'], {
      cwd: ROOT,
      env: {
        ...Object.fromEntries(own),
        MINGCHA_DATA: folder,
        DATABASE_URL: OWN_DATABASE,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
      },
    });
    expect(output).toMatch(/^… Checkpoints +none: .*MINGCHA_LOG_KEY/m);
    expect(output).toMatch(/^[✓…] Law +\S/m);
    expect(output).toMatch(/^… Free disk +not looked at: .*set MINGCHA_DISK to a path on that disk/m);
  });
});

describe('the law', () => {
  test('last checked more than a year ago is said by name, with what to do', () => {
    const before = lawChecked('2027-11-28');
    expect(before.found).not.toContain('more than a year ago');
    const after = lawChecked('2027-11-29');
    expect(after).toMatchObject({ state: 'later', remedy: expect.stringContaining('read them again') });
    expect(after.found).toMatch(/instruments last checked more than a year ago: .*\bM49\b/);
  });

  test('of which nobody recorded a day is never called good', () => {
    expect(lawChecked('2026-11-29', () => ({ old: [], unrecorded: ['CPL'] }))).toMatchObject({
      state: 'later',
      found: expect.stringContaining('nobody recorded when 1 of '),
    });
    expect(lawChecked('2026-11-29', () => ({ old: [], unrecorded: [] }))).toMatchObject({ state: 'good' });
  });
});

describe('checkpoints', () => {
  const at = (env: Record<string, string>) =>
    checkpointsOutside(loadSettings({ DATABASE_URL: OWN_DATABASE, MINGCHA_DATA: folder, ...env }, 'doctor'));
  const KEY = { MINGCHA_LOG_KEY: join(folder, 'log-key') };

  test('that go nowhere are said, with what to set', () => {
    expect(at({})).toMatchObject({ state: 'later', remedy: expect.stringContaining('MINGCHA_LOG_KEY') });
    expect(at(KEY)).toMatchObject({ state: 'later', remedy: expect.stringContaining('MINGCHA_WITNESS_URL') });
    expect(at({ ...KEY, MINGCHA_CHECKPOINTS: join(folder, 'outside') })).toMatchObject({
      state: 'good',
      found: expect.stringContaining('outside'),
    });
  });
});
