import type { ActedAs } from '../../domain/people/types.ts';
import { dayOf, toInstant } from '../../domain/time/day.ts';
import { lookupOf, parseReceipt } from '../doors/receipt.ts';
import { nextDates } from '../reading/view.ts';
import { type Core, intakeOrgan } from '../truth/core.ts';
import { authorityOf, type House } from '../truth/house.ts';
import { answerKept, askedAnew, forgetAnswerWith, openOnce } from '../truth/idempotency.ts';
import type { TipAnswer, TipInput } from '../types.ts';
import { open, openingBundle, receptionOf, store } from './opening.ts';

/** Body of a tip for comparing: evidence by its hashes. */
export const tipBody = (tip: TipInput): unknown => ({
  ...tip,
  evidence: (tip.evidence ?? []).map(({ name, type, sha256: hash }) => ({ name, type, hash })),
});

/** The house as last seen; asked for again while no authority is set up, as on the very first start. */
async function settledHouse(core: Core): Promise<House> {
  const house = await core.house.get();
  return Object.keys(house.authorities).length > 0 ? house : core.house.fresh();
}

const TIPSTER: ActedAs = { id: 'tipster', role: 'tipster' };

/** Takes a tip from the page: true when PostgreSQL has it. */
export async function tell(core: Core, tip: TipInput, idempotencyKey?: string): Promise<TipAnswer> {
  const asked = idempotencyKey === undefined ? null : askedAnew(core, 'tipster', idempotencyKey, tipBody(tip));
  // Files that wait were taken in by the first sending.
  const lookFirst = (tip.evidence?.length ?? 0) > 0;
  return openOnce<TipAnswer>(core, asked, lookFirst, async (rememberedBy) => {
    const house = await settledHouse(core);
    const now = toInstant(core.now());
    const organ = intakeOrgan(core, house, tip.organ);
    const opening = await open(core, house, tip, {
      organ,
      channel: 'web',
      receivedAt: now,
      recordedAt: now,
      actor: TIPSTER,
      reception: receptionOf(house, organ, tip, now),
    });
    const { state, events } = opening;
    const made = openingBundle(core, house, opening, { state, events, recordedAt: now, past: false });
    const answer: TipAnswer = {
      receipt: opening.receipt,
      organ,
      caseId: state.id,
      receivedAt: dayOf(now),
      named: state.tipster.named,
      incomplete: tip.tipster !== undefined && !state.tipster.named,
      next: nextDates(state, house.calendars, authorityOf(house, state.organ)),
    };
    await store(core, { ...made, ...rememberedBy(answer, opening.extra.receipt.lookup) }, opening.evidence);
    return answer;
  });
}

/** The answer to a tip that the page told under this key, while it is kept. */
export const keptAnswer = (core: Core, idempotencyKey: string): Promise<TipAnswer | null> =>
  answerKept<TipAnswer>(core, askedAnew(core, 'tipster', idempotencyKey, null));

/** A receipt was typed back: from now on nobody is shown the answer that told it. */
export const receiptTyped = (core: Core, receipt: string): Promise<void> =>
  forgetAnswerWith(core, lookupOf(parseReceipt(receipt)));
