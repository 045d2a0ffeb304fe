/** Several organs in one house: one added by the one above runs itself, and nobody sees across but by law. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { createLedger, createSessions, rebuild, verify } from '../../ledger/index.ts';
import { beginning, HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { rewrite } from '../support/sealed.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
});
afterAll(() => house.close());

const refusedWith = (code: string) => ({ refusal: { code } });
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
let keys = 0;
const asks = async (by: string, changes: Change[]) =>
  house.ledger.askChanges(await of(by), { changes, reason: '机构设置' }, `organs-${++keys}`);
/** An organ beneath the city, as the three of the city bring it about. @returns passwords of its people */
async function added(id: string, zh: string) {
  const { number, needs } = await asks('admin', [{ kind: 'add-organ', id, ...beginning(id, zh) }]);
  expect(needs).toBe('principal');
  await house.ledger.consentChanges(await of('principal'), number, null);
  return (await house.ledger.approveChanges(await of('approver'), number)).passwords;
}
const clean = async () => expect((await verify(house)).findings).toEqual([]);

describe('an organ that the one above adds', () => {
  it('is there once three have had a part in it, with a journal of its own and people who sign in', async () => {
    const { number } = await asks('admin', [{ kind: 'add-organ', id: 'county', ...beginning('county', '甲县人社局') }]);
    await expect(house.ledger.approveChanges(await of('approver'), number)).rejects.toMatchObject(
      refusedWith('consent-needed'),
    );
    await house.ledger.consentChanges(await of('principal'), number, null);
    expect((await house.ledger.directory()).organs.county).toBeUndefined();
    const { passwords } = await house.ledger.approveChanges(await of('approver'), number);
    expect(passwords.map((p) => p.login)).toContain('county-admin');
    const { organs, people } = await house.ledger.directory();
    expect(organs.county).toMatchObject({ name: { zh: '甲县人社局' }, superior: 'city' });
    expect(people['county-clerk']?.grants).toMatchObject([{ organ: 'county', roles: ['clerk'], approver: 'approver' }]);
    const { rows } = await house.owner.query(
      "SELECT number, act, actor->>'id' AS by FROM authority_acts WHERE organ = 'county'",
    );
    expect(rows).toEqual([{ number: 1, act: 'begin-organ', by: 'approver' }]);
    const doors = createSessions({ ...house, pause: async () => {} });
    const password = passwords.find((p) => p.login === 'county-admin')?.password ?? '';
    expect(await doors.signIn('county-admin', password)).toMatchObject({ once: true });
    await clean();
  });

  it('runs itself from then on: its own three, its own limits, and nobody of the one above', async () => {
    const post: Change = {
      kind: 'add-post',
      person: 'county-officer',
      unit: 'county-supervision',
      post: '复核',
      roles: ['second-person'],
    };
    const { number } = await asks('county-admin', [post]);
    await expect(house.ledger.approveChanges(await of('approver'), number, 'county')).rejects.toMatchObject(
      refusedWith('not-your-role'),
    );
    await house.ledger.approveChanges(await of('county-approver'), number);
    expect((await of('county-officer')).grants).toHaveLength(2);
    await expect(asks('admin', [post])).rejects.toMatchObject(refusedWith('person-unknown'));
    const limit = {
      act: 'set-house-limit',
      value: { length: 3, unit: 'wd' },
      from: '2025-03-03',
      reason: '本局',
    } as const;
    const limited = await house.ledger.settle(
      await of('county-principal'),
      { ...limit, limit: 'tip-urgent-report' },
      'limit-1',
    );
    expect(limited.organ).toBe('county');
    const values = async (by: string) =>
      (await house.ledger.authorityLimits(await of(by))).items.find((i) => i.id === 'tip-urgent-report')?.value;
    expect([await values('county-clerk'), await values('clerk')]).toEqual([{ length: 3, unit: 'wd' }, null]);
    const view = await house.ledger.people(await of('county-admin'), {});
    expect(view.people.every((p) => p.login?.startsWith('county-'))).toBe(true);
    await clean();
  });

  it('is seen from above as being there, and nothing more of it', async () => {
    const view = await house.ledger.people(await of('admin'), {});
    expect(view.beneath).toMatchObject([{ id: 'county', area: { zh: '甲县人社局辖区' }, request: 1 }]);
    expect(JSON.stringify(view.people)).not.toContain('county-');
    for (const by of ['admin', 'approver', 'auditor'])
      await expect(house.ledger.people(await of(by), { organ: 'county' })).rejects.toMatchObject(
        refusedWith('not-your-role'),
      );
  });

  it('settles no days off: these are those of the whole house', async () => {
    const [calendar] = (await house.ledger.calendars()).list;
    await expect(house.ledger.proposeCalendar(await of('county-admin'), calendar!)).rejects.toMatchObject(
      refusedWith('not-your-role'),
    );
  });
});

