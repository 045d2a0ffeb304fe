import type { CaseState, Facts, NewEvent, RecordedEvent } from '../../domain/case/types.ts';
import { advance, decide, fileEntered, systemAct } from '../../domain/kernel/index.ts';
import { beforeTheLaw } from '../../domain/law/first-day.ts';
import { lookUp } from '../../domain/look-up.ts';
import { barredBy, type Keeps, keepable, namedOf } from '../../domain/people/door.ts';
import { canSee, rolesOn } from '../../domain/people/may.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { dayOf, isPlainDate, millisOf, toInstant } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { Refused } from '../ground/errors.ts';
import { caseSummary, nextDates } from '../reading/view.ts';
import { type Core, caseUnknown, homeOrgan, intakeOrgan, receivingOrgans } from '../truth/core.ts';
import { RECEIPT_HELD } from '../truth/held-receipt.ts';
import { authorityOf, factsFor, type House } from '../truth/house.ts';
import { askedAnew, openOnce } from '../truth/idempotency.ts';
import { fold, loadCase, recordedFrom } from '../truth/loading.ts';
import { columnsOf } from '../truth/record.ts';
import type { Bundle } from '../truth/write.ts';
import type { CaseSummary, ClerkTip, EnteredAnswer, PastAct, TipInput } from '../types.ts';
import { namedIn, open, openingBundle, type Reception, receptionOf, store } from './opening.ts';
import { tipBody } from './tell.ts';

type Entered = EnteredAnswer & { case: CaseSummary };

const byLogin = (house: House, login: string): Person | undefined =>
  Object.values(house.directory.people).find((p) => p.login === login) ?? lookUp(house.directory.people, login);

/** Posts that enter what came by other ways. */
const ENTERS = ['clerk', 'special'] as const;

function clerkAs(person: Person, organ: string, now: Instant): ActedAs {
  const held = rolesOn(person, organ, dayOf(now));
  const role = ENTERS.find((r) => held.has(r));
  if (role === undefined) {
    throw new Refused(refuse('not-your-role/enter'));
  }
  const grant = person.grants.find((g) => g.organ === organ && g.roles.includes(role));
  return { id: person.id, role, organ, ...(grant ? { unit: grant.unit, post: grant.post.zh } : {}) };
}

/** For which organ somebody enters: the one that is named, else the one whose post they hold. Who holds none is refused by `clerkAs`. */
function organOf(core: Core, house: House, person: Person, now: Instant, named: string | undefined): string {
  if (named !== undefined) return intakeOrgan(core, house, named);
  const day = dayOf(now);
  const holds = (organ: string) => ENTERS.some((role) => rolesOn(person, organ, day).has(role));
  return receivingOrgans(core, house).find(holds) ?? homeOrgan(core, house);
}

/** The legal moment of a past act: its instant, or the last moment of its day. */
function momentOf(occurredAt: string, now: Instant): Instant {
  const at = isPlainDate(occurredAt) ? toInstant(`${occurredAt}T23:59:59.999+08:00`) : toInstant(occurredAt);
  return millisOf(at) > millisOf(now) ? now : at;
}

const bad = (index: number, refusal: ConstructorParameters<typeof Refused>[0]) =>
  new Refused({
    ...refusal,
    fields: [
      ...(refusal.fields ?? []).map((f) => ({ ...f, field: `acts.${index}.form.${f.field}` })),
      { field: `acts.${index}`, message: refusal.message },
    ],
  });

/** One past act, decided at its own moment as if nothing later were known. */
function replay(
  house: House,
  organ: string,
  state: CaseState,
  history: RecordedEvent[],
  past: PastAct,
  index: number,
  seenUntil: Instant,
  entering: NonNullable<Facts['entering']>,
): { state: CaseState; events: NewEvent[]; at: Instant } {
  // What is told of others rests on a paper, also where they are said to have done it today.
  const form = past.form as { paper?: unknown } | null | undefined;
  if (past.by !== 'tipster' && !past.document && !form?.paper) throw bad(index, refuse('own-act-backdated'));
  const p = lookUp(state.proceedings, past.proceeding) ?? latest(state, past.proceeding);
  const at = momentOf(past.occurredAt, entering.recordedAt);
  const later = millisOf(at) > millisOf(seenUntil) ? at : seenUntil;
  const person = byLogin(house, past.by);
  const facts = { ...factsFor(house, organ, later), history, entering };
  const verdict = decide(
    state,
    {
      proceeding: p?.id ?? past.proceeding,
      act: past.act,
      occurredAt: past.occurredAt,
      form: past.document ? { ...past.form, document: past.document } : past.form,
      by: past.by === 'tipster' ? { tipster: true } : { staff: person?.id ?? past.by },
    },
    facts,
  );
  if (!verdict.ok) throw bad(index, verdict.refusal);
  return { state: fold(state, verdict.events), events: verdict.events, at: later };
}

const latest = (state: CaseState, kind: string) =>
  Object.values(state.proceedings)
    .filter((p) => p.kind === kind)
    .at(-1);

/** From here on whom a file names is outside it, and what it says of ours is looked at by a second person. */
function whomItNames(
  c: CaseState,
  told: TipInput,
  keeps: Keeps,
  facts: Facts,
): { state: CaseState; events: NewEvent[] } {
  const { named, barred } = keepable(keeps, c, facts.directory, dayOf(facts.now));
  const apart = told.door !== undefined || told.notThese !== undefined || keeps.barred.length > 0;
  const form = { ...namedIn(named), ...(barred.length > 0 ? { barred } : {}), ...(apart ? { apart } : {}) };
  return systemAct(c, 'intake', 'names-ours', form, facts);
}

