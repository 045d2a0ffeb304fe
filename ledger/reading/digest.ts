import { lookUp } from '../../domain/look-up.ts';
import { DIGEST_TIMES, digestTimeOf, endOfWeek, isAway } from '../../domain/people/digest.ts';
import { grantsOn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { dayOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { choiceOf, isOver } from '../house/digests.ts';
import { type Core, homeOrgan } from '../truth/core.ts';
import { senderIn } from '../truth/house.ts';
import type { Digests, News } from '../types.ts';
import { dueUntil, unreadNews } from './news.ts';

/** When whoever asks is written to, and where. */
export async function digestOf(core: Core, person: Person): ReturnType<News['digestOf']> {
  const { times, address } = await choiceOf(core.pool, core.keys, person.id);
  return { times, address, offered: DIGEST_TIMES };
}

/**
 * What to write to somebody, counted when it is written, by what they see then: whoever is outside a case by now is told of nothing of
 * it, not even by a number. Of who is away the deputy is told. null: nothing is new or due, it was seen to, its hour is over, or they have chosen otherwise since.
 */
export async function digest(core: Core, staff: string, moment: Instant): ReturnType<Digests['digest']> {
  const { times, address, sentFor } = await choiceOf(core.pool, core.keys, staff);
  const time = digestTimeOf(moment);
  const house = await core.house.fresh();
  const { directory } = house;
  const person = lookUp(directory.people, staff);
  if (isOver(core, moment) || !person || address === null || time === null || !times.includes(time)) return null;
  if (isAway(person, directory, dayOf(core.now()))) return null;
  if (sentFor !== null && sentFor.getTime() >= millisOf(moment)) return null;
  const [organ = homeOrgan(core, house)] = grantsOn(person, dayOf(core.now())).map((g) => g.organ);
  const news = await unreadNews(core, person);
  const due = await dueUntil(core, person, endOfWeek(core.now()));
  return news + due === 0 ? null : { news, due, address, from: senderIn(house, organ, core.now()) };
}
