/** What an organ is called on a day, and who goes on for one that is no more. */
import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import type { PlainDate } from '../time/types.ts';
import type { Directory, Grant, Organ } from './types.ts';

type Organs = Directory['organs'];

/** What it is called on a day. */
export const calledOn = ({ name, renamed = [] }: Pick<Organ, 'name' | 'renamed'>, day: PlainDate): Bilingual =>
  renamed.findLast(({ from }) => from <= day)?.name ?? name;

/** Everything that it was ever called. */
export const everCalled = ({ name, renamed = [] }: Organ): Bilingual[] => [name, ...renamed.map((r) => r.name)];

/** The organs that went on one after another where it is no more, it first. */
export function succession(organs: Organs, organ: string): string[] {
  const line: string[] = [];
  for (
    let at: string | undefined = organ;
    at !== undefined && !line.includes(at);
    at = lookUp(organs, at)?.ended?.successor
  )
    line.push(at);
  return line;
}

/** The organ that goes on for it; itself where it stands. */
export const goesOn = (organs: Organs, organ: string): string => succession(organs, organ).at(-1) ?? organ;

/** An organ with every one above it, and with those that go on for any of these. */
function upFrom(organs: Organs, organ: string): Set<string> {
  const line = new Set<string>([organ]);
  // What is added while a set is walked is walked as well.
  for (const at of line) {
    const { superior = null, ended } = lookUp(organs, at) ?? {};
    for (const next of [superior, ended?.successor]) if (next != null) line.add(next);
  }
  return line;
}

/** The organ with those above it and those beneath it, the whole line up and down, and with those that went into it. */
export const inLineWith = (organs: Organs, organ: string): Set<string> =>
  new Set([...upFrom(organs, organ), ...Object.keys(organs).filter((id) => upFrom(organs, id).has(organ))]);

/** The one that was it, or went on for it, on a day. */
export function holderOn(organs: Organs, organ: string, day: PlainDate): string {
  let at = organ;
  for (const next of succession(organs, organ).slice(1)) {
    const ended = lookUp(organs, at)?.ended;
    if (!ended || day < ended.from) return at;
    at = next;
  }
  return at;
}

/**
 * Posts of an organ count in every one that went into it, from the day of that on: its people go on with the cases of those, and nothing
 * of these is written anew.
 */
export function heldBySuccession(grants: readonly Grant[], organs: Organs): Grant[] {
  return Object.keys(organs).flatMap((ended) => {
    const line = succession(organs, ended);
    return grants.flatMap((g) => {
      const place = line.indexOf(g.organ);
      if (place < 1) return [];
      const days = line.slice(0, place).map((one) => lookUp(organs, one)?.ended?.from ?? g.from);
      const from = [g.from, ...days].sort().at(-1) ?? g.from;
      if (g.until !== null && g.until < from) return [];
      const { id: _, ...post } = g;
      return [{ ...post, organ: ended, from, via: g.organ }];
    });
  });
}
