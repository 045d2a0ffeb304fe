import { Segmented, Tag } from 'antd';
import { useState } from 'react';
import type { ClockView, ReferralView } from '../api/types.ts';
import { usePages } from '../api/use-get.ts';
import { ClockMarks } from '../parts/clock-marks.tsx';
import { Due } from '../parts/due.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { daysSince, many } from '../words/time.ts';
import { useWords } from '../words/words.tsx';

type View = 'open' | 'silent' | 'all';

/** The discipline inspection's own entrance: whose turn it is and for how long, never the tip. */
export default function Oversight() {
  const { t } = useWords();
  const pages = usePages<ReferralView>('/api/oversight/referrals?limit=100');
  const [view, setView] = useState<View>('open');
  return (
    <Page title={t('移送监督', 'Referrals under oversight')} aside={<ReadAt from={pages} />}>
      <p className="lead">
        {t(
          '每一件移送公安机关的案件：该谁走下一步，等了多久，双方往来了哪些文书。这里不显示举报内容和任何文字材料。',
          'Every referral to the police: who owes the next step, for how long, which documents went to and fro. The tip and its texts are never shown here.',
        )}
      </p>
      <Reading from={{ ...pages, data: pages.items }} what={t('移送', 'the referrals')}>
        {(items) => <Board items={items} view={view} setView={setView} pages={pages} />}
      </Reading>
    </Page>
  );
}

const TURNS = ['authority', 'police', 'procurator', 'nobody'] as const;

function useTurns(): Record<(typeof TURNS)[number], string> {
  const { t } = useWords();
  return {
    authority: t('人社部门', 'The authority'),
    police: t('公安机关', 'The police'),
    procurator: t('检察机关', 'The procurator'),
    nobody: t('无人', 'Nobody'),
  };
}

