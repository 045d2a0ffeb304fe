import type { Refusal } from '../proceedings/types.ts';
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
  const zh = `接收日早于《社会保险基金监督举报工作管理办法》施行之日（${FIRST_DAY_OF_LAW}），请核对；确属当时接收的，请确认后再提交。`;
  const en = `Received before the measures came into force (${FIRST_DAY_OF_LAW}): check the year; if it is right, confirm it and send again.`;
  return {
    ...refuse('before-the-law', zh, en, 'form', null, {
      zh: '核对年份；无误的，带上 confirmBeforeLaw 再提交',
      en: 'Check the year; if it is right, send again with confirmBeforeLaw',
    }),
    fields: [{ field: 'receivedAt', message: { zh: '早于办法施行之日', en: 'before the measures came into force' } }],
  };
}
