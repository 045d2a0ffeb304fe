import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import type { CalendarPreview, CalendarProposalView } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { SendBack } from '../parts/decision.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Empty } from '../parts/page.tsx';
import { useWords } from '../words/words.tsx';
import { Confirm, fieldName, Preview } from './calendar-preview.tsx';

/** What was proposed: who waits decides here, with the same look at what would change; what became of the others. */
export function ProposalList({ items, done }: { items: CalendarProposalView[]; done: () => void }) {
  const { t, pick, when } = useWords();
  if (items.length === 0) return <Empty>{t('还没有提议过日历。', 'No calendar was proposed yet.')}</Empty>;
  return (
    <ul className="calendar-history">
      {items.map((p) => (
        <li key={p.number}>
          <p>
            <b>{t(`${p.calendar.year}年`, `${p.calendar.year}`)}</b> {p.calendar.notice}
            <span className="quiet">
              {' '}
              {t(`${pick(p.by.name)}于${when(p.at)}提议`, `proposed by ${pick(p.by.name)}, ${when(p.at)}`)}
            </span>
          </p>
          {p.decided ? (
            <p>
              {p.decided.approved
                ? t(
                    `${pick(p.decided.by.name)}于${when(p.decided.at)}批准`,
                    `Approved by ${pick(p.decided.by.name)}, ${when(p.decided.at)}`,
                  )
                : t(
                    `${pick(p.decided.by.name)}于${when(p.decided.at)}退回：${p.decided.reason}`,
                    `Declined by ${pick(p.decided.by.name)}, ${when(p.decided.at)}: ${p.decided.reason}`,
                  )}
            </p>
          ) : p.mayDecide ? (
            <Decide proposal={p} done={done} />
          ) : (
            <p role="status">
              {t('等待法制审核岗或者正职负责人批准。', 'It waits for the lawyer or the principal to approve it.')}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Decide({ proposal, done }: { proposal: CalendarProposalView; done: () => void }) {
  const { t } = useWords();
  const [preview, setPreview] = useState<CalendarPreview | null>(null);
  const [sure, setSure] = useState(false);
  const at = `/api/calendars/proposals/${proposal.number}`;
  const doing = useDoing((why) => {
    if (why.problem?.code !== 'calendar-overtaken') return;
    setPreview(null);
    setSure(false);
  });
  const { busy, work, failure } = doing;
  return (
    <div className="calendar-decide">
      <Button
        type="primary"
        ghost
        loading={busy === 'look'}
        onClick={() =>
          work('look', () =>
            call<CalendarPreview>('/api/calendars/preview', {
              method: 'POST',
              body: proposal.calendar,
              seconds: 60,
            }).then(setPreview),
          )
        }
      >
        {t('核对', 'Look at what changes')}
      </Button>
      {preview ? <Preview calendar={proposal.calendar} preview={preview} /> : null}
      {preview && preview.problems.length === 0 ? (
        <Confirm
          sure={sure}
          setSure={setSure}
          busy={busy === 'approve'}
          confirm={() =>
            work('approve', () => call(`${at}/approval`, { method: 'POST', body: { after: preview.after } }).then(done))
          }
        >
          {t('批准并公布', 'Approve and publish')}
        </Confirm>
      ) : null}
      <SendBack at={at} done={done} doing={doing} />
      <div aria-live="polite">
        {failure ? <FailureNote failure={failure} fieldName={(field) => fieldName(field, t)} /> : null}
      </div>
    </div>
  );
}
