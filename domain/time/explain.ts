/** Why a date is what it is, day by day and in a few lines that a citizen can follow. */
import { cite } from '../law/cite.ts';
import { sure } from '../look-up.ts';
import { fixedHoliday, HOLIDAY_MEASURE, isPublished } from './calendars.ts';
import { type Convention, convention } from './conventions.ts';
import { type Trace, type TraceBack, type TraceForward, type TraceHours, trace } from './count.ts';
import {
  addDays,
  dateOf,
  dayNumber,
  dayNumberOf,
  isPlainDate,
  isWorking,
  partsOfDayNumber,
  toInstant,
  weekdayOf,
} from './day.ts';
import type { Calendars, Count, DayReason, Due, ExplainedDay, Instant, PlainDate, Unit } from './types.ts';

interface Text {
  zh: string;
  en: string;
}

/** Consecutive days that share a reason; ordinary weekends between counted working days belong to their stretch. */
export interface ExplainedGroup {
  from: PlainDate;
  to: PlainDate;
  reason: DayReason;
  text: Text;
  /** Number of the notice, clause, or null. */
  source: string | null;
}

export interface Explanation {
  /** From the start (counted back: from the last working day on which the act suffices) to the last day. */
  days: ExplainedDay[];
  groups: ExplainedGroup[];
  summary: Text;
  /** The conventions that this date rests on. */
  conventions: Convention[];
  due: Due;
}

/** English names of the months, January first. */
export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** Names of the weekdays, Sunday first. */
export const WEEKDAYS: readonly Text[] = [
  { zh: '星期日', en: 'Sunday' },
  { zh: '星期一', en: 'Monday' },
  { zh: '星期二', en: 'Tuesday' },
  { zh: '星期三', en: 'Wednesday' },
  { zh: '星期四', en: 'Thursday' },
  { zh: '星期五', en: 'Friday' },
  { zh: '星期六', en: 'Saturday' },
];

const UNIT_NAMES: Record<Unit, { zh: string; one: string; many: string }> = {
  h: { zh: '小时', one: 'hour', many: 'hours' },
  cd: { zh: '日', one: 'calendar day', many: 'calendar days' },
  'cd†': { zh: '日', one: 'calendar day', many: 'calendar days' },
  wd: { zh: '个工作日', one: 'working day', many: 'working days' },
  months: { zh: '个月', one: 'month', many: 'months' },
  years: { zh: '年', one: 'year', many: 'years' },
};

/** A length with its unit in words. */
export function lengthText(length: number, unit: Unit): Text {
  const name = UNIT_NAMES[unit];
  return { zh: `${length}${name.zh}`, en: `${length} ${length === 1 ? name.one : name.many}` };
}

/** A plain date in words, with its weekday. */
export function dateText(date: PlainDate): Text {
  const n = dayNumber(date);
  const { year, month, day } = partsOfDayNumber(n);
  const weekday = sure(WEEKDAYS[weekdayOf(n)], 'a day of the week');
  return {
    zh: `${year}年${month}月${day}日（${weekday.zh}）`,
    en: `${weekday.en} ${day} ${MONTHS[month - 1]} ${year}`,
  };
}

/** The end of a period in words: a day, an instant as it is written, or that there is none. */
export function endText(end: PlainDate | Instant | null): Text {
  if (end === null) return { zh: '无', en: 'no date' };
  return isPlainDate(end) ? dateText(end) : { zh: end, en: end };
}

/** A span of days in words, as short as it stays clear: "1–8 October 2026". */
function spanText(from: PlainDate, to: PlainDate): Text {
  if (from === to) return dateText(from);
  const a = partsOfDayNumber(dayNumber(from));
  const b = partsOfDayNumber(dayNumber(to));
  const last = `${b.day} ${MONTHS[b.month - 1]} ${b.year}`;
  if (a.year !== b.year) {
    return {
      zh: `${a.year}年${a.month}月${a.day}日至${b.year}年${b.month}月${b.day}日`,
      en: `${a.day} ${MONTHS[a.month - 1]} ${a.year} – ${last}`,
    };
  }
  if (a.month !== b.month) {
    return {
      zh: `${a.year}年${a.month}月${a.day}日至${b.month}月${b.day}日`,
      en: `${a.day} ${MONTHS[a.month - 1]} – ${last}`,
    };
  }
  return { zh: `${a.year}年${a.month}月${a.day}日至${b.day}日`, en: `${a.day}–${last}` };
}

