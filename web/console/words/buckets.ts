import { TERMS } from '../../../domain/law/glossary.ts';
import type { Bilingual } from '../api/types.ts';
import { dayNumber, dayOf, today } from './time.ts';

export const BUCKETS = ['overdue', 'today', 'week', 'month', 'later', 'none'] as const;
export type Bucket = (typeof BUCKETS)[number];

export const BUCKET_NAMES: Record<Bucket, Bilingual> = {
  overdue: TERMS.overdue,
  today: { zh: '今天到期', en: 'Due today' },
  week: { zh: '7 天内', en: 'Within 7 days' },
  month: { zh: '30 天内', en: 'Within 30 days' },
  later: { zh: '30 天以后', en: 'Later' },
  none: { zh: '没有固定期限', en: 'No fixed date' },
};

/** Where a date stands on the board; calendar days from today. `overdue` is the server's word. */
function bucketOf(item: { due: string | null; overdue: boolean }): Bucket {
  if (item.overdue) return 'overdue';
  if (item.due === null) return 'none';
  const days = dayNumber(dayOf(item.due)) - dayNumber(today());
  if (days <= 0) return 'today';
  if (days <= 7) return 'week';
  return days <= 30 ? 'month' : 'later';
}

/** Items by bucket, buckets in order, empty ones left out; the order within is kept. */
export function byBucket<T extends { due: string | null; overdue: boolean }>(items: T[]): [Bucket, T[]][] {
  return BUCKETS.map((b): [Bucket, T[]] => [b, items.filter((i) => bucketOf(i) === b)]).filter(([, l]) => l.length > 0);
}
