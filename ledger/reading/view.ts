import { OWN_LENGTHS } from '../../domain/authority/decide.ts';
import { confirmationOf } from '../../domain/authority/settled.ts';
import { dueOf, isOurs, RUNGS } from '../../domain/case/rungs.ts';
import type { Authority, CaseState, Clock, ClockMove, Proceeding, ProceedingKind } from '../../domain/case/types.ts';
import { bindingFirst } from '../../domain/kernel/binding.ts';
import { deadlineTitle, movedText, onPaperAlone, parseAct, VOID } from '../../domain/kernel/index.ts';
import { leadsOn } from '../../domain/kernel/owing.ts';
import { EDITION_IN_FORCE, editionText } from '../../domain/kernel/transition.ts';
import { deadlineById, editionOf, editionsOf, label } from '../../domain/law/index.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import type { NamedDate } from '../../domain/notices.ts';
import { standIn } from '../../domain/people/may.ts';
import { withoutPages } from '../../domain/proceedings/paper/documents.ts';
import { isEntered } from '../../domain/proceedings/paper/read-off.ts';
import { PAPER_ONLY } from '../../domain/proceedings/paper/stands-on-paper.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { dayOf } from '../../domain/time/day.ts';
import { dateText, explain, reasonOf } from '../../domain/time/explain.ts';
import type { Calendars, Instant } from '../../domain/time/types.ts';
import type { EventColumns } from '../ground/chain.ts';
import { byTheDay, countedFrom, toldAt } from '../ground/days.ts';
import type { ReadWords } from '../ground/sealing.ts';
import { deciders, firstDue, isPaused } from '../truth/project.ts';
import type {
  CaseHead,
  CaseNames,
  CaseSummary,
  ClockName,
  ClockView,
  ConfirmationView,
  EventView,
  NextDate,
  ProceedingView,
} from '../types.ts';

const HOUSE: Bilingual = { zh: '机关内部规定', en: 'house rule' };
const VOID_LABEL: Bilingual = { zh: '无依据，已撤销', en: 'Without ground, undone' };

export const stateLabel = (kind: ProceedingKind, state: string): Bilingual =>
  state === VOID ? VOID_LABEL : (TABLES[kind].states[state] ?? { zh: state, en: state });

const onPaper = (label: Bilingual): Bilingual => ({
  zh: `${label.zh}（仅据纸质补录）`,
  en: `${label.en} (on paper alone)`,
});

/** Where a proceeding stands; what a paper says and no two have put up or listed is not said as if it were so. */
export function standingLabel(p: { kind: ProceedingKind; state: string; flags: readonly string[] }): Bilingual {
  const label = stateLabel(p.kind, p.state);
  return p.flags.includes(PAPER_ONLY) ? onPaper(label) : label;
}

/** Whether nothing but a paper speaks for an event: while the file waits for its check, and of what no two have put up or listed. */
export function restingOnPaper(
  c: CaseState,
  events: readonly EventOfPaper[],
): (e: Pick<EventOfPaper, 'number' | 'kind' | 'proceeding'>, to: string) => boolean {
  const waiting = onPaperAlone(c, events);
  return (e, to) => {
    const p = lookUp(c.proceedings, e.proceeding);
    const stands = p?.state === to && p.flags.includes(PAPER_ONLY) && isEntered(c, e.number);
    return e.kind !== 'paper' && (stands || waiting.has(e.number));
  };
}
type EventOfPaper = Parameters<typeof onPaperAlone>[1][number];

/** The state into which an event led, by the same rule. */
export const ledTo = (kind: ProceedingKind, state: string, paper: boolean): Bilingual =>
  paper ? onPaper(stateLabel(kind, state)) : stateLabel(kind, state);

export { deadlineTitle };

/** By the edition that the clock keeps. */
const clockTitle = (k: Clock): Bilingual => editionOf(k)?.title ?? deadlineTitle(k.deadline);

