import type { FactSheet } from '../../domain/case/types.ts';
import { OF_A_PERSON, PLAIN_FINE, REFERRAL, TASK_FORCE } from './forms.ts';
import { type Beginning, type Life, life } from './life.ts';

/** Forms that most roads need; a test overrides what it is about. */
export const REGISTER = OF_A_PERSON;
export const OFFICERS: FactSheet = { officers: ['officer1', 'officer2'], conflictChecked: true };
export const WITH = { withOfficer: 'officer2' };
/** The notice before a fine of twice what was drawn. */
export const FINE_NOTICE = {
  ...PLAIN_FINE,
  noticeNumber: '1',
  ground: 'cheating-benefits',
  amounts: [{ kind: 'drawn', yuan: 84_000, knownOn: '2026-10-12' }],
  actEndedOn: '2026-08-31',
  fine: 168_000,
};
export const FINDINGS: FactSheet = {
  covered: true,
  proposesPenalty: true,
  ground: 'cheating-benefits',
  violations: ['drawn-after-death'],
  roles: ['willing'],
  intent: 'intent',
  causedBy: 'accused',
  amounts: [{ kind: 'drawn', yuan: 84_000, knownOn: '2026-10-12' }],
  actEndedOn: '2026-08-31',
  evidence: ['documents', 'records'],
  report: 'report',
};

/** Received on Wednesday 30 September 2026 at 16:40 and not yet registered. */
export const received = (b: Beginning = {}): Life => life(b).open(b.tip);

/** Registered the next working day, Thursday 8 October. */
export function underReview(b: Beginning = {}, form: FactSheet = {}): Life {
  const l = received(b).on('2026-10-08');
  l.do('clerk', 'register', { ...REGISTER, ...form });
  return l;
}

/** Accepted on Friday 9 October. */
export function accepted(b: Beginning = {}, form: FactSheet = {}): Life {
  const l = underReview(b, form).on('2026-10-09');
  l.pair('clerk', 'unithead', 'accept');
  return l;
}

/** Assigned to officer1 and officer2 on Saturday 10 October, a working day by notice. */
export function investigating(b: Beginning = {}, form: FactSheet = {}): Life {
  const l = accepted(b, form).on('2026-10-10');
  l.do('unithead', 'assign', OFFICERS);
  return l;
}

/** Case filed on Monday 12 October. */
export function filed(b: Beginning = {}, form: FactSheet = {}): Life {
  const l = investigating(b, form).on('2026-10-12');
  const head = l.state.regime === 'labour-inspection' ? 'unithead' : 'depthead';
  l.pair('officer1', head, 'file-case', { standardMet: true, actEndedOn: '2026-08-31', ...WITH });
  return l;
}

/** Findings that propose a penalty, Tuesday 13 October; the penalty proceeding is open. */
export function penaltyProposed(b: Beginning = {}, form: FactSheet = {}): Life {
  const l = filed(b, form).on('2026-10-13');
  l.pair('officer1', 'unithead', 'findings-ready', { ...FINDINGS, ...WITH });
  return l;
}

/** Nothing found, concluded on Wednesday 14 October. */
export function concluded(b: Beginning = {}): Life {
  const l = investigating(b).on('2026-10-13');
  l.pair('officer1', 'unithead', 'nothing-found', { nothingWhy: 'weak', covered: true, report: 'report', ...WITH });
  l.on('2026-10-14');
  l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'report' });
  return l;
}

/** Archived on Thursday 15 October. */
export function archived(b: Beginning = {}): Life {
  const l = concluded(b).on('2026-10-15');
  l.pair('clerk', 'unithead', 'archive', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' });
  return l;
}

/** Nobody of the house is linked to the accused, a body. */
export const LINKED = { natural: false, linked: true, units: [], heads: [], persons: [] };
/**
 * A referral to the police, drafted anew and approved at the instant at which the tip came.
 * @param beside what is held or waits meanwhile
 */
export function approvedForPolice(b: Beginning, beside: readonly ('penalty' | 'investigation')[] = []): Life {
  const l = life(b).found('police-referral', 'NotReferred', { ended: life(b).now });
  if (beside.includes('penalty')) l.found('penalty', 'Proposed', { facts: { intent: 'intent' } });
  if (beside.includes('investigation'))
    l.found('investigation', 'AwaitingOutcome', { facts: { outcomes: [], crimeSuspected: true } });
  l.given({ officers: ['officer1', 'officer2', 'officer3'], accused: LINKED });
  l.do('officer1', 'redraft', { ground: 'new-facts', ...WITH });
  l.do('unithead', 'name-task-force', TASK_FORCE);
  l.do('officer1', 'report', { ...REFERRAL, number: '1' });
  l.do('principal', 'approve', { number: '1' }, { proceeding: 'police-referral' });
  return l;
}
