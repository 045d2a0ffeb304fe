import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { type TestHouse, testHouse } from './house.ts';
import { listed, NUMBER, settle, TEXT } from './road.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const entries = async (search?: string) => (await house.ledger.register(search ? { search } : {})).items;

it('a decision is disclosed with the words that were passed, once; its listing with the same name', async () => {
  const { caseId, act, pair } = await listed(house);
  expect(await settle(house.ledger, caseId)).toContain('credit-list credit-platform');
  expect(await entries()).toEqual([]);
  await act('disclosure', 'disclosure-1', 'publish');
  expect(await settle(house.ledger, caseId)).toEqual(['publish register']);
  const both = await entries();
  expect(both.map((e) => [e.kind, e.status, e.name]).sort()).toEqual([
    ['listing', 'published', '示例学校'],
    ['penalty', 'published', '示例学校'],
  ]);
  const penalty = both.find((e) => e.kind === 'penalty')!;
  expect(penalty).toMatchObject({
    content: { decisionNumber: NUMBER, penaltyKinds: ['fine'], text: TEXT },
    version: 1,
    natural: false,
  });
  expect(penalty.until).not.toBeNull();
  expect(JSON.stringify(both)).not.toContain(caseId);
  expect(await house.ledger.registerEntry(penalty.id)).toEqual(penalty);
  expect((await entries('示例学')).length).toBe(2);
  expect((await entries('nobody%')).length).toBe(0);

  house.clock.set('2026-03-18');
  await pair('legal', 'depthead', 'penalty-1', 'reversed-outside', {
    body: 'reconsideration-organ',
    how: 'annulled',
    decidedOn: '2026-03-16',
    reachedOn: '2026-03-18',
    procedural: false,
    redoOrdered: false,
    final: true,
    document: { kind: '行政复议决定书', number: '复决-12', date: '2026-03-16' },
  });
  await settle(house.ledger, caseId);
  await pair('disclosure', 'checker', 'disclosure-1', 'withdraw', { publicReason: 'annulled' });
  await settle(house.ledger, caseId);
  const after = await entries();
  expect(after.map((e) => `${e.kind} ${e.status}`).sort()).toEqual(['listing withdrawn', 'penalty withdrawn']);
  const withdrawn = after.find((e) => e.kind === 'penalty')!;
  expect(withdrawn).toMatchObject({ id: penalty.id, version: 2 });
  expect(withdrawn.content).toEqual({ decisionNumber: NUMBER, how: 'annulled', reason: 'annulled' });
  expect((await verify(house)).findings).toEqual([]);
});

it("a natural person's penalty bears no name, and their listing is never on the register", async () => {
  const before = (await entries()).length;
  const { caseId, act } = await listed(house, { natural: true });
  await act('disclosure', 'disclosure-1', 'publish');
  await settle(house.ledger, caseId);
  const own = (await entries()).filter((e) => e.natural);
  expect((await entries()).length).toBe(before + 1);
  expect(own).toMatchObject([{ kind: 'penalty', name: null }]);
});

it('a slight listing is not on the register', async () => {
  const before = new Set((await entries()).map((e) => e.id));
  const { caseId, act } = await listed(house, { seriousness: 'slight' });
  await act('disclosure', 'disclosure-1', 'publish');
  await settle(house.ledger, caseId);
  const fresh = (await entries()).filter((e) => !before.has(e.id));
  expect(fresh.map((e) => e.kind)).toEqual(['penalty']);
});