/** One day as it is grouped: what it is beyond its reason. */
interface Marked extends ExplainedDay {
  name: Text | null;
  provisional: boolean;
  /** Belongs to a stretch in which working days and ordinary weekends alternate. */
  stretch: boolean;
}

/** A notice by its number, an article by its name: a citizen does not know our short names. */
function named(source: string): Text {
  if (source === HOLIDAY_MEASURE) {
    return { zh: '《全国年节及纪念日放假办法》第二条', en: 'Measures on Holidays, art. 2' };
  }
  return { zh: /^CC \d/.test(source) ? cite(source).zh : source, en: source };
}

function restDay(n: number, calendars: Calendars): Pick<Marked, 'reason' | 'source' | 'name'> {
  const named = calendars.named.get(n);
  if (named?.kind === 'off') return { reason: 'holiday', source: named.notice, name: named.name };
  const fixed = isPublished(n, calendars) ? null : fixedHoliday(n);
  if (fixed) return { reason: 'holiday', source: HOLIDAY_MEASURE, name: fixed };
  return { reason: 'weekend', source: null, name: null };
}

/** The reason of a counted day; in working days a make-up day says that it is one. */
function countedDay(n: number, unit: Unit, calendars: Calendars): Pick<Marked, 'reason' | 'source'> {
  const named = calendars.named.get(n);
  if (unit === 'wd' && named?.kind === 'work') return { reason: 'make-up', source: named.notice };
  return { reason: 'counted', source: null };
}

/** Whether a last day counted in calendar days would move on, were it not a weekend day that a notice makes a working day. */
const keptHere = (n: number, count: Count, calendars: Calendars): boolean =>
  count.unit !== 'wd' && count.roll !== false && calendars.named.get(n)?.kind === 'work';

function markForward(count: Count, t: TraceForward, calendars: Calendars): Marked[] {
  const days: Marked[] = [];
  const open = t.frozen.find((span) => span.last === Number.POSITIVE_INFINITY);
  const last = t.end ?? Math.max(t.start, (open?.first ?? t.start + 1) - 1);
  const nominal = t.nominal ?? Number.POSITIVE_INFINITY;
  const byWorkingDays = count.unit === 'wd';
  let i = 0;
  let span = t.frozen[i];
  for (let n = t.start; n <= last; n++) {
    while (span && span.last < n) span = t.frozen[++i];
    const frozen = span !== undefined && span.first <= n;
    const needsCalendar = byWorkingDays || (n >= nominal && count.roll !== false);
    const day: Marked = {
      date: dateOf(n),
      counted: false,
      reason: 'counted',
      source: null,
      name: null,
      provisional: n > t.start && !frozen && needsCalendar && !isPublished(n, calendars),
      stretch: false,
    };
    if (n === t.start) Object.assign(day, { reason: 'start', source: 'CC 201' });
    else if (frozen) Object.assign(day, { reason: 'paused', source: 'CC 201' });
    else if (n <= nominal) {
      if (!byWorkingDays || isWorking(n, calendars)) {
        const held = n === t.end && keptHere(n, count, calendars);
        Object.assign(day, countedDay(n, held ? 'wd' : count.unit, calendars), { counted: true });
      } else Object.assign(day, restDay(n, calendars));
      day.stretch = byWorkingDays && (day.reason === 'counted' || day.reason === 'weekend');
    } else if (n === t.end || isWorking(n, calendars) || count.roll === false) {
      Object.assign(day, { reason: 'rolled', source: 'CC 203' });
    } else Object.assign(day, restDay(n, calendars));
    days.push(day);
  }
  return days;
}

function markBack(count: Count, t: TraceBack, calendars: Calendars): Marked[] {
  const days: Marked[] = [];
  const limit = t.end;
  const byWorkingDays = count.unit === 'wd';
  for (let n = dayNumber(t.due.alarm); n <= t.start; n++) {
    const day: Marked = {
      date: dateOf(n),
      counted: false,
      reason: 'counted',
      source: null,
      name: null,
      provisional: n < t.start && (n <= limit || byWorkingDays) && !isPublished(n, calendars),
      stretch: false,
    };
    if (n === t.start) Object.assign(day, { reason: 'start', source: 'CC 201' });
    else if (n <= limit) {
      const reason = isWorking(n, calendars) ? 'limit' : 'not-a-working-day';
      Object.assign(day, { reason, source: calendars.named.get(n)?.notice ?? null });
    } else if (!byWorkingDays || isWorking(n, calendars)) {
      Object.assign(day, countedDay(n, count.unit, calendars), { counted: true });
    } else Object.assign(day, restDay(n, calendars));
    day.stretch = byWorkingDays && (day.reason === 'counted' || day.reason === 'weekend');
    days.push(day);
  }
  return days;
}

