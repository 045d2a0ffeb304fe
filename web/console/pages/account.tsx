import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { CASE_ROLES } from '../../../domain/people/types.ts';
import { call } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import type { AccountRequestView, Bilingual, SessionView, SignInView } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { useGet } from '../api/use-get.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { PasswordForm } from '../parts/password-form.tsx';
import { Reading } from '../parts/reading.tsx';
import { labelOf } from '../words/labels.ts';
import { when } from '../words/time.ts';
import { useWords } from '../words/words.tsx';
import { Digest } from './own-digest.tsx';
import { Factor } from './own-factor.tsx';

type OwnSession = Omit<SessionView, 'staff'> & { this: boolean };
interface Line {
  at: string;
  outcome: SignInView['outcome'];
  by: { id: string; name: Bilingual } | null;
}

const OUTCOMES: Record<SignInView['outcome'], Bilingual> = {
  in: { zh: '登录成功', en: 'Signed in' },
  wrong: { zh: '密码不对', en: 'Wrong password' },
  held: { zh: '尝试过于频繁，暂未受理', en: 'Too many tries, not let through' },
  ended: { zh: '登录会话被结束', en: 'A session was ended' },
  differs: { zh: '账号与登记时不一致，未放行', en: 'The account was not as recorded, not let in' },
  password: { zh: '修改了密码，其他登录会话已结束', en: 'The password was changed, other sessions ended' },
  half: { zh: '密码正确，等待验证码', en: 'The password was right, a code was asked for' },
  'wrong-code': { zh: '验证码不对', en: 'Wrong code' },
  recovery: { zh: '用恢复码登录成功', en: 'Signed in with a recovery code' },
  expired: { zh: '一次性密码已失效，未放行', en: 'The one-time password had ended, not let in' },
  factor: { zh: '设置了第二验证因素，其他登录会话已结束', en: 'A second factor was set, other sessions ended' },
  'factor-gone': { zh: '停用了第二验证因素', en: 'The second factor was taken away' },
  codes: { zh: '重新生成了恢复码', en: 'Recovery codes were made anew' },
  reset: { zh: '账号经两人办理重置，登录会话已结束', en: 'The account was reset by two others, sessions ended' },
  locked: { zh: '账号经两人办理锁定', en: 'The account was locked by two others' },
  unlocked: { zh: '账号经两人办理解锁', en: 'The account was unlocked by two others' },
  left: { zh: '离职，账号关闭', en: 'Left, and the account was shut' },
};

function Sessions() {
  const { t, language } = useWords();
  const { signOut } = useSession();
  const sessions = useGet<{ items: OwnSession[] }>('/api/sessions');
  const { busy, failure, work } = useDoing();
  const end = (one: OwnSession) =>
    void work(one.id, async () => {
      await (one.this ? signOut() : call(`/api/sessions/${one.id}`, { method: 'DELETE' }));
      sessions.reload();
    });
  return (
    <Section id="sessions" title={t('登录会话', 'Sessions')}>
      {failure ? <FailureNote failure={failure} /> : null}
      <Reading from={sessions} what={t('登录会话', 'your sessions')}>
        {({ items }) => (
          <ul className="journal">
            {items.map((one) => (
              <li key={one.id}>
                <b>{t(`${when(one.since, language)} 登录`, `Since ${when(one.since, language)}`)}</b>
                <span className="quiet">
                  {t(`最近使用 ${when(one.lastSeen, language)}`, `last used ${when(one.lastSeen, language)}`)}
                </span>
                {one.this ? <Tag>{t('本会话', 'this one')}</Tag> : null}
                <Button
                  size="small"
                  loading={busy === one.id}
                  onClick={() => end(one)}
                  aria-label={t(
                    `结束 ${when(one.since, language)} 的会话`,
                    `End the session of ${when(one.since, language)}`,
                  )}
                >
                  {t('结束', 'End')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Reading>
    </Section>
  );
}

function SignIns() {
  const { t, pick, language } = useWords();
  const lines = useGet<{ items: Line[] }>('/api/session/sign-ins');
  return (
    <Section id="sign-ins" title={t('登录记录', 'Sign-ins')}>
      <p className="quiet">
        {t(
          '用您的用户名登录的尝试，最近的在前。有不是您本人的，请修改密码并告诉系统管理员。',
          'Tries to sign in with your name, the latest first. Is one not yours? Change your password and tell the administrator.',
        )}
      </p>
      <Reading from={lines} what={t('登录记录', 'your sign-ins')}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('还没有记录。', 'There is nothing yet.')}</Empty>
          ) : (
            <ul className="journal">
              {items.map((one) => (
                <li key={`${one.at} ${one.outcome}`}>
                  <b>{pick(OUTCOMES[one.outcome])}</b>
                  {one.by ? <span>{t(`由 ${pick(one.by.name)}`, `by ${pick(one.by.name)}`)}</span> : null}
                  <time dateTime={one.at}>{when(one.at, language)}</time>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </Section>
  );
}

function DoneToMe() {
  const { t, pick, language } = useWords();
  const found = useGet<{ items: AccountRequestView[] }>('/api/session/account');
  return (
    <Section id="done-to-me" title={t('重置和锁定记录', 'Resets and locks')}>
      <Reading from={found} what={t('重置和锁定记录', 'resets and locks')}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{t('没有。', 'Nothing.')}</Empty>
          ) : (
            <ul className="journal">
              {items.map(({ number, what, by, reason, decided }) => (
                <li key={number}>
                  <b>{pick(labelOf(`account.${what}`))}</b>
                  <span>
                    {t(
                      `${pick(by.name)}申请，${decided ? pick(decided.by.name) : ''}批准；理由：${reason}`,
                      `asked by ${pick(by.name)}, approved by ${decided ? pick(decided.by.name) : ''}; reason: ${reason}`,
                    )}
                  </span>
                  {decided ? <time dateTime={decided.at}>{when(decided.at, language)}</time> : null}
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </Section>
  );
}

/** Who I am here, my password and second factor, where I am signed in and who tried to be. */
export default function Account() {
  const { t, pick } = useWords();
  const { me, has } = useSession();
  const queries = useQueryClient();
  const [changed, setChanged] = useState(false);
  return (
    <Page title={t('我的账号', 'My account')}>
      <Section id="who" title={pick(me.name)}>
        <p>
          {t('用户名：', 'Sign-in name: ')}
          <code>{me.login}</code>
        </p>
        <p>
          {t('岗位：', 'Posts: ')}
          {me.roles.map((role) => pick(labelOf(`role.${role}`))).join(t('、', ', '))}
        </p>
      </Section>
      <Section id="password" title={t('修改密码', 'Change of password')}>
        {changed ? (
          <Alert
            type="success"
            showIcon
            role="status"
            className="spaced"
            title={t(
              '密码已修改，您的其他登录会话已结束。',
              'The password is changed, your other sessions have ended.',
            )}
          />
        ) : null}
        <div className="narrow-form">
          <PasswordForm
            login={me.login}
            done={() => {
              setChanged(true);
              // What else the page shows has changed with it.
              queries.invalidateQueries();
            }}
          />
        </div>
      </Section>
      <Factor />
      {has(...CASE_ROLES) ? <Digest /> : null}
      <Sessions />
      <SignIns />
      <DoneToMe />
    </Page>
  );
}
