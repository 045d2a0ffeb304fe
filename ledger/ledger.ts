import { lookUp } from '../domain/look-up.ts';
import { otherDoors } from '../domain/people/door.ts';
import { goesOn } from '../domain/people/organs.ts';
import { dayOf } from '../domain/time/day.ts';
import type { PlainDate } from '../domain/time/types.ts';
import { act } from './acts/act.ts';
import { addEvidence, openReceipt, progress, tipsterAct } from './acts/citizen.ts';
import { enter } from './acts/enter.ts';
import { handOver } from './acts/hand-over.ts';
import { askIdentity, decideIdentity, openIdentity, readIdentity } from './acts/identity.ts';
import { openEvidence } from './acts/originals.ts';
import { destroyKey } from './acts/retention.ts';
import { showReceipt } from './acts/show-receipt.ts';
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
import { approveAccount, askAccount, declineAccount } from './house/accounts.ts';
import { settle, superiorOf } from './house/authority.ts';
import { approveCalendar, countPage, countPublications, declineCalendar, proposeCalendar } from './house/calendars.ts';
import { chooseDigest, digestSent, digestsAt, nextDigest } from './house/digests.ts';
import { approveChanges, askChanges, consentChanges, declineChanges } from './house/people.ts';
import { accountRequest, accounts, ownAccount } from './reading/accounts.ts';
import { actsOf } from './reading/acts.ts';
import { authorityLaw, authorityLimits, firstDaysOf } from './reading/authority.ts';
import {
  calendarBook,
  calendarProposal,
  calendarProposals,
  calendarPublication,
  previewCalendar,
} from './reading/calendars.ts';
import { caseView } from './reading/case-view.ts';
import { cases } from './reading/cases.ts';
import { changeHistory } from './reading/change-history.ts';
import { clockView } from './reading/clock.ts';
import { deadlines } from './reading/deadlines.ts';
import { digest, digestOf } from './reading/digest.ts';
import { handedCases, handover } from './reading/handover.ts';
import { identityRequests } from './reading/identity.ts';
import { journal } from './reading/journal.ts';
import { news, readNews, unreadNews } from './reading/news.ts';
import { oversight } from './reading/oversight.ts';
import { changeRequest, people, previewChanges } from './reading/people.ts';
import { table, tableRead } from './reading/people-table.ts';
import { register, registerEntry } from './reading/register.ts';
import { waiting } from './reading/waiting.ts';
import { worklist } from './reading/worklist.ts';
import { type Core, createCore, homeOrgan, intakeOrgan, type LedgerOptions, receivingOrgans } from './truth/core.ts';
import { drop, dropOld, keep, makeRoom, ofTicket, stage, stagedBytes, ticketOf } from './truth/evidence.ts';
import { aboutIn, authorityOf, type House, nameOfOrgan } from './truth/house.ts';
import { forgetAnswers } from './truth/idempotency.ts';
import type {
  Accounts,
  Acts,
  CalendarBooks,
  CaseReading,
  Counting,
  Crediting,
  Digests,
  Driving,
  Effects,
  Forgetting,
  GivingUp,
  HouseReading,
  IdentityRequests,
  Inspection,
  Intake,
  Ledger,
  Letters,
  Lists,
  News,
  NoticeAddresses,
  Originals,
  PeopleChanges,
  Publishing,
  Receipts,
  Receiver,
  Register,
  Retention,
  Settling,
} from './types.ts';

/** An organ as whoever tells chooses it. */
const receiverView = (house: House, id: string, day: PlainDate): Receiver => {
  const { area = null, publicUrl = null } = aboutIn(house, id) ?? {};
  const superior = superiorOf(house, id);
  return {
    id,
    name: nameOfOrgan(house, id, day),
    superior: superior === null ? null : goesOn(house.directory.organs, superior),
    area,
    publicUrl,
  };
};

/** What staff are answered: without an id that tells when a case came. */
const told = async <T>(core: Core, answer: Promise<T>): Promise<T> => outward(core, await answer);

