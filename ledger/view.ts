import { deadlineById, houseLimitById } from '../domain/law/index.ts';
import type { Bilingual } from '../domain/law/types.ts';
import { parseAct, VOID } from '../domain/proceedings/kernel.ts';
import { dueOf } from '../domain/proceedings/rungs.ts';
import { TABLES } from '../domain/proceedings/tables.ts';
import type { CaseState, Clock, FactSheet, Proceeding, ProceedingKind } from '../domain/proceedings/types.ts';
import type { Calendars, Instant } from '../domain/time/types.ts';
import type { EventColumns } from './chain.ts';
import { firstDue, isOurs, isPaused } from './project.ts';
import type { CaseHead, CaseSummary, ClockView, EventView, NextDate, ProceedingView } from './types.ts';

const HOUSE: Bilingual = { zh: '机关内部规定', en: 'house rule' };
const VOID_LABEL: Bilingual = { zh: '无依据,已撤销', en: 'Without ground, undone' };

export const stateLabel = (kind: ProceedingKind, state: string): Bilingual =>
  state === VOID ? VOID_LABEL : (TABLES[kind].states[state] ?? { zh: state, en: state });

export const deadlineTitle = (deadline: string): Bilingual =>
  deadlineById(deadline)?.title ?? houseLimitById(deadline)?.title ?? { zh: deadline, en: deadline };

/** The acts that the ledger itself records beside those of the tables. */
const OWN_LABELS: Record<string, Bilingual> = {
  message: { zh: '举报人来信', en: 'Message from the tipster' },
  evidence: { zh: '补交材料', en: 'Evidence added' },
  'identity-opened': { zh: '开启举报人身份', en: "The tipster's identity was opened" },
  'evidence-opened': { zh: '查看材料原件', en: 'An original was opened' },
  'calendar-published': { zh: '放假安排公布,期限重新计算', en: 'A calendar was published, dates were counted again' },
};

const RUNG_LABELS: Record<string, Bilingual> = {
  near: { zh: '临近届满', en: 'due soon' },
  alarm: { zh: '严格计算已届满', en: 'over on the strict count' },
  closed: { zh: '终结', en: 'closed' },
};

/** Names what happened: an act by its row, an expiry or rung by its deadline. */
export function eventLabel(e: Pick<EventColumns, 'type' | 'kind' | 'name'>): Bilingual {
  const own = OWN_LABELS[e.name];
  if (own) return own;
  if (e.type === 'expiry' || e.type === 'rung') {
    const [deadline = '', rung] = e.name.split(':');
    const title = deadlineTitle(deadline);
    const tail = rung ? (RUNG_LABELS[rung] ?? { zh: rung, en: rung }) : { zh: '届满', en: 'the period ended' };
    return { zh: `${title.zh}:${tail.zh}`, en: `${title.en}: ${tail.en}` };
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

/** A clock as it reads now; its dates are computed here, not taken from a table. */
export function clockView(k: Clock, calendars: Calendars, now: Instant): ClockView {
  const due = dueOf(k, calendars);
  return {
    id: k.id,
    deadline: k.deadline,
    part: k.part,
    proceeding: k.proceeding,
    title: deadlineTitle(k.deadline),
    kind: k.kind,
    confidence: k.confidence,
    basis: deadlineById(k.deadline)?.source ?? HOUSE,
    started: k.started,
    count: k.count,
    paused: isPaused(k),
    due: due?.due ?? null,
    alarm: due?.alarm ?? null,
    expiresAt: due?.expiresAt ?? null,
    provisional: due?.provisional ?? false,
    calendars: due?.calendars ?? [],
    overdue: k.stopped === null && due?.expiresAt != null && due.expiresAt <= now,
    outcome: k.outcome,
    stopped: k.stopped,
  };
}

export function proceedingView(p: Proceeding): ProceedingView {
  const table = TABLES[p.kind];
  return {
    id: p.id,
    kind: p.kind,
    title: table.title,
    state: p.state,
    label: stateLabel(p.kind, p.state),
    flags: p.flags.map((id) => ({ id, label: table.flags[id] ?? { zh: id, en: id } })),
    opened: p.opened,
    ended: p.ended,
    linked: p.linked,
    facts: p.facts,
    proposals: Object.values(p.proposals).map(({ act, by, at, facts }) => ({
      act,
      label: actLabel(p.kind, act),
      by,
      at,
      facts,
    })),
  };
}

export function caseHead(c: CaseState, calendars: Calendars, now: Instant): CaseHead {
  const first = firstDue(c, null, calendars);
  return {
    id: c.id,
    number: c.number,
    organ: c.organ,
    receivedAt: c.receivedAt,
    channel: c.channel,
    fund: c.fund,
    named: c.tipster.named,
    version: c.version,
    mergedInto: c.mergedInto,
    officers: c.officers,
    proceedings: Object.values(c.proceedings).map((p) => ({
      id: p.id,
      kind: p.kind,
      state: p.state,
      label: stateLabel(p.kind, p.state),
      ended: p.ended !== null,
    })),
    nextDue: first ? (dueOf(first.clock, calendars)?.due ?? null) : null,
    overdue: first !== null && first.at <= now,
  };
}

export function caseSummary(c: CaseState, calendars: Calendars, now: Instant): CaseSummary {
  return {
    ...caseHead(c, calendars, now),
    clocks: Object.values(c.clocks).map((k) => clockView(k, calendars, now)),
    details: Object.values(c.proceedings).map(proceedingView),
  };
}

/** An event for the console. `words`: what was sealed with it, where the reader may see that. */
export function eventView(e: EventColumns, words?: FactSheet | null): EventView {
  return {
    number: e.number,
    type: e.type,
    proceeding: e.proceeding,
    kind: e.kind,
    name: e.name,
    label: eventLabel(e),
    occurredAt: e.occurredAt,
    ...(e.occurredOn !== null ? { occurredOn: e.occurredOn } : {}),
    recordedAt: e.recordedAt,
    actor: e.actor,
    from: e.from,
    to: e.to,
    toLabel: stateLabel(e.kind, e.to),
    basis: e.basis,
    facts: e.facts,
    ...(e.document !== null ? { document: e.document } : {}),
    ...(e.paper !== null ? { paper: e.paper } : {}),
    ...(e.cause !== null ? { cause: e.cause } : {}),
    ...(words !== undefined ? { words } : {}),
  };
}

/** Dates that the tipster may expect: open duties of ours by law, earliest first. */
export function nextDates(c: CaseState, calendars: Calendars): NextDate[] {
  const dates: (NextDate & { at: Instant })[] = [];
  for (const k of Object.values(c.clocks)) {
    if (k.stopped || !isOurs(k.kind) || k.kind === 'house') continue;
    const due = dueOf(k, calendars);
    if (!due?.due || !due.expiresAt) continue;
    dates.push({
      deadline: k.deadline,
      title: deadlineTitle(k.deadline),
      due: due.due,
      provisional: due.provisional,
      basis: deadlineById(k.deadline)?.source.en ?? '',
      at: due.expiresAt,
    });
  }
  dates.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return dates.map(({ at: _, ...date }) => date);
}
