/** Who has held the same post for as long as the authority lets anybody, or nearly. */
import { mayNotSettle } from '../../domain/authority/decide.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { rolesOn } from '../../domain/people/may.ts';
import { heldLong, type LongHeld, MOST_ROTATION } from '../../domain/people/rotation.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import { millisOf, startOfDay } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { actView } from '../house/authority.ts';
import { authorityOf, type House } from '../truth/house.ts';
import type { Announcement, RotationView } from '../types.ts';

/** People told of at once: whoever sees to these sees the next. */
const SHOWN = 200;

const heldIn = (house: House, organ: string, day: PlainDate): LongHeld[] =>
  heldLong(house.directory, organ, authorityOf(house, organ).rotation ?? null, day);

const named = (house: House, id: string): Bilingual =>
  lookUp(house.directory.people, id)?.name ?? lookUp(house.directory.units, id)?.name ?? { zh: id, en: id };

export function rotationIn(house: House, organ: string, person: Person, day: PlainDate): RotationView {
  const held = heldIn(house, organ, day);
  return {
    set: authorityOf(house, organ).rotation ?? null,
    most: MOST_ROTATION,
    mayNot: mayNotSettle(person, organ, 'set-rotation', day)?.message ?? null,
    held: held.slice(0, SHOWN).map(({ person: id, unit, post, since, full }) => ({
      person: { id, name: named(house, id) },
      unit: named(house, unit),
      post,
      since,
      full,
    })),
    total: held.length,
    history: (house.acts[organ] ?? []).filter(({ act }) => act.act === 'set-rotation').map((a) => actView(a, house)),
  };
}

/** Who is told of it: whoever asks for changes, and the principal. */
const TOLD: readonly Role[] = ['admin', 'principal'];

/**
 * What is announced to somebody since this moment, newest first: each from the day on which it is so, but not from before the authority
 * set its years.
 * @param mark up to when they have read
 */
export function announcedTo(
  house: House,
  person: Person,
  day: PlainDate,
  since: Instant,
  mark: Instant | null,
): (Announcement & { at: Instant })[] {
  return Object.keys(house.authorities)
    .filter((organ) => {
      const roles = rolesOn(person, organ, day);
      return TOLD.some((role) => roles.has(role));
    })
    .flatMap((organ) => {
      const set = authorityOf(house, organ).rotation?.setOn ?? day;
      return heldIn(house, organ, day).map((held) => ({ ...held, from: held.from > set ? held.from : set }));
    })
    .map(({ person: id, post, unit, since: from, full, from: on }) => {
      const [who, where] = [named(house, id), named(house, unit)];
      const at = startOfDay(on);
      return {
        what: 'rotation' as const,
        text: {
          zh: `轮岗：${who.zh}自${from}起任${where.zh}${post.zh}，${full <= day ? `已于${full}满年限` : `将于${full}满年限`}`,
          en: `Rotation: ${who.en} has held the post ${post.en} (${where.en}) since ${from}; the years ${full <= day ? 'were' : 'are'} full on ${full}`,
        },
        day: on,
        unread: mark === null || millisOf(at) > millisOf(mark),
        at,
      };
    })
    .filter(({ at }) => millisOf(at) > millisOf(since))
    .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0));
}
