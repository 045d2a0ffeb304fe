/** Milliseconds of single requests, summed up. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

const round = (x: number, digits = 1): number => Number(x.toFixed(digits));

/** The value below which a share `q` of the list lies; 0 for an empty list. */
export function quantile(list: readonly number[], q: number): number {
  if (list.length === 0) return 0;
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

export const latencyOf = (list: readonly number[]): Latency => ({
  p50: round(quantile(list, 0.5), 2),
  p95: round(quantile(list, 0.95), 2),
  p99: round(quantile(list, 0.99), 2),
  max: round(quantile(list, 1), 2),
});

/** Several runs of one measurement: their median, with the least and the most. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  runs: number;
}

export const spread = (list: readonly number[], digits = 1): Spread => ({
  median: round(quantile(list, 0.5), digits),
  min: round(Math.min(...list), digits),
  max: round(Math.max(...list), digits),
  runs: list.length,
});

/** Does something several times, one after the other. */
export async function repeat<T>(times: number, work: (run: number) => Promise<T>): Promise<T[]> {
  const out: T[] = [];
  for (let i = 0; i < times; i++) out.push(await work(i));
  return out;
}
