/** What a person reads is a word: no id of the code, no “1 years”. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { FactSheet, Json, NewEvent } from '../../domain/case/types.ts';
import { ADDED, formOf, jsonSchemaOf } from '../../domain/kernel/form-of.ts';
import { DEADLINES, editionsOf } from '../../domain/law/index.ts';
import type { DeadlinePart } from '../../domain/law/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { tableChapters, wordsOf } from '../../domain/proceedings/words.ts';
import { lengthText } from '../../domain/time/explain.ts';
import { formLabels, labelsIn } from '../../web/console/words/table-words.ts';
import { life } from '../support/life.ts';
import { sample } from '../support/proof.ts';
import { chanceOf, PEOPLE, step } from '../support/walk.ts';

let console_: typeof import('../../web/console/words/fact-labels.ts') &
  typeof import('../../web/console/words/labels.ts');
beforeAll(async () => {
  // As the build puts them in place.
  vi.stubGlobal('__TABLE_WORDS__', {
    forms: formLabels(TABLES, (row, phase) => jsonSchemaOf(formOf(row, phase))),
    added: labelsIn(jsonSchemaOf(ADDED)),
    words: wordsOf(tableChapters()),
  });
  console_ = {
    ...(await import('../../web/console/words/fact-labels.ts')),
    ...(await import('../../web/console/words/labels.ts')),
  };
});

describe('what an act leaves', () => {
  /** A word of the code: no sentence, no number of a document. Who acted is shown by their name. */
  const ID = /^[a-z]+(-[a-z]+)*$/;

  /** Random lives have one case: who follows it is nobody's id there. */
  const OTHER_CASES = /^followers/;

  function unsaid(event: NewEvent, facts: FactSheet, prefix = ''): string[] {
    const found: string[] = [];
    const one = (path: string, value: Json): void => {
      if (!console_.isSeen(path)) return;
      const label = console_.labelFor(event.kind, event.name, path);
      if (Array.isArray(value)) for (const item of value) one(path, item);
      else if (typeof value === 'object' && value !== null) found.push(...unsaid(event, value, path));
      else if (!label) found.push(`${event.kind}/${event.name}: no title for ${path}`);
      else if (
        typeof value === 'string' &&
        !OTHER_CASES.test(path) &&
        ID.test(value) &&
        !(PEOPLE as readonly string[]).includes(value) &&
        !/^(staff|units?|unit|text)$/.test(label.widget ?? '')
      ) {
        if (!label.options?.some((o) => o.value === value) && !console_.namedBy(value, label))
          found.push(`${event.kind}/${event.name}: ${path} says ${value}`);
      }
    };
    for (const [key, value] of Object.entries(facts)) one(prefix === '' ? key : `${prefix}.${key}`, value);
    return found;
  }

  test('has a title and a word for all of it, over random lives', () => {
    const found = new Set<string>();
    let events = 0;
    for (let seed = 1; seed <= sample(12, 200); seed++) {
      const r = chanceOf(seed);
      const l = life().open();
      for (let n = 0; n < 80; n++) {
        for (const event of step(l, r).events) {
          events++;
          for (const what of unsaid(event, event.facts)) found.add(what);
        }
      }
    }
    expect(events).toBeGreaterThan(500);
    expect([...found].sort()).toEqual([]);
  });
});

describe('one of something', () => {
  const UNITS = ['h', 'cd', 'cd†', 'wd', 'months', 'years'] as const;

  test.each(UNITS)('is said as one: %s', (unit) => {
    for (const { en } of [lengthText(1, unit), console_.lengthOf(1, unit)])
      expect(en).toMatch(/^1 (\w+ )?(hour|day|month|year)\b(?!s)/);
    for (const { en } of [lengthText(2, unit), console_.lengthOf(2, unit)])
      expect(en).toMatch(/^2 (\w+ )?(hour|day|month|year)s\b/);
  });

  test('and so in every row of the catalogue', () => {
    const said = DEADLINES.flatMap((row) => editionsOf(row.id))
      .flatMap((row): readonly DeadlinePart[] => row.parts)
      .flatMap(({ length, unit }) => (length === null || unit === null ? [] : [lengthText(length, unit).en]));
    expect(said).toContain('1 year');
    expect(said.filter((text) => /(^|\D)1 (hour|day|month|year|working day|calendar day)s/.test(text))).toEqual([]);
  });

  test('is not written as many: a count and what is counted stand in a choice between the two', () => {
    const MANY =
      /^ (?:more )?(?:people|persons|days|dates|things|acts|steps|documents|reminders|events|cases|rows|limits|requests|changes|items|units|seconds)\b/;
    const found = ['web', 'api', 'domain', 'activities']
      .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
      .filter((path) => /\.tsx?$/.test(path))
      .flatMap((path) => {
        const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
        const told: string[] = [];
        const chosen = (node: ts.Node): boolean =>
          (ts.isConditionalExpression(node) && /(=== 1|> 1)$/.test(node.condition.getText())) ||
          (node.parent !== undefined && chosen(node.parent));
        const look = (node: ts.Node): void => {
          // A constant is one number for ever; a plain name beside digits is the title of a year or a file.
          if (
            ts.isTemplateSpan(node) &&
            MANY.test(node.literal.text) &&
            !/^[A-Z_.]+[a-zA-Z]*$/.test(node.expression.getText()) &&
            !chosen(node)
          )
            told.push(`${path}: ${node.expression.getText()}${node.literal.text}`);
          ts.forEachChild(node, look);
        };
        look(source);
        return told;
      });
    expect(found).toEqual([]);
  });

  test('no page writes a unit behind a number by hand', () => {
    const pages = ['web', 'api', 'domain', 'activities'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    );
    const found = pages
      .filter((path) => /\.tsx?$/.test(path))
      .flatMap((path) =>
        /\} (hours|days|months|years|(working|calendar) days|times)\b(?! off|=|')/.test(readFileSync(path, 'utf8'))
          ? [path]
          : [],
      );
    expect(found).toEqual([]);
  });
});
