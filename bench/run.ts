import { availableParallelism } from 'node:os';
import { ROOT } from '../bin/lib/build.ts';
import { run } from '../bin/lib/processes.ts';

/** Every bench after the other, each in a process of its own; `npm run bench -- tips acts` runs some. */
const ALL = ['due', 'lives', 'calendar', 'tips', 'acts', 'worklist', 'staff', 'organs', 'timers', 'start', 'uploads'];
const wanted = process.argv.slice(2).filter((name) => ALL.includes(name));
const unknown = process.argv.slice(2).filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}: there are ${ALL.join(', ')}.\n`);
  process.exit(1);
}
const found: Record<string, unknown> = {};
let failed = 0;
for (const name of wanted.length > 0 ? wanted : ALL) {
  const { code, output } = await run(process.execPath, ['--import', 'tsx', `bench/${name}.ts`], {
    cwd: ROOT,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const line = output.split('\n').findLast((x) => x.startsWith('{'));
  if (code !== 0 || !line) {
    failed += 1;
    found[name] = { failed: output.split('\n').slice(-5) };
  } else found[name] = JSON.parse(line);
}
console.log(JSON.stringify({ node: process.version, cores: availableParallelism(), found }));
process.exit(failed === 0 ? 0 : 1);
