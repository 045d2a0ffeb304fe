import type { Clock } from '../case/types.ts';
import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { dayOf } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import type {
  Baseline,
  ConfirmedRow,
  DatedHearing,
  DatedLimit,
  HearingAmounts,
  Limit,
  RecordedAuthorityAct,
  Settled,
} from './types.ts';

type Confirming = { confirmed: readonly ConfirmedRow[] };
type Limiting = Pick<Baseline, 'houseLimits'> & { limits?: readonly DatedLimit[] };
type Hearing = Pick<Baseline, 'hearingThreshold'> & { hearing?: readonly DatedHearing[] };

/** The one with the latest beginning; of several with the same, the one recorded last. */
function inForce<T extends { from: PlainDate }>(list: readonly T[], day: PlainDate): T | null {
  let found: T | null = null;
  for (const one of list) if (one.from <= day && (found === null || one.from >= found.from)) found = one;
  return found;
}

/**
 * The confirmation of a row that stood at this moment, or null. A confirmation and its withdrawal count from the moment they are
 * recorded; an end that came before stays what it was.
 * @param edition in-force day of the edition; undefined: any
 */
export function confirmationAt(
  authority: Confirming,
  deadline: string,
  edition: PlainDate | null | undefined,
  at: Instant,
): ConfirmedRow | null {
  return (
    authority.confirmed.find(
      (c) =>
        c.deadline === deadline &&
        (edition === undefined || c.edition === edition) &&
        c.from <= at &&
        (c.until === null || at < c.until),
    ) ?? null
  );
}

/** What the clock rests on besides its row: the confirmation that stood at its end, or stands now. */
export const confirmationOf = (authority: Confirming, clock: Clock, now: Instant): ConfirmedRow | null =>
  clock.confidence === 'house'
    ? null
    : confirmationAt(authority, clock.deadline, clock.edition, clock.outcome?.at ?? clock.stopped?.at ?? now);

/** The length an authority has set for a house clock that starts on this day; null: none. */
export function houseLimitOn(authority: Limiting, id: string, day: PlainDate): Limit | null {
  const own = authority.limits?.filter((l) => l.id === id) ?? [];
  const found = own.length > 0 ? inForce(own, day) : null;
  return found ? found.limit : (lookUp(authority.houseLimits, id) ?? null);
}

/** The amounts from which a hearing is offered on this day (yuan); null: always. */
export function hearingAmountsOn(authority: Hearing, day: PlainDate): HearingAmounts | null {
  const found = authority.hearing ? inForce(authority.hearing, day) : null;
  return found ? found.amounts : authority.hearingThreshold;
}

/**
 * What the journal of an authority comes to.
 * @param acts in the order of their numbers
 * @param nameOf name of a member of staff
 */
export function settledBy(acts: readonly RecordedAuthorityAct[], nameOf: (staff: string) => Bilingual): Settled {
  const settled: Settled = { confirmed: [], limits: [], hearing: [], rotation: null };
  for (const { act, actor, recordedAt } of acts) {
    switch (act.act) {
      case 'confirm-row':
        settled.confirmed.push({
          deadline: act.deadline,
          edition: act.edition,
          from: recordedAt,
          until: null,
          citation: act.citation,
          readOn: act.readOn,
          by: nameOf(actor.id),
        });
        break;
      case 'withdraw-confirmation':
        for (const c of settled.confirmed) {
          if (c.deadline === act.deadline && c.edition === act.edition && c.until === null) c.until = recordedAt;
        }
        break;
      case 'set-house-limit':
        settled.limits.push({ id: act.limit, from: act.from, limit: act.value });
        break;
      case 'set-hearing-amounts':
        settled.hearing.push({ from: act.from, amounts: act.amounts });
        break;
      case 'set-rotation': {
        const { years, ahead } = act;
        settled.rotation = years === null ? null : { years, ahead, setOn: dayOf(recordedAt) };
        break;
      }
      // What became of a calendar lies with the calendars (calendars.ts).
      case 'propose-calendar':
      case 'approve-calendar':
      case 'decline-calendar':
      // And of an account with the accounts (accounts.ts).
      case 'ask-account':
      case 'approve-account':
      case 'decline-account':
      // And of a change with the directory (changes.ts).
      case 'ask-change':
      case 'consent-change':
      case 'approve-change':
      case 'decline-change':
        break;
    }
  }
  return settled;
}
