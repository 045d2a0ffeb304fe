import { loadavg } from 'node:os';

/** A number given as `--name N`, else the default. */
export function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? Number.NaN : Number(process.argv[at + 1]);
  return Number.isFinite(value) ? value : otherwise;
}

/** Prints what a bench found: one JSON object on one line. `load`: what else the machine did when it began. */
export function print(bench: string, found: object): void {
  console.log(JSON.stringify({ bench, ...found, load: LOAD }));
}

const LOAD = Number((loadavg()[0] ?? 0).toFixed(2));

/** Progress, kept apart from the one object. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);
