import { z } from 'zod';
import { houseLimitOn } from '../authority/settled.ts';
import type {
  AnyCtx,
  CaseState,
  Ctx,
  FactSheet,
  Guard,
  Json,
  Proceeding,
  PutForward,
  RecordedEvent,
  Refusal,
  Who,
} from '../case/types.ts';
import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { isSelf } from '../people/selves.ts';
import { CASE_ROLES, ROLES, type Role } from '../people/types.ts';
import { atFields, guard, refuse } from '../refusal.ts';
import { sameText, spelledNumber } from '../text/same.ts';
import { dayOf } from '../time/day.ts';
import { type FactsOf, proceeding, type StartOf, vocabulary } from './define.ts';
import { onStaff } from './intake/linking.ts';
import { affirmed, choice, count, docNumber, pageCount, words, yesNo } from './parts/forms.ts';
import { NAMES } from './parts/names.ts';
import { putForward } from './parts/put-forward.ts';
import { RECUSAL, RECUSALS } from './parts/recusal.ts';
import { t, task, warnAgain } from './parts/rows.ts';
import { URGENCY } from './parts/urgency.ts';

/** One act that was entered from paper: whom it names as having acted, and who typed it in. */
const ENTRY = z.object({
  /** Number of its event in the case. */
  event: z.int(),
  proceeding: z.string(),
  act: z.string(),
  at: z.string(),
  /** Number of the document that it rests on; null where a tipster acted. */
  number: z.string().nullable(),
  /** Its pages as who entered it counted them; none where it was entered before pages were asked for. */
  pages: z.int().optional(),
  enteredBy: z.string(),
  /** Who is named as having acted in life, as the other officer, as witness, as having taken in the document. */
  named: z.array(z.string()),
});
export type Entry = z.output<typeof ENTRY>;

/** Somebody who is told that they, or somebody of theirs who has left or may not see the case, are named. */
const TOLD = z.object({
  person: z.string(),
  /** Post under which they find it in their work list. */
  role: z.enum(ROLES),
  organ: z.string(),
  /** Whom the paper names. */
  named: z.string(),
});
export type Told = z.output<typeof TOLD>;

const FACTS = z.object({
  ...RECUSALS,
  entries: z.array(ENTRY),
  told: z.array(TOLD),
  /** By whom it names: what they say of it. */
  answers: z.record(z.string(), z.enum(['own', 'contested'])),
  contestedBy: z.array(z.string().nullable()),
  confirmedBy: z.string().nullable(),
  /** What was entered last, by whom and when: what a second person has read of it. */
  last: z.object({ by: z.string(), put: z.string() }),
});
type Kept = FactsOf<typeof FACTS>;
type Here<Form = unknown> = Ctx<Form, FactsOf<typeof FACTS>>;

const {
  row,
  some,
  flagged,
  table,
  allIn: checks,
} = proceeding({
  kind: 'paper',
  title: t('纸质补录核对', 'Check of what was entered from paper'),
  section: 'house',
  owner: 'unit-head',
  readers: ['unit-head', 'dept-head'],
  tipsterTold: false,
  states: {
    Unconfirmed: t('待第二人核对', 'Waits for a second person'),
    Confirmed: NAMES.confirmed,
    Contested: t('有异议', 'Contested'),
    Refuted: NAMES.refuted,
  },
  ends: ['Confirmed', 'Refuted'],
  flags: {
    confirmed: NAMES.confirmed,
    contested: t('被列名的人提出异议', 'Contested by somebody named'),
    refuted: NAMES.refuted,
    'recusal-pending': NAMES['recusal-pending'],
    urgent: NAMES.urgent,
  },
  outlive: [],
  facts: FACTS,
});

const entriesOf = (facts: Kept): Entry[] => facts.entries ?? [];
export const toldOf = (facts: Kept): Told[] => facts.told ?? [];

type Answer = 'own' | 'contested';
const answersOf = (facts: Kept): Record<string, Answer> => facts.answers ?? {};

/** For whom this person answers: themselves, and those in whose place they were told. */
const answersFor = ({ p, person }: Here): string[] => [
  ...new Set(
    toldOf(p.facts)
      .filter((x) => x.person === person?.id)
      .map((x) => x.named),
  ),
];

