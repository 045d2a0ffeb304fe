import { factorNeeded } from '../../domain/people/second-factor.ts';
import type { Person } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { instantFrom, inTransaction, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { areAsSealed } from '../ground/truth.ts';
import { endSessions, nameFactor } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import type { OwnFactor } from '../types.ts';
import { becomeFactor, factorRow, newDraft, renewRecovery, takeCode } from './second-factor.ts';
import { hashing, passwordIs } from './sign-in.ts';
import type { StaffRow, Tried, Trying } from './trying.ts';

const BOTH: readonly Tried[] = ['password-here', 'code'];

export const DIFFERS = refuse('account-differs');

type Of = { person: Person; known: StaffRow; db: Queryable };

/** What everything about one's own factor goes through: alone with one's row, and the proof that it is oneself. */
function proving(core: Core, { turn, alone, opened, line, staffOf }: Trying) {
  /**
   * Does something about a person in one transaction, alone with what is tried, then with their row, in this order as everybody does;
   * what is refused stands in the log all the same.
   */
  async function about<T>(person: Person, tried: readonly Tried[], work: (of: Of) => Promise<T | Refused>): Promise<T> {
    const done = await inTransaction(core.pool, async (db) => {
      for (const what of tried) await alone(db, person.login, what);
      const known = await staffOf(db, person.login, true);
      const [sealed] = await areAsSealed(db, core.keys, 'staff', [person.id]);
      if (known?.id === person.id && sealed === true) return work({ person, known, db });
      await line(db, { login: person.login, known, outcome: 'differs' });
      return new Refused(DIFFERS);
    });
    if (done instanceof Refused) throw done;
    return done;
  }

  /** What stands against a code of theirs, which is spent; null: nothing. */
  async function codeRefused({ person: { login }, known, db }: Of, factor: string, code: string) {
    const tried = await takeCode(db, core.keys, { staff: known.id, factor, code, now: core.now() });
    if (tried === 'differs' || tried === 'wrong') {
      await line(db, { login, known, outcome: tried === 'wrong' ? 'wrong-code' : tried });
      return new Refused(tried === 'wrong' ? atFields(refuse('code-wrong'), 'code') : DIFFERS);
    }
    await opened(db, login, 'code');
    return null;
  }

  /** The same of password and code. */
  async function proofRefused(of: Of, factor: string, proof: { password: string; code: string }) {
    const { person, known, db } = of;
    if (!(await passwordIs(known.password_hash, proof.password))) {
      await line(db, { login: person.login, known, outcome: 'wrong' });
      return new Refused(atFields(refuse('password-wrong'), 'password'));
    }
    await opened(db, person.login, 'password-here');
    return codeRefused(of, factor, proof.code);
  }

  const bothTurns = async ({ login }: Person) => {
    for (const what of BOTH) await turn(login, what);
  };

  return { about, codeRefused, proofRefused, bothTurns };
}

/** The second factor of whoever is signed in: what of it they are shown, how it is set, renewed and taken away. */
export function ownFactor(core: Core, tries: Trying): OwnFactor {
  const { line, staffOf } = tries;
  const { about, codeRefused, proofRefused, bothTurns } = proving(core, tries);
  return {
    async factorOf(person) {
      const known = await staffOf(core.pool, person.login);
      const row = known?.factor ? await factorRow(core.pool, known.factor) : undefined;
      const { earnest } = await core.house.fresh();
      return {
        needed: factorNeeded(person, earnest, dayOf(core.now())),
        set: row ? { since: instantFrom(row.since), codesLeft: row.recovery.length } : null,
      };
    },

    async draftFactor(person, session, proof) {
      if (proof) await bothTurns(person);
      return hashing(() =>
        about(person, proof ? BOTH : [], async (of) => {
          const { id: staff, factor } = of.known;
          // Whoever finds a desk with a session open on it gives nobody's account another factor.
          if (factor !== null) {
            const no = proof
              ? await proofRefused(of, factor, proof)
              : new Refused(atFields(refuse('proof-needed'), 'password', 'code'));
            if (no) return no;
          }
          return newDraft(core.keys, { staff, session, factor }, person.login, core.now());
        }),
      );
    },

    async enrolFactor(person, session, given) {
      await tries.turn(person.login, 'code');
      return about(person, ['code'], async ({ known, db }) => {
        const of = { staff: known.id, session, factor: known.factor };
        const done = await becomeFactor(db, core.keys, of, { ...given, now: core.now() });
        if (done === 'over') return new Refused(refuse('factor-draft-over'));
        if (done === 'wrong') {
          await line(db, { login: person.login, known, outcome: 'wrong-code' });
          return new Refused(atFields(refuse('code-wrong'), 'code'));
        }
        await tries.opened(db, person.login, 'code');
        await endSessions(db, known.id, session, core.now());
        await line(db, { login: person.login, known, outcome: 'factor' });
        return done.codes;
      });
    },

    async removeFactor(person, session, proof) {
      const { earnest } = await core.house.fresh();
      if (factorNeeded(person, earnest, dayOf(core.now()))) throw new Refused(refuse('factor-needed/keep'));
      await bothTurns(person);
      await hashing(() =>
        about(person, BOTH, async (of) => {
          const { known, db } = of;
          if (known.factor === null) return new Refused(refuse('factor-none'));
          const no = await proofRefused(of, known.factor, proof);
          if (no) return no;
          const at = core.now();
          await nameFactor(db, core.keys, { staff: known.id, before: known.factor, next: null, at });
          await endSessions(db, known.id, session, at);
          await line(db, { login: person.login, known, outcome: 'factor-gone' });
          return null;
        }),
      );
    },

    async renewCodes(person, code) {
      await tries.turn(person.login, 'code');
      return about(person, ['code'], async (of) => {
        const { known, db } = of;
        if (known.factor === null) return new Refused(refuse('factor-none'));
        const no = await codeRefused(of, known.factor, code);
        if (no) return no;
        await line(db, { login: person.login, known, outcome: 'codes' });
        return renewRecovery(db, core.keys, known.factor);
      });
    },
  };
}
