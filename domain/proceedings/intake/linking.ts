/** Registering a tip and linking its accused to the house: who is outside the case from now on, and when a second person looks. */
import { z } from 'zod';
import type { AnyCtx, CasePatch, Ctx, Row } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { type Door, otherDoors } from '../../people/door.ts';
import { awaitsSecond, headsAside, shutOut } from '../../people/may.ts';
import { guard } from '../../refusal.ts';
import { line } from '../../text/fields.ts';
import { dayOf } from '../../time/day.ts';
import { affirmed, choice, staffList, yesNo } from '../parts/forms.ts';
import { withoutThem } from '../parts/outside.ts';
import { CLERK, t, task } from '../parts/rows.ts';
import { type Kept, some } from './head.ts';
import { MATTER_REGIMES, type MatterRegime, MONEY } from './terms.ts';

const unitKnown = guard(
  'unit-unknown',
  'form',
  (ctx: Linking<Link>) =>
    ctx.form.accusedUnit === 'none' || lookUp(ctx.facts.directory.units, ctx.form.accusedUnit) !== undefined,
  { fields: ['accusedUnit'] },
);

/**
 * The tip says that it concerns staff, keeps somebody of the house away or asked for another door, or accuses a name that somebody of
 * the house bears; whichever proceeding links the accused.
 */
const onStaff = (ctx: AnyCtx): boolean => {
  const { concernsStaff, bearsOurName } = lookUp(ctx.case.proceedings, 'intake-1')?.facts ?? {};
  const apart = ctx.case.door !== undefined || (ctx.case.barred ?? []).length > 0;
  return concernsStaff === 'yes' || bearsOurName === true || apart;
};

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
      '举报可能涉及本机关人员，登记为不涉及：请复核确认',
      'The tip may concern our staff and was registered as concerning none: confirm it as a second person',
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
