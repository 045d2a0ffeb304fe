import { dueOf, isOurs } from '../../domain/case/rungs.ts';
import type { Authority, CaseState, Clock, Proceeding } from '../../domain/case/types.ts';
import { comparePrecedence } from '../../domain/kernel/binding.ts';
import { owing } from '../../domain/kernel/owing.ts';
import { lookUp } from '../../domain/look-up.ts';
import { goesAbove, HEADS, headsSee, INSIDE, keptOut, standIn } from '../../domain/people/may.ts';
import type { Role } from '../../domain/people/types.ts';
import { unanswered } from '../../domain/proceedings/paper/named.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import type { Calendars, Instant, PlainDate } from '../../domain/time/types.ts';

/** Role in `case_access` of the organ above, for a lower organ's cases that go there. */
export const ABOVE = 'above';

/** Rows of the read tables as they follow from one state. Column names are those of the tables. */
export interface ProceedingRow {
  id: string;
  kind: string;
  state: string;
  flags: string[];
  opened_at: Instant;
  ended_at: Instant | null;
  touched_at: Instant;
  linked: string | null;
  heads_see: boolean;
}

export interface ClockRow {
  id: string;
  proceeding: string;
  deadline: string;
  part: number;
  kind: string;
  confidence: string;
  status: 'open' | 'paused' | 'stopped';
  started_at: Instant;
  due: string | null;
  alarm: PlainDate | null;
  expires_at: Instant | null;
  provisional: boolean;
  calendars: string[];
  outcome: string | null;
  outcome_at: Instant | null;
  stopped_at: Instant | null;
  stopped_why: string | null;
  /** The case is linked to a unit or to none: from then on the heads see it. */
  heads_see: boolean;
}

export interface WorkRow {
  item: string;
  organ: string;
  role: string;
  person: string;
  what: 'clock' | 'proposal' | 'task' | 'named';
  proceeding: string;
  about: string;
  due_at: Instant | 'infinity';
  since: Instant;
}

export interface AccessRow {
  organ: string;
  role: string;
  person: string;
}

/** The copies of the state that the table of cases holds beside it. */
export interface CaseColumns {
  organ: string;
  accused_linked: boolean;
  accused_units: string[];
  accused_heads: string[];
  accused_persons: string[];
  officers: string[];
  recused: string[];
  kinds: string[];
  fund: string;
  open: boolean;
}

export interface Projection {
  columns: CaseColumns;
  proceedings: ProceedingRow[];
  clocks: ClockRow[];
  /** Without tasks, which follow from events and not from the state. */
  work: WorkRow[];
  access: AccessRow[];
}

export const columnsOf = (c: CaseState): CaseColumns => {
  const out = keptOut(c);
  return {
    organ: c.organ,
    accused_linked: c.accused.linked,
    accused_units: out.units,
    accused_heads: out.heads,
    accused_persons: out.persons,
    officers: c.officers,
    recused: out.recused,
    kinds: [...new Set(Object.values(c.proceedings).map((p) => p.kind))].sort(),
    fund: c.fund,
    open: Object.values(c.proceedings).some((p) => p.ended === null),
  };
};

/**
 * A row made once for what it is made of: of a state and the one after it most clocks are the same, and then so are their rows.
 */
function once<From extends object, Row>(make: (from: From, headsSee: boolean, calendars: Calendars) => Row) {
  const made = new WeakMap<From, { headsSee: boolean; calendars: Calendars; row: Row }>();
  return (from: From, headsSee: boolean, calendars: Calendars): Row => {
    const known = made.get(from);
    if (known && known.headsSee === headsSee && known.calendars === calendars) return known.row;
    const row = make(from, headsSee, calendars);
    made.set(from, { headsSee, calendars, row });
    return row;
  };
}

const proceedingRow = once(
  (p: Proceeding, headsSee): ProceedingRow => ({
    id: p.id,
    kind: p.kind,
    state: p.state,
    flags: p.flags,
    opened_at: p.opened,
    ended_at: p.ended,
    touched_at: p.touched,
    linked: p.linked,
    heads_see: headsSee,
  }),
);

export const isPaused = (k: Clock): boolean => (k.count?.pauses ?? []).some((x) => x.to === null);

const clockRow = once((k: Clock, headsSee, calendars): ClockRow => {
  const due = dueOf(k, calendars);
  return {
    id: k.id,
    proceeding: k.proceeding,
    deadline: k.deadline,
    part: k.part,
    kind: k.kind,
    confidence: k.confidence,
    status: k.stopped ? 'stopped' : isPaused(k) ? 'paused' : 'open',
    started_at: k.started,
    due: due?.due ?? null,
    alarm: due?.alarm ?? null,
    expires_at: due?.expiresAt ?? null,
    provisional: due?.provisional ?? false,
    calendars: due?.calendars ?? [],
    outcome: k.outcome?.what ?? null,
    outcome_at: k.outcome?.at ?? null,
    stopped_at: k.stopped?.at ?? null,
    stopped_why: k.stopped?.why ?? null,
    heads_see: headsSee,
  };
});

/** The open clock of ours in a proceeding that ends first; null where none has an end. */
export function firstDue(
  c: CaseState,
  proceeding: string | null,
  calendars: Calendars,
): { clock: Clock; at: Instant } | null {
  let first: { clock: Clock; at: Instant } | null = null;
  for (const k of Object.values(c.clocks)) {
    if (k.stopped || !isOurs(k.kind) || (proceeding !== null && k.proceeding !== proceeding)) continue;
    const at = dueOf(k, calendars)?.expiresAt;
    if (!at) continue;
    const before = first === null || at < first.at || (at === first.at && comparePrecedence(k, first.clock) < 0);
    if (before) first = { clock: k, at };
  }
  return first;
}

