import { takenKinds } from '../../files/table.ts';
import type { Lang } from '../page/language.ts';

/** The closed list of what is taken, before anything is chosen. */
export function TakenKinds({ lang }: { lang: Lang }) {
  const zh = lang === 'zh';
  return (
    <div className="taken">
      <p className="hint">
        {zh
          ? '可以接收下列文件，原样加密封存，不会被运行；文件名与内容不符的，按内容改正后缀。程序和空文件不接收。'
          : 'These files are taken, sealed as they are and never run; where a name does not fit the content, its ending is put right. Programs and empty files are not taken.'}
      </p>
      <div className="hint">
        {takenKinds().map(({ group, endings }) => (
          <p key={group.en}>
            {group[lang]}
            {zh ? '：' : ': '}
            {endings.join(zh ? '、' : ', ')}
          </p>
        ))}
      </div>
    </div>
  );
}

/** The same, folded away where much else stands on the page. */
export function TakenKindsFolded({ lang }: { lang: Lang }) {
  return (
    <details>
      <summary>{lang === 'zh' ? '可以接收哪些文件' : 'Which files are taken'}</summary>
      <TakenKinds lang={lang} />
    </details>
  );
}
