import { expect, it, vi } from 'vitest';
import { CALENDAR_2027, publishing } from '../support/calendars.ts';
import { product, SetClock } from '../support/product.ts';

it('a publication whose process is gone is counted by the worker that runs, with no restart of anything', async () => {
  const p = await product({ clock: new SetClock('2026-12-30T10:00:00+08:00') });
  try {
    const tip = { accused: { name: '某培训学校' }, clue: '学员从未到课。' };
    expect((await p.anyone.post('/api/tips', tip)).status).toBe(201);
    const { people } = await p.ledger.directory();
    const house = { ledger: p.ledger, person: (id: string) => people[id]! };
    // Nobody of this process counts: as after a kill right after the calendar became true.
    expect(await publishing(house, CALENDAR_2027)).toMatchObject({ state: 'counting', left: 1 });
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
