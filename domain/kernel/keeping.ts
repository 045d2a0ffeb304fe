import { lawOf } from '../case/edition.ts';
import type { CaseState, Facts, Refusal } from '../case/types.ts';
import { refuse } from '../refusal.ts';
import { dayOf } from '../time/day.ts';
import { dateText } from '../time/explain.ts';
import type { PlainDate } from '../time/types.ts';

type Law = Pick<Facts, 'law'>;

const endOf = (c: CaseState): PlainDate | undefined =>
  Object.values(c.proceedings)
    .map((p) => dayOf(p.ended ?? c.receivedAt))
    .sort()
    .at(-1);

/** What says how long a file is kept: as it stood on the day on which the case was over. */
const keeping = (c: CaseState, law: Law) => lawOf(law).editionOn('archive-keep', endOf(c) ?? dayOf(c.receivedAt));

/** The last day on which the file of a case that is over is kept: years after the year of its end; null: for ever, or not over. */
export function keptUntil(c: CaseState, law: Law): PlainDate | null {
  if (Object.values(c.proceedings).some((p) => p.ended === null || p.facts.retention === 'permanent')) return null;
  const last = endOf(c);
  const part = keeping(c, law)?.parts[c.regime === 'labour-inspection' ? 1 : 0];
  if (last === undefined || !part?.length) return null;
  // Where the rule leaves open whether the day of the end or the year's end counts, the longer of the two is kept.
  return `${Number(last.slice(0, 4)) + part.length}-12-31`;
}

/** Why what was told in a case may not be destroyed on this day; null: it may. */
export function keepingBar(c: CaseState, today: PlainDate, law: Law): Refusal | null {
  if (Object.values(c.proceedings).some((p) => p.ended === null)) {
    return refuse('case-not-over');
  }
  const until = keptUntil(c, law);
  if (until !== null && until < today) return null;
  const [day, clause] = [until === null ? null : dateText(until), keeping(c, law)?.source.en ?? null];
  return day === null ? refuse('kept-for-ever', { clause }) : refuse('retention-runs', { clause, put: { day } });
}