describe('the address of an organ', () => {
  it('is one that the installation answers to: another is refused at its field, before it is asked for and at the approval', async () => {
    const served = (...addresses: string[]) =>
      createLedger({ pool: house.pool, keys: house.keys, clock: house.clock, served: addresses });
    const add: Change = { kind: 'add-organ', id: 'hill', ...beginning('hill', '山县人社局') };
    const { publicUrl } = add;
    const say: Change = {
      kind: 'say-of-oneself',
      area: '市',
      telephone: '12333',
      address: '路',
      hours: '九时',
      publicUrl,
    };
    const city = 'https://city.example.invalid';
    const [without, both] = [served(city), served(city, publicUrl)];
    const admin = await of('admin');
    for (const change of [add, say]) {
      const faults = async (ledger: typeof both) => (await ledger.previewChanges(admin, [{ row: 0, change }])).faults;
      expect(await faults(both)).toEqual([]);
      const [fault, ...more] = await faults(without);
      expect([fault?.field, fault?.code, more]).toEqual(['publicUrl', 'set-up', []]);
      expect(fault?.message.en).toContain(city);
      expect(fault?.message.en).toContain('MINGCHA_PUBLIC_URL');
    }
    const refused = { refusal: { fields: [{ field: 'changes.0.publicUrl' }] } };
    const asked = { changes: [add], reason: '机构设置' };
    await expect(without.askChanges(admin, asked, 'hill-1')).rejects.toMatchObject(refused);
    const { number } = await both.askChanges(admin, asked, 'hill-2');
    await both.consentChanges(await of('principal'), number, null);
    await expect(without.approveChanges(await of('approver'), number)).rejects.toMatchObject({ refusal: {} });
    expect((await house.ledger.directory()).organs.hill).toBeUndefined();
    await house.ledger.declineChanges(await of('approver'), number, '网址未开通');
  });
});

