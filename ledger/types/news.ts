import type { ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { DigestCount, DigestTime } from '../../domain/people/digest.ts';
import type { Person } from '../../domain/people/types.ts';
import type { NewsKind } from '../../domain/proceedings/news.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { CaseNames } from './case.ts';
import type { Page } from './common.ts';

/** A piece of news, by the day: to the minute it would tell when somebody outside wrote. */
export interface NewsItem extends CaseNames {
  caseId: string;
  what: NewsKind;
  /** What the kind is called. */
  label: Bilingual;
  kind: ProceedingKind;
  text: Bilingual;
  /** Who did it; null: time, or nobody of the house. */
  by: { id: string; name: Bilingual } | null;
  day: PlainDate;
  unread: boolean;
  /** The last day of the period that it is about. */
  due?: PlainDate | Instant;
  provisional?: boolean;
  /** Of what was declined: why; null where the reader may not read it or nobody can any more. */
  reason?: string | null;
}

/** What is news of no case. */
export interface Announcement {
  what: 'rotation';
  text: Bilingual;
  day: PlainDate;
  unread: boolean;
}

export interface NewsPage extends Page<NewsItem> {
  /** What is unread, at most `UNREAD_MOST`. */
  unread: number;
  /** Stands for the newest there is: what `readNews` is given. */
  upTo: string;
  /** Of no case, newest day first; on the first page. */
  announced: Announcement[];
}

/** When somebody is written to that there is news, and where; no times: never. */
export interface DigestChoice {
  times: DigestTime[];
  address: string | null;
}

/** What happened in the cases that somebody sees and concerns them. */
export interface News {
  /** Of the last 60 days, newest day first. */
  news(person: Person, cursor?: string, limit?: number): Promise<NewsPage>;
  /** How much is unread, at most `UNREAD_MOST`. */
  unreadNews(person: Person): Promise<number>;
  /** Everything is read up to there. @throws Refused 422 for what no page of news gave */
  readNews(person: Person, upTo: string): Promise<void>;
  /** With the times of which they may choose. */
  digestOf(person: Person): Promise<DigestChoice & { offered: readonly DigestTime[] }>;
  /** @throws Refused 422 where there are times and no address */
  chooseDigest(person: Person, choice: DigestChoice): Promise<void>;
}

/** Mails that say how much there is, for their driver alone. */
export interface Digests {
  /**
   * The next moment at which digests come, after this one, and in how many milliseconds that is. What is more than an hour ago is not
   * made up for: the next digest counts it.
   */
  nextDigest(after?: Instant): Promise<{ moment: Instant; wait: number }>;
  /** Staff ids of those who have chosen that moment's time, a page at a time. */
  digestsAt(moment: Instant, from?: string): Promise<{ staff: string[]; from: string | null }>;
  /** What to write to one of them, counted now, and who writes; null: nothing, it was written, or its hour is over. */
  digest(staff: string, moment: Instant): Promise<(DigestCount & { address: string; from: Bilingual }) | null>;
  digestSent(staff: string, moment: Instant): Promise<void>;
}
