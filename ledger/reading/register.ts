import type { FactSheet } from '../../domain/case/types.ts';
import { PAPER_ONLY } from '../../domain/proceedings/paper/stands-on-paper.ts';
import { composed } from '../../domain/text/composed.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { RegisterEntryModel as RegisterRow } from '../../prisma/generated/models.ts';
import { ask, instantFrom } from '../ground/db.ts';
import type { Core } from '../truth/core.ts';
import { type House, nameOfOrgan } from '../truth/house.ts';
import type { Page, RegisterEntry } from '../types.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const PAGE = 50;

/** Which entries stand on paper alone: their proceeding knows. */
async function paperOnly(core: Core, rows: readonly RegisterRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const found = await core.plain((db) =>
    db.proceedingRow.findMany({
      select: { caseId: true, id: true },
      where: {
        flags: { has: PAPER_ONLY },
        OR: rows.map((r) => ({ caseId: r.caseId, id: r.proceeding })),
      },
    }),
  );
  return new Set(found.map((p) => `${p.caseId} ${p.id}`));
}

/** The content of an entry; null where what is stored is no sheet of facts. It closes no list. */
const sheetOf = (content: unknown): FactSheet | null =>
  typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as FactSheet) : null;

const entryFrom =
  (house: House, onPaper: ReadonlySet<string>) =>
  (r: RegisterRow): RegisterEntry => ({
    id: r.id,
    kind: r.kind as RegisterEntry['kind'],
    status: r.status as RegisterEntry['status'],
    name: r.isNatural ? null : r.name,
    natural: r.isNatural,
    organ: nameOfOrgan(house, r.organ, dayOf(instantFrom(r.publishedAt))),
    content: sheetOf(r.content) ?? {},
    ...(sheetOf(r.content) ? {} : { damaged: true as const }),
    publishedAt: instantFrom(r.publishedAt),
    changedAt: instantFrom(r.changedAt),
    until: r.untilDay === null ? null : r.untilDay.toISOString().slice(0, 10),
    version: r.version,
    onPaper: r.status === 'published' && onPaper.has(`${r.caseId} ${r.proceeding}`),
  });

/**
 * The public register, newest first: what is disclosed, and what was withdrawn, saying so. What is over or repaired is no longer
 * listed; its own address says that it is over.
 */
export async function register(
  core: Core,
  query: { search?: string | undefined; kind?: RegisterEntry['kind'] | undefined },
  cursor?: string,
): Promise<Page<RegisterEntry>> {
  const house = await core.house.fresh();
  const at = decodeCursor(core, cursor, ['instant', 'text']);
  const found = query.search ? await foundOn(core, query.search) : null;
  const rows = await core.plain((db) =>
    db.registerEntry.findMany({
      where: {
        status: { in: ['published', 'withdrawn'] },
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        AND: [
          found ? { id: { in: found } } : {},
          at ? { OR: [{ publishedAt: { lt: at[0] } }, { publishedAt: at[0], id: { lt: at[1] } }] } : {},
        ],
      },
      orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
      take: PAGE + 1,
    }),
  );
  const items = rows.slice(0, PAGE).map(entryFrom(house, await paperOnly(core, rows)));
  const last = items.at(-1);
  return rows.length > PAGE && last ? { items, next: encodeCursor(core, [last.publishedAt, last.id]) } : { items };
}

/** A 统一社会信用代码 in a text, of any width. */
const CODES = /(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])/g;

/** What an entry is found by: the name, its numbers, the codes of units in its text, each in the compared form. */
function findable(name: string | null, content: FactSheet): string {
  const { decisionNumber, number, text } = content;
  const codes = typeof text === 'string' ? (composed(text, 'NFKC').toUpperCase().match(CODES) ?? []) : [];
  return [name, decisionNumber, number, ...codes]
    .flatMap((one) => (typeof one === 'string' ? [sameText(one)] : []))
    .join('\n');
}

interface Findable {
  /** Any entry that comes, goes or changes gives another one. */
  stamp: string;
  words: ReadonlyMap<string, string>;
}

/** The compared forms of the whole register by pool, made anew when it has changed. */
const known = new WeakMap<object, Findable>();

/** Ids of the entries in whose name or numbers this stands, under whatever width, bracket, interpunct or script. */
async function foundOn(core: Core, search: string): Promise<string[]> {
  const asked = sameText(search);
  if (asked === '') return [];
  const [now] = await ask<{ stamp: string }>(
    core.pool,
    "SELECT count(*) || ' ' || coalesce(sum(version), 0) || ' ' || coalesce(max(changed_at)::text, '') AS stamp FROM register",
  );
  const stamp = now?.stamp ?? '';
  let findables = known.get(core.pool);
  if (findables?.stamp !== stamp) {
    const rows = await ask<{ id: string; name: string | null; content: unknown }>(
      core.pool,
      `SELECT id, CASE WHEN is_natural THEN NULL ELSE name END AS name, content FROM register
       WHERE status IN ('published', 'withdrawn')`,
    );
    findables = { stamp, words: new Map(rows.map((r) => [r.id, findable(r.name, sheetOf(r.content) ?? {})])) };
    known.set(core.pool, findables);
  }
  return [...findables.words].flatMap(([id, words]) => (words.includes(asked) ? [id] : []));
}

export async function registerEntry(core: Core, id: string): Promise<RegisterEntry | null> {
  const house = await core.house.fresh();
  const row = await core.plain((db) => db.registerEntry.findUnique({ where: { id } }));
  return row ? entryFrom(house, await paperOnly(core, [row]))(row) : null;
}
