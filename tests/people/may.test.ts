import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseState, PROCEEDING_KINDS, type ProceedingKind, type Row, type Who } from '../../domain/case/types.ts';
import { actsFor, decide } from '../../domain/kernel/index.ts';
import { identityApprovers, identityCustodians, identityState, shownUntil } from '../../domain/people/identity.ts';
import { canSee, headsAside, isTakenIn, lineOf, may, notYours, shutOut, standIn } from '../../domain/people/may.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { type Life, life, paperOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { proven, sample } from '../support/proof.ts';
import {
  accepted,
  FINDINGS,
  filed,
  investigating,
  OFFICERS,
  penaltyProposed,
  received,
  underReview,
  WITH,
} from '../support/roads.ts';
import { type Chance, chanceOf, pick } from '../support/walk.ts';

const DAY = '2026-10-12';
const RUNS = sample(60, 3_000, 24);

/** The demonstration's directory with some people changed. */
function directory(more: Record<string, Partial<Person>>): Directory {
  const d = structuredClone(DIRECTORY);
  for (const [id, change] of Object.entries(more)) d.people[id] = { ...d.people[id]!, ...change };
  return d;
}

const ids = Object.keys(DIRECTORY.people);
const some = <T>(r: Chance, list: readonly T[], p: number) => list.filter(() => r() < p);

/** A case with proceedings at random, an accused anywhere in the house, and somebody who stepped aside. */
function anyCase(seed: number): { l: Life; r: Chance } {
  const r = chanceOf(seed);
  const l = life({ receivedAt: `${DAY}T09:00:00+08:00` });
  const kinds = ['intake', ...some(r, PROCEEDING_KINDS.slice(1), 0.5)] as ProceedingKind[];
  for (const kind of kinds)
    l.found(
      kind,
      pick(
        r,
        Object.keys(TABLES[kind].states).filter((s) => !TABLES[kind].ends.includes(s)),
      ),
    );
  l.given({
    officers: some(r, ['officer1', 'officer2', 'officer3', 'kin', 'expired'], 0.6),
    recused: some(r, ids, 0.05),
    accused: {
      natural: r() < 0.5,
      linked: r() < 0.8,
      units: some(r, Object.keys(DIRECTORY.units), 0.12),
      heads: some(r, ['unit-head', 'dept-head', 'principal'] as Role[], 0.15),
      persons: some(r, ids, 0.06),
    },
  });
  l.directory = directory(r() < 0.3 ? { [pick(r, ids)]: { related: [pick(r, ids)] } } : {});
  return { l, r };
}
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('who is outside learns nothing', () => {
  test('every act, form, date and proceeding is answered like a case that is not there', () => {
    const answer = notYours();
    fc.assert(
      fc.property(seeds, (seed) => {
        const { l, r } = anyCase(seed);
        for (const person of Object.values(l.directory.people)) {
          if (canSee(person, l.state, l.directory, DAY)) continue;
          for (let i = 0; i < 6; i++) {
            const kind = pick(r, PROCEEDING_KINDS);
            const acts = TABLES[kind].rows.flatMap((x) => (x.act ? [x.act] : []));
            const verdict = decide(
              l.state,
              {
                proceeding: pick(r, [`${kind}-1`, 'nothing-1']),
                act: pick(r, [`${pick(r, acts)}${pick(r, ['', ':propose', ':decline'])}`, 'no-such-act']),
                form: pick(r, [{}, { nonsense: 1 }, paperOf(DAY), null]),
                by: { staff: person.id },
                ...(r() < 0.6
                  ? { occurredAt: pick(r, ['2026-10-01', '2030-01-01', '2026-10-12T10:00:00+08:00', 'never']) }
                  : {}),
              },
              l.facts(),
            );
            expect(verdict).toEqual({ ok: false, refusal: answer });
          }
          expect(actsFor(l.state, person, l.facts())).toEqual({ allowed: [], refused: [] });
        }
        const nobody = decide(
          l.state,
          { proceeding: 'intake-1', act: 'register', form: {}, by: { staff: 'nobody' } },
          l.facts(),
        );
        expect(nobody).toEqual({ ok: false, refusal: answer });
      }),
      { numRuns: RUNS },
    );
    proven('Who is outside a case is answered as if there were none', { houses: RUNS });
  });

  test('what is offered or refused to others never names who is outside, nor why', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { l } = anyCase(seed);
        for (const person of Object.values(l.directory.people)) {
          const told = JSON.stringify(actsFor(l.state, person, l.facts()).refused.map((x) => x.refusal));
          const named = Object.values(l.directory.people).filter(
            (other) =>
              shutOut(other, l.state, l.directory, DAY) &&
              [other.id, other.name.zh].some((word) => told.includes(`"${word}"`)),
          );
          expect(named.map((other) => other.id)).toEqual([]);
        }
      }),
      { numRuns: RUNS / 6 },
    );
  });
});