/** Those who were told and have not answered for somebody: it stands in their work list. */
export const unanswered = (p: Pick<Proceeding, 'kind' | 'facts' | 'state'>): Told[] =>
  p.kind !== 'paper' || p.state === 'Refuted' ? [] : notAnswered(p.facts as Kept);
const notAnswered = (facts: Kept) => toldOf(facts).filter((x) => !(x.named in answersOf(facts)));

const ANYBODY: Who = { staff: [...CASE_ROLES] };
const CHECKERS: Who = { staff: ['clerk', 'unit-head', 'dept-head'] };

/** The house rule of twenty working days, where the authority has set no other length. */
const TWENTY = {
  deadline: 'house-paper',
  length: (ctx) => houseLimitOn(ctx.facts.authority, 'house-paper', dayOf(ctx.at)) ?? { length: 20, unit: 'wd' },
} satisfies StartOf<unknown, unknown>;
const START_PAPER = [TWENTY];
/** What a file of before tells of nobody could check before it was entered. */
const START_WHEN_ENTERED = [
  { ...TWENTY, at: ({ facts }: Pick<Ctx, 'facts'>) => facts.entering?.recordedAt ?? facts.now },
];

/** Whether this is who acts, in whatever account. */
const isMine = ({ person }: Pick<Ctx, 'person'>, id: string | null): boolean => person !== null && isSelf(person, id);

const notTheEnterer = guard(
  'entered-by-yourself',
  'state',
  (ctx: Here) => !entriesOf(ctx.p.facts).some((e) => isMine(ctx, e.enteredBy)),
);

const named = guard(
  // The code of a post that does not take this step: to everybody else the act is not there.
  'not-your-role/not-named',
  'state',
  (ctx: Here) => answersFor(ctx).length > 0,
);

/** System act by which a proceeding learns that what it put up or listed, it did on paper only. */
export const STANDS_ON_PAPER = 'stands-on-paper';
/** Flag: put up or listed on the strength of paper, and by no pair of ours yet. */
export const PAPER_ONLY = 'paper-only';

/** Rows of a proceeding that puts something before the public or on the platform: it learns of it, and is asked again and again. */
export function standsOnPaper<const State extends string>(a: {
  from: readonly State[];
  role: Role;
  told: readonly [zh: string, en: string];
}) {
  const { row } = vocabulary<State, typeof PAPER_ONLY, unknown>();
  return [
    row({
      act: STANDS_ON_PAPER,
      label: t('只凭纸质补录，待核对', 'Stands on paper alone, to be checked'),
      from: a.from,
      by: 'system',
      basis: 'house: paper acts',
      to: 'same',
      raise: [PAPER_ONLY],
      start: START_WHEN_ENTERED,
      tasks: [task(a.role, a.told[0], a.told[1], 'house: paper acts')],
    }),
    warnAgain({
      ...TWENTY,
      label: t('久未核对', 'Nobody has checked it'),
      from: a.from,
      flag: PAPER_ONLY,
      basis: 'house: house-paper',
      tell: [task('unit-head', a.told[0], a.told[1], 'house: paper acts')],
    }),
  ];
}

const entered = (c: CaseState): Entry[] => checks(c).flatMap((p) => entriesOf(p.facts));

/** Whether an event of this case was entered from paper. */
export const isEntered = (c: CaseState, event: number): boolean => entered(c).some((e) => e.event === event);

/** Whether the last doing of an act of this proceeding was entered from paper. */
export const doneOnPaper = (ctx: AnyCtx, act: string): boolean => {
  const doer = ctx.p.doers[act];
  return (
    doer !== undefined && entered(ctx.case).some((e) => e.proceeding === ctx.p.id && e.act === act && e.at === doer.at)
  );
};

/** A document of a paper file, as somebody who holds the original counts it. */
export interface Counted {
  number: string;
  pages: number;
}

type Document = Partial<Counted> & Pick<Counted, 'number'>;

/** The documents of the file, one number once although it can cover several acts. */
export function documentsOf(facts: Kept): Document[] {
  const documents = new Map<string, Document>();
  for (const { number, pages } of entriesOf(facts)) {
    if (number === null) continue;
    const known = documents.get(spelledNumber(number));
    documents.set(spelledNumber(number), { number, ...known, ...(pages === undefined ? {} : { pages }) });
  }
  return [...documents.values()];
}

type Differing = { field: string; message: Bilingual };

/**
 * What a second person's count says otherwise: which documents are not those of the file, and only whether the pages agree. Told document by
 * document, the pages could be guessed without an original in hand.
 */
