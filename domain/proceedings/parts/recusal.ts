import { z } from 'zod';
import type { CasePatch, ClockStart, Ctx, FactSheet, Row } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { rolesOn } from '../../people/may.ts';
import type { Person, Role } from '../../people/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { Instant } from '../../time/types.ts';
import { choice, count, staff, words, yesNo } from './forms.ts';
import { withoutThem } from './outside.ts';
import { DEPT_HEAD, external, label, listOf, task } from './rows.ts';

/** Who a tipster or party wants out, where they cannot name the person. */
const AGAINST = [
  ['officer', '承办人', 'Investigating officer'],
  ['clerk', '受理员', 'Intake clerk'],
  ['unit-head', '监督机构负责人', 'Head of the supervision unit'],
  ['dept-head', '部门负责人', 'Head of the department'],
  ['unknown', '不清楚', 'Not known'],
] as const;

const ASKER = [
  ['party', '当事人', 'Party'],
  ['tipster', '举报人', 'Tipster'],
] as const;

/** One request that waits for its decision. `person` null: the asker could not name anybody. */
export interface RecusalRequest {
  n: number;
  asker: 'party' | 'tipster' | 'own';
  person: string | null;
  against: string;
  /** When it was made: each request has its own days. */
  at: Instant;
}

/** The requests of a proceeding that wait. */
const pendingRecusals = (facts: FactSheet): RecusalRequest[] => listOf(facts.recusals) as unknown as RecusalRequest[];

const sheet = (r: RecusalRequest): FactSheet => ({
  n: r.n,
  asker: r.asker,
  person: r.person,
  against: r.against,
  at: r.at,
});

function added(ctx: Ctx, request: Omit<RecusalRequest, 'n' | 'at'>): FactSheet {
  const n = (typeof ctx.p.facts.recusalsAsked === 'number' ? ctx.p.facts.recusalsAsked : 0) + 1;
  return {
    recusals: [...pendingRecusals(ctx.p.facts).map(sheet), sheet({ ...request, n, at: ctx.at })],
    recusalsAsked: n,
  };
}

/** The request that a decision names; the only one, while the screen only asks. */
function named(ctx: Ctx): RecusalRequest | null {
  const waiting = pendingRecusals(ctx.p.facts);
  const n = ctx.form.request;
  return (typeof n === 'number' ? waiting.find((r) => r.n === n) : waiting[0]) ?? null;
}

type Concern = Pick<RecusalRequest, 'person' | 'against'>;

/** Whether a request may be about this person: named in it, meant by the post it names, or declared a relative of who is named. */
function concerns(ctx: Ctx, request: Concern, person: Person): boolean {
  const { people } = ctx.facts.directory;
  const about = request.person ?? (typeof ctx.form.person === 'string' ? ctx.form.person : null);
  if (about !== null)
    return (
      about === person.id ||
      person.related.includes(about) ||
      (lookUp(people, about)?.related.includes(person.id) ?? false)
    );
  return rolesOn(person, ctx.case.organ, dayOf(ctx.at)).has(request.against as Role);
}

/** Where it may be about every head of the department, the superior HRSS department decides (M49 art. 35). */
function upward(ctx: Ctx, request: Concern | null = named(ctx)): boolean {
  if (!request) return false;
  if (request.against === 'dept-head') return true;
  const heads = Object.values(ctx.facts.directory.people).filter((p) =>
    rolesOn(p, ctx.case.organ, dayOf(ctx.at)).has('dept-head'),
  );
  return heads.length > 0 && heads.every((p) => concerns(ctx, request, p));
}

const known = guard('recusal-unknown', 'form', (ctx) => named(ctx) !== null, { fields: () => ['request'] });

const personKnown = guard(
  'recusal-person',
  'form',
  (ctx) => {
    const out = named(ctx)?.person ?? ctx.form.person;
    return (
      ctx.form.granted !== true || (typeof out === 'string' && lookUp(ctx.facts.directory.people, out) !== undefined)
    );
  },
  { fields: () => ['person'] },
);

