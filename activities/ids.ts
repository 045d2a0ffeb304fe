import { createHmac } from 'node:crypto';
import type { KeyService } from '../ledger/ground/keys.ts';
import type { DriverIds } from '../workflows/contract.ts';

/**
 * Ids of drivers. Temporal keeps them in the clear beside the name of the driver's kind, so they are keyed hashes of case and
 * proceeding: whoever reads Temporal's store cannot say of which case a driver is, nor which drivers are of one case. Their key
 * is derived from the one with which everything in Temporal is sealed.
 */
export function driverIds(keys: Pick<KeyService, 'key'>): DriverIds {
  const key = createHmac('sha256', keys.key('temporal')).update('ids of drivers').digest();
  const hashed = (parts: string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex').slice(0, 40);
  return {
    ofCase: (caseId) => hashed([caseId]),
    ofProceeding: (caseId, proceeding) => hashed([caseId, proceeding]),
    // Cases are named by ids, so that none is hashed as these are.
    ofHouse: (what) => hashed([what]),
  };
}

/**
 * For one release: before ids were hashed they were made of the case's own id, which told when it came. Null for a case that has none
 * such. A driver under one has a successor and ends when it asks (own.ts).
 */
export const formerId = (caseId: string, proceeding: string | null): string | null =>
  !/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(caseId) ? null : proceeding === null ? caseId : `${caseId}.${proceeding}`;
export const isFormerId = (workflowId: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(workflowId);
