/** 机构改革: an organ goes into another, or is called otherwise; what is open goes on, and whoever was outside stays outside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import type { Role } from '../../domain/people/types.ts';
import { createSessions, passwordHash, rebuild, verify } from '../../ledger/index.ts';
import { beginning, HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { rewrite } from '../support/sealed.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

const PASSWORD = 'a good password';
let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
  for (const [id, zh] of [
    ['east', '东县人社局'],
    ['west', '西县人社局'],
  ] as const)
    await done('admin', 'principal', 'approver', [{ kind: 'add-organ', id, ...beginning(id, zh) }]);
  await rewrite(house, 'staff', 'true', 'password_hash = $1, password_once = NULL, password_until = NULL', [
    await passwordHash(PASSWORD),
  ]);
});
afterAll(() => house.close());

const refusedWith = (code: string) => ({ refusal: { code } });
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
let keys = 0;
/** Asked for, consented to, approved. */
async function done(asks: string, consents: string, approves: string, changes: Change[], organ?: string) {
  const { number } = await house.ledger.askChanges(await of(asks), { changes, reason: '机构改革' }, `merged-${++keys}`);
  await house.ledger.consentChanges(await of(consents), number, null, organ);
  return house.ledger.approveChanges(await of(approves), number, organ);
}
const clean = async () => expect((await verify(house)).findings).toEqual([]);
const sees = async (id: string, caseId: string) =>
  house.ledger.caseView(await of(id), caseId).then(
    () => true,
    () => false,
  );
/** Where a case stands in the lists of somebody. */
async function listed(id: string, caseId: string) {
  const person = await of(id);
  return [
    (await house.ledger.cases(person, {})).items.some((i) => i.id === caseId),
    (await house.ledger.deadlines(person)).items.some((i) => i.caseId === caseId),
  ];
}
const MERGER = {
  kind: 'merge-organ',
  organ: 'east',
  successor: 'west',
  posts: [
    { person: 'east-clerk', unit: 'west-supervision', post: '受理员', roles: ['clerk'] },
    { person: 'east-unit-head', unit: 'west-supervision', post: '副股长', roles: ['unit-head'] },
    { person: 'east-officer', unit: 'west-supervision', post: '承办人', roles: ['officer'] },
  ],
} satisfies Change;

describe('an organ that is called otherwise', () => {
  it('is so by consent of the organ above, from a day on; what was sent before keeps the name of before', async () => {
    const before = await house.ledger.tell({ ...TIP, organ: 'west' });
    const rename: Change = {
      kind: 'rename-organ',
      name: { zh: '西区人社局', en: 'West district' },
      from: '2025-03-10',
    };
    const { number, needs } = await house.ledger.askChanges(
      await of('west-admin'),
      { changes: [rename], reason: '撤县设区' },
      'rename',
    );
    expect(needs).toBe('above');
    await expect(house.ledger.consentChanges(await of('west-principal'), number, null)).rejects.toMatchObject(
      refusedWith('not-your-role'),
    );
    await house.ledger.consentChanges(await of('depthead'), number, null, 'west');
    await house.ledger.approveChanges(await of('west-approver'), number);
    const name = async () => (await house.ledger.whoWeAre('west'))?.name.zh;
    expect(await name()).toBe('西县人社局');
    house.clock.set('2025-03-10T09:00:00+08:00');
    expect([await name(), (await house.ledger.receivers()).find((r) => r.id === 'west')?.name.en]).toEqual([
      '西区人社局',
      'West district',
    ]);
    expect((await house.ledger.progress(before.receipt))?.organ.name.zh).toBe('西区人社局');
    await clean();
    await expect(
      house.ledger.askChanges(
        await of('east-admin'),
        { changes: [{ kind: 'rename-organ', name: '西县人社局' }], reason: '' },
        'rename-2',
      ),
    ).rejects.toMatchObject(refusedWith('organ-name-taken'));
  });
});

