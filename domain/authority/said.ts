/** What an organ says of itself, as it stood at any moment, and how it signs what it sends. */
import type { Bilingual } from '../law/types.ts';
import { millisOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { changeRequestsOf } from './changes.ts';
import { aboutOf } from './set-up.ts';
import type { About, RecordedAuthorityAct } from './types.ts';

/** `since` null: from the beginning. */
export interface SaidSince {
  since: Instant | null;
  about: About;
}

/** What it said first, where it said anything, and everything that was approved since, oldest first. */
export function saidOver(first: About | null, acts: readonly RecordedAuthorityAct[]): SaidSince[] {
  const said: SaidSince[] = first ? [{ since: null, about: first }] : [];
  const decided = changeRequestsOf(acts).flatMap(({ changes, decided: d }) =>
    d?.approved ? [{ at: d.at, changes }] : [],
  );
  // Requests are decided in whatever order; what was approved last is so.
  decided.sort((a, b) => millisOf(a.at) - millisOf(b.at));
  for (const { at, changes } of decided)
    for (const c of changes)
      if (c.kind === 'say-of-oneself') said.push({ since: at, about: aboutOf(c, said[0]?.about.setUpAt ?? at) });
  return said;
}

/** What it said at a moment; left out: says now. */
export const saidAt = (said: readonly SaidSince[], at?: Instant): About | null =>
  said.findLast(({ since }) => at === undefined || since === null || millisOf(since) <= millisOf(at))?.about ?? null;

/** Beneath what is sent: who sends it and how they are reached, a line each. Nothing of a case. */
export function signature(name: Bilingual, said: Pick<About, 'telephone' | 'address' | 'hours'> | null): Bilingual {
  if (!said) return name;
  const { telephone, address, hours } = said;
  return {
    zh: [name.zh, `电话：${telephone}`, `地址：${address.zh}`, `办公时间：${hours.zh}`].join('\n'),
    en: [name.en, `Telephone: ${telephone}`, `Address: ${address.en}`, `Hours: ${hours.en}`].join('\n'),
  };
}
