import type { Receiver } from '../../ledger/types.ts';
import { type Lang, pathIn, saying } from '../page/language.ts';
import { render } from '../page/layout.tsx';

/** Where a tip for this organ is told. */
export const toldTo = ({ id }: Pick<Receiver, 'id'>): string => `/tell?organ=${encodeURIComponent(id)}`;

/** Organs beneath one, each with those beneath it; at first those beneath none of these. */
function Beneath({ lang, all, above }: { lang: Lang; all: readonly Receiver[]; above: string | null }) {
  const t = saying(lang);
  const here = all.filter(({ superior }) =>
    above === null ? !all.some((other) => other.id === superior) : superior === above,
  );
  if (here.length === 0) return null;
  return (
    <ul className="organs">
      {here.map((one) => (
        <li key={one.id}>
          <a href={pathIn(lang, toldTo(one))}>
            <strong>{one.name[lang]}</strong>
            {one.area ? <span>{t(`管辖区域：${one.area.zh}`, `Responsible for ${one.area.en}`)}</span> : null}
          </a>
          <Beneath lang={lang} all={all} above={one.id} />
        </li>
      ))}
    </ul>
  );
}

/** Of several organs whoever tells chooses the one that receives the tip, by its area. */
export function choosePage(lang: Lang, receivers: readonly Receiver[]): string {
  const t = saying(lang);
  return render({
    lang,
    path: '/tell',
    other: '/tell/organs',
    title: t('选择接收机关', 'Choose who receives it'),
    children: (
      <>
        <h1>{t('由哪个机关接收', 'Which organ shall receive it')}</h1>
        <p>
          {t(
            '请按事情发生的地方选择。举报由您选的机关接收；除了依法由其上级机关办理的（例如涉及其负责人），其他机关看不到。',
            'Choose by where it happened. The organ that you choose receives your tip; but for what is for the organ above it (a tip on its heads, for one), no other sees it.',
          )}
        </p>
        <p>
          {t(
            '举报的是某个机关的负责人或者工作人员的，仍选该机关：下一页可以选择由谁接收、谁不能看到。',
            'If it is on a head or on staff of an organ, choose that organ all the same: the next page asks who shall receive it and who must not see it.',
          )}
        </p>
        <Beneath lang={lang} all={receivers} above={null} />
      </>
    ),
  });
}
