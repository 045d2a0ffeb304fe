import { z } from 'zod';
import type { AnyCtx, CasePatch, Ctx, Guard, Row } from '../../case/types.ts';
import { labelsOf, ROUTES, TIP_REFUSAL_GROUNDS } from '../../law/grounds.ts';
import type { Bilingual } from '../../law/types.ts';
import { lookUp } from '../../look-up.ts';
import { type Door, otherDoors } from '../../people/door.ts';
import { awaitsSecond, headsAside, shutOut } from '../../people/may.ts';
import { atFields, guard, refuse } from '../../refusal.ts';
import { line } from '../../text/fields.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { RowOf, StartOf } from '../define.ts';
import { affirmed, caseId, choice, date, docNumber, optionalWords, staffList, words, yesNo } from '../parts/forms.ts';
import { jurisdiction } from '../parts/jurisdiction.ts';
import {
  clueAdded,
  followerLeft,
  leadingAccepted,
  leadingKnown,
  leadingOpen,
  leadingUnderReview,
  noFollowers,
  TOGETHER,
  tellMerged,
} from '../parts/merging.ts';
import { sameOfficers, withoutThem } from '../parts/outside.ts';
import { RECUSAL, TIPSTER_RECUSAL_FORM, tipsterRecusal } from '../parts/recusal.ts';
import {
  CLERK,
  DEPT_HEAD,
  external,
  fromTipster,
  isOver,
  openClock,
  ownLimit,
  t,
  task,
  UNIT_HEAD,
  watchAgain,
} from '../parts/rows.ts';
import { URGENCY } from '../parts/urgency.ts';
import { type Here, type Kept, more, row, some, table } from './head.ts';
import {
  CHANNEL,
  type Channel,
  MATTER_REGIMES,
  type MatterRegime,
  MONEY,
  TRACK_CLOCKS,
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
const named = (ctx: AnyCtx) => ctx.case.tipster.named;
const noticeWanted = (ctx: AnyCtx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;
const receipt = (ctx: AnyCtx) => ctx.case.receivedAt;

/** Accept only what M49 covers; everything else has its own way out, and the refusal names it. */
const insideRegime: Guard<unknown, Kept> = {
  id: 'outside-regime',
  check(ctx) {
    const regime = regimeOf(ctx);
    if (regime === null || WAYS[regime].inside) return null;
    const { clause, way } = WAYS[regime];
    return refuse('outside-regime', { clause, remedy: way });
  },
};

const paidOut = guard(
  'never-paid-in',
  'state',
  (ctx: Here) => ctx.p.facts.money !== 'never-in' || regimeOf(ctx) === 'labour-inspection',
);

const groundFits = guard('inside-scope', 'form', (ctx: Here<{ refusalGround: string }>) => {
  const regime = regimeOf(ctx);
  return (
    ctx.form.refusalGround !== 'out-of-scope' ||
    regime === null ||
    !WAYS[regime].inside ||
    ctx.p.facts.money === 'never-in'
  );
});

const concludedNamed = guard(
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
const rightBody = rightWay<{ transferTo: TransferTo }>('not-that-way', 'transferTo', (form, ways) =>
  ways.transferTo.includes(form.transferTo),
);
const rightChannel = rightWay<{ channelTo: Channel }>('not-that-channel', 'channelTo', (form, ways) =>
  ways.channels.includes(form.channelTo),
);

const supplementAsked = guard(
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
const REGISTER = z.object({
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

const REGISTERED = some({
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

const REVIEWED = ['UnderReview', 'AwaitingSupplement'] as const;

const confirmed = guard('second-person-first', 'state', (ctx) => !awaitsSecond(ctx.case));
const GOES_ON = ['same', 'UnderReview', 'AwaitingSupplement'];
/** Nothing that somebody does settles a tip in review before the second person has looked. */
const afterSecond = <R extends Row>(said: R): R => {
  const reviewing = said.from === 'open' || (Array.isArray(said.from) && said.from.includes('UnderReview'));
  const settles = said.act !== undefined && typeof said.by === 'object' && !GOES_ON.includes(String(said.to));
  return reviewing && settles ? { ...said, guards: [confirmed, ...(said.guards ?? [])] } : said;
};

/** The next door from where the case stands, behind which somebody sits who is not outside. */
const nextDoor = (ctx: AnyCtx): Door | null =>
  otherDoors(ctx.case.organ, ctx.facts.directory, dayOf(ctx.at)).find(
    (door) => door === 'above' || (ctx.case.door === undefined && !headsAsideOf(ctx).includes('special')),
  ) ?? null;
const headsAsideOf = (ctx: AnyCtx) => headsAside(ctx.case, ctx.facts.directory, dayOf(ctx.at));

const anotherDoor = guard('no-other-door', 'state', (ctx) => ctx.case.door !== 'above' && nextDoor(ctx) !== null);

/** Leaving towards another department: what `transfer`, an agreement and a designation have in common. */
const LEAVES = some({
  to: 'Transferred',
  stop: ['tip-review', 'house-supplement'],
  cancel: ['tip-investigate', 'tip-result-feedback'],
  start: [{ deadline: 'house-receipt', kind: 'watch' }, { deadline: 'tip-transfer-yunnan' }],
});

const MERGE = {
  leading: caseId('主案', 'Leading case'),
  sameSubject: affirmed('同一被举报人', 'Same person or unit reported'),
};
const mergeNote = (ctx: Here<{ leading: string }>) => ({ follower: ctx.case.id, leading: ctx.form.leading });
const merge = some({
  from: REVIEWED,
  proposedBy: CLERK,
  by: UNIT_HEAD,
  to: 'Merged',
  stop: ['tip-review', 'house-supplement'],
  supersede: ['tip-investigate'],
  patch: (ctx: Here<{ leading: string }>) => ({ mergedInto: ctx.form.leading, ...sameOfficers(ctx) }),
  note: mergeNote,
});

const fromNewReceipt = (ctx: Here<{ clueReceivedOn: PlainDate }>) => ctx.form.clueReceivedOn;
const newReceiptFits = guard(
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
const trackStarts: StartOf<unknown, Kept>[] = [
  { deadline: 'labour-complaint-accept', at: receipt, when: channelIs('labour-complaint') },
  { deadline: 'petition-direct-notice', at: receipt, when: channelIs('petition-direct') },
  { deadline: 'petition-assigned-notice', at: receipt, when: channelIs('petition-assigned') },
  { deadline: 'foi-reply', at: receipt, when: channelIs('information-request') },
  { deadline: 'foi-misfiled', at: receipt, when: channelIs('information-request') },
];

const objectionOpen = guard('objection-lapsed', 'state', (ctx: Here) => {
  if (ctx.p.facts.transferTo !== 'petition-organ' || ctx.p.state === 'Transferred') return true;
  const last = Object.values(ctx.case.clocks)
    .filter((k) => k.deadline === 'petition-assignment-objection')
    .at(-1);
  return last !== undefined && !isOver(last, ctx);
});
const returnAgreed = guard(
  'return-not-agreed',
  'form',
  (ctx: Here<{ returnAgreed?: boolean | undefined }>) =>
    ctx.p.facts.transferTo !== 'petition-organ' || ctx.form.returnAgreed === true,
);

const notWithdrawn = guard('already-withdrawn', 'state', (ctx: Here) => !ctx.p.facts.withdrawn);

const realName = guard('not-real-name', 'state', named);

const noticeOwed = guard('notice-not-owed', 'state', (ctx) => openClock(ctx, 'tip-acceptance-notice') !== null);
/** The states in which each of the notices is the right one. */
const NOTICE_FITS = {
  accepted: ['Accepted', 'Merged', 'MergedDone'],
  refused: ['NotAccepted'],
  transferred: ['Transferred', 'TransferDone', 'HandedOver'],
};
const noticeFits = guard('notice-not-this', 'form', (ctx: Here<{ told: keyof typeof NOTICE_FITS }>) =>
  NOTICE_FITS[ctx.form.told].includes(ctx.p.state),
);

/** The answer can only be given once concluded: until then the age of the request is shown, and nothing warns. */
const feedbackLength = (ctx: AnyCtx) =>
  ctx.p.state === 'MergedDone' ||
  Object.values(ctx.case.proceedings).some(
    (p) => p.kind === 'investigation' && ['Concluded', 'Archived'].includes(p.state),
  )
    ? ownLimit('tip-result-feedback')(ctx)
    : null;

/** The same row twice: where the tipster asked to withdraw, the case goes on by own motion from here. */
const goesOnByOwnMotion = <R extends RowOf<string, string, never, string, string, unknown>>(row: R): R[] => [
  more(row, {
    flag: 'withdrawal-asked',
    lower: ['withdrawal-asked'],
    raise: ['own-motion'],
    stop: ['house-withdrawal'],
  }),
  more(row, { flag: '!withdrawal-asked' }),
];

const whole = table([
  row({
    act: 'arrive',
    label: t('接收举报', 'Tip arrives'),
    from: 'none',
    by: 'system',
    basis: 'M49 arts. 12, 21, 22, 27',
    to: 'Received',
    start: [
      { deadline: 'tip-review', at: receipt },
      { deadline: 'tip-investigate', at: receipt },
      { deadline: 'tip-acceptance-notice', at: receipt, when: noticeWanted },
      { deadline: 'house-register', at: receipt },
    ],
  }),
  row({ ...REGISTERED, form: REGISTER }),
  row({
    // Accepted by silence before anybody registered it: the accused still has to be linked before officers are assigned.
    ...REGISTERED,
    form: REGISTER,
    label: t('补登记', 'Register after acceptance by silence'),
    from: ['Accepted'],
    when: (ctx) => ctx.p.doers.register === undefined,
    basis: 'house: registered after acceptance by silence (M49 art. 21 ¶3)',
    to: 'same',
    stop: [],
  }),
  row({
    act: 'link-accused',
    label: t('更正被举报人关联和事项类别', 'Correct the link of the accused and the regime'),
    from: 'open',
    by: CLERK,
    guards: LINK_GUARDS,
    basis: 'house: conflict check before assignment',
    form: LINK_FORM,
    note: linkNote,
    patch: linkPatch,
    tasks: SECOND,
    to: 'same',
  }),
  row({
    act: 'confirm-not-ours',
    label: t('复核确认不涉及本机关人员', 'Confirm that it concerns none of our staff'),
    from: 'any',
    by: DEPT_HEAD,
    notSameAs: ['register', 'link-accused'],
    guards: [guard('no-second-person-needed', 'state', (ctx) => awaitsSecond(ctx.case))],
    basis: 'house: conflict check by two',
    form: z.object({
      tipRead: affirmed('已阅举报内容，核实不涉及本机关人员', 'I read the tip: it concerns none of our staff'),
    }),
    inPerson: true,
    to: 'same',
    patch: (ctx) => ({ accused: { ...ctx.case.accused, linked: true } }),
  }),
  row({
    act: 'pass-on',
    label: t('移交另一受理岗位', 'Pass on to another intake post'),
    from: ['Received', ...REVIEWED],
    by: CLERK,
    guards: [anotherDoor],
    basis: 'M49 art. 35; house: another door',
    form: z.object({
      aboutMyself: yesNo('涉及本人或者其近亲属', 'It concerns me or my relatives'),
      passReasons: words('理由', 'Reasons'),
    }),
    to: 'same',
    patch: (ctx) => {
      const door = nextDoor(ctx) ?? 'above';
      const me = ctx.form.aboutMyself && ctx.person ? [ctx.person.id] : [];
      const recused = [...new Set([...ctx.case.recused, ...me])];
      return { door, recused, ...withoutThem({ ...ctx.case, door, recused }, ctx) };
    },
  }),
  row({
    expiry: ['house-register'],
    label: t('逾期未登记', 'Not registered in time'),
    from: ['Received'],
    by: 'system',
    basis: 'house: house-register',
    to: 'same',
    tasks: [
      task('clerk', '举报尚未登记', 'A tip is not registered yet', 'house: house-register'),
      task('unit-head', '有举报尚未登记', 'A tip is not registered yet', 'house: house-register'),
    ],
  }),
  ...URGENCY,
  row({
    act: 'notice-sent',
    label: t('告知举报人', 'Notice sent to the tipster'),
    from: 'any',
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [noticeOwed, noticeFits],
    basis: 'M49 art. 22',
    form: z.object({
      told: choice('告知内容', 'What is told', [
        ['accepted', '予以受理', 'Accepted'],
        ['refused', '不予受理', 'Not accepted'],
        ['transferred', '已移送', 'Transferred'],
      ]),
      noticeHow: choice('告知方式', 'How', [
        ['page', '查询页面及邮件提醒', 'Receipt page, with a mail that there is news'],
        ['paper', '纸质', 'Paper'],
        ['mail', '电子邮件', 'E-mail'],
        ['sms', '短信', 'SMS'],
        ['oral', '口头并补书面记录', 'Aloud, and noted down'],
      ]),
      noticeNumber: docNumber('告知书文号', 'Number of the notice').optional(),
    }),
    to: 'same',
    stop: ['tip-acceptance-notice'],
  }),
  row({
    expiry: ['tip-acceptance-notice'],
    label: t('逾期未告知', 'Notice not sent in time'),
    from: 'any',
    by: 'system',
    basis: 'M49 art. 22',
    to: 'same',
    tasks: [task('unit-head', '受理情况逾期未告知，仍须告知', 'The notice is overdue and still owed', 'M49 art. 22')],
  }),
  row({
    act: 'ask-supplement',
    label: t('要求补充', 'Ask for a supplement'),
    from: ['UnderReview'],
    by: CLERK,
    guards: [supplementAsked],
    basis: 'M49 arts. 13, 17 ¶4',
    form: z.object({
      missing: choice('缺少', 'What is missing', [
        ['target', '被举报人不明', 'Who is reported'],
        ['clue', '线索不明', 'The clue'],
        ['both', '两者', 'Both'],
      ]),
      contacted: yesNo('已联系实名举报人', 'The real-name tipster was contacted'),
      question: words('需要补充的内容', 'What is asked'),
    }),
    to: 'AwaitingSupplement',
    start: [{ deadline: 'house-supplement' }],
    effects: [{ kind: 'notice', to: 'tipster', when: (ctx) => ctx.case.tipster.wantsNotice }],
  }),
  ...fromTipster(
    row({
      act: 'supply',
      by: 'tipster',
      label: t('补充材料', 'Supply'),
      from: ['AwaitingSupplement'],
      basis: 'M49 art. 17',
      form: z.object({ text: words('补充内容', 'What is added', 20_000) }),
      to: 'UnderReview',
      stop: ['house-supplement'],
    }),
  ),
  ...fromTipster(
    row({
      act: 'supply',
      by: 'tipster',
      label: t('补充材料', 'Supply'),
      from: 'any',
      when: (ctx) => ctx.p.state !== 'AwaitingSupplement',
      basis: 'M49 art. 17',
      form: z.object({ text: words('补充内容', 'What is added', 20_000) }),
      to: 'same',
      tasks: [task('clerk', '举报人补充了材料', 'The tipster added something', 'M49 art. 17')],
    }),
  ),
  row({
    expiry: ['house-supplement'],
    label: t('逾期未补充', 'Supplement overdue'),
    from: ['AwaitingSupplement'],
    by: 'system',
    basis: 'house: house-supplement; tip-review goes on (M49 art. 17 stops nothing)',
    to: 'same',
    tasks: [
      task(
        'unit-head',
        '举报人未补充：不予受理（第二项）、受理，或者期满视为受理',
        'The tipster is silent: refuse (ground 2), accept, or it is accepted by silence',
        'M49 art. 21',
      ),
    ],
  }),
  ...goesOnByOwnMotion(
    row({
      act: 'accept',
      label: t('受理', 'Accept'),
      from: REVIEWED,
      proposedBy: CLERK,
      by: UNIT_HEAD,
      guards: [insideRegime, paidOut],
      basis: 'M49 art. 21',
      to: 'Accepted',
      stop: ['tip-review', 'house-supplement'],
    }),
  ),
  ...goesOnByOwnMotion(
    row({
      expiry: ['tip-review'],
      label: t('期满视为受理', 'Accepted by silence'),
      from: ['Received', 'UnderReview', 'AwaitingSupplement', 'ChannelHandover'],
      by: 'system',
      basis: 'M49 art. 21 ¶3',
      to: 'Accepted',
      stop: ['house-register', 'house-supplement', 'house-handover'],
      note: (ctx) => ({ bySilence: true, effectiveFrom: receipt(ctx) }),
      tasks: [
        task(
          'unit-head',
          '审查期满未作处理，自接收之日起视为受理',
          'Not reviewed in time: accepted as of receipt',
          'M49 art. 21 ¶3',
        ),
      ],
    }),
  ),
  row({
    act: 'refuse',
    label: t('不予受理', 'Refuse'),
    from: REVIEWED,
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [groundFits, concludedNamed],
    basis: 'M49 art. 21 ¶1(1)–(3)',
    form: z.object({
      refusalGround: choice('不予受理的情形', 'Ground', labelsOf(TIP_REFUSAL_GROUNDS)),
      concludedCase: caseId('已办结的案件', 'The concluded case').optional(),
      route: choice('应当反映的渠道', 'The right route', labelsOf(ROUTES)).optional(),
      refusalReasons: words('理由', 'Reasons'),
    }),
    to: 'NotAccepted',
    stop: ['tip-review', 'house-supplement'],
    cancel: ['tip-investigate', 'tip-result-feedback'],
    effects: [tellMerged('leading-refused')],
  }),
  row({
    ...LEAVES,
    act: 'transfer',
    label: t('移送', 'Transfer'),
    from: REVIEWED,
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [rightBody],
    basis: 'M49 arts. 11 ¶2, 21 ¶2; SIL art. 82 ¶2',
    form: z.object({
      transferTo: choice('移送至', 'To whom', TRANSFER_TO),
      transferNumber: docNumber('移送函文号', 'Number of the transfer letter'),
      transferReasons: words('理由', 'Reasons'),
    }),
  }),
  row({
    act: 'send-transfer-letter',
    label: t('发出转办函', 'Transfer letter sent'),
    from: ['Transferred'],
    by: CLERK,
    basis: 'YN-RW',
    form: z.object({ letterNumber: docNumber('转办函文号', 'Number of the letter') }),
    to: 'same',
    stop: ['tip-transfer-yunnan'],
  }),
  row({
    act: 'receipt',
    label: t('对方收到', 'Receipt by the other body'),
    from: ['Transferred'],
    by: external('other-authority'),
    basis: 'house: a transfer is tracked until somebody has it',
    to: 'TransferDone',
    stop: ['house-receipt', 'tip-transfer-yunnan'],
    start: [{ deadline: 'petition-assignment-objection', when: (ctx) => ctx.p.facts.transferTo === 'petition-organ' }],
    effects: [tellMerged('leading-transferred')],
  }),
  watchAgain({
    deadline: 'house-receipt',
    to: 'other-authority',
    label: t('移送未获回执', 'No receipt of the transfer'),
    from: ['Transferred'],
    tell: [task('clerk', '移送尚无回执，请催办', 'No receipt of the transfer: ask', 'house: house-receipt')],
  }),
  row({
    act: 'returned',
    label: t('退回', 'Returned'),
    from: ['Transferred', 'TransferDone'],
    by: external('other-authority'),
    guards: [objectionOpen, returnAgreed],
    basis: 'PR art. 23 ¶3; tip: M49 silent, house',
    form: z.object({
      returnAgreed: yesNo('本机关同意退还（信访事项）', 'We agree to the return (petition)').optional(),
    }),
    to: 'UnderReview',
    stop: ['house-receipt', 'petition-assignment-objection', 'tip-transfer-yunnan'],
    start: [{ deadline: 'tip-review' }, { deadline: 'tip-investigate' }],
    effects: [tellMerged('leading-returned')],
  }),
  ...jurisdiction(REVIEWED, LEAVES),
  row({
    ...merge,
    act: 'merge-duplicate',
    label: t('并案（重复举报）', 'Merge as a duplicate'),
    guards: [leadingKnown, leadingOpen, noFollowers],
    basis: 'M49 art. 23 ¶2',
    form: z.object({ ...MERGE, nothingNew: affirmed('同一事实，没有新内容', 'Same facts, nothing new') }),
  }),
  row({
    ...merge,
    act: 'merge-new-clue',
    label: t('并案（有新的有效线索）', 'Merge as a repeat with a new valid clue'),
    guards: [leadingKnown, leadingAccepted, noFollowers],
    basis: 'M49 art. 23 ¶2',
    form: z.object({ ...MERGE, validClue: affirmed('有新的有效线索', 'There is a new valid clue') }),
  }),
  row({
    ...merge,
    act: 'merge-under-review',
    label: t('并案（主案审查中）', 'Merge into a case still under review'),
    guards: [leadingKnown, leadingUnderReview, noFollowers],
    basis: 'M49 art. 23 ¶2 speaks of accepted tips only; house',
    form: z.object({ ...MERGE, newClue: yesNo('有新的线索', 'There is a new clue') }),
  }),
  row({
    ...clueAdded,
    from: ['AwaitingSupplement'],
    basis: 'M49 art. 23 ¶2; house: counts as supplied',
    to: 'UnderReview',
    stop: ['house-supplement'],
  }),
  row({ ...clueAdded, from: ['Received', 'UnderReview'], basis: 'M49 art. 23 ¶2', to: 'same' }),
  followerLeft,
  ...TOGETHER,
  row({
    expiry: ['petition-assignment-objection'],
    label: t('对方未提出异议', 'No objection to the assignment'),
    from: ['TransferDone'],
    by: 'system',
    basis: 'PR art. 23 ¶3',
    to: 'same',
  }),
  row({
    act: 'leading-refused',
    label: t('主案不予受理', 'Leading case refused'),
    from: ['Merged'],
    by: 'system',
    basis: 'M49 arts. 21–22',
    to: 'NotAccepted',
    cancel: ['tip-result-feedback'],
    tasks: [
      task(
        'clerk',
        '主案不予受理，请分别告知并入举报的举报人',
        'Leading case refused: each merged tipster has their own notice',
        'M49 art. 22',
      ),
    ],
  }),
  row({
    act: 'leading-transferred',
    label: t('主案已移送或者已转渠道', 'Leading case transferred or handed over'),
    from: ['Merged'],
    by: 'system',
    basis: 'M49 art. 21 ¶2',
    to: 'TransferDone',
    cancel: ['tip-result-feedback'],
    effects: [
      {
        kind: 'letter',
        to: 'tipster',
        data: () => ({ letter: 'transferred', basis: 'M49 art. 21 ¶2' }),
        when: named,
      },
      { kind: 'notice', to: 'tipster', when: noticeWanted },
    ],
  }),
  row({
    act: 'leading-returned',
    label: t('主案被退回', 'Leading case returned'),
    from: ['TransferDone'],
    when: (ctx) => ctx.case.mergedInto !== null,
    by: 'system',
    basis: 'house: goes along with the leading case',
    to: 'Merged',
  }),
  row({
    act: 'leading-archived',
    label: t('主案归档', 'Leading case archived'),
    from: ['Merged'],
    by: 'system',
    basis: 'M49 arts. 23, 30',
    to: 'MergedDone',
  }),
  row({
    act: 'unmerge',
    label: t('撤销并案', 'Un-merge'),
    from: ['Merged'],
    proposedBy: CLERK,
    by: UNIT_HEAD,
    basis: 'house: not the same facts after all',
    form: z.object({ unmergeReasons: words('理由', 'Reasons') }),
    to: 'UnderReview',
    // From the own receipt: where tip-review is over by then, the kernel accepts the tip at once.
    start: [
      { deadline: 'tip-review', at: receipt },
      { deadline: 'tip-investigate', at: receipt },
    ],
    note: (ctx) => ({ follower: ctx.case.id, leading: ctx.case.mergedInto }),
    patch: () => ({ mergedInto: null, officers: [] }),
  }),
  row({
    act: 'new-clue',
    label: t('有新线索，重新审查', 'New clue: review again'),
    from: ['NotAccepted'],
    by: CLERK,
    guards: [newReceiptFits],
    basis: 'M49 art. 21 ¶1(3) read the other way',
    form: z.object({
      clueReceivedOn: date('新线索接收日', 'Day the clue was received'),
      trulyNew: affirmed('确有新的有效线索', 'The clue is new and valid'),
    }),
    to: 'UnderReview',
    start: [
      { deadline: 'tip-review', at: fromNewReceipt },
      { deadline: 'tip-investigate', at: fromNewReceipt },
      { deadline: 'tip-acceptance-notice', at: fromNewReceipt, when: noticeWanted },
    ],
    patch: () => ({ mergedInto: null }),
  }),
  ...fromTipster(
    row({
      act: 'withdraw',
      by: 'tipster',
      label: t('撤回举报', 'Withdraw'),
      from: 'open',
      guards: [notWithdrawn],
      basis: 'house: M49 has no rule on withdrawal',
      form: z.object({ withdrawalReason: optionalWords('理由', 'Reason') }),
      to: 'same',
      raise: ['withdrawal-asked'],
      cancel: ['tip-acceptance-notice', 'tip-result-feedback'],
      start: [{ deadline: 'house-withdrawal' }],
      note: () => ({ withdrawn: true }),
      patch: (ctx) => ({ tipster: { ...ctx.case.tipster, wantsNotice: false } }),
      tasks: [
        task(
          'unit-head',
          '举报人申请撤回，请决定是否继续办理',
          'The tipster withdraws: decide whether to go on',
          'house: withdrawal',
        ),
      ],
    }),
  ),
  ...fromTipster(
    row({
      act: 'withdraw',
      by: 'tipster',
      label: t('撤回举报', 'Withdraw'),
      // After acceptance the case goes on by own motion (3.2); only this tipster's notices stop.
      from: ['Accepted', 'MergedDone'],
      guards: [notWithdrawn],
      basis: 'house: M49 has no rule on withdrawal',
      form: z.object({ withdrawalReason: optionalWords('理由', 'Reason') }),
      to: 'same',
      cancel: ['tip-acceptance-notice', 'tip-result-feedback'],
      note: () => ({ withdrawn: true }),
      patch: (ctx) => ({ tipster: { ...ctx.case.tipster, wantsNotice: false } }),
    }),
  ),
  row({
    act: 'go-on',
    label: t('依职权继续办理', 'Go on by own motion'),
    from: 'open',
    flag: 'withdrawal-asked',
    by: UNIT_HEAD,
    basis: 'house: no clock changes, no work is undone',
    form: z.object({
      goOnGround: choice('理由', 'Why', [
        ['clue', '有可查的线索', 'There is something to act on'],
        ['merged', '还有并入的举报人', 'A merged tipster remains'],
        ['doubt', '存疑', 'In doubt'],
      ]),
    }),
    to: 'same',
    lower: ['withdrawal-asked'],
    raise: ['own-motion'],
    stop: ['house-withdrawal'],
  }),
  row({
    act: 'let-go',
    label: t('同意撤回', 'Let go'),
    from: ['UnderReview', 'AwaitingSupplement', 'Received'],
    flag: 'withdrawal-asked',
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [noFollowers],
    basis: 'house: nothing to act on',
    form: z.object({ nothingToActOn: affirmed('没有可查的线索', 'There is nothing to act on') }),
    to: 'Withdrawn',
    lower: ['withdrawal-asked'],
    stop: ['house-withdrawal'],
    cancel: ['tip-review', 'tip-investigate', 'house-register', 'house-supplement'],
  }),
  row({
    expiry: ['house-withdrawal'],
    label: t('撤回逾期未决定', 'Withdrawal not decided'),
    from: 'open',
    flag: 'withdrawal-asked',
    by: 'system',
    basis: 'house: goes on by own motion',
    to: 'same',
    lower: ['withdrawal-asked'],
    raise: ['own-motion'],
    stop: ['house-withdrawal'],
  }),
  row({
    act: 'hand-over',
    label: t('转其他渠道', 'Hand over to another channel'),
    from: ['Received', 'UnderReview', 'AwaitingSupplement'],
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [rightChannel],
    basis: 'M49 art. 11 ¶1',
    form: z.object({
      channelTo: choice('转入渠道', 'Channel', CHANNEL),
      routeTold: affirmed('已告知举报人正确途径', 'The person was told the right route'),
    }),
    to: 'ChannelHandover',
    start: [{ deadline: 'house-handover', kind: 'watch' }],
    stop: ['house-register', 'house-supplement'],
  }),
  row({
    act: 'channel-receipt',
    label: t('承接单位收到', 'Receipt by that unit'),
    from: ['ChannelHandover'],
    by: external('other-authority'),
    basis: 'M49 art. 11 ¶1; LSI-25 art. 18; PR art. 23; OGI arts. 33, 39',
    to: 'HandedOver',
    stop: ['house-handover'],
    cancel: ['tip-review', 'tip-investigate', 'tip-result-feedback', 'house-register'],
    start: trackStarts,
    effects: [tellMerged('leading-transferred')],
  }),
  row({
    act: 'channel-answered',
    label: t('承接单位已答复或者已自行登记', 'That unit answered, or its own register took over'),
    from: ['HandedOver'],
    by: external('other-authority'),
    basis: 'M49 art. 11 ¶1; house',
    to: 'same',
    stop: TRACK_CLOCKS,
  }),
  row({
    expiry: TRACK_CLOCKS,
    label: t('承接单位逾期', 'That unit is silent'),
    from: ['HandedOver'],
    by: 'system',
    basis: 'LSI-25 art. 18; PR art. 23; OGI arts. 33, 39',
    to: 'same',
    // The other unit's duty: we warn, we record no breach of our own.
    outcome: () => 'warn',
    tasks: [task('unit-head', '承接单位逾期未答复', 'The unit that took the matter is overdue', 'M49 art. 11 ¶1')],
    effects: [{ kind: 'remind', to: 'other-authority', data: () => ({ matter: 'channel' }) }],
  }),
  row({
    act: 'not-theirs',
    label: t('承接单位认为不属其职责', 'Not theirs'),
    from: ['ChannelHandover'],
    by: external('other-authority'),
    basis: 'house: tip-review goes on',
    to: 'UnderReview',
    stop: ['house-handover'],
  }),
  watchAgain({
    deadline: 'house-handover',
    to: 'other-authority',
    label: t('转渠道未获回应', 'No answer to the hand-over'),
    from: ['ChannelHandover'],
    tell: [task('unit-head', '转渠道尚无回应', 'No answer to the hand-over', 'house: house-handover')],
  }),
  ...RECUSAL,
  ...fromTipster(
    row({
      act: 'ask-recusal',
      by: 'tipster',
      label: t('申请回避', 'Ask for a recusal'),
      from: 'open',
      basis: 'M49 art. 35',
      form: TIPSTER_RECUSAL_FORM,
      ...tipsterRecusal,
    }),
  ),
  ...fromTipster(
    row({
      act: 'ask-recusal',
      by: 'tipster',
      label: t('申请回避', 'Ask for a recusal'),
      // After acceptance it is asked and decided in 3.2 (by reaction).
      from: ['Accepted'],
      guards: [
        guard('nothing-open', 'state', (ctx) =>
          Object.values(ctx.case.proceedings).some((p) => p.kind === 'investigation' && p.ended === null),
        ),
      ],
      basis: 'M49 art. 35',
      form: TIPSTER_RECUSAL_FORM,
      to: 'same',
    }),
  ),
  ...fromTipster(
    row({
      act: 'ask-result',
      by: 'tipster',
      label: t('申请告知处理结果', 'Ask for the result'),
      from: [
        'Received',
        'UnderReview',
        'AwaitingSupplement',
        'Transferred',
        'Merged',
        'ChannelHandover',
        'Accepted',
        'MergedDone',
      ],
      guards: [realName],
      basis: 'M49 art. 30',
      to: 'same',
      // Asked again, the age of the first request stays.
      start: [
        {
          deadline: 'tip-result-feedback',
          length: feedbackLength,
          when: (ctx) => openClock(ctx, 'tip-result-feedback') === null,
        },
      ],
      note: () => ({ resultAsked: true }),
    }),
  ),
  row({
    expiry: ['tip-result-feedback'],
    label: t('结果答复超过内部时限', 'Result not answered within the house limit'),
    from: 'any',
    by: 'system',
    basis: 'M49 art. 30 (no number of days)',
    to: 'same',
    outcome: () => 'warn',
    tasks: [task('unit-head', '举报人要求的处理结果尚未答复', 'The tipster still waits for the result', 'M49 art. 30')],
  }),
  row({
    act: 'give-feedback',
    label: t('答复处理结果', 'Give the result'),
    // A merged tip has no investigation of its own; the answer is given here.
    from: ['MergedDone'],
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
  ...fromTipster(
    row({
      act: 'message',
      by: 'tipster',
      label: t('留言', 'Write to the department'),
      from: 'any',
      basis: 'house: thread',
      form: z.object({ text: words('留言', 'Message', 20_000) }),
      to: 'same',
      tasks: [task('clerk', '举报人有新留言', 'The tipster wrote', 'house: thread')],
    }),
  ),
  row({
    act: 'reply',
    label: t('回复举报人', 'Reply to the tipster'),
    from: 'any',
    by: { staff: ['clerk', 'officer'] },
    basis: 'house: thread',
    form: z.object({ text: words('回复', 'Reply', 20_000) }),
    to: 'same',
  }),
]);

/** 3.1 Intake and triage. */
export const intake = { ...whole, rows: whole.rows.map(afterSecond) };
