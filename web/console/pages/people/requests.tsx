import { Button, Input, Select, Tag } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { call } from '../../api/client.ts';
import { useSession } from '../../api/session.tsx';
import type { ByView, ChangeRequestView, PeopleView } from '../../api/types.ts';
import { useGet, usePages } from '../../api/use-get.ts';
import { ColleaguePicker } from '../../form/house-pickers.tsx';
import { Decision, type Step } from '../../parts/decision.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { More } from '../../parts/more.tsx';
import type { Given } from '../../parts/one-time-passwords.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { Reading } from '../../parts/reading.tsx';
import { labelOf } from '../../words/labels.ts';
import { CHANGE_FORMS } from '../../words/tables.ts';
import { useWords, type Words } from '../../words/words.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { Faults } from './change-list.tsx';
import { kindName } from './kinds.ts';

interface Done {
  /** In whose journal they are. */
  organ: string;
  done: () => void;
  /** One-time passwords of an approval. */
  give: (given: Given[]) => void;
}

/** What was asked for: what waits and for whom, and what became of the rest. */
export function Requests({
  requests,
  organ,
  before,
  done,
  give,
}: Pick<PeopleView, 'requests' | 'organ' | 'before'> & Omit<Done, 'organ'>) {
  const { t } = useWords();
  const waiting = requests.filter((r) => r.decided === null);
  const decided = requests.filter((r) => r.decided !== null).length;
  const list = (items: ChangeRequestView[]) => (
    <ul className="requests">
      {items.map((r) => (
        <li key={r.number}>
          <Request request={r} organ={organ.id} done={done} give={give} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Section id="waiting" title={t('等待办理', 'Waiting')}>
        {waiting.length === 0 ? <Empty>{t('没有等待办理的申请。', 'Nothing waits.')}</Empty> : list(waiting)}
      </Section>
      <Decided own={organ} before={before} since={decided} done={done} give={give} />
    </>
  );
}

/** What became of those that were decided, by kind and by person. */
function Decided({
  own,
  before,
  since,
  ...deciding
}: { own: PeopleView['organ']; before: PeopleView['before']; since: number } & Omit<Done, 'organ'>) {
  const { t, pick } = useWords();
  const ids = useId();
  const [organ, setOrgan] = useState(own.id);
  const [kind, setKind] = useState<string | undefined>();
  const [person, setPerson] = useState<string | undefined>();
  const sought = new URLSearchParams({ organ, ...(kind ? { kind } : {}), ...(person ? { person } : {}) });
  const pages = usePages<ChangeRequestView>(`/api/authority/people/requests?${sought}`, { by: 'before' });
  const { reload } = pages;
  // One that was just decided is among them.
  const known = useRef(since);
  useEffect(() => {
    if (known.current !== since) reload();
    known.current = since;
  }, [since, reload]);
  return (
    <Section id="decided" title={t('已办结', 'Decided')}>
      <div className="sought">
        {before.length === 0 ? null : (
          <>
            <label htmlFor={`${ids}-organ`}>
              {t('机关（含并入的机关）', 'Organ, those that went into it included')}
            </label>
            <Select
              id={`${ids}-organ`}
              value={organ}
              onChange={setOrgan}
              options={[own, ...before].map(({ id, name }) => ({ value: id, label: pick(name) }))}
            />
          </>
        )}
        <label htmlFor={`${ids}-kind`}>{t('变更种类', 'Kind of change')}</label>
        <Select
          id={`${ids}-kind`}
          value={kind ?? null}
          onChange={(value) => setKind(value ?? undefined)}
          options={[
            { value: null, label: t('全部种类', 'All kinds') },
            ...Object.keys(CHANGE_FORMS).map((value) => ({ value, label: pick(labelOf(`change.${value}`)) })),
          ]}
          showSearch={{ optionFilterProp: 'label' }}
        />
        <label htmlFor={`${ids}-person`}>
          {t('人员（所涉及的，或者经办的）', 'Person: whom it is about, or who had a part')}
        </label>
        <ColleaguePicker id={`${ids}-person`} value={person} onChange={setPerson} />
      </div>
      <Reading from={{ ...pages, data: pages.items }} what={t('申请', 'the requests')}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              {kind || person
                ? t('没有这样的申请。', 'There is no such request.')
                : t('还没有办结的申请。', 'Nothing was decided yet.')}
            </Empty>
          ) : (
            <>
              <ul className="requests">
                {items.map((r) => (
                  <li key={r.number}>
                    <Request request={r} organ={organ} {...deciding} />
                  </li>
                ))}
              </ul>
              <More pages={pages} />
            </>
          )
        }
      </Reading>
    </Section>
  );
}

/** A name with the post in which it was done, and whose it was. */
function byText(by: ByView, { t, pick }: Words): string {
  const role = pick(labelOf(`role.${by.role}`));
  const name = pick(by.name);
  const as = name === role ? name : t(`${name}（${role}）`, `${name} (${role})`);
  return by.for ? t(`${as}，代${pick(by.for.name)}`, `${as}, for ${pick(by.for.name)}`) : as;
}

/** Whose turn it is. */
function turnOf({ needs, consented, byDocument }: ChangeRequestView, { t }: Words): string {
  if (needs && !consented) {
    return needs === 'principal'
      ? t('等待正职负责人同意', 'Waits for the consent of the principal')
      : byDocument
        ? t('等待安全管理员录入上级机关的同意文书', 'Waits for the document of the organ above')
        : t('等待上级机关同意', 'Waits for the consent of the organ above');
  }
  return t('等待安全管理员批准', 'Waits for the security administrator');
}

/** Why somebody who looks at it cannot decide it. */
function notTheirs(request: ChangeRequestView, me: string, { t }: Words): string | null {
  const { consent, approve, decline } = request.may;
  if (consent || approve || decline) return null;
  if (request.by.id === me) return t('由您提出，须由另一人办理。', 'You asked for it: another person decides.');
  if (request.consented?.by.id === me)
    return t('您已同意，须由另一人批准。', 'You consented to it: another person approves.');
  return t(
    '您不能办理这一申请：须由上面所说的岗位、与之无关的另一人办理。涉及管理员或者安全管理员的，安全审计员也可以批准。',
    'This one is not yours: it is for the post named above, and for somebody whom it does not concern. Where it is about one of the two administrators, the auditor may approve it, too.',
  );
}

const countOf = ({ kinds }: ChangeRequestView, { t, pick }: Words) =>
  kinds.map(({ kind, count }) => pick(kindName(kind)) + (count > 1 ? ` × ${count}` : '')).join(t('、', ', '));

function Request({ request: listed, organ, done, give }: { request: ChangeRequestView } & Done) {
  const words = useWords();
  const { t, when } = words;
  const { me } = useSession();
  const [whole, setWhole] = useState(false);
  const read = useGet<ChangeRequestView>(
    whole ? `/api/authority/people/requests/${listed.number}?organ=${organ}` : null,
  );
  const request = read.data ? { ...listed, changes: read.data.changes, names: read.data.names } : listed;
  const { number, changes, names, faults, consented, decided, count } = request;
  const ended = decided?.ended ?? null;
  const withdrawn = decided && !ended && !decided.approved && decided.by.id === request.by.id;
  const lines: [string, ReactNode][] = [
    [t('申请', 'Asked by'), `${byText(request.by, words)} · ${when(request.at)}`],
    [t('理由', 'Reason'), request.reason],
    ...(consented
      ? [
          [
            t('同意', 'Consent'),
            [
              byText(consented.by, words),
              when(consented.at),
              consented.document && t(`上级机关文号 ${consented.document}`, `document ${consented.document}`),
            ]
              .filter(Boolean)
              .join(' · '),
          ] as [string, ReactNode],
        ]
      : []),
    ...(decided
      ? [
          [
            decided.approved
              ? t('批准', 'Approved by')
              : ended
                ? t('随机关撤销而终止', 'Ended with the organ')
                : withdrawn
                  ? t('撤回', 'Withdrawn by')
                  : t('退回', 'Declined by'),
            ended
              ? t(
                  `${when(decided.at)}，机关并入${words.pick(ended.name)}`,
                  `${when(decided.at)}, when it went into ${words.pick(ended.name)}`,
                )
              : [byText(decided.by, words), when(decided.at), decided.reason].filter(Boolean).join(' · '),
          ] as [string, ReactNode],
        ]
      : []),
  ];
  const not = decided ? null : notTheirs(request, me.id, words);
  return (
    <>
      <h3>
        {t(`第${number}号 · `, `No. ${number} · `)}
        {countOf(request, words)}{' '}
        {decided ? (
          <Tag color={decided.approved ? 'success' : 'default'}>
            {decided.approved
              ? t('已办理', 'Done')
              : ended
                ? t('已随机关终止', 'Ended with the organ')
                : withdrawn
                  ? t('已撤回', 'Withdrawn')
                  : t('已退回', 'Declined')}
          </Tag>
        ) : (
          <Tag color="warning">{turnOf(request, words)}</Tag>
        )}
      </h3>
      <dl className="facts">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="as-typed">{value}</dd>
          </div>
        ))}
      </dl>
      <details className="change-details" open={decided === null && count <= 5}>
        <summary>{t(`内容（${count}项）`, `What changes (${count})`)}</summary>
        <ol className="change-list">
          {changes.map((change, row) => (
            // What was asked for never changes its order.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said
            <li key={row}>
              <h4>
                {row + 1}. {words.pick(kindName(change.kind))}
              </h4>
              <ChangeFacts change={change} names={names} />
              <Faults change={change} faults={faults.filter((f) => f.row === row)} />
            </li>
          ))}
        </ol>
        {count > changes.length ? (
          <Button size="small" loading={read.loading} onClick={() => setWhole(true)}>
            {t(`显示全部${count}项`, `Show all ${count}`)}
          </Button>
        ) : null}
        {read.failure ? <FailureNote failure={read.failure} retry={read.reload} /> : null}
      </details>
      {decided === null && faults.length > 0 ? (
        <p className="change-missing">
          {t(
            `情况已经变化，有${faults.length}处与现状不符，不能批准；可以退回，由申请人另行提出。`,
            `Things have changed since: ${faults.length} of it no longer ${faults.length === 1 ? 'fits' : 'fit'}, so it cannot be approved. Decline it, and it is asked for anew.`,
          )}
        </p>
      ) : null}
      {not ? <p className="quiet">{not}</p> : null}
      {decided === null ? <Decide request={request} organ={organ} done={done} give={give} /> : null}
    </>
  );
}

