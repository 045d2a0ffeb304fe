import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { mentioned } from '../../domain/law/index.ts';
import { type Lang, pathIn } from './language.ts';
import { Brand, WhoName, WhoReach } from './who.tsx';

interface PageProps {
  lang: Lang;
  /** Path without language prefix; where the other language is. null: a page that came from a form. */
  path: string | null;
  /** Where the other language leads, if it is not `path`: with the question of a page, or to the form that a page came from. */
  other?: string;
  title: string;
  children: ReactNode;
}

const NAV: [string, string, string][] = [
  ['/tell', '我要举报', 'Tell a tip'],
  ['/progress', '查看进展', 'Come back'],
  ['/register', '公开登记', 'Register'],
  ['/calculator', '期限计算', 'Deadlines'],
  ['/law', '依据', 'Law'],
];

/** The short names of laws on an English page, each by its whole title. */
function Names({ children }: { children: ReactNode }) {
  const found = mentioned(renderToStaticMarkup(children).replace(/<[^>]*>/g, ' '));
  if (found.length === 0) return null;
  return (
    <section className="names" aria-labelledby="names">
      <h2 id="names">Laws by their short names</h2>
      <ul>
        {found.map(({ short, title }) => (
          <li key={short}>
            <strong>{short}</strong>: {title}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Page({ lang, path, other: elsewhere, title, children }: PageProps) {
  const other: Lang = lang === 'zh' ? 'en' : 'zh';
  const zh = lang === 'zh';
  return (
    <html lang={zh ? 'zh-CN' : 'en'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · 明察 Mingcha`}</title>
        <link rel="stylesheet" href="/assets/citizen.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a className="skip" href="#content">
          {zh ? '跳到正文' : 'Skip to content'}
        </a>
        <header className="top">
          <div className="bar">
            <a className="brand" href={pathIn(lang, '/')}>
              <Brand lang={lang} />
              <WhoName lang={lang} />
            </a>
            <a
              className="lang"
              href={pathIn(other, elsewhere ?? path ?? '/')}
              lang={zh ? 'en' : 'zh-CN'}
              hrefLang={zh ? 'en' : 'zh-CN'}
            >
              {zh ? 'English' : '中文'}
            </a>
          </div>
          <nav aria-label={zh ? '主要页面' : 'Main pages'}>
            <ul>
              {NAV.map(([to, nameZh, nameEn]) => (
                <li key={to}>
                  <a href={pathIn(lang, to)} aria-current={path === to ? 'page' : undefined}>
                    {zh ? nameZh : nameEn}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="content">
          {children}
          {zh ? null : <Names>{children}</Names>}
        </main>
        <footer>
          <WhoReach lang={lang} />
          <p>
            {zh
              ? '本网站不记录您的网络地址，不使用跟踪，不需要脚本。'
              : 'This site keeps no network address, tracks nobody and needs no scripts.'}
          </p>
          <p>
            <a href="/console/">{zh ? '工作人员入口' : 'Staff entrance'}</a>
          </p>
        </footer>
      </body>
    </html>
  );
}

/** A whole page as HTML. */
export function render(page: PageProps): string {
  return `<!doctype html>${renderToStaticMarkup(<Page {...page} />)}`;
}

/** A problem at the top of a form: what is wrong, with links to the fields. */
export function Problems({ lang, problems }: { lang: Lang; problems: { field: string; text: string }[] }) {
  if (problems.length === 0) return null;
  return (
    <div className="problems" role="alert" tabIndex={-1}>
      <h2>{lang === 'zh' ? '请更正以下内容' : 'Please correct the following'}</h2>
      <ul>
        {problems.map((p) => (
          <li key={p.field + p.text}>{p.field ? <a href={`#${p.field}`}>{p.text}</a> : p.text}</li>
        ))}
      </ul>
    </div>
  );
}
