import { useWords } from '../words/words.tsx';

/** Names the other language in that language. */
export function LanguageSwitch() {
  const { language, setLanguage } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="language"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  );
}
