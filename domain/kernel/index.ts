/**
 * The kernel: runs any proceeding from its table. `decide` answers an act with events or a refusal, `advance` applies what time has
 * brought, `evolve` applies an event. All pure.
 */

export { dueOf, rungsOf } from '../case/rungs.ts';
export { advance, nextInstant } from './advance.ts';
export { decide } from './decide.ts';
export { fileEntered, onPaperAlone } from './entered.ts';
export { evolve } from './evolve.ts';
export { formOf, jsonSchemaOf, parseAct } from './form-of.ts';
export { deadlineTitle, movedText, type PublishedCalendar, recount } from './moved.ts';
export { actsFor, type OfferedAct, type RefusedAct, tipsterActNamed, tipsterActs } from './offers.ts';
export { openCase, systemAct } from './open.ts';
export { VOID } from './run.ts';
