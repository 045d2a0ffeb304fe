import type { CaseState, NewEvent } from '../../domain/case/types.ts';
import {
  boundActs,
  boundTo,
  type CrossAct,
  followerActs,
  followersOf,
  leadingActs,
  leadingOf,
} from '../../domain/proceedings/parts/merging.ts';

/** Acts of these events on other cases: the leading case of a merge, the cases merged into one that ended. */
export function ripples(after: CaseState, events: readonly NewEvent[]): { id: string; acts: CrossAct[] }[] {
  const found: { id: string; acts: CrossAct[] }[] = [];
  for (const e of events) {
    // A follower is named by the ledger: the event itself knows its leading case only.
    const leading = leadingOf(e);
    if (leading !== null) {
      const acts = leadingActs(e).map((x) => ({ ...x, form: { ...x.form, follower: after.id } }));
      found.push({ id: leading, acts });
    }
    const acts = boundActs(e).map((x) => ({ ...x, form: { ...x.form, follower: after.id } }));
    // The leading case of a merge is told of it with the merge itself.
    if (acts.length > 0) for (const id of boundTo(after)) if (id !== leading) found.push({ id, acts });
    const toFollowers = followerActs(e);
    if (toFollowers.length > 0) for (const id of followersOf(after)) found.push({ id, acts: toFollowers });
  }
  return found;
}