/** Where a role's work of this case goes: to the post or whoever stands in for it, at last to the organ above. */
export function placesOf(
  role: Role,
  c: CaseState,
  authority: Authority,
): { organ: string; role: Role; person: string }[] {
  if (role === 'officer') return c.officers.map((person) => ({ organ: c.organ, role, person }));
  const stand = standIn(role, c);
  if (stand !== 'superior') return [{ organ: c.organ, role: stand, person: '' }];
  return authority.superior === null ? [] : [{ organ: authority.superior, role: 'dept-head', person: '' }];
}

/** Posts that decide a pending proposal. */
export function deciders(p: Proceeding, act: string): Role[] {
  const byTipster = lookUp(p.proposals, act)?.by === 'tipster';
  const row = TABLES[p.kind].rows.find(
    (r) => r.act === act && r.proposedBy !== undefined && (r.proposedBy === 'tipster') === byTipster,
  );
  return row && typeof row.by === 'object' && 'staff' in row.by ? row.by.staff : [];
}

/** Where a step goes that several posts may take; each place once. */
function placesOfAll(roles: Role[], c: CaseState, authority: Authority) {
  const places = new Map<string, ReturnType<typeof placesOf>[number]>();
  for (const role of roles) {
    for (const place of placesOf(role, c, authority)) places.set(`${place.organ} ${place.role} ${place.person}`, place);
  }
  return [...places.values()];
}

/**
 * Who sees a case takes its next step: until it is linked no head sees it, and what a head owes stands in the list of whoever takes it in,
 * who links it first (house: no case is lost).
 */
const seesItYet = (role: Role, c: CaseState): Role =>
  HEADS.includes(role) && !c.accused.linked && INSIDE[role]?.(c) === false ? 'clerk' : role;

function workOf(c: CaseState, calendars: Calendars, authority: Authority): WorkRow[] {
  const rows: WorkRow[] = [];
  for (const p of Object.values(c.proceedings)) {
    const first = firstDue(c, p.id, calendars);
    if (p.ended === null || first !== null) {
      const owes = owing(c, p, first?.clock ?? null).map((role) => seesItYet(role, c));
      for (const place of placesOfAll(owes, c, authority)) {
        rows.push({
          item: `clock:${p.id}`,
          ...place,
          what: 'clock',
          proceeding: p.id,
          about: first?.clock.id ?? '',
          due_at: first?.at ?? 'infinity',
          since: p.touched,
        });
      }
    }
    // Whoever is named as having acted, or the head told in their place, has it in their own list until they answer.
    for (const told of unanswered(p)) {
      rows.push({
        item: `named:${p.id}:${told.named}`,
        organ: told.organ,
        role: told.role,
        person: told.person,
        what: 'named',
        proceeding: p.id,
        about: told.named,
        due_at: p.touched,
        since: p.touched,
      });
    }
    for (const proposal of Object.values(p.proposals)) {
      for (const place of placesOfAll(deciders(p, proposal.act), c, authority)) {
        if (place.person === proposal.by) continue;
        rows.push({
          item: `proposal:${p.id}:${proposal.act}`,
          ...place,
          what: 'proposal',
          proceeding: p.id,
          about: proposal.act,
          due_at: first?.at ?? proposal.at,
          since: proposal.at,
        });
      }
    }
  }
  return rows;
}

function accessOf(c: CaseState, authority: Authority): AccessRow[] {
  const rows: AccessRow[] = c.officers.map((person) => ({ organ: c.organ, role: 'officer', person }));
  for (const [role, sees] of Object.entries(INSIDE)) {
    if (sees(c)) rows.push({ organ: c.organ, role, person: '' });
  }
  if (goesAbove(c) && authority.superior !== null) {
    rows.push({ organ: authority.superior, role: ABOVE, person: '' });
  }
  return rows;
}

/** What the read tables say of a case in this state. Pure; the same function writes, rebuilds and verifies them. */
export function project(c: CaseState, calendars: Calendars, authority: Authority): Projection {
  const seen = headsSee(c);
  return {
    columns: columnsOf(c),
    proceedings: Object.values(c.proceedings).map((p) => proceedingRow(p, seen, calendars)),
    clocks: Object.values(c.clocks).map((k) => clockRow(k, seen, calendars)),
    work: workOf(c, calendars, authority),
    access: accessOf(c, authority),
  };
}

export const workKey = (w: WorkRow): string => `${w.item}|${w.organ}|${w.role}|${w.person}`;
export const accessKey = (a: AccessRow): string => `${a.organ}|${a.role}|${a.person}`;

/** Rows to write and keys to take away, so that the tables go from one projection to the next. */
export function difference<T>(
  before: readonly T[],
  after: readonly T[],
  key: (row: T) => string,
): { put: T[]; gone: T[] } {
  const old = new Map(before.map((row) => [key(row), row]));
  const put: T[] = [];
  for (const row of after) {
    const named = key(row);
    const was = old.get(named);
    old.delete(named);
    if (was === row) continue;
    if (was === undefined || JSON.stringify(was) !== JSON.stringify(row)) put.push(row);
  }
  return { put, gone: [...old.values()] };
}
