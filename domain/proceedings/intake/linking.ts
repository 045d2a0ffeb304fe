/** Registering a tip and linking its accused to the house: who is outside the case from now on, and when a second person looks. */
import { z } from 'zod';
import type { AnyCtx, CasePatch, CaseState, Ctx, Row } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { type Door, otherDoors } from '../../people/door.ts';
import { awaitsSecond, headsAside, rolesOn, shutOut } from '../../people/may.ts';
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
export const onStaff = (ctx: Pick<AnyCtx, 'case'>): boolean => {
  const { concernsStaff, bearsOurName } = lookUp(ctx.case.proceedings, 'intake-1')?.facts ?? {};
  const apart = ctx.case.door !== undefined || (ctx.case.barred ?? []).length > 0;
  return concernsStaff === 'yes' || bearsOurName === true || apart;
};

const linksNobody = ({ accusedUnit, accusedPersons = [], accusedHeads = [] }: Link): boolean =>
  accusedUnit === 'none' && accusedPersons.length === 0 && accusedHeads.length === 0;

type Linked = Pick<CaseState['accused'], 'units' | 'heads' | 'persons'>;
/** Whom of the house a form links. */
const linkedBy = ({ accusedUnit, accusedHeads = [], accusedPersons = [] }: Link): Linked => ({
  units: accusedUnit === 'none' ? [] : [accusedUnit],
  heads: accusedHeads,
  persons: accusedPersons,
});

const joined = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];

/** Whether somebody who is outside as accused would not be any more: linked before, or named by the tip itself. */
const takesBack = (ctx: Linking<Link>): boolean => {
  const { units, heads, persons } = ctx.case.accused;
  const now = linkedBy(ctx.form);
  return (
    units.some((id) => !now.units.includes(id)) ||
    heads.some((role) => !now.heads.includes(role)) ||
    persons.some((id) => !now.persons.includes(id))
  );
};

/**
 * One person alone does not find that a tip on staff concerns none of them, and takes nobody back in who was outside as accused. What a
 * paper file tells was led before and is confirmed as a whole by a second person.
 */
const needsSecond = (ctx: Linking<Link>): boolean =>
  takesBack(ctx) ||
  (onStaff(ctx) && ctx.facts.entering === undefined && (linksNobody(ctx.form) || ctx.form.notOurStaff === true));

/** A tip that says it concerns the authority's own staff is not registered as concerning nobody of the house. */
const staffLinked = guard(
  'staff-not-linked',
  'form',
  (ctx: Linking<Link>) => !onStaff(ctx) || !linksNobody(ctx.form) || ctx.form.notOurStaff === true,
);

/** Where the tip says in its own words who shall not see it, somebody has to say who that is. */
const keptAwaySaid = guard(
  'kept-away-not-said',
  'form',
  (ctx: Linking<Link>) =>
    lookUp(ctx.case.proceedings, 'intake-1')?.facts.keepsAway !== true ||
    ctx.case.recused.length > 0 ||
    (ctx.form.keptAway ?? []).length > 0 ||
    ctx.form.keepsNobodyAway === true,
  { fields: ['keptAway'] },
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
  keepsNobodyAway: yesNo('举报人所指不是本机关人员', 'Whom the tipster means is nobody of ours').optional(),
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
  const { accusedNatural, keptAway = [], regime } = ctx.form;
  const [asked, before] = [linkedBy(ctx.form), ctx.case.accused];
  const all = {
    units: joined(before.units, asked.units),
    heads: joined(before.heads, asked.heads),
    persons: joined(before.persons, asked.persons),
  };
  const accused = needsSecond(ctx)
    ? { natural: accusedNatural, linked: false, ...all, asked: { ...asked, by: ctx.person?.id ?? null } }
    : { natural: accusedNatural, linked: true, ...asked };
  const recused = [...new Set([...ctx.case.recused, ...keptAway])];
  return {
    accused,
    ...(recused.length > ctx.case.recused.length ? { recused } : {}),
    ...withoutThem({ ...ctx.case, accused, recused }, ctx),
    ...(regime === undefined ? {} : { regime: regime === 'labour-inspection' ? 'labour-inspection' : 'fund' }),
  };
};

/** Whoever asked for what waits, in whatever proceeding, is not the second person. */
export const notWhoAsked = guard(
  'not-the-same-person/linked',
  'state',
  (ctx) => ctx.person === null || ctx.case.accused.asked?.by !== ctx.person.id,
);

/** What the second person confirms: from now on it is as it was registered. */
export const confirmedPatch = (ctx: AnyCtx): CasePatch => {
  const { asked, ...before } = ctx.case.accused;
  const { units, heads, persons } = asked ?? before;
  const accused = { natural: before.natural, linked: true, units, heads, persons };
  return { accused, ...withoutThem({ ...ctx.case, accused }, ctx) };
};

/** Whom a tip itself names of the house: taken up with it, by what counts as the same name. */
export const NAMED = z.object({
  accusedPersons: z.array(z.string()).optional(),
  keptAway: z.array(z.string()).optional(),
});
/** Who is named by the tip is outside from its first moment; that it is somebody else of that name is found by two. */
export const namedPatch = (ctx: Ctx<z.output<typeof NAMED>, unknown>): CasePatch => {
  const { accusedPersons: persons = [], keptAway = [] } = ctx.form;
  if (persons.length + keptAway.length === 0) return {};
  const accused = { ...ctx.case.accused, persons };
  const recused = joined(ctx.case.recused, keptAway);
  return { accused, recused, ...withoutThem({ ...ctx.case, accused, recused }, ctx) };
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

export const LINK_GUARDS = [unitKnown, staffLinked, keptAwaySaid, notMyConflict];

/** Whoever has to look after the one who linked. */
export const SECOND = [
  {
    ...task(
      'dept-head',
      '举报可能涉及本机关人员，登记为不涉及，或者撤回了已有的关联：请复核确认',
      'The tip may concern our staff and was registered as concerning none, or somebody who was linked is no more: confirm it as a second person',
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
  otherDoors(ctx.case.organ, ctx.facts.directory, dayOf(ctx.at)).find((door) =>
    door === 'above' ? sitsAbove(ctx) : ctx.case.door === undefined && !headsAsideOf(ctx).includes('special'),
  ) ?? null;
/** Whether somebody decides in the organ above who is not outside. */
const sitsAbove = ({ case: c, facts: { directory }, at }: AnyCtx): boolean => {
  const above = lookUp(directory.organs, c.organ)?.superior;
  return Object.values(directory.people).some(
    (p) => above != null && rolesOn(p, above, dayOf(at)).has('dept-head') && !shutOut(p, c, directory, dayOf(at)),
  );
};
const headsAsideOf = (ctx: AnyCtx) => headsAside(ctx.case, ctx.facts.directory, dayOf(ctx.at));

export const anotherDoor = guard(
  'no-other-door',
  'state',
  (ctx) => ctx.case.door !== 'above' && nextDoor(ctx) !== null,
);
