/** What units and people are called, and were, and which people are called alike. */
import type { Bilingual } from '../law/types.ts';
import { comparedAs } from '../text/alike.ts';

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

type Keys = Record<keyof Bilingual, readonly string[]>;
const compared = new WeakMap<Bilingual, Keys>();
/** As which a name is compared in each language: made once, as long as the house stays the same. */
function comparedIn(name: Bilingual): Keys {
  const known = compared.get(name);
  if (known) return known;
  const made = { zh: comparedAs(name.zh), en: comparedAs(name.en) };
  compared.set(name, made);
  return made;
}

/**
 * People by their names. Two are namesakes where a Chinese name of the one, of today or of before, is a name of the other in either
 * language: who types a name into the other field has typed it all the same. Of two Latin names alone nothing follows, since many people
 * are written alike in them.
 */
export class Namesakes {
  readonly #zh = new Map<string, Set<string>>();
  readonly #en = new Map<string, Set<string>>();

  put(id: string, names: Iterable<Bilingual>): void {
    for (const name of names) {
      const { zh, en } = comparedIn(name);
      for (const [all, keys] of [
        [this.#zh, zh],
        [this.#en, en],
      ] as const)
        for (const key of keys) {
          const ids = all.get(key);
          if (ids) ids.add(id);
          else all.set(key, new Set([id]));
        }
    }
  }

  /** Ids of everybody who has or had this name, each once, looked for as far as anybody asks. */
  *of(name: Bilingual): Generator<string, void> {
    const { zh, en } = comparedIn(name);
    const found = new Set<string>();
    for (const [all, keys] of [
      [this.#zh, [...zh, ...en]],
      [this.#en, zh],
    ] as const)
      for (const key of keys)
        for (const id of all.get(key) ?? []) {
          if (found.has(id)) continue;
          found.add(id);
          yield id;
        }
  }
}
