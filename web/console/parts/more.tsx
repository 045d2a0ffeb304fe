import { Button } from 'antd';
import type { Pages } from '../api/use-get.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';

/** The end of a list: more of it, or that this is all. */
export function More({ pages }: { pages: Pages<unknown> }) {
  const { t } = useWords();
  const count = pages.items?.length ?? 0;
  return (
    <div className="more">
      {pages.moreFailure ? <FailureNote failure={pages.moreFailure} retry={pages.loadMore} /> : null}
      {pages.more ? (
        <Button onClick={pages.loadMore} loading={pages.loadingMore}>
          {t(`已显示 ${count} 条，继续显示`, `${count} shown, show more`)}
        </Button>
      ) : count > 0 ? (
        <p className="quiet">
          {t(`已全部显示，共${count}条。`, count === 1 ? 'The only one is shown.' : `All ${count} are shown.`)}
        </p>
      ) : null}
    </div>
  );
}
