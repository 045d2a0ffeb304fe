import { z } from 'zod';
import type { AnyCtx, CasePatch, CaseState, Ctx, Who } from '../../case/types.ts';
import { OUTSIDE_WORDS, TERMS } from '../../law/glossary.ts';
import { lookUp } from '../../look-up.ts';
import { holdersFor, isAbove, nearTo, rolesHeld, rolesIn, standIn } from '../../people/may.ts';
import { isOne, isSelf } from '../../people/selves.ts';
import type { Person, Role } from '../../people/types.ts';
import { ROLE_NAMES } from '../../people/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import { type StartOf, type TaskOf, vocabulary } from '../define.ts';
import { choice, count, option, staff, words, yesNo } from './forms.ts';
import { leavesEnough } from './left.ts';
import { withoutThem } from './outside.ts';
import { DEPT_HEAD, external, runs, t, task } from './rows.ts';

/** Who a tipster or party wants out, where they cannot name the person. */
const AGAINST = [
  option('officer', ROLE_NAMES.officer),
  option('clerk', ROLE_NAMES.clerk),
  option('unit-head', ROLE_NAMES['unit-head']),
  option('dept-head', ROLE_NAMES['dept-head']),
  ['unknown', '不清楚', 'Not known'],
] as const;

const ASKER = [option('party', OUTSIDE_WORDS.party), option('tipster', TERMS.tipster)] as const;

/** One request that waits for its decision. */
const REQUEST = z.object({
  n: z.int(),
  asker: z.enum(['party', 'tipster', 'own']),
  /** null: the asker could not name anybody. */
  person: z.string().nullable(),
  against: z.enum(['officer', 'clerk', 'unit-head', 'dept-head', 'unknown']),
  /** When it was made: each request has its own days. */
  at: z.string(),
  /** Who recorded it; absent where the holder of the receipt made it, and in cases of before. */
  by: z.string().optional(),
  /** Who typed in what another one recorded in life. */
  typedBy: z.string().optional(),
});
export type RecusalRequest = z.output<typeof REQUEST>;

/** What a proceeding keeps of the requests that wait. */
export const RECUSALS = { recusals: z.array(REQUEST), recusalsAsked: z.int() };
type Asked = { recusals?: RecusalRequest[]; recusalsAsked?: number };
type Here<Form = unknown> = Ctx<Form, Asked>;

const { row, some } = vocabulary<never, 'recusal-pending', Asked>();

const pendingRecusals = ({ p }: Here): RecusalRequest[] => p.facts.recusals ?? [];

function added(ctx: Here, request: Omit<RecusalRequest, 'n' | 'at' | 'by' | 'typedBy'>, recordedBy?: string): Asked {
  const n = (ctx.p.facts.recusalsAsked ?? 0) + 1;
  const by = recordedBy ?? ctx.person?.id;
  const typedBy = ctx.facts.entering?.by;
  const who = { ...(by === undefined ? {} : { by }), ...(typedBy === undefined ? {} : { typedBy }) };
  return { recusals: [...pendingRecusals(ctx), { n, ...request, at: ctx.at, ...who }], recusalsAsked: n };
}

/** What the decision on a request says; while the screen only asks, nothing. */
interface Decided {
  request?: number;
  granted?: boolean | undefined;
  person?: string | undefined;
}

/** The request that a decision names; the only one, while the screen only asks. */
function named(ctx: Here<Decided>): RecusalRequest | null {
  const waiting = pendingRecusals(ctx);
  const n = ctx.form.request;
  return (n === undefined ? waiting[0] : waiting.find((r) => r.n === n)) ?? null;
}

type Concern = Pick<RecusalRequest, 'person' | 'against'>;

/** Whether a request may be about this person: named in it, meant by the post it names, or a relative of one of these. */
function concerns(ctx: Here<Pick<Decided, 'person'>>, request: Concern, person: Person): boolean {
  const about = request.person ?? ctx.form.person ?? null;
  const post = about === null ? request.against : null;
  return nearTo(person, ctx.facts.directory).some(
    (one) => one.id === about || [...rolesHeld(one, ctx.case.organ, dayOf(ctx.at))].some((role) => role === post),
  );
}

