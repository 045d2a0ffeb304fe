/** The opinion of the procurator, and the written answer that is owed to it. */
import { z } from 'zod';
import type { AnyCtx } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import { guard } from '../../refusal.ts';
import { choice, docNumber } from '../parts/forms.ts';
import { OFFICERS, runs, t, task } from '../parts/rows.ts';
import { matter, PRINCIPAL } from './guards.ts';
import { some } from './head.ts';

/** Both of the answer: the law's, and the house's where the law names no number. */
export const REPLY: ClockId[] = ['nonprosecution-reply', 'house-opinion'];
export const replyRuns = (ctx: AnyCtx) => runs(ctx, ...REPLY);
export const replyOwed = guard('no-opinion-to-answer', 'state', replyRuns);

/** Answering it, whatever the state in which it is owed. */
export const ANSWER = some({
  act: 'answer-procurator',
  label: t('书面答复检察意见', 'Answer the procurator in writing'),
  proposedBy: OFFICERS,
  by: PRINCIPAL,
  form: z.object({
    number: docNumber('复函文号', 'Number of the answer'),
    answer: choice('答复内容', 'What it says', [
      ['result', '处理结果', 'The result'],
      ['state-of-handling', '办理情况', 'The state of handling'],
    ]),
  }),
  stop: REPLY,
});

/** Leaving it unanswered. */
export const UNANSWERED = some({
  label: t('检察意见未答复', 'Opinion not answered'),
  basis: 'SPP21 (secondary: warns until confirmed); house: the superior is told',
  effects: [{ kind: 'report-upward', to: 'superior', data: matter('nonprosecution-reply') }],
});
export const NOT_ANSWERED_YET = [
  task('principal', '检察意见尚未书面答复', 'The opinion has not been answered in writing', 'SPP21'),
];
