import type { JournalEntry } from '../api/types.ts';
import { usePages } from '../api/use-get.ts';
import { More } from '../parts/more.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { labelOf } from '../words/labels.ts';
import { when } from '../words/time.ts';
import { useWords, type Words } from '../words/words.tsx';

/** Nobody of the house: a name that is nobody's was tried; with a case, the product itself did it. */
const readerOf = (e: JournalEntry, { t, pick }: Words) => {
  if (e.reader) return pick(e.reader.name);
  return e.caseId ? t('系统', 'The product itself') : t('没有这个用户名', 'No such name');
};

/** Their posts, where their name does not say them. */
const postsOf = (e: JournalEntry, { t, pick }: Words) =>
  e.roles
    .map((role) => pick(labelOf(`role.${role}`)))
    .filter((role) => e.reader === null || role !== pick(e.reader.name))
    .join(t('、', ', '));

/** Who read what, for discipline inspection: never what was read. */
export default function Journal() {
  const words = useWords();
  const { t, pick, language } = words;
  const pages = usePages<JournalEntry>('/api/oversight/journal?limit=100');
  return (
    <Page title={t('查阅记录', 'Access journal')} aside={<ReadAt from={pages} />}>
      <p className="lead">
        {t(
          '谁在什么时候以什么岗位查看了哪个案件、打开或者查看了举报人身份、按姓名查找过、登录过。这里没有内容，也没有查找的姓名；同一姓名的查找有同一标记。关于您本人及所在机构上下级的记录不在这里，由上级纪检监察人员查看。您查看本页也会记录。',
          'Who opened which case, opened or read who told, searched by name or signed in, when and in which post. Nothing that was read is here, nor any name that was searched for: two searches for one name have the same mark. Rows about yourself and your own line are read by the inspection of the organ above. That you read this page is recorded, too.',
        )}
      </p>
      <Reading from={{ ...pages, data: pages.items }} what={t('查阅记录', 'the journal')}>
        {(items) => (
          <>
            {items.length === 0 ? <Empty>{t('还没有记录。', 'There is nothing yet.')}</Empty> : null}
            <ul className="journal">
              {items.map((e) => (
                <li key={e.id}>
                  <b>{pick(e.label)}</b>
                  <span>{readerOf(e, words)}</span>
                  <span className="quiet">{postsOf(e, words)}</span>
                  {e.number ? <span className="number">{t(`案件 ${e.number}`, `Case ${e.number}`)}</span> : null}
                  {e.tag ? (
                    <span className="quiet">
                      {t('标记', 'Mark')} <code>{e.tag}</code>
                    </span>
                  ) : null}
                  <time dateTime={e.at}>{when(e.at, language)}</time>
                </li>
              ))}
            </ul>
            <More pages={pages} />
          </>
        )}
      </Reading>
    </Page>
  );
}
