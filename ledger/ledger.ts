import { instantOf, millisOf } from '../domain/time/day.ts';
import { act } from './act.ts';
import { authorityLaw, authorityLimits, settle } from './authority.ts';
import { calendarBook, countPublications, previewCalendar, publishCalendar } from './calendars.ts';
import { addEvidence, openReceipt, progress, tipsterAct } from './citizen.ts';
import { createCore, intakeOrgan, type LedgerOptions } from './core.ts';
import { ask } from './db.ts';
import { advanceCase, driversOf, effect, effectAttempted, effectDone, effectGivenUp, todo } from './drive.ts';
import { enter } from './enter.ts';
import { authorityOf } from './house.ts';
import { actsOf, cases, caseView, clockView, deadlines, oversight, taskDone, worklist } from './reads.ts';
import { applyToRegister, placeLetter, recordCredit, register, registerEntry } from './register.ts';
import { tell } from './tell.ts';
import type { Ledger } from './types.ts';
import { noticeAddress, openEvidence, openIdentity } from './vault.ts';

const DAY_MS = 86_400_000;

/** The ledger over a pool whose connections run as `mingcha_app` (db.ts `openPool`). */
export function createLedger(options: LedgerOptions): Ledger {
  const core = createCore(options);
  return {
    tell: (tip, key) => tell(core, tip, key),
    enter: (tip, key) => enter(core, tip, key),
    act: (asking) => act(core, asking),

    openReceipt: (receipt) => openReceipt(core, receipt),
    progress: (receipt) => progress(core, receipt),
    tipsterAct: (receipt, asking) => tipsterAct(core, receipt, asking),
    addMessage: (receipt, text, idempotencyKey) =>
      tipsterAct(core, receipt, {
        proceeding: 'intake-1',
        act: 'message',
        form: { text },
        ...(idempotencyKey !== undefined ? { idempotencyKey } : {}),
      }),
    addEvidence: (receipt, files, key) => addEvidence(core, receipt, files, key),

    advanceCase: (caseId, by) => advanceCase(core, caseId, by),
    todo: (caseId, proceeding) => todo(core, caseId, proceeding),
    driversOf: (caseId) => driversOf(core, caseId),
    effect: (key) => effect(core, key),
    effectAttempted: (key) => effectAttempted(core, key),
    effectDone: (key, result) => effectDone(core, key, result),
    effectGivenUp: (key, task) => effectGivenUp(core, key, task),
    placeLetter: (key) => placeLetter(core, key),
    applyToRegister: (key) => applyToRegister(core, key),
    recordCredit: (key, delivery) => recordCredit(core, key, delivery),
    noticeAddress: (caseId) => noticeAddress(core, caseId),

    worklist: (person, cursor, limit) => worklist(core, person, cursor, limit),
    taskDone: (person, task) => taskDone(core, person, task),
    cases: (person, search, cursor, limit) => cases(core, person, search, cursor, limit),
    caseView: (person, caseId) => caseView(core, person, caseId),
    actsOf: (person, caseId) => actsOf(core, person, caseId),
    clockView: (person, caseId, clock) => clockView(core, person, caseId, clock),
    oversight: (person, cursor, limit) => oversight(core, person, cursor, limit),
    deadlines: (person, cursor, limit) => deadlines(core, person, cursor, limit),
    register: (query, cursor) => register(core, query, cursor),
    registerEntry: (id) => registerEntry(core, id),

    openIdentity: (caseId, ground, first, second) => openIdentity(core, caseId, ground, first, second),
    openEvidence: (person, caseId, evidence) => openEvidence(core, person, caseId, evidence),

    directory: async () => (await core.house.fresh()).directory,
    authority: async () => {
      const house = await core.house.fresh();
      return authorityOf(house, intakeOrgan(core, house));
    },
    calendars: async () => (await core.house.fresh()).calendars,
    settle: (person, asked, key) => settle(core, person, asked, key),
    authorityLaw: (person) => authorityLaw(core, person),
    authorityLimits: (person) => authorityLimits(core, person),
    calendarBook: () => calendarBook(core),
    previewCalendar: (person, calendar) => previewCalendar(core, person, calendar),
    publishCalendar: (person, calendar, after) => publishCalendar(core, person, calendar, after),
    countPublications: () => countPublications(core),
    forget: async () => {
      const now = core.now();
      const dayAgo = instantOf(millisOf(now) - DAY_MS);
      await ask(
        core.pool,
        `UPDATE idempotency SET sealed_answer = NULL WHERE sealed_answer IS NOT NULL AND created_at <= $1`,
        [dayAgo],
      );
      await ask(core.pool, 'DELETE FROM sessions WHERE expires_at <= $1', [now]);
    },
  };
}
