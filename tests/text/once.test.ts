/** One word for one thing: a word that stands in the glossary is written in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ADDED, formOf, jsonSchemaOf } from '../../domain/kernel/form-of.ts';
import { GLOSSARY } from '../../domain/law/glossary.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { tableChapters, wordsOf } from '../../domain/proceedings/words.ts';
import { formLabels, labelsIn } from '../../web/console/words/table-words.ts';

const WORDS: [key: string, word: Bilingual][] = Object.entries({ ...GLOSSARY, ...wordsOf(tableChapters()) });
const grouped = <T>(list: readonly T[], by: (one: T) => string): [string, T[]][] => {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return [...groups];
};
const written = ({ zh, en }: Bilingual) => `${zh} | ${en}`;

interface Place {
  file: string;
  word: string;
  /** The name of a row: one act may have several. */
  row: boolean;
}

/** Bilingual words of a source: `{ zh, en }`, `w('…', '…')`, `ground('id', '…', '…')`, `['id', '…', '…']`. Titles of fields are none. */
function placesIn(file: string): Place[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Place[] = [];
  const text = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);
  const put = (node: ts.Node, zh: string | undefined, en: string | undefined) => {
    if (!zh || !en || !/\p{Script=Han}/u.test(zh)) return;
    const row = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'label';
    found.push({ file, word: written({ zh, en }), row });
  };
  const look = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const of = (name: string) =>
        text(node.properties.filter(ts.isPropertyAssignment).find((p) => p.name.getText() === name)?.initializer);
      put(node, of('zh'), of('en'));
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const { text: name } = node.expression;
      const [first, second, third] = node.arguments;
      if (['w', 't', 'bi'].includes(name)) put(node, text(first), text(second));
      if (['ground', 'conduct'].includes(name)) put(node, text(second), text(third));
    }
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 3)
      put(node, text(node.elements[1]), text(node.elements[2]));
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** Where words are kept. What a row of the catalogue says of the start and the end of its period is a sentence of its own. */
const PLACES = ['domain', 'web/console/words', 'web/register']
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((path) => /\.tsx?$/.test(path) && !/^domain\/(refusals|law\/(house|deadlines\/.*))\.ts$/.test(path))
  .flatMap(placesIn);

/** Words that are no names: the last of a closed list. */
const NO_NAMES = ['其他 | Other'];

describe('an entry of a closed list', () => {
  test('is written in one place', () => {
    const entries = new Map<string, string[]>();
    for (const file of readdirSync('domain', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))) {
      const path = join('domain', file);
      const look = (node: ts.Node): void => {
        if (ts.isArrayLiteralExpression(node) && node.elements.length === 3) {
          const [id, zh, en] = node.elements.map((e) => (ts.isStringLiteralLike(e) ? e.text : undefined));
          if (id && zh && en && /\p{Script=Han}/u.test(zh)) {
            const word = written({ zh, en });
            if (!NO_NAMES.includes(word))
              entries.set(`${id}: ${word}`, [...(entries.get(`${id}: ${word}`) ?? []), path]);
          }
        }
        ts.forEachChild(node, look);
      };
      look(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
    }
    expect(entries.size).toBeGreaterThan(100);
    expect([...entries].filter(([, files]) => files.length > 1)).toEqual([]);
  });
});

describe('a word of the glossary', () => {
  test('is found in the sources', () => {
    const all = new Set(PLACES.map(({ word }) => word));
    const acts = WORDS.filter(([key]) => !/^(act|change)\./.test(key));
    expect(acts.filter(([, word]) => !all.has(written(word))).map(([key]) => key)).toEqual([]);
  });

  test('is written in one place', () => {
    const kept = new Set(WORDS.map(([, word]) => written(word)));
    const by = grouped(
      PLACES.filter(({ word }) => kept.has(word) && !NO_NAMES.includes(word)),
      ({ word }) => word,
    );
    const twice = by.flatMap(([word, places]) => {
      const rows = new Set(places.filter((p) => p.row).map((p) => p.file));
      const others = places.filter((p) => !p.row).map((p) => p.file);
      return rows.size + others.length > 1 ? [`${word}: ${[...rows, ...others].join(', ')}`] : [];
    });
    expect(twice).toEqual([]);
  });

  const isAct = (key: string) => key.startsWith('act.');

  test('is the same for the same mark, whichever the proceeding', () => {
    const marks = grouped(
      WORDS.filter(([key]) => key.startsWith('flag.')),
      ([key]) => String(key.split('.').at(-1)),
    );
    expect(marks.filter(([, words]) => new Set(words.map(([, word]) => written(word))).size > 1)).toEqual([]);
  });

  /** The Chinese word of two English ones, or the other way round, and why that stays. An act is a verb, what it makes is none. */
  const MAY: Record<string, string> = {
    公开: 'a post is called by what it does, in English with the word post',
    法制审核: 'a post is called by what it does; in English by who does it',
    有异议: 'a party disputes a finding, somebody named contests what was entered',
    工作日: 'a unit is counted',
    提醒: 'what a limit does is a verb, what is read is a reminder',
    退回: 'another body returns a matter, whoever decides sends a draft back',
    当事人陈述申辩: 'who is to be listed is a subject in English, a party in the Chinese of the law',
    'Crime suspected': 'the investigation suspects one, a referral begins with one that was found',
  };

  test.each([
    ['Chinese', 'English', (word: Bilingual) => word.zh, (word: Bilingual) => word.en],
    ['English', 'Chinese', (word: Bilingual) => word.en, (word: Bilingual) => word.zh],
  ] as const)('has for one in %s one in %s', (_one, _other, one, other) => {
    const found = (words: typeof WORDS) =>
      grouped(words, ([, word]) => one(word))
        .filter(([, same]) => new Set(same.map(([, word]) => other(word))).size > 1)
        .map(([word]) => word);
    const differing = [...found(WORDS.filter(([key]) => isAct(key))), ...found(WORDS.filter(([key]) => !isAct(key)))];
    expect(differing.filter((word) => !MAY[word])).toEqual([]);
    const listed = Object.keys(MAY).filter((word) => WORDS.some(([, w]) => one(w) === word));
    expect(listed.filter((word) => !differing.includes(word))).toEqual([]);
  });
});

describe('a fact', () => {
  let words: typeof import('../../web/console/words/facts.ts');
  const forms = formLabels(TABLES, (row, phase) => jsonSchemaOf(formOf(row, phase)));
  const added = labelsIn(jsonSchemaOf(ADDED));
  beforeAll(async () => {
    // As the build puts them in place.
    vi.stubGlobal('__TABLE_WORDS__', { forms, added, words: wordsOf(tableChapters()) });
    words = await import('../../web/console/words/facts.ts');
  });

  /** A fact that is another thing than the one that a field of that name asks for. */
  const ANOTHER: Record<string, string> = {
    channel: 'the way on which a tip came, and by way of whom an objection to a listing came',
  };

  test('has a title of its own only where no field gives it one: there is none of that name, or several call it several things', () => {
    const fields = [...Object.values(forms).flatMap((acts) => Object.values(acts)), added].flatMap(Object.entries);
    const named = ([path, fact]: [string, { zh?: string }]) => {
      const names = [path, path.split('.').at(-1)];
      const titles = new Set(fields.flatMap(([name, label]) => (names.includes(name) ? [written(label)] : [])));
      return fact.zh !== undefined && titles.size === 1 ? [path] : [];
    };
    expect(Object.entries(words.FACTS).flatMap(named)).toEqual(Object.keys(ANOTHER));
  });
});
