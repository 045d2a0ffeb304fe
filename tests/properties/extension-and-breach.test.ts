import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseState, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { addDays, dayOf } from '../../domain/time/day.ts';
import { SUSPICION } from '../support/forms.ts';
import { type Life, life, paperOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { proven, sample } from '../support/proof.ts';
import { accepted, filed, investigating, underReview, WITH } from '../support/roads.ts';
import { chanceOf, pick } from '../support/walk.ts';

const RUNS = sample(150, 3_000, 50);
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const LINKED = { natural: false, linked: true, units: [], heads: [], persons: [] };

/** An extension as the rule has it: who proposes, who approves, how much in all, how often, and a case in which it may be asked for. */
interface Rule {
  clock: string;
  act: string;
  kind: 'investigation' | 'listing';
  proposers: string[];
  approver: string;
  /** null: no cap. */
  bound: number | null;
  once: boolean;
  clause: string;
  form: (days: number, l: Life) => FactSheet;
  /** Days that the form itself lets through. */
  most: number;
  given: () => Life;
}

const inspection = () => {
  const l = investigating({}, { regime: 'labour-inspection' }).on('2026-10-12');
  l.pair('officer1', 'unithead', 'file-case', { standardMet: true, ...WITH });
  return l;
};
const repairing = () => {
  const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'RepairAsked', {
    facts: { natural: false },
  });
  l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
  l.do('clerk', 'repair-pushed', paperOf('2026-08-03'));
  l.do('credit', 'accept-repair', { papersComplete: true });
  return l;
};
const objected = () => {
  const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'Listed', { facts: { natural: false } });
  l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
  l.do('clerk', 'objection', { about: 'content', channel: 'direct', objection: 'w', ...paperOf('2026-08-03') });
  l.do('credit', 'accept-objection');
  return l;
};

const RULES: Rule[] = [
  {
    clock: 'tip-investigate',
    act: 'extend',
    kind: 'investigation',
    proposers: ['officer1', 'officer2'],
    approver: 'depthead',
    bound: 30,
    once: false,
    clause: 'M49 art. 27 ¶2',
    most: 40,
    form: (days) => ({ days, complex: true, extendReasons: 'r' }),
    given: () => filed(),
  },
  {
    clock: 'inspection-investigate',
    act: 'extend-inspection',
    kind: 'investigation',
    proposers: ['officer1', 'officer2'],
    approver: 'depthead',
    bound: 30,
    once: true,
    clause: 'LSI art. 17',
    most: 30,
    form: () => ({ complex: true, extendReasons: 'r' }),
    given: inspection,
  },
  {
    clock: 'credit-repair-decide',
    act: 'extend-repair',
    kind: 'listing',
    proposers: ['credit'],
    approver: 'unithead',
    bound: 10,
    once: false,
    clause: 'CR26 art. 16 ¶3',
    most: 20,
    form: (days) => ({ days, ground: 'complex' }),
    given: repairing,
  },
  {
    clock: 'credit-objection-decide',
    act: 'extend-objection',
    kind: 'listing',
    proposers: ['credit'],
    approver: 'unithead',
    bound: null,
    once: false,
    clause: 'CR26 art. 18',
    most: 20,
    form: (days, l) => ({ days, toldOn: dayOf(l.now), reasons: 'r' }),
    given: objected,
  },
];

const granted = (c: CaseState, clock: string) =>
  Object.values(c.clocks)
    .filter((k) => k.deadline === clock)
    .flatMap((k) => k.count?.extensions ?? [])
    .reduce((sum, x) => sum + x.length, 0);

