import type { z } from 'zod';
import type {
  AnyCtx,
  CasePatch,
  CaseState,
  ClockKind,
  ClockOutcome,
  Ctx,
  EffectKind,
  EndOfLeading,
  FactSheet,
  Guard,
  Proceeding,
  ProceedingKind,
  Row,
  Table,
  Task,
  Who,
} from '../case/types.ts';
import type { ClockId } from '../law/index.ts';
import type { InstrumentShort } from '../law/instruments.ts';
import type { Bilingual } from '../law/types.ts';
import type { Role } from '../people/types.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import type { LetterId } from './letters.ts';
import type { Open } from './parts/forms.ts';

/**
 * The words of a proceeding are said once, in its head: states, flags, the facts that it keeps. A row names nothing else, reads of its
 * form what its form asks for and of the proceeding what the head declares; all else does not compile.
 */

type Nothing = z.ZodObject<Record<never, never>>;
type Plain<T> = { [K in keyof T]: T[K] };
type Reads<Form, Kept, Value> = (ctx: Ctx<Form, Kept>) => Value;

/** Whom an effect is for. */
export type Addressee =
  | 'tipster'
  | 'party'
  | 'police'
  | 'procurator'
  | 'court'
  | 'superior'
  | 'credit-platform'
  | 'register'
  | 'other-authority'
  | 'awaited-organ';

/** An effect of a row; a letter names one of the letters that there are. */
export type EffectOf<Form, Kept> = { to: Addressee; when?: Reads<Form, Kept, boolean> } & (
  | { kind: 'letter'; data: Reads<Form, Kept, { letter: LetterId; basis: string }> }
  | { kind: Exclude<EffectKind, 'letter'>; data?: Reads<Form, Kept, FactSheet> }
);

/** A clock that a row starts (`ClockStart`). */
export interface StartOf<Form, Kept> {
  deadline: ClockId;
  part?: number;
  at?: Reads<Form, Kept, Instant | PlainDate>;
  when?: Reads<Form, Kept, boolean>;
  length?: Reads<Form, Kept, { length: number; unit: 'h' | 'cd' | 'wd' | 'months' } | null>;
  kind?: ClockKind;
  under?: InstrumentShort;
  paused?: Reads<Form, Kept, boolean>;
}

/** A task of a row. */
export type TaskOf<Form, Kept> = Task & { when?: Reads<Form, Kept, boolean> };

/** Where a row leads: a state of the proceeding, or one chosen among some. */
export type To<State extends string, Form, Kept> =
  | 'same'
  | 'before'
  | State
  | { choose: Reads<Form, Kept, State>; among: readonly State[] };

/** A row as it is written down; what each part means is said at `Row`. */
export interface RowSaid<
  State extends string,
  Flag extends string,
  Kept,
  Act extends string,
  Earlier extends string,
  Form,
> {
  act?: Act;
  expiry?: readonly ClockId[];
  label: Bilingual;
  from: 'none' | 'open' | 'ended' | 'any' | readonly State[];
  /** Sees of a form what can be read of it: it is asked before the form is checked. */
  when?: Reads<Partial<Form>, Kept, boolean>;
  by: Who;
  proposedBy?: Who;
  notSameAs?: readonly Earlier[];
  flag?: Flag | `!${Flag}`;
  guards?: readonly Guard<Form, Kept>[];
  basis: string;
  inPerson?: true;
  looksAt?: Row['looksAt'];
  offers?: Reads<Partial<Form>, Kept, string[]>;
  to: To<State, Form, Kept>;
  keepsState?: boolean;
  start?: readonly StartOf<Form, Kept>[];
  stop?: readonly ClockId[];
  cancel?: readonly ClockId[];
  supersede?: readonly ClockId[];
  pause?: readonly ClockId[];
  resume?: { clocks: readonly ClockId[]; at: Reads<Form, Kept, Instant | PlainDate> };
  extend?: readonly { clock: ClockId; by: Reads<Form, Kept, number> }[];
  raise?: readonly Flag[];
  lower?: readonly Flag[];
  carry?: readonly Flag[];
  outcome?: Reads<Form, Kept, ClockOutcome>;
  patch?: Reads<Form, Kept, CasePatch>;
  /** Facts that the head declares. */
  note?: Reads<Form, Kept, Kept>;
  tasks?: readonly TaskOf<Form, Kept>[];
  effects?: readonly EffectOf<Form, Kept>[];
  merged?: EndOfLeading;
  opensRun?: boolean;
}