describe('outside are', () => {
  const seen = (l: Life, id: string) => canSee(l.directory.people[id]!, l.state, l.directory, DAY);

  test('the accused, and relatives whichever of the two declared it', () => {
    const l = filed();
    l.given({ accused: { natural: true, linked: true, units: [], heads: [], persons: ['clerk2'] } });
    expect([seen(l, 'clerk2'), seen(l, 'clerk'), seen(l, 'unithead')]).toEqual([false, true, true]);
    l.directory = directory({ unithead: { related: ['clerk2'] } });
    expect(seen(l, 'unithead')).toBe(false);
    l.directory = directory({ clerk2: { related: ['depthead'] } });
    expect([seen(l, 'unithead'), seen(l, 'depthead')]).toEqual([true, false]);
  });

  test('their unit and the whole line of its heads, however many levels', () => {
    const d = directory({});
    d.units['hall-window'] = { ...d.units['agency-hall']!, id: 'hall-window', parent: 'agency-hall' };
    d.people.hallHead = {
      ...d.people.clerk2!,
      id: 'hallHead',
      grants: [{ ...d.people.clerk2!.grants[0]!, unit: 'agency-office' }],
    };
    expect(lineOf('hall-window', d)).toEqual(['hall-window', 'agency-hall', 'agency-office']);
    const l = filed();
    l.directory = d;
    l.given({ accused: { natural: true, linked: true, units: ['hall-window'], heads: [], persons: [] } });
    expect([seen(l, 'hallHead'), seen(l, 'clerk2')]).toEqual([false, true]);
    // A circle in the tree of units ends the line and nothing else.
    d.units['agency-office'] = { ...d.units['agency-office']!, parent: 'hall-window' };
    expect(lineOf('hall-window', d)).toEqual(['hall-window', 'agency-hall', 'agency-office']);
  });

  test('whoever sat above their unit before it was moved, however often', () => {
    const d = directory({});
    const at = (unit: string) => ({ ...d.people.clerk2!, grants: [{ ...d.people.clerk2!.grants[0]!, unit }] });
    d.people.before = { ...at('agency-office'), id: 'before' };
    d.people.above = { ...at('labour'), id: 'above' };
    d.people.now = { ...at('training'), id: 'now' };
    d.units['agency-hall'] = { ...d.units['agency-hall']!, parent: 'training', formerly: ['agency-office'] };
    d.units['agency-office'] = { ...d.units['agency-office']!, formerly: ['labour', 'agency-hall'] };
    const l = filed();
    l.directory = d;
    l.given({ accused: { natural: true, linked: true, units: ['agency-hall'], heads: [], persons: [] } });
    expect(['before', 'above', 'now', 'clerk2'].map((id) => seen(l, id))).toEqual([false, false, false, true]);
  });

  describe('who holds or held the accused post, who sits or sat in the accused unit, and their relatives', () => {
    const post = (unit: string, roles: Role[], from = '2021-01-01', until: string | null = null) => ({
      ...DIRECTORY.people.clerk2!.grants[0]!,
      unit,
      roles,
      from,
      until,
    });
    const now = DIRECTORY.people.clerk2!.grants[0]!;
    const ended = '2026-10-11';
    /** Which of these see a case with this accused: `someone` is clerk2, and a clerk on this day in every house. */
    const sees = (accused: Partial<CaseState['accused']>, more: Record<string, Partial<Person>>) => {
      const l = filed();
      l.directory = directory(more);
      l.given({ accused: { natural: true, linked: true, units: [], heads: [], persons: [], ...accused } });
      return seen(l, 'clerk2');
    };
    const HEADS_ACCUSED = { heads: ['unit-head'] as Role[] };
    const HALL = { units: ['agency-hall'] };

    test.each<[string, Partial<CaseState['accused']>, Record<string, Partial<Person>>]>([
      ['a relative of the accused head', HEADS_ACCUSED, { clerk2: { related: ['unithead'] } }],
      ['one whom the accused head declared', HEADS_ACCUSED, { unithead: { related: ['clerk2'] } }],
      [
        'who held the accused post until yesterday',
        HEADS_ACCUSED,
        { clerk2: { grants: [post('labour', ['unit-head'], '2021-01-01', ended), now] } },
      ],
      [
        'who held it years ago',
        HEADS_ACCUSED,
        { clerk2: { grants: [post('labour', ['unit-head'], '2012-01-01', '2015-01-01'), now] } },
      ],
      [
        'a relative of who held it until yesterday',
        HEADS_ACCUSED,
        {
          clerk2: { related: ['legal'] },
          legal: { grants: [post('labour', ['unit-head'], '2021-01-01', ended)] },
        },
      ],
      ['who sits in the accused unit beside their own', HALL, { clerk2: { grants: [post('agency-hall', []), now] } }],
      [
        'who sat in the accused unit until yesterday',
        HALL,
        { clerk2: { grants: [post('agency-hall', ['legal'], '2021-01-01', ended), now] } },
      ],
      [
        'who sat in the unit of its heads until yesterday',
        HALL,
        { clerk2: { grants: [post('agency-office', ['legal'], '2021-01-01', ended), now] } },
      ],
      [
        'a relative of who sits in the accused unit',
        HALL,
        { clerk2: { related: ['legal'] }, legal: { grants: [post('agency-hall', ['legal'])] } },
      ],
      [
        'one declared by who sat in the line of its heads',
        HALL,
        { legal: { related: ['clerk2'], grants: [post('agency-office', ['legal'], '2021-01-01', ended)] } },
      ],
      ['who declared a relative in the unit of its heads', HALL, { clerk2: { related: ['agency-office'] } }],
    ])('%s', (_, accused, more) => {
      expect([sees(accused, more), sees({}, more)]).toEqual([false, true]);
    });

    test('but not who will hold it, who held it elsewhere, sat below or beside, nor a relative of a relative', () => {
      const elsewhere = { ...post('provincial-supervision', ['unit-head']), organ: 'province' };
      for (const [accused, more] of [
        [HEADS_ACCUSED, { clerk2: { grants: [post('labour', ['unit-head'], '2026-10-13'), now] } }],
        [HEADS_ACCUSED, { clerk2: { grants: [elsewhere, now] } }],
        [HEADS_ACCUSED, { clerk2: { related: ['legal'] }, legal: { related: ['unithead'] } }],
        [{ units: ['agency-office'] }, { clerk2: { grants: [post('agency-hall', [], '2021-01-01', ended), now] } }],
        [HALL, { clerk2: { grants: [post('training', [], '2021-01-01', ended), now] } }],
      ] as [Partial<CaseState['accused']>, Record<string, Partial<Person>>][])
        expect(sees(accused, more), JSON.stringify(more)).toBe(true);
    });

    test('they act in nothing, are named for nothing, approve and open nothing, and their post goes to another', () => {
      const l = underReview({}, { accusedHeads: ['unit-head'] });
      const held = post('labour', ['unit-head'], '2021-01-01', ended);
      const more = (id: string) => ({ grants: [held, ...DIRECTORY.people[id]!.grants] });
      const all = ['clerk2', 'officer1', 'custodian', 'principal', 'depthead'];
      l.directory = directory(Object.fromEntries(all.map((id) => [id, more(id)])));
      expect(l.refused('clerk2', 'accept:propose').code).toBe('case-unknown');
      expect(headsAside(l.state, l.directory, DAY)).toEqual(['unit-head', 'dept-head', 'principal']);
      const nobody = new Set<string>();
      expect(identityApprovers(l.state, 'clerk', l.directory, DAY, nobody).map((p) => p.id)).toEqual(['superior']);
      expect(identityCustodians(l.state, [], l.directory, DAY, nobody)).toEqual([]);
      l.do('clerk', 'link-accused', { accusedUnit: 'none', accusedNatural: true, accusedHeads: ['unit-head'] });
      l.pair('clerk', 'superior', 'accept');
      expect(l.refused('superior', 'assign', { ...OFFICERS }).code).toBe('officer-not-available');
      l.do('superior', 'assign', { ...OFFICERS, officers: ['officer2', 'officer3'] });
    });
  });

  test('who stepped aside, from that moment on, and nobody else', () => {
    const l = filed();
    expect([seen(l, 'officer1'), seen(l, 'officer2')]).toEqual([true, true]);
    l.do(
      'clerk',
      'record-recusal-request',
      { asker: 'party', against: 'officer', person: 'officer1', recusalReason: 'cousin', ...paperOf(DAY) },
      { proceeding: 'investigation' },
    );
    expect(seen(l, 'officer1')).toBe(true);
    l.do(
      'depthead',
      'decide-recusal',
      { request: 1, granted: true, recusalReasons: 'so it is' },
      { proceeding: 'investigation' },
    );
    expect([seen(l, 'officer1'), seen(l, 'officer2'), l.state.officers]).toEqual([false, true, ['officer2']]);
    expect(l.refused('officer1', 'secure-evidence', { ...WITH }).code).toBe('case-unknown');
    expect(
      l.refused('officer2', 'secure-evidence', { securedKinds: ['documents'], securedOn: DAY, withOfficer: 'officer1' })
        .code,
    ).toBe('two-officers');
  });

  test('an officer found to be of the accused’s side is off the case, and signs nothing beside another', () => {
    const l = filed();
    l.do(
      'unithead',
      'link-accused',
      { accusedUnit: 'none', accusedNatural: true, accusedPersons: ['officer2'] },
      { proceeding: 'investigation' },
    );
    expect([l.state.officers, seen(l, 'officer2')]).toEqual([['officer1'], false]);
    const act = { securedKinds: ['documents'], securedOn: DAY, withOfficer: 'officer2' };
    expect(l.refused('officer1', 'secure-evidence', act).code).toBe('two-officers');
  });

  test('inspectors, administrators and custodians of identities, whatever else they hold', () => {
    const all = ids.filter((id) => ['inspector', 'admin', 'custodian'].includes(id));
    const l = filed();
    for (const id of all) expect(seen(l, id)).toBe(false);
    const both = DIRECTORY.people.depthead!.grants[0]!;
    for (const role of ['admin', 'custodian'] as const) {
      l.directory = directory({ depthead: { grants: [both, { ...both, organ: 'province', roles: [role] }] } });
      expect(seen(l, 'depthead'), role).toBe(false);
    }
  });

  test('who holds the post no longer, or not yet', () => {
    const l = filed();
    const grant = DIRECTORY.people.unithead!.grants[0]!;
    l.directory = directory({ unithead: { grants: [{ ...grant, until: '2026-10-11' }] } });
    expect(seen(l, 'unithead')).toBe(false);
    l.directory = directory({ unithead: { grants: [{ ...grant, from: '2026-10-13' }] } });
    expect(seen(l, 'unithead')).toBe(false);
    l.directory = directory({ unithead: { grants: [{ ...grant, from: '2026-10-12', until: '2026-10-12' }] } });
    expect(seen(l, 'unithead')).toBe(true);
  });

  test('heads until the accused is linked, and posts before their stage', () => {
    const l = life({ receivedAt: '2026-09-30T16:40:00+08:00' }).open();
    expect(ids.filter((id) => seen(l, id))).toEqual(['clerk', 'clerk2']);
    const k = underReview();
    expect(ids.filter((id) => seen(k, id))).toEqual(['clerk', 'clerk2', 'unithead', 'depthead']);
    const p = penaltyProposed();
    expect(ids.filter((id) => seen(p, id))).toEqual([
      'clerk',
      'clerk2',
      'officer1',
      'officer2',
      'unithead',
      'depthead',
      'legal',
      'credit',
      'checker',
    ]);
  });
});

