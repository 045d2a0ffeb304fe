/** Whoever left and came back is one person in the whole house, by what the journal says of the tie. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { verify } from '../../ledger/index.ts';
import { HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
let keys = 0;
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
async function changed(...changes: Change[]) {
  const asked = await house.ledger.askChanges(await of('admin'), { changes, reason: '任免' }, `ask-${++keys}`);
  if (asked.needs) await house.ledger.consentChanges(await of('principal'), asked.number, null);
  await house.ledger.approveChanges(await of('approver'), asked.number);
}
const added = (login: string, name: string, role: 'clerk' | 'unit-head', more: object = {}): Change => ({
  kind: 'add-person',
  login,
  name,
  unit: 'fund-supervision',
  post: role,
  roles: [role],
  ...more,
});

beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
});
afterAll(() => house.close());

it('a tip kept from who they were, and what they put forward themselves, is nothing for whoever comes back', async () => {
  const clerk = await of('clerk');
  const act = doing(house.ledger, (await house.ledger.tell(TIP)).caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  const kept = await house.ledger.tell({ ...TIP, notThese: `不要让${clerk.name.zh}看到`, door: 'special' });
  await changed({ kind: 'leave', person: 'clerk' });
  house.clock.set('2025-03-04');
  await changed(added('again', clerk.name.zh, 'unit-head', { namesake: 'same' }));
  const again = await of('again');
  expect([again.same, (await of('clerk')).same]).toEqual([['clerk'], ['again']]);
  await expect(act('again', 'intake-1', 'accept')).rejects.toMatchObject({
    refusal: { code: 'not-your-own-proposal' },
  });
  const special = doing(house.ledger, kept.caseId);
  await special('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true, keptAway: ['clerk'] });
  await special('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true });
  await expect(house.ledger.caseView(again, kept.caseId)).rejects.toMatchObject({ refusal: { code: 'case-unknown' } });
  const ids = async (login: string) =>
    (await house.ledger.cases(await of(login), {})).items.map((c: { id: string }) => c.id);
  expect(await ids('unithead')).toContain(kept.caseId);
  expect(await ids('again')).not.toContain(kept.caseId);
  expect((await verify(house)).findings).toEqual([]);
});

it('nobody is the same person as two of whom one is here', async () => {
  const name = (await of('clerk')).name.zh;
  const asked = house.ledger.askChanges(
    await of('admin'),
    { changes: [added('third', name, 'clerk', { namesake: 'same' })], reason: '任免' },
    'third',
  );
  await expect(asked).rejects.toMatchObject({ refusal: { code: 'namesake' } });
});
