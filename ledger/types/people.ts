import type { ChangeKind } from '../../domain/authority/changes.ts';
import type { Consenting } from '../../domain/authority/draft.ts';
import type { Sheet, TableRead, Written } from '../../domain/authority/table.ts';
import type { About, Change } from '../../domain/authority/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Rotation } from '../../domain/people/rotation.ts';
import type { ActedAs, Certificate, Person, Role } from '../../domain/people/types.ts';
import type { FaultCode, RefusalCode } from '../../domain/refusals.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { AuthorityActView } from './authority.ts';
import type { Page } from './common.ts';

/** Who did it; `for`: whose post it was, where they held it as a deputy alone. */
export interface ByView {
  id: string;
  role: ActedAs['role'];
  name: Bilingual;
  for: { id: string; name: Bilingual } | null;
}

/** What is wrong with one of several changes. */
export interface ChangeFault {
  /** Which one, counted from 0. */
  row: number;
  /** Which field of it: `until`, `certificate.number`. */
  field: string;
  code: FaultCode;
  message: Bilingual;
}

/** What would come of asking for some changes. */
export interface ChangePreview {
  /** Why whoever looks cannot ask for these, whatever is right with each of them; null: they can. */
  refused: { code: RefusalCode; message: Bilingual } | null;
  faults: ChangeFault[];
  needs: Exclude<Consenting, 'nobody'> | null;
}

/** What was asked to change, by whom and why, and what others made of it. */
export interface ChangeRequestView {
  number: number;
  reason: string;
  by: ByView;
  at: Instant;
  /** How many changes there are; `changes` has the first of them in a list, all of them where one request was asked for. */
  count: number;
  kinds: { kind: ChangeKind; count: number }[];
  changes: Change[];
  /** Names of the people, units, posts and deputyships that these changes name. */
  names: Record<string, Bilingual>;
  /** Whose consent it needs before it is approved; null: nobody's, or it is decided. */
  needs: Exclude<Consenting, 'nobody'> | null;
  /** Nobody of the organ above is here: the security administrator enters the number of its document. */
  byDocument: boolean;
  consented: { by: ByView; at: Instant; document: string | null } | null;
  /** null while it waits. */
  decided: { approved: boolean; by: ByView; at: Instant; reason: string | null; ended: Successor | null } | null;
  /** What stands against it now, while it waits. */
  faults: ChangeFault[];
  /** What whoever asks may do about it. */
  may: { consent: boolean; approve: boolean; decline: boolean; withdraw: boolean };
}

export interface PostView {
  /** By which `end-post` names it. */
  id: string | null;
  unit: string;
  post: Bilingual;
  roles: readonly Role[];
  from: PlainDate;
  until: PlainDate | null;
  /** Who approved it; `set-up` where it stood from the beginning. */
  approver: string;
  /** Whose post it is, where it is held as their deputy. */
  for: { id: string; name: Bilingual } | null;
}

export interface StaffView {
  id: string;
  /** null: somebody of the past, who has no account. */
  login: string | null;
  name: Bilingual;
  /** Of today and to come; of who left those that they had. */
  posts: PostView[];
  certificates: (Certificate & { checkDue: boolean })[];
  related: { id: string; name: Bilingual }[];
  /** Who stands in for them, today and to come. */
  deputies: { id: string; deputy: string; name: Bilingual; from: PlainDate; until: PlainDate }[];
  locked: boolean;
  /** Last day of the account of who leaves or left. */
  until: PlainDate | null;
}

export interface UnitView {
  id: string;
  name: Bilingual;
  parent: string | null;
  /** Its last day; null: it stands. */
  until: PlainDate | null;
  /** How many people have a post in it today. */
  people: number;
}

/** An organ beneath, as the one above sees it: that it is there, and nothing of its people or cases. */
export interface OrganBeneath {
  id: string;
  name: Bilingual;
  area: Bilingual | null;
  region: string | null;
  /** By which request it began; null: it stood from the beginning. */
  request: number | null;
  since: PlainDate | null;
  /** It went into another: the first day on which it is no more. */
  ended: { from: PlainDate; successor: { id: string; name: Bilingual } } | null;
}

/** Somebody who has held the same post for nearly as long as the authority lets anybody, or longer. */
export interface LongHeldView {
  person: { id: string; name: Bilingual };
  unit: Bilingual;
  post: Bilingual;
  since: PlainDate;
  /** The day on which the years are full. */
  full: PlainDate;
}

