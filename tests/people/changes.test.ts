/** What changes of units, people and posts come to: worked out whole, refused by row and field. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Actor, type ChangeAct, changeActRefused, changeRequestsOf } from '../../domain/authority/changes.ts';
import { drawnUp } from '../../domain/authority/draft.ts';
import { saidAt, saidOver, signature } from '../../domain/authority/said.ts';
import type { About, AuthorityAct, Change, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import { byDeputy, heldFor } from '../../domain/people/deputies.ts';
import { wasHeld } from '../../domain/people/held.ts';
import { rolesOn } from '../../domain/people/may.ts';
import type { Deputyship, Directory, Role } from '../../domain/people/types.ts';
import { addDays } from '../../domain/time/day.ts';
import { HOUSE_OF_OFFICERS, inHan, officerOf } from '../support/changes.ts';

const TODAY = '2026-05-20';
const withIds = (people: Directory['people']): Directory['people'] =>
  Object.fromEntries(
    Object.values(people).map((p) => [p.id, { ...p, grants: p.grants.map((g, i) => ({ ...g, id: `${p.id}-${i}` })) }]),
  );
const HOUSE: Directory = { ...HOUSE_OF_OFFICERS, people: withIds(HOUSE_OF_OFFICERS.people) };

const drawn = (changes: readonly Change[], directory = HOUSE, today = TODAY) =>
  drawnUp(changes, { organ: 'city', directory, today, request: 1, approver: 'approver' });
/** What is wrong, as `row.field code`. */
const faults = (...changes: Change[]) => drawn(changes).faults.map((f) => `${f.row}.${f.field} ${f.refusal.code}`);

const person = (login: string, more: Partial<Extract<Change, { kind: 'add-person' }>> = {}): Change => ({
  kind: 'add-person',
  login,
  name: '新人',
  unit: 'fund-supervision',
  post: '承办人',
  roles: ['officer'],
  ...more,
});
const post = (who: string, roles: Role[], more: object = {}): Change => ({
  kind: 'change-post',
  person: who,
  unit: 'fund-supervision',
  post: '岗位',
  roles,
  ...more,
});

