import type { Person } from '../../domain/people/types.ts';
import type { Calendar } from '../../domain/time/types.ts';
import type { CalendarPublication, Ledger } from '../../ledger/types.ts';

/** What a notice for 2027 could say; no such notice was published when this was written. */
export const CALENDAR_2027: Calendar = {
  year: 2027,
  notice: 'example notice 2027',
  published: '2026-12-15',
  // biome-ignore format: one line for each holiday
  off: [
    '2027-01-01', '2027-01-04', '2027-01-05',
    '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-02-12',
    '2027-05-01', '2027-05-02', '2027-05-03', '2027-05-04', '2027-05-05',
    '2027-10-01', '2027-10-02', '2027-10-03', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07',
  ],
  work: ['2027-01-09'],
};

/** Days of late December 2026 off as well, as a notice for 2027 may name them. */
export const WITH_DECEMBER: Calendar = {
  ...CALENDAR_2027,
  notice: 'example notice 2027 with December',
  off: ['2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25', ...CALENDAR_2027.off],
};

/** Publishes a calendar as two people do: one proposes, another approves. */
export async function publishing(
  house: { ledger: Pick<Ledger, 'proposeCalendar' | 'approveCalendar'>; person(id: string): Person },
  calendar: Calendar,
  after?: number,
): Promise<CalendarPublication> {
  const { number } = await house.ledger.proposeCalendar(house.person('admin'), calendar, after);
  return house.ledger.approveCalendar(house.person('principal'), number, after);
}
