import type { ActedAs, Person } from '../people/types.ts';
import type { Refusal } from '../proceedings/types.ts';
import { refuse } from '../refusal.ts';
import type { Calendar, Instant } from '../time/types.ts';
import type { AuthorityAct, RecordedAuthorityAct } from './types.ts';

/** A calendar that somebody has proposed, and what a second person made of it. */
export interface CalendarProposal {
  /** Number of the act in the journal of the authority. */
  number: number;
  calendar: Calendar;
  by: ActedAs;
  at: Instant;
  /** null while it waits. */
  decided: { approved: boolean; by: ActedAs; at: Instant; reason: string | null; publication: number | null } | null;
}

/** The proposals in a journal, in the order in which they were made; none is ever forgotten. */
export function proposalsOf(acts: readonly RecordedAuthorityAct[]): CalendarProposal[] {
  const proposals: CalendarProposal[] = [];
  for (const { act, actor, recordedAt, number } of acts) {
    if (act.act === 'propose-calendar') {
      proposals.push({ number, calendar: act.calendar, by: actor, at: recordedAt, decided: null });
    } else if (act.act === 'approve-calendar' || act.act === 'decline-calendar') {
      const proposal = proposals.find((p) => p.number === act.proposal);
      if (!proposal) continue;
      proposal.decided = {
        approved: act.act === 'approve-calendar',
        by: actor,
        at: recordedAt,
        reason: act.act === 'decline-calendar' ? act.reason : null,
        publication: act.act === 'approve-calendar' ? act.publication : null,
      };
    }
  }
  return proposals;
}

type CalendarAct = Extract<AuthorityAct, { act: 'propose-calendar' | 'approve-calendar' | 'decline-calendar' }>;

/** Why this act about a calendar cannot be done on what the journal says, or null; the days themselves are looked at elsewhere. */
export function calendarActRefused(
  act: CalendarAct,
  person: Pick<Person, 'id'>,
  acts: readonly RecordedAuthorityAct[],
): Refusal | null {
  const proposals = proposalsOf(acts);
  if (act.act === 'propose-calendar') {
    const { year } = act.calendar;
    if (!proposals.some((p) => p.decided === null && p.calendar.year === year)) return null;
    return refuse(
      'proposal-open',
      `${year}年已有一份日历等待批准，须先批准或者退回。`,
      `A calendar of ${year} waits to be approved: that comes first, or it is declined.`,
      'state',
    );
  }
  const proposal = proposals.find((p) => p.number === act.proposal);
  if (!proposal) {
    return refuse('proposal-unknown', '没有这份日历提议。', 'There is no such proposal of a calendar.', 'state');
  }
  if (proposal.decided !== null) {
    return refuse('proposal-decided', '这份日历已经批准或者退回。', 'This calendar was approved or declined.', 'state');
  }
  if (proposal.by.id === person.id) {
    return refuse(
      'two-people',
      '提议人不能自己批准，须由另一人办理。',
      'Who proposed it cannot approve it: this is for another person.',
      'person',
    );
  }
  return null;
}