describe('a list of changes', () => {
  it('is right where each is, in whatever order units and people stand', () => {
    expect(
      faults(
        person('new1', { unit: 'second' }),
        { kind: 'add-unit', id: 'second', name: '二科', parent: 'first' },
        { kind: 'add-unit', id: 'first', name: '一科' },
        { kind: 'appoint-deputy', person: 'new1', deputy: 'officer1', until: addDays(TODAY, 9) },
      ),
    ).toEqual([]);
  });

  it('names every mistake by row and field', () => {
    const circle: Change[] = [
      { kind: 'add-unit', id: 'a', name: '甲', parent: 'b' },
      { kind: 'add-unit', id: 'b', name: '乙', parent: 'a' },
    ];
    expect(faults(...circle)).toEqual(['0.parent set-up', '1.parent set-up']);
    expect(faults({ kind: 'move-unit', unit: 'agency-office', parent: 'agency-hall' })).toEqual(['0.parent set-up']);
    expect(faults(person('x1', { unit: 'nowhere' }))).toEqual(['0.unit unit-unknown']);
    expect(faults(person('x1', { unit: 'provincial-supervision' }))).toEqual(['0.unit unit-unknown']);
    expect(faults(person('clerk'))).toEqual(['0.login login-taken']);
    expect(faults(person('x1'), person('x1'))).toEqual(['1.login login-taken']);
    expect(faults(person('X 1'))).toEqual(['0.login set-up']);
    const certificate = { number: 'N1', from: '2020-01-01', until: addDays(TODAY, -1) };
    expect(faults(person('x1', { certificate }))).toEqual(['0.certificate.until set-up']);
    expect(faults({ kind: 'give-certificate', person: 'legal', ...certificate, until: '2019-12-31' })).toEqual([
      '0.until set-up',
    ]);
    expect(
      faults({ kind: 'give-certificate', person: 'legal', number: 'HR-officer1', from: TODAY, until: '2030-01-01' }),
    ).toEqual(['0.number certificate-taken']);
    expect(faults(person('x1', { from: addDays(TODAY, -1) }))).toEqual(['0.from from-in-past']);
    expect(faults(person('x1', { from: addDays(TODAY, 400) }))).toEqual(['0.from from-too-far']);
    expect(faults(person('x1', { from: addDays(TODAY, 9), until: addDays(TODAY, 8) }))).toEqual([
      '0.until until-before-from',
    ]);
    expect(faults(person('x1', { roles: ['officer', 'admin'] }))).toEqual(['0.roles posts-apart']);
    expect(faults({ kind: 'rename-person', person: 'superior', name: '某' })).toEqual(['0.person person-unknown']);
    expect(faults({ kind: 'end-post', person: 'clerk', post: 'clerk-9' })).toEqual(['0.post post-unknown']);
    expect(faults({ kind: 'add-unit', id: 'training', name: '培训' })).toEqual(['0.id unit-taken']);
    expect(faults({ kind: 'declare-relation', person: 'clerk', related: 'clerk' })).toEqual([
      '0.related relation-itself',
    ]);
    expect(faults({ kind: 'declare-relation', person: 'kin', related: 'training' })).toEqual([
      '0.related relation-known',
    ]);
    expect(faults({ kind: 'withdraw-relation', person: 'clerk', related: 'training' })).toEqual([
      '0.related relation-unknown',
    ]);
  });

  it('ends no unit with units or people in it, unless these end with it', () => {
    expect(faults({ kind: 'end-unit', unit: 'agency-office' })).toEqual(['0.unit unit-holds']);
    expect(faults({ kind: 'end-unit', unit: 'agency-office' }, { kind: 'end-unit', unit: 'agency-hall' })).toEqual([]);
    expect(faults({ kind: 'end-unit', unit: 'credit-office' })).toEqual(['0.unit unit-holds']);
    expect(faults({ kind: 'end-unit', unit: 'credit-office' }, { kind: 'leave', person: 'credit' })).toEqual([]);
    // Somebody comes into it later.
    expect(
      faults({ kind: 'end-unit', unit: 'training', from: addDays(TODAY, 9) }, person('x1', { unit: 'training' })),
    ).toEqual(['0.unit unit-holds']);
  });

  it('ends the posts of before where somebody changes, and voids what was given for later where they leave', () => {
    const { rows } = drawn([post('clerk2', ['officer'])]);
    expect([...rows.ended]).toEqual([['clerk2-0', addDays(TODAY, -1)]]);
    const later = drawn([
      { ...post('clerk2', ['officer'], { from: addDays(TODAY, 30) }), kind: 'add-post' } as Change,
      { kind: 'leave', person: 'clerk2', from: addDays(TODAY, 10) },
    ]);
    expect([...later.rows.ended]).toEqual([
      ['clerk2-0', addDays(TODAY, 9)],
      ['city/1/0', addDays(TODAY, 9)],
    ]);
    expect(later.rows.left).toEqual(new Map([['clerk2', addDays(TODAY, 9)]]));
  });

  it.each([
    ['began this morning and is taken in the evening', TODAY, TODAY, true],
    ['began yesterday', addDays(TODAY, -1), TODAY, true],
    ['would have begun tomorrow and is taken today', addDays(TODAY, 1), TODAY, false],
    ['begins in a month and is void from its first day on', addDays(TODAY, 30), addDays(TODAY, 30), false],
    ['begins in a month and is void from a day before', addDays(TODAY, 30), addDays(TODAY, 29), false],
    ['begins in a month and is taken on its second day', addDays(TODAY, 30), addDays(TODAY, 31), true],
  ])('a post that %s: whether it was ever held can be told from its days', (_, begins, ends, held) => {
    const legal = HOUSE.people.legal!;
    const grants = [...legal.grants, { ...legal.grants[0]!, id: 'more', unit: 'training', from: begins, until: null }];
    const house = { ...HOUSE, people: { ...HOUSE.people, legal: { ...legal, grants } } };
    const until = drawn([{ kind: 'end-post', person: 'legal', post: 'more', from: ends }], house).rows.ended.get(
      'more',
    )!;
    expect(wasHeld({ from: begins, until })).toBe(held);
    // Nothing is done by it any more from the day on which it is taken.
    expect(until < ends).toBe(true);
  });
});

