import { lookUp } from '../look-up.ts';
import { canSee, certificateOn, grantsOn, notYours, rolesOn, secondOfficer, shutOut } from '../people/may.ts';
import type { ActedAs, Person } from '../people/types.ts';
import { atFields, refuse } from '../refusal.ts';
import { dayOf, isPlainDate, toInstant } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { advanceRun, makeUp } from './advance.ts';
import { type TurnedBack, turnBack } from './backdate.ts';
import { lawOf } from './edition.ts';
import { noteEntered } from './entered.ts';
import { fire } from './fire.ts';
import type { Phase } from './form-of.ts';
import {
  badForm,
  fitsPhase,
  formOf,
  isOutside,
  parseAct,
  parseForm,
  phaseOf,
  strangersIn,
  whoActs,
} from './form-of.ts';
import { divide } from './forms.ts';
import { leaves, outwardBar } from './outward.ts';
import { countedOtherwise } from './paper.ts';
import { beforeItsEvent, extensionBound, guardsOf, notNow, permission } from './permit.ts';
import { actRows, bare, LAST_MOMENT, notAfter, Run, rowFor } from './run.ts';
import { TABLES } from './tables.ts';
import type { ActRequest, CaseState, Change, FactSheet, Facts, NewEvent, Refusal, Verdict, Who } from './types.ts';

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
  ...refuse('form-invalid', '日期或者时刻无效。', 'A date or instant is not valid.', 'form'),
  fields: [{ field: 'occurredAt', message: { zh: '日期或者时刻无效', en: 'not a valid date or instant' } }],
});

const inFuture = () =>
  refuse(
    'occurred-in-future',
    '发生时间不能晚于现在。',
    'An act cannot have happened in the future.',
    'state',
    'CC art. 201',
  );

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

