import { z } from 'zod';
import type { Who } from '../../case/types.ts';
import { CASE_ROLES } from '../../people/types.ts';
import { affirmed, choice, count, words, yesNo } from '../parts/forms.ts';
import { RECUSAL } from '../parts/recusal.ts';
import { t, task, warnAgain } from '../parts/rows.ts';
import { URGENCY } from '../parts/urgency.ts';
import { add, asEntered, FILED } from './added.ts';
import { START_PAPER, TWENTY } from './clock.ts';
import { countedDocuments, enteredIt, everyDocument, ownOnly, recounted } from './documents.ts';
import { flagged, type Here, row, some, table } from './head.ts';
import { answered, named } from './named.ts';
import { apart, notTheEnterer, oursLookedFor } from './second-person.ts';

const ANYBODY: Who = { staff: [...CASE_ROLES] };
const CHECKERS: Who = { staff: ['clerk', 'unit-head', 'dept-head'] };

const stands = (ctx: Here<{ outcome?: 'stands' | 'refuted' }>) => ctx.form.outcome !== 'refuted';

const SETTLE = some({
  act: 'settle',
  label: t('处理异议', 'Settle what is contested'),
  from: ['Contested'],
  proposedBy: { staff: ['clerk', 'unit-head', 'legal'] },
  by: { staff: ['dept-head', 'principal'] },
  guards: [apart],
  basis: 'house: paper acts',
  form: z.object({
    outcome: choice('结论', 'Outcome', [
      ['stands', '确有其事，维持补录', 'It was done as entered'],
      ['refuted', '并无其事，补录不实', 'It was not done'],
    ]),
    settleReasons: words('理由和依据', 'Reasons and evidence'),
  }),
  stop: ['house-paper'],
});

/** House (design 5, two times): what was typed in about others, until a second person and those named have looked at it. */
export const paper = table([
  row({
    act: 'entered',
    label: t('补录了纸质办理', 'Past acts were entered from paper'),
    from: 'none',
    by: 'system',
    basis: 'house: paper acts',
    takes: FILED,
    note: add,
    to: 'Unconfirmed',
    start: START_PAPER,
  }),
  row({
    act: 'entered',
    label: t('又补录了纸质办理', 'More was entered from paper'),
    from: 'any',
    by: 'system',
    basis: 'house: paper acts',
    takes: FILED,
    note: add,
    to: {
      choose: (ctx) => (ctx.p.state === 'Contested' || ctx.p.state === 'Refuted' ? ctx.p.state : 'Unconfirmed'),
      among: ['Unconfirmed', 'Contested', 'Refuted'],
    },
    start: [{ ...TWENTY, when: (ctx) => ctx.p.state !== 'Refuted' }],
    lower: ['confirmed'],
  }),
  row({
    act: 'confirm',
    label: t('逐份核对纸质案卷', 'Confirm the paper file, document by document'),
    from: ['Unconfirmed'],
    by: CHECKERS,
    inPerson: true,
    guards: [notTheEnterer, everyDocument, oursLookedFor],
    looksAt: asEntered,
    basis: 'house: paper acts',
    form: z.object({
      documents: countedDocuments(0),
      seen: affirmed('已见到每一份原件', 'I have seen the original of each'),
      noneOfOurs: yesNo(
        '已阅举报内容，核实除已经回避的人员外，不涉及本机关人员',
        'I read the tip: it concerns none of our staff but whoever is outside already',
      ).optional(),
    }),
    note: (ctx) => ({ confirmedBy: ctx.person?.id ?? null }),
    to: 'Confirmed',
    stop: ['house-paper'],
    raise: ['confirmed'],
  }),
  row({
    act: 'correct-pages',
    label: t('更正录入的页数', 'Correct the pages that you entered'),
    from: ['Unconfirmed', 'Contested'],
    by: ANYBODY,
    inPerson: true,
    guards: [enteredIt, ownOnly],
    basis: 'house: paper acts',
    form: z.object({
      documents: countedDocuments(1),
      correctReasons: words('为什么更正', 'Why it is corrected'),
    }),
    note: recounted,
    to: 'same',
    lower: ['confirmed'],
  }),
  row({
    act: 'acknowledge',
    label: t('所列是本人办理', 'It was done as the paper says'),
    from: 'any',
    by: ANYBODY,
    inPerson: true,
    guards: [named],
    basis: 'house: paper acts',
    form: z.object({}),
    note: (ctx) => answered(ctx, 'own'),
    to: 'same',
  }),
  row({
    act: 'contest',
    label: t('对补录提出异议', 'Contest what was entered'),
    from: ['Unconfirmed', 'Confirmed', 'Contested'],
    by: ANYBODY,
    inPerson: true,
    guards: [named],
    basis: 'house: paper acts',
    form: z.object({
      event: count(
        '时间线上的序号（不填：列我名下的全部）',
        'Number in the timeline (none: all that name me)',
        1,
        100_000,
      ).optional(),
      contestReasons: words('哪里不对', 'What is wrong'),
    }),
    note: (ctx) => ({
      ...answered(ctx, 'contested'),
      contestedBy: [...new Set([...(ctx.p.facts.contestedBy ?? []), ctx.person?.id ?? null])],
    }),
    to: 'Contested',
    raise: ['contested'],
    start: START_PAPER,
    tasks: [
      task(
        'unit-head',
        '有人对补录的纸质办理提出异议，查清以前不得对外发出',
        'What was entered from paper is contested: nothing leaves the building until it is settled',
        'house: paper acts',
      ),
      task(
        'dept-head',
        '有人对补录的纸质办理提出异议，请处理',
        'What was entered from paper is contested: settle it',
        'house: paper acts',
      ),
    ],
  }),
  row({
    ...SETTLE,
    when: stands,
    to: {
      choose: (ctx) => (flagged(ctx, 'confirmed') ? 'Confirmed' : 'Unconfirmed'),
      among: ['Confirmed', 'Unconfirmed'],
    },
    start: [{ ...TWENTY, when: (ctx) => !flagged(ctx, 'confirmed') }],
    lower: ['contested'],
  }),
  row({
    ...SETTLE,
    when: (ctx) => !stands(ctx),
    to: 'Refuted',
    raise: ['refuted'],
    tasks: [
      task(
        'unit-head',
        '补录不实：本案不再对外发出任何内容，请撤回已公开的，并以真实的办理另立案件',
        'It was not done: nothing more leaves the building from this case. Take down what stands, and begin anew with what was really done',
        'house: paper acts',
      ),
    ],
  }),
  warnAgain({
    ...TWENTY,
    label: t('补录久未核对', 'Nobody has checked it'),
    from: ['Unconfirmed', 'Contested'],
    basis: 'house: house-paper',
    tell: [
      task('dept-head', '补录的纸质办理尚未核对或者处理', 'What was entered from paper is still not checked', 'house'),
    ],
  }),
  // For every open state of every section.
  ...RECUSAL,
  ...URGENCY,
]);
