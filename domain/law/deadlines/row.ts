import { sure } from '../../look-up.ts';
import type { PlainDate, Unit } from '../../time/types.ts';
import { cite, citedInstruments } from '../cite.ts';
import { instrumentByShort } from '../instruments.ts';
import type {
  Bilingual,
  Confidence,
  Deadline,
  DeadlineKind,
  DeadlinePart,
  ExtensionRule,
  Obligor,
  PartOf,
  Region,
  Transition,
} from '../types.ts';

/** Both languages side by side. */
export function bi(zh: string, en: string): Bilingual {
  return { zh, en };
}

/** A part with a length: so many units, counted from (or back from) `start`. */
export function within(length: number, unit: Unit, start: Bilingual, more: Partial<PartOf> = {}): DeadlinePart {
  return { length, unit, start, ...more };
}

/** A part without a number (立即, 及时, or none known): no due date, its age is shown. */
export function unnumbered(start: Bilingual, more: Partial<PartOf> = {}): DeadlinePart {
  return { length: null, unit: null, start, ...more };
}

/** A part that falls on the same date each year. */
export function yearly(date: string, when?: Bilingual): DeadlinePart {
  return { length: null, unit: null, start: bi('每年', 'Each year'), date, ...(when ? { when } : {}) };
}

interface Row<Id extends string> extends Content {
  id: Id;
  /** Editions that it replaced, in any order: what differs from this one. `null` where they had nothing of it. */
  earlier?: readonly Earlier[];
}

interface Content {
  stage: string;
  title: Bilingual;
  who: Bilingual;
  obligor: Obligor;
  kind: DeadlineKind;
  parts: readonly DeadlinePart[];
  /** Citation in short form, see `cite`. */
  law: string;
  /** What the citation cannot say: a page, a document without articles. */
  lawNote?: Bilingual;
  confidence?: Confidence | readonly Confidence[];
  direction?: 'back';
  extension?: ExtensionRule;
  suspends?: Bilingual;
  notOwed?: Bilingual;
  ifMissed?: Bilingual;
  region?: Region;
  alsoIn?: readonly Region[];
  use?: Deadline['use'];
  note?: Bilingual;
  /** Day it came into force, where that is not the day of the first instrument named: an amendment. */
  from?: PlainDate;
  transition?: Transition;
}

type Inherited = Omit<Content, 'from' | 'transition'>;
type Earlier = { [K in keyof Inherited]?: Inherited[K] | null } & Pick<Content, 'from' | 'transition'>;

const WEAKEST: readonly Confidence[] = ['memory', 'secondary', 'text'];

/** The weakest of several marks: `memory` before `secondary` before `text`. */
export function weakest(marks: readonly Confidence[]): Confidence {
  return WEAKEST.find((mark) => marks.includes(mark)) ?? 'text';
}

/** One edition as it is written, without its neighbours. */
function content<Id extends string>(id: Id, r: Content): Deadline<Id> {
  const marks = typeof r.confidence === 'string' ? [r.confidence] : (r.confidence ?? ['text']);
  const source = cite(r.law);
  const instruments = citedInstruments(r.law);
  const first = sure(instruments.map(instrumentByShort)[0], 'the instrument that a citation names first');
  return {
    id,
    stage: r.stage,
    title: r.title,
    who: r.who,
    obligor: r.obligor,
    kind: r.kind,
    parts: r.parts,
    direction: r.direction ?? 'forward',
    roll: r.kind !== 'term' && r.kind !== 'bar',
    extension: r.extension ?? null,
    suspends: r.suspends ?? null,
    notOwed: r.notOwed ?? null,
    ifMissed: r.ifMissed ?? null,
    source: r.lawNote ? bi(`${source.zh}（${r.lawNote.zh}）`, `${source.en} (${r.lawNote.en})`) : source,
    instruments,
    confidence: weakest(marks),
    ...(marks.length > 1 ? { marks } : {}),
    region: r.region ?? null,
    ...(r.alsoIn ? { alsoIn: r.alsoIn } : {}),
    edition: { inForce: r.from ?? first.inForce, until: null },
    ...(r.transition ? { transition: r.transition } : {}),
    use: r.use ?? (r.parts.every((p) => p.length === null) ? 'age' : 'clock'),
    note: r.note ?? null,
  };
}

/** What an earlier edition says: its own, where it says nothing the later one's. The day is never taken over, nor the transition. */
function before(r: Content, e: Earlier): Content {
  if (e.law && !e.confidence) throw new RangeError(`an earlier edition on ${e.law} must say how it was read`);
  const { from: _, transition: __, ...kept } = r;
  const own = Object.fromEntries(Object.entries(e).map(([field, value]) => [field, value ?? undefined]));
  return { ...kept, ...own };
}

/**
 * One row of the catalogue, with the editions that it replaced. What is left out is blank in the source and null here; the roll
 * follows from the kind (counting convention 4: terms and bars never roll), the edition's day from the first instrument named or
 * from `from`, its end from the day of the next. RangeError where two editions begin on one day, or a later one on no known day.
 */
export function row<const Id extends string>(r: Row<Id>): Deadline<Id> {
  const { id, earlier = [], ...written } = r;
  const newest = content(id, written);
  if (earlier.length === 0) return newest;
  const all = [...earlier.map((e) => content(id, before(written, e))), newest];
  const day = (d: Deadline) => d.edition.inForce ?? '';
  all.sort((a, b) => (day(a) < day(b) ? -1 : 1));
  const dated = all.map((d, i) => ({ ...d, edition: { ...d.edition, until: all[i + 1]?.edition.inForce ?? null } }));
  if (all.at(-1) !== newest || new Set(all.map(day)).size < all.length)
    throw new RangeError(`the editions of ${id} do not follow one another by their days of coming into force`);
  return { ...newest, earlier: dated.slice(0, -1) };
}

export const HRSS = bi('人力资源社会保障行政部门', 'HRSS administrative department');
export const FUND_UNIT = bi('基金监督机构', 'Fund-supervision unit');
export const INSPECTION = bi('劳动保障行政部门', 'Labour-security department');
export const AGENCY = bi('社会保险经办机构', 'Social-insurance agency');
export const ORGAN = bi('行政机关', 'Administrative organ');
export const POLICE = bi('公安机关', 'Police');
export const PARTY = bi('当事人', 'Party');
export const DEPT_HEAD = bi('部门负责人', 'Head of the department');
