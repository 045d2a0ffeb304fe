/** The map of the house in both languages: each place that there is, and none that is gone. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { WITH_ROOMS } from '../../bin/lib/imports-page.ts';

/** Folders that are made and not kept. */
const MADE = readFileSync('.gitignore', 'utf8').split('\n');

const inFolder = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).filter(
    (e) => !e.name.startsWith('.') && !MADE.includes(`${join(folder, e.name)}/`),
  );
const foldersOf = (folder: string) => inFolder(folder).flatMap((e) => (e.isDirectory() ? [join(folder, e.name)] : []));

/** Floors, the rooms of those that have some, and the files of these that lie in no room. */
const PLACES = [
  ...foldersOf('.'),
  ...WITH_ROOMS.flatMap((floor) => inFolder(floor).map((e) => join(floor, e.name))),
].sort();

/** Places that a table names: rooms in its first column; in its second, folders and files in the room of the row. */
function namedIn(page: string, header: string): string[] {
  const [, table = ''] = readFileSync(page, 'utf8').split(`${header}\n| --- | --- |\n`);
  const marked = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, place = '']) => place);
  return table
    .slice(0, table.indexOf('\n\n'))
    .split('\n')
    .flatMap((row) => {
      const [first = '', second = ''] = row.split(' | ');
      const [room = ''] = marked(first);
      const within = marked(second).filter((place) => /\/$|\.tsx?$/.test(place));
      return [...marked(first), ...within.map((place) => join(room, place.replace(/\/$/, '')))];
    });
}

describe.each([
  ['README.md', '| room | what it is |'],
  ['README.zh-CN.md', '| 目录 | 内容 |'],
])('the map in %s', (page, header) => {
  const named = namedIn(page, header);

  test('names every floor, every room and what lies in none', () => {
    expect(PLACES.length).toBeGreaterThan(40);
    expect(PLACES.filter((place) => !named.includes(place))).toEqual([]);
  });

  test('names each once, and none that is gone', () => {
    expect(named.filter((place, i) => !existsSync(place) || named.indexOf(place) !== i)).toEqual([]);
  });
});
