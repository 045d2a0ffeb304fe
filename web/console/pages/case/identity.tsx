import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { call, Failure } from '../../api/client.ts';
import type { IdentityGround } from '../../api/types.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { IDENTITY_GROUNDS } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';

interface Identity {
  name: string;
  idNumber: string;
  phone?: string;
  email?: string;
  address?: string;
}

/** Two people and a ground open the vault; the opening is an event. Nothing of it stays on the page when the window closes. */
export default function IdentityDialog({ path, close }: { path: string; close: () => void }) {
  const { t, pick } = useWords();
  useReturnFocus();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [identity, setIdentity] = useState<Identity | null>(null);
  const [form] = Form.useForm<{ ground: IdentityGround; login: string; password: string }>();
  return (
    <Modal
      open
      title={t('开启举报人身份', 'Open the tipster’s identity')}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        identity ? (
          <Button type="primary" onClick={close}>
            {t('看完关闭', 'Close')}
          </Button>
        ) : (
          <>
            <Button onClick={close}>{t('取消', 'Cancel')}</Button>
            <Button type="primary" danger loading={busy} onClick={() => form.submit()}>
              {busy ? t('正在开启…', 'Opening…') : t('两人共同开启', 'Open together')}
            </Button>
          </>
        )
      }
    >
      {identity ? (
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
            {(
              [
                [t('姓名', 'Name'), identity.name],
                [t('证件号码', 'ID number'), identity.idNumber],
                [t('电话', 'Telephone'), identity.phone],
                [t('邮箱', 'E-mail'), identity.email],
                [t('地址', 'Address'), identity.address],
              ] as const
            )
              .filter(([, value]) => value)
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </>
      ) : (
        <>
          <Alert
            type="info"
            showIcon
            title={t(
              '须由两人共同开启并说明理由。开启的人、时间和理由将永久记入本案。',
              'Two people and a ground are needed. Who opened it, when and why stays in the case for ever.',
            )}
          />
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            disabled={busy}
            className="spaced"
            onFinish={({ ground, login, password }) => {
              setBusy(true);
              setFailure(null);
              call<Identity>(`${path}/identity`, {
                method: 'POST',
                body: { ground, second: { login: login.trim(), password } },
              })
                .then(setIdentity)
                .catch((error: unknown) => setFailure(error instanceof Failure ? error : new Failure('offline')))
                .finally(() => {
                  form.setFieldValue('password', '');
                  setBusy(false);
                });
            }}
          >
            <Form.Item
              name="ground"
              label={t('理由', 'Ground')}
              rules={[{ required: true, message: t('请选择理由', 'Choose the ground') }]}
            >
              <Radio.Group
                className="stacked"
                options={Object.entries(IDENTITY_GROUNDS).map(([value, label]) => ({ value, label: pick(label) }))}
              />
            </Form.Item>
            <Form.Item
              name="login"
              label={t('第二人用户名', 'Sign-in name of the second person')}
              rules={[
                { required: true, message: t('请第二人填写用户名', 'The second person enters their sign-in name') },
              ]}
            >
              <Input autoComplete="off" spellCheck={false} />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('第二人密码', 'Password of the second person')}
              rules={[{ required: true, message: t('请第二人填写密码', 'The second person enters their password') }]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            {failure ? (
              <FailureNote failure={failure}>
                {failure.problem?.status === 404 ? (
                  <p>
                    {t(
                      '两人都须有权查看本案，例如本案的另一名承办人。',
                      'Both must be people who may see this case, such as its other officer.',
                    )}
                  </p>
                ) : null}
              </FailureNote>
            ) : null}
          </Form>
        </>
      )}
    </Modal>
  );
}
