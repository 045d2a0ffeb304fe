import { Button, Form, Input, Radio, Tag } from 'antd';
import { useState } from 'react';
import type { AccountChange } from '../../../domain/authority/types.ts';
import { call } from '../api/client.ts';
import type { AccountRequestView, AccountsView } from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { type Control, SearchedPicker } from '../form/pickers.tsx';
import { useFormDoing } from '../form/use-form-doing.ts';
import { Decision } from '../parts/decision.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { type Given, OneTimePasswords } from '../parts/one-time-passwords.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { labelOf, optionsOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

/** Accounts of the authority: one of the officers of the system asks for something, another approves it. */
export default function Accounts() {
  const { t } = useWords();
  const found = useGet<AccountsView>('/api/authority/accounts');
  const [given, setGiven] = useState<Given | null>(null);
  return (
    <Page title={t('账号', 'Accounts')} aside={<ReadAt from={found} />}>
      {given ? <OneTimePasswords given={[given]} done={() => setGiven(null)} /> : null}
      <Reading from={found} what={t('账号', 'the accounts')}>
        {({ people, requests }) => (
          <>
            <Section id="requests" title={t('申请', 'Requests')}>
              {requests.length === 0 ? (
                <Empty>{t('还没有申请。', 'Nothing was asked yet.')}</Empty>
              ) : (
                <ul className="requests">
                  {requests.map((r) => (
                    <li key={r.number}>
                      <Request request={r} done={found.reload} give={setGiven} />
                    </li>
                  ))}
                </ul>
              )}
            </Section>
            {people.some((p) => p.may) ? <Asking done={found.reload} /> : null}
          </>
        )}
      </Reading>
    </Page>
  );
}

function Request({
  request,
  done,
  give,
}: {
  request: AccountRequestView;
  done: () => void;
  give: (given: Given) => void;
}) {
  const { t, pick, when } = useWords();
  const { number, person, what, reason, by, at, decided } = request;
  return (
    <>
      <h3>
        {pick(labelOf(`account.${what}`))} · {pick(person.name)}{' '}
        {decided ? (
          <Tag color={decided.approved ? 'success' : 'default'}>
            {decided.approved ? t('已办理', 'Done') : t('已退回', 'Declined')}
          </Tag>
        ) : (
          <Tag color="warning">{t('等待批准', 'Waits to be approved')}</Tag>
        )}
      </h3>
      <dl className="facts">
        <div>
          <dt>{t('申请', 'Asked by')}</dt>
          <dd>
            {pick(by.name)} · {when(at)}
          </dd>
        </div>
        <div>
          <dt>{t('理由', 'Reason')}</dt>
          <dd className="as-typed">{reason}</dd>
        </div>
        {decided ? (
          <div>
            <dt>{decided.approved ? t('批准', 'Approved by') : t('退回', 'Declined by')}</dt>
            <dd className="as-typed">
              {[pick(decided.by.name), when(decided.at), decided.reason].filter(Boolean).join(' · ')}
            </dd>
          </div>
        ) : null}
      </dl>
      {request.mayDecide ? (
        <Decide number={number} done={done} give={(password) => give({ name: person.name, password })} />
      ) : null}
    </>
  );
}

function Decide({ number, done, give }: { number: number; done: () => void; give: (password: string) => void }) {
  const { t } = useWords();
  const at = `/api/authority/accounts/requests/${number}`;
  const approve = () =>
    call<{ password: string | null }>(`${at}/approval`, { method: 'POST' }).then(({ password }) => {
      if (password !== null) give(password);
    });
  return (
    <Decision
      steps={[{ name: 'approve', title: t('批准并办理', 'Approve, and do it'), send: approve }]}
      sendsBack={{ at }}
      done={done}
    />
  );
}

interface Asked {
  person: string;
  what: AccountChange;
  reason: string;
}

/** Somebody of the authority about whose account something may be asked, found by a part of the name. */
function AccountPicker(control: Control<string>) {
  const { t, pick } = useWords();
  const said = (p: AccountsView['people'][number]) =>
    [
      `${pick(p.name)} (${p.login})`,
      p.roles.map((role) => pick(labelOf(`role.${role}`))).join(t('、', ', ')),
      p.locked ? t('已锁定', 'locked') : null,
      p.factor ? t('有第二验证因素', 'has a second factor') : null,
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <SearchedPicker<AccountsView>
      {...control}
      path={(wanted) => {
        const q = wanted.trim();
        return `/api/authority/accounts${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`;
      }}
      offer={(data) =>
        (data?.people ?? []).flatMap((p) =>
          p.may ? [{ value: p.id, label: said(p), sought: [p.login, p.name.zh, p.name.en].join(' ') }] : [],
        )
      }
      placeholder={t('输入姓名或者用户名', 'Type a name or a sign-in name')}
      words={{
        failed: t('读不到人员，请再输入一次。', 'People could not be read: type again.'),
        none: t('没有找到', 'Nothing found'),
      }}
    />
  );
}

function Asking({ done }: { done: () => void }) {
  const { t, pick } = useWords();
  const [form] = Form.useForm<Asked>();
  const { busy, failure, work } = useFormDoing(form, ['person', 'what', 'reason']);
  return (
    <Section id="ask" title={t('提出申请', 'Ask for something')}>
      <p className="quiet">
        {t(
          '须由另一人批准后才生效；生效时此人的全部登录会话结束，两人的姓名、理由和时间都记录在案。',
          'Nothing is done before another person approves it; then every session of the person ends, and both names, the reason and the moment are on record.',
        )}
      </p>
      <Form
        form={form}
        name="ask"
        layout="vertical"
        requiredMark={false}
        className="narrow-form spaced"
        onFinish={(asked: Asked) =>
          void work('ask', async () => {
            await call('/api/authority/accounts/requests', { method: 'POST', body: asked });
            form.resetFields();
            done();
          })
        }
      >
        <Form.Item
          name="person"
          label={t('人员', 'Person')}
          rules={[{ required: true, message: t('请选择人员', 'Choose a person') }]}
        >
          <AccountPicker />
        </Form.Item>
        <Form.Item
          name="what"
          label={t('事项', 'What')}
          rules={[{ required: true, message: t('请选择事项', 'Choose what') }]}
        >
          <Radio.Group vertical options={optionsOf('account').map((o) => ({ value: o.value, label: pick(o) }))} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('理由', 'Reason')}
          rules={[{ required: true, whitespace: true, message: t('请填写理由', 'Give a reason') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        {failure ? <FailureNote failure={failure} /> : null}
        <Button type="primary" htmlType="submit" loading={busy !== null} className="submit">
          {t('提交申请', 'Ask')}
        </Button>
      </Form>
    </Section>
  );
}
