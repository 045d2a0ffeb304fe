import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { call, Failure } from '../../api/client.ts';
import type { CaseView, FactSheet, Json } from '../../api/types.ts';
import { useDoing } from '../../api/use-doing.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';

const Identity = lazy(() => import('./identity.tsx'));

const text = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What the tip says, never who told it; and the way to ask for that where there is something in it. */
export function Tip({ view, path }: { view: CaseView; path: string }) {
  const { t } = useWords();
  const [opening, setOpening] = useState(false);
  return (
    <Section
      id="tip"
      title={t('举报内容', 'What the tip says')}
      aside={
        view.named && view.tip !== undefined ? (
          <Button size="small" onClick={() => setOpening(true)}>
            {t('申请知悉举报人身份', 'Ask who told')}
          </Button>
        ) : null
      }
    >
      {view.tip === undefined ? (
        <Empty>{t('您的岗位不需要知道举报内容。', 'Your post does not need to know what the tip says.')}</Empty>
      ) : view.tip === null ? (
        <Empty>
          {view.timeline[0]?.damaged
            ? t(
                '举报内容的存储已损坏，无法显示。请通知运行人员核对备份。',
                'What is stored of the tip is damaged and cannot be shown. Please have operations compare the backup.',
              )
            : t('举报内容已按规定销毁。', 'The tip was destroyed as the rules require.')}
        </Empty>
      ) : (
        <TipFacts tip={view.tip} />
      )}
      {view.receiptWaits ? <ReceiptHeld path={path} /> : null}
      {opening ? (
        <Suspense fallback={null}>
          <Identity id={view.id} path={path} close={() => setOpening(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

/** A receipt that who entered the tip was not shown: before anybody else sees it, they say that they hand it over, and that is noted. */
function ReceiptHeld({ path }: { path: string }) {
  const { t } = useWords();
  const { busy, failure, work } = useDoing();
  const [receipt, setReceipt] = useState<string | null>(null);
  const show = async () => {
    const shown = await work('show', () => call<{ receipt: string }>(`${path}/receipt-showing`, { method: 'POST' }));
    if (!(shown instanceof Failure)) setReceipt(shown.receipt);
  };
  return receipt === null ? (
    <>
      <p>
        {t(
          '录入人不得接触本案，查询凭证尚未交给举报人。由您交给举报人时才出示：谁看过永久记入本案；看过的人日后须回避的，凭证即失效。',
          'Who entered this does not see the case, and the tipster does not have the receipt yet. Show it only to hand it over: who has seen it stays in the case for ever, and once one of them is outside the case, it opens nothing.',
        )}
      </p>
      <Button disabled={busy !== null} onClick={() => void show()}>
        {t('出示凭证，以便交给举报人', 'Show the receipt, to hand it over')}
      </Button>
      {failure ? <FailureNote failure={failure} /> : null}
    </>
  ) : (
    <>
      <p>{t('请交给举报人，不要留存：', 'Hand it to the tipster and keep no copy:')}</p>
      <p className="receipt" translate="no">
        {receipt}
      </p>
    </>
  );
}

function TipFacts({ tip }: { tip: FactSheet }) {
  const { t, pick, language } = useWords();
  const accused = (typeof tip.accused === 'object' && tip.accused !== null ? tip.accused : {}) as FactSheet;
  const amount = (typeof tip.amount === 'object' && tip.amount !== null ? tip.amount : null) as FactSheet | null;
  const choice = (group: string, value: Json | undefined) =>
    text(value) ? pick(labelOf(`tip.${group}.${String(value)}`)) : null;
  const conduct = Array.isArray(tip.conduct) ? tip.conduct : [];
  const notPosts = Array.isArray(tip.notPosts) ? tip.notPosts : [];
  const lines: [string, ReactNode][] = [
    [t('被举报人', 'Accused'), text(accused.name)],
    [t('类别', 'Kind'), choice('accused', accused.kind)],
    [t('地址', 'Address'), text(accused.address)],
    [t('统一社会信用代码', 'Code'), text(accused.code)],
    [t('负责人', 'Representative'), text(accused.representative)],
    [t('基金', 'Fund'), choice('fund', tip.fund)],
    [
      t('行为', 'Conduct'),
      conduct.length > 0 ? conduct.map((c) => pick(labelOf(`conduct.${String(c)}`))).join(t('；', '; ')) : null,
    ],
    [t('时间', 'When'), text(tip.when)],
    [t('地点', 'Where'), text(tip.where)],
    [
      t('金额', 'Amount'),
      amount && typeof amount.cny === 'number'
        ? `${amount.cny.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')} ${t('元', 'yuan')} · ${choice('amount', amount.basis) ?? ''}`
        : null,
    ],
    [t('与被举报人关系', 'Relation to the accused'), choice('interest', tip.interest)],
    [t('如何得知', 'How it is known'), choice('known', tip.knownBy)],
    [t('是否涉及工作人员', 'Concerns staff'), choice('staff', tip.concernsStaff)],
    [t('举报人不希望接触本案的人员', 'Who shall not see it, says the tipster'), text(tip.notThese)],
    [
      t('举报人勾选的不能看到的岗位', 'Posts that shall not see it, ticked by the tipster'),
      notPosts.length > 0 ? notPosts.map((id) => pick(labelOf(`tip.away.${String(id)}`))).join(t('；', '; ')) : null,
    ],
    [t('举报人选择的受理岗位', 'Door chosen by the tipster'), choice('door', tip.door)],
  ];
  return (
    <>
      <blockquote className="told">{text(tip.clue)}</blockquote>
      <dl className="facts">
        {lines
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