/** Opens a case from paper with its past acts in one step: each decided at its own moment, expiries recorded with their dates. */
export async function enter(core: Core, tip: ClerkTip, idempotencyKey?: string): Promise<Entered> {
  const { channel, receivedAt, by, confirmBeforeLaw: _, acts = [], ...told } = tip;
  const body = () => ({
    tip: tipBody(told),
    channel,
    receivedAt: toInstant(receivedAt),
    acts: JSON.parse(JSON.stringify(acts)) as unknown,
  });
  const asked = idempotencyKey === undefined ? null : askedAnew(core, `clerk ${by}`, idempotencyKey, body());
  return openOnce<Entered>(
    core,
    asked,
    true,
    (rememberedBy) => enterOnce(core, tip, rememberedBy),
    (answer) => stillSees(core, by, answer),
  );
}

/** The receipt is told again to who sees the case now. @throws Refused `case-unknown` */
async function stillSees(core: Core, by: string, { receipt, caseId }: Entered): Promise<void> {
  // It was told without receipt to somebody who did not see the case: there is nothing to take back.
  if (receipt === null) return;
  const loaded = await loadCase(core, caseId);
  const { state, house } = loaded ?? {};
  const clerk = house && byLogin(house, by);
  if (!state || !clerk || !canSee(clerk, state, house.directory, dayOf(core.now()))) throw caseUnknown();
}

async function enterOnce(
  core: Core,
  tip: ClerkTip,
  rememberedBy: (answer: Entered, lookup: string) => Partial<Bundle>,
): Promise<Entered> {
  const { channel, receivedAt, by, confirmBeforeLaw, acts = [], ...told } = tip;
  const house = await core.house.fresh();
  const now = core.now();
  const clerk = byLogin(house, by);
  if (!clerk) {
    throw new Refused(refuse('person-unknown/asking'));
  }
  const organ = organOf(core, house, clerk, now, told.organ);
  const received = toInstant(receivedAt);
  if (millisOf(received) > millisOf(now)) {
    throw new Refused(atFields(refuse('received-in-future'), 'receivedAt'));
  }
  const early = confirmBeforeLaw ? null : beforeTheLaw(dayOf(received));
  if (early) throw new Refused(early);
  // A file whose acts are entered with it was led by those who did them, whoever they were: whom it names is outside from now on.
  const named = namedOf(told, organ, house.directory);
  const led: Reception = { place: {}, named: { ...named, accused: [], units: [], away: [] } };
  const opening = await open(core, house, told, {
    organ,
    channel,
    receivedAt: received,
    recordedAt: now,
    actor: { ...clerkAs(clerk, organ, now), ...(acts.length > 0 ? { enteredBy: clerk.id } : {}) },
    reception: acts.length > 0 ? led : receptionOf(house, organ, told, now, true),
  });
  const entering = { by: clerk.id, recordedAt: now };
  let { state } = opening;
  const events = [...opening.events];
  const history: RecordedEvent[] = [];
  const keep = (more: NewEvent[]) => {
    const base = history.length;
    for (const [i, e] of more.entries()) history.push(recordedFrom(columnsOf(e, base + i + 1, base, now)));
  };
  keep(opening.events);
  let seenUntil = received;
  const add = (more: NewEvent[]) => {
    const base = events.length;
    for (const e of more) events.push(e.cause === undefined ? e : { ...e, cause: e.cause + base });
    keep(more);
  };
  acts.forEach((past, index) => {
    const done = replay(house, organ, state, history, past, index, seenUntil, entering);
    add(done.events);
    state = done.state;
    seenUntil = done.at;
  });
  const facts = { ...factsFor(house, organ, now), history, entering };
  const rest = advance(state, now, facts);
  add(rest.events);
  state = rest.state;
  if (acts.length > 0) {
    const out = whomItNames(state, told, { named, barred: barredBy(told.notPosts ?? []) }, facts);
    add(out.events);
    state = out.state;
    const noted = fileEntered(state, facts, history);
    add(noted.events);
    state = noted.state;
  }

  // Whoever does not see the case does not read on in it as the tipster does: the receipt goes to who takes it in.
  const sees = canSee(clerk, state, house.directory, dayOf(now));
  const [first] = events;
  if (!sees && first) events[0] = { ...first, words: { ...first.words, [RECEIPT_HELD]: opening.receipt } };

  const made = openingBundle(core, house, opening, { state, events, recordedAt: now, past: true });
  const answer: Entered = {
    receipt: sees ? opening.receipt : null,
    organ,
    caseId: state.id,
    receivedAt: dayOf(received),
    named: state.tipster.named,
    incomplete: tip.tipster !== undefined && !state.tipster.named,
    next: nextDates(state, house.calendars, authorityOf(house, state.organ)),
    case: caseSummary(
      state,
      { number: state.number, formerNumber: null },
      house.calendars,
      now,
      authorityOf(house, state.organ),
    ),
  };
  await store(core, { ...made, ...rememberedBy(answer, opening.extra.receipt.lookup) }, opening.evidence);
  return answer;
}
