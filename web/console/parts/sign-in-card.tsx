import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Session } from '../api/session.tsx';
import { useWords } from '../words/words.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';

/** A page before the work begins: signing in, and what comes before anything else. */
export function SignInCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <Logo />
          <LanguageSwitch />
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** The way out for whoever is signed in and may do nothing yet. */
export function SignOut({ session }: { session: Session }) {
  const { t } = useWords();
  return (
    <p className="quiet">
      <Button size="small" onClick={() => void session.signOut()}>
        {t('退出', 'Sign out')}
      </Button>
    </p>
  );
}
