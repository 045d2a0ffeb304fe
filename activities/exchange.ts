import { createHash } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exchange } from './ports.ts';

/** What the other body knows a parcel by: the same for the same key, and nothing of the key in it. */
const numberOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 16);
export const referenceOf = (to: string, key: string): string => `${to}-${numberOf(key)}`;

/**
 * Hand-over through a folder, as offices on separate networks do: one file for each parcel in the addressee's folder,
 * whole or not at all, and never a second one for the same key. Put a programme of the other side in its place by giving
 * another `Exchange`.
 */
export function folderExchange(folder: string): Exchange {
  return {
    async deliver({ key, ...parcel }) {
      const reference = referenceOf(parcel.to, key);
      const target = join(folder, parcel.to.replaceAll(/[^a-z0-9-]/g, '_'));
      await mkdir(target, { recursive: true, mode: 0o700 });
      const file = join(target, `${numberOf(key)}.json`);
      const draft = `${file}.${process.pid}.${performance.now()}`;
      await writeFile(draft, `${JSON.stringify({ reference, ...parcel }, null, 2)}\n`, { mode: 0o600 });
      try {
        await link(draft, file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      } finally {
        await rm(draft, { force: true });
      }
      return { reference };
    },
  };
}
