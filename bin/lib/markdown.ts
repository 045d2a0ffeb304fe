/** What the pages made from the code share. */

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table of Markdown: one row a line, what would break a cell escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${head.join(' | ')} |`,
    `| ${head.map(() => '---').join(' | ')} |`,
    ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`),
  ].join('\n');

/** Ids as code, each once: `` `a`, `b` ``. */
export const ticked = (ids: Iterable<string>): string => [...new Set(ids)].map((id) => `\`${id}\``).join(', ');
