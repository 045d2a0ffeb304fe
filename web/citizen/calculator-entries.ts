import { createHash } from 'node:crypto';
import { inFull } from '../../domain/law/index.ts';
import { lengthText } from '../../domain/time/explain.ts';
import type { CalendarEntry } from '../page/ics.ts';
import type { Lang } from '../page/language.ts';
import type { Counted } from './calculator.tsx';
import { confidenceWords } from './explained.tsx';

/** A counted period as entries of a calendar: its last day and, where it is another, the strict one. None while suspended. */
export function calendarEntries({ row, request, key, answer }: Counted, lang: Lang): CalendarEntry[] {
  if (answer.due === null) return [];
  const zh = lang === 'zh';
  const what = row?.title[lang] ?? lengthText(request.length, request.unit)[lang];
  const provisional = answer.provisional ? (zh ? '（暂定）' : ' (provisional)') : '';
  const lines = [
    answer.summary[lang],
    ...answer.groups.map((g) => g.text[lang]),
    ...(row
      ? [
          zh
            ? `${row.source.zh}（${confidenceWords(lang, row.confidence)}）`
            : `${row.source.en} (${confidenceWords(lang, row.confidence)})`,
        ]
      : []),
    zh
      ? '由明察期限计算得出，仅供参考，以法律原文为准。'
      : 'Counted by Mingcha. For information; the text of the law governs.',
  ].join('\n');
  const description = zh ? lines : inFull(lines);
  const entry = (at: string, ends: string, which: string): CalendarEntry => ({
    uid: `${createHash('sha256').update(`${which}\n${key}`).digest('hex').slice(0, 32)}@calculator.mingcha`,
    at,
    summary: zh ? `${what}：${ends}${provisional}` : `${what}: ${ends}${provisional}`,
    description,
    tentative: answer.provisional,
  });
  const back = request.direction === 'back';
  const last = back ? (zh ? '最迟之日' : 'latest day') : zh ? '届满' : 'last day';
  const strict = back ? (zh ? '最后工作日' : 'last working day') : zh ? '从严之日' : 'strict day';
  return [
    ...(answer.alarm && answer.alarm !== answer.due ? [entry(answer.alarm, strict, 'strict')] : []),
    entry(answer.due, last, 'last'),
  ];
}
