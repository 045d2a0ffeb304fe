import type { CaseState, Clock, NewEvent, ProceedingKind, Refusal, Row, Who } from '../../domain/case/types.ts';
import { actsFor, dueOf, evolve, formOf, jsonSchemaOf, nextInstant } from '../../domain/kernel/index.ts';
import { flagged, isEnded, reaches } from '../../domain/kernel/run.ts';
import { deadlineById } from '../../domain/law/index.ts';
import type { Person } from '../../domain/people/types.ts';
import { REACTIONS, TABLES } from '../../domain/proceedings/tables.ts';
import { addDays, dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { Life } from './life.ts';
import { DIRECTORY } from './people.ts';

/** Random numbers of a seed, 0 ≤ x < 1 (mulberry32). */
export type Chance = () => number;
export function chanceOf(seed: number): Chance {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(r: Chance, list: readonly T[]): T => list[Math.floor(r() * list.length)]!;

/** The part of JSON Schema that the forms of acts use. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  widget?: string;
}

/** Ids that a form takes as text. */
const HINTS: Record<string, (r: Chance, life: Life) => unknown> = {
  accusedUnit: (r) => pick(r, ['training', 'agency-hall', 'nowhere']),
};
/** Optional fields that would end most roads: a paper act needs a second person, an accused head shuts everybody out. */
const SELDOM = ['paper', 'accusedHeads', 'accusedPersons'];

const YUAN = [0, 500, 3_000, 20_000, 84_000, 250_000];

/** A value of a form's JSON schema, as a hurried official might give it: choices, days near now, staff of the case. */
function valueFor(schema: Schema, r: Chance, life: Life, day: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(r, schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return valueFor(pick(r, either), r, life, day);
  switch (schema.type) {
    case 'boolean':
      return r() < 0.5;
    case 'integer': {
      const low = schema.minimum ?? 0;
      return low + Math.floor(r() * Math.min((schema.maximum ?? low + 30) - low + 1, 20));
    }
    case 'number':
      return pick(r, YUAN);
    case 'array':
      return listOf(schema, r, life, day);
    case 'object': {
      const out: Record<string, unknown> = {};
      for (const [key, field] of Object.entries(schema.properties ?? {})) {
        const needed = schema.required?.includes(key) ?? false;
        if (needed || r() < (SELDOM.includes(key) ? 0.03 : 0.4))
          out[key] = HINTS[key]?.(r, life) ?? valueFor(field, r, life, day);
      }
      return out;
    }
    default:
      return textOf(schema, r, life, day);
  }
}

function listOf(schema: Schema, r: Chance, life: Life, day: string): unknown[] {
  const items = schema.items ?? {};
  const least = schema.minItems ?? 0;
  if (schema.widget === 'staff-list') return shuffled(r, officersOf(life)).slice(0, Math.max(least, 2));
  if (items.enum) {
    const all = shuffled(r, items.enum);
    return r() < 0.4 ? all : all.slice(0, Math.max(least, 1 + Math.floor(r() * all.length)));
  }
  const n = Math.min(schema.maxItems ?? 3, least + Math.floor(r() * 3));
  return Array.from({ length: n }, () => valueFor(items, r, life, day));
}

const officersOf = (life: Life) =>
  life.state.officers.length >= 2 ? life.state.officers : ['officer1', 'officer2', 'officer3'];

function shuffled<T>(r: Chance, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(r() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

function textOf(schema: Schema, r: Chance, life: Life, day: string): string {
  if (schema.format === 'date') {
    const far = pick(r, [0, 0, 0, -1, -3, -20, -400, 5, 20]);
    return addDays(day, far);
  }
  if (schema.format === 'date-time') return instantOf(millisOf(life.now) - Math.floor(r() * 48) * 3_600_000);
  if (schema.widget === 'staff') return r() < 0.9 ? pick(r, officersOf(life)) : pick(r, ['legal', 'checker', 'nobody']);
  if (schema.widget === 'case') return r() < 0.8 ? 'case-0' : 'case-9';
  return `文〔2026〕${1 + Math.floor(r() * 99)}号`;
}

/** One act as a person could ask for it. */
export interface Candidate {
  by: string;
  proceeding: string;
  kind: ProceedingKind;
  act: string;
  schema: unknown;
}

/** What the staff and the holder of the receipt may do now. `people`: ids to look at. */
export function candidates(life: Life, people: readonly string[]): Candidate[] {
  const out: Candidate[] = [];
  for (const id of people) {
    if (id === 'tipster') out.push(...tipsterActs(life));
    else {
      const person = life.directory.people[id] as Person;
      for (const a of actsFor(life.state, person, life.facts()).allowed)
        out.push({ by: id, proceeding: a.proceeding, kind: a.kind, act: a.act, schema: a.schema });
    }
  }
  return out;
}

function tipsterActs(life: Life): Candidate[] {
  const out: Candidate[] = [];
  for (const p of Object.values(life.state.proceedings)) {
    const table = TABLES[p.kind];
    for (const row of table.rows) {
      if (!row.act || row.by !== 'tipster' || !reaches(row, table, p.state) || !flagged(row, p)) continue;
      out.push({
        by: 'tipster',
        proceeding: p.id,
        kind: p.kind,
        act: row.act,
        schema: jsonSchemaOf(formOf(row, 'act')),
      });
    }
  }
  return out;
}

const properties = (schema: unknown, key: string) => (schema as Schema).properties?.[key] !== undefined;

const FINE = { kinds: ['fine'], fine: 100_000, confiscation: 0 };
/** Fields that must agree with one another, which chance alone would rarely hit. */
const SOUND: Record<string, (day: string, r: Chance) => Record<string, unknown>> = {
  'penalty serve-notice': (day, r) => notice(day, r),
  'penalty announce-notice': (day, r) => notice(day, r),
  'penalty decide': () => ({ ...FINE }),
  'investigation assign': () => ({ officers: ['officer1', 'officer2'] }),
  'investigation reassign': () => ({ officers: ['officer1', 'officer2'] }),
  'listing list': () => ({
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    repeated: true,
  }),
  'police-referral report': () => ({ files: ['letter', 'report', 'goods', 'appraisal'], expertFinding: 'undisputed' }),
};
function notice(day: string, r: Chance): Record<string, unknown> {
  return {
    ground: r() < 0.7 ? 'other-by-law' : 'cheating-benefits',
    amounts: [{ kind: 'drawn', yuan: 40_000, knownOn: day }],
    actEndedOn: addDays(day, -30),
    finedBefore: false,
    ...(r() < 0.3 ? { kinds: ['fine', 'business'], fine: 100_000, confiscation: 0 } : FINE),
    ...(r() < 0.5 ? { fine: 1_000, leniency: ['confessed'] } : {}),
  };
}

/** A form for an act; the second officer is another officer of the case, a document bears the day of the act. */
export function formFor(c: Candidate, r: Chance, life: Life, day: string): Record<string, unknown> {
  const form = valueFor(c.schema as Schema, r, life, day) as Record<string, unknown>;
  const sound = SOUND[`${c.kind} ${c.act.split(':')[0]}`];
  if (sound && r() < 0.8) for (const [key, value] of Object.entries(sound(day, r))) form[key] = value;
  if (!properties(c.schema, 'document')) delete form.document;
  if ('withOfficer' in form) {
    const others = officersOf(life).filter((id) => id !== c.by);
    form.withOfficer = pick(r, others.length > 0 ? others : ['officer1']);
  }
  if (form.document) form.document = { ...(form.document as object), date: day };
  return form;
}

/** Acts of the system that come from another case, not from a reaction in this one. */
const SYSTEM_ACTS: readonly { kind: ProceedingKind; act: string }[] = Object.values(TABLES).flatMap((t) =>
  t.rows
    .filter(
      (r) =>
        r.act !== undefined &&
        r.by === 'system' &&
        r.from !== 'none' &&
        !REACTIONS.some((x) => x.do.act === r.act && ('on' in x.do ? x.do.on : x.do.open) === t.kind),
    )
    .map((r) => ({ kind: t.kind, act: r.act! })),
);

const ROW_KEYS = new Map<string, Row>();
const KEYS = new Map<ProceedingKind, string[]>();
for (const table of Object.values(TABLES)) {
  const keys = table.rows.map((_, i) => named(table.kind, i));
  KEYS.set(table.kind, keys);
  for (const [i, row] of table.rows.entries()) ROW_KEYS.set(keys[i]!, row);
}
const keyOf = (kind: ProceedingKind, i: number): string => KEYS.get(kind)![i]!;
function named(kind: ProceedingKind, i: number): string {
  const row = TABLES[kind].rows[i]!;
  const from = Array.isArray(row.from) ? row.from.join('/') : row.from;
  return `${kind}#${i} ${row.act ?? row.expiry?.join('|')} from ${from}`;
}

/**
 * Counts how often each row of the six tables is applied, from now on. The kernel asks a row for its derived facts exactly once when
 * it applies it: that question is what is counted.
 */
export function watchRows(): Map<string, number> {
  const fired = new Map<string, number>();
  const wrapped = new Map<Row, Map<ProceedingKind, string>>();
  for (const table of Object.values(TABLES)) {
    for (const [i, row] of table.rows.entries()) {
      const keys = wrapped.get(row) ?? new Map<ProceedingKind, string>();
      if (!wrapped.has(row)) {
        wrapped.set(row, keys);
        const own = row.note;
        row.note = (ctx) => {
          const key = keys.get(ctx.p.kind)!;
          fired.set(key, (fired.get(key) ?? 0) + 1);
          return own?.(ctx) ?? {};
        };
      }
      keys.set(table.kind, keyOf(table.kind, i));
      fired.set(keyOf(table.kind, i), 0);
    }
  }
  return fired;
}

/** A row that could apply next in a case, by act or by the expiry of an open clock. */
interface InReach {
  key: string;
  row: Row;
  proceeding: string;
  kind: ProceedingKind;
}
function rowsInReach(life: Life, among: ReadonlySet<string>): InReach[] {
  const out: InReach[] = [];
  for (const p of Object.values(life.state.proceedings)) {
    const table = TABLES[p.kind];
    for (const [i, row] of table.rows.entries()) {
      const key = keyOf(p.kind, i);
      if (among.has(key) && reaches(row, table, p.state) && flagged(row, p))
        out.push({ key, row, proceeding: p.id, kind: p.kind });
    }
  }
  return out;
}

const HOLDERS: Record<string, string[]> = {};
for (const person of Object.values(DIRECTORY.people))
  for (const g of person.grants)
    if (g.organ === 'city' && !['expired', 'kin'].includes(person.id))
      for (const role of g.roles) HOLDERS[role] = [...(HOLDERS[role] ?? []), person.id];

function holders(who: Who): string[] {
  if (who === 'tipster') return ['tipster'];
  if (who === 'system') return [];
  return ('staff' in who ? who.staff : who.enteredBy).flatMap((role) => HOLDERS[role] ?? []);
}

/** The act of a wanted row as somebody of the right post would ask for it: proposed first, decided once proposed. */
function asWanted(life: Life, w: InReach, r: Chance): Candidate | null {
  const { row } = w;
  const pending = row.proposedBy && life.state.proceedings[w.proceeding]?.proposals[row.act!] !== undefined;
  const phase = row.proposedBy ? (pending ? 'decide' : 'propose') : 'act';
  const people = holders(phase === 'propose' ? row.proposedBy! : row.by);
  if (people.length === 0) return null;
  return {
    by: pick(r, people),
    proceeding: w.proceeding,
    kind: w.kind,
    act: phase === 'propose' ? `${row.act}:propose` : row.act!,
    schema: jsonSchemaOf(formOf(row, phase)),
  };
}

const REFUSAL_KINDS = ['law', 'house', 'form', 'state', 'person'];

/** Why a refusal is not a good one, or null: code, both languages, a basis, the clause where law refuses. */
export function badRefusal(no: Refusal): string | null {
  if (!/^[a-z0-9-]+$/.test(no.code)) return `code ${no.code}`;
  if (!no.message.zh || !no.message.en) return `${no.code}: no sentence`;
  if (!REFUSAL_KINDS.includes(no.basis.kind)) return `${no.code}: basis ${no.basis.kind}`;
  if (no.basis.kind === 'law' && !no.basis.clause) return `${no.code}: law without a clause`;
  if (no.code === 'form-invalid' && !no.fields?.length) return 'form-invalid without fields';
  return null;
}

/** What must hold of a case at any moment; the sentences of what does not. */
export function faults(c: CaseState): string[] {
  const out: string[] = [];
  for (const k of Object.values(c.clocks)) {
    if (new Set(k.fired).size !== k.fired.length) out.push(`${k.id} fired twice: ${k.fired.join()}`);
    // What a paper entered late has overtaken runs again towards another end, or was stopped.
    if (
      k.outcome &&
      !k.fired.includes('expiry') &&
      !k.stopped &&
      (dueOf(k, CALENDARS)?.expiresAt ?? c.advancedTo) < c.advancedTo
    )
      out.push(`${k.id} has an outcome but never expired`);
    const p = c.proceedings[k.proceeding];
    if (!p) out.push(`${k.id} has no proceeding`);
    else if (!k.stopped && p.ended !== null && !TABLES[p.kind].outlive.includes(k.deadline))
      out.push(`${k.id} runs although ${p.id} ended in ${p.state}`);
  }
  for (const p of Object.values(c.proceedings)) {
    if (isEnded(TABLES[p.kind], p.state) !== (p.ended !== null)) out.push(`${p.id} in ${p.state}: ended ${p.ended}`);
    for (const f of p.flags) if (!(f in TABLES[p.kind].flags)) out.push(`${p.id} has the unknown flag ${f}`);
  }
  return out;
}

/** Expiries and rungs that came by time in one step stand in the order of their instants. */
export function outOfOrder(events: readonly NewEvent[]): string | null {
  let last: NewEvent | null = null;
  for (const e of events) {
    if (e.type !== 'expiry' && e.type !== 'rung') {
      if (e.type === 'act') last = null;
      continue;
    }
    if (last && e.occurredAt < last.occurredAt)
      return `${last.name} ${last.occurredAt} before ${e.name} ${e.occurredAt}`;
    last = e;
  }
  return null;
}

/** A breach once recorded stays: remembers the breaches seen and says which one is gone. */
export class Breaches {
  private readonly seen = new Set<string>();
  lost(c: CaseState): string | null {
    for (const k of Object.values(c.clocks)) if (k.outcome?.what === 'breach') this.seen.add(k.id);
    for (const id of this.seen) if (c.clocks[id]?.outcome?.what !== 'breach') return id;
    return null;
  }
}

export const PEOPLE = [
  'clerk',
  'clerk2',
  'officer1',
  'officer2',
  'officer3',
  'unithead',
  'depthead',
  'principal',
  'legal',
  'credit',
  'disclosure',
  'checker',
  'superior',
  'tipster',
] as const;

export interface WalkOptions {
  /** Prefers acts and expiries whose rows were not applied yet. */
  missing?: Set<string>;
  onRefusal?: (no: Refusal, c: Candidate) => void;
  /** How often a wanted act was tried in this walk; after a few times it is left to chance. */
  tries?: Map<string, number>;
}

/** One random step: time passes, another case acts, or somebody does something they may do. */
export function step(life: Life, r: Chance, o: WalkOptions = {}): { events: NewEvent[]; what: string } {
  const wanted = o.missing ? rowsInReach(life, o.missing) : [];
  const expiries = wanted.flatMap((w) => w.row.expiry ?? []);
  const waits = Object.values(life.state.clocks).some((k) => !k.stopped && k.count && expiries.includes(k.deadline));
  const dice = r();
  if (dice < (waits ? 0.5 : 0.2)) return passTime(life, r);
  if (dice > 0.985 && SYSTEM_ACTS.length > 0) {
    const s = pick(r, SYSTEM_ACTS);
    return { events: life.system(s.kind, s.act, {}), what: `system ${s.kind} ${s.act}` };
  }
  const c = r() < 0.7 ? wantedAct(life, wanted, r, o.tries) : null;
  return act(life, c ?? anyAct(life, r), r, o);
}

function wantedAct(life: Life, wanted: InReach[], r: Chance, tries?: Map<string, number>): Candidate | null {
  const acts = wanted.filter((w) => w.row.act && w.row.by !== 'system' && (tries?.get(w.key) ?? 0) < 12);
  if (acts.length === 0) return null;
  const w = pick(r, acts);
  tries?.set(w.key, (tries.get(w.key) ?? 0) + 1);
  return asWanted(life, w, r);
}

function anyAct(life: Life, r: Chance): Candidate | null {
  for (let i = 0; i < 6; i++) {
    const found = candidates(life, [pick(r, PEOPLE)]);
    if (found.length > 0) return pick(r, found);
  }
  return null;
}

function act(life: Life, c: Candidate | null, r: Chance, o: WalkOptions): { events: NewEvent[]; what: string } {
  if (c === null) return passTime(life, r);
  const moment = r();
  const occurredAt =
    moment < 0.06
      ? addDays(dayOf(life.now), -1 - Math.floor(r() * 6))
      : moment < 0.1
        ? instantOf(millisOf(life.now) - Math.floor(r() * 72) * 3_600_000)
        : moment < 0.11
          ? addDays(dayOf(life.now), 3)
          : undefined;
  const form = formFor(c, r, life, dayOf(occurredAt ?? life.now));
  const options = { proceeding: c.proceeding, ...(occurredAt ? { occurredAt } : {}) };
  const verdict = life.ask(c.by, c.act, form, options);
  const what = `${c.by} ${c.proceeding} ${c.act}${occurredAt ? ` on ${occurredAt}` : ''} ${JSON.stringify(form)}`;
  if (!verdict.ok) {
    o.onRefusal?.(verdict.refusal, c);
    return { events: [], what: `${what} → ${verdict.refusal.code}` };
  }
  return { events: life.do(c.by, c.act, form, options), what };
}

function passTime(life: Life, r: Chance): { events: NewEvent[]; what: string } {
  const next = nextInstant(life.state, { calendars: CALENDARS });
  const soon = instantOf(millisOf(life.now) + (1 + Math.floor(r() * 40)) * 3_600_000);
  // To the next end, past what is told before it; else to what comes next.
  const ends = Object.values(life.state.clocks).flatMap((k) =>
    k.stopped ? [] : (dueOf(k, CALENDARS)?.expiresAt ?? []),
  );
  const [end] = ends.filter((at) => at > life.now).sort();
  const coming = r() < 0.8 ? (end ?? next?.at) : next?.at;
  const to = coming && coming > life.now && r() < 0.8 ? coming : soon;
  const events = life.to(to);
  return { events, what: `to ${to}` };
}

/** Starts a clock of some working days, as some earlier row of the same state would have done. */
export function plant(life: Life, proceeding: string, deadline: string, days: number, part = 0): void {
  const p = life.state.proceedings[proceeding]!;
  const row = deadlineById(deadline);
  const clock: Clock = {
    id: `${deadline}-${Object.values(life.state.clocks).filter((k) => k.deadline === deadline).length + 1}`,
    deadline,
    part,
    proceeding,
    kind: row?.kind ?? 'house',
    confidence: row?.confidence ?? 'house',
    edition: null,
    count: { unit: 'wd', length: days, start: life.now, pauses: [], extensions: [] },
    started: life.now,
    fired: [],
    outcome: null,
    stopped: null,
  };
  const event: NewEvent = {
    type: 'act',
    proceeding,
    kind: p.kind,
    name: 'planted',
    occurredAt: life.now,
    actor: { id: 'system', role: 'system' },
    from: p.state,
    to: p.state,
    basis: 'test',
    facts: {},
    words: {},
    changes: [{ op: 'clock', clock }],
  };
  life.state = evolve(life.state, event);
  const { words: _, ...open } = event;
  life.events.push({ ...open, number: life.state.version, recordedAt: life.now });
}

export { Life };
