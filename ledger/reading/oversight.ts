import type { CaseState, Proceeding } from '../../domain/case/types.ts';
import { editionOf } from '../../domain/law/index.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { inspecting, notShutOut, through, Values } from '../doors/access.ts';
import { ask, instantFrom } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf, type House } from '../truth/house.ts';
import type { StoredEvent } from '../truth/loading.ts';
import type { ClockView, Page, ReferralView } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { bareDocument, bindingsOf, eventLabel, ledTo, restingOnPaper, clockView as viewOfClock } from './view.ts';
import { namesOf } from './visible.ts';

const TURNS: Record<string, ReferralView['turn']> = {
  AtPolice: 'police',
  PoliceReconsidering: 'police',
  AwaitingFiling: 'police',
  ProcuratorSupervision: 'procurator',
  OutcomeKnown: 'nobody',
  ReturnedToAdministrative: 'nobody',
  NotReferred: 'nobody',
};

/** Who owes the next step: the body whose time runs, else the one that the state names, else we. */
function turnOf(state: string, clocks: readonly ClockView[]): ReferralView['turn'] {
  const named = TURNS[state];
  if (named === 'nobody' && !clocks.some((k) => !k.stopped && k.count)) return named;
  const open = clocks
    .filter((k) => !k.stopped && k.expiresAt)
    .sort((a, b) => ((a.expiresAt ?? '') < (b.expiresAt ?? '') ? -1 : 1));
  for (const k of open) {
    if (k.kind !== 'others-duty' && k.kind !== 'watch') continue;
    const obligor = editionOf({ ...k, edition: k.edition?.inForce ?? null })?.obligor;
    if (obligor === 'police' || obligor === 'procurator') return obligor;
  }
  if (named) return named;
  if (state === 'CriminalTrack') return 'police';
  return 'authority';
}

/** What the board reads of an event. */
type Step = Pick<
  StoredEvent,
  | 'number'
  | 'type'
  | 'proceeding'
  | 'kind'
  | 'name'
  | 'occurred_at'
  | 'occurred_on'
  | 'recorded_at'
  | 'to_state'
  | 'from_state'
  | 'document'
  | 'actor'
  | 'cause'
>;

interface ReferralRow {
  case_id: string;
  id: string;
  listed: string;
  number: string;
  former_number: string | null;
  state: CaseState;
  own: Proceeding;
}

/** Every police referral for discipline inspection: whose turn, since when, which clocks, papers by number, date and kind. */
export async function oversight(
  core: Core,
  person: Person,
  cursor?: string,
  limit?: number,
): Promise<Page<ReferralView>> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const posts = inspecting(person, day);
  if (posts.length === 0) {
    throw new Refused(refuse('not-your-role/board'));
  }
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id', 'text']);
  const values = new Values();
  const most = values.add(size + 1);
  const from = after
    ? `AND (p.listed_at, p.case_id, p.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid, ${values.add(after[2])})`
    : '';
  const ways = posts.map((g) => `(c.organ = ${values.add(g.organ)} ${through(g, house, day, values)})`);
  const rows = await ask<ReferralRow>(
    core.pool,
    `SELECT p.case_id, p.id, ${INSTANT('p.listed_at')} AS listed, c.number, c.former_number, c.state,
       c.state->'proceedings'->p.id AS own
     FROM proceedings p JOIN cases c ON c.id = p.case_id
     WHERE p.kind = 'police-referral' AND (${ways.join(' OR ')})
       AND ${notShutOut(person, house, day, values)} ${from}
     ORDER BY p.listed_at DESC, p.case_id DESC, p.id DESC LIMIT ${most}`,
    values.list,
  );
  const ids = [...new Set(rows.slice(0, size).map((r) => r.case_id))];
  const events = await ask<Step & { case_id: string }>(
    core.pool,
    `SELECT case_id, number, type, proceeding, kind, name, occurred_at, occurred_on::text, recorded_at, to_state,
       from_state, document, actor, cause FROM events
     WHERE case_id = ANY ($1::uuid[]) AND (kind = 'police-referral' OR kind = 'paper' AND name = 'confirm')
     ORDER BY case_id, number`,
    [ids],
  );
  return paged(
    core,
    rows,
    size,
    (r) => [r.listed, r.case_id, r.id],
    (r) =>
      referralView(
        r,
        events.filter((e) => e.case_id === r.case_id && (e.proceeding === r.id || e.kind === 'paper')),
        house,
        now,
      ),
  );
}

/** Their end is only noted: silence on these means that the file is theirs and complete (TR art. 7; PSB art. 180). */
const ONLY_NOTED = new Set(['police-forward', 'police-incomplete']);

function referralView(r: ReferralRow, known: readonly Step[], house: House, now: Instant): ReferralView {
  const onPaper = restingOnPaper(r.state, known);
  const events = known.filter((e) => e.proceeding === r.id);
  const p = r.own;
  const own = Object.values(r.state.clocks).filter((k) => k.proceeding === r.id);
  // Of this board's own clocks alone: it shows nothing of the rest of the case.
  const bindings = bindingsOf(own, house.calendars);
  const clocks = own.map((k) => viewOfClock(k, house.calendars, now, authorityOf(house, r.state.organ), bindings));
  const moved = events.filter((e) => e.from_state !== e.to_state);
  const last = moved.at(-1);
  const since = instantFrom(last?.occurred_at ?? new Date(p.opened));
  return {
    caseId: r.case_id,
    ...namesOf(r),
    proceeding: r.id,
    state: p.state,
    label: ledTo(p.kind, p.state, last !== undefined && onPaper(last, p.state)),
    turn: turnOf(p.state, clocks),
    since,
    ended: p.ended !== null,
    silent: clocks.some(
      (k) =>
        (k.kind === 'others-duty' || k.kind === 'watch') &&
        !ONLY_NOTED.has(k.deadline) &&
        ((!k.stopped && k.overdue) || (p.ended === null && k.outcome?.what === 'silence' && k.outcome.at >= since)),
    ),
    clocks,
    documents: events.flatMap((e) =>
      e.document ? [{ ...bareDocument(e.document), receivedAt: instantFrom(e.occurred_at), act: eventLabel(e) }] : [],
    ),
    steps: moved.map((e) => ({
      at: instantFrom(e.occurred_at),
      label: eventLabel(e),
      toLabel: ledTo(e.kind, e.to_state, onPaper(e, e.to_state)),
    })),
  };
}
