import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CaseState, PROCEEDING_KINDS } from '../../domain/case/types.ts';
import { systemAct } from '../../domain/kernel/index.ts';
import { canSee, goesAbove, grantsOn, keptOut, lineOf, NO_FILE, rolesOn, shutOut } from '../../domain/people/may.ts';
import { type Directory, type Person, ROLES, type Role } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import { changeSealed } from '../../ledger/index.ts';
import { columnsOf, project } from '../../ledger/truth/project.ts';
import { AUTHORITY } from '../support/people.ts';
import { bindStates } from '../support/sealed.ts';
import { chanceOf, pick } from '../support/walk.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

const ORGANS = ['city', 'province', 'town'];
const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];
const r = chanceOf(7);
const some = <T>(list: readonly T[], chance: number) => list.filter(() => r() < chance);

/** A house of people with few and many posts, in three organs above each other, some of them related to others. */
function randomHouse(): Directory {
  const ids = Array.from({ length: 50 }, (_, i) => `p${i}`);
  const person = (id: string, i: number): Person => ({
    id,
    login: id,
    name: { zh: id, en: id },
    grants: Array.from({ length: 1 + Math.floor(r() * 2) }, () => {
      const unit = pick(r, UNITS);
      return {
        organ: pick(r, ORGANS),
        unit,
        post: { zh: '岗位', en: 'post' },
        roles: r() < 0.8 ? [pick(r, ROLES)] : [pick(r, ROLES), pick(r, ROLES)],
        from: pick(r, ['2020-01-01', '2020-01-01', '2030-01-01']),
        until: pick(r, [null, null, '2021-01-01', '2025-03-03']),
        approver: 'p0',
      };
    }),
    certificates: [],
    // Every eighth account is locked, and two colleagues are relatives of whose it is.
    related: [1, 2].includes(i % 8) ? [ids[i - (i % 8)]!] : r() < 0.2 ? [pick(r, ids), pick(r, UNITS)] : [],
  });
  return {
    organs: {
      city: { id: 'city', name: { zh: '市', en: 'city' }, superior: 'province', region: null },
      province: { id: 'province', name: { zh: '省', en: 'province' }, superior: null, region: null },
      town: { id: 'town', name: { zh: '区', en: 'town' }, superior: 'city', region: null },
    },
    units: Object.fromEntries(
      UNITS.map((id, i) => [id, { id, organ: 'city', name: { zh: id, en: id }, parent: i < 2 ? null : UNITS[i - 2]! }]),
    ),
    people: Object.fromEntries(ids.map((id, i) => [id, person(id, i)])),
  };
}

/** Locks these accounts: what they hold is theirs all the same. */
async function lock(people: readonly Person[]): Promise<void> {
  const ids = people.map((p) => p.id);
  await changeSealed(house.owner, house.keys, 'staff', ids, () =>
    house.owner.query('UPDATE staff SET active = false WHERE id = ANY ($1)', [ids]),
  );
  for (const p of people) [p.locked, p.grants] = [p.grants, []];
}

let house: TestHouse;
const states: CaseState[] = [];
/** Leading cases, each with a tip merged into it. */
const MERGED: [CaseState, CaseState][] = [];

/** Two cases are merged into a third: each tells the other what it excludes, until nothing is new. */
function mergeTogether(into: number, ...tips: number[]): void {
  const leading = states[into]!;
  const intake = leading.proceedings['intake-1']!;
  intake.facts = { ...intake.facts, followers: tips.map((i) => states[i]!.id) };
  for (const i of tips) {
    states[i]!.mergedInto = leading.id;
    states[i]!.organ = leading.organ;
  }
  const facts = {
    now: house.clock.now(),
    calendars: house.calendars,
    authority: AUTHORITY,
    directory: house.directory,
  };
  const tell = (to: number, act: string, from: number) => {
    const form = { follower: states[from]!.id };
    states[to] = systemAct(states[to]!, 'intake', act, form, { ...facts, beside: states[from]! }).state;
  };
  for (const i of tips) tell(into, 'follower-bounds', i);
  for (const i of tips) tell(i, 'leading-bounds', into);
  for (const i of tips) MERGED.push([states[into]!, states[i]!]);
}