function decideOn(run: Run, req: ActRequest, now: Instant): Refusal | null {
  const today = dayOf(now);
  const person = 'staff' in req.by ? (lookUp(run.facts.directory.people, req.by.staff) ?? null) : null;
  // Who may not see the case learns nothing of it by asking for acts, not even that it is there.
  if ('staff' in req.by && !(person && canSee(person, run.state, run.facts.directory, today))) return notYours();
  const moment = momentOf(req, now);
  if (isRefusal(moment)) return moment;
  const { at, on } = moment;
  const current = lookUp(run.state.proceedings, req.proceeding);
  if (!current)
    return refuse('proceeding-unknown', '没有这个程序。', 'There is no such proceeding in this case.', 'state');
  if (!notAfter(current.opened, at) && !on) return beforeItsEvent();
  if (at < run.state.receivedAt) return beforeItsEvent();
  const named = parseAct(req.act);
  const table = TABLES[current.kind];
  const rows = actRows(table, named.name);
  if (rows.length === 0) {
    return refuse('act-unknown', '没有这个办理事项。', 'There is no such act in this proceeding.', 'form');
  }

  const raw = (typeof req.form === 'object' && req.form !== null ? req.form : {}) as Record<string, unknown>;
  const waiting = lookUp(current.proposals, named.name);
  const pending = named.phase === 'act' ? waiting?.facts : undefined;
  if (waiting && named.phase !== 'propose' && !notAfter(waiting.at, at)) return beforeItsEvent();
  const mark = run.mark();
  let back: TurnedBack = {};
  if (at < current.touched && named.phase !== 'decline') {
    back = turnBack(run, { current, table, named, at, on, raw, pending, person });
    if ('refusal' in back) return back.refusal;
  }
  const p = run.state.proceedings[req.proceeding]!;
  const asking = run.ctx(p, at, { ...pending, ...(raw as FactSheet) }, true, person);
  const row =
    back.behind?.row ??
    rowFor(table, asking, named.phase === 'act' ? rows : rows.filter((r) => fitsPhase(r, named.phase))) ??
    // What was proposed for a state that has passed can still be declined.
    (named.phase === 'decline' && waiting ? rows.find((r) => fitsPhase(r, 'decline')) : undefined);
  if (!row) return notNow(table, named.name, p);
  const phase = phaseOf(row, named);
  const who = whoActs(row, phase);
  const ownDoing = !isOutside(who);

  // Who enters another's paper does so today; who did it themselves is asked for the day on which it was done.
  const allowed = permission(run.state, run.facts, person, who, row, p, req, ownDoing ? dayOf(at) : today);
  if (allowed) return allowed;
  const schema = formOf(row, phase, run.facts.entering !== undefined);
  const parsed = parseForm(schema, raw);
  if (!parsed.success) return badForm(parsed.error);
  const entered = parsed.data as Record<string, unknown>;
  const { document, paper, withOfficer } = entered as {
    document?: NewEvent['document'];
    paper?: NewEvent['paper'];
    withOfficer?: string;
  };
  if (withOfficer !== undefined && person) {
    const two = secondOfficer(person.id, withOfficer, run.state, run.facts.directory, dayOf(at));
    if (two) return atFields(two, 'withOfficer');
  }
  if (paper && !witness(run, paper.second, person, today)) {
    return atFields(
      refuse(
        'paper-second',
        '补录须有另一名工作人员见证。',
        'A paper act needs a second member of staff.',
        'house',
        'house: paper acts',
      ),
      'paper.second',
    );
  }
  const miscounted = countedOtherwise(run.state, run.facts.history ?? [], { paper, document });
  if (miscounted) return miscounted;
  const recorded = (who === 'tipster' ? undefined : run.facts.entering?.recordedAt) ?? now;
  if (ownDoing && !paper && (on ? on < dayOf(recorded) : at < recorded)) {
    return refuse(
      'own-act-backdated',
      '本机关和举报人自己的办理以录入时为准；本机关更早的办理只能作为纸质办理补录（文号、页数、扫描件、第二人）。',
      'What one does oneself happens when it is recorded; an earlier act of ours only as a paper act with number, pages, scan and a second person.',
      'house',
      'house: two times',
    );
  }
  if (document && document.date > dayOf(now)) return inFuture();
  const { facts: kept, words: sealed } = divide(
    phase === 'act' || phase === 'propose' ? row.form : formOf(row, phase),
    entered,
  );

  const proposal = lookUp(p.proposals, row.act!);
  if (phase === 'decide' || phase === 'decline') {
    if (!proposal)
      return refuse(
        'nothing-proposed',
        '还没有人提出这一步，不能直接决定。',
        'Nobody has proposed this step yet.',
        'house',
        'house: pairs',
      );
    const proposers = [proposal.by, p.doers[`${row.act}:propose`]?.with];
    if (person && proposers.includes(person.id)) {
      return refuse(
        'not-your-own-proposal',
        '提出的人不能自己批准。',
        'Nobody approves what they proposed.',
        'law',
        'SH21 （五）; INC12 （四）',
      );
    }
    if (phase === 'decide' && proposers.some((id) => steppedAside(run, id, today))) {
      return refuse(
        'proposer-stepped-aside',
        '提出的人已经回避，请由其他人重新提出。',
        'Who proposed this has stepped aside since: another person must propose it.',
        'law',
        'M49 art. 35; APL art. 43',
      );
    }
  }
  const form = phase === 'decide' ? { ...proposal!.facts, ...kept } : kept;
  const ctx = {
    ...run.ctx(p, at, form, true, person),
    ...(back.behind ? { case: back.behind.then, p: back.behind.past } : {}),
    ...(withOfficer ? { withOfficer } : {}),
  };
  if (phase !== 'decline') {
    const no = guardsOf(row, ctx);
    if (no) return no;
    const strangers = strangersIn(schema, entered, run.facts.directory);
    if (strangers) return strangers;
    const bound = extensionBound(row, ctx, p);
    if (bound) return bound;
    if (
      on &&
      (row.start ?? []).some(
        (s) =>
          lawOf(run.facts).editionOn(s.deadline, dayOf(at))?.parts[s.part ?? 0]?.unit === 'h' &&
          (s.when?.(ctx) ?? true),
      )
    ) {
      return refuse(
        'instant-needed',
        '这一步起算以小时计的期限，请填写具体时刻。',
        'A period in hours starts here: give the time of day.',
        'law',
        'CC art. 201',
      );
    }
  }
  const enteredBy = run.facts.entering?.by ?? (paper ? person?.id : undefined);
  const actor = actedAs(run.state, person, who, phase, withOfficer, ownDoing ? dayOf(at) : today, enteredBy);
  const meta = {
    at,
    ...(on ? { on } : {}),
    actor,
    words: sealed,
    person,
    ...(document ? { document } : {}),
    ...(paper ? { paper } : {}),
  };
  // Of a paper file the whole is noted when it is there (`noteEntered`), a single past act at once.
  const noted = (number: number) => {
    if (paper && person && !run.facts.entering) {
      const e = run.events[number - run.state.version - 1 + run.events.length]!;
      noteEntered(run, [{ ...e, number }]);
    }
    return null;
  };
  if (phase === 'propose' || phase === 'decline') {
    // A proposal undoes nothing: only the decision on it does.
    run.backTo(mark);
    const number = run.state.version + 1;
    run.push({
      ...bare(current, phase === 'propose' ? 'proposal' : 'declined', `${row.act}`, at, row.basis, [
        {
          op: 'proposal',
          proceeding: p.id,
          act: row.act!,
          proposal: phase === 'propose' ? { act: row.act!, by: actor.id, at, facts: kept, event: number } : null,
        },
        ...(phase === 'propose' && person
          ? [
              {
                op: 'doer' as const,
                proceeding: p.id,
                act: `${row.act}:propose`,
                by: person.id,
                ...(withOfficer ? { with: withOfficer } : {}),
              },
            ]
          : []),
      ]),
      facts: kept,
      words: sealed,
      actor,
      ...(on ? { occurredOn: on } : {}),
      ...(document ? { document } : {}),
      ...(paper ? { paper } : {}),
    });
    return noted(number);
  }
  const first: Change[] = proposal ? [{ op: 'proposal', proceeding: p.id, act: row.act!, proposal: null }] : [];
  const { clocks } = run.state;
  const number = run.state.version + 1;
  const bar = outwardBar(run.state, row, phase === 'decide' ? proposal : undefined);
  const before = run.events.length;
  run.strength = enteredBy !== undefined ? 'paper' : ownDoing && person ? 'live' : 'time';
  fire(run, table, row, p, {
    type: 'act',
    name: row.act!,
    ...meta,
    facts: form,
    first,
    ...(person ? { doer: { act: row.act!, by: person.id, ...(withOfficer ? { with: withOfficer } : {}) } } : {}),
  });
  if (run.strength === 'live' && bar !== null && leaves(run.events.slice(before))) return bar;
  // An act of a past day may have started clocks that are already over.
  if (run.state.clocks !== clocks || back.undone) {
    if (at < now) makeUp(run, now);
    else advanceRun(run, now);
  }
  return noted(number);
}

