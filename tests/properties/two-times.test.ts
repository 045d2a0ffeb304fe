import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseState, Clock, Proceeding, Verdict } from '../../domain/case/types.ts';
import { dueOf, evolve, VOID } from '../../domain/kernel/index.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { addDays, dayOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { type Beginning, type Life, life, paperOf } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';
import {
  approvedForPolice,
  FINE_NOTICE,
  filed,
  investigating,
  LINKED,
  penaltyProposed,
  underReview,
  WITH,
} from '../support/roads.ts';
import {
  badRefusal,
  type Candidate,
  type Chance,
  candidates,
  chanceOf,
  formFor,
  outOfOrder,
  PEOPLE,
  pick,
} from '../support/walk.ts';

const RUNS = sample(16, 400, 5);

/** One act of an outside body or a party, as it was entered in time. */
interface Entered {
  c: Candidate;
  form: Record<string, unknown>;
  occurredAt: string;
}

/** Where outside acts come in: each proceeding in a state that waits for others, by its own road. */
const PLACES: Record<string, (b: Beginning) => Life> = {
  transferred: (b) => {
    const l = underReview(b, { regime: 'petition' });
    l.pair('clerk', 'unithead', 'transfer', {
      transferTo: 'petition-organ',
      transferNumber: '1',
      transferReasons: 'w',
    });
    return l;
  },
  'awaiting supplement': (b) => {
    const l = underReview(b);
    l.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which?' });
    return l;
  },
  'handed over': (b) => {
    const l = underReview(b, { regime: 'petition' });
    l.pair('clerk', 'unithead', 'hand-over', { channelTo: 'petition-direct', routeTold: true });
    return l;
  },
  disputed: (b) => {
    const l = investigating(b);
    l.do('unithead', 'dispute-jurisdiction', { disputeWith: 'the county' });
    return l;
  },
  investigating: (b) => filed(b),
  'labour inspection': (b) => filed(b, { regime: 'labour-inspection' }),
  'waiting for help': (b) => {
    const l = investigating(b);
    l.do('unithead', 'request-help', { helpFrom: 'bank', helpNumber: '1' });
    return l;
  },
  'moving out': (b) => {
    const l = investigating(b);
    l.pair('officer1', 'depthead', 'competence-lacking', {
      transferTo: 'hrss',
      transferNumber: '1',
      transferReasons: 'w',
      ...WITH,
    });
    return l;
  },
  'notice served': (b) => {
    const l = penaltyProposed(b);
    l.do('officer1', 'serve-notice', { ...FINE_NOTICE, listingConditions: ['cheating'], service: 'direct' });
    return l;
  },
  'decision served': (b) => {
    const l = life(b).found('penalty', 'Decided', {
      facts: { decided: { fine: 80_000, confiscation: 0, kinds: ['fine'] }, decidedDay: dayOf(life(b).now) },
    });
    l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
    l.do('officer1', 'serve', { service: 'direct', receipt: '1', remediesTold: true, repairNotice: true, ...WITH });
    return l;
  },
  'with the police': (b) => referral(b),
  'refused by the police': (b) => {
    const l = referral(b);
    l.do('clerk', 'not-filed', { fileReturned: true, reasonsGiven: true, ...paperOf(dayOf(l.now)) });
    l.pair('officer1', 'principal', 'ask-reconsideration', { number: '1', ...WITH });
    return l;
  },
  'with the procurator': (b) => {
    const l = referral(b);
    l.do('clerk', 'not-filed', { fileReturned: true, reasonsGiven: true, ...paperOf(dayOf(l.now)) });
    l.pair('officer1', 'principal', 'ask-procurator', { number: '1', ...WITH });
    return l;
  },
  'criminal track': (b) => {
    const l = referral(b);
    l.do('clerk', 'filed', paperOf(dayOf(l.now)));
    l.do('officer1', 'handed-over', { recordNumber: '1', signed: true, ...WITH });
    return l;
  },
  'listing noticed': (b) => {
    const l = life(b).found('listing', 'Proposed', { facts: { natural: false, penalty: 'penalty-1' } });
    l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
    l.do('credit', 'serve-notice', { number: '1', service: 'direct', rights: true, twoLetters: true });
    return l;
  },
  listed: (b) => {
    const l = life(b).found('listing', 'ToDecide', { facts: { natural: false, penalty: 'penalty-1' } });
    l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
    l.pair('credit', 'principal', 'list', {
      number: '1',
      seriousness: 'slight',
      repeated: false,
      subjectRole: 'organiser',
      intent: true,
      contains: ['reasons', 'term', 'remedy', 'way-out'],
      reChecked: true,
      twoLetters: true,
      responsible: ['officer1'],
    });
    return l;
  },
  published: (b) => {
    const l = life(b).found('disclosure', 'PrivacyReview', {
      flags: ['served', 'passed'],
      facts: { penalty: 'penalty-1' },
    });
    l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
    l.do('disclosure', 'publish');
    return l;
  },
};

