/** Who is called otherwise can be who was called so: what is said of it is so in the whole house, and verify finds what is not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { changeSealed, verify } from '../../ledger/index.ts';
import { beginning, HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
let keys = 0;
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
async function changed(...changes: Change[]) {
  const asked = await house.ledger.askChanges(await of('admin'), { changes, reason: '任免' }, `ask-${++keys}`);
  if (asked.needs) await house.ledger.consentChanges(await of('principal'), asked.number, null);
  await house.ledger.approveChanges(await of('approver'), asked.number);
  return asked;
}
const found = async () => (await verify(house)).findings;
const POST = { unit: 'fund-supervision', post: '科员', roles: ['officer' as const] };
const person = (login: string, name: Extract<Change, { kind: 'add-person' }>['name'], more: object = {}): Change => ({
  kind: 'add-person',
  login,
  name,
  ...POST,
  ...more,
});
const past = (name: string, more: object = {}): Change => ({
  kind: 'add-past-person',
  name,
  ...POST,
  from: '2015-01-01',
  until: '2016-01-01',
  ...more,
});
const rename = (who: string, name: Extract<Change, { kind: 'rename-person' }>['name'], more: object = {}): Change => ({
  kind: 'rename-person',
  person: who,
  name,
  ...more,
});
const SAME = { namesake: 'same' } as const;
const REFUSED = { refusal: { code: 'namesake' } };
/** Does it under the seals, as whoever has the database and all our keys can. */
const tampered = (staff: string, related: string, sql: string) =>
  changeSealed(house.owner, house.keys, 'relations', [[staff, related]], () => house.owner.query(sql));

beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
  await changed({ kind: 'leave', person: 'clerk' });
  house.clock.set('2025-03-04');
});
afterAll(() => house.close());

describe('whoever left and comes back under another name', () => {
  it('is asked about once they are called as they were, and then outside what they were outside of', async () => {
    const { caseId } = await house.ledger.tell(TIP);
    await doing(house.ledger, caseId)('clerk2', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedPersons: ['clerk'],
      accusedUnit: 'training',
    });
    await changed(person('newcomer', '新来的', { roles: ['unit-head'] }));
    const sees = async () =>
      house.ledger.caseView(await of('newcomer'), caseId).then(
        () => true,
        () => false,
      );
    expect(await sees()).toBe(true);
    await expect(changed(rename('newcomer', '受理员'))).rejects.toMatchObject(REFUSED);
    await expect(changed(rename('newcomer', { zh: '新来的', en: '受理员' }))).rejects.toMatchObject(REFUSED);
    await changed(rename('newcomer', '受理员（新）', SAME));
    expect([(await of('newcomer')).same, (await of('clerk')).same]).toEqual([['clerk'], ['newcomer']]);
    expect(await sees()).toBe(false);
    expect(await found()).toEqual([]);
  });

  it('that they are somebody else the principal says as well', async () => {
    await expect(changed(person('third', '受理员2'))).rejects.toMatchObject(REFUSED);
    expect((await changed(person('third', '受理员2', { namesake: 'another' }))).needs).toBe('principal');
    expect((await of('third')).same).toBeUndefined();
    expect(await found()).toEqual([]);
  });

  it('called otherwise once more they stay the same person, and nothing is asked about themselves', async () => {
    await changed(rename('newcomer', '又改名'));
    await expect(changed(rename('newcomer', '受理员'))).rejects.toMatchObject(REFUSED);
    await changed(rename('newcomer', '受理员', { namesake: 'another' }));
    expect((await of('newcomer')).same).toEqual(['clerk']);
    expect(await found()).toEqual([]);
    // And the same as another of that name as well, who left by now.
    await changed({ kind: 'leave', person: 'third' });
    house.clock.set('2025-03-05');
    await changed(rename('newcomer', '受理员（又）', SAME));
    expect((await of('newcomer')).same).toEqual(['clerk', 'third']);
    expect(await found()).toEqual([]);
  });
});

describe('what ties two accounts', () => {
  it('is found where it was taken away, and where nobody said it', async () => {
    await tampered('newcomer', 'clerk', "DELETE FROM relations WHERE related = 'clerk'");
    expect(await found()).toMatchObject([
      { what: 'authority-row', detail: expect.stringMatching(/newcomer clerk.* is gone/) },
    ]);
    const { rows } = await house.owner.query<{ number: number }>(
      "SELECT number FROM authority_acts WHERE organ = 'city' AND facts::text LIKE '%受理员（新）%'",
    );
    const request = rows[0]!.number;
    const put = (related: string) =>
      tampered(
        'newcomer',
        related,
        `INSERT INTO relations (staff, related, organ, request) VALUES ('newcomer', '${related}', 'city', ${request})`,
      );
    await put('clerk');
    expect(await found()).toEqual([]);
    await put('officer1');
    expect(await found()).toMatchObject([{ detail: 'relations newcomer officer1 is not what the journal says' }]);
    await tampered('newcomer', 'officer1', "DELETE FROM relations WHERE related = 'officer1'");
  });

  it('holds between people of the past who come in one request, and with whoever of that name is here under another writing', async () => {
    await changed(past('老周'), past('老周', { ...SAME, from: '2017-01-01', until: '2018-01-01' }));
    await changed(person('zhou', { zh: '周　老', en: '老周' }, SAME));
    const all = Object.values((await house.ledger.directory()).people).filter((p) => p.name.zh === '老周');
    expect(all.length).toBe(2);
    expect((await of('zhou')).same).toEqual(all.map((p) => p.id).sort());
    expect(await found()).toEqual([]);
  });

  it('holds with the first people of an organ that is added', async () => {
    await changed({ kind: 'leave', person: 'officer3' });
    house.clock.set('2025-03-06');
    const { people, ...rest } = beginning('county', '示例县人社局');
    const first = people.map((p, i) => (i === 5 ? { ...p, name: '承办人丙' } : p));
    await expect(changed({ kind: 'add-organ', id: 'county', ...rest, people: first })).rejects.toMatchObject(REFUSED);
    const said = first.map((p, i) => (i === 5 ? { ...p, ...SAME } : p));
    await changed({ kind: 'add-organ', id: 'county', ...rest, people: said });
    expect((await of('county-clerk')).same).toEqual(['officer3']);
    expect(await found()).toEqual([]);
  });
});