declare const SAYS: unique symbol;
/** A row that has been checked against a head; the kernel sees a `Row`. */
export interface RowOf<
  State extends string,
  Flag extends string,
  Kept,
  Act extends string,
  Earlier extends string,
  Form,
> extends Row {
  act?: Act;
  readonly [SAYS]?: { states: State; flags: Flag; earlier: Earlier; form: Form; kept: (facts: Kept) => void };
}

type Shaped<Form> = Row & { readonly [SAYS]?: { form: Form } };
type Says<R> = R extends { readonly [SAYS]?: infer S } ? NonNullable<S> : never;
/** The acts of some rows. */
export type ActOf<R> = R extends { act?: infer A } ? NonNullable<A> : never;
type Field<Form, Name> = Form extends unknown ? (Name extends keyof Form ? Form[Name] : never) : never;
type FormsOf<R> = R extends { readonly [SAYS]?: { form: infer Form } } ? (unknown extends Form ? never : Form) : never;
/** What may stand in the forms of some rows: each field that one of them has. */
export type FieldsOf<R> = {
  [Name in FormsOf<R> extends infer F ? (F extends unknown ? keyof F : never) : never]?: Field<FormsOf<R>, Name>;
};

type Proposed<A> = A | (A extends string ? `${A}:propose` : never);
type Lacks<R, Kept> = R extends { readonly [SAYS]?: { kept: (facts: infer Needed) => void } }
  ? Kept extends Needed
    ? never
    : Needed
  : never;

/** What is wrong with some rows as rows of this head, said in the error; `unknown` where nothing is. */
type Fits<R, State, Flag, Kept> =
  Says<R> extends { states: infer S; flags: infer F; earlier: infer E }
    ? None<Exclude<S, State>, 'a row names states that the head has not'> &
        None<Exclude<F, Flag>, 'a row names flags that the head has not'> &
        None<Exclude<E, Proposed<ActOf<R>>>, 'a row names earlier acts that no row has'> &
        None<Lacks<R, Kept>, 'a row reads facts that the head has not'>
    : never;
type None<Wrong, Message extends string> = [Wrong] extends [never] ? unknown : { [said in Message]: Wrong };

interface Forms {
  form?: z.ZodObject;
  takes?: z.ZodObject;
}

/** What rows are written with: the words of a head. */
export interface Vocabulary<State extends string, Flag extends string, Kept> {
  /** One row: `form` is what the act asks for, `takes` what a reaction or another case hands it. */
  row<
    const Act extends string = never,
    const Earlier extends string = never,
    Asks extends z.ZodObject = Nothing,
    Takes extends z.ZodObject = Nothing,
  >(
    said: RowSaid<State, Flag, Kept, Act, Earlier, Plain<Open<Asks> & Open<Takes>>> & { form?: Asks; takes?: Takes },
  ): RowOf<State, Flag, Kept, Act, Earlier, Plain<Open<Asks> & Open<Takes>>>;
  /** The same row with something more: what is a list is added to it, all else is put in its place. */
  more<Form, R extends Shaped<Form>>(
    row: R & Shaped<Form>,
    said: Partial<RowSaid<State, Flag, Kept, never, never, Form>>,
  ): R;
  /** What several rows have in common. */
  some<const Part extends Partial<RowSaid<State, Flag, Kept, string, string, never>> & Forms>(part: Part): Part;
  /** Whether a flag is up. */
  flagged(ctx: AnyCtx, flag: Flag): boolean;
}

