import { NAMED, REGISTRATION } from '../ledger/house.ts';
import { CHEATING_FINE, REFERRAL, SUSPICION, TASK_FORCE } from './forms.ts';
import type { SkippingHouse } from './skipping.ts';

const TWO = { withOfficer: 'officer2' };
export const paper = (date: string, kind = '通知', number = '文〔2025〕1号') => ({ document: { kind, number, date } });
const AMOUNTS = [{ kind: 'drawn', yuan: 40_000, knownOn: '2025-03-13' }];

/** Words that somebody told the authority, each to be found nowhere but under seal. */
export const CANARIES = {
  name: 'canary-name-5d2e71',
  clue: 'canary-clue-0b93fa',
  where: 'canary-where-77c1d0',
  person: 'canary-person-e410b8',
  id: 'canary-id-2291c7',
  mail: 'canary-mail-8f60aa@example.invalid',
  report: 'canary-report-61d7e3',
  text: 'canary-text-c58a19',
  message: 'canary-message-3c0d44',
} as const;

/** A real-name tip whose every word is a canary. */
export const TOLD = {
  ...NAMED,
  accused: { ...NAMED.accused, name: CANARIES.name },
  clue: CANARIES.clue,
  where: CANARIES.where,
  tipster: { name: CANARIES.person, idNumber: CANARIES.id, email: CANARIES.mail, wantsNotice: true },
};

export type Scene = Awaited<ReturnType<SkippingHouse['tell']>>;

/** Registered on 7 March 2025, later than the house allows, and accepted by silence on 11 March. */
export async function acceptedBySilence(house: SkippingHouse): Promise<Scene> {
  const c = await house.tell(TOLD);
  await house.to('2025-03-07', c.caseId);
  await c.do('clerk', 'intake-1', 'register', REGISTRATION);
  await house.to('2025-03-11', c.caseId);
  return c;
}

/** Assigned, the tipster told, a case filed. 12 March 2025. */
export async function filed(house: SkippingHouse): Promise<Scene> {
  const c = await acceptedBySilence(house);
  await c.do('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  await c.pair('clerk', 'unithead', 'intake-1', 'notice-sent', { told: 'accepted', noticeHow: 'page' });
  await house.to('2025-03-12', c.caseId);
  await c.pair('officer1', 'depthead', 'investigation-1', 'file-case', {
    standardMet: true,
    actEndedOn: '2025-01-31',
    ...TWO,
  });
  return c;
}

/** The party neither speaks nor asks for a hearing; decided, served and published. 11 April 2025. */
async function published(house: SkippingHouse): Promise<Scene> {
  const c = await filed(house);
  await house.to('2025-03-14', c.caseId);
  await c.pair('officer1', 'unithead', 'investigation-1', 'findings-ready', {
    covered: true,
    proposesPenalty: true,
    ground: 'cheating-fund',
    violations: ['drawn-after-death'],
    roles: ['organiser'],
    intent: 'intent',
    causedBy: 'accused',
    amounts: AMOUNTS,
    actEndedOn: '2025-01-31',
    evidence: ['documents', 'records'],
    report: CANARIES.report,
    ...TWO,
  });
  await house.to('2025-03-17', c.caseId);
  await c.do('officer1', 'penalty-1', 'serve-notice', {
    ...CHEATING_FINE,
    noticeNumber: '告〔2025〕1号',
    amounts: AMOUNTS,
    actEndedOn: '2025-01-31',
  });
  await house.to('2025-04-10', c.caseId);
  await c.pair('officer1', 'depthead', 'penalty-1', 'decide', {
    decisionNumber: '罚〔2025〕1号',
    kinds: ['fine'],
    fine: 120_000,
    confiscation: 0,
    announcedTo: 'present',
    mustPublish: true,
    publishGround: 'social-influence',
    ...TWO,
  });
  await c.do('officer1', 'penalty-1', 'serve', {
    service: 'direct',
    receipt: '回证1',
    remediesTold: true,
    repairNotice: true,
    ...TWO,
  });
  await house.to('2025-04-11', c.caseId);
  await c.do('disclosure', 'disclosure-1', 'hand-in', {
    decisionNumber: '罚〔2025〕1号',
    partyName: CANARIES.name,
    text: CANARIES.text,
    tipsterGone: true,
    thirdPartiesGone: true,
    secretsGone: true,
    remedyNamed: true,
    dishonesty: false,
  });
  await c.do('checker', 'disclosure-1', 'pass', { checked: true });
  await c.do('disclosure', 'disclosure-1', 'publish', {});
  return c;
}

/**
 * Concluded; the fine paid late; archived late; listed once every remedy has lapsed, on the day from which the measures on credit repair give a list
 * its maximum. 1 April 2026.
 */
export async function listed(house: SkippingHouse): Promise<Scene> {
  const c = await published(house);
  await house.to('2025-04-14', c.caseId);
  await c.pair('unithead', 'depthead', 'investigation-1', 'conclude', {
    concludeGround: 'handled',
    report: CANARIES.report,
  });
  await house.to('2025-05-20', c.caseId);
  await c.pair('clerk', 'unithead', 'penalty-1', 'paid', {
    amount: 120_000,
    surcharge: 60_000,
    ...paper('2025-05-20'),
  });
  await house.to('2025-06-13', c.caseId);
  await c.pair('clerk', 'unithead', 'investigation-1', 'archive', {
    packageComplete: true,
    archiveNumber: 'A-1',
    retention: 'long',
  });
  await house.to('2026-03-09', c.caseId);
  await c.do('credit', 'penalty-1', 'propose-listing', { condition: 'cheating' });
  await house.to('2026-03-10', c.caseId);
  await c.do('credit', 'listing-1', 'serve-notice', {
    number: '告〔2026〕2号',
    service: 'direct',
    rights: true,
    twoLetters: true,
  });
  await house.to('2026-04-01', c.caseId);
  await c.pair('credit', 'principal', 'listing-1', 'list', {
    number: '列〔2026〕1号',
    seriousness: 'ordinary',
    repeated: false,
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    reChecked: true,
    twoLetters: true,
    responsible: ['officer1', 'officer2'],
  });
  return c;
}

/** From the tip to the end of the publicity of the listing, with as little done by people as the law allows. */
export async function wholeLife(house: SkippingHouse): Promise<string> {
  const c = await listed(house);
  await house.to('2027-04-15', c.caseId);
  return c.caseId;
}

/** Crime suspected after the filing; approved, and the package on its way to the police. 14 March 2025. */
export async function toThePolice(house: SkippingHouse): Promise<Scene> {
  const c = await filed(house);
  await house.to('2025-03-13', c.caseId);
  await c.do('officer1', 'investigation-1', 'suspect-crime', { ...SUSPICION, suspicion: CANARIES.text });
  await c.do('unithead', 'police-referral-1', 'name-task-force', TASK_FORCE);
  await c.do('officer1', 'police-referral-1', 'report', {
    ...REFERRAL,
    number: '移报〔2025〕3号',
    offence: CANARIES.text,
  });
  await house.to('2025-03-14', c.caseId);
  await c.do('principal', 'police-referral-1', 'approve', { number: '移书〔2025〕3号' });
  return c;
}
