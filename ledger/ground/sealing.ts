import { randomBytes } from 'node:crypto';
import type { FactSheet } from '../../domain/case/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from './errors.ts';
import { type KeyService, seal, unseal } from './keys.ts';

/** Name of the event that destroys the key of a case; migrations/0013 asks for it too. */
export const KEY_DESTROYED = 'key-destroyed';

/** The data key of one case: seals and opens the words of its events and its evidence. */
export interface CaseKey {
  /** As stored beside the case. */
  wrapped: Buffer;
  damaged: boolean;
  sealWords(event: number, words: FactSheet): Buffer | null;
  openWords(event: number, sealed: Uint8Array | null): FactSheet;
  sealBytes(context: string, bytes: Uint8Array): Buffer;
  openBytes(context: string, sealed: Uint8Array): Buffer;
}

function caseKey(caseId: string, key: Buffer, wrapped: Buffer): CaseKey {
  return {
    wrapped,
    damaged: false,
    sealWords: (event, words) =>
      Object.keys(words).length === 0 ? null : seal(key, Buffer.from(JSON.stringify(words)), `${caseId}:${event}`),
    openWords: (event, sealed) =>
      sealed === null ? {} : (JSON.parse(unseal(key, sealed, `${caseId}:${event}`).toString('utf8')) as FactSheet),
    sealBytes: (context, bytes) => seal(key, bytes, `${caseId}:${context}`),
    openBytes: (context, sealed) => unseal(key, sealed, `${caseId}:${context}`),
  };
}

/** A new key, wrapped for this case alone: beside any other case it opens nothing. */
export function newCaseKey(keys: KeyService, caseId: string): CaseKey {
  const key = randomBytes(32);
  return caseKey(caseId, key, keys.wrap('case-wrap', key, caseId));
}

/**
 * What a seal holds; null where it is not as it was sealed. One damaged piece never closes the page that it stands on.
 */
export function whole<T>(open: () => T): T | null {
  try {
    return open();
  } catch {
    return null;
  }
}

/** What a reader gets of sealed words. */
export interface ReadWords {
  /** null where they cannot be shown. */
  words: FactSheet | null;
  /** They are not as they were sealed, which is a loss; without it the key was destroyed, as the rules require. */
  damaged?: true;
}

/** The words of one event, or that there are none to show: the rest of the case is shown all the same. */
export function readWords(key: CaseKey | null, event: { number: number; sealed: Uint8Array | null }): ReadWords {
  if (key === null) return { words: null };
  const words = whole(() => key.openWords(event.number, event.sealed));
  return words === null ? { words, damaged: true } : { words };
}

/** What is stored of the key of a case is not as it was wrapped: its words stay shut until the copy is compared, its clocks run on. */
const keyDamaged = () => new Refused(refuse('case-key-damaged'));

/** Opens nothing and seals nothing; an event without words needs no key. */
function damagedKey(wrapped: Buffer): CaseKey {
  const no = (): never => {
    throw keyDamaged();
  };
  return {
    wrapped,
    damaged: true,
    sealWords: (_event, words) => (Object.keys(words).length === 0 ? null : no()),
    openWords: (_event, sealed) => (sealed === null ? {} : no()),
    sealBytes: no,
    openBytes: no,
  };
}

/** The key of a case; null after it was destroyed at the end of retention. One that is damaged opens nothing, which is not the same. */
export function openCaseKey(keys: KeyService, caseId: string, wrapped: Buffer | null): CaseKey | null {
  if (wrapped === null) return null;
  const key = whole(() => keys.unwrap('case-wrap', wrapped, caseId));
  return key === null ? damagedKey(wrapped) : caseKey(caseId, key, wrapped);
}
