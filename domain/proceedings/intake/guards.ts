import { z } from 'zod';
import type { AnyCtx, CasePatch, Ctx, Guard, Row } from '../../case/types.ts';
import type { Bilingual } from '../../law/types.ts';
import { lookUp } from '../../look-up.ts';
import { type Door, otherDoors } from '../../people/door.ts';
import { awaitsSecond, headsAside, shutOut } from '../../people/may.ts';
import { atFields, guard, refuse } from '../../refusal.ts';
import { line } from '../../text/fields.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { RowOf, StartOf } from '../define.ts';
import { affirmed, caseId, choice, staffList, yesNo } from '../parts/forms.ts';
import { sameOfficers, withoutThem } from '../parts/outside.ts';
import { CLERK, isOver, openClock, ownLimit, t, task, UNIT_HEAD } from '../parts/rows.ts';
import { type Here, type Kept, more, some } from './head.ts';
import {
  CHANNEL,
  type Channel,
  MATTER_REGIMES,
  type MatterRegime,
  MONEY,
  TRANSFER_TO,
  type TransferTo,
} from './terms.ts';

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
    way: t('受理', 'Accept'),
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
export const named = (ctx: AnyCtx) => ctx.case.tipster.named;
export const noticeWanted = (ctx: AnyCtx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;
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

export const supplementAsked = guard(
  'tipster-not-contacted',
  'form',
  (ctx: Here<{ contacted: boolean }>) => !named(ctx) || ctx.form.contacted,
);

const unitKnown = guard(
  'unit-unknown',
  'form',
  (ctx: Linking<Link>) =>
    ctx.form.accusedUnit === 'none' || lookUp(ctx.facts.directory.units, ctx.form.accusedUnit) !== undefined,
  { fields: ['accusedUnit'] },
);

/** The tip itself says that it concerns staff; whichever proceeding links the accused. */
const onStaff = (ctx: AnyCtx): boolean => lookUp(ctx.case.proceedings, 'intake-1')?.facts.concernsStaff === 'yes';

const linksNobody = ({ accusedUnit, accusedPersons = [], accusedHeads = [] }: Link): boolean =>
  accusedUnit === 'none' && accusedPersons.length === 0 && accusedHeads.length === 0;

/**
 * One person alone does not find that a tip on staff concerns none of them. What a paper file tells was led before and is confirmed as a
 * whole by a second person.
 */
const needsSecond = (ctx: Linking<Link>): boolean =>
  onStaff(ctx) && ctx.facts.entering === undefined && (linksNobody(ctx.form) || ctx.form.notOurStaff === true);

/** A tip that says it concerns the authority's own staff is not registered as concerning nobody of the house. */
const staffLinked = guard(
  'staff-not-linked',
  'form',
  (ctx: Linking<Link>) => !onStaff(ctx) || !linksNobody(ctx.form) || ctx.form.notOurStaff === true,
);

const LINK = {
  accusedUnit: line(64).meta({
    title: '被举报人所属内设机构',
    titleEn: 'Unit of the accused',
    description: 'The id of a unit; none where the accused is not of the house.',
    widget: 'unit',
  }),
  accusedHeads: z
    .array(z.enum(['unit-head', 'dept-head', 'principal']))
    .max(3)
    .meta({ title: '被举报的负责人', titleEn: 'Accused heads' })
    .optional(),
  accusedPersons: staffList('被举报的工作人员', 'Accused members of staff', 0).optional(),
  accusedNatural: yesNo('被举报人是自然人', 'The accused is a natural person'),
  notOurStaff: yesNo('已核实不是本单位人员', 'Checked: not a member of our staff').optional(),
  keptAway: staffList('举报人指明不得接触本案的人员', 'People who the tipster says shall not see it', 0).optional(),
};
const LINKED = z.object(LINK);
export const REGISTER = z.object({
  ...LINK,
  regime: choice('事项类别', 'Regime', MATTER_REGIMES),
  money: choice('资金情形', 'What happened to the money', MONEY).optional(),
  identityStore: affirmed(
    '举报内容已如实记录，身份信息已单独封存',
    'Content recorded; identity sealed in the separate store',
  ),
});

/** Whom the accused is of the house, as a form says it. */
type Link = z.output<typeof LINKED>;
/** What linking reads of a proceeding: also the investigation corrects it. */
type Linking<Form> = Ctx<Form, Pick<Kept, 'matterRegime'>>;

/** Links the accused to the building: from now on their unit, heads and relations are outside the case. */
export const linkPatch = (ctx: Linking<Link & { regime?: MatterRegime | undefined }>): CasePatch => {
  const { accusedUnit, accusedNatural, accusedHeads = [], accusedPersons = [], keptAway = [], regime } = ctx.form;
  const accused = {
    natural: accusedNatural,
    linked: !needsSecond(ctx),
    units: accusedUnit === 'none' ? [] : [accusedUnit],
    heads: accusedHeads,
    persons: accusedPersons,
  };
  const recused = [...new Set([...ctx.case.recused, ...keptAway])];
  return {
    accused,
    ...(recused.length > ctx.case.recused.length ? { recused } : {}),
    ...withoutThem({ ...ctx.case, accused, recused }, ctx),
    ...(regime === undefined ? {} : { regime: regime === 'labour-inspection' ? 'labour-inspection' : 'fund' }),
  };
};
export const LINK_FORM = z.object({
  ...LINK,
  regime: choice('事项类别（更正）', 'Regime (corrected)', MATTER_REGIMES).optional(),
});
/** The regime as corrected; unchanged where the form leaves it out. */
export const linkNote = (ctx: Linking<{ regime?: MatterRegime | undefined }>) =>
  ctx.form.regime === undefined ? {} : { matterRegime: ctx.form.regime };
/**
 * Nobody decides about a conflict of their own: whether the one who links, their unit or their relatives are accused or kept away is
 * for somebody else to say.
 */
const notMyConflict = guard(
  'own-conflict',
  'form',
  (ctx: Linking<Link>) =>
    ctx.person === null || !shutOut(ctx.person, { ...ctx.case, ...linkPatch(ctx) }, ctx.facts.directory, dayOf(ctx.at)),
);

export const LINK_GUARDS = [unitKnown, staffLinked, notMyConflict];

/** Whoever has to look after the one who linked. */
export const SECOND = [
  {
    ...task(
      'dept-head',
      '举报称涉及本机关人员，登记为不涉及：请复核确认',
      'The tip says it concerns our staff and was registered as concerning none: confirm it as a second person',
      'house: conflict check by two',
    ),
    when: needsSecond,
  },
];

export const REGISTERED = some({
  act: 'register',
  label: t('登记', 'Register'),
  from: ['Received'],
  by: CLERK,
  guards: LINK_GUARDS,
  basis: 'M49 arts. 13, 15, 22, 36',
  form: REGISTER,
  note: linkNote,
  patch: linkPatch,
  tasks: SECOND,
  to: 'UnderReview',
  stop: ['house-register'],
});

export const REVIEWED = ['UnderReview', 'AwaitingSupplement'] as const;

const confirmed = guard('second-person-first', 'state', (ctx) => !awaitsSecond(ctx.case));
const GOES_ON = ['same', 'UnderReview', 'AwaitingSupplement'];
/** Nothing that somebody does settles a tip in review before the second person has looked. */
export const afterSecond = <R extends Row>(said: R): R => {
  const reviewing = said.from === 'open' || (Array.isArray(said.from) && said.from.includes('UnderReview'));
  const settles = said.act !== undefined && typeof said.by === 'object' && !GOES_ON.includes(String(said.to));
  return reviewing && settles ? { ...said, guards: [confirmed, ...(said.guards ?? [])] } : said;
};

/** The next door from where the case stands, behind which somebody sits who is not outside. */
export const nextDoor = (ctx: AnyCtx): Door | null =>
  otherDoors(ctx.case.organ, ctx.facts.directory, dayOf(ctx.at)).find(
    (door) => door === 'above' || (ctx.case.door === undefined && !headsAsideOf(ctx).includes('special')),
  ) ?? null;
const headsAsideOf = (ctx: AnyCtx) => headsAside(ctx.case, ctx.facts.directory, dayOf(ctx.at));

export const anotherDoor = guard(
  'no-other-door',
  'state',
  (ctx) => ctx.case.door !== 'above' && nextDoor(ctx) !== null,
);

/** Leaving towards another department: what `transfer`, an agreement and a designation have in common. */
export const LEAVES = some({
  to: 'Transferred',
  stop: ['tip-review', 'house-supplement'],
  cancel: ['tip-investigate', 'tip-result-feedback'],
  start: [{ deadline: 'house-receipt', kind: 'watch' }, { deadline: 'tip-transfer-yunnan' }],
});

export const MERGE = {
  leading: caseId('主案', 'Leading case'),
  sameSubject: affirmed('同一被举报人', 'Same person or unit reported'),
};
const mergeNote = (ctx: Here<{ leading: string }>) => ({ follower: ctx.case.id, leading: ctx.form.leading });
export const merge = some({
  from: REVIEWED,
  proposedBy: CLERK,
  by: UNIT_HEAD,
  to: 'Merged',
  stop: ['tip-review', 'house-supplement'],
  supersede: ['tip-investigate'],
  patch: (ctx: Here<{ leading: string }>) => ({ mergedInto: ctx.form.leading, ...sameOfficers(ctx) }),
  note: mergeNote,
});

export const fromNewReceipt = (ctx: Here<{ clueReceivedOn: PlainDate }>) => ctx.form.clueReceivedOn;
export const newReceiptFits = guard(
  'clue-date',
  'form',
  (ctx: Here<{ clueReceivedOn: PlainDate }>) =>
    fromNewReceipt(ctx) <= dayOf(ctx.at) && (ctx.p.ended === null || fromNewReceipt(ctx) >= dayOf(ctx.p.ended)),
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

export const notWithdrawn = guard('already-withdrawn', 'state', (ctx: Here) => !ctx.p.facts.withdrawn);

export const realName = guard('not-real-name', 'state', named);

export const noticeOwed = guard('notice-not-owed', 'state', (ctx) => openClock(ctx, 'tip-acceptance-notice') !== null);
/** The states in which each of the notices is the right one. */
const NOTICE_FITS = {
  accepted: ['Accepted', 'Merged', 'MergedDone'],
  refused: ['NotAccepted'],
  transferred: ['Transferred', 'TransferDone', 'HandedOver'],
};
export const noticeFits = guard('notice-not-this', 'form', (ctx: Here<{ told: keyof typeof NOTICE_FITS }>) =>
  NOTICE_FITS[ctx.form.told].includes(ctx.p.state),
);

/** The answer can only be given once concluded: until then the age of the request is shown, and nothing warns. */
export const feedbackLength = (ctx: AnyCtx) =>
  ctx.p.state === 'MergedDone' ||
  Object.values(ctx.case.proceedings).some(
    (p) => p.kind === 'investigation' && ['Concluded', 'Archived'].includes(p.state),
  )
    ? ownLimit('tip-result-feedback')(ctx)
    : null;

/** The same row twice: where the tipster asked to withdraw, the case goes on by own motion from here. */
export const goesOnByOwnMotion = <R extends RowOf<string, string, never, string, string, unknown>>(row: R): R[] => [
  more(row, {
    flag: 'withdrawal-asked',
    lower: ['withdrawal-asked'],
    raise: ['own-motion'],
    stop: ['house-withdrawal'],
  }),
  more(row, { flag: '!withdrawal-asked' }),
];
