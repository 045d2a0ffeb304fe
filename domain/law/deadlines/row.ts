import type { Unit } from '../../time/types.ts';
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
  Region,
} from '../types.ts';

/** Both languages side by side. */
export function bi(zh: string, en: string): Bilingual {
  return { zh, en };
}

/** A part with a length: so many units, counted from (or back from) `start`. */
export function within(length: number, unit: Unit, start: Bilingual, more: Partial<DeadlinePart> = {}): DeadlinePart {
  return { length, unit, start, ...more };
}

/** A part without a number (立即, 及时, or none known): no due date, its age is shown. */
export function unnumbered(start: Bilingual, more: Partial<DeadlinePart> = {}): DeadlinePart {
  return { length: null, unit: null, start, ...more };
}

/** A part that falls on the same date each year. */
export function yearly(date: string, when?: Bilingual): DeadlinePart {
  return { length: null, unit: null, start: bi('每年', 'Each year'), date, ...(when ? { when } : {}) };
}

interface Row<Id extends string> {
  id: Id;
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
}

const WEAKEST: readonly Confidence[] = ['memory', 'secondary', 'text'];

/** The weakest of several marks: `memory` before `secondary` before `text`. */
export function weakest(marks: readonly Confidence[]): Confidence {
  return WEAKEST.find((mark) => marks.includes(mark)) ?? 'text';
}

/**
 * One row of the catalogue. What is left out is blank in the source and null here; the roll follows from the kind
 * (counting convention 4: terms and bars never roll), the edition from the first instrument named.
 */
export function row<const Id extends string>(r: Row<Id>): Deadline<Id> {
  const marks = typeof r.confidence === 'string' ? [r.confidence] : (r.confidence ?? ['text']);
  const source = cite(r.law);
  const instruments = citedInstruments(r.law);
  return {
    id: r.id,
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
    edition: { inForce: instrumentByShort(instruments[0]!)?.inForce ?? null, until: null },
    use: r.use ?? (r.parts.every((p) => p.length === null) ? 'age' : 'clock'),
    note: r.note ?? null,
  };
}

export const HRSS = bi('人力资源社会保障行政部门', 'HRSS administrative department');
export const FUND_UNIT = bi('基金监督机构', 'Fund-supervision unit');
export const INSPECTION = bi('劳动保障行政部门', 'Labour-security department');
export const AGENCY = bi('社会保险经办机构', 'Social-insurance agency');
export const ORGAN = bi('行政机关', 'Administrative organ');
export const POLICE = bi('公安机关', 'Police');
export const PARTY = bi('当事人', 'Party');
export const DEPT_HEAD = bi('部门负责人', 'Head of the department');
