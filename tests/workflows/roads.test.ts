import { describe, expect, it } from 'vitest';
import { taskFor } from '../../activities/giving-up.ts';
import { EFFECT_KINDS, PROCEEDING_KINDS } from '../../domain/case/types.ts';
import { UNDONE } from '../../domain/effects.ts';
import { WAYS } from '../../workflows/ways.ts';

describe('the way of an effect', () => {
  it.each(EFFECT_KINDS)('%s: ends its trying, with a sentence in both languages for who then sees to it', (kind) => {
    const way = WAYS[kind];
    expect(way.tries).toBeGreaterThan(1);
    expect(way.tries).toBeLessThan(1000);
    expect(UNDONE).toHaveProperty(way.givesUp);
    for (const proceedingKind of PROCEEDING_KINDS) {
      for (const why of [way.givesUp, 'not-done'] as const) {
        const task = taskFor({ kind, proceedingKind }, why);
        expect(task.text.zh).not.toBe('');
        expect(task.text.en).not.toBe('');
        expect(task.basis).toMatch(/^house: /);
      }
    }
  });

  it('leads to an activity of its own', () => {
    const does = EFFECT_KINDS.map((kind) => WAYS[kind].does);
    expect(new Set(does).size).toBe(does.length);
  });
});

describe('the road of a tip', () => {
  it('has a driver for every proceeding, under the name of its kind', async () => {
    const registered = await import('../../workflows/index.ts');
    for (const kind of ['tip', ...PROCEEDING_KINDS] as const) expect(registered[kind], kind).toBeTypeOf('function');
  });
});
