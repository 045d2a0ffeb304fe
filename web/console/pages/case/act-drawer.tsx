import { Alert, Button, Drawer, Form, type FormInstance, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../api/client.ts';
import type { ActAnswer, CaseView, OfferedAct } from '../../api/types.ts';
import { useSending } from '../../api/use-doing.ts';
import { Fields, Group } from '../../form/field.tsx';
import { DayPicker, InstantPicker } from '../../form/pickers.tsx';
import { formBody, type Schema, startValues, type Values } from '../../form/schema.ts';
import { Basis } from '../../parts/basis.tsx';
import { Facts } from '../../parts/facts.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { nameOf } from '../../parts/who.tsx';
import { many } from '../../words/time.ts';
import { type Language, useWords, type Words } from '../../words/words.tsx';

const FIRST_FIELD =
  '.ant-drawer-body :is(input, textarea, button[role="switch"]):not([disabled]), .drawer-foot .ant-btn-primary';

type When = 'now' | 'day' | 'instant';

/** The field of the form in which another lies, or itself. */
const outermost = (field: string) => field.replace(/\..*$/s, '');
/** The form library wants the path of a field; the API names it with dots. */
const pathOf = (field: string) => field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Whether the pending proposal has sealed words that this reader finds in the timeline. */
function hasWords(view: CaseView, act: OfferedAct): boolean {
  const base = act.act.split(':')[0];
  const made = view.timeline.filter(
    (e) => e.type === 'proposal' && e.proceeding === act.proceeding && e.name.split(':')[0] === base,
  );
  return Object.keys(made.at(-1)?.words ?? {}).length > 0;
}

/** What is told once an act is recorded. */
function toldOf(answer: ActAnswer, act: OfferedAct, { t, pick }: Words): string {
  const first = answer.events.find((e) => e.type !== 'rung' && e.type !== 'expiry') ?? answer.events[0];
  const more = answer.events.length - 1;
  return answer.repeated
    ? t(
        `“${pick(act.label)}”此前已记录，没有重复。`,
        `“${act.label.en}” had been recorded already; it was not done twice.`,
      )
    : t(
        `已记录：${first ? pick(first.label) : pick(act.label)}${more > 0 ? `，并引起 ${more} 项后续记录` : ''}。`,
        `Recorded: ${first ? first.label.en : act.label.en}${more > 0 ? `, with ${many(more, 'more event')}` : ''}.`,
      );
}

/** What is decided: the proposal, by whom and when. */
function Proposal({
  act,
  proposal,
  view,
  declines,
}: {
  act: OfferedAct;
  proposal: NonNullable<OfferedAct['proposal']>;
  view: CaseView;
  declines: boolean;
}) {
  const { t, pick, when } = useWords();
  return (
    <section className="proposal" aria-labelledby="proposal">
      <h3 id="proposal">
        {declines ? t('不同意的提议', 'The proposal you decline') : t('待您批准的提议', 'The proposal you decide')}
      </h3>
      <p className="quiet">
        {t(
          `${pick(nameOf(view.people, proposal.by))} 于 ${when(proposal.at)} 提出`,
          `Proposed by ${pick(nameOf(view.people, proposal.by))}, ${when(proposal.at)}`,
        )}
      </p>
      <Facts facts={proposal.facts} kind={act.kind} act={proposal.act} people={view.people} />
      {hasWords(view, act) ? (
        <p className="quiet">
          {t('文字部分密封保存，可在“经过”中查看。', 'Its words are sealed; they are shown in the timeline.')}
        </p>
      ) : null}
    </section>
  );
}

/** When it happened in law, of what is entered later: what was said of it, and what of that goes with the act. */
function useOccurred(dated: boolean) {
  const { t } = useWords();
  const [mode, setMode] = useState<When>(dated ? 'day' : 'now');
  const [at, say] = useState<string | undefined>();
  const [error, setError] = useState<string | null>(null);
  return {
    mode,
    at,
    error,
    setError,
    setMode,
    say,
    choose(chosen: When) {
      setMode(chosen);
      say(undefined);
    },
    /** null: it is not said yet, and the field says so. */
    told(asked: boolean): { occurredAt?: string } | null {
      if (!asked || mode === 'now') return {};
      if (at) return { occurredAt: at };
      setError(t('请填写发生时间，或选“现在”', 'Say when it happened, or choose “now”'));
      return null;
    },
  };
}

function Occurred({ when }: { when: ReturnType<typeof useOccurred> }) {
  const { t } = useWords();
  const { mode, at, error, choose, say } = when;
  return (
    <Form.Item
      label={t('发生时间', 'When it happened')}
      htmlFor="occurred"
      required
      {...(error ? { validateStatus: 'error' } : {})}
      help={error ?? t('法律上发生的时间，不是录入的时间。', 'When it was true in law, not when it is entered.')}
    >
      <Radio.Group
        className="occurred"
        value={mode}
        onChange={(e) => choose(e.target.value as When)}
        options={[
          { value: 'now', label: t('现在', 'Now') },
          { value: 'day', label: t('只知道日期', 'The day is known') },
          { value: 'instant', label: t('知道时刻', 'The time is known') },
        ]}
      />
      {mode === 'day' ? <DayPicker id="occurred" value={at} onChange={say} /> : null}
      {mode === 'instant' ? <InstantPicker id="occurred" value={at} onChange={say} /> : null}
    </Form.Item>
  );
}

/** The part of the form by which what was done on paper is entered. */
function PaperAct({ schema, onToggle }: { schema: Schema; onToggle: (open: boolean) => void }) {
  const { t } = useWords();
  return (
    <Group
      title={t('纸质办理补录', 'Enter a paper act')}
      path={['paper']}
      schema={schema}
      required={false}
      onToggle={onToggle}
      note={
        <Alert
          type="warning"
          showIcon
          title={t(
            '仅用于此前已在纸上办理的事项：须有文号、页数、扫描件和见证的第二人，并将永久显示为补录。',
            'Only for what was already done on paper: it needs a number, its pages, a scan and a second person, and is shown as such for ever.',
          )}
        />
      }
    />
  );
}

/** What an act asks for: its own fields, then paper and time. */
function ActFields({
  own,
  paper,
  when,
  onPaper,
}: {
  own: Schema;
  paper: Schema | undefined;
  when: ReturnType<typeof useOccurred> | null;
  onPaper: (open: boolean) => void;
}) {
  const { t } = useWords();
  return (
    <>
      {Object.keys(own.properties ?? {}).length === 0 && !paper ? (
        <p>{t('不需要填写内容，确认后即记录。', 'Nothing to fill in: confirm to record it.')}</p>
      ) : null}
      <Fields schema={own} at={[]} />
      {paper ? <PaperAct schema={paper} onToggle={onPaper} /> : null}
      {when ? <Occurred when={when} /> : null}
    </>
  );
}

/** What a failure leaves as it was. */
function AfterFailure({ failure, conflict }: { failure: Failure; conflict: boolean }) {
  const { t } = useWords();
  return (
    <>
      {conflict ? (
        <p>
          {t(
            '案件情况可能已经变化，页面已重新读取。您填写的内容还在，可以关闭后核对最新情况，也可以再次提交。',
            'The case may have changed; the page was read again. What you typed is still here: close to look at the case, or send again.',
          )}
        </p>
      ) : null}
      {failure.kind !== 'problem' ? (
        <p>
          {t(
            '再次提交不会重复办理：如果上一次已经到达，系统会返回同一结果。',
            'Sending again cannot do it twice: if the first one arrived, you get its answer.',
          )}
        </p>
      ) : null}
    </>
  );
}

/** A failure that no field of the form shows is brought before the eyes. */
function useFailureShown(failure: Failure | null) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!failure || failure.problem?.errors?.length) return;
    at.current?.scrollIntoView({ block: 'nearest' });
    at.current?.focus({ preventScroll: true });
  }, [failure]);
  return at;
}

