import { zhIssue } from '../../domain/kernel/form-of.ts';
import { type Bilingual, type Deadline, type DeadlinePart, editionFrom } from '../../domain/law/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import { dayNumber } from '../../domain/time/day.ts';
import { type ComputeRequest, computeRequest, requestFor } from '../../domain/time/request.ts';
import { dateWords } from '../page/language.ts';
import type { Typed } from './fields.tsx';

/** A period as a visitor asked for it, ready for the engine. */
export interface Question {
  /** The row of the catalogue and its part; null for a bare length. */
  row: Deadline | null;
  part: DeadlinePart | null;
  request: ComputeRequest;
  /** The same for the same question, whatever the order of what was typed. */
  key: string;
}

/** What is wrong, by the id of the field on the page. */
export interface Wrong {
  field: string;
  text: Bilingual;
}

const MOST_PAUSES = 20;

/** How many lines for pauses the page shows: those typed and, when asked for, one more. */
export function pauseLines(typed: Typed): number {
  let last = 0;
  for (let i = 1; i <= MOST_PAUSES; i++) if (typed[`pause-${i}-from`] || typed[`pause-${i}-to`]) last = i;
  return Math.min(MOST_PAUSES, Math.max(1, last + (typed.add ? 1 : 0)));
}

/** `tip-review`, or `petition-review-ask.1` for its second part. */
export const choiceOf = (id: string, part: number): string => (part === 0 ? id : `${id}.${part}`);

const wrong = (field: string, zh: string, en: string): Wrong => ({ field, text: { zh, en } });

const WHOLE = /^\d{1,9}$/;

/** Sentences for what only somebody who edits the address, or leaves out a field, gets to see. */
const NO_TIME: Bilingual = {
  zh: '按小时计的期限须有时刻，请填写时刻，例如 16:40',
  en: 'Hours run from a moment: give the time of day, e.g. 16:40',
};
const NO_UNIT: Bilingual = {
  zh: '没有这个单位，请在列表中选择',
  en: 'There is no such unit: please choose one from the list',
};
const NO_DIRECTION: Bilingual = {
  zh: '没有这个方向，请在列表中选择',
  en: 'There is no such direction: please choose one from the list',
};

/** What is wrong with a day by itself: not written as one, or none of the calendar. null for a day, whatever its year. */
function dayProblem(day: string): Bilingual | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
    return { zh: '请写成年-月-日，例如 2026-09-30', en: 'write the day as year-month-day, e.g. 2026-09-30' };
  }
  try {
    dayNumber(day);
    return null;
  } catch {
    return { zh: '没有这一天', en: 'there is no such day' };
  }
}

interface Line {
  at: number;
  from: string;
  to: string | null;
}

function linesOf(typed: Typed, found: Wrong[]): Line[] {
  const lines: Line[] = [];
  for (let i = 1; i <= MOST_PAUSES; i++) {
    const from = typed[`pause-${i}-from`] ?? '';
    const to = typed[`pause-${i}-to`] ?? '';
    if (from) lines.push({ at: i, from, to: to || null });
    else if (to) found.push(wrong(`pause-${i}-from`, '请填写中止开始的日期', 'Give the day on which the pause began'));
  }
  return lines;
}

function extensionOf(typed: Typed, found: Wrong[]): { length: number; granted: string } | null {
  const { extend = '', granted = '' } = typed;
  if (!extend && !granted) return null;
  if (!WHOLE.test(extend)) found.push(wrong('extend', '延长的长度须为整数', 'The extension must be a whole number'));
  if (!granted) found.push(wrong('granted', '请填写批准延长的日期', 'Give the day on which the extension was granted'));
  return { length: Number(extend), granted };
}

/** The field of the page that an issue of the request belongs to. */
function fieldOf(path: readonly PropertyKey[], lines: Line[], hours: boolean): string {
  const [first, second, third] = path;
  if (first === 'pauses') {
    const line = lines[Number(second ?? 0)]?.at ?? 1;
    return `pause-${line}-${third === 'to' ? 'to' : 'from'}`;
  }
  if (first === 'extension') return second === 'granted' ? 'granted' : 'extend';
  if (first === 'start') return hours ? 'time' : 'start';
  return first === 'length' || first === 'unit' || first === 'direction' ? first : 'deadline';
}