/** Whether somebody holds one of these posts here on the day of the act. */
const holds = (ctx: AnyCtx, person: Person, ...roles: readonly Role[]): boolean => {
  const held = rolesIn(person, ctx.case, ctx.facts.directory, dayOf(ctx.at));
  return roles.some((role) => held.has(role));
};

/** Heads 负责人 of the department, and whoever decides above them: nobody below decides about these. */
function isHeadOfDepartment(ctx: AnyCtx, person: Person): boolean {
  const above = lookUp(ctx.facts.directory.organs, ctx.case.organ)?.superior;
  return (
    holds(ctx, person, 'principal') ||
    (above != null && rolesIn(person, ctx.case, ctx.facts.directory, dayOf(ctx.at), above).has('dept-head'))
  );
}

/**
 * Where it may be about every head of the department, or is about the principal or a head above, the superior HRSS department decides
 * (M49 art. 35). Whom a request names is who it is about, whatever post it gives them.
 */
function upward(ctx: Here<Pick<Decided, 'person'>>, request: Concern | null): boolean {
  if (!request) return false;
  const { people } = ctx.facts.directory;
  const named = lookUp(people, request.person ?? ctx.form.person ?? '');
  if (named && isHeadOfDepartment(ctx, named)) return true;
  if (request.against === 'dept-head' && (request.person === null || (named && holds(ctx, named, 'dept-head'))))
    return true;
  const heads = Object.values(people).filter((p) => holds(ctx, p, 'dept-head'));
  return heads.length > 0 && heads.every((p) => concerns(ctx, request, p));
}

/** Whom a request means by the post that it gives; by a name whoever bears it. */
const MEANS: Record<RecusalRequest['against'], readonly Role[]> = {
  officer: ['officer'],
  clerk: ['clerk', 'special'],
  'unit-head': ['unit-head'],
  'dept-head': ['dept-head', 'principal'],
  unknown: [],
};

/** Nobody says whom it means: who that is is found by two. */
const meansNobody = (request: Concern | null) => request?.person === null && request.against === 'unknown';

/** Whoever grants by two is not asked whether it is granted. */
const refused = (ctx: Here<Decided>) => ctx.form.granted === false;

const known = guard('recusal-unknown', 'form', (ctx: Here<Decided>) => named(ctx) !== null, { fields: ['request'] });

const personKnown = guard(
  'recusal-person',
  'form',
  (ctx: Here<Decided>) => {
    const person = out(ctx);
    return refused(ctx) || (person !== null && lookUp(ctx.facts.directory.people, person) !== undefined);
  },
  { fields: ['person'] },
);

/** Neither decides it nor enters the decision of the organ above. */
const notAboutMe = guard('recusal-own-case', 'form', (ctx: Here<Decided>) => {
  const request = named(ctx);
  return !ctx.person || !request || !concerns(ctx, request, ctx.person);
});

const steppedAside = guard(
  'not-stepped-aside',
  'form',
  (ctx: Here<{ person: string }>) => ctx.case.recused.includes(ctx.form.person),
  { fields: ['person'] },
);
/** Whether their own relative is there again is for somebody else to say. */
const notOfMine = guard(
  'own-conflict',
  'form',
  (ctx: Here<{ person: string }>) =>
    ctx.person === null || !concerns(ctx, { person: ctx.form.person, against: 'unknown' }, ctx.person),
);

const out = (ctx: Here<Decided>) => named(ctx)?.person ?? ctx.form.person ?? null;

