/** The ways out of review that are right for the regime of a tip: acceptance, refusal, transfer, another channel; and back from there. */

import type { AnyCtx, Guard } from '../../case/types.ts';
import type { Bilingual } from '../../law/types.ts';
import { atFields, guard, refuse } from '../../refusal.ts';
import type { StartOf } from '../define.ts';
import { NAMES } from '../parts/names.ts';
import { TRANSFER_TO, type TransferTo } from '../parts/receivers.ts';
import { isOver, t } from '../parts/rows.ts';
import { type Here, type Kept, some } from './head.ts';
import { CHANNEL, type Channel, type MatterRegime } from './terms.ts';

interface Way {
  inside: boolean;
  transferTo: readonly TransferTo[];
  channels: readonly Channel[];
  clause: string;
  way: Bilingual;
}

/** The right way out of intake for each regime (statutes 0.4). */
const WAYS: Record<MatterRegime, Way> = {
  fund: {
    inside: true,
    transferTo: ['hrss', 'superior'],
    channels: [],
    clause: 'M49 arts. 2, 6–10',
    way: NAMES.accept,
  },
  'labour-inspection': {
    inside: true,
    transferTo: ['hrss', 'superior'],
    channels: ['labour-complaint'],
    clause: 'LSI arts. 9–11',
    way: t('受理或者转劳动保障监察投诉', 'Accept, or hand over as a labour-security complaint'),
  },
  medical: {
    inside: false,
    transferTo: ['medical-security', 'superior'],
    channels: [],
    clause: 'SIO art. 4',
    way: t('移送医疗保障行政部门', 'Transfer to the medical-security department'),
  },
  collection: {
    inside: false,
    transferTo: ['collection-body', 'finance', 'superior'],
    channels: ['labour-complaint'],
    clause: 'M49 art. 11 ¶2',
    way: t('书面移送财政部门或者征收机构', 'Written transfer to the finance department or the collection body'),
  },
  petition: {
    inside: false,
    transferTo: ['petition-organ', 'superior'],
    channels: ['petition-direct', 'petition-assigned', 'information-request', 'labour-complaint'],
    clause: 'M49 art. 11 ¶1; OGI art. 39',
    way: t('告知途径并转相应渠道', 'Tell the route and hand over to that channel'),
  },
  subsidy: {
    inside: false,
    transferTo: ['hrss', 'finance', 'superior', 'other'],
    channels: ['petition-direct', 'petition-assigned', 'labour-complaint'],
    clause: 'M49 arts. 2, 8(2); EPL art. 60',
    way: t('移送就业资金主管部门，或者转相应渠道', 'Transfer to the department of the employment funds, or hand over'),
  },
  discipline: {
    inside: false,
    transferTo: ['discipline', 'superior'],
    channels: ['discipline'],
    clause: 'SL arts. 15, 37',
    way: t('按管理权限移送纪检监察机关', 'To the discipline or supervision organ by cadre authority'),
  },
  other: {
    inside: false,
    transferTo: TRANSFER_TO.map((x) => x[0]),
    channels: CHANNEL.map((x) => x[0]),
    clause: 'M49 arts. 7–11',
    way: t('不予受理、移送或者转渠道', 'Refuse, transfer or hand over'),
  },
};

const regimeOf = ({ p }: Here): MatterRegime | null => p.facts.matterRegime ?? null;
export const receipt = (ctx: AnyCtx) => ctx.case.receivedAt;

/** Accept only what M49 covers; everything else has its own way out, and the refusal names it. */
export const insideRegime: Guard<unknown, Kept> = {
  id: 'outside-regime',
  check(ctx) {
    const regime = regimeOf(ctx);
    if (regime === null || WAYS[regime].inside) return null;
    const { clause, way } = WAYS[regime];
    return refuse('outside-regime', { clause, remedy: way });
  },
};

export const paidOut = guard(
  'never-paid-in',
  'state',
  (ctx: Here) => ctx.p.facts.money !== 'never-in' || regimeOf(ctx) === 'labour-inspection',
);

export const groundFits = guard('inside-scope', 'form', (ctx: Here<{ refusalGround: string }>) => {
  const regime = regimeOf(ctx);
  return (
    ctx.form.refusalGround !== 'out-of-scope' ||
    regime === null ||
    !WAYS[regime].inside ||
    ctx.p.facts.money === 'never-in'
  );
});

export const concludedNamed = guard(
  'concluded-case-unnamed',
  'form',
  (ctx: Here<{ refusalGround: string; concludedCase?: string | undefined }>) =>
    ctx.form.refusalGround !== 'concluded-no-new-clue' || ctx.form.concludedCase !== undefined,
  { fields: ['concludedCase'] },
);

/** The way that is taken is one of those that are right for the regime. */
const rightWay = <Form>(
  id: 'not-that-way' | 'not-that-channel',
  field: string,
  fits: (form: Form, ways: Way) => boolean,
): Guard<Form, Kept> => ({
  id,
  check: (ctx) => {
    const regime = regimeOf(ctx);
    if (!ctx.filled || regime === null || fits(ctx.form, WAYS[regime])) return null;
    const { clause, way } = WAYS[regime];
    return atFields(refuse(id, { clause, remedy: way }), field);
  },
});

export const rightBody = rightWay<{ transferTo: TransferTo }>('not-that-way', 'transferTo', (form, ways) =>
  ways.transferTo.includes(form.transferTo),
);

export const rightChannel = rightWay<{ channelTo: Channel }>('not-that-channel', 'channelTo', (form, ways) =>
  ways.channels.includes(form.channelTo),
);

/** Leaving towards another department: what `transfer`, an agreement and a designation have in common. */
export const LEAVES = some({
  to: 'Transferred',
  stop: ['tip-review', 'house-supplement'],
  cancel: ['tip-investigate', 'tip-result-feedback'],
  start: [{ deadline: 'house-receipt', kind: 'watch' }, { deadline: 'tip-transfer-yunnan' }],
});

/** Nobody has received what was not sent; a case that left without a letter, as it once could, sends it first. */
export const letterOut = guard(
  'transfer-letter-first',
  'state',
  ({ p }: Here) => p.facts.transferNumber !== undefined || p.facts.letterNumber !== undefined,
);

const channelIs =
  (channel: Channel) =>
  ({ p }: Here) =>
    p.facts.channelTo === channel;
/** The other track's clock counts from the original receipt: no time is lost by our mistake or theirs. */
export const trackStarts: StartOf<unknown, Kept>[] = [
  { deadline: 'labour-complaint-accept', at: receipt, when: channelIs('labour-complaint') },
  { deadline: 'petition-direct-notice', at: receipt, when: channelIs('petition-direct') },
  { deadline: 'petition-assigned-notice', at: receipt, when: channelIs('petition-assigned') },
  { deadline: 'foi-reply', at: receipt, when: channelIs('information-request') },
  { deadline: 'foi-misfiled', at: receipt, when: channelIs('information-request') },
];

export const objectionOpen = guard('objection-lapsed', 'state', (ctx: Here) => {
  if (ctx.p.facts.transferTo !== 'petition-organ' || ctx.p.state === 'Transferred') return true;
  const last = Object.values(ctx.case.clocks)
    .filter((k) => k.deadline === 'petition-assignment-objection')
    .at(-1);
  return last !== undefined && !isOver(last, ctx);
});

export const returnAgreed = guard(
  'return-not-agreed',
  'form',
  (ctx: Here<{ returnAgreed?: boolean | undefined }>) =>
    ctx.p.facts.transferTo !== 'petition-organ' || ctx.form.returnAgreed === true,
);
