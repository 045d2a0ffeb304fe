import type { Session } from '../api/session.tsx';
import { PasswordForm } from '../parts/password-form.tsx';
import { SignInCard, SignOut } from '../parts/sign-in-card.tsx';
import { useWords } from '../words/words.tsx';

/** Before anything else, for whoever signed in with a password that somebody else knows. */
export function FirstPassword({ session, done }: { session: Session; done: () => void }) {
  const { t } = useWords();
  return (
    <SignInCard title={t('设置自己的密码', 'Set a password of your own')}>
      <p>
        {t(
          '您用的是一次性密码，别人也知道。设置只有您自己知道的密码之后，才能开始工作。',
          'You signed in with a one-time password that somebody else knows, too. Set one that only you know, then work begins.',
        )}
      </p>
      <PasswordForm login={session.me.login} done={done} />
      <SignOut session={session} />
    </SignInCard>
  );
}
