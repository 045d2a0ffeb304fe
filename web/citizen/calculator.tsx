import { label } from '../../domain/law/glossary.ts';
import { DEADLINES } from '../../domain/law/index.ts';
import type { ComputeAnswer } from '../../domain/time/request.ts';
import { UNITS } from '../../domain/time/types.ts';
import { dateWords, type Lang, pathIn } from '../page/language.ts';
import { Problems, render } from '../page/layout.tsx';
import { Field, type Typed } from './fields.tsx';

const COUNTABLE = DEADLINES.filter((d) => d.parts[0]?.length != null && d.parts[0].unit != null);

/** The public calculator: a deadline or a bare length, a start; the date and why. Nothing typed here is kept. */
export function calculatorPage(lang: Lang, typed: Typed, result: ComputeAnswer | null, wrong: string[]): string {
  const zh = lang === 'zh';
  const t = (a: string, b: string) => (zh ? a : b);
  return render({
    lang,
    path: '/calculator',
    title: t('期限计算', 'Deadlines'),
    children: (
      <>
        <h1>{t('法定期限计算', 'Count a statutory period')}</h1>
        <Problems lang={lang} problems={wrong.map((text) => ({ field: '', text }))} />
        {result ? (
          <section className="card" aria-live="polite">
            <h2>{t('届满日', 'Last day')}</h2>
            <p className="date">
              {dateWords(lang, result.due)}{' '}
              {result.provisional ? <span className="tag">{t('暂定', 'provisional')}</span> : null}
            </p>
            {result.alarm && result.alarm !== result.due ? (
              <p>
                {t('严格计算：', 'On the strict count: ')}
                {dateWords(lang, result.alarm)}
              </p>
            ) : null}
            <p>{result.summary[lang]}</p>
            <ul>
              {result.groups.map((g) => (
                <li key={g.from + g.reason}>{g.text[lang]}</li>
              ))}
            </ul>
          </section>
        ) : null}
        <form method="get" action={pathIn(lang, '/calculator')} className="card">
          <Field id="deadline" label={t('期限', 'Deadline')}>
            <select id="deadline" name="deadline" defaultValue={typed.deadline ?? ''}>
              <option value="">{t('自行填写长度', 'A length of my own')}</option>
              {COUNTABLE.map((d) => (
                <option
                  key={d.id}
                  value={d.id}
                >{`${d.title[lang]} · ${d.parts[0]!.length} ${label(`unit.${d.parts[0]!.unit}`)[lang]}`}</option>
              ))}
            </select>
          </Field>
          <div className="two">
            <Field id="length" label={t('长度', 'Length')}>
              <input type="number" id="length" name="length" min={1} max={10000} defaultValue={typed.length ?? '5'} />
            </Field>
            <Field id="unit" label={t('单位', 'Unit')}>
              <select id="unit" name="unit" defaultValue={typed.unit ?? 'wd'}>
                {UNITS.map((u) => (
                  <option key={u} value={u}>
                    {label(`unit.${u}`)[lang]}
                  </option>
                ))}
              </select>
            </Field>
          </div>
          <Field
            id="start"
            label={t('起算日（收到、决定、送达之日）', 'Start: the day of receipt, decision or service')}
          >
            <input type="date" id="start" name="start" required defaultValue={typed.start} />
          </Field>
          <Field id="time" label={t('时刻（仅按小时计的期限）', 'Time of day (only for hours)')}>
            <input
              type="text"
              id="time"
              name="time"
              placeholder="09:30"
              pattern="[0-2][0-9]:[0-5][0-9]"
              defaultValue={typed.time}
            />
          </Field>
          <button type="submit">{t('计算', 'Count')}</button>
        </form>
        <p className="hint">
          {t(
            '起算当日不计入；工作日按国务院办公厅放假通知，调休上班日计入。仅供参考，以原文为准。',
            'The first day is not counted; working days follow the State Council’s notices, make-up days included. For information; the Chinese text governs.',
          )}
        </p>
      </>
    ),
  });
}
