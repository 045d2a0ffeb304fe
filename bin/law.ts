/** `npm run law`: writes docs/law.md, from clause to code and back. Fails when law, code and tests have come apart. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lawPage, lawProblems, lawSources } from './lib/law-page.ts';

const page = fileURLToPath(new URL('../docs/law.md', import.meta.url));
const sources = lawSources();
writeFileSync(page, lawPage(sources));
const problems = lawProblems(sources);
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(
  problems.length === 0 ? '✓ docs/law.md written: nothing dangles' : `docs/law.md written, ${problems.length} wrong`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
