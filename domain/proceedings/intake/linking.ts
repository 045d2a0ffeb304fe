/** Registering a tip and linking its accused to the house: who is outside the case from now on, and when a second person looks. */

import { z } from 'zod';
import type { AnyCtx, CasePatch, CaseState, Ctx, PutForward, Row } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { type Door, otherDoors } from '../../people/door.ts';
import { awaitsSecond, isAskedToLook, isTakenIn, shutOut, whoLooks } from '../../people/may.ts';
import { isAmong, isSelf } from '../../people/selves.ts';
import { ROLES, type Role } from '../../people/types.ts';
import { guard } from '../../refusal.ts';
import { line } from '../../text/fields.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { affirmed, choice, staffList, yesNo } from '../parts/forms.ts';
import { daysOf, fromAbove, leavesEnough, nobodyLeft, recordedOn } from '../parts/left.ts';
import { withoutThem } from '../parts/outside.ts';
import { putForward } from '../parts/put-forward.ts';
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

/** The case as a form leaves it, with everybody outside whom it links beside those who are already. */
const linkedAlso = ({ case: c, form }: Linking<Link>): CaseState => {
  const asked = linkedBy(form);
  const { units, heads, persons } = c.accused;
  const all = {
    units: joined(units, asked.units),
    heads: joined(heads, asked.heads),
    persons: joined(persons, asked.persons),
  };
  return { ...c, accused: { ...c.accused, ...all }, recused: joined(c.recused, form.keptAway ?? []) };
};

/** The case with nobody accused but whom the tip itself names: whom the one linked the other does not take away from those who look. */
function asTold(c: CaseState): CaseState {
  const { namesPersons = [], namesUnits = [] }: Kept = lookUp(c.proceedings, 'intake-1')?.facts ?? {};
  return { ...c, accused: { ...c.accused, units: namesUnits, heads: [], persons: namesPersons } };
}

const LINKING = ['register', 'link-accused'];
/** Whoever ever linked anybody of the case; of a case of before that keeps none, who did so last. */
const whoLinked = (c: CaseState): string[] =>
  c.accused.everLinkedBy ??
  Object.values(c.proceedings).flatMap((p) => LINKING.flatMap((act) => lookUp(p.doers, act)?.by ?? []));
/** Who links now, beside them. */
const whoLinkedAlso = ({ case: c, person }: AnyCtx): string[] =>
  joined(whoLinked(c), person === null ? [] : [person.id]);

/**
 * Somebody of the organ above links it, after whom nobody else could look: no colleague of the accused, that is the second look. So it is
 * where another one, alone, put everybody outside who could: nobody but that one would bring the case on.
 */
const aboveAlone = (ctx: AnyCtx): boolean => {
  const nobodyLooks = (c: CaseState, day: PlainDate) =>
    whoLooks(c, [ctx.person?.id], ctx.facts.directory, day) === null;
  return daysOf(ctx).every(
    (day) =>
      fromAbove(ctx, day) &&
      (nobodyLooks(asTold(ctx.case), day) ||
        (!(ctx.person && isAmong(ctx.person, new Set(whoLinked(ctx.case)))) && nobodyLooks(ctx.case, day))),
  );
};

/** Who links, and who types it in. */
const linkers = ({ person, facts: { entering } }: AnyCtx) => [person?.id, entering?.by];

/** The post that looks after whoever links, among those whom the form leaves inside. */
const looksAfter = (ctx: Linking<Link>) =>
  whoLooks(linkedAlso(ctx), linkers(ctx), ctx.facts.directory, recordedOn(ctx));

/**
 * Somebody is left who decides, here or above, at each level, and a head beside the one who links: neither is whoever takes tips in alone
 * with one, nor does a head accuse all others, nor is there a second look that nobody can take.
 */
const headLeft = guard(
  'no-head-left',
  'form',
  (ctx: Linking<Link>) => {
    const put = { before: [asTold(ctx.case), ctx.case], after: linkedAlso(ctx), actors: linkers(ctx) };
    // Who sits above and holds no post here is no colleague of the heads here: beside them somebody else above is left.
    const heads = fromAbove(ctx, recordedOn(ctx)) ? (['superior'] as const) : undefined;
    return leavesEnough(ctx, { ...put, heads }) && (!needsSecond(ctx) || looksAfter(ctx) !== null);
  },
  { fields: ['accusedPersons'] },
);

