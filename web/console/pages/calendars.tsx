import { Alert, Button, Checkbox, Input, Tag } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { call, Failure } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import type {
  Calendar,
  CalendarBook,
  CalendarPreview,
  CalendarProposalView,
  CalendarPublication as Told,
} from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Months, monthsOf } from '../parts/months.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { dayAt, dayNumber, many } from '../words/time.ts';
import { useWords, type Words } from '../words/words.tsx';

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

/** What is being proposed: the text, what was seen of it, what became of it. */
function useProposing(done: () => void) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<'look' | 'publish' | null>(null);
  const [looked, setLooked] = useState<{ calendar: Calendar; preview: CalendarPreview } | null>(null);
  const [sure, setSure] = useState(false);
  const [sent, setSent] = useState<CalendarProposalView | null>(null);
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
      const where = error instanceof SyntaxError ? error.message : '';
      setUnreadable(
        t(
          `内容不是有效的 JSON，没有检查。${where && `（${where}）`}`,
          `This is not valid JSON; nothing was checked.${where && ` (${where})`}`,
        ),
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
    call<CalendarProposalView>('/api/calendars', { method: 'POST', body })
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

  return { text, unreadable, setUnreadable, failure, busy, looked, sure, setSure, sent, change, look, publish };
}

/** Upload, paste or choose; look at what it changes; propose. */
function Propose({ bundled, done }: { bundled: Calendar[]; done: () => void }) {
  const { t } = useWords();
  const proposing = useProposing(done);
  const { text, unreadable, failure, busy, looked, sent } = proposing;
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (looked || unreadable || failure || sent) result.current?.focus();
  }, [looked, unreadable, failure, sent]);

  return (
    <Section id="publish" title={t('提议新的日历或修改', 'Propose a calendar or an amendment')}>
      <p>
        {t(
          '国务院办公厅通常在十一月初公布下一年的放假安排。请上传或粘贴日历文件，先核对，再提议；由法制审核岗或者正职负责人批准后公布。文件有误时什么都不会改变。',
          'The notice for the next year usually comes in early November. Upload or paste the calendar, look at what it changes, then propose it; the lawyer or the principal approves it. A file with mistakes changes nothing.',
        )}
      </p>
      <Bundled calendars={bundled} choose={proposing.change} />
      <CalendarText proposing={proposing} />
      <CalendarHelp />
      <Button type="primary" ghost onClick={proposing.look} loading={busy === 'look'} disabled={text.trim() === ''}>
        {t('核对', 'Look at what changes')}
      </Button>
      <div ref={result} tabIndex={-1} className="done" aria-live="polite">
        {unreadable ? <Alert type="warning" showIcon role="alert" title={unreadable} /> : null}
        {failure ? <FailureNote failure={failure} fieldName={(field) => fieldName(field, t)} /> : null}
        {sent ? <Sent proposal={sent} /> : null}
        {looked ? <Preview calendar={looked.calendar} preview={looked.preview} /> : null}
      </div>
      {looked && looked.preview.problems.length === 0 ? (
        <Confirm
          sure={proposing.sure}
          setSure={proposing.setSure}
          busy={busy === 'publish'}
          confirm={proposing.publish}
        >
          {t('提交批准', 'Propose for approval')}
        </Confirm>
      ) : null}
    </Section>
  );
}

function Bundled({ calendars, choose }: { calendars: Calendar[]; choose: (text: string) => void }) {
  const { t } = useWords();
  if (calendars.length === 0) return null;
  return (
    <p className="calendar-bundled">
      <span>{t('随系统附带、尚未公布：', 'Comes with the product, not published yet: ')}</span>
      {calendars.map((c) => (
        <Button key={c.year} onClick={() => choose(JSON.stringify(c, null, 2))}>
          {t(`${c.year}年（${c.notice}）`, `${c.year} (${c.notice})`)}
        </Button>
      ))}
    </p>
  );
}

function CalendarText({ proposing }: { proposing: ReturnType<typeof useProposing> }) {
  const { t } = useWords();
  const { text, change, setUnreadable } = proposing;
  return (
    <>
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
    </>
  );
}

function CalendarHelp() {
  const { t } = useWords();
  return (
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
  );
}

function Sent({ proposal }: { proposal: CalendarProposalView }) {
  const { t } = useWords();
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      title={t(
        `已提议${proposal.calendar.year}年日历（${proposal.calendar.notice}）。`,
        `The calendar of ${proposal.calendar.year} (${proposal.calendar.notice}) is proposed.`,
      )}
      description={t(
        '等待法制审核岗或者正职负责人批准；批准之前，所有日期照旧。',
        'The lawyer or the principal approves it; until then every date stays as it is.',
      )}
    />
  );
}