function referral(b: Beginning): Life {
  const l = approvedForPolice(b);
  l.do('clerk', 'receipt-signed', paperOf(dayOf(l.now)));
  return l;
}

/** Only what somebody outside did, entered from a paper. */
const fromOutside = (c: Candidate) =>
  !RECUSAL.includes(c.act) &&
  TABLES[c.kind].rows.some((r) => r.act === c.act && typeof r.by === 'object' && 'outside' in r.by);
/** Asked for in a proceeding that silence has ended since, it is asked for in the one that followed. */
const RECUSAL = ['record-recusal-request', 'ask-recusal', 'decide-recusal', 'grant-recusal'];

/** Some days pass, then an outside act of that day is entered on it; a few times over. */
function inTime(place: string, seed: number): { timely: Life; start: Life; acts: Entered[] } {
  const r = chanceOf(seed);
  const b: Beginning = {
    receivedAt: pick(r, ['2026-08-03T09:00:00+08:00', '2026-09-30T09:00:00+08:00', '2026-02-10T09:00:00+08:00']),
    ...(r() < 0.2 ? { authority: { region: 'shanghai' } } : {}),
  };
  const begun = () => PLACES[place]!(ROADED.has(place) ? { ...b, receivedAt: '2026-09-30T16:40:00+08:00' } : b);
  const timely = begun();
  const acts: Entered[] = [];
  for (let i = 0; i < 6 && acts.length < 3; i++) {
    timely.on(addDays(dayOf(timely.now), Math.floor(r() * 5)), `${12 + i}:00:00`);
    const act = enterToday(timely, r);
    if (act) acts.push(act);
  }
  return { timely, start: begun(), acts };
}
const ROADED = new Set([
  'transferred',
  'awaiting supplement',
  'handed over',
  'disputed',
  'investigating',
  'labour inspection',
  'waiting for help',
  'moving out',
  'notice served',
]);

function enterToday(l: Life, r: Chance): Entered | null {
  const open = candidates(l, ['clerk', 'officer1', 'credit']).filter(fromOutside);
  if (open.length === 0) return null;
  const c = pick(r, open);
  const day = dayOf(l.now);
  const form = formFor(c, r, l, day);
  for (const occurredAt of r() < 0.7 ? [day, l.now] : [l.now]) {
    const o = { proceeding: c.proceeding, occurredAt };
    if (l.ask(c.by, c.act, form, o).ok) {
      l.do(c.by, c.act, form, o);
      return { c, form, occurredAt };
    }
  }
  return null;
}

const isHouse = (k: Clock) => k.deadline.startsWith('house-');

/** Clocks as law sees them: their dates, whether and on which day they stopped. Outcomes that silence recorded are left aside. */
function clocksOf(c: CaseState) {
  const standing = new Set(
    Object.values(c.proceedings)
      .filter((p) => p.state !== VOID)
      .map((p) => p.id),
  );
  return Object.values(c.clocks)
    .filter((k) => standing.has(k.proceeding) && k.stopped?.why !== 'without-ground' && !(isHouse(k) && k.stopped))
    .map((k) =>
      JSON.stringify({
        of: c.proceedings[k.proceeding]!.kind,
        deadline: k.deadline,
        part: k.part,
        // A house watch that ran again and again counts from its last time.
        ...(isHouse(k)
          ? {}
          : {
              due: k.count ? dueOf(k, CALENDARS)?.due : dayOf(k.started),
              stopped: k.stopped ? dayOf(k.stopped.at) : null,
              expired: k.fired.includes('expiry') && !k.stopped,
            }),
      }),
    )
    .sort();
}

/** Proceedings that stand: state, flags and facts that are set. */
function proceedingsOf(c: CaseState) {
  const factsOf = (p: Proceeding) => Object.fromEntries(Object.entries(p.facts).filter(([, v]) => v !== null));
  return Object.values(c.proceedings)
    .filter((p) => p.state !== VOID)
    .map((p) => ({
      kind: p.kind,
      state: p.state,
      run: p.run,
      // What lies on a proceeding that has ended was handed on.
      ...(p.ended === null ? { flags: [...p.flags].sort(), facts: factsOf(p) } : {}),
    }));
}

const lawOf = (c: CaseState) => ({
  proceedings: proceedingsOf(c),
  clocks: clocksOf(c),
  officers: c.officers,
  accused: c.accused,
});

describe.each(Object.keys(PLACES))('outside acts entered late: %s', (place) => {
  it('come to the same states and the same dates as entered in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 40 }), (seed, wait) => {
        const { timely, start, acts } = inTime(place, seed);
        const late = start;
        late.on(addDays(dayOf(timely.now), wait), '23:00:00');
        for (const a of acts)
          late.do(a.c.by, a.c.act, a.form, { proceeding: a.c.proceeding, occurredAt: a.occurredAt });
        const end = addDays(dayOf(late.now), 60);
        timely.to(end);
        late.to(end);
        timely.check();
        late.check();
        expect(lawOf(late.state), acts.map((a) => `${a.occurredAt} ${a.c.act}`).join('; ')).toEqual(
          lawOf(timely.state),
        );
      }),
      { numRuns: RUNS },
    );
    proven('Acts entered late come to the same in law as acts entered in time', { lives: RUNS });
  });
});