/** The acts that the ledger itself records beside those of the tables. */
const OWN_LABELS: Record<string, Bilingual> = {
  message: { zh: '举报人来信', en: 'Message from the tipster' },
  evidence: { zh: '补交材料', en: 'Evidence added' },
  'identity-asked': { zh: '申请知悉举报人身份', en: "Asked to learn the tipster's identity" },
  'identity-approved': { zh: '批准知悉举报人身份', en: "Learning the tipster's identity was approved" },
  'identity-refused': { zh: '不同意知悉举报人身份', en: "Learning the tipster's identity was refused" },
  'identity-opened': { zh: '打开举报人身份', en: "The tipster's identity was opened" },
  'receipt-shown': { zh: '出示查询凭证，以便交给举报人', en: 'The receipt was shown, to be handed to the tipster' },
  'notice-address-used': { zh: '通知地址用于寄发消息（未显示）', en: 'The address for notices was used, unseen' },
  'effect-given-up': { zh: '未能自动办成，转人工办理', en: 'What could not be done by machine went to a person' },
  'evidence-opened': { zh: '查看材料原件', en: 'An original was opened' },
  [EDITION_IN_FORCE]: { zh: '新规定施行，涉及运行中的期限', en: 'A new edition of the law reached a running period' },
  'calendar-published': { zh: '放假安排公布，期限重新计算', en: 'A calendar was published, dates were counted again' },
};

/** What comes of a clock beside what is told of it. */
const RUNG_LABELS: Record<string, Bilingual> = { ...RUNGS, closed: { zh: '终结', en: 'closed' } };

/** Names what happened: an act by its row, an expiry or rung by its deadline. */
export function eventLabel(e: Pick<EventColumns, 'type' | 'kind' | 'name'>): Bilingual {
  const own = OWN_LABELS[e.name];
  if (own) return own;
  if (e.type === 'expiry' || e.type === 'rung') {
    const [deadline = '', rung] = e.name.split(':');
    const title = deadlineTitle(deadline);
    const tail = rung ? (RUNG_LABELS[rung] ?? { zh: rung, en: rung }) : { zh: '届满', en: 'the period ended' };
    return { zh: `${title.zh}：${tail.zh}`, en: `${title.en}: ${tail.en}` };
  }
  if (e.type === 'superseded') return { zh: '补录推翻推定', en: 'A state reached by silence was undone' };
  const label = actLabel(e.kind, e.name);
  if (e.type === 'proposal') return { zh: `提出：${label.zh}`, en: `Proposed: ${label.en}` };
  if (e.type === 'declined') return { zh: `不同意：${label.zh}`, en: `Declined: ${label.en}` };
  return label;
}

export function actLabel(kind: ProceedingKind, act: string): Bilingual {
  const { name } = parseAct(act);
  return TABLES[kind].rows.find((r) => r.act === name)?.label ?? { zh: name, en: name };
}

/**
 * By clock id: what runs besides for the same duty, the one that ends first named first (statutes 1.2). `clocks`: all those of
 * one case that the reader may know of.
 */
export function bindingsOf(clocks: readonly Clock[], calendars: Calendars): Map<string, ClockView['binding']> {
  const named = (k: Clock): ClockName => ({
    id: k.id,
    deadline: k.deadline,
    title: clockTitle(k),
    due: dueOf(k, calendars)?.due ?? null,
  });
  return new Map(
    bindingFirst(clocks, calendars).flatMap(({ duty, first, others }) => {
      const binding = { duty: duty.title, first: named(first), others: others.map(named) };
      return [first, ...others].map((k) => [k.id, binding] as const);
    }),
  );
}

/**
 * A clock as it reads now; its dates are computed here, not taken from a table. `bindings`: those of its case
 * (`bindingsOf`). `authority`: what its lawyer has confirmed.
 */
export function clockView(
  k: Clock,
  calendars: Calendars,
  now: Instant,
  authority: Authority,
  bindings?: ReadonlyMap<string, ClockView['binding']>,
): ClockView {
  const due = dueOf(k, calendars);
  const edition = editionOf(k);
  return {
    id: k.id,
    deadline: k.deadline,
    part: k.part,
    proceeding: k.proceeding,
    title: clockTitle(k),
    kind: k.kind,
    ...restsOn(k, authority, now),
    basis: edition?.source ?? HOUSE,
    edition: edition?.edition ?? null,
    ...countedFrom(k),
    paused: isPaused(k),
    due: due?.due ?? null,
    alarm: due?.alarm ?? null,
    expiresAt: due?.expiresAt ?? null,
    provisional: due?.provisional ?? false,
    calendars: due?.calendars ?? [],
    overdue: k.stopped === null && due?.expiresAt != null && due.expiresAt <= now,
    outcome: k.outcome,
    stopped: k.stopped,
    moved: k.moved ?? null,
    binding: bindings?.get(k.id) ?? null,
  };
}