function markHours(t: TraceHours): Marked[] {
  const days: Marked[] = [];
  for (let n = Math.min(t.start, t.end); n <= Math.max(t.start, t.end); n++) {
    days.push({
      date: dateOf(n),
      counted: true,
      reason: 'counted',
      source: null,
      name: null,
      provisional: false,
      stretch: false,
    });
  }
  return days;
}

function markedBy(count: Count, t: Trace, calendars: Calendars): Marked[] {
  switch (t.way) {
    case 'hours':
      return markHours(t);
    case 'back':
      return markBack(count, t, calendars);
    case 'forward':
      return markForward(count, t, calendars);
  }
}

function sameGroup(a: Marked, b: Marked): boolean {
  if (a.provisional !== b.provisional) return false;
  if (a.stretch || b.stretch) return a.stretch && b.stretch;
  return a.reason === b.reason && a.source === b.source && a.name?.en === b.name?.en;
}

function ordinals(first: number, last: number, count: Count): Text {
  const wd = count.unit === 'wd';
  const zh = wd ? '个工作日' : '日';
  const en = wd ? 'working day' : 'day';
  return first === last
    ? { zh: `第${first}${zh}`, en: `${en} ${first}` }
    : { zh: `第${first}至${last}${zh}`, en: `${en}s ${first}–${last}` };
}

/** Days that follow one another and are told as one. */
interface Together {
  first: Marked;
  last: Marked;
  days: number;
  counted: number;
}

function together(marked: Marked[]): Together[] {
  const all: Together[] = [];
  let open: Together | undefined;
  for (const day of marked) {
    if (!open || !sameGroup(open.last, day)) {
      open = { first: day, last: day, days: 0, counted: 0 };
      all.push(open);
    }
    open.last = day;
    open.days += 1;
    if (day.counted) open.counted += 1;
  }
  return all;
}

function groupText(days: Together, before: number, count: Count, t: Trace, calendars: Calendars): Text {
  const { first, counted } = days;
  const rest = days.days - counted;
  const back = count.direction === 'back';
  switch (first.stretch && counted === 0 ? 'weekend' : first.stretch ? 'counted' : first.reason) {
    case 'start':
      return back
        ? { zh: '该事项当日，不计入', en: 'the day of the event, which does not count' }
        : { zh: '开始的当日，不计入', en: 'the day of the start, which does not count' };
    case 'counted': {
      if (count.unit === 'h')
        return { zh: '连续计算，昼夜和节假日不扣除', en: 'hours run day and night, on every day' };
      const n = back
        ? { zh: `${counted}个完整日`, en: `${counted} full day${counted === 1 ? '' : 's'}` }
        : ordinals(before + 1, before + counted, count);
      return rest > 0 ? { zh: `${n.zh}，周末不计`, en: `${n.en}, weekends left out` } : n;
    }
    case 'make-up': {
      if (count.unit !== 'wd') {
        const last = ordinals(before + 1, before + counted, count);
        return {
          zh: `${last.zh}，虽逢周末，按放假通知为调休上班日，末日不顺延`,
          en: `${last.en}, a weekend day that is worked by official notice, so the last day does not move on`,
        };
      }
      const n = back ? { zh: '计入', en: 'counted' } : ordinals(before + 1, before + counted, count);
      return { zh: `调休上班日，${n.zh}`, en: `make-up working day by official notice, ${n.en}` };
    }
    case 'weekend':
      return { zh: '周末，不计入', en: 'weekend, not counted' };
    case 'holiday': {
      const fixed = first.source === HOLIDAY_MEASURE;
      const zh = first.name?.zh ?? '放假';
      const en = first.name?.en ?? 'days off';
      return fixed
        ? { zh: `${zh}，法定节假日，不计入`, en: `${en}, a statutory holiday fixed by date, not counted` }
        : { zh: `${zh}放假，不计入`, en: `${en}, off by State Council notice, not counted` };
    }
    case 'paused':
      return { zh: '中止，不计入', en: 'suspended, not counted' };
    case 'rolled': {
      if (dayNumber(first.date) !== t.end) {
        return { zh: '在此日中止，未届满', en: 'suspended on this day, so no expiry' };
      }
      const named = calendars.named.get(t.end);
      return named?.kind === 'work'
        ? {
            zh: `顺延后的末日；虽逢周末，按${named.notice}为调休上班日`,
            en: `the last day, moved here, a weekend day that is worked by ${named.notice}`,
          }
        : { zh: '顺延后的末日', en: 'the last day, moved here' };
    }
    case 'limit':
      return dayNumber(first.date) === t.end
        ? { zh: '最迟之日', en: 'the latest day for the act' }
        : { zh: '最后工作日，在最迟之日之前', en: 'the last working day, before the latest day' };
    default:
      return { zh: '休息日（不是工作日），在此日办理仍不算迟', en: 'a day off; an act on it would still be in time' };
  }
}

