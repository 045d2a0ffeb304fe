import { useQuery } from '@tanstack/react-query';
import { Button, QRCode } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';
import { ProofForm } from './proof-form.tsx';
import { Waiting } from './reading.tsx';

interface Draft {
  secret: string;
  uri: string;
  draft: string;
}

/** Recovery codes, which are shown this once: to write down, print, or keep as a file. */
export function RecoveryCodes({ login, codes, done }: { login: string; codes: string[]; done: () => void }) {
  const { t } = useWords();
  const text = `${t('明察 恢复码', 'Mingcha recovery codes')} ${login}\n${codes.join('\n')}\n`;
  return (
    <div className="recovery">
      <h3>{t('恢复码', 'Recovery codes')}</h3>
      <p>
        {t(
          '手机不在身边时，用一个恢复码代替验证码，每个只能用一次。现在是唯一一次显示：请抄下、打印或者存成文件，放在只有您能拿到的地方，不要存在手机里。',
          'Without your phone, a recovery code serves in place of a code, once each. They are shown now and never again: write them down, print them or keep the file where only you get at it, not on the phone.',
        )}
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row-of-buttons">
        <a download="mingcha-recovery-codes.txt" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}>
          {t('存成文件', 'Keep as a file')}
        </a>
        <Button onClick={() => window.print()}>{t('打印', 'Print')}</Button>
        <Button type="primary" onClick={done}>
          {t('我已保存好', 'I have kept them')}
        </Button>
      </div>
    </div>
  );
}

/**
 * Sets a second factor: a secret for the authenticator, one code to confirm it, then the recovery codes.
 * @param drafted a secret that was asked for already; without it one is asked for
 */
export function FactorSetting({ login, drafted, done }: { login: string; drafted?: Draft; done: () => void }) {
  const { t } = useWords();
  const [codes, setCodes] = useState<string[] | null>(null);
  const asked = useQuery({
    queryKey: ['/api/session/factor/draft'],
    queryFn: ({ queryKey: [path = ''], signal }) => call<Draft>(path, { method: 'POST', body: {}, signal }),
    enabled: drafted === undefined,
    // Another secret than the one that is in the authenticator by now would be of no use.
    staleTime: 'static',
  });
  const draft = drafted ?? asked.data;

  if (codes) return <RecoveryCodes login={login} codes={codes} done={done} />;
  if (asked.error && !asked.isFetching) return <FailureNote failure={asked.error} retry={() => void asked.refetch()} />;
  if (!draft) return <Waiting what={t('正在生成密钥…', 'Making a secret…')} />;
  return (
    <div>
      <ol className="factor-steps">
        <li>
          {t(
            '在手机上打开验证器应用（任何支持 TOTP 的都可以），扫描二维码，或者手工输入密钥。',
            'Open an authenticator on your phone (any that does TOTP) and scan the picture, or type the secret.',
          )}
          <QRCode
            type="svg"
            value={draft.uri}
            size={196}
            marginSize={4}
            color="#000"
            bgColor="#fff"
            bordered={false}
            role="img"
            aria-label={t('密钥的二维码，与下面的文字相同', 'The secret as a QR code, the same as the text below')}
          />
          <p className="secret">
            {t('密钥：', 'Secret: ')}
            <code>{draft.secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
        </li>
        <li>{t('填写验证器显示的验证码。', 'Enter the code that it shows.')}</li>
      </ol>
      <ProofForm
        asks={['code']}
        login={login}
        recovery={false}
        words={{ send: t('确认并启用', 'Confirm'), sending: t('正在确认…', 'Confirming…') }}
        send={({ code }) =>
          call<{ codes: string[] }>('/api/session/factor', { method: 'POST', body: { draft: draft.draft, code } }).then(
            (answer) => setCodes(answer.codes),
          )
        }
      />
    </div>
  );
}
