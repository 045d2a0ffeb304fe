import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent, ProceedingKind, Row } from '../../domain/case/types.ts';
import { parseAct } from '../../domain/kernel/form-of.ts';
import { CASE_ROLES, type Directory, type Grant, type Person, type Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import type { Life } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { proven, sample } from '../support/proof.ts';
import { beginning, ROADS, somewhere } from '../support/somewhere.ts';
import { type Candidate, type Chance, candidates, chanceOf, formFor, pick, step } from '../support/walk.ts';

/** States besides the ends in which a proceeding has left, rests, is published, listed or with the police. */
const OUT: Record<ProceedingKind, readonly string[]> = {
  intake: ['Transferred', 'ChannelHandover', 'Merged'],
  investigation: ['TransferringOut', 'MergedIn', 'Suspended', 'Concluded'],
  penalty: ['Decided', 'Reversed'],
  'police-referral': ['Transmitting'],
  listing: ['Listed', 'Masked'],
  disclosure: ['Published', 'Corrected'],
  paper: [],
};
const isOut = (kind: ProceedingKind, state: string) => OUT[kind].includes(state) || TABLES[kind].ends.includes(state);

/**
 * What one person does or enters that leads there, and why one is enough: two have decided before what another body now received or
 * answered, or two officers do it, or it is the look of the second person itself.
 */
const ALONE: Partial<Record<ProceedingKind, Record<string, string>>> = {
  intake: {
    receipt: 'house: two let it go with its letter; whoever put that forward does not enter that it arrived',
    'channel-receipt':
      'two handed it over (M49 art. 11 ¶1); whoever put that forward does not enter that the other unit has it',
  },
  penalty: {
    'on-the-spot-banked':
      'APL arts. 67, 71: two decided and served the fine; who took the money does not enter that the bank has it',
    'carried-out': 'APL arts. 42, 66: two officers; two decided the penalty',
  },
  listing: {
    'plan-failed': 'CR26 art. 20: what two listed stands again',
  },
  disclosure: {
    'report-mistake':
      'PIPL art. 57; house: what names somebody comes down at once, and two put it up again; a mistake of another kind takes nothing down',
  },
  paper: {
    confirm: 'house: the look of the second person; never by who entered it',
  },
};

const ofStaff = (row: Row) => row.act !== undefined && typeof row.by === 'object';
const leadsTo = (row: Row): readonly string[] => (typeof row.to === 'object' ? row.to.among : [row.to]);
/**
 * Acts done by one who is not the one of the other act, where that one was for the same: it was reported to be referred, handed in to be
 * published, put before the head with no penalty. That somebody else did something else before is no second person.
 */
const AFTER: Partial<Record<ProceedingKind, Record<string, readonly string[]>>> = {
  penalty: {
    'not-to-punish': ['propose-not-to-punish', 'legal-passed'],
    'legal-passed': ['serve-notice', 'announce-notice'],
    'legal-failed': ['serve-notice', 'announce-notice'],
  },
  'police-referral': { approve: ['report'], refuse: ['report'] },
  disclosure: { publish: ['pass'], pass: ['hand-in'], return: ['hand-in'] },
};
const byTwo = (row: Row, kind: ProceedingKind) =>
  row.proposedBy !== undefined ||
  (row.notSameAs !== undefined && AFTER[kind]?.[row.act ?? '']?.join() === row.notSameAs.join());

const LIVES = sample(60, 600, 10);
const STEPS = 50;

const LONE = 'lone';
const POSTS: Role[] = [...CASE_ROLES];

/** The house with somebody in it who holds every post, half of them for others, here and above. */
const HOUSE: Directory = (() => {
  const grant = (roles: Role[], more: Partial<Grant> = {}): Grant => ({
    organ: 'city',
    unit: 'fund-supervision',
    post: { zh: '身兼数职', en: 'Many posts' },
    roles,
    from: '2020-01-01',
    until: null,
    approver: 'admin',
    ...more,
  });
  const lone: Person = {
    id: LONE,
    login: LONE,
    name: { zh: '一人', en: 'One person' },
    grants: [
      grant(POSTS.filter((_, i) => i % 2 === 0)),
      ...POSTS.filter((_, i) => i % 2 === 1).map((role) => grant([role], { for: ['principal'] })),
      grant(['dept-head'], { organ: 'province', unit: 'provincial-supervision' }),
    ],
    certificates: [{ number: 'HR-lone', from: '2020-01-01', until: '2029-12-31' }],
    related: [],
  };
  return { ...DIRECTORY, people: { ...DIRECTORY.people, [LONE]: lone } };
})();

/** A tip of a seed: also against those who would decide on it, and behind each door. */
function toldOf(l: Life, r: Chance): Life {
  l.directory = HOUSE;
  l.open({ concernsStaff: pick(r, ['yes', 'no', 'unsure']) });
  const heads = pick<Role[]>(r, [[], [], ['unit-head'], ['unit-head', 'dept-head']]);
  const door = pick(r, [undefined, 'special', 'above'] as const);
  l.given({
    accused: { ...l.state.accused, heads },
    ...(door ? { door } : {}),
    headsAside: heads,
  });
  return l;
}

/** From here on they are alone, one of the two officers of the case; who did what before stays. */
function takesOver(l: Life): void {
  l.directory = HOUSE;
  l.given({ officers: [LONE, 'officer2'] });
}

/**
 * Whether nobody else has done the other half of what they would now do. A state that is only found, and not lived up to, tells of nobody
 * who took the step before: there it counts where they took it themselves.
 */
function alone(l: Life, { proceeding, act, kind }: Candidate, lived: boolean): boolean {
  const { name, phase } = parseAct(act);
  if (phase !== 'act') return true;
  const { proposals, doers } = l.state.proceedings[proceeding]!;
  const rows = TABLES[kind].rows.filter((row) => row.act === name);
  if (rows.some((row) => row.proposedBy)) return proposals[name] === undefined || doers[`${name}:propose`]?.by === LONE;
  const earlier = rows.flatMap((row) => row.notSameAs ?? []).map((x) => doers[x]?.by);
  if (earlier.length === 0) return true;
  return earlier.includes(LONE) || (lived && earlier.every((by) => by === undefined));
}

/** What one person does with a case, time passing in between; what of it should have needed two. */
function goesAlone(l: Life, r: Chance, steps: number, mine: (c: Candidate) => boolean) {
  const road: string[] = [];
  const done: string[] = [];
  const wrong: string[] = [];
  for (let i = 0; i < steps && wrong.length === 0; i++) {
    const found = r() < 0.1 ? [] : candidates(l, [LONE]).filter(mine);
    if (found.length === 0) {
      l.to(instantOf(millisOf(l.now) + (1 + Math.floor(r() * 60)) * 3_600_000));
      continue;
    }
    const c = pick(r, found);
    const form = formFor(c, r, l, dayOf(l.now));
    const verdict = l.ask(c.by, c.act, form, { proceeding: c.proceeding });
    if (!verdict.ok) continue;
    const events = l.do(c.by, c.act, form, { proceeding: c.proceeding });
    road.push(`${c.proceeding} ${c.act} ${JSON.stringify(form)}`);
    done.push(`${c.kind} ${c.act}`);
    if (ALONE[c.kind]?.[c.act] === undefined) wrong.push(...gone(events));
  }
  return { steps: road, done, wrong };
}

/** Which of these events, but for those that time brought, led a proceeding to where two lead it. */
const gone = (events: readonly NewEvent[]): string[] =>
  events
    .filter((e) => (e.type === 'act' || e.type === 'reaction') && e.from !== e.to && isOut(e.kind, e.to))
    .map((e) => `${e.kind} ${e.name}: ${e.from} → ${e.to}`);

describe('nothing is ended, let go, published or listed by one person alone', () => {
  test('but for the acts that are named here with their clause, each of which there is', () => {
    const found = Object.values(TABLES).flatMap((t) =>
      t.rows
        .filter((row) => ofStaff(row) && !byTwo(row, t.kind) && leadsTo(row).some((to) => isOut(t.kind, to)))
        .map((row) => `${t.kind} ${row.act}`),
    );
    const named = Object.entries(ALONE).flatMap(([kind, acts]) => Object.keys(acts).map((act) => `${kind} ${act}`));
    expect([...new Set(found)].sort()).toEqual(named.sort());
  });

  test(`in no life from the tip on in which one person holds every post, their own and as a deputy (${LIVES} lives)`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const r = chanceOf(seed);
        const l = toldOf(beginning(seed), r);
        const road = goesAlone(l, r, STEPS, () => true);
        expect(road.wrong, road.steps.join('\n')).toEqual([]);
      }),
      { numRuns: LIVES },
    );
    proven('In no life one person alone brings a proceeding to an end or lets a case go', {
      lives: LIVES,
      steps: STEPS,
    });
  }, 600_000);

  test(`nor where they take over what others have begun (${LIVES} lives)`, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
        const r = chanceOf(seed);
        const lived = r() < 0.5;
        const l = lived ? pick(r, ROADS)() : somewhere(seed);
        for (let i = 0; i < 8; i++) step(l, r);
        takesOver(l);
        const road = goesAlone(l, r, STEPS / 2, (act) => alone(l, act, lived));
        for (const act of road.done) seen.add(act);
        expect(road.wrong, road.steps.join('\n')).toEqual([]);
      }),
      { numRuns: LIVES },
    );
    expect(seen.size).toBeGreaterThan(20);
    proven('Nor where they take over what others have begun', { lives: LIVES, steps: STEPS / 2, acts: seen.size });
  }, 600_000);
});
