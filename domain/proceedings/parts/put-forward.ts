import type { Facts, PutForward } from '../../case/types.ts';
import { instantOf, millisOf } from '../../time/day.ts';
import type { Instant } from '../../time/types.ts';

/**
 * When something is put forward: in law, and as it was recorded, which no paper dates back. Two that wait one after the other are told
 * apart by it, also within one millisecond.
 * @param before what it takes the place of
 */
export function putForward(
  { at, facts }: { at: Instant; facts: Pick<Facts, 'now' | 'entering'> },
  before?: Partial<Pick<PutForward, 'put'>>,
): { at: Instant; put: Instant } {
  const now = facts.entering?.recordedAt ?? facts.now;
  const last = before?.put;
  return { at, put: last !== undefined && millisOf(now) <= millisOf(last) ? instantOf(millisOf(last) + 1) : now };
}
