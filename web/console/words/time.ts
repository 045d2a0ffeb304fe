/** Dates on the screen. The server counts; here days are only written and compared. Asia/Shanghai is +08:00 for ever. */
type Language = 'zh' | 'en';

const EIGHT_HOURS = 8 * 3_600_000;
const DAY = 86_400_000;

let skew = 0;

/** The server's clock rules: an office computer may be wrong. `date` is the HTTP header, to the second. */
export function heardFromServer(date: string | null): void {
  const at = date ? Date.parse(date) : Number.NaN;
  if (!Number.isNaN(at) && Math.abs(at - Date.now()) > 2_000) skew = at - Date.now();
}

/** Milliseconds of now by the server's clock. */
const now = (): number => Date.now() + skew;

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

const shifted = (instant: string) => new Date(Date.parse(instant) + EIGHT_HOURS).toISOString();

/** The day in Asia/Shanghai of a day or instant. */
export const dayOf = (value: string): string => (isDay(value) ? value : shifted(value).slice(0, 10));

export const today = (): string => new Date(now() + EIGHT_HOURS).toISOString().slice(0, 10);

/** Number of a day, for distances. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

export const dayAt = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** A point on the calendar axis, in days; instants keep their fraction. */
export const axis = (value: string): number =>
  isDay(value) ? dayNumber(value) : (Date.parse(value) + EIGHT_HOURS) / DAY;

export const axisNow = (): number => (now() + EIGHT_HOURS) / DAY;

const WEEKDAYS = { zh: '日一二三四五六', en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] } as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const partsOf = (day: string) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, date, weekday: new Date(`${day}T00:00:00Z`).getUTCDay() };
};

export function dayText(day: string, language: Language): string {
  const { year, month, date, weekday } = partsOf(day);
  return language === 'zh'
    ? `${year}年${month}月${date}日 周${WEEKDAYS.zh[weekday]}`
    : `${WEEKDAYS.en[weekday]} ${date} ${MONTHS[month - 1]} ${year}`;
}

export function monthText(day: string, language: Language, withYear: boolean): string {
  const { year, month } = partsOf(day);
  if (language === 'zh') return withYear ? `${year}年${month}月` : `${month}月`;
  return withYear ? `${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]}`;
}

export function when(value: string, language: Language): string {
  if (isDay(value)) return dayText(value, language);
  const text = shifted(value);
  return `${dayText(text.slice(0, 10), language)} ${text.slice(11, 16)}`;
}

/** `1 day`, `2 days`; in Chinese there is nothing to do. */
export const many = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** How far off in days; for instants less than two days away in hours. */
export function away(value: string, language: Language): string {
  const zh = language === 'zh';
  if (!isDay(value)) {
    const hours = (Date.parse(value) - now()) / 3_600_000;
    if (Math.abs(hours) < 48) {
      const n = Math.max(1, Math.floor(Math.abs(hours)));
      if (hours >= 0) return zh ? `还有 ${n} 小时` : `in ${n} h`;
      return zh ? `已过 ${n} 小时` : `${n} h ago`;
    }
  }
  const days = dayNumber(dayOf(value)) - dayNumber(today());
  if (days === 0) return zh ? '今天' : 'today';
  if (days === 1) return zh ? '明天' : 'tomorrow';
  if (days > 0) return zh ? `还有 ${days} 天` : `in ${many(days, 'day')}`;
  return zh ? `已过 ${-days} 天` : `${many(-days, 'day')} ago`;
}

/** Whole days from a day or instant to now. */
export const daysSince = (value: string): number => dayNumber(today()) - dayNumber(dayOf(value));
