import { randomUUID } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';
import type { WhoWeAre } from '../../ledger/types.ts';
import { type Lang, saying } from './language.ts';

/** Stand in a page where the authority is named, in its language, as the page is sent; nobody can type them. */
const mark = randomUUID();
const NAME = { zh: `name-zh-${mark}`, en: `name-en-${mark}` };
const REACH = { zh: `reach-zh-${mark}`, en: `reach-en-${mark}` };

/** In the head of a page: who receives what is told here. */
export const WhoName = ({ lang }: { lang: Lang }) => <span className="who">{NAME[lang]}</span>;
/** In its foot: how else they are reached. */
export const WhoReach = ({ lang }: { lang: Lang }) => <div className="reach">{REACH[lang]}</div>;

function Reach({ lang, who }: { lang: Lang; who: WhoWeAre }) {
  const t = saying(lang);
  const { about } = who;
  return (
    <>
      <p>
        <strong>{who.name[lang]}</strong>
        {about ? t(`（管辖区域：${about.area.zh}）`, ` (responsible for ${about.area.en})`) : null}
      </p>
      {about ? (
        <>
          <p>{t('也可以打电话、写信或者当面举报：', 'You can also call, write, or come in person:')}</p>
          <dl className="facts">
            <dt>{t('电话', 'Telephone')}</dt>
            <dd>
              <a href={`tel:${about.telephone.replace(/[^+\d]/g, '')}`}>{about.telephone}</a>
            </dd>
            <dt>{t('地址', 'Address')}</dt>
            <dd>{about.address[lang]}</dd>
            <dt>{t('受理时间', 'Hours')}</dt>
            <dd>{about.hours[lang]}</dd>
          </dl>
        </>
      ) : null}
    </>
  );
}

/** The page with who we are where it is to stand; where nobody knows it yet, the places are empty. */
export function withWho(page: string, who: WhoWeAre | null): string {
  let told = page;
  for (const lang of ['zh', 'en'] as const) {
    if (!told.includes(NAME[lang])) continue;
    told = told
      .replace(NAME[lang], () => renderToStaticMarkup(who?.name[lang]))
      .replace(REACH[lang], () => (who ? renderToStaticMarkup(<Reach lang={lang} who={who} />) : ''));
  }
  return told;
}