function differing(given: readonly Counted[], facts: Kept): { documents: Differing[]; pages: boolean } {
  const all = documentsOf(facts);
  const free = new Set(all);
  const documents: Differing[] = [];
  const tell = (field: string, zh: string, en: string) => documents.push({ field, message: { zh, en } });
  const same = (d: Document, { number }: Counted) => sameText(d.number) === sameText(number);
  const agrees = (d: Document, g: Counted) => same(d, g) && (d.pages === undefined || d.pages === g.pages);
  // So spelled first; then, of those that count as the same, one with as many pages.
  const ranks: ((d: Document, g: Counted) => boolean)[] = [
    (d, g) => spelledNumber(d.number) === spelledNumber(g.number),
    agrees,
    same,
  ];
  const meant = new Map<Counted, Document>();
  for (const fits of ranks) {
    for (const g of given) {
      const d = meant.has(g) ? undefined : [...free].find((x) => fits(x, g));
      if (!d) continue;
      meant.set(g, d);
      free.delete(d);
    }
  }
  for (const [i, g] of given.entries()) {
    if (meant.has(g)) continue;
    if (all.some((d) => same(d, g)))
      tell(`documents.${i}.number`, `“${g.number}”列了两次`, `“${g.number}” is given twice`);
    else tell(`documents.${i}.number`, `补录的案卷里没有“${g.number}”`, `“${g.number}” is not among what was entered`);
  }
  for (const d of free) {
    if (!given.some((g) => same(d, g))) tell('documents', `没有列“${d.number}”`, `“${d.number}” is missing`);
  }
  // One document that was entered under two spellings is listed once.
  const pages =
    given.every((g) => agrees(meant.get(g) ?? g, g)) && [...free].every((d) => given.some((g) => agrees(d, g)));
  return { documents, pages };
}

/** A form that lists documents. */
interface Documents {
  documents: Counted[];
}

const NAMED_AT_MOST = 5;

const everyDocument: Guard<Documents, Kept> = {
  id: 'documents-differ',
  check(ctx) {
    if (!ctx.filled) return null;
    const { documents, pages } = differing(ctx.form.documents, ctx.p.facts);
    if (documents.length === 0) return pages ? null : atFields(refuse('documents-differ/pages'), 'documents');
    const some = documents.slice(0, NAMED_AT_MOST).map((d) => d.message);
    const more = documents.length - some.length;
    return {
      ...refuse('documents-differ/counted', {
        put: {
          some: { zh: some.map((m) => m.zh).join('；'), en: some.map((m) => m.en).join('; ') },
          more: more > 0 ? { zh: `；另有${more}处`, en: `; and ${more} more` } : '',
        },
      }),
      fields: documents,
    };
  },
};

/** Why a document cannot be entered with this many pages: the same number was entered in this case with another count. */
export function countedOtherwise(
  c: CaseState,
  history: readonly Pick<RecordedEvent, 'actor' | 'paper' | 'document'>[],
  given: { [K in 'paper' | 'document']?: RecordedEvent[K] | undefined },
): Refusal | null {
  const field = given.paper ? 'paper' : 'document';
  const mine = given[field];
  if (mine?.pages === undefined) return null;
  const before: { number: string | null; pages?: number | undefined }[] = [
    ...entered(c),
    ...history.flatMap((e) => (e.actor.enteredBy === undefined ? [] : (e.paper ?? e.document ?? []))),
  ];
  const same = spelledNumber(mine.number);
  const other = before.some(
    (d) => d.number !== null && d.pages !== undefined && d.pages !== mine.pages && spelledNumber(d.number) === same,
  );
  if (!other) return null;
  return atFields(refuse('pages-differ', { put: { number: mine.number } }), `${field}.pages`);
}

const ownDocuments = (ctx: Here): Set<string> =>
  new Set(
    entriesOf(ctx.p.facts).flatMap((e) =>
      e.number !== null && e.enteredBy === ctx.person?.id ? [spelledNumber(e.number)] : [],
    ),
  );

const enteredIt = guard('not-your-role/not-entered-by-you', 'state', (ctx: Here) => ownDocuments(ctx).size > 0);

const ownOnly = guard('documents-differ', 'form', (ctx: Here<Documents>) => {
  const own = ownDocuments(ctx);
  const given = ctx.form.documents.map((d) => spelledNumber(d.number));
  return new Set(given).size === given.length && given.every((number) => own.has(number));
});

