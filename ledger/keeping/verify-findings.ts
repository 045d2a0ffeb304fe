/** What verify says. */
import { Unavailable } from '../ground/errors.ts';
import type { LogVerified } from './verify-log.ts';

export interface Finding {
  /** Of a finding in the journal of an authority: `authority <organ>`; in the calendars: `calendars`; in the log: `log`; else the table. */
  caseId: string;
  /** What is wrong: a stable word. */
  what:
    | 'genesis'
    | 'gap'
    | 'chain'
    | 'head'
    | 'version'
    | 'state'
    | 'columns'
    | 'seal'
    | 'evidence'
    | 'proceedings'
    | 'clocks'
    | 'work'
    | 'access'
    | 'effects'
    | 'tasks'
    | 'approval'
    | 'orphan'
    | 'authority-gap'
    | 'authority-chain'
    | 'authority-head'
    | 'authority-approval'
    | 'authority-row'
    | 'calendar'
    | 'key'
    | 'truth'
    | 'log';
  detail: string;
}

export type Found = (what: Finding['what'], detail: string) => void;

export interface Verified {
  cases: number;
  events: number;
  /** Acts of authorities. */
  acts: number;
  /** Rows under a seal of their own. */
  sealed: number;
  /** The log over all of it, and what it was checked against. */
  log: LogVerified;
  findings: Finding[];
}

/**
 * A part of what is verified. What somebody wrote in the place of the truth need not even be readable: then that is found, and the other
 * parts are looked at all the same.
 * @param where the tables that it reads
 */
export async function part(
  where: string,
  result: Pick<Verified, 'findings'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const detail = `${where} cannot be read as what they are: ${(error as Error).message}`;
    result.findings.push({ caseId: where, what: 'truth', detail });
  }
}
