import { randomInt } from 'node:crypto';
import type pg from 'pg';
import type { Catalogue } from '../../domain/law/index.ts';
import { goesOn } from '../../domain/people/organs.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { toInstant } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { Refused, sqlState, Unavailable } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import { newsFor } from '../ground/news.ts';
import { createPlain, type Plain } from '../ground/plain.ts';
import type { TimePort } from '../types.ts';
import { newWriting, type Writing } from './evidence.ts';
import { type House, HouseKeeper, isBegunByAnother, standingIn } from './house.ts';

export interface LedgerOptions {
  pool: pg.Pool;
  keys: KeyService;
  clock: TimePort;
  /** The one organ that takes tips; default: every one that has a journal of its own. */
  organ?: string;
  /** The catalogue to go by; default: the published one. */
  law?: Catalogue;
  /** The addresses that the pages answer to, as origins: whoever is added to be reached at another is told so; default: not looked at. */
  served?: readonly string[];
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
    house: new HouseKeeper(options.pool, options, {
      ...(options.law ? { law: options.law } : {}),
      ...(options.served ? { served: options.served } : {}),
    }),
    plain: createPlain(options.pool),
    organ: options.organ,
    writing: newWriting(),
    news: newsFor(options.pool),
  };
}

/** The organs that take tips, in the order of their ids. */
export const receivingOrgans = (core: Core, house: House): string[] =>
  core.organ === undefined ? standingIn(house).sort() : [core.organ];

/** The organ whose house this is: that of the set-up, beneath which others were added. */
export function homeOrgan(core: Core, house: House): string {
  const organs = receivingOrgans(core, house);
  const first = organs.find((o) => !isBegunByAnother(house, o)) ?? organs[0];
  if (first === undefined) throw new Unavailable(new Error('no authority is set up yet'), 5);
  return first;
}

/**
 * The organ that receives a tip.
 * @param asked the one that whoever tells has chosen; where there are several it is not guessed
 * @throws Refused `organ-unknown`, `organ-needed`
 */
export function intakeOrgan(core: Core, house: House, asked?: string): string {
  const home = homeOrgan(core, house);
  const organs = receivingOrgans(core, house);
  // Who kept the address of one that went into another reaches that one.
  const meant = asked === undefined ? undefined : goesOn(house.directory.organs, asked);
  if (meant !== undefined && organs.includes(meant)) return meant;
  if (asked !== undefined) throw new Refused(atFields(refuse('organ-unknown'), 'organ'));
  if (organs.length > 1) throw new Refused(atFields(refuse('organ-needed'), 'organ'));
  return home;
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
