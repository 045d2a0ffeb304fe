import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { Loaded } from '../api/use-get.ts';
import { useWords } from '../words/words.tsx';

/** When the page was read, and the way to read it again. */
export function ReadAt({ from }: { from: Pick<Loaded<unknown>, 'loading' | 'readAt' | 'reload'> }) {
  const { t } = useWords();
  const { readAt, reload, loading } = from;
  return (
    <Button size="small" icon={<ReloadOutlined />} onClick={reload} loading={loading && readAt !== null}>
      {t('刷新', 'Refresh')}
    </Button>
  );
}
