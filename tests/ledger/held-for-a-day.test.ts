/** A post that was given in the morning and taken in the evening was held: whoever held it is outside what touches it, for ever. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { changeSealed, verify } from '../../ledger/index.ts';
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
const added = (person: string, more: object = {}): Change => ({
  kind: 'add-post',
  person,
  unit: 'training',
  post: '科员',
  roles: ['credit'],
  ...more,
});
const last = async (id: string) => (await of(id)).grants.at(-1)!;
const taken = async (person: string, from?: string) =>
  changed({ kind: 'end-post', person, post: (await last(person)).id!, ...(from ? { from } : {}) });
/** Whether somebody sees a case against the unit in which that post was. */
async function sees(id: string) {
  const { caseId } = await house.ledger.tell(TIP);
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedUnit: 'training' });
  return house.ledger.caseView(await of(id), caseId).then(
    () => true,
    () => false,
  );
}

beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
});
afterAll(() => house.close());

describe('a post of one day', () => {
  it('was held, and gives nothing from the moment on in which it is taken', async () => {
    expect(await sees('clerk2')).toBe(true);
    await changed(added('clerk2'));
    await taken('clerk2');
    house.clock.set('2025-03-04');
    expect(await last('clerk2')).toMatchObject({ unit: 'training', from: '2025-03-03', until: '2025-03-02' });
    expect(await sees('clerk2')).toBe(false);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('is shown as such a day where who held it has left', async () => {
    await changed({
      kind: 'add-person',
      login: 'passing',
      name: '过客',
      unit: 'training',
      post: '科员',
      roles: ['credit'],
    });
    await changed({ kind: 'leave', person: 'passing' });
    const { people } = await house.ledger.people(await of('admin'), { q: '过客' });
    expect(people).toMatchObject([{ posts: [{ from: '2025-03-04', until: '2025-03-04' }] }]);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('under whose holder another comes back is asked about like every other', async () => {
    house.clock.set('2025-03-05');
    const again: Change = {
      kind: 'add-person',
      login: 'passing-again',
      name: '过客',
      unit: 'labour',
      post: '科员',
      roles: ['credit'],
    };
    await expect(changed(again)).rejects.toMatchObject({ refusal: { code: 'namesake' } });
  });
});

describe('a post that was void before it began', () => {
  it.each([
    ['from its first day on', 'unithead', '2025-03-20'],
    ['from the day before', 'legal', '2025-03-19'],
    ['at once', 'depthead', undefined],
  ])('was never held: %s', async (_, who, from) => {
    await changed(added(who, { from: '2025-03-20', roles: ['credit'] }));
    await taken(who, from);
    house.clock.set('2025-03-21');
    expect((await of(who)).grants.map((g) => g.unit)).not.toContain('training');
    if (who === 'unithead') expect(await sees(who)).toBe(true);
    expect((await verify(house)).findings).toEqual([]);
    house.clock.set('2025-03-10');
  });

  it('and one that was held for a day is not made such a one unseen', async () => {
    const { id } = await last('clerk2');
    const until = (day: string) =>
      changeSealed(house.owner, house.keys, 'grants', [id!], () =>
        house.owner.query('UPDATE grants SET until_day = $2 WHERE id = $1', [id, day]),
      );
    await until('2025-03-01');
    expect((await verify(house)).findings).toMatchObject([
      { what: 'authority-row', detail: `grants ${id} ends on 2025-03-01, and no approved request ended it then` },
    ]);
    await until('2025-03-02');
    expect((await verify(house)).findings).toEqual([]);
  });
});
