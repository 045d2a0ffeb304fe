import { useSession } from '../api/session.tsx';
import type { Calendar, CalendarBook, CalendarProposalView, CalendarPublication as Told } from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { Months, monthsOf } from '../parts/months.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { ProposalList } from './calendar-deciding.tsx';
import { Propose } from './calendar-proposing.tsx';

type CalendarPublication = Omit<Told, 'cases' | 'left' | 'moved'>;
type InForce = Pick<CalendarBook, 'items' | 'horizon'>;
interface Published {
  items: CalendarPublication[];
  bundled: Calendar[];
}

interface Proposals {
  items: CalendarProposalView[];
}

const EVERY_MS = 1_500;

/** The calendars of the State Council's notices: which are known, and publishing the next one or an amendment. */
export default function Calendars() {
  const { t } = useWords();
  const { has } = useSession();
  const inForce = useGet<InForce>('/api/calendars');
  const admin = has('admin');
  const concerned = admin || has('legal') || has('principal');
  const published = useGet<Published>(concerned ? '/api/calendars/publications' : null, (data) =>
    data?.items.some((p) => p.state === 'counting') ? EVERY_MS : false,
  );
  const proposals = useGet<Proposals>(concerned ? '/api/calendars/proposals' : null);
  const reloadAll = () => {
    inForce.reload();
    published.reload();
    proposals.reload();
  };
  return (
    <Page title={t('放假安排', 'Days off')}>
      <Section id="known" title={t('已公布的年份', 'Years that are known')}>
        <Reading from={inForce} what={t('放假安排', 'the days off')}>
          {(book) => <Known book={book} />}
        </Reading>
      </Section>
      {concerned ? (
        <>
          <Section id="proposals" title={t('提议的日历', 'Calendars that were proposed')}>
            <Reading from={proposals} what={t('提议的日历', 'what was proposed')}>
              {(data) => <ProposalList items={data.items} done={reloadAll} />}
            </Reading>
          </Section>
          {admin ? <Propose bundled={published.data?.bundled ?? []} done={reloadAll} /> : null}
          <Section id="history" title={t('公布记录', 'What was published')}>
            <Reading from={published} what={t('公布记录', 'what was published')}>
              {(data) => <History items={data.items} />}
            </Reading>
          </Section>
        </>
      ) : null}
    </Page>
  );
}

function Known({ book }: { book: InForce }) {
  const { t, day } = useWords();
  return (
    <>
      <p className="lead">
        {book.horizon
          ? t(
              `到${day(book.horizon)}为止的日期是确定的。之后的日期按周末和固定的法定节假日推算，一律标明“暂定”，新的通知公布后重新计算。`,
              `Dates up to ${day(book.horizon)} are certain. Later ones are counted with weekends and the holidays fixed by date, marked provisional everywhere, and counted again when the next notice comes.`,
            )
          : t('还没有公布任何放假安排，所有日期都是暂定的。', 'No days off are published: every date is provisional.')}
      </p>
      <ul className="calendar-years">
        {[...book.items].reverse().map((c) => (
          <li key={c.year}>
            <details>
              <summary>
                <b>{t(`${c.year}年`, `${c.year}`)}</b>
                <span>{c.notice}</span>
                <span className="quiet">
                  {t(`${day(c.published)}发布`, `of ${day(c.published)}`)}
                  {c.amends ? t(`，修改${c.amends}`, `, amends ${c.amends}`) : ''}
                  {t(`，全年${c.workingDays}个工作日`, `, working days: ${c.workingDays}`)}
                </span>
              </summary>
              <Months calendar={c} months={monthsOf([...c.off, ...c.work])} />
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function History({ items }: { items: CalendarPublication[] }) {
  const { t, when } = useWords();
  if (items.length === 0) {
    return (
      <Empty>{t('系统启用以来还没有公布过日历。', 'No calendar was published since the system was set up.')}</Empty>
    );
  }
  return (
    <ul className="calendar-history" aria-live="polite">
      {items.map((p) => (
        <li key={p.number}>
          <p>
            <b>{t(`${p.year}年`, `${p.year}`)}</b> {p.notice}
            <span className="quiet">
              {' '}
              {when(p.at)}
              {p.replaced ? t(`，取代${p.replaced}`, `, in place of ${p.replaced}`) : ''}
            </span>
          </p>
          {p.state === 'counting' ? (
            <p role="status">
              {t(
                '正在重新计算期限。中断后会自动继续。',
                'The running dates are being counted. It goes on by itself when cut off.',
              )}
            </p>
          ) : (
            <p>
              {t(
                '已全部重新计算；期限有变动的，相关人员已收到提醒。',
                'All counted; those responsible for a date that moved were told.',
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
