import { lookUp } from '../domain/look-up.ts';
import { otherDoors } from '../domain/people/door.ts';
import { dayOf } from '../domain/time/day.ts';
import { act } from './acts/act.ts';
import { addEvidence, openReceipt, progress, tipsterAct } from './acts/citizen.ts';
import { enter } from './acts/enter.ts';
import { askIdentity, decideIdentity, openIdentity, readIdentity } from './acts/identity.ts';
import { openEvidence } from './acts/originals.ts';
import { destroyKey } from './acts/retention.ts';
import { taskDone } from './acts/task-done.ts';
import { keptAnswer, receiptTyped, tell } from './acts/tell.ts';
import { inward, outward } from './doors/addresses.ts';
import { forgetGates, forgetSignIns } from './doors/sign-in.ts';
import { advanceCase, driversOf, todo } from './driving/drive.ts';
import { effect, effectAttempted, effectDone, effectGivenUp } from './driving/effects.ts';
import { placeLetter } from './driving/letters.ts';
import { noticeAddress } from './driving/notice-address.ts';
import { applyToRegister, recordCredit } from './driving/register.ts';
import { ask } from './ground/db.ts';
import { accounts, approveAccount, askAccount, declineAccount, ownAccount } from './house/accounts.ts';
import { authorityLaw, authorityLimits, settle } from './house/authority.ts';
import {
  approveCalendar,
  calendarBook,
  calendarProposals,
  countPage,
  countPublications,
  declineCalendar,
  previewCalendar,
  proposeCalendar,
} from './house/calendars.ts';
import { actsOf } from './reading/acts.ts';
import { caseView } from './reading/case-view.ts';
import { cases } from './reading/cases.ts';
import { clockView } from './reading/clock.ts';
import { deadlines } from './reading/deadlines.ts';
import { identityRequests } from './reading/identity.ts';
import { journal } from './reading/journal.ts';
import { oversight } from './reading/oversight.ts';
import { register, registerEntry } from './reading/register.ts';
import { waiting } from './reading/waiting.ts';
import { worklist } from './reading/worklist.ts';
import { createCore, intakeOrgan, type LedgerOptions } from './truth/core.ts';
import { drop, dropOld, keep, makeRoom, ofTicket, stage, stagedBytes, ticketOf } from './truth/evidence.ts';
import { authorityOf } from './truth/house.ts';
import { forgetAnswers } from './truth/idempotency.ts';
import type { Ledger } from './types.ts';

/** The ledger over a pool whose connections run as `mingcha_app` (db.ts `openPool`). */
export function createLedger(options: LedgerOptions): Ledger {
  const core = createCore(options);
  /** What staff are answered: without an id that tells when a case came. */
  const told = async <T>(answer: Promise<T>): Promise<T> => outward(core, await answer);
  return {
    tell: (tip, key) => tell(core, tip, key),
    keptAnswer: (key) => keptAnswer(core, key),
    receiptTyped: (receipt) => receiptTyped(core, receipt),
    enter: (tip, key) => enter(core, tip, key),
    act: async (asking) => told(act(core, await inward(core, asking))),

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

    stageEvidence: (bytes, room) => stage(core, bytes, room),
    dropEvidence: (ids) => drop(core, ids),
    keepEvidence: (ids) => keep(core, ids),
    makeRoom: (bytes) => makeRoom(core, bytes),
    ticketOf: (file) => ticketOf(core, file),
    ofTicket: (ticket) => ofTicket(core, ticket),
    stagedBytes: () => stagedBytes(core),

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

    worklist: (person, cursor, limit) => told(worklist(core, person, cursor, limit)),
    waiting: (person) => waiting(core, person),
    taskDone: async (person, task) => taskDone(core, person, await inward(core, task)),
    cases: (person, search, cursor, limit) => told(cases(core, person, search, cursor, limit)),
    caseView: async (person, caseId) => told(caseView(core, person, await inward(core, caseId))),
    actsOf: async (person, caseId) => told(actsOf(core, person, await inward(core, caseId))),
    clockView: async (person, caseId, clock) => told(clockView(core, person, await inward(core, caseId), clock)),
    oversight: (person, cursor, limit) => told(oversight(core, person, cursor, limit)),
    journal: (person, cursor, limit) => told(journal(core, person, cursor, limit)),
    deadlines: (person, cursor, limit) => told(deadlines(core, person, cursor, limit)),
    register: (query, cursor) => register(core, query, cursor),
    registerEntry: (id) => registerEntry(core, id),

    askIdentity: async (person, caseId, asked, key) =>
      told(askIdentity(core, person, await inward(core, caseId), asked, key)),
    decideIdentity: (person, request, decision) => decideIdentity(core, person, request, decision),
    openIdentity: (person, request) => openIdentity(core, person, request),
    readIdentity: (person, request) => readIdentity(core, person, request),
    identityRequests: async (person, caseId) =>
      told(identityRequests(core, person, caseId === undefined ? undefined : await inward(core, caseId))),
    otherDoors: async () => {
      const house = await core.house.fresh();
      return otherDoors(intakeOrgan(core, house), house.directory, dayOf(core.now()));
    },
    whoWeAre: async () => {
      const house = await core.house.get();
      if (core.organ === undefined && Object.keys(house.authorities).length === 0) return null;
      const organ = intakeOrgan(core, house);
      const name = lookUp(house.directory.organs, organ)?.name;
      return name ? { name, about: lookUp(house.abouts, organ) ?? null } : null;
    },
    destroyKey: async (caseId, first, second, ground) =>
      destroyKey(core, await inward(core, caseId), first, second, ground),
    openEvidence: async (person, caseId, evidence) =>
      openEvidence(core, person, ...(await inward(core, [caseId, evidence] as [string, string]))),

    directory: async () => (await core.house.fresh()).directory,
    authority: async () => {
      const house = await core.house.fresh();
      return authorityOf(house, intakeOrgan(core, house));
    },
    calendars: async () => (await core.house.fresh()).calendars,
    settle: (person, asked, key) => settle(core, person, asked, key),
    authorityLaw: (person) => authorityLaw(core, person),
    authorityLimits: (person) => authorityLimits(core, person),
    accounts: (person) => accounts(core, person),
    ownAccount: (person) => ownAccount(core, person),
    askAccount: (person, asked) => askAccount(core, person, asked),
    approveAccount: (person, request) => approveAccount(core, person, request),
    declineAccount: (person, request, reason) => declineAccount(core, person, request, reason),
    calendarBook: () => calendarBook(core),
    previewCalendar: (person, calendar) => previewCalendar(core, person, calendar),
    calendarProposals: (person) => calendarProposals(core, person),
    proposeCalendar: (person, calendar, after) => proposeCalendar(core, person, calendar, after),
    approveCalendar: (person, proposal, after) => approveCalendar(core, person, proposal, after),
    declineCalendar: (person, proposal, reason) => declineCalendar(core, person, proposal, reason),
    countPublications: () => countPublications(core),
    countPage: (from) => countPage(core, from),
    forget: async () => {
      const now = core.now();
      await forgetAnswers(core);
      await ask(core.pool, 'SELECT forget_sessions($1)', [now]);
      await forgetGates(core.pool);
      await forgetSignIns(core.pool, now);
      await dropOld(core);
    },
  };
}
