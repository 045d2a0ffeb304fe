/** What stands outside, compared with the acts that put it there. */
import { letterOf } from '../../domain/effects.ts';
import { decidedByTwo, putsUp } from '../../domain/kernel/pairs.ts';
import { isOne } from '../../domain/people/selves.ts';
import type { Directory } from '../../domain/people/types.ts';
import { canonical } from '../ground/chain.ts';
import type { StoredEvent } from '../truth/loading.ts';
import type { Tables } from './verify-rows.ts';

/**
 * Nothing stands before the public, on the platform or in the file that no act put there, and nothing was put up that two did not decide
 * on. Whoever has all our keys can write a row and its seal; what follows from no event is named here.
 */
export function verifyApprovals(
  id: string,
  events: StoredEvent[],
  tables: Tables,
  directory: Directory,
  found: (detail: string) => void,
): void {
  const decided = events.map(({ paper, ...e }) => ({ ...e, ...(paper ? { paper } : {}) }));
  for (const e of decided) {
    if (putsUp(e) && !decidedByTwo(e, decided, (a, b) => isOne(a, b, directory)))
      found(`event ${e.number} (${e.name}) puts something up that two people did not decide on`);
  }
  const effects = new Map((tables.effects.get(id) ?? []).map((e) => [e.key, e]));
  const changes = tables.changes.get(id) ?? [];
  const register = tables.register.get(id) ?? [];
  for (const c of changes) {
    const e = effects.get(c.effect);
    const entry = register.find((r) => r.id === c.entry);
    const own = c.entry === '' || (entry?.proceeding === e?.proceeding && entry?.kind === 'penalty');
    if (e?.addressee !== 'register' || !own) found(`change ${c.effect} of the register is not what its act says`);
  }
  for (const r of register) {
    const put =
      r.kind === 'penalty'
        ? changes.some((c) => c.entry === r.id && effects.get(c.effect)?.kind === 'publish')
        : [...effects.values()].some((e) => e.kind === 'credit-list' && e.proceeding === r.proceeding);
    if (!put) found(`entry ${r.id} of the register was put up by no act`);
  }
  for (const c of tables.credit.get(id) ?? []) {
    const e = effects.get(c.effect);
    const own = e !== undefined && e.kind === c.kind && e.proceeding === c.proceeding;
    if (!own || canonical(e.data) !== canonical(c.data)) found(`credit record ${c.effect} is not what an act says`);
  }
  for (const l of tables.letters.get(id) ?? []) {
    const e = effects.get(l.effect);
    const own = e?.kind === 'letter' && e.proceeding === l.proceeding && e.addressee === l.addressee;
    if (!own || letterOf(e) !== l.template) found(`letter ${l.effect} is not what an act says`);
  }
}
