import { expect, it } from 'vitest';
import type { CaseState, FactSheet } from '../../domain/case/types.ts';
import { keepingBar, keptUntil } from '../../domain/kernel/keeping.ts';
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
