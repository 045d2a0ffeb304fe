import { grantsOn } from '../../domain/people/may.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask, instantFrom, inTransaction } from '../ground/db.ts';
import type { Core } from '../truth/core.ts';
import type { Sessions, SignInView } from '../types.ts';
import type { Trying } from './trying.ts';

/** Open sessions in one answer. */
const LISTED = 500;
/** Lines of the log in one answer. */
const LINES = 100;

/**
 * Open sessions and the log of sign-ins: one's own, and for the administrator and the auditor those of their organs.
 * @param idleSince since when an open session must have been used
 */
export function listed(
  core: Core,
  { line }: Trying,
  idleSince: () => Instant,
): Pick<Sessions, 'sessionsOf' | 'endSession' | 'signIns'> {
  /** Organs in which somebody holds one of these posts today: the administrator ends sessions, the auditor reads what came of them. */
  const organsOf = (person: Person, roles: readonly Role[]) =>
    grantsOn(person, dayOf(core.now()))
      .filter((g) => g.roles.some((role) => roles.includes(role)))
      .map((g) => g.organ);
  /** Who has or had a post in those organs. */
  const staffOfOrgans = async (person: Person) => {
    const grants = await core.plain((db) =>
      db.grant.findMany({
        where: { organ: { in: organsOf(person, ['admin', 'auditor']) } },
        select: { staff: true },
        distinct: ['staff'],
      }),
    );
    return grants.map((g) => g.staff);
  };
  const OF_ORGANS = 'SELECT g.staff FROM grants g WHERE g.organ = ANY($1)';

  return {
    async sessionsOf(person, whose) {
      const staff = whose === 'own' ? [person.id] : await staffOfOrgans(person);
      const rows = await core.plain((db) =>
        db.session.findMany({
          where: {
            staff: { in: staff },
            endedAt: null,
            expiresAt: { gt: core.now() },
            lastSeen: { gt: idleSince() },
            half: null,
          },
          orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
          take: LISTED,
        }),
      );
      return rows.map((r) => ({
        id: r.id,
        staff: r.staff,
        since: instantFrom(r.createdAt),
        lastSeen: instantFrom(r.lastSeen),
        until: instantFrom(r.expiresAt),
      }));
    },

    async endSession(person, id) {
      return inTransaction(core.pool, async (client) => {
        const [ended] = await ask<{ staff: string }>(
          client,
          `UPDATE sessions s SET ended_at = $4
           WHERE s.id = $2 AND s.ended_at IS NULL AND (s.staff = $3 OR s.staff IN (${OF_ORGANS})) RETURNING s.staff`,
          [organsOf(person, ['admin']), id, person.id, core.now()],
        );
        if (!ended) return false;
        const [whose] = await ask<{ id: string; login: string }>(client, 'SELECT id, login FROM staff WHERE id = $1', [
          ended.staff,
        ]);
        if (whose) await line(client, { login: whose.login, known: whose, outcome: 'ended', by: person.id });
        return true;
      });
    },

    async signIns(person, whose, before) {
      const about =
        whose === 'own'
          ? { staff: person.id }
          : { OR: [{ staff: null }, { staff: { in: await staffOfOrgans(person) } }] };
      const rows = await core.plain((db) =>
        db.signIn.findMany({
          where: { ...about, ...(before === undefined ? {} : { number: { lt: before } }) },
          orderBy: { number: 'desc' },
          take: LINES,
        }),
      );
      return rows.map(({ number, at, staff, tag, outcome, by }) => ({
        number: Number(number),
        at: instantFrom(at),
        staff,
        tag: tag && Buffer.from(tag).toString('hex'),
        outcome: outcome as SignInView['outcome'],
        by,
      }));
    },
  };
}
