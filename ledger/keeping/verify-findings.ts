/** What verify says. */
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
