import { afterEach, describe, expect, it } from 'vitest';
import type { AuthorityAct } from '../../domain/authority/types.ts';
import { rebuild, verify } from '../../ledger/index.ts';
import { penaltyOnPaper } from '../api/support.ts';
import { type TestHouse, TIP, testHouse } from './house.ts';

/** Friday. The decision of the paper file is of Thursday 10 April 2025: its seven working days end on Monday 21 April. */
const ENTERED = '2025-04-11T15:00:00+08:00';
const END = '2025-04-22T00:00:00+08:00';
const ROW = { deadline: 'penalty-publish', edition: null };

const houses: TestHouse[] = [];
async function open(now = ENTERED): Promise<TestHouse> {
  const house = await testHouse({ now });
  houses.push(house);
  return house;
}
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

let keys = 0;
const settle = (house: TestHouse, by: string, act: AuthorityAct) =>
  house.ledger.settle(house.person(by), act, `key of a test ${++keys}`);
const confirm = (house: TestHouse, more: Partial<Extract<AuthorityAct, { act: 'confirm-row' }>> = {}) =>
  settle(house, 'legal', { act: 'confirm-row', ...ROW, citation: '部内规范第七条', readOn: '2025-04-11', ...more });
const withdraw = (house: TestHouse) =>
  settle(house, 'legal', { act: 'withdraw-confirmation', ...ROW, reason: '所引文件已废止' });
const limit = (house: TestHouse, value: { length: number; unit: 'wd' } | null, from: string, id = 'house-register') =>
  settle(house, 'principal', { act: 'set-house-limit', limit: id, value, from, reason: '人手变化' });

/** A penalty that was decided yesterday and is to be published: its row was read in a report only. */
async function decided(house: TestHouse): Promise<string> {
  const file = penaltyOnPaper('示例职业培训学校');
  const acts = file.acts.filter((a) => a.proceeding !== 'disclosure-1');
  const entered = await house.ledger.enter({ ...file.tip, ...file, acts, by: 'clerk' } as never);
  return entered.caseId;
}

const clockOf = async (house: TestHouse, caseId: string) => {
  const { clocks } = await house.ledger.caseView(house.person('unithead'), caseId);
  return clocks.find((k) => k.deadline === 'penalty-publish')!;
};

describe('a row that was only read in a report', () => {
  it('warns at its end while nobody has confirmed it', async () => {
    const house = await open();
    const id = await decided(house);
    expect((await clockOf(house, id)).confirmation).toBeNull();
    house.clock.set('2025-04-23');
    await house.ledger.advanceCase(id);
    expect((await clockOf(house, id)).outcome).toEqual({ what: 'warn', at: END });
  });

  it('can be breached once the lawyer has confirmed it, and the date says what was read and by whom', async () => {
    const house = await open();
    const id = await decided(house);
    await confirm(house);
    expect((await clockOf(house, id)).confirmation).toEqual({
      citation: '部内规范第七条',
      date: '2025-04-11',
      by: { zh: '法制审核', en: 'Legal reviewer' },
    });
    house.clock.set('2025-04-23');
    await house.ledger.advanceCase(id);
    expect((await clockOf(house, id)).outcome).toEqual({ what: 'breach', at: END });
    expect((await verify(house)).findings).toEqual([]);
  });

  it('warns again when the confirmation was withdrawn before the end', async () => {
    const house = await open();
    const id = await decided(house);
    await confirm(house);
    house.clock.set('2025-04-18');
    await withdraw(house);
    expect((await clockOf(house, id)).confirmation).toBeNull();
    house.clock.set('2025-04-23');
    await house.ledger.advanceCase(id);
    expect((await clockOf(house, id)).outcome?.what).toBe('warn');
  });

  it('that ran out as a warning stays a warning, though it is confirmed before the late timer comes', async () => {
    const house = await open();
    const [late, seen] = [await decided(house), await decided(house)];
    house.clock.set('2025-04-23');
    await house.ledger.advanceCase(seen);
    await confirm(house);
    house.clock.set('2025-04-25');
    await house.ledger.advanceCase(late);
    for (const id of [late, seen]) {
      const clock = await clockOf(house, id);
      expect([clock.outcome, clock.confirmation]).toEqual([{ what: 'warn', at: END }, null]);
    }
  });

  it('that was breached stays breached when the confirmation is withdrawn afterwards', async () => {
    const house = await open();
    const id = await decided(house);
    await confirm(house);
    house.clock.set('2025-04-23');
    await withdraw(house);
    house.clock.set('2025-04-24');
    await house.ledger.advanceCase(id);
    const clock = await clockOf(house, id);
    expect([clock.outcome?.what, clock.confirmation?.citation]).toEqual(['breach', '部内规范第七条']);
  });

  it('can be confirmed again after a withdrawal, and every act of it is kept', async () => {
    const house = await open();
    await confirm(house);
    await withdraw(house);
    await confirm(house, { citation: '新文件第三条' });
    const { items } = await house.ledger.authorityLaw(house.person('clerk'));
    const row = items.find((r) => r.id === 'penalty-publish')!;
    expect(row.history.map((h) => h.act.act)).toEqual(['confirm-row', 'withdraw-confirmation', 'confirm-row']);
    expect(row.confirmation?.citation).toBe('新文件第三条');
  });
});

