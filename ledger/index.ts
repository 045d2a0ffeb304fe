/** The one door through which anything becomes true. */

export { createSessions, SESSION, type SessionOptions } from './doors/sessions.ts';
export { relayOnce, startRelay } from './driving/relay.ts';
export { openPool } from './ground/db.ts';
export { oneTimePassword } from './ground/drawn.ts';
export { Held, Refused, Unavailable } from './ground/errors.ts';
export { fileKeys, type KeyService, keysOf, newKeys } from './ground/keys.ts';
export { changeSealed, sealRows } from './ground/truth.ts';
export { setUp } from './house/staff.ts';
export { rebuild } from './keeping/rebuild.ts';
export { verify } from './keeping/verify.ts';
export { createLedger } from './ledger.ts';
export { oneTimeHash, passwordHash } from './truth/accounts.ts';
export type * from './types.ts';
