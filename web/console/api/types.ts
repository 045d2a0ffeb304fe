import type { OfferedAct, RefusedAct } from '../../../domain/kernel/offers.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import type { Certificate, Role } from '../../../domain/people/types.ts';

export type { FactSheet, Json, ProceedingKind } from '../../../domain/case/types.ts';
export type { OfferedAct, RefusedAct } from '../../../domain/kernel/offers.ts';
export type { Bilingual } from '../../../domain/law/types.ts';
export type { ActedAs, Role } from '../../../domain/people/types.ts';
export type { Explanation } from '../../../domain/time/explain.ts';
export type { Calendar, ExplainedDay } from '../../../domain/time/types.ts';
export type {
  AccountRequestView,
  AccountsView,
  ActAnswer,
  AuthorityActAnswer,
  AuthorityActView,
  AuthorityLaw,
  AuthorityLimits,
  CalendarBook,
  CalendarPreview,
  CalendarProposalView,
  CalendarPublication,
  CaseHead,
  CaseView,
  ClockView,
  EventView,
  EvidenceView,
  FactorView,
  Identity,
  IdentityRequestView,
  InstrumentView,
  JournalEntry,
  LawRowView,
  LimitView,
  NextDate,
  Page,
  ProceedingView,
  ReferralView,
  SessionView,
  SignInView,
  WaitingItem,
  WorkItem,
} from '../../../ledger/types.ts';

/** What a person may do in a case now, and what not, with the reasons. */
export interface Acts {
  allowed: OfferedAct[];
  refused: RefusedAct[];
}

/** Answer of `/api/session`. */
export interface Me {
  id: string;
  login: string;
  name: Bilingual;
  roles: Role[];
  posts: { organ: string; unit: string; post: Bilingual; until: string | null }[];
  /** Names of the authorities that they work for. */
  organs: Bilingual[];
  certificates: Certificate[];
  /** Signed in with a one-time password: nothing else before another is set. */
  oneTime: boolean;
  /** Holds a post that needs a second factor and has none: nothing else before one is set. */
  factorNeeded: boolean;
}

/** Answer of `/api/staff`. */
export interface Staff {
  items: { id: string; login: string; name: Bilingual; roles: Role[] }[];
  units: { id: string; name: Bilingual }[];
}

/** RFC 9457 problem document as the API writes it. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  detailZh: string;
  basis?: { kind: string; clause: string | null };
  errors?: { field: string; message: string; messageZh: string }[];
  remedy?: Bilingual;
  requestId: string;
}
