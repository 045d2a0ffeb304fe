import { randomBytes } from 'node:crypto';
import { ONE_TIME_HOURS } from '../../domain/people/types.ts';
import { millisOf } from '../../domain/time/day.ts';
import { canonical } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Held } from '../ground/errors.ts';
import { putSignIn } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import type { CameWith, SignInView } from '../types.ts';
import {
  firstHeld,
  givenBack,
  keepPlace,
  opened,
  type Pace,
  type Pause,
  placeAmongAll,
  placeOf,
  secondsUntil,
  takeKept,
} from './sign-in.ts';

/**
 * What is tried: each has a queue of its own, so that whoever knows the password and guesses codes never begins anew by it. `password-here`:
 * a password, by somebody who has shown before who they are: in the browser that is known, or with the session that is open. So whoever
 * only knows the name is in no queue of theirs. A code is always tried by such a one: they had the password.
 */
export type Tried = 'password' | 'password-here' | 'code';

const gateNamed = (what: Tried): string =>
  what === 'password' ? 'sign-in of' : what === 'code' ? 'code of' : 'sign-in from a known browser of';

/** The row of a member of staff, as far as signing in asks for it. */
export interface StaffRow {
  id: string;
  password_hash: string;
  password_once: boolean | null;
  /** When a one-time password ends. */
  until: Date | null;
  active: boolean;
  /** Names the second factor. */
  factor: string | null;
}

/** What every try of a password or a code goes through: its turn, its line in the log, its end. */
export function trying(core: Core, pace: Pace, pause: Pause) {
  /** Made-up names fill the one, and nobody who has to make up a name is in the other. */
  const ofAnybody = core.keys.mac('session', 'sign-in: all');
  const ofKnown = core.keys.mac('session', 'sign-in: all who are known');
  const allOf = (what: Tried) => (what === 'password' ? ofAnybody : ofKnown);
  const gateOf = (login: string, what: Tried = 'password') => core.keys.mac('session', `${gateNamed(what)} ${login}`);
  /** No name's own queue is longer than this either. */
  const holdMs = Math.max(pace.holdMs, pace.mostWaitMs);
  const keptOf = (login: string, what: Tried, place: string) =>
    core.keys.mac('session', `place of ${canonical([what, login, place])}`);

  async function line(
    db: Queryable,
    {
      login,
      known,
      outcome,
      by = null,
    }: { login: string; known: { id: string } | undefined; outcome: SignInView['outcome']; by?: string | null },
  ): Promise<void> {
    const tag = known ? null : gateOf(login).subarray(0, 4);
    const of = known ? { login, staff: known.id, tag: null } : { login: null, staff: null, tag };
    await putSignIn(db, core.keys, { at: core.now(), ...of, outcome, by });
  }

  /** `held`: nobody changes it until this transaction is over, so that no session is opened on what a reset has just ended. */
  const staffOf = async (db: Queryable, login: string, held = false) =>
    (
      await ask<StaffRow>(
        db,
        `SELECT id, password_hash, password_once, active, factor, coalesce(password_until,
           (SELECT min((about->>'setUpAt')::timestamptz) FROM authorities) + interval '${ONE_TIME_HOURS} hours') AS until
         FROM staff WHERE login = $1 ${held ? 'FOR NO KEY UPDATE' : ''}`,
        [login],
      )
    )[0];

  async function held(gate: Buffer, login: string, beforeMs: number) {
    if (await firstHeld(core.pool, gate))
      await line(core.pool, { login, known: await staffOf(core.pool, login), outcome: 'held' });
    return new Held(await secondsUntil(core.pool, gate, beforeMs));
  }

  /** Milliseconds until the turn of a place that is taken now. */
  async function newPlace(login: string, what: Tried): Promise<number> {
    const gate = gateOf(login, what);
    // Its own queue first: a name that is stormed takes no place from the others.
    const own = await placeOf(core.pool, gate, pace);
    if (own === null) throw await held(gate, login, pace.mostWaitMs);
    // Who is known is held on one request or not at all.
    const { eachMs, atOnce, mostWaitMs } = pace.all;
    const most = what === 'password' ? mostWaitMs : Math.min(mostWaitMs, holdMs);
    const among = await placeAmongAll(core.pool, allOf(what), pace, most);
    if (among === null) throw await held(allOf(what), login, eachMs * atOnce + most);
    return Math.max(among, own);
  }

  return {
    line,
    staffOf,

    /** Waits for its turn. @throws Held where that is too far off, or with the place that is kept for who asks again */
    async turn(login: string, what: Tried, { place, left }: Pick<CameWith, 'place' | 'left'> = {}): Promise<void> {
      const wait =
        (place ? await takeKept(core.pool, keptOf(login, what, place)) : null) ?? (await newPlace(login, what));
      if (wait > 0) await pause(Math.min(wait, holdMs), left);
      if (left?.aborted) {
        // Else whoever asks and does not wait would have as many places as they like.
        await givenBack(core.pool, allOf(what), pace);
        throw new Held(1);
      }
      if (wait <= holdMs) return;
      const kept = randomBytes(18).toString('base64url');
      await keepPlace(core.pool, keptOf(login, what, kept), wait - holdMs);
      throw new Held(Math.ceil((wait - holdMs) / 1000), kept);
    },

    /** One try of a name at a time, whichever process has it. */
    async alone(db: Queryable, login: string, what: Tried): Promise<void> {
      await ask(db, 'SELECT 1 FROM sign_in_gates WHERE key = $1 FOR UPDATE', [gateOf(login, what)]);
    },

    /** What was tried was right. */
    opened: (db: Queryable, login: string, what: Tried) => opened(db, gateOf(login, what), allOf(what), pace),

    /** Whether a password that somebody else knows serves no more. */
    hasEnded: ({ password_once, until }: StaffRow): boolean =>
      password_once === true && until !== null && until.getTime() <= millisOf(core.now()),
  };
}

export type Trying = ReturnType<typeof trying>;
