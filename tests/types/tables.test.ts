import { describe, expect, it } from 'vitest';
import { URGENCY } from '../../domain/proceedings/parts/urgency.ts';
import { FORM, PLAIN, row, table } from './tables.ts';

describe('a table', () => {
  it('is the head with its rows in their order, those of the shared parts among them', () => {
    const made = table([
      row({ ...PLAIN, act: 'open', from: 'none', to: 'Open' }),
      row({ ...PLAIN, act: 'pay', from: ['Open'], form: FORM, notSameAs: ['open'], note: () => ({ sum: 1 }) }),
      ...URGENCY,
    ]);
    expect(made.rows.map((r) => r.act ?? r.expiry)).toEqual(['open', 'pay', ...URGENCY.map((r) => r.act ?? r.expiry)]);
    expect(made).toMatchObject({ kind: 'paper', ends: ['Shut'], outlive: ['house-paper'] });
    expect(made.rows[1]).toMatchObject({ from: ['Open'], to: 'same', form: FORM });
  });
});
