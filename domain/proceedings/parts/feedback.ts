import { z } from 'zod';
import { guard } from '../../refusal.ts';
import { vocabulary } from '../define.ts';
import { affirmed, choice, words } from './forms.ts';
import { NAMES } from './names.ts';
import { CLERK, openClock, t, task, UNIT_HEAD } from './rows.ts';

/**
 * The result that a tipster asked for (M49 art. 30): told where the matter ended, and a warning where that takes longer than the house
 * limit. A merged tip ends in intake, all others in their investigation.
 */
export function feedback<const Late extends string = never, const Given extends string = never>(at: {
  late: 'any' | readonly Late[];
  given: readonly Given[];
}) {
  const { row } = vocabulary<Late | Given, never, unknown>();
  return [
    row({
      expiry: ['tip-result-feedback'],
      label: t('结果答复超过内部时限', 'Result not answered within the house limit'),
      from: at.late,
      by: 'system',
      basis: 'M49 art. 30 (no number of days)',
      to: 'same',
      outcome: () => 'warn',
      tasks: [
        task('unit-head', '举报人要求的处理结果尚未答复', 'The tipster still waits for the result', 'M49 art. 30'),
      ],
    }),
    row({
      act: 'give-feedback',
      label: NAMES['give-feedback'],
      from: at.given,
      proposedBy: CLERK,
      by: UNIT_HEAD,
      guards: [guard('result-not-asked', 'state', (ctx) => openClock(ctx, 'tip-result-feedback') !== null)],
      basis: 'M49 art. 30',
      form: z.object({
        feedbackHow: choice('答复方式', 'How', [
          ['written', '书面', 'Written'],
          ['oral', '口头并记录', 'Aloud, and noted down'],
        ]),
        feedbackText: words('答复内容', 'What is told'),
        nothingSecret: affirmed('不含涉密和他人隐私内容', 'Nothing secret or private in it'),
      }),
      to: 'same',
      stop: ['tip-result-feedback'],
    }),
  ];
}