/** How the authority rotates (轮岗), and whom that concerns. */
export interface RotationView {
  /** null: it has set no years. */
  set: (Rotation & { setOn: PlainDate }) | null;
  most: Rotation;
  /** Why whoever looks sets no years; null: they do. */
  mayNot: Bilingual | null;
  /** Longest first, at most 200 of `total`. */
  held: LongHeldView[];
  total: number;
  history: AuthorityActView[];
}

/** The organ into which another went. What waited there ended with it. */
interface Successor {
  id: string;
  name: Bilingual;
}

/** An organ as those see it who enter, approve, consent or read the log of both. */
export interface PeopleView {
  today: PlainDate;
  daysAhead: number;
  organ: { id: string; name: Bilingual };
  /** Organs beneath it; for who reads all of it. */
  beneath: OrganBeneath[];
  /** Organs that went into it: what was decided there is read by who goes on for them. */
  before: Successor[];
  /** Other organs in which something waits for whoever asks, as one of the organ above. */
  waitingIn: { id: string; name: Bilingual }[];
  about: About | null;
  /** What it said when it was set up. */
  saidFirst: About | null;
  units: UnitView[];
  /** A page of those asked for, by sign-in name. */
  people: StaffView[];
  /** How many there are of those asked for. */
  total: number;
  /** `after` of the next page; null: this is the last one. */
  next: string | null;
  /** Newest first: all that wait, and the last that were decided. */
  requests: ChangeRequestView[];
  /** null: for who does not read all of the organ. */
  rotation: RotationView | null;
  may: { ask: boolean };
}

export interface PeopleSought {
  /** Left out: the organ for which whoever asks works. */
  organ?: string | undefined;
  unit?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
}

/** Which decided requests are looked for. */
export interface ChangesSought {
  organ?: string | undefined;
  /** Those with a change of this kind; of these the changes of the kind are shown. */
  kind?: ChangeKind | undefined;
  /** Those that are about somebody, or in which they had a part. */
  person?: string | undefined;
  /** Only with a smaller number: `next` of the page before. */
  before?: number | undefined;
}

/** Newest first. */
export type ChangeHistory = Page<ChangeRequestView>;

/** A one-time password of somebody who was added; nobody is shown it again. */
export interface FirstPassword {
  login: string;
  name: Bilingual;
  password: string;
}

/** What a file of tables comes to, with whose consent it needs. */
export interface TableView extends TableRead, Omit<ChangePreview, 'faults'> {
  /** Names of the people, units and posts that the changes name. */
  names: Record<string, Bilingual>;
}

/** Changes of units, people, posts, certificates, relations and deputies: asked by one, approved by another. */
export interface PeopleChanges {
  /** @throws Refused for who has no part in it */
  people(person: Person, sought: PeopleSought): Promise<PeopleView>;
  /**
   * @param organ whose journal has it; left out, here and below: the one for which whoever asks works
   * @throws Refused `request-unknown`
   */
  changeRequest(person: Person, request: number, organ?: string): Promise<ChangeRequestView>;
  /** What was decided, by kind and by person, a page at a time. @throws Refused for who has no part in it */
  changeHistory(person: Person, sought: ChangesSought): Promise<ChangeHistory>;
  /**
   * What stands against these changes; nothing is done. Rows in which something is wrong already are left out by the caller.
   * @throws Refused for who asks for none
   */
  previewChanges(person: Person, changes: readonly { row: number; change: Change }[]): Promise<ChangePreview>;
  /** Units and people as tables. @throws Refused for who does not read all of the organ */
  table(person: Person): Promise<Written>;
  /** What tables would change and what stands against it, by line and column; nothing is done. @throws Refused for who may ask for none */
  readTable(person: Person, sheets: readonly Sheet[]): Promise<TableView>;
  /** @throws Refused with every fault by row and field */
  askChanges(
    person: Person,
    asked: { changes: Change[]; reason: string },
    idempotencyKey: string,
  ): Promise<ChangeRequestView>;
  consentChanges(person: Person, request: number, document: string | null, organ?: string): Promise<ChangeRequestView>;
  /** Does all that was asked, or nothing. Passwords of people who were added are in this answer and nowhere else. */
  approveChanges(
    person: Person,
    request: number,
    organ?: string,
  ): Promise<{ request: ChangeRequestView; passwords: FirstPassword[] }>;
  /** Who asked for it withdraws it by this. */
  declineChanges(person: Person, request: number, reason: string, organ?: string): Promise<ChangeRequestView>;
}