/** Random cases behind every door, some with others merged into them, written through the same projection as real ones. */
beforeAll(async () => {
  house = await testHouse({ directory: randomHouse() });
  await lock(Object.values(house.directory.people).filter((_, i) => i % 8 === 0));
  const people = Object.keys(house.directory.people);
  for (let i = 0; i < 480; i++) {
    const { caseId } = await house.ledger.tell(TIP);
    const { rows } = await house.pool.query<{ state: CaseState }>('SELECT state FROM cases WHERE id = $1', [caseId]);
    const state = rows[0]!.state;
    const base = Object.values(state.proceedings)[0]!;
    states.push(state);
    state.organ = pick(r, ORGANS);
    state.accused = {
      natural: null,
      linked: r() < 0.7,
      units: some(UNITS, 0.15),
      heads: some(['unit-head', 'dept-head', 'principal'] as Role[], 0.15),
      persons: some(people, 0.03),
    };
    state.officers = some(people, 0.05);
    state.recused = some(people, 0.03);
    const door = pick(r, [null, null, 'special', 'above'] as const);
    if (door) state.door = door;
    if (r() < 0.2) state.headsAside = some(['clerk', 'special', 'unit-head'] as Role[], 0.5);
    if (r() < 0.3) {
      const heads = some(['unit-head', 'principal'] as Role[], 0.2);
      state.alsoOut = { merged: { units: some(UNITS, 0.1), heads, persons: some(people, 0.03), recused: [] } };
    }
    for (const kind of PROCEEDING_KINDS) {
      if (r() < 0.3) state.proceedings[`${kind}-9`] = { ...base, id: `${kind}-9`, kind };
    }
  }
  for (let i = 0; i < 120; i += 3) mergeTogether(i, i + 1, i + 2);
  for (const state of states) {
    const caseId = state.id;
    const columns = columnsOf(state);
    const superior = house.directory.organs[state.organ]!.superior;
    const { access, work } = project(state, house.calendars, { ...AUTHORITY, organ: state.organ, superior });
    await house.pool.query(
      `UPDATE cases SET state = $2, organ = $3, accused_linked = $4, accused_units = $5, accused_heads = $6,
         accused_persons = $7, officers = $8, recused = $9, kinds = $10 WHERE id = $1`,
      [
        caseId,
        JSON.stringify(state),
        columns.organ,
        columns.accused_linked,
        columns.accused_units,
        columns.accused_heads,
        columns.accused_persons,
        columns.officers,
        columns.recused,
        columns.kinds,
      ],
    );
    await bindStates(house, [caseId]);
    await house.pool.query('DELETE FROM case_access WHERE case_id = $1', [caseId]);
    await house.pool.query('DELETE FROM work WHERE case_id = $1', [caseId]);
    await house.pool.query('UPDATE clocks SET organ = $2, heads_see = $3 WHERE case_id = $1', [
      caseId,
      state.organ,
      state.accused.linked,
    ]);
    await house.pool.query('UPDATE proceedings SET heads_see = $2 WHERE case_id = $1', [caseId, state.accused.linked]);
    for (const a of access) {
      await house.pool.query('INSERT INTO case_access VALUES ($1, $2, $3, $4, $5)', [
        caseId,
        a.organ,
        a.role,
        a.person,
        state.receivedAt,
      ]);
    }
    for (const w of work) {
      await house.pool.query('INSERT INTO work VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
        caseId,
        w.item,
        w.organ,
        w.role,
        w.person,
        w.what,
        w.proceeding,
        w.about,
        w.due_at,
        w.since,
      ]);
    }
  }
});
afterAll(() => house.close());

async function all<T>(page: (cursor?: string) => Promise<{ items: T[]; next?: string }>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items: more, next } = await page(cursor);
    items.push(...more);
    if (next === undefined) return items;
    cursor = next;
  }
}

it('the list of cases in SQL shows exactly the cases that canSee allows, page after page', async () => {
  const day = dayOf(house.clock.now());
  let seen = 0;
  for (const person of Object.values(house.directory.people)) {
    const expected = states.filter((c) => canSee(person, c, house.directory, day)).map((c) => c.id);
    const listed = (await all((cursor) => house.ledger.cases(person, {}, cursor, 17))).map((c) => c.id);
    expect(listed.length).toBe(new Set(listed).size);
    expect([...listed].sort(), person.id).toEqual([...expected].sort());
    const found = (await all((cursor) => house.ledger.cases(person, { kind: 'intake' }, cursor, 40))).map((c) => c.id);
    expect([...found].sort()).toEqual([...expected].sort());
    seen += expected.length;
  }
  expect(seen).toBeGreaterThan(500);
});

