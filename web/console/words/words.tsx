import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Bilingual } from '../../../domain/law/types.ts';
import * as time from './time.ts';

export type Language = 'zh' | 'en';

/** Both languages stand side by side where they are used: none can be forgotten. */
export interface Words {
  language: Language;
  setLanguage(language: Language): void;
  t(zh: string, en: string): string;
  pick(text: Bilingual): string;
  /** A legal day or an instant as people write it, Asia/Shanghai. */
  when(value: string): string;
  /** The day alone. */
  day(value: string): string;
  /** How far a day or instant is from now: 还有 3 天, 今天, 已过 5 天. */
  away(value: string): string;
}

const KEY = 'mingcha-language';

function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

const Context = createContext<Words | null>(null);

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState(remembered);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const words = useMemo<Words>(
    () => ({
      language,
      setLanguage(next) {
        setState(next);
        try {
          localStorage.setItem(KEY, next);
        } catch {
          // A browser that keeps nothing asks again next time.
        }
      },
      t: (zh, en) => (language === 'zh' ? zh : en),
      pick: (text) => text[language],
      when: (value) => time.when(value, language),
      day: (value) => time.dayText(time.dayOf(value), language),
      away: (value) => time.away(value, language),
    }),
    [language],
  );
  return <Context.Provider value={words}>{children}</Context.Provider>;
}

export function useWords(): Words {
  const words = useContext(Context);
  if (!words) throw new Error('no WordsProvider');
  return words;
}
