import { Tooltip } from 'antd';
import { useWords } from '../words/words.tsx';

/** 暂定: the date may move when the next notice on days off is published. Reached by keyboard too. */
function Provisional() {
  const { t } = useWords();
  const why = t(
    '这个日期经过尚未公布放假安排的日子，国务院办公厅公布后会重新计算，可能变动。',
    'This date passes days whose days off are not published yet. It is counted again when the notice comes and may move.',
  );
  return (
    <Tooltip title={why} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="mark provisional" aria-label={`${t('暂定', 'Provisional')}: ${why}`}>
        {t('暂定', 'Provisional')}
      </button>
    </Tooltip>
  );
}

/** A due date with its distance; overdue in red and in words. */
export function Due({
  due,
  provisional = false,
  overdue = false,
}: {
  due: string | null;
  provisional?: boolean;
  overdue?: boolean;
}) {
  const { t, when, away } = useWords();
  if (due === null) return <span className="due quiet">{t('没有固定期限', 'No fixed date')}</span>;
  return (
    <span className={overdue ? 'due overdue' : 'due'}>
      <time dateTime={due}>{when(due)}</time>
      <span className="away">
        {overdue ? <b>{t('逾期 ', 'Overdue ')}</b> : null}
        {away(due)}
      </span>
      {provisional ? <Provisional /> : null}
    </span>
  );
}
