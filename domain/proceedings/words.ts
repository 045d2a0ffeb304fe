import { changeSchema } from '../authority/changes.ts';
import type { Table } from '../case/types.ts';
import { CONDUCT, GROUND_LISTS, OUTCOMES } from '../law/grounds.ts';
import type { Bilingual } from '../law/types.ts';
import { NEWS } from './news.ts';
import { TABLES } from './tables.ts';

/** A part of the glossary: the prefix of its keys, its title, its words. */
export type Chapter = readonly [prefix: string, title: Bilingual, words: Readonly<Record<string, Bilingual>>];

/** The words of an act: of its rows, each once. */
function actWords(table: Table): Record<string, Bilingual> {
  const labels = new Map<string, Bilingual[]>();
  for (const { act, label } of table.rows) {
    if (act === undefined) continue;
    const known = labels.get(act) ?? [];
    if (!known.some((l) => l.zh === label.zh)) labels.set(act, [...known, label]);
  }
  return Object.fromEntries(
    [...labels].map(([act, all]) => [
      act,
      { zh: all.map((l) => l.zh).join('；'), en: all.map((l) => l.en).join('; ') },
    ]),
  );
}

const of = (what: Bilingual, table: Table): Bilingual => ({
  zh: `${what.zh}：${table.title.zh}`,
  en: `${what.en}: ${table.title.en}`,
});
const listed = (list: readonly ({ id: string } & Bilingual)[]) =>
  Object.fromEntries(list.map(({ id, zh, en }) => [id, { zh, en }]));

/** What people call each kind of change, as its form does. */
const changeWords = (): Record<string, Bilingual> =>
  Object.fromEntries(
    changeSchema.options.map((form) => {
      const { title: zh, titleEn: en } = form.meta() ?? {};
      return [form.shape.kind.value, { zh: String(zh), en: String(en) }];
    }),
  );

/** What the tables and the closed lists of the law call things: `proceeding.penalty`, `state.penalty.Served`, `conduct.forgery`, … */
export function tableChapters(): Chapter[] {
  const tables = Object.values(TABLES);
  return [
    ['proceeding', { zh: '程序', en: 'Proceedings' }, Object.fromEntries(tables.map((t) => [t.kind, t.title]))],
    ...tables.flatMap((table): Chapter[] => [
      [`state.${table.kind}`, of({ zh: '状态', en: 'States' }, table), table.states],
      [`flag.${table.kind}`, of({ zh: '标记', en: 'Flags' }, table), table.flags],
      [`act.${table.kind}`, of({ zh: '办理行为', en: 'Acts' }, table), actWords(table)],
    ]),
    ['channel', { zh: '渠道', en: 'Channels' }, listed(GROUND_LISTS.channel ?? [])],
    ['conduct', { zh: '行为类型', en: 'Conduct' }, listed(CONDUCT)],
    ['outcomes', { zh: '处理方式', en: 'Outcomes' }, listed(OUTCOMES)],
    ['news', { zh: '消息种类', en: 'Kinds of news' }, NEWS],
    ['change', { zh: '变更种类', en: 'Kinds of changes in an organ' }, changeWords()],
  ];
}

/** The words of chapters by their whole keys: `state.penalty.Served`. */
export const wordsOf = (chapters: readonly Chapter[]): Record<string, Bilingual> =>
  Object.fromEntries(
    chapters.flatMap(([prefix, , words]) => Object.entries(words).map(([key, word]) => [`${prefix}.${key}`, word])),
  );