describe('who decides in place of a head', () => {
  test('one level up, at last the organ above; and so for a head who stepped aside', () => {
    const c = (more: Partial<CaseState>): CaseState => ({ ...filed().state, ...more });
    const accused = (heads: Role[]) => ({ natural: true, linked: true, units: [], heads, persons: [] });
    expect(standIn('unit-head', c({}))).toBe('unit-head');
    expect(standIn('unit-head', c({ accused: accused(['unit-head']) }))).toBe('dept-head');
    expect(standIn('unit-head', c({ accused: accused(['unit-head', 'dept-head']) }))).toBe('superior');
    expect(standIn('dept-head', c({ headsAside: ['dept-head'] }))).toBe('superior');
    expect(standIn('clerk', c({ accused: accused(['unit-head']) }))).toBe('clerk');
    expect(headsAside(c({ recused: ['unithead'] }), DIRECTORY, DAY)).toEqual(['unit-head']);
    expect(headsAside(c({ recused: ['officer1'] }), DIRECTORY, DAY)).toEqual([]);
  });

  test('the head of the unit stepped aside: the head of the department decides, and the case goes on', () => {
    const l = underReview();
    l.do('unithead', 'notice-own-recusal', { recusalReason: 'a cousin' });
    l.do('depthead', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'so it is' });
    expect(l.state.headsAside).toEqual(['unit-head']);
    expect(l.refused('unithead', 'accept').code).toBe('case-unknown');
    l.pair('clerk', 'depthead', 'accept');
    expect(l.in('intake')).toBe('Accepted');
    l.do('depthead', 'assign', OFFICERS);
    expect(l.in('investigation')).toBe('Investigating');
  });

  test('the head of the department stepped aside: the organ above decides, and sees the case from then on', () => {
    const l = investigating();
    const superior = l.directory.people.superior!;
    expect(canSee(superior, l.state, l.directory, DAY)).toBe(false);
    l.do('depthead', 'notice-own-recusal', { recusalReason: 'a cousin' });
    l.do('clerk', 'decide-recusal', {
      request: 1,
      granted: true,
      recusalReasons: 'so it is',
      ...paperOf('2026-10-10'),
    });
    expect(l.state.headsAside).toEqual(['dept-head']);
    expect(canSee(superior, l.state, l.directory, DAY)).toBe(true);
    l.on('2026-10-12').do('officer1', 'file-case:propose', { standardMet: true, ...WITH });
    expect(l.refused('depthead', 'file-case').code).toBe('case-unknown');
    l.do('superior', 'file-case');
    expect(l.runs('penalty-decide')).toBe(true);
  });

  test('a tip against the leadership’s own line leaves it to the organ above', () => {
    const l = underReview({}, { accusedUnit: 'legal-office' });
    expect(l.state.headsAside).toEqual(['dept-head', 'principal']);
    expect([seenBy(l, 'unithead'), seenBy(l, 'depthead'), seenBy(l, 'superior')]).toEqual([true, false, true]);
  });
  const seenBy = (l: Life, id: string) => canSee(l.directory.people[id]!, l.state, l.directory, DAY);
});