/** Neither decides it nor enters the decision of the organ above. */
const notAboutMe = guard('recusal-own-case', 'form', (ctx) => {
  const request = named(ctx);
  return !ctx.person || !request || !concerns(ctx, request, ctx.person);
});

const out = (ctx: Ctx) => named(ctx)?.person ?? (typeof ctx.form.person === 'string' ? ctx.form.person : null);

function stepsAside(ctx: Ctx): CasePatch {
  const person = out(ctx);
  if (!person) return {};
  const recused = [...new Set([...ctx.case.recused, person])];
  return { recused, ...withoutThem({ ...ctx.case, recused }, ctx) };
}

const byLaw = (ctx: Ctx) => ctx.case.regime === 'labour-inspection';
const waits = (ctx: Ctx) =>
  Object.values(ctx.case.clocks).some(
    (k) => ['recusal-decide', 'house-recusal'].includes(k.deadline) && k.proceeding === ctx.p.id && !k.stopped,
  );
/** The first request that waits is the one whose days run; a second one does not lengthen them. */
const START: ClockStart[] = [
  { deadline: 'recusal-decide', when: (ctx) => byLaw(ctx) && !waits(ctx) },
  { deadline: 'house-recusal', when: (ctx) => !byLaw(ctx) && !waits(ctx) },
];
const others = (ctx: Ctx) => pendingRecusals(ctx.p.facts).filter((r) => r.n !== named(ctx)?.n);
const nextAt = (ctx: Ctx) =>
  others(ctx)
    .map((r) => r.at)
    .sort()[0] ?? ctx.at;
/** One is decided: the days of the next run from its own day. */
const START_NEXT: ClockStart[] = [
  { deadline: 'recusal-decide', at: nextAt, when: byLaw },
  { deadline: 'house-recusal', at: nextAt, when: (ctx) => !byLaw(ctx) },
];

/** The request that is being made: one's own notice names who gives it. */
const made = (ctx: Ctx): Concern =>
  ctx.form.against === undefined
    ? { person: ctx.person?.id ?? null, against: 'unknown' }
    : { person: typeof ctx.form.person === 'string' ? ctx.form.person : null, against: String(ctx.form.against) };

/** What waits for a decision stands in the list of who decides it, or enters what the organ above decided. */
const waitsFor = (
  of: (ctx: Ctx) => Concern | null,
  zh: string,
  en: string,
  basis: string,
): NonNullable<Row['tasks']> => [
  { ...task('dept-head', zh, en, basis), when: (ctx) => !upward(ctx, of(ctx)) },
  ...(['clerk', 'unit-head'] as const).map((role) => ({
    ...task(
      role,
      `${zh}：可能涉及部门负责人，请报上级机关决定，并录入其决定`,
      `${en}: it may be about the head of the department. Send it to the organ above, and enter what it decides`,
      'M49 art. 35',
    ),
    when: (ctx: Ctx) => upward(ctx, of(ctx)),
  })),
];

const ASK: Pick<Row, 'to' | 'raise' | 'start' | 'tasks'> = {
  to: 'same',
  raise: ['recusal-pending'],
  start: START,
  tasks: waitsFor(made, '有回避申请待决定', 'A request for recusal waits for a decision', 'M49 art. 35; APL art. 43'),
};

