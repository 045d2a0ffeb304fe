import { deadlineById } from '../law/index.ts';
import { canSee, certificateOn, grantsOn, notYours, rolesOn, secondOfficer } from '../people/may.ts';
import type { Person } from '../people/types.ts';
import { dayOf, toInstant } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { advanceRun } from './advance.ts';
import { turnBack } from './backdate.ts';
import { fire } from './fire.ts';
import type { Phase } from './form-of.ts';
import { badForm, fitsPhase, formOf, isOutside, parseAct, phaseOf, whoActs } from './form-of.ts';
import { divide } from './forms.ts';
import { beforeItsEvent, extensionBound, guardsOf, notNow, permission } from './permit.ts';
import { refuse } from './refusal.ts';
import { bare, Run, rowFor } from './run.ts';
import { TABLES } from './tables.ts';
import type {
  ActedAs,
  ActRequest,
  CaseState,
  Change,
  FactSheet,
  Facts,
  NewEvent,
  Refusal,
  Verdict,
  Who,
} from './types.ts';

/** An explicit instant this close to now is the act's own moment, not a date in the past. */
const NOW_TOLERANCE_MS = 5 * 60_000;

/** The act's legal moment: instant and, where only the day is known, the day. */
function momentOf(req: ActRequest, now: Instant): { at: Instant; on?: PlainDate } | Refusal {
  if (req.occurredAt === undefined) return { at: now };
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(req.occurredAt);
  if (isDay) {
    const today = dayOf(now);
    if (req.occurredAt > today) return inFuture();
    return {
      at: req.occurredAt === today ? now : toInstant(`${req.occurredAt}T23:59:59.999+08:00`),
      on: req.occurredAt,
    };
  }
  const at = toInstant(req.occurredAt);
  const ahead = Date.parse(at) - Date.parse(now);
  if (ahead > 0) return ahead <= NOW_TOLERANCE_MS ? { at: now } : inFuture();
  return { at: -ahead <= NOW_TOLERANCE_MS ? now : at };
}

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
 * @returns every event to record, expiries up to `facts.now` first; or a refusal, and then nothing is to be recorded.
 */
export function decide(c: CaseState, req: ActRequest, facts: Facts): Verdict {
  const now = toInstant(facts.now);
  const run = new Run(c, { ...facts, now });
  advanceRun(run, now);
  const refusal = decideOn(run, req, now);
  return refusal ? { ok: false, refusal } : { ok: true, events: run.events };
}