describe('nobody decides about a conflict of their own', () => {
  const granted = { request: 1, granted: false, recusalReasons: 'no ground' };
  const code = (l: Life, who: string, form: object = granted) =>
    l.refused(who, 'decide-recusal', { ...form, ...(who === 'depthead' ? {} : paperOf(DAY)) }).code;
  const two = () => {
    const l = investigating().on(DAY);
    l.directory = directory({ depthead2: { ...DIRECTORY.people.depthead!, id: 'depthead2', login: 'depthead2' } });
    return l;
  };
  const against = (l: Life, more: object) =>
    l.do('officer1', 'record-recusal-request', {
      asker: 'party',
      against: 'unknown',
      recusalReason: 'kin',
      ...more,
      ...paperOf(DAY),
    });

  test('neither their own notice, nor a request that names them, their relative or their post', () => {
    const own = two();
    own.do('depthead', 'notice-own-recusal', { recusalReason: 'a cousin' });
    expect(code(own, 'depthead')).toBe('recusal-own-case');
    own.do('depthead2', 'decide-recusal', granted);
    const named = two();
    against(named, { person: 'depthead' });
    expect(code(named, 'depthead')).toBe('recusal-own-case');
    const kin = two();
    kin.directory.people.officer2!.related = ['depthead'];
    against(kin, { person: 'officer2' });
    expect(code(kin, 'depthead')).toBe('recusal-own-case');
    kin.do('depthead2', 'decide-recusal', granted);
    const held = two();
    held.directory.people.officer3!.related = ['depthead'];
    against(held, { against: 'officer' });
    expect(code(held, 'depthead')).toBe('recusal-own-case');
    held.do('depthead2', 'decide-recusal', granted);
    const post = two();
    against(post, { against: 'clerk' });
    // Named only by who decides: themselves.
    expect(code(post, 'depthead', { ...granted, granted: true, person: 'depthead' })).toBe('recusal-own-case');
  });

  test('nor do they enter what the organ above decided about them', () => {
    const l = investigating().on(DAY);
    l.do('clerk', 'notice-own-recusal', { recusalReason: 'a cousin' });
    l.do('depthead', 'decide-recusal', granted);
    l.do('unithead', 'notice-own-recusal', { recusalReason: 'a cousin' });
    l.directory = directory({ depthead: { related: ['unithead'] } });
    expect(code(l, 'unithead', { ...granted, request: 2 })).toBe('recusal-own-case');
    l.do('clerk', 'decide-recusal', { ...granted, request: 2, ...paperOf(DAY) });
  });
});

