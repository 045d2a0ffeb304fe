import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { FAILURE_CONVERTER } from './codec.ts';

const WORKFLOWS = fileURLToPath(new URL('../workflows/', import.meta.url));

const versionIn = (path: string): string => (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;

/** Hash of everything that goes into the bundle: our files, the SDK's version and that of its bundler. */
function bundleHash(): string {
  const hash = createHash('sha256');
  const sdk = createRequire(import.meta.url).resolve('@temporalio/worker/package.json');
  const bundler = createRequire(sdk).resolve('webpack/package.json');
  hash.update([sdk, bundler].map(versionIn).join(' '));
  const files = readdirSync(WORKFLOWS)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  for (const file of [...files.map((name) => join(WORKFLOWS, name)), FAILURE_CONVERTER]) {
    hash.update(`\0${file.slice(file.lastIndexOf('/'))}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 24);
}

/**
 * The workflow code as one file, built the first time its content is met and kept under its hash.
 * @param cacheDir folder for it; may not exist
 */
export async function workflowBundle(cacheDir: string): Promise<{ codePath: string }> {
  const codePath = join(cacheDir, `workflows-${bundleHash()}.js`);
  if (statSync(codePath, { throwIfNoEntry: false })) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(WORKFLOWS, 'index.ts'),
    failureConverterPath: FAILURE_CONVERTER,
    logger: new DefaultLogger('WARN'),
  });
  mkdirSync(cacheDir, { recursive: true });
  const draft = `${codePath}.${process.pid}.new`;
  writeFileSync(draft, code);
  renameSync(draft, codePath);
  return { codePath };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , cacheDir] = process.argv;
  if (cacheDir !== undefined) await workflowBundle(cacheDir);
}