/** Whom a decision puts outside is somebody whom the request can mean. */
const meant = guard(
  'recusal-not-meant',
  'form',
  (ctx: Here<Decided>) => {
    const request = named(ctx);
    const person = lookUp(ctx.facts.directory.people, out(ctx) ?? '');
    if (refused(ctx) || !request || !person || request.person !== null || meansNobody(request)) return true;
    const day = dayOf(ctx.at);
    // Whose account is locked holds the post all the same.
    const held = person.locked
      ? rolesHeld(person, ctx.case.organ, day)
      : rolesIn(person, ctx.case, ctx.facts.directory, day);
    return MEANS[request.against].some((role) => held.has(role));
  },
  { fields: ['person'] },
);

/**
 * Whoever recorded a request neither decides it nor enters, alone, that the organ above granted it. Of a file that one types in, it is who
 * did it in life; all of it is confirmed by a second person.
 */
const notWhoRecorded = guard('not-the-same-person/recorded', 'form', (ctx: Here<Decided>) => {
  const { person, facts } = ctx;
  const request = named(ctx);
  if (person === null || !request) return true;
  return !isSelf(person, request.by) && (facts.entering !== undefined || !isSelf(person, request.typedBy));
});

/** Who is outside once it is granted. */
const granting = (ctx: Here<Decided>, person: string): CaseState => ({
  ...ctx.case,
  recused: [...new Set([...ctx.case.recused, person])],
});

/**
 * Somebody is left who decides: of what one types in beside who does, and where nobody says whom a request means, beside whoever
 * records, names and decides.
 */
const headLeft = guard(
  'no-head-left',
  'form',
  (ctx: Here<Decided>) => {
    const person = out(ctx);
    const request = named(ctx);
    if (refused(ctx) || person === null || !request) return true;
    const left = (more: readonly (string | undefined)[]) => {
      const alone = meansNobody(request) ? [ctx.person?.id, request.by, request.typedBy, ...more] : [];
      const actors = [...alone, ctx.facts.entering?.by];
      const beside = actors.some((id) => id !== undefined) ? { actors } : {};
      return leavesEnough(ctx, { ...beside, before: [ctx.case], after: granting(ctx, person) });
    };
    if (!meansNobody(request) || answersProposal(ctx)) return left([proposer(ctx)]);
    // What nobody could grant is not put forward.
    return grantersOf(ctx, request).some((id) => left([id]));
  },
  { fields: ['person'] },
);
const proposer = (ctx: Here) => lookUp(ctx.p.doers, 'grant-recusal:propose')?.by;
const answersProposal = (ctx: Here) => {
  const waiting = lookUp(ctx.p.proposals, 'grant-recusal');
  return (
    waiting !== undefined && ![waiting.by, proposer(ctx)].some((id) => isOne(id, ctx.person?.id, ctx.facts.directory))
  );
};

/** Who may grant, as the second of two, what this one puts forward. */
function grantersOf(ctx: Here<Decided>, request: Concern): string[] {
  const { directory } = ctx.facts;
  const posts: Role[] = wayOf(ctx) === 'paper' ? ENTERS : ['dept-head'];
  const holders = posts.flatMap((post) => holdersFor(post, ctx.case, directory, dayOf(ctx.at)));
  return holders.filter((p) => !isSelf(p, ctx.person?.id) && !concerns(ctx, request, p)).map((p) => p.id);
}

function stepsAside(ctx: Here<Decided>): CasePatch {
  const person = out(ctx);
  if (!person) return {};
  const after = granting(ctx, person);
  return { recused: after.recused, ...withoutThem(after, ctx) };
}

const byLaw = (ctx: AnyCtx) => ctx.case.regime === 'labour-inspection';
const waits = (ctx: AnyCtx) => runs(ctx, 'recusal-decide', 'house-recusal');
/** The first request that waits is the one whose days run; a second one does not lengthen them. */
const START: StartOf<unknown, unknown>[] = [
  { deadline: 'recusal-decide', when: (ctx) => byLaw(ctx) && !waits(ctx) },
  { deadline: 'house-recusal', when: (ctx) => !byLaw(ctx) && !waits(ctx) },
];
const others = (ctx: Here<Decided>) => pendingRecusals(ctx).filter((r) => r.n !== named(ctx)?.n);
const nextAt = (ctx: Here<Decided>) =>
  others(ctx)
    .map((r) => r.at)
    .sort()[0] ?? ctx.at;
