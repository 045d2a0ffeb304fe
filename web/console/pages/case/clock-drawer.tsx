import { Alert, Drawer } from 'antd';
import type { ClockView, ExplainedDay, Explanation } from '../../api/types.ts';
import { useGet } from '../../api/use-get.ts';
import { Binding } from '../../parts/binding.tsx';
import { ClockMarks } from '../../parts/clock-marks.tsx';
import { Due } from '../../parts/due.tsx';
import { Reading } from '../../parts/reading.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { clause, labelOf, lengthOf } from '../../words/labels.ts';
import { monthText, today } from '../../words/time.ts';
import { useWords } from '../../words/words.tsx';

interface Answer {
  clock: ClockView;
  explanation: Explanation | null;
}

/** Longer periods are told in lines only: a calendar of years helps nobody. */
const MOST_MONTHS = 13;

/** Why a date is what it is: the days counted and left out, the pauses, the clause, what it rests on. */
export default function ClockDrawer({ clock, path, close }: { clock: ClockView; path: string; close: () => void }) {
  const { t, pick } = useWords();
  useReturnFocus();
  const answer = useGet<Answer>(`${path}/clocks/${encodeURIComponent(clock.id)}`);
  return (
    <Drawer open title={pick(clock.title)} size={680} onClose={close}>
      <Reading from={answer} what={t('期限说明', 'the explanation')}>
        {(data) => <Explained {...data} />}
      </Reading>
    </Drawer>
  );
}

function Explained({ clock, explanation }: Answer) {
  const { t, pick } = useWords();
  return (
    // It scrolls: by the keyboard, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached
    <section className="explained" aria-label={t('期限说明', 'Explanation of the date')} tabIndex={0}>
      <p className="explained-due">
        {clock.count && clock.due === null && !clock.stopped ? (
          <b>{t('中止中，没有到期日', 'Suspended: no due date now')}</b>
        ) : (
          <Due due={clock.due} provisional={clock.provisional} overdue={clock.overdue} />
        )}
      </p>
      <ClockMarks clock={clock} />
      <Binding clock={clock} />
      {explanation ? <p className="summary">{pick(explanation.summary)}</p> : null}
      <Weight clock={clock} />
      <dl className="facts">
        <Basis clock={clock} />
        <Counted clock={clock} explanation={explanation} />
        <Became clock={clock} />
        {clock.calendars.length > 0 ? (
          <div>
            <dt>{t('放假通知', 'Notices on days off')}</dt>
            <dd>{clock.calendars.join(t('、', ', '))}</dd>
          </div>
        ) : null}
      </dl>
      {explanation ? <Days explanation={explanation} /> : null}
    </section>
  );
}

/** What a date of this rule does, and what it does not. */
function Weight({ clock }: { clock: ClockView }) {
  const { t, pick, day } = useWords();
  const house = clock.confidence === 'house';
  return (
    <>
      {clock.count === null ? (
        <p className="summary">
          {house
            ? t(
                '本机关尚未设定这项内部时限的天数，只显示已过时间。',
                'The organ has not set a length for this house limit: its age is shown.',
              )
            : t(
                '规定没有给出天数（如“及时”“立即”），只显示已过时间，不产生逾期。',
                'The rule gives no number (“promptly”, “at once”): its age is shown, it never expires.',
              )}
        </p>
      ) : null}
      {clock.confirmation ? (
        <Alert
          type="success"
          showIcon
          title={t(
            `${day(clock.confirmation.date)}经本机关法制人员（${pick(clock.confirmation.by)}）确认：${clock.confirmation.citation}`,
            `Confirmed on ${day(clock.confirmation.date)} by the organ’s lawyer (${pick(clock.confirmation.by)}): ${clock.confirmation.citation}`,
          )}
        />
      ) : null}
      {clock.ownLength ? (
        <Alert
          type="info"
          showIcon
          title={t(
            '法律没有给出天数；这里的长度是本机关自己设定的，只提醒，不记逾期。',
            'The law gives no number; this length is the organ’s own: it warns and records no breach.',
          )}
        />
      ) : null}
      {clock.confidence === 'memory' && !clock.confirmation ? (
        <Alert
          type="warning"
          showIcon
          title={t(
            '这一条尚未核对原文，只提醒，不记逾期。经本机关法制人员确认（注明条文和姓名）后才生效。',
            'The text of this rule was not checked: it warns only and records no breach until the organ’s lawyer confirms it, with citation and name.',
          )}
        />
      ) : null}
      {clock.confidence === 'secondary' && !clock.confirmation ? (
        <Alert
          type="info"
          showIcon
          title={t(
            '这一条据转述整理，未读到原文：只提醒，不记逾期，使用前请核对。',
            'This rule was read in a report, not in its own text: it warns only and records no breach. Check it before you rely on it.',
          )}
        />
      ) : null}
      {house ? (
        <Alert
          type="info"
          showIcon
          title={t(
            '这是本机关的内部规定，不是法律规定的期限。',
            'This is a rule of the house, not a period set by law.',
          )}
        />
      ) : null}
    </>
  );
}

