import {
  CancellationScope,
  CancelledFailure,
  makeContinueAsNewFunc,
  patched,
  workflowInfo,
} from '@temporalio/workflow';
import { type DriverName, TIP } from './contract.ts';

/** Names of drivers of before, kept for one release: what was begun under one ends when it is next awake and goes on under its own. */
export const FORMER = {
  caseDriver: TIP,
  intakeDriver: 'intake',
  investigationDriver: 'investigation',
  penaltyDriver: 'penalty',
  policeReferralDriver: 'police-referral',
  listingDriver: 'listing',
  disclosureDriver: 'disclosure',
  paperDriver: 'paper',
} as const satisfies Record<string, DriverName>;

const present = (type: string): DriverName | undefined => (FORMER as Record<string, DriverName>)[type];

/** Whether this run has a name of before and is awake under this code for the first time: it should end for one under the present name. */
export const renamed = (): boolean =>
  present(workflowInfo().workflowType) !== undefined && patched('named as the field names it');

/** Whether this run should end for a new one. */
export const runIsOver = (): boolean => workflowInfo().continueAsNewSuggested || renamed();

/** Ends this run; the next one has the present name and nothing but what is handed over. One that is to be cancelled does not go on. */
export const goOn = async <A extends unknown[]>(...handedOver: A): Promise<never> => {
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure('Workflow cancelled');
  const { workflowType } = workflowInfo();
  return makeContinueAsNewFunc<(...handedOver: A) => Promise<void>>({
    workflowType: present(workflowType) ?? workflowType,
  })(...handedOver);
};
