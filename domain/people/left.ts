/** Who is left in a case once some are outside it. */
import type { CaseState } from '../case/types.ts';
import type { PlainDate } from '../time/types.ts';
import {
  type Bounds,
  DECIDES,
  HEADS,
  headsAside,
  holdersFor,
  holdersIn,
  keptOut,
  shutOut,
  standIn,
  whoLooks,
} from './may.ts';
import { oneOf } from './selves.ts';
import type { Directory, Role } from './types.ts';

/** A case with whom an act would leave inside. */
export type Inside = Bounds & Pick<CaseState, 'door'>;

/** Posts at which a case is decided: the tables need both, here or one level up. */
const LEVELS = ['unit-head', 'dept-head'] as const satisfies readonly Role[];
/** What a case cannot go on without: who takes it in, who decides at each level, a second person, a head beside who acts. */
type Needed = 'clerk' | (typeof LEVELS)[number] | 'two' | 'beside';

/** What is found anew and not read off the state: which posts have nobody, and whom a second look was asked of before. */
function afresh(c: Inside, directory: Directory, day: PlainDate) {
  const { asked: _, ...accused } = c.accused;
  return { ...c, accused, headsAside: headsAside(c, directory, day) };
}

/**
 * What a case lacks whose bounds are these.
 * @param actors who puts somebody outside, and who types it in: a head who is left beside them is none of them
 * @param heads posts among which that head is looked for
 */
export function lacks(
  c: Inside,
  actors: readonly (string | null | undefined)[],
  directory: Directory,
  day: PlainDate,
  heads: readonly (Role | 'superior')[] = DECIDES,
): Set<Needed> {
  const lacking = new Set<Needed>();
  const inside = afresh(c, directory, day);
  const all = new Set<string>();
  const levels = new Set<string>();
  for (const role of ['clerk', ...LEVELS] as const) {
    const found = holdersFor(role, inside, directory, day);
    if (found.length === 0) lacking.add(role);
    for (const id of found.map(oneOf)) {
      all.add(id);
      if (role !== 'clerk') levels.add(id);
    }
  }
  // Whoever takes a tip in alone decides nothing of it: officers put forward, once silence has accepted it.
  const officer = () =>
    holdersIn(c, directory, 'officer', day).some((p) => !all.has(oneOf(p)) && !shutOut(p, c, directory, day));
  if (all.size < 2 && !officer()) lacking.add('two');
  // While the head of the unit is not outside, only they put forward what the head of the department decides.
  if (LEVELS.every((role) => !lacking.has(role)) && levels.size === 1 && standIn('unit-head', inside) === 'unit-head')
    lacking.add('two');
  if (whoLooks(c, actors, directory, day, heads) === null) lacking.add('beside');
  return lacking;
}

const keepsNobodyOut = (c: Inside): boolean => Object.values(keptOut(c)).every((out) => out.length === 0);

/**
 * The post that is told what goes to this one: whoever takes the case in, where nobody sees it there nor with whoever stands in for it;
 * asked of heads alone.
 */
export const reached = (role: Role, c: CaseState, directory: Directory, day: PlainDate): Role =>
  !HEADS.includes(role) || keepsNobodyOut(c) || holdersFor(role, c, directory, day).length > 0 ? role : 'clerk';

/** The case with nobody outside. */
const openToAll = ({ organ, accused, door }: Inside): Inside => ({
  organ,
  accused: { natural: accused.natural, linked: accused.linked, units: [], heads: [], persons: [] },
  recused: [],
  ...(door ? { door } : {}),
});

/**
 * Whether whoever is outside leaves nobody, here or above, who decides at some level, or one alone who would decide what they put forward
 * themselves; a post that nobody holds is another matter.
 */
export function nobodyDecides(c: Inside, directory: Directory, day: PlainDate): boolean {
  if (keepsNobodyOut(c)) return false;
  const lacking = lacks(c, [], directory, day);
  const anyway = lacks(openToAll(c), [], directory, day);
  return ([...LEVELS, 'two'] as const).some((needed) => lacking.has(needed) && !anyway.has(needed));
}
