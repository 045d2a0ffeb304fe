import type { z } from 'zod';
import { lawOf } from '../case/edition.ts';
import type {
  ActRequest,
  CaseState,
  Ctx,
  FactSheet,
  Facts,
  NewEvent,
  Proceeding,
  Refusal,
  Table,
  Verdict,
  Who,
} from '../case/types.ts';
import { lookUp, sure } from '../look-up.ts';
import { canSee, certificateOn, grantsIn, grantsOn, notYours, secondOfficer, shutOut } from '../people/may.ts';
import { isSelf } from '../people/selves.ts';
import type { ActedAs, Person } from '../people/types.ts';
import { countedOtherwise } from '../proceedings/paper/documents.ts';
import { divide } from '../proceedings/parts/forms.ts';
import { putForward } from '../proceedings/parts/put-forward.ts';
import { TABLES } from '../proceedings/tables.ts';
import { atFields, refuse } from '../refusal.ts';
import { dayOf, isPlainDate, toInstant } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { advanceRun, makeUp } from './advance.ts';
import { type Attempt, attempt, decidesOn, isOfOthers } from './attempt.ts';
import { type TurnedBack, turnBack } from './backdate.ts';
import { noteEntered } from './entered.ts';
import { fire } from './fire.ts';
import { badForm, formOf, type Named, type Phase, parseAct, parseForm, strangersIn } from './form-of.ts';
import { leaves, outwardBar } from './outward.ts';
import { beforeItsEvent, extensionBound, guardsOf } from './permit.ts';
import { actRows, bare, LAST_MOMENT, notAfter, OUTSIDE_ID, Run, there } from './run.ts';

/** An explicit instant this close to now is the act's own moment, not a date in the past. */
const NOW_TOLERANCE_MS = 5 * 60_000;

/** The act's legal moment: instant and, where only the day is known, the day. */
function momentOf(req: ActRequest, now: Instant): { at: Instant; on?: PlainDate } | Refusal {
  if (req.occurredAt === undefined) return { at: now };
  let at: Instant;
  try {
    at = toInstant(req.occurredAt);
  } catch {
    return notADate();
  }
  if (isPlainDate(req.occurredAt)) {
    const today = dayOf(now);
    if (req.occurredAt > today) return inFuture();
    return { at: req.occurredAt === today ? now : toInstant(`${req.occurredAt}${LAST_MOMENT}`), on: req.occurredAt };
  }
  const ahead = Date.parse(at) - Date.parse(now);
  if (ahead > 0) return ahead <= NOW_TOLERANCE_MS ? { at: now } : inFuture();
  return { at: -ahead <= NOW_TOLERANCE_MS ? now : at };
}

const notADate = (): Refusal => ({
  ...refuse('form-invalid'),
  fields: [{ field: 'occurredAt', message: { zh: '日期或者时刻无效', en: 'not a valid date or instant' } }],
});

const inFuture = () => refuse('occurred-in-future');

const isRefusal = (x: object): x is Refusal => 'code' in x;

/**
 * Decides one act on the state advanced to the act's own moment (design 5).
 * @returns every event to record, expiries up to `facts.now` first, and the state they lead to; or a refusal, and then nothing is to be
 * recorded.
 */
export function decide(c: CaseState, req: ActRequest, facts: Facts): Verdict {
  const now = toInstant(facts.now);
  const run = new Run(c, { ...facts, now });
  if (facts.entering) makeUp(run, now);
  else advanceRun(run, now);
  const refusal = decideOn(run, req, now);
  return refusal ? { ok: false, refusal } : { ok: true, events: run.events, state: run.state };
}

/** An act whose place and moment are known. */
interface Placed {
  req: ActRequest;
  now: Instant;
  person: Person | null;
  /** Of staff who had the receipt before their eyes by which the tipster acts. */
  shownTo: string[] | undefined;
  at: Instant;
  on: PlainDate | undefined;
  named: Named;
  table: Table;
  /** The proceeding as it stands before a silence is undone. */
  current: Proceeding;
  raw: Record<string, unknown>;
  /** Facts of the waiting proposal, where one decides it. */
  pending: FactSheet | undefined;
  /** It decides on what one of us entered of somebody outside, and counts from when that was entered. */
  seenAfter: boolean;
}

/** What its form says, where nothing is wrong with it. */
interface Filled {
  schema: z.ZodObject;
  entered: Record<string, unknown>;
  document?: NewEvent['document'];
  paper?: NewEvent['paper'];
  withOfficer?: string;
  /** What stays in the open; of a decision with the facts of what was proposed. */
  form: FactSheet;
  /** What the form of this half keeps in the open. */
  kept: FactSheet;
  sealed: FactSheet;
}

