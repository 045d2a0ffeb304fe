import type { ClockView } from '../api/types.ts';
import { useWords } from '../words/words.tsx';

/**
 * Two periods for one duty run side by side: the one that ends first binds and is named first. Where they end on one day, neither is
 * earlier, and every page says that in the same order.
 */
export function Binding({ clock }: { clock: ClockView }) {
  const { t, pick, when } = useWords();
  const { binding } = clock;
  if (!binding || clock.stopped) return null;
  const date = (due: string | null) => (due === null ? t('中止中', 'suspended') : when(due));
  const listed = (names: typeof others) => names.map((k) => `${pick(k.title)} ${date(k.due)}`).join(t('、', ', '));
  const { first, others, duty } = binding;
  const together = [first, ...others.filter((k) => k.due === first.due)];
  const later = others.filter((k) => k.due !== first.due);
  // Where a row has the name of the duty, naming it again says nothing.
  const ownName = [first, ...others].every((k) => pick(k.title) !== pick(duty));
  const forDuty = ownName ? t(`对同一事项“${pick(duty)}”`, `for the duty “${pick(duty)}”`) : null;
  const besides = later.length > 0 ? t(`另有${listed(later)}`, `besides: ${listed(later)}`) : null;
  const more = [forDuty, besides].filter((text) => text !== null).join(t('；', '; '));
  const bracket = more === '' ? null : t(`（${more}）`, ` (${more})`);
  if (together.length > 1 && together.some((k) => k.id === clock.id)) {
    return (
      <span className="binding">
        <b>
          {together.length === 2
            ? t('两项同日届满', 'Both end on this day')
            : t(`${together.length}项同日届满`, `All ${together.length} end on this day`)}
        </b>
        {t('：', ': ')}
        {together.map((k) => pick(k.title)).join(t('、', ', '))}
        {bracket}
      </span>
    );
  }
  return (
    <span className="binding">
      {first.id === clock.id ? (
        <>
          <b>{t('先到期，以此为准', 'Ends first and binds')}</b>
          {bracket}
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

type Bound = Pick<ClockView, 'id' | 'expiresAt' | 'binding'>;

/**
 * The order of a list of clocks: by their end, and of those that end together for one duty the one first that is named first
 * everywhere. Those without an end come last.
 */
export function byEnd(a: Bound, b: Bound): number {
  const [x, y] = [a.expiresAt ?? '9999', b.expiresAt ?? '9999'];
  if (x !== y) return x < y ? -1 : 1;
  const place = (k: Bound) => {
    const all = k.binding ? [k.binding.first, ...k.binding.others].map((n) => n.id) : [];
    return all.includes(a.id) && all.includes(b.id) ? all.indexOf(k.id) : 0;
  };
  return place(a) - place(b);
}
