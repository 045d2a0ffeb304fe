import { passwordRefused } from '../../domain/people/password.ts';
import { ONE_TIME_HOURS } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { lengthText } from '../../domain/time/explain.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { areAsSealed, changeSealed } from '../ground/truth.ts';
import { endSessions, passwordHash } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import type { Sessions } from '../types.ts';
import { withProof } from './known-browser.ts';
import { DIFFERS } from './own-factor.ts';
import { hashing, passwordIs } from './sign-in.ts';
import type { Trying } from './trying.ts';

export const ENDED = refuse('password-ended', { put: { term: lengthText(ONE_TIME_HOURS, 'h') } });

/** The password that somebody sets of their own: every other session of theirs ends with it. */
export function ownPassword(core: Core, tries: Trying): Pick<Sessions, 'changePassword'> {
  const { line, staffOf } = tries;
  return {
    async changePassword({ id, login }, session, { current, next }, given) {
      const weak = passwordRefused(next, { login, before: current });
      if (weak) throw new Refused(weak);
      await tries.turn(login, 'password-here');
      const done = await hashing(() =>
        inTransaction(core.pool, async (client) => {
          await tries.alone(client, login, 'password-here');
          const known = await staffOf(client, login, true);
          const right = await passwordIs(known?.password_hash, current);
          const [sealed] = await areAsSealed(client, core.keys, 'staff', [id]);
          if (!right || known?.id !== id || sealed === false) {
            await line(client, { login, known, outcome: sealed === false ? 'differs' : 'wrong' });
            return new Refused(sealed === false ? DIFFERS : atFields(refuse('password-wrong'), 'current'));
          }
          await tries.opened(client, login, 'password-here');
          if (tries.hasEnded(known)) {
            await line(client, { login, known, outcome: 'expired' });
            return new Refused(ENDED);
          }
          const hashed = await passwordHash(next);
          await changeSealed(client, core.keys, 'staff', [id], () =>
            ask(
              client,
              'UPDATE staff SET password_hash = $2, password_once = NULL, password_until = NULL WHERE id = $1',
              [id, hashed],
            ),
          );
          await endSessions(client, id, session, core.now());
          await line(client, { login, known, outcome: 'password' });
          return withProof(core.keys, given, { login, hashed, before: known.password_hash }, core.now());
        }),
      );
      if (done instanceof Refused) throw done;
      return done;
    },
  };
}
