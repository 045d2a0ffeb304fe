import { Button, Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { call } from '../api/client.ts';
import { useDoing } from '../api/use-doing.ts';
import { useKept } from '../form/kept.ts';
import { useWords } from '../words/words.tsx';
import { FailureNote } from './failure-note.tsx';

interface SendsBack {
  /** The request's address in the API. */
  at: string;
  /** What is asked of it besides, behind a question mark. */
  of?: string;
  /** By whoever asked: it is taken back, not declined. */
  own?: boolean;
}

/** Sends a request back, with a reason. A reason that was typed outlives a reload. */
export function SendBack({
  at,
  of = '',
  own = false,
  done,
  doing: { busy, work },
}: SendsBack & { done: () => void; doing: ReturnType<typeof useDoing> }) {
  const { t } = useWords();
  const id = useId();
  const [reason, setReason] = useKept(`reason ${at}`, '');
  return (
    <div className="send-back">
      <label htmlFor={id}>
        {own ? t('撤回理由', 'Reason for withdrawing') : t('退回理由', 'Reason for declining')}
      </label>
      <Input.TextArea
        id={id}
        value={reason}
        count={{ show: true, max: 2000 }}
        autoSize={{ minRows: 1, maxRows: 6 }}
        onChange={(e) => setReason(e.target.value)}
      />
      <div className="buttons">
        <Button
          danger
          disabled={reason.trim() === '' || busy !== null}
          loading={busy === 'decline'}
          onClick={() =>
            work('decline', () =>
              call(`${at}/decline${of}`, { method: 'POST', body: { reason } }).then(() => {
                setReason('');
                done();
              }),
            )
          }
        >
          {own ? t('撤回', 'Withdraw') : t('退回', 'Decline')}
        </Button>
      </div>
    </div>
  );
}

/** A way in which a request goes on. */
export interface Step {
  name: string;
  title: string;
  /** Something has to be said first. */
  waits?: boolean;
  send: () => Promise<unknown>;
}

/** What may be done about a request that waits: it goes on, or it is sent back. */
export function Decision({
  steps,
  sendsBack,
  done,
  children,
}: {
  steps: readonly Step[];
  sendsBack: SendsBack | null;
  done: () => void;
  /** What a step asks for. */
  children?: ReactNode;
}) {
  const doing = useDoing();
  return (
    <>
      {children}
      {steps.length > 0 ? (
        <div className="buttons">
          {steps.map(({ name, title, waits = false, send }) => (
            <Button
              key={name}
              type="primary"
              disabled={waits || doing.busy !== null}
              loading={doing.busy === name}
              onClick={() => doing.work(name, () => send().then(done))}
            >
              {title}
            </Button>
          ))}
        </div>
      ) : null}
      {sendsBack ? <SendBack {...sendsBack} done={done} doing={doing} /> : null}
      <div aria-live="polite">{doing.failure ? <FailureNote failure={doing.failure} /> : null}</div>
    </>
  );
}
