import { arch, platform } from 'node:os';
import { ROOT } from './lib/build.ts';
import { run } from './lib/processes.ts';

/** Long-term lines of Node on which the product is run and tested; 20 works and has left support. */
const LINES = ['20', '22', '24', '26'] as const;

/**
 * Runs the test command on each line of Node, its program taken from a package of the registry, without installing anything here. Words
 * after the command choose the tests, as those of `npm test` do: `npm run lines -- tests/golden tests/start`.
 */
const words = process.argv.slice(2);
const system = platform() === 'win32' ? 'win' : platform();
let bad = 0;
for (const line of LINES) {
  const { code, output } = await run(
    'npx',
    ['--yes', '--package', `node-${system}-${arch()}@${line}`, 'node', '--import', 'tsx', 'tests/run.ts', ...words],
    { cwd: ROOT },
  );
  const lines = output.split('\n');
  const version = /Node (v[\d.]+)/.exec(output)?.[1] ?? `v${line}`;
  console.log(`${code === 0 ? '✓' : '✗'} Node ${version}: ${lines.at(-1)?.trim() ?? ''}`);
  if (code !== 0) {
    bad += 1;
    for (const text of lines.filter((l) => /FAIL|Error|✗/.test(l)).slice(0, 20)) console.log(`    ${text}`);
  }
}
process.exitCode = bad === 0 ? 0 : 1;
