/** `npm run law`: writes docs/law.md, from clause to code and back, docs/glossary.md, and the form of the file of set-up. Fails when law, code and tests have come apart. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { glossaryPage } from './lib/glossary-page.ts';
import { lawPage, lawProblems, lawSources } from './lib/law-page.ts';
import { setUpSchemaPage } from './lib/set-up-file.ts';

const page = (name: string) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
const sources = lawSources();
writeFileSync(page('law.md'), lawPage(sources));
writeFileSync(page('glossary.md'), glossaryPage());
writeFileSync(page('setup.schema.json'), setUpSchemaPage());
const problems = lawProblems(sources);
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(
  problems.length === 0 ? '✓ docs/law.md written: nothing dangles' : `docs/law.md written, ${problems.length} wrong`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
