import { ONE_TIME_HOURS } from '../../domain/people/types.ts';
import { millisOf } from '../../domain/time/day.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Held } from '../ground/errors.ts';
import { putSignIn } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import type { SignInView } from '../types.ts';
import { firstHeld, opened, type Pace, type Pause, placeAmongAll, placeOf, secondsUntil } from './sign-in.ts';

/** What is tried: each has a queue of its own, so that whoever knows the password and guesses codes never begins anew by it. */
export type Tried = 'password' | 'code';

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
  const all = core.keys.mac('session', 'sign-in: all');
  const gateOf = (login: string, what: Tried = 'password') =>
    core.keys.mac('session', what === 'password' ? `sign-in of ${login}` : `code of ${login}`);

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

  return {
    line,
    staffOf,

    /** Waits for its turn. @throws Held where that is too far off */
    async turn(login: string, what: Tried): Promise<void> {
      const gate = gateOf(login, what);
      // Its own queue first: a name that is stormed takes no place from the others.
      const own = await placeOf(core.pool, gate, pace);
      if (own === null) throw await held(gate, login, pace.mostWaitMs);
      const among = await placeAmongAll(core.pool, all, pace);
      if (among === null) throw await held(all, login, pace.all.eachMs * pace.all.atOnce + pace.all.mostWaitMs);
      const wait = Math.max(among, own);
      if (wait > 0) await pause(wait);
    },

    /** One try of a name at a time, whichever process has it. */
    async alone(db: Queryable, login: string, what: Tried): Promise<void> {
      await ask(db, 'SELECT 1 FROM sign_in_gates WHERE key = $1 FOR UPDATE', [gateOf(login, what)]);
    },

    /** What was tried was right. */
    opened: (db: Queryable, login: string, what: Tried) => opened(db, gateOf(login, what), all, pace),

    /** Whether a password that somebody else knows serves no more. */
    hasEnded: ({ password_once, until }: StaffRow): boolean =>
      password_once === true && until !== null && until.getTime() <= millisOf(core.now()),
  };
}

export type Trying = ReturnType<typeof trying>;