describe('who may learn who told', () => {
  const nobody = new Set<string>();
  const of = (people: Person[]) => people.map((p) => p.id);

  test('a head approves and a custodian opens who neither acted, nor is an officer of the case, nor is outside it', () => {
    const c = investigating().state;
    const d = directory({});
    expect(of(identityApprovers(c, 'officer1', d, DAY, nobody))).toEqual(['unithead', 'depthead', 'principal']);
    expect(of(identityApprovers(c, 'depthead', d, DAY, new Set(['unithead'])))).toEqual(['principal']);
    expect(of(identityApprovers(c, 'officer1', d, DAY, new Set(['unithead', 'depthead', 'principal'])))).toEqual([
      'superior',
    ]);
    const custodians = (state: CaseState, acted: ReadonlySet<string>, others = ['officer1'], people = d) =>
      of(identityCustodians(state, others, people, DAY, acted));
    expect(custodians(c, nobody)).toEqual(['custodian']);
    expect(custodians(c, new Set(['custodian']))).toEqual([]);
    expect(custodians(c, nobody, ['officer1', 'custodian'])).toEqual([]);
    expect(custodians({ ...c, officers: ['custodian'] }, nobody)).toEqual([]);
    expect(custodians({ ...c, recused: ['custodian'] }, nobody)).toEqual([]);
    const post = DIRECTORY.people.custodian!.grants[0]!;
    const moved = directory({ custodian: { grants: [{ ...post, until: '2026-10-11' }] } });
    expect(custodians(c, nobody, ['officer1'], moved)).toEqual([]);
    const head = directory({ depthead: { grants: [...DIRECTORY.people.depthead!.grants, post] } });
    expect(of(identityApprovers(c, 'officer1', head, DAY, nobody))).not.toContain('depthead');
  });

  test('what was opened is shown for a day and not a moment longer', () => {
    const at = `${DAY}T10:00:00+08:00`;
    const request = {
      id: 'r',
      asker: 'officer1',
      ground: 'reward' as const,
      at,
      event: 3,
      opened: { by: 'custodian', at },
    };
    expect(shownUntil(request)).toBe('2026-10-13T10:00:00+08:00');
    expect(identityState(request, '2026-10-13T09:59:59.999+08:00')).toBe('opened');
    expect(identityState(request, '2026-10-13T10:00:00+08:00')).toBe('over');
  });
});

