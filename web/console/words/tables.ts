import type { TableWords } from './table-words.ts';

// Put in place by the build (vite.config.ts).
declare const __TABLE_WORDS__: TableWords;

/** Titles and options of the fields of every act, and what the tables and the closed lists call things. */
export const { forms: FORM_LABELS, words: TABLE_WORDS } = __TABLE_WORDS__;
