import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import type { AuthorityLaw, AuthorityLimits } from '../../api/types.ts';
import { useGet } from '../../api/use-get.ts';
import { Page } from '../../parts/page.tsx';
import { ReadAt } from '../../parts/read-at.tsx';
import { Reading } from '../../parts/reading.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { Catalogue } from './catalogue.tsx';
import { Limits } from './limits.tsx';

/** What the law gives and what the house has set for itself, never mixed: two lists, each with who settled what and when. */
export default function LawPage() {
  const { t, pick } = useWords();
  const [params, setParams] = useSearchParams();
  const law = useGet<AuthorityLaw>('/api/authority/law');
  const limits = useGet<AuthorityLimits>('/api/authority/limits');
  const organ = law.data?.organ;
  const view = params.get('view') === 'limits' ? 'limits' : 'law';
  return (
    <Page
      title={t('法定期限与内部时限', 'Law and house limits')}
      aside={<ReadAt from={view === 'law' ? law : limits} />}
    >
      {organ ? (
        <p className="lead">
          {pick(organ.name)}
          {t('，', ', ')}
          {organ.region
            ? t(
                `地区：${pick(labelOf(`region.${organ.region}`))}，适用全国和本地区的规定。`,
                `region ${pick(labelOf(`region.${organ.region}`))}: national and regional rows apply.`,
              )
            : t('没有设定地区，只适用全国性规定。', 'no region set: national rows only.')}
        </p>
      ) : null}
      <Tabs
        activeKey={view}
        onChange={(key) => setParams(key === 'limits' ? { view: key } : {}, { replace: true })}
        items={[
          {
            key: 'law',
            label: t('法定期限', 'Periods of law'),
            children: (
              <Reading from={law} what={t('期限目录', 'the catalogue')}>
                {(data) => <Catalogue law={data} reload={law.reload} />}
              </Reading>
            ),
          },
          {
            key: 'limits',
            label: t('内部时限（非法定）', 'House limits (not law)'),
            children: (
              <Reading from={limits} what={t('内部时限', 'the house limits')}>
                {(data) => <Limits limits={data} reload={limits.reload} />}
              </Reading>
            ),
          },
        ]}
      />
    </Page>
  );
}
