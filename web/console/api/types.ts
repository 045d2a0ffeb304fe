import type { ProblemDocument } from '../../../api/problem.ts';
import type { OfferedAct, RefusedAct } from '../../../domain/kernel/offers.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import type { Certificate, Role } from '../../../domain/people/types.ts';
import type { News } from '../../../ledger/types.ts';

export type { TableFault } from '../../../domain/authority/table.ts';
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
  ByView,
  CalendarBook,
  CalendarPreview,
  CalendarProposalView,
  CalendarPublication,
  CaseHead,
  CaseView,
  ChangeFault,
  ChangePreview,
  ChangeRequestView,
  ClockView,
  EventView,
  EvidenceView,
  FactorView,
  FirstDays,
  HandedCase,
  HandedOver,
  HandoverView,
  Identity,
  IdentityRequestView,
  InstrumentView,
  JournalEntry,
  LawRowView,
  LimitView,
  NewsItem,
  NewsPage,
  NextDate,
  Page,
  PeopleView,
  PostView,
  ProceedingView,
  ReferralView,
  SessionView,
  SignInView,
  StaffView,
  TableView,
  UnitView,
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

/** Answer of `/api/authority`. */
export interface Here {
  /** null: none was set up yet. */
  name: Bilingual | null;
  demo: boolean;
}

/** Answer of `/api/news/digest`. */
export type DigestView = Awaited<ReturnType<News['digestOf']>>;

/** Answer of `/api/staff`. */
export interface Staff {
  /** `former`: they are here no more; old files name them. `login` null: they never had an account. */
  items: { id: string; login: string | null; name: Bilingual; roles: Role[]; former: boolean }[];
  units: { id: string; name: Bilingual }[];
}

/** What came instead of the answer: the problem document of the API, or the bare status of whoever else answered. */
export interface Problem
  extends Pick<ProblemDocument, 'status' | 'detail' | 'detailZh' | 'basis' | 'errors' | 'remedy' | 'requestId'> {
  code: ProblemDocument['code'] | `http-${number}`;
}
