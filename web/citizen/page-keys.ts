import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../../api/deps.ts';
import type { Typed } from './fields.tsx';

const DRAWN = /^([\w-]{24})([\w-]{22})$/;

/**
 * Keys of pages, by which sending one twice does it once and a receipt is shown again on a reload. Drawn and signed by us: one that
 * somebody made up opens nothing, so that no two people can have the same.
 */
export function pageKeys(formMac: Deps['formMac']) {
  const signature = (drawn: string) => formMac(`key of a page ${drawn}`).subarray(0, 16);
  return {
    newKey(): string {
      const drawn = randomBytes(18).toString('base64url');
      return drawn + signature(drawn).toString('base64url');
    },
    /** The key that a page was made with; undefined where it is none of ours. */
    keyIn(typed: Typed): string | undefined {
      const [key, drawn = '', mac = ''] = DRAWN.exec(typed.key ?? '') ?? [];
      if (key === undefined) return undefined;
      const given = Buffer.from(mac, 'base64url');
      const right = signature(drawn);
      return given.length === right.length && timingSafeEqual(given, right) ? key : undefined;
    },
  };
}
export type PageKeys = ReturnType<typeof pageKeys>;