/** The confirmation that a date rests on, or null. */
function confirmationView(authority: Authority, k: Clock, now: Instant): ConfirmationView | null {
  const found = confirmationOf(authority, k, now);
  return found && { citation: found.citation, date: dayOf(found.from), by: found.by };
}

/** How well the rule of a date is known, who has answered for it, and whether the length is the house's own. */
export const restsOn = (
  k: Clock,
  authority: Authority,
  now: Instant,
): Pick<ClockView, 'confidence' | 'confirmation' | 'ownLength'> => ({
  confidence: k.confidence,
  confirmation: confirmationView(authority, k, now),
  ownLength: k.count !== null && OWN_LENGTHS.includes(k.deadline),
});

function proceedingView(c: CaseState, p: Proceeding): ProceedingView {
  const table = TABLES[p.kind];
  return {
    id: p.id,
    kind: p.kind,
    title: table.title,
    state: p.state,
    label: standingLabel(p),
    flags: p.flags.map((id) => ({ id, label: table.flags[id] ?? { zh: id, en: id } })),
    opened: p.opened,
    ended: p.ended,
    linked: p.linked,
    facts: p.kind === 'paper' && !p.flags.includes('confirmed') ? withoutPages(p.facts) : p.facts,
    proposals: Object.values(p.proposals).map(({ act, by, at, facts }) => ({
      act,
      label: actLabel(p.kind, act),
      by,
      at,
      facts,
      waitsFor: [...new Set(deciders(p, act).map((role) => standIn(role, c)))],
    })),
    leadsOn: leadsOn(c, p).map(({ act, by }) => ({ act, label: actLabel(p.kind, act), by })),
  };
}

function caseHead(c: CaseState, named: CaseNames, calendars: Calendars, now: Instant): CaseHead {
  const first = firstDue(c, null, calendars);
  const due = first && dueOf(first.clock, calendars);
  return {
    id: c.id,
    ...named,
    organ: c.organ,
    receivedAt: dayOf(c.receivedAt),
    channel: c.channel,
    fund: c.fund,
    named: c.tipster.named,
    mergedInto: c.mergedInto,
    officers: c.officers,
    proceedings: Object.values(c.proceedings).map((p) => ({
      id: p.id,
      kind: p.kind,
      state: p.state,
      label: standingLabel(p),
      ended: p.ended !== null,
    })),
    nextDue: due?.due ?? null,
    nextProvisional: due?.provisional ?? false,
    overdue: first !== null && first.at <= now,
  };
}

export function caseSummary(
  c: CaseState,
  named: CaseNames,
  calendars: Calendars,
  now: Instant,
  authority: Authority,
): CaseSummary {
  const bindings = bindingsOf(Object.values(c.clocks), calendars);
  const summary: CaseSummary = {
    ...caseHead(c, named, calendars, now),
    version: c.version,
    clocks: Object.values(c.clocks).map((k) => clockView(k, calendars, now, authority, bindings)),
    details: Object.values(c.proceedings).map((p) => proceedingView(c, p)),
  };
  return byTheDay(summary, toldAt(c));
}

/** How many pages were entered is shown with the check once it is confirmed, and nowhere else. */
export const bareDocument = ({ pages: _, ...document }: NonNullable<EventColumns['document']>) => document;
const barePaper = ({ pages: _, ...paper }: NonNullable<EventColumns['paper']>) => paper;

/** An event for the console. `read`: what was sealed with it, where the reader may see that; `paper`: nothing but a paper speaks for it. */
export function eventView(e: EventColumns, read?: ReadWords, paper = false): EventView {
  return {
    number: e.number,
    type: e.type,
    proceeding: e.proceeding,
    kind: e.kind,
    name: e.name,
    label:
      (e.type === 'moved' ? (e.name === EDITION_IN_FORCE ? editionText(e.facts) : movedText(e.facts)) : null) ??
      eventLabel(e),
    occurredAt: e.occurredAt,
    ...(e.occurredOn !== null ? { occurredOn: e.occurredOn } : {}),
    recordedAt: e.recordedAt,
    actor: e.actor,
    from: e.from,
    to: e.to,
    toLabel: ledTo(e.kind, e.to, paper),
    basis: e.basis,
    facts: e.kind === 'paper' ? withoutPages(e.facts) : e.facts,
    ...(e.document !== null ? { document: bareDocument(e.document) } : {}),
    ...(e.paper !== null ? { paper: barePaper(e.paper) } : {}),
    ...(e.cause !== null ? { cause: e.cause } : {}),
    ...read,
  };
}

