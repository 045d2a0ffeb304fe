import { Segmented, Switch } from 'antd';
import { type CSSProperties, lazy, Suspense, useMemo, useState } from 'react';
import type { CaseView, ClockView } from '../../api/types.ts';
import { Binding, byEnd } from '../../parts/binding.tsx';
import { ClockMarks } from '../../parts/clock-marks.tsx';
import { Due } from '../../parts/due.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { labelOf } from '../../words/labels.ts';
import { axis, axisNow, dayAt, dayNumber, monthText } from '../../words/time.ts';
import { useWords } from '../../words/words.tsx';

const ClockDrawer = lazy(() => import('./clock-drawer.tsx'));

type Zoom = 'quarter' | 'year' | 'all';

/** Days before and after today. */
const SPANS: Record<Exclude<Zoom, 'all'>, [number, number]> = { quarter: [21, 70], year: [90, 275] };
const ALL_UP_TO = 400;

interface Span {
  from: number;
  to: number;
}

interface Bar extends Span {
  look: 'run' | 'late' | 'pause' | 'done' | 'age';
}

/** The stretches of one clock on the axis, in days. */
function barsOf(clock: ClockView, now: number): Bar[] {
  const from = clock.count && clock.count.direction !== 'back' ? axis(clock.count.start) : axis(clock.started);
  const stop = clock.stopped ? axis(clock.stopped.at) : null;
  const end = clock.expiresAt ? axis(clock.expiresAt) : null;
  if (clock.count === null) return [{ from, to: stop ?? now, look: stop === null ? 'age' : 'done' }];
  const last = stop ?? (end === null ? now : Math.max(end, clock.overdue ? now : end));
  const regular = end === null ? last : Math.min(last, end);
  const bars: Bar[] = [{ from: Math.min(from, regular), to: regular, look: stop === null ? 'run' : 'done' }];
  if (end !== null && last > end) bars.push({ from: end, to: last, look: 'late' });
  for (const pause of clock.count.pauses ?? []) {
    // The day of the pause itself still counts (Civil Code art. 201): frozen is what follows.
    bars.push({ from: axis(pause.from), to: pause.to ? axis(pause.to) : (stop ?? now), look: 'pause' });
  }
  return bars;
}

function rangeOf(bars: Bar[], now: number, zoom: Zoom): Span {
  if (zoom !== 'all') return { from: now - SPANS[zoom][0], to: now + SPANS[zoom][1] };
  const from = Math.min(now, ...bars.map((b) => b.from));
  const to = Math.max(now, ...bars.map((b) => b.to));
  const pad = Math.max(3, (to - from) * 0.03);
  return { from: from - pad, to: to + pad };
}

/** First days of months, thinned where they would crowd. */
function ticksOf({ from, to }: Span): string[] {
  const months = (to - from) / 30.4;
  const step = months <= 7 ? 1 : months <= 14 ? 2 : months <= 30 ? 3 : months <= 70 ? 6 : 12;
  const ticks: string[] = [];
  let day = `${dayAt(Math.floor(from)).slice(0, 7)}-01`;
  while (dayNumber(day) <= to) {
    const [year = 0, month = 1] = day.split('-').map(Number);
    if (dayNumber(day) >= from && (month - 1) % step === 0) ticks.push(day);
    day = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  }
  return ticks;
}

/** Where days stand on the axis. */
interface Scale {
  now: number;
  ticks: string[];
  /** In percent of its width. */
  at(day: number): number;
  within(day: number): boolean;
}

function scaleOf(range: Span, now: number): Scale {
  return {
    now,
    ticks: ticksOf(range),
    at: (x) => ((x - range.from) / (range.to - range.from)) * 100,
    within: (x) => x >= range.from && x <= range.to,
  };
}

