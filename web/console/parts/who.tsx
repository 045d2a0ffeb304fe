import { lookUp } from '../../../domain/look-up.ts';
import type { ActedAs, Bilingual } from '../api/types.ts';
import { labelOf, OUTSIDE } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';
import type { People } from './facts.tsx';

/** The name of a member of staff, or their id where the case does not say. */
export const nameOf = (people: People, id: string): Bilingual => lookUp(people, id)?.name ?? { zh: id, en: id };

/** Who did it, as what they were at that moment. */
export function Who({ actor, people }: { actor: ActedAs; people: People }) {
  const { t, pick } = useWords();
  if (actor.role === 'system') return <span className="who">{t('系统（按时间）', 'System, by time')}</span>;
  if (actor.role === 'tipster') return <span className="who">{t('举报人', 'Tipster')}</span>;
  if (actor.role === 'outside') {
    const body = actor.id.replace(/^outside:/, '');
    return (
      <span className="who">
        {pick(lookUp(OUTSIDE, body) ?? { zh: body, en: body })}
        {actor.enteredBy
          ? t(
              `（${pick(nameOf(people, actor.enteredBy))}录入）`,
              ` (entered by ${pick(nameOf(people, actor.enteredBy))})`,
            )
          : ''}
      </span>
    );
  }
  const role = pick(labelOf(`role.${actor.role}`));
  const name = pick(nameOf(people, actor.id));
  return (
    <span className="who">
      {name}
      {name === role ? '' : t(`(${role})`, ` (${role})`)}
      {actor.withOfficer
        ? t(`、${pick(nameOf(people, actor.withOfficer))}`, ` with ${pick(nameOf(people, actor.withOfficer))}`)
        : ''}
    </span>
  );
}