/** The steps of a decision: where and when, the past, what can be said without the form, the form, and then it is recorded. */
function decideOn(run: Run, req: ActRequest, now: Instant): Refusal | null {
  const mark = run.mark();
  const wanted = place(run, req, now);
  if (isRefusal(wanted)) return wanted;
  let placed = wanted;
  let back = pastOf(run, placed);
  if ('refusal' in back && placed.seenAfter) {
    // People went on from what silence did meanwhile: it counts from today then.
    run.backTo(mark);
    placed = { ...placed, at: now };
    back = pastOf(run, placed);
  }
  if ('refusal' in back) return back.refusal;
  const { current, named, at, person, raw } = placed;
  const { state: c, facts } = run;
  const p = there(c.proceedings, current.id);
  const come = attempt({ case: c, p, named, by: req.by, person, at, facts, raw, behind: back.behind });
  if ('refusal' in come) return come.refusal;
  if (!hasRead(req.answers, come, decidesOn(come, c, p)?.put)) return refuse('changed-since-read');
  const filled = fillIn(run, placed, come);
  if (isRefusal(filled)) return filled;
  const no = named.phase === 'decline' ? null : fits(run, placed, come, filled, back);
  if (no) return no;
  if (come.phase === 'propose' || come.phase === 'decline') {
    // A proposal undoes nothing: only the decision on it does.
    run.backTo(mark);
    return recordHalf(run, placed, come, filled);
  }
  return carryOut(run, placed, come, filled, back.undone === true);
}

const pastOf = (run: Run, placed: Placed): TurnedBack =>
  placed.at < placed.current.touched && placed.named.phase !== 'decline' ? turnBack(run, placed) : {};

/**
 * Whether who decides has read what waits: they need not say so while nothing else was ever put forward in its place. What a second
 * person looks at is entered anew where it stands, so that of this they say it always.
 */
function hasRead(answers: ActRequest['answers'], { proposal }: Attempt, put: Instant | undefined): boolean {
  if (answers === null) return proposal ? proposal.again !== true : put === undefined;
  return answers === undefined || answers === put;
}

/** Who asks, in which proceeding, for which moment. */
function place(run: Run, req: ActRequest, now: Instant): Placed | Refusal {
  const { directory } = run.facts;
  const person = 'staff' in req.by ? (lookUp(directory.people, req.by.staff) ?? null) : null;
  // Who may not see the case learns nothing of it by asking for acts, not even that it is there.
  if ('staff' in req.by && !(person && canSee(person, run.state, directory, dayOf(now)))) return notYours();
  const current = lookUp(run.state.proceedings, req.proceeding);
  if (!current) return refuse('proceeding-unknown');
  const named = parseAct(req.act);
  const waiting = lookUp(current.proposals, named.name);
  const unsaid = person !== null && named.phase === 'act' && req.occurredAt === undefined;
  const seen = unsaid && isOfOthers(waiting) ? waiting : null;
  const moment = seen ? { at: seen.at } : momentOf(req, now);
  if (isRefusal(moment)) return moment;
  const { at, on } = moment;
  if (!notAfter(current.opened, at) && !on) return beforeItsEvent();
  if (at < run.state.receivedAt) return beforeItsEvent();
  const table = TABLES[current.kind];
  if (actRows(table, named.name).length === 0) {
    return refuse('act-unknown');
  }
  const raw = (typeof req.form === 'object' && req.form !== null ? req.form : {}) as Record<string, unknown>;
  if (waiting && named.phase !== 'propose' && !notAfter(waiting.at, at)) return beforeItsEvent();
  const pending = named.phase === 'act' ? waiting?.facts : undefined;
  const shownTo = 'tipster' in req.by ? req.by.receiptShownTo : undefined;
  return { req, now, person, shownTo, at, on, named, table, current, raw, pending, seenAfter: seen !== null };
}

