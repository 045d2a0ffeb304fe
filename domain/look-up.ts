/**
 * What a record holds under a key that somebody else chose. `constructor` and `__proto__` are no units and no people: what every
 * object has by birth is not there.
 */
export const lookUp = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** What is there by construction, `what` says as what. @throws Error where it is not: a mistake of ours, never of who asked */
export function sure<T>(found: T | null | undefined, what: string): T {
  if (found === undefined || found === null) throw new Error(`not there, and it must be: ${what}`);
  return found;
}
