import { Alert } from 'antd';
import { useMemo, useState } from 'react';
import { Link, Navigate, NavLink, Route, Routes, useSearchParams } from 'react-router';
import { useSession } from '../api/session.tsx';
import type { Bilingual, PeopleView } from '../api/types.ts';
import { useGet } from '../api/use-get.ts';
import { HouseContext } from '../form/house.ts';
import { type Given, OneTimePasswords } from '../parts/one-time-passwords.tsx';
import { Page } from '../parts/page.tsx';
import { ReadAt } from '../parts/read-at.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { About } from './people/about.tsx';
import { ChangeDrawer } from './people/change-drawer.tsx';
import { ChangeList, useChecked } from './people/change-list.tsx';
import { Directory } from './people/directory.tsx';
import { ChangeListContext, type ChangeList as List, useKeptList } from './people/draft.ts';
import { Organs } from './people/organs.tsx';
import { Requests } from './people/requests.tsx';
import { Rotation } from './people/rotation.tsx';
import { Tables } from './people/table.tsx';

/** Units, people and posts of the organ, what is asked to change of them, and what the organ says of itself. */
export default function People() {
  const { t } = useWords();
  const [query] = useSearchParams();
  const organ = query.get('organ');
  // Whoever sits in the organ above and in one of their own looks at one after the other.
  const found = useGet<PeopleView>(`/api/authority/people${organ ? `?organ=${encodeURIComponent(organ)}` : ''}`);
  const list = useKeptList();
  return (
    <ChangeListContext value={list}>
      <Page title={t('人员', 'People')} aside={<ReadAt from={found} />}>
        <Reading from={found} what={t('人员', 'the people')}>
          {(view) => <Parts view={view} list={list} reload={found.reload} />}
        </Reading>
      </Page>
    </ChangeListContext>
  );
}

/** Those whom the list adds, so that its other changes can name them. */
function addedBy(list: List): { people: Record<string, Bilingual>; units: Record<string, Bilingual> } {
  const added = { people: {} as Record<string, Bilingual>, units: {} as Record<string, Bilingual> };
  for (const c of list.changes) {
    const name = typeof c.name === 'string' ? { zh: c.name, en: c.name } : (c.name as Bilingual | undefined);
    if (c.kind === 'add-person' && typeof c.login === 'string' && name) added.people[c.login] = name;
    if (c.kind === 'add-unit' && typeof c.id === 'string' && name) added.units[c.id] = name;
  }
  return added;
}