const movedFor = (from: string, { notice, edition }: ClockMove): NonNullable<NextDate['moved']> => ({
  from,
  notice,
  ...(edition ? { edition } : {}),
});

/** For the public: what was read and when, not by whom. */
const withoutName = (c: ConfirmationView | null): NextDate['confirmation'] =>
  c && { citation: c.citation, date: c.date };

/**
 * The text of a letter. Each date that it names follows in a paragraph of its own: the day it was sent with, why, the clause. Where
 * a calendar has come since and moved the day, the letter says both.
 */
export function letterBody(body: Bilingual, dates: readonly NamedDate[], calendars: Calendars): Bilingual {
  const paragraphs = dates.map(({ deadline, edition, count, due }): Bilingual => {
    const row = editionsOf(deadline).find((d) => d.edition.inForce === edition) ?? deadlineById(deadline);
    const title = row?.title ?? deadlineTitle(deadline);
    const clause = row?.source ?? HOUSE;
    const known = row && row.confidence !== 'text' ? label(`confidence.${row.confidence}`) : null;
    const now = reasonOf(count, calendars);
    const day = dateText(dayOf(due));
    const moved =
      now.due.due === due
        ? { zh: '', en: '' }
        : {
            zh: '放假安排公布后，期限已按下列说明重新计算。',
            en: ' It has been counted again since, as a notice on days off was published: ',
          };
    return {
      zh: `${title.zh}：最迟${day.zh}。${moved.zh}${now.summary.zh}（依据：${clause.zh}${known ? `；${known.zh}` : ''}）`,
      en: `${title.en}: by ${day.en}.${moved.en || ' '}${now.summary.en} (${clause.en}${known ? `; ${known.en}` : ''})`,
    };
  });
  return {
    zh: [body.zh, ...paragraphs.map((p) => p.zh)].join('\n'),
    en: [body.en, ...paragraphs.map((p) => p.en)].join('\n'),
  };
}

/**
 * Dates that the tipster may expect: open duties of ours by law, earliest first; of two for one duty the earlier, the later beside
 * it. `tells`: of which clocks; `days`: with the days counted and left out; `now`: when it is read, for what was confirmed by then;
 * default: the moment of the last event.
 */
export function nextDates(
  c: CaseState,
  calendars: Calendars,
  authority: Authority,
  {
    tells = () => true,
    days = false,
    now = c.advancedTo,
  }: { tells?: (k: Clock) => boolean; days?: boolean; now?: Instant } = {},
): NextDate[] {
  const found = new Map<string, NextDate & { at: Instant }>();
  const told: Clock[] = [];
  for (const k of Object.values(c.clocks)) {
    if (k.stopped || !k.count || !isOurs(k.kind) || k.kind === 'house' || !tells(k)) continue;
    const whole = days ? explain(k.count, calendars) : null;
    const { summary, due } = whole ?? reasonOf(k.count, calendars);
    if (!due.due || !due.expiresAt) continue;
    told.push(k);
    found.set(k.id, {
      deadline: k.deadline,
      title: clockTitle(k),
      due: due.due,
      provisional: due.provisional,
      ...(k.moved?.from && k.moved.to === due.due ? { moved: movedFor(k.moved.from, k.moved) } : {}),
      basis: editionOf(k)?.source.en ?? '',
      clause: editionOf(k)?.source ?? HOUSE,
      confidence: k.confidence,
      confirmation: withoutName(confirmationView(authority, k, now)),
      why: summary,
      ...(whole
        ? { explanation: { groups: whole.groups, conventions: whole.conventions, calendars: due.calendars } }
        : {}),
      at: due.expiresAt,
    });
  }
  const bare = ({ at: _, ...date }: NextDate & { at: Instant }): NextDate => date;
  for (const { first, others } of bindingFirst(told, calendars)) {
    const also = others.flatMap((k) => found.get(k.id) ?? []).map(bare);
    for (const k of others) found.delete(k.id);
    const binds = found.get(first.id);
    if (binds) binds.also = also;
  }
  const dates = [...found.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return dates.map(bare);
}
