import type { Request } from 'express';
import { MONTHS } from '../../domain/time/explain.ts';

export type Lang = 'zh' | 'en';

/** Chinese unless the path begins with /en: no cookie, nothing to remember. */
export const langOf = (req: Request): Lang => (req.path === '/en' || req.path.startsWith('/en/') ? 'en' : 'zh');

/** The path of a page in a language. */
export const pathIn = (lang: Lang, path: string) => (lang === 'zh' ? path : path === '/' ? '/en' : `/en${path}`);

/** The path of an address without its language prefix, for where the same page is in the other language. */
export const bareOf = (path: string): string => path.replace(/^\/en(?=\/|$)/, '') || '/';

/** Says each sentence of a page in its language. */
export const saying =
  (lang: Lang) =>
  (zh: string, en: string): string =>
    lang === 'zh' ? zh : en;

/** `2026年10月13日` or `13 October 2026`; hours keep their time of day. */
export function dateWords(lang: Lang, value: string | null): string {
  if (value === null) return lang === 'zh' ? '尚不确定' : 'not fixed yet';
  const [, y = '', m = '1', d = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? [];
  const time = /T(\d{2}:\d{2})/.exec(value)?.[1];
  const day = lang === 'zh' ? `${y}年${Number(m)}月${Number(d)}日` : `${Number(d)} ${MONTHS[Number(m) - 1]} ${y}`;
  return time ? `${day} ${time}` : day;
}

/** How large a file is. */
export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
