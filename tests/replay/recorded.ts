import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type KeyService, keysOf, newKeys } from '../../ledger/index.ts';

export const FOLDER = fileURLToPath(new URL('./histories/', import.meta.url));

/** A key made for these recordings and for nothing else: what they hold is opened with it. */
const RECORDED_UNDER = 'c3RvcmllcyB0b2xkIG9uY2UsIHJlcGxheWVkIG9mdCE=';

/** Keys under which the recorded histories open. */
export const recordingKeys = (): KeyService =>
  keysOf({ ...newKeys(), temporal: Buffer.from(RECORDED_UNDER, 'base64').subarray(0, 32) });

/** One run of one driver, as Temporal stored it. */
export interface Recording {
  /** The branch of the drivers' code that it shows. */
  branch: string;
  workflowId: string;
  type: string;
  history: { events: Record<string, unknown>[] };
}

/** Every recording, by file name. */
export const recordings = (): Recording[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as Recording);
