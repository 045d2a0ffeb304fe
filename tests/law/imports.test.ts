/** The picture of the imports is the one that the code gives. */
import { expect, it } from 'vitest';
import { importsPage } from '../../bin/lib/imports-page.ts';

it('docs/imports.md shows the imports there are: run npm run imports after a change', async () => {
  await expect(importsPage()).toMatchFileSnapshot('../../docs/imports.md');
});
