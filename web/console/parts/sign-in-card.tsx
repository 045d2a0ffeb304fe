import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Session } from '../api/session.tsx';
import type { Here } from '../api/types.ts';
import { useDoing } from '../api/use-doing.ts';
import { useGet } from '../api/use-get.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';

/** A page before the work begins: signing in, and what comes before anything else. */
export function SignInCard({ title, children }: { title: string; children: ReactNode }) {
  const { pick } = useWords();
  const { name = null } = useGet<Here>('/api/authority').data ?? {};
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-head">
          <Logo />
          <LanguageSwitch />
        </div>
        {name ? <p className="sign-in-organ">{pick(name)}</p> : null}
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** The way out for whoever is signed in and may do nothing yet. */
export function SignOut({ session }: { session: Session }) {
  const { t } = useWords();
  const { busy, failure, work } = useDoing();
  return (
    <>
      {failure ? <FailureNote failure={failure} /> : null}
      <p className="quiet">
        <Button size="small" loading={busy !== null} onClick={() => void work('sign out', session.signOut)}>
          {t('退出', 'Sign out')}
        </Button>
      </p>
    </>
  );
}
