/** The road of each proceeding, drawn from its table: what `npm run diagrams` writes. */

import type { Row, Table, Who } from '../../domain/case/types.ts';
import { clausesOf } from '../../domain/law/clauses.ts';
import { GLOSSARY } from '../../domain/law/glossary.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { REACTIONS, TABLES } from '../../domain/proceedings/tables.ts';
import { table as markdownTable, ticked } from './markdown.ts';

const both = ({ zh, en }: Bilingual) => `${zh} ${en}`;

/** The clauses of a basis without its remarks: `APL art. 58: without a pass no decision; house: x` → `APL art. 58; house`. */
function clauses(basis: string): string {
  const cited = basis.split(';').flatMap((segment) => {
    if (segment.trim().startsWith('house')) return ['house'];
    const byInstrument = new Map<string, string[]>();
    for (const { short, article } of clausesOf(segment)) {
      byInstrument.set(short, [...(byInstrument.get(short) ?? []), ...(article === '' ? [] : [article])]);
    }
    return [...byInstrument].map(([short, articles]) =>
      articles.length === 0 ? short : `${short} ${articles.length > 1 ? 'arts.' : 'art.'} ${articles.join(', ')}`,
    );
  });
  return [...new Set(cited)].join('; ');
}

/** Text as Mermaid reads it in the label of an edge, where `:` and `;` would end it. */
const inLabel = (text: string) => text.replaceAll(/[:;：；] ?/g, (sign) => (/[:：]/.test(sign) ? ' – ' : ' · '));

const isEnd = (table: Table, state: string) => table.ends.includes(state);

/** The states in which a row can be applied. */
function fromOf(table: Table, row: Row): string[] {
  if (Array.isArray(row.from)) return row.from;
  const states = Object.keys(table.states);
  if (row.from === 'none') return [];
  if (row.from === 'any') return states;
  return states.filter((state) => isEnd(table, state) === (row.from === 'ended'));
}

/** The states to which a row can lead; empty where it leaves the state as it is. */
function toOf(row: Row): string[] {
  if (typeof row.to === 'object') return row.to.among;
  return row.to === 'same' || row.to === 'before' ? [] : [row.to];
}

/** The ends of clocks, and what follows from elsewhere, are marked: nobody decides them. */
const mark = (row: Row) => (row.expiry ? '⏱ ' : row.by === 'system' ? '↪ ' : '');

/** One edge for each pair of states, with every way from the one to the other, in the order of the table. */
export function edgesOf(table: Table): { from: string; to: string; ways: string[] }[] {
  const edges = new Map<string, { from: string; to: string; ways: Set<string> }>();
  for (const row of table.rows) {
    for (const from of row.from === 'none' ? ['[*]'] : fromOf(table, row)) {
      for (const to of toOf(row)) {
        if (from === to) continue;
        const edge = edges.get(`${from} ${to}`) ?? { from, to, ways: new Set() };
        edges.set(`${from} ${to}`, edge);
        edge.ways.add(inLabel(`${mark(row)}${both(row.label)} (${clauses(row.basis)})`));
      }
    }
  }
  return [...edges.values()].map((edge) => ({ ...edge, ways: [...edge.ways] }));
}

/** A proceeding as a state diagram in Mermaid. */
export function diagramOf(table: Table): string {
  return [
    'stateDiagram-v2',
    ...Object.entries(table.states).map(([id, words]) => `  state "${both(words)}" as ${id}`),
    ...edgesOf(table).map(({ from, to, ways }) => `  ${from} --> ${to} : ${ways.join('<br>')}`),
    '  classDef over stroke-width:4px',
    `  class ${table.ends.join(',')} over`,
  ].join('\n');
}

const word = (key: string) => GLOSSARY[key]?.en ?? key;

function whoText(who: Who): string {
  if (who === 'system') return 'time, or what happened elsewhere';
  if (who === 'tipster') return 'the tipster, with the receipt';
  if ('outside' in who) {
    const entered = who.enteredBy.map((role) => word(`role.${role}`)).join(' or ');
    return `${word(`outside.${who.outside}`)}, entered by: ${entered}`;
  }
  return `${who.staff.map((role) => word(`role.${role}`)).join(' or ')}${who.two ? ', with another officer' : ''}`;
}

const FROM = { none: 'opens it', open: 'any open state', ended: 'any end', any: 'any state' };

function lineOf(table: Table, row: Row): string[] {
  const up = row.flag?.replace(/^!/, '');
  const flag = up ? ` (${row.flag === up ? '' : 'not '}${table.flags[up]?.en ?? up})` : '';
  const from = Array.isArray(row.from) ? row.from.join(', ') : FROM[row.from];
  return [
    `${mark(row)}${row.act ? `\`${row.act}\`` : ticked(row.expiry ?? [])}<br>${both(row.label)}`,
    `${from}${flag} → ${toOf(row).join(' or ') || 'the same'}${row.opensRun ? ', as a new run' : ''}`,
    row.proposedBy ? `${whoText(row.proposedBy)} proposes; ${whoText(row.by)} decides` : whoText(row.by),
    row.basis,
  ];
}

/** The proceedings and what opens which: a solid arrow opens one, a dotted one reaches one that is open. */
function overview(): string {
  const opens = new Map<string, Set<string>>();
  const reaches = new Set<string>();
  for (const { on, do: does, basis } of REACTIONS) {
    if ('open' in does) {
      const arrow = `${on.kind} ${does.open}`;
      opens.set(arrow, (opens.get(arrow) ?? new Set()).add(clauses(basis)));
    } else reaches.add(`${on.kind} ${does.on}`);
  }
  const ends = (arrow: string) => arrow.split(' ') as [string, string];
  return [
    'flowchart LR',
    ...Object.values(TABLES).map(({ kind, title }) => `  ${kind}["${both(title)}"]`),
    ...[...opens].map(([arrow, by]) => `  ${ends(arrow)[0]} -- "${[...by].join('<br>')}" --> ${ends(arrow)[1]}`),
    ...[...reaches].filter((arrow) => !opens.has(arrow)).map((arrow) => `  ${ends(arrow).join(' -.-> ')}`),
  ].join('\n');
}

const fenced = (diagram: string) => `\`\`\`mermaid\n${diagram}\n\`\`\``;

function part(table: Table): string {
  return [
    `## ${both(table.title)} \`${table.kind}\``,
    '',
    fenced(diagramOf(table)),
    '',
    markdownTable(
      ['act or clock', 'from → to', 'who', 'clause'],
      table.rows.map((row) => lineOf(table, row)),
    ),
  ].join('\n');
}

/** docs/proceedings.md: one state diagram for each proceeding, and every row of its table under it. */
export function proceedingsPage(): string {
  return `${[
    '# The road of each proceeding 程序图',
    '',
    'Made by `npm run diagrams` from the tables in `domain/proceedings/`; do not edit it by hand. The test command fails when this page is not what would be made now.',
    '',
    '- An arrow is every way from one state to another, with its clause; `house` is a rule of the house and no law. What leaves the state as it is stands in the table below each diagram.',
    '- `⏱` is the end of a clock. `↪` follows from another act or from another proceeding. All else is done by somebody. A thick border is an end.',
    '- Where a choice of the act decides the state, each that it may lead to has its arrow. What must hold besides, and what the act starts and stops, is in [the page of the law](law.md).',
    '',
    '## What opens what',
    '',
    'A solid arrow opens a proceeding, a dotted one reaches one that is there.',
    '',
    fenced(overview()),
    '',
    Object.values(TABLES).map(part).join('\n\n'),
  ].join('\n')}\n`;
}
