import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import type { ChangeFault, ChangePreview, ChangeRequestView } from '../../api/types.ts';
import { useSending } from '../../api/use-doing.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Section } from '../../parts/page.tsx';
import { useWords } from '../../words/words.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { useChangeList } from './draft.ts';
import { fieldName, kindName, type Sent } from './kinds.ts';

/** Changes on the screen at once; those in which something is wrong are always. */
const SHOWN = 100;

/** What stands against the list as it is. */
export function useChecked(changes: readonly Sent[]) {
  return useQuery<ChangePreview>({
    queryKey: ['/api/authority/people/preview', JSON.stringify(changes)],
    queryFn: ({ signal }) =>
      call('/api/authority/people/preview', { method: 'POST', body: { changes }, signal, seconds: 60 }),
    enabled: changes.length > 0,
  });
}

/** Faults of one change, each with the field that it is about. */
export function Faults({ change, faults }: { change: Sent; faults: readonly ChangeFault[] }) {
  const { t, pick } = useWords();
  if (faults.length === 0) return null;
  return (
    <ul className="change-faults">
      {faults.map((f) => (
        <li key={`${f.field} ${f.message.en}`}>
          <b>{pick(fieldName(change.kind, f.field))}</b>
          {t('：', ': ')}
          {pick(f.message)}
        </li>
      ))}
    </ul>
  );
}

type Checking = ReturnType<typeof useChecked>;

/** Changes that go into one request: looked at before they are sent, all of them or none. */
export function ChangeList({ checked, sent }: { checked: Checking; sent: (n: number) => void }) {
  const { t, pick } = useWords();
  const { changes, reason, clear } = useChangeList();
  const { busy, failure, send } = useSending<ChangeRequestView>('/api/authority/people/requests', {
    seconds: 60,
    sent({ number }) {
      clear();
      sent(number);
    },
    failed: () => void checked.refetch(),
  });
  const [missing, setMissing] = useState(false);
  if (changes.length === 0) return null;
  const faults = checked.data?.faults ?? [];
  const nameOf = (field: string): string => {
    const [, row = '', ...rest] = field.split('.');
    const change = changes[Number(row)];
    return change && rest.length > 0
      ? t(`第${Number(row) + 1}项 `, `No. ${Number(row) + 1}, `) + pick(fieldName(change.kind, rest.join('.')))
      : field;
  };
  return (
    <Section
      id="changes"
      title={t(`变更清单（${changes.length}项，还没有提交）`, `List of changes (${changes.length}, not sent yet)`)}
    >
      <Changes faults={faults} />
      <Outcome checked={checked} />
      <Reason missing={missing} />
      {failure ? <FailureNote failure={failure} fieldName={nameOf} /> : null}
      <div className="buttons">
        <Button
          type="primary"
          loading={busy}
          disabled={faults.length > 0 || reason.length > 2000}
          onClick={() => {
            const none = reason.trim() === '';
            setMissing(none);
            if (!none) void send({ changes, reason });
          }}
        >
          {busy ? t('正在提交…', 'Sending…') : t('提交申请', 'Send the request')}
        </Button>
        <Button onClick={clear} disabled={busy}>
          {t('清空清单', 'Empty the list')}
        </Button>
      </div>
    </Section>
  );
}

/** The changes of the list, each with what is wrong with it and the ways to alter it. */
function Changes({ faults }: { faults: readonly ChangeFault[] }) {
  const { t, pick } = useWords();
  const list = useChangeList();
  const { changes, names } = list;
  const [shown, setShown] = useState(SHOWN);
  const faulty = new Set(faults.map((f) => f.row));
  const more = Math.min(SHOWN, changes.length - shown);
  return (
    <>
      <ol className="change-list">
        {changes.map((change, row) => {
          if (row >= shown && !faulty.has(row)) return null;
          const title = pick(kindName(change.kind));
          const number = t(`第${row + 1}项`, `no. ${row + 1}`);
          return (
            // A list that is typed: a change has no identity but its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said
            <li key={row}>
              <h3>
                {row + 1}. {title}
              </h3>
              <ChangeFacts change={change} names={names} />
              <Faults change={change} faults={faults.filter((f) => f.row === row)} />
              <div className="row-of-buttons">
                <Button
                  size="small"
                  onClick={() => list.alter(row)}
                  aria-label={t(`修改${number}：${title}`, `Change ${number}: ${title}`)}
                >
                  {t('修改', 'Change')}
                </Button>
                <Button
                  size="small"
                  onClick={() => list.remove(row)}
                  aria-label={t(`移除${number}：${title}`, `Remove ${number}: ${title}`)}
                >
                  {t('移除', 'Remove')}
                </Button>
              </div>
            </li>
          );
        })}
      </ol>
      {more > 0 ? (
        <Button onClick={() => setShown(shown + more)}>{t(`再显示${more}项`, `Show ${more} more`)}</Button>
      ) : null}
    </>
  );
}

/** What checking the list came to: what stands against it, or who decides it. */
function Outcome({ checked }: { checked: Checking }) {
  const { t, pick } = useWords();
  const { faults = [], needs = null, refused = null } = checked.data ?? {};
  return (
    <div aria-live="polite" className="change-checked">
      {checked.error && !checked.isFetching ? (
        <FailureNote failure={checked.error} retry={() => void checked.refetch()} />
      ) : checked.isFetching ? (
        <p className="quiet">{t('正在核对…', 'Checking…')}</p>
      ) : faults.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t(
            `有${faults.length}处错误，已在各项下指出；改正后才能提交。`,
            faults.length === 1
              ? 'One thing is wrong, named beneath its change; correct it first.'
              : `${faults.length} things are wrong, each named beneath its change; correct them first.`,
          )}
        />
      ) : refused ? (
        <Alert type="warning" showIcon title={pick(refused.message)} />
      ) : (
        <p>
          {t('核对无误。', 'Nothing stands against it. ')}
          {needs === 'principal'
            ? t(
                '提交后先由正职负责人同意，再由安全管理员批准。',
                'The principal consents to it, then the security administrator approves it.',
              )
            : needs === 'above'
              ? t(
                  '涉及正职负责人：提交后先由上级机关同意，再由安全管理员批准。',
                  'It concerns the principal: the organ above consents to it, then the security administrator approves it.',
                )
              : t(
                  '提交后由另一人批准，批准前不作任何改动。',
                  'Another person approves it; nothing changes before that.',
                )}
        </p>
      )}
    </div>
  );
}

function Reason({ missing }: { missing: boolean }) {
  const { t } = useWords();
  const { reason, setReason } = useChangeList();
  return (
    <>
      <label htmlFor="change-reason">{t('理由', 'Reason')}</label>
      <Input.TextArea
        id="change-reason"
        value={reason}
        status={missing ? 'error' : ''}
        aria-invalid={missing}
        aria-describedby="change-reason-missing"
        count={{ show: true, max: 2000 }}
        autoSize={{ minRows: 2, maxRows: 8 }}
        onChange={(e) => setReason(e.target.value)}
      />
      <p id="change-reason-missing" className="change-missing">
        {missing && reason.trim() === '' ? t('请填写理由', 'Give a reason') : ''}
      </p>
    </>
  );
}
