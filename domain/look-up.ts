/**
 * What a record holds under a key that somebody else chose. `constructor` and `__proto__` are no units and no people: what every
 * object has by birth is not there.
 */
export const lookUp = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
