import { lookUp } from '../../../domain/look-up.ts';
import type { ActedAs, Bilingual } from '../api/types.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';
import type { People } from './facts.tsx';

/** The name of a member of staff, or their id where the case does not say. */
export const nameOf = (people: People, id: string): Bilingual => lookUp(people, id)?.name ?? { zh: id, en: id };

/** Who did it, as what they were at that moment. */
export function Who({ actor, people }: { actor: ActedAs; people: People }) {
  const { t, pick } = useWords();
  if (actor.role === 'system') return <span className="who">{t('系统（按时间）', 'System, by time')}</span>;
  const name = (id: string) => pick(nameOf(people, id));
  // Beside who acted in life, for ever: who typed it in.
  const typed = actor.enteredBy
    ? actor.enteredBy === actor.id
      ? t('（本人补录）', ' (entered by themselves, later)')
      : t(`（${name(actor.enteredBy)}录入）`, ` (entered by ${name(actor.enteredBy)})`)
    : '';
  if (actor.role === 'tipster') {
    return (
      <span className="who">
        {t('举报人', 'Tipster')}
        {typed}
      </span>
    );
  }
  if (actor.role === 'outside') {
    const body = actor.id.replace(/^outside:/, '');
    return (
      <span className="who">
        {pick(labelOf(`outside.${body}`))}
        {actor.receivedBy ? t(`，${name(actor.receivedBy)}签收`, `, received by ${name(actor.receivedBy)}`) : ''}
        {typed}
      </span>
    );
  }
  const role = pick(labelOf(`role.${actor.role}`));
  const own = name(actor.id);
  return (
    <span className="who">
      {own}
      {own === role ? '' : t(`（${role}）`, ` (${role})`)}
      {actor.withOfficer
        ? t(`、${pick(nameOf(people, actor.withOfficer))}`, ` with ${pick(nameOf(people, actor.withOfficer))}`)
        : ''}
      {typed}
    </span>
  );
}
