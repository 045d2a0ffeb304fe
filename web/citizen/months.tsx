import { lengthText, MONTHS, WEEKDAYS } from '../../domain/time/explain.ts';
import type { ExplainedDay, PlainDate } from '../../domain/time/types.ts';
import type { Lang } from '../page/language.ts';

/** Of longer periods the first and the last months are drawn: a calendar of years helps nobody. */
const MOST_MONTHS = 6;
const EACH_END = 2;

type Mark = ExplainedDay['reason'] | 'due' | 'alarm';

/** Sign in the cell, and its meaning in both languages. */
const MARKS: Record<Mark, { sign: string; zh: string; en: string }> = {
  start: { sign: '○', zh: '起算当日，不计入', en: 'the day of the start, not counted' },
  counted: { sign: '●', zh: '计入', en: 'counted' },
  'make-up': { sign: '▲', zh: '调休上班日，计入', en: 'make-up working day, counted' },
  weekend: { sign: '–', zh: '周末，不计入', en: 'weekend, not counted' },
  holiday: { sign: '×', zh: '放假日，不计入', en: 'day off, not counted' },
  paused: { sign: '‖', zh: '中止，不计入', en: 'suspended, not counted' },
  rolled: { sign: '→', zh: '顺延', en: 'the end moves on' },
  limit: { sign: '◇', zh: '最后工作日', en: 'the last working day' },
  'not-a-working-day': { sign: '–', zh: '休息日（不是工作日）', en: 'a day off (no working day)' },
  alarm: {
    sign: '△',
    zh: '从严之日：从严理解的末日，据此提醒',
    en: 'the strict day: the end on a strict reading, for warnings',
  },
  due: { sign: '■', zh: '届满日', en: 'the last day' },
};

/** The same signs where days are counted back from an event. */
const BACK: Partial<typeof MARKS> = {
  start: { sign: '○', zh: '该事项当日，不计入', en: 'the day of the event, not counted' },
  due: { sign: '■', zh: '最迟之日', en: 'the latest day' },
  alarm: {
    sign: '△',
    zh: '最后工作日：最迟之日是休息日，这是此前的最后工作日',
    en: 'the last working day: the latest day is a day off, and this is the working day before it',
  },
  'not-a-working-day': {
    sign: '–',
    zh: '休息日，在最后工作日与最迟之日之间',
    en: 'a day off between the last working day and the latest day',
  },
};

const wordsOf = (mark: Mark, back: boolean) => (back ? BACK[mark] : undefined) ?? MARKS[mark];

const WEEK = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;
/** Monday first, as the picture has its weeks. */
const LONG_WEEK = [...WEEKDAYS.slice(1), ...WEEKDAYS.slice(0, 1)];

const indexOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (index: number) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
const nameOf = (month: string, lang: Lang) => {
  const [y = '', m = '1'] = month.split('-');
  return lang === 'zh' ? `${y}年${Number(m)}月` : `${MONTHS[Number(m) - 1]} ${y}`;
};

interface Marked {
  days: readonly ExplainedDay[];
  /** The last day, and the strict one. */
  due: PlainDate | null;
  alarm: PlainDate | null;
  /** Counted back from an event. */
  back: boolean;
}

function markOf(date: PlainDate, found: ExplainedDay | undefined, { due, alarm }: Marked): Mark | null {
  if (date === due) return 'due';
  if (date === alarm) return 'alarm';
  return found?.reason ?? null;
}

/** The days of an explanation as a calendar: a table for each month concerned, each day marked by a sign and in words. */
export function Months({ lang, ...marked }: Marked & { lang: Lang }) {
  const { days } = marked;
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const [from, to] = [indexOf(first.date), indexOf(last.date)];
  const all = Array.from({ length: to - from + 1 }, (_, i) => monthAt(from + i));
  const short = all.length <= MOST_MONTHS;
  const head = short ? all : all.slice(0, EACH_END);
  const tail = short ? [] : all.slice(-EACH_END);
  const byDate = new Map(days.map((d) => [d.date, d]));
  const used = new Set<Mark>();
  for (const month of [...head, ...tail]) {
    for (const d of days) if (d.date.startsWith(month)) used.add(markOf(d.date, d, marked) ?? d.reason);
  }
  const draw = (month: string) => <Month key={month} lang={lang} month={month} byDate={byDate} marked={marked} />;
  const left = all.slice(EACH_END, -EACH_END);
  return (
    <>
      <ul className="legend">
        {(Object.keys(MARKS) as Mark[])
          .filter((mark) => used.has(mark))
          .map((mark) => (
            <li key={mark}>
              <span className={`day d-${mark}`} aria-hidden="true">
                {MARKS[mark].sign}
              </span>{' '}
              {wordsOf(mark, marked.back)[lang]}
            </li>
          ))}
      </ul>
      <div className="months">{head.map(draw)}</div>
      {short ? null : (
        <>
          <p className="hint">
            {lang === 'zh'
              ? `${nameOf(left[0] ?? '', lang)}至${nameOf(left.at(-1) ?? '', lang)}（共${left.length}个月）同样逐日计算，此处略去；上面的说明包括全部日期。`
              : `${nameOf(left[0] ?? '', lang)} to ${nameOf(left.at(-1) ?? '', lang)} (${lengthText(left.length, 'months').en}) are counted day by day in the same way and left out here; the lines above cover every day.`}
          </p>
          <div className="months">{tail.map(draw)}</div>
        </>
      )}
    </>
  );
}

function Month({
  lang,
  month,
  byDate,
  marked,
}: {
  lang: Lang;
  month: string;
  byDate: ReadonlyMap<PlainDate, ExplainedDay>;
  marked: Marked;
}) {
  const [year = 0, m = 1] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, m, 0)).getUTCDate();
  // Weeks begin on Monday.
  const before = (new Date(Date.UTC(year, m - 1, 1)).getUTCDay() + 6) % 7;
  const weeks = Array.from({ length: Math.ceil((before + length) / 7) }, (_, week) => week);
  return (
    <table className="month">
      <caption>{nameOf(month, lang)}</caption>
      <thead>
        <tr>
          {WEEK[lang].map((name, i) => (
            <th key={name} scope="col" abbr={LONG_WEEK[i]?.[lang]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week}>
            {WEEK[lang].map((name, i) => {
              const n = week * 7 + i - before + 1;
              if (n < 1 || n > length) return <td key={name} />;
              const date = `${month}-${String(n).padStart(2, '0')}`;
              const mark = markOf(date, byDate.get(date), marked);
              if (!mark) return <td key={name}>{n}</td>;
              return (
                <td key={name} className={`day d-${mark}`}>
                  {n}
                  <span aria-hidden="true">{MARKS[mark].sign}</span>
                  <span className="sr">
                    {lang === 'zh' ? '：' : ': '}
                    {wordsOf(mark, marked.back)[lang]}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