/**
 * Says what was refused at the field that it is about, and goes there.
 * @returns what was refused of the time, which is no field of the form
 */
function sayAtFields(
  form: FormInstance<Values>,
  { problem }: Failure,
  own: NonNullable<Schema['properties']>,
  language: Language,
): string | undefined {
  const errors = (problem?.errors ?? []).map((e) => ({
    field: e.field,
    message: language === 'zh' ? e.messageZh : e.message,
  }));
  const known = errors.filter((e) => form.getFieldInstance(pathOf(e.field)) || outermost(e.field) in own);
  form.setFields(known.map((e) => ({ name: pathOf(e.field), errors: [e.message] })));
  if (known[0]) form.scrollToField(pathOf(known[0].field), { block: 'center', behavior: 'smooth' });
  return errors.find((e) => e.field === 'occurredAt')?.message;
}

/** One act: its clause, what it decides, its form, when it happened. */
export function ActDrawer({
  act,
  view,
  path,
  close,
  recorded,
  reload,
}: {
  act: OfferedAct;
  view: CaseView;
  path: string;
  close: () => void;
  recorded: (text: string) => void;
  reload: () => void;
}) {
  const words = useWords();
  useReturnFocus();
  const { t, pick, language } = words;
  const [form] = Form.useForm<Values>();
  const [paper, setPaper] = useState(false);
  const schema = act.schema as Schema;
  const { paper: paperSchema, ...own } = schema.properties ?? {};
  const dated = act.source === 'paper' || paper;
  const when = useOccurred(dated);
  const { busy, failure, send } = useSending<ActAnswer>(`${path}/acts`);
  const failureAt = useFailureShown(failure);
  const panel = useRef<HTMLDivElement>(null);
  const openedAt = useRef(view.version);
  const declines = act.act.endsWith(':decline');

  async function submit({ occurredAt: _, ...values }: Values) {
    const filled = formBody(schema, values);
    if (!paper) delete filled.paper;
    const occurred = when.told(dated);
    if (occurred === null) return;
    when.setError(null);
    const { proceeding, proposal } = act;
    const answer = await send({
      proceeding,
      act: act.act,
      form: filled,
      ...(proposal ? { answers: proposal.put } : {}),
      ...occurred,
    });
    if ('events' in answer) recorded(toldOf(answer, act, words));
    else {
      const time = sayAtFields(form, answer, own, language);
      if (time) when.setError(time);
      if (answer.problem?.status === 409 || answer.problem?.status === 404) reload();
    }
  }

  const unseen = (failure?.problem?.errors ?? []).some((e) => !(outermost(e.field) in (schema.properties ?? {})));
  // Refused, and somebody has acted since this form was opened: that may be why.
  const conflict = failure?.problem?.status === 409 && view.version !== openedAt.current;
  return (
    <Drawer
      open
      title={pick(act.label)}
      size={620}
      onClose={close}
      mask={{ closable: false }}
      afterOpenChange={(open) => {
        // The first field; where there is none, the button that records the act.
        if (open) panel.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
      }}
      panelRef={panel}
      classNames={{ body: 'act-body' }}
      footer={
        <div className="drawer-foot">
          <Button type="primary" danger={declines} loading={busy} onClick={() => form.submit()}>
            {busy ? t('正在提交…', 'Sending…') : pick(act.label)}
          </Button>
          <Button onClick={close}>{t('取消', 'Cancel')}</Button>
        </div>
      }
    >
      <p className="act-basis">
        {t('依据：', 'Basis: ')}
        <Basis basis={act.basis} />
      </p>
      {act.proposal ? <Proposal act={act} proposal={act.proposal} view={view} declines={declines} /> : null}
      <Form
        form={form}
        layout="vertical"
        initialValues={startValues(schema)}
        onFinish={(values: Values) => void submit(values)}
        onFinishFailed={({ errorFields }) => {
          const first = errorFields[0];
          if (first) form.scrollToField(first.name, { block: 'center', behavior: 'smooth', focus: true });
        }}
        disabled={busy}
      >
        <ActFields
          own={{ ...schema, properties: own }}
          paper={paperSchema}
          when={dated ? when : null}
          onPaper={(open) => {
            setPaper(open);
            when.setMode(open ? 'day' : 'now');
          }}
        />
      </Form>
      <div ref={failureAt} tabIndex={-1} className="act-failure">
        {failure ? (
          <FailureNote failure={failure} hideFields={!unseen}>
            <AfterFailure failure={failure} conflict={conflict} />
          </FailureNote>
        ) : null}
      </div>
    </Drawer>
  );
}
