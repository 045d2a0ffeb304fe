import type { FirstStep } from '../../domain/authority/first-days.ts';
import type { AuthorityAct, HearingAmounts, Limit, LimitUnit } from '../../domain/authority/types.ts';
import type { ProceedingKind } from '../../domain/case/types.ts';
import type { Freshness } from '../../domain/law/checked.ts';
import type { Bilingual, Confidence, Deadline } from '../../domain/law/types.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { ConfirmationView } from './clocks.ts';

/** An act of the authority as its journal shows it. */
export interface AuthorityActView {
  number: number;
  act: AuthorityAct;
  at: Instant;
  by: { id: string; role: ActedAs['role']; name: Bilingual };
}

export interface AuthorityActAnswer extends AuthorityActView {
  organ: string;
  /** True when this is the answer of an earlier request with the same key. */
  repeated: boolean;
}

/** A row of the catalogue as an authority holds it. */
export interface LawRowView {
  id: string;
  stage: string;
  title: Bilingual;
  source: Bilingual;
  confidence: Confidence;
  kind: Deadline['kind'];
  use: Deadline['use'];
  region: string | null;
  alsoIn: string[];
  /** Law for this authority's region. */
  applies: boolean;
  parts: { length: number | null; unit: string | null; when?: Bilingual }[];
  edition: Deadline['edition'];
  note: Bilingual | null;
  /** Proceedings that start a clock on it. */
  usedBy: ProceedingKind[];
  /** Why it can be confirmed: not read, read in a report, its reading is open; null: nothing to confirm. */
  confirmable: 'memory' | 'secondary' | 'reading' | null;
  /** What is open in its reading. */
  reading: Bilingual | null;
  confirmation: ConfirmationView | null;
  /** Every confirmation and withdrawal, oldest first. */
  history: AuthorityActView[];
}

interface AboutOrgan {
  /** The day by the ledger's clock: what a form begins with. */
  today: PlainDate;
  organ: { id: string; name: Bilingual; region: string | null };
}
interface OfAuthority extends AboutOrgan {
  /** Why this person may not do it here; null: they may. */
  mayNot: Bilingual | null;
}

/** An instrument of the catalogue: which edition was read, where, and on which day it was last checked. */
export interface InstrumentView {
  short: string;
  title: Bilingual;
  confidence: Confidence;
  /** Day of coming into force; null: not known. */
  inForce: PlainDate | null;
  edition: number | null;
  where: Bilingual | null;
  /** Where it is law; null: everywhere. */
  place: Bilingual | null;
  /** null: nobody recorded a day. */
  checkedOn: PlainDate | null;
  /** `old`: more than a year ago today. */
  freshness: Freshness;
}

export interface AuthorityLaw extends OfAuthority {
  items: LawRowView[];
  /** National ones first. */
  instruments: InstrumentView[];
}

export interface LimitView {
  id: string;
  title: Bilingual;
  sections: string[];
  /** What its end does. */
  effect: Bilingual;
  note: Bilingual | null;
  /** The clause of a duty that the law leaves without a number; null: a house clock. */
  law: Bilingual | null;
  usedBy: ProceedingKind[];
  /** In force today; null: none. */
  value: Limit | null;
  /** Set to take effect later. */
  next: { from: PlainDate; value: Limit | null }[];
  /** Settled when the authority was set up. */
  atSetUp: Limit | null;
  history: AuthorityActView[];
}

export interface AuthorityLimits extends OfAuthority {
  longest: Record<LimitUnit, number>;
  daysAhead: number;
  items: LimitView[];
  /** From which fine or confiscation on a hearing is offered, yuan; null: always. */
  hearing: {
    amounts: HearingAmounts | null;
    next: { from: PlainDate; amounts: HearingAmounts | null }[];
    atSetUp: HearingAmounts | null;
    history: AuthorityActView[];
  };
}

export interface FirstDays extends AboutOrgan {
  steps: FirstStep[];
}

/** What an authority settles for itself. */
export interface Settling {
  /**
   * Records an act of the authority a person works for: a confirmation or its withdrawal (the lawyer), a house limit or the amounts of
   * the hearing (the principal). Same key and content: the same answer.
   */
  settle(person: Person, act: AuthorityAct, idempotencyKey: string): Promise<AuthorityActAnswer>;
  /** The catalogue with confirmations and their history, for any member of staff. */
  authorityLaw(person: Person): Promise<AuthorityLaw>;
  /** House limits and the amounts of the hearing with their history, for any member of staff. */
  authorityLimits(person: Person): Promise<AuthorityLimits>;
  /** What is still to be seen to before the first case runs by itself, for any member of staff. */
  firstDays(person: Person): Promise<FirstDays>;
}