describe('the posts that an organ never goes without', () => {
  const FIVE: [string, Role][] = [
    ['admin', 'admin'],
    ['approver', 'approver'],
    ['auditor', 'auditor'],
    ['custodian', 'custodian'],
    ['principal', 'principal'],
  ];
  const LEVELS: [string, Role][] = [
    ['unithead', 'unit-head'],
    ['depthead', 'dept-head'],
  ];

  it.each([...FIVE, ...LEVELS])('%s stays, by whatever change, on whatever day', (who, role) => {
    for (const from of [TODAY, addDays(TODAY, 30)]) {
      expect(faults({ kind: 'leave', person: who, from })).toEqual(['0.person last-holder']);
      expect(faults({ kind: 'end-post', person: who, post: `${who}-0`, from })).toEqual(['0.person last-holder']);
      expect(faults(post(who, ['legal'], { from }))).toEqual(['0.person last-holder']);
    }
    const successor = person('successor', { roles: [role] });
    expect(faults({ kind: 'leave', person: who }, successor)).toEqual([]);
    // One who comes later, or is there for a time only, is none.
    const late = person('successor', { roles: [role], from: addDays(TODAY, 2) });
    expect(faults({ kind: 'leave', person: who }, late)).toEqual(['0.person last-holder']);
    const short = person('successor', { roles: [role], until: addDays(TODAY, 20) });
    expect(faults(short, { kind: 'leave', person: who, from: addDays(TODAY, 5) })).toEqual(['1.person last-holder']);
  });

  it('the clerk with another beside them may go', () => {
    expect(faults({ kind: 'leave', person: 'clerk' })).toEqual([]);
    expect(faults({ kind: 'leave', person: 'clerk' }, { kind: 'leave', person: 'clerk2' })).toEqual([
      '1.person last-holder',
    ]);
  });

  it('somebody whose account is locked holds none of them', () => {
    const second = drawn([person('admin2', { roles: ['admin'] })]);
    const people = { ...HOUSE.people };
    people.admin2 = { ...people.admin!, id: 'admin2', login: 'admin2', grants: [], locked: second.rows.grants };
    const { faults: wrong } = drawnUp([{ kind: 'leave', person: 'admin' }], {
      organ: 'city',
      directory: { ...HOUSE, people },
      today: TODAY,
      request: 2,
      approver: 'auditor',
    });
    expect(wrong.map((f) => f.refusal.code)).toEqual(['last-holder']);
  });
});

describe('who is added under the name of somebody who is here or was', () => {
  const gone: Directory = {
    ...HOUSE,
    people: { ...HOUSE.people, expired: { ...HOUSE.people.expired!, until: addDays(TODAY, -1) } },
  };
  const back = (namesake?: 'same' | 'another') => [
    person('x1', { name: `承办人 丁`, ...(namesake ? { namesake } : {}) }),
  ];
  const told = (changes: Change[], directory: Directory = gone) =>
    drawn(changes, directory).faults.map((f) => `${f.field} ${f.refusal.code}`);

  it('is said to be the same person or somebody else, whatever stands between the signs of the name', () => {
    expect(told(back())).toEqual(['namesake namesake']);
    expect(told([person('x1', { name: '承办人壬' })])).toEqual([]);
  });

  it('is outside whatever touches who they were, once they are the same; and nobody has two accounts at a time', () => {
    const { rows, faults: none, consent } = drawn(back('same'), gone);
    expect([none, rows.relations, consent]).toEqual([[], [{ staff: 'x1', related: 'expired' }], 'nobody']);
    expect(told(back('same'), HOUSE)).toEqual(['namesake namesake']);
  });

  it('is somebody else by the word of the principal as well', () => {
    expect([told(back('another')), drawn(back('another'), gone).consent]).toEqual([[], 'principal']);
  });
});

