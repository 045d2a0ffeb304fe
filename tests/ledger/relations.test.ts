import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { changeSealed, verify } from '../../ledger/index.ts';
import { HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
let keys = 0;
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
async function changed(...changes: Change[]) {
  const asked = await house.ledger.askChanges(await of('admin'), { changes, reason: '申报' }, `ask-${++keys}`);
  if (asked.needs) await house.ledger.consentChanges(await of('principal'), asked.number, null);
  await house.ledger.approveChanges(await of('approver'), asked.number);
  return asked.number;
}
const found = async () => (await verify(house)).findings;
/** Does it under the seals, as whoever has the database and all our keys can. */
const tampered = (staff: string, related: string, sql: string) =>
  changeSealed(house.owner, house.keys, 'relations', [[staff, related]], () => house.owner.query(sql));
const WHERE = "WHERE staff = 'officer1' AND related = 'agency-office'";
const finding = (detail: string) => [{ caseId: 'authority city', what: 'authority-row', detail }];

let request = 0;
beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
  request = await changed({ kind: 'declare-relation', person: 'officer1', related: 'agency-office' });
});
afterAll(() => house.close());

describe('a declared relation is what an approved request says, whatever seal its row has', () => {
  it('as it was declared, withdrawn and declared again nothing is found', async () => {
    await changed({ kind: 'declare-relation', person: 'officer2', related: 'officer3' });
    expect(await found()).toEqual([]);
    await changed({ kind: 'withdraw-relation', person: 'officer2', related: 'officer3' });
    // One that stood from the beginning, too.
    await changed({ kind: 'withdraw-relation', person: 'kin', related: 'training' });
    expect(await found()).toEqual([]);
    house.clock.set('2025-03-05');
    await changed({ kind: 'declare-relation', person: 'officer2', related: 'officer3' });
    await changed(
      { kind: 'withdraw-relation', person: 'officer2', related: 'officer3' },
      { kind: 'declare-relation', person: 'officer2', related: 'officer3' },
    );
    expect((await of('officer2')).related).toEqual(['officer3']);
    expect(await found()).toEqual([]);
  });

  it('and so with whoever left and comes back', async () => {
    await changed({ kind: 'leave', person: 'expired' });
    await changed({
      kind: 'add-person',
      login: 'fourth',
      name: '承办人丁',
      namesake: 'same',
      unit: 'fund-supervision',
      post: '承办人',
      roles: ['officer'],
    });
    expect((await of('fourth')).related).toEqual(['expired']);
    expect(await found()).toEqual([]);
    await tampered('fourth', 'expired', "UPDATE relations SET until_day = '2025-03-04' WHERE staff = 'fourth'");
    expect(await found()).toEqual(finding('relations fourth expired is not what the journal says'));
    await tampered('fourth', 'expired', "UPDATE relations SET until_day = NULL WHERE staff = 'fourth'");
    await changed({ kind: 'rename-person', person: 'expired', name: '承办人丁一' });
    expect(await found()).toEqual([]);
  });

  it.each([
    ['ended', "until_day = '2025-03-03'"],
    ['of another organ', "organ = 'province'"],
    ['of no organ', 'organ = NULL'],
    ['of another request', 'request = request + 1'],
    ['of no request', 'request = NULL'],
  ])('one that was made %s is found, and what was put right again is not', async (_, set) => {
    const { rows } = await house.owner.query<{ row: string }>(`SELECT r::text AS row FROM relations r ${WHERE}`);
    await tampered('officer1', 'agency-office', `UPDATE relations SET ${set} ${WHERE}`);
    const [first, ...others] = await found();
    expect(first?.detail).toBe('relations officer1 agency-office is not what the journal says');
    expect(others).toEqual([]);
    await tampered(
      'officer1',
      'agency-office',
      `UPDATE relations r SET until_day = x.until_day, organ = x.organ, request = x.request
         FROM (SELECT ('${rows[0]!.row}'::relations).*) x WHERE r.staff = x.staff AND r.related = x.related`,
    );
    expect(await found()).toEqual([]);
  });

  it('one that nobody declared is found, with whatever request it names', async () => {
    for (const of of [request, 999]) {
      await tampered(
        'clerk',
        'officer1',
        `INSERT INTO relations (staff, related, organ, request) VALUES ('clerk', 'officer1', 'city', ${of})`,
      );
      expect(await found()).toEqual(finding('relations clerk officer1 is not what the journal says'));
      await tampered('clerk', 'officer1', "DELETE FROM relations WHERE staff = 'clerk'");
      expect(await found()).toEqual([]);
    }
  });

  it('one that was taken away is found', async () => {
    await tampered('officer1', 'agency-office', `DELETE FROM relations ${WHERE}`);
    expect(await found()).toEqual(finding(`relations officer1 agency-office, which request ${request} made, is gone`));
  });
});
