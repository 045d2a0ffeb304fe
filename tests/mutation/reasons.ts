/** A change of the domain that no test needs to notice, known again by the line in which it is made. */
export interface Reason {
  file: string;
  /** A piece of that line, as it stands. */
  code: string;
  why: string;
}

export const REASONS: readonly Reason[] = [];