/**
 * One person alone does not find that a tip on staff concerns none of them, and takes nobody back in who was outside as accused. What a
 * paper file tells was led before and is confirmed as a whole by a second person.
 */
const needsSecond = (ctx: Linking<Link>): boolean => {
  if (onPaper(ctx)) return takesBack(ctx);
  const alone = takesBack(ctx) || (onStaff(ctx) && (linksNobody(ctx.form) || ctx.form.notOurStaff === true));
  return alone && !aboveAlone(ctx);
};

/** What a file of paper tells was done was done; whoever confirms it says of whom of ours it is. */
const onPaper = (ctx: AnyCtx): boolean => ctx.facts.entering !== undefined;

/** A tip that says it concerns the authority's own staff is not registered as concerning nobody of the house. */
const staffLinked = guard(
  'staff-not-linked',
  'form',
  (ctx: Linking<Link>) => onPaper(ctx) || !onStaff(ctx) || !linksNobody(ctx.form) || ctx.form.notOurStaff === true,
);

/**
 * Where the tip says in its own words who shall not see it, whoever links says who that is, each time: whom the words were found to name,
 * or who stepped aside for another reason, answers for nobody else whom they mean.
 */
const keptAwaySaid = guard(
  'kept-away-not-said',
  'form',
  (ctx: Linking<Link>) =>
    onPaper(ctx) ||
    lookUp(ctx.case.proceedings, 'intake-1')?.facts.keepsAway !== true ||
    (ctx.form.keptAway ?? []).length > 0 ||
    ctx.form.keepsNobodyAway === true,
  { fields: ['keptAway'] },
);

/** Who is kept away is said of a tip that keeps somebody away, and of no other one: there who steps aside is decided by law. */
const keepsAway = guard(
  'nobody-kept-away',
  'form',
  (ctx: Linking<Link>) =>
    (ctx.form.keptAway ?? []).length === 0 || lookUp(ctx.case.proceedings, 'intake-1')?.facts.keepsAway === true,
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
  const { accusedNatural, regime } = ctx.form;
  const asked = linkedBy(ctx.form);
  const { accused: all, recused } = linkedAlso(ctx);
  const { units, heads, persons } = all;
  const everLinkedBy = whoLinkedAlso(ctx);
  const waits = { natural: accusedNatural, linked: false, units, heads, persons, everLinkedBy };
  const accused = needsSecond(ctx)
    ? {
        ...waits,
        asked: {
          ...asked,
          by: ctx.person?.id ?? null,
          ...looking(looksAfter(ctx)),
          ...typedBy(ctx),
          ...putForward(ctx.at, ctx.case, ctx.facts),
        },
      }
    : { natural: accusedNatural, linked: true, ...asked, everLinkedBy };
  return {
    accused,
    ...(recused.length > ctx.case.recused.length ? { recused } : {}),
    ...withoutThem({ ...ctx.case, accused, recused }, ctx),
    ...(regime === undefined ? {} : { regime: regime === 'labour-inspection' ? 'labour-inspection' : 'fund' }),
  };
};

const looking = (looks: ReturnType<typeof whoLooks>) => (looks === null ? {} : { looks });
/** Who typed in what another one asked for in life. */
const typedBy = ({ facts: { entering } }: AnyCtx) => (entering === undefined ? {} : { typedBy: entering.by });

/** Whoever asked for what waits, in whatever proceeding, or typed it in, is not the second person. */
export const notWhoAsked = guard(
  'not-the-same-person/linked',
  'state',
  ({ person, case: { accused } }) =>
    person === null || !(isSelf(person, accused.asked?.by) || isSelf(person, accused.asked?.typedBy)),
);

