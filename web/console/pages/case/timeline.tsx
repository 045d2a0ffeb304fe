import { Button, Switch, Tag } from 'antd';
import { useState } from 'react';
import type { CaseView, EventView, FactSheet } from '../../api/types.ts';
import { Basis } from '../../parts/basis.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { nameOf, Who } from '../../parts/who.tsx';
import { isHouse, labelOf } from '../../words/labels.ts';
import { dayNumber, dayOf, many } from '../../words/time.ts';
import { useWords } from '../../words/words.tsx';

const FIRST = 40;

/** Recorded this much later than it happened, an event shows both times. */
const APART_MS = 10 * 60_000;

/** Everything that was recorded, newest first; nothing is ever taken away. */
export function Timeline({ view }: { view: CaseView }) {
  const { t } = useWords();
  const [rungs, setRungs] = useState(false);
  const [all, setAll] = useState(false);
  const events = [...view.timeline]
    .filter((e) => rungs || e.type !== 'rung')
    .sort((a, b) => dayNumber(dayOf(b.occurredAt)) - dayNumber(dayOf(a.occurredAt)) || b.number - a.number);
  const hidden = view.timeline.filter((e) => e.type === 'rung').length;
  const shown = all ? events : events.slice(0, FIRST);
  return (
    <Section
      id="timeline"
      title={t('经过', 'Timeline')}
      aside={
        hidden > 0 ? (
          // biome-ignore lint/a11y/noLabelWithoutControl: the switch is the control inside
          <label className="switch">
            <Switch size="small" checked={rungs} onChange={setRungs} />
            {t(`到期提醒 ${hidden} 条`, `${many(hidden, 'reminder')} of dates`)}
          </label>
        ) : null
      }
    >
      {events.length === 0 ? <Empty>{t('还没有记录。', 'Nothing recorded yet.')}</Empty> : null}
      <ol className="timeline">
        {folded(shown).map(([first, ...more]) => (
          <Event key={first.number} event={first} view={view} more={more} />
        ))}
      </ol>
      {shown.length < events.length ? (
        <Button onClick={() => setAll(true)}>{t(`显示全部 ${events.length} 条`, `Show all ${events.length}`)}</Button>
      ) : null}
    </Section>
  );
}

type Run = [EventView, ...EventView[]];

/** A house clock that runs out again and again is one line with its number, not twenty. */
function folded(events: EventView[]): Run[] {
  const runs: Run[] = [];
  for (const e of events) {
    const last = runs.at(-1);
    const same =
      last !== undefined &&
      (e.type === 'expiry' || e.type === 'rung') &&
      last[0].type === e.type &&
      last[0].name === e.name &&
      last[0].proceeding === e.proceeding;
    if (same) last.push(e);
    else runs.push([e]);
  }
  return runs;
}

/** The id of an original that was opened gives way to its name, for those who may read it. */
function withNames({ evidence, ...rest }: FactSheet, view: CaseView): FactSheet {
  if (evidence === undefined) return rest;
  if (typeof evidence !== 'string') return { ...rest, evidence };
  const name = view.evidence.find((x) => x.id === evidence)?.name;
  return name === undefined ? rest : { ...rest, evidence: name };
}

