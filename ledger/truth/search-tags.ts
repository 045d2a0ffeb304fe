import type { FactSheet } from '../../domain/case/types.ts';
import { FORM, formerForms, numberAsked, numberForms, pairsIn, sameText } from '../../domain/text/same.ts';
import { ask } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { openCaseKey } from '../ground/sealing.ts';
import { changeSealed } from '../ground/truth.ts';
import type { UpgradeJob } from '../keeping/upgrade.ts';
import { hex } from './write.ts';

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
  return { whole: forms.map((form) => tagOf(keys, form)), pairs: pairTagsOf(keys, forms.at(-1)!) };
};

const wholeTag = (keys: KeyService, same: string) =>
  keys.mac('search', `number\n${same}`).readUIntBE(0, 6) + ABOVE_PAIRS;

/** Tag of a number as somebody searches for it. */
export const numberTag = (keys: KeyService, asked: string): number => wholeTag(keys, numberAsked(asked));

interface Numbered {
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

const A_PIECE = 200;

/**
 * Tags the cases of before under the form of today: another form is another job. Until it has reached a case, that case is found by
 * its former tags. The rows are held while their events are read, so that an act of the same moment adds its own tags afterwards.
 */
export const NAME_TAGS: UpgradeJob = {
  name: `name-tags-${FORM}`,
  async step({ db, keys }, cursor) {
    const cases = await ask<{ id: string; former_number: string | null; wrapped_key: Buffer | null }>(
      db,
      `SELECT id, former_number, wrapped_key FROM cases
       WHERE NOT search_tags @> '{${TAGGED}}' AND ($1::uuid IS NULL OR id > $1)
       ORDER BY id LIMIT ${A_PIECE} FOR UPDATE`,
      [cursor],
    );
    if (cases.length === 0) return null;
    const events = await ask<Numbered & { case_id: string; number: number; sealed: Buffer | null }>(
      db,
      `SELECT case_id, number, CASE WHEN number = 1 THEN sealed END AS sealed, document, paper, facts FROM events
       WHERE case_id = ANY ($1::uuid[]) ORDER BY case_id, number`,
      [cases.map((c) => c.id)],
    );
    const rows = cases.map((c) => {
      const own = events.filter((e) => e.case_id === c.id);
      const name = nameIn(keys, c.id, c.wrapped_key, own[0]?.sealed ?? null);
      const tags = [
        TAGGED,
        ...(name === null ? [] : pairTags(keys, name)),
        ...(c.former_number === null ? [] : numberForms(c.former_number).map((form) => wholeTag(keys, form))),
        ...documentTags(keys, own),
      ];
      return { id: c.id, tags: [...new Set(tags)], tag: name === null ? null : hex(nameTag(keys, name)) };
    });
    const write = () =>
      ask(
        db,
        `UPDATE cases c SET search_tags = x.tags, accused_tag = coalesce(x.tag, c.accused_tag)
       FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, tags bigint[], tag bytea) WHERE c.id = x.id`,
        [JSON.stringify(rows)],
      );
    const ids = cases.map((c) => c.id);
    await changeSealed(db, keys, 'lists', ids, () => changeSealed(db, keys, 'tags', ids, write));
    return cases.at(-1)?.id ?? null;
  },
};

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
