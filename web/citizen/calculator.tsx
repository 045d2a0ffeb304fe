import { label } from '../../domain/law/glossary.ts';
import { DEADLINES, type Deadline, type DeadlinePart, inFull } from '../../domain/law/index.ts';
import { lengthText } from '../../domain/time/explain.ts';
import { type ComputeAnswer, type ComputeRequest, earlyText } from '../../domain/time/request.ts';
import { UNITS, type Unit } from '../../domain/time/types.ts';
import { dateWords, type Lang, pathIn, saying } from '../page/language.ts';
import { Problems, render } from '../page/layout.tsx';
import { choiceOf, pauseLines, type Question, type Wrong } from './calculator-question.ts';
import { Conventions, confidenceWords, Groups } from './explained.tsx';
import { describedBy, Field, type Typed } from './fields.tsx';
import { Months } from './months.tsx';

/** A part that has a number to count. */
type CountedPart = DeadlinePart & { length: number; unit: Unit };
const isCounted = (part: DeadlinePart): part is CountedPart => part.length !== null && part.unit !== null;

interface Choice {
  value: string;
  stage: string;
  row: Deadline;
  part: CountedPart;
}

/** Every part of every row that has a number to count. */
const CHOICES: readonly Choice[] = DEADLINES.flatMap((row) =>
  row.parts.flatMap((part, n) =>
    isCounted(part) ? [{ value: choiceOf(row.id, n), stage: row.stage as string, row: row as Deadline, part }] : [],
  ),
);

const STAGES = [...new Set(CHOICES.map((c) => c.stage))];

function choiceText({ row, part }: Choice, lang: Lang): string {
  const region = row.region ? [row.region, ...(row.alsoIn ?? [])].map((r) => label(`region.${r}`)[lang]) : [];
  const which = part.when ?? (row.parts.length > 1 ? part.start : null);
  return [
    row.title[lang],
    ...(which ? [which[lang]] : []),
    `${row.direction === 'back' ? (lang === 'zh' ? '倒算' : 'back ') : ''}${lengthText(part.length, part.unit)[lang]}`,
    ...(region.length > 0 ? [region.join(lang === 'zh' ? '、' : ', ')] : []),
  ].join(' · ');
}

/** The answer to a question, with the question. */
export interface Counted extends Question {
  answer: ComputeAnswer;
}

/** The form as it stands: what was typed, and what is wrong with it. */
interface Asked {
  lang: Lang;
  typed: Typed;
  t(zh: string, en: string): string;
  errorOf(id: string): string | undefined;
  /** Attributes that tie a field to its mistake. */
  tied(id: string, hint?: string): object;
}

function askedOf(lang: Lang, typed: Typed, wrong: readonly Wrong[]): Asked {
  const errorOf = (id: string) => wrong.find((w) => w.field === id)?.text[lang];
  return {
    lang,
    typed,
    t: (zh, en) => (lang === 'zh' ? zh : en),
    errorOf,
    tied: (id, hint) => ({
      id,
      name: id,
      'aria-invalid': errorOf(id) ? true : undefined,
      'aria-describedby': describedBy(id, hint, errorOf(id)),
    }),
  };
}

function DateField({ asked: { typed, errorOf, tied }, id, label: name }: { asked: Asked; id: string; label: string }) {
  return (
    <Field id={id} label={name} error={errorOf(id)}>
      <input type="date" {...tied(id)} min="2000-01-01" max="2100-12-31" defaultValue={typed[id]} />
    </Field>
  );
}

