import { withEventNumbers } from '../domain/case/event-numbers.ts';
import type { EffectFull } from '../ledger/types.ts';
import type { Parcel } from './ports.ts';

/** An effect as it is handed to another body. */
export const parcelOf = (effect: EffectFull): Parcel => ({
  key: effect.key,
  kind: effect.kind,
  to: effect.to,
  caseNumber: effect.caseNumber,
  ...(effect.formerNumber === null ? {} : { formerNumber: effect.formerNumber }),
  proceeding: effect.proceedingKind,
  occurredAt: effect.occurredAt,
  // Numbers of our events are nothing for another body.
  data: withEventNumbers(effect.data, () => null),
});
