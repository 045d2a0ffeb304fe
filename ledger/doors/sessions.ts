import { randomBytes, randomUUID } from 'node:crypto';
import { isWithoutPost } from '../../domain/people/may.ts';
import { factorNeeded } from '../../domain/people/second-factor.ts';
import { dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import { ask, instantFrom, inTransaction, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { areAsSealed, isBound, type SessionRow, sessionBinding } from '../ground/truth.ts';
import { type Core, createCore, type LedgerOptions } from '../truth/core.ts';
import type { Sessions } from '../types.ts';
import { note } from './journal.ts';
import { isKnownHere, withProof } from './known-browser.ts';
import { listed } from './listed.ts';
import { DIFFERS, ownFactor } from './own-factor.ts';
import { ENDED, ownPassword } from './own-password.ts';
import { takeCode } from './second-factor.ts';
import { hashing, PACE, type Pace, type Pause, passwordIs, pauseOfProcess } from './sign-in.ts';
import { trying } from './trying.ts';

const MINUTE_MS = 60_000;
/** How long a session lasts from sign-in (one working day), and how long without being used. */
export const SESSION = { totalMs: 10 * 60 * MINUTE_MS, idleMs: 30 * MINUTE_MS } as const;
/** How long a right password waits for its code. */
const HALF_MS = 5 * MINUTE_MS;

/** What is worked out where no session was found, so that one which is not bound costs no more. */
const NOBODYS: SessionRow = {
  token_hash: Buffer.alloc(32),
  id: '00000000-0000-0000-0000-000000000000',
  staff: '',
  created_at: new Date(0),
  expires_at: new Date(0),
  half: null,
  binding: null,
};

/** Of a session `s`: $2 is now, $3 since when it must have been used. */
const IS_OPEN = 's.expires_at > $2 AND s.last_seen > $3 AND s.ended_at IS NULL AND s.half IS NULL';

export interface SessionOptions extends Pick<LedgerOptions, 'pool' | 'keys' | 'clock'> {
  life?: { totalMs: number; idleMs: number };
  pace?: Pace;
  pause?: Pause;
}

/** How sessions are opened and found again. */
function opening(core: Core, life: { totalMs: number; idleMs: number }) {
  const stored = (token: string) => core.keys.mac('session', token);
  const idleSince = () => instantOf(millisOf(core.now()) - life.idleMs);

  /** Opens a session; a half one waits for a code and opens nothing else. */
  async function open(db: Queryable, staff: string, half: true | null) {
    const token = randomBytes(32).toString('base64url');
    const now = core.now();
    const expiresAt = instantOf(millisOf(now) + (half ? HALF_MS : life.totalMs));
    const [others] = await ask<{ n: number }>(
      db,
      `SELECT count(*)::int AS n FROM sessions s WHERE s.staff = $1 AND ${IS_OPEN}`,
      [staff, now, idleSince()],
    );
    const row = {
      token_hash: stored(token),
      id: randomUUID(),
      staff,
      created_at: new Date(millisOf(now)),
      expires_at: new Date(millisOf(expiresAt)),
      half,
    };
    await ask(
      db,
      `INSERT INTO sessions (token_hash, id, staff, created_at, last_seen, expires_at, half, binding)
       VALUES ($1, $2, $3, $4, $4, $5, $6, $7)`,
      [row.token_hash, row.id, row.staff, now, expiresAt, half, sessionBinding(core.keys, row)],
    );
    return { token, expiresAt, others: others?.n ?? 0 };
  }

  /** A session that waits for a code, and whose it is; after equal work null where there is none. */
  async function halfSession(db: Queryable, token: string) {
    const [row] = await ask<SessionRow & { login: string }>(
      db,
      `SELECT s.token_hash, s.id, s.staff, s.created_at, s.expires_at, s.half, s.binding, p.login
       FROM sessions s JOIN staff p ON p.id = s.staff
       WHERE s.token_hash = $1 AND s.half AND s.ended_at IS NULL AND s.expires_at > $2`,
      [stored(token), core.now()],
    );
    const against = row ?? NOBODYS;
    const bound = isBound(sessionBinding(core.keys, against), against.binding);
    return row && bound ? row : null;
  }

  return { stored, idleSince, open, halfSession };
}

/** Sign-in of staff. Tokens are 256 random bits, kept as keyed hashes. */
export function createSessions(options: SessionOptions): Sessions {
  const core = createCore(options);
  const { life = SESSION, pace = PACE, pause = pauseOfProcess } = options;
  const { stored, idleSince, open, halfSession } = opening(core, life);
  const tries = trying(core, pace, pause);
  const { line, staffOf } = tries;
  const holdsFrom = (given: string | undefined, login: string, hashed: string) =>
    withProof(core.keys, given, { login, hashed }, core.now());
  /** Being used is written down no oftener than this. */
  const coarseMs = Math.min(MINUTE_MS, life.idleMs / 10);

  return {
    async signIn(login, password, { known: given, ...came } = {}) {
      const here = await isKnownHere(core.pool, core.keys, { login, given, now: core.now() });
      const what = here ? 'password-here' : 'password';
      await tries.turn(login, what, came);
      const { directory, earnest } = await core.house.fresh();
      const done = await hashing(() =>
        inTransaction(core.pool, async (client) => {
          await tries.alone(client, login, what);
          const known = await staffOf(client, login, true);
          const right = await passwordIs(known?.password_hash, password);
          const person = known && directory.people[known.id];
          // A password that somebody wrote into the database opens nothing, however soon it is set back.
          const [sealed] = await areAsSealed(client, core.keys, 'staff', [known?.id ?? '']);
          const differs = right && known !== undefined && sealed === false;
          if (!right || !known?.active || !person || isWithoutPost(person, dayOf(core.now())) || differs) {
            await line(client, { login, known, outcome: differs ? 'differs' : 'wrong' });
            await note(core, person ?? null, [{ what: 'sign-in-failed' }], client);
            return differs ? new Refused(DIFFERS) : null;
          }
          await tries.opened(client, login, what);
          if (tries.hasEnded(known)) {
            await line(client, { login, known, outcome: 'expired' });
            return new Refused(ENDED);
          }
          const half = known.factor !== null;
          await line(client, { login, known, outcome: half ? 'half' : 'in' });
          if (!half) await note(core, person, [{ what: 'sign-in' }], client);
          const needed = factorNeeded(person, earnest, dayOf(core.now()));
          const opened = await open(client, known.id, half || null);
          const holds = half ? null : holdsFrom(given, login, known.password_hash);
          return {
            ...opened,
            known: holds,
            person,
            half,
            once: known.password_once === true,
            factorDue: !half && needed,
          };
        }),
      );
      if (done instanceof Refused) throw done;
      return done;
    },

    async secondStep(token, code, given) {
      const half = await halfSession(core.pool, token);
      if (!half) return 'over';
      const { login, staff } = half;
      await tries.turn(login, 'code');
      const { directory } = await core.house.fresh();
      const done = await inTransaction(core.pool, async (client) => {
        await tries.alone(client, login, 'code');
        const known = await staffOf(client, login, true);
        const person = directory.people[staff];
        const [sealed] = await areAsSealed(client, core.keys, 'staff', [staff]);
        if (
          !known?.active ||
          !known.factor ||
          !person ||
          isWithoutPost(person, dayOf(core.now())) ||
          (await halfSession(client, token)) === null
        )
          return 'over' as const;
        const now = core.now();
        const tried = sealed
          ? await takeCode(client, core.keys, { staff, factor: known.factor, code, now })
          : ('differs' as const);
        if (tried === 'wrong' || tried === 'differs') {
          await line(client, { login, known, outcome: tried === 'wrong' ? 'wrong-code' : tried });
          await note(core, person, [{ what: 'sign-in-failed' }], client);
          return tried === 'wrong' ? null : new Refused(DIFFERS);
        }
        await tries.opened(client, login, 'code');
        await ask(client, 'UPDATE sessions SET ended_at = $2 WHERE id = $1', [half.id, now]);
        await line(client, { login, known, outcome: tried === 'recovery' ? 'recovery' : 'in' });
        await note(core, person, [{ what: 'sign-in' }], client);
        const opened = await open(client, staff, null);
        const holds = holdsFrom(given, login, known.password_hash);
        return { ...opened, known: holds, person, half: false, once: known.password_once === true, factorDue: false };
      });
      if (done instanceof Refused) throw done;
      return done;
    },

    async session(token) {
      const now = core.now();
      const [row] = await ask<
        SessionRow & { last_seen: Date; open: boolean; once: boolean; factor: boolean; house: string }
      >(
        core.pool,
        `SELECT s.token_hash, s.id, s.staff, s.created_at, s.expires_at, s.half, s.binding, s.last_seen, ${IS_OPEN} AS open,
           p.password_once IS TRUE AS once, p.factor IS NOT NULL AS factor, h.version::text AS house
         FROM sessions s JOIN staff p ON p.id = s.staff AND p.active CROSS JOIN house_version h
         WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.half IS NULL`,
        [stored(token), now, idleSince()],
        'session',
      );
      const against = row ?? NOBODYS;
      const bound = isBound(sessionBinding(core.keys, against), against.binding);
      if (!row || !bound) return null;
      if (!row.open) {
        // Over for good, also for a clock that goes back.
        await ask(core.pool, 'UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [row.id, now]);
        return null;
      }
      if (millisOf(now) - row.last_seen.getTime() >= coarseMs) {
        await ask(core.pool, 'UPDATE sessions SET last_seen = $2 WHERE id = $1 AND last_seen < $2', [row.id, now]);
      }
      const house = await core.house.at(row.house);
      const person = house.notAsSealed.has(row.staff) ? undefined : house.directory.people[row.staff];
      if (!person || isWithoutPost(person, dayOf(now))) return null;
      const factorDue = !row.factor && factorNeeded(person, house.earnest, dayOf(now));
      return { person, id: row.id, expiresAt: instantFrom(row.expires_at), once: row.once, factorDue };
    },

    ...ownPassword(core, tries),
    ...ownFactor(core, tries),
    ...listed(core, tries, idleSince),

    async signOut(token) {
      await ask(core.pool, 'UPDATE sessions SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL', [
        stored(token),
        core.now(),
      ]);
    },
  };
}
