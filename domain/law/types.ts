import type { PlainDate, Unit } from '../time/types.ts';

export interface Bilingual {
  zh: string;
  en: string;
}

/** `text`: the article was read. `secondary`: read in a report. `memory`: unverified, warns only until confirmed. */
export type Confidence = 'text' | 'secondary' | 'memory';

/** What expiry means (design 6): breach, their silence, lapse, end of a status, limitation. */
export type DeadlineKind = 'our-duty' | 'others-duty' | 'right' | 'term' | 'bar';

/** Who owes or holds it. */
export type Obligor =
  | 'authority'
  | 'agency'
  | 'police'
  | 'procurator'
  | 'court'
  | 'reconsideration-organ'
  | 'superior'
  | 'discipline'
  | 'credit-platform'
  | 'party'
  | 'tipster'
  | 'subject'
  | 'petition-office'
  | 'third-party'
  | 'other';

/** What a part of a row says beside its length. */
export interface PartOf {
  start: Bilingual;
  /** A case of use ("simplified procedure", "natural persons"), where parts are alternatives. */
  when?: Bilingual;
  /** `MM-DD`: a date that comes every year, where the rule names a date and no length. */
  date?: string;
  /** Where the parts of one row bind different people: what this part is, over the row's own. */
  kind?: DeadlineKind;
  obligor?: Obligor;
}

/** One part of a row; most rows have exactly one. `length: null`: at once / promptly / no number. */
export type DeadlinePart = PartOf & ({ length: number; unit: Unit } | { length: null; unit: null });

/** Regions whose law has rows of its own. An authority has one of these, or none: then national rows only. */
export const REGIONS = ['zhejiang', 'shanghai', 'yunnan', 'inner-mongolia', 'hebei', 'hunan'] as const;
export type Region = (typeof REGIONS)[number];

export interface ExtensionRule {
  /** Units in all that may be added; null: no cap in the rule. */
  max: number | null;
  times: 'once' | 'several' | 'unsaid';
  /** null: the rule names nobody. */
  approver: Bilingual | null;
  note?: Bilingual;
}

/**
 * What an edition does, on the day it comes into force, to clocks that run under an earlier one. An edition without such a rule
 * leaves them as they are.
 */
export interface Transition {
  /** All that run, or those begun on this day or later; never one that is over, nor a length that an act has set. */
  reaches: 'running' | { begunFrom: PlainDate };
  /** `whole`: the new length from the old start. `afresh`: the new length, counted from the day of coming into force. `later`: the
   * old or the whole new length, whichever ends later. */
  length: 'whole' | 'afresh' | 'later';
  /** The clause that says so, in short form. */
  law: string;
}

/** One edition of a row of the catalogue (statutes part 1). Blank in the source is blank (null) here. */
export interface Deadline<Id extends string = string> {
  id: Id;
  stage: string;
  title: Bilingual;
  who: Bilingual;
  obligor: Obligor;
  kind: DeadlineKind;
  /** In the order written; several are steps one after another, or alternatives where they carry `when`. */
  parts: readonly DeadlinePart[];
  direction: 'forward' | 'back';
  /** Whether the last day rolls off a rest day; false for terms and bars. */
  roll: boolean;
  extension: ExtensionRule | null;
  /** The only causes for which the count may be frozen or begun again. */
  suspends: Bilingual | null;
  /** When nothing is owed at all ("anonymous, or did not ask"). */
  notOwed?: Bilingual | null;
  ifMissed: Bilingual | null;
  source: Bilingual;
  /** Short names, resolvable in `INSTRUMENTS`. */
  instruments: readonly string[];
  /** The weakest mark of the row: it decides whether a clock may breach. */
  confidence: Confidence;
  /** Every mark the source gives, where it gives several. */
  marks?: readonly Confidence[];
  /** null: national. */
  region: Region | null;
  /** Further regions with the same row. */
  alsoIn?: readonly Region[];
  /** First day in force, and the first day no longer in force: that of the next edition. null: not known, and none known. */
  edition: { inForce: PlainDate | null; until: PlainDate | null };
  /** Editions before this one, oldest first; on the newest only. */
  earlier?: readonly Deadline[];
  transition?: Transition;
  /** Set where no clock of a case may ever run on it: reference only, swept calendar row. */
  use: 'clock' | 'swept' | 'reference' | 'age';
  /** What a reader must know besides: other law reserved, warnings, open readings. */
  note?: Bilingual | null;
}

/** One rule of statutes part 2. */
export interface Rule<Id extends string = string> {
  id: Id;
  text: Bilingual;
  /** Short-name form, e.g. `APL art. 43; M48 art. 26`. */
  source: string;
  /** The same in both languages, with full titles in Chinese. */
  citation: Bilingual;
  /** The weakest mark of the rule. */
  confidence: Confidence;
  marks?: readonly Confidence[];
  nature: 'guard' | 'ground' | 'threshold' | 'duty';
}

export interface Instrument<Short extends string = string> {
  short: Short;
  title: Bilingual;
  /** The title is our description, not the name the instrument bears. */
  described: boolean;
  note: string;
  confidence: Confidence;
  inForce: PlainDate | null;
}

export interface Regime<Id extends string = string> {
  id: Id;
  matter: Bilingual;
  route: Bilingual;
  source: string;
  citation: Bilingual;
  confidence: Confidence;
}

/** What the end of a house clock does: warn once, warn and start again, remind another body, or let a state end. */
export type HouseExpiry = 'warn' | 'warn-again' | 'watch' | 'lapse';

/** A clock that no rule numbers. The authority sets its length; it is never shown as law and records no breach. */
export interface HouseLimit<Id extends string = string> {
  id: Id;
  title: Bilingual;
  /** The sections of the state machine that use it (`3.1` … `3.10`). */
  sections: readonly string[];
  atExpiry: HouseExpiry;
  effect: Bilingual;
  /** `term` does not roll off a rest day. */
  kind: DeadlineKind;
  length: number | null;
  unit: Unit | null;
  /** Set where a statute has a period that is no row of the catalogue, or a paper names the date. */
  note?: Bilingual;
}

/** One item of a closed list in a form. */
export interface Ground<Id extends string = string> {
  id: Id;
  zh: string;
  en: string;
  /** Short-name form (`M49 21 ¶1(1)`), or `house` for a house rule. */
  clause: string;
}
