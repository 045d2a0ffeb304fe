import type { RecordedEvent } from '../case/types.ts';
import { comesDown, goesUp } from '../effects.ts';
import { STANDS_ON_PAPER } from '../proceedings/paper/stands-on-paper.ts';
import { TABLES } from '../proceedings/tables.ts';

/** What is looked at of an event: nothing of it is sealed. */
export type Decided = Pick<
  RecordedEvent,
  'number' | 'type' | 'proceeding' | 'kind' | 'name' | 'actor' | 'changes' | 'paper'
>;

/** It puts something before the public or on the platform. */
export const putsUp = (e: Pick<Decided, 'changes'>): boolean =>
  e.changes.some((c) => c.op === 'effect' && goesUp(c.effect));

/** From here on it is asked for of two, or it was taken down. */
const settles = (e: Decided): boolean =>
  e.name === STANDS_ON_PAPER || e.changes.some((c) => c.op === 'effect' && comesDown(c.effect));

const isPaper = (e: Decided): boolean => e.paper != null || e.actor.enteredBy !== undefined;

/**
 * Whether what an event puts up was decided by two: proposed by one and decided by another, or done by one after another had passed it;
 * or it brings back what two had decided on before. An installation of before may have put something up on the strength of paper
 * alone: that holds where it is marked as such, and so is asked for of two, or came down before.
 * @param events of the case, in their order
 * @param isOne whether two accounts are those of one person
 */
export function decidedByTwo(
  e: Decided,
  events: readonly Decided[],
  isOne: (a: string, b: string) => boolean = (a, b) => a === b,
): boolean {
  const own = events.filter((x) => x.proceeding === e.proceeding);
  if (isPaper(e) && own.some((x) => x.number > e.number && settles(x))) return true;
  // What a body outside did is entered by one of us, and is no doing of ours.
  if (e.type !== 'act' || (isPaper(e) && e.actor.role !== 'outside')) return false;
  const earlier = own.filter((x) => x.number < e.number);
  const apart = (x: Decided | undefined): boolean => x !== undefined && !isPaper(x) && !isOne(x.actor.id, e.actor.id);
  const rows = TABLES[e.kind].rows.filter((row) => row.act === e.name);
  return rows.some((row) => {
    if (row.proposedBy !== undefined) {
      // A decision or a refusal uses the proposal up.
      const last = earlier.findLast((x) => x.name === e.name);
      return last?.type === 'proposal' && apart(last);
    }
    if (row.notSameAs !== undefined) {
      return row.notSameAs.every((act) => apart(earlier.findLast((x) => x.type === 'act' && x.name === act)));
    }
    return earlier.some((x) => putsUp(x) && decidedByTwo(x, events, isOne));
  });
}
