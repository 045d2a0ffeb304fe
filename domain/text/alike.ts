/** As what a name of somebody is compared where it may be written otherwise on purpose, or with a mark that tells two of that name apart. */
import { composed } from './composed.ts';
import { sameText } from './same.ts';

/** What is set beside a name in brackets: (大), 【2】. */
const ASIDE = /\p{Ps}[^\p{Pe}]*\p{Pe}?/gu;
/** Signs between the parts of one name; every other sign parts the name from what is set beside it. */
const DOTS = /[·・‧•∙⋅.。˙]+/u;
const APART = /[^\p{L}\p{M}\p{N}·・‧•∙⋅.。˙]+/u;

const hanOf = (text: string): string => (sameText(text).match(/\p{Script=Han}/gu) ?? []).join('');
const isName = (han: string): boolean => [...han].length >= 2;

/** Of a name in Chinese characters what is left without what was set beside it: 张三（大）, 张三2 and 新·张三 are 张三. */
function bareName(text: string): string {
  const part = text.split(APART).find((one) => isName(hanOf(one)));
  if (part === undefined) return hanOf(text);
  const [first, ...others] = part.split(DOTS).map(hanOf).filter(isName);
  return first !== undefined && others.length === 0 ? first : hanOf(part);
}

/** A name in Latin letters with the surname last. */
export function surnameLast(en: string): string {
  const [surname = '', ...given] = en.trim().split(/\s+/u);
  return [...given, surname].join(' ');
}

/** Everything as which a name in one language is compared: two are alike that have one of these in common. */
export function comparedAs(typed: string): string[] {
  const text = composed(typed, 'NFKC');
  const bare = text.replace(ASIDE, ' ');
  const keys = [text, bare, surnameLast(bare)].map(sameText);
  const unnumbered = keys.map((key) => key.replace(/\p{N}+/gu, ''));
  const han = bareName(text);
  return [...new Set([...keys, ...unnumbered, isName(han) ? han : ''])].filter((key) => key !== '');
}
