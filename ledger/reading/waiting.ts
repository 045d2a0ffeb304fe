import { mayNotSettle } from '../../domain/authority/decide.ts';
import type { Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import { organsThat } from '../house/authority.ts';
import type { Core } from '../truth/core.ts';
import type { IdentityRequestView, WaitingItem } from '../types.ts';
import { calendarProposals } from './calendars.ts';
import { toHandOver } from './handover.ts';
import { identityRequests } from './identity.ts';
import { changesToDecide } from './people.ts';

const IDENTITY: Record<IdentityRequestView['can'][number], (r: IdentityRequestView) => WaitingItem['text']> = {
  decide: (r) => ({
    zh: `决定${r.asker.zh}知悉举报人身份的申请（案件${r.number}）`,
    en: `Decide the request of ${r.asker.en} to learn who told (case ${r.number})`,
  }),
  open: (r) => ({
    zh: `为${r.asker.zh}打开举报人身份（案件${r.number}）`,
    en: `Open who told for ${r.asker.en} (case ${r.number})`,
  }),
  read: (r) => ({
    zh: `查看为您打开的举报人身份（案件${r.number}）`,
    en: `Read who told, which was opened for you (case ${r.number})`,
  }),
};

/** What waits for a person beside the work of cases: identities to approve, to open or to read, calendars and changes of people to decide. */
export async function waiting(core: Core, person: Person): Promise<WaitingItem[]> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const decides = organsThat(house, 'approve-calendar').some(
    (organ) => mayNotSettle(person, organ, 'approve-calendar', day) === null,
  );
  const calendars = decides ? await calendarProposals(core, person) : [];
  const requests = await identityRequests(core, person);
  const changes = await changesToDecide(core, person);
  return [
    ...(await toHandOver(core, person)),
    ...requests.flatMap((r) =>
      r.can.map(
        (can): WaitingItem => ({
          what: 'identity',
          about: r.id,
          can,
          text: IDENTITY[can](r),
          since: dayOf(can === 'read' && r.opened ? r.opened.at : can === 'open' && r.decided ? r.decided.at : r.at),
          until: can === 'read' && r.opened ? r.opened.until : null,
        }),
      ),
    ),
    ...calendars
      .filter((p) => p.mayDecide)
      .map(
        (p): WaitingItem => ({
          what: 'calendar',
          about: String(p.number),
          can: 'decide',
          text: {
            zh: `批准或者退回${p.calendar.year}年放假安排（${p.calendar.notice}），${p.by.name.zh}提议`,
            en: `Approve or decline the days off of ${p.calendar.year} (${p.calendar.notice}), proposed by ${p.by.name.en}`,
          },
          since: dayOf(p.at),
          until: null,
        }),
      ),
    ...changes.map(
      (r): WaitingItem => ({
        what: 'people',
        about: `${r.organ}/${r.number}`,
        can: 'decide',
        text: {
          zh: `${r.may.consent ? '同意' : '批准'}或者退回人员变更申请（${r.count}项），${r.by.name.zh}申请`,
          en: `${r.may.consent ? 'Consent to' : 'Approve'} or decline changes of people (${r.count}), asked for by ${r.by.name.en}`,
        },
        since: dayOf(r.at),
        until: null,
      }),
    ),
  ];
}
