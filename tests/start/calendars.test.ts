import { expect, it, vi } from 'vitest';
import { COUNTING } from '../../ledger/house/calendars.ts';
import { CALENDAR_2027, publishing } from '../support/calendars.ts';
import { product, SetClock } from '../support/product.ts';

it('a publication whose process is gone is counted by the worker that runs, with no restart of anything', async () => {
  const p = await product({ clock: new SetClock('2026-12-30T10:00:00+08:00') });
  try {
    const tip = { accused: { name: '某培训学校' }, clue: '学员从未到课。' };
    expect((await p.anyone.post('/api/tips', tip)).status).toBe(201);
    const { people } = await p.ledger.directory();
    const house = { ledger: p.ledger, person: (id: string) => people[id]! };
    // Nobody counts yet: as after a kill right after the calendar became true.
    const busy = await p.database.connect();
    await busy.query('SELECT pg_advisory_lock($1)', [COUNTING]);
    expect(await publishing(house, CALENDAR_2027)).toMatchObject({ state: 'counting', left: 1 });
    await busy.query('SELECT pg_advisory_unlock($1)', [COUNTING]);
    busy.release();
    await vi.waitFor(
      async () => {
        const { publications } = await p.ledger.calendarBook();
        expect(publications[0]).toMatchObject({ state: 'done', left: 0 });
      },
      { timeout: 20_000, interval: 100 },
    );
    expect((await p.ledger.calendarBook()).publications[0]!.moved).toBeGreaterThan(0);
    await p.settled();
  } finally {
    await p.stop();
  }
});
