import type { Proven } from './proof.ts';

/** One run of one file of proofs. */
export interface Ran {
  file: string;
  day: string;
  seconds: number;
  node: string;
  /** Why it did not come to its end; null where it did. */
  why: string | null;
}

/** A row of docs/proof.md: what was promised, what was tried, where and when. */
export interface Row {
  promise: string;
  figures: string;
  file: string;
  when: string;
}

const HEAD = '| promise | figures | proof | when |';
const RULE = '| --- | --- | --- | --- |';

const cell = (text: string) => text.replaceAll(/\s*[|\n]\s*/g, ' ').trim();
const figuresOf = (figures: Proven['figures']) =>
  Object.entries(figures)
    .map(([what, value]) => `${what} ${typeof value === 'number' ? value.toLocaleString('en') : value}`)
    .join('; ');

/** The rows that a page has. */
export function rowsIn(page: string): Row[] {
  const lines = page.split('\n');
  return lines.slice(lines.indexOf(RULE) + 1).flatMap((line) => {
    const match = /^\| (.*) \| (.*) \| `(.*)` \| (.*) \|$/.exec(line);
    return match ? [{ promise: match[1]!, figures: match[2]!, file: match[3]!, when: match[4]! }] : [];
  });
}

/** The rows with those of one file anew; all others stay as they are. A file that did not come to its end says so in a row of its own. */
export function withRowsOf(rows: readonly Row[], ran: Ran, found: readonly Proven[]): Row[] {
  const { file, day, seconds, node, why } = ran;
  const when = `${day}, ${seconds.toLocaleString('en')} s, Node ${node}`;
  const own = found.map(({ promise, figures }) => ({
    promise: cell(promise),
    figures: cell(figuresOf(figures)),
    file,
    when,
  }));
  if (why !== null) own.push({ promise: '**not shown**', figures: cell(why), file, when });
  return [...rows.filter((row) => row.file !== file), ...own].sort((a, b) =>
    a.file === b.file ? (a.promise < b.promise ? -1 : 1) : a.file < b.file ? -1 : 1,
  );
}

export const pageOf = (rows: readonly Row[]): string => `# What the long proofs showed

Written by \`npm run proof\`, file by file, each row by the last run of its file. \`npm test\` holds a seeded sample of each.

${HEAD}
${RULE}
${rows.map((row) => `| ${row.promise} | ${row.figures} | \`${row.file}\` | ${row.when} |\n`).join('')}`;
