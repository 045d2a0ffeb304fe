import { Tag } from 'antd';
import type { ClockView } from '../api/types.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

/** Whose clock it is, whether it is law, and how it stands; in words. */
export function ClockMarks({ clock }: { clock: ClockView }) {
  const { t, pick } = useWords();
  return (
    <span className="marks">
      {/* A house clock of kind "house" would say the same twice. */}
      {clock.kind === 'house' ? null : (
        <Tag className={`kind ${clock.kind}`}>{pick(labelOf(`kind.${clock.kind}`))}</Tag>
      )}
      <RestsOn on={clock} />
      {clock.paused && !clock.stopped ? <Tag className="paused">{t('中止中', 'Suspended')}</Tag> : null}
      {clock.outcome ? (
        <Tag className={clock.outcome.what === 'breach' ? 'breach' : 'outcome'}>
          {pick(labelOf(`clock.${clock.outcome.what}`))}
        </Tag>
      ) : null}
      {clock.moved && !clock.stopped ? (
        <Tag className="moved">
          {clock.moved.edition ? t('新规定变动', 'Moved by new law') : t('放假安排变动', 'Moved by days off')}
        </Tag>
      ) : null}
      {clock.stopped ? <Tag className="stopped">{pick(labelOf(`clock.${clock.stopped.why}`))}</Tag> : null}
    </span>
  );
}

/** Whether a date is law at all, how well its rule is known, and who has answered for it. */
export function RestsOn({ on }: { on: Pick<ClockView, 'confidence' | 'confirmation' | 'ownLength'> }) {
  const { t, day } = useWords();
  const weak = on.confidence === 'memory' || on.confidence === 'secondary';
  const house = on.confidence === 'house';
  return (
    <>
      {house ? <Tag className="house">{t('内部规定', 'House rule')}</Tag> : null}
      {on.ownLength ? <Tag className="house">{t('法律无天数，内部时限', 'No number in law: house limit')}</Tag> : null}
      {on.confirmation ? (
        <Tag className="confirmed">
          {on.confidence === 'text'
            ? t(
                `条文理解由法制人员确认（${day(on.confirmation.date)}）：${on.confirmation.citation}`,
                `Reading confirmed by the lawyer (${day(on.confirmation.date)}): ${on.confirmation.citation}`,
              )
            : t(
                `法制人员已确认（${day(on.confirmation.date)}）：${on.confirmation.citation}`,
                `Confirmed by the lawyer (${day(on.confirmation.date)}): ${on.confirmation.citation}`,
              )}
        </Tag>
      ) : weak ? (
        <Tag className="weak">
          {on.confidence === 'memory'
            ? t('未核实，只提醒', 'Unverified, warns only')
            : t('据转述，只提醒', 'Read in a report, warns only')}
        </Tag>
      ) : null}
    </>
  );
}
