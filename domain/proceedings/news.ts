import { tellsLate } from '../case/rungs.ts';
import type { RecordedEvent } from '../case/types.ts';
import { TERMS } from '../law/glossary.ts';
import type { Bilingual } from '../law/types.ts';
import type { Happens } from './tables.ts';

/**
 * What people are told of beside their work list. Nothing of it is kept for anybody: it is read off what happened and what waits, each
 * time, by whoever may see the case then.
 */
export const NEWS = {
  assigned: { zh: '指派', en: 'Assigned' },
  proposed: { zh: '待我批准', en: 'To decide' },
  declined: { zh: '已退回', en: 'Declined' },
  approaching: { zh: '临近期限', en: 'Approaching' },
  late: TERMS.overdue,
  contested: { zh: '补录有异议', en: 'Entry contested' },
  moved: { zh: '期限变动', en: 'Date moved' },
  'in-my-name': { zh: '以我名义办理', en: 'Done in my name' },
  task: { zh: '提醒', en: 'Reminder' },
} as const satisfies Record<string, Bilingual>;
export type NewsKind = keyof typeof NEWS;

/** What of a case is news: what stands in a place of its work list, and events that are about one person. */
export type NewsSource = 'proposal' | 'named' | 'task' | 'assigned' | 'declined' | 'beside' | 'for';

const OF_ITSELF: Record<Exclude<NewsSource, 'task'>, NewsKind> = {
  proposal: 'proposed',
  // Entered from paper, done with them as the second officer, or by their deputy.
  named: 'in-my-name',
  beside: 'in-my-name',
  for: 'in-my-name',
  assigned: 'assigned',
  declined: 'declined',
};

/** Somebody says of a paper file that it is not so. */
const CONTESTED = { kind: 'paper', act: 'contest' } as const satisfies Happens<'paper'>;

/** What a piece of news follows from. */
type Cause = Pick<RecordedEvent, 'type' | 'kind' | 'name'>;

/** Of which kind a piece of news is. `event`: what it follows from; of a task that is what tells its kind. */
export function newsKindOf(source: NewsSource, event: Cause): NewsKind {
  if (source !== 'task') return OF_ITSELF[source];
  switch (event.type) {
    case 'rung':
      return tellsLate(event.name) ? 'late' : 'approaching';
    case 'expiry':
      return 'late';
    case 'moved':
      return 'moved';
    default:
      return event.kind === CONTESTED.kind && event.name === CONTESTED.act ? 'contested' : 'task';
  }
}
