import { expect, it } from 'vitest';
import type { CaseState, FactSheet } from '../../domain/case/types.ts';
import { keepingBar, keptUntil } from '../../domain/kernel/keeping.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { amendedRow, catalogueWith } from '../support/amended.ts';
import { life } from '../support/life.ts';

const ended = (at: string | null, facts: FactSheet = {}, regime: CaseState['regime'] = 'fund'): CaseState => {
  const { state } = life().open();
  const proceedings = Object.entries(state.proceedings).map(([id, p]) => [id, { ...p, ended: at, facts }]);
  return { ...state, regime, proceedings: Object.fromEntries(proceedings) };
};

it('the file of a case is kept thirty years from the end of the year in which it was over, of labour inspection three', () => {
  const over = '2025-03-04T10:00:00+08:00';
  expect(keptUntil(ended(over), {})).toBe('2055-12-31');
  expect(keptUntil(ended(over, { retention: 'short' }), {})).toBe('2055-12-31');
  expect(keptUntil(ended(over, {}, 'labour-inspection'), {})).toBe('2028-12-31');
  expect(keepingBar(ended(over), '2055-12-31', {})).toMatchObject({ code: 'retention-runs', basis: { kind: 'law' } });
  expect(keepingBar(ended(over), '2056-01-01', {})).toBeNull();
});

it('what is kept for ever, or is not over, is never destroyed', () => {
  const over = '2025-03-04T10:00:00+08:00';
  expect(keepingBar(ended(over, { retention: 'permanent' }), '2199-01-01', {})).toMatchObject({
    code: 'kept-for-ever',
    basis: { kind: 'law', clause: expect.stringContaining('SI-ARC') },
  });
  expect(keepingBar(ended(null), '2199-01-01', {})).toMatchObject({ code: 'case-not-over' });
});

it('a case without a proceeding, or under a rule that names no number, has no day until which it is kept', () => {
  const { state } = life().open();
  expect(keptUntil({ ...state, proceedings: {} }, {})).toBeNull();
  const over = ended('2025-03-04T10:00:00+08:00');
  const [part] = deadlineById('archive-keep').parts;
  const none = catalogueWith(
    amendedRow('archive-keep', '2020-01-01', { parts: [{ ...part!, length: null, unit: null }] }),
  );
  expect(keptUntil(over, { law: none })).toBeNull();
  expect(keptUntil({ ...over, regime: 'labour-inspection' }, { law: none })).toBeNull();
  expect(keepingBar(over, '2199-01-01', { law: none })?.code).toBe('kept-for-ever');
});

it('what is kept is counted from the last of its proceedings, under the rule of that day', () => {
  const { state } = life().open();
  const [one] = Object.values(state.proceedings);
  const proceedings = {
    a: { ...one!, ended: '2026-12-31T23:59:59+08:00' },
    b: { ...one!, ended: '2025-01-01T10:00:00+08:00' },
  };
  expect(keptUntil({ ...state, proceedings }, {})).toBe('2056-12-31');
  const [part] = deadlineById('archive-keep').parts;
  const ten = (from: string) =>
    catalogueWith(amendedRow('archive-keep', from, { parts: [{ ...part!, length: 10, unit: 'years' }] }));
  expect(keptUntil({ ...state, proceedings }, { law: ten('2026-12-31') })).toBe('2036-12-31');
  expect(keptUntil({ ...state, proceedings }, { law: ten('2027-01-01') })).toBe('2056-12-31');
});
