/** The rooms of the house and what they import of each other: what `npm run imports` writes. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Floors from the roof down. */
const FLOORS = ['bin', 'prisma', 'web', 'api', 'activities', 'workflows', 'ledger', 'domain', 'files'];
/** Floors that are drawn with their rooms. */
export const WITH_ROOMS = ['web', 'ledger', 'domain'];

const HEAD = `# The picture of the imports

Floors of the house with their rooms, and the imports between them at run time, drawn by \`npm run imports\` from the code; a test asks
whether it still is what the code says. A room called after its floor stands for the files that lie in no room. The test command refuses
an import that goes the other way (\`.dependency-cruiser.cjs\`).
`;

function roomOf(file: string): string {
  const [floor = '', room = '', ...inside] = file.split('/');
  return WITH_ROOMS.includes(floor) && inside.length > 0 ? `${floor}/${room}` : floor;
}

/** What is left of an import when it runs: neither types alone nor packages. */
const IMPORTS = /^(?:import|export)\s(?!type\s)(?:[^;'"]*?\sfrom\s)?'(\.[^']+)'|(?<!typeof )\bimport\('(\.[^']+)'\)/gm;

function importsBetween(): Map<string, Set<string>> {
  const rooms = new Map<string, Set<string>>();
  for (const floor of FLOORS) {
    for (const name of readdirSync(join(ROOT, floor), { recursive: true, encoding: 'utf8' })) {
      const file = join(floor, name.replaceAll('\\', '/'));
      if (!/[.]tsx?$/.test(file) || /^prisma[/]generated[/]|[/](dist|node_modules)[/]/.test(file)) continue;
      const from = roomOf(file);
      const to = rooms.get(from) ?? new Set();
      rooms.set(from, to);
      for (const [, named, called] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORTS)) {
        const target = normalize(join(file, '..', named ?? called ?? ''));
        const room = roomOf(target);
        if (target.startsWith('prisma/generated/')) continue;
        if (room !== from && FLOORS.some((f) => room === f || room.startsWith(`${f}/`))) to.add(room);
      }
    }
  }
  return rooms;
}

const idOf = (room: string) => room.replace(/\W/g, '_');

/** docs/imports.md as the code has it now. */
export function importsPage(): string {
  const rooms = importsBetween();
  const names = [...rooms.keys()].sort();
  const floors = FLOORS.flatMap((floor) => {
    const own = names.filter((room) => room === floor || room.startsWith(`${floor}/`));
    const drawn = own.map((room) => `    ${idOf(room)}["${room.slice(room.indexOf('/') + 1)}"]`);
    return [`  subgraph floor_${floor}["${floor}"]`, ...drawn, '  end'];
  });
  const arrows = names.flatMap((from) =>
    [...(rooms.get(from) ?? [])].sort().map((to) => `  ${idOf(from)} --> ${idOf(to)}`),
  );
  return `${HEAD}\n\`\`\`mermaid\nflowchart TD\n${[...floors, ...arrows].join('\n')}\n\`\`\`\n`;
}
