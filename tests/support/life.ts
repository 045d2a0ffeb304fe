import { expect } from 'vitest';
import type {
  CasePatch,
  CaseState,
  Clock,
  FactSheet,
  Facts,
  NewEvent,
  Proceeding,
  ProceedingKind,
  RecordedEvent,
  Refusal,
  Task,
} from '../../domain/case/types.ts';
import { actsFor, advance, decide, dueOf, evolve, openCase, systemAct } from '../../domain/kernel/index.ts';
import type { OfferedAct } from '../../domain/kernel/offers.ts';
import type { Catalogue } from '../../domain/law/index.ts';
import { documentsOf } from '../../domain/proceedings/paper/documents.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { startOfDay, toInstant } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { AUTHORITY, DIRECTORY } from './people.ts';

/** What a test may settle of a case before it opens. Received on Wednesday 30 September 2026 unless said otherwise. */
export interface Beginning {
  id?: string;
  receivedAt?: string;
  named?: boolean;
  wantsNotice?: boolean;
  fund?: string;
  /** Facts of the opening form, over the defaults. */
  tip?: FactSheet;
  case?: Partial<CaseState>;
  authority?: Partial<Facts['authority']>;
  directory?: Facts['directory'];
  /** Another catalogue than the published one: a change in the law to come. */
  law?: Catalogue;
}

/** A case before its first event. */
export function blankCase(b: Beginning = {}): CaseState {
  const receivedAt = toInstant(b.receivedAt ?? '2026-09-30T16:40:00+08:00');
  return {
    id: b.id ?? 'case-1',
    number: '2026-0001',
    organ: 'city',
    region: null,
    receivedAt,
    channel: 'web',
    tipster: { named: b.named ?? true, wantsNotice: b.wantsNotice ?? true },
    accused: { natural: null, linked: false, units: [], heads: [], persons: [] },
    fund: b.fund ?? 'pension',
    regime: 'fund',
    officers: [],
    recused: [],
    mergedInto: null,
    proceedings: {},
    clocks: {},
    version: 0,
    advancedTo: receivedAt,
    ...b.case,
  };
}

/** Facts of the opening form as the ledger gives them. */
export function openingForm(c: CaseState, more: FactSheet = {}): FactSheet {
  return {
    channel: c.channel,
    fund: c.fund,
    conduct: ['drawn-after-death'],
    accusedKind: 'person',
    concernsStaff: 'no',
    interest: 'none',
    knownBy: 'saw',
    named: c.tipster.named,
    wantsNotice: c.tipster.wantsNotice,
    hasAmount: true,
    ...more,
  };
}

export interface ActOptions {
  /** Instance id or kind; default: the latest instance whose table has the act. */
  proceeding?: string;
  occurredAt?: string;
  /** When what it decides on was put forward, as it was read. */
  answers?: string;
  /** Of the holder of the receipt: by one that these have seen. */
  receiptShownTo?: string[];
}

/** Drives one case: every event it yields is folded by `evolve`, and the fold from the blank case must give the same state. */
export class Life {
  state: CaseState;
  now: string;
  readonly events: RecordedEvent[] = [];
  readonly blank: CaseState;
  authority: Facts['authority'];
  directory: Facts['directory'];
  leading: CaseState | undefined;
  /** The other case of a merge, of which a system act comes. */
  beside: CaseState | undefined;
  law: Catalogue | undefined;

  constructor(b: Beginning = {}) {
    this.blank = blankCase(b);
    this.state = this.blank;
    this.now = this.blank.receivedAt;
    this.authority = { ...AUTHORITY, ...b.authority };
    this.directory = b.directory ?? DIRECTORY;
    this.law = b.law;
  }

  facts(): Facts {
    return {
      now: this.now,
      calendars: CALENDARS,
      authority: this.authority,
      directory: this.directory,
      history: this.events,
      ...(this.leading ? { leading: this.leading } : {}),
      ...(this.beside ? { beside: this.beside } : {}),
      ...(this.law ? { law: this.law } : {}),
    };
  }

  private record(events: NewEvent[]): NewEvent[] {
    for (const e of events) {
      this.state = evolve(this.state, e);
      const { words: _, ...open } = e;
      this.events.push({ ...open, number: this.state.version, recordedAt: this.now });
    }
    return events;
  }

