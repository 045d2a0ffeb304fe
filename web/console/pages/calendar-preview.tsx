import { Alert, Button, Checkbox, Tag } from 'antd';
import type { Calendar, CalendarPreview } from '../api/types.ts';
import { Months, monthsOf } from '../parts/months.tsx';
import { dayAt, dayNumber, many } from '../words/time.ts';
import { useWords, type Words } from '../words/words.tsx';

/** Field of a calendar → what people call it. */
const FIELDS: Record<string, [string, string]> = {
  year: ['年份', 'Year'],
  notice: ['文号', 'Number of the notice'],
  published: ['发布日期', 'Date of the notice'],
  off: ['放假', 'Days off'],
  work: ['调休上班', 'Make-up days'],
  names: ['节名', 'Names'],
  amends: ['所修改的通知', 'Notice amended'],
};

export function fieldName(field: string, t: Words['t']): string {
  const [first = ''] = field.split('.');
  const known = FIELDS[first];
  return known ? t(...known) : field;
}

/** Nothing is proposed or approved before somebody says that they compared it with the notice. */
export function Confirm({
  sure,
  setSure,
  busy,
  confirm,
  children,
}: {
  sure: boolean;
  setSure: (sure: boolean) => void;
  busy: boolean;
  confirm: () => void;
  children: string;
}) {
  const { t } = useWords();
  return (
    <p className="calendar-confirm">
      <Checkbox checked={sure} onChange={(e) => setSure(e.target.checked)}>
        {t('已与通知原文逐日核对', 'Compared with the notice, day by day')}
      </Checkbox>
      <Button type="primary" onClick={confirm} disabled={!sure} loading={busy}>
        {children}
      </Button>
    </p>
  );
}

interface Run {
  from: string;
  to: string;
  kind: 'off' | 'work';
  name: CalendarPreview['changes'][number]['name'];
}

/** Days next to each other that become the same kind of day for the same holiday. */
function runsOf(changes: CalendarPreview['changes']): Run[] {
  const runs: Run[] = [];
  for (const c of changes) {
    const last = runs.at(-1);
    if (
      last &&
      last.kind === c.to &&
      (last.name?.en ?? '') === (c.name?.en ?? '') &&
      dayAt(dayNumber(last.to) + 1) === c.date
    ) {
      last.to = c.date;
    } else runs.push({ from: c.date, to: c.date, kind: c.to, name: c.name });
  }
  return runs;
}

export function Preview({ calendar, preview }: { calendar: Calendar; preview: CalendarPreview }) {
  const { t, pick, day } = useWords();
  if (preview.problems.length > 0) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={t('日历有误，不能提议。请更正后再核对。', 'The calendar has mistakes and cannot be proposed.')}
        description={
          <ul className="calendar-problems">
            {preview.problems.map((p) => (
              <li key={`${p.field} ${p.text.en}`}>
                <b>{fieldName(p.field, t)}</b>
                {t('：', ': ')}
                {pick(p.text)}
              </li>
            ))}
          </ul>
        }
      />
    );
  }
  const runs = runsOf(preview.changes);
  const { workingDays } = preview;
  return (
    <div className="calendar-preview">
      <h3>
        {t(
          `${calendar.year}年：将有${preview.changes.length}天变动`,
          `${calendar.year}: ${many(preview.changes.length, 'day')} would change`,
        )}
      </h3>
      <p>
        {preview.inForce
          ? t(`与现行的${preview.inForce}相比。`, `Compared with ${preview.inForce}, now in force.`)
          : t('与按周末和固定节假日推算的日子相比。', 'Compared with weekends and the holidays fixed by date.')}
        {workingDays
          ? t(
              `全年工作日由${workingDays.before}天变为${workingDays.after}天。`,
              ` Working days of the year: ${workingDays.before} become ${workingDays.after}.`,
            )
          : null}
      </p>
      {preview.oddities.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('请再看一遍', 'Look at this twice')}
          description={
            <ul>
              {preview.oddities.map((o) => (
                <li key={o.en}>{pick(o)}</li>
              ))}
            </ul>
          }
        />
      ) : null}
      <ul className="calendar-runs">
        {runs.map((r) => (
          <li key={r.from}>
            <Tag className={r.kind === 'off' ? 'day-off' : 'day-work'}>
              {r.kind === 'off' ? t('改为放假', 'becomes off') : t('改为上班', 'becomes working')}
            </Tag>
            {r.from === r.to ? day(r.from) : `${day(r.from)} – ${day(r.to)}`}
            {r.name ? <span className="quiet">{pick(r.name)}</span> : null}
          </li>
        ))}
      </ul>
      <Months
        calendar={calendar}
        months={monthsOf(preview.changes.map((c) => c.date))}
        changed={new Set(preview.changes.map((c) => c.date))}
      />
    </div>
  );
}