/** Nothing below may be written to any more. */
function frozen<T>(x: T): T {
  if (x !== null && typeof x === 'object' && !Object.isFrozen(x)) {
    Object.freeze(x);
    Object.values(x).forEach(frozen);
  }
  return x;
}

describe('whatever is entered, and whenever', () => {
  const walk = (seed: number, look: (l: Life, verdict: Verdict, before: CaseState) => void) => {
    const r = chanceOf(seed);
    const place = pick(r, Object.keys(PLACES));
    const l = PLACES[place]!({ receivedAt: '2026-09-30T16:40:00+08:00' });
    for (let i = 0; i < 12; i++) {
      l.on(addDays(dayOf(l.now), (i === 0 ? 1 : 0) + Math.floor(r() * 6)), `${10 + i}:00:00`);
      const open = candidates(l, [pick(r, PEOPLE), pick(r, PEOPLE), pick(r, PEOPLE)]);
      if (open.length === 0) continue;
      const c = pick(r, open);
      const day = addDays(dayOf(l.now), pick(r, [0, 0, -1, -3, -7, -15, 1, 4]));
      const occurredAt = pick(r, [undefined, day, `${day}T11:30:00+08:00`]);
      const form = formFor(c, r, l, dayOf(occurredAt ?? l.now));
      if (r() < 0.5 && JSON.stringify(c.schema).includes('"paper"'))
        form.paper = { number: '1', pages: 2, scan: 's', second: pick(r, ['clerk2', 'legal', 'nobody', c.by]) };
      const before = frozen(l.state);
      const options = { proceeding: c.proceeding, ...(occurredAt ? { occurredAt } : {}) };
      const verdict = l.ask(c.by, c.act, form, options);
      look(l, verdict, before);
      if (verdict.ok) l.do(c.by, c.act, form, options);
    }
    l.check();
  };

  it('no event happens in the future, and none before the case was received', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        walk(seed, (l, verdict) => {
          if (!verdict.ok) return;
          for (const e of verdict.events) {
            expect(e.occurredAt <= l.now, `${e.name} ${e.occurredAt} > ${l.now}`).toBe(true);
            expect(e.occurredAt >= l.state.receivedAt).toBe(true);
            if (e.occurredOn) expect(e.occurredOn <= dayOf(l.now)).toBe(true);
          }
        });
      }),
      { numRuns: RUNS * 5 },
    );
  });

  it('the events of one decision stand in order: what was due before, then the act with what it causes, then what fell due since', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        walk(seed, (_l, verdict) => {
          if (!verdict.ok) return;
          expect(outOfOrder(verdict.events)).toBeNull();
          const acts = verdict.events.filter((e) => ['act', 'proposal', 'declined'].includes(e.type));
          expect(acts).toHaveLength(1);
          const after = verdict.events.slice(verdict.events.indexOf(acts[0]!) + 1);
          for (const e of after.filter((x) => x.type === 'reaction' && x.cause === verdict.events.indexOf(acts[0]!)))
            expect(e.occurredAt).toBe(acts[0]!.occurredAt);
          for (const e of after.filter((x) => x.cause !== undefined)) expect(verdict.events[e.cause!]).toBeDefined();
        });
      }),
      { numRuns: RUNS * 5 },
    );
  });

  it('folded over the events the case is the state; a decision, and above all a refusal, writes to nothing it was given', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        let refused = 0;
        walk(seed, (l, verdict, before) => {
          expect(l.state).toBe(before);
          if (verdict.ok) {
            let again = before;
            for (const e of verdict.events) again = evolve(again, frozen(e));
            expect(again.version).toBe(before.version + verdict.events.length);
          } else {
            refused += 1;
            expect(badRefusal(verdict.refusal)).toBeNull();
            expect('events' in verdict).toBe(false);
          }
        });
        fc.pre(refused > 0);
      }),
      { numRuns: RUNS * 5 },
    );
  });

  it('a breach once recorded stays, and every clock that silence closed keeps what it came to', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const outcomes = new Map<string, string>();
        walk(seed, (l) => {
          for (const k of Object.values(l.state.clocks)) {
            const was = outcomes.get(k.id);
            if (was === 'breach') expect(k.outcome?.what, k.id).toBe('breach');
            else if (was) expect(k.outcome, k.id).not.toBeNull();
            if (k.outcome) outcomes.set(k.id, k.outcome.what);
          }
        });
      }),
      // The example: a request entered late reacts on a proceeding that began after it, then an act is entered between the two.
      { numRuns: RUNS * 5, examples: [[465895899]] },
    );
  });
});
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
