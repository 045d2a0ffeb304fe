/** Suspension and its end. */

import { z } from 'zod';
import type { AnyCtx } from '../../case/types.ts';
import { OUTSIDE_WORDS } from '../../law/glossary.ts';
import { INSPECTION_SUSPENSION_GROUNDS, labelsOf, TIP_SUSPENSION_GROUNDS } from '../../law/grounds.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { choice, date, option, words, yesNo } from '../parts/forms.ts';
import { DEPT_HEAD, OFFICERS, openClock, t } from '../parts/rows.ts';
import { inspection } from './filing.ts';
import { type Here, row } from './head.ts';

const ZJ_GROUNDS = INSPECTION_SUSPENSION_GROUNDS.map((g) => [`zj-${g.id}`, g.zh, g.en] as const);
const SUSPENSION_GROUNDS = [...labelsOf(TIP_SUSPENSION_GROUNDS), ...ZJ_GROUNDS] as const;
type SuspensionGround = (typeof SUSPENSION_GROUNDS)[number][0];
/** The ground of a suspension, of what is proposed where it is being decided. */
const zhejiang = (ctx: Here<{ suspendGround?: SuspensionGround }>) =>
  ctx.form.suspendGround?.startsWith('zj-') ?? false;
const onlyZhejiang = guard(
  'suspension-without-rule',
  'form',
  (ctx: Here<{ suspendGround: SuspensionGround }>) =>
    !zhejiang(ctx) ||
    (ctx.facts.authority.region === 'zhejiang' && inspection(ctx) && openClock(ctx, 'inspection-investigate') !== null),
);

const AWAITS = [
  ['none', '无', 'None'],
  option('court', OUTSIDE_WORDS.court),
  ['arbitration', '仲裁机构', 'Arbitration'],
  option('procurator', OUTSIDE_WORDS.procurator),
  option('superior', OUTSIDE_WORDS.superior),
  ['other', '其他有权机关', 'Another competent organ'],
] as const;

/** A second extension or suspension does not lengthen the days of a notice that is owed already. */
export const toldNext = (ctx: AnyCtx) => ctx.case.tipster.named && openClock(ctx, 'inspection-extend-notice') === null;

export const suspend = (zj: boolean) =>
  row({
    act: 'suspend',
    label: t('中止', 'Suspend'),
    from: ['Investigating'],
    when: (ctx) => zhejiang(ctx) === zj,
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    guards: [onlyZhejiang],
    basis: zj ? 'ZJ-LSI art. 30 ¶2' : 'M49 art. 28',
    form: z.object({
      suspendGround: choice('中止情形', 'Ground', SUSPENSION_GROUNDS),
      // Waiting for another body to annul a paper (a mediation, a judgment) is a suspension with its own follow-up.
      awaits: choice('等待的机关', 'Waiting for', AWAITS),
      awaitsAnnulment: yesNo(
        '等待该机关撤销、变更其文书',
        'Waiting for it to annul or change its own paper',
      ).optional(),
      askedOn: date('已于何日函请', 'Asked on').optional(),
      suspendReasons: words('理由', 'Reasons'),
    }),
    to: 'Suspended',
    pause: zj ? ['inspection-investigate'] : ['tip-investigate'],
    start: [
      { deadline: zj ? 'inspection-suspend' : 'tip-suspend' },
      { deadline: 'house-suspend-check' },
      ...(zj ? [{ deadline: 'inspection-extend-notice', when: toldNext } as const] : []),
    ],
    note: (ctx) => ({ suspendedOn: dayOf(ctx.at) }),
  });

export const causeEnd = (ctx: Here<{ causeEndedOn: PlainDate }>) => ctx.form.causeEndedOn;
export const causeEndFits = guard(
  'cause-ended-on',
  'form',
  (ctx: Here<{ causeEndedOn: PlainDate }>) =>
    causeEnd(ctx) <= dayOf(ctx.at) && causeEnd(ctx) >= (ctx.p.facts.suspendedOn ?? ''),
);
