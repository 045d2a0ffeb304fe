import { randomInt } from 'node:crypto';
import type pg from 'pg';
import type { Catalogue } from '../../domain/law/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { toInstant } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { Refused, sqlState, Unavailable } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import { newsFor } from '../ground/news.ts';
import { createPlain, type Plain } from '../ground/plain.ts';
import type { TimePort } from '../types.ts';
import { newWriting, type Writing } from './evidence.ts';
import { type House, HouseKeeper } from './house.ts';

export interface LedgerOptions {
  pool: pg.Pool;
  keys: KeyService;
  clock: TimePort;
  /** Organ that takes tips from the page; default: the one that has settled its house limits. */
  organ?: string;
  /** The catalogue to go by; default: the published one. */
  law?: Catalogue;
  /** Milliseconds within which a new driver starts, at a moment of chance; default: a minute. */
  driversWithin?: number;
}

/** What the rooms of the ledger share. */
export interface Core {
  pool: pg.Pool;
  keys: KeyService;
  now(): Instant;
  /** After how many milliseconds a driver that is due now starts: Temporal keeps its start, which must not tell when a tip came. */
  startsIn(): number;
  house: HouseKeeper;
  /** Plain reads through Prisma. */
  plain: Plain;
  organ: string | undefined;
  /** Takes turns at writing pieces of originals. */
  writing: Writing;
  /** Tells the relays that something was written. */
  news(): void;
}

const A_MINUTE = 60_000;

export function createCore(options: LedgerOptions): Core {
  return {
    pool: options.pool,
    keys: options.keys,
    now: () => toInstant(options.clock.now()),
    startsIn: () => randomInt((options.driversWithin ?? A_MINUTE) + 1),
    house: new HouseKeeper(options.pool, options, options.law),
    plain: createPlain(options.pool),
    organ: options.organ,
    writing: newWriting(),
    news: newsFor(options.pool),
  };
}

/** The organ that takes tips from the page. */
export function intakeOrgan(core: Core, house: House): string {
  const organ = core.organ ?? Object.keys(house.authorities).sort()[0];
  if (organ === undefined) throw new Unavailable(new Error('no authority is set up yet'), 5);
  return organ;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isId = (id: string): boolean => UUID.test(id);

export const caseUnknown = () => new Refused(refuse('case-unknown'));

/** Turns text that PostgreSQL cannot hold (a NUL character) into a refusal of the form. */
export function unstorable(error: unknown): unknown {
  const { code } = sqlState(error);
  if (code !== '22P05' && code !== '22021') return error;
  return new Refused(refuse('form-invalid/characters'));
}