test('a relation is withdrawn with the consent of the principal: it opens cases from which somebody was outside', () => {
  expect(drawn([{ kind: 'withdraw-relation', person: 'kin', related: 'training' }]).consent).toBe('principal');
});

describe('deputies', () => {
  const until = addDays(TODAY, 9);
  const deputy = (who: string, by: string, more: object = {}): Change => ({
    kind: 'appoint-deputy',
    person: who,
    deputy: by,
    until,
    ...more,
  });

  it('never stand in for themselves, in a circle, or two at once; each mistake at its field', () => {
    expect(faults(deputy('clerk', 'clerk'))).toEqual(['0.deputy deputy-itself']);
    expect(faults(deputy('clerk', 'credit'), deputy('credit', 'legal'), deputy('legal', 'clerk'))).toEqual([
      '2.deputy deputy-circle',
    ]);
    const later = { from: addDays(TODAY, 20), until: addDays(TODAY, 25) };
    expect(faults(deputy('clerk', 'credit'), deputy('credit', 'clerk', later))).toEqual([]);
    expect(faults(deputy('clerk', 'credit'), deputy('clerk', 'legal'))).toEqual(['1.person deputy-twice']);
    expect(faults(deputy('clerk', 'superior'))).toEqual(['0.deputy person-unknown']);
    expect(faults(deputy('clerk', 'credit', { until: addDays(TODAY, -1) }))).toEqual(['0.until until-before-from']);
  });

  it('hold together what goes together alone, what they inherit through others included', () => {
    expect(faults(deputy('admin', 'officer1'))).toEqual(['0.roles posts-apart']);
    expect(faults(deputy('clerk', 'admin'))).toEqual(['0.roles posts-apart']);
    expect(faults(deputy('credit', 'custodian'))).toEqual(['0.roles posts-apart']);
    // Discipline inspection reads what everybody opened, and works on no case of theirs.
    for (const post of ['clerk', 'officer1', 'legal'])
      expect(faults(deputy(post, 'inspector'))).toEqual(['0.roles posts-apart']);
    // The one in between holds nothing that stands against it.
    expect(faults(deputy('special', 'legal'), deputy('legal', 'clerk'))).toEqual(['1.roles posts-apart']);
  });

  const HELD = (deputies: Omit<Deputyship, 'id' | 'organ'>[], who: string) => {
    const all = deputies.map((d, i) => ({ ...d, id: String(i), organ: 'city' }));
    return heldFor(who, (id) => HOUSE.people[id], byDeputy(all)).map((g) => [g.for, g.from, g.until, g.roles]);
  };
  it('hold the posts of whoever is away on the days that all share, through others as well', () => {
    const first = { person: 'clerk', deputy: 'credit', from: '2026-06-01', until: '2026-06-20' };
    const then = { person: 'credit', deputy: 'legal', from: '2026-06-10', until: '2026-06-30' };
    expect(HELD([first, then], 'credit')).toEqual([[['clerk'], '2026-06-01', '2026-06-20', ['clerk']]]);
    expect(HELD([first, then], 'legal')).toEqual([
      [['credit'], '2026-06-10', '2026-06-30', ['credit']],
      [['clerk', 'credit'], '2026-06-10', '2026-06-20', ['clerk']],
    ]);
    // Come to a circle all the same, nobody gets their own.
    const back = { person: 'legal', deputy: 'clerk', from: '2026-06-01', until: '2026-06-30' };
    expect(HELD([first, then, back], 'clerk').flatMap(([by]) => by)).not.toContain('clerk');
  });

  it('stand in for no longer than they have a post of their own', () => {
    const people = { ...HOUSE.people };
    people.credit = { ...people.credit!, grants: [{ ...people.credit!.grants[0]!, until: '2026-06-05' }] };
    const one = { id: '1', organ: 'city', person: 'clerk', deputy: 'credit', from: '2026-06-01', until: '2026-06-20' };
    expect(heldFor('credit', (id) => people[id], byDeputy([one])).map((g) => g.until)).toEqual(['2026-06-05']);
  });
});

