import type { Ledger, TipInput } from '../../ledger/types.ts';
import { PLAIN_FINE, REFERRAL, REGISTRATION, SUSPICION, TASK_FORCE } from '../support/forms.ts';
import { doing, type TestHouse, TIP } from './house.ts';

const TWO = { withOfficer: 'officer2' };
export const TEXT = '示例学校\n罚款二万元。\n可在六十日内申请行政复议。';
export const NUMBER = '示例罚〔2026〕4号';

/** Does every open effect of a case as the drivers would, through the ledger's own doors. Safe to repeat. */
export async function settle(ledger: Ledger, caseId: string): Promise<string[]> {
  const done: string[] = [];
  const { proceedings } = await ledger.driversOf(caseId);
  for (const { id } of proceedings) {
    for (const e of (await ledger.todo(caseId, id)).effects) {
      for (let twice = 0; twice < 2; twice++) {
        if (e.kind === 'letter') await ledger.placeLetter(e.key);
        else if (e.to === 'register') await ledger.applyToRegister(e.key);
        else if (e.to === 'credit-platform')
          await ledger.recordCredit(e.key, { platform: 'demo', reference: e.key.slice(-6) });
      }
      await ledger.effectDone(e.key);
      done.push(`${e.kind} ${e.to}`);
    }
  }
  return done;
}

/** A case whose penalty was decided, served and disclosed and has led to a listing: January to March 2026. */
export async function listed(
  house: Pick<TestHouse, 'ledger' | 'clock'>,
  more: { natural?: boolean; seriousness?: string; tip?: TipInput } = {},
) {
  const { ledger, clock } = house;
  clock.set('2026-01-05');
  const told = await ledger.tell(more.tip ?? TIP);
  const { caseId } = told;
  const act = doing(ledger, caseId);
  const pair = async (by: string, decides: string, p: string, name: string, form: Record<string, unknown> = {}) => {
    await act(by, p, `${name}:propose`, form);
    return act(decides, p, name);
  };
  clock.set('2026-01-06');
  await act('clerk', 'intake-1', 'register', {
    ...REGISTRATION,
    accusedNatural: more.natural ?? false,
  });
  await pair('clerk', 'unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  clock.set('2026-01-14');
  await pair('officer1', 'depthead', 'investigation-1', 'file-case', {
    standardMet: true,
    actEndedOn: '2025-11-30',
    filingNumber: '示例监立〔2026〕1号',
    ...TWO,
  });
  clock.set('2026-01-28');
  await pair('officer1', 'unithead', 'investigation-1', 'findings-ready', {
    covered: true,
    proposesPenalty: true,
    ground: 'other-by-law',
    violations: ['sham-training'],
    roles: ['organiser'],
    intent: 'intent',
    causedBy: 'accused',
    amounts: [],
    actEndedOn: '2025-11-30',
    evidence: ['records', 'documents'],
    report: 'report',
    ...TWO,
  });
  clock.set('2026-02-02');
  await act('officer1', 'penalty-1', 'serve-notice', {
    ...PLAIN_FINE,
    noticeNumber: '示例罚告〔2026〕2号',
    ground: 'other-by-law',
    clause: 'clause',
    amounts: [],
    actEndedOn: '2025-11-30',
    fine: 20_000,
    listingConditions: ['other-by-law'],
    service: 'direct',
  });
  clock.set('2026-03-10');
  await pair('officer1', 'depthead', 'penalty-1', 'decide', {
    decisionNumber: NUMBER,
    kinds: ['fine'],
    fine: 20_000,
    confiscation: 0,
    announcedTo: 'absent',
    mustPublish: true,
    publishGround: 'three-systems',
    ...TWO,
  });
  clock.set('2026-03-12');
  await act('officer1', 'penalty-1', 'serve', {
    service: 'direct',
    receipt: '示例送〔2026〕2号',
    remediesTold: true,
    repairNotice: true,
    ...TWO,
  });
  await act('disclosure', 'disclosure-1', 'hand-in', {
    decisionNumber: NUMBER,
    partyName: '示例学校',
    text: TEXT,
    tipsterGone: true,
    thirdPartiesGone: true,
    secretsGone: true,
    remedyNamed: true,
    dishonesty: false,
    naturalRedacted: true,
  });
  await act('checker', 'disclosure-1', 'pass', { checked: true });
  await act('credit', 'penalty-1', 'propose-listing', { condition: 'other-by-law' });
  await act('credit', 'listing-1', 'serve-notice', {
    number: '示例信告〔2026〕1号',
    service: 'direct',
    rights: true,
    twoLetters: true,
  });
  await act('credit', 'listing-1', 'statement', {
    statement: 'statement',
    document: { kind: '陈述申辩书', number: '陈-3', date: '2026-03-12' },
  });
  await pair('credit', 'principal', 'listing-1', 'list', {
    number: '示例信〔2026〕1号',
    seriousness: more.seriousness ?? 'ordinary',
    repeated: false,
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    reChecked: true,
    twoLetters: true,
    responsible: ['credit'],
  });
  return { ...told, act, pair };
}

/** A case that was told, down to the approval by the principal to hand it to the police. */
export async function approvedForPolice(ledger: Ledger, caseId: string, actEndedOn: string): Promise<void> {
  const act = doing(ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  await act('officer1', 'investigation-1', 'file-case:propose', { standardMet: true, actEndedOn, ...TWO });
  await act('depthead', 'investigation-1', 'file-case');
  await act('officer1', 'investigation-1', 'suspect-crime', SUSPICION);
  await act('unithead', 'police-referral-1', 'name-task-force', TASK_FORCE);
  await act('officer1', 'police-referral-1', 'report', { ...REFERRAL, number: '移报〔2026〕3号' });
  await act('principal', 'police-referral-1', 'approve', { number: '移书〔2026〕3号' });
}