function Basis({ clock }: { clock: ClockView }) {
  const { t, pick, day } = useWords();
  return (
    <div>
      <dt>{t('依据', 'Basis')}</dt>
      <dd>
        {pick(clock.basis)} <span className="quiet">{pick(labelOf(`confidence.${clock.confidence}`))}</span>
        {clock.edition?.until && clock.edition.inForce ? (
          <span className="quiet">
            {' '}
            {t(
              `（${day(clock.edition.inForce)}起施行、${day(clock.edition.until)}起由新规定代替；本期限仍依此计）`,
              `(in force from ${day(clock.edition.inForce)}, replaced from ${day(clock.edition.until)}; this period keeps it)`,
            )}
          </span>
        ) : null}
      </dd>
    </div>
  );
}

/** What the count is made of: its length, its start, what held it up and what made it longer. */
function Counted({ clock, explanation }: Answer) {
  const { t, pick, when, day } = useWords();
  const unit = (n: number, u: string) => pick(lengthOf(n, u));
  const { count } = clock;
  const verdicts = explanation?.due.extensions ?? [];
  return (
    <>
      {count ? (
        <>
          <div>
            <dt>{t('长度', 'Length')}</dt>
            <dd>{unit(count.length, count.unit)}</dd>
          </div>
          <div>
            <dt>{count.direction === 'back' ? t('倒数自', 'Counted back from') : t('开始', 'Start')}</dt>
            <dd>{when(count.start)}</dd>
          </div>
        </>
      ) : (
        <div>
          <dt>{t('开始', 'Start')}</dt>
          <dd>{when(clock.started)}</dd>
        </div>
      )}
      {clock.alarm && clock.alarm !== clock.due ? (
        <div>
          <dt>{t('从严日期', 'Strict date')}</dt>
          <dd>
            {day(clock.alarm)}{' '}
            <span className="quiet">
              {t(
                '（规定没有说明“日”是否工作日，提醒按此日期）',
                '(the rule does not say which days count; warnings go by this one)',
              )}
            </span>
          </dd>
        </div>
      ) : null}
      {(count?.pauses ?? []).map((p) => (
        <div key={p.from}>
          <dt>{t('中止', 'Suspended')}</dt>
          <dd>
            {day(p.from)} {t('至', 'to')} {p.to ? day(p.to) : t('今（未恢复）', 'now, not resumed')}
          </dd>
        </div>
      ))}
      {(count?.extensions ?? []).map((e, i) => (
        <div key={e.granted}>
          <dt>{t('延长', 'Extension')}</dt>
          <dd>
            {unit(e.length, count?.unit ?? 'wd')} · {t(`${day(e.granted)} 批准`, `granted ${day(e.granted)}`)}
            {verdicts[i] === 'refused' ? t(' · 届满后批准，无效', ' · after expiry, void') : ''}
          </dd>
        </div>
      ))}
      {explanation && explanation.due.remaining !== undefined ? (
        <div>
          <dt>{t('剩余', 'Left')}</dt>
          <dd>{unit(explanation.due.remaining, count?.unit === 'wd' ? 'wd' : 'cd')}</dd>
        </div>
      ) : null}
    </>
  );
}

