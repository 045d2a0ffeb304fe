import type { FactSheet } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { Page } from './common.ts';

export interface RegisterEntry {
  id: string;
  kind: 'penalty' | 'listing';
  status: 'published' | 'withdrawn' | 'expired' | 'repaired';
  /** Name of the party; null where it is a natural person. */
  name: string | null;
  natural: boolean;
  organ: Bilingual;
  /** What is published: numbers, dates, choices and the words written for publication. */
  content: FactSheet;
  /** What is stored of the content cannot be read; it is empty. */
  damaged?: true;
  publishedAt: Instant;
  changedAt: Instant;
  until: PlainDate | null;
  version: number;
  /** Put up on the strength of a paper that was entered, and by no pair of ours yet: it stands, and is being checked. */
  onPaper: boolean;
}

/** The public register. */
export interface Register {
  register(
    query: { search?: string | undefined; kind?: RegisterEntry['kind'] | undefined },
    cursor?: string,
  ): Promise<Page<RegisterEntry>>;
  registerEntry(id: string): Promise<RegisterEntry | null>;
}