/* --------------------------------------------------------------------------------------------- nobody does it alone */

/** A journal to which acts are added as long as nothing stands against them. */
function journalOf(directory: Directory) {
  const acts: RecordedAuthorityAct[] = [];
  const above = (id: string) => rolesOn(directory.people[id]!, 'province', TODAY).has('dept-head');
  const attempt = (id: string, act: ChangeAct) => {
    const request = act.act === 'ask-change' ? null : changeRequestsOf(acts).find((r) => r.number === act.request);
    const changes = act.act === 'ask-change' ? act.changes : (request?.changes ?? []);
    const actor: Actor = { id, roles: rolesOn(directory.people[id]!, 'city', TODAY), above: above(id) };
    const no = changeActRefused(act, actor, { request, drawn: drawn(changes, directory), sitsAbove: true, waiting: 0 });
    if (no) return no.code;
    acts.push({
      organ: 'city',
      number: acts.length + 1,
      act: act as AuthorityAct,
      actor: { id, role: 'admin', organ: actor.above ? 'province' : 'city' },
      recordedAt: `${TODAY}T10:00:00+08:00`,
    });
    return null;
  };
  return { acts, attempt };
}

describe('a change of posts', () => {
  const GRANT: Change[] = [post('legal', ['officer'])];
  const DECIDING: Change[] = [post('legal', ['unit-head'])];
  const ask = (changes: Change[]) => ({ act: 'ask-change', changes, reason: '调整' }) as const;
  const approve = { act: 'approve-change', request: 1 } as const;
  const consent = { act: 'consent-change', request: 1, document: null } as const;

  it('is asked for by the administrator and approved by the security administrator, and by nobody else', () => {
    const who = Object.keys(HOUSE.people);
    expect(who.filter((id) => journalOf(HOUSE).attempt(id, ask(GRANT)) === null)).toEqual(['admin']);
    const approves = who.filter((id) => {
      const { attempt } = journalOf(HOUSE);
      attempt('admin', ask(GRANT));
      return attempt(id, approve) === null;
    });
    expect(approves).toEqual(['approver']);
  });

  it('which gives a deciding post needs the principal first', () => {
    const { attempt } = journalOf(HOUSE);
    attempt('admin', ask(DECIDING));
    expect(attempt('approver', approve)).toBe('consent-needed');
    expect(attempt('superior', consent)).toBe('not-your-role');
    expect(attempt('principal', consent)).toBeNull();
    expect(attempt('principal', consent)).toBe('consent-not-needed');
    expect(attempt('approver', approve)).toBeNull();
  });

  it('of one of the three is the business of the other two', () => {
    const leaves = [post('admin', ['admin'])];
    const { attempt } = journalOf(HOUSE);
    expect(attempt('admin', ask(leaves))).toBe('change-own');
    expect(attempt('approver', ask(leaves))).toBeNull();
    expect(attempt('approver', approve)).toBe('two-people');
    expect(attempt('auditor', approve)).toBeNull();
    // Beside what concerns somebody else they do not.
    expect(journalOf(HOUSE).attempt('approver', ask([...leaves, ...GRANT]))).toBe('not-your-role');
  });

  it('is withdrawn by who asked, declined by who approves or is asked to consent', () => {
    for (const [who, code] of [
      ['admin', null],
      ['approver', null],
      ['principal', null],
      ['clerk', 'not-your-role'],
    ] as const) {
      const { attempt } = journalOf(HOUSE);
      attempt('admin', ask(DECIDING));
      expect(attempt(who, { act: 'decline-change', request: 1, reason: '不宜' })).toBe(code);
    }
  });
});

