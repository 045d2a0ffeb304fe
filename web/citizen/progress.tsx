import type { KeptFile } from '../../api/problem.ts';
import { PROBLEMS } from '../../api/problems.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { EVIDENCE_LIMITS_SAID, MOST_TEXT } from '../../domain/tip.ts';
import { ACCEPT } from '../../files/table.ts';
import type { Progress } from '../../ledger/types.ts';
import { dateWords, type Lang, saying, sizeWords } from '../page/language.ts';
import { Problems, render } from '../page/layout.tsx';
import { describedBy, Field, KeptFiles, lengthWords, type Typed } from './fields.tsx';
import { PostForm } from './post-form.tsx';
import { stepOf, undecided } from './steps.ts';
import { TakenKinds } from './taken.tsx';
import { NextDates } from './tell.tsx';

/** Asks for the receipt. One and the same sentence for every receipt that opens nothing. */
export function askReceiptPage(lang: Lang, unknown = false): string {
  const zh = lang === 'zh';
  return render({
    lang,
    path: '/progress',
    title: zh ? '查看进展' : 'Come back',
    children: (
      <>
        <h1>{zh ? '查看进展' : 'Come back'}</h1>
        <Problems
          lang={lang}
          problems={
            unknown
              ? [
                  {
                    field: 'receipt',
                    text: PROBLEMS['receipt-unknown'][lang],
                  },
                ]
              : []
          }
        />
        <PostForm lang={lang} to="/progress" card>
          <Field
            id="receipt"
            label={zh ? '查询凭证' : 'Your receipt'}
            hint={zh ? '大小写、空格和连字符都没有关系。' : 'Case, spaces and hyphens do not matter.'}
          >
            <input
              type="text"
              id="receipt"
              name="receipt"
              required
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              aria-describedby="receipt-hint"
            />
          </Field>
          <button type="submit">{zh ? '查看' : 'Show'}</button>
        </PostForm>
        <p>
          {zh
            ? '凭证丢失无法找回：我们没有保存它。您可以再次举报并说明情况。'
            : 'A lost receipt cannot be recovered: we do not keep it. You may tell us again and say so.'}
        </p>
      </>
    ),
  });
}

interface JsonField {
  type?: string;
  title?: string;
  titleEn?: string;
  widget?: string;
  maxLength?: number;
  const?: unknown;
  enum?: string[];
  options?: { value: string; zh: string; en: string }[];
}

/** One act of the holder as a form, from the schema that decides it. */
function ActForm({
  lang,
  receipt,
  formKey,
  act,
  typed,
}: {
  lang: Lang;
  receipt: string;
  formKey: string;
  act: Progress['acts'][number];
  typed: Typed;
}) {
  const schema = act.schema as { properties?: Record<string, JsonField>; required?: string[] };
  const required = new Set(schema.required ?? []);
  const mine = typed.act === act.act ? typed : {};
  return (
    <details className="card" open={typed.act === act.act}>
      <summary>{act.label[lang]}</summary>
      <PostForm lang={lang} to="/progress/act">
        <input type="hidden" name="receipt" value={receipt} />
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="proceeding" value={act.proceeding} />
        <input type="hidden" name="act" value={act.act} />
        {Object.entries(schema.properties ?? {}).map(([name, f]) => {
          const id = `${act.act}-${name}`;
          const title = (lang === 'zh' ? f.title : f.titleEn) ?? name;
          const must = required.has(name) ? (lang === 'zh' ? '（必填）' : '(required)') : undefined;
          if (f.widget === 'affirm' || f.type === 'boolean') {
            return (
              <label className="tick" key={name}>
                <input type="checkbox" name={`f-${name}`} value="true" required={f.widget === 'affirm'} />
                <span>{title}</span>
              </label>
            );
          }
          const hint =
            f.widget === 'textarea' && f.maxLength !== undefined
              ? `${lengthWords(lang, f.maxLength, mine[`f-${name}`])}${lang === 'zh' ? '。' : '.'}`
              : undefined;
          return (
            <Field key={name} id={id} label={title} must={must} {...(hint ? { hint } : {})}>
              {f.options ? (
                <select
                  id={id}
                  name={`f-${name}`}
                  required={required.has(name)}
                  defaultValue={mine[`f-${name}`] ?? ''}
                  autoComplete="off"
                >
                  <option value="" />
                  {f.options.map((o) => (
                    <option key={o.value} value={o.value}>
                      {o[lang]}
                    </option>
                  ))}
                </select>
              ) : f.widget === 'textarea' ? (
                <textarea
                  id={id}
                  name={`f-${name}`}
                  className="short"
                  required={required.has(name)}
                  autoComplete="off"
                  aria-describedby={describedBy(id, hint)}
                  defaultValue={mine[`f-${name}`]}
                />
              ) : (
                <input
                  type="text"
                  id={id}
                  name={`f-${name}`}
                  required={required.has(name)}
                  autoComplete="off"
                  defaultValue={mine[`f-${name}`]}
                />
              )}
            </Field>
          );
        })}
        <button type="submit" className={act.act.startsWith('withdraw') ? 'plain' : undefined}>
          {act.label[lang]}
        </button>
      </PostForm>
    </details>
  );
}

