import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { namedOf } from '../../domain/people/door.ts';
import { hasAccount } from '../../domain/people/types.ts';
import { changeSealed, createSessions, verify } from '../../ledger/index.ts';
import { HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
});
afterAll(() => house.close());

let keys = 0;
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
async function changed(...changes: Change[]) {
  const asked = await house.ledger.askChanges(await of('admin'), { changes, reason: '补录旧案卷' }, `ask-${++keys}`);
  if (asked.needs) await house.ledger.consentChanges(await of('principal'), asked.number, null);
  const { passwords } = await house.ledger.approveChanges(await of('approver'), asked.number);
  return { number: asked.number, needs: asked.needs, passwords };
}
type Past = Extract<Change, { kind: 'add-past-person' }>;
const past = (name: string, more: Partial<Past> = {}): Past => ({
  kind: 'add-past-person',
  name,
  unit: 'fund-supervision',
  post: '科员',
  roles: ['officer'],
  from: '2015-03-01',
  until: '2024-12-31',
  certificate: { number: `OLD-${name}`, from: '2015-03-01', until: '2024-12-31' },
  ...more,
});
const called = async (name: string) =>
  Object.values((await house.ledger.directory()).people).find((p) => p.name.zh === name)!;

it('somebody who was here before the product is named without an account: no password, no sign-in, no post today', async () => {
  const { passwords } = await changed(past('老周'));
  expect(passwords).toEqual([]);
  const person = await called('老周');
  expect([hasAccount(person), person.until]).toEqual([false, '2024-12-31']);
  expect(person.grants).toMatchObject([{ unit: 'fund-supervision', from: '2015-03-01', until: '2024-12-31' }]);
  expect(await createSessions({ ...house, pause: async () => {} }).signIn(person.login, '')).toBeNull();
  expect((await house.ledger.accounts(await of('auditor'))).people.map((p) => p.id)).not.toContain(person.id);
  const { people } = await house.ledger.people(await of('admin'), { q: '老周' });
  expect(people).toMatchObject([{ login: null, posts: [{ until: '2024-12-31' }] }]);
  // Nobody gives them a post or an account afterwards.
  const again = house.ledger.askChanges(
    await of('admin'),
    {
      changes: [{ kind: 'add-post', person: person.id, unit: 'labour', post: '科员', roles: ['officer'] }],
      reason: '-',
    },
    'again',
  );
  await expect(again).rejects.toMatchObject({ refusal: { code: 'person-left' } });
  await expect(
    house.ledger.askAccount(await of('admin'), { person: person.id, what: 'password', reason: '-' }),
  ).rejects.toMatchObject({ refusal: {} });
  expect((await verify(house)).findings).toEqual([]);
});

it('an old file names them as who acted then, on the days of their post and with their certificate of then alone', async () => {
  const person = await called('老周');
  const file = (officer: string, on: string) =>
    house.ledger.enter({
      ...TIP,
      by: 'clerk',
      channel: 'letter',
      receivedAt: '2024-11-01T09:00:00+08:00',
      acts: [
        ['intake-1', 'register', 'clerk', '2024-11-01', REGISTRATION],
        ['intake-1', 'accept:propose', 'clerk', '2024-11-04', {}],
        ['intake-1', 'accept', 'unithead', '2024-11-05', {}],
        ['investigation-1', 'assign', 'unithead', on, { officers: ['officer1', officer], conflictChecked: true }],
      ].map(([proceeding, act, by, day, form]) => ({
        proceeding: String(proceeding),
        act: String(act),
        by: String(by),
        occurredAt: `${day}T10:00:00+08:00`,
        form: {
          ...(form as object),
          paper: { number: '补〔2025〕1号', pages: 1, scan: 'scan', second: by === 'clerk' ? 'unithead' : 'clerk' },
        },
      })),
    });
  const entered = await file(person.id, '2024-11-06');
  expect((await house.ledger.caseView(await of('unithead'), entered.caseId)).officers).toContain(person.id);
  await expect(file(person.id, '2025-01-06')).rejects.toMatchObject({ refusal: { code: 'not-an-officer' } });
  // What stands with them stands with who names officers.
  expect((await house.ledger.waiting(await of('unithead'))).filter((w) => w.what === 'handover')).toMatchObject([
    { about: person.id },
  ]);
  expect((await verify(house)).findings).toEqual([]);
});

it('whoever is tied to them is outside what touches their post of then, and a tip that names them knows them', async () => {
  await changed(past('老吴', { unit: 'training', certificate: undefined }));
  const person = await called('老吴');
  await changed({ kind: 'declare-relation', person: 'officer2', related: person.id });
  const { caseId } = await house.ledger.tell(TIP);
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedUnit: 'training' });
  const sees = async (id: string) =>
    house.ledger.caseView(await of(id), caseId).then(
      () => true,
      () => false,
    );
  expect([await sees('unithead'), await sees('officer2')]).toEqual([true, false]);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await expect(
    act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true }),
  ).rejects.toMatchObject({ refusal: { code: 'officer-not-available' } });
  // A tip that accuses them by name is looked at like one against anybody of the house.
  const directory = await house.ledger.directory();
  expect(namedOf({ ...TIP, accused: { name: '老吴' } }, 'city', directory)).toMatchObject({
    accused: [person.id],
    ours: true,
  });
});

it('one of the name of somebody here is the same person, to whom they are tied, or somebody else, as the principal says', async () => {
  await expect(changed(past('承办人甲'))).rejects.toMatchObject({ refusal: { code: 'namesake' } });
  const { needs } = await changed(past('承办人甲', { namesake: 'same', certificate: undefined }));
  expect(needs).toBeNull();
  const tied = Object.values((await house.ledger.directory()).people).find((p) => p.related.includes('officer1'))!;
  expect(hasAccount(tied)).toBe(false);
  expect((await changed(past('承办人乙', { namesake: 'another', certificate: undefined }))).needs).toBe('principal');
  expect((await verify(house)).findings).toEqual([]);
  await changeSealed(house.owner, house.keys, 'relations', [[tied.id, 'officer1']], () =>
    house.owner.query("DELETE FROM relations WHERE related = 'officer1'"),
  );
  expect((await verify(house)).findings).toMatchObject([
    { what: 'authority-row', detail: expect.stringMatching(/gone/) },
  ]);
});

it('whoever comes back is tied to them', async () => {
  await changed({
    kind: 'add-person',
    login: 'zhou',
    name: '老周',
    namesake: 'same',
    unit: 'labour',
    post: '科员',
    roles: ['clerk'],
  });
  expect((await of('zhou')).related).toEqual([(await called('老周')).id]);
});
