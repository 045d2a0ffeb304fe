import { Alert, Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import type { Calendar, CalendarPreview, CalendarProposalView } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Section } from '../parts/page.tsx';
import { useWords } from '../words/words.tsx';
import { Confirm, fieldName, Preview } from './calendar-preview.tsx';

const EXAMPLE = `{
  "year": 2027,
  "notice": "国办发明电〔2026〕…号",
  "published": "2026-11-…",
  "off": ["2027-01-01", "2027-01-02", "2027-01-03", "…"],
  "work": ["2027-02-…"],
  "names": { "2027-01-01": { "zh": "元旦", "en": "New Year's Day" } }
}`;

/** What is being proposed: the text, what was seen of it, what became of it. */
function useProposing(done: () => void) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [looked, setLooked] = useState<{ calendar: Calendar; preview: CalendarPreview } | null>(null);
  const [sure, setSure] = useState(false);
  const [sent, setSent] = useState<CalendarProposalView | null>(null);
  const { busy, failure, forget, work } = useDoing((why) => {
    if (why.problem?.code !== 'calendar-overtaken') return;
    // What was looked at is no longer what would be changed.
    setLooked(null);
    setSure(false);
    done();
  });
  /** Nothing is seen of a text that is another one, or looked at anew. */
  const afresh = () => {
    setLooked(null);
    setUnreadable(null);
    forget();
    setSent(null);
    setSure(false);
  };
  const change = (next: string) => {
    setText(next);
    afresh();
  };

  const look = () => {
    afresh();
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
    void work('look', async () => {
      const preview = await call<CalendarPreview>('/api/calendars/preview', {
        method: 'POST',
        body: calendar,
        seconds: 60,
      });
      setLooked({ calendar, preview });
    });
  };

  const publish = () => {
    if (!looked) return;
    const body = { ...looked.calendar, after: looked.preview.after };
    void work('publish', async () => {
      const proposal = await call<CalendarProposalView>('/api/calendars', { method: 'POST', body });
      setLooked(null);
      setText('');
      setSure(false);
      setSent(proposal);
      done();
    });
  };

  return { text, unreadable, setUnreadable, failure, busy, looked, sure, setSure, sent, change, look, publish };
}

/** Upload, paste or choose; look at what it changes; propose. */
export function Propose({ bundled, done }: { bundled: Calendar[]; done: () => void }) {
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
