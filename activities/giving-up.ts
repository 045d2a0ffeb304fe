import type { EffectKind, ProceedingKind } from '../domain/case/types.ts';
import type { Bilingual } from '../domain/law/types.ts';
import type { Role } from '../domain/people/types.ts';
import type { Reason } from '../workflows/contract.ts';

const BASIS = 'house: what cannot be done by machine is done by a person';

const TEXTS: Record<Reason, Bilingual> = {
  'not-placed': {
    zh: '文书未能放入查询页或案卷，请人工送交并记录。',
    en: 'A letter could not be placed on the receipt page or in the file: deliver it by hand and note it.',
  },
  'mail-not-accepted': {
    zh: '提醒邮件未能送出，请改用其他方式告知有新进展。',
    en: 'The mail that there is news was not accepted: tell the person in another way that there is news.',
  },
  'register-not-changed': {
    zh: '公示平台未能更新，请人工公开、更正或撤下该条信息。',
    en: 'The public register could not be changed: publish, correct or take down the entry by hand.',
  },
  'credit-platform-not-reached': {
    zh: '信用平台未能接收，请以书面方式报送或请求移出。',
    en: 'The credit platform could not be reached: send the entry or its removal in writing.',
  },
  'package-not-delivered': {
    zh: '移送材料未能送达公安机关，请在时限内派人送交并取得回执。',
    en: 'The package for the police was not delivered: carry it there within the time limit and have the receipt signed.',
  },
  'body-not-reached': {
    zh: '提醒或报告未能送达有关机关，请以书面方式送交。',
    en: 'A reminder or report did not reach the other body: send it in writing.',
  },
  'not-done': { zh: '有一项办理事项未能完成，请人工处理。', en: 'Something could not be done: see to it by hand.' },
};

/** The task for a person that an effect becomes when it is given up. */
export function taskFor(
  effect: { kind: EffectKind; proceedingKind: ProceedingKind },
  why: Reason,
): { to: Role; text: Bilingual; basis: string } {
  return { to: roleFor(effect), text: TEXTS[why] ?? TEXTS['not-done'], basis: BASIS };
}

/** Who has the matter at hand in that proceeding. */
function roleFor({ kind, proceedingKind }: { kind: EffectKind; proceedingKind: ProceedingKind }): Role {
  if (kind === 'credit-list' || kind === 'credit-remove') return 'credit';
  if (kind === 'report-upward') return 'unit-head';
  switch (proceedingKind) {
    case 'intake':
      return 'clerk';
    case 'listing':
      return 'credit';
    case 'disclosure':
      return 'disclosure';
    default:
      return 'officer';
  }
}
