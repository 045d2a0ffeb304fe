import { randomBytes } from 'node:crypto';
import type { FactSheet } from '../domain/proceedings/types.ts';
import { type KeyService, seal, unseal } from './keys.ts';

/** Name of the event that destroys the key of a case; migrations/0013 asks for it too. */
export const KEY_DESTROYED = 'key-destroyed';

/** The data key of one case: seals and opens the words of its events and its evidence. */
export interface CaseKey {
  /** As stored beside the case. */
  wrapped: Buffer;
  sealWords(event: number, words: FactSheet): Buffer | null;
  openWords(event: number, sealed: Uint8Array | null): FactSheet;
  sealBytes(context: string, bytes: Uint8Array): Buffer;
  openBytes(context: string, sealed: Uint8Array): Buffer;
}

function caseKey(caseId: string, key: Buffer, wrapped: Buffer): CaseKey {
  return {
    wrapped,
    sealWords: (event, words) =>
      Object.keys(words).length === 0 ? null : seal(key, Buffer.from(JSON.stringify(words)), `${caseId}:${event}`),
    openWords: (event, sealed) =>
      sealed === null ? {} : (JSON.parse(unseal(key, sealed, `${caseId}:${event}`).toString('utf8')) as FactSheet),
    sealBytes: (context, bytes) => seal(key, bytes, `${caseId}:${context}`),
    openBytes: (context, sealed) => unseal(key, sealed, `${caseId}:${context}`),
  };
}

/** A new key for a new case, wrapped by the key service. */
export function newCaseKey(keys: KeyService, caseId: string): CaseKey {
  const key = randomBytes(32);
  return caseKey(caseId, key, keys.wrap('case-wrap', key, caseId));
}

/** The key of a case; null after it was destroyed at the end of retention. */
export function openCaseKey(keys: KeyService, caseId: string, wrapped: Buffer | null): CaseKey | null {
  return wrapped === null ? null : caseKey(caseId, keys.unwrap('case-wrap', wrapped, caseId), wrapped);
}
