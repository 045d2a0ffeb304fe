import { Button, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import type { WaitingItem, WorkItem } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { usePages } from '../api/use-get.ts';
import { RestsOn } from '../parts/clock-marks.tsx';
import { Due } from '../parts/due.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { FirstDays } from '../parts/first-days.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { BUCKET_NAMES, byBucket } from '../words/buckets.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

const WHAT = ['all', 'clock', 'step', 'proposal', 'named', 'task'] as const;

/** A step of ours for which no period runs is no deadline. */
const whatOf = (item: WorkItem): WorkItem['what'] | 'step' =>
  item.what === 'clock' && item.due === null ? 'step' : item.what;

const PAGE_OF: Record<WaitingItem['what'], (about: string) => string> = {
  calendar: () => '/calendars',
  identity: () => '/identity-requests',
  people: () => '/people',
  handover: (officer) => `/handover?officer=${encodeURIComponent(officer)}`,
};

/** What waits beside the cases' work: it can be this person's without their seeing a case. */
function Besides({ items }: { items: WaitingItem[] }) {
  const { t, pick, day, when } = useWords();
  if (items.length === 0) return null;
  const can = {
    decide: t('待批准', 'To decide'),
    open: t('待打开', 'To open'),
    read: t('可查看', 'To read'),
    'hand-over': t('待改派', 'To hand over'),
  };
  return (
    <section className="bucket" aria-labelledby="b-besides">
      <h2 id="b-besides">
        {t('案件以外等您办理的', 'Waits for you beside the cases')} <span className="count">{items.length}</span>
      </h2>
      <ul className="work">
        {items.map((item) => (
          <li key={`${item.what}-${item.about}`} className="work-item">
            <div className="work-due quiet">
              {item.until
                ? t(`显示至${when(item.until)}`, `shown until ${when(item.until)}`)
                : t(`${day(item.since)}起`, `since ${day(item.since)}`)}
            </div>
            <div className="work-text">
              <Link to={PAGE_OF[item.what](item.about)} className="work-title">
                {pick(item.text)}
              </Link>
              <p className="work-meta">
                <Tag className="what proposal">{can[item.can]}</Tag>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What waits for me, by next due date. */
export default function Worklist() {
  const { t, pick } = useWords();
  const { has } = useSession();
  const pages = usePages<WorkItem, { besides: WaitingItem[] }>('/api/worklist?limit=50');
  const besides = pages.first?.besides ?? [];
  const [what, setWhat] = useState<(typeof WHAT)[number]>('all');
  const names: Record<(typeof WHAT)[number], string> = {
    all: t('全部', 'All'),
    clock: t('期限', 'Deadlines'),
    step: t('下一步', 'Next steps'),
    proposal: t('待我批准', 'To decide'),
    named: t('列有我名', 'Names me'),
    task: t('提醒', 'Reminders'),
  };
  return (
    <Page
      title={t('待办', 'Work list')}
      aside={
        <span className="page-aside">
          {has('unit-head', 'dept-head') ? <Link to="/handover">{t('批量改派', 'Hand over cases')}</Link> : null}
          <ReadAt from={pages} />
        </span>
      }
    >
      {pages.items?.length === 0 ? <FirstDays /> : null}
      <Besides items={besides} />
      <Segmented
        aria-label={t('显示哪一类', 'Which kind')}
        value={what}
        onChange={setWhat}
        options={WHAT.map((value) => ({ value, label: names[value] }))}
        className="filter"
      />
      <Reading from={{ ...pages, data: pages.items }} what={t('待办', 'the work list')}>
        {(all) => {
          const items = all.filter((item) => what === 'all' || whatOf(item) === what);
          return (
            <>
              {items.length === 0 ? (
                <Empty>
                  {all.length === 0
                    ? besides.length > 0
                      ? t('没有案件等您办理。', 'No case waits for you.')
                      : t('现在没有等您办理的事项。', 'Nothing waits for you now.')
                    : t('已显示的事项中没有这一类。', 'None of this kind among those shown.')}
                </Empty>
              ) : null}
              {byBucket(items).map(([bucket, list]) => (
                <section key={bucket} className={`bucket ${bucket}`} aria-labelledby={`b-${bucket}`}>
                  <h2 id={`b-${bucket}`}>
                    {pick(BUCKET_NAMES[bucket])} <span className="count">{list.length}</span>
                  </h2>
                  <ul className="work">
                    {list.map((item) => (
                      <Item
                        key={`${item.caseId}-${item.proceeding}-${item.what}-${item.task ?? item.text.zh}-${item.due}`}
                        item={item}
                        done={pages.reload}
                      />
                    ))}
                  </ul>
                </section>
              ))}
              <More pages={pages} />
            </>
          );
        }}
      </Reading>
    </Page>
  );
}

function Item({ item, done }: { item: WorkItem; done: () => void }) {
  const { t, pick, day } = useWords();
  const { busy, failure, work } = useDoing();
  const kinds = {
    clock: t('期限', 'Deadline'),
    step: t('下一步', 'Next step'),
    proposal: t('待批准', 'To decide'),
    named: t('列有您名', 'Names you'),
    task: t('提醒', 'Reminder'),
  };
  return (
    <li className={item.overdue ? 'work-item overdue' : 'work-item'}>
      <div className="work-due">
        <Due due={item.due} provisional={item.provisional} overdue={item.overdue} />
      </div>
      <div className="work-text">
        <Link to={`/cases/${encodeURIComponent(item.caseId)}`} className="work-title">
          {pick(item.text)}
        </Link>
        <p className="work-meta">
          <Tag className={`what ${whatOf(item)}`}>{kinds[whatOf(item)]}</Tag>
          {item.period ? <span>{t(`期限：${item.period.zh}`, `Date of: ${item.period.en}`)}</span> : null}
          {item.restsOn ? (
            <span className="marks">
              <RestsOn on={item.restsOn} />
            </span>
          ) : null}
          <span className="number">{item.number}</span>
          {whatOf(item) === 'step' ? null : (
            <span>
              {pick(labelOf(`proceeding.${item.kind}`))} · {pick(item.label)}
            </span>
          )}
          <span className="quiet">
            {pick(labelOf(`role.${item.role}`))} · {t(`${day(item.since)}起`, `since ${day(item.since)}`)}
          </span>
        </p>
        {failure ? <FailureNote failure={failure} /> : null}
      </div>
      {item.task ? (
        <Button
          size="small"
          loading={busy !== null}
          onClick={() => {
            const task = encodeURIComponent(item.task ?? '');
            void work('done', () => call(`/api/tasks/${task}/done`, { method: 'POST', body: {} }).then(done));
          }}
        >
          {t('已处理', 'Seen to')}
        </Button>
      ) : null}
    </li>
  );
}
