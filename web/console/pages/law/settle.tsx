import { App, Button, Form, Modal } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Failure } from '../../api/client.ts';
import type { AuthorityActAnswer, AuthorityActView, AuthorityLimits } from '../../api/types.ts';
import { useSending } from '../../api/use-doing.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { labelOf, lengthOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';

type Values = Record<string, unknown>;
type Length = AuthorityLimits['items'][number]['value'];

/**
 * A window with the form of one act of the authority. With `review`, what will be recorded is shown once more before it is sent.
 */
export function SettleDialog({
  title,
  path,
  initial = {},
  bodyOf,
  submit,
  review,
  danger = false,
  close,
  done,
  children,
}: {
  title: string;
  path: string;
  initial?: Values;
  bodyOf: (values: Values) => unknown;
  submit: string;
  review?: (values: Values) => ReactNode;
  danger?: boolean;
  close: () => void;
  done: () => void;
  children: ReactNode;
}) {
  const { t, language } = useWords();
  useReturnFocus();
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const sending = useSending<AuthorityActAnswer>(path, {
    sent({ repeated }) {
      void message.success(
        repeated
          ? t('上次已经记录，没有重复。', 'It was recorded before; nothing was done twice.')
          : t('已记录', 'Recorded'),
      );
      done();
      close();
    },
  });
  const { busy, failure } = sending;
  const [reviewed, setReviewed] = useState<Values | null>(null);
  const last = useRef<HTMLElement>(null);
  useEffect(() => {
    if (reviewed) last.current?.focus();
  }, [reviewed]);
  const isField = (field: string) => form.getFieldsError().some((f) => f.name.join('.') === field);
  const elsewhere = (failure?.problem?.errors ?? []).filter((e) => !isField(e.field));
  // What is said at the fields is not said a second time.
  const saidAtFields = (failure?.problem?.errors?.length ?? 0) > 0 && elsewhere.length === 0;

  async function send(values: Values) {
    const answer = await sending.send(bodyOf(values));
    if (!(answer instanceof Failure)) return;
    const atFields = (answer.problem?.errors ?? []).filter((e) => isField(e.field));
    if (atFields.length > 0) setReviewed(null);
    form.setFields(
      atFields.map((e) => ({ name: e.field.split('.'), errors: [language === 'zh' ? e.messageZh : e.message] })),
    );
  }

  return (
    <Modal
      open
      title={title}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={close}>{t('取消', 'Cancel')}</Button>
          {reviewed ? (
            <Button disabled={busy} onClick={() => setReviewed(null)}>
              {t('返回修改', 'Back to the form')}
            </Button>
          ) : null}
          <Button
            type="primary"
            danger={danger}
            loading={busy}
            onClick={() => (reviewed ? void send(reviewed) : form.submit())}
          >
            {busy
              ? t('正在记录…', 'Recording…')
              : review && !reviewed
                ? t('核对将要记录的内容', 'See what will be recorded')
                : submit}
          </Button>
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        initialValues={initial}
        onFinish={(values) => (review ? setReviewed(values) : void send(values))}
      >
        <div hidden={reviewed !== null}>{children}</div>
        {review && reviewed ? (
          <section ref={last} tabIndex={-1} className="done" aria-label={t('将要记录的内容', 'What will be recorded')}>
            {review(reviewed)}
          </section>
        ) : null}
        {failure && !saidAtFields ? (
          <FailureNote failure={failure} hideFields>
            {failure.kind === 'problem' ? null : (
              <p>
                {t(
                  '内容还在，再次提交不会重复记录。',
                  'What you wrote is still here; sending it again records it once.',
                )}
              </p>
            )}
          </FailureNote>
        ) : null}
      </Form>
    </Modal>
  );
}

/** A length in words; none in words, too. */
export function useLength(): (value: Length) => string {
  const { t, pick } = useWords();
  return (value) =>
    value === null
      ? t('未设定（只显示已过时间）', 'not set: its age is shown')
      : pick(lengthOf(value.length, value.unit));
}

/** Amounts of the hearing in words. */
export function useAmounts(): (amounts: AuthorityLimits['hearing']['amounts']) => string {
  const { t } = useWords();
  return (amounts) =>
    amounts === null
      ? t('未设定（一律告知听证权利）', 'not set: a hearing is always offered')
      : t(
          `个人 ${amounts.person.toLocaleString('en')} 元，单位 ${amounts.unit.toLocaleString('en')} 元`,
          `${amounts.person.toLocaleString('en')} yuan for a person, ${amounts.unit.toLocaleString('en')} yuan for a unit`,
        );
}

/** The years in words. */
export function useYears(): (set: { years: number; ahead: number } | null) => string {
  const { t } = useWords();
  const many = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  return (set) =>
    set === null
      ? t('未设定，不提示', 'not set: nobody is announced')
      : t(
          `任同一职务满${set.years}年，提前${set.ahead}个月提示`,
          `${many(set.years, 'year')} in the same post, announced ${many(set.ahead, 'month')} ahead`,
        );
}

/** Who settled what and when, newest first; nothing where nobody has. */
export function History({ acts }: { acts: AuthorityActView[] }) {
  const { t } = useWords();
  if (acts.length === 0) return null;
  return (
    <details className="settled">
      <summary>{t(`记录（${acts.length}）`, `Record (${acts.length})`)}</summary>
      <ol>
        {[...acts].reverse().map((a) => (
          <Act key={a.number} one={a} />
        ))}
      </ol>
    </details>
  );
}

function Act({ one }: { one: AuthorityActView }) {
  const { t, pick, day, when } = useWords();
  const length = useLength();
  const amounts = useAmounts();
  const years = useYears();
  const { act } = one;
  const role = pick(labelOf(`role.${one.by.role}`));
  const name = pick(one.by.name);
  return (
    <li>
      <span className="quiet">
        {when(one.at)} · {name}
        {name === role ? '' : t(`（${role}）`, ` (${role})`)}
      </span>
      <p>
        {act.act === 'confirm-row'
          ? t(`确认（${day(act.readOn)}查阅）：${act.citation}`, `Confirmed (read ${day(act.readOn)}): ${act.citation}`)
          : act.act === 'withdraw-confirmation'
            ? t(`撤回确认：${act.reason}`, `Confirmation withdrawn: ${act.reason}`)
            : act.act === 'set-house-limit'
              ? t(
                  `自${day(act.from)}起：${length(act.value)}。${act.reason}`,
                  `From ${day(act.from)}: ${length(act.value)}. ${act.reason}`,
                )
              : act.act === 'set-rotation'
                ? `${years(act.years === null ? null : { years: act.years, ahead: act.ahead })}${t('。', '. ')}${act.reason}`
                : act.act !== 'set-hearing-amounts'
                  ? null
                  : t(
                      `自${day(act.from)}起：${amounts(act.amounts)}。依据：${act.citation}。${act.reason}`,
                      `From ${day(act.from)}: ${amounts(act.amounts)}. Source: ${act.citation}. ${act.reason}`,
                    )}
      </p>
    </li>
  );
}
