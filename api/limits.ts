/** A minute's requests on a route after which wrong receipts are answered later (design 8: never below 600). */
const FREE_PER_MINUTE = 600;
const MOST_DELAY_MS = 3_000;

/**
 * A counter that forgets: it knows how many wrong receipts came in the last minute, nothing of who sent them.
 * Past the free number each further answer waits a little longer, the same for every caller.
 */
export function createGuessCounter(clock: { now(): string }) {
  let window = 0;
  let wrong = 0;
  return {
    /** Milliseconds that the next answer to a wrong receipt waits. */
    miss(): number {
      const minute = Math.floor(Date.parse(clock.now()) / 60_000);
      if (minute !== window) {
        window = minute;
        wrong = 0;
      }
      wrong += 1;
      return wrong <= FREE_PER_MINUTE ? 0 : Math.min(MOST_DELAY_MS, (wrong - FREE_PER_MINUTE) * 10);
    },
  };
}
