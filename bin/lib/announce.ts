/** The lines of a start. Once it is being stopped it says no more of coming up: what was broken off is not done. */
export function announcing(say: (line: string) => void, seconds: () => string, stopping: () => boolean) {
  const unlessStopping = (line: string) => {
    if (!stopping()) say(line);
  };
  return {
    done: (line: string) => unlessStopping(`  ✓ ${line} (${seconds()})`),
    doing: (line: string) => unlessStopping(`  … ${line}`),
    ready: unlessStopping,
    trouble: (line: string) => say(`  ! ${line}`),
  };
}