function Event({ event: e, view, more }: { event: EventView; view: CaseView; more: EventView[] }) {
  const { t, pick, when, day } = useWords();
  const apart = e.occurredOn !== undefined || Date.parse(e.recordedAt) - Date.parse(e.occurredAt) > APART_MS;
  const several = view.details.length > 1;
  // Its tag says already that nobody did it.
  const bySystem = e.type === 'reaction' && e.actor.role === 'system';
  // Open until then only to see how late it was met; nothing runs out here.
  const closed = e.type === 'expiry' && e.name.endsWith(':closed');
  const house = closed || (isHouse(e.basis) && e.type === 'expiry');
  const kinds: Partial<Record<EventView['type'], string>> = {
    expiry: closed ? t('终结', 'Closed') : t('到期', 'Expiry'),
    reaction: t('联动', 'By reaction'),
    superseded: t('补正', 'Put right'),
    moved: t('重算', 'Recounted'),
    rung: t('提醒', 'Reminder'),
    declined: t('不同意', 'Declined'),
    proposal: t('提出', 'Proposed'),
  };
  // Which acts wait for whom stands with the acts themselves and in the work lists.
  const { withOfficer: _, document: __, paper: ___, entries: ____, told: _____, answers: ______, ...entered } = e.facts;
  // A moved date is told by its title; nobody entered anything.
  const facts = e.type === 'moved' && typeof e.facts.deadline === 'string' ? {} : withNames(entered, view);
  // The tip itself has its own place on the page.
  const words = e.type === 'opened' && e.kind === 'intake' && view.tip ? undefined : e.words;
  return (
    <li className={`event ev-${e.type} ${house ? 'ev-house' : ''}`} id={`event-${e.number}`}>
      <div className="event-head">
        <time dateTime={e.occurredOn ?? e.occurredAt}>{e.occurredOn ? day(e.occurredOn) : when(e.occurredAt)}</time>
        <span className="event-title">
          {pick(e.label)}
          {e.from !== e.to && e.from !== null ? <span className="to"> → {pick(e.toLabel)}</span> : null}
        </span>
        {kinds[e.type] ? <Tag className={`type-${e.type} ${house ? 'type-house' : ''}`}>{kinds[e.type]}</Tag> : null}
        {e.paper ? <Tag className="paper">{t('纸质补录', 'Paper act')}</Tag> : null}
        {several ? <span className="quiet">{pick(labelOf(`proceeding.${e.kind}`))}</span> : null}
      </div>
      <p className="event-who">
        {bySystem ? null : <Who actor={e.actor} people={view.people} />}
        {apart ? (
          <span className="quiet">
            {bySystem ? '' : ' · '}
            {t(`录入于 ${when(e.recordedAt)}`, `recorded ${when(e.recordedAt)}`)}
          </span>
        ) : null}
        <span className="quiet event-basis">
          <Basis basis={e.basis} />
        </span>
        <span className="quiet no"> #{e.number}</span>
      </p>
      {e.document ? (
        <p className="document">
          {t('文书：', 'Document: ')}
          {e.document.kind} <span className="number">{e.document.number}</span> · {day(e.document.date)}
        </p>
      ) : null}
      {e.paper ? (
        <p className="document">
          {t('补录依据：', 'Paper: ')}
          <span className="number">{e.paper.number}</span> · {t('扫描件', 'scan')} {e.paper.scan} ·{' '}
          {t('见证人', 'second person')} {pick(nameOf(view.people, e.paper.second))}
        </p>
      ) : null}
      {words === null ? (
        <p className="quiet">
          {e.damaged
            ? t(
                '文字内容的存储已损坏，无法显示。请通知运行人员核对备份。',
                'What is stored of the words is damaged and cannot be shown. Please have operations compare the backup.',
              )
            : t('文字内容已按规定销毁。', 'The words were destroyed as the rules require.')}
        </p>
      ) : null}
      {words && Object.keys(words).length > 0 ? (
        <div className="words">
          <Facts facts={words} kind={e.kind} act={e.name} people={view.people} />
        </div>
      ) : null}
      {more.length > 0 ? (
        <details className="event-facts">
          <summary>{t(`此前还有 ${more.length} 次`, `${many(more.length, 'time')} before`)}</summary>
          <ul>
            {more.map((m) => (
              <li key={m.number}>
                {when(m.occurredAt)} <span className="quiet">#{m.number}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {Object.keys(facts).length > 0 && e.type !== 'rung' ? (
        <details className="event-facts">
          <summary>{t('填写的事项', 'What was entered')}</summary>
          <Facts facts={facts} kind={e.kind} act={e.name} people={view.people} />
        </details>
      ) : null}
    </li>
  );
}