describe.each(RULES.map((rule) => [rule.clock, rule] as const))('an extension of %s', (_, rule) => {
  const options = { proceeding: rule.kind };
  const withOther = (by: string) =>
    rule.kind === 'investigation' ? { withOfficer: by === 'officer1' ? 'officer2' : 'officer1' } : {};
  const people = [...Object.keys(DIRECTORY.people), 'tipster'];

  /** Attempts at random on days around the end; each verdict is told to `look` with what the law says to it. */
  function attempts(
    seed: number,
    look: (l: Life, what: { by: string; days: number; over: boolean; used: number }) => void,
  ) {
    const r = chanceOf(seed);
    const l = rule.given();
    for (let i = 0; i < 6; i++) {
      const due = l.due(rule.clock)!;
      const day = addDays(due, pick(r, [-20, -9, -3, -1, 0, 1, 2, 30]));
      if (day > dayOf(l.now)) l.on(day);
      const over = dayOf(l.now) > l.due(rule.clock)!;
      const days = rule.act === 'extend-inspection' ? 30 : 1 + Math.floor(r() * rule.most);
      look(l, {
        by: r() < 0.6 ? pick(r, rule.proposers) : pick(r, people),
        days,
        over,
        used: granted(l.state, rule.clock),
      });
    }
  }

  test('is refused after expiry, beyond its bound, a second time where it is once, and by the wrong person, in every generated attempt', () => {
    let allowed = 0;
    const refused = new Map<string, number>();
    fc.assert(
      fc.property(seeds, (seed) => {
        attempts(seed, (l, { by, days, over, used }) => {
          const form = { ...rule.form(days, l), ...withOther(by) };
          const may = rule.proposers.includes(by);
          const beyond = rule.bound !== null && used + days > rule.bound;
          const again = rule.once && used > 0;
          const before = l.state;
          const verdict = l.ask(by, `${rule.act}:propose`, form, options);
          expect(verdict.ok, `${by} ${days} days, ${used} before, over ${over}`).toBe(
            may && !over && !beyond && !again,
          );
          if (verdict.ok) {
            allowed += 1;
            l.do(by, `${rule.act}:propose`, form, options);
            l.do(rule.approver, rule.act, {}, options);
            expect(granted(l.state, rule.clock)).toBe(used + days);
            return;
          }
          const { code, basis } = verdict.refusal;
          refused.set(code, (refused.get(code) ?? 0) + 1);
          if (may && over) expect([code, basis.kind]).toEqual(['extension-after-expiry', 'law']);
          if (may && !over && again) expect(code).toBe('extension-once');
          else if (may && !over && beyond) expect(code).toBe('extension-beyond-bound');
          if (may) expect(basis.clause).toContain(rule.clause);
          expect(l.state).toBe(before);
        });
      }),
      { numRuns: RUNS },
    );
    expect(allowed).toBeGreaterThan(0);
    proven('No period is extended after it ended, twice, or beyond its bound', { attempts: RUNS, allowed });
    expect(refused.get('extension-after-expiry') ?? 0).toBeGreaterThan(0);
  });

  test('proposed in time is refused when it is approved after expiry, or by anybody but the one whom the rule names', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const r = chanceOf(seed);
        const l = rule.given();
        const by = pick(r, rule.proposers);
        const days = rule.act === 'extend-inspection' ? 30 : Math.min(rule.bound ?? 10, 1 + Math.floor(r() * 10));
        l.do(by, `${rule.act}:propose`, { ...rule.form(days, l), ...withOther(by) }, options);
        const due = l.due(rule.clock)!;
        const day = addDays(due, pick(r, [-2, 0, 1, 2, 30]));
        if (day > dayOf(l.now)) l.on(day);
        const who = r() < 0.5 ? rule.approver : pick(r, people);
        const right = who === rule.approver;
        const over = dayOf(l.now) > due;
        const verdict = l.ask(who, rule.act, {}, options);
        expect(verdict.ok, `${who} ${over}`).toBe(right && !over);
        if (right && over && !verdict.ok) expect(verdict.refusal.code).toBe('extension-after-expiry');
        // On paper the day of the paper counts, with a second person: not the day of the keyboard.
        if (over) {
          const paper = { paper: { number: '1', pages: 2, scan: 's', second: 'clerk2' } };
          expect(l.ask(rule.approver, rule.act, paper, { ...options, occurredAt: addDays(due, 1) }).ok).toBe(false);
          expect(l.ask(rule.approver, rule.act, {}, { ...options, occurredAt: due }).ok).toBe(false);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

const NOTHING = { nothingWhy: 'weak', covered: true, report: 'r', ...WITH };
const CLUE = { sameSubject: true, sameFacts: true, ...WITH };

/** What may happen to a case whose sixty days are over. */
const AFTER: Record<string, (l: Life) => void> = {
  'concluded and archived': (l) => {
    l.pair('officer1', 'unithead', 'nothing-found', NOTHING);
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'r' });
    l.pair('clerk', 'unithead', 'archive', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' });
  },
  'merged into another case': (l) => {
    l.leading = investigating({ id: 'case-9' }).state;
    l.pair('officer1', 'unithead', 'merge', { leading: 'case-9', newClue: true, ...CLUE });
    l.system('investigation', 'leading-archived');
  },
  'given a new clue, and the whole period again': (l) => {
    l.system('investigation', 'repeat-merged', { follower: 'case-8', mergedOn: dayOf(l.now) });
  },
  'transferred and received': (l) => {
    leave(l);
    l.do('clerk', 'receipt', paperOf(dayOf(l.now)), { proceeding: 'investigation' });
  },
  'transferred and returned': (l) => {
    leave(l);
    l.do('clerk', 'returned', paperOf(dayOf(l.now)), { proceeding: 'investigation' });
  },
  'designated to another department': (l) => {
    l.do('unithead', 'dispute-jurisdiction', { disputeWith: 'the county' }, { proceeding: 'investigation' });
    const theirs = { competent: 'theirs', transferNumber: '移〔2026〕2号', ...paperOf(dayOf(l.now)) };
    l.pair('clerk', 'unithead', 'agree-jurisdiction', theirs, { proceeding: 'investigation' });
  },
  'extended on a paper of before': (l) => {
    const paper = { paper: { number: '1', pages: 2, scan: 's', second: 'clerk2' } };
    const due = { occurredAt: l.due('tip-investigate')! };
    l.do('officer1', 'extend:propose', { days: 5, complex: true, extendReasons: 'r', ...WITH, ...paper }, due);
    l.do('depthead', 'extend', paper, due);
  },
  'referred, with the investigation re-opened': (l) => {
    l.do('officer1', 'suspect-crime', SUSPICION);
    l.pair('officer1', 'depthead', 'no-crime', { reasons: 'r', ...WITH });
  },
  'withdrawn by the tipster': (l) => {
    l.tip('withdraw', { withdrawalReason: 'afraid' });
  },
  'left alone for a year': (l) => {
    l.to(addDays(dayOf(l.now), 365));
  },
};
function leave(l: Life): void {
  const letter = { transferTo: 'hrss', transferNumber: '1', transferReasons: 'r', ...WITH };
  l.pair('officer1', 'depthead', 'competence-lacking', letter);
}

describe('a breach survives closing, merging and transfer', () => {
  test.each(Object.keys(AFTER))('%s', (what) => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 60 }), (seed, wait) => {
        const r = chanceOf(seed);
        const l = r() < 0.5 ? filed() : investigating();
        l.on(addDays('2026-12-30', wait));
        const breached = Object.values(l.state.clocks).filter((k) => k.outcome?.what === 'breach');
        expect(breached.map((k) => k.deadline)).toContain('tip-investigate');
        AFTER[what]!(l);
        if (r() < 0.5) l.to(addDays(dayOf(l.now), 1 + Math.floor(r() * 200)));
        for (const k of breached) {
          const is = l.state.clocks[k.id]!;
          expect(is.outcome?.what, k.id).toBe('breach');
          // Met late is never met, and the event stays in the record with its own date.
          expect(is.stopped?.why, k.id).not.toBe('met');
          const recorded = l.events.filter((e) => e.type === 'expiry' && e.changes.some(fired(k.id)));
          expect(recorded.map((e) => e.occurredAt)).toContain(k.outcome!.at);
        }
        l.check();
      }),
      { numRuns: Math.max(5, RUNS / 25) },
    );
  });

  test('and of intake: a notice that was missed, a review that silence ended', () => {
    const l = underReview();
    l.to('2026-10-21');
    const kept = ['tip-review', 'tip-acceptance-notice'].map((id) => l.clock(id).outcome);
    expect(kept.map((o) => o?.what)).toEqual(['breach', 'breach']);
    l.pair('clerk', 'unithead', 'notice-sent', { told: 'accepted', noticeHow: 'paper' });
    expect(l.stopped('tip-acceptance-notice')).toBe('met-late');
    expect(['tip-review', 'tip-acceptance-notice'].map((id) => l.clock(id).outcome)).toEqual(kept);
  });

  test('the leading case keeps its own when a repeat starts its period again', () => {
    const leading = accepted();
    leading.to('2026-12-31');
    leading.system('investigation', 'repeat-merged', { follower: 'case-2', mergedOn: '2026-12-31' });
    expect(leading.clocks('tip-investigate').map((k) => [k.outcome?.what ?? null, k.stopped?.why ?? null])).toEqual([
      ['breach', 'superseded'],
      [null, null],
    ]);
  });
});
const fired = (id: string) => (c: NewEvent['changes'][number]) =>
  c.op === 'fired' && c.clock === id && c.rung === 'expiry';
