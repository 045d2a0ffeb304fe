import { randomUUID } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Said } from '../../domain/authority/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { WhoWeAre } from '../../ledger/types.ts';
import { type Lang, saying } from './language.ts';

/** Stand in a page where the authority is named, in its language, as the page is sent; nobody can type them. */
const mark = randomUUID();
const NAME = { zh: `name-zh-${mark}`, en: `name-en-${mark}` };
const BRAND = { zh: `brand-zh-${mark}`, en: `brand-en-${mark}` };
const REACH = { zh: `reach-zh-${mark}`, en: `reach-en-${mark}` };

/** In the head of a page: what this site is called. */
export const Brand = ({ lang }: { lang: Lang }) => <span className="name">{BRAND[lang]}</span>;
/** Beneath it: who receives what is told here. */
export const WhoName = ({ lang }: { lang: Lang }) => <span className="who">{NAME[lang]}</span>;
/** In its foot: how else they are reached. */
export const WhoReach = ({ lang }: { lang: Lang }) => <div className="reach">{REACH[lang]}</div>;

/** Its own name, where the authority gave it one. */
function BrandSaid({ lang, wordmark }: { lang: Lang; wordmark: Bilingual | undefined }) {
  if (wordmark) return <strong className="wordmark">{wordmark[lang]}</strong>;
  const t = saying(lang);
  return (
    <>
      <strong>明察</strong> <span>{t('社保基金举报', 'Mingcha: tips on social-insurance funds')}</span>
    </>
  );
}

/** Where anybody looks up whether a number was given. */
const FILED = { icp: 'https://beian.miit.gov.cn/', publicSecurity: 'https://beian.mps.gov.cn/' };

/** Under which numbers the site is registered. */
function Filings({ lang, said }: { lang: Lang; said: Said }) {
  const t = saying(lang);
  const { websiteCode, icp, publicSecurity } = said;
  if (!websiteCode && !icp && !publicSecurity) return null;
  return (
    <ul className="filings">
      {websiteCode ? (
        <li>
          {t('网站标识码：', 'Website identification code: ')}
          {websiteCode}
        </li>
      ) : null}
      {icp ? (
        <li>
          {t('ICP备案号：', 'ICP filing: ')}
          <a href={FILED.icp} rel="noreferrer">
            {icp}
          </a>
        </li>
      ) : null}
      {publicSecurity ? (
        <li>
          {t('公安备案号：', 'Public-security filing: ')}
          <a href={FILED.publicSecurity} rel="noreferrer">
            {publicSecurity}
          </a>
        </li>
      ) : null}
    </ul>
  );
}

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
            {about.otherWays ? (
              <>
                <dt>{t('其他举报途径', 'Other ways to tell')}</dt>
                <dd>{about.otherWays[lang]}</dd>
              </>
            ) : null}
          </dl>
          <Filings lang={lang} said={about} />
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
      .replace(BRAND[lang], () => renderToStaticMarkup(<BrandSaid lang={lang} wordmark={who?.about?.wordmark} />))
      .replace(NAME[lang], () => renderToStaticMarkup(who?.name[lang]))
      .replace(REACH[lang], () => (who ? renderToStaticMarkup(<Reach lang={lang} who={who} />) : ''));
  }
  return told;
}
