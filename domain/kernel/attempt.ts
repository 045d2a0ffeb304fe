import type {
  ActRequest,
  CaseState,
  Ctx,
  Facts,
  Proceeding,
  Proposal,
  PutForward,
  Refusal,
  Row,
  Table,
  Who,
} from '../case/types.ts';
import { lookUp } from '../look-up.ts';
import { shutOut, somebodyDecides } from '../people/may.ts';
import { isSelf } from '../people/selves.ts';
import type { Person } from '../people/types.ts';
import { TABLES } from '../proceedings/tables.ts';
import { refuse } from '../refusal.ts';
import { dayOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { fitsPhase, isOutside, legible, type Named, type Phase, phaseOf, whoActs } from './form-of.ts';
import { outwardBar, wouldLeave } from './outward.ts';
import { extensionBound, guardsOf, notNow, permission } from './permit.ts';
import { actRows, OUTSIDE_ID, rowFor } from './run.ts';

/** An act as somebody would take it, in a case advanced to its moment. */
export interface Asked {
  case: CaseState;
  p: Proceeding;
  named: Named;
  by: ActRequest['by'];
  /** null: the tipster, or nobody of the staff. */
  person: Person | null;
  at: Instant;
  facts: Facts;
  /** The form as it was sent, unchecked: it only picks among rows of one act. Absent while the screen asks what could be done. */
  raw?: Record<string, unknown>;
  /** The row that stands behind a silence, with the case as it was then (`turnBack`): its guards look at that one. */
  behind?: { row: Row; then: CaseState; past: Proceeding } | undefined;
}

/** The row that an act comes to, before its form is looked at. */
export interface Attempt {
  row: Row;
  phase: Phase;
  who: Who;
  /** Done by ourselves or the tipster, not entered from the paper of somebody outside. */
  ownDoing: boolean;
  /** Asked for the day on which it was done, as our own doing is; what is entered of others, and who decides on that, is of today. */
  ofItsDay: boolean;
  /** What waits to be decided by it. */
  proposal: Proposal | undefined;
}

/** A refusal that no form could avoid. */
export interface Barred {
  refusal: Refusal;
  /** The row that it is about; null where none applies. */
  about: Row | null;
}

/**
 * What can be said of an act without its form, for the screen, for the tipster's page and as the first part of `decide`: whether a row
 * of the table takes it in this state, whether this person may, what has become of the proposal, what the guards on the state say.
 * Of a decision on a proposal the form is known, and its guards are asked too.
 */
export function attempt(a: Asked): Attempt | Barred {
  const { case: c, p, named, person, at, facts } = a;
  const table = TABLES[p.kind];
  const waiting = lookUp(p.proposals, named.name);
  const decided = named.phase === 'act' ? waiting?.facts : undefined;
  const read = a.raw && legible(actRows(table, named.name), a.raw);
  const form = { ...decided, ...read };
  const receiptSeen = 'tipster' in a.by && a.by.receiptShownTo !== undefined ? { receiptSeen: true as const } : {};
  const asking: Ctx = { case: c, p, form, filled: read !== undefined, at, facts, person, ...receiptSeen };
  const row = a.behind?.row ?? rowOf(table, asking, named, waiting);
  if (!row) return { refusal: notNow(table, named.name, p), about: null };
  const phase = phaseOf(row, named);
  const who = whoActs(row, phase);
  const ownDoing = !isOutside(who);
  const answers = phase === 'decide' || phase === 'decline';
  // What another entered of somebody outside counts from then, and who decides on it does so today.
  const ofItsDay = ownDoing && !(answers && isOfOthers(waiting) && at === waiting.at);
  const come: Attempt = { row, phase, who, ownDoing, ofItsDay, proposal: answers ? waiting : undefined };
  // Who enters another's paper does so today; who did it themselves is asked for the day on which it was done.
  const day = dayOf(ofItsDay ? at : facts.now);
  const refusal = permission(c, facts, person, who, row, p, a, day) ?? ofPair(a, come) ?? inState(a, come);
  return refusal ? { refusal, about: row } : come;
}

/** Whether what waits was entered by one of us of what somebody outside did. */
export const isOfOthers = (proposal: Proposal | undefined): proposal is Proposal =>
  proposal?.by.startsWith(OUTSIDE_ID) ?? false;

/** What this act decides on: a proposal, or what a second person looks at; null where it decides on neither. */
export function decidesOn(
  { row, proposal }: Pick<Attempt, 'row' | 'proposal'>,
  c: CaseState,
  p: Proceeding,
): (PutForward & { put: Instant }) | null {
  const found = proposal ?? row.looksAt?.(c, p) ?? null;
  if (found === null) return null;
  const { act, by, at, put = at, facts } = found;
  return { act, by, at, put, facts };
}

/** The row of an act that applies; what was proposed for a state that has passed can still be declined. */
function rowOf(table: Table, ctx: Ctx, named: Named, waiting: Proposal | undefined): Row | undefined {
  const rows = actRows(table, named.name).filter((r) => fitsPhase(r, named.phase));
  return rowFor(table, ctx, rows) ?? (named.phase === 'decline' && waiting ? rows[0] : undefined);
}

/** A pair: somebody has proposed it, another one decides, and who proposed it has not stepped aside since. */
function ofPair(a: Asked, { row, phase, proposal }: Attempt): Refusal | null {
  if (phase === 'propose') return undecidable(a, row);
  if (phase !== 'decide' && phase !== 'decline') return null;
  if (!proposal) {
    return refuse('nothing-proposed');
  }
  // Who entered from a paper what another body decided put it forward, too.
  const put = lookUp(a.p.doers, `${row.act}:propose`);
  // So may have whoever was shown the receipt by which it was done, all of them.
  const shown = proposal.by === 'tipster' ? (a.case.receiptShownTo ?? []) : [];
  const proposers = [proposal.by, put?.by, put?.with, ...shown];
  const { person } = a;
  if (person && proposers.some((id) => isSelf(person, id))) {
    return refuse('not-your-own-proposal');
  }
  if (phase === 'decide' && proposers.some((id) => steppedAside(id, a))) {
    return refuse('proposer-stepped-aside');
  }
  return null;
}

/** What nobody could decide waits in nobody's list; what a file tells was put forward was. */
function undecidable({ case: c, p, person, facts }: Asked, row: Row): Refusal | null {
  const found =
    person === null ||
    facts.entering !== undefined ||
    somebodyDecides(row, person.id, c, p, facts.directory, dayOf(facts.now));
  return found ? null : refuse('nobody-decides');
}

function steppedAside(id: string | undefined, a: Asked): boolean {
  const person = id === undefined ? undefined : lookUp(a.facts.directory.people, id);
  return person !== undefined && shutOut(person, a.case, a.facts.directory, dayOf(a.facts.now));
}

/** The guards, as far as they look at the state or the form is known, the bound of an extension, and what waits for a paper. */
function inState(a: Asked, come: Attempt): Refusal | null {
  if (come.phase === 'decline') return null;
  const ctx = knownCtx(a, come);
  return guardsOf(come.row, ctx) ?? extensionBound(come.row, ctx, a.p) ?? outward(a, come, ctx);
}

/** What is known of the form already: of a decision what was proposed, where the other case that it names is at hand. */
function knownCtx(a: Asked, { phase, proposal }: Attempt): Ctx {
  const form = phase === 'decide' && proposal ? proposal.facts : {};
  const elsewhere = typeof form.leading === 'string' && a.facts.leading?.id !== form.leading;
  return {
    case: a.behind?.then ?? a.case,
    p: a.behind?.past ?? a.p,
    form,
    filled: phase === 'decide' && !elsewhere,
    at: a.at,
    facts: a.facts,
    person: a.person,
  };
}

/**
 * What is done by us now and would leave the building waits for what was entered from paper. What the form alone makes leave is seen
 * when it is done (`decide`).
 */
function outward(a: Asked, { row, phase, ownDoing, proposal }: Attempt, ctx: Ctx): Refusal | null {
  const live = ownDoing && a.person !== null && a.facts.entering === undefined && a.raw?.paper === undefined;
  if (!live || phase === 'propose') return null;
  const bar = outwardBar(a.case, row, proposal);
  return bar !== null && wouldLeave(row, ctx) ? bar : null;
}
