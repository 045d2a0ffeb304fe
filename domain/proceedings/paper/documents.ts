/** The documents of the file: as they were entered, and as a second person and whoever entered them count them. */
import { z } from 'zod';
import type { CaseState, FactSheet, Guard, Json, RecordedEvent, Refusal } from '../../case/types.ts';
import type { Bilingual } from '../../law/types.ts';
import { atFields, guard, refuse } from '../../refusal.ts';
import { sameText, spelledNumber } from '../../text/same.ts';
import { docNumber, pageCount } from '../parts/forms.ts';
import { entriesOf, type Here, type Kept } from './head.ts';
import { entered } from './read-off.ts';

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

export const everyDocument: Guard<Documents, Kept> = {
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

export const enteredIt = guard('not-your-role/not-entered-by-you', 'state', (ctx: Here) => ownDocuments(ctx).size > 0);

export const ownOnly = guard('documents-differ', 'form', (ctx: Here<Documents>) => {
  const own = ownDocuments(ctx);
  const given = ctx.form.documents.map((d) => spelledNumber(d.number));
  return new Set(given).size === given.length && given.every((number) => own.has(number));
});

/** The file with the pages of some documents as they are counted now. */
export const recounted = (ctx: Here<Documents>): Kept => {
  const pages = new Map(ctx.form.documents.map((d) => [spelledNumber(d.number), d.pages]));
  return {
    entries: entriesOf(ctx.p.facts).map((e) => {
      const now = e.number === null ? undefined : pages.get(spelledNumber(e.number));
      return now === undefined ? e : { ...e, pages: now };
    }),
  };
};

export const countedDocuments = (min: number) =>
  z
    .array(z.strictObject({ number: docNumber(), pages: pageCount() }))
    .min(min)
    .max(500)
    .meta({ title: '各份文书的文号和页数', titleEn: 'Number and pages of each document' });

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