/** The form itself: its fields, the second officer, the paper and its witness, whether what is entered could be entered now. */
function fillIn(run: Run, { person, at, on, now, raw }: Placed, come: Attempt): Filled | Refusal {
  const { row, phase, who, ofItsDay, proposal } = come;
  const { facts, state: c } = run;
  const schema = formOf(row, phase, facts.entering !== undefined);
  const parsed = parseForm(schema, raw);
  if (!parsed.success) return badForm(parsed.error);
  const entered = parsed.data as Record<string, unknown>;
  const { document, paper, withOfficer } = entered as Pick<Filled, 'document' | 'paper' | 'withOfficer'>;
  if (withOfficer !== undefined && person) {
    const two = secondOfficer(person.id, withOfficer, c, facts.directory, dayOf(at));
    if (two) return atFields(two, 'withOfficer');
  }
  if (paper && !witness(run, paper.second, person, dayOf(now))) {
    return atFields(refuse('paper-second'), 'paper.second');
  }
  const miscounted = countedOtherwise(c, facts.history ?? [], { paper, document });
  if (miscounted) return miscounted;
  const recorded = (who === 'tipster' ? undefined : facts.entering?.recordedAt) ?? now;
  if (ofItsDay && !paper && (on ? on < dayOf(recorded) : at < recorded)) {
    return refuse('own-act-backdated');
  }
  if (document && document.date > dayOf(now)) return inFuture();
  const fields = phase === 'act' || phase === 'propose' ? row.form : schema;
  const { facts: kept, words: sealed } = divide(fields, entered);
  const form = phase === 'decide' ? { ...proposal?.facts, ...kept } : kept;
  return {
    schema,
    entered,
    ...(document ? { document } : {}),
    ...(paper ? { paper } : {}),
    ...(withOfficer ? { withOfficer } : {}),
    form,
    kept,
    sealed,
  };
}

/** Whether what the form says is allowed: every guard, the staff whom it names, the bound of an extension, the hour where hours run. */
function fits(
  run: Run,
  placed: Placed,
  come: Attempt,
  filled: Filled,
  back: Exclude<TurnedBack, { refusal: Refusal }>,
) {
  const { at, on, person, current } = placed;
  const { row } = come;
  const p = run.proceeding(current.id);
  const ctx: Ctx = {
    ...run.ctx(p, at, filled.form, true, person),
    ...(back.behind ? { case: back.behind.then, p: back.behind.past } : {}),
    ...(filled.withOfficer ? { withOfficer: filled.withOfficer } : {}),
  };
  const no =
    guardsOf(row, ctx) ??
    strangersIn(filled.schema, filled.entered, run.facts.directory) ??
    extensionBound(row, ctx, p);
  if (no || !on) return no;
  const inHours = (row.start ?? []).some(
    (s) =>
      lawOf(run.facts).editionOn(s.deadline, dayOf(at))?.parts[s.part ?? 0]?.unit === 'h' && (s.when?.(ctx) ?? true),
  );
  return inHours ? refuse('instant-needed') : null;
}

/** Who types in a past act, beside who acted. */
const typistOf = (run: Run, { person }: Placed, { paper }: Filled): string | undefined =>
  run.facts.entering?.by ?? (paper ? person?.id : undefined);

/** What the event says of who acted, when, and by which papers. */
function signed(run: Run, placed: Placed, come: Attempt, filled: Filled) {
  const { at, on, person, now } = placed;
  const { document, paper, withOfficer, sealed } = filled;
  const day = dayOf(come.ofItsDay ? at : now);
  const typist = typistOf(run, placed, filled);
  return {
    actor: {
      ...actedAs(run, person, come.who, come.phase, withOfficer, day, typist),
      ...(placed.shownTo === undefined ? {} : { receiptShownTo: placed.shownTo }),
    },
    words: sealed,
    ...(document ? { document } : {}),
    ...(paper ? { paper } : {}),
    ...(on ? { on } : {}),
  };
}

const doerOf = (person: Person | null, act: string, { withOfficer }: Filled) =>
  person ? { act, by: person.id, ...(withOfficer ? { with: withOfficer } : {}) } : undefined;

/** One half of a pair: what is proposed waits, what is declined waits no more. */
function recordHalf(run: Run, placed: Placed, come: Attempt, filled: Filled): null {
  const { at, current, person } = placed;
  const { row, phase } = come;
  const act = placed.named.name;
  const { on, ...meta } = signed(run, placed, come, filled);
  const number = run.state.version + 1;
  const proposing = phase === 'propose';
  const put = putForward(at, run.state, run.facts);
  const half = `${act}:propose`;
  const before = lookUp(current.proposals, act) ?? lookUp(current.doers, half);
  const again = before === undefined ? {} : { again: true as const };
  const proposal = proposing ? { act, by: meta.actor.id, ...put, facts: filled.kept, event: number, ...again } : null;
  // Whoever had the tipster's receipt before their eyes may have put it forward.
  const [shownTo] = placed.shownTo ?? [];
  const putBy = person === null && shownTo !== undefined ? { by: shownTo } : null;
  const doer = proposing ? (putBy ? { act: half, ...putBy } : doerOf(person, half, filled)) : undefined;
  run.push({
    ...bare(current, proposing ? 'proposal' : 'declined', act, at, row.basis, [
      { op: 'proposal', proceeding: current.id, act, proposal },
      ...(doer ? [{ op: 'doer' as const, proceeding: current.id, ...doer }] : []),
    ]),
    facts: filled.kept,
    ...meta,
    ...(on ? { occurredOn: on } : {}),
  });
  return note(run, placed, filled, number);
}

