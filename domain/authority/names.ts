/** What units and people were called by each request that was approved: a row holds the name of today. */
import type { Bilingual } from '../law/types.ts';
import { type Change, changeRequestsOf } from './changes.ts';
import { rowId } from './requests.ts';
import { both } from './set-up.ts';
import type { RecordedAuthorityAct } from './types.ts';

type Named = Parameters<typeof both>[0];

/** The names that a change gives. @param id `rowId` of the change, by which somebody of the past is called */
export function namesIn(change: Change, id: string): { table: 'units' | 'staff'; id: string; name: Named }[] {
  switch (change.kind) {
    case 'add-unit':
      return [{ table: 'units', id: change.id, name: change.name }];
    case 'rename-unit':
      return [{ table: 'units', id: change.unit, name: change.name }];
    case 'add-person':
      return [{ table: 'staff', id: change.login, name: change.name }];
    case 'add-past-person':
      return [{ table: 'staff', id, name: change.name }];
    case 'rename-person':
      return [{ table: 'staff', id: change.person, name: change.name }];
    case 'add-organ':
      return [
        ...change.units.map((u) => ({ table: 'units' as const, id: u.id, name: u.name })),
        ...change.people.map((p) => ({ table: 'staff' as const, id: p.login, name: p.name })),
      ];
    default:
      return [];
  }
}

/** By table and id the names that requests gave, those of one organ in the order of its requests. @param acts of all organs */
export function namesGiven(acts: Iterable<readonly RecordedAuthorityAct[]>) {
  const given = { units: new Map<string, Bilingual[]>(), staff: new Map<string, Bilingual[]>() };
  for (const own of acts)
    for (const { number, changes, decided } of changeRequestsOf(own)) {
      if (!decided?.approved) continue;
      for (const [row, change] of changes.entries())
        for (const { table, id, name } of namesIn(change, rowId(own[0]?.organ ?? '', number, row)))
          given[table].set(id, [...(given[table].get(id) ?? []), both(name)]);
    }
  return given;
}
