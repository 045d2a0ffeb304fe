import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { EffectRef, Todo } from '../ledger/types.ts';
import { type EffectCalls, type FormerCalls, type LedgerCalls, NUDGE, outsideQueue, type Ref } from './contract.ts';
import { goOn, runIsOver } from './former.ts';
import { summed } from './summed.ts';
import { FORMER_WAYS, WAYS, type Way } from './ways.ts';

export const nudge = defineSignal(NUDGE);

/** Calls into the ledger are retried without end. */
export const ledger = summed<LedgerCalls>(
  {
    startToCloseTimeout: '30 seconds',
    retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
  },
  {
    openProceedings: 'which proceedings are open',
    todo: 'what is to be done',
    advance: 'what has fallen due',
    giveUp: 'hands it to a person',
  },
);

/** A driver asks again at least this often, so that even a nudge that never came is made good. */
export const ASK_AGAIN = 30 * 24 * 60 * 60 * 1000;

// What Temporal's page shows of a driver: words of the law and of its tables, sealed like everything else.
const words = ({ kind, to }: EffectRef): string => `${kind} to ${to}`;
const waiting = ({ next, waitsFor }: Todo): string =>
  next !== null && waitsFor ? `${waitsFor.deadline} ${waitsFor.rung} ${next.slice(0, 10)}` : 'asks again';

/** Does one effect, or hands it to a person. Fails where the ledger does not know the effect, and where the workflow is cancelled. */
async function carryOut(effect: EffectRef): Promise<void> {
  const way: Way | undefined = WAYS[effect.kind] ?? FORMER_WAYS[effect.kind];
  // Of a newer release than this worker.
  if (way === undefined) return ledger.giveUp(effect.key, 'not-done');
  const effects = proxyActivities<EffectCalls & FormerCalls>({
    startToCloseTimeout: '2 minutes',
    summary: words(effect),
    ...(way.outside ? { taskQueue: outsideQueue(workflowInfo().taskQueue) } : {}),
    retry: {
      initialInterval: way.first,
      backoffCoefficient: 2,
      maximumInterval: way.longest,
      // Where a period of the law says how long, the activity ends the trying (`activities/once.ts`).
      ...(effect.until ? {} : { maximumAttempts: way.tries }),
    },
  });
  try {
    await effects[way.does](effect.key);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    if (!isCancellation(error)) await ledger.giveUp(effect.key, way.givesUp);
  }
}

/**
 * The driver of a proceeding: todo → effects → sleep until the next instant or a nudge → advance → again. Effects to one
 * addressee are done in the order of the ledger; an addressee who cannot be reached holds up neither the others nor a
 * legal instant. Ends when the proceeding has ended and nothing is left to do, and lets the driver of the case know.
 */
export async function drive(ref: Ref): Promise<void> {
  const inHand = new Set<string>();
  const lanes = new Map<string, Promise<void>>();
  let woken = false;
  let settled = false;
  /** Wakes in a row that came too early by the ledger's clock. */
  let early = 0;
  setHandler(nudge, () => {
    woken = true;
  });

  const take = (effects: EffectRef[]) => {
    for (const effect of effects) {
      if (inHand.has(effect.key)) continue;
      inHand.add(effect.key);
      const before = lanes.get(effect.to) ?? Promise.resolve();
      const lane = before
        .then(() => carryOut(effect))
        // Nobody waits for it: what the ledger still names comes again with the next look. A mistake of ours fails the task instead.
        .catch((error: unknown) => {
          if (!(error instanceof TemporalFailure)) throw error;
        })
        .then(() => {
          inHand.delete(effect.key);
          if (lanes.get(effect.to) === lane) lanes.delete(effect.to);
          settled = true;
        });
      lanes.set(effect.to, lane);
    }
  };

  const show = (now: Todo) =>
    setCurrentDetails(
      [`${now.state ?? ''}: ${waiting(now)}`, ...now.effects.map((effect) => `- ${words(effect)}`)].join('\n'),
    );

  let todo = await ledger.advance(ref);
  take(todo.effects);
  show(todo);
  for (;;) {
    if (inHand.size === 0 && todo.ended && !woken) {
      await getExternalWorkflowHandle(ref.caseDriver ?? ref.case)
        .signal(nudge)
        .catch(() => undefined);
      if (!woken) return;
    }
    // A nudge not yet answered needs no carrying over: the next run begins by asking.
    if (inHand.size === 0 && runIsOver()) {
      await condition(allHandlersFinished);
      await goOn(ref);
    }

    const until = todo.next === null ? ASK_AGAIN : Math.min(Date.parse(todo.next) - Date.now(), ASK_AGAIN);
    // The ledger's clock may lag behind Temporal's: then ask again soon, and ever less often.
    if (until > 0) early = 0;
    const called = await condition(() => woken || settled, Math.max(until, early * early * 1000, 1), {
      summary: waiting(todo),
    });
    if (until <= 0 && early < 8) early += 1;
    settled = false;
    // Only when the last effect is done can the ledger say that the proceeding is over for its driver.
    const over = inHand.size === 0 && todo.next === null;
    if (called && !woken && !over) continue;
    woken = false;
    todo = called ? await ledger.todo(ref) : await ledger.advance(ref);
    take(todo.effects);
    show(todo);
  }
}
