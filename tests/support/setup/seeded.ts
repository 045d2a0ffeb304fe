import fc from 'fast-check';
import { SEED } from '../proof.ts';

// What a test draws is the same in every run, so that a red run can be made again; a test that names a seed of its own keeps it.
fc.configureGlobal({ seed: SEED });
