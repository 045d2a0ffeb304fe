/** What became of organs, as their journals say: what they are called since, and which went into another. */
import type { Authority } from '../case/types.ts';
import { lookUp } from '../look-up.ts';
import type { Organ } from '../people/types.ts';
import { dayOf, millisOf } from '../time/day.ts';
import { changeRequestsOf, firstDay } from './changes.ts';
import { both } from './set-up.ts';
import { hearingAmountsOn, houseLimitOn } from './settled.ts';
import type { DatedLimit, RecordedAuthorityAct } from './types.ts';

/** An organ with what its own journal says became of it. */
export function organOver(organ: Organ, acts: readonly RecordedAuthorityAct[]): Organ {
  const decided = changeRequestsOf(acts).flatMap(({ changes, decided: d }) =>
    d?.approved ? [{ at: d.at, changes }] : [],
  );
  decided.sort((a, b) => millisOf(a.at) - millisOf(b.at));
  const renamed = decided
    .flatMap(({ at, changes }) =>
      changes.flatMap((c) => (c.kind === 'rename-organ' ? [{ from: firstDay(c, dayOf(at)), name: both(c.name) }] : [])),
    )
    // Of two for one day the one that was approved last.
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const last = acts.at(-1);
  const ended =
    last?.act.act === 'end-organ'
      ? { from: dayOf(last.recordedAt), at: last.recordedAt, successor: last.act.successor }
      : null;
  return { ...organ, ...(renamed.length > 0 ? { renamed } : {}), ...(ended ? { ended } : {}) };
}

/**
 * What an organ had settled, and from the day on which it went into another what that one has: a clock takes the limit of the day on
 * which it starts, and what has ended stays what it was.
 */
function goneInto(own: Authority, next: Authority, { from, at }: NonNullable<Organ['ended']>): Authority {
  const before = (own.limits ?? []).filter((l) => l.from < from);
  const after = (next.limits ?? []).filter((l) => l.from > from);
  const ids = new Set([
    ...Object.keys(own.houseLimits),
    ...Object.keys(next.houseLimits),
    ...[...before, ...(next.limits ?? [])].map((l) => l.id),
  ]);
  const then = [...ids].map((id): DatedLimit => ({ id, from, limit: houseLimitOn(next, id, from) }));
  const first = (a: string, b: string) => (a < b ? a : b);
  return {
    ...own,
    limits: [...before, ...then, ...after],
    hearing: [
      ...(own.hearing ?? []).filter((h) => h.from < from),
      { from, amounts: hearingAmountsOn(next, from) },
      ...(next.hearing ?? []).filter((h) => h.from > from),
    ],
    confirmed: [
      ...own.confirmed
        .filter((c) => c.from < at)
        .map((c) => ({ ...c, until: c.until === null ? at : first(c.until, at) })),
      ...next.confirmed
        .filter((c) => c.until === null || c.until > at)
        .map((c) => ({ ...c, from: c.from > at ? c.from : at })),
    ],
  };
}

/** What each has settled, with what those settle that went on for it. */
export function authoritiesOver(
  own: Readonly<Record<string, Authority>>,
  organs: Readonly<Record<string, Organ>>,
): Record<string, Authority> {
  const over = (id: string, seen: readonly string[] = []): Authority | undefined => {
    const authority = lookUp(own, id);
    const ended = lookUp(organs, id)?.ended;
    const next = authority && ended && !seen.includes(id) ? over(ended.successor, [...seen, id]) : undefined;
    return authority && ended && next ? goneInto(authority, next, ended) : authority;
  };
  return Object.fromEntries(Object.entries(own).map(([id, authority]) => [id, over(id) ?? authority]));
}
