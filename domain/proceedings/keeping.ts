import { deadlineById } from '../law/index.ts';
import { refuse } from '../refusal.ts';
import { dayOf } from '../time/day.ts';
import { dateText } from '../time/explain.ts';
import type { PlainDate } from '../time/types.ts';
import type { CaseState, Refusal } from './types.ts';

const KEEP = deadlineById('archive-keep');

/** The last day on which the file of a case that is over is kept: years after the year of its end; null: for ever, or not over. */
export function keptUntil(c: CaseState): PlainDate | null {
  const all = Object.values(c.proceedings);
  if (all.some((p) => p.ended === null || p.facts.retention === 'permanent')) return null;
  const last = all
    .map((p) => dayOf(p.ended!))
    .sort()
    .at(-1);
  const part = KEEP.parts[c.regime === 'labour-inspection' ? 1 : 0];
  if (last === undefined || !part?.length) return null;
  // Where the rule leaves open whether the day of the end or the year's end counts, the longer of the two is kept.
  return `${Number(last.slice(0, 4)) + part.length}-12-31`;
}

/** Why what was told in a case may not be destroyed on this day; null: it may. */
export function keepingBar(c: CaseState, today: PlainDate): Refusal | null {
  if (Object.values(c.proceedings).some((p) => p.ended === null)) {
    return refuse(
      'case-not-over',
      '案件尚未办结，不能销毁密钥。',
      'The case is not over: its key cannot be destroyed.',
      'state',
    );
  }
  const until = keptUntil(c);
  if (until !== null && until < today) return null;
  const [day, clause] = [until === null ? null : dateText(until), KEEP.source.en];
  return day === null
    ? refuse(
        'kept-for-ever',
        '本案档案永久保管，不能销毁密钥。',
        'The file of this case is kept for ever: its key cannot be destroyed.',
        'law',
        clause,
      )
    : refuse(
        'retention-runs',
        `档案保管期限至${day.zh}，届满以前不能销毁密钥。`,
        `The file is kept until ${day.en}: its key cannot be destroyed before that day is over.`,
        'law',
        clause,
      );
}
