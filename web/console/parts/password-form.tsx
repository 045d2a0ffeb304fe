import { Button, Form, Input } from 'antd';
import { PASSWORD_LEAST } from '../../../domain/people/types.ts';
import { call } from '../api/client.ts';
import { useFormDoing } from '../form/use-form-doing.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';

interface Typed {
  current: string;
  next: string;
  again: string;
}

/** Sets one's own password. What the server refuses is said at its field. */
export function PasswordForm({ login, done }: { login: string; done: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<Typed>();
  const { busy, failure, work } = useFormDoing(form, ['current', 'next']);
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ current, next }: Typed) =>
        void work('set', async () => {
          await call('/api/session/password', { method: 'POST', body: { current, next } });
          form.resetFields();
          done();
        })
      }
    >
      {/* So that what keeps passwords knows whose it is. */}
      <input hidden type="text" autoComplete="username" value={login} readOnly />
      <Form.Item
        name="current"
        label={t('现在的密码', 'Present password')}
        rules={[{ required: true, message: t('请填写现在的密码', 'Enter your present password') }]}
      >
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('新密码', 'New password')}
        extra={t(
          `至少${PASSWORD_LEAST}个字符。几个互不相干的词连成一句就很好；不必混用符号，也不用定期更换。`,
          `${PASSWORD_LEAST} characters or more. Several words that have nothing to do with each other are good; no signs are needed, and it need not be changed from time to time.`,
        )}
        rules={[{ required: true, message: t('请填写新密码', 'Enter a new password') }]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('再输一遍新密码', 'New password again')}
        dependencies={['next']}
        // Not on leaving the field: what appears there then moves the button away from under the pointer that is pressing it.
        validateTrigger={[]}
        rules={[
          {
            validator: async (_, again: string | undefined) => {
              if (again !== form.getFieldValue('next'))
                throw new Error(t('两次输入的新密码不一样', 'The two new passwords differ'));
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" size="large" />
      </Form.Item>
      {failure ? <FailureNote failure={failure} /> : null}
      <Button type="primary" htmlType="submit" size="large" loading={busy !== null} className="submit">
        {busy !== null ? t('正在保存…', 'Saving…') : t('设置新密码', 'Set the new password')}
      </Button>
    </Form>
  );
}
