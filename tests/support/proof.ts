import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this is the long proof (`npm run proof`) and not the daily sample of it (`npm test`). */
export const LONG = process.env.MINGCHA_PROOF === '1';

/** Whether it is asked of each of many changes of the domain whether a test notices it. */
const FEW = process.env.MINGCHA_FEW === '1';

/**
 * How much is tried: a seeded sample every day, all of it in the proof; `few` where it is repeated for each of many changes of the
 * domain and a few show what many do.
 */
export const sample = <T>(daily: T, long: T, few = daily): T => (LONG ? long : FEW ? few : daily);

/** What everything that is drawn by chance begins from; `MINGCHA_SEED` asks for another draw. */
export const SEED = Number(process.env.MINGCHA_SEED ?? 20261201);

/** Where the proof's figures are collected, one file a promise. */
export const FIGURES = fileURLToPath(new URL('../../.reports/proof', import.meta.url));

/** What one proof showed. */
export interface Proven {
  /** What holds, as a sentence. */
  promise: string;
  /** Seed, counts, anything that says how much was tried and what came of it. */
  figures: Record<string, string | number>;
}

/**
 * Leaves what a long run showed, for docs/proof.md. Says nothing in the daily sample. Called again with the same promise it counts anew. */
export function proven(promise: Proven['promise'], figures: Proven['figures']): void {
  if (!LONG) return;
  mkdirSync(FIGURES, { recursive: true });
  const name = promise.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  writeFileSync(join(FIGURES, `${name}.json`), JSON.stringify({ promise, figures } satisfies Proven, null, 2));
}
