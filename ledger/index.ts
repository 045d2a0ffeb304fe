/** The one door through which anything becomes true. */
export { keepCounting } from './calendars.ts';
export type { LedgerOptions } from './core.ts';
export { openPool } from './db.ts';
export { Held, Refused, Unavailable } from './errors.ts';
export { fileKeys, type KeyName, type KeyService, keysOf, newKeys } from './keys.ts';
export { createLedger } from './ledger.ts';
export { type Rebuilt, rebuild } from './rebuild.ts';
export { type Relay, type RelayOptions, relayOnce, startRelay } from './relay.ts';
export { createSessions, passwordHash, SESSION, type SessionOptions } from './sessions.ts';
export { type Setup, setUp } from './staff.ts';
export { changeSealed, receiptBinding, sealRows, TRUTH, type TruthName } from './truth.ts';
export type * from './types.ts';
export { type Finding, type Verified, verify } from './verify.ts';