function Which({ asked }: { asked: Asked }) {
  const { lang, typed, t, errorOf, tied } = asked;
  return (
    <Field
      id="deadline"
      label={t('期限', 'Deadline')}
      hint={t(
        '法律规定的期限，按阶段排列；地区性规定注明地区。',
        'Periods set by law, by stage; regional ones name their region.',
      )}
      error={errorOf('deadline')}
    >
      <select {...tied('deadline', 'x')} defaultValue={typed.deadline ?? ''}>
        <option value="">{t('自行填写长度', 'A length of my own')}</option>
        {STAGES.map((stage) => (
          <optgroup key={stage} label={label(`stage.${stage}`)[lang]}>
            {CHOICES.filter((c) => c.stage === stage).map((c) => (
              <option key={c.value} value={c.value}>
                {choiceText(c, lang)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}

function OwnLength({ asked }: { asked: Asked }) {
  const { lang, typed, t, errorOf, tied } = asked;
  const bare = !typed.deadline;
  return (
    <details
      className="part"
      open={bare || Boolean(errorOf('deadline') || errorOf('length') || errorOf('unit') || errorOf('direction'))}
    >
      <summary>{t('自行填写长度（未选期限时）', 'A length of my own (where no deadline is chosen)')}</summary>
      <div className="two">
        <Field id="length" label={t('长度', 'Length')} error={errorOf('length')}>
          <input type="number" {...tied('length')} min={1} max={10000} defaultValue={typed.length ?? '5'} />
        </Field>
        <Field id="unit" label={t('单位', 'Unit')} error={errorOf('unit')}>
          <select {...tied('unit')} defaultValue={typed.unit ?? 'wd'}>
            {UNITS.map((u) => (
              <option key={u} value={u}>
                {label(`unit.${u}`)[lang]}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Field id="direction" label={t('方向', 'Direction')} error={errorOf('direction')}>
        <select {...tied('direction')} defaultValue={typed.direction ?? 'forward'}>
          <option value="forward">{t('自起算日向后', 'Forward from the start')}</option>
          <option value="back">
            {t('自该日向前倒算（之前须有足数的日子）', 'Back from that day (so many full days before it)')}
          </option>
        </select>
      </Field>
      <label className="tick">
        <input type="checkbox" name="fixed" value="yes" defaultChecked={typed.fixed === 'yes'} />
        <span>
          {t('有效期或者时效：末日遇休息日不顺延', 'A term or a limitation: the last day does not move off a rest day')}
        </span>
      </label>
    </details>
  );
}

function Begins({ asked }: { asked: Asked }) {
  const { typed, t, errorOf, tied } = asked;
  return (
    <div className="two">
      <Field
        id="start"
        label={t('起算日', 'Start')}
        hint={t(
          '收到、决定、送达之日；倒算的为该事项之日',
          'The day of receipt, decision or service; counted back: of the event',
        )}
        error={errorOf('start')}
      >
        <input
          type="date"
          {...tied('start', 'x')}
          required
          min="2000-01-01"
          max="2100-12-31"
          defaultValue={typed.start}
        />
      </Field>
      <Field
        id="time"
        label={t('时刻', 'Time of day')}
        hint={t('仅按小时计的期限需要，例如 16:40', 'Only for hours, e.g. 16:40')}
        error={errorOf('time')}
      >
        <input
          type="text"
          {...tied('time', 'x')}
          placeholder="16:40"
          maxLength={5}
          inputMode="numeric"
          defaultValue={typed.time}
        />
      </Field>
    </div>
  );
}

function Suspensions({ asked, wrong }: { asked: Asked; wrong: readonly Wrong[] }) {
  const { lang, typed, t } = asked;
  const lines = Array.from({ length: pauseLines(typed) }, (_, i) => i + 1);
  const paused = lines.some((n) => typed[`pause-${n}-from`] || typed[`pause-${n}-to`]) || Boolean(typed.add);
  const inPauses = wrong.some((w) => w.field.startsWith('pause-'));
  return (
    <details className="part" open={paused || inPauses}>
      <summary>{t('中止', 'Suspensions')}</summary>
      <p className="hint">
        {t(
          '中止当日计入，原因消除当日不计入。尚未恢复的，结束日留空。',
          'The day of suspension counts, the day on which its cause ended does not. Not resumed yet: leave the end empty.',
        )}
      </p>
      {lines.map((n) => (
        <div className="two" key={n}>
          <DateField asked={asked} id={`pause-${n}-from`} label={t(`第${n}次中止自`, `Suspension ${n}, from`)} />
          <DateField asked={asked} id={`pause-${n}-to`} label={t('至', `Suspension ${n}, until`)} />
        </div>
      ))}
      <button
        type="submit"
        className="plain"
        name="add"
        value="pause"
        formNoValidate
        formAction={`${pathIn(lang, '/calculator')}#pause-${lines.length + 1}-from`}
      >
        {t('再加一次中止', 'Add a suspension')}
      </button>
    </details>
  );
}

function Extended({ asked }: { asked: Asked }) {
  const { typed, t, errorOf, tied } = asked;
  const extended = Boolean(typed.extend || typed.granted || errorOf('extend') || errorOf('granted'));
  return (
    <details className="part" open={extended}>
      <summary>{t('延长', 'Extension')}</summary>
      <div className="two">
        <Field
          id="extend"
          label={t('延长多少（同一单位）', 'By how many (of the same unit)')}
          error={errorOf('extend')}
        >
          <input type="number" {...tied('extend')} min={1} max={10000} defaultValue={typed.extend} />
        </Field>
        <DateField asked={asked} id="granted" label={t('批准日', 'Granted on')} />
      </div>
    </details>
  );
}

/** The public calculator: a deadline or a bare length, a start, pauses, an extension; the date and why. Nothing is kept. */
export function calculatorPage(
  lang: Lang,
  typed: Typed,
  {
    counted = null,
    wrong = [],
    query = '',
  }: { counted?: Counted | null; wrong?: readonly Wrong[]; query?: string } = {},
): string {
  const asked = askedOf(lang, typed, wrong);
  const { t } = asked;
  return render({
    lang,
    path: '/calculator',
    other: `/calculator${query ? `?${query}` : ''}`,
    title: t('期限计算', 'Deadlines'),
    children: (
      <>
        <h1>{t('法定期限计算', 'Count a statutory period')}</h1>
        <Problems lang={lang} problems={wrong.map((w) => ({ field: w.field, text: w.text[lang] }))} />
        {counted ? <Result lang={lang} counted={counted} query={query} /> : null}
        <form method="get" action={pathIn(lang, '/calculator')} className="card">
          <Which asked={asked} />
          <OwnLength asked={asked} />
          <Begins asked={asked} />
          <Suspensions asked={asked} wrong={wrong} />
          <Extended asked={asked} />
          <button type="submit">{t('计算', 'Count')}</button>
        </form>
        <p className="hint">
          {t(
            '起算当日不计入；工作日按国务院办公厅放假通知，调休上班日计入。仅供参考，以法律原文为准。填写的内容不保存。',
            'The first day is not counted; working days follow the State Council’s notices, make-up days included. For information; the text of the law governs. Nothing typed here is kept.',
          )}
        </p>
      </>
    ),
  });
}

/** What the row of the catalogue says of pauses and extensions that it does not know; the count is made all the same. */
function warningsOf(row: Deadline, request: ComputeRequest, lang: Lang): string[] {
  const zh = lang === 'zh';
  const early = earlyText(row, request.start)?.[lang];
  const found: string[] = early ? [early] : [];
  if (request.pauses.length > 0 && row.suspends === null) {
    found.push(
      zh
        ? '该条文没有规定中止事由：以上中止仅作演算，不一定有法律依据。'
        : 'The rule names no cause of suspension: the pauses are counted here, but may have no ground in law.',
    );
  }
  if (request.extension && row.extension === null) {
    found.push(
      zh
        ? '该条文没有规定延长：以上延长仅作演算，不一定有法律依据。'
        : 'The rule knows no extension: it is counted here, but may have no ground in law.',
    );
  } else if (request.extension && row.extension?.max != null && request.extension.length > row.extension.max) {
    found.push(
      zh
        ? `该条文最多延长${lengthText(row.extension.max, request.unit).zh}：以上延长超过限度。`
        : `The rule allows at most ${lengthText(row.extension.max, request.unit).en}: this extension goes beyond it.`,
    );
  }
  return found;
}

function Facts({ lang, row, part }: { lang: Lang; row: Deadline; part: CountedPart }) {
  const zh = lang === 'zh';
  const t = saying(lang);
  const regions = row.region ? [row.region, ...(row.alsoIn ?? [])].map((r) => label(`region.${r}`)[lang]) : [];
  const { extension } = row;
  const most = (n: number) => lengthText(n, part.unit);
  return (
    <dl className="facts">
      <dt>{t('期限', 'Deadline')}</dt>
      <dd>
        {row.title[lang]}
        {part.when ? t(`（${part.when.zh}）`, ` (${part.when.en})`) : ''}
      </dd>
      <dt>{t('长度', 'Length')}</dt>
      <dd>{lengthText(part.length, part.unit)[lang]}</dd>
      <dt>{row.direction === 'back' ? t('倒算自', 'Counted back from') : t('起算', 'Runs from')}</dt>
      <dd>{part.start[lang]}</dd>
      <dt>{t('谁的期限', 'Whose')}</dt>
      <dd>
        {row.who[lang]} · {label(`kind.${part.kind ?? row.kind}`)[lang]}
      </dd>
      <dt>{t('依据', 'Clause')}</dt>
      <dd>
        {zh ? row.source.zh : inFull(row.source.en)}{' '}
        <span className="tag plain">{confidenceWords(lang, row.confidence)}</span>
      </dd>
      {regions.length > 0 ? (
        <>
          <dt>{t('适用地区', 'Law in')}</dt>
          <dd>{regions.join(t('、', ', '))}</dd>
        </>
      ) : null}
      {row.edition.inForce || row.edition.until ? (
        <>
          <dt>{t('版本', 'Edition')}</dt>
          <dd>
            {row.edition.inForce
              ? t(
                  `${dateWords(lang, row.edition.inForce)}起施行`,
                  `in force from ${dateWords(lang, row.edition.inForce)}`,
                )
              : ''}
            {row.edition.until
              ? t(
                  `，${dateWords(lang, row.edition.until)}起由新规定代替`,
                  `, replaced from ${dateWords(lang, row.edition.until)}`,
                )
              : ''}
          </dd>
        </>
      ) : null}
      {row.suspends ? (
        <>
          <dt>{t('中止', 'Suspension')}</dt>
          <dd>{row.suspends[lang]}</dd>
        </>
      ) : null}
      {extension ? (
        <>
          <dt>{t('延长', 'Extension')}</dt>
          <dd>
            {[
              ...(extension.max === null
                ? []
                : [t(`最多${most(extension.max).zh}`, `at most ${most(extension.max).en}`)]),
              ...(extension.approver ? [extension.approver[lang]] : []),
              ...(extension.note ? [extension.note[lang]] : []),
            ].join(t('；', '; '))}
          </dd>
        </>
      ) : null}
      {row.ifMissed ? (
        <>
          <dt>{t('逾期后果', 'If missed')}</dt>
          <dd>{row.ifMissed[lang]}</dd>
        </>
      ) : null}
    </dl>
  );
}

function Result({ lang, counted, query }: { lang: Lang; counted: Counted; query: string }) {
  const { row, part, request, answer } = counted;
  const t = saying(lang);
  const back = request.direction === 'back';
  const last = answer.due?.slice(0, 10) ?? null;
  return (
    <section className="card" aria-labelledby="result">
      <h2 id="result">{back ? t('最迟之日', 'Latest day') : t('届满日', 'Last day')}</h2>
      <p className="date">
        {answer.due === null ? t('中止中，没有届满日', 'Suspended: no last day now') : dateWords(lang, answer.due)}{' '}
        {answer.provisional ? <span className="tag">{t('暂定', 'provisional')}</span> : null}
      </p>
      {answer.alarm && answer.alarm !== answer.due ? (
        <p>
          {back ? t('最后工作日：', 'Last working day: ') : t('从严之日：', 'The strict day: ')}
          <strong>{dateWords(lang, answer.alarm)}</strong>
        </p>
      ) : null}
      <p>{answer.summary[lang]}</p>
      {(row ? warningsOf(row, request, lang) : []).map((text) => (
        <p className="note" key={text}>
          {text}
        </p>
      ))}
      {answer.due === null ? null : (
        <p>
          <a href={`${pathIn(lang, '/calculator.ics')}?${query}`} download>
            {t('加入日历（.ics 文件）', 'Add to a calendar (.ics file)')}
          </a>
        </p>
      )}
      {row && part && isCounted(part) ? <Facts lang={lang} row={row} part={part} /> : null}
      <h3>{t('哪些日子计入，哪些不计入', 'Which days count, which do not')}</h3>
      <Groups lang={lang} groups={answer.groups} />
      {answer.calendars.length > 0 ? (
        <p className="hint">
          {t('放假安排：', 'Notices on days off: ')}
          {answer.calendars.join(t('、', ', '))}
        </p>
      ) : null}
      <h3>{t('日历', 'Calendar')}</h3>
      <Months
        lang={lang}
        days={answer.days}
        due={last}
        alarm={answer.alarm && answer.alarm !== last ? answer.alarm : null}
        back={back}
      />
      <Conventions lang={lang} conventions={answer.conventions} />
    </section>
  );
}
