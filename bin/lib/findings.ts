import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from './settings.ts';

/**
 * What `npm run doctor` found: `good`; `later` (comes by itself, only the tests need it, or the product works without); `missing`
 * (a person must act).
 */
export interface Finding {
  what: string;
  state: 'good' | 'later' | 'missing';
  found: string;
  remedy?: string;
}

const MB = 1024 * 1024;

const freeOn = async (path: string): Promise<number | null> => {
  const found = await statfs(path).catch(() => null);
  return found && found.bavail * found.bsize;
};

/** Whether free disk is looked at before files are taken, and whether there is enough of it. */
export async function freeDisk(
  { uploads, dataDir }: Pick<Settings, 'uploads' | 'dataDir'>,
  bytesFree: typeof freeOn = freeOn,
): Promise<Finding> {
  const what = 'Free disk';
  const { disk, freeBytes } = uploads;
  const wanted = freeBytes / MB;
  if (disk === null) {
    return {
      what,
      state: 'later',
      found: 'not looked at: files are taken until the disk of the database is full',
      remedy: `set MINGCHA_DISK to a path on that disk (${wanted} MB stay free there, MINGCHA_DISK_FREE_MB); where it is on another machine, watch it there`,
    };
  }
  let at = disk;
  // The data folder is made at the first start.
  while (disk === dataDir && !existsSync(at)) at = dirname(at);
  const free = await bytesFree(at);
  if (free === null) {
    return {
      what,
      state: 'missing',
      found: `${disk} cannot be looked at, so free disk is not either`,
      remedy: 'correct MINGCHA_DISK: a path on the disk of the database',
    };
  }
  const line = `${Math.floor(free / MB)} MB at ${at}, ${wanted} MB stay free`;
  return free >= freeBytes
    ? { what, state: 'good', found: line }
    : {
        what,
        state: 'missing',
        found: `${line}: files are refused with 503`,
        remedy: 'make room, or lower MINGCHA_DISK_FREE_MB',
      };
}
