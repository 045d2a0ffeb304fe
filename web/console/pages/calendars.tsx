import { Alert, Button, Checkbox, Input, Progress, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { call, Failure } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import type { Calendar, CalendarBook, CalendarPreview, CalendarPublication } from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Months, monthsOf } from '../parts/months.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { dayAt, dayNumber } from '../words/time.ts';
import { useWords, type Words } from '../words/words.tsx';

type InForce = Pick<CalendarBook, 'items' | 'horizon'>;
interface Published {
  items: CalendarPublication[];
  bundled: Calendar[];
}

const EVERY_MS = 1_500;

/** `1 date`, `2 dates`; in Chinese there is nothing to do. */
const many = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

/** The calendars of the State Council's notices: which are known, and publishing the next one or an amendment. */
export default function Calendars() {
  const { t } = useWords();
  const { has } = useSession();
  const inForce = useGet<InForce>('/api/calendars');
  const admin = has('admin');
  const published = useGet<Published>(admin ? '/api/calendars/publications' : null);
  const { reload } = published;
  const counting = published.data?.items.some((p) => p.state === 'counting') ?? false;
  useEffect(() => {
    if (!counting) return;
    const timer = setInterval(reload, EVERY_MS);
    return () => clearInterval(timer);
  }, [counting, reload]);
  return (
    <Page title={t('放假安排', 'Days off')}>
      <Section id="known" title={t('已公布的年份', 'Years that are known')}>
        <Reading from={inForce} what={t('放假安排', 'the days off')}>
          {(book) => <Known book={book} />}
        </Reading>
      </Section>
      {admin ? (
        <>
          <Publish
            bundled={published.data?.bundled ?? []}
            publications={published.data?.items ?? []}
            done={() => {
              inForce.reload();
              published.reload();
            }}
          />
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
                  {t(`，全年${c.workingDays}个工作日`, `, ${c.workingDays} working days`)}
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

const EXAMPLE = `{
  "year": 2027,
  "notice": "国办发明电〔2026〕…号",
  "published": "2026-11-…",
  "off": ["2027-01-01", "2027-01-02", "2027-01-03", "…"],
  "work": ["2027-02-…"],
  "names": { "2027-01-01": { "zh": "元旦", "en": "New Year's Day" } }
}`;

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

function fieldName(field: string, t: Words['t']): string {
  const [first = ''] = field.split('.');
  const known = FIELDS[first];
  return known ? t(...known) : field;
}

const asFailure = (error: unknown) => (error instanceof Failure ? error : new Failure('offline'));

/** Upload, paste or choose; look at what it changes; publish. */
function Publish({
  bundled,
  publications,
  done,
}: {
  bundled: Calendar[];
  publications: CalendarPublication[];
  done: () => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<'look' | 'publish' | null>(null);
  const [looked, setLooked] = useState<{ calendar: Calendar; preview: CalendarPreview } | null>(null);
  const [sure, setSure] = useState(false);
  const [sent, setSent] = useState<CalendarPublication | null>(null);
  const said = sent && (publications.find((p) => p.number === sent.number) ?? sent);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (looked || unreadable || failure || sent) result.current?.focus();
  }, [looked, unreadable, failure, sent]);

  const change = (next: string) => {
    setText(next);
    setLooked(null);
    setUnreadable(null);
    setFailure(null);
    setSent(null);
    setSure(false);
  };

  const look = () => {
    setUnreadable(null);
    setFailure(null);
    setSent(null);
    setSure(false);
    setLooked(null);
    let calendar: Calendar;
    try {
      calendar = JSON.parse(text) as Calendar;
      if (typeof calendar !== 'object' || calendar === null || Array.isArray(calendar))
        throw new SyntaxError('no object');
    } catch (error) {
      const where = error instanceof SyntaxError ? ` (${error.message})` : '';
      setUnreadable(
        t(`内容不是有效的 JSON，没有检查。${where}`, `This is not valid JSON; nothing was checked.${where}`),
      );
      return;
    }
    setBusy('look');
    call<CalendarPreview>('/api/calendars/preview', { method: 'POST', body: calendar, seconds: 60 })
      .then((preview) => setLooked({ calendar, preview }))
      .catch((error: unknown) => setFailure(asFailure(error)))
      .finally(() => setBusy(null));
  };

  const publish = () => {
    if (!looked) return;
    setBusy('publish');
    setFailure(null);
    const body = { ...looked.calendar, after: looked.preview.after };
    call<CalendarPublication>('/api/calendars', { method: 'POST', body })
      .then((p) => {
        setLooked(null);
        setText('');
        setSure(false);
        setSent(p);
        done();
      })
      .catch((error: unknown) => {
        const why = asFailure(error);
        setFailure(why);
        // What was looked at is no longer what would be changed.
        if (why.problem?.code === 'calendar-overtaken') {
          setLooked(null);
          setSure(false);
          done();
        }
      })
      .finally(() => setBusy(null));
  };

  return (
    <Section id="publish" title={t('公布新的日历或修改', 'Publish a calendar or an amendment')}>
      <p>
        {t(
          '国务院办公厅通常在十一月初公布下一年的放假安排。请上传或粘贴日历文件，先核对，再公布。文件有误时什么都不会改变。',
          'The notice for the next year usually comes in early November. Upload or paste the calendar, look at what it changes, then publish. A file with mistakes changes nothing.',
        )}
      </p>
      {bundled.length > 0 ? (
        <p className="calendar-bundled">
          <span>{t('随系统附带、尚未公布：', 'Comes with the product, not published yet: ')}</span>
          {bundled.map((c) => (
            <Button key={c.year} onClick={() => change(JSON.stringify(c, null, 2))}>
              {t(`${c.year}年（${c.notice}）`, `${c.year} (${c.notice})`)}
            </Button>
          ))}
        </p>
      ) : null}
      <p>
        <label htmlFor="calendar-file">{t('选择日历文件（JSON）', 'Choose a calendar file (JSON)')}</label>{' '}
        <input
          id="calendar-file"
          type="file"
          accept=".json,application/json"
          onChange={(e) => {
            const file = e.target.files?.[0];
            file?.text().then(change, () => setUnreadable(t('文件读不出来。', 'The file cannot be read.')));
          }}
        />
      </p>
      <label htmlFor="calendar-text">{t('日历内容', 'The calendar')}</label>
      <Input.TextArea
        id="calendar-text"
        value={text}
        onChange={(e) => change(e.target.value)}
        autoSize={{ minRows: 6, maxRows: 18 }}
        spellCheck={false}
        className="calendar-text"
      />
      <details className="calendar-help">
        <summary>{t('文件应当怎样写', 'How the file is written')}</summary>
        <p>
          {t(
            'off 列出全部放假日（包括其中的周末），work 列出调休上班的周末，其余日子按星期计算，全年每一天因此都有着落。names 按每段放假的第一天写节名。修改已公布的年份时，要整年重新写，并用 amends 写明所修改通知的文号。',
            'off lists every day off, weekends within a holiday too; work lists the weekend days that are worked; every other day of the year follows from its weekday. names gives the holiday by the first day of each run. An amendment is the whole year again, with amends naming the notice it amends.',
          )}
        </p>
        <pre>{EXAMPLE}</pre>
      </details>
      <Button type="primary" ghost onClick={look} loading={busy === 'look'} disabled={text.trim() === ''}>
        {t('核对', 'Look at what changes')}
      </Button>
      <div ref={result} tabIndex={-1} className="done" aria-live="polite">
        {unreadable ? <Alert type="warning" showIcon role="alert" title={unreadable} /> : null}
        {failure ? <FailureNote failure={failure} fieldName={(field) => fieldName(field, t)} /> : null}
        {said ? (
          <Alert
            type="success"
            showIcon
            role="status"
            title={t(
              `已公布${said.year}年日历（${said.notice}）。`,
              `The calendar of ${said.year} (${said.notice}) is published.`,
            )}
            description={
              said.state === 'counting'
                ? t(
                    `${said.cases}个案件的期限正在重新计算，进度见下方公布记录。`,
                    `The dates of ${many(said.cases, 'case')} are being counted; see below.`,
                  )
                : t(
                    `${said.cases}个案件的期限已经重新计算，其中${said.moved}项期限的日期变动。`,
                    `The dates of ${many(said.cases, 'case')} were counted again: ${said.moved === 0 ? 'none' : said.moved} moved.`,
                  )
            }
          />
        ) : null}
        {looked ? <Preview calendar={looked.calendar} preview={looked.preview} /> : null}
      </div>
      {looked && looked.preview.problems.length === 0 ? (
        <p className="calendar-confirm">
          <Checkbox checked={sure} onChange={(e) => setSure(e.target.checked)}>
            {t('已与通知原文逐日核对', 'Compared with the notice, day by day')}
          </Checkbox>
          <Button type="primary" onClick={publish} disabled={!sure} loading={busy === 'publish'}>
            {t('公布并重新计算', 'Publish and count again')}
          </Button>
        </p>
      ) : null}
    </Section>
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

function Preview({ calendar, preview }: { calendar: Calendar; preview: CalendarPreview }) {
  const { t, pick, day } = useWords();
  if (preview.problems.length > 0) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={t('日历有误，不能公布。请更正后再核对。', 'The calendar has mistakes and cannot be published.')}
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
  const { clocks, workingDays } = preview;
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
      {clocks ? (
        <p className="calendar-clocks">
          {t(
            `正在计时的${clocks.open}项期限中：${clocks.later}项延后，${clocks.earlier}项提前${
              clocks.over > 0 ? `（其中${clocks.over}项公布时即届满）` : ''
            }，${clocks.firm}项不再是暂定。`,
            `Of ${many(clocks.open, 'running date')} ${clocks.later} would move later, ${clocks.earlier} earlier${
              clocks.over > 0 ? ` (${clocks.over} would be over at once)` : ''
            }, and ${clocks.firm} would no longer be provisional.`,
          )}
          {clocks.whole
            ? null
            : t('期限很多，只统计了一部分。', ' There are very many: only part of them was counted.')}
        </p>
      ) : null}
    </div>
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
            <>
              <Progress
                percent={p.cases === 0 ? 0 : Math.floor(((p.cases - p.left) / p.cases) * 100)}
                size="small"
                aria-label={t('重新计算的进度', 'Progress of the counting')}
              />
              <p role="status">
                {t(
                  `正在重新计算：还有${p.left}个案件；已变动${p.moved}项期限。中断后会自动继续。`,
                  `Counting: ${many(p.left, 'case')} left; ${many(p.moved, 'date')} moved so far. It goes on by itself when cut off.`,
                )}
              </p>
            </>
          ) : (
            <p>
              {t(
                `已全部重新计算：${p.moved}项期限变动，相关人员已收到提醒。`,
                `All counted: ${many(p.moved, 'date')} moved, and those responsible were told.`,
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
