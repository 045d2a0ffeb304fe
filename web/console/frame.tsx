import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { NavLink } from 'react-router';
import { CASE_ROLES } from '../../domain/people/types.ts';
import { useSession } from './api/session.tsx';
import { LanguageSwitch } from './parts/language-switch.tsx';
import { Logo } from './parts/logo.tsx';
import { labelOf } from './words/labels.ts';
import { useWords } from './words/words.tsx';

/** Head with the way to every page this person has, and the page below. */
export function Frame({ children }: { children: ReactNode }) {
  const { t, pick } = useWords();
  const { me, has, signOut } = useSession();
  const [leaving, setLeaving] = useState(false);
  const works = has(...CASE_ROLES);
  const links: [string, string][] = [
    ...(works
      ? ([
          ['/', t('待办', 'Work list')],
          ['/deadlines', t('期限看板', 'Deadlines')],
          ['/search', t('查找', 'Search')],
        ] as [string, string][])
      : []),
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
    ...(has('admin', 'approver', 'auditor') ? ([['/accounts', t('账号', 'Accounts')]] as [string, string][]) : []),
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
                </NavLink>
              ))}
            </nav>
            <div className="me">
              <NavLink to="/account" className="me-name" title={t('我的账号', 'My account')}>
                <b>{name}</b>
                {roles.length === 1 && roles[0] === name ? null : <span>{roles.join(t('、', ', '))}</span>}
              </NavLink>
              <LanguageSwitch />
              <Button
                size="small"
                ghost
                loading={leaving}
                onClick={() => {
                  setLeaving(true);
                  signOut().catch(() => setLeaving(false));
                }}
              >
                {t('退出', 'Sign out')}
              </Button>
            </div>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
