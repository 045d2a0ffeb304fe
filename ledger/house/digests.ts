import { digestTimeOf, nextDigest as nextMoment } from '../../domain/people/digest.ts';
import type { Person } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { HOUR_MS, instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import { whole } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import type { DigestChoice, Digests } from '../types.ts';

/** Bound to the person: put into another's row it opens for nobody. */
const boundTo = (staff: string): string => `staff:${staff}`;

/** What somebody chose; an address that is not as it was sealed counts as none, and then nothing is sent. */
export async function choiceOf(
  db: Queryable,
  keys: KeyService,
  staff: string,
): Promise<DigestChoice & { sentFor: Date | null }> {
  const [row] = await ask<{ times: DigestChoice['times']; address: Buffer | null; sent_for: Date | null }>(
    db,
    'SELECT times, address, sent_for FROM digests WHERE staff = $1',
    [staff],
  );
  const sealed = row?.address ?? null;
  const address = sealed && whole(() => keys.unwrap('notice', sealed, boundTo(staff)).toString('utf8'));
  return { times: row?.times ?? [], address, sentFor: row?.sent_for ?? null };
}

/** Chooses times and address; without times the address is not kept. @throws Refused 422 */
export async function chooseDigest(core: Core, person: Person, { times, address }: DigestChoice): Promise<void> {
  if (times.length > 0 && address === null) throw new Refused(atFields(refuse('digest-address-needed'), 'address'));
  const sealed =
    times.length === 0 || address === null
      ? null
      : core.keys.wrap('notice', Buffer.from(address, 'utf8'), boundTo(person.id));
  await ask(
    core.pool,
    `INSERT INTO digests (staff, times, address) VALUES ($1, $2::text[], $3)
     ON CONFLICT (staff) DO UPDATE SET times = excluded.times, address = excluded.address`,
    [person.id, [...new Set(times)].sort(), sealed],
  );
}

const A_PAGE = 200;

/** How long after its moment a digest is still written. House rule. */
const LATEST_MS = HOUR_MS;
/** Whether the hour of a moment is over. */
export const isOver = (core: Core, moment: Instant): boolean => millisOf(core.now()) - millisOf(moment) > LATEST_MS;

export async function nextDigest(core: Core, after?: Instant): ReturnType<Digests['nextDigest']> {
  const { calendars } = await core.house.fresh();
  const now = millisOf(core.now());
  const moment = nextMoment(instantOf(Math.max(after ? millisOf(after) : now, now - LATEST_MS)), calendars);
  return { moment, wait: Math.max(0, millisOf(moment) - now) };
}

/** Those who have chosen the time of a moment and were not seen to yet. */
export async function digestsAt(core: Core, moment: Instant, from = ''): ReturnType<Digests['digestsAt']> {
  const time = digestTimeOf(moment);
  if (time === null || isOver(core, moment)) return { staff: [], from: null };
  const rows = await ask<{ staff: string }>(
    core.pool,
    `SELECT staff FROM digests WHERE $1 = ANY (times) AND address IS NOT NULL AND staff > $2
       AND (sent_for IS NULL OR sent_for < $3) ORDER BY staff LIMIT ${A_PAGE}`,
    [time, from, moment],
  );
  const staff = rows.map((r) => r.staff);
  return { staff, from: staff.length < A_PAGE ? null : (staff.at(-1) ?? null) };
}

/** That moment was seen to: nobody is written to twice for it. */
export async function digestSent(core: Core, staff: string, moment: Instant): Promise<void> {
  await ask(core.pool, 'UPDATE digests SET sent_for = $2 WHERE staff = $1 AND (sent_for IS NULL OR sent_for < $2)', [
    staff,
    moment,
  ]);
}