/** Clocks of the case as bars on a calendar; each opens its explanation. */
export function Clocks({ view, path }: { view: CaseView; path: string }) {
  const { t } = useWords();
  const over = view.clocks.filter((c) => c.stopped !== null);
  const [withOver, setWithOver] = useState(over.length === view.clocks.length);
  const [chosen, setChosen] = useState<ClockView | null>(null);
  const now = axisNow();
  const shown = useMemo(() => {
    const list = [...view.clocks].sort((a, b) =>
      (a.stopped === null) !== (b.stopped === null) ? (a.stopped === null ? -1 : 1) : byEnd(a, b),
    );
    return withOver ? list : list.filter((c) => c.stopped === null);
  }, [view.clocks, withOver]);
  const bars = shown.map((c) => barsOf(c, now));
  const full = rangeOf(bars.flat(), now, 'all');
  const [wish, setWish] = useState<Zoom | null>(null);
  const zoom = wish ?? (full.to - full.from <= ALL_UP_TO ? 'all' : 'year');
  const scale = scaleOf(zoom === 'all' ? full : rangeOf([], now, zoom), now);
  return (
    <Section
      id="clocks"
      title={t('期限', 'Deadlines')}
      aside={
        <div className="clock-tools">
          {over.length > 0 ? (
            // biome-ignore lint/a11y/noLabelWithoutControl: the switch is the control inside
            <label className="switch">
              <Switch size="small" checked={withOver} onChange={setWithOver} />
              {t(`已结束的 ${over.length} 项`, `${over.length} that ended`)}
            </label>
          ) : null}
          <Segmented<Zoom>
            size="small"
            aria-label={t('时间范围', 'Span of time')}
            value={zoom}
            onChange={setWish}
            options={[
              { value: 'quarter', label: t('三个月', '3 months') },
              { value: 'year', label: t('一年', 'A year') },
              { value: 'all', label: t('全部', 'All') },
            ]}
          />
        </div>
      }
    >
      {shown.length === 0 ? (
        <Empty>{t('现在没有正在计时的期限。', 'No clock is running now.')}</Empty>
      ) : (
        <div className="clock-chart">
          <Axis scale={scale} />
          <ul className="clock-rows">
            {shown.map((clock, i) => (
              <li key={clock.id}>
                <ClockRow clock={clock} bars={bars[i] ?? []} scale={scale} open={() => setChosen(clock)} />
              </li>
            ))}
          </ul>
          <Legend />
        </div>
      )}
      {chosen ? (
        <Suspense fallback={null}>
          <ClockDrawer clock={chosen} path={path} close={() => setChosen(null)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

/** The months and today. */
function Axis({ scale: { now, ticks, at, within } }: { scale: Scale }) {
  const { t, language } = useWords();
  const nowAt = at(now);
  const todayAt = nowAt > 92 ? 'last' : nowAt < 8 ? 'first' : '';
  // Labels of months give way to the word for today; widths in percent of the axis, roughly.
  const todayFrom = todayAt === 'first' ? nowAt : todayAt === 'last' ? nowAt - 9 : nowAt - 5;
  const hidden = (x: number) => within(now) && x < todayFrom + 10 && x + 8 > todayFrom;
  return (
    <div className="clock-axis" aria-hidden="true">
      {ticks.map((day) => (
        <span key={day} className="tick" style={{ left: `${at(dayNumber(day))}%` }}>
          {hidden(at(dayNumber(day))) ? '' : monthText(day, language, day.slice(5, 7) === '01')}
        </span>
      ))}
      {within(now) ? (
        <span className={`today ${todayAt}`} style={{ left: `${nowAt}%` }}>
          {t('今天', 'Today')}
        </span>
      ) : null}
    </div>
  );
}

function ClockRow({
  clock,
  bars,
  scale,
  open,
}: {
  clock: ClockView;
  bars: readonly Bar[];
  scale: Scale;
  open: () => void;
}) {
  const { pick } = useWords();
  return (
    <div className={`clock-row ${clock.stopped ? 'over' : ''} ${clock.overdue ? 'overdue' : ''}`}>
      <span className="clock-title">
        <button type="button" className="clock-open" onClick={open}>
          {pick(clock.title)}
        </button>
        <ClockMarks clock={clock} />
        <Binding clock={clock} />
      </span>
      <Track clock={clock} bars={bars} scale={scale} />
      <span className="clock-due">
        <ClockEnd clock={clock} />
      </span>
    </div>
  );
}

/** The stretches of one clock, its strict date, its breach and today. */
function Track({
  clock,
  bars,
  scale: { now, ticks, at, within },
}: {
  clock: ClockView;
  bars: readonly Bar[];
  scale: Scale;
}) {
  return (
    <span className="track" aria-hidden="true">
      {ticks.map((day) => (
        <i key={day} className="grid" style={{ left: `${at(dayNumber(day))}%` }} />
      ))}
      {bars.map((bar) => {
        const from = Math.max(0, at(bar.from));
        const to = Math.min(100, at(bar.to));
        if (to <= 0 || from >= 100) return null;
        const style: CSSProperties = { left: `${from}%`, width: `max(3px, ${to - from}%)` };
        const cut = `${at(bar.from) < 0 ? 'cut-left' : ''} ${at(bar.to) > 100 ? 'cut-right' : ''}`;
        const provisional = clock.provisional && bar.look === 'run' ? 'provisional' : '';
        return (
          <i
            key={`${bar.look}-${bar.from}`}
            className={`bar-${bar.look} k-${clock.kind} ${provisional} ${cut} ${clock.confidence === 'memory' ? 'memory' : ''}`}
            style={style}
          />
        );
      })}
      {clock.alarm && clock.stopped === null && within(axis(clock.alarm) + 1) ? (
        <i className="alarm" style={{ left: `${at(axis(clock.alarm) + 1)}%` }} />
      ) : null}
      {clock.outcome?.what === 'breach' && within(axis(clock.outcome.at)) ? (
        <i className="breach-mark" style={{ left: `${at(axis(clock.outcome.at))}%` }}>
          ✕
        </i>
      ) : null}
      {within(now) ? <i className="now" style={{ left: `${at(now)}%` }} /> : null}
    </span>
  );
}

function Legend() {
  const { t, pick } = useWords();
  return (
    <p className="legend quiet">
      <span className="key k-our-duty">{pick(labelOf('kind.our-duty'))}</span>
      <span className="key k-others-duty">{pick(labelOf('kind.others-duty'))}</span>
      <span className="key k-right">{pick(labelOf('kind.right'))}</span>
      <span className="key k-term">{pick(labelOf('kind.term'))}</span>
      <span className="key k-bar">{pick(labelOf('kind.bar'))}</span>
      <span className="key k-house">{t('内部时限（非法定）', 'House limit, not law')}</span>
      <span className="key late">{t('超过期限', 'Past its end')}</span>
      <span className="key pause">{t('中止', 'Suspended')}</span>
      <span className="key strict">{t('从严日期', 'Strict date')}</span>
    </p>
  );
}

function ClockEnd({ clock }: { clock: ClockView }) {
  const { t, day } = useWords();
  if (clock.stopped)
    return <span className="quiet">{t(`${day(clock.stopped.at)} 结束`, `ended ${day(clock.stopped.at)}`)}</span>;
  if (clock.count === null) {
    return (
      <span className="quiet">
        {t(`没有天数，自 ${day(clock.started)} 起`, `no number; since ${day(clock.started)}`)}
      </span>
    );
  }
  if (clock.due === null) return <span>{t('中止中，没有到期日', 'Suspended: no due date')}</span>;
  return <Due due={clock.due} provisional={clock.provisional} overdue={clock.overdue} />;
}
