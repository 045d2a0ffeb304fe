import type { Refusal } from '../case/types.ts';
import { refuse } from '../refusal.ts';
import type { PlainDate } from '../time/types.ts';
import { instrumentByShort } from './instruments.ts';

/** The day from which the measures on handling tips are in force. */
const FIRST_DAY_OF_LAW: PlainDate = instrumentByShort('M49')?.inForce ?? '';

/**
 * A tip received before the measures were in force gets clocks of rules that were not there yet: more often than not the year is a
 * slip. Said once; who confirms it goes on. null from the first day on.
 */
export function beforeTheLaw(received: PlainDate): Refusal | null {
  if (received >= FIRST_DAY_OF_LAW) return null;
  return {
    ...refuse('before-the-law', { put: { day: FIRST_DAY_OF_LAW } }),
    fields: [{ field: 'receivedAt', message: { zh: '早于办法施行之日', en: 'before the measures came into force' } }],
  };
}
