import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseState, Effect, NewEvent } from '../../domain/case/types.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Directory } from '../../domain/people/types.ts';
import { toldOf } from '../../domain/proceedings/paper/named.ts';
import { paperBar } from '../../domain/proceedings/paper/read-off.ts';
import { addDays, dayOf } from '../../domain/time/day.ts';
import { type Beginning, type Life, papersOf } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';
import { filed, investigating, penaltyProposed, underReview } from '../support/roads.ts';
import { candidates, chanceOf, formFor, PEOPLE, pick } from '../support/walk.ts';

const RUNS = sample(16, 3_000);
const PLACES: ((b: Beginning) => Life)[] = [underReview, investigating, filed, penaltyProposed];

/** Everything but taking down what is ours: that may always come down. */
const leaving = (events: readonly NewEvent[]): Effect[] =>
  events.flatMap((e) =>
    e.changes.flatMap((c) =>
      c.op === 'effect' &&
      !['withdraw-publication', 'expire-publication', 'credit-remove'].includes(c.effect.kind) &&
      !(c.effect.kind === 'correct-publication' && c.effect.data.corrected !== true)
        ? [c.effect]
        : [],
    ),
  );

interface Step {
  before: CaseState;
  now: string;
  paper: boolean;
  staff: string | null;
  events: NewEvent[];
  after: CaseState;
  directory: Directory;
}

/** A random life with acts on paper among those that are taken at once; a second person looks at them now and then. */
function walk(seed: number, look: (step: Step) => void): void {
  const r = chanceOf(seed);
  const l = pick(r, PLACES)({ receivedAt: '2026-09-30T16:40:00+08:00' });
  for (let i = 0; i < 14; i++) {
    l.on(addDays(dayOf(l.now), 1 + Math.floor(r() * 9)), `${10 + (i % 12)}:00:00`);
    if (paperBar(l.state) === 'unconfirmed' && r() < 0.4) {
      const by = ['clerk', 'clerk2', 'unithead', 'depthead'].find((id) => {
        return l.ask(id, 'confirm', papersOf(l.state), { proceeding: 'paper' }).ok;
      });
      if (by) l.do(by, 'confirm', papersOf(l.state), { proceeding: 'paper' });
    }
    const open = candidates(l, [pick(r, PEOPLE), pick(r, PEOPLE), pick(r, PEOPLE)]);
    if (open.length === 0) continue;
    const c = pick(r, open);
    const form = formFor(c, r, l, dayOf(l.now));
    const paper = r() < 0.5 && JSON.stringify(c.schema).includes('"paper"');
    const day = addDays(dayOf(l.now), -Math.floor(r() * 12));
    if (paper)
      form.paper = {
        number: `补〔2026〕${i}号`,
        pages: 2,
        scan: 's',
        second: pick(r, ['clerk2', 'legal', 'unithead']),
      };
    else delete form.paper;
    const options = { proceeding: c.proceeding, ...(paper || r() < 0.3 ? { occurredAt: day } : {}) };
    const before = l.state;
    const verdict = l.ask(c.by, c.act, form, options);
    if (!verdict.ok) continue;
    const events = l.do(c.by, c.act, form, options);
    look({
      before,
      now: l.now,
      paper,
      staff: c.by === 'tipster' ? null : c.by,
      events,
      after: l.state,
      directory: l.directory,
    });
  }
  l.check();
}

const steps: Step[] = [];
beforeAll(() => {
  const root = chanceOf(20_261_128);
  for (let n = 0; n < RUNS; n++) walk(Math.floor(root() * 2 ** 31), (step) => steps.push(step));
}, 600_000);
const always = (look: (step: Step) => void) => {
  for (const step of steps) look(step);
};

describe('whatever is entered from paper, and whenever', () => {
  it('nothing that leaves the building has a paper act as its only cause', () => {
    let papers = 0;
    let sent = 0;
    always(({ paper, events }) => {
      if (paper) papers++;
      sent += leaving(events).length;
      if (paper) expect(leaving(events)).toEqual([]);
    });
    // The walks do both: else they would prove nothing.
    expect(papers).toBeGreaterThan(10);
    expect(sent).toBeGreaterThan(0);
    proven('Nothing leaves the building on the strength of a paper act', {
      lives: RUNS,
      steps: steps.length,
      papers,
      sent,
    });
  });

  it('nothing leaves while it waits for its second person or is contested', () => {
    always(({ before, events }) => {
      if (paperBar(before) !== null) expect(leaving(events)).toEqual([]);
    });
  });

  it('who is told of it may be told of the case, and never who typed it in in another’s place', () => {
    always(({ before, events, now, after, directory }) => {
      const were = Object.values(before.proceedings).reduce((n, p) => n + toldOf(p.facts).length, 0);
      if (!events.some((e) => e.kind === 'paper' && e.name === 'entered')) return;
      const paper = Object.values(after.proceedings).find((p) => p.kind === 'paper')!;
      for (const x of toldOf(paper.facts).slice(were)) {
        expect(canSee(directory.people[x.person]!, after, directory, dayOf(now)), x.person).toBe(true);
      }
    });
  });
});
