import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewEvent } from '../../domain/case/types.ts';
import type { TruthName } from '../../ledger/ground/truth.ts';
import { sealRows, verify } from '../../ledger/index.ts';
import { change } from '../../ledger/truth/change.ts';
import { createCore } from '../../ledger/truth/core.ts';
import { type TestHouse, testHouse } from './house.ts';
import { listed, settle } from './road.ts';

let house: TestHouse;
let caseId: string;

beforeAll(async () => {
  house = await testHouse();
  const road = await listed(house);
  caseId = road.caseId;
  await road.act('disclosure', 'disclosure-1', 'publish');
  await settle(house.ledger, caseId);
});
afterAll(() => house.close());

const approvals = async () =>
  (await verify(house)).findings.map((f) => (f.what === 'approval' ? f.detail : `${f.what}: ${f.detail}`));

/** By somebody who has the database and all our keys: the row, and its seal. */
async function forged(name: TruthName, key: string, statement: string): Promise<string[]> {
  const { owner, keys } = house;
  const column = name === 'register' ? 'id' : 'effect';
  await owner.query(statement, [caseId, key]);
  await sealRows(owner, keys, name, [key]);
  const found = await approvals();
  await owner.query(`DELETE FROM ${name} WHERE ${column} = $1`, [key]);
  await owner.query('DELETE FROM seals WHERE tab = $1 AND key = $2', [name, key]);
  return found;
}

it('what was published, listed and sent by pairs has its acts', async () => {
  expect(await approvals()).toEqual([]);
});

it('an entry of the public register that no act put up is named, be it sealed with our own keys', async () => {
  const copied = (id: string) =>
    `INSERT INTO register SELECT (jsonb_populate_record(r, jsonb_build_object('id', $2::text))).* FROM register r
     WHERE case_id = $1 AND kind = '${id}'`;
  expect(await forged('register', 'x1', copied('penalty'))).toEqual(['entry x1 of the register was put up by no act']);
  const elsewhere = copied('listing').replace("'id', $2::text", "'id', $2::text, 'proceeding', 'listing-2'");
  expect(await forged('register', 'x2', elsewhere)).toEqual(['entry x2 of the register was put up by no act']);
  const changed =
    'INSERT INTO register_changes SELECT $2, entry, applied_at FROM register_changes WHERE $1::uuid IS NOT NULL';
  expect(await forged('register_changes', 'x3', changed)).toEqual(['change x3 of the register follows from no act']);
});

it('a record of the credit platform and a letter that no act sent are named', async () => {
  const copied = (table: string) =>
    `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object('effect', $2::text))).* FROM ${table} r WHERE case_id = $1`;
  expect(await forged('credit_records', 'x4', copied('credit_records'))).toEqual([
    'credit record x4 is not what an act says',
  ]);
  const letter = "INSERT INTO letters VALUES ($2, $1, 'intake-1', 'tipster', 'accepted', now())";
  expect(await forged('letters', 'x5', letter)).toEqual(['letter x5 is not what an act says']);
});

it.each([
  ['who passed the text publishes it, too', 'disclosure-1', 'disclosure', 'publish', 'checker'],
  ['who proposed the listing decides it', 'listing-1', 'listing', 'list', 'credit'],
  ['a decision that nobody proposed', 'listing-1', 'listing', 'founded-corrected', 'principal'],
] as const)(
  'what one person alone put up is named, be it written with our own program: %s',
  async (_, proceeding, kind, name, by) => {
    const core = createCore(house);
    const event = (now: string): NewEvent => ({
      type: 'act',
      proceeding,
      kind,
      name,
      occurredAt: now,
      actor: { id: by, role: 'disclosure', organ: 'city' },
      from: null,
      to: '',
      basis: '',
      facts: {},
      words: {},
      changes: [
        {
          op: 'effect',
          effect: { kind: kind === 'listing' ? 'credit-list' : 'publish', proceeding, to: 'register', data: {} },
        },
      ],
    });
    const before = await approvals();
    await change(core, caseId, {}, async (_loaded, now) => ({ events: [event(now)], answer: () => null }));
    const found = (await approvals()).filter((f) => !before.includes(f));
    expect(found).toEqual([expect.stringMatching(`\\(${name}\\) puts something up that two people did not decide on`)]);
  },
);
