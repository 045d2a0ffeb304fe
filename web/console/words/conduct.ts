import type { TableWords } from './form-labels.ts';

// Put in place by the build (vite.config.ts).
declare const __CONDUCT__: TableWords['conduct'];

/** Violation types of the tip form. */
export const CONDUCT = __CONDUCT__;