/** One is decided: the days of the next run from its own day. */
const START_NEXT: StartOf<Decided, Asked>[] = [
  { deadline: 'recusal-decide', at: nextAt, when: byLaw },
  { deadline: 'house-recusal', at: nextAt, when: (ctx) => !byLaw(ctx) },
];

/** What waits for a decision stands in the list of who decides it, or enters what the organ above decided. */
const waitsFor = <Form extends { person?: string | undefined }>(
  request: (ctx: Here<Form>) => Concern | null,
  zh: string,
  en: string,
  basis: string,
): TaskOf<Form, Asked>[] => [
  {
    ...task('dept-head', zh, en, basis),
    when: (ctx) => !upward(ctx, request(ctx)) && !meansNobody(request(ctx)),
  },
  {
    ...task(
      'dept-head',
      `${zh}：申请没有写明何人，同意回避的，先由受理员或者监督机构负责人提出是何人，再由您批准`,
      `${en}: it does not say whom it means. Where it is to be granted, first the clerk or the head of the unit puts forward who that is, then you decide`,
      basis,
    ),
    when: (ctx) => !upward(ctx, request(ctx)) && meansNobody(request(ctx)),
  },
  ...(['clerk', 'unit-head'] as const).map((role) => ({
    ...task(
      role,
      `${zh}：可能涉及部门负责人，请报上级机关决定，并录入其决定`,
      `${en}: it may be about the head of the department. Send it to the organ above, and enter what it decides`,
      'M49 art. 35',
    ),
    when: (ctx: Here<Form>) => upward(ctx, request(ctx)),
  })),
];

interface Made {
  against?: RecusalRequest['against'] | undefined;
  person?: string | undefined;
}

/** The request that is being made: one's own notice names who gives it. */
const made = (ctx: Here<Made>): Concern =>
  ctx.form.against === undefined
    ? { person: ctx.person?.id ?? null, against: 'unknown' }
    : { person: ctx.form.person ?? null, against: ctx.form.against };

const ASK = some({
  to: 'same',
  raise: ['recusal-pending'],
  start: START,
  tasks: waitsFor(made, '有回避申请待决定', 'A request for recusal waits for a decision', 'M49 art. 35; APL art. 43'),
});

const ENTERS: Role[] = ['clerk', 'unit-head'];
const ABOVE_BY_PAPER = external('superior-organ', ENTERS);

/** Who decides: here the head of the department, else the organ above, signed in where it has the case, or as somebody enters it. */
type Way = 'here' | 'above' | 'paper';
const DECIDES: Record<Way, Who> = { here: DEPT_HEAD, above: DEPT_HEAD, paper: ABOVE_BY_PAPER };
const WAYS = ['here', 'above', 'paper'] as const;

function wayOf(ctx: Here<Decided>): Way {
  if (!upward(ctx, named(ctx))) return 'here';
  const { person, case: c, facts } = ctx;
  const above = standIn('dept-head', c) === 'superior';
  return above && person && isAbove(person, c, facts.directory, dayOf(ctx.at)) ? 'above' : 'paper';
}

/** Of a request that nobody here recorded a single person does not enter what the organ above decided, whichever way it went. */
const enteredByTwo = (ctx: Here<Decided>): boolean => {
  const request = named(ctx);
  const unrecorded = request !== null && request.by === undefined && request.typedBy === undefined;
  return unrecorded && wayOf(ctx) === 'paper';
};

/** Of a request that does not say whom it means nobody says that alone, either: one puts it forward, another grants it. */
const byTwo = (ctx: Here<Decided>): boolean => meansNobody(named(ctx)) || enteredByTwo(ctx);

const oneDecides = guard(
  'recusal-by-two',
  'form',
  (ctx: Here<Decided>) => !(ctx.form.granted === true ? byTwo(ctx) : enteredByTwo(ctx)),
  { fields: ['granted'] },
);

