import { Button, Tag } from 'antd';
import { Link } from 'react-router';
import type { PeopleView } from '../../api/types.ts';
import { Empty, Section } from '../../parts/page.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { useChangeList } from './draft.ts';

/** Posts with which an organ begins at least, a person each. */
const FIRST = ['admin', 'approver', 'auditor', 'custodian', 'principal'];

/** The organs beneath: that they are there, and nothing of their people or cases. */
export function Organs({ view }: { view: PeopleView }) {
  const { t, pick, day } = useWords();
  const list = useChangeList();
  const standing = view.beneath.filter((o) => o.ended === null);
  return (
    <Section id="organs" title={t('下级机关', 'Organs beneath')}>
      <p className="quiet">
        {t(
          '每个机关有自己的三员、人员、设置、日志和案件。上级机关除依法上移的案件外，看不到其人员和案件。设立和并入由系统管理员提出，正职负责人同意，安全管理员批准；设立几个机关的，可以导入表格。',
          'Each organ has its own officers, people, settings, journal and cases. But for what goes up by law, the one above sees nothing of its people and cases. The administrator asks for one to be added or merged, the principal consents, the security administrator approves; several come by a table.',
        )}
      </p>
      {view.beneath.length === 0 ? (
        <Empty>{t('还没有下级机关。', 'There is none yet.')}</Empty>
      ) : (
        <ul className="requests">
          {view.beneath.map((o) => (
            <li key={o.id}>
              <h3>
                {pick(o.name)}{' '}
                {o.ended ? (
                  <Tag>
                    {t(
                      `自${day(o.ended.from)}起并入${pick(o.ended.successor.name)}`,
                      `went into ${pick(o.ended.successor.name)} on ${day(o.ended.from)}`,
                    )}
                  </Tag>
                ) : (
                  <Tag color="success">{t('在办', 'stands')}</Tag>
                )}
              </h3>
              <dl className="facts">
                <div>
                  <dt>{t('编号', 'Id')}</dt>
                  <dd>{o.id}</dd>
                </div>
                {o.area ? (
                  <div>
                    <dt>{t('管辖区域', 'Area')}</dt>
                    <dd>{pick(o.area)}</dd>
                  </div>
                ) : null}
                {o.region ? (
                  <div>
                    <dt>{t('地区规定', 'Regional rules')}</dt>
                    <dd>{pick(labelOf(`region.${o.region}`))}</dd>
                  </div>
                ) : null}
                <div>
                  <dt>{t('设立', 'Added')}</dt>
                  <dd>
                    {o.since && o.request !== null ? (
                      <Link to="/people/requests">
                        {t(`${day(o.since)}，第${o.request}号申请`, `${day(o.since)}, request no. ${o.request}`)}
                      </Link>
                    ) : (
                      t('系统开办时', 'as the house was set up')
                    )}
                  </dd>
                </div>
              </dl>
              {view.may.ask && o.ended === null && standing.length > 1 ? (
                <div className="row-of-buttons">
                  <Button
                    size="small"
                    aria-label={t(`${pick(o.name)}并入其他机关`, `Merge ${pick(o.name)} into another`)}
                    onClick={() => list.begin({ kind: 'merge-organ', settled: { organ: o.id }, values: { posts: [] } })}
                  >
                    {t('并入其他机关', 'Merge into another')}
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {view.may.ask ? (
        <div className="buttons">
          <Button
            onClick={() =>
              list.begin({
                kind: 'add-organ',
                settled: {},
                values: {
                  units: [{}],
                  people: FIRST.map((role) => ({ roles: [role], post: pick(labelOf(`role.${role}`)) })),
                },
              })
            }
          >
            {t('设立下级机关', 'Add an organ beneath')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
