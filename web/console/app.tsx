import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale/index';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { CASE_ROLES } from '../../domain/people/types.ts';
import { call, onSignedOut } from './api/client.ts';
import { queries } from './api/queries.ts';
import { type Session, SessionContext } from './api/session.tsx';
import type { Me } from './api/types.ts';
import { useGet } from './api/use-get.ts';
import { Frame } from './frame.tsx';
import { FirstPassword } from './pages/first-password.tsx';
import { SignIn, SignInAgain } from './pages/sign-in.tsx';
import { Boundary } from './parts/boundary.tsx';
import { FailureNote } from './parts/failure-note.tsx';
import { Waiting } from './parts/reading.tsx';
import { THEME } from './theme.ts';
import { useWords, WordsProvider } from './words/words.tsx';

const Worklist = lazy(() => import('./pages/worklist.tsx'));
const CasePage = lazy(() => import('./pages/case/case-page.tsx'));
const News = lazy(() => import('./pages/news.tsx'));
const Search = lazy(() => import('./pages/search.tsx'));
const Deadlines = lazy(() => import('./pages/deadlines.tsx'));
const Handover = lazy(() => import('./pages/handover.tsx'));
const Enter = lazy(() => import('./pages/enter.tsx'));
const IdentityRequests = lazy(() => import('./pages/identity-requests.tsx'));
const Journal = lazy(() => import('./pages/journal.tsx'));
const Oversight = lazy(() => import('./pages/oversight.tsx'));
const Admin = lazy(() => import('./pages/admin.tsx'));
const Accounts = lazy(() => import('./pages/accounts.tsx'));
const People = lazy(() => import('./pages/people.tsx'));
const Calendars = lazy(() => import('./pages/calendars.tsx'));
const Law = lazy(() => import('./pages/law/law-page.tsx'));
const FirstFactor = lazy(() => import('./pages/first-factor.tsx'));
const Account = lazy(() => import('./pages/account.tsx'));
const NotFound = lazy(() => import('./pages/not-found.tsx'));

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <WordsProvider>
        <Kit />
      </WordsProvider>
    </QueryClientProvider>
  );
}

function Kit() {
  const { language, t } = useWords();
  return (
    <ConfigProvider
      theme={THEME}
      locale={(language === 'zh' ? zhCN : enUS) as Locale}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: 'optional' }}
    >
      <AntApp>
        <Boundary
          title={t('页面出了问题，可能是系统刚更新。', 'The page broke, perhaps because the system was just updated.')}
          again={t('重新打开', 'Open again')}
        >
          <SignedIn />
        </Boundary>
      </AntApp>
    </ConfigProvider>
  );
}

/** Asks once who is here; keeps the page when the session ends in the middle of work. */
function SignedIn() {
  const { t } = useWords();
  const first = useGet<Me>('/api/session');
  const [me, setMe] = useState<Me | null>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (first.data) setMe(first.data);
  }, [first.data]);
  useEffect(() => onSignedOut(() => setOver(true)), []);

  const signedIn = useCallback(
    (who: Me) => {
      setOver(false);
      // Another person must not see what the first had on the screen.
      if (me && me.id !== who.id) location.assign('/console/');
      else setMe(who);
    },
    [me],
  );

  const session = useMemo<Session | null>(
    () =>
      me && {
        me,
        has: (...roles) => roles.some((role) => me.roles.includes(role)),
        async signOut() {
          await call('/api/session', { method: 'DELETE' });
          location.assign('/console/');
        },
      },
    [me],
  );

  if (!session) {
    if (first.loading) return <Opening what={t('正在打开工作台…', 'Opening the console…')} />;
    if (first.failure && first.failure.problem?.status !== 401) {
      return (
        <div className="page narrow">
          <FailureNote failure={first.failure} retry={first.reload} />
        </div>
      );
    }
    return <SignIn done={signedIn} />;
  }
  if (session.me.oneTime) {
    return <FirstPassword session={session} done={() => setMe({ ...session.me, oneTime: false })} />;
  }
  if (session.me.factorNeeded) {
    return (
      <Suspense fallback={<Opening what={t('正在打开…', 'Opening…')} />}>
        <FirstFactor session={session} done={() => setMe({ ...session.me, factorNeeded: false })} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={session}>
      <BrowserRouter basename="/console">
        <Frame>
          <Suspense fallback={<Opening what={t('正在打开…', 'Opening…')} />}>
            <Pages session={session} />
          </Suspense>
        </Frame>
      </BrowserRouter>
      {over ? <SignInAgain login={session.me.login} done={signedIn} /> : null}
    </SessionContext>
  );
}

function Opening({ what }: { what: string }) {
  return (
    <div className="page">
      <Waiting what={what} />
    </div>
  );
}

function Pages({ session }: { session: Session }) {
  const cases = session.has(...CASE_ROLES);
  const home = cases
    ? null
    : session.has('custodian')
      ? '/identity-requests'
      : session.has('inspector')
        ? '/oversight'
        : session.has('approver', 'auditor')
          ? '/accounts'
          : '/admin';
  return (
    <Routes>
      <Route path="/" element={home ? <Navigate to={home} replace /> : <Worklist />} />
      <Route path="/cases/:id" element={<CasePage />} />
      <Route path="/news" element={<News />} />
      <Route path="/search" element={<Search />} />
      <Route path="/deadlines" element={<Deadlines />} />
      <Route path="/handover" element={<Handover />} />
      <Route path="/enter" element={<Enter />} />
      <Route path="/identity-requests" element={<IdentityRequests />} />
      <Route path="/oversight" element={<Oversight />} />
      <Route path="/journal" element={<Journal />} />
      <Route path="/law" element={<Law />} />
      <Route path="/admin" element={<Admin />} />
      <Route path="/accounts" element={<Accounts />} />
      <Route path="/people/*" element={<People />} />
      <Route path="/calendars" element={<Calendars />} />
      <Route path="/account" element={<Account />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