/** What comes in from outside: tips with their files, and what the holder of a receipt does. */
const takingIn = (core: Core): Intake & Originals & Receipts => ({
  tell: (tip, key) => tell(core, tip, key),
  keptAnswer: (key) => keptAnswer(core, key),
  receiptTyped: (receipt) => receiptTyped(core, receipt),
  otherDoors: async (organ) => {
    const house = await core.house.fresh();
    return otherDoors(intakeOrgan(core, house, organ), house.directory, dayOf(core.now()));
  },
  receivers: async () => {
    const house = await core.house.get();
    return receivingOrgans(core, house).map((id) => receiverView(house, id, dayOf(core.now())));
  },
  whoWeAre: async (asked) => {
    const nobody = (house: House) => core.organ === undefined && Object.keys(house.authorities).length === 0;
    // Every page asks: as last known, but for the day on which an authority moves in.
    const known = await core.house.get();
    const house = nobody(known) ? await core.house.fresh() : known;
    if (nobody(house)) return null;
    const organ = asked === undefined ? homeOrgan(core, house) : intakeOrgan(core, house, asked);
    const name = nameOfOrgan(house, organ, dayOf(core.now()));
    return lookUp(house.directory.organs, organ) ? { name, about: aboutIn(house, organ) } : null;
  },
  stageEvidence: (bytes, room) => stage(core, bytes, room),
  dropEvidence: (ids) => drop(core, ids),
  keepEvidence: (ids) => keep(core, ids),
  makeRoom: (bytes) => makeRoom(core, bytes),
  ticketOf: (file) => ticketOf(core, file),
  ofTicket: (ticket) => ofTicket(core, ticket),
  stagedBytes: () => stagedBytes(core),
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
});

/** What staff do with a case, from its entering on. */
const acting = (core: Core): Acts & IdentityRequests & Retention => ({
  enter: (tip, key) => enter(core, tip, key),
  act: async (asking) => told(core, act(core, await inward(core, asking))),
  handOver: async (person, asked, key) =>
    told(core, handOver(core, person, { ...asked, cases: await inward(core, asked.cases) }, key)),
  showReceipt: async (person, caseId) => showReceipt(core, person, await inward(core, caseId)),
  taskDone: async (person, task) => taskDone(core, person, await inward(core, task)),
  askIdentity: async (person, caseId, asked, key) =>
    told(core, askIdentity(core, person, await inward(core, caseId), asked, key)),
  decideIdentity: (person, request, decision) => decideIdentity(core, person, request, decision),
  openIdentity: (person, request) => openIdentity(core, person, request),
  readIdentity: (person, request) => readIdentity(core, person, request),
  identityRequests: async (person, caseId) =>
    told(core, identityRequests(core, person, caseId === undefined ? undefined : await inward(core, caseId))),
  destroyKey: async (caseId, first, second, ground) =>
    destroyKey(core, await inward(core, caseId), first, second, ground),
});

/** What the drivers ask for, and what is forgotten as time goes by. */
const driving = (
  core: Core,
): Driving & Effects & GivingUp & Letters & Publishing & Crediting & NoticeAddresses & Digests & Forgetting => ({
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
  nextDigest: (after) => nextDigest(core, after),
  digestsAt: (moment, from) => digestsAt(core, moment, from),
  digest: (staff, moment) => digest(core, staff, moment),
  digestSent: (staff, moment) => digestSent(core, staff, moment),
  forget: async () => {
    const now = core.now();
    await forgetAnswers(core);
    await ask(core.pool, 'SELECT forget_sessions($1)', [now]);
    await forgetGates(core.pool);
    await forgetSignIns(core.pool, now);
    await dropOld(core);
  },
});

