import { CALENDARS } from '../domain/time/published.ts';
import type { Calendars, Instant } from '../domain/time/types.ts';
import type { ClerkTip, Ledger, TimePort } from '../ledger/types.ts';
import { CASES } from './cases/cases.ts';
import { FACTS } from './cases/facts.ts';
import { Days, PaperFile, receivedAt, type SeedCase } from './cases/file.ts';

const CLERK = 'clerk';

/** A seed case as a paper file, its days laid back from `now`. */
export function paperFile(one: SeedCase, serial: number, now: Instant, calendars: Calendars): ClerkTip {
  const days = new Days(now, calendars);
  const received = receivedAt(one, days);
  const file = new PaperFile(days, serial, received.slice(0, 10));
  one.acts?.(file);
  return {
    accused: one.accused,
    clue: FACTS[one.id],
    fund: one.fund,
    conduct: one.conduct,
    ...one.tip,
    channel: one.channel,
    receivedAt: received,
    by: CLERK,
    acts: file.acts,
  };
}

/** Every seed case with its paper file. */
export const paperFiles = (now: Instant, calendars: Calendars = CALENDARS): { one: SeedCase; file: ClerkTip }[] =>
  CASES.map((one, i) => ({ one, file: paperFile(one, i + 1, now, calendars) }));

/**
 * Enters the demonstration's cases as paper files, through the same acts a person would use. A case whose accused the clerk finds in
 * the ledger already is left as it is, so a later start adds only what is missing.
 * @returns how many were entered
 */
export async function seedCases(parts: {
  ledger: Ledger;
  clock: TimePort;
  log: (line: string) => void;
}): Promise<number> {
  const { ledger, clock, log } = parts;
  const [{ people }, calendars] = await Promise.all([ledger.directory(), ledger.calendars()]);
  const clerk = people[CLERK];
  if (!clerk) throw new Error('the cases need the demonstration’s staff: set them up first');
  let entered = 0;
  for (const { one, file } of paperFiles(clock.now(), calendars)) {
    const there = await ledger.cases(clerk, { accused: one.accused.name }, undefined, 1);
    if (there.items.length > 0) continue;
    try {
      await ledger.enter(file, `seed ${one.id} ${file.receivedAt}`);
    } catch (error) {
      const { refusal } = error as { refusal?: unknown };
      throw new Error(`the seed case ${one.id} was not taken: ${JSON.stringify(refusal ?? String(error))}`, {
        cause: error,
      });
    }
    entered += 1;
  }
  log(entered === 0 ? 'the demonstration’s cases are there' : `the demonstration’s cases stand: ${entered} entered`);
  return entered;
}
