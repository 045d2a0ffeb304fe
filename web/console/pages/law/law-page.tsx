import { Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { AuthorityLaw, AuthorityLimits } from '../../api/types.ts';
import { type Loaded, useGet } from '../../api/use-get.ts';
import { Page } from '../../parts/page.tsx';
import { ReadAt } from '../../parts/read-at.tsx';
import { Reading } from '../../parts/reading.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { Catalogue } from './catalogue.tsx';
import { Instruments, LongUnchecked } from './instruments.tsx';
import { Limits } from './limits.tsx';

const VIEWS = ['law', 'limits', 'instruments'] as const;

/**
 * What the law gives and what the house has set for itself, never mixed, each with who settled what and when; and what it all rests
 * on, with when it was last checked.
 */
export default function LawPage() {
  const { t, pick } = useWords();
  const [params, setParams] = useSearchParams();
  const law = useGet<AuthorityLaw>('/api/authority/law');
  const limits = useGet<AuthorityLimits>('/api/authority/limits');
  const organ = law.data?.organ;
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'law';
  return (
    <Page
      title={t('法定期限与内部时限', 'Law and house limits')}
      aside={<ReadAt from={view === 'limits' ? limits : law} />}
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
      {law.data ? <LongUnchecked of={law.data.instruments} /> : null}
      <p>
        {view === 'instruments' ? (
          <Link to="/law">{t('期限和时限', 'Periods and limits')}</Link>
        ) : (
          <Link to="/law?view=instruments">
            {t('依据的规定和核对日期', 'The instruments, and when they were checked')}
          </Link>
        )}
      </p>
      {view === 'instruments' ? (
        <Reading from={law} what={t('规定清单', 'the list of instruments')}>
          {(data) => <Instruments of={data.instruments} />}
        </Reading>
      ) : (
        <Lists
          view={view}
          law={law}
          limits={limits}
          choose={(key) => setParams(key === 'law' ? {} : { view: key }, { replace: true })}
        />
      )}
    </Page>
  );
}

interface ListsProps {
  view: 'law' | 'limits';
  law: Loaded<AuthorityLaw>;
  limits: Loaded<AuthorityLimits>;
  choose: (key: string) => void;
}

function Lists({ view, law, limits, choose }: ListsProps) {
  const { t } = useWords();
  return (
    <Tabs
      activeKey={view}
      onChange={choose}
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
  );
}
