import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealRows } from '../../ledger/ground/truth.ts';
import { verify } from '../../ledger/index.ts';
import type { NewsItem } from '../../ledger/types.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const personOf = async (who: string) => (await house.ledger.directory()).people[who]!;
const newsOf = async (who: string, caseId: string): Promise<NewsItem[]> => {
  const { items } = await house.ledger.news(await personOf(who), undefined, 200);
  return items.filter((x) => x.caseId === caseId);
};
const kindsOf = async (who: string, caseId: string) => (await newsOf(who, caseId)).map((x) => x.what).sort();
const unread = (who: string) => house.ledger.unreadNews(house.person(who));
const readAll = async (who: string) => {
  const { upTo } = await house.ledger.news(house.person(who));
  await house.ledger.readNews(house.person(who), upTo);
};

/** A registered tip whose acceptance is put forward. */
async function putForward() {
  const { caseId } = await house.ledger.tell(NAMED);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  house.clock.add(60_000);
  await act('clerk', 'intake-1', 'accept:propose');
  return { caseId, act };
}

/** Accepted, and two officers named. */
async function assigned() {
  const { caseId, act } = await putForward();
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  return { caseId, act };
}

it('what waits for my decision is news until it is decided, and never to who put it forward', async () => {
  const { caseId, act } = await putForward();
  const [item] = await newsOf('unithead', caseId);
  expect(item).toMatchObject({ what: 'proposed', unread: true, by: { id: 'clerk' }, day: '2025-03-03' });
  expect(await kindsOf('clerk', caseId)).toEqual([]);
  await act('unithead', 'intake-1', 'accept');
  expect(await kindsOf('unithead', caseId)).toEqual([]);
});

it('what was declined comes with its reason to who put it forward, and to nobody else', async () => {
  const { caseId, act } = await putForward();
  await act('unithead', 'intake-1', 'accept:decline', { reasons: '材料不齐，先补正' });
  const [item, ...more] = await newsOf('clerk', caseId);
  expect(more).toEqual([]);
  expect(item).toMatchObject({ what: 'declined', reason: '材料不齐，先补正', by: { id: 'unithead' } });
  for (const other of ['unithead', 'clerk2', 'depthead']) expect(await kindsOf(other, caseId)).toEqual([]);
  // That words of the case were read stands in the journal.
  const { rows } = await house.pool.query(
    "SELECT 1 FROM access_journal WHERE reader = 'clerk' AND case_id = $1 AND what = 'case'",
    [caseId],
  );
  expect(rows.length).toBeGreaterThan(0);
});

it('who is named as an officer is told once, who was one before is not told again, who is none any more not at all', async () => {
  const { caseId, act } = await assigned();
  expect(await kindsOf('officer1', caseId)).toEqual(['assigned']);
  expect(await kindsOf('officer2', caseId)).toEqual(['assigned']);
  await readAll('officer2');
  house.clock.add(60_000);
  await act('unithead', 'investigation-1', 'reassign', {
    officers: ['officer2', 'officer3'],
    conflictChecked: true,
  });
  expect(await kindsOf('officer1', caseId)).toEqual([]);
  expect((await newsOf('officer2', caseId)).map((x) => [x.what, x.unread])).toEqual([['assigned', false]]);
  expect(await kindsOf('officer3', caseId)).toEqual(['assigned']);
});

it('an act with me as the second officer is told to me, and not to who did it', async () => {
  const { caseId, act } = await assigned();
  await act('officer1', 'investigation-1', 'file-case:propose', {
    standardMet: true,
    actEndedOn: '2025-01-31',
    withOfficer: 'officer2',
  });
  expect(await kindsOf('officer2', caseId)).toEqual(['assigned', 'in-my-name']);
  expect(await kindsOf('officer1', caseId)).toEqual(['assigned']);
  expect(await kindsOf('depthead', caseId)).toEqual(['proposed']);
});

it('what approaches and what is late is told to those of the ladder, with the last day', async () => {
  const { caseId } = await assigned();
  const told = new Set<string>();
  for (const day of ['2025-03-20', '2025-04-20', '2025-05-20', '2025-06-10', '2025-06-30', '2025-07-20']) {
    house.clock.set(day);
    await house.ledger.advanceCase(caseId);
    for (const who of ['officer1', 'unithead', 'depthead'])
      for (const x of await newsOf(who, caseId)) {
        told.add(`${who} ${x.what}`);
        if (x.what === 'approaching') expect(x.due).toMatch(/^2025-/);
      }
  }
  for (const wanted of ['officer1 approaching', 'unithead late', 'depthead late']) expect([...told]).toContain(wanted);
});

