import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/build.ts';
import { systemClock } from './lib/compose.ts';
import { run } from './lib/processes.ts';

/** Every test file that has a long form. */
const proofs = (): string[] =>
  readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join('tests', name))
    .filter((name) => readFileSync(join(ROOT, name), 'utf8').includes('/support/proof.ts'))
    .sort();

/**
 * Runs the long proofs in full and writes docs/proof.md: what was tried, when, with which seed, and what came of it. Words after the
 * command choose files. A proof that fails writes nothing.
 */
interface Figures {
  promise: string;
  figures: Record<string, string | number>;
}

const folder = join(ROOT, '.reports', 'proof');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const chosen = process.argv.slice(2);
const { code } = await run(
  process.execPath,
  ['--import', 'tsx', 'tests/run.ts', ...(chosen.length > 0 ? chosen : proofs())],
  { cwd: ROOT, env: { MINGCHA_PROOF: '1' }, log: (line) => console.log(line) },
);
if (code !== 0) {
  console.log('A proof failed: docs/proof.md stays as it was.');
  process.exit(1);
}
const found = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Figures);
const rows = found.map(
  ({ promise, figures }) =>
    `| ${promise} | ${Object.entries(figures)
      .map(([what, value]) => `${what} ${typeof value === 'number' ? value.toLocaleString('en') : value}`)
      .join('; ')} |`,
);
const page = `# What the long proofs showed

Written by \`npm run proof\` on ${systemClock.now().slice(0, 10)} with Node ${process.versions.node}. \`npm test\` holds a seeded sample of each.

| promise | figures |
| --- | --- |
${rows.join('\n')}
`;
if (chosen.length > 0) console.log(page);
else {
  writeFileSync(join(ROOT, 'docs', 'proof.md'), page);
  console.log(`docs/proof.md written: ${found.length} proofs.`);
}