/** A decision that leaves nothing waiting lifts the flag; another one leaves it up. */
const answered = (last: boolean) =>
  some({
    from: 'open',
    flag: 'recusal-pending',
    basis: 'M49 art. 35; APL art. 43; LSI-25 arts. 24–25',
    to: 'same',
    stop: ['recusal-decide', 'house-recusal'],
    ...(last ? { lower: ['recusal-pending' as const] } : { start: START_NEXT }),
    note: (ctx: Here<Decided>) => ({ recusals: others(ctx) }),
    effects: [
      {
        kind: 'letter',
        to: 'tipster',
        data: () => ({ letter: 'recusal', basis: 'M49 art. 35' }),
        when: (ctx: Here<Decided>) => named(ctx)?.asker === 'tipster',
      },
      {
        kind: 'notice',
        to: 'tipster',
        when: (ctx: Here<Decided>) => named(ctx)?.asker === 'tipster' && ctx.case.tipster.wantsNotice,
      },
      {
        kind: 'letter',
        to: 'party',
        data: () => ({ letter: 'recusal', basis: 'APL art. 43' }),
        when: (ctx: Here<Decided>) => named(ctx)?.asker === 'party',
      },
    ],
  });

const GRANTED = some({
  patch: stepsAside,
  tasks: [task('unit-head', '有人员回避，请立即改派', 'Somebody stepped aside: reassign at once', 'M49 art. 35')],
});

const isLast = (ctx: Here) => pendingRecusals(ctx).length <= 1;

const GRANTS = {
  request: count('申请序号', 'Number of the request', 1, 1000),
  person: staff('回避的人员', 'Person who steps aside').optional(),
  recusalReasons: words('理由', 'Reasons'),
};

function decision(granted: boolean, last: boolean, way: Way) {
  return row({
    ...answered(last),
    act: 'decide-recusal',
    label: t('决定回避申请', 'Decide a request for recusal'),
    when: (ctx) => (ctx.form.granted === true) === granted && isLast(ctx) === last && wayOf(ctx) === way,
    by: DECIDES[way],
    guards: [known, personKnown, notAboutMe, notWhoRecorded, oneDecides, meant, headLeft],
    form: z.object({ ...GRANTS, granted: yesNo('同意回避', 'Recusal granted') }),
    ...(granted ? GRANTED : {}),
  });
}

/** Who puts a recusal forward says whom it means; another one grants it. */
const grantedByTwo = (last: boolean) =>
  row({
    ...answered(last),
    ...GRANTED,
    act: 'grant-recusal',
    label: BY_TWO,
    when: (ctx) => byTwo(ctx) && isLast(ctx) === last && wayOf(ctx) !== 'paper',
    proposedBy: { staff: ENTERS },
    by: DEPT_HEAD,
    guards: [known, personKnown, notAboutMe, meant, headLeft],
    form: z.object(GRANTS),
  });

/**
 * Who puts forward what the organ above decided enters its paper; another one confirms it. The act has its name from when only what was
 * granted took two: what says nothing else is granted.
 */
const aboveByTwo = (granted: boolean, last: boolean) =>
  row({
    ...answered(last),
    act: 'grant-recusal',
    label: BY_TWO,
    when: (ctx) =>
      byTwo(ctx) && isLast(ctx) === last && wayOf(ctx) === 'paper' && (ctx.form.granted !== false) === granted,
    proposedBy: ABOVE_BY_PAPER,
    by: { staff: ENTERS },
    guards: [known, personKnown, notAboutMe, meant, headLeft],
    form: z.object({ ...GRANTS, granted: yesNo('上级机关同意回避', 'Granted by the organ above').optional() }),
    ...(granted ? GRANTED : {}),
  });
const BY_TWO = t('决定回避申请（由两人）', 'Decide a request for recusal (two people)');

const flags = [true, false];

