import type { ProceedingKind } from '../../domain/case/types.ts';
import { addDays, dayOf, instantOf, isWorkingDay, millisOf } from '../../domain/time/day.ts';
import type { Calendars, Instant, PlainDate } from '../../domain/time/types.ts';
import type { ClerkTip, PastAct } from '../../ledger/types.ts';
import type { FactId } from './facts.ts';

type Form = Record<string, unknown>;

/** When the last step of a day may be taken at the latest: 09:30 and then every twenty minutes. */
const MORNING_MINUTES = 9 * 60 + 30;
const STEP_MINUTES = 20;

/** Days laid back from the first start, counted as the law counts them. */
export class Days {
  readonly #today: PlainDate;
  readonly #calendars: Calendars;
  readonly now: Instant;
  constructor(now: Instant, calendars: Calendars) {
    this.now = now;
    this.#today = dayOf(now);
    this.#calendars = calendars;
  }

  /** The n-th working day before today; negative: after today. */
  ago(n: number): PlainDate {
    let day = this.#today;
    const step = n < 0 ? 1 : -1;
    for (let left = Math.abs(n); left > 0; ) {
      day = addDays(day, step);
      if (isWorkingDay(day, this.#calendars)) left -= 1;
    }
    return day;
  }

  /** The day this many thirty-day months before today: for what lies outside the file. */
  monthsAgo(n: number): PlainDate {
    return addDays(this.#today, -30 * n);
  }
}

/** Pages of the n-th document of a file. */
const pagesOf = (n: number) => (n % 5) + 1;

/** Who witnesses that a paper of this person is true to its original. */
const second = (by: string) =>
  by === 'clerk' ? 'unithead' : by === 'officer1' ? 'officer2' : by === 'officer2' ? 'officer1' : 'clerk';

/** Writes what was done in one case, in order; for a paper file each act of ours with its number, scan and witness. */
export class CaseFile {
  readonly acts: PastAct[] = [];
  readonly days: Days;
  readonly #serial: number;
  #day: PlainDate;
  #minutes = MORNING_MINUTES;
  #paper = 0;

  readonly #onPaper: boolean;

  constructor(days: Days, serial: number, receivedOn: PlainDate, onPaper: boolean) {
    this.days = days;
    this.#serial = serial;
    this.#day = receivedOn;
    this.#onPaper = onPaper;
  }

  /** From here on, the n-th working day before today. */
  on(n: number): this {
    const day = this.days.ago(n);
    if (day < this.#day) throw new Error(`${day} is before ${this.#day}`);
    this.#day = day;
    this.#minutes = MORNING_MINUTES;
    return this;
  }

  get day(): PlainDate {
    return this.#day;
  }

  /** A document number of the demonstration, different each time. */
  number(kind = '监'): string {
    this.#paper += 1;
    return `示例${kind}〔${this.#day.slice(0, 4)}〕${this.#serial}-${this.#paper}号`;
  }

  #moment(): Instant {
    const two = (x: number) => String(x).padStart(2, '0');
    const at = `${this.#day}T${two(Math.floor(this.#minutes / 60))}:${two(this.#minutes % 60)}:00+08:00`;
    this.#minutes += STEP_MINUTES;
    return at;
  }

  /** What one of us did. */
  own(by: string, proceeding: string, act: string, form: Form = {}): this {
    if (!this.#onPaper) {
      this.acts.push({ proceeding, act, by, occurredAt: this.#moment(), form });
      return this;
    }
    this.#paper += 1;
    const number = `示例卷〔${this.#day.slice(0, 4)}〕${this.#serial}-${this.#paper}号`;
    const paper = {
      number,
      pages: pagesOf(this.#paper),
      scan: `扫描件-${this.#serial}-${this.#paper}`,
      second: second(by),
    };
    this.acts.push({ proceeding, act, by, occurredAt: this.#moment(), form: { ...form, paper } });
    return this;
  }

  /** What two officers did. */
  two(proceeding: string, act: string, form: Form = {}): this {
    return this.own('officer1', proceeding, act, { ...form, withOfficer: 'officer2' });
  }

  /** One proposes, another decides on the same day. */
  pair(proposer: string, decider: string, proceeding: string, act: string, form: Form = {}): this {
    const with2 = proposer === 'officer1' ? { withOfficer: 'officer2' } : {};
    return this.own(proposer, proceeding, `${act}:propose`, { ...form, ...with2 }).own(decider, proceeding, act);
  }

  /** What another body or a party did, entered from its paper. */
  theirs(by: string, proceeding: string, act: string, kind: string, form: Form = {}): this {
    const number = this.number('收');
    const pages = this.#onPaper ? { pages: pagesOf(this.#paper) } : {};
    const document = { kind, number, date: this.#day, ...pages };
    this.acts.push({ proceeding, act, by, occurredAt: this.#moment(), form: { ...form }, document });
    return this;
  }

  /** What the tipster did with the receipt. */
  tipster(proceeding: string, act: string, form: Form = {}): this {
    this.acts.push({ proceeding, act, by: 'tipster', occurredAt: this.#moment(), form: { ...form } });
    return this;
  }
}

/** One case of the demonstration. */
export interface SeedCase {
  /** The published case whose facts are told. */
  id: FactId;
  accused: ClerkTip['accused'];
  fund: NonNullable<ClerkTip['fund']>;
  conduct: NonNullable<ClerkTip['conduct']>;
  /** More of the tip, over its defaults. */
  tip?: Partial<Pick<ClerkTip, 'amount' | 'interest' | 'knownBy' | 'concernsStaff' | 'tipster' | 'when' | 'where'>>;
  channel: ClerkTip['channel'];
  /** Working days before the first start on which it was received; null: some hours before it. */
  received: number | null;
  /** Turns that are not in the published case. */
  constructed: string[];
  /** What the file holds so far. */
  acts?: (file: CaseFile) => void;
  /** Entered from paper at the first start and then confirmed, or contested by whom it names; otherwise it was lived. */
  onPaper?: 'confirmed' | 'contested';
  /** Where each proceeding stands at the first start. */
  stands: Partial<Record<ProceedingKind, string>>;
}

const FRESH_HOURS = 3;
const RECEIVED_AT = 'T16:10:00+08:00';

/** The instant a seed case was received. */
export const receivedAt = (one: SeedCase, days: Days): Instant =>
  one.received === null
    ? instantOf(millisOf(days.now) - FRESH_HOURS * 3_600_000)
    : `${days.ago(one.received)}${RECEIVED_AT}`;
