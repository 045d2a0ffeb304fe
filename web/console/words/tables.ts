import type { TableWords } from './table-words.ts';

// Put in place by the build (vite.config.ts).
declare const __TABLE_WORDS__: TableWords;

/**
 * Titles and options of the fields of every act, what the tables and the closed lists call things, the forms of changes, and the columns of
 * spreadsheets.
 */
export const {
  forms: FORM_LABELS,
  added: ADDED_LABELS,
  words: TABLE_WORDS,
  changes: CHANGE_FORMS,
  columns: TABLE_COLUMNS,
} = __TABLE_WORDS__;
