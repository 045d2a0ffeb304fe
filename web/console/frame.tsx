import { Button } from 'antd';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { BY_TWO, CASE_ROLES, CONCERNED_BY_TWO, OFFICERS_OF_THE_SYSTEM } from '../../domain/people/types.ts';
import { useSession } from './api/session.tsx';
import type { PeopleView } from './api/types.ts';
import { useDoing } from './api/use-doing.ts';
import { useGet } from './api/use-get.ts';
import { FailureNote } from './parts/failure-note.tsx';
import { LanguageSwitch } from './parts/language-switch.tsx';
import { Logo } from './parts/logo.tsx';
import { labelOf } from './words/labels.ts';
import { useWords } from './words/words.tsx';

/** Milliseconds after which it is asked again how much is unread. */
const UNREAD_EVERY = 60_000;

/** How much news is unread; nothing where there is none, or while that is not known. */
function Unread() {
  const { t } = useWords();
  const { unread = 0 } = useGet<{ unread: number }>('/api/news/unread', () => UNREAD_EVERY).data ?? {};
  if (unread === 0) return null;
  const shown = unread < 100 ? String(unread) : '99+';
  return (
    <span className="unread-count">
      {shown}
      <span className="only-heard">{t('条未读', ' unread')}</span>
    </span>
  );
}

/** Head with the way to every page this person has, and the page below. */
export function Frame({ children }: { children: ReactNode }) {
  const { t, pick } = useWords();
  const { me, has, signOut } = useSession();
  const { busy, failure, work } = useDoing();
  const works = has(...CASE_ROLES);
  const concerned = has(...CONCERNED_BY_TWO);
  // A head of an organ above another consents to changes of its principal: whether there is one, the API says.
  const beneath = useGet<PeopleView>(has(...BY_TWO.above) && !concerned ? '/api/authority/people' : null);
  const managed = concerned || beneath.data !== undefined;
  const links: [string, string][] = [
    ...(works
      ? ([
          ['/', t('待办', 'Work list')],
          ['/news', t('消息', 'News')],
          ['/deadlines', t('期限看板', 'Deadlines')],
          ['/search', t('查找', 'Search')],
        ] as [string, string][])
      : []),
    // Who asks for changes is told who has held a post for long.
    ...(!works && has('admin') ? ([['/news', t('消息', 'News')]] as [string, string][]) : []),
    ...(has('clerk', 'special') ? ([['/enter', t('录入举报', 'Enter a tip')]] as [string, string][]) : []),
    ...(has('unit-head', 'dept-head', 'principal', 'custodian')
      ? ([['/identity-requests', t('身份申请', 'Identity requests')]] as [string, string][])
      : []),
    ...(has('inspector')
      ? ([
          ['/oversight', t('移送监督', 'Referrals')],
          ['/journal', t('查阅记录', 'Access journal')],
        ] as [string, string][])
      : []),
    ['/law', t('期限规则', 'Law and limits')],
    ...(has('admin', 'legal', 'principal') ? ([['/calendars', t('放假安排', 'Days off')]] as [string, string][]) : []),
    ...(managed ? ([['/people', t('人员', 'People')]] as [string, string][]) : []),
    ...(has(...OFFICERS_OF_THE_SYSTEM) ? ([['/accounts', t('账号', 'Accounts')]] as [string, string][]) : []),
    ...(has('admin') ? ([['/admin', t('系统', 'System')]] as [string, string][]) : []),
  ];
  const roles = me.roles.map((role) => pick(labelOf(`role.${role}`)));
  const name = pick(me.name);
  return (
    <>
      <a className="skip" href="#main">
        {t('跳到正文', 'Skip to the content')}
      </a>
      <header className="head">
        {me.organs.length > 0 ? (
          <div className="organ">
            <p>{me.organs.map(pick).join(t('、', ', '))}</p>
          </div>
        ) : null}
        <div className="bar">
          <div className="bar-inner">
            <NavLink to="/" className="home" aria-label={t('明察，首页', '明察 Mingcha, start')}>
              <Logo />
            </NavLink>
            <nav aria-label={t('主要页面', 'Pages')}>
              {links.map(([to, text]) => (
                <NavLink key={to} to={to} end={to === '/'}>
                  {text}
                  {to === '/news' ? <Unread /> : null}
                </NavLink>
              ))}
            </nav>
            <div className="me">
              <NavLink to="/account" className="me-name" title={t('我的账号', 'My account')}>
                <b>{name}</b>
                {roles.length === 1 && roles[0] === name ? null : <span>{roles.join(t('、', ', '))}</span>}
              </NavLink>
              <LanguageSwitch />
              <Button size="small" ghost loading={busy !== null} onClick={() => void work('sign out', signOut)}>
                {t('退出', 'Sign out')}
              </Button>
            </div>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {failure ? <FailureNote failure={failure} /> : null}
        {children}
      </main>
    </>
  );
}
