import { Button } from 'antd';
import type { Session } from '../api/session.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Logo } from '../parts/logo.tsx';
import { PasswordForm } from '../parts/password-form.tsx';
import { useWords } from '../words/words.tsx';

/** Before anything else, for whoever signed in with a password that somebody else knows. */
export function FirstPassword({ session, done }: { session: Session; done: () => void }) {
  const { t } = useWords();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <Logo />
          <LanguageSwitch />
        </div>
        <h1>{t('设置自己的密码', 'Set a password of your own')}</h1>
        <p>
          {t(
            '您用的是一次性密码，别人也知道。设置只有您自己知道的密码之后，才能开始工作。',
            'You signed in with a one-time password that somebody else knows, too. Set one that only you know, then work begins.',
          )}
        </p>
        <PasswordForm login={session.me.login} done={done} />
        <p className="quiet">
          <Button size="small" onClick={() => void session.signOut()}>
            {t('退出', 'Sign out')}
          </Button>
        </p>
      </div>
    </main>
  );
}
