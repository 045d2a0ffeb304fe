import { expect, test } from 'vitest';
import { beforeTheLaw } from '../../domain/law/first-day.ts';
import { instrumentByShort } from '../../domain/law/instruments.ts';
import { addDays } from '../../domain/time/day.ts';

test('a tip of before the measures were in force is told so, at its day; from the first day on nothing is said', () => {
  const first = instrumentByShort('M49')!.inForce!;
  expect(beforeTheLaw(first)).toBeNull();
  expect(beforeTheLaw(addDays(first, 1))).toBeNull();
  const no = beforeTheLaw(addDays(first, -1));
  expect(no).toMatchObject({
    code: 'before-the-law',
    fields: [{ field: 'receivedAt', message: { zh: '早于办法施行之日', en: 'before the measures came into force' } }],
  });
  expect([no?.message.zh, no?.message.en].every((sentence) => sentence?.includes(first))).toBe(true);
});
