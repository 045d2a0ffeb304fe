import type { Session } from '../api/session.tsx';
import { FactorSetting } from '../parts/factor-setting.tsx';
import { SignInCard, SignOut } from '../parts/sign-in-card.tsx';
import { useWords } from '../words/words.tsx';

/** Before anything else, for whoever holds a post that needs a second factor and has none. */
export default function FirstFactor({ session, done }: { session: Session; done: () => void }) {
  const { t } = useWords();
  return (
    <SignInCard title={t('设置第二验证因素', 'Set a second factor')}>
      <p>
        {t(
          '您的岗位须用密码和手机验证码两步登录。设置之后才能开始工作。',
          'Your post signs in with a password and a code of your phone. Set it, then work begins.',
        )}
      </p>
      <FactorSetting login={session.me.login} done={done} />
      <SignOut session={session} />
    </SignInCard>
  );
}