  /** The fold of all events from the blank case is the state. */
  check(): void {
    let again = this.blank;
    for (const e of this.events) again = evolve(again, e);
    expect(again).toEqual(this.state);
  }

  /** Opens the case by the opening row of intake. */
  open(tip: FactSheet = {}): this {
    const done = openCase(this.blank, this.facts(), {
      form: openingForm(this.blank, tip),
      words: { clue: 'words' },
      actor: { id: 'tipster', role: 'tipster' },
    });
    this.record(done.events);
    expect(this.state).toEqual(done.state);
    return this;
  }

  /** Sets the clock to an instant or the first instant of a day, and advances the case to it. */
  to(when: string): NewEvent[] {
    const at = when.length === 10 ? startOfDay(when) : toInstant(when);
    if (at < this.now) throw new Error(`${at} is before ${this.now}`);
    this.now = at;
    const done = advance(this.state, at, this.facts());
    this.record(done.events);
    expect(this.state).toEqual(done.state);
    return done.events;
  }

  /** Sets the clock to an hour of a day; a day stands for 10:00. */
  on(day: string, time = '10:00:00'): this {
    this.to(`${day}T${time}+08:00`);
    return this;
  }

  private proceedingFor(act: string, named?: string): string {
    const all = Object.values(this.state.proceedings);
    if (named) return all.filter((p) => p.id === named || p.kind === named).at(-1)?.id ?? named;
    const name = act.split(':')[0];
    const having = all.filter((p) => TABLES[p.kind].rows.some((r) => r.act === name));
    return (having.filter((p) => p.ended === null).at(-1) ?? having.at(-1))?.id ?? `no proceeding with ${act}`;
  }

  /** The verdict on an act, nothing recorded. `by` is a staff id or `tipster`. */
  ask(by: string, act: string, form: unknown = {}, o: ActOptions = {}) {
    const proceeding = this.proceedingFor(act, o.proceeding);
    return decide(
      this.state,
      {
        proceeding,
        act,
        form,
        by:
          by === 'tipster'
            ? { tipster: true, ...(o.receiptShownTo ? { receiptShownTo: o.receiptShownTo } : {}) }
            : { staff: by },
        ...(o.occurredAt ? { occurredAt: o.occurredAt } : {}),
        ...(o.answers ? { answers: o.answers } : {}),
      },
      this.facts(),
    );
  }

  /** Does an act; a refusal fails the test with its sentence and fields. */
  do(by: string, act: string, form: unknown = {}, o: ActOptions = {}): NewEvent[] {
    const verdict = this.ask(by, act, form, o);
    if (!verdict.ok) throw new Error(`${by} ${act}: ${JSON.stringify(verdict.refusal)}`);
    this.record(verdict.events);
    expect(this.state).toEqual(verdict.state);
    return verdict.events;
  }

  /** An act of the holder of the receipt. */
  tip(act: string, form: unknown = {}, o: ActOptions = {}): NewEvent[] {
    return this.do('tipster', act, form, o);
  }

  /** Proposes with the form, then decides. */
  pair(proposer: string, decider: string, act: string, form: unknown = {}, o: ActOptions = {}): NewEvent[] {
    this.do(proposer, `${act}:propose`, form, o);
    return this.do(decider, act, {}, o);
  }

  /** The refusal an act meets; an act that is allowed fails the test. The state stays as it is. */
  refused(by: string, act: string, form: unknown = {}, o: ActOptions = {}): Refusal {
    const verdict = this.ask(by, act, form, o);
    if (verdict.ok) throw new Error(`${by} ${act} was allowed`);
    expect(verdict.refusal.message.zh).not.toBe('');
    expect(verdict.refusal.message.en).not.toBe('');
    return verdict.refusal;
  }

  /** An act as the screen offers it to somebody of the staff; undefined: not offered. */
  offered(by: string, act: string): OfferedAct | undefined {
    return actsFor(this.state, this.directory.people[by]!, this.facts()).allowed.find((o) => o.act === act);
  }

