import type { DemoMail } from '../../api/deps.ts';
import type { KeptFile } from '../../api/problem.ts';
import { toInstant } from '../../domain/time/day.ts';
import { dateWords, type Lang, pathIn } from '../page/language.ts';
import { render } from '../page/layout.tsx';
import { Field, type Typed } from './fields.tsx';
import { PostForm, SIGNED } from './post-form.tsx';

/** A page for what went wrong, with a way out. `other`: where the other language leads. */
export function problemPage(lang: Lang, title: string, sentence: string, other = '/'): string {
  return render({
    lang,
    path: null,
    other,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{sentence}</p>
        <p>
          <a className="button" href={pathIn(lang, '/')}>
            {lang === 'zh' ? '回到首页' : 'To the first page'}
          </a>
        </p>
      </>
    ),
  });
}

/** In place of every page while it could not say who receives a tip: what a citizen does, and what whoever runs it does. */
export const unsaidPage = (lang: Lang, other: string): string =>
  lang === 'zh'
    ? problemPage(
        lang,
        '暂不能接收举报',
        '本系统尚未说明由哪个机关接收举报，请稍后再试，或者拨打12333。（维护人员：请运行npm run doctor；尚未开办机关的，请运行npm run setup。）',
        other,
      )
    : problemPage(
        lang,
        'No tips can be taken yet',
        'This system cannot say yet which authority receives tips: come back shortly, or call 12333. (Whoever runs it: npm run doctor says what is missing; where no authority was set up, run npm run setup.)',
        other,
      );

/** While nothing can be saved: what was typed, to be sent once more with one key, so that it arrives once. */
export function sendAgainPage(lang: Lang, to: string, sentence: string, typed: Typed): string {
  const { text, [SIGNED]: _, ...others } = typed;
  const title = lang === 'zh' ? '请再发送一次' : 'Please send it again';
  return render({
    lang,
    path: null,
    other: '/progress',
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{sentence}</p>
        <PostForm lang={lang} to={to} card>
          {Object.entries(others).map(([name, value]) => (
            <input type="hidden" name={name} value={value} key={name} />
          ))}
          {text === undefined ? null : (
            <Field id="text" label={lang === 'zh' ? '您的内容' : 'What you typed'}>
              <textarea id="text" name="text" required autoComplete="off" defaultValue={text} />
            </Field>
          )}
          <button type="submit">{lang === 'zh' ? '再次发送' : 'Send again'}</button>
        </PostForm>
      </>
    ),
  });
}

/** Asks whoever sits there whether a form is theirs. Nothing of it is shown: another site may have written it. */
export function confirmPage(
  lang: Lang,
  to: string,
  sentence: string,
  { typed, files, refused = 0 }: { typed: Typed; files?: readonly KeptFile[]; refused?: number },
): string {
  const { [SIGNED]: _, ...others } = typed;
  const title = lang === 'zh' ? '请确认是您填写的' : 'Please confirm that this is yours';
  return render({
    lang,
    path: null,
    other: `/${to.split('/')[1]}`,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{sentence}</p>
        {refused === 0 ? null : (
          <p>
            {lang === 'zh'
              ? `所选文件中有${refused}个没有收下，发送之后可以凭凭证补充。`
              : `Of the files that were chosen ${refused} could not be taken: add them with the receipt afterwards.`}
          </p>
        )}
        <PostForm lang={lang} to={to} files={files !== undefined} card>
          {Object.entries(others).map(([name, value]) => (
            <input type="hidden" name={name} value={value} key={name} />
          ))}
          {(files ?? []).map(({ ticket }) => (
            <input type="hidden" name="kept" value={ticket} key={ticket} />
          ))}
          <button type="submit">{lang === 'zh' ? '是我填写的，发送' : 'It is mine: send it'}</button>
        </PostForm>
      </>
    ),
  });
}

/** Demo mode: what the mail sink has received, so that content-free notices can be seen. */
export function mailPage(lang: Lang, mails: DemoMail[]): string {
  const zh = lang === 'zh';
  return render({
    lang,
    path: '/demo/mail',
    title: zh ? '演示邮箱' : 'Demo mail',
    children: (
      <>
        <h1>{zh ? '演示邮箱' : 'Demo mail'}</h1>
        <p>{zh ? '演示模式下发出的邮件都到这里，不会寄出。' : 'In demo mode every mail ends here; none leaves.'}</p>
        {mails.length === 0 ? <p>{zh ? '还没有邮件。' : 'No mail yet.'}</p> : null}
        {mails.map((m) => (
          <article className="card" key={m.receivedAt + m.to}>
            <h2>{m.subject}</h2>
            <span className="when">
              {m.to} · {dateWords(lang, toInstant(m.receivedAt))}
            </span>
            <p className="as-typed">{m.text}</p>
          </article>
        ))}
      </>
    ),
  });
}