/** Words of a part that several proceedings share; a table that has not these flags and facts cannot take its rows. */
export function vocabulary<State extends string, Flag extends string, Kept>(): Vocabulary<State, Flag, Kept> {
  return {
    // A row is only ever given the form and the proceeding that it was written for: the kernel hands each its own.
    row: ({ takes: _, ...said }) => said as unknown as ReturnType<Vocabulary<State, Flag, Kept>['row']>,
    more: (row, said) => {
      const added = Object.entries(said).map(([key, value]) => {
        const before = row[key as keyof Row];
        return [key, Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value];
      });
      return { ...row, ...Object.fromEntries(added) };
    },
    some: (part) => part,
    flagged: ({ p }, flag) => p.flags.includes(flag),
  } as Vocabulary<State, Flag, Kept>;
}

/** The facts that a schema declares; none of them need be there yet. */
export type FactsOf<S extends z.ZodObject> = Partial<z.output<S>>;

/** The head of a proceeding. */
export interface Head<
  Kind extends ProceedingKind,
  State extends string,
  Flag extends string,
  Facts extends z.ZodObject,
> {
  kind: Kind;
  title: Bilingual;
  /** Section of the specification. */
  section: string;
  /** The post that has it at hand: it is told of dates and silences, owes the next step where no row says more, and is told what could not be done. */
  owner: Role;
  /** Posts that read its sealed words, beside the officers of the case. */
  readers: readonly Role[];
  /** Whether a tipster is told its states: what is done about the accused elsewhere is not theirs to know. */
  tipsterTold: boolean;
  states: Readonly<Record<State, Bilingual>>;
  ends: readonly NoInfer<State>[];
  flags: Readonly<Record<Flag, Bilingual>>;
  /** What it keeps that rows read or write; a form's own fields are kept besides. */
  facts: Facts;
  /** Clocks that run on past the end: notices and answers still owed, rights the law keeps open. */
  outlive: readonly ClockId[];
}

declare const KEEPS: unique symbol;
/** What a proceeding of this table keeps. */
export type KeptOf<T> = T extends { readonly [KEEPS]?: infer Kept } ? NonNullable<Kept> : never;

/** A whole proceeding: its head and its rows in the order of the rule. */
export interface TableOf<Kind extends ProceedingKind, State extends string, Flag extends string, R, Kept>
  extends Table {
  readonly [KEEPS]?: Kept;
  kind: Kind;
  states: Record<State, Bilingual>;
  flags: Record<Flag, Bilingual>;
  rows: (R & Row)[];
}

/** Defines a proceeding by its head; what comes back writes its rows and makes the table of them. */
export function proceeding<
  const Kind extends ProceedingKind,
  State extends string,
  Flag extends string,
  Facts extends z.ZodObject,
>(head: Head<Kind, State, Flag, Facts>) {
  return {
    ...vocabulary<State, Flag, FactsOf<Facts>>(),
    /** The proceedings of this kind in a case, in the order of their opening, with their facts. */
    allIn: (c: Pick<CaseState, 'proceedings'>): Proceeding<FactsOf<Facts>>[] =>
      // What a proceeding keeps, its rows wrote: no others do.
      Object.values(c.proceedings).filter((p) => p.kind === head.kind) as unknown as Proceeding<FactsOf<Facts>>[],
    /** The table of these rows, in the order of the rule. */
    table<R extends Row>(
      rows: readonly R[] & Fits<R, State, Flag, FactsOf<Facts>>,
    ): TableOf<Kind, State, Flag, R, FactsOf<Facts>> {
      const { facts: _, ...said } = head;
      return { ...said, ends: [...head.ends], outlive: [...head.outlive], rows: [...rows] };
    },
  };
}