/** What the form of an act holds: `f-` fields, ticks as true. */
export function actFields(typed: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([k, v]) =>
      k.startsWith('f-') && v.trim() !== '' ? [[k.slice(2), v === 'true' ? true : v]] : [],
    ),
  );
}

/** What came of the last thing the holder did; `typed` is shown again where it was refused. */
export interface Said {
  good?: string;
  bad?: string;
  /** The field that it is about. */
  at?: 'text' | 'evidence';
  typed?: Typed;
  /** Files that wait already, because the sending that brought them came to nothing. */
  kept?: readonly KeptFile[];
  /** Where files are sent again, with the place that is kept for them. */
  to?: string;
}

/** What a page is made of: whose receipt it is, what is known of the tip, what came of the last thing the holder did. */
interface Shown {
  lang: Lang;
  receipt: string;
  formKey: string;
  p: Omit<Progress, 'caseId'>;
  said: Said;
}

/** Where the tip stands: timeline with dates, next dates, letters, the thread, and what the holder may do. */
export function progressPage(
  lang: Lang,
  receipt: string,
  formKey: string,
  p: Omit<Progress, 'caseId'>,
  said: Said = {},
): string {
  const t = saying(lang);
  const shown: Shown = { lang, receipt, formKey, p, said };
  return render({
    lang,
    path: null,
    other: '/progress',
    title: t('举报进展', 'Your tip'),
    children: (
      <>
        <h1>{t('您的举报', 'Your tip')}</h1>
        {said.good ? (
          <div className="note good" role="status">
            {said.good}
          </div>
        ) : null}
        <Problems lang={lang} problems={said.bad ? [{ field: said.at ?? '', text: said.bad }] : []} />
        <Standing lang={lang} p={p} />
        <h2>{t('接下来', 'Next dates')}</h2>
        <NextDates lang={lang} next={p.next} undecided={undecided(p.now)} />
        <h2>{t('经过', 'What has happened')}</h2>
        <Timeline lang={lang} timeline={p.timeline} />
        <Letters lang={lang} letters={p.letters} />
        <Openings lang={lang} openings={p.openings} />
        <h2>{t('留言', 'Messages')}</h2>
        <Thread lang={lang} messages={p.messages} />
        <MessageForm {...shown} />
        <Evidence {...shown} />
        {p.acts
          .filter((a) => a.act !== 'message')
          .map((a) => (
            <ActForm
              key={a.proceeding + a.act}
              lang={lang}
              receipt={receipt}
              formKey={formKey}
              act={a}
              typed={said.typed ?? {}}
            />
          ))}
      </>
    ),
  });
}

function Standing({ lang, p }: Pick<Shown, 'lang' | 'p'>) {
  const t = saying(lang);
  const step = stepOf(p.now);
  return (
    <>
      <dl className="card">
        <dt>{t('接收时间', 'Received')}</dt>
        <dd>{dateWords(lang, p.receivedAt)}</dd>
        <dt>{t('方式', 'Kind')}</dt>
        <dd>{p.named ? t('实名', 'With a name') : t('匿名', 'Anonymous')}</dd>
        {p.now.map((n) => (
          <NowLine key={n.proceeding} title={n.title[lang]} state={n.state[lang]} />
        ))}
      </dl>
      {step ? <p className="step">{step[lang]}</p> : null}
      {p.receiptSeen ? (
        <p className="step">
          {t(
            '您的凭证由工作人员交给您，他们看过它。因此凭它申请撤回须经另一名工作人员核实后才生效；凭它办理的每一步都在案卷中注明。',
            'Staff handed you this receipt and have seen it. A withdrawal asked for with it takes effect only once another member of staff has confirmed it, and the file says of each step that it was taken with such a receipt.',
          )}
        </p>
      ) : null}
      {p.withdrawn && undecided(p.now) ? (
        <p className="step">
          {t(
            '您申请撤回举报，是否继续办理由承办部门决定。',
            'You asked to withdraw your tip; the department decides whether to go on by itself.',
          )}
        </p>
      ) : null}
    </>
  );
}

function Timeline({ lang, timeline }: { lang: Lang; timeline: Progress['timeline'] }) {
  // Intake and the investigation that it opens enter states of one name in one moment.
  const told = timeline.filter((e, i) => {
    const before = timeline[i - 1];
    return !(before && SAME_NAME.has(e.text.zh) && before.text.zh === e.text.zh && sameMinute(before.at, e.at));
  });
  return (
    <ol className="timeline">
      {told.map((e) => (
        <li key={e.at + e.text.zh}>
          <span className="when">{dateWords(lang, e.at)}</span>
          {e.text[lang]}
        </li>
      ))}
    </ol>
  );
}

