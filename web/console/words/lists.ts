import type { TableWords } from './form-labels.ts';

// Put in place by the build (vite.config.ts).
declare const __LISTS__: TableWords['lists'];

/** Closed lists of the law: violation types of the tip form, outcomes of an investigation. */
export const LISTS = __LISTS__;