  /** A system act from another case (merge, leading case ended). */
  system(kind: ProceedingKind, act: string, form: FactSheet = {}): NewEvent[] {
    const done = systemAct(this.state, kind, act, form, this.facts());
    this.record(done.events);
    expect(this.state).toEqual(done.state);
    return done.events;
  }

  /** The latest instance of a kind. */
  p(kind: ProceedingKind): Proceeding {
    const found = Object.values(this.state.proceedings)
      .filter((p) => p.kind === kind)
      .at(-1);
    if (!found) throw new Error(`no ${kind}`);
    return found;
  }

  in(kind: ProceedingKind): string {
    return this.p(kind).state;
  }

  /** Every clock of a deadline, oldest first. */
  clocks(deadline: string): Clock[] {
    return Object.values(this.state.clocks).filter((k) => k.deadline === deadline);
  }

  /** The latest clock of a deadline. */
  clock(deadline: string): Clock {
    const clock = this.clocks(deadline).at(-1);
    if (!clock) throw new Error(`no clock ${deadline}`);
    return clock;
  }

  /** Whether a clock of this deadline is running. */
  runs(deadline: string): boolean {
    return this.clocks(deadline).some((k) => k.stopped === null);
  }

  /** The last day of the latest clock of a deadline; null while suspended or without a number. */
  due(deadline: string): string | null {
    return dueOf(this.clock(deadline), CALENDARS)?.due ?? null;
  }

  /** Why the latest clock of a deadline stopped; null while it runs. */
  stopped(deadline: string): string | null {
    return this.clock(deadline).stopped?.why ?? null;
  }

  /** Tasks of the events so far, or of the given ones. */
  tasks(events: { changes: NewEvent['changes'] }[] = this.events): Task[] {
    return events.flatMap((e) => e.changes.flatMap((c) => (c.op === 'task' ? [c.task] : [])));
  }

  /** Effects of the events so far, or of the given ones. */
  effects(events: { changes: NewEvent['changes'] }[] = this.events) {
    return events.flatMap((e) => e.changes.flatMap((c) => (c.op === 'effect' ? [c.effect] : [])));
  }

  /** Puts a proceeding into a state without its road, for tables whose opening is another table's affair. */
  found(kind: ProceedingKind, state: string, more: Partial<Proceeding> = {}): this {
    const proceeding: Proceeding = {
      id: `${kind}-1`,
      kind,
      state,
      before: null,
      run: 1,
      flags: [],
      opened: this.now,
      ended: null,
      touched: this.now,
      linked: null,
      facts: {},
      proposals: {},
      doers: {},
      ...more,
    };
    this.record([
      {
        type: 'opened',
        proceeding: proceeding.id,
        kind,
        name: 'found',
        occurredAt: this.now,
        actor: { id: 'system', role: 'system' },
        from: null,
        to: state,
        basis: 'test',
        facts: {},
        words: {},
        changes: [{ op: 'open', proceeding }],
      },
    ]);
    return this;
  }

  /** Sets fields of the case (officers, accused …) without an act. */
  given(set: CasePatch & Partial<Pick<CaseState, 'barred'>>): this {
    const p = Object.values(this.state.proceedings)[0];
    this.record([
      {
        type: 'act',
        proceeding: p?.id ?? '',
        kind: p?.kind ?? 'intake',
        name: 'given',
        occurredAt: this.now,
        actor: { id: 'system', role: 'system' },
        from: p?.state ?? null,
        to: p?.state ?? '',
        basis: 'test',
        facts: {},
        words: {},
        changes: [{ op: 'case', set }],
      },
    ]);
    return this;
  }
}

/** A case that is not open yet; `life().open()` opens it. */
export const life = (b: Beginning = {}): Life => new Life(b);

/** A document of another body. */
export const paperOf = (date: string, kind = '函', number = '文〔2026〕1号') => ({ document: { kind, number, date } });

/** What a second person writes down who confirms everything that was entered from paper in a case. */
export const papersOf = (state: CaseState): { documents: { number: string; pages: number }[]; seen: true } => ({
  documents: Object.values(state.proceedings)
    .filter((p) => p.kind === 'paper')
    .flatMap((p) => documentsOf(p.facts))
    .map(({ number, pages = 1 }) => ({ number, pages })),
  seen: true,
});
