/** A unit or a person that is called otherwise is meant by the name of before as well: a tip that uses it lies with none of them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { namedOf } from '../../domain/people/door.ts';
import { changeSealed, verify } from '../../ledger/index.ts';
import { HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
let keys = 0;
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
async function changed(...changes: Change[]) {
  const asked = await house.ledger.askChanges(await of('admin'), { changes, reason: '更名' }, `ask-${++keys}`);
  if (asked.needs) await house.ledger.consentChanges(await of('principal'), asked.number, null);
  await house.ledger.approveChanges(await of('approver'), asked.number);
}
const named = async (name: string) =>
  namedOf({ ...TIP, accused: { ...TIP.accused, name } }, 'city', await house.ledger.directory());
const UNIT = 'fund-supervision';

beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
});
afterAll(() => house.close());

it('a unit that was renamed is accused by each name that it ever had', async () => {
  const before = (await house.ledger.directory()).units[UNIT]!.name.zh;
  const said = await named(before);
  expect(said.units).toEqual([UNIT]);
  await changed({ kind: 'rename-unit', unit: UNIT, name: '群众来访岗' });
  await changed({ kind: 'rename-unit', unit: UNIT, name: '来信来访岗' });
  await changed({ kind: 'move-unit', unit: UNIT, parent: null });
  for (const name of [before, '群众来访岗', '来信来访岗']) expect([name, await named(name)]).toEqual([name, said]);
  const { caseId } = await house.ledger.tell({ ...TIP, accused: { ...TIP.accused, name: before } });
  await expect(house.ledger.caseView(await of('clerk'), caseId)).rejects.toMatchObject({
    refusal: { code: 'case-unknown' },
  });
  expect((await verify(house)).findings).toEqual([]);
});

it('somebody who was renamed is accused and kept away by each name that they ever had', async () => {
  await changed({ kind: 'rename-person', person: 'officer1', name: { zh: '欧阳明', en: 'Ouyang Ming' } });
  await changed({ kind: 'rename-person', person: 'officer1', name: { zh: '诸葛亮亮', en: 'Zhuge Liangliang' } });
  const directory = await house.ledger.directory();
  for (const name of [house.person('officer1').name.zh, '欧阳明', '诸葛亮亮']) {
    const said = namedOf(
      { ...TIP, accused: { ...TIP.accused, name }, notThese: `不要让${name}看到` },
      'city',
      directory,
    );
    expect([name, said.accused, said.away]).toEqual([name, ['officer1'], ['officer1']]);
  }
  expect((await verify(house)).findings).toEqual([]);
});

it('what was called otherwise before names were kept beside the row is known by what the journal says', async () => {
  const forget = (table: 'units' | 'staff', id: string) =>
    changeSealed(house.owner, house.keys, table, [id], () =>
      house.owner.query(`UPDATE ${table} SET former_names = NULL WHERE id = '${id}'`),
    );
  await forget('units', UNIT);
  await forget('staff', 'officer1');
  expect((await named('群众来访岗')).units).toEqual([UNIT]);
  expect((await named('欧阳明')).accused).toEqual(['officer1']);
  expect((await verify(house)).findings).toEqual([]);
});

it('a former name that nobody ever gave is found', async () => {
  const put = (names: string) =>
    changeSealed(house.owner, house.keys, 'units', ['training'], () =>
      house.owner.query('UPDATE units SET former_names = $1::jsonb WHERE id = $2', [names, 'training']),
    );
  await put('[{"zh":"某科","en":"some section"}]');
  expect((await verify(house)).findings.map((f) => f.detail)).toEqual([
    'units training has a former name that no approved request gave',
  ]);
});