/** A house with two of each, so that each of them may go. */
const WIDE: Directory = {
  ...HOUSE,
  people: withIds({
    ...HOUSE.people,
    ...officerOf('admin2', 'admin'),
    ...officerOf('approver2', 'approver'),
    ...officerOf('auditor2', 'auditor'),
    ...officerOf('custodian2', 'custodian'),
    ...officerOf('principal2', 'principal'),
    ...officerOf('unithead2', 'unit-head'),
  }),
};
const STAFF = [
  'admin',
  'admin2',
  'approver',
  'approver2',
  'auditor',
  'principal',
  'principal2',
  'custodian',
  'clerk',
  'superior',
];
const anyone = fc.constantFrom(...STAFF);
const anyRoles = fc
  .constantFrom<Role>('admin', 'approver', 'auditor', 'principal', 'custodian', 'unit-head', 'officer', 'clerk')
  .map((role) => [role]);
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(anyone, anyRoles).map(([who, roles]) => post(who, roles)),
  anyone.map((who): Change => ({ kind: 'leave', person: who })),
  fc
    .tuple(anyone, anyone)
    .map(([who, by]): Change => ({ kind: 'appoint-deputy', person: who, deputy: by, until: addDays(TODAY, 5) })),
  anyRoles.map((roles) => person('newcomer', { roles })),
);

