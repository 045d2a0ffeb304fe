/** Days and instants as fields: real ones, inside the span in which periods can be counted. */
import { z } from 'zod';
import { addDays, dateOf, dayNumberOf, FIRST_DAY, LAST_DAY } from './day.ts';

/** Room at both ends of the countable span for the longest period that may be counted from a day, forwards or back. */
const ROOM_DAYS = 20_000;
const ROOM_BEFORE_DAYS = 3_653;

/** The first and last day that a date may name. */
export const SPAN = { first: dateOf(FIRST_DAY + ROOM_BEFORE_DAYS), last: addDays(dateOf(LAST_DAY), -ROOM_DAYS) };

/** Says of a date that is none, and of one outside the span, which of the two it is. */
const countable = () =>
  z.check<string>((payload) => {
    const { value } = payload;
    // What is no date at all has been said already.
    if (payload.issues.length > 0) return;
    const say = (message: string, zh: string) =>
      payload.issues.push({ code: 'custom', input: value, message, params: { zh } });
    let day: string;
    try {
      day = dateOf(dayNumberOf(value));
    } catch {
      say('is no real date or instant', '不是真实的日期或者时刻');
      return;
    }
    if (day < SPAN.first || day > SPAN.last) {
      say(`must lie between ${SPAN.first} and ${SPAN.last}`, `须在${SPAN.first}至${SPAN.last}之间`);
    }
  });

/** A plain day of legal time, such as 2026-09-30. */
export const legalDay = () => z.iso.date().check(countable());
/** An instant with its offset. */
export const legalInstant = () => z.iso.datetime({ offset: true }).check(countable());
