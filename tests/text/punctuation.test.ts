import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { HALF } from '../support/half-width.ts';

const ROOMS = ['domain', 'files', 'ledger', 'workflows', 'activities', 'api', 'web', 'bin', 'prisma'];
const many = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** English sentences that quote a Chinese title keep their own punctuation. */
const isChinese = (text: string) =>
  many(text, /(?!某)\p{Script=Han}/gu) > many(text, /[A-Za-z]/g) || /^[\s“「《（]*(?!某)\p{Script=Han}/u.test(text);

interface Said {
  at: string;
  text: string;
}

/** Whatever a source says, whole: what is put into a sentence later stands in it as 某. */
function saidIn(path: string): Said[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const said: Said[] = [];
  const look = (node: ts.Node): void => {
    const text = ts.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('某')
      : ts.isStringLiteralLike(node) || ts.isJsxText(node)
        ? node.text
        : undefined;
    if (text !== undefined && /\p{Script=Han}/u.test(text.replaceAll('某', ''))) {
      said.push({ at: `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text: text.trim() });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return said;
}

const SAID = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
)
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('generated'))
  .flatMap(saidIn);
const chinese = SAID.filter(({ text }) => isChinese(text));
const wrong = (what: (text: string) => boolean) =>
  chinese.filter(({ text }) => what(text)).map((s) => `${s.at} ${s.text}`);

describe('whatever a form, a refusal, a task, a letter or a page says in Chinese', () => {
  test('is found', () => {
    expect(new Set(SAID.map(({ at }) => at.split(':')[0])).size).toBeGreaterThan(100);
    expect(chinese.length).toBeGreaterThan(3000);
  });

  test('has full-width punctuation', () => expect(wrong((text) => HALF.test(text))).toEqual([]));

  test('names no id of the code, and nothing by the word none', () =>
    expect(
      wrong((text) => /(?<![\w/@.:-])[a-z]+(-[a-z]+)+(?![\w.@/-])|\bnone\b|\bnull\b|\bundefined\b/.test(text)),
    ).toEqual([]));
});

test('a citation in its short form has the brackets that lead to the clause', () => {
  expect(SAID.filter(({ text }) => /^[A-Z][A-Z0-9-]+ （/.test(text))).toEqual([]);
});

test('the Chinese page of the project has full-width punctuation', () => {
  const page = readFileSync('README.zh-CN.md', 'utf8').replaceAll(/```.*?```|`[^`]*`|\]\([^)]*\)|https?:\S+/gs, '某');
  expect(page.split('\n').filter((line) => HALF.test(line.replaceAll(/某\)/g, '某')))).toEqual([]);
});
