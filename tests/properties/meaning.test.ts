import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ctx, NewEvent } from '../../domain/case/types.ts';
import { nextInstant } from '../../domain/kernel/index.ts';
import { keepingBar, keptUntil } from '../../domain/kernel/keeping.ts';
import { owing } from '../../domain/kernel/owing.ts';
import { NOTICES, noticesFor } from '../../domain/notices.ts';
import { canSee, isAbove, rolesOn, standIn } from '../../domain/people/may.ts';
import type { Role } from '../../domain/people/types.ts';
import { TABLES, TOLD } from '../../domain/proceedings/tables.ts';
import { addDays, dayOf } from '../../domain/time/day.ts';
import { type Life, life } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';
import { somewhere } from '../support/somewhere.ts';
import { chanceOf, step } from '../support/walk.ts';

const LIVES = sample(60, 2_500, 20);
const STEPS = 30;
const HOURS = sample(600_000, 4 * 3_600_000);

/** Looks after each step of random lives. */
function lives(look: (l: Life, events: readonly NewEvent[]) => void): void {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      const l = somewhere(seed);
      const r = chanceOf(seed);
      for (let i = 0; i < STEPS; i++) look(l, step(l, r).events);
    }),
    { numRuns: LIVES },
  );
}

/**
 * Whether a post, or who acts in its place, is held by somebody who may see the case. Until the accused is linked the intake post alone
 * sees it, and links them: what is the heads' is reached through it.
 */
function reached(l: Life, role: Role): boolean {
  const { state: c, directory } = l;
  const day = dayOf(l.now);
  const stand = standIn(c.accused.linked || INTAKE.includes(role) ? role : 'clerk', c);
  return Object.values(directory.people).some((p) =>
    stand === 'superior'
      ? isAbove(p, c, directory, day)
      : canSee(p, c, directory, day) &&
        rolesOn(p, c.organ, day).has(stand) &&
        (stand !== 'officer' || c.officers.includes(p.id)),
  );
}

const INTAKE: readonly Role[] = ['clerk', 'special'];

/** Letters that only a real-name tipster gets, and of those the ones that must have been asked for. */
const NAMED = ['accepted', 'refused', 'transferred', 'concluded'];
const ASKED = ['accepted', 'refused', 'concluded'];

describe('who is told', () => {
  test(
    'is who may be told: a tipster what they asked for and of their own proceedings alone',
    () => {
      let letters = 0;
      lives((l, events) => {
        const { named, wantsNotice } = l.state.tipster;
        for (const e of events) {
          for (const c of e.changes) {
            if (c.op !== 'effect' || c.effect.to !== 'tipster') continue;
            letters += 1;
            const { kind, data } = c.effect;
            const letter = String(data.letter ?? '');
            const what = `${e.kind} ${e.name}: ${kind} ${letter}`;
            expect(TOLD.has(e.kind) || ['decide-recusal', 'grant-recusal'].includes(e.name), what).toBe(true);
            if (kind === 'notice') expect(wantsNotice, what).toBe(true);
            if (NAMED.includes(letter)) expect(named, what).toBe(true);
            if (ASKED.includes(letter)) expect(wantsNotice, what).toBe(true);
          }
        }
      });
      expect(letters).toBeGreaterThan(sample(LIVES / 10, LIVES / 10, 0));
      proven('A tipster is told what may be told to them', { lives: LIVES, steps: STEPS, told: letters });
    },
    HOURS,
  );

  test('of any notice, in any state: nobody anonymous by a letter for real names, nobody by mail who did not ask', () => {
    const l = life().open();
    const choices = [true, false].flatMap((named) => [true, false].map((wantsNotice) => ({ named, wantsNotice })));
    for (const n of NOTICES)
      for (const state of Object.keys(TABLES[n.on.kind].states))
        for (const tipster of choices) {
          const c = { ...l.state, tipster };
          const p = { ...l.p('intake'), kind: n.on.kind, state };
          const ctx: Ctx = { case: c, p, form: {}, filled: true, at: l.now, facts: l.facts(), person: null };
          const name = n.on.act ?? 'any';
          const told = noticesFor({ kind: p.kind, name, type: 'act', entered: n.on.entered, ctx, proceeding: p.id });
          const letters = told.map((e) => String(e.data.letter ?? ''));
          const what = `${n.letter} in ${state}`;
          if (!tipster.named)
            expect(
              letters.filter((x) => NAMED.includes(x)),
              what,
            ).toEqual([]);
          if (!tipster.wantsNotice) {
            expect(
              letters.filter((x) => ASKED.includes(x)),
              what,
            ).toEqual([]);
            expect(
              told.filter((e) => e.kind === 'notice'),
              what,
            ).toEqual([]);
          }
        }
  });

  test(
    'of a period or a silence is a post that somebody holds who sees the case',
    () => {
      let tasks = 0;
      lives((l, events) => {
        for (const e of events) {
          if (e.type !== 'rung' && e.type !== 'moved') continue;
          for (const c of e.changes) {
            if (c.op !== 'task') continue;
            tasks += 1;
            expect(reached(l, c.task.to), `${e.name} is told to ${c.task.to}`).toBe(true);
          }
        }
      });
      expect(tasks).toBeGreaterThan(LIVES / 10);
      proven('Who is told of a period sees the case', { lives: LIVES, steps: STEPS, tasks });
    },
    HOURS,
  );
});

test(
  'who owes the next step holds a post that somebody holds who sees the case, and an officer only once one is named',
  () => {
    lives((l) => {
      for (const p of Object.values(l.state.proceedings)) {
        if (p.ended !== null) continue;
        const posts = owing(l.state, p, nextInstant(l.state, l.facts(), p.id)?.clock ?? null);
        expect(posts.length).toBeGreaterThan(0);
        if (l.state.officers.length === 0) expect(posts, p.id).not.toContain('officer');
        expect(
          posts.some((role) => reached(l, role)),
          `${p.id} in ${p.state}: ${posts.join()}`,
        ).toBe(true);
      }
    });
    proven('Who owes the next step can take it', { lives: LIVES, steps: STEPS });
  },
  HOURS,
);

test(
  'what is kept is kept while anything of the case is open, to the last day of its period, and not a day longer',
  () => {
    let over = 0;
    lives((l) => {
      const { state: c } = l;
      const law = l.facts();
      const open = Object.values(c.proceedings).some((p) => p.ended === null);
      const until = keptUntil(c, law);
      if (open) {
        expect(until).toBeNull();
        expect(keepingBar(c, '2199-01-01', law)?.code).toBe('case-not-over');
        return;
      }
      over += 1;
      if (until === null) {
        expect(keepingBar(c, '2199-01-01', law)?.code).toBe('kept-for-ever');
        return;
      }
      const last = Object.values(c.proceedings).reduce((x, p) => (p.ended! > x ? p.ended! : x), '');
      expect(until > dayOf(last)).toBe(true);
      expect(keepingBar(c, until, law)?.code).toBe('retention-runs');
      expect(keepingBar(c, addDays(until, 1), law)).toBeNull();
    });
    expect(over).toBeGreaterThan(0);
    proven('The file of a case is kept for its period', { lives: LIVES, steps: STEPS, over });
  },
  HOURS,
);