function decideOn(run: Run, req: ActRequest, now: Instant): Refusal | null {
  const moment = momentOf(req, now);
  if (isRefusal(moment)) return moment;
  const { at, on } = moment;
  const person = 'staff' in req.by ? (run.facts.directory.people[req.by.staff] ?? null) : null;
  // Who may not see the case learns nothing of its state by asking for acts.
  if (person && !canSee(person, run.state, run.facts.directory, dayOf(now))) return notYours();
  const current = run.state.proceedings[req.proceeding];
  if (!current)
    return refuse('proceeding-unknown', '没有这个程序。', 'There is no such proceeding in this case.', 'state');
  if (at < current.opened && !on) return beforeItsEvent();
  if (at < run.state.receivedAt) return beforeItsEvent();
  const named = parseAct(req.act);
  const table = TABLES[current.kind];
  if (!table.rows.some((r) => r.act === named.name)) {
    return refuse('act-unknown', '没有这个办理事项。', 'There is no such act in this proceeding.', 'form');
  }

  if (at < current.touched) {
    const back = turnBack(run, current, table, named, at);
    if (back) return back;
  }
  const p = run.state.proceedings[req.proceeding]!;
  const raw = (typeof req.form === 'object' && req.form !== null ? req.form : {}) as Record<string, unknown>;
  const pending = named.phase === 'act' ? p.proposals[named.name]?.facts : undefined;
  const asking = run.ctx(p, at, { ...pending, ...(raw as FactSheet) }, true, person);
  const row = rowFor(table, asking, (r) => r.act === named.name && fitsPhase(r, named.phase));
  if (!row) return notNow(table, named.name, p);
  const phase = phaseOf(row, named);
  const who = whoActs(row, phase);

  const allowed = permission(run.state, run.facts, person, who, row, p, req, dayOf(at));
  if (allowed) return allowed;
  const parsed = formOf(row, phase).safeParse(raw);
  if (!parsed.success) return badForm(parsed.error);
  const { document, paper, withOfficer, ...own } = parsed.data as Record<string, unknown> & {
    document?: NewEvent['document'];
    paper?: NewEvent['paper'];
    withOfficer?: string;
  };
  if (withOfficer !== undefined && person) {
    const two = secondOfficer(person.id, withOfficer, run.state, run.facts.directory, dayOf(at));
    if (two) return two;
  }
  if (paper && !(paper.second in run.facts.directory.people && paper.second !== person?.id)) {
    return refuse(
      'paper-second',
      '补录须有另一名工作人员见证。',
      'A paper act needs a second member of staff.',
      'house',
      'house: paper acts',
    );
  }
  const ownDoing = !isOutside(who) && who !== 'tipster';
  if (ownDoing && !paper && (on ? on < dayOf(now) : at < now)) {
    return refuse(
      'own-act-backdated',
      '本机关自己的办理以录入时为准;更早的日期只能作为纸质办理补录(文号、扫描件、第二人)。',
      'What we ourselves do happens when it is recorded; an earlier day only as a paper act with number, scan and a second person.',
      'house',
      'house: two times',
    );
  }
  if (document && document.date > dayOf(now)) return inFuture();
  const { facts: kept, words: sealed } = divide(
    phase === 'act' || phase === 'propose' ? row.form : formOf(row, phase),
    own,
  );

  const proposal = p.proposals[row.act!];
  if (phase === 'decide' || phase === 'decline') {
    if (!proposal)
      return refuse(
        'nothing-proposed',
        '还没有人提出这一步,不能直接决定。',
        'Nobody has proposed this step yet.',
        'house',
        'house: pairs',
      );
    if (person && (proposal.by === person.id || p.doers[`${row.act}:propose`]?.with === person.id)) {
      return refuse(
        'not-your-own-proposal',
        '提出的人不能自己批准。',
        'Nobody approves what they proposed.',
        'law',
        'seed 003 part 五; seed 004 (四)',
      );
    }
  }
  const form = phase === 'decide' ? { ...proposal!.facts, ...kept } : kept;
  const ctx = { ...run.ctx(p, at, form, true, person), ...(withOfficer ? { withOfficer } : {}) };
  if (phase !== 'decline') {
    const no = guardsOf(row, ctx);
    if (no) return no;
    const bound = extensionBound(row, ctx, p);
    if (bound) return bound;
    if (
      on &&
      (row.start ?? []).some(
        (s) => deadlineById(s.deadline)?.parts[s.part ?? 0]?.unit === 'h' && (s.when?.(ctx) ?? true),
      )
    ) {
      return refuse(
        'instant-needed',
        '这一步起算以小时计的期限,请填写具体时刻。',
        'A period in hours starts here: give the time of day.',
        'law',
        'CC art. 201',
      );
    }
  }
  const actor = actedAs(run.state, person, who, phase, withOfficer, dayOf(at));
  const meta = {
    at,
    ...(on ? { on } : {}),
    actor,
    words: sealed,
    person,
    ...(document ? { document } : {}),
    ...(paper ? { paper } : {}),
  };
  if (phase === 'propose' || phase === 'decline') {
    const number = run.state.version + 1;
    run.push({
      ...bare(p, phase === 'propose' ? 'proposal' : 'declined', `${row.act}`, at, row.basis, [
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
    return null;
  }
  const first: Change[] = proposal ? [{ op: 'proposal', proceeding: p.id, act: row.act!, proposal: null }] : [];
  fire(run, table, row, p, {
    type: 'act',
    name: row.act!,
    ...meta,
    facts: form,
    first,
    ...(person ? { doer: { act: row.act!, by: person.id, ...(withOfficer ? { with: withOfficer } : {}) } } : {}),
  });
  // An act of a past day may have started clocks that are already over.
  advanceRun(run, now);
  return null;
}

function actedAs(
  c: CaseState,
  person: Person | null,
  who: Who,
  phase: Phase,
  withOfficer: string | undefined,
  day: PlainDate,
): ActedAs {
  if (!person) return { id: 'tipster', role: 'tipster' };
  if (typeof who === 'object' && 'outside' in who)
    return { id: `outside:${who.outside}`, role: 'outside', enteredBy: person.id };
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
  };
}
