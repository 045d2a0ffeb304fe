import { z } from 'zod';
import type { FactSheet, Json } from '../../case/types.ts';
import type { Bilingual } from '../../law/types.ts';
import { exact, line, prose, titled } from '../../text/fields.ts';
import { legalDay } from '../../time/fields.ts';

/**
 * Fields of the forms of acts. A field made by `words` holds what somebody told us: it is sealed with the case's key and
 * never enters the state. Everything else (choices, dates, numbers, ids, document numbers) is kept as a fact that guards may read.
 * Titles travel with the schema to the screen and to OpenAPI.
 */
const SEALED = new WeakSet<z.ZodType>();

declare const WORDS: unique symbol;
/** Mark of a field whose content is sealed: what a row may read of its form leaves it out (`Open`). */
export interface Sealed {
  readonly [WORDS]: true;
}

function sealed<T extends z.ZodType>(field: T): T & Sealed {
  SEALED.add(field);
  return field as T & Sealed;
}

/** Free text of 1 to `max` characters; sealed. */
export const words = (zh: string, en: string, max = 5000) =>
  sealed(titled(prose(max), zh, en, { widget: 'textarea', sealed: true }));

/** Optional free text; sealed. */
export const optionalWords = (zh: string, en: string, max = 5000) => sealed(words(zh, en, max).optional());

/** What is kept in the open of a valid form: everything but sealed words. */
export type Open<F extends z.ZodObject> = [keyof F['shape']] extends [never]
  ? Record<never, never>
  : Omit<z.output<F>, SealedOf<F['shape']>>;
type SealedOf<Shape> = { [K in keyof Shape]: Shape[K] extends Sealed ? K : never }[keyof Shape];

/** Number of a document 文号， 1–100 characters; kept. */
export const docNumber = (zh = '文号', en = 'Document number') => titled(line(100), zh, en);

/** An entry of a closed list, by a word that stands elsewhere. */
export const option = <const Id extends string>(id: Id, { zh, en }: Bilingual) => [id, zh, en] as const;

/** A closed list; `labels` as `[id, zh, en]`. */
export function choice<const L extends readonly (readonly [string, string, string])[]>(
  zh: string,
  en: string,
  labels: L,
) {
  const ids = labels.map((l) => l[0]) as [L[number][0], ...L[number][0][]];
  return titled(z.enum(ids), zh, en, { options: labels.map(([value, lz, le]) => ({ value, zh: lz, en: le })) });
}

/** Some entries of a closed list. */
export const among = <const L extends readonly (readonly [string, string, string])[], const Id extends L[number][0]>(
  labels: L,
  ...ids: readonly Id[]
) => labels.filter((l): l is Extract<L[number], readonly [Id, string, string]> => ids.some((id) => id === l[0]));

/** Several of a closed list, at least one. */
export function choices<const L extends readonly (readonly [string, string, string])[]>(
  zh: string,
  en: string,
  labels: L,
) {
  const ids = labels.map((l) => l[0]) as [L[number][0], ...L[number][0][]];
  return titled(z.array(z.enum(ids)).min(1).max(50), zh, en, {
    options: labels.map(([value, lz, le]) => ({ value, zh: lz, en: le })),
  });
}

export const yesNo = (zh: string, en: string) => titled(z.boolean(), zh, en);
/** A tick that must be set: the person states that it is so. */
export const affirmed = (zh: string, en: string) => titled(z.literal(true), zh, en, { widget: 'affirm' });
/** Plain legal date, Asia/Shanghai. */
export const date = (zh: string, en: string) => titled(legalDay(), zh, en);
/** Whole number within bounds. */
export const count = (zh: string, en: string, min: number, max: number) => titled(z.int().min(min).max(max), zh, en);
/** Yuan with at most two decimals, 0 to 100 thousand million. */
export const yuan = (zh: string, en: string) =>
  titled(
    z
      .number()
      .min(0)
      .max(1e11)
      .refine((v) => Math.abs(v * 100 - Math.round(v * 100)) < 1e-6),
    zh,
    en,
    { widget: 'yuan' },
  );
/** Id of a staff member. */
export const staff = (zh: string, en: string) => titled(exact(64, 1), zh, en, { widget: 'staff' });
/** Ids of staff members, at least `min`. */
export const staffList = (zh: string, en: string, min: number) =>
  titled(z.array(exact(64, 1)).min(min).max(20), zh, en, { widget: 'staff-list' });
/** Whether a field names members of staff. */
export function namesStaff(field: z.ZodType): boolean {
  const inner = field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
  const { widget } = inner.meta() ?? {};
  return widget === 'staff' || widget === 'staff-list';
}
/** Id of another case. */
export const caseId = (zh: string, en: string) => titled(exact(64, 1), zh, en, { widget: 'case' });

/** Pages of a document, as whoever holds the original counts them. */
export const pageCount = () => count('页数', 'Pages', 1, 10_000);

const named = {
  kind: titled(line(60), '文书名称', 'Kind of document'),
  number: docNumber(),
  date: date('文书日期', 'Date of the document'),
};

/** The paper an outside body's act rests on. */
export const DOCUMENT = titled(z.strictObject(named), '依据文书', 'Document');

/** The same within a paper file: a second person counts its pages again. */
export const FILED_DOCUMENT = titled(z.strictObject({ ...named, pages: pageCount() }), '依据文书', 'Document');

/** A paper act: number, pages, scan, a second person (design 5, two times). */
export const PAPER = titled(
  z.strictObject({
    number: docNumber(),
    pages: pageCount(),
    scan: titled(line(100), '扫描件编号', 'Scan'),
    second: staff('见证的第二人', 'Second person'),
  }),
  '纸质办理补录',
  'Paper act',
);

export const WITH_OFFICER = staff('另一名承办人', 'The other officer');

/** Whether a field's content is sealed. */
function isSealed(field: z.ZodType): boolean {
  if (SEALED.has(field)) return true;
  const inner = (field as unknown as { def?: { innerType?: z.ZodType } }).def?.innerType;
  return inner !== undefined && isSealed(inner);
}

/** Fields that an act's kind adds to its form: they go with the event, not among its facts. */
const BESIDE = ['document', 'paper', 'withOfficer'];

/** Divides a valid form into the facts that are kept and the words that are sealed. */
export function divide(
  schema: z.ZodObject | undefined,
  form: Record<string, unknown>,
): { facts: FactSheet; words: FactSheet } {
  const facts: FactSheet = {};
  const told: FactSheet = {};
  for (const key in form) {
    const value = form[key];
    if (value === undefined || BESIDE.includes(key)) continue;
    const field = schema?.shape[key] as z.ZodType | undefined;
    if (field && isSealed(field)) told[key] = value as Json;
    else facts[key] = value as Json;
  }
  return { facts, words: told };
}