/** The file with the pages of some documents as they are counted now. */
const recounted = (ctx: Here<Documents>): Kept => {
  const pages = new Map(ctx.form.documents.map((d) => [spelledNumber(d.number), d.pages]));
  return {
    entries: entriesOf(ctx.p.facts).map((e) => {
      const now = e.number === null ? undefined : pages.get(spelledNumber(e.number));
      return now === undefined ? e : { ...e, pages: now };
    }),
  };
};

const countedDocuments = (min: number) =>
  z
    .array(z.strictObject({ number: docNumber(), pages: pageCount() }))
    .min(min)
    .max(500)
    .meta({ title: '各份文书的文号和页数', titleEn: 'Number and pages of each document' });

const apart = guard('own-matter', 'state', (ctx: Here) => {
  const { contestedBy = [] } = ctx.p.facts;
  return ![...contestedBy, ...entriesOf(ctx.p.facts).map((e) => e.enteredBy)].some((id) => isMine(ctx, id));
});

const answered = (ctx: Here, answer: Answer): Kept => {
  const before = answersOf(ctx.p.facts);
  // What was contested stays contested: settling it is not for who contested it.
  const now = answersFor(ctx).map((id) => [id, before[id] === 'contested' ? 'contested' : answer] as const);
  return { answers: { ...before, ...Object.fromEntries(now) } };
};

/** Whom one person is told about, once, under the post that they hold now. */
const onceEach = (told: readonly Told[]): Told[] => [
  ...new Map(told.map((x) => [`${x.person} ${x.named}`, x])).values(),
];

/** What was entered, with whom it names. */
const FILED = z.object({ entries: z.array(ENTRY).optional(), told: z.array(TOLD).optional() });

const lastEntered = (ctx: Here, entries: readonly Entry[]): Pick<Kept, 'last'> => {
  const by = entries.at(-1)?.enteredBy;
  return by === undefined ? {} : { last: { by, put: putForward(ctx.at, ctx.case, ctx.facts).put } };
};

/** What a second person confirms is the file as it was when they read it. */
const asEntered = (_: CaseState, { facts }: Proceeding): PutForward | null => {
  const { last } = facts as Kept;
  return last === undefined ? null : { act: 'entered', by: last.by, at: last.put, put: last.put, facts: {} };
};

const add = (ctx: Here<z.output<typeof FILED>>): Kept => {
  const { entries = [], told = [] } = ctx.form;
  return {
    entries: [...entriesOf(ctx.p.facts), ...entries],
    told: onceEach([...toldOf(ctx.p.facts), ...told]),
    ...lastEntered(ctx, entries),
    // What is added later is asked for anew, also of who has answered before.
    answers: Object.fromEntries(
      Object.entries(answersOf(ctx.p.facts)).filter(
        ([id, answer]) => answer === 'contested' || !told.some((x) => x.named === id),
      ),
    ),
  };
};

const stands = (ctx: Here<{ outcome?: 'stands' | 'refuted' }>) => ctx.form.outcome !== 'refuted';

const SETTLE = some({
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
});

/** That a tip on staff concerns none of them is found by two, also where a paper says that one found it. */
const oursLookedFor = guard(
  'ours-not-looked-for',
  'form',
  (ctx: Ctx<{ noneOfOurs?: boolean | undefined }, unknown>) => {
    const { accused, recused, proceedings } = ctx.case;
    const linked = accused.units.length + accused.heads.length + accused.persons.length > 0;
    const keepsAway = lookUp(proceedings, 'intake-1')?.facts.keepsAway === true && recused.length === 0;
    return (!keepsAway && (linked || !onStaff(ctx))) || ctx.form.noneOfOurs === true;
  },
  { fields: ['noneOfOurs'] },
);