describe('the journal of an authority', () => {
  it('gives one answer to one key, refuses the key for another act, and lets one of two at once win', async () => {
    const house = await open();
    const act: AuthorityAct = { act: 'confirm-row', ...ROW, citation: '第七条', readOn: '2025-04-11' };
    const legal = house.person('legal');
    const [a, b] = await Promise.all([
      house.ledger.settle(legal, act, 'one and the same'),
      house.ledger.settle(legal, act, 'one and the same'),
    ]);
    expect([a.number, b.number, [a.repeated, b.repeated].sort()]).toEqual([1, 1, [false, true]]);
    expect(await house.ledger.settle(legal, act, 'one and the same')).toEqual({ ...a, repeated: true });
    await expect(house.ledger.settle(legal, { ...act, citation: '第八条' }, 'one and the same')).rejects.toMatchObject({
      refusal: { code: 'idempotency-mismatch' },
    });
    const two = await Promise.allSettled([withdraw(house), withdraw(house)]);
    expect(two.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await verify(house)).acts).toBe(2);
  });

  it('is never changed, by the application or by a trigger’s leave', async () => {
    const house = await open();
    await confirm(house);
    for (const statement of [
      "UPDATE authority_acts SET facts = '{}'",
      'DELETE FROM authority_acts',
      'TRUNCATE authority_acts',
    ]) {
      await expect(house.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
      await expect(house.owner.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it.each([
    ['a word of an act', `UPDATE authority_acts SET facts = facts || '{"citation":"别的"}' WHERE number = 1`],
    ['a value', `UPDATE authority_acts SET facts = jsonb_set(facts, '{value,length}', '9') WHERE number = 2`],
    ['who did it', `UPDATE authority_acts SET actor = actor || '{"id":"clerk"}' WHERE number = 1`],
    ['when', `UPDATE authority_acts SET recorded_at = recorded_at - interval '1 day' WHERE number = 1`],
    ['the last act cut off', 'DELETE FROM authority_acts WHERE number = 3'],
    ['an act taken out', 'DELETE FROM authority_acts WHERE number = 2'],
    ['what was settled at set-up', `UPDATE authorities SET house_limits = house_limits || '{"house-assign":null}'`],
    ['the number of acts', 'UPDATE authorities SET acts = acts + 1'],
    ['the head', `UPDATE authorities SET head = '\\x00'`],
  ])('tampered with is found: %s', async (_what, statement) => {
    const house = await open();
    await confirm(house);
    await limit(house, { length: 3, unit: 'wd' }, '2025-04-11');
    await withdraw(house);
    expect(await verify(house)).toMatchObject({ acts: 3, findings: [] });
    const client = await house.owner.connect();
    await client.query("SET session_replication_role = 'replica'");
    await client.query(statement);
    client.release(true);
    const { findings } = await verify(house);
    expect(findings.length).toBeGreaterThan(0);
    for (const f of findings) expect([f.caseId, /^(authority-|truth$)/.test(f.what)]).toEqual(['authority city', true]);
  });

  it('outlives a rebuild, and a ledger started anew reads the same', async () => {
    const house = await open();
    const id = await decided(house);
    await confirm(house);
    await rebuild(house);
    expect((await clockOf(house, id)).confirmation?.citation).toBe('部内规范第七条');
    expect((await verify(house)).findings).toEqual([]);
  });
});

describe('a house limit', () => {
  const register = async (house: TestHouse, id: string) =>
    (await house.ledger.caseView(house.person('clerk'), id)).clocks.find((k) => k.deadline === 'house-register')!;

  it('holds for clocks that start on its day or later; those that run keep theirs', async () => {
    const house = await open('2025-04-14T09:00:00+08:00');
    const before = (await house.ledger.tell(TIP)).caseId;
    await limit(house, { length: 4, unit: 'wd' }, '2025-04-16');
    house.clock.set('2025-04-15');
    const between = (await house.ledger.tell(TIP)).caseId;
    house.clock.set('2025-04-16');
    const after = (await house.ledger.tell(TIP)).caseId;
    const lengths = await Promise.all(
      [before, between, after].map(async (id) => (await register(house, id)).count?.length),
    );
    expect(lengths).toEqual([2, 2, 4]);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('set to none leaves a clock without an end, which is never law', async () => {
    const house = await open();
    await limit(house, null, '2025-04-11');
    const { caseId } = await house.ledger.tell(TIP);
    expect(await register(house, caseId)).toMatchObject({ count: null, due: null, confidence: 'house' });
  });

  it('that is to come stands beside the one in force, with who set it and why', async () => {
    const house = await open();
    await limit(house, { length: 4, unit: 'wd' }, '2025-05-06');
    const { items } = await house.ledger.authorityLimits(house.person('admin'));
    expect(items.find((l) => l.id === 'house-register')).toMatchObject({
      value: { length: 2, unit: 'wd' },
      next: [{ from: '2025-05-06', value: { length: 4, unit: 'wd' } }],
      atSetUp: { length: 2, unit: 'wd' },
      history: [{ act: { reason: '人手变化' }, by: { name: { zh: '正职负责人' } } }],
    });
  });
});

it('the organ above reads what the authority below has settled, and settles nothing there', async () => {
  const house = await open();
  await confirm(house);
  const { organ, mayNot, items } = await house.ledger.authorityLaw(house.person('superior'));
  expect([organ.id, mayNot === null, items.find((r) => r.id === 'penalty-publish')?.confirmation?.citation]).toEqual([
    'city',
    false,
    '部内规范第七条',
  ]);
  await expect(
    settle(house, 'superior', { act: 'withdraw-confirmation', ...ROW, reason: '不同意' }),
  ).rejects.toMatchObject({ refusal: { code: 'not-your-role' } });
});

it('every member of staff reads when each instrument was last checked, by the ledger’s day', async () => {
  const house = await open('2027-11-28T10:00:00+08:00');
  const of = async (short: string) =>
    (await house.ledger.authorityLaw(house.person('clerk'))).instruments.find((i) => i.short === short);
  expect(await of('APL')).toMatchObject({ edition: 2021, checkedOn: '2026-11-28', freshness: 'fresh', place: null });
  expect(await of('CPL')).toMatchObject({ checkedOn: null, freshness: 'unrecorded' });
  house.clock.set('2027-11-29T00:00:00+08:00');
  expect(await of('APL')).toMatchObject({ freshness: 'old' });
});