describe('pairs', () => {
  test('nobody decides, or stands beside, what they proposed, whatever roles they hold', () => {
    const grant = DIRECTORY.people.officer1!.grants[0]!;
    const everything = {
      grants: [{ ...grant, roles: ['clerk', 'officer', 'unit-head', 'dept-head', 'principal'] as Role[] }],
    };
    const l = investigating().on(DAY);
    l.directory = directory({ officer1: everything, officer2: everything });
    const propose = { standardMet: true, ...WITH };
    l.do('officer1', 'file-case:propose', propose);
    for (const who of ['officer1', 'officer2']) expect(l.refused(who, 'file-case').code).toBe('not-your-own-proposal');
    l.do('depthead', 'file-case');
    const accept = underReview();
    accept.directory = l.directory;
    accept.do('officer1', 'accept:propose');
    expect(accept.refused('officer1', 'accept').code).toBe('not-your-own-proposal');
  });

  test('no act of two officers goes through with one certificate', () => {
    const acts: [string, Record<string, unknown>][] = [
      ['secure-evidence', { securedKinds: ['documents'], securedOn: DAY }],
      ['file-case:propose', { standardMet: true }],
      ['extend:propose', { days: 5, complex: true, extendReasons: 'r' }],
      ['findings-ready:propose', FINDINGS],
    ];
    const certificate = DIRECTORY.people.officer2!.certificates[0]!;
    for (const [act, form] of acts) {
      const l = investigating().on(DAY);
      for (const who of ['officer1', 'officer2']) {
        l.directory = directory({ [who]: { certificates: [{ ...certificate, until: '2026-10-11' }] } });
        expect(l.refused('officer1', act, { ...form, ...WITH }).code, act).toBe('certificate-expired');
      }
      l.directory = directory({});
      for (const other of ['officer1', 'officer3', 'unithead', 'nobody'])
        expect(l.refused('officer1', act, { ...form, withOfficer: other }).code, act).toBe('two-officers');
      const grant = DIRECTORY.people.officer2!.grants[0]!;
      l.directory = directory({ officer2: { grants: [{ ...grant, until: '2026-10-11' }] } });
      expect(l.refused('officer1', act, { ...form, ...WITH }).code, act).toBe('two-officers');
    }
  });

  test('the clerk who registered investigates nothing, neither first nor second', () => {
    const d = directory({
      clerk: {
        certificates: DIRECTORY.people.officer1!.certificates,
        grants: [{ ...DIRECTORY.people.clerk!.grants[0]!, roles: ['clerk', 'officer'] }],
      },
    });
    const l = accepted({ directory: d });
    expect(l.refused('unithead', 'assign', { ...OFFICERS, officers: ['clerk', 'officer1'] }).code).toBe(
      'clerk-is-not-officer',
    );
    l.do('unithead', 'assign', OFFICERS);
    l.given({ officers: ['officer1', 'clerk'] });
    l.on(DAY);
    const act = { securedKinds: ['documents'], securedOn: DAY };
    expect(l.refused('clerk', 'secure-evidence', { ...act, withOfficer: 'officer1' }).code).toBe(
      'clerk-is-not-officer',
    );
    expect(l.refused('officer1', 'secure-evidence', { ...act, withOfficer: 'clerk' }).code).toBe(
      'clerk-is-not-officer',
    );
  });

  test('the clerk who registered answers the tipster, also as an officer: in the intake nothing is investigated', () => {
    const l = investigating().on(DAY);
    const is = DIRECTORY.people.clerk!;
    const now = {
      certificates: DIRECTORY.people.officer1!.certificates,
      grants: [{ ...is.grants[0]!, roles: ['officer' as const] }],
    };
    l.directory = directory({ clerk: now });
    l.given({ officers: ['officer1', 'clerk'] });
    const may = (proceeding: string) => {
      const verdict = l.ask(
        'clerk',
        proceeding === 'intake' ? 'reply' : 'secure-evidence',
        { text: 'w' },
        { proceeding },
      );
      return verdict.ok ? null : verdict.refusal.code;
    };
    expect([may('intake'), may('investigation')]).toEqual([null, 'clerk-is-not-officer']);
  });

  test('the same person takes no two steps that are to be taken by two', () => {
    for (const table of Object.values(TABLES))
      for (const row of table.rows.filter((x) => x.act && x.notSameAs?.length)) {
        const state = Array.isArray(row.from) ? row.from[0]! : Object.keys(table.states)[0]!;
        const flags = row.flag && !row.flag.startsWith('!') ? [row.flag] : [];
        const doers = Object.fromEntries(
          row.notSameAs!.map((act) => [act, { by: 'jack', at: `${DAY}T09:00:00+08:00` }]),
        );
        const l = life({ receivedAt: `${DAY}T09:00:00+08:00` }).found(table.kind, state, { flags, doers });
        l.given({
          officers: ['jack', 'officer2'],
          accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
        });
        const jack: Person = {
          ...DIRECTORY.people.officer1!,
          id: 'jack',
          grants: [
            {
              ...DIRECTORY.people.officer1!.grants[0]!,
              roles: [
                'clerk',
                'officer',
                'unit-head',
                'dept-head',
                'principal',
                'legal',
                'credit',
                'disclosure',
                'second-person',
                'hearing-chair',
              ],
            },
          ],
        };
        l.directory = { ...DIRECTORY, people: { ...DIRECTORY.people, jack } };
        const act = row.proposedBy ? `${row.act}:propose` : row.act!;
        const when = l.ask('jack', act, {}, { proceeding: `${table.kind}-1` });
        if (!when.ok && ['on-the-spot-not-collected', 'not-in-this-state'].includes(when.refusal.code)) continue;
        expect(when.ok ? 'allowed' : when.refusal.code, `${table.kind} ${act}`).toBe('not-the-same-person');
      }
  });

  test('a hearing is not chaired by who has investigated the case, now or before', () => {
    const l = penaltyProposed();
    l.do('unithead', 'reassign', { ...OFFICERS, officers: ['officer2', 'officer3'] });
    const hearing = l.found('penalty', 'HearingScheduled');
    hearing.directory = directory({
      officer1: { grants: [{ ...DIRECTORY.people.officer1!.grants[0]!, roles: ['hearing-chair'] }] },
    });
    const no = hearing.refused(
      'officer1',
      'schedule-hearing',
      { hearingOn: '2026-12-01' },
      { proceeding: 'penalty-1' },
    );
    expect([no.code, no.basis.clause]).toEqual(['chair-is-investigator', 'APL art. 64(4)']);
    hearing.do('checker', 'schedule-hearing', { hearingOn: '2026-12-01' }, { proceeding: 'penalty-1' });
  });
});