/** Recusal (3.2), for every open state of every section: the inquiry goes on meanwhile, a yes takes effect at once. */
export const RECUSAL = [
  row({
    act: 'record-recusal-request',
    label: t('登记回避申请', 'Record a request for recusal'),
    from: 'open',
    by: external('any'),
    basis: 'M49 art. 35; APL art. 43; LSI art. 16',
    form: z.object({
      asker: choice('申请人', 'Who asks', ASKER),
      against: choice('申请回避的对象', 'Against whom', AGAINST),
      person: staff('申请回避的人员', 'Person').optional(),
      recusalReason: words('理由和证据', 'Reason and evidence'),
    }),
    note: (ctx) =>
      added(ctx, {
        asker: ctx.form.asker,
        person: ctx.form.person ?? null,
        against: ctx.form.against,
      }),
    ...ASK,
  }),
  row({
    act: 'notice-own-recusal',
    label: t('本人申请回避', 'Own notice of recusal'),
    from: 'open',
    by: { staff: ['officer', 'clerk', 'unit-head', 'dept-head'] },
    basis: 'M49 art. 35; CSL arts. 76–77',
    form: z.object({ recusalReason: words('理由', 'Reason') }),
    note: (ctx) => added(ctx, { asker: 'own', person: ctx.person?.id ?? null, against: 'unknown' }),
    ...ASK,
  }),
  row({
    act: 'revoke-recusal',
    label: t('撤销回避', 'Revoke a recusal'),
    from: 'open',
    proposedBy: { staff: ['clerk', 'unit-head'] },
    by: DEPT_HEAD,
    guards: [steppedAside, notOfMine],
    offers: (ctx) => ctx.case.recused,
    basis: 'house: conflict check by two',
    form: z.object({
      person: staff('不再回避的人员', 'Person who need not step aside'),
      revokeReasons: words('为什么不必回避', 'Why there is no need'),
    }),
    to: 'same',
    patch: (ctx) => {
      const recused = ctx.case.recused.filter((id) => id !== ctx.form.person);
      return { recused, ...withoutThem({ ...ctx.case, recused }, ctx) };
    },
  }),
  ...flags.flatMap((granted) => flags.flatMap((last) => WAYS.map((way) => decision(granted, last, way)))),
  ...flags.map(grantedByTwo),
  ...flags.flatMap((granted) => flags.map((last) => aboveByTwo(granted, last))),
  row({
    expiry: ['recusal-decide', 'house-recusal'],
    label: t('回避申请逾期未决定', 'Recusal not decided in time'),
    from: 'open',
    flag: 'recusal-pending',
    by: 'system',
    basis: 'LSI-25 art. 25; house: one level up',
    to: 'same',
    start: [{ deadline: 'house-recusal' }],
    tasks: waitsFor(
      (ctx) => pendingRecusals(ctx)[0] ?? null,
      '回避申请逾期未决定',
      'A request for recusal is overdue',
      'LSI-25 art. 25',
    ),
    effects: [{ kind: 'report-upward', to: 'superior', data: (ctx) => ({ matter: 'recusal', proceeding: ctx.p.id }) }],
  }),
];

/** The tipster's own request with the receipt (M49 art. 35), for intake; after acceptance it is passed on by reaction. */
export const TIPSTER_RECUSAL_FORM = z.object({
  against: choice('申请回避的对象', 'Against whom', AGAINST),
  recusalReason: words('理由和证据', 'Reason and evidence'),
});

/** What is handed on of it after acceptance; who entered it, where the tipster did not. */
export const HANDED_ON = TIPSTER_RECUSAL_FORM.pick({ against: true }).extend({ recordedBy: z.string().optional() });

/** What a tipster's request leaves on the proceeding where it is decided. */
export const tipsterRecusal = some({
  ...ASK,
  note: (ctx: Here<Made & { recordedBy?: string | undefined }>) =>
    added(ctx, { asker: 'tipster', person: null, against: ctx.form.against ?? 'unknown' }, ctx.form.recordedBy),
});
