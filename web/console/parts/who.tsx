import { lookUp } from '../../../domain/look-up.ts';
import type { ActedAs, Bilingual } from '../api/types.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';
import type { People } from './facts.tsx';

/** The name of a member of staff, or their id where the case does not say. */
export const nameOf = (people: People, id: string): Bilingual =>
  lookUp(people, id)?.name ?? (id === 'tipster' ? { zh: '举报人', en: 'the tipster' } : { zh: id, en: id });

/** Who did it, as what they were at that moment. */
export function Who({ actor, people }: { actor: ActedAs; people: People }) {
  const { t, pick } = useWords();
  if (actor.role === 'system') return <span className="who">{pick(labelOf('role.system'))}</span>;
  const name = (id: string) => pick(nameOf(people, id));
  // Beside who acted in life, for ever: who typed it in.
  const typed = actor.enteredBy
    ? actor.enteredBy === actor.id
      ? t('（本人补录）', ' (entered by themselves, later)')
      : t(`（${name(actor.enteredBy)}录入）`, ` (entered by ${name(actor.enteredBy)})`)
    : '';
  if (actor.role === 'tipster') {
    const who = [actor.receiptShownTo ?? []].flat();
    const seen =
      who.length === 0
        ? ''
        : who.includes('intake')
          ? t('（所用凭证受理岗位看过）', ' (by a receipt that intake has seen)')
          : t(`（所用凭证${who.map(name).join('、')}看过）`, ` (by a receipt seen by ${who.map(name).join(', ')})`);
    return (
      <span className="who">
        {t('举报人', 'Tipster')}
        {seen}
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
      {actor.for ? t(`，代理${name(actor.for)}`, `, standing in for ${name(actor.for)}`) : ''}
      {typed}
    </span>
  );
}
