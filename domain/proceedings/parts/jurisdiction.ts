import { z } from 'zod';
import type { Ctx, Who } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import { guard } from '../../refusal.ts';
import { type StartOf, vocabulary } from '../define.ts';
import { choice, docNumber, words } from './forms.ts';
import { DEPT_HEAD, external, remindThenReport, t, task, UNIT_HEAD, warnAgain, watchAgain } from './rows.ts';

const COMPETENT = choice('由谁办理', 'Who has it', [
  ['ours', '本部门', 'Our department'],
  ['theirs', '对方部门', 'The other department'],
]);

const TRANSFER_NUMBER = docNumber(
  '移送函文号（由对方部门办理的）',
  'Number of the transfer letter, where the other has it',
);

/** Nothing leaves without a letter that names where it goes (M49 art. 21 ¶2; SIL art. 82 ¶2). */
const letterNamed = guard(
  'transfer-letter-unnamed',
  'form',
  (ctx: Ctx<{ competent: string; transferNumber?: string | undefined }, unknown>) =>
    ctx.form.competent !== 'theirs' || ctx.form.transferNumber !== undefined,
  { fields: ['transferNumber'] },
);

type Disputed = 'jurisdiction-dispute' | 'awaiting-designation';
const FLAGS: Disputed[] = ['jurisdiction-dispute', 'awaiting-designation'];
const CLOCKS: ClockId[] = [
  'tip-jurisdiction-agree',
  'house-designation-ask',
  'tip-jurisdiction-designate',
  'house-designation',
];

const ASK_FOR_DESIGNATION = task(
  'dept-head',
  '协商不成，请报请共同上级指定管辖',
  'No agreement: ask the common superior to designate',
  'M49 art. 20 ¶3',
);
const NOT_ASKED_YET = task(
  'dept-head',
  '指定管辖的报请尚未送达上级',
  'The request for designation is not yet with the superior',
  'house: house-designation-ask',
);

/** What leaving to the other department does. */
interface Leaves<State extends string> {
  to: State;
  start: readonly StartOf<unknown, unknown>[];
  stop?: readonly ClockId[];
  cancel?: readonly ClockId[];
}

/**
 * Jurisdiction disputes between HRSS departments (M49 art. 20 ¶3), the same rows in 3.1 and 3.2. What the two departments agreed and what
 * the common superior designated is typed in by one of us: like a transfer it is put forward with its paper, and the head of the unit
 * decides on it before anything follows.
 * @param from states in which a dispute may be declared
 */
export function jurisdiction<const State extends string>(from: 'open' | readonly State[], leaves: Leaves<State>) {
  const { row, some, flagged } = vocabulary<State, Disputed, { transferTo?: string }>();
  const settle = <const Act extends string>(act: Act, zh: string, en: string, flag: Disputed, proposedBy: Who) => {
    const base = {
      act,
      label: t(zh, en),
      from: 'open',
      proposedBy,
      by: UNIT_HEAD,
      guards: [letterNamed],
      basis: 'M49 art. 20 ¶3; house: what one person enters another decides on',
      form: z.object({ competent: COMPETENT, transferNumber: TRANSFER_NUMBER.optional() }),
      flag,
      lower: FLAGS,
    } as const;
    return [
      row({ ...base, when: (ctx) => ctx.form.competent !== 'theirs', to: 'same', stop: CLOCKS }),
      row({
        ...base,
        ...leaves,
        when: (ctx) => ctx.form.competent === 'theirs',
        stop: [...CLOCKS, ...(leaves.stop ?? [])],
        note: () => ({ transferTo: 'hrss' }),
      }),
    ];
  };
  const overdue = some({
    from: 'open',
    flag: 'jurisdiction-dispute',
    basis: 'M49 art. 20 ¶3',
    to: 'same',
    raise: ['awaiting-designation'],
    stop: ['tip-jurisdiction-agree'],
    start: [{ deadline: 'house-designation-ask' }],
    tasks: [ASK_FOR_DESIGNATION],
  });
  return [
    row({
      act: 'dispute-jurisdiction',
      label: t('发生管辖争议', 'Jurisdiction disputed'),
      from,
      flag: '!jurisdiction-dispute',
      by: UNIT_HEAD,
      basis: 'M49 art. 20 ¶3',
      form: z.object({ disputeWith: words('有争议的部门及理由', 'The other department, and why') }),
      to: 'same',
      raise: ['jurisdiction-dispute'],
      start: [{ deadline: 'tip-jurisdiction-agree' }],
    }),
    ...settle(
      'agree-jurisdiction',
      '协商一致',
      'Jurisdiction agreed',
      'jurisdiction-dispute',
      external('other-authority'),
    ),
    row({
      ...overdue,
      act: 'talks-failed',
      label: t('协商不成', 'Talks failed'),
      by: DEPT_HEAD,
      when: (ctx) => !flagged(ctx, 'awaiting-designation'),
    }),
    row({ ...overdue, expiry: ['tip-jurisdiction-agree'], label: t('协商期满', 'Time for talks over'), by: 'system' }),
    row({
      act: 'designation-request-received',
      label: t('上级收到报请', 'The superior received the request'),
      from: 'open',
      flag: 'awaiting-designation',
      by: external('superior-organ'),
      basis: 'M49 art. 20 ¶3',
      to: 'same',
      stop: ['house-designation-ask'],
      start: [{ deadline: 'tip-jurisdiction-designate' }],
    }),
    warnAgain({
      deadline: 'house-designation-ask',
      label: t('报请指定管辖逾期', 'Request for designation overdue'),
      from: 'open',
      flag: 'awaiting-designation',
      tell: [NOT_ASKED_YET],
    }),
    ...settle(
      'designate',
      '上级指定管辖',
      'Jurisdiction designated',
      'awaiting-designation',
      external('superior-organ'),
    ),
    watchAgain({
      deadline: 'house-designation',
      over: ['tip-jurisdiction-designate'],
      label: t('上级逾期未指定', 'The superior is silent'),
      from: 'open',
      flag: 'awaiting-designation',
      basis: 'M49 art. 20 ¶3; house: escalation',
      tell: [task('dept-head', '上级逾期未指定管辖', 'The superior has not designated in time', 'M49 art. 20 ¶3')],
      effects: remindThenReport('tip-jurisdiction-designate', 'superior'),
    }),
    watchAgain({
      deadline: 'house-designation',
      to: 'superior',
      label: t('指定管辖仍无结果', 'Still no designation'),
      from: 'open',
      flag: 'awaiting-designation',
      tell: [],
      effects: [{ kind: 'report-upward', to: 'superior', data: () => ({ deadline: 'house-designation' }) }],
    }),
  ];
}
