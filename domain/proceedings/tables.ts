import type { NewEvent, ProceedingKind, Table } from '../case/types.ts';
import type { ActOf, FieldsOf, KeptOf } from './define.ts';
import { disclosure } from './disclosure/index.ts';
import { intake } from './intake/index.ts';
import { investigation } from './investigation/index.ts';
import { listing } from './listing/index.ts';
import { paper } from './paper/index.ts';
import { penalty } from './penalty/index.ts';
import { policeReferral } from './police-referral/index.ts';

export { REACTIONS } from './reactions.ts';

/** Every proceeding by kind. Buttons, forms, permissions, diagrams, documents and the tested model come from here. */
const ALL = {
  intake,
  investigation,
  penalty,
  'police-referral': policeReferral,
  listing,
  disclosure,
  paper,
} satisfies Record<ProceedingKind, Table>;

export const TABLES: Record<ProceedingKind, Table> = ALL;

/** The same with what each of them names: for what is said of a table from outside it. */
type Tables = typeof ALL;
type RowIn<Kind extends ProceedingKind> = Tables[Kind]['rows'][number];
export type ActIn<Kind extends ProceedingKind> = ActOf<RowIn<Kind>>;
export type StateIn<Kind extends ProceedingKind> = keyof Tables[Kind]['states'];
/** What the acts of a proceeding ask for or are handed. */
export type FieldsIn<Kind extends ProceedingKind> = FieldsOf<RowIn<Kind>>;

export type KeptIn<Kind extends ProceedingKind> = KeptOf<Tables[Kind]>;

/** Something that happens in a proceeding: an act, a state that is entered. */
export type Happens<Kind extends ProceedingKind> = {
  kind: Kind;
  act?: ActIn<Kind>;
  entered?: StateIn<Kind>;
};

/** Whether an event is what is waited for. `entered`: the state that is entered by it; undefined: none. A clock that ends is no act. */
export const isThat = (
  on: { act?: string; entered?: string },
  { type, name, entered }: Pick<NewEvent, 'type' | 'name'> & { entered: string | undefined },
): boolean => (on.act === name && type !== 'expiry') || (on.entered !== undefined && on.entered === entered);

/** Proceedings of which a tipster is told the state. */
export const TOLD: ReadonlySet<string> = new Set(
  Object.values(TABLES).flatMap((table) => (table.tipsterTold ? [table.kind] : [])),
);
