import { instantFrom } from '../ground/db.ts';
import { type CaseKey, whole } from '../ground/sealing.ts';
import type { StoredEvent } from '../truth/loading.ts';
import type { MessageView } from '../types.ts';

/** Events that make up the thread with the tipster, and which field of their words is the message. */
const THREAD: Record<string, { from: MessageView['from']; field: string }> = {
  message: { from: 'tipster', field: 'text' },
  supply: { from: 'tipster', field: 'text' },
  reply: { from: 'authority', field: 'text' },
  'ask-supplement': { from: 'authority', field: 'question' },
  'give-feedback': { from: 'authority', field: 'feedbackText' },
};

/** What tipster and authority wrote to each other; nothing where the key of the case was destroyed. */
export function threadOf(rows: readonly StoredEvent[], key: CaseKey | null): MessageView[] {
  if (key === null) return [];
  return rows.flatMap((row) => {
    const line = row.type === 'act' ? THREAD[row.name] : undefined;
    if (!line || (row.kind !== 'intake' && row.kind !== 'investigation')) return [];
    const words = whole(() => key.openWords(row.number, row.sealed));
    const text = words ? words[line.field] : '';
    return typeof text === 'string'
      ? [{ from: line.from, at: instantFrom(row.recorded_at), text, ...(words ? {} : { damaged: true as const }) }]
      : [];
  });
}