/** The second person of a paper act: another member of staff of today who is not outside this case. */
function witness(run: Run, second: string, person: Person | null, today: PlainDate): boolean {
  const other = lookUp(run.facts.directory.people, second);
  return (
    other !== undefined &&
    other.id !== person?.id &&
    grantsOn(other, today).length > 0 &&
    !shutOut(other, run.state, run.facts.directory, today)
  );
}

function steppedAside(run: Run, id: string | undefined, today: PlainDate): boolean {
  const person = id === undefined ? undefined : lookUp(run.facts.directory.people, id);
  return person !== undefined && shutOut(person, run.state, run.facts.directory, today);
}

function actedAs(
  c: CaseState,
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
    return { id: `outside:${who.outside}`, role: 'outside', enteredBy: enteredBy ?? person.id, ...received };
  }
  const held = rolesOn(person, c.organ, day);
  const wanted = typeof who === 'object' && 'staff' in who ? who.staff : [];
  const role = wanted.find((r) => held.has(r)) ?? [...held][0] ?? wanted[0]!;
  const grant = grantsOn(person, day).find((g) => g.roles.includes(role)) ?? grantsOn(person, day)[0];
  const certificate = certificateOn(person, day)?.number;
  return {
    id: person.id,
    role,
    organ: grant?.organ ?? c.organ,
    ...(grant ? { unit: grant.unit, post: grant.post.zh } : {}),
    ...(certificate && phase !== 'decline' ? { certificate } : {}),
    ...(withOfficer ? { withOfficer } : {}),
    ...typed,
  };
}
