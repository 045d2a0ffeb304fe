import type { CaseState, Clock, Proceeding } from './types.ts';

const open = new WeakMap<CaseState['clocks'], readonly Clock[]>();

/** The clocks of a case that run, in the order of their start. */
export function openClocks(c: CaseState): readonly Clock[] {
  let running = open.get(c.clocks);
  if (!running) {
    running = Object.values(c.clocks).filter((k) => k.stopped === null);
    open.set(c.clocks, running);
  }
  return running;
}

/**
 * Open clocks of a deadline that a row of this proceeding means: its own, else the case's. A clock of another instance of the same
 * kind is never meant: two referrals or two listings of one case keep their clocks apart.
 */
export function clocksOf(c: CaseState, p: Pick<Proceeding, 'id' | 'kind'>, deadline: string): Clock[] {
  const own: Clock[] = [];
  const others: Clock[] = [];
  for (const k of openClocks(c)) {
    if (k.deadline !== deadline) continue;
    if (k.proceeding === p.id) own.push(k);
    else if (c.proceedings[k.proceeding]?.kind !== p.kind) others.push(k);
  }
  return own.length > 0 ? own : others;
}
