import type { Refusal } from '../case/types.ts';
import { isSelf, type Self } from '../people/selves.ts';
import type { ActedAs } from '../people/types.ts';
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
  person: Self,
  acts: readonly RecordedAuthorityAct[],
): Refusal | null {
  const proposals = proposalsOf(acts);
  if (act.act === 'propose-calendar') {
    const { year } = act.calendar;
    if (!proposals.some((p) => p.decided === null && p.calendar.year === year)) return null;
    return refuse('proposal-open', { put: { year } });
  }
  const proposal = proposals.find((p) => p.number === act.proposal);
  if (!proposal) {
    return refuse('proposal-unknown');
  }
  if (proposal.decided !== null) {
    return refuse('proposal-decided');
  }
  if (isSelf(person, proposal.by.id)) {
    return refuse('two-people');
  }
  return null;
}
