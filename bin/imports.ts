/** `npm run imports`: writes docs/imports.md, the rooms of the house and what they import of each other. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importsPage } from './lib/imports-page.ts';

writeFileSync(fileURLToPath(new URL('../docs/imports.md', import.meta.url)), importsPage());
console.log('✓ docs/imports.md written');
