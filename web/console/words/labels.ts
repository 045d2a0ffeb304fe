import { chineseNumber, cite } from '../../../domain/law/cite.ts';
import { GLOSSARY } from '../../../domain/law/glossary.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import { lookUp } from '../../../domain/look-up.ts';
import { TABLE_WORDS } from './tables.ts';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

const WORDS: Readonly<Record<string, Bilingual>> = { ...GLOSSARY, ...TABLE_WORDS };

/** The word of a key of the glossary, `role.clerk` or `state.penalty.Served`; undefined where it has none. */
export const wordOf = (key: string): Bilingual | undefined => lookUp(WORDS, key);

/** The word of a key that always has one; its last part where it has none. */
export const labelOf = (key: string): Bilingual => {
  const last = key.split('.').at(-1) ?? key;
  return wordOf(key) ?? w(last, last);
};

/** The words of a group of the glossary as options: `tip.fund` → pension, work-injury, … */
export function optionsOf(prefix: string): { value: string; zh: string; en: string }[] {
  return Object.entries(WORDS)
    .filter(([key]) => key.startsWith(`${prefix}.`) && !key.slice(prefix.length + 1).includes('.'))
    .map(([key, text]) => ({ value: key.slice(prefix.length + 1), ...text }));
}

const ONE = /^((?:calendar |working )?day|hour|month|year)s\b/;

/** A length with its unit in words: 5个工作日, 1 working day. */
export function lengthOf(length: number, unit: string): Bilingual {
  const { zh, en } = labelOf(`unit.${unit}`);
  return w(`${length}${unit === 'wd' ? '个' : ''}${zh}`, `${length} ${length === 1 ? en.replace(ONE, '$1') : en}`);
}

/** What the short names of house rules mean to somebody who does not know the tables. */
const HOUSE_RULES: Record<string, Bilingual> = {
  thread: w('往来留言', 'messages to and from the tipster'),
  pairs: w('一人提出，另一人决定', 'one person proposes, another decides'),
  'two times': w('发生时间和录入时间分别记录', 'when it happened and when it was recorded are kept apart'),
  'paper acts': w('纸质办理补录须有第二人', 'an act on paper is entered with a second person'),
  'un-merge': w('并入的可以再分出', 'what was merged may be taken out again'),
  upward: w('逾期未办的向上报告', 'silence is reported upward'),
  withdrawal: w('撤回须有决定', 'a withdrawal is decided upon'),
  'house clock': w('内部时限', 'a limit of the house'),
};

/** The measure that fixes the holidays is cited by conventions; it is no instrument of the catalogue of periods. */
const HOLIDAYS = /^放假办法 (\d+)(?:–(\d+))?$/;

export const isHouse = (basis: string): boolean => basis.startsWith('house');

/** A clause in both languages. A house rule says that it is one; what cannot be resolved is shown as written. */
export function clause(basis: string): Bilingual {
  // A semicolon within brackets belongs to the words of a house rule.
  const parts = basis.split(/;(?![^(]*\))/).map((segment): Bilingual => {
    const text = segment.trim();
    if (isHouse(text)) {
      const rest = text.replace(/^house:?\s*/, '');
      const rule = HOUSE_RULES[/^house-[a-z-]+$/.test(rest) ? 'house clock' : rest];
      if (rule) return w(`内部规定（${rule.zh}）`, `House rule: ${rule.en}`);
      // The reasons of house rules are written in English in the tables.
      const zh = /\p{Script=Han}/u.test(rest) ? `内部规定（${rest}）` : '内部规定';
      return w(zh, rest ? `House rule: ${rest}` : 'House rule');
    }
    const [, from, to] = HOLIDAYS.exec(text) ?? [];
    if (from) {
      const articles = [from, ...(to ? [to] : [])].map((n) => `第${chineseNumber(Number(n))}条`);
      return w(
        `《全国年节及纪念日放假办法》${articles.join('至')}`,
        `Measures on Holidays (National Festivals and Memorial Days), ${to ? `arts. ${from}–${to}` : `art. ${from}`}`,
      );
    }
    try {
      return w(cite(text.replace(/\barts?\. /g, '')).zh, text);
    } catch {
      return w(text, text);
    }
  });
  return { zh: parts.map((p) => p.zh).join('；'), en: parts.map((p) => p.en).join('; ') };
}
