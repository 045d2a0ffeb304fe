import { Button } from 'antd';
import type { ReactNode } from 'react';
import { call } from '../../api/client.ts';
import type { CaseView } from '../../api/types.ts';
import { useDoing } from '../../api/use-doing.ts';
import { Basis } from '../../parts/basis.tsx';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { nameOf } from '../../parts/who.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';

/** The thread with the tipster, oldest first. */
export function Messages({ view, reply }: { view: CaseView; reply: ReactNode }) {
  const { t, when } = useWords();
  return (
    <Section id="messages" title={t('与举报人往来', 'Thread with the tipster')} aside={reply}>
      {view.messages.length === 0 ? <Empty>{t('还没有往来。', 'Nothing yet.')}</Empty> : null}
      <ol className="thread">
        {view.messages.map((m) => (
          <li key={`${m.at}-${m.from}`} className={m.from}>
            <span className="quiet">
              {m.from === 'tipster' ? t('举报人', 'Tipster') : t('本机关', 'The authority')} · {when(m.at)}
            </span>
            <p>{m.damaged ? t('（已损坏，无法显示）', '(damaged, cannot be shown)') : m.text}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function Letters({ view }: { view: CaseView }) {
  const { t, pick, when } = useWords();
  return (
    <Section id="letters" title={t('文书', 'Letters')}>
      {view.letters.length === 0 ? <Empty>{t('还没有文书。', 'No letter yet.')}</Empty> : null}
      <ul className="letters">
        {view.letters.map((letter) => (
          <li key={letter.id}>
            <details>
              <summary>
                <b>{pick(letter.title)}</b>
                <span className="quiet">
                  {t('致 ', 'to ')}
                  {pick(labelOf(`outside.${letter.to}`))} · {when(letter.placedAt)}
                </span>
              </summary>
              <p className="letter-body">
                {letter.damaged ? t('（已损坏，无法显示）', '(damaged, cannot be shown)') : pick(letter.body)}
              </p>
              <p className="letter-body quiet">{pick(letter.from)}</p>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Tasks({ view, changed }: { view: CaseView; changed: () => void }) {
  const { t, pick, when } = useWords();
  const { busy, failure, work } = useDoing();
  return (
    <Section id="tasks" title={t('提醒', 'Reminders')}>
      {failure ? <FailureNote failure={failure} /> : null}
      {view.tasks.length === 0 ? <Empty>{t('没有提醒。', 'No reminder.')}</Empty> : null}
      <ul className="tasks">
        {view.tasks.map((task) => (
          <li key={task.id} className={task.done ? 'done' : ''}>
            <span>{pick(task.text)}</span>
            <span className="quiet">
              {pick(labelOf(`role.${task.to}`))} · {when(task.since)} · <Basis basis={task.basis} />
            </span>
            {task.done ? (
              <span className="quiet">
                {t(
                  `${pick(nameOf(view.people, task.done.by))} 已处理，${when(task.done.at)}`,
                  `Seen to by ${pick(nameOf(view.people, task.done.by))}, ${when(task.done.at)}`,
                )}
              </span>
            ) : (
              <Button
                size="small"
                loading={busy === task.id}
                onClick={() => {
                  const at = `/api/tasks/${encodeURIComponent(task.id)}/done`;
                  void work(task.id, () => call(at, { method: 'POST', body: {} }).then(changed));
                }}
              >
                {t('已处理', 'Seen to')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Who acted in the case or is assigned to it. Whoever published a calendar that moved its dates did neither. */
function concerned(view: CaseView): Set<string | undefined> {
  const acted = view.timeline.filter((e) => e.type !== 'moved');
  return new Set([
    ...view.officers,
    ...view.recused,
    ...acted.flatMap((e) => [
      e.actor.id,
      e.actor.for,
      e.actor.enteredBy,
      e.actor.receivedBy,
      e.actor.withOfficer,
      e.paper?.second,
    ]),
    ...view.details.flatMap((p) => p.proposals.map((x) => x.by)),
    ...view.tasks.map((task) => task.done?.by),
  ]);
}

export function People({ view }: { view: CaseView }) {
  const { t, pick } = useWords();
  const inside = concerned(view);
  const people = Object.entries(view.people).filter(([id]) => inside.has(id));
  return (
    <Section id="people" title={t('人员', 'People')}>
      {people.length === 0 ? <Empty>{t('还没有人员。', 'Nobody yet.')}</Empty> : null}
      <ul className="people">
        {people.map(([id, person]) => (
          <li key={id}>
            <b>{pick(person.name)}</b>
            <span className="quiet">
              {view.officers.includes(id) ? t('本案承办人', 'officer of this case') : ''}
              {view.recused.includes(id) ? t('已回避', 'recused') : ''}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
