/** The one door through which anything becomes true. */
export { openPool } from './db.ts';
export { Held, Refused, Unavailable } from './errors.ts';
export { fileKeys, type KeyService, keysOf, newKeys } from './keys.ts';
export { createLedger } from './ledger.ts';
export { rebuild } from './rebuild.ts';
export { relayOnce, startRelay } from './relay.ts';
export { createSessions, passwordHash, SESSION, type SessionOptions } from './sessions.ts';
export { setUp } from './staff.ts';
export { changeSealed, sealRows } from './truth.ts';
export type * from './types.ts';
export { verify } from './verify.ts';
