import './months.css';
import type { Calendar } from '../api/types.ts';
import { dayAt, dayNumber, monthText } from '../words/time.ts';
import { useWords } from '../words/words.tsx';

/** The months of some days, each as `2027-01`, in order. */
export const monthsOf = (days: readonly string[]): string[] => [...new Set(days.map((d) => d.slice(0, 7)))].sort();

type Kind = 'off' | 'make-up' | 'weekend' | 'day';

/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const column = (day: string) => (dayNumber(day) + 3) % 7;

function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const days: (string | null)[] = Array.from({ length: column(first) }, () => null);
  for (let n = dayNumber(first); dayAt(n).startsWith(month); n++) days.push(dayAt(n));
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7));
}

/** Small pictures of months: days off, make-up days, and those that a publication changes. Told by letters, not by colour alone. */
export function Months({
  calendar,
  months,
  changed = new Set(),
}: {
  calendar: Calendar;
  months: readonly string[];
  changed?: ReadonlySet<string>;
}) {
  const { t, language } = useWords();
  const off = new Set(calendar.off);
  const work = new Set(calendar.work);
  const kindOf = (day: string): Kind =>
    off.has(day) ? 'off' : work.has(day) ? 'make-up' : column(day) > 4 ? 'weekend' : 'day';
  const marks: Partial<Record<Kind, string>> = { off: t('休', 'off'), 'make-up': t('班', 'work') };
  const heads =
    language === 'zh' ? ['一', '二', '三', '四', '五', '六', '日'] : ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
  if (months.length === 0) return null;
  return (
    <div className="months">
      {months.map((month) => (
        <table key={month}>
          <caption>{monthText(`${month}-01`, language, true)}</caption>
          <thead>
            <tr>
              {heads.map((h) => (
                <th key={h} scope="col">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week) => (
              <tr key={week.find((d) => d !== null)}>
                {week.map((day, i) =>
                  day === null ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has nothing but its place
                    <td key={i} />
                  ) : (
                    <td key={day} className={`m-${kindOf(day)} ${changed.has(day) ? 'm-changed' : ''}`}>
                      {Number(day.slice(8))}
                      {marks[kindOf(day)] ? <small>{marks[kindOf(day)]}</small> : null}
                      {changed.has(day) ? (
                        <>
                          <i aria-hidden="true">*</i>
                          <span className="sr">{t('（变动）', ' (changes)')}</span>
                        </>
                      ) : null}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="quiet months-legend">
        {t(
          '休：放假。班：周末上班（调休）。灰底：周末。',
          'off: day off. work: weekend day that is worked. Grey: weekend.',
        )}
        {changed.size > 0 ? t('带 * 并加框的日子有变动。', ' Days with a frame and * change.') : ''}
      </p>
    </div>
  );
}
