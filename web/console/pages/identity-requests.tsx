import { Alert, Button, Form, Input, Radio, Tag } from 'antd';
import { useState } from 'react';
import { IDENTITY_GROUND_NAMES } from '../../../domain/law/identity-grounds.ts';
import type { IdentityState } from '../../../domain/people/identity.ts';
import { call } from '../api/client.ts';
import type { Bilingual, Identity, IdentityRequestView } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { useGet } from '../api/use-get.ts';
import { DayPicker } from '../form/pickers.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

const STATES: Record<IdentityState, Bilingual> = {
  asked: { zh: '待批准', en: 'Waits for approval' },
  approved: { zh: '已批准，待打开', en: 'Approved, to be opened' },
  refused: { zh: '不同意', en: 'Refused' },
  opened: { zh: '已打开', en: 'Opened' },
  over: { zh: '已结束，不再显示', en: 'Over, shown no longer' },
};

/** Requests to learn who told that concern this person: to approve, to open, or their own. */
export default function IdentityRequests() {
  const { t } = useWords();
  const found = useGet<{ items: IdentityRequestView[] }>('/api/identity-requests');
  return (
    <Page title={t('身份知悉申请', 'Identity requests')} aside={<ReadAt from={found} />}>
      <Reading from={found} what={t('申请', 'the requests')}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('没有与您有关的申请。', 'No request concerns you.')}</Empty>
          ) : (
            <RequestList items={items} changed={found.reload} level="h2" />
          )
        }
      </Reading>
    </Page>
  );
}

/** The requests, each with what this person can do about it. */
export function RequestList({
  items,
  changed,
  level,
}: {
  items: IdentityRequestView[];
  changed: () => void;
  level: 'h2' | 'h3';
}) {
  return (
    <ul className="requests">
      {items.map((item) => (
        <li key={item.id} className="panel">
          <Request item={item} changed={changed} level={level} />
        </li>
      ))}
    </ul>
  );
}

function Request({
  item,
  changed,
  level: Heading,
}: {
  item: IdentityRequestView;
  changed: () => void;
  level: 'h2' | 'h3';
}) {
  const { t, pick, when, day } = useWords();
  const { busy: doing, failure, work } = useDoing();
  const busy = doing !== null;
  const [identity, setIdentity] = useState<Identity | null>(null);
  const path = `/api/identity-requests/${encodeURIComponent(item.id)}`;
  const ask = <T,>(asked: () => Promise<T>, then: (answer: T) => void) => void work('ask', () => asked().then(then));
  const lines: [string, string | undefined][] = [
    [t('申请人', 'Asked by'), `${pick(item.asker)} · ${when(item.at)}`],
    [t('依据', 'Clause'), item.clause],
    [t('说明', 'Reason'), item.reason],
    [
      item.decided?.granted === false ? t('不同意', 'Refused by') : t('批准', 'Approved by'),
      item.decided && `${pick(item.decided.by)} · ${when(item.decided.at)} · ${item.decided.reason}`,
    ],
    [
      t('暂不告知举报人', 'The tipster is not told yet'),
      item.decided?.withheld &&
        t(
          `至${day(item.decided.withheld.until)}（${item.decided.withheld.clause}）`,
          `until ${day(item.decided.withheld.until)} (${item.decided.withheld.clause})`,
        ),
    ],
    [
      t('打开', 'Opened'),
      item.opened &&
        t(
          `${when(item.opened.at)}，显示至${when(item.opened.until)}`,
          `${when(item.opened.at)}, shown until ${when(item.opened.until)}`,
        ),
    ],
  ];
  return (
    <>
      <Heading>
        {t('案件', 'Case')} {item.number} · {pick(IDENTITY_GROUND_NAMES[item.ground])}{' '}
        <Tag>{pick(STATES[item.state])}</Tag>
      </Heading>
      <dl className="facts">
        {lines.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="as-typed">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {item.damaged ? (
        <p className="quiet">
          {t(
            '部分文字的存储已损坏，无法显示。请通知运行人员核对备份。',
            'What is stored of some of its words is damaged and cannot be shown. Please have operations compare the backup.',
          )}
        </p>
      ) : null}
      {identity ? <Shown identity={identity} /> : null}
      {failure ? <FailureNote failure={failure} /> : null}
      {item.can.includes('read') && !identity ? (
        <Button
          type="primary"
          disabled={busy}
          onClick={() => ask(() => call<Identity>(`${path}/identity`), setIdentity)}
        >
          {t('查看举报人身份', 'Show who told')}
        </Button>
      ) : null}
      {item.can.includes('open') ? (
        <Button
          type="primary"
          disabled={busy}
          onClick={() => ask(() => call(`${path}/opening`, { method: 'POST', body: {} }), changed)}
        >
          {t('为申请人打开', 'Open for who asked')}
        </Button>
      ) : null}
      {item.can.includes('decide') ? (
        <Decide busy={busy} decide={(body) => ask(() => call(`${path}/decision`, { method: 'POST', body }), changed)} />
      ) : null}
    </>
  );
}

function Shown({ identity }: { identity: Identity }) {
  const { t } = useWords();
  const lines: [string, string | undefined][] = [
    [t('姓名', 'Name'), identity.name],
    [t('证件号码', 'ID number'), identity.idNumber],
    [t('电话', 'Telephone'), identity.phone],
    [t('邮箱', 'E-mail'), identity.email],
    [t('地址', 'Address'), identity.address],
  ];
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={t(
          '仅限用于所选理由，不得摘抄、截图、外传。',
          'For the stated ground only: no copies, no pictures, no passing on.',
        )}
      />
      <dl className="facts">
        {lines.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  );
}

interface Decision {
  granted: boolean;
  reason: string;
  until?: string;
  clause?: string;
}

function Decide({ busy, decide }: { busy: boolean; decide: (body: object) => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Decision>();
  const granted = Form.useWatch('granted', form);
  const until = Form.useWatch('until', form);
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={busy}
      className="spaced"
      onFinish={({ granted: yes, reason, until: day, clause }) =>
        decide({ granted: yes, reason, ...(yes && day ? { withheld: { clause, until: day } } : {}) })
      }
    >
      <Form.Item
        name="granted"
        label={t('决定', 'Decision')}
        rules={[{ required: true, message: t('请选择', 'Choose') }]}
      >
        <Radio.Group
          options={[
            { value: true, label: t('批准', 'Approve') },
            { value: false, label: t('不同意', 'Refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('理由', 'Reasons')}
        rules={[{ required: true, whitespace: true, message: t('请写明理由', 'Give the reasons') }]}
      >
        <Input.TextArea count={{ show: true, max: 2000 }} autoSize={{ minRows: 2 }} autoComplete="off" />
      </Form.Item>
      {granted ? (
        <Form.Item
          name="until"
          label={t(
            '暂不告知举报人，至（不填即告知，最长六个月）',
            'Do not tell the tipster until (empty: told; six months at most)',
          )}
        >
          <DayPicker />
        </Form.Item>
      ) : null}
      {granted && until ? (
        <Form.Item
          name="clause"
          label={t('暂不告知的依据', 'Clause for not telling yet')}
          rules={[{ required: true, whitespace: true, message: t('请写明依据', 'Name the clause') }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      ) : null}
      <Button type="primary" htmlType="submit" disabled={busy}>
        {t('作出决定', 'Decide')}
      </Button>
    </Form>
  );
}