it('an outsider sees and counts nothing, neither does who comes to be outside later', async () => {
  const { caseId, act } = await assigned();
  // Those who never see it.
  for (const id of ['kin', 'custodian', 'inspector', 'admin', 'superior', 'officer3', 'special'])
    expect([id, await kindsOf(id, caseId)]).toEqual([id, []]);
  expect(await kindsOf('officer1', caseId)).toContain('assigned');
  const before = await unread('officer1');
  const own = (await newsOf('officer1', caseId)).length;
  await act('officer1', 'investigation-1', 'notice-own-recusal', { recusalReason: 'x' });
  await act('depthead', 'investigation-1', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'x' });
  expect(await newsOf('officer1', caseId)).toEqual([]);
  expect(await unread('officer1')).toBe(before - own);
  // The others go on.
  expect(await kindsOf('unithead', caseId)).toContain('task');
});

it('what was declined is news no more to who put it forward and has stepped outside since', async () => {
  const { caseId, act } = await putForward();
  await act('unithead', 'intake-1', 'accept:decline', { reasons: 'x' });
  const before = await unread('clerk');
  expect(await kindsOf('clerk', caseId)).toEqual(['declined']);
  await act('clerk', 'intake-1', 'notice-own-recusal', { recusalReason: 'x' });
  await act('depthead', 'intake-1', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'x' });
  expect(await kindsOf('clerk', caseId)).toEqual([]);
  expect(await unread('clerk')).toBe(before - 1);
});

it('reading up to a page marks what was there, not what comes after, and never goes back', async () => {
  await readAll('unithead');
  expect(await unread('unithead')).toBe(0);
  const { upTo } = await house.ledger.news(house.person('unithead'));
  house.clock.add(60_000);
  const { caseId } = await putForward();
  expect(await unread('unithead')).toBe(1);
  expect((await newsOf('unithead', caseId))[0]).toMatchObject({ unread: true });
  await readAll('unithead');
  await house.ledger.readNews(house.person('unithead'), upTo);
  expect(await unread('unithead')).toBe(0);
  await expect(house.ledger.readNews(house.person('unithead'), 'nonsense')).rejects.toMatchObject({
    refusal: { code: 'cursor-invalid' },
  });
});

it('is paged without a gap or a double, and its counting ends at a hundred', async () => {
  for (let i = 0; i < 12; i++) await putForward();
  const person = house.person('unithead');
  const whole = (await house.ledger.news(person, undefined, 200)).items;
  const pieces: NewsItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await house.ledger.news(person, cursor, 5);
    pieces.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  expect(pieces).toEqual(whole);
  expect(whole.map((x) => x.day)).toEqual([...whole.map((x) => x.day)].sort().reverse());
});

it('what is older than sixty days is news no more', async () => {
  const { caseId } = await putForward();
  expect(await kindsOf('unithead', caseId)).toEqual(['proposed']);
  house.clock.add(61 * 86_400_000);
  expect(await kindsOf('unithead', caseId)).toEqual([]);
});

it('keeps of a digest the times in the open and the address under seal, bound to the person; without times no address', async () => {
  const clerk = house.person('clerk');
  await house.ledger.chooseDigest(clerk, { times: ['17:00', '08:30'], address: 'clerk@example.invalid' });
  expect(await house.ledger.digestOf(clerk)).toMatchObject({
    times: ['08:30', '17:00'],
    address: 'clerk@example.invalid',
  });
  const { rows } = await house.pool.query<{ address: Buffer }>("SELECT address FROM digests WHERE staff = 'clerk'");
  expect(rows[0]!.address.toString('latin1')).not.toContain('example');
  await house.owner.query(
    "INSERT INTO digests (staff, times, address) SELECT 'legal', times, address FROM digests WHERE staff = 'clerk'",
  );
  expect((await house.ledger.digestOf(house.person('legal'))).address).toBeNull();
  expect(await house.ledger.digest('legal', '2025-03-03T08:30:00+08:00')).toBeNull();
  await house.owner.query("DELETE FROM digests WHERE staff = 'legal'");
  await expect(house.ledger.chooseDigest(clerk, { times: ['08:30'], address: null })).rejects.toMatchObject({
    refusal: { code: 'digest-address-needed' },
  });
  await house.ledger.chooseDigest(clerk, { times: [], address: 'clerk@example.invalid' });
  expect(await house.ledger.digestOf(clerk)).toMatchObject({ times: [], address: null });
});

