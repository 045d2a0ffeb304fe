import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeKeyFile } from '../ledger/keys.ts';
import { refuse } from './lib/lifecycle.ts';

const [path] = process.argv.slice(2);
if (!path) refuse('Say where the key file shall lie: `npm run keys -- <path>`.');
const file = resolve(path);
if (existsSync(file)) refuse(`There is a file ${file} already: keys are never overwritten, choose another path.`);
writeKeyFile(file);
console.log(`Made ${file}. Set MINGCHA_KEYS to it and keep a copy apart: what it sealed cannot be opened without it.`);
