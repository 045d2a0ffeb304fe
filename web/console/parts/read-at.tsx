import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import type { Loaded } from '../api/use-get.ts';
import { useWords } from '../words/words.tsx';

/** A page left in the background for longer than this is read again when it comes back. */
const STALE_MS = 60_000;

/** When the page was read, and the way to read it again. */
export function ReadAt({ from }: { from: Pick<Loaded<unknown>, 'loading' | 'readAt' | 'reload'> }) {
  const { t } = useWords();
  const { readAt, reload, loading } = from;
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === 'visible' && readAt !== null && Date.now() - readAt > STALE_MS) reload();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [readAt, reload]);
  return (
    <Button size="small" icon={<ReloadOutlined />} onClick={reload} loading={loading && readAt !== null}>
      {t('刷新', 'Refresh')}
    </Button>
  );
}