function Parts({ view, list, reload }: { view: PeopleView; list: List; reload: () => void }) {
  const { t, pick } = useWords();
  const { has } = useSession();
  const [given, setGiven] = useState<Given[]>([]);
  const [sent, setSent] = useState<number | null>(null);
  const checked = useChecked(list.changes);
  const house = useMemo(
    () => ({
      units: view.units,
      beneath: view.beneath.filter((o) => o.ended === null),
      added: addedBy(list),
      names: list.names,
      remember: list.remember,
    }),
    [view.units, view.beneath, list],
  );
  const waiting = view.requests.filter((r) => r.decided === null).length;
  // Whoever sits in the organ above reads what waits for it, and nothing else.
  const above = view.units.length === 0;
  const requests = (
    <Requests requests={view.requests} organ={view.organ} before={view.before} done={reload} give={setGiven} />
  );
  const organs = Object.fromEntries(view.beneath.map((o) => [o.id, o.name]));
  const names = { ...organs, ...addedNames(house.added), ...list.names };
  return (
    <HouseContext value={house}>
      <nav className="parts" aria-label={t('人员管理', 'Parts of this page')}>
        {above ? null : (
          <NavLink to="/people" end>
            {t('机构和人员', 'Units and people')}
          </NavLink>
        )}
        <NavLink to="/people/requests">
          {t('申请', 'Requests')}
          {waiting > 0 ? t(`（${waiting}项等待）`, ` (${waiting} waiting)`) : ''}
        </NavLink>
        {above ? null : <NavLink to="/people/table">{t('导入和导出', 'Import and export')}</NavLink>}
        {view.rotation ? (
          <NavLink to="/people/rotation">
            {t('轮岗', 'Rotation')}
            {view.rotation.total > 0 ? t(`（${view.rotation.total}）`, ` (${view.rotation.total})`) : ''}
          </NavLink>
        ) : null}
        {above || (view.beneath.length === 0 && !view.may.ask) ? null : (
          <NavLink to="/people/organs">{t('下级机关', 'Organs beneath')}</NavLink>
        )}
        {above ? null : <NavLink to="/people/about">{t('本机关信息', 'Who we are')}</NavLink>}
      </nav>
      <p className="lead">
        {above
          ? t(
              `您在${pick(view.organ.name)}的上级机关任职：涉及其正职负责人的变更，须由您同意。其他变更由该机关自行办理。`,
              `You sit in the organ above ${pick(view.organ.name)}: changes that concern its principal need your consent. All others are its own.`,
            )
          : has('approver') && !has('admin')
            ? t(
                '变更由系统管理员提出，由您批准；批准之前不作任何改动。涉及系统管理员的，也可以由您提出，由安全审计员批准。',
                'The administrator asks for changes, you approve them; nothing changes before that. Those about the administrator you may ask for as well: the auditor approves them.',
              )
            : view.may.ask
              ? t(
                  '变更由一人提出，另一人批准；批准之前不作任何改动。可以先把几项放入清单，一并提交。',
                  'One person asks for a change, another approves it; nothing changes before that. Several can be put into a list and sent together.',
                )
              : has('auditor')
                ? t(
                    '安全审计员查看全部变更；变更由系统管理员提出，由安全管理员批准。涉及这两个岗位的，由您批准。',
                    'The auditor reads every change. The administrator asks for them, the security administrator approves; where they are about one of these two, you may approve.',
                  )
                : t(
                    '这里可以查看。变更由系统管理员提出，由安全管理员批准；涉及负责人、身份保管员、安全管理员和本机关信息的，还须正职负责人同意；涉及正职负责人的，须上级机关同意。',
                    'This is for you to read. The administrator asks for changes, the security administrator approves; those about heads, the custodian, the security administrator and who we are need the consent of the principal, too, those about the principal that of the organ above.',
                  )}
      </p>
      {view.waitingIn.length === 0 ? null : (
        <Alert
          type="info"
          showIcon
          className="after-lead"
          title={t('有下级机关的申请等您同意：', 'Requests of organs beneath wait for your consent:')}
          description={view.waitingIn.map((o) => (
            <p key={o.id}>
              <Link to={`/people/requests?organ=${encodeURIComponent(o.id)}`}>{pick(o.name)}</Link>
            </p>
          ))}
        />
      )}
      {sent === null ? null : (
        <Alert
          type="success"
          showIcon
          role="status"
          className="after-lead"
          closable={{ onClose: () => setSent(null), 'aria-label': t('关闭', 'Close') }}
          title={t(
            `已提交第${sent}号申请。它在“申请”中等待办理。`,
            `Request no. ${sent} is sent. It waits among the requests.`,
          )}
        />
      )}
      {given.length > 0 ? <OneTimePasswords given={given} done={() => setGiven([])} /> : null}
      {view.may.ask ? (
        <ChangeListContext value={{ ...list, names }}>
          <ChangeList
            checked={checked}
            sent={(number) => {
              setSent(number);
              reload();
            }}
          />
          {list.open ? (
            <ChangeDrawer
              key={`${list.open.at} ${list.open.typed.kind} ${JSON.stringify(list.open.typed.settled)}`}
              at={list.open.at}
              typed={list.open.typed}
              faults={list.open.at === null ? [] : (checked.data?.faults ?? []).filter((f) => f.row === list.open?.at)}
            />
          ) : null}
        </ChangeListContext>
      ) : null}
      <Routes>
        <Route index element={above ? <Navigate to="requests" replace /> : <Directory view={view} />} />
        <Route path="requests" element={requests} />
        {above ? null : <Route path="table" element={<Tables view={view} />} />}
        {view.rotation ? (
          <Route path="rotation" element={<Rotation rotation={view.rotation} reload={reload} />} />
        ) : null}
        {above ? null : <Route path="organs" element={<Organs view={view} />} />}
        {above ? null : <Route path="about" element={<About view={view} />} />}
        <Route path="*" element={<Navigate to="/people" replace />} />
      </Routes>
    </HouseContext>
  );
}

const addedNames = ({ people, units }: ReturnType<typeof addedBy>) => ({ ...people, ...units });
