import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import type { NewsItem, NewsPage } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { usePages } from '../api/use-get.ts';
import { Due } from '../parts/due.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

/** The days of a list, each with its items, in their order. */
function byDay(items: readonly NewsItem[]): [day: string, items: NewsItem[]][] {
  const days = new Map<string, NewsItem[]>();
  for (const item of items) days.set(item.day, [...(days.get(item.day) ?? []), item]);
  return [...days];
}

/** What happened in my cases and concerns me. */
export default function News() {
  const { t, day } = useWords();
  const pages = usePages<NewsItem, Pick<NewsPage, 'unread' | 'upTo' | 'announced'>>('/api/news?limit=50');
  return (
    <Page title={t('消息', 'News')} aside={<ReadAt from={pages} />}>
      <p className="lead">
        {t(
          '您的案件近60天里与您有关的事项。办完的提醒、已决定的申请不再显示；要办的事项都在“待办”里。',
          'What concerned you in your cases in the last 60 days. What was seen to or decided is gone from here; what is to be done stands in the work list.',
        )}
      </p>
      <Reading from={{ ...pages, data: pages.items }} what={t('消息', 'the news')}>
        {(items) => (
          <>
            {pages.first ? <MarkRead first={pages.first} /> : null}
            <Announced items={pages.first?.announced ?? []} />
            {items.length === 0 && !pages.first?.announced.length ? (
              <Empty>{t('没有消息。', 'There is no news.')}</Empty>
            ) : null}
            {byDay(items).map(([of, list]) => (
              <section key={of} className="bucket" aria-labelledby={`n-${of}`}>
                <h2 id={`n-${of}`}>{day(of)}</h2>
                <ul className="work">
                  {list.map((item, i) => (
                    // Nothing names a piece of news: by its place.
                    // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
                    <Item key={`${item.caseId} ${item.what} ${i}`} item={item} />
                  ))}
                </ul>
              </section>
            ))}
            <More pages={pages} />
          </>
        )}
      </Reading>
    </Page>
  );
}

/** Of no case: who has held a post for long. */
function Announced({ items }: { items: NewsPage['announced'] }) {
  const { t, pick, day } = useWords();
  if (items.length === 0) return null;
  return (
    <section className="bucket" aria-labelledby="n-announced">
      <h2 id="n-announced">{t('案件以外', 'Beside the cases')}</h2>
      <ul className="work">
        {items.map((item) => (
          <li key={item.text.zh} className={item.unread ? 'work-item unread' : 'work-item'}>
            <div className="work-due news-what">
              <span>
                <Tag className="what task">{t('轮岗', 'Rotation')}</Tag>
                {item.unread ? <Tag className="unread-mark">{t('未读', 'Unread')}</Tag> : null}
              </span>
            </div>
            <div className="work-text">
              <Link to="/people/rotation" className="work-title">
                {pick(item.text)}
              </Link>
              <p className="work-meta">
                <span className="quiet">{t(`${day(item.day)}起`, `since ${day(item.day)}`)}</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MarkRead({ first: { unread, upTo } }: { first: Pick<NewsPage, 'unread' | 'upTo'> }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const { busy, failure, work } = useDoing();
  const many = unread >= 100 ? t('100 条以上', '100 or more') : t(`${unread} 条`, `${unread}`);
  return (
    <div className="news-read">
      <p role="status">{unread === 0 ? t('都已读过。', 'All is read.') : t(`未读 ${many}。`, `Unread: ${many}.`)}</p>
      {unread > 0 ? (
        <Button
          loading={busy !== null}
          onClick={() => {
            void work('read', async () => {
              await call('/api/news/read', { method: 'POST', body: { upTo } });
              // The list and the mark in the head.
              await queries.invalidateQueries();
            });
          }}
        >
          {t('全部标为已读', 'Mark all as read')}
        </Button>
      ) : null}
      {failure ? <FailureNote failure={failure} /> : null}
    </div>
  );
}

function Item({ item }: { item: NewsItem }) {
  const { t, pick } = useWords();
  return (
    <li className={item.unread ? 'work-item unread' : 'work-item'}>
      <div className="work-due news-what">
        <span>
          <Tag className={`what ${item.what}`}>{pick(item.label)}</Tag>
          {item.unread ? <Tag className="unread-mark">{t('未读', 'Unread')}</Tag> : null}
        </span>
        {item.due === undefined ? null : (
          <Due due={item.due} provisional={item.provisional ?? false} overdue={item.what === 'late'} />
        )}
      </div>
      <div className="work-text">
        <Link to={`/cases/${encodeURIComponent(item.caseId)}`} className="work-title">
          {pick(item.text)}
        </Link>
        {item.reason ? <p className="news-reason">{t(`理由：${item.reason}`, `Reason: ${item.reason}`)}</p> : null}
        <p className="work-meta">
          <span className="number">{item.number}</span>
          <span>{pick(labelOf(`proceeding.${item.kind}`))}</span>
          {item.by ? <span className="quiet">{t(`由${pick(item.by.name)}`, `by ${pick(item.by.name)}`)}</span> : null}
        </p>
      </div>
    </li>
  );
}