function group(marked: Marked[], count: Count, t: Trace, calendars: Calendars): ExplainedGroup[] {
  const groups: ExplainedGroup[] = [];
  let counted = 0;
  for (const days of together(marked)) {
    const { first, counted: own } = days;
    const from = first.date;
    const to = days.last.date;
    const reason = first.stretch ? (own > 0 ? 'counted' : 'weekend') : first.reason;
    const span = spanText(from, to);
    const what = groupText(days, counted, count, t, calendars);
    const source = first.stretch ? null : first.source;
    const rests = source === null ? null : named(source);
    const tail = first.provisional
      ? { zh: '；放假安排未公布，暂定', en: '; provisional, no calendar published' }
      : { zh: '', en: '' };
    groups.push({
      from,
      to,
      reason,
      text: {
        zh: `${span.zh}：${what.zh}${rests ? `（${rests.zh}）` : ''}${tail.zh}`,
        en: `${span.en}: ${what.en}${rests ? ` (${rests.en})` : ''}${tail.en}`,
      },
      source,
    });
    counted += own;
  }
  return groups;
}

function minutes(instant: string): string {
  return toInstant(instant).replace('T', ' ').replace('+08:00', '').replace(/:00$/, '');
}

function summarise(count: Count, t: Trace, calendars: Calendars): Text {
  const { due } = t;
  const length = lengthText(t.length, count.unit);
  const one = t.length === 1;
  const lines: Text[] = [];
  const from = dateText(dateOf(t.start));
  if (t.way === 'hours') {
    const [a, b] = [minutes(count.start), minutes(t.due.due)];
    return count.direction === 'back'
      ? { zh: `${a}之前${length.zh}为${b}（北京时间）。`, en: `${length.en} before ${a} is ${b}, Beijing time.` }
      : {
          zh: `自${a}起${length.zh}，至${b}（北京时间）届满，夜间和节假日不扣除。`,
          en: `${length.en} from ${a} ${one ? 'ends' : 'end'} at ${b}, Beijing time; nights and holidays are not left out.`,
        };
  }
  if (t.way === 'back') {
    const last = dateText(t.due.due);
    lines.push({
      zh: `最迟${last.zh}，其后至${from.zh}之间有足数的${length.zh}。`,
      en: `At the latest on ${last.en}, so that ${length.en} ${one ? 'lies' : 'lie'} in full before ${from.en}.`,
    });
    if (t.due.alarm !== t.due.due) {
      const alarm = dateText(t.due.alarm);
      lines.push({
        zh: `该日是休息日（不是工作日），此前的最后工作日是${alarm.zh}。`,
        en: `That is a day off; the last working day before it is ${alarm.en}.`,
      });
    }
  } else if (due.due === null) {
    const left = lengthText(due.remaining ?? 0, count.unit === 'wd' ? 'wd' : 'cd');
    lines.push({
      zh: `自${from.zh}起${length.zh}，现已中止，没有届满日；尚余${left.zh}。`,
      en: `${length.en} from ${from.en} ${one ? 'is suspended and has' : 'are suspended and have'} no last day now; ${left.en} left.`,
    });
  } else {
    const last = dateText(due.due);
    lines.push({
      zh: `自${from.zh}起${length.zh}，至${last.zh}24时届满。`,
      en: `${length.en} from ${from.en} ${one ? 'ends' : 'end'} on ${last.en} at 24:00.`,
    });
    if (t.nominal !== t.end && t.nominal !== null && due.alarm !== dateOf(t.nominal)) {
      const nominal = dateText(dateOf(t.nominal));
      lines.push({
        zh: `期间在${nominal.zh}用完，末日顺延。`,
        en: `The days are used up on ${nominal.en}; the last day moves on from there.`,
      });
    }
  }
  if (t.way === 'forward' && due.alarm) {
    const alarm = dateText(due.alarm);
    lines.push({
      zh: `从严计算为${alarm.zh}，据此提醒。`,
      en: `Read strictly the last day is ${alarm.en}; warnings go by it.`,
    });
  }
  for (const [i, extension] of (count.extensions ?? []).entries()) {
    const by = lengthText(extension.length, count.unit);
    const on = dateText(dateOf(dayNumberOf(extension.granted)));
    lines.push(
      due.extensions[i] === 'accepted'
        ? { zh: `含${on.zh}批准延长的${by.zh}。`, en: `This includes ${by.en} granted on ${on.en}.` }
        : {
            zh: `${on.zh}批准的延长（${by.zh}）已在届满之后，无效。`,
            en: `An extension by ${by.en} granted on ${on.en} is refused: it came after expiry.`,
          },
    );
  }
  if (due.provisional) {
    const horizon = calendars.horizon ? dateText(calendars.horizon) : null;
    lines.push(
      horizon
        ? {
            zh: `暂定：放假安排仅公布至${horizon.zh}，公布后重算。`,
            en: `Provisional: calendars cover the days up to ${horizon.en}; it is computed again when the next notice comes.`,
          }
        : { zh: '暂定：没有已公布的放假安排。', en: 'Provisional: no calendar is published.' },
    );
  }
  return { zh: lines.map((l) => l.zh).join(''), en: lines.map((l) => l.en).join(' ') };
}

