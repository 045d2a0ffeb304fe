import type { ArticleOfLaw, ClauseOfLaw, InstrumentOfLaw, Provision } from '../../domain/law/articles.ts';
import { lawByArticle } from '../../domain/law/articles.ts';
import { type Checked, freshness } from '../../domain/law/checked.ts';
import { type Clause, clauseText } from '../../domain/law/clauses.ts';
import { instrumentByShort } from '../../domain/law/index.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { dateWords, type Lang, pathIn } from '../page/language.ts';
import { render } from '../page/layout.tsx';
import { confidenceWords } from './explained.tsx';

const LAW = lawByArticle();

/** Where a clause stands on the page of its instrument. */
const anchorOf = (article: string) => `a-${article.replaceAll(' ', '').replaceAll('¶', '.') || 'whole'}`;

/** The address of an instrument's page, without the prefix of a language. */
const lawPath = (short: string) => `/law/${short}`;

/** The instrument of an address; undefined where the catalogue has none. */
export const lawOf = (short: string): InstrumentOfLaw | undefined => LAW.find((i) => i.instrument.short === short);

/** When an instrument was last checked, and whether that is long ago. */
function CheckedOn({ lang, checked, today }: { lang: Lang; checked: Checked; today: PlainDate }) {
  const zh = lang === 'zh';
  if (checked.on === null) return <>{zh ? '没有人记下日期' : 'nobody recorded a day'}</>;
  return (
    <>
      {dateWords(lang, checked.on)}
      {freshness(checked, today) === 'old' ? (
        <>
          {' '}
          <span className="tag">{zh ? '已超过一年' : 'more than a year ago'}</span>
        </>
      ) : null}
    </>
  );
}