/** What is read of the cases. */
const showing = (core: Core): CaseReading & Lists & News & Inspection & Register => ({
  worklist: (person, cursor, limit) => told(core, worklist(core, person, cursor, limit)),
  waiting: (person) => waiting(core, person),
  news: (person, cursor, limit) => told(core, news(core, person, cursor, limit)),
  unreadNews: (person) => unreadNews(core, person),
  readNews: (person, upTo) => readNews(core, person, upTo),
  digestOf: (person) => digestOf(core, person),
  chooseDigest: (person, choice) => chooseDigest(core, person, choice),
  handover: (person) => handover(core, person),
  handedCases: (person, officer, cursor, limit) => told(core, handedCases(core, person, officer, cursor, limit)),
  cases: (person, search, cursor, limit) => told(core, cases(core, person, search, cursor, limit)),
  caseView: async (person, caseId) => told(core, caseView(core, person, await inward(core, caseId))),
  openEvidence: async (person, caseId, evidence) =>
    openEvidence(core, person, ...(await inward(core, [caseId, evidence] as [string, string]))),
  actsOf: async (person, caseId) => told(core, actsOf(core, person, await inward(core, caseId))),
  clockView: async (person, caseId, clock) => told(core, clockView(core, person, await inward(core, caseId), clock)),
  oversight: (person, cursor, limit) => told(core, oversight(core, person, cursor, limit)),
  journal: (person, cursor, limit) => told(core, journal(core, person, cursor, limit)),
  deadlines: (person, cursor, limit) => told(core, deadlines(core, person, cursor, limit)),
  register: (query, cursor) => register(core, query, cursor),
  registerEntry: (id) => registerEntry(core, id),
});

/** What the authority settles about itself. */
const settling = (core: Core): HouseReading & Settling & Accounts & PeopleChanges & CalendarBooks & Counting => ({
  directory: async () => (await core.house.fresh()).directory,
  authority: async () => {
    const house = await core.house.fresh();
    return authorityOf(house, homeOrgan(core, house));
  },
  calendars: async () => (await core.house.fresh()).calendars,
  houseStands: (version) => core.house.stands(version),
  settle: (person, asked, key) => settle(core, person, asked, key),
  authorityLaw: (person) => authorityLaw(core, person),
  authorityLimits: (person) => authorityLimits(core, person),
  firstDays: (person) => firstDaysOf(core, person),
  accounts: (person, q) => accounts(core, person, q),
  ownAccount: (person) => ownAccount(core, person),
  askAccount: async (person, asked) => accountRequest(core, person, await askAccount(core, person, asked)),
  approveAccount: async (person, request) => {
    const password = await approveAccount(core, person, request);
    return { request: await accountRequest(core, person, request), password };
  },
  declineAccount: async (person, request, reason) => {
    await declineAccount(core, person, request, reason);
    return accountRequest(core, person, request);
  },
  people: (person, sought) => people(core, person, sought),
  changeHistory: (person, sought) => changeHistory(core, person, sought),
  changeRequest: (person, request, organ) => changeRequest(core, person, { request, organ }),
  previewChanges: (person, changes) => previewChanges(core, person, changes),
  table: (person) => table(core, person),
  readTable: (person, sheets) => tableRead(core, person, sheets),
  askChanges: async (person, asked, key) =>
    changeRequest(core, person, { request: await askChanges(core, person, asked, key) }),
  consentChanges: async (person, request, document, organ) => {
    await consentChanges(core, person, { request, organ }, document);
    return changeRequest(core, person, { request, organ });
  },
  approveChanges: async (person, request, organ) => {
    const passwords = await approveChanges(core, person, { request, organ });
    return { request: await changeRequest(core, person, { request, organ }), passwords };
  },
  declineChanges: async (person, request, reason, organ) => {
    await declineChanges(core, person, { request, organ }, reason);
    return changeRequest(core, person, { request, organ });
  },
  calendarBook: () => calendarBook(core),
  previewCalendar: (person, calendar) => previewCalendar(core, person, calendar),
  calendarProposals: (person) => calendarProposals(core, person),
  proposeCalendar: async (person, calendar, after) =>
    calendarProposal(core, person, await proposeCalendar(core, person, calendar, after)),
  approveCalendar: async (person, proposal, after) =>
    calendarPublication(core, await approveCalendar(core, person, proposal, after)),
  declineCalendar: async (person, proposal, reason) => {
    await declineCalendar(core, person, proposal, reason);
    return calendarProposal(core, person, proposal);
  },
  countPublications: () => countPublications(core),
  countPage: (from) => countPage(core, from),
});

/** The ledger over a pool whose connections run as `mingcha_app` (db.ts `openPool`). */
export function createLedger(options: LedgerOptions): Ledger {
  const core = createCore(options);
  return { ...takingIn(core), ...acting(core), ...driving(core), ...showing(core), ...settling(core) };
}