/** What waits for the second person, as the form that asked for it said it. */
export const linkAsked = ({ accused: { asked } }: CaseState): PutForward | null =>
  asked?.by == null || asked.at === undefined
    ? null
    : {
        act: 'link-accused',
        by: asked.by,
        at: asked.at,
        ...(asked.put === undefined ? {} : { put: asked.put }),
        facts: { accusedUnit: asked.units[0] ?? 'none', accusedHeads: asked.heads, accusedPersons: asked.persons },
      };

/** What the second person confirms: from now on it is as it was registered. */
export const confirmedPatch = (ctx: AnyCtx): CasePatch => {
  const { asked, ...before } = ctx.case.accused;
  const { units, heads, persons } = asked ?? before;
  const everLinkedBy = whoLinked(ctx.case);
  const accused = { natural: before.natural, linked: true, units, heads, persons, everLinkedBy };
  return { accused, ...withoutThem({ ...ctx.case, accused }, ctx) };
};

/** Whom a tip itself names of the house: taken up with it, by what counts as the same name. */
export const NAMED = z.object({
  namesPersons: z.array(z.string()).optional(),
  namesUnits: z.array(z.string()).optional(),
  namesAway: z.array(z.string()).optional(),
  /** Posts that a file entered later keeps away; whether it asks for another door or keeps somebody away. */
  barred: z.array(z.enum(ROLES)).optional(),
  apart: z.boolean().optional(),
});
type Naming = Ctx<z.output<typeof NAMED>, unknown>;

/** Whether there is anybody, or any post, that a tip names. */
const namesAny = ({ namesPersons = [], namesUnits = [], namesAway = [], barred = [] }: Naming['form']): boolean =>
  [namesPersons, namesUnits, namesAway, barred].some((ids) => ids.length > 0);

/** The case with everybody outside whom the tip names. */
const namedAlso = ({ case: c, form }: Naming) => {
  const { namesPersons = [], namesUnits = [], namesAway = [], barred = [] } = form;
  const { accused } = c;
  return {
    accused: { ...accused, units: joined(accused.units, namesUnits), persons: joined(accused.persons, namesPersons) },
    recused: joined(c.recused, namesAway),
    ...(barred.length === 0 ? {} : { barred: joined(c.barred ?? [], barred) }),
  };
};

/** Who is named by the tip is outside from its first moment; that it is somebody else of that name is found by two. */
export const namedPatch = (ctx: Naming): CasePatch => {
  if (!namesAny(ctx.form)) return {};
  const set = namedAlso(ctx);
  return { ...set, ...withoutThem({ ...ctx.case, ...set }, ctx) };
};

/** A file on staff whose past acts registered it as concerning none of them: as everywhere, that is found by two. */
const linkedAlone = (ctx: Naming): boolean => {
  const { accused } = ctx.case;
  const none = accused.units.length + accused.heads.length + accused.persons.length === 0;
  return accused.linked && none && (onStaff(ctx) || ctx.form.apart === true);
};

/** Whether other posts have nobody today than at the moment of the last act that a file tells. */
const postsMoved = (ctx: Naming): boolean => {
  const { headsAside = [] } = withoutThem(ctx.case, ctx);
  const { headsAside: before = [] } = ctx.case;
  return headsAside.length !== before.length || headsAside.some((post) => !before.includes(post));
};

/**
 * Whether a file that was entered with its past acts names somebody of ours, or says that it concerns them, or whoever it kept outside
 * leaves other posts without anybody today.
 */
export const namesOurs = (ctx: Naming): boolean => namesAny(ctx.form) || linkedAlone(ctx) || postsMoved(ctx);

/** The post that looks at a file after whoever entered it. */
const fileLooks = (ctx: Naming) =>
  whoLooks({ ...ctx.case, ...namedAlso(ctx) }, [ctx.facts.entering?.by], ctx.facts.directory, recordedOn(ctx));

