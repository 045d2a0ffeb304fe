const KEPT_MS = 1_000;

/** A look that many may share: askers of the same moment get one answer, and it is kept for a second. */
export function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (asked === undefined || performance.now() > until) {
      until = Number.POSITIVE_INFINITY;
      asked = look().finally(() => {
        until = performance.now() + KEPT_MS;
      });
    }
    return asked;
  };
}