test('whatever people attempt, nobody ever has a part in what concerns themselves, or two parts, and the five are never gone', () => {
  let approved = 0;
  fc.assert(
    fc.property(
      fc.array(anyChange, { minLength: 1, maxLength: 2 }),
      fc.array(fc.tuple(anyone, anyone, anyone), { minLength: 10, maxLength: 40 }),
      (changes, attempts) => {
        const { acts, attempt } = journalOf(WIDE);
        for (const [asks, consents, approves] of attempts) {
          attempt(asks, { act: 'ask-change', changes, reason: '调整' });
          const request = changeRequestsOf(acts).at(-1)?.number ?? 0;
          attempt(consents, { act: 'consent-change', request, document: null });
          attempt(approves, { act: 'approve-change', request });
        }
        for (const r of changeRequestsOf(acts)) {
          if (!r.decided?.approved) continue;
          approved++;
          const { rows, touched, consent } = drawn(r.changes, WIDE);
          const parts = [r.by.id, r.decided.by.id, ...(r.consented ? [r.consented.by.id] : [])];
          expect(new Set(parts).size).toBe(consent === 'nobody' ? 2 : 3);
          const concerned = touched.flatMap((t) => t.persons);
          expect(parts.filter((id) => concerned.includes(id))).toEqual([]);
          for (const role of ['admin', 'approver', 'auditor', 'custodian', 'principal'] as const) {
            const left = Object.values(WIDE.people)
              .flatMap((p) => p.grants)
              .filter((g) => g.organ === 'city' && !rows.ended.has(g.id ?? ''));
            expect([...left, ...rows.grants].some((g) => g.roles.includes(role))).toBe(true);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(approved).toBeGreaterThan(100);
});

test('a house of 2,000 people in 60 units is drawn up at once', () => {
  const units = Array.from({ length: 60 }, (_, i): Change => ({ kind: 'add-unit', id: `u${i}`, name: `机构${i}` }));
  const people = Array.from({ length: 2_000 }, (_, i) =>
    person(`p${i}`, { name: `新人${inHan(i)}`, unit: `u${i % 60}` }),
  );
  const { faults: wrong, rows } = drawn([...people, ...units]);
  expect(wrong).toEqual([]);
  expect([rows.units.length, rows.people.length, rows.grants.length]).toEqual([60, 2_000, 2_000]);
});

describe('what an authority says of itself', () => {
  /** As authorities said it before there were a wordmark, other ways and filings. */
  const OF_BEFORE: About = {
    area: { zh: '全市', en: 'City' },
    telephone: '000-0000',
    address: { zh: '旧址', en: 'Old address' },
    hours: { zh: '工作日', en: 'Working days' },
    publicUrl: 'https://tips.example.invalid',
    setUpAt: '2026-01-05T09:00:00+08:00',
  };
  const typed = {
    kind: 'say-of-oneself',
    area: '全市',
    telephone: '000-0001',
    address: '新址',
    hours: '工作日',
    publicUrl: 'https://tips.example.invalid/',
  } as const;
  const more = {
    wordmark: { zh: '举报网', en: 'Tips' },
    otherWays: '来信、来访',
    websiteCode: '0000000000',
    icp: '示ICP备00000000号',
    publicSecurity: '示公网安备00000000000000号',
  };
  const approved = (at: number, day: string, ...changes: Change[]): RecordedAuthorityAct[] =>
    [
      { act: 'ask-change' as const, changes, reason: '地址变了' },
      { act: 'approve-change' as const, request: at },
    ].map((act, n) => ({
      organ: 'city',
      number: at + n,
      act,
      actor: { id: 'somebody', role: 'admin', organ: 'city' },
      recordedAt: `${day}T1${n}:00:00+08:00`,
    }));
  const acts = [...approved(1, '2026-05-20', { ...typed, ...more }), ...approved(3, '2026-05-22', typed)];

  it('is as it was said at first, until somebody changed it', () => {
    expect(saidAt(saidOver(OF_BEFORE, []))).toEqual(OF_BEFORE);
    expect(saidAt(saidOver(null, []))).toBeNull();
  });

  it('is known as it stood at any moment: an approval counts from its own moment on', () => {
    const at = (moment: string) => saidAt(saidOver(OF_BEFORE, acts), moment);
    // Asked for, and not approved yet.
    expect(at('2026-05-20T10:30:00+08:00')).toEqual(OF_BEFORE);
    expect(at('2026-05-20T11:00:00+08:00')).toEqual({
      ...OF_BEFORE,
      telephone: '000-0001',
      area: { zh: '全市', en: '全市' },
      address: { zh: '新址', en: '新址' },
      hours: { zh: '工作日', en: '工作日' },
      ...more,
      otherWays: { zh: '来信、来访', en: '来信、来访' },
    });
  });

  it('is what the last change says: what is left out of it is said no more', () => {
    const now = saidAt(saidOver(OF_BEFORE, acts))!;
    expect(Object.keys(more).filter((key) => key in now)).toEqual([]);
    expect([now.telephone, now.setUpAt]).toEqual(['000-0001', OF_BEFORE.setUpAt]);
  });

  it('is what was approved last, in whatever order it was asked for', () => {
    const [asked, approval] = approved(1, '2026-05-20', { ...typed, telephone: '000-0007' }) as [
      RecordedAuthorityAct,
      RecordedAuthorityAct,
    ];
    const late = { ...approval, number: 5, recordedAt: '2026-05-23T09:00:00+08:00' };
    const between = approved(2, '2026-05-22', typed);
    expect(saidAt(saidOver(OF_BEFORE, [asked, ...between, late]))?.telephone).toBe('000-0007');
  });

  it('stands beneath what is sent, a line each, and nothing else does', () => {
    const name = { zh: '某局', en: 'Some department' };
    expect(signature(name, null)).toEqual(name);
    expect(signature(name, OF_BEFORE)).toEqual({
      zh: '某局\n电话：000-0000\n地址：旧址\n办公时间：工作日',
      en: 'Some department\nTelephone: 000-0000\nAddress: Old address\nHours: Working days',
    });
  });
});
