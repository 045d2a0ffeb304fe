/** `npm run diagrams`: writes docs/proceedings.md, the road of each proceeding as its table has it. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { proceedingsPage } from './lib/proceedings-page.ts';

writeFileSync(fileURLToPath(new URL('../docs/proceedings.md', import.meta.url)), proceedingsPage());
console.log('✓ docs/proceedings.md written');