/** What has become of it: expired, ended, moved. */
function Became({ clock }: { clock: ClockView }) {
  const { t, pick, when, day } = useWords();
  return (
    <>
      {clock.outcome ? (
        <div>
          <dt>{t('届满', 'Expiry')}</dt>
          <dd>
            {pick(labelOf(`clock.${clock.outcome.what}`))} · {when(clock.outcome.at)}
          </dd>
        </div>
      ) : null}
      {clock.stopped ? (
        <div>
          <dt>{t('结束', 'Ended')}</dt>
          <dd>
            {pick(labelOf(`clock.${clock.stopped.why}`))} · {when(clock.stopped.at)}
          </dd>
        </div>
      ) : null}
      {clock.moved ? (
        <div>
          <dt>{clock.moved.edition ? t('新规定变动', 'Moved by new law') : t('放假安排变动', 'Moved by days off')}</dt>
          <dd>
            {t(
              `${when(clock.moved.at)}，由${clock.moved.from ? day(clock.moved.from) : '无'}改为${clock.moved.to ? day(clock.moved.to) : '无'}（${clock.moved.notice}）`,
              `${when(clock.moved.at)}: from ${clock.moved.from ? day(clock.moved.from) : 'no date'} to ${clock.moved.to ? day(clock.moved.to) : 'no date'} (${clock.moved.notice})`,
            )}
          </dd>
        </div>
      ) : null}
    </>
  );
}

function Days({ explanation }: { explanation: Explanation }) {
  const { t, pick } = useWords();
  return (
    <>
      <h3>{t('哪些日子计入，哪些不计入', 'Which days count, which do not')}</h3>
      <ol className="groups">
        {explanation.groups.map((g) => (
          <li key={`${g.from}-${g.reason}`} className={`g-${g.reason}`}>
            {pick(g.text)}
          </li>
        ))}
      </ol>
      <Months days={explanation.days} due={explanation.due.due} alarm={explanation.due.alarm ?? null} />
      <h3>{t('所依据的计算规则', 'Conventions it rests on')}</h3>
      <ul className="conventions">
        {explanation.conventions.map((c) => (
          <li key={c.number}>
            {pick(c)}
            {c.basis ? <span className="quiet"> {pick(clause(c.basis))}</span> : null}
            {c.openInLaw ? <span className="mark">{t('法律上有不同理解', 'Open in law')}</span> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

const WEEK = { zh: ['一', '二', '三', '四', '五', '六', '日'], en: ['M', 'T', 'W', 'T', 'F', 'S', 'S'] } as const;

/** The same days as a calendar, one small page for each month; what the lines above say, seen at a glance. */
function Months({ days, due, alarm }: { days: ExplainedDay[]; due: string | null; alarm: string | null }) {
  const { t, language } = useWords();
  const months = [...new Set(days.map((d) => d.date.slice(0, 7)))];
  if (months.length === 0 || months.length > MOST_MONTHS) return null;
  const byDate = new Map(days.map((d) => [d.date, d]));
  const last = due?.slice(0, 10) ?? null;
  const now = today();
  return (
    <>
      <div className="months" aria-hidden="true">
        {months.map((month) => {
          const [year = 0, m = 1] = month.split('-').map(Number);
          const length = new Date(Date.UTC(year, m, 0)).getUTCDate();
          const first = (new Date(Date.UTC(year, m - 1, 1)).getUTCDay() + 6) % 7;
          return (
            <div className="month" key={month}>
              <p>{monthText(`${month}-01`, language, true)}</p>
              <div className="cells">
                {WEEK[language].map((name, i) => (
                  // Monday and the other days have one fixed place each.
                  // biome-ignore lint/suspicious/noArrayIndexKey: weekday letters repeat in English
                  <b key={i}>{name}</b>
                ))}
                {Array.from({ length }, (_, i) => {
                  const date = `${month}-${String(i + 1).padStart(2, '0')}`;
                  const found = byDate.get(date);
                  const classes = [
                    found ? `c-${found.reason}` : '',
                    found?.counted ? 'counted' : '',
                    date === last ? 'last' : '',
                    date === alarm ? 'alarm' : '',
                    date === now ? 'now' : '',
                  ];
                  return (
                    <span
                      key={date}
                      className={classes.join(' ')}
                      style={i === 0 ? { gridColumnStart: first + 1 } : undefined}
                    >
                      {i + 1}
                    </span>
                  );
                })}
              </div>
            </div>
          );
        })}
      </div>
      <p className="legend quiet" aria-hidden="true">
        <span className="day-key c-start">{t('开始当日', 'day of the start')}</span>
        <span className="day-key counted">{t('计入', 'counted')}</span>
        <span className="day-key c-make-up counted">{t('调休上班', 'make-up day')}</span>
        <span className="day-key c-weekend">{t('周末', 'weekend')}</span>
        <span className="day-key c-holiday">{t('放假', 'day off')}</span>
        <span className="day-key c-paused">{t('中止', 'suspended')}</span>
        <span className="day-key last">{t('到期', 'due')}</span>
      </p>
    </>
  );
}
