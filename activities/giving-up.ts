import type { EffectKind, ProceedingKind } from '../domain/case/types.ts';
import { type Reason, saidOf, UNDONE } from '../domain/effects.ts';
import type { Bilingual } from '../domain/law/types.ts';
import type { Role } from '../domain/people/types.ts';
import { TABLES } from '../domain/proceedings/tables.ts';

const BASIS = 'house: what cannot be done by machine is done by a person';

/** The task for a person that an effect becomes when it is given up. */
export function taskFor(
  { kind, proceedingKind }: { kind: EffectKind; proceedingKind: ProceedingKind },
  why: Reason,
): { to: Role; text: Bilingual; basis: string } {
  const to = saidOf(kind)?.failed.to ?? 'owner';
  return {
    to: to === 'owner' ? TABLES[proceedingKind].owner : to,
    text: UNDONE[why] ?? UNDONE['not-done'],
    basis: BASIS,
  };
}