/** House (design 5, two times): what was typed in about others, until a second person and those named have looked at it. */
export const paper = table([
  row({
    act: 'entered',
    label: t('补录了纸质办理', 'Past acts were entered from paper'),
    from: 'none',
    by: 'system',
    basis: 'house: paper acts',
    takes: FILED,
    note: add,
    to: 'Unconfirmed',
    start: START_PAPER,
  }),
  row({
    act: 'entered',
    label: t('又补录了纸质办理', 'More was entered from paper'),
    from: 'any',
    by: 'system',
    basis: 'house: paper acts',
    takes: FILED,
    note: add,
    to: {
      choose: (ctx) => (ctx.p.state === 'Contested' || ctx.p.state === 'Refuted' ? ctx.p.state : 'Unconfirmed'),
      among: ['Unconfirmed', 'Contested', 'Refuted'],
    },
    start: [{ ...TWENTY, when: (ctx) => ctx.p.state !== 'Refuted' }],
    lower: ['confirmed'],
  }),
  row({
    act: 'confirm',
    label: t('逐份核对纸质案卷', 'Confirm the paper file, document by document'),
    from: ['Unconfirmed'],
    by: CHECKERS,
    inPerson: true,
    guards: [notTheEnterer, everyDocument, oursLookedFor],
    looksAt: asEntered,
    basis: 'house: paper acts',
    form: z.object({
      documents: countedDocuments(0),
      seen: affirmed('已见到每一份原件', 'I have seen the original of each'),
      noneOfOurs: yesNo(
        '已阅举报内容，核实除已经回避的人员外，不涉及本机关人员',
        'I read the tip: it concerns none of our staff but whoever is outside already',
      ).optional(),
    }),
    note: (ctx) => ({ confirmedBy: ctx.person?.id ?? null }),
    to: 'Confirmed',
    stop: ['house-paper'],
    raise: ['confirmed'],
  }),
  row({
    act: 'correct-pages',
    label: t('更正录入的页数', 'Correct the pages that you entered'),
    from: ['Unconfirmed', 'Contested'],
    by: ANYBODY,
    inPerson: true,
    guards: [enteredIt, ownOnly],
    basis: 'house: paper acts',
    form: z.object({
      documents: countedDocuments(1),
      correctReasons: words('为什么更正', 'Why it is corrected'),
    }),
    note: recounted,
    to: 'same',
    lower: ['confirmed'],
  }),
  row({
    act: 'acknowledge',
    label: t('所列是本人办理', 'It was done as the paper says'),
    from: 'any',
    by: ANYBODY,
    inPerson: true,
    guards: [named],
    basis: 'house: paper acts',
    form: z.object({}),
    note: (ctx) => answered(ctx, 'own'),
    to: 'same',
  }),
  row({
    act: 'contest',
    label: t('对补录提出异议', 'Contest what was entered'),
    from: ['Unconfirmed', 'Confirmed', 'Contested'],
    by: ANYBODY,
    inPerson: true,
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
      contestedBy: [...new Set([...(ctx.p.facts.contestedBy ?? []), ctx.person?.id ?? null])],
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
  }),
  row({
    ...SETTLE,
    when: stands,
    to: {
      choose: (ctx) => (flagged(ctx, 'confirmed') ? 'Confirmed' : 'Unconfirmed'),
      among: ['Confirmed', 'Unconfirmed'],
    },
    start: [{ ...TWENTY, when: (ctx) => !flagged(ctx, 'confirmed') }],
    lower: ['contested'],
  }),
  row({
    ...SETTLE,
    when: (ctx) => !stands(ctx),
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
  }),
  warnAgain({
    ...TWENTY,
    label: t('补录久未核对', 'Nobody has checked it'),
    from: ['Unconfirmed', 'Contested'],
    basis: 'house: house-paper',
    tell: [
      task('dept-head', '补录的纸质办理尚未核对或者处理', 'What was entered from paper is still not checked', 'house'),
    ],
  }),
  // For every open state of every section.
  ...RECUSAL,
  ...URGENCY,
]);

const withoutPagesOf = ({ pages: _, ...rest }: { [key: string]: Json }) => rest;

/** Facts of this check without how many pages anybody counted: who counts them again is not told. */
export const withoutPages = (facts: FactSheet): FactSheet =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      (key === 'entries' || key === 'documents') && Array.isArray(value)
        ? value.map((x) => (x !== null && typeof x === 'object' && !Array.isArray(x) ? withoutPagesOf(x) : x))
        : value,
    ]),
  );

/** What stands in the way of anything leaving the building in this case; null where nothing does. */
export function paperBar(c: CaseState): 'unconfirmed' | 'contested' | 'refuted' | null {
  for (const p of checks(c)) {
    if (p.state === 'Refuted') return 'refuted';
    if (p.state === 'Contested') return 'contested';
    if (p.state === 'Unconfirmed') return 'unconfirmed';
  }
  return null;
}