/** A decision that leaves nothing waiting lifts the flag; another one leaves it up. */
function decision(granted: boolean, last: boolean, up: boolean): Row {
  return {
    act: 'decide-recusal',
    label: label('决定回避申请', 'Decide a request for recusal'),
    from: 'open',
    flag: 'recusal-pending',
    when: (ctx) =>
      (ctx.form.granted === true) === granted &&
      pendingRecusals(ctx.p.facts).length <= 1 === last &&
      upward(ctx) === up,
    by: up ? external('superior-organ', ['clerk', 'unit-head']) : DEPT_HEAD,
    guards: [known, personKnown, notAboutMe],
    basis: 'M49 art. 35; APL art. 43; LSI-25 arts. 24–25',
    form: z.object({
      request: count('申请序号', 'Number of the request', 1, 1000),
      granted: yesNo('同意回避', 'Recusal granted'),
      person: staff('回避的人员', 'Person who steps aside').optional(),
      recusalReasons: words('理由', 'Reasons'),
    }),
    to: 'same',
    stop: ['recusal-decide', 'house-recusal'],
    ...(last ? { lower: ['recusal-pending'] } : { start: START_NEXT }),
    ...(granted
      ? {
          patch: stepsAside,
          tasks: [
            task('unit-head', '有人员回避，请立即改派', 'Somebody stepped aside: reassign at once', 'M49 art. 35'),
          ],
        }
      : {}),
    note: (ctx) => ({ recusals: others(ctx).map(sheet) }),
    effects: [
      {
        kind: 'letter',
        to: 'tipster',
        data: () => ({ letter: 'recusal', basis: 'M49 art. 35' }),
        when: (ctx) => named(ctx)?.asker === 'tipster',
      },
      { kind: 'notice', to: 'tipster', when: (ctx) => named(ctx)?.asker === 'tipster' && ctx.case.tipster.wantsNotice },
      {
        kind: 'letter',
        to: 'party',
        data: () => ({ letter: 'recusal', basis: 'APL art. 43' }),
        when: (ctx) => named(ctx)?.asker === 'party',
      },
    ],
  };
}

const flags = [true, false];

/** Recusal (3.2), for every open state of every section: the inquiry goes on meanwhile, a yes takes effect at once. */
export const RECUSAL: Row[] = [
  {
    act: 'record-recusal-request',
    label: label('登记回避申请', 'Record a request for recusal'),
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
        asker: ctx.form.asker === 'tipster' ? 'tipster' : 'party',
        person: typeof ctx.form.person === 'string' ? ctx.form.person : null,
        against: String(ctx.form.against),
      }),
    ...ASK,
  },
  {
    act: 'notice-own-recusal',
    label: label('本人申请回避', 'Own notice of recusal'),
    from: 'open',
    by: { staff: ['officer', 'clerk', 'unit-head', 'dept-head'] },
    basis: 'M49 art. 35; CSL arts. 76–77',
    form: z.object({ recusalReason: words('理由', 'Reason') }),
    note: (ctx) => added(ctx, { asker: 'own', person: ctx.person?.id ?? null, against: 'unknown' }),
    ...ASK,
  },
  ...flags.flatMap((granted) => flags.flatMap((last) => flags.map((up) => decision(granted, last, up)))),
  {
    expiry: ['recusal-decide', 'house-recusal'],
    label: label('回避申请逾期未决定', 'Recusal not decided in time'),
    from: 'open',
    flag: 'recusal-pending',
    by: 'system',
    basis: 'LSI-25 art. 25; house: one level up',
    to: 'same',
    start: [{ deadline: 'house-recusal' }],
    tasks: waitsFor(
      (ctx) => pendingRecusals(ctx.p.facts)[0] ?? null,
      '回避申请逾期未决定',
      'A request for recusal is overdue',
      'LSI-25 art. 25',
    ),
    effects: [{ kind: 'report-upward', to: 'superior', data: (ctx) => ({ matter: 'recusal', proceeding: ctx.p.id }) }],
  },
];

/** The tipster's own request with the receipt (M49 art. 35), for intake; after acceptance it is passed on by reaction. */
export const TIPSTER_RECUSAL_FORM = z.object({
  against: choice('申请回避的对象', 'Against whom', AGAINST),
  recusalReason: words('理由和证据', 'Reason and evidence'),
});

/** What a tipster's request leaves on the proceeding where it is decided. */
export const tipsterRecusal: Pick<Row, 'note' | 'to' | 'raise' | 'start' | 'tasks'> = {
  ...ASK,
  note: (ctx) => added(ctx, { asker: 'tipster', person: null, against: String(ctx.form.against ?? 'unknown') }),
};
