import { Button, Form, Input } from 'antd';
import { useFormDoing } from '../form/use-form-doing.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';

export interface Proof {
  password: string;
  code: string;
}

/** Asks for the present password, a code, or both, and does something with them. What the server refuses is said at its field. */
export function ProofForm({
  asks,
  send,
  words,
  login,
  recovery = true,
  focus = false,
}: {
  asks: readonly (keyof Proof)[];
  send: (proof: Proof) => Promise<unknown>;
  words: { send: string; sending: string };
  login: string;
  /** Whether a recovery code serves, too. */
  recovery?: boolean;
  focus?: boolean;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<Proof>();
  const { busy, failure, work } = useFormDoing(form, asks);
  return (
    <Form
      form={form}
      // Its fields are called by this, and by no name of a section.
      name="proof"
      layout="vertical"
      requiredMark={false}
      onFinish={(proof: Proof) => void work('send', () => send(proof))}
    >
      {asks.includes('password') ? (
        <>
          <input hidden type="text" autoComplete="username" value={login} readOnly />
          <Form.Item
            name="password"
            label={t('现在的密码', 'Present password')}
            rules={[{ required: true, message: t('请填写现在的密码', 'Enter your present password') }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
        </>
      ) : null}
      <Form.Item
        name="code"
        label={t('验证码', 'Code')}
        extra={
          recovery
            ? t(
                '验证器显示的6位数字，或者一个恢复码。',
                'The six figures that your authenticator shows, or a recovery code.',
              )
            : t('验证器现在显示的6位数字。', 'The six figures that your authenticator shows now.')
        }
        rules={[{ required: true, message: t('请填写验证码', 'Enter a code') }]}
      >
        <Input autoComplete="one-time-code" autoFocus={focus} size="large" spellCheck={false} autoCapitalize="none" />
      </Form.Item>
      {failure ? <FailureNote failure={failure} /> : null}
      <Button type="primary" htmlType="submit" size="large" loading={busy !== null} className="submit">
        {busy !== null ? words.sending : words.send}
      </Button>
    </Form>
  );
}
