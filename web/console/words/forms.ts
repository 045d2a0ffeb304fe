import type { TableWords } from './form-labels.ts';

// Put in place by the build (vite.config.ts).
declare const __FORM_LABELS__: TableWords['forms'];

/** Titles and options of the fields of every act. */
export const FORM_LABELS = __FORM_LABELS__;
