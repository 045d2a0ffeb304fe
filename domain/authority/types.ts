import type { Bilingual } from '../law/types.ts';
import type { Rotation } from '../people/rotation.ts';
import type { ActedAs } from '../people/types.ts';

import type { Calendar, Instant, PlainDate } from '../time/types.ts';
import type { Change } from './changes.ts';

export type { Change };

/** Units in which an authority may set a length of its own: hours, calendar days, working days, months. */
export const LIMIT_UNITS = ['h', 'cd', 'wd', 'months'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** A length an authority has set. */
export interface Limit {
  length: number;
  unit: LimitUnit;
}

/** From which fine or confiscation on a hearing is offered, in yuan; APL art. 63 leaves the amounts to the regions. */
export interface HearingAmounts {
  person: number;
  unit: number;
}

/** A row of the catalogue, in one edition, read and answered for by the authority's lawyer. */
export interface ConfirmedRow {
  deadline: string;
  /** In-force day of the edition that was read; null: unknown. */
  edition: PlainDate | null;
  /** When the confirmation was recorded. */
  from: Instant;
  /** When it was withdrawn; null: it stands. */
  until: Instant | null;
  /** What was read, and where. */
  citation: string;
  /** The day on which it was read. */
  readOn: PlainDate;
  by: Bilingual;
}

/** A house limit from a day on; null: none, the clock has no end. */
export interface DatedLimit {
  id: string;
  from: PlainDate;
  limit: Limit | null;
}

/** The amounts of the hearing from a day on; null: not set, a hearing is always offered. */
export interface DatedHearing {
  from: PlainDate;
  amounts: HearingAmounts | null;
}

/** What is done to an account: a one-time password, the second factor away, both, shut, opened again. */
export const ACCOUNT_CHANGES = ['password', 'factor', 'both', 'lock', 'unlock'] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

/** An act by which an authority settles something for itself. */
export type AuthorityAct =
  | { act: 'confirm-row'; deadline: string; edition: PlainDate | null; citation: string; readOn: PlainDate }
  | { act: 'withdraw-confirmation'; deadline: string; edition: PlainDate | null; reason: string }
  | { act: 'set-house-limit'; limit: string; value: Limit | null; from: PlainDate; reason: string }
  | {
      act: 'set-hearing-amounts';
      amounts: HearingAmounts | null;
      citation: string;
      from: PlainDate;
      reason: string;
    }
  /** After how many years in the same post somebody is announced (null: nobody), and how many months ahead. */
  | { act: 'set-rotation'; years: number | null; ahead: number; reason: string }
  | { act: 'propose-calendar'; calendar: Calendar }
  /** `publication`: the number under which it became true. */
  | { act: 'approve-calendar'; proposal: number; publication: number }
  | { act: 'decline-calendar'; proposal: number; reason: string }
  | { act: 'ask-account'; person: string; what: AccountChange; reason: string }
  | { act: 'approve-account'; request: number }
  | { act: 'decline-account'; request: number; reason: string }
  | { act: 'ask-change'; changes: Change[]; reason: string }
  /** `document`: of the organ above, where nobody of it sits here to say it. */
  | { act: 'consent-change'; request: number; document: string | null }
  | { act: 'approve-change'; request: number }
  | { act: 'decline-change'; request: number; reason: string }
  /** First in the journal of an organ that the one above added: by which change of which request in its journal. */
  | { act: 'begin-organ'; superior: string; request: number; row: number }
  /** Last in the journal of an organ that went into another, and in that one's that it took it over: the same change of the organ above. */
  | { act: 'end-organ'; superior: string; request: number; row: number; successor: string }
  | { act: 'take-over'; superior: string; request: number; row: number; organ: string };

/** Acts that come with an approval in the organ above, and that nobody does by themselves. */
export type FromAbove = Extract<AuthorityAct, { superior: string }>;

/** An act as it lies in the journal, for ever. */
export interface RecordedAuthorityAct {
  organ: string;
  /** 1, 2, 3 … within the organ. */
  number: number;
  act: AuthorityAct;
  actor: ActedAs;
  recordedAt: Instant;
}

/** How an authority is reached and for which area it is there: at first as it was set up. */
export interface About {
  area: Bilingual;
  telephone: string;
  address: Bilingual;
  hours: Bilingual;
  publicUrl: string;
  setUpAt: Instant;
  /** What this site is called, in the head of its pages; absent: the product's own name. */
  wordmark?: Bilingual;
  /** How else a tip is told: another line, a desk, a box. */
  otherWays?: Bilingual;
  /** 网站标识码, ICP备案号 and 公安备案号, as they were given. */
  websiteCode?: string;
  icp?: string;
  publicSecurity?: string;
}

/** What of it the public reads. */
export type Said = Omit<About, 'publicUrl' | 'setUpAt'>;

/** What was settled when the authority was set up, before its first act. */
export interface Baseline {
  houseLimits: Record<string, Limit | undefined>;
  hearingThreshold: HearingAmounts | null;
  /** null: set up before there was anything to say of oneself. */
  about: About | null;
}

/** What the journal comes to. */
export interface Settled {
  confirmed: ConfirmedRow[];
  /** In the order in which they take effect. */
  limits: DatedLimit[];
  hearing: DatedHearing[];
  /** Since when it is so, too; null: the authority rotates nobody by years. */
  rotation: (Rotation & { setOn: PlainDate }) | null;
}
