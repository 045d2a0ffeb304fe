import type { ErrorRequestHandler, Express } from 'express';
import type { Calendars } from '../domain/time/types.ts';
import type {
  Accounts,
  Acts,
  CalendarBooks,
  CaseReading,
  Counting,
  HouseReading,
  IdentityRequests,
  Inspection,
  Intake,
  Lists,
  News,
  Originals,
  PeopleChanges,
  Receipts,
  Register,
  Settling,
  TimePort,
} from '../ledger/types.ts';
import type { PublicAddresses } from './addresses.ts';
import type { HttpSessions } from './sessions.ts';
import type { Uploads } from './uploads.ts';

/** Counts of what waits, for operations; no content, no person. */
export interface Vitals {
  database: boolean;
  temporal: boolean;
  worker: boolean;
  /** Starts and nudges that the relay has not delivered yet; null when the database is away. */
  backlog: number | null;
  /** Instants of the law that came more than a minute ago and are not applied yet; null when the database is away. */
  late: number | null;
  /** Effects neither done nor handed to a person though all their tries should be over; null when the database is away. */
  overdue: number | null;
}

/** What the public's pages need of the ledger. */
export type PublicLedger = Intake & Originals & Receipts & Register & Pick<HouseReading, 'calendars'>;

/** What the API needs of the ledger: nothing of what drivers do, no address of a tipster, no end of a file. */
export type ServedLedger = PublicLedger &
  HouseReading &
  Acts &
  CaseReading &
  Lists &
  News &
  Inspection &
  IdentityRequests &
  Settling &
  Accounts &
  PeopleChanges &
  CalendarBooks &
  Pick<Counting, 'countPublications'>;

/** The public's pages, rendered on the server; they rest on the API, not the API on them. */
export interface Site {
  mount(app: Express, deps: Deps<PublicLedger>): void;
  /** What went wrong, as a page, for whoever reads pages. */
  problems(log: Deps['log']): ErrorRequestHandler;
}

/** What the composition root gives the API, with as much of the ledger as who gets it needs. */
export interface Deps<L = ServedLedger> {
  ledger: L;
  clock: TimePort;
  sessions: HttpSessions;
  /** Under which addresses people reach us; requests that name another are not answered. */
  addresses: PublicAddresses;
  uploads: Uploads;
  /** Whom to tell of a weakness, as `mailto:`, `https:` or `tel:`. */
  securityContacts: readonly string[];
  /** Keyed digest for the forms of citizens' pages; the same in every process. */
  formMac(data: string): Buffer;
  vitals(): Promise<Vitals>;
  /** Whether tips and acts are taken: the database answers, and the house is as it was sealed, whatever else sleeps. */
  takes(): Promise<boolean>;
  /** Without a token figures of operations are not had over the public address at all. */
  operations: { token: string | null };
  log: { info(o: object, m: string): void; warn(o: object, m: string): void; error(o: object, m: string): void };
  /** Demo mode shows the mail sink, and where the sign-in names are; null in production. */
  demo: { mails(): Promise<DemoMail[]> } | null;
  /** null: the API alone. */
  site: Site | null;
  /** Folder of the built console; null while it is not built. */
  consoleFolder: string | null;
  /** Calendars known at start; the ledger's own are asked for where a published one matters. */
  calendars: Calendars;
}

export interface DemoMail {
  to: string;
  subject: string;
  text: string;
  receivedAt: string;
}
