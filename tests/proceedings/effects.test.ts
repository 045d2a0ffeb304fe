import { describe, expect, test } from 'vitest';
import { type Clock, EFFECT_KINDS, type EffectKind, type FactSheet } from '../../domain/case/types.ts';
import {
  askedOfOthers,
  comesDown,
  EFFECTS,
  givenUpAt,
  goesUp,
  isReminder,
  saidOf,
  servesAClock,
  UNDONE,
} from '../../domain/effects.ts';
import { CALENDARS } from '../../domain/time/published.ts';

const of = (holds: (e: { kind: EffectKind; data: FactSheet }) => boolean, data: FactSheet = {}) =>
  EFFECT_KINDS.filter((kind) => holds({ kind, data }));

describe('every kind of effect', () => {
  test('has a way, and says what a person is told where it cannot be done', () => {
    expect(Object.keys(EFFECTS)).toEqual([...EFFECT_KINDS]);
    for (const kind of EFFECT_KINDS) expect(Object.keys(UNDONE), kind).toContain(saidOf(kind)?.failed.why);
    expect(new Set(EFFECT_KINDS.map((kind) => saidOf(kind)?.does)).size).toBe(EFFECT_KINDS.length);
  });

  test('takes something of ours down, puts something up, or neither; a faulty text comes down, a mended one goes up', () => {
    const down: EffectKind[] = ['withdraw-publication', 'expire-publication', 'credit-remove'];
    const up: EffectKind[] = ['publish', 'credit-list'];
    const text: EffectKind = 'correct-publication';
    for (const [data, corrected] of [
      [{ corrected: true }, true],
      [{ corrected: false }, false],
      [{}, false],
    ] as const) {
      expect(new Set(of(comesDown, data))).toEqual(new Set(corrected ? down : [...down, text]));
      expect(new Set(of(goesUp, data))).toEqual(new Set(corrected ? [...up, text] : up));
    }
  });

  test('is asked of the platform only where it comes down there', () => {
    expect(of(askedOfOthers)).toEqual(['credit-remove']);
  });

  test('reminds another body, or does not; serves a period of the law, or none', () => {
    expect(of(isReminder)).toEqual(['remind', 'report-upward']);
    expect(EFFECT_KINDS.filter(servesAClock)).toEqual(['publish', 'withdraw-publication', 'police-package']);
  });

  test('of which nothing is known, of a release to come, neither comes down nor goes up', () => {
    const unknown = { kind: 'carrier-pigeon' as EffectKind, data: {} };
    expect([
      saidOf('carrier-pigeon'),
      saidOf('constructor'),
      comesDown(unknown),
      goesUp(unknown),
      askedOfOthers(unknown),
      isReminder(unknown),
      servesAClock(unknown.kind),
    ]).toEqual([undefined, undefined, false, false, false, false, false]);
    expect(givenUpAt({ clocks: {} }, { ...unknown, proceeding: 'p' }, CALENDARS)).toBeNull();
  });
});

describe('the machine tries for a third of what was left, and a person has the rest', () => {
  const clock = (id: string, more: Partial<Clock> = {}): Clock => ({
    id,
    deadline: 'penalty-publish',
    part: 0,
    proceeding: 'disclosure-1',
    kind: 'our-duty',
    confidence: 'text',
    edition: null,
    count: { unit: 'cd', length: 10, start: '2026-09-07', roll: false, pauses: [], extensions: [] },
    started: '2026-09-07T00:00:00+08:00',
    fired: [],
    outcome: null,
    stopped: null,
    ...more,
  });
  const until = (kind: EffectKind, ...clocks: Clock[]) =>
    givenUpAt(
      { clocks: Object.fromEntries(clocks.map((k) => [k.id, k])) },
      { kind, proceeding: 'disclosure-1' },
      CALENDARS,
    );
  const stopped = (at: string) => ({ stopped: { at, why: 'met' as const } });

  test('counted from the moment at which its clock stopped, or from the beginning of one that still runs', () => {
    // Over at the end of 17 September: nine days are left on the 9th at midnight, a third of them three.
    expect(until('publish', clock('a', stopped('2026-09-09T00:00:00+08:00')))).toBe('2026-09-12T00:00:00+08:00');
    expect(until('publish', clock('a', { started: '2026-09-03T00:00:00+08:00' }))).toBe('2026-09-08T00:00:00+08:00');
  });

  test('of the last of its clocks, and of no other proceeding or period', () => {
    const early = clock('a', stopped('2026-09-09T00:00:00+08:00'));
    const late = clock('b', stopped('2026-09-15T00:00:00+08:00'));
    expect(until('publish', early, late)).toBe('2026-09-16T00:00:00+08:00');
    expect(until('publish', late, early)).toBe('2026-09-12T00:00:00+08:00');
    expect(until('publish', early, clock('b', { proceeding: 'disclosure-2' }))).toBe('2026-09-12T00:00:00+08:00');
    expect(until('publish', early, clock('b', { deadline: 'hb-unpublish' }))).toBe('2026-09-12T00:00:00+08:00');
    expect(until('withdraw-publication', early)).toBeNull();
    expect(until('letter', early)).toBeNull();
  });

  test('is not bounded where nothing is left, or its clock has no end', () => {
    expect(until('publish', clock('a', stopped('2026-09-18T00:00:00+08:00')))).toBeNull();
    expect(until('publish', clock('a', stopped('2026-09-17T23:59:59.997+08:00')))).toBe(
      '2026-09-17T23:59:59.998+08:00',
    );
    expect(until('publish', clock('a', stopped('2026-09-20T00:00:00+08:00')))).toBeNull();
    expect(until('publish', clock('a', { count: null }))).toBeNull();
    expect(until('publish')).toBeNull();
  });
});
