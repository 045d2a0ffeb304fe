import { z } from 'zod';
import { houseLimitOn } from '../authority/settled.ts';
import type { Role } from '../people/types.ts';
import { guard } from '../refusal.ts';
import { sameText } from '../text/same.ts';
import { dayOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { affirmed, choice, count, docNumber, words } from './forms.ts';
import { RECUSAL } from './recusal.ts';
import { asked, listOf, label as t, task } from './rows.ts';
import type { CaseState, ClockStart, Ctx, FactSheet, Json, Proceeding, Row, Table, Who } from './types.ts';
import { URGENCY } from './urgency.ts';

/** One act that was entered from paper: whom it names as having acted, and who typed it in. */
export interface Entry {
  /** Number of its event in the case. */
  event: number;
  proceeding: string;
  act: string;
  at: Instant;
  /** Number of the document that it rests on; null where a tipster acted. */
  number: string | null;
  enteredBy: string;
  /** Who is named as having acted in life, as the other officer, as witness, as having taken in the document. */
  named: string[];
}

/** Somebody who is told that they, or somebody of theirs who has left or may not see the case, are named. */
export interface Told {
  person: string;
  /** Post under which they find it in their work list. */
  role: Role;
  organ: string;
  /** Whom the paper names. */
  named: string;
}

const sheet = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

export const entriesOf = (facts: FactSheet): Entry[] => listOf(facts.entries) as unknown as Entry[];
export const toldOf = (facts: FactSheet): Told[] => listOf(facts.told) as unknown as Told[];

type Answer = 'own' | 'contested';
const answersOf = (facts: FactSheet): Record<string, Answer> =>
  (facts.answers ?? {}) as unknown as Record<string, Answer>;

/** For whom this person answers: themselves, and those in whose place they were told. */
const answersFor = (facts: FactSheet, person: string): string[] => [
  ...new Set(
    toldOf(facts)
      .filter((x) => x.person === person)
      .map((x) => x.named),
  ),
];

/** Those who were told and have not answered for somebody: it stands in their work list. */
export const unanswered = (p: Pick<Proceeding, 'kind' | 'facts' | 'state'>): Told[] =>
  p.kind !== 'paper' || p.state === 'Refuted' ? [] : toldOf(p.facts).filter((x) => !(x.named in answersOf(p.facts)));

const POSTS: Role[] = [
  'clerk',
  'officer',
  'unit-head',
  'dept-head',
  'principal',
  'legal',
  'credit',
  'disclosure',
  'second-person',
  'hearing-chair',
];
const ANYBODY: Who = { staff: POSTS };
const CHECKERS: Who = { staff: ['clerk', 'unit-head', 'dept-head'] };

/** The house rule of twenty working days, where the authority has set no other length. */
const TWENTY: ClockStart = {
  deadline: 'house-paper',
  length: (ctx) => houseLimitOn(ctx.facts.authority, 'house-paper', dayOf(ctx.at)) ?? { length: 20, unit: 'wd' },
};
export const START_PAPER: ClockStart[] = [TWENTY];

const notTheEnterer = guard(
  'entered-by-yourself',
  'state',
  (ctx) => !entriesOf(ctx.p.facts).some((e) => e.enteredBy === ctx.person?.id),
  {
    zh: '录入的人不能核对自己录入的案卷，请由另一名工作人员核对。',
    en: 'Nobody checks what they entered themselves: another member of staff does.',
    kind: 'house',
    clause: 'house: paper acts',
  },
);

const named = guard(
  // The code of a post that does not take this step: to everybody else the act is not there.
  'not-your-role',
  'state',
  (ctx) => ctx.person !== null && answersFor(ctx.p.facts, ctx.person.id).length > 0,
  {
    zh: '补录的办理没有列您为办理人。',
    en: 'What was entered does not name you.',
    kind: 'person',
  },
);

/** System act by which a proceeding learns that what it put up or listed, it did on paper only. */
export const STANDS_ON_PAPER = 'stands-on-paper';
/** Flag: put up or listed on the strength of paper, and by no pair of ours yet. */
export const PAPER_ONLY = 'paper-only';

/** Rows of a proceeding that puts something before the public or on the platform: it learns of it, and is asked again and again. */
export function standsOnPaper(a: { from: string[]; role: Role; told: readonly [zh: string, en: string] }): Row[] {
  return [
    {
      act: STANDS_ON_PAPER,
      label: t('只凭纸质补录，待核对', 'Stands on paper alone, to be checked'),
      from: a.from,
      by: 'system',
      basis: 'house: paper acts',
      to: 'same',
      raise: [PAPER_ONLY],
      start: START_PAPER,
      tasks: [task(a.role, a.told[0], a.told[1], 'house: paper acts')],
    },
    {
      expiry: ['house-paper'],
      label: t('久未核对', 'Nobody has checked it'),
      from: a.from,
      flag: PAPER_ONLY,
      by: 'system',
      basis: 'house: house-paper',
      to: 'same',
      start: START_PAPER,
      tasks: [task('unit-head', a.told[0], a.told[1], 'house: paper acts')],
    },
  ];
}

const entered = (c: CaseState): Entry[] =>
  Object.values(c.proceedings).flatMap((p) => (p.kind === 'paper' ? entriesOf(p.facts) : []));

/** Whether an event of this case was entered from paper. */
export const isEntered = (c: CaseState, event: number): boolean => entered(c).some((e) => e.event === event);

/** Whether the last doing of an act of this proceeding was entered from paper. */
export const doneOnPaper = (ctx: Ctx, act: string): boolean => {
  const doer = ctx.p.doers[act];
  return (
    doer !== undefined && entered(ctx.case).some((e) => e.proceeding === ctx.p.id && e.act === act && e.at === doer.at)
  );
};

/** The documents of the file: one number can cover several acts. */
export const documentsOf = (facts: FactSheet): string[] => [
  ...new Set(entriesOf(facts).flatMap((e) => (e.number === null ? [] : [e.number]))),
];

interface Counted {
  number: string;
  pages: number;
}

const everyDocument = guard(
  'documents-differ',
  'form',
  (ctx) => {
    const given = listOf(ctx.form.documents) as unknown as Counted[];
    const wanted = documentsOf(ctx.p.facts);
    const there = new Map<string, number>();
    for (const { number } of given) there.set(sameText(number), (there.get(sameText(number)) ?? 0) + 1);
    // Two numbers can differ in a dash alone: each may be listed as often as it was entered under different spellings.
    return (
      wanted.every((n) => there.has(sameText(n))) &&
      [...there].every(([same, times]) => times <= wanted.filter((n) => sameText(n) === same).length)
    );
  },
  {
    zh: '所列文号与补录的案卷不一致：每份文书须列一次，不多不少。',
    en: 'The numbers are not those of what was entered: each document once, none missing, none besides.',
    kind: 'house',
    clause: 'house: paper acts',
  },
);

const apart = guard(
  'own-matter',
  'state',
  (ctx) => {
    const { contestedBy } = ctx.p.facts;
    const id = ctx.person?.id;
    return (
      id === undefined || !(listOf(contestedBy).includes(id) || entriesOf(ctx.p.facts).some((e) => e.enteredBy === id))
    );
  },
  {
    zh: '提出异议的人和录入的人不能处理该异议。',
    en: 'Neither who contested it nor who entered it settles it.',
    clause: 'SH21 （五）; INC12 （四）',
  },
);

const answered = (ctx: Ctx, answer: Answer): FactSheet => {
  const mine = ctx.person ? answersFor(ctx.p.facts, ctx.person.id) : [];
  const before = answersOf(ctx.p.facts);
  // What was contested stays contested: settling it is not for who contested it.
  const now = mine.map((id) => [id, before[id] === 'contested' ? 'contested' : answer] as const);
  return { answers: sheet({ ...before, ...Object.fromEntries(now) }) };
};

/** Whom one person is told about, once, under the post that they hold now. */
const onceEach = (told: readonly Told[]): Json =>
  sheet([...new Map(told.map((x) => [`${x.person} ${x.named}`, x])).values()]);

const add = (ctx: Ctx): FactSheet => ({
  entries: [...listOf(ctx.p.facts.entries), ...listOf(ctx.form.entries)],
  told: onceEach([...toldOf(ctx.p.facts), ...(listOf(ctx.form.told) as unknown as Told[])]),
  // What is added later is asked for anew, also of who has answered before.
  answers: sheet(
    Object.fromEntries(
      Object.entries(answersOf(ctx.p.facts)).filter(
        ([id, answer]) =>
          answer === 'contested' || !(listOf(ctx.form.told) as unknown as Told[]).some((x) => x.named === id),
      ),
    ),
  ),
});

const STANDS = (ctx: Ctx) => asked(ctx, 'settle', 'outcome') !== 'refuted';

const SETTLE = {
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
} satisfies Partial<Row>;

/** House (design 5, two times): what was typed in about others, until a second person and those named have looked at it. */
export const paper: Table = {
  kind: 'paper',
  title: t('纸质补录核对', 'Check of what was entered from paper'),
  section: 'house',
  states: {
    Unconfirmed: t('待第二人核对', 'Waits for a second person'),
    Confirmed: t('已核对', 'Confirmed by a second person'),
    Contested: t('有异议', 'Contested'),
    Refuted: t('补录不实', 'Found not to have been done'),
  },
  ends: ['Confirmed', 'Refuted'],
  flags: {
    confirmed: t('已由第二人核对', 'Confirmed by a second person'),
    contested: t('被列名的人提出异议', 'Contested by somebody named'),
    refuted: t('补录不实', 'Found not to have been done'),
    'recusal-pending': t('回避待决', 'Recusal pending'),
    urgent: t('紧急', 'Urgent'),
  },
  outlive: [],
  rows: [
    {
      act: 'entered',
      label: t('补录了纸质办理', 'Past acts were entered from paper'),
      from: 'none',
      by: 'system',
      basis: 'house: paper acts',
      note: add,
      to: 'Unconfirmed',
      start: START_PAPER,
    },
    {
      act: 'entered',
      label: t('又补录了纸质办理', 'More was entered from paper'),
      from: 'any',
      by: 'system',
      basis: 'house: paper acts',
      note: add,
      to: {
        choose: (ctx) => (ctx.p.state === 'Contested' || ctx.p.state === 'Refuted' ? ctx.p.state : 'Unconfirmed'),
        among: ['Unconfirmed', 'Contested', 'Refuted'],
      },
      start: [{ ...TWENTY, when: (ctx) => ctx.p.state !== 'Refuted' }],
      lower: ['confirmed'],
    },
    {
      act: 'confirm',
      label: t('逐份核对纸质案卷', 'Confirm the paper file, document by document'),
      from: ['Unconfirmed'],
      by: CHECKERS,
      guards: [notTheEnterer, everyDocument],
      basis: 'house: paper acts',
      form: z.object({
        documents: z
          .array(
            z.strictObject({
              number: docNumber(),
              pages: count('页数', 'Pages', 1, 10_000),
            }),
          )
          .max(500)
          .meta({ title: '各份文书的文号和页数', titleEn: 'Number and pages of each document' }),
        seen: affirmed('已见到每一份原件', 'I have seen the original of each'),
      }),
      note: (ctx) => ({ confirmedBy: ctx.person?.id ?? null }),
      to: 'Confirmed',
      stop: ['house-paper'],
      raise: ['confirmed'],
    },
    {
      act: 'acknowledge',
      label: t('所列是本人办理', 'It was done as the paper says'),
      from: 'any',
      by: ANYBODY,
      guards: [named],
      basis: 'house: paper acts',
      form: z.object({}),
      note: (ctx) => answered(ctx, 'own'),
      to: 'same',
    },
    {
      act: 'contest',
      label: t('对补录提出异议', 'Contest what was entered'),
      from: ['Unconfirmed', 'Confirmed', 'Contested'],
      by: ANYBODY,
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
        contestedBy: [...new Set([...listOf(ctx.p.facts.contestedBy), ctx.person?.id ?? null])],
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
    },
    {
      ...SETTLE,
      when: STANDS,
      to: {
        choose: (ctx) => (ctx.p.flags.includes('confirmed') ? 'Confirmed' : 'Unconfirmed'),
        among: ['Confirmed', 'Unconfirmed'],
      },
      start: [{ ...TWENTY, when: (ctx) => !ctx.p.flags.includes('confirmed') }],
      lower: ['contested'],
    },
    {
      ...SETTLE,
      when: (ctx) => !STANDS(ctx),
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
    },
    {
      expiry: ['house-paper'],
      label: t('补录久未核对', 'Nobody has checked it'),
      from: ['Unconfirmed', 'Contested'],
      by: 'system',
      basis: 'house: house-paper',
      to: 'same',
      start: START_PAPER,
      tasks: [
        task(
          'dept-head',
          '补录的纸质办理尚未核对或者处理',
          'What was entered from paper is still not checked',
          'house',
        ),
      ],
    },
    // For every open state of every section.
    ...RECUSAL,
    ...URGENCY,
  ],
};

/** What stands in the way of anything leaving the building in this case; null where nothing does. */
export function paperBar(c: CaseState): 'unconfirmed' | 'contested' | 'refuted' | null {
  for (const p of Object.values(c.proceedings)) {
    if (p.kind !== 'paper') continue;
    if (p.state === 'Refuted') return 'refuted';
    if (p.state === 'Contested') return 'contested';
    if (p.state === 'Unconfirmed') return 'unconfirmed';
  }
  return null;
}
