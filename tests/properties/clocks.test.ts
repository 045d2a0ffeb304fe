/** Promises of a clock through the life of a case, over generated attempts: who may extend it, and what stays of a breach. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../domain/time/day.ts';
import type { Life } from '../support/life.ts';
import { paperOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { proven, sample } from '../support/proof.ts';
import { investigating, OFFICERS, WITH } from '../support/roads.ts';

const RUNS = sample(120, 3_000, 40);

const people = Object.keys(DIRECTORY.people);
const anybody = fc.constantFrom(...people);
const attempts = fc.array(
  fc.record({
    /** Calendar days after the attempt before. */
    wait: fc.integer({ min: 0, max: 45 }),
    days: fc.integer({ min: 1, max: 40 }),
    proposer: fc.oneof(fc.constantFrom('officer1', 'officer2'), anybody),
    decider: fc.oneof(fc.constantFrom('depthead'), anybody),
  }),
  { minLength: 1, maxLength: 8 },
);

/** M49 art. 27 ¶2: at most 30 working days in all; two officers propose, a head of the department approves. */
const CAP = 30;

test('an extension after expiry, beyond its bound or by the wrong person is refused in every generated attempt, and no other', () => {
  let granted = 0;
  const refused: Record<string, number> = {};
  fc.assert(
    fc.property(attempts, (list) => {
      const l = investigating();
      let day = '2026-10-12';
      let used = 0;
      for (const { wait, days, proposer, decider } of list) {
        day = addDays(day, wait);
        l.on(day, l.now >= `${day}T10:00:00+08:00` ? l.now.slice(11, 19) : '10:00:00');
        const before = l.due('tip-investigate')!;
        const over = day > before;
        const two = proposer === 'officer1' ? 'officer2' : 'officer1';
        const form = { days, complex: true, extendReasons: 'words', withOfficer: two };
        const proposed = l.ask(proposer, 'extend:propose', form);
        const mayPropose = proposer === 'officer1' || proposer === 'officer2';
        expect(proposed.ok, `${proposer} asks on ${day} for ${days} after ${used}`).toBe(
          mayPropose && !over && used + days <= CAP,
        );
        if (!proposed.ok) {
          refused[proposed.refusal.code] = (refused[proposed.refusal.code] ?? 0) + 1;
          if (mayPropose) expect(proposed.refusal.basis.clause).toBe('M49 art. 27 ¶2');
          continue;
        }
        l.do(proposer, 'extend:propose', form);
        const decided = l.ask(decider, 'extend');
        expect(decided.ok, `${decider} decides`).toBe(decider === 'depthead');
        if (!decided.ok) {
          refused[decided.refusal.code] = (refused[decided.refusal.code] ?? 0) + 1;
          expect(l.due('tip-investigate')).toBe(before);
          l.do('depthead', 'extend:decline', { reasons: 'words' });
          continue;
        }
        l.do(decider, 'extend');
        granted++;
        used += days;
        expect(l.due('tip-investigate')! > before).toBe(true);
      }
      const extensions = l.clock('tip-investigate').count?.extensions ?? [];
      expect(extensions.reduce((sum, x) => sum + x.length, 0)).toBe(used);
      expect(used).toBeLessThanOrEqual(CAP);
    }),
    { numRuns: RUNS },
  );
  proven('Extensions never go beyond their bound', { lives: RUNS, granted });
  // The generator meets every kind of no, and a yes.
  expect(granted).toBeGreaterThan(RUNS / 10);
  for (const code of ['extension-after-expiry', 'extension-beyond-bound', 'not-your-role'])
    expect(refused[code] ?? 0, `${code} of ${Object.keys(refused)}`).toBeGreaterThan(2);
});

/** The sixty working days from 30 September 2026 are over after 29 December. */
function breached(late: number): Life {
  const l = investigating();
  l.on(addDays('2026-12-30', late));
  return l;
}

const CLOSE = (l: Life) => {
  l.pair('officer1', 'unithead', 'nothing-found', { nothingWhy: 'weak', covered: true, report: 'report', ...WITH });
  l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'report' });
  l.pair('clerk', 'unithead', 'archive', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' });
};
const MERGE = (l: Life) => {
  const leading = investigating({ id: 'case-9' });
  leading.to(l.now);
  l.leading = leading.state;
  const form = { leading: 'case-9', sameSubject: true, sameFacts: true, newClue: false, ...WITH };
  l.pair('officer1', 'unithead', 'merge', form);
};
const TRANSFER = (l: Life) => {
  const out = { transferTo: 'medical-security', transferNumber: '移〔2026〕2号', transferReasons: 'theirs', ...WITH };
  l.pair('officer1', 'depthead', 'competence-lacking', out);
  l.do('clerk', 'receipt', paperOf(l.now.slice(0, 10)), { proceeding: 'investigation' });
};
const REASSIGN = (l: Life) => l.do('unithead', 'reassign', { ...OFFICERS, officers: ['officer2', 'officer3'] });
const ENDS: [string, (l: Life) => unknown][] = [
  ['closing', CLOSE],
  ['merging', MERGE],
  ['transfer', TRANSFER],
  ['another pair of officers', REASSIGN],
];

test.each(ENDS)('a breach survives %s, on whatever day that comes', (_what, end) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 400 }), (late, after) => {
      const l = breached(late);
      const breach = { what: 'breach', at: '2026-12-30T00:00:00+08:00' };
      expect(l.clock('tip-investigate').outcome).toEqual(breach);
      end(l);
      l.to(addDays(l.now.slice(0, 10), after));
      expect(l.clock('tip-investigate').outcome).toEqual(breach);
      l.check();
    }),
    { numRuns: Math.ceil(RUNS / 6) },
  );
});
