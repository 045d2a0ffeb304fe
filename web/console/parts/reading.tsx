import { Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { Loaded } from '../api/use-get.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';

/** Seconds after which the screen admits that this is slow; the client itself gives up after fifteen. */
const SLOW_MS = 5_000;

/** A place holder that says what is happening and after a while that it takes long. */
export function Waiting({ what }: { what: string }) {
  const { t } = useWords();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="waiting">
      <p role="status">
        {what}
        {slow ? t(' 比平时慢，最多再等 10 秒。', ' Slower than usual; at most ten seconds more.') : ''}
      </p>
      <Skeleton active title={false} paragraph={{ rows: 4 }} aria-hidden />
    </div>
  );
}

/** Shows what was read; while reading says so, on failure says why and offers to try again. */
export function Reading<T>({
  from,
  what,
  children,
}: {
  from: Pick<Loaded<T>, 'data' | 'failure' | 'loading' | 'reload'>;
  what: string;
  children: (data: T) => ReactNode;
}) {
  const { t } = useWords();
  if (from.data === undefined) {
    if (from.failure) return <FailureNote failure={from.failure} retry={from.reload} />;
    return <Waiting what={t(`正在读取${what}…`, `Reading ${what}…`)} />;
  }
  return (
    <>
      {from.failure ? (
        <FailureNote failure={from.failure} retry={from.reload}>
          <p>{t('下面是之前读到的内容，可能已经变化。', 'Below is what was read before; it may have changed.')}</p>
        </FailureNote>
      ) : null}
      {children(from.data)}
    </>
  );
}