it('who is outside one case of a merge is outside every other one of it, and no list of theirs shows any of them', async () => {
  const day = dayOf(house.clock.now());
  const apart = (c: CaseState): CaseState => ({ ...c, alsoOut: {} });
  let byOther = 0;
  for (const person of Object.values(house.directory.people)) {
    const listed = new Set((await all((cursor) => house.ledger.cases(person, {}, cursor, 100))).map((c) => c.id));
    for (const [leading, tip] of MERGED) {
      const out = [leading, tip].map((c) => shutOut(person, apart(c), house.directory, day));
      for (const c of [leading, tip]) {
        const shut = shutOut(person, c, house.directory, day);
        if (out.includes(true)) expect([person.id, c.id, shut]).toEqual([person.id, c.id, true]);
        if (shut) expect(listed.has(c.id)).toBe(false);
      }
      if (out[0] !== out[1]) byOther += 1;
    }
  }
  expect(byOther).toBeGreaterThan(300);
});

/** What somebody holds or held, also with a locked account. */
const heldOf = ({ grants, locked = [] }: Person) => [...grants, ...locked];

/** Whom a case puts outside, told from the side of the case: everybody whom it names or whose posts it names, then their relatives. */
function outsideOf(c: CaseState, day: string, counts: (g: Person['grants'][number]) => boolean): Set<string> {
  const { organs: _, units, people } = house.directory;
  const { persons, heads, units: accused } = keptOut(c);
  const line = new Set(accused.flatMap((unit) => lineOf(unit, { organs: {}, units, people })));
  const all = Object.values(people);
  const named = all.filter(
    (p) =>
      persons.includes(p.id) ||
      heldOf(p).some(
        (g) =>
          g.from <= day &&
          counts(g) &&
          (line.has(g.unit) || (g.organ === c.organ && g.roles.some((role) => heads.includes(role)))),
      ),
  );
  const near = all.filter(
    (p) =>
      p.related.some((id) => line.has(id) || persons.includes(id)) ||
      named.some((other) => p.related.includes(other.id) || other.related.includes(p.id)),
  );
  return new Set([...named, ...near].map((p) => p.id));
}

it('outside are all who hold or ever held what a case names, with their relatives: told from the case it is the same people', () => {
  const day = dayOf(house.clock.now());
  const unheld = Object.fromEntries(
    Object.values(house.directory.people).map(({ locked: _, ...p }) => [p.id, p]),
  ) as Directory['people'];
  let byEnded = 0;
  let byRelatives = 0;
  let byLocked = 0;
  for (const c of states) {
    const { recused, ...rest } = keptOut(c);
    const expected = outsideOf(c, day, () => true);
    const today = outsideOf(c, day, (g) => g.until === null || g.until >= day);
    const apart = { ...c, recused: [], alsoOut: { all: { ...rest, recused: [] } } };
    for (const person of Object.values(house.directory.people)) {
      expect(shutOut(person, apart, house.directory, day), `${person.id} ${c.id}`).toBe(expected.has(person.id));
      if (!expected.has(person.id)) continue;
      if (!today.has(person.id)) byEnded += 1;
      const alone = { ...house.directory, people: { [person.id]: { ...person, related: [] } } };
      if (!shutOut(person, apart, alone, day)) byRelatives += 1;
      const open = { ...house.directory, people: unheld };
      if (!person.locked && canSee(person, c, open, day)) byLocked += 1;
      expect(canSee(person, c, house.directory, day)).toBe(false);
    }
    for (const id of recused) expect(canSee(house.directory.people[id]!, c, house.directory, day)).toBe(false);
  }
  expect(Object.values(house.directory.people).some((p) => grantsOn(p, day).length < p.grants.length)).toBe(true);
  expect([byEnded > 300, byRelatives > 300, byLocked > 30]).toEqual([true, true, true]);
});

