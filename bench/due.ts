import { compute } from '../domain/time/count.ts';
import { addDays } from '../domain/time/day.ts';
import { explain } from '../domain/time/explain.ts';
import { CALENDARS } from '../domain/time/published.ts';
import type { Count } from '../domain/time/types.ts';
import { option, print } from './lib/args.ts';
import { repeat, spread } from './lib/stats.ts';

/** Dates computed and explained a second; beside it a date added with the language's own calendar, which knows no law. */
const seconds = option('seconds', 1);
const runs = option('runs', 5);

const days = Array.from({ length: 365 }, (_, i) => addDays('2025-01-01', i));
/** Days after the start on which things happen to a clock; null: nothing does. */
interface Happening {
  pauses: [from: number, to: number][];
  extension: { by: number; on: number } | null;
}

const kinds: { name: string; count: Pick<Count, 'unit' | 'length' | 'direction'>; happens?: Happening }[] = [
  { name: '24 hours', count: { unit: 'h', length: 24 } },
  { name: '5 working days', count: { unit: 'wd', length: 5 } },
  { name: '60 working days', count: { unit: 'wd', length: 60 } },
  { name: '90 calendar days', count: { unit: 'cd', length: 90 } },
  { name: '6 months', count: { unit: 'months', length: 6 } },
  { name: '7 working days back', count: { unit: 'wd', length: 7, direction: 'back' } },
  {
    name: '60 working days, two pauses, 30 more',
    count: { unit: 'wd', length: 60 },
    happens: {
      pauses: [
        [10, 24],
        [40, 43],
      ],
      extension: { by: 30, on: 60 },
    },
  },
];

function perSecond(work: (i: number) => unknown): number {
  const from = performance.now();
  let n = 0;
  while (performance.now() - from < seconds * 1000) for (let i = 0; i < 100; i++) work(n++);
  return n / ((performance.now() - from) / 1000);
}

const found: Record<string, object> = {};
for (const { name, count, happens } of kinds) {
  const countOf = (i: number): Count => {
    const day = days[i % 365] ?? '';
    return {
      ...count,
      start: count.unit === 'h' ? `${day}T10:00:00+08:00` : day,
      ...(happens && {
        pauses: happens.pauses.map(([from, to]) => ({ from: addDays(day, from), to: addDays(day, to) })),
        extensions: happens.extension
          ? [{ length: happens.extension.by, granted: addDays(day, happens.extension.on) }]
          : [],
      }),
    };
  };
  const computed = await repeat(runs + 1, async () => perSecond((i) => compute(countOf(i), CALENDARS)));
  const explained = await repeat(runs + 1, async () => perSecond((i) => explain(countOf(i), CALENDARS)));
  found[name] = { computed: spread(computed.slice(1), 0), explained: spread(explained.slice(1), 0) };
}
const bare = await repeat(runs + 1, async () =>
  perSecond((i) => {
    const day = new Date(`${days[i % 365]}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + 60);
    return day.toISOString().slice(0, 10);
  }),
);
print('due', { perSecond: found, bareDateArithmetic: spread(bare.slice(1), 0) });