describe('an organ that goes into another', () => {
  let open: string;
  let receipt: string;
  let against: string;
  let headAccused: string;
  let waiting: number[] = [];
  it('is refused where it is none beneath, stays itself, or gives posts to strangers: by field, and nothing is done', async () => {
    const faults = async (change: Change) =>
      (await house.ledger.previewChanges(await of('admin'), [{ row: 0, change }])).faults.map(
        (f) => `${f.field} ${f.code}`,
      );
    expect(await faults({ ...MERGER, organ: 'province' })).toEqual(['organ organ-not-beneath']);
    expect(await faults({ ...MERGER, successor: 'east' })).toEqual(['successor organ-itself']);
    expect(
      await faults({
        ...MERGER,
        posts: [
          { person: 'west-clerk', unit: 'west-supervision', post: '某', roles: ['clerk'] },
          { person: 'east-clerk', unit: 'training', post: '某', roles: ['clerk'] },
        ],
      }),
    ).toEqual(['posts.0.person person-unknown', 'posts.1.unit unit-unknown']);
    expect(
      await faults({
        ...MERGER,
        posts: [{ person: 'east-clerk', unit: 'west-office', post: '某', roles: ['clerk', 'admin'] }],
      }),
    ).toEqual(['roles posts-apart']);
    expect((await house.ledger.directory()).organs.east?.ended).toBeUndefined();
  });

  it('leaves its cases open under that one, with clocks and number, and whoever was outside outside', async () => {
    const told = await house.ledger.tell({ ...TIP, organ: 'east' });
    ({ caseId: open, receipt } = told);
    await doing(house.ledger, open)('east-clerk', 'intake-1', 'register', REGISTRATION);
    await doing(house.ledger, open)('east-clerk', 'intake-1', 'accept:propose');
    ({ caseId: against } = await house.ledger.tell({ ...TIP, organ: 'east' }));
    await doing(house.ledger, against)('east-clerk', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedPersons: ['east-unit-head'],
    });
    ({ caseId: headAccused } = await house.ledger.tell({ ...TIP, organ: 'east' }));
    await doing(house.ledger, headAccused)('east-clerk', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedHeads: ['unit-head'],
    });
    const number = (await house.ledger.caseView(await of('east-dept-head'), open)).number;
    const row = async () =>
      (await house.owner.query('SELECT organ, version, state::text AS state FROM cases WHERE id = $1', [open])).rows[0];
    const was = await row();
    expect([await sees('west-unit-head', open), await sees('east-unit-head', against)]).toEqual([false, false]);

    const add = (login: string, roles: Role[]): Change => ({
      kind: 'add-person',
      login,
      name: '等待',
      unit: 'east-supervision',
      post: '某',
      roles,
    });
    const asks = async (change: Change) =>
      (await house.ledger.askChanges(await of('east-admin'), { changes: [change], reason: '等待' }, `waits-${++keys}`))
        .number;
    waiting = [await asks(add('east-x', ['clerk'])), await asks(add('east-y', ['principal']))];
    expect((await house.ledger.people(await of('depthead'), {})).requests.map((r) => r.number)).toEqual([waiting[1]]);
    await done('admin', 'principal', 'approver', [MERGER]);

    // Not a row of the case was written.
    expect(await row()).toEqual(was);
    expect((await house.ledger.caseView(await of('west-dept-head'), open)).number).toBe(number);
    for (const id of ['west-clerk', 'west-unit-head', 'east-clerk', 'east-unit-head'])
      expect([id, await sees(id, open), ...(await listed(id, open))]).toEqual([id, true, true, true]);
    // Accused of before, at a post of that one now.
    expect([await sees('east-unit-head', against), ...(await listed('east-unit-head', against))]).toEqual([
      false,
      false,
      false,
    ]);
    expect(await sees('west-dept-head', against)).toBe(true);
    // Who goes on for the accused post never held it: they are not outside, and it decides nothing all the same.
    expect([await sees('east-unit-head', headAccused), await sees('west-clerk', headAccused)]).toEqual([false, true]);
    const act = doing(house.ledger, headAccused);
    await act('west-clerk', 'intake-1', 'accept:propose');
    await expect(act('west-unit-head', 'intake-1', 'accept')).rejects.toMatchObject({ refusal: {} });
    await act('west-dept-head', 'intake-1', 'accept');
    for (const id of Object.keys((await house.ledger.directory()).people))
      if (!/^(east|west)-/.test(id))
        expect([id, await sees(id, open), ...(await listed(id, open))]).toEqual([id, false, false, false]);
    await clean();
  });

  it('is gone on for: whoever decides does so for that one, and its limits hold from then on', async () => {
    await doing(house.ledger, open)('west-unit-head', 'intake-1', 'accept');
    const { timeline } = await house.ledger.caseView(await of('west-dept-head'), open);
    const accepted = timeline.find((e) => e.name === 'accept' && e.type === 'act');
    expect(accepted?.actor).toMatchObject({ id: 'west-unit-head', organ: 'west' });
    expect((await house.ledger.worklist(await of('west-unit-head'))).items.some((i) => i.caseId === open)).toBe(true);
    await clean();
  });

  it('is closed: nobody signs in for it alone, nothing is settled, and a tip for it reaches that one', async () => {
    const doors = createSessions({ ...house, pause: async () => {} });
    expect(await doors.signIn('east-admin', PASSWORD)).toBeNull();
    expect(await doors.signIn('east-clerk', PASSWORD)).not.toBeNull();
    await expect(house.ledger.people(await of('east-admin'), {})).rejects.toMatchObject(refusedWith('not-your-role'));
    const { rows } = await house.owner.query(
      "SELECT organ, act FROM authority_acts WHERE organ IN ('east', 'west') AND act IN ('end-organ', 'take-over')",
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { organ: 'east', act: 'end-organ' },
        { organ: 'west', act: 'take-over' },
      ]),
    );
    expect((await house.ledger.receivers()).map((r) => r.id)).toEqual(['city', 'west']);
    const told = await house.ledger.tell({ ...TIP, organ: 'east' });
    expect((await house.owner.query('SELECT organ FROM cases WHERE id = $1', [told.caseId])).rows).toEqual([
      { organ: 'west' },
    ]);
    expect((await house.ledger.progress(receipt))?.organ).toEqual({
      id: 'west',
      name: { zh: '西区人社局', en: 'West district' },
    });
    const view = await house.ledger.people(await of('admin'), {});
    expect(view.beneath.find((o) => o.id === 'east')?.ended).toMatchObject({ successor: { id: 'west' } });
    // Of itself it says what it said.
    expect(view.beneath.find((o) => o.id === 'east')).toMatchObject({
      name: { zh: '东县人社局' },
      area: { zh: '东县人社局辖区' },
    });
    const west = await house.ledger.people(await of('west-admin'), {});
    expect(west.people.map((p) => p.login)).toContain('east-clerk');
    await expect(
      done('admin', 'principal', 'approver', [{ ...MERGER, organ: 'west', successor: 'east', posts: [] }]),
    ).rejects.toMatchObject(refusedWith('organ-ended'));
  });

  it('takes what waited there with it: it ended by that act, is told so to who goes on for it, and nobody decides it', async () => {
    const [lawful, above] = waiting;
    const west = await of('west-admin');
    const view = await house.ledger.people(west, {});
    expect(view.before).toEqual([{ id: 'east', name: { zh: '东县人社局', en: expect.any(String) } }]);
    const { items } = await house.ledger.changeHistory(west, { organ: 'east' });
    const ended = { approved: false, reason: null, by: { id: 'approver' }, ended: { id: 'west' } };
    expect(items.map((r) => r.number)).toEqual([above, lawful]);
    for (const r of items)
      expect(r).toMatchObject({ needs: null, decided: ended, may: { decline: false, withdraw: false } });
    expect((await house.ledger.changeRequest(west, lawful!, 'east')).decided).toMatchObject(ended);
    // Of the organ above whoever could have consented reads what they could before, and nothing waits for them.
    expect((await house.ledger.people(await of('depthead'), {})).requests.filter((r) => r.reason === '等待')).toEqual(
      [],
    );
    expect((await house.ledger.people(west, {})).requests.map((r) => r.reason)).not.toContain('等待');
    for (const id of ['west-approver', 'depthead'])
      await expect(house.ledger.declineChanges(await of(id), lawful!, '', 'east')).rejects.toMatchObject({
        refusal: { code: expect.stringMatching(/^(not-your-role|request-unknown)$/) },
      });
    expect((await house.ledger.directory()).people['east-x']).toBeUndefined();
    await clean();
  });

  it('is run on by whom that one has later: who comes decides, who leaves does not', async () => {
    const post: Change = {
      kind: 'add-post',
      person: 'west-legal',
      unit: 'west-supervision',
      post: '股长',
      roles: ['unit-head'],
    };
    await done('west-admin', 'west-principal', 'west-approver', [post]);
    expect(await sees('west-legal', open)).toBe(true);
    await done('west-admin', 'west-principal', 'west-approver', [{ kind: 'leave', person: 'east-unit-head' }]);
    expect(await sees('east-unit-head', open)).toBe(false);
    await clean();
  });

  it('is rebuilt as it is, and what somebody with all our keys makes of the merger is found', async () => {
    await rebuild(house);
    await clean();
    const found = async (table: 'grants' | 'staff', where: string, set: string, value: unknown, back: unknown) => {
      await rewrite(house, table, where, `${set} = $1`, [value]);
      const { findings } = await verify(house);
      await rewrite(house, table, where, `${set} = $1`, [back]);
      return findings.map((f) => `${f.what} ${f.caseId}`);
    };
    // A post of the ended organ that goes on, and one of that one that no merger gave.
    expect(await found('grants', "staff = 'east-principal'", 'until_day', '2025-03-08', '2025-03-09')).toContain(
      'authority-row authority east',
    );
    expect(
      await found('grants', "staff = 'east-officer' AND organ = 'west'", 'roles', ['principal'], ['officer']),
    ).toContain('authority-row authority west');
    await house.owner.query('ALTER TABLE authority_acts DISABLE TRIGGER USER');
    await house.owner.query(`UPDATE authority_acts SET facts = facts || '{"request": 1}' WHERE act = 'end-organ'`);
    expect((await verify(house)).findings.map((f) => `${f.what} ${f.caseId}`)).toEqual(
      expect.arrayContaining(['authority-chain authority east', 'authority-approval authority east']),
    );
  });
});
