/** A period changes in the law: a clock that runs keeps what it was started with, whatever the catalogue says later. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEADLINES, deadlineById } from '../../domain/law/index.ts';
import { advance, dueOf } from '../../domain/proceedings/kernel.ts';
import type { CaseState } from '../../domain/proceedings/types.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { filed, received, WITH } from '../support/roads.ts';

/** The same case as an earlier edition of the rule would have begun it: another length, another day of coming into force. */
function underAnEarlierEdition(c: CaseState, id: string, length: number): CaseState {
  const clock = c.clocks[id]!;
  return {
    ...c,
    clocks: { ...c.clocks, [id]: { ...clock, edition: '2015-01-01', count: { ...clock.count!, length } } },
  };
}

describe('a running clock', () => {
  it('carries its own period and the day on which its rule came into force', () => {
    const { clocks } = received().state;
    const row = deadlineById('tip-review');
    expect(clocks['tip-review-1']).toMatchObject({
      edition: row.edition.inForce,
      count: { unit: row.parts[0]!.unit, length: row.parts[0]!.length },
    });
  });

  it('keeps them: its date and its expiry are those of the edition it was started under', () => {
    const l = received();
    const old = underAnEarlierEdition(l.state, 'tip-review-1', 7);
    expect(dueOf(l.state.clocks['tip-review-1']!, CALENDARS)?.due).toBe('2026-10-13');
    expect(dueOf(old.clocks['tip-review-1']!, CALENDARS)?.due).toBe('2026-10-15');
    const at = (c: CaseState, now: string) => advance(c, now, l.facts()).state.clocks['tip-review-1']!.outcome;
    expect(at(old, '2026-10-15T23:59:59+08:00')).toBeNull();
    expect(at(old, '2026-10-16T00:00:00+08:00')).toEqual({ what: 'breach', at: '2026-10-16T00:00:00+08:00' });
  });

  it('keeps its length through an extension, which adds to what it was started with', () => {
    const l = filed();
    l.state = underAnEarlierEdition(l.state, 'tip-investigate-1', 50);
    l.pair('officer1', 'depthead', 'extend', { days: 5, complex: true, extendReasons: 'words', ...WITH });
    const clock = l.clock('tip-investigate');
    expect([clock.edition, clock.count?.length, clock.count?.extensions?.[0]?.length]).toEqual(['2015-01-01', 50, 5]);
    expect(dueOf(clock, CALENDARS)?.due).toBe('2026-12-22');
  });
});

describe('one row is changed in one place', () => {
  it('one row carries each id, with the day it came into force where the source says it', () => {
    expect(new Set(DEADLINES.map((d) => d.id)).size).toBe(DEADLINES.length);
    for (const d of DEADLINES) if (d.edition.inForce) expect(d.edition.inForce, d.id).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('no table counts a period of its own: lengths are in the catalogue, but for two rows that guards count', () => {
    const folder = new URL('../../domain/proceedings/', import.meta.url);
    const found = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      return [...text.matchAll(/compute\(\s*\{[^}]*\}/g)]
        .filter(([call]) => !call.includes('part') && !call.includes('requestFor'))
        .map(() => file);
    });
    // limitation-penalty (APL art. 36) at filing and at the notice, hearing-notify (APL art. 64(2)) before a day is set.
    const COUNTED_BY_GUARDS = ['investigation.ts', 'penalty.ts', 'penalty.ts'];
    for (const file of found) expect(COUNTED_BY_GUARDS, `a period counted in ${file}`).toContain(file);
    expect(found.length).toBeLessThanOrEqual(COUNTED_BY_GUARDS.length);
  });
});
