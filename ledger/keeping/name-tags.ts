import { FORM, numberForms } from '../../domain/text/same.ts';
import { ask } from '../ground/db.ts';
import { changeSealed } from '../ground/truth.ts';
import { documentTags, type Numbered, nameIn, nameTag, pairTags, TAGGED, wholeTag } from '../truth/search-tags.ts';
import { hex } from '../truth/write.ts';
import type { UpgradeJob } from './upgrade.ts';

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
