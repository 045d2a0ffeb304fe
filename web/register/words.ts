import { TERMS } from '../../domain/law/glossary.ts';
import {
  CONDUCT,
  LISTING_CONDITIONS,
  PENALTY_KINDS,
  SERIOUSNESS,
  WITHDRAWAL_REASONS,
} from '../../domain/law/grounds.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { RegisterEntry } from '../../ledger/types.ts';
import { dateWords, type Lang } from '../page/language.ts';

type Value = RegisterEntry['content'][string];
type Say = (value: Value, lang: Lang) => string | null;

const text: Say = (value) => (typeof value === 'string' && value.trim() !== '' ? value : null);
const day: Say = (value, lang) => (typeof value === 'string' ? dateWords(lang, value.slice(0, 10)) : null);
/** A sum in yuan; nothing where nothing was taken. */
const yuan: Say = (value, lang) => {
  if (typeof value !== 'number' || value === 0) return null;
  const sum = value.toLocaleString('en-US');
  return lang === 'zh' ? `${sum} 元` : `CNY ${sum}`;
};
/** Names of a closed list by their ids; one or several. */
const oneOf =
  (list: readonly ({ id: string } & Bilingual)[]): Say =>
  (value, lang) => {
    const names = [value].flat().flatMap((id) => list.find((x) => x.id === id)?.[lang] ?? []);
    return names.length > 0 ? names.join(lang === 'zh' ? '；' : '; ') : null;
  };

/** What an entry may hold, in the order in which it is read. */
const FIELDS: [name: string, label: Bilingual, say: Say][] = [
  ['decisionNumber', { zh: '处罚决定书文号', en: 'Number of the decision' }, text],
  ['number', { zh: '列入决定书文号', en: 'Number of the listing decision' }, text],
  ['decidedOn', { zh: '决定日期', en: 'Decided' }, day],
  ['listedOn', { zh: '列入日期', en: 'Listed' }, day],
  ['condition', { zh: '列入情形', en: 'Ground of the listing' }, oneOf(LISTING_CONDITIONS)],
  ['violations', { zh: '违法行为', en: 'Violation' }, oneOf(CONDUCT)],
  ['penaltyKinds', { zh: '处罚种类', en: 'Kind of penalty' }, oneOf(PENALTY_KINDS)],
  ['fine', { zh: '罚款', en: 'Fine' }, yuan],
  ['confiscation', { zh: '没收', en: 'Confiscated' }, yuan],
  ['seriousness', TERMS.seriousness, oneOf(SERIOUSNESS)],
  ['how', { zh: '原决定', en: 'The decision' }, oneOf(WITHDRAWAL_REASONS)],
  ['reason', { zh: '撤回理由', en: 'Reason of the withdrawal' }, text],
  [
    'takenDown',
    { zh: '说明', en: 'Note' },
    (v, lang) => (v === true ? (lang === 'zh' ? '内容已撤下' : 'The content was taken down') : null),
  ],
  ['text', { zh: '公开内容', en: 'Text disclosed' }, text],
];

/** The content of an entry in words, in the order in which it is read. */
export function inWords(
  content: RegisterEntry['content'],
  lang: Lang,
): { name: string; label: string; value: string }[] {
  return FIELDS.flatMap(([name, label, say]) => {
    const given = content[name];
    const value = given === undefined ? null : say(given, lang);
    return value === null ? [] : [{ name, label: label[lang], value }];
  });
}
