import { chineseNumber } from './cite.ts';
import { INSTRUMENTS } from './instruments.ts';
import type { Bilingual } from './types.ts';

/** One clause of an instrument. */
export interface Clause {
  short: string;
  /** `21 ¶1(1)`, `附件(九)`; empty where the instrument is cited as a whole. */
  article: string;
}

const SHORTS = INSTRUMENTS.map((i): string => i.short).sort((a, b) => b.length - a.length);
const ARTICLE =
  /^(?:附件)?\([一二三四五六七八九十]+\)|^(?:\d+(?:–\d+)?)?(?: ?¶+\d+(?:–\d+)?)?(?:\(\d+\)(?:–\(\d+\))?)*/;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const CITED = new RegExp(`(?<![\\w〔-])(${SHORTS.map(escaped).join('|')})(?![\\w-])(?: arts?\\.)? ?([^:]*)`, 'g');

/** The clauses a citation in short form names: `M49 arts. 21 ¶1, ¶3; house: …` → M49 21 ¶1, M49 21 ¶3. */
export function clausesOf(citation: string): Clause[] {
  const found: Clause[] = [];
  for (const segment of citation.split(/[;；]/).map((s) => s.trim())) {
    for (const { index, 1: short = '', 2: rest = '' } of segment.matchAll(CITED)) {
      let number = '';
      const articles: string[] = [];
      for (const token of rest.split(/[,、]/)) {
        const article = ARTICLE.exec(token.trim())?.[0].trim() ?? '';
        if (article === '') break;
        number = /^\d+/.exec(article)?.[0] ?? number;
        articles.push(article.startsWith('¶') ? `${number} ${article}` : article);
      }
      // In a remark an instrument without an article is only spoken of.
      if (articles.length === 0 && index === 0) found.push({ short, article: '' });
      for (const article of articles) found.push({ short, article });
    }
  }
  return found;
}

interface Place {
  /** The instrument as a whole, its numbered articles, its headings in Chinese numerals, its annex. */
  part: 0 | 1 | 2 | 3;
  from: number;
  to: number;
  paragraph: number;
  toParagraph: number;
  items: { from: number; to: number }[];
}

const HEADING = /^(附件)?\(([一二三四五六七八九十]+)\)$/;
const NUMBERED = /^(\d+)(?:–(\d+))?(?: ¶+(\d+)(?:–(\d+))?)?((?:\(\d+\)(?:–\(\d+\))?)*)$/;
const HEADINGS = new Map(Array.from({ length: 99 }, (_, i) => [chineseNumber(i + 1), i + 1]));

function placeOf(article: string): Place {
  const none = { from: 0, to: 0, paragraph: 0, toParagraph: 0, items: [] };
  if (article === '') return { part: 0, ...none };
  const heading = HEADING.exec(article);
  if (heading) return { part: heading[1] ? 3 : 2, ...none, from: HEADINGS.get(heading[2] ?? '') ?? 0 };
  const numbered = NUMBERED.exec(article);
  if (!numbered) throw new RangeError(`not an article: ${article}`);
  const [, from, to, paragraph, toParagraph, items = ''] = numbered;
  return {
    part: 1,
    from: Number(from),
    to: Number(to ?? 0),
    paragraph: Number(paragraph ?? 0),
    toParagraph: Number(toParagraph ?? 0),
    items: [...items.matchAll(/\((\d+)\)(?:–\((\d+)\))?/g)].map((m) => ({ from: Number(m[1]), to: Number(m[2] ?? 0) })),
  };
}

/** Articles as the law numbers them: 5 before 12, an article before its paragraphs and items, and both before a span that begins with it. */
export function compareArticles(a: string, b: string): number {
  const key = (article: string) => {
    const { part, from, to, paragraph, toParagraph, items } = placeOf(article);
    return [part, from, to, paragraph, toParagraph, ...items.flatMap((i) => [i.from, i.to])];
  };
  const [left, right] = [key(a), key(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The article (or span, or heading) that a clause is part of: `21 ¶1(1)` → `21`. */
export const articleOf = (article: string): string => /^\d+(?:–\d+)?/.exec(article)?.[0] ?? article;

/** A clause in words: `21 ¶1(1)` → 第二十一条第一款第（一）项, `art. 21 ¶1(1)`. */
export function clauseText(article: string): Bilingual {
  const { part, from, to, paragraph, toParagraph, items } = placeOf(article);
  if (part === 0) return { zh: '全文', en: 'as a whole' };
  if (part > 1)
    return { zh: article.replaceAll('(', '（').replaceAll(')', '）'), en: article.replace('附件', 'annex ') };
  const n = chineseNumber;
  const zh = [
    `第${n(from)}条`,
    to ? `至第${n(to)}条` : '',
    paragraph ? `第${n(paragraph)}款` : '',
    toParagraph ? `至第${n(toParagraph)}款` : '',
    items.map((i) => `第（${n(i.from)}）项${i.to ? `至第（${n(i.to)}）项` : ''}`).join('、'),
  ].join('');
  return { zh, en: `${to ? 'arts.' : 'art.'} ${article}` };
}
