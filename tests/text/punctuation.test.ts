import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOMS = ['domain', 'files', 'ledger', 'activities', 'api', 'web'];
const HALF = /[\p{Script=Han}”」][,;:!?()]|[,;:!?()][“「\p{Script=Han}]/u;
const many = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** What a source says in Chinese: English sentences that quote a Chinese title keep their own punctuation. */
function saidInChinese(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const said: string[] = [];
  const look = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node)
    ) {
      const text = node.getText(source);
      if (many(text, /\p{Script=Han}/gu) > many(text, /[A-Za-z]/g)) said.push(text);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return said;
}

test('whatever a form, a refusal, a task or a page says in Chinese has full-width punctuation', () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  ).filter((path) => /\.tsx?$/.test(path));
  expect(files.length).toBeGreaterThan(100);
  const said = files.flatMap((path) => saidInChinese(path).map((text) => `${path} ${text}`));
  expect(said.length).toBeGreaterThan(1000);
  expect(said.filter((text) => HALF.test(text.slice(text.indexOf(' ') + 1)))).toEqual([]);
});
