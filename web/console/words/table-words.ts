import type { ChangeKind } from '../../../domain/authority/changes.ts';
import type { TABLE_COLUMNS } from '../../../domain/authority/table.ts';
import type { ProceedingKind, Row, Table } from '../../../domain/case/types.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import type { Schema } from '../form/schema.ts';

/** What the screen needs to show a kept fact: its title, its options, how it is written. */
export interface FieldLabel {
  zh: string;
  en: string;
  options?: { value: string; zh: string; en: string }[];
  widget?: string;
}

/** kind → act → dotted field → label. */
export type FormLabels = Partial<Record<ProceedingKind, Record<string, Record<string, FieldLabel>>>>;

/** What the build takes from the tables. */
export interface TableWords {
  forms: FormLabels;
  /** Fields that the kind of an act adds to its form. */
  added: Record<string, FieldLabel>;
  /** By key: `state.penalty.Served`, `channel.visit`, … (`tableChapters`). */
  words: Record<string, Bilingual>;
  /** JSON Schema of the form of each kind of change. */
  changes: Record<ChangeKind, Schema>;
  /** Columns of the tables of units and people. */
  columns: typeof TABLE_COLUMNS;
}

interface Node {
  title?: string;
  titleEn?: string;
  options?: FieldLabel['options'];
  widget?: string;
  properties?: Record<string, Node>;
  items?: Node;
}

function walk(node: Node, at: string, into: Record<string, FieldLabel>): void {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    const path = at === '' ? key : `${at}.${key}`;
    if (child.title) {
      into[path] = {
        zh: child.title,
        en: child.titleEn ?? child.title,
        ...(child.options ? { options: child.options } : {}),
        ...(child.widget ? { widget: child.widget } : {}),
      };
    }
    walk(child, path, into);
    if (child.items) walk(child.items, path, into);
  }
}

/** Titles and options of the fields of one form, by their dotted paths. */
export function labelsIn(schema: unknown): Record<string, FieldLabel> {
  const labels: Record<string, FieldLabel> = {};
  walk(schema as Node, '', labels);
  return labels;
}

/** Titles and options of every act's form. Run while the console is built; the tables are not in its bundle. */
export function formLabels(
  tables: Record<ProceedingKind, Table>,
  schemaOf: (row: Row, phase: 'act' | 'propose') => unknown,
): FormLabels {
  const labels: FormLabels = {};
  for (const [kind, table] of Object.entries(tables) as [ProceedingKind, Table][]) {
    const acts: Record<string, Record<string, FieldLabel>> = {};
    for (const row of table.rows) {
      if (!row.act || !row.form) continue;
      const fields = acts[row.act] ?? {};
      acts[row.act] = fields;
      // What the kind of an act adds has the same labels everywhere (`TableWords.added`).
      const schema = schemaOf(row, row.proposedBy ? 'propose' : 'act') as Node;
      const { withOfficer, document, paper, ...own } = schema.properties ?? {};
      void [withOfficer, document, paper];
      walk({ properties: own }, '', fields);
    }
    labels[kind] = acts;
  }
  return labels;
}
