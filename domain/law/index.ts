import { CREDIT } from './deadlines/credit.ts';
import { DISCIPLINE_REFERRAL } from './deadlines/discipline-referral.ts';
import { DISCLOSURE } from './deadlines/disclosure.ts';
import { INCIDENT_PERIODIC } from './deadlines/incident-periodic.ts';
import { INTAKE } from './deadlines/intake.ts';
import { INVESTIGATION } from './deadlines/investigation.ts';
import { PENALTY } from './deadlines/penalty.ts';
import { POLICE_REFERRAL } from './deadlines/police-referral.ts';
import { REWARD_RECOVERY } from './deadlines/reward-recovery.ts';
import { type Catalogue, catalogueOf } from './editions.ts';
import type { HouseLimitId } from './house.ts';
import type { Deadline } from './types.ts';

const ROWS = [
  ...INTAKE,
  ...INVESTIGATION,
  ...PENALTY,
  ...POLICE_REFERRAL,
  ...DISCIPLINE_REFERRAL,
  ...CREDIT,
  ...DISCLOSURE,
  ...REWARD_RECOVERY,
  ...INCIDENT_PERIODIC,
] as const satisfies readonly Deadline[];

/** The id of every row of the catalogue, as literals. */
export type DeadlineId = (typeof ROWS)[number]['id'];

/** Every clock that a row can name: of the catalogue, or a limit that the house sets itself. */
export type ClockId = DeadlineId | HouseLimitId;

/** The catalogue of deadlines, in the order of the law file: 140 rows, each by its newest known edition. */
export const DEADLINES: readonly Deadline<DeadlineId>[] = ROWS;

const byId = new Map<string, Deadline<DeadlineId>>(DEADLINES.map((d) => [d.id, d]));

/** The same rows with every edition. What counts asks it for a day or a clock, never for the newest. */
export const CATALOGUE: Catalogue = catalogueOf(DEADLINES);
export const { editionsOf, editionOn, editionOf, editionFrom } = CATALOGUE;

/** The newest known edition of the row with this id, or undefined. */
export function deadlineById(id: DeadlineId): Deadline<DeadlineId>;
export function deadlineById(id: string): Deadline<DeadlineId> | undefined;
export function deadlineById(id: string): Deadline<DeadlineId> | undefined {
  return byId.get(id);
}

/** Whether the row is law for an authority of this region (`null`: an authority without one, national rows only). */
export function appliesIn(row: Deadline, region: string | null): boolean {
  if (row.region === null) return true;
  return region !== null && [row.region, ...(row.alsoIn ?? [])].some((r) => r === region);
}

export { cite, inFull, mentioned } from './cite.ts';
export type { Catalogue } from './editions.ts';
export { catalogueOf } from './editions.ts';
export { GLOSSARY, label } from './glossary.ts';
export * from './grounds.ts';
export {
  DEMO_HOUSE_LIMITS,
  HOUSE_LIMITS,
  houseLimitById,
} from './house.ts';
export { INSTRUMENTS, instrumentByShort } from './instruments.ts';
export { REGIMES } from './regimes.ts';
export { RULES, ruleById } from './rules.ts';
export * from './types.ts';
