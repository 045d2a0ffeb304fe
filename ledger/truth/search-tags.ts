import type { FactSheet } from '../../domain/case/types.ts';
import { FORM, formerForms, numberAsked, pairsIn, sameText } from '../../domain/text/same.ts';
import type { KeyService } from '../ground/keys.ts';
import { openCaseKey } from '../ground/sealing.ts';

/** 4,096 tags for all pairs of characters there are: whoever has the table but not the key cannot tell which pair a tag stands for. */
const PAIR_BITS = 0xfff;

/** Tags of whole numbers lie above those of pairs. */
const ABOVE_PAIRS = 0x1000;

/** Stands among the tags of every case that was tagged under the form of today, whatever it is called; below it those of former forms. */
export const TAGGED = -FORM;

const tagOf = (keys: KeyService, compared: string): Buffer => keys.mac('search', compared);

const pairTagsOf = (keys: KeyService, compared: string): number[] => [
  ...new Set(pairsIn(compared).map((pair) => keys.mac('search', `pair\n${pair}`).readUInt16BE(0) & PAIR_BITS)),
];

/** Whole names that count as the same give the same tag. */
export const nameTag = (keys: KeyService, name: string): Buffer => tagOf(keys, sameText(name));

/** Tags of the parts of a name: one for each pair of characters. Different pairs may have the same: what is found is looked at again. */
export const pairTags = (keys: KeyService, name: string): number[] => pairTagsOf(keys, sameText(name));

/** As a name was tagged before the form of today; the parts under the last of them. */
export const formerTags = (keys: KeyService, name: string): { whole: Buffer[]; pairs: number[] } => {
  const forms = formerForms(name);
  const [, parts] = forms;
  return { whole: forms.map((form) => tagOf(keys, form)), pairs: pairTagsOf(keys, parts) };
};

/** Tag of a whole number in its compared form. */
export const wholeTag = (keys: KeyService, same: string) =>
  keys.mac('search', `number\n${same}`).readUIntBE(0, 6) + ABOVE_PAIRS;

/** Tag of a number as somebody searches for it. */
export const numberTag = (keys: KeyService, asked: string): number => wholeTag(keys, numberAsked(asked));

/** What names documents by their numbers. */
export interface Numbered {
  document: { number: string } | null;
  paper: { number: string } | null;
  facts: FactSheet;
}

/** Tags of the numbers of documents that events name: their own, and those among their facts. */
export function documentTags(keys: KeyService, events: readonly Numbered[]): number[] {
  const numbers = events.flatMap((e) => [
    e.document?.number,
    e.paper?.number,
    ...Object.entries(e.facts).flatMap(([name, value]) => (/number$/i.test(name) ? [value] : [])),
  ]);
  return [...new Set(numbers.flatMap((n) => (typeof n === 'string' && n !== '' ? [wholeTag(keys, sameText(n))] : [])))];
}

/** The name of the accused as it was told; null where the key was destroyed or the words are damaged: the case is found by its numbers. */
export function nameIn(keys: KeyService, caseId: string, wrapped: Buffer | null, sealed: Buffer | null): string | null {
  try {
    const words = openCaseKey(keys, caseId, wrapped)?.openWords(1, sealed);
    const accused = words?.accused as { name?: unknown } | undefined;
    return typeof accused?.name === 'string' ? accused.name : null;
  } catch {
    return null;
  }
}