/** Nothing is proposed or approved before somebody says that they compared it with the notice. */
function Confirm({
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

function Preview({ calendar, preview }: { calendar: Calendar; preview: CalendarPreview }) {
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

/** What was proposed: who waits decides here, with the same look at what would change; what became of the others. */
function ProposalList({ items, done }: { items: CalendarProposalView[]; done: () => void }) {
  const { t, pick, when } = useWords();
  if (items.length === 0) return <Empty>{t('还没有提议过日历。', 'No calendar was proposed yet.')}</Empty>;
  return (
    <ul className="calendar-history">
      {items.map((p) => (
        <li key={p.number}>
          <p>
            <b>{t(`${p.calendar.year}年`, `${p.calendar.year}`)}</b> {p.calendar.notice}
            <span className="quiet">
              {' '}
              {t(`${pick(p.by.name)}于${when(p.at)}提议`, `proposed by ${pick(p.by.name)}, ${when(p.at)}`)}
            </span>
          </p>
          {p.decided ? (
            <p>
              {p.decided.approved
                ? t(
                    `${pick(p.decided.by.name)}于${when(p.decided.at)}批准`,
                    `Approved by ${pick(p.decided.by.name)}, ${when(p.decided.at)}`,
                  )
                : t(
                    `${pick(p.decided.by.name)}于${when(p.decided.at)}退回：${p.decided.reason}`,
                    `Declined by ${pick(p.decided.by.name)}, ${when(p.decided.at)}: ${p.decided.reason}`,
                  )}
            </p>
          ) : p.mayDecide ? (
            <Decide proposal={p} done={done} />
          ) : (
            <p role="status">
              {t('等待法制审核岗或者正职负责人批准。', 'It waits for the lawyer or the principal to approve it.')}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Decide({ proposal, done }: { proposal: CalendarProposalView; done: () => void }) {
  const { t } = useWords();
  const [preview, setPreview] = useState<CalendarPreview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState<'look' | 'approve' | 'decline' | null>(null);
  const [sure, setSure] = useState(false);
  const [reason, setReason] = useState('');
  const at = `/api/calendars/proposals/${proposal.number}`;
  const work = (what: 'look' | 'approve' | 'decline', doing: Promise<void>) => {
    setBusy(what);
    setFailure(null);
    doing
      .catch((error: unknown) => {
        const why = asFailure(error);
        setFailure(why);
        if (why.problem?.code === 'calendar-overtaken') {
          setPreview(null);
          setSure(false);
        }
      })
      .finally(() => setBusy(null));
  };
  return (
    <div className="calendar-decide">
      <Button
        type="primary"
        ghost
        loading={busy === 'look'}
        onClick={() =>
          work(
            'look',
            call<CalendarPreview>('/api/calendars/preview', {
              method: 'POST',
              body: proposal.calendar,
              seconds: 60,
            }).then(setPreview),
          )
        }
      >
        {t('核对', 'Look at what changes')}
      </Button>
      {preview ? <Preview calendar={proposal.calendar} preview={preview} /> : null}
      {preview && preview.problems.length === 0 ? (
        <Confirm
          sure={sure}
          setSure={setSure}
          busy={busy === 'approve'}
          confirm={() =>
            work('approve', call(`${at}/approval`, { method: 'POST', body: { after: preview.after } }).then(done))
          }
        >
          {t('批准并公布', 'Approve and publish')}
        </Confirm>
      ) : null}
      <label htmlFor={`reason-${proposal.number}`}>{t('退回理由', 'Reason for declining')}</label>
      <Input.TextArea
        id={`reason-${proposal.number}`}
        value={reason}
        count={{ show: true, max: 2000 }}
        autoSize={{ minRows: 1, maxRows: 6 }}
        onChange={(e) => setReason(e.target.value)}
      />
      <p className="calendar-confirm">
        <Button
          danger
          disabled={reason.trim() === ''}
          loading={busy === 'decline'}
          onClick={() => work('decline', call(`${at}/decline`, { method: 'POST', body: { reason } }).then(done))}
        >
          {t('退回', 'Decline')}
        </Button>
      </p>
      <div aria-live="polite">
        {failure ? <FailureNote failure={failure} fieldName={(field) => fieldName(field, t)} /> : null}
      </div>
    </div>
  );
}
