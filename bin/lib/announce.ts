/** Shorter parts are not told, milliseconds. */
const WORTH_TELLING = 2_000;

/** The lines of a start. Once it is being stopped it says no more of coming up: what was broken off is not done. */
export function announcing(say: (line: string) => void, seconds: () => string, stopping: () => boolean) {
  const unlessStopping = (line: string) => {
    if (!stopping()) say(line);
  };
  const parts: { what: string; ms: number }[] = [];
  const took = (what: string, ms: number) => {
    if (ms >= WORTH_TELLING) parts.push({ what, ms });
  };
  return {
    took,
    /** How long something took; it comes to the same. */
    async timed<T>(what: string, coming: Promise<T>): Promise<T> {
      const from = performance.now();
      const here = await coming;
      took(what, performance.now() - from);
      return here;
    },
    /** What took how long, the longest first; parts run beside each other. Empty where nothing did. */
    whatTook: (): string =>
      [...parts]
        .sort((a, b) => b.ms - a.ms)
        .map(({ what, ms }) => `${what} ${(ms / 1000).toFixed(0)} s`)
        .join(', '),
    done: (line: string) => unlessStopping(`  ✓ ${line} (${seconds()})`),
    doing: (line: string) => unlessStopping(`  … ${line}`),
    ready: unlessStopping,
    trouble: (line: string) => say(`  ! ${line}`),
  };
}
