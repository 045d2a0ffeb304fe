import { Button } from 'antd';
import type { About as Said } from '../../../../domain/authority/types.ts';
import type { PeopleView } from '../../api/types.ts';
import type { Values } from '../../form/schema.ts';
import { Empty, Section } from '../../parts/page.tsx';
import { useWords } from '../../words/words.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { useChangeList } from './draft.ts';
import { typedBoth } from './kinds.ts';

const asTyped = ({ setUpAt: _, ...said }: Said): Values =>
  Object.fromEntries(
    Object.entries(said).map(([key, value]) => [key, typeof value === 'object' ? typedBoth(value) : value]),
  );

/** Kinds of change by which an organ is read otherwise. */
const SAID: readonly string[] = ['say-of-oneself', 'rename-organ'];

/** What the organ says of itself, as citizens read it: what stands, and what was said before. */
export function About({ view }: { view: PeopleView }) {
  const { t, pick, when } = useWords();
  const list = useChangeList();
  const { about, saidFirst } = view;
  const before = view.requests.filter((r) => r.decided?.approved && r.changes.some((c) => SAID.includes(c.kind)));
  return (
    <>
      <Section id="about" title={pick(view.organ.name)}>
        {about ? (
          <ChangeFacts change={{ ...asTyped(about), kind: 'say-of-oneself' }} names={{}} />
        ) : (
          <Empty>{t('还没有填写本机关信息。', 'Nothing was said of the authority yet.')}</Empty>
        )}
        <p className="quiet">
          {t(
            '公众在举报页面、回执和文书上看到的就是这些。修改由系统管理员提出，正职负责人同意，安全管理员批准。',
            'Citizens read this where they tell a tip, on receipts and letters. The administrator asks for a change, the principal consents, the security administrator approves.',
          )}
        </p>
        {view.may.ask ? (
          <div className="buttons">
            <Button
              onClick={() => list.begin({ kind: 'say-of-oneself', settled: {}, values: about ? asTyped(about) : {} })}
            >
              {t('修改本机关信息', 'Change who we are')}
            </Button>
            <Button onClick={() => list.begin({ kind: 'rename-organ', settled: {}, values: {} })}>
              {t('机关更名', 'Rename the organ')}
            </Button>
          </div>
        ) : null}
      </Section>
      <Section id="before" title={t('修改记录', 'History')}>
        {before.length === 0 ? (
          <Empty>{t('还没有修改过。', 'It was never changed.')}</Empty>
        ) : (
          <ul className="requests">
            {before.map((r) => (
              <li key={r.number}>
                <h3>{r.decided ? when(r.decided.at) : ''}</h3>
                <p className="quiet">
                  {t(
                    `${pick(r.by.name)}申请，${r.consented ? `${pick(r.consented.by.name)}同意，` : ''}${r.decided ? pick(r.decided.by.name) : ''}批准。理由：${r.reason}`,
                    `Asked by ${pick(r.by.name)}${r.consented ? `, consented to by ${pick(r.consented.by.name)}` : ''}, approved by ${r.decided ? pick(r.decided.by.name) : ''}. Reason: ${r.reason}`,
                  )}
                </p>
                {r.changes.map((c) =>
                  SAID.includes(c.kind) ? <ChangeFacts key={c.kind} change={c} names={{}} /> : null,
                )}
              </li>
            ))}
            {saidFirst ? (
              <li>
                <h3>{when(saidFirst.setUpAt)}</h3>
                <p className="quiet">{t('机关开办时。', 'As the authority was set up.')}</p>
                <ChangeFacts change={{ ...asTyped(saidFirst), kind: 'say-of-oneself' }} names={{}} />
              </li>
            ) : null}
          </ul>
        )}
      </Section>
    </>
  );
}