/** The record of an instrument: edition, day of coming into force, how and where it was read, when it was checked last. */
function RecordOf({
  lang,
  law: { instrument, checked },
  today,
}: {
  lang: Lang;
  law: InstrumentOfLaw;
  today: PlainDate;
}) {
  const zh = lang === 'zh';
  const lines: [string, React.ReactNode][] = [
    [
      zh ? '版本' : 'Edition',
      checked.edition === null
        ? zh
          ? '没有记载年份'
          : 'no year recorded'
        : zh
          ? `${checked.edition}年`
          : String(checked.edition),
    ],
    [
      zh ? '施行' : 'In force',
      instrument.inForce === null
        ? zh
          ? '没有记载日期'
          : 'no day recorded'
        : zh
          ? `${dateWords(lang, instrument.inForce)}起`
          : `from ${dateWords(lang, instrument.inForce)}`,
    ],
    ...(checked.place ? ([[zh ? '地区' : 'Law in', checked.place[lang]]] as [string, string][]) : []),
    [zh ? '读自' : 'Read in', checked.where?.[lang] ?? (zh ? '没有记载' : 'not recorded')],
    [zh ? '核实' : 'Known', confidenceWords(lang, instrument.confidence)],
    [zh ? '最近核对' : 'Last checked', <CheckedOn key="on" lang={lang} checked={checked} today={today} />],
  ];
  return (
    <dl className="facts">
      {lines.map(([name, value]) => (
        <div key={name} className="record">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function InstrumentList({ lang, all, today }: { lang: Lang; all: readonly InstrumentOfLaw[]; today: PlainDate }) {
  const zh = lang === 'zh';
  return (
    <ul className="laws">
      {all.map((law) => (
        <li key={law.instrument.short} className="card">
          <h3>
            {law.articles.length > 0 ? (
              <a href={pathIn(lang, lawPath(law.instrument.short))}>{law.instrument.title[lang]}</a>
            ) : (
              law.instrument.title[lang]
            )}
          </h3>
          {zh ? null : <p className="hint">{law.instrument.short}</p>}
          <RecordOf lang={lang} law={law} today={today} />
        </li>
      ))}
    </ul>
  );
}

/** Every instrument, national ones first: which edition, where it was read, on which day it was last checked. */
export function lawIndexPage(lang: Lang, today: PlainDate): string {
  const zh = lang === 'zh';
  return render({
    lang,
    path: '/law',
    title: zh ? '依据的规定' : 'The law it rests on',
    children: (
      <>
        <h1>{zh ? '依据的规定' : 'The law it rests on'}</h1>
        <p>
          {zh
            ? '本系统的期限和条件都出自下列规定。点开一件，可以逐条看到：计算什么，有什么例外，不计算的说明原因。这里只写大意，以公布的原文为准。'
            : 'Every period and condition of this system comes from these. Open one to read article by article what is counted, what departs from it, and why something is not counted. Only the sense is given here; the published Chinese text governs.'}
        </p>
        <h2>{zh ? '全国' : 'National'}</h2>
        <InstrumentList lang={lang} all={LAW.filter((i) => i.checked.place === null)} today={today} />
        <h2>{zh ? '地方' : 'Regional'}</h2>
        <InstrumentList lang={lang} all={LAW.filter((i) => i.checked.place !== null)} today={today} />
      </>
    ),
  });
}

function Elsewhere({ lang, of, at }: { lang: Lang; of: Provision; at: Clause }) {
  const clause = clauseText(at.article)[lang];
  const title = lang === 'zh' ? `《${instrumentByShort(at.short)?.title.zh ?? at.short}》` : `${at.short} `;
  return (
    <li>
      {of.sentence[lang]}
      {lang === 'zh' ? '：见' : ': see '}
      <a href={`${pathIn(lang, lawPath(at.short))}#${anchorOf(at.article)}`}>
        {title}
        {clause}
      </a>
    </li>
  );
}

function editionLine(lang: Lang, { inForce, until }: NonNullable<Provision['edition']>): string {
  const from = inForce && dateWords(lang, inForce);
  const to = until && dateWords(lang, until);
  return lang === 'zh'
    ? [from ? `${from}起施行` : '施行日期没有记载', ...(to ? [`${to}起由新版代替`] : [])].join('，')
    : [
        from ? `In force from ${from}` : 'Day of coming into force not recorded',
        ...(to ? [`replaced from ${to}`] : []),
      ].join(', ');
}

function Lines({ lang, className, lines }: { lang: Lang; className: string; lines: readonly Bilingual[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className={className}>
      {lines.map((line) => (
        <li key={line.en}>{line[lang]}</li>
      ))}
    </ul>
  );
}

function ProvisionPart({ lang, of }: { lang: Lang; of: Provision }) {
  const zh = lang === 'zh';
  if (of.at) return <Elsewhere lang={lang} of={of} at={of.at} />;
  return (
    <li>
      <p>
        {of.sentence[lang]}{' '}
        {of.confidence && of.confidence !== 'text' ? (
          <span className="tag">{confidenceWords(lang, of.confidence)}</span>
        ) : null}
      </p>
      {of.edition ? <p className="hint">{editionLine(lang, of.edition)}</p> : null}
      <Lines lang={lang} className="items" lines={of.items} />
      <Lines lang={lang} className="counts" lines={of.counts} />
      <Lines lang={lang} className="excepts" lines={of.exceptions} />
      {of.nothing ? (
        <p className="nothing">
          {of.counts.length > 0
            ? zh
              ? '本系统不计时，因为：'
              : 'No clock runs here, because: '
            : zh
              ? '无可计算，因为：'
              : 'Nothing to compute, because: '}
          {of.nothing[lang]}
        </p>
      ) : null}
      <Lines lang={lang} className="items" lines={of.remarks} />
    </li>
  );
}

const heading = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function ClausePart({ lang, clause, own }: { lang: Lang; clause: ClauseOfLaw; own: boolean }) {
  return (
    <div id={own ? undefined : anchorOf(clause.article)}>
      {own ? null : <h3>{heading(clause.name[lang])}</h3>}
      <ul className="provisions">
        {clause.provisions.map((p) => (
          <ProvisionPart
            key={`${p.what} ${p.id} ${p.edition?.inForce ?? ''}${p.items[0]?.en ?? p.exceptions[0]?.en ?? ''}`}
            lang={lang}
            of={p}
          />
        ))}
      </ul>
    </div>
  );
}

function ArticlePart({ lang, article: { article, name, clauses } }: { lang: Lang; article: ArticleOfLaw }) {
  return (
    <section className="card article" id={anchorOf(article)}>
      <h2>{heading(name[lang])}</h2>
      {clauses.map((clause) => (
        <ClausePart key={clause.article} lang={lang} clause={clause} own={clause.article === article} />
      ))}
    </section>
  );
}

/** One instrument, article by article: what is counted under each sentence, what departs from it, or why nothing is counted. */
export function instrumentPage(lang: Lang, law: InstrumentOfLaw, today: PlainDate): string {
  const zh = lang === 'zh';
  const title = law.instrument.title[lang];
  return render({
    lang,
    path: lawPath(law.instrument.short),
    title,
    children: (
      <>
        <h1>{title}</h1>
        <div className="card">
          <RecordOf lang={lang} law={law} today={today} />
        </div>
        <p className="hint">
          {zh
            ? '只列本系统用到的条款；只写大意，以公布的原文为准。'
            : 'Only the clauses that this system uses; only their sense: the published Chinese text governs.'}
        </p>
        {law.articles.map((a) => (
          <ArticlePart key={a.article} lang={lang} article={a} />
        ))}
        <p>
          <a href={pathIn(lang, '/law')}>{zh ? '全部规定' : 'All of the law'}</a>
        </p>
      </>
    ),
  });
}