function Letters({ lang, letters }: { lang: Lang; letters: Progress['letters'] }) {
  const t = saying(lang);
  if (letters.length === 0) return null;
  return (
    <>
      <h2>{t('给您的文书', 'Letters to you')}</h2>
      {letters.map((l) => (
        <article className="card" key={l.id}>
          <h3>{l.title[lang]}</h3>
          <span className="when">{dateWords(lang, l.placedAt)}</span>
          <p className="as-typed">
            {l.damaged
              ? t('（这份文书已损坏，无法显示）', '(this letter is damaged and cannot be shown)')
              : l.body[lang]}
          </p>
          <p className="when as-typed">{l.from[lang]}</p>
        </article>
      ))}
    </>
  );
}

function Openings({ lang, openings }: { lang: Lang; openings: Progress['openings'] }) {
  const t = saying(lang);
  if (openings.length === 0) return null;
  return (
    <>
      <h2>{t('您的身份信息何时、为何被打开', 'When and why your identity was opened')}</h2>
      {openings.map((o) => (
        <article className="card" key={o.at}>
          <span className="when">{dateWords(lang, o.at)}</span>
          <p>
            {o.ground[lang]}
            {o.damaged ? null : t(`；依据：${o.clause}`, `; clause: ${o.clause}`)}
          </p>
          <p className="as-typed">
            {o.damaged
              ? t('（依据和说明已损坏，无法显示）', '(clause and reason are damaged and cannot be shown)')
              : o.reason}
          </p>
        </article>
      ))}
    </>
  );
}

function Thread({ lang, messages }: { lang: Lang; messages: Progress['messages'] }) {
  const t = saying(lang);
  return (
    <>
      {messages.length === 0 ? <p>{t('还没有留言。', 'No messages yet.')}</p> : null}
      <ul className="thread">
        {messages.map((m) => (
          <li key={m.at + m.from} className={m.from === 'tipster' ? 'mine' : 'theirs'}>
            <span className="when">
              {m.from === 'tipster' ? t('您', 'You') : t('承办部门', 'The department')} · {dateWords(lang, m.at)}
            </span>
            {m.damaged ? t('（这条留言已损坏，无法显示）', '(this message is damaged and cannot be shown)') : m.text}
          </li>
        ))}
      </ul>
    </>
  );
}

function MessageForm({ lang, receipt, formKey, said }: Shown) {
  const t = saying(lang);
  return (
    <PostForm lang={lang} to="/progress/message" card>
      <input type="hidden" name="receipt" value={receipt} />
      <input type="hidden" name="key" value={formKey} />
      <Field
        id="text"
        label={t('给承办部门留言', 'Write to the department')}
        hint={`${lengthWords(lang, MOST_TEXT, said.typed?.act ? '' : said.typed?.text)}${t('。', '.')}`}
        error={said.at === 'text' ? said.bad : undefined}
      >
        <textarea
          id="text"
          name="text"
          className="short"
          required
          autoComplete="off"
          aria-invalid={said.at === 'text' ? true : undefined}
          aria-describedby={describedBy('text', 'x', said.at === 'text' ? 'x' : undefined)}
          defaultValue={said.typed?.act ? undefined : said.typed?.text}
        />
      </Field>
      <button type="submit">{t('发送', 'Send')}</button>
    </PostForm>
  );
}

function Evidence({ lang, receipt, formKey, p, said }: Shown) {
  const t = saying(lang);
  return (
    <details className="card" open={said.at === 'evidence'}>
      <summary>
        {t('上传材料', 'Add evidence')}
        {p.evidence.length > 0 ? t(`（${p.evidence.length}）`, ` (${p.evidence.length})`) : ''}
      </summary>
      {p.evidence.length > 0 ? (
        <ul>
          {p.evidence.map((e) => (
            <li key={e.name + e.addedAt}>
              {e.damaged ? t('（文件名已损坏，承办部门会核对）', '(its name is damaged)') : e.name} ·{' '}
              {sizeWords(e.size)} · {dateWords(lang, e.addedAt)}
            </li>
          ))}
        </ul>
      ) : null}
      <PostForm lang={lang} to={said.to ?? '/progress/evidence'} files>
        <input type="hidden" name="receipt" value={receipt} />
        <input type="hidden" name="key" value={formKey} />
        <TakenKinds lang={lang} />
        <Field
          id="evidence"
          label={t('选择文件', 'Choose files')}
          hint={EVIDENCE_LIMITS_SAID[lang]}
          error={said.at === 'evidence' ? said.bad : undefined}
        >
          <input
            type="file"
            id="evidence"
            name="evidence"
            multiple
            required={!said.kept?.length}
            accept={ACCEPT}
            aria-describedby={describedBy('evidence', 'x', said.at === 'evidence' ? 'x' : undefined)}
          />
        </Field>
        <KeptFiles lang={lang} kept={said.kept ?? []} />
        <button type="submit">{t('上传', 'Upload')}</button>
      </PostForm>
    </details>
  );
}

const sameMinute = (a: string, b: string) => dateWords('zh', a) === dateWords('zh', b);
const namesIn = (kind: 'intake' | 'investigation') => Object.values(TABLES[kind].states).map((s) => s.zh);
/** Names of states that both proceedings have. */
const SAME_NAME: ReadonlySet<string> = new Set(namesIn('intake').filter((zh) => namesIn('investigation').includes(zh)));

function NowLine({ title, state }: { title: string; state: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{state}</dd>
    </>
  );
}