describe('a tip', () => {
  it('goes to the organ that whoever tells has chosen, and lies where nobody of another sees it', async () => {
    const told = await house.ledger.tell({ ...TIP, organ: 'county' });
    const { rows } = await house.owner.query('SELECT organ FROM cases WHERE id = $1', [told.caseId]);
    expect(rows).toEqual([{ organ: 'county' }]);
    const act = doing(house.ledger, told.caseId);
    const sees = async (id: string) =>
      house.ledger.caseView(await of(id), told.caseId).then(
        () => true,
        () => false,
      );
    expect([await sees('county-clerk'), await sees('clerk')]).toEqual([true, false]);
    await act('county-clerk', 'intake-1', 'register', REGISTRATION);
    await expect(act('clerk', 'intake-1', 'accept:propose')).rejects.toMatchObject(refusedWith('case-unknown'));
    await act('county-clerk', 'intake-1', 'accept:propose');
    await act('county-unit-head', 'intake-1', 'accept');
    const { people } = await house.ledger.directory();
    const seen: string[] = [];
    for (const person of Object.values(people)) {
      if (await sees(person.id)) seen.push(person.id);
      const lists = [
        (await house.ledger.cases(person, {})).items.map((i) => i.id),
        (await house.ledger.deadlines(person)).items.map((i) => i.caseId),
        (await house.ledger.worklist(person)).items.map((i) => i.caseId),
        (await house.ledger.news(person)).items.map((i) => i.caseId),
      ].flat();
      if (!person.id.startsWith('county-')) expect([person.id, lists]).toEqual([person.id, []]);
    }
    expect(seen.every((id) => id.startsWith('county-'))).toBe(true);
    expect(seen).toContain('county-unit-head');
    await clean();
  });

  it('is not taken where several organs could be meant and none is said, nor for one that is none', async () => {
    await expect(house.ledger.tell(TIP)).rejects.toMatchObject(refusedWith('organ-needed'));
    await expect(house.ledger.tell({ ...TIP, organ: 'nowhere' })).rejects.toMatchObject(refusedWith('organ-unknown'));
    // The organ above, by name only, keeps no journal here and takes none.
    await expect(house.ledger.tell({ ...TIP, organ: 'province' })).rejects.toMatchObject(refusedWith('organ-unknown'));
  });

  it('that names heads of the county goes to the organ above, and to nobody else of it', async () => {
    const told = await house.ledger.tell({ ...TIP, organ: 'county' });
    await doing(house.ledger, told.caseId)('county-clerk', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedPersons: ['county-unit-head', 'county-dept-head', 'county-principal'],
    });
    const { people } = await house.ledger.directory();
    const above: string[] = [];
    for (const person of Object.values(people)) {
      const view = await house.ledger.caseView(person, told.caseId).catch(() => null);
      if (view && !person.id.startsWith('county-')) above.push(person.id);
    }
    expect(above).toEqual(['depthead']);
    await clean();
  });

  it('by letter goes to the organ of whoever enters it', async () => {
    const paper = { ...TIP, channel: 'letter', receivedAt: '2025-03-03T08:00:00+08:00' } as const;
    const of1 = await house.ledger.enter({ ...paper, by: 'county-clerk' });
    const of2 = await house.ledger.enter({ ...paper, by: 'clerk' });
    const { rows } = await house.owner.query('SELECT id, organ FROM cases WHERE id = ANY ($1)', [
      [of1.caseId, of2.caseId],
    ]);
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: of1.caseId, organ: 'county' },
        { id: of2.caseId, organ: 'city' },
      ]),
    );
    await expect(house.ledger.enter({ ...paper, by: 'clerk', organ: 'county' })).rejects.toMatchObject(
      refusedWith('not-your-role'),
    );
  });
});

describe('what stands against an organ', () => {
  it('is named by row and field, and nothing of it is done', async () => {
    const good = beginning('town', '乙县人社局');
    const bad: Change = {
      kind: 'add-organ',
      id: 'town',
      ...good,
      units: [
        { id: 'town-office', name: '局领导', parent: 'town-supervision' },
        { id: 'town-supervision', name: '股', parent: 'town-office' },
        { id: 'training', name: '培训' },
      ],
      people: good.people
        .filter((p) => !p.roles.includes('principal'))
        .map((p, i) => (i === 0 ? { ...p, login: 'clerk' } : p)),
    };
    const { faults } = await house.ledger.previewChanges(await of('admin'), [{ row: 0, change: bad }]);
    expect(faults.map((f) => `${f.field} ${f.code}`).sort()).toEqual([
      'people set-up',
      'people.0.login login-taken',
      'units.0.parent set-up',
      'units.1.parent set-up',
      'units.2.id unit-taken',
    ]);
    await expect(asks('admin', [bad])).rejects.toMatchObject({ refusal: { fields: expect.any(Array) } });
    expect((await house.ledger.directory()).organs.town).toBeUndefined();
  });

  it('of two requests for one name the second is refused when it is to be approved', async () => {
    const first = await asks('admin', [{ kind: 'add-organ', id: 'twin', ...beginning('twin', '丙县人社局') }]);
    const second = await asks('admin', [{ kind: 'add-organ', id: 'twin', ...beginning('twin', '丙县人社局') }]);
    for (const r of [first, second]) await house.ledger.consentChanges(await of('principal'), r.number, null);
    await house.ledger.approveChanges(await of('approver'), first.number);
    await expect(house.ledger.approveChanges(await of('approver'), second.number)).rejects.toMatchObject(
      refusedWith('organ-taken'),
    );
    await clean();
  });
});

