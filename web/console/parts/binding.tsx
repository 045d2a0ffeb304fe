import type { ClockView } from '../api/types.ts';
import { useWords } from '../words/words.tsx';

/** Two periods for one duty run side by side: the one that ends first binds and is named first. */
export function Binding({ clock }: { clock: ClockView }) {
  const { t, pick, when } = useWords();
  const { binding } = clock;
  if (!binding || clock.stopped) return null;
  const date = (due: string | null) => (due === null ? t('中止中', 'suspended') : when(due));
  const { first, others, duty } = binding;
  const rest = others.map((k) => `${pick(k.title)} ${date(k.due)}`).join(t('、', ', '));
  return (
    <span className="binding">
      {first.id === clock.id ? (
        <>
          <b>{t('先到期，以此为准', 'Ends first and binds')}</b>
          {t(`（${pick(duty)}；另有 ${rest}）`, ` (${pick(duty)}; besides: ${rest})`)}
        </>
      ) : (
        <>
          {t('以先到期的为准：', 'The earlier one binds: ')}
          <b>
            {pick(first.title)} {date(first.due)}
          </b>
        </>
      )}
    </span>
  );
}