function Decide({ request, organ, done, give }: { request: ChangeRequestView } & Done) {
  const { t } = useWords();
  const id = useId();
  const [document, setDocument] = useState('');
  const { number, may, byDocument } = request;
  const at = `/api/authority/people/requests/${number}`;
  const of = `?organ=${organ}`;
  const consent: Step = {
    name: 'consent',
    title: byDocument ? t('录入上级机关的同意', 'Enter the consent') : t('同意', 'Consent'),
    waits: byDocument && document.trim() === '',
    send: () => call(`${at}/consent${of}`, { method: 'POST', body: byDocument ? { document } : {} }),
  };
  const approve: Step = {
    name: 'approve',
    title: t('批准并办理', 'Approve, and do it'),
    send: () =>
      call<{ passwords: Given[] }>(`${at}/approval${of}`, { method: 'POST', seconds: 60 }).then(({ passwords }) =>
        give(passwords),
      ),
  };
  return (
    <Decision
      steps={[...(may.consent ? [consent] : []), ...(may.approve ? [approve] : [])]}
      sendsBack={may.decline || may.withdraw ? { at, of, own: may.withdraw } : null}
      done={done}
    >
      {may.consent && byDocument ? (
        <>
          <label htmlFor={id}>
            {t('上级机关同意文书的文号', 'Number of the document by which the organ above consents')}
          </label>
          <Input id={id} value={document} onChange={(e) => setDocument(e.target.value)} />
        </>
      ) : null}
    </Decision>
  );
}