const NAMES: Record<string, Bilingual> = {
  deadline: { zh: '期限', en: 'Deadline' },
  length: { zh: '长度', en: 'Length' },
  unit: { zh: '单位', en: 'Unit' },
  direction: { zh: '方向', en: 'Direction' },
  start: { zh: '起算日', en: 'Start' },
  time: { zh: '时刻', en: 'Time of day' },
  extend: { zh: '延长', en: 'Extension' },
  granted: { zh: '批准日', en: 'Granted on' },
};

/** A field by its name on the page. */
function nameOf(field: string): Bilingual {
  const [, n = '', end] = /^pause-(\d+)-(from|to)$/.exec(field) ?? [];
  if (end)
    return {
      zh: `第${n}次中止${end === 'from' ? '开始' : '结束'}`,
      en: `Suspension ${n}, ${end === 'from' ? 'from' : 'until'}`,
    };
  return lookUp(NAMES, field) ?? { zh: field, en: field };
}

/** What was typed as a question to the engine, or every field that is wrong, each named. */
export function questionOf(typed: Typed): { question: Question } | { wrong: Wrong[] } {
  const found: Wrong[] = [];
  const lines = linesOf(typed, found);
  const extension = extensionOf(typed, found);
  const { start: day = '', time = '' } = typed;
  if (!day) found.push(wrong('start', '请填写起算日', 'Give the day of the start'));
  const odd = day ? dayProblem(day) : null;
  if (odd) found.push(wrong('start', `起算日：${odd.zh}`, `Start: ${odd.en}`));
  const timed = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  if (time && !timed) {
    found.push(wrong('time', '时刻请写成 16:40 的样子', 'Write the time of day like 16:40'));
  }
  const [id = '', nth = '0'] = (typed.deadline ?? '').split('.');
  const row = id ? (editionFrom(id, day) ?? null) : null;
  const part = row?.parts[WHOLE.test(nth) ? Number(nth) : -1] ?? null;
  if (id && (!row || !part)) found.push(wrong('deadline', '没有这项期限', 'There is no such deadline'));
  else if (row && (part?.length == null || part.unit === null)) {
    found.push(
      row.edition.until
        ? wrong(
            'deadline',
            `这一天适用的是旧规定（${dateWords('zh', row.edition.until)}起由新规定代替），我们不掌握旧规定的天数。知道天数的，请在这里改选“自行填写长度”，再填写下面的长度`,
            `On that day the earlier rules were in force (replaced from ${dateWords('en', row.edition.until)}), and their length is not known to us. If you know it, choose “A length of my own” here and give the length below`,
          )
        : wrong('deadline', '这项期限没有可计算的天数', 'This deadline names no number that can be counted'),
    );
  }
  if (!id && !WHOLE.test(typed.length ?? ''))
    found.push(wrong('length', '长度须为整数', 'The length must be a whole number'));
  if (found.some((w) => w.field === 'deadline' || w.field === 'length')) return { wrong: found };

  const start = timed ? `${day}T${time}:00+08:00` : day;
  const pauses = lines.map(({ from, to }) => ({ from, to }));
  let ask: unknown;
  try {
    ask = row
      ? requestFor(row, { part: Number(nth), start, pauses, extension })
      : {
          unit: typed.unit,
          length: Number(typed.length),
          start,
          pauses,
          extension,
          ...(typed.direction ? { direction: typed.direction } : {}),
          ...(typed.fixed ? { roll: false } : {}),
        };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { wrong: [...found, wrong('deadline', '这项期限不能这样计算', error.message)] };
  }
  const request = computeRequest.safeParse(ask);
  if (request.success && found.length === 0) {
    const key = JSON.stringify(row ? [row.id, nth, start, pauses, extension] : request.data);
    return { question: { row, part, request: request.data, key } };
  }
  const hours = (ask as { unit?: unknown }).unit === 'h' && !timed;
  for (const i of request.success ? [] : request.error.issues) {
    const field = fieldOf(i.path, lines, hours && day !== '');
    if (found.some((w) => w.field === field)) continue;
    const plain = field === 'time' ? NO_TIME : field === 'unit' ? NO_UNIT : null;
    if (plain || (field === 'direction' && i.code === 'invalid_value')) {
      found.push({ field, text: plain ?? NO_DIRECTION });
      continue;
    }
    const name = nameOf(field);
    const typedDay = field === 'start' ? day : (typed[field] ?? '');
    const said = (/^(start|granted|pause-)/.test(field) && typedDay !== '' ? dayProblem(typedDay) : null) ?? {
      zh: zhIssue(i),
      en: i.message,
    };
    found.push({ field, text: { zh: `${name.zh}：${said.zh}`, en: `${name.en}: ${said.en}` } });
  }
  return { wrong: found };
}
