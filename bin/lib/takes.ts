import type pg from 'pg';
import type { HouseReading } from '../../ledger/types.ts';

/** Whether tips and acts are taken: the database answers, and what the house consists of is what was sealed. */
export const takesNow = (db: pg.Pool, ledger: Pick<HouseReading, 'houseStands'>): Promise<boolean> =>
  db.query<{ version: string }>('SELECT version::text FROM house_version').then(
    ({ rows: [row] }) => ledger.houseStands(row?.version ?? ''),
    () => false,
  );