it('work list, deadline board, case, acts and clock show nothing of a case that canSee forbids', async () => {
  const day = dayOf(house.clock.now());
  for (const person of Object.values(house.directory.people)) {
    const visible = new Set(states.filter((c) => canSee(person, c, house.directory, day)).map((c) => c.id));
    const work = await all((cursor) => house.ledger.worklist(person, cursor, 50));
    for (const item of work) expect(visible.has(item.caseId), `${person.id} ${item.role}`).toBe(true);
    const board = await all((cursor) => house.ledger.deadlines(person, cursor, 100));
    for (const item of board) expect(visible.has(item.caseId)).toBe(true);
    expect(new Set(board.map((i) => i.caseId)).size).toBe(visible.size);
  }
  const [hidden] = states;
  for (const person of Object.values(house.directory.people)) {
    if (canSee(person, hidden!, house.directory, day)) continue;
    const unknown = { refusal: { code: 'case-unknown' } };
    await expect(house.ledger.caseView(person, hidden!.id)).rejects.toMatchObject(unknown);
    await expect(house.ledger.actsOf(person, hidden!.id)).rejects.toMatchObject(unknown);
    await expect(house.ledger.clockView(person, hidden!.id, 'tip-review-1')).rejects.toMatchObject(unknown);
    await expect(house.ledger.openEvidence(person, hidden!.id, hidden!.id)).rejects.toMatchObject(unknown);
    await expect(house.ledger.taskDone(person, `${hidden!.id}:1:1`)).rejects.toMatchObject(unknown);
    await expect(
      doing(house.ledger, hidden!.id)(person.id, 'intake-1', 'register', REGISTRATION),
    ).rejects.toMatchObject(unknown);
  }
});

it('news shows and counts nothing of a case that canSee forbids, nor what came of another case of a merge that is hidden', async () => {
  const day = dayOf(house.clock.now());
  const { directory } = house;
  // In every case: a task at each post and for each officer, one of them of an event that another case of a merge caused.
  const others = new Map(MERGED.map(([leading, tip]) => [leading.id, tip.id]));
  for (const { id, organ, officers } of states) {
    const follower = others.get(id);
    const put = async (number: number, facts: object) => {
      await house.owner.query(
        `INSERT INTO events SELECT case_id, $2, 'act', proceeding, kind, 'register', occurred_at, NULL, recorded_at,
           '{"id": "nobody", "role": "system"}', from_state, to_state, basis, $3, NULL, NULL, '[]', NULL, NULL, prev, hash
         FROM events WHERE case_id = $1 AND number = 1`,
        [id, number, facts],
      );
      for (const role of ROLES) {
        const name = `${id}:${number}:${role}`;
        await house.owner.query(
          `INSERT INTO tasks (id, case_id, event, place, proceeding, organ, role, text, basis, since)
           VALUES ($1, $2, $3, 0, 'intake-1', $4, $5, '{"zh": "x", "en": "x"}', 'house', now())`,
          [name, id, number, organ, role],
        );
        for (const person of role === 'officer' ? officers : [''])
          await house.owner.query(
            `INSERT INTO work VALUES ($1, $2, $3, $4, $5, 'task', 'intake-1', $6, now(), now())`,
            [id, `task:${name}`, organ, role, person, name],
          );
      }
    };
    await put(90, {});
    if (follower) await put(91, { follower });
  }
  let seen = 0;
  let hidden = 0;
  for (const person of Object.values(directory.people)) {
    const sees = (id: string | undefined) => states.some((c) => c.id === id && canSee(person, c, directory, day));
    const items = await all((cursor) => house.ledger.news(person, cursor, 100));
    for (const item of items) expect(sees(item.caseId), `${person.id} ${item.what}`).toBe(true);
    expect(await house.ledger.unreadNews(person)).toBe(Math.min(items.length, 100));
    const roles = (organ: string) => [...rolesOn(person, organ, day)].filter((role) => !NO_FILE.includes(role));
    const expected = states
      .filter((c) => sees(c.id))
      .flatMap((c) => {
        const mine = roles(c.organ).filter((role) => role !== 'officer' || c.officers.includes(person.id)).length;
        const other = others.get(c.id);
        if (other !== undefined && mine > 0 && !sees(other)) hidden += 1;
        return Array.from({ length: mine * (other !== undefined && sees(other) ? 2 : 1) }, () => c.id);
      });
    const tasks = items.filter((item) => item.what === 'task').map((item) => item.caseId);
    expect(tasks.sort(), person.id).toEqual(expected.sort());
    seen += tasks.length;
  }
  expect(seen).toBeGreaterThan(500);
  expect(hidden).toBeGreaterThan(0);
});

