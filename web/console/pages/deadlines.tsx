import { Link } from 'react-router';
import type { ClockView } from '../api/types.ts';
import { usePages } from '../api/use-get.ts';
import { Binding, byEnd } from '../parts/binding.tsx';
import { ClockMarks } from '../parts/clock-marks.tsx';
import { Due } from '../parts/due.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { BUCKET_NAMES, byBucket } from '../words/buckets.ts';
import { useWords } from '../words/words.tsx';

interface Entry {
  caseId: string;
  number: string;
  clock: ClockView;
}

/** Open clocks by their end, in columns. */
export default function Deadlines() {
  const { t, pick } = useWords();
  const pages = usePages<Entry>('/api/deadlines?limit=100');
  return (
    <Page title={t('期限看板', 'Deadline board')} aside={<ReadAt from={pages} />}>
      <p className="lead">
        {t(
          '您能看到的案件中正在计时的期限，按到期先后排列。内部时限有单独标记，不是法定期限。',
          'Running clocks of the cases you may see, by their end. House limits are marked: they are not law.',
        )}
      </p>
      <Reading from={{ ...pages, data: pages.items }} what={t('期限', 'the deadlines')}>
        {(items) => (
          <>
            {items.length === 0 ? <Empty>{t('没有正在计时的期限。', 'No clock is running.')}</Empty> : null}
            <div className="board">
              {byBucket(
                [...items]
                  .sort((a, b) => byEnd(a.clock, b.clock))
                  .map((e) => ({ ...e, due: e.clock.due, overdue: e.clock.overdue })),
              ).map(([bucket, list]) => (
                <section key={bucket} className={`bucket ${bucket}`} aria-labelledby={`d-${bucket}`}>
                  <h2 id={`d-${bucket}`}>
                    {pick(BUCKET_NAMES[bucket])} <span className="count">{list.length}</span>
                  </h2>
                  <ul className="cards">
                    {list.map(({ caseId, number, clock }) => (
                      <li key={`${caseId}-${clock.id}`} className={clock.overdue ? 'card overdue' : 'card'}>
                        <Link to={`/cases/${encodeURIComponent(caseId)}#clocks`}>{pick(clock.title)}</Link>
                        <span className="number">{number}</span>
                        <Due due={clock.due} provisional={clock.provisional} overdue={clock.overdue} />
                        <ClockMarks clock={clock} />
                        <Binding clock={clock} />
                      </li>
                    ))}
                  </ul>
                </section>
              ))}
            </div>
            <More pages={pages} />
          </>
        )}
      </Reading>
    </Page>
  );
}
