import { INSTRUMENTS, instrumentByShort } from './instruments.ts';
import type { Bilingual } from './types.ts';

const DIGITS = '零一二三四五六七八九';
/** From the tens on. */
const PLACES = '十百千';

/** 1–9999 as Chinese numerals, the way statutes number their articles: 21 → 二十一, 104 → 一百零四. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 9999) throw new RangeError(`not an article number: ${n}`);
  const digits = String(n).split('').map(Number);
  let out = '';
  digits.forEach((digit, i) => {
    const place = digits.length - 1 - i;
    if (digit === 0) {
      const rest = digits.slice(i).some((d) => d !== 0);
      if (rest && !out.endsWith('零')) out += '零';
    } else out += DIGITS.charAt(digit) + PLACES.charAt(place - 1);
  });
  return out.startsWith('一十') ? out.slice(1) : out;
}

const fullWidth = (text: string) => text.replaceAll('(', '（').replaceAll(')', '）');

const ARTICLE = /^(\d+)(?:–(\d+))?(?: ¶(\d+))?(?:\((\d+)\)(?:–\((\d+)\))?)?$/;

function article(token: string): Bilingual & { numbered: boolean; several: boolean } {
  const m = ARTICLE.exec(token);
  if (!m) return { zh: fullWidth(token), en: token, numbered: false, several: false };
  const [, from, to, paragraph, item, toItem] = m;
  let zh = `第${chineseNumber(Number(from))}条`;
  if (to) zh += `至第${chineseNumber(Number(to))}条`;
  if (paragraph) zh += `第${chineseNumber(Number(paragraph))}款`;
  if (item) zh += `第（${chineseNumber(Number(item))}）项`;
  if (toItem) zh += `至第（${chineseNumber(Number(toItem))}）项`;
  return { zh, en: token, numbered: true, several: to !== undefined };
}

/** `M49` of `M49 21 ¶1`. */
function shortOf(segment: string): string {
  const blank = segment.indexOf(' ');
  return blank < 0 ? segment : segment.slice(0, blank);
}

/** The short names a citation rests on, in order, each once. */
export function citedInstruments(code: string): string[] {
  return [...new Set(code.split(';').map((segment) => shortOf(segment.trim())))];
}

/**
 * A citation in both languages from its short form.
 *
 * `M49 21 ¶1(1)–(3); SIL 82 ¶2; LSI-25 24–25, 37; INC12 (六)` — segments divided by `;`, each a short name of
 * `INSTRUMENTS` and its articles divided by `,`; ¶ is 款, (n) is 项. Anything that is no article number is kept as
 * written. Chinese names the instrument in full: 《社会保险基金监督举报工作管理办法》第二十一条第一款第（一）项.
 * Throws RangeError for a short name that is not in the catalogue.
 */
export function cite(code: string): Bilingual {
  const zh: string[] = [];
  const en: string[] = [];
  for (const segment of code.split(';').map((s) => s.trim())) {
    const short = shortOf(segment);
    const instrument = instrumentByShort(short);
    if (!instrument) throw new RangeError(`no instrument has the short name ${short}`);
    const title = instrument.title.zh;
    const name = instrument.described ? title : `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
    const articles = segment
      .slice(short.length)
      .split(',')
      .map((s) => s.trim())
      .filter((s) => s !== '')
      .map(article);
    zh.push(name + articles.map((a) => a.zh).join('、'));
    const mark = !articles[0]?.numbered ? '' : articles.length > 1 || articles[0].several ? 'arts. ' : 'art. ';
    en.push([short, mark + articles.map((a) => a.en).join(', ')].join(' ').trim());
  }
  return { zh: zh.join('；'), en: en.join('; ') };
}

/** Longer names first, so that `LSI-25` is not read as `LSI`. */
const SHORT = INSTRUMENTS.map((i): string => i.short).sort((a, b) => b.length - a.length);
/** A short name with a digit or hyphen is nothing else; one of letters alone counts before an article only. */
const MENTION = new RegExp(
  `(?<![\\w-])(?:(${SHORT.filter((s) => /[\d-]/.test(s)).join('|')})(?![\\w-])|(${SHORT.filter(
    (s) => !/[\d-]/.test(s),
  ).join('|')})(?= (?:arts?\\. )?\\d))`,
  'g',
);

/** The instruments that an English text calls by their short names, each once, in the order of the text. */
export function mentioned(en: string): { short: string; title: string }[] {
  const shorts = [...new Set([...en.matchAll(MENTION)].map((m) => m[0]))];
  return shorts.map((short) => ({ short, title: instrumentByShort(short)?.title.en ?? short }));
}

/**
 * An English citation for readers who do not know our short names: the first mention of each by its whole title.
 * `M49 art. 21 ¶1` → `Measures on handling tips for … (ministry order 49), art. 21 ¶1`.
 */
export function inFull(en: string): string {
  const said = new Set<string>();
  return en.replaceAll(MENTION, (short: string, _a, _b, at: number) => {
    if (said.has(short)) return short;
    said.add(short);
    const title = instrumentByShort(short)?.title.en ?? short;
    return /^ (?:arts?\. )?\d/.test(en.slice(at + short.length)) ? `${title},` : title;
  });
}
