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
  | 'authority' | 'agency' | 'police' | 'procurator' | 'court' | 'reconsideration-organ' | 'superior'
  | 'discipline' | 'credit-platform' | 'party' | 'tipster' | 'subject' | 'petition-office' | 'third-party' | 'other';

/** One part of a row; most rows have exactly one. `length: null`: at once / promptly / no number. */
export interface DeadlinePart {
  length: number | null;
  unit: Unit | null;
  start: Bilingual;
  /** A case of use ("simplified procedure", "natural persons"), where parts are alternatives. */
  when?: Bilingual;
}

export interface ExtensionRule {
  /** Units in all that may be added; null: no cap in the rule. */
  max: number | null;
  times: 'once' | 'several' | 'unsaid';
  approver: Bilingual;
  note?: Bilingual;
}

/** One row of the catalogue (statutes part 1). Blank in the source is blank (null) here. */
export interface Deadline {
  id: string;
  stage: string;
  title: Bilingual;
  who: Bilingual;
  obligor: Obligor;
  kind: DeadlineKind;
  parts: DeadlinePart[];
  direction: 'forward' | 'back';
  /** Whether the last day rolls off a rest day; false for terms and bars. */
  roll: boolean;
  extension: ExtensionRule | null;
  suspends: Bilingual | null;
  ifMissed: Bilingual | null;
  source: Bilingual;
  instruments: string[];
  confidence: Confidence;
  /** null: national. */
  region: string | null;
  edition: { inForce: PlainDate | null; until: PlainDate | null };
  /** Set where no clock of a case may ever run on it: reference only, swept calendar row. */
  use: 'clock' | 'swept' | 'reference' | 'age';
}

/** One rule of statutes part 2. */
export interface Rule {
  id: string;
  text: Bilingual;
  source: string;
  confidence: Confidence;
  nature: 'guard' | 'ground' | 'threshold' | 'duty';
}

export interface Instrument {
  short: string;
  title: Bilingual;
  note: string;
  confidence: Confidence;
  inForce: PlainDate | null;
}

export interface Regime {
  id: string;
  matter: Bilingual;
  route: Bilingual;
  source: string;
  confidence: Confidence;
}
