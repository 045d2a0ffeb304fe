import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Calendars } from '../domain/time/types.ts';
import type { KeyService } from '../ledger/keys.ts';
import type { Ledger } from '../ledger/types.ts';
import type { Sessions } from './sessions.ts';

/** What the composition root gives the API. */
export interface Deps {
  ledger: Ledger;
  pool: Pool;
  keys: KeyService;
  /** Legal time: the system's, or a test's. */
  clock: { now(): string };
  calendars: () => Calendars;
  sessions: Sessions;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Whether the Temporal server and a worker answer; for health. */
  drivers: { health(): Promise<{ temporal: boolean; worker: boolean }> };
  /** Demo mode shows the mail sink and the sign-in names. */
  demo: { password: string; mails(): Promise<unknown[]> } | null;
  /** Folder of the built console; null while it is not built. */
  consoleFolder: string | null;
}
