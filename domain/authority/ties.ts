/** Which declared relations are none between two people: they tie the accounts of one, who left and came back. */
import { type ChangeRequest, changeRequestsOf, relatedBy } from './changes.ts';
import { rowId } from './requests.ts';
import type { RecordedAuthorityAct } from './types.ts';

/** A relation, and by which request of which organ it stands. */
export interface DeclaredRow {
  staff: string;
  related: string;
  organ: string | null;
  request: number | null;
}

const isTie = ({ staff, related }: DeclaredRow, organ: string, { number, changes, decided }: ChangeRequest): boolean =>
  decided?.approved === true &&
  changes.some((c, row) =>
    relatedBy(c).some(
      (says) => says.so && says.related === null && (says.staff ?? rowId(organ, number, row)) === staff,
    ),
  ) &&
  !changes.some((c) => c.kind === 'declare-relation' && c.person === staff && c.related === related);

/**
 * The relations by which two accounts are those of one person. The journal says it of each: a row stands by the request that added the one
 * as whoever had the other. So every tie that was ever made counts, and `npm run verify` compares what it is read from.
 * @param acts by organ
 */
export function tiesAmong(
  rows: readonly DeclaredRow[],
  acts: { readonly [organ: string]: readonly RecordedAuthorityAct[] },
): [string, string][] {
  const byRequest = rows.filter((row) => row.organ !== null && row.request !== null);
  const requests = new Map(
    [...new Set(byRequest.map((row) => row.organ))].map((organ) => [
      organ,
      new Map(changeRequestsOf(acts[organ ?? ''] ?? []).map((r) => [r.number, r])),
    ]),
  );
  return byRequest.flatMap((row): [string, string][] => {
    const request = requests.get(row.organ)?.get(row.request ?? 0);
    return request && isTie(row, row.organ ?? '', request) ? [[row.staff, row.related]] : [];
  });
}
