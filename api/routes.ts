import { formOf, jsonSchemaOf } from '../domain/kernel/index.ts';
import { TABLES } from '../domain/proceedings/tables.ts';
import {
  getAccounts,
  getOwnAccount,
  postAccountApproval,
  postAccountDecline,
  postAccountRequest,
} from './resources/accounts.ts';
import {
  getAuthority,
  getAuthorityLaw,
  getAuthorityLimits,
  getFirstDays,
  postConfirmation,
  postHearingAmounts,
  postLimit,
  postRotation,
  postWithdrawal,
} from './resources/authority.ts';
import {
  getCalendarProposals,
  getCalendars,
  getPublications,
  postCalendar,
  postCalendarApproval,
  postCalendarDecline,
  postCalendarPreview,
} from './resources/calendars.ts';
import {
  getActs,
  getCase,
  getCases,
  getClock,
  getDeadlineBoard,
  getEvidence,
  getJournal,
  getOversight,
  getWorklist,
  postAct,
  postCase,
  postReceiptShowing,
  postTaskDone,
} from './resources/cases.ts';
import { getFactor, postFactor, postFactorDraft, postFactorRemoval, postRecoveryCodes } from './resources/factor.ts';
import { getHandedCases, getHandover, postHandover } from './resources/handover.ts';
import {
  getIdentity,
  getIdentityRequests,
  postIdentityDecision,
  postIdentityOpening,
  postIdentityRequest,
} from './resources/identity.ts';
import { getDeadline, getDeadlines, postCompute } from './resources/law.ts';
import { getDigest, getNews, getUnread, postDigest, postNewsRead } from './resources/news.ts';
import { getHealth, getMetrics, getOperations, getReady } from './resources/operations.ts';
import {
  getChangeHistory,
  getChangeRequest,
  getPeople,
  getTable,
  postChangeApproval,
  postChangeConsent,
  postChangeDecline,
  postChangePreview,
  postChangeRequest,
  postTable,
} from './resources/people.ts';
import { receiptRoutes } from './resources/receipts.ts';
import { getRegister, getRegisterEntry } from './resources/register.ts';
import {
  deleteSession,
  endSession,
  getAllSessions,
  getAllSignIns,
  getSession,
  getSessions,
  getSignIns,
  getStaff,
  postCode,
  postPassword,
  postSession,
} from './resources/session.ts';
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
  getCalendars,
  getPublications,
  postCalendarPreview,
  postCalendar,
  getCalendarProposals,
  postCalendarApproval,
  postCalendarDecline,
  postSession,
  getSession,
  deleteSession,
  postCode,
  postPassword,
  getFactor,
  postFactorDraft,
  postFactor,
  postFactorRemoval,
  postRecoveryCodes,
  getSignIns,
  getSessions,
  endSession,
  getAllSessions,
  getAllSignIns,
  getStaff,
  getWorklist,
  postTaskDone,
  getHandover,
  getHandedCases,
  postHandover,
  getNews,
  getUnread,
  postNewsRead,
  getDigest,
  postDigest,
  getDeadlineBoard,
  getCases,
  postCase,
  postReceiptShowing,
  getCase,
  getActs,
  postAct,
  getClock,
  postIdentityRequest,
  getIdentityRequests,
  postIdentityDecision,
  postIdentityOpening,
  getIdentity,
  getEvidence,
  getJournal,
  getOversight,
  getAuthority,
  getAuthorityLaw,
  postConfirmation,
  postWithdrawal,
  getAuthorityLimits,
  getFirstDays,
  postLimit,
  postRotation,
  postHearingAmounts,
  getAccounts,
  postAccountRequest,
  postAccountApproval,
  postAccountDecline,
  getOwnAccount,
  getPeople,
  getTable,
  postChangePreview,
  postTable,
  postChangeRequest,
  getChangeHistory,
  getChangeRequest,
  postChangeConsent,
  postChangeApproval,
  postChangeDecline,
  getHealth,
  getReady,
  getOperations,
  getMetrics,
];

/**
 * The form of every act that a person does, as JSON schema by `<kind>.<act>`, from the tables that decide. Where rows of one act
 * ask for different forms, each is there: `<kind>.<act>.2`.
 */
export function actForms(): Record<string, object> {
  const forms: Record<string, object> = {};
  for (const table of Object.values(TABLES)) {
    for (const row of table.rows) {
      if (!row.act || row.by === 'system') continue;
      const { $schema: _, ...schema } = jsonSchemaOf(formOf(row, row.proposedBy ? 'propose' : 'act')) as Record<
        string,
        unknown
      >;
      const name = `${table.kind}.${row.act}`;
      const same = (known: object) => JSON.stringify(known) === JSON.stringify(schema);
      for (let n = 1; ; n++) {
        const id = n === 1 ? name : `${name}.${n}`;
        const known = forms[id];
        if (known && same(known)) break;
        if (known) continue;
        forms[id] = schema;
        break;
      }
    }
  }
  return forms;
}
