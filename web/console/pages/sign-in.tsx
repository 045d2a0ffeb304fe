import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call, callInLine, type Failure, failureOf } from '../api/client.ts';
import type { Here, Me } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { useGet } from '../api/use-get.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { ProofForm } from '../parts/proof-form.tsx';
import { SignInCard } from '../parts/sign-in-card.tsx';
import { useWords } from '../words/words.tsx';

/** Name and password, then, where there is a second factor, a code. */
function SignInForm({ done, login }: { done: (me: Me) => void; login?: string }) {
  const [waiting, setWaiting] = useState<string | null>(null);
  const [over, setOver] = useState<Failure | null>(null);
  if (waiting === null)
    return (
      <PasswordStep
        done={done}
        over={over}
        codeNeeded={(name) => {
          setOver(null);
          setWaiting(name);
        }}
        {...(login ? { login } : {})}
      />
    );
  return (
    <CodeStep
      login={waiting}
      done={done}
      again={(why) => {
        setOver(why);
        setWaiting(null);
      }}
    />
  );
}

function CodeStep({
  login,
  done,
  again,
}: {
  login: string;
  done: (me: Me) => void;
  again: (why: Failure | null) => void;
}) {
  const { t } = useWords();
  return (
    <>
      <ProofForm
        asks={['code']}
        login={login}
        focus
        words={{ send: t('登录', 'Sign in'), sending: t('正在登录…', 'Signing in…') }}
        send={({ code }) =>
          call<Me>('/api/session/code', { method: 'POST', body: { code } }).then(done, (error: unknown) => {
            const no = failureOf(error);
            if (no.problem?.code !== 'sign-in-over') throw no;
            again(no);
          })
        }
      />
      <p className="quiet">
        <Button size="small" onClick={() => again(null)}>
          {t('换一个用户名登录', 'Begin again')}
        </Button>
      </p>
    </>
  );
}

function PasswordStep({
  done,
  codeNeeded,
  over,
  login,
}: {
  done: (me: Me) => void;
  codeNeeded: (login: string) => void;
  over: Failure | null;
  login?: string;
}) {
  const { t } = useWords();
  const { busy, failure, work } = useDoing();
  /** Who has to wait in a line is told how it stands. */
  const [standing, setStanding] = useState<Failure | null>(null);
  const why = busy === null ? (failure ?? over) : standing;
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ login: login ?? '' }}
      onFinish={(body: { login: string; password: string }) => {
        const name = body.login.trim();
        setStanding(null);
        void work('sign in', async () => {
          const sent = { method: 'POST', body: { ...body, login: name } } as const;
          const answer = await callInLine<Me | { codeNeeded: true }>('/api/session', sent, setStanding);
          if ('codeNeeded' in answer) codeNeeded(name);
          else done(answer);
        });
      }}
    >
      <Form.Item
        name="login"
        label={t('用户名', 'Sign-in name')}
        rules={[{ required: true, message: t('请填写用户名', 'Enter your sign-in name') }]}
      >
        <Input autoComplete="username" autoFocus={!login} size="large" spellCheck={false} autoCapitalize="none" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('密码', 'Password')}
        rules={[{ required: true, message: t('请填写密码', 'Enter your password') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={Boolean(login)} size="large" />
      </Form.Item>
      {why ? <FailureNote failure={why} /> : null}
      <Button type="primary" htmlType="submit" size="large" block loading={busy !== null} className="submit">
        {busy !== null ? t('正在登录…', 'Signing in…') : t('登录', 'Sign in')}
      </Button>
    </Form>
  );
}

export function SignIn({ done }: { done: (me: Me) => void }) {
  const { t } = useWords();
  const { demo = false } = useGet<Here>('/api/authority').data ?? {};
  return (
    <SignInCard title={t('工作人员登录', 'Sign in for staff')}>
      <SignInForm done={done} />
      {demo ? (
        <p className="quiet">
          {t(
            '示范环境的用户名和密码在系统启动时显示在命令窗口中。',
            'In a demonstration the sign-in names and the password are printed where the system was started.',
          )}
        </p>
      ) : null}
      <p className="quiet">
        <a href="/">{t('我要举报或查询进展（公众页面）', 'Tell a tip or come back to one (public pages)')}</a>
      </p>
    </SignInCard>
  );
}

/** Over the page, when the session ended in the middle of work: nothing that was typed is lost. */
export function SignInAgain({ login, done }: { login: string; done: (me: Me) => void }) {
  const { t } = useWords();
  return (
    <Modal
      open
      title={t('登录已过期', 'Your session has ended')}
      footer={null}
      closable={false}
      mask={{ closable: false }}
    >
      <p>
        {t(
          '请重新登录。页面上填写的内容还在，登录后可以继续提交。',
          'Please sign in again. What you typed is still here and can be sent afterwards.',
        )}
      </p>
      <SignInForm done={done} login={login} />
    </Modal>
  );
}
