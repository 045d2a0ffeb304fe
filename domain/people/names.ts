/** What units and people are called, and were. */
import type { Bilingual } from '../law/types.ts';

/** A unit or a person with their names. */
export interface Called {
  name: Bilingual;
  formerNames?: readonly Bilingual[];
}

/** Everything that somebody is called and was ever called, the name of today first. */
export const everNamed = ({ name, formerNames = [] }: Called): readonly Bilingual[] => [name, ...formerNames];

/** Of names that were given at some time those that are not the one of today, each once. */
export function formerOf(name: Bilingual, given: readonly Bilingual[]): { formerNames?: Bilingual[] } {
  const keyOf = ({ zh, en }: Bilingual) => JSON.stringify([zh, en]);
  const former = new Map(given.filter(({ zh }) => zh !== '').map(({ zh, en }) => [keyOf({ zh, en }), { zh, en }]));
  former.delete(keyOf(name));
  return former.size === 0 ? {} : { formerNames: [...former.values()] };
}
