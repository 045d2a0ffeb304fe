import type { Calendar } from '../domain/time/types.ts';
import { TIP, testHouse } from '../tests/ledger/house.ts';
import { option, print, say } from './lib/args.ts';
import { database } from './lib/test-database.ts';

/** A new year's calendar: every open clock counted again. Beside it the same number of single updates. */
const clocks = option('clocks', 10_000);

const stop = await database();
// Received at the end of the last published year, so that the dates lie in the next one and move.
const house = await testHouse({ connections: 20, now: '2026-12-29T09:00:00+08:00' });
const count = async () =>
  Number(
    (
      await house.pool.query<{ n: string }>(
        "SELECT count(*) AS n FROM clocks WHERE status = 'open' AND due IS NOT NULL",
      )
    ).rows[0]?.n,
  );
while ((await count()) < clocks) await Promise.all(Array.from({ length: 200 }, () => house.ledger.tell(TIP)));
const open = await count();
say(`${open} open clocks`);

/** The days of 2026 moved on by a year, and more days off right after the new year: invented, to move every date. */
const last = house.calendars.list.at(-1)!;
const nextYear = (day: string) => day.replace('2026-', '2027-');
const calendar: Calendar = {
  year: 2027,
  notice: 'bench〔2026〕1号',
  published: '2026-12-29',
  off: [...last.off.map(nextYear), '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07'].sort(),
  work: [],
};

const from = performance.now();
const { number } = await house.ledger.proposeCalendar(house.person('admin'), calendar);
await house.ledger.approveCalendar(house.person('principal'), number);
const { moved } = await house.ledger.countPublications();
const seconds = (performance.now() - from) / 1000;

const ids = (await house.pool.query<{ case_id: string; id: string }>('SELECT case_id, id FROM clocks LIMIT $1', [open]))
  .rows;
const bareFrom = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (let row = ids[next++]; row; row = ids[next++]) {
      await house.pool.query({
        name: 'bare-clock',
        text: 'UPDATE clocks SET due = due WHERE case_id = $1 AND id = $2',
        values: [row.case_id, row.id],
      });
    }
  }),
);
const bareSeconds = (performance.now() - bareFrom) / 1000;
await house.close();
await stop();
print('calendar', {
  clocks: open,
  moved,
  seconds: Number(seconds.toFixed(1)),
  per10000: Number(((seconds * 10_000) / open).toFixed(1)),
  bareUpdatesSeconds: Number(bareSeconds.toFixed(1)),
});
