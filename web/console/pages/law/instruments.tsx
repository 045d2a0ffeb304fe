import { Alert, Tag } from 'antd';
import type { InstrumentView } from '../../api/types.ts';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';

/** Warns where an instrument was last checked more than a year ago; says of how many nobody wrote down a day. */
export function LongUnchecked({ of }: { of: readonly InstrumentView[] }) {
  const { t, pick } = useWords();
  const old = of.filter((i) => i.freshness === 'old');
  const unrecorded = of.filter((i) => i.freshness === 'unrecorded').length;
  if (old.length + unrecorded === 0) return null;
  const names = old.map((i) => pick(i.title));
  return (
    <Alert
      type={old.length > 0 ? 'warning' : 'info'}
      showIcon
      className="spaced long-unchecked"
      title={[
        ...(old.length > 0
          ? [
              t(
                `${old.length}件规定最近一次核对已超过一年：${names.join('、')}。`,
                `${old.length} ${old.length === 1 ? 'instrument was' : 'instruments were'} last checked more than a year ago: ${names.join('; ')}.`,
              ),
            ]
          : []),
        ...(unrecorded > 0
          ? [
              t(
                `${unrecorded}件规定没有人记下核对日期。`,
                `Of ${unrecorded} ${unrecorded === 1 ? 'instrument' : 'instruments'} nobody recorded when it was checked.`,
              ),
            ]
          : []),
      ].join(t('', ' '))}
    />
  );
}

/** Every instrument of the catalogue: edition, where it was read, and when it was checked last. */
export function Instruments({ of }: { of: readonly InstrumentView[] }) {
  const { t } = useWords();
  return (
    <>
      <p className="quiet">
        {t(
          '核对超过一年的，本页和启动前的检查会提醒（内部规定）。没有人记下日期的，不作推测。',
          'A check older than a year is warned of here and by the operator’s check (a rule of the house). A day that nobody wrote down is not guessed.',
        )}
      </p>
      <ul className="law-rows">
        {of.map((one) => (
          <Line key={one.short} one={one} />
        ))}
      </ul>
    </>
  );
}

function Line({ one }: { one: InstrumentView }) {
  const { t, pick, day } = useWords();
  return (
    <li className="law-row instrument" id={`instrument-${one.short}`}>
      <div className="law-row-head">
        <h3>{pick(one.title)}</h3>
        <span className="marks">
          {one.place ? <Tag>{pick(one.place)}</Tag> : null}
          <Tag className={one.confidence === 'text' ? 'read' : 'weak'}>
            {pick(labelOf(`confidence.${one.confidence}`))}
          </Tag>
        </span>
      </div>
      <p className="quiet">
        <code>{one.short}</code>
        {one.edition === null
          ? t(' · 版本年份没有记载', ' · no year of edition recorded')
          : t(` · ${one.edition}年版`, ` · edition of ${one.edition}`)}
        {one.inForce
          ? t(` · ${day(one.inForce)}起施行`, ` · in force ${day(one.inForce)}`)
          : t(' · 施行日期未载', ' · in-force day not known')}
      </p>
      <p>
        {one.where
          ? t(`读自：${one.where.zh}`, `Read in ${one.where.en}`)
          : t('没有记载读自何处', 'Nobody recorded where it was read')}
      </p>
      <p className={one.freshness === 'fresh' ? 'quiet' : 'unconfirmed'}>
        {one.checkedOn
          ? t(`最近核对：${day(one.checkedOn)}`, `Last checked ${day(one.checkedOn)}`)
          : t('最近核对：没有人记下日期', 'Last checked: nobody recorded a day')}
        {one.freshness === 'old' ? t('，已超过一年', ', more than a year ago') : ''}
      </p>
    </li>
  );
}
