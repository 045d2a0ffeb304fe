import type { TableWords } from './form-labels.ts';

// Put in place by the build (vite.config.ts).
declare const __FORM_LABELS__: TableWords['forms'];
declare const __ROADS__: TableWords['roads'];

/** Titles and options of the fields of every act. */
export const FORM_LABELS = __FORM_LABELS__;

/** Acts that carry a proceeding on; the screen puts them first. */
export const ROADS = __ROADS__;
