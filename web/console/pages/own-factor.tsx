import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { useSession } from '../api/session.tsx';
import type { FactorView } from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { FactorSetting, RecoveryCodes } from '../parts/factor-setting.tsx';
import { Section } from '../parts/page.tsx';
import { ProofForm } from '../parts/proof-form.tsx';
import { Reading } from '../parts/reading.tsx';
import { when } from '../words/time.ts';
import { useWords } from '../words/words.tsx';

type Doing = 'set' | 'renew' | 'codes' | 'remove';
/** So few that it is time to make new ones. */
const FEW = 3;

/** My second factor: whether I have one, how many recovery codes are left, and what can be done about it. */
export function Factor() {
  const { t } = useWords();
  const factor = useGet<FactorView>('/api/session/factor');
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const done = () => {
    setDoing(null);
    // What else the page shows has changed with it.
    queries.invalidateQueries();
  };
  return (
    <Section id="factor" title={t('第二验证因素', 'Second factor')}>
      <Reading from={factor} what={t('第二验证因素', 'your second factor')}>
        {(view) => (
          <>
            <State view={view} />
            {doing ? (
              <div className="narrow-form">
                <Steps doing={doing} done={done} />
                <p className="quiet">
                  <Button size="small" onClick={() => setDoing(null)}>
                    {t('取消', 'Cancel')}
                  </Button>
                </p>
              </div>
            ) : (
              <Choices view={view} choose={setDoing} />
            )}
          </>
        )}
      </Reading>
    </Section>
  );
}

function State({ view: { needed, set } }: { view: FactorView }) {
  const { t, language } = useWords();
  return (
    <>
      <p>
        {set ? <Tag color="success">{t('已启用', 'On')}</Tag> : <Tag>{t('未启用', 'Off')}</Tag>}{' '}
        {set
          ? t(
              `自 ${when(set.since, language)} 起；登录时除密码外还要验证码。`,
              `Since ${when(set.since, language)}: signing in takes a code beside the password.`,
            )
          : t(
              '启用之后，登录时除密码外还要手机上的验证码：别人知道了密码也进不来。',
              'With one, signing in takes a code of your phone beside the password: whoever learns the password stays outside.',
            )}
        {needed ? t('您的岗位须启用。', ' Your post needs it.') : ''}
      </p>
      {set ? (
        <p>
          {t(`还有 ${set.codesLeft} 个恢复码没有用过。`, `Recovery codes left: ${set.codesLeft}.`)}
          {set.codesLeft <= FEW ? <b>{t('请重新生成。', ' Make new ones.')}</b> : null}
        </p>
      ) : null}
    </>
  );
}

function Choices({ view: { needed, set }, choose }: { view: FactorView; choose: (doing: Doing) => void }) {
  const { t } = useWords();
  if (!set)
    return (
      <Button type="primary" onClick={() => choose('set')}>
        {t('启用', 'Set one')}
      </Button>
    );
  return (
    <div className="row-of-buttons">
      <Button onClick={() => choose('renew')}>{t('更换手机或验证器', 'Renew it for another phone')}</Button>
      <Button onClick={() => choose('codes')}>{t('重新生成恢复码', 'New recovery codes')}</Button>
      {needed ? null : <Button onClick={() => choose('remove')}>{t('停用', 'Take it away')}</Button>}
    </div>
  );
}

function Steps({ doing, done }: { doing: Doing; done: () => void }) {
  const { t } = useWords();
  const { me } = useSession();
  const [drafted, setDrafted] = useState<{ secret: string; uri: string; draft: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const sending = t('请稍候…', 'One moment…');
  if (doing === 'set' || drafted)
    return <FactorSetting login={me.login} done={done} {...(drafted ? { drafted } : {})} />;
  if (codes) return <RecoveryCodes login={me.login} codes={codes} done={done} />;
  const post = <T,>(path: string, body: object) => call<T>(`/api/session/factor/${path}`, { method: 'POST', body });
  if (doing === 'codes')
    return (
      <ProofForm
        key="codes"
        asks={['code']}
        login={me.login}
        words={{ send: t('重新生成，原有的作废', 'Make new ones in place of those of before'), sending }}
        send={({ code }) => post<{ codes: string[] }>('codes', { code }).then((answer) => setCodes(answer.codes))}
      />
    );
  const renews = doing === 'renew';
  return (
    <ProofForm
      key={doing}
      asks={['password', 'code']}
      login={me.login}
      words={{ send: renews ? t('继续更换', 'Go on') : t('停用', 'Take it away'), sending }}
      send={(proof) =>
        renews ? post<typeof drafted>('draft', proof).then(setDrafted) : post('removal', proof).then(done)
      }
    />
  );
}
