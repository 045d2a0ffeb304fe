import { TERMS } from '../../domain/law/glossary.ts';
import { NAMES } from '../../domain/proceedings/parts/names.ts';
import type { Page, RegisterEntry } from '../../ledger/types.ts';
import { dateWords, type Lang, pathIn } from '../page/language.ts';
import { render } from '../page/layout.tsx';
import { inWords } from './words.ts';

const STATUS: Record<RegisterEntry['status'], { zh: string; en: string; tag: string }> = {
  published: { zh: '公开中', en: 'Disclosed', tag: 'tag plain' },
  withdrawn: { ...NAMES.withdrawn, tag: 'tag bad' },
  expired: { ...NAMES['publicity-over'], tag: 'tag plain' },
  repaired: { ...NAMES.repaired, tag: 'tag plain' },
};

const KIND: Record<RegisterEntry['kind'], { zh: string; en: string }> = {
  penalty: TERMS.penalty,
  listing: { zh: '失信名单', en: 'Listing for dishonesty' },
};

const nameOf = (e: RegisterEntry, lang: Lang) =>
  e.name ?? (lang === 'zh' ? '自然人（姓名不公开）' : 'A natural person (name withheld)');

/** The public register: what was disclosed, and what was withdrawn, saying so. */
export function registerPage(lang: Lang, page: Page<RegisterEntry>, search: string): string {
  const zh = lang === 'zh';
  return render({
    lang,
    path: '/register',
    other: `/register${search ? `?search=${encodeURIComponent(search)}` : ''}`,
    title: zh ? '公开登记' : 'Register',
    children: (
      <>
        <h1>{zh ? '公开的处罚决定和失信名单' : 'Register of disclosed decisions and listings'}</h1>
        <form method="get" action={pathIn(lang, '/register')} className="card">
          <label htmlFor="search">{zh ? '单位名称' : 'Name of a unit'}</label>
          <input type="search" id="search" name="search" defaultValue={search} maxLength={200} />
          <button type="submit">{zh ? '查找' : 'Search'}</button>
        </form>
        {page.items.length === 0 ? <p>{zh ? '没有符合的记录。' : 'Nothing matches.'}</p> : null}
        {page.items.map((e) => (
          <article className="card" key={e.id}>
            <h2>
              <a href={pathIn(lang, `/register/${e.id}`)}>{nameOf(e, lang)}</a>
            </h2>
            <p>
              <span className={STATUS[e.status].tag}>{STATUS[e.status][lang]}</span> {KIND[e.kind][lang]} ·{' '}
              {e.organ[lang]} · {dateWords(lang, e.publishedAt.slice(0, 10))}
            </p>
          </article>
        ))}
        {page.next ? (
          <p>
            <a
              className="button"
              href={`${pathIn(lang, '/register')}?cursor=${encodeURIComponent(page.next)}&search=${encodeURIComponent(search)}`}
            >
              {zh ? '更多' : 'More'}
            </a>
          </p>
        ) : null}
        <p>
          <a href="/api/register?format=csv">CSV</a> · <a href="/api/register?format=atom">Atom</a> ·{' '}
          <a href="/api/register">JSON</a>
        </p>
        <p className="hint">
          {zh
            ? '自然人的失信名单不在此公开；自然人的处罚仅在去除个人信息后公开。'
            : 'Listings of natural persons are not shown here; their penalties only after redaction.'}
        </p>
      </>
    ),
  });
}

export function registerEntryPage(lang: Lang, e: RegisterEntry): string {
  const zh = lang === 'zh';
  return render({
    lang,
    path: `/register/${e.id}`,
    title: nameOf(e, lang),
    children: (
      <>
        <h1>{nameOf(e, lang)}</h1>
        <p>
          <span className={STATUS[e.status].tag}>{STATUS[e.status][lang]}</span>
        </p>
        {e.status === 'withdrawn' && e.content.how === undefined ? (
          <div className="note">{zh ? '本条已撤回，原因见下。' : 'This entry was withdrawn for the reason below.'}</div>
        ) : null}
        {e.status === 'withdrawn' && e.content.how !== undefined ? (
          <div className="note">
            {zh
              ? '原决定已被改变、撤销、确认违法或无效，本条已撤回，原因见下。'
              : 'The decision was changed, annulled, declared unlawful or void; this entry was withdrawn for the reason below.'}
          </div>
        ) : null}
        {e.damaged ? (
          <div className="note">
            {zh
              ? '本条内容的存储已损坏，暂时不能显示。'
              : 'What is stored of this entry is damaged and cannot be shown for now.'}
          </div>
        ) : null}
        {e.onPaper ? (
          <div className="note">
            {zh
              ? '本条依据补录的纸质案卷公开，本机关正在核对原件。'
              : 'This entry was put up from a paper file; the authority is checking it against the original.'}
          </div>
        ) : null}
        <dl className="card">
          <dt>{zh ? '类别' : 'Kind'}</dt>
          <dd>{KIND[e.kind][lang]}</dd>
          <dt>{zh ? '公开机关' : 'Organ'}</dt>
          <dd>{e.organ[lang]}</dd>
          <dt>{zh ? '公开日期' : 'Disclosed'}</dt>
          <dd>{dateWords(lang, e.publishedAt.slice(0, 10))}</dd>
          {e.changedAt !== e.publishedAt ? (
            <>
              <dt>{zh ? '变更日期' : 'Changed'}</dt>
              <dd>{dateWords(lang, e.changedAt.slice(0, 10))}</dd>
            </>
          ) : null}
          {e.until ? (
            <>
              <dt>{zh ? '公示至' : 'Until'}</dt>
              <dd>{dateWords(lang, e.until)}</dd>
            </>
          ) : null}
          {inWords(e.content, lang).map((line) => (
            <ContentLine key={line.name} name={line.label} value={line.value} />
          ))}
        </dl>
        <p>
          <a href={pathIn(lang, '/register')}>{zh ? '返回登记簿' : 'Back to the register'}</a>
        </p>
      </>
    ),
  });
}

function ContentLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="as-typed">{value}</dd>
    </>
  );
}