function conventionsOf(count: Count, t: Trace): Convention[] {
  const { nominal } = t;
  if (count.unit === 'h') return [1, 6].map(convention);
  const numbers = [1, 2];
  const months = count.unit === 'months' || count.unit === 'years';
  if (count.unit === 'wd' || count.roll !== false) numbers.push(3);
  if (count.unit !== 'wd' && count.direction !== 'back') numbers.push(4);
  if (count.unit === 'cd†') numbers.push(5);
  if (months) numbers.push(7);
  if (count.direction === 'back') numbers.push(8);
  else if (t.frozen.length > 0) {
    numbers.push(9);
    const atEnd = nominal !== null && t.frozen.some((f) => f.first > nominal && f.first <= (t.end ?? f.first));
    if (atEnd) numbers.push(10);
    if (months) numbers.push(11);
    if (t.end === null) numbers.push(12);
  }
  if (t.due.extensions.length > 0 && count.direction !== 'back') numbers.push(13, 14);
  if (t.due.due !== null) numbers.push(15);
  if (t.due.provisional) numbers.push(18);
  return numbers.map(convention);
}

/** The date with its reason in a sentence or two, without the days: what a list of dates needs, at a fraction of the work. */
export function reasonOf(count: Count, calendars: Calendars): Pick<Explanation, 'summary' | 'due'> {
  const t = trace(count, calendars);
  return { summary: summarise(count, t, calendars), due: t.due };
}

/**
 * The days counted and skipped with reasons and sources, the same in a few groups, and the whole in a sentence or two.
 * While suspended the days end with the day of suspension. Errors as `compute`.
 */
export function explain(count: Count, calendars: Calendars): Explanation {
  const t = trace(count, calendars);
  const marked = markedBy(count, t, calendars);
  const groups = group(marked, count, t, calendars);
  const last = marked.at(-1);
  if (t.due.due === null && last) {
    const since = addDays(last.date, 1);
    const text = dateText(since);
    groups.push({
      from: since,
      to: since,
      reason: 'paused',
      text: { zh: `${text.zh}起：中止，尚未恢复`, en: `from ${text.en}: suspended, not resumed yet` },
      source: 'CC 201',
    });
  }
  return {
    days: marked.map(({ date, counted, reason, source }) => ({ date, counted, reason, source })),
    groups,
    summary: summarise(count, t, calendars),
    conventions: conventionsOf(count, t),
    due: t.due,
  };
}