describe('the principal of an organ that was added', () => {
  it('is changed with the consent of the organ above, which finds the request in the journal beneath', async () => {
    const { number, needs, byDocument } = await asks('county-admin', [
      { kind: 'add-post', person: 'county-legal', unit: 'county-office', post: '主持工作', roles: ['principal'] },
    ]);
    expect([needs, byDocument]).toEqual(['above', false]);
    const view = await house.ledger.people(await of('principal'), {});
    expect([view.organ.id, view.waitingIn.map((o) => o.id)]).toEqual(['city', ['county']]);
    const there = await house.ledger.people(await of('principal'), { organ: 'county' });
    expect([there.people, there.units, there.requests.map((r) => r.number)]).toEqual([[], [], [number]]);
    await house.ledger.consentChanges(await of('principal'), number, null, 'county');
    await house.ledger.approveChanges(await of('county-approver'), number);
    await clean();
  });
});

it('whoever is accused above is asked about when they come in beneath, and stays outside the case', async () => {
  const { caseId } = await house.ledger.tell({ ...TIP, organ: 'county' });
  const act = doing(house.ledger, caseId);
  await act('county-clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons: ['checker'] });
  const { name } = await of('checker');
  const comes = (more: object = {}): Change[] => [
    {
      kind: 'add-person',
      login: 'below',
      name: name.zh,
      unit: 'county-supervision',
      post: '股长',
      roles: ['unit-head'],
      ...more,
    },
  ];
  const refused = await asks('county-admin', comes()).catch((error: { refusal: { fields: unknown } }) => error.refusal);
  expect(refused).toMatchObject({ code: 'namesake', message: { zh: expect.stringContaining('市人社局') } });
  await expect(asks('county-admin', comes({ namesake: 'same' }))).rejects.toMatchObject(refusedWith('namesake'));
  const leaves = await asks('admin', [{ kind: 'leave', person: 'checker' }]);
  await house.ledger.approveChanges(await of('approver'), leaves.number);
  house.clock.set('2025-03-04');
  const { number, needs } = await asks('county-admin', comes({ namesake: 'same' }));
  if (needs) await house.ledger.consentChanges(await of('county-principal'), number, null);
  await house.ledger.approveChanges(await of('county-approver'), number);
  const below = await of('below');
  expect([below.same, (await of('checker')).same]).toEqual([['checker'], ['below']]);
  await expect(house.ledger.caseView(below, caseId)).rejects.toMatchObject(refusedWith('case-unknown'));
  expect((await house.ledger.cases(below, {})).items.map((c: { id: string }) => c.id)).not.toContain(caseId);
  expect((await house.ledger.caseView(await of('county-unit-head'), caseId)).id).toBe(caseId);
  await clean();
});

it('everything is rebuilt as it is, and what somebody with all our keys makes of an organ is found', async () => {
  await added('last', '丁县人社局');
  await rebuild(house);
  await clean();
  const found = async (table: 'organs' | 'units' | 'grants', where: string, set: string, value: unknown) => {
    const [before] = (await house.owner.query(`SELECT * FROM ${table} WHERE ${where}`)).rows;
    await rewrite(house, table, where, `${set} = $1`, [value]);
    const { findings } = await verify(house);
    const was = before[set] as unknown;
    await rewrite(house, table, where, `${set} = $1`, [
      was !== null && typeof was === 'object' ? JSON.stringify(was) : was,
    ]);
    return findings.map((f) => `${f.what} ${f.caseId}`);
  };
  expect(await found('organs', "id = 'last'", 'superior', 'province')).toContain('authority-row authority last');
  expect(await found('organs', "id = 'last'", 'name', JSON.stringify({ zh: '甲', en: 'a' }))).toContain(
    'authority-row authority last',
  );
  expect(await found('units', "id = 'last-office'", 'request', null)).toContain('authority-row authority last');
  expect(await found('grants', "staff = 'last-clerk'", 'post', JSON.stringify({ zh: '甲', en: 'a' }))).toContain(
    'authority-row authority last',
  );
  await clean();
});
