import type { Bilingual } from '../../domain/law/types.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { CaseNames } from './case.ts';
import type { ClockView } from './clocks.ts';
import type { Page } from './common.ts';

/** A reading, as discipline inspection is told of it: who, as what, when, of which case; never what was read. */
export interface JournalEntry {
  id: string;
  at: Instant;
  /** null: a sign-in under a name that nobody of the house has; with a case, the product itself. */
  reader: { id: string; name: Bilingual } | null;
  roles: Role[];
  organs: Bilingual[];
  what: string;
  label: Bilingual;
  caseId: string | null;
  /** What people call the case. */
  number: string | null;
  /** The same for two searches for the same name, and nothing else. */
  tag: string | null;
}

/** A police referral on the inspector's board: dates, numbers and kinds only. */
export interface ReferralView extends CaseNames {
  caseId: string;
  proceeding: string;
  state: string;
  label: Bilingual;
  /** Who owes the next step. */
  turn: 'authority' | 'police' | 'procurator' | 'nobody';
  since: Instant;
  ended: boolean;
  /** The other side is silent past its time. */
  silent: boolean;
  clocks: ClockView[];
  documents: { kind: string; number: string; date: PlainDate; receivedAt: Instant; act: Bilingual }[];
  steps: { at: Instant; label: Bilingual; toLabel: Bilingual }[];
}

/** For discipline inspection. */
export interface Inspection {
  /** Every police referral, for a person with the role inspector; refused for everyone else. */
  oversight(person: Person, cursor?: string, limit?: number): Promise<Page<ReferralView>>;
  /** Who read what, for a person with the role inspector; the reading is in it, too. */
  journal(person: Person, cursor?: string, limit?: number): Promise<Page<JournalEntry>>;
}