/** The act itself, with all that follows from it; or, where that would leave the building too early, the refusal. */
function carryOut(run: Run, placed: Placed, come: Attempt, filled: Filled, undone: boolean): Refusal | null {
  const { at, current, person, table, now } = placed;
  const { row, proposal, ownDoing } = come;
  const act = placed.named.name;
  const p = run.proceeding(current.id);
  const { clocks } = run.state;
  const number = run.state.version + 1;
  const bar = outwardBar(run.state, row, proposal);
  const before = run.events.length;
  run.strength = typistOf(run, placed, filled) !== undefined ? 'paper' : ownDoing && person ? 'live' : 'time';
  const doer = doerOf(person, act, filled);
  fire(run, table, row, p, {
    type: 'act',
    name: act,
    at,
    person,
    ...signed(run, placed, come, filled),
    facts: filled.form,
    first: proposal ? [{ op: 'proposal', proceeding: p.id, act, proposal: null }] : [],
    ...(doer ? { doer } : {}),
  });
  if (run.strength === 'live' && bar !== null && leaves(run.events.slice(before))) return bar;
  // An act of a past day may have started clocks that are already over; what comes at this very moment comes.
  if (run.state.clocks !== clocks || undone) {
    if (at < now) makeUp(run, now);
    advanceRun(run, now);
  }
  return note(run, placed, filled, number);
}

/** Of a paper file the whole is noted when it is there (`noteEntered`), a single past act at once. */
function note(run: Run, { person }: Placed, { paper }: Filled, number: number): null {
  if (paper && person && !run.facts.entering) {
    const e = sure(run.events.at(number - run.state.version - 1), 'the event just recorded');
    noteEntered(run, [{ ...e, number }]);
  }
  return null;
}

/** The second person of a paper act: another member of staff of today who is not outside this case. */
function witness(run: Run, second: string, person: Person | null, today: PlainDate): boolean {
  const other = lookUp(run.facts.directory.people, second);
  return (
    other !== undefined &&
    !(person && isSelf(person, other.id)) &&
    grantsOn(other, today).length > 0 &&
    !shutOut(other, run.state, run.facts.directory, today)
  );
}

function actedAs(
  { state: c, facts: { directory } }: Run,
  person: Person | null,
  who: Who,
  phase: Phase,
  withOfficer: string | undefined,
  day: PlainDate,
  /** Who types in a past act, beside who acted. */
  enteredBy: string | undefined,
): ActedAs {
  const typed = enteredBy === undefined ? {} : { enteredBy };
  if (!person) return { id: 'tipster', role: 'tipster', ...typed };
  if (typeof who === 'object' && 'outside' in who) {
    const received = enteredBy === undefined || enteredBy === person.id ? {} : { receivedBy: person.id };
    return { id: `${OUTSIDE_ID}${who.outside}`, role: 'outside', enteredBy: enteredBy ?? person.id, ...received };
  }
  const grants = grantsIn(person, c, directory, day);
  const held = new Set(grants.flatMap((g) => g.roles));
  const wanted = typeof who === 'object' ? who.staff : [];
  const role = wanted.find((r) => held.has(r)) ?? [...held][0] ?? sure(wanted[0], 'a role that may act');
  const all = [...grants, ...grantsOn(person, day)];
  const withRole = all.filter((g) => g.roles.includes(role));
  const grant = withRole.find((g) => g.for === undefined) ?? withRole[0] ?? sure(all[0], 'a post of whoever may act');
  const certificate = certificateOn(person, day)?.number;
  return {
    id: person.id,
    role,
    organ: grant.via ?? grant.organ,
    unit: grant.unit,
    post: grant.post.zh,
    ...(certificate && phase !== 'decline' ? { certificate } : {}),
    ...(withOfficer ? { withOfficer } : {}),
    ...(grant.for ? { for: grant.for[0] } : {}),
    ...typed,
  };
}
