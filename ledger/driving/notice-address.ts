import { note } from '../doors/journal.ts';
import { ask } from '../ground/db.ts';
import { beside, SYSTEM } from '../truth/beside.ts';
import { change } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import type { NoticeAddresses } from '../types.ts';

/** The address that wants notice; only the mail activity asks. Its use is a standing ground of the custodian, and an event. */
export async function noticeAddress(core: Core, caseId: string): ReturnType<NoticeAddresses['noticeAddress']> {
  const [row] = await ask<{ sealed: Buffer; wants: boolean; organ: string }>(
    core.pool,
    `SELECT n.sealed, c.organ, (c.state->'tipster'->>'wantsNotice')::boolean AS wants
     FROM notice_addresses n JOIN cases c ON c.id = n.case_id WHERE n.case_id::text = $1`,
    [caseId],
  );
  if (!row?.wants) return null;
  await note(core, { of: row.organ }, [{ what: 'notice-address', caseId }]);
  await change(core, caseId, { beside: true }, async (_, now) => ({
    events: [beside('notice-address-used', now, SYSTEM, { ground: 'service' })],
    answer: () => undefined,
  }));
  return JSON.parse(core.keys.unwrap('notice', row.sealed, caseId).toString('utf8')) as {
    email?: string;
    phone?: string;
  };
}
