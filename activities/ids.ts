import { createHmac } from 'node:crypto';
import type { KeyService } from '../ledger/keys.ts';

/**
 * Ids of drivers. Temporal keeps them in the clear beside the name of the driver's kind, so they are keyed hashes of case and
 * proceeding: whoever reads Temporal's store cannot say of which case a driver is, nor which drivers are of one case.
 */
export interface DriverIds {
  ofCase(caseId: string): string;
  ofProceeding(caseId: string, proceeding: string): string;
}

/** The ids under the key with which everything in Temporal is sealed; a key of their own is derived from it. */
export function driverIds(keys: Pick<KeyService, 'key'>): DriverIds {
  const key = createHmac('sha256', keys.key('temporal')).update('ids of drivers').digest();
  const hashed = (parts: string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex').slice(0, 40);
  return {
    ofCase: (caseId) => hashed([caseId]),
    ofProceeding: (caseId, proceeding) => hashed([caseId, proceeding]),
  };
}

/** Ids of before were those of the case itself: such a driver has a successor under a hashed id and ends (own.ts). */
export const isFormerId = (workflowId: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(workflowId);
