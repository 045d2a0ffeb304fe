import { type Catalogue, catalogueOf, DEADLINES, type DeadlineId, deadlineById } from '../../domain/law/index.ts';
import type { Deadline } from '../../domain/law/types.ts';

/** One row as a change in the law would leave it: what is in force now becomes an earlier edition. */
export function amendedRow(id: DeadlineId, from: string, change: Partial<Deadline>): Deadline {
  const { earlier = [], ...now } = deadlineById(id) as Deadline;
  const edition = { inForce: from, until: null };
  return { ...now, ...change, edition, earlier: [...earlier, { ...now, edition: { ...now.edition, until: from } }] };
}

/** The published catalogue but for these rows. */
export const catalogueWith = (...rows: Deadline[]): Catalogue =>
  catalogueOf(DEADLINES.map((d) => rows.find((row) => row.id === d.id) ?? d));