it('nobody of one organ sees a case, a person, a reading, a number or a result of a search of another: the one above alone, where it goes there', async () => {
  const day = dayOf(house.clock.now());
  const { directory, ledger } = house;
  const everybody = Object.values(directory.people);
  const byId = new Map(states.map((c) => [c.id, c]));
  const own = (person: Person) => new Set(grantsOn(person, day).map((g) => g.organ));
  /** Told apart from `canSee`: the case is of an organ in which they hold a post, or its heads are outside and they decide above it. */
  const lawful = (person: Person, id: string): boolean => {
    const c = byId.get(id)!;
    const superior = directory.organs[c.organ]?.superior;
    return (
      own(person).has(c.organ) || (superior != null && goesAbove(c) && rolesOn(person, superior, day).has('dept-head'))
    );
  };
  const numbers = await house.owner.query<{ id: string; number: string }>('SELECT id, number FROM cases');
  const some20 = numbers.rows.filter((_, i) => i % 24 === 0);
  let seen = 0;
  let above = 0;
  for (const person of everybody) {
    const found = [
      (await all((cursor) => ledger.cases(person, {}, cursor, 100))).map((c) => c.id),
      (await all((cursor) => ledger.deadlines(person, cursor, 100))).map((i) => i.caseId),
      (await all((cursor) => ledger.worklist(person, cursor, 100))).map((i) => i.caseId),
      (await all((cursor) => ledger.news(person, cursor, 100))).map((i) => i.caseId),
      (await ledger.cases(person, { accused: TIP.accused.name })).items.map((c) => c.id),
    ].flat();
    for (const { id, number } of some20) {
      const hits = (await ledger.cases(person, { number })).items.map((c) => c.id);
      if (!lawful(person, id)) expect([person.id, hits]).toEqual([person.id, []]);
      found.push(...hits);
    }
    for (const id of new Set(found)) {
      expect([person.id, id, lawful(person, id)]).toEqual([person.id, id, true]);
      seen += 1;
      if (!own(person).has(byId.get(id)!.organ)) above += 1;
    }
  }
  expect([seen > 300, above > 0]).toEqual([true, true]);

  // People: each organ is read by its own; what is asked for by somebody else is refused, or shows nobody.
  let read = 0;
  for (const person of everybody)
    for (const organ of ORGANS) {
      const view = await ledger.people(person, { organ }).catch((e: { refusal?: { code: string } }) => e);
      if (!('people' in view)) {
        expect(view.refusal?.code).toBe('not-your-role');
        continue;
      }
      const shown = view.people.map((p) => p.id);
      read += shown.length;
      if (!own(person).has(organ)) expect([person.id, organ, shown, view.units]).toEqual([person.id, organ, [], []]);
      for (const id of shown)
        expect(
          heldOf(directory.people[id]!).map((g) => g.organ),
          `${person.id} ${organ} ${id}`,
        ).toContain(organ);
    }
  expect(read).toBeGreaterThan(20);
  for (const person of everybody) {
    const accounts = await ledger.accounts(person).catch(() => ({ people: [] }));
    for (const { id } of accounts.people)
      expect(
        heldOf(directory.people[id]!).some((g) => own(person).has(g.organ)),
        `${person.id} ${id}`,
      ).toBe(true);
    const officers = await ledger.handover(person).catch(() => ({ officers: [], successors: [] }));
    for (const { organ } of [...officers.officers, ...officers.successors]) {
      const superior = directory.organs[organ]?.superior;
      expect(own(person).has(organ) || (superior != null && own(person).has(superior)), person.id).toBe(true);
    }
  }

  // Readings: discipline inspection has those of its own organ and of the one directly beneath.
  for (const person of everybody) for (const { number } of some20.slice(0, 5)) await ledger.cases(person, { number });
  const names = Object.fromEntries(Object.values(directory.organs).map((o) => [o.name.zh, o.id]));
  let rows = 0;
  for (const person of everybody) {
    const posts = grantsOn(person, day).filter((g) => g.roles.includes('inspector'));
    if (posts.length === 0) {
      await expect(ledger.journal(person)).rejects.toMatchObject({ refusal: { code: 'not-your-role' } });
      continue;
    }
    const near = new Set(
      posts.flatMap((g) => [g.organ, ...ORGANS.filter((o) => directory.organs[o]?.superior === g.organ)]),
    );
    for (const row of await all((cursor) => ledger.journal(person, cursor, 100))) {
      rows += 1;
      const organs = row.organs.map((o) => names[o.zh]!);
      expect(organs.length === 0 || organs.some((o) => near.has(o)), `${person.id} ${organs}`).toBe(true);
    }
  }
  expect(rows).toBeGreaterThan(0);
});

it('a case that does not exist is answered like one that may not be seen', async () => {
  const person = Object.values(house.directory.people)[0]!;
  for (const id of ['00000000-0000-7000-8000-000000000000', 'nonsense', '', "'; DROP TABLE cases; --"]) {
    await expect(house.ledger.caseView(person, id)).rejects.toMatchObject({ refusal: { code: 'case-unknown' } });
  }
});
