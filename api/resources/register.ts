import { z } from 'zod';
import { exact, sought } from '../../domain/text/fields.ts';
import type { Register, RegisterEntry } from '../../ledger/types.ts';
import { notFound } from '../problem.ts';
import { routesOn } from '../route.ts';

const route = routesOn<Register>();

const query = z.strictObject({
  search: sought(200).optional(),
  kind: z.enum(['penalty', 'listing']).optional(),
  cursor: exact(400).optional(),
  format: z.enum(['json', 'csv', 'atom']).default('json'),
});

const CSV_COLUMNS = ['id', 'kind', 'status', 'name', 'organ', 'publishedAt', 'changedAt', 'until', 'content'] as const;

/** A cell that a spreadsheet cannot take for a formula. */
const cell = (value: unknown) => {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

const csv = (items: RegisterEntry[]) =>
  `\uFEFF${[CSV_COLUMNS.join(','), ...items.map((e) => CSV_COLUMNS.map((c) => cell(c === 'organ' ? e.organ.zh : e[c])).join(','))].join('\r\n')}\r\n`;

const xml = (text: string) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);

const atom = (items: RegisterEntry[], now: string) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>urn:mingcha:register</id><title>行政处罚公开</title><updated>${items[0]?.changedAt ?? now}</updated>
${items
  .map(
    (e) =>
      `<entry><id>urn:mingcha:register:${xml(e.id)}</id><title>${xml(`${e.name ?? '自然人'} · ${e.status}`)}</title><updated>${e.changedAt}</updated><published>${e.publishedAt}</published><link href="/register/${xml(e.id)}"/><summary>${xml(JSON.stringify(e.content))}</summary></entry>`,
  )
  .join('\n')}
</feed>
`;

export const getRegister = route({
  method: 'get',
  path: '/api/register',
  summary: { zh: '公开登记簿', en: 'Disclosed decisions; JSON, CSV or Atom' },
  audience: 'anyone',
  query,
  answers: { 200: { zh: '已公开的决定', en: 'Disclosed decisions, withdrawn ones saying so' } },
  async handle({ query: { cursor, format, ...search }, req }, { ledger, clock }) {
    const page = await ledger.register(search, cursor);
    const wanted = format !== 'json' ? format : req.accepts(['json', 'text/csv', 'application/atom+xml']);
    if (wanted === 'csv' || wanted === 'text/csv')
      return { raw: { type: 'text/csv; charset=utf-8', content: csv(page.items) } };
    if (wanted === 'atom' || wanted === 'application/atom+xml')
      return { raw: { type: 'application/atom+xml', content: atom(page.items, clock.now()) } };
    return { body: page };
  },
});

export const getRegisterEntry = route({
  method: 'get',
  path: '/api/register/{id}',
  summary: { zh: '一条公开记录', en: 'One disclosed decision' },
  audience: 'anyone',
  params: z.object({ id: exact(64) }),
  answers: { 200: { zh: '公开记录', en: 'The entry' } },
  async handle({ params }, { ledger }) {
    const entry = await ledger.registerEntry(params.id);
    if (!entry) throw notFound();
    return { body: entry };
  },
});
