import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeKeyFile } from '../ledger/ground/keys.ts';
import { refuse } from './lib/lifecycle.ts';
import { signingKey } from './lib/outside.ts';

const [first, ...more] = process.argv.slice(2);
const origin = first === '--log' ? more[0] : undefined;
const path = first === '--log' ? more[1] : first;
if (!path || (first === '--log' && !origin)) {
  refuse('Say where the key file shall lie: `npm run keys -- <path>`, or `npm run keys -- --log <origin> <path>`.');
}
const file = resolve(path);
if (existsSync(file)) refuse(`There is a file ${file} already: keys are never overwritten, choose another path.`);
if (origin !== undefined) {
  const signer = signingKey(file, { create: origin });
  console.log(`Made ${file}. Set MINGCHA_LOG_KEY to it. Its public key, for the witness: ${signer.vkey()}`);
  process.exit(0);
}
writeKeyFile(file);
console.log(`Made ${file}. Set MINGCHA_KEYS to it and keep a copy apart: what it sealed cannot be opened without it.`);
