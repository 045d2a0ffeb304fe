import { type Chance, chanceOf } from '../chaos/chance.ts';

/** A place in a file: lines and columns as the tool that makes the changes counts them. */
interface Place {
  start: { line: number; column: number };
  end: { line: number; column: number };
}

/** Longer ones hold many others. */
const LINES_AT_MOST = 3;

const within = (a: Place, b: Place): boolean =>
  (a.start.line > b.start.line || (a.start.line === b.start.line && a.start.column >= b.start.column)) &&
  (a.end.line < b.end.line || (a.end.line === b.end.line && a.end.column <= b.end.column));

/** The chance of each file is its own: what is drawn of one does not hang on what another one has become. */
function ofEach(seed: number): (file: string) => number {
  const own = new Map<string, Chance>();
  return (file) => {
    const next =
      own.get(file) ?? chanceOf([...file].reduce((n, c) => Math.imul(n ^ c.charCodeAt(0), 16_777_619), seed));
    own.set(file, next);
    return next();
  };
}

/**
 * Places drawn by chance until they hold so many changes, in the form in which they are asked for: `file:line:column-line:column`. With a
 * place goes every change inside it.
 */
export function rangesOf(all: readonly (Place & { file: string })[], most: number, seed: number): string[] {
  const chance = ofEach(seed);
  const order = all
    .filter((m) => m.end.line - m.start.line < LINES_AT_MOST)
    .map((m) => ({ m, at: chance(m.file) }))
    .sort((a, b) => a.at - b.at);
  const drawn = new Set<Place>();
  const ranges = new Set<string>();
  for (const { m } of order) {
    if (drawn.size >= most) break;
    for (const other of all) if (other.file === m.file && within(other, m)) drawn.add(other);
    ranges.add(`${m.file}:${m.start.line + 1}:${m.start.column}-${m.end.line + 1}:${m.end.column}`);
  }
  return [...ranges].sort();
}