it('writes to who chose the time, with two numbers counted then; once; to nobody who has nothing', async () => {
  house.clock.set('2025-09-08T08:00:00+08:00');
  await putForward();
  const moment = '2025-09-08T08:30:00+08:00';
  const wait = 29 * 60_000;
  expect(await house.ledger.nextDigest()).toEqual({ moment, wait });
  expect(await house.ledger.nextDigest('2025-09-01T17:00:00+08:00')).toEqual({ moment, wait });
  expect((await house.ledger.nextDigest(moment)).moment).toBe('2025-09-08T11:30:00+08:00');
  for (const id of ['unithead', 'custodian', 'clerk2'])
    await house.ledger.chooseDigest(house.person(id), { times: ['08:30'], address: `${id}@example.invalid` });
  house.clock.set(moment);
  await readAll('unithead');
  await putForward();
  expect((await house.ledger.digestsAt(moment)).staff).toEqual(['clerk2', 'custodian', 'unithead']);
  expect((await house.ledger.digestsAt('2025-09-08T11:30:00+08:00')).staff).toEqual([]);
  const found = await house.ledger.digest('unithead', moment);
  expect(found).toMatchObject({ address: 'unithead@example.invalid' });
  expect(found!.news).toBe(await unread('unithead'));
  expect(await house.ledger.digest('custodian', moment)).toBeNull();
  await house.ledger.digestSent('unithead', moment);
  expect(await house.ledger.digest('unithead', moment)).toBeNull();
  expect((await house.ledger.digestsAt(moment)).staff).toEqual(['clerk2', 'custodian']);
  // What is more than an hour late is the next one's.
  await putForward();
  await house.ledger.chooseDigest(house.person('depthead'), { times: ['08:30'], address: 'depthead@example.invalid' });
  house.clock.set('2025-09-08T09:31:00+08:00');
  expect((await house.ledger.digestsAt(moment)).staff).toEqual([]);
  expect(await house.ledger.digest('clerk2', moment)).toBeNull();
});

it('leaves the books as they were', async () => {
  expect((await verify(house)).findings).toEqual([]);
});

it('while somebody is away their news reaches the deputy, by what that one may see, and nobody writes to them', async () => {
  house.clock.set('2025-10-13T08:20:00+08:00');
  const before = await putForward();
  await before.act('unithead', 'intake-1', 'accept:decline', { reasons: 'x' });
  const away = [
    ['d1', 'unithead', 'legal'],
    ['d2', 'clerk', 'kin'],
  ];
  for (const [id, person, deputy] of away)
    await house.owner.query("INSERT INTO deputies VALUES ($1, 'city', $2, $3, '2025-10-13', '2025-10-17', 1)", [
      id,
      person,
      deputy,
    ]);
  await sealRows(house.owner, house.keys, 'deputies', ['d1', 'd2']);
  const { caseId } = await putForward();
  expect(await kindsOf('legal', caseId)).toEqual(['proposed']);
  // What was declined is the absent one's own: with the reason for who holds their post.
  expect(await newsOf('kin', before.caseId)).toMatchObject([{ what: 'declined', reason: 'x' }]);
  for (const id of ['unithead', 'legal'])
    await house.ledger.chooseDigest(house.person(id), { times: ['08:30'], address: `${id}@example.invalid` });
  house.clock.set('2025-10-13T08:30:00+08:00');
  const moment = house.clock.now();
  expect(await house.ledger.digest('unithead', moment)).toBeNull();
  expect((await house.ledger.digest('legal', moment))?.news).toBeGreaterThan(0);
  // What a deputy did in their place is told to whoever comes back, and not to the deputy.
  await house.owner.query(
    `INSERT INTO events SELECT case_id, 99, type, proceeding, kind, 'accept', occurred_at, NULL, recorded_at,
       '{"id": "legal", "role": "unit-head", "for": "unithead"}', from_state, to_state, basis, '{}', NULL, NULL, '[]', NULL, NULL, prev, hash
     FROM events WHERE case_id = $1 AND number = 2`,
    [caseId],
  );
  expect(await kindsOf('unithead', caseId)).toEqual(['in-my-name', 'proposed']);
  expect(await kindsOf('legal', caseId)).toEqual(['proposed']);
});