export const filePatch = (ctx: Naming): CasePatch => {
  const set = namedAlso(ctx);
  if (!linkedAlone(ctx)) return { ...set, ...withoutThem({ ...ctx.case, ...set }, ctx) };
  const { units, heads, persons } = ctx.case.accused;
  const by = ctx.facts.entering?.by ?? null;
  const asked = { units, heads, persons, by, ...looking(fileLooks(ctx)), ...putForward(ctx.at, ctx.case, ctx.facts) };
  const accused = { ...set.accused, linked: false, asked };
  return { ...set, accused, ...withoutThem({ ...ctx.case, ...set, accused }, ctx) };
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
const notMyConflict = guard('own-conflict', 'form', (ctx: Linking<Link>) =>
  daysOf(ctx).every(
    (day) => ctx.person === null || !shutOut(ctx.person, { ...ctx.case, ...linkPatch(ctx) }, ctx.facts.directory, day),
  ),
);

export const LINK_GUARDS = [unitKnown, staffLinked, keptAwaySaid, keepsAway, notMyConflict, headLeft];

/** Whoever has to look after the one who linked. */
const looksTask = (role: Role) =>
  task(
    role,
    '举报可能涉及本机关人员，登记为不涉及，或者撤回了已有的关联：请复核确认',
    'The tip may concern our staff and was registered as concerning none, or somebody who was linked is no more: confirm it as a second person',
    'house: conflict check by two',
  );
/** Whose list it stands in: the organ above has it in the place of the head of the department. */
const LOOKERS: readonly Role[] = ['dept-head', 'unit-head', 'principal'];
const asks = (role: Role, looks: ReturnType<typeof whoLooks>) =>
  looks === role || (looks === 'superior' && role === 'dept-head');
export const SECOND = [
  ...LOOKERS.map((role) => ({
    ...looksTask(role),
    when: (ctx: Linking<Link>) => needsSecond(ctx) && asks(role, looksAfter(ctx)),
  })),
  nobodyLeft(linkPatch),
];
export const FILE_SECOND = [
  ...LOOKERS.map((role) => ({
    ...looksTask(role),
    when: (ctx: Naming) => linkedAlone(ctx) && asks(role, fileLooks(ctx)),
  })),
  nobodyLeft(filePatch),
];
export const ARRIVED = [nobodyLeft(namedPatch)];

/** The head's post that was asked to look; whoever holds another one does not. */
export const asksMe = guard(
  'not-your-role/looks',
  'state',
  ({ case: c, person, facts: { directory }, at }) => person === null || isAskedToLook(person, c, directory, dayOf(at)),
);

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
const GOES_ON: readonly Row['to'][] = ['same', 'UnderReview', 'AwaitingSupplement'];
/** Nothing that somebody does settles a tip in review before the second person has looked. */
export const afterSecond = <R extends Row>(said: R): R => {
  const reviewing = said.from === 'open' || (Array.isArray(said.from) && said.from.includes('UnderReview'));
  const settles = said.act !== undefined && typeof said.by === 'object' && !GOES_ON.includes(said.to);
  return reviewing && settles ? { ...said, guards: [confirmed, ...(said.guards ?? [])] } : said;
};

interface PassesOn {
  aboutMyself?: boolean | undefined;
}
/** The case without who passes it on, where they say that it concerns them. */
export const withoutMe = ({ case: c, form, person }: Ctx<PassesOn, unknown>): CaseState =>
  form.aboutMyself && person ? { ...c, recused: joined(c.recused, [person.id]) } : c;

/** The next door from where the case stands, behind which somebody sits who is not outside. */
export const nextDoor = (ctx: Ctx<PassesOn, unknown>): Door | null => {
  const { directory } = ctx.facts;
  const [c, day] = [withoutMe(ctx), dayOf(ctx.at)];
  const doors = otherDoors(c.organ, directory, day, (person) => shutOut(person, c, directory, day));
  return (
    doors.find((door) => door !== c.door && c.door !== 'above' && isTakenIn({ ...c, door }, directory, day)) ?? null
  );
};

export const anotherDoor = guard('no-other-door', 'state', (ctx: Ctx<PassesOn, unknown>) => nextDoor(ctx) !== null);

/** Whoever passes it on as their own conflict leaves somebody who decides it. */
export const otherLeft = guard('no-head-left', 'form', (ctx: Ctx<PassesOn, unknown>) =>
  leavesEnough(ctx, { before: [ctx.case], after: { ...withoutMe(ctx), door: nextDoor(ctx) ?? 'above' } }),
);
