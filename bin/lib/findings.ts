import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { uncheckedOn } from '../../domain/law/checked.ts';
import { INSTRUMENTS } from '../../domain/law/instruments.ts';
import type { PlainDate } from '../../domain/time/types.ts';
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

/** Whether what is sealed is handed to somebody who cannot be asked to change it: else nobody but us can find what is changed here. */
export function checkpointsOutside({
  logKeyPath,
  checkpoints,
  witness,
  demo,
}: Pick<Settings, 'logKeyPath' | 'checkpoints' | 'witness' | 'demo'>): Finding {
  const what = 'Checkpoints';
  if (demo) return { what, state: 'good', found: 'of the demonstration, in the data folder and at its own witness' };
  if (logKeyPath === undefined) {
    return {
      what,
      state: 'later',
      found: 'none: nothing is put into the log, and nobody but us could find what is changed in the database',
      remedy:
        'make a key (npm run keys -- --log <origin> <path>) and set MINGCHA_LOG_KEY, MINGCHA_CHECKPOINTS and a witness',
    };
  }
  const places = [
    ...(checkpoints === undefined ? [] : [checkpoints]),
    ...(witness === undefined ? [] : [`the witness at ${witness.url}`]),
  ];
  return places.length === 0
    ? {
        what,
        state: 'later',
        found: 'signed, and handed to nobody: an older copy of the database looks like the right one',
        remedy:
          'set MINGCHA_CHECKPOINTS to a folder of another department, or MINGCHA_WITNESS_URL and MINGCHA_WITNESS_VKEY',
      }
    : { what, state: 'good', found: `handed to ${places.join(' and ')}` };
}

/** Whether every instrument of the catalogue was checked within a year (a rule of the house); one of which nobody recorded a day is not known to be. */
export function lawChecked(
  today: PlainDate,
  unchecked: (today: PlainDate) => ReturnType<typeof uncheckedOn> = uncheckedOn,
): Finding {
  const what = 'Law';
  const { old, unrecorded } = unchecked(today);
  const all = INSTRUMENTS.length;
  if (old.length + unrecorded.length === 0)
    return { what, state: 'good', found: `${all} instruments, each checked within a year` };
  const found = [
    ...(old.length > 0
      ? [`${old.length} of ${all} instruments last checked more than a year ago: ${old.join(', ')}`]
      : []),
    ...(unrecorded.length > 0
      ? [`nobody recorded when ${unrecorded.length} of ${all} instruments were last checked`]
      : []),
  ];
  return {
    what,
    state: 'later',
    found: found.join('; '),
    remedy: 'read them again and write the day into domain/law/checked.ts',
  };
}
