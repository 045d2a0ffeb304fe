import type { CaseState, Facts } from '../../case/types.ts';
import { instantOf, millisOf } from '../../time/day.ts';
import type { Instant } from '../../time/types.ts';

/**
 * When something is put forward: in law, and as it was recorded, which no paper dates back and which no two of a case share, also while
 * its clock stands still.
 */
export function putForward(
  at: Instant,
  { lastPut }: Pick<CaseState, 'lastPut'>,
  { now, entering }: Pick<Facts, 'now' | 'entering'>,
): { at: Instant; put: Instant } {
  const recorded = entering?.recordedAt ?? now;
  const repeats = lastPut !== undefined && millisOf(recorded) <= millisOf(lastPut);
  return { at, put: repeats ? instantOf(millisOf(lastPut) + 1) : recorded };
}
