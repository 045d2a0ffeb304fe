import {
  getActs,
  getCase,
  getCases,
  getClock,
  getDeadlineBoard,
  getEvidence,
  getOversight,
  getWorklist,
  postAct,
  postCase,
  postIdentity,
  postTaskDone,
} from './resources/cases.ts';
import { getDeadline, getDeadlines, postCompute } from './resources/law.ts';
import { getHealth, getMetrics } from './resources/operations.ts';
import { receiptRoutes } from './resources/receipts.ts';
import { getRegister, getRegisterEntry } from './resources/register.ts';
import { deleteSession, getSession, getStaff, postSession } from './resources/session.ts';
import { postTip } from './resources/tips.ts';
import type { Route } from './route.ts';

/** Every route of the API. */
export const routes = (): Route[] => [
  postTip,
  ...receiptRoutes(),
  getRegister,
  getRegisterEntry,
  getDeadlines,
  getDeadline,
  postCompute,
  postSession,
  getSession,
  deleteSession,
  getStaff,
  getWorklist,
  postTaskDone,
  getDeadlineBoard,
  getCases,
  postCase,
  getCase,
  getActs,
  postAct,
  getClock,
  postIdentity,
  getEvidence,
  getOversight,
  getHealth,
  getMetrics,
];
