import type { Bilingual } from '../../domain/law/types.ts';
import type { Progress } from '../../ledger/types.ts';

/**
 * What the present state means for the tipster and what may come next, by proceeding and state (M49 arts. 13, 20–23, 27–30).
 * No promise that the law does not make; dates stand beside it.
 */
export const STEPS: Record<string, Bilingual> = {
  'intake.Received': {
    zh: '我们已经接收，接下来登记并审查：受理、不予受理或者移送有管辖权的部门。期满未决定不予受理或者移送的，视为自接收之日起受理。',
    en: 'We have your tip. Next it is registered and reviewed: it is accepted, not accepted, or passed to the competent department. Unless refused or passed on in time it counts as accepted from the day we received it.',
  },
  'intake.UnderReview': {
    zh: '正在审查是否受理，接下来会受理、不予受理或者移送有管辖权的部门。期满未决定不予受理或者移送的，视为自接收之日起受理。',
    en: 'We are reviewing your tip. Next it is accepted, not accepted, or passed to the competent department. Unless refused or passed on in time it counts as accepted from the day we received it.',
  },
  'intake.AwaitingSupplement': {
    zh: '需要您补充内容，请在下面补充；补充后继续审查。审查期限不因此停止。',
    en: 'We need more from you: please add it below, and the review goes on. Its period does not stop meanwhile.',
  },
  'intake.Transferred': {
    zh: '您反映的事项不属于本部门管辖，正在移送有管辖权的部门。',
    en: 'Your matter belongs to another department and is being passed on to it.',
  },
  'intake.Merged': {
    zh: '您的举报与另一件举报反映同一事项，已经合并办理；接下来随那一件办结。',
    en: 'Your tip is about the same matter as another one and is dealt with together with it. It is concluded with that one.',
  },
  'intake.ChannelHandover': {
    zh: '您反映的事项应当通过其他渠道办理，正在转交。',
    en: 'Your matter belongs to another channel and is being handed over.',
  },
  'intake.Accepted': {
    zh: '您的举报已经受理，接下来调查核实。',
    en: 'Your tip is accepted. Next it is investigated.',
  },
  'intake.NotAccepted': {
    zh: '您的举报不予受理，审查到此结束。有新的有效线索，可以再次举报。',
    en: 'Your tip is not accepted and the review has ended. You may tell us again if you have a new valid clue.',
  },
  'intake.TransferDone': {
    zh: '您反映的事项已经移送有管辖权的部门，由该部门依法办理。',
    en: 'Your matter has been passed to the competent department, which deals with it by law.',
  },
  'intake.HandedOver': {
    zh: '您反映的事项已经转交其他渠道，由该渠道依规定办理。',
    en: 'Your matter has been handed over to another channel, which deals with it by its own rules.',
  },
  'intake.MergedDone': {
    zh: '与您的举报合并办理的举报已经办结。',
    en: 'The tip that yours was joined with has been concluded.',
  },
  'intake.Withdrawn': {
    zh: '您撤回了举报，本件不再办理。',
    en: 'You withdrew your tip; nothing more is done on it.',
  },
  'investigation.Accepted': {
    zh: '您的举报已经受理，接下来调查核实。',
    en: 'Your tip is accepted. Next it is investigated.',
  },
  'investigation.Investigating': {
    zh: '正在调查核实。调查之后依法作出处理，再办结；情形复杂的，期限经批准可以延长。',
    en: 'Your tip is being investigated. After that a decision is made by law, and then it is concluded. In complex cases the period may be extended with approval.',
  },
  'investigation.Suspended': {
    zh: '办理因法定情形中止，期限停止计算；情形消除后恢复办理，继续计算。',
    en: 'Work on your tip is suspended on a ground of the law and the period stands still. When the ground ends, work resumes and the rest of the period runs on.',
  },
  'investigation.TransferringOut': {
    zh: '您反映的事项应当由其他部门办理，正在移送。',
    en: 'Your matter belongs to another department and is being passed on.',
  },
  'investigation.AwaitingOutcome': {
    zh: '调查已有结果，正在依法处理；处理之后办结。',
    en: 'The investigation has come to a result, which is being dealt with by law. After that your tip is concluded.',
  },
  'investigation.MergedIn': {
    zh: '您的举报已经并入另一件合并办理；接下来随那一件办结。',
    en: 'Your tip has been joined with another one and is concluded with it.',
  },
  'investigation.Concluded': {
    zh: '您举报的事项已经办结，接下来归档。实名举报的，可以申请告知处理结果。',
    en: 'Your tip is concluded; next it is archived. If you gave your real name you may ask for the result.',
  },
  'investigation.Archived': {
    zh: '您举报的事项已经办结并归档。',
    en: 'Your tip is concluded and archived.',
  },
};

/** States in which nobody has decided on acceptance yet. */
const UNDECIDED: ReadonlySet<string> = new Set(['Received', 'UnderReview', 'AwaitingSupplement']);

/** Whether acceptance is still open: what follows from it is owed only if it comes. */
export const undecided = (now: Progress['now']): boolean =>
  now.every((n) => n.proceeding === 'intake' && UNDECIDED.has(n.at));

/** What was entered from paper is told to nobody outside before a second person has looked at it. */
const ON_PAPER: Bilingual = {
  zh: '本件有补录的纸质办理，核对之前不在这里显示。您仍可以留言、补充材料。',
  en: 'Something was entered from paper in this matter. It is not shown here before it has been checked. You can still write to us and add evidence.',
};

/** The sentence for where the tip stands: that of the investigation, once there is one. null for a state without a sentence. */
export function stepOf(now: Progress['now']): Bilingual | null {
  const last = now.findLast((n) => n.proceeding === 'investigation') ?? now.at(-1);
  if (now.some((n) => n.at === 'OnPaper')) return ON_PAPER;
  return last ? (STEPS[`${last.proceeding}.${last.at}`] ?? null) : null;
}