function Board({
  items,
  view,
  setView,
  pages,
}: {
  items: ReferralView[];
  view: View;
  setView: (v: View) => void;
  pages: Parameters<typeof More>[0]['pages'];
}) {
  const { t } = useWords();
  const turns = useTurns();
  const open = items.filter((r) => !r.ended);
  const silent = open.filter((r) => r.silent);
  const shown = view === 'all' ? items : view === 'silent' ? silent : open;
  const sorted = [...shown].sort((a, b) => Number(b.silent) - Number(a.silent) || (a.since < b.since ? -1 : 1));
  return (
    <>
      <dl className="tiles">
        <div className={silent.length > 0 ? 'tile bad' : 'tile'}>
          <dt>{t('对方超期未复', 'Silent past their time')}</dt>
          <dd>{silent.length}</dd>
        </div>
        {TURNS.filter((turn) => turn !== 'nobody').map((turn) => (
          <div className="tile" key={turn}>
            <dt>{t(`轮到${turns[turn]}`, `Turn of ${turns[turn].toLowerCase()}`)}</dt>
            <dd>{open.filter((r) => r.turn === turn).length}</dd>
          </div>
        ))}
      </dl>
      <Segmented<View>
        aria-label={t('显示哪些移送', 'Which referrals')}
        className="filter"
        value={view}
        onChange={setView}
        options={[
          { value: 'open', label: t('未结', 'Open') },
          { value: 'silent', label: t('超期未复', 'Silent') },
          { value: 'all', label: t('全部', 'All') },
        ]}
      />
      {sorted.length === 0 ? (
        <Empty>
          {view === 'silent'
            ? t('没有超期未复的移送。', 'No referral is silent past its time.')
            : t('没有这样的移送。', 'There is no such referral.')}
        </Empty>
      ) : null}
      <ul className="referrals">
        {sorted.map((r) => (
          <Referral key={r.proceeding + r.caseId} referral={r} turn={turns[r.turn]} />
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

/** A house clock that starts again and again is shown once, with how often. */
function lastOfEach(clocks: ClockView[]): [ClockView, number][] {
  const found = new Map<string, [ClockView, number]>();
  for (const clock of clocks) found.set(clock.deadline, [clock, (found.get(clock.deadline)?.[1] ?? 0) + 1]);
  return [...found.values()];
}

function Referral({ referral: r, turn }: { referral: ReferralView; turn: string }) {
  const { t, pick, day, when } = useWords();
  const days = daysSince(r.since);
  const running = r.clocks.filter((c) => !c.stopped);
  const over = r.clocks.filter((c) => c.stopped);
  const id = `${r.caseId}-${r.proceeding}`;
  return (
    <li className={r.silent ? 'referral silent' : 'referral'} aria-labelledby={`${id}-n`}>
      <div className="referral-head">
        <div>
          <h2 className="number" id={`${id}-n`}>
            {r.number}
          </h2>
          <Tag className={r.ended ? 'state ended' : 'state'}>{pick(r.label)}</Tag>
        </div>
        <div className="turn">
          {r.ended ? (
            <span className="quiet">{t('已结束', 'Ended')}</span>
          ) : (
            <>
              <span>
                {t('该走下一步的是 ', 'Next step owed by ')}
                <b>{turn}</b>
              </span>
              <span className={r.silent ? 'silence' : 'quiet'}>
                {r.silent
                  ? t(
                      `对方沉默：已等 ${days} 天，超过期限仍无答复`,
                      `Silence: ${many(days, 'day')}, past the time and no answer`,
                    )
                  : t(`自 ${day(r.since)} 起，已 ${days} 天`, `since ${day(r.since)}, ${many(days, 'day')}`)}
              </span>
            </>
          )}
        </div>
      </div>
      {running.length > 0 ? (
        <ul className="referral-clocks" aria-label={t('正在计时', 'Running clocks')}>
          {running.map((clock) => (
            <li key={clock.id}>
              <span>{pick(clock.title)}</span>
              <Due due={clock.due} provisional={clock.provisional} overdue={clock.overdue} />
              <ClockMarks clock={clock} />
            </li>
          ))}
        </ul>
      ) : null}
      <details>
        <summary>
          {t(
            `经过 ${r.steps.length} 步，文书 ${r.documents.length} 份`,
            `${many(r.steps.length, 'step')}, ${many(r.documents.length, 'document')}`,
          )}
        </summary>
        <div className="referral-detail">
          <div>
            <h3>{t('经过', 'Steps')}</h3>
            <ol className="steps">
              {r.steps.map((s, i) => (
                // Steps are a recorded sequence: their place is their identity.
                // biome-ignore lint/suspicious/noArrayIndexKey: recorded order never changes
                <li key={i}>
                  <time dateTime={s.at}>{when(s.at)}</time>
                  <span>
                    {pick(s.label)} → {pick(s.toLabel)}
                  </span>
                </li>
              ))}
            </ol>
          </div>
          <div>
            <h3>{t('往来文书', 'Documents')}</h3>
            {r.documents.length === 0 ? <Empty>{t('还没有文书。', 'No document yet.')}</Empty> : null}
            <ul className="documents">
              {r.documents.map((d) => (
                <li key={`${d.number}-${d.receivedAt}`}>
                  <b>{d.kind}</b> <span className="number">{d.number}</span>
                  <span className="quiet">
                    {t(`文书日期 ${day(d.date)}，`, `dated ${day(d.date)}, `)}
                    {t(`发生 ${day(d.receivedAt)}`, `received ${day(d.receivedAt)}`)} · {pick(d.act)}
                  </span>
                </li>
              ))}
            </ul>
          </div>
          {over.length > 0 ? (
            <div>
              <h3>{t('已结束的计时', 'Clocks that ended')}</h3>
              <ul className="referral-clocks">
                {lastOfEach(over).map(([clock, times]) => (
                  <li key={clock.id}>
                    <span>
                      {pick(clock.title)}
                      {times > 1 ? (
                        <span className="quiet">{t(`（共 ${times} 次）`, ` (${many(times, 'time')})`)}</span>
                      ) : null}
                    </span>
                    <Due due={clock.due} />
                    <ClockMarks clock={clock} />
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
      </details>
    </li>
  );
}