describe('in the place of an accused head of the unit', () => {
  // With a proceeding that the principal sees as well.
  const l = underReview().found('listing', 'Proposed');
  l.given({ accused: { natural: true, linked: true, units: [], heads: ['unit-head'], persons: [] } });
  const pair = (proposes: Role[], decides: Role[]): Row => ({
    act: 'x',
    label: { zh: '试', en: 'x' },
    from: 'open',
    proposedBy: { staff: proposes },
    by: { staff: decides },
    basis: 'house: test',
    to: 'same',
  });
  const can = (row: Row, who: Who) =>
    ['unithead', 'depthead', 'principal', 'superior'].filter(
      (id) => may(l.directory.people[id]!, who, row, l.state, l.p('intake'), l.directory, DAY) === null,
    );

  test('the head of the department proposes, and then the organ above may decide what is the department’s to decide', () => {
    const row = pair(['unit-head'], ['dept-head']);
    expect([can(row, row.proposedBy!), can(row, row.by)]).toEqual([['depthead'], ['depthead', 'superior']]);
  });

  test('the organ above decides nothing that is for another post, proposes nothing, and not where somebody else proposes', () => {
    const principals = pair(['unit-head'], ['principal']);
    expect(can(principals, principals.by)).toEqual(['principal']);
    const both = pair(['unit-head', 'dept-head'], ['dept-head']);
    expect([can(both, both.proposedBy!), can(both, both.by)]).toEqual([['depthead'], ['depthead', 'superior']]);
    const clerks = pair(['clerk'], ['dept-head']);
    expect(can(clerks, clerks.by)).toEqual(['depthead']);
    const alone: Row = { ...pair([], ['dept-head']), proposedBy: undefined as never };
    expect(can(alone, alone.by)).toEqual(['depthead']);
  });
});

test('a case is taken in by whoever holds the post that it comes to and is not outside it', () => {
  const { state } = received();
  const without = (...gone: string[]): Directory => ({
    ...DIRECTORY,
    people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !gone.includes(id))),
  });
  const taken = (d: Directory, more: Partial<CaseState> = {}) => isTakenIn({ ...state, ...more }, d, DAY);
  const accused = (...persons: string[]) => ({ accused: { ...state.accused, persons } });
  expect([taken(DIRECTORY), taken(without('clerk')), taken(without('clerk', 'clerk2'))]).toEqual([true, true, false]);
  // Where every clerk is outside, the special post takes it in, and then the organ above.
  const all = ['clerk', 'clerk2', 'special', 'superior'];
  expect([2, 3, 4].map((n) => taken(DIRECTORY, accused(...all.slice(0, n))))).toEqual([true, true, false]);
  expect(taken(without('special'), { door: 'special' })).toBe(false);
  expect(taken(without('superior'), { door: 'above' })).toBe(false);
});
