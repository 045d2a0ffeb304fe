import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { sealRows } from '../../ledger/ground/truth.ts';
import { createSessions, passwordHash, verify } from '../../ledger/index.ts';
import { EXAMPLES, EXAMPLES_ON, HOUSE_OF_OFFICERS, KINDS } from '../support/changes.ts';
import { rewrite } from '../support/sealed.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

const PASSWORD = 'a good password';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [await passwordHash(PASSWORD)]);
});
afterAll(() => house.close());

const refusedWith = (code: string) => ({ refusal: { code } });
let keys = 0;
const of = async (id: string) => (await house.ledger.directory()).people[id]!;
const asks = async (by: string, changes: Change[], reason = '岗位调整') =>
  house.ledger.askChanges(await of(by), { changes, reason }, `request-${++keys}`);
const consents = async (by: string, request: number, document: string | null = null) =>
  house.ledger.consentChanges(await of(by), request, document);
const approves = async (by: string, request: number) => house.ledger.approveChanges(await of(by), request);
const looks = async (by: string, changes: Change[]) =>
  house.ledger.previewChanges(
    await of(by),
    changes.map((change, row) => ({ row, change })),
  );
const sessions = () => createSessions({ ...house, pause: async () => {} });
const rolesOf = async (id: string) =>
  (await of(id)).grants
    .filter((g) => g.from <= '2025-03-03' && (g.until ?? '9') >= '2025-03-03')
    .flatMap((g) => g.roles);

const NEW: Change = {
  kind: 'add-person',
  login: 'newcomer',
  name: '新承办人',
  unit: 'fund-supervision',
  post: '承办人',
  roles: ['officer'],
  certificate: { number: 'HR-new', from: '2025-01-01', until: '2029-12-31' },
};

describe('a change of people', () => {
  it('is asked for by one, approved by another, and then so: with a password that is shown once', async () => {
    const request = await asks('admin', [NEW]);
    expect(request).toMatchObject({ decided: null, needs: null, count: 1, faults: [] });
    expect((await house.ledger.directory()).people.newcomer).toBeUndefined();
    for (const by of ['admin', 'auditor', 'clerk'])
      await expect(approves(by, request.number)).rejects.toMatchObject({ refusal: {} });
    const { passwords } = await approves('approver', request.number);
    expect(passwords.map((p) => p.login)).toEqual(['newcomer']);
    expect(await of('newcomer')).toMatchObject({
      grants: [{ unit: 'fund-supervision', roles: ['officer'], from: '2025-03-03', approver: 'approver' }],
      certificates: [{ number: 'HR-new' }],
    });
    expect(await sessions().signIn('newcomer', passwords[0]!.password)).toMatchObject({ once: true });
    await expect(approves('approver', request.number)).rejects.toMatchObject(refusedWith('request-decided'));
    expect((await verify(house)).findings).toEqual([]);
  });

  it('of a head needs the principal, who is neither who asks nor who approves', async () => {
    const { number, needs } = await asks('admin', [
      { kind: 'change-post', person: 'clerk2', unit: 'fund-supervision', post: '副科长', roles: ['unit-head'] },
    ]);
    expect(needs).toBe('principal');
    await expect(approves('approver', number)).rejects.toMatchObject(refusedWith('consent-needed'));
    await expect(consents('auditor', number)).rejects.toMatchObject(refusedWith('not-your-role'));
    await expect(consents('principal', number, '函〔2025〕1号')).rejects.toMatchObject(
      refusedWith('document-not-taken'),
    );
    await consents('principal', number);
    await approves('approver', number);
    // What they held before is over.
    expect(await rolesOf('clerk2')).toEqual(['unit-head']);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('of the principal needs the organ above', async () => {
    const { number, needs, byDocument } = await asks('admin', [
      { kind: 'add-post', person: 'legal', unit: 'leadership', post: '主持工作', roles: ['principal'] },
    ]);
    expect([needs, byDocument]).toEqual(['above', false]);
    await expect(consents('principal', number)).rejects.toMatchObject(refusedWith('not-your-role'));
    expect((await house.ledger.people(await of('superior'), {})).requests.map((r) => r.number)).toEqual([number]);
    const consented = await consents('superior', number);
    expect(consented.consented?.by).toMatchObject({ id: 'superior', role: 'dept-head' });
    await approves('approver', number);
    expect(await rolesOf('legal')).toEqual(['legal', 'principal']);
  });

  it('ends the session of who leaves at once, and nobody signs in as them', async () => {
    const doors = sessions();
    const open = (await doors.signIn('kin', PASSWORD))!;
    const { number } = await asks('admin', [{ kind: 'leave', person: 'kin' }], '调离');
    expect(await doors.session(open.token)).not.toBeNull();
    await approves('approver', number);
    expect(await doors.session(open.token)).toBeNull();
    expect(await doors.signIn('kin', PASSWORD)).toBeNull();
    const { people } = await house.ledger.accounts(await of('auditor'));
    expect(people.map((p) => p.id)).not.toContain('kin');
    expect((await of('kin')).grants.every((g) => g.until !== null && g.until < '2025-03-03')).toBe(true);
    const { rows } = await house.owner.query("SELECT by FROM sign_ins WHERE staff = 'kin' AND outcome = 'left'");
    expect(rows).toEqual([{ by: 'approver' }]);
  });

  it('that ends the last post of somebody leaves them nothing to sign in for', async () => {
    const doors = sessions();
    const open = (await doors.signIn('disclosure', PASSWORD))!;
    const posts = (await of('disclosure')).grants.filter((g) => g.id !== undefined && g.until === null);
    const { number } = await asks(
      'admin',
      posts.map((g) => ({ kind: 'end-post', person: 'disclosure', post: g.id! })),
    );
    expect(await doors.session(open.token)).not.toBeNull();
    await approves('approver', number);
    expect(await doors.session(open.token)).toBeNull();
    expect(await doors.signIn('disclosure', PASSWORD)).toBeNull();
  });
});

describe('a deputy', () => {
  const sees = async (id: string) => {
    const person = await of(id);
    const listed = async (page: Promise<{ items: { caseId: string }[] }>) => (await page).items.map((i) => i.caseId);
    return async (caseId: string) => {
      const view = await house.ledger.caseView(person, caseId).then(
        () => true,
        () => false,
      );
      const lists = [
        (await house.ledger.cases(person, {})).items.map((i) => i.id).includes(caseId),
        (await listed(house.ledger.deadlines(person))).includes(caseId),
        (await listed(house.ledger.worklist(person))).includes(caseId),
      ];
      return [view, ...lists];
    };
  };

  it('acts for whoever is away, and the event says so; from whom is outside a case nothing comes', async () => {
    const { number, needs } = await asks('admin', [
      { kind: 'appoint-deputy', person: 'unithead', deputy: 'checker', until: '2025-03-20' },
    ]);
    expect(needs).toBe('principal');
    await consents('principal', number);
    await approves('approver', number);
    expect(await rolesOf('checker')).toEqual(['second-person', 'hearing-chair', 'unit-head']);

    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose');
    expect(await (await sees('checker'))(caseId)).toEqual([true, true, true, true]);
    await act('checker', 'intake-1', 'accept');
    const view = await house.ledger.caseView(await of('depthead'), caseId);
    const accepted = view.timeline.find((e) => e.name === 'accept' && e.type === 'act');
    expect(accepted?.actor).toMatchObject({ id: 'checker', role: 'unit-head', for: 'unithead' });
    expect(Object.keys(view.people)).toContain('unithead');

    const away = await house.ledger.tell({ ...TIP, clue: '另一件。' });
    await doing(house.ledger, away.caseId)('clerk', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedPersons: ['unithead'],
    });
    expect(await (await sees('checker'))(away.caseId)).toEqual([false, false, false, false]);
    expect((await (await sees('depthead'))(away.caseId))[0]).toBe(true);
    expect((await verify(house)).findings).toEqual([]);
  });
});

it('work of an officer who leaves stands with the head of the unit, who names another', async () => {
  const { caseId } = await house.ledger.tell({ ...TIP, clue: '第三件。' });
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  const mine = async () =>
    (await house.ledger.worklist(await of('unithead'))).items.filter((i) => i.caseId === caseId).map((i) => i.text.zh);
  expect(await mine()).toEqual([]);
  const { number } = await asks('admin', [{ kind: 'leave', person: 'officer1' }]);
  await approves('approver', number);
  expect(await mine()).toEqual([expect.stringMatching(/^承办人承办人甲已离岗，请改派：/)]);
  await act('unithead', 'investigation-1', 'reassign', { officers: ['officer2', 'officer3'], conflictChecked: true });
  expect(await mine()).toEqual([]);
});

it('that needs the principal waits in their work list and that of whoever stands in for them, and in nobody else’s', async () => {
  const change: Change = {
    kind: 'add-post',
    person: 'officer3',
    unit: 'fund-supervision',
    post: '负责人',
    roles: ['unit-head'],
  };
  const { number } = await asks('admin', [change]);
  const waitsFor = async () => {
    const found: string[] = [];
    for (const id of Object.keys((await house.ledger.directory()).people))
      if ((await house.ledger.waiting(await of(id))).some((w) => w.what === 'people')) found.push(id);
    return found;
  };
  const principals: string[] = [];
  for (const id of Object.keys((await house.ledger.directory()).people))
    if ((await rolesOf(id)).includes('principal')) principals.push(id);
  expect(await waitsFor()).toEqual(principals);
  expect(principals).toContain('principal');
  await consents('principal', number);
  expect(await waitsFor()).toEqual(['approver']);
  await house.ledger.declineChanges(await of('approver'), number, '不再需要');
  expect(await waitsFor()).toEqual([]);
});

it('is looked at as it would be asked for: what refuses the request refuses it before', async () => {
  const own: Change = { kind: 'rename-person', person: 'admin', name: '管理员' };
  expect(await looks('admin', [own])).toMatchObject({ refused: { code: 'change-own' }, faults: [] });
  const clerk: Change = { kind: 'rename-person', person: 'clerk', name: '受理员' };
  expect((await looks('admin', [clerk])).refused).toBeNull();
  expect((await looks('approver', [own])).refused).toBeNull();
  expect((await looks('approver', [clerk])).refused?.code).toBe('not-your-role');
  for (const by of ['auditor', 'principal'])
    await expect(looks(by, [clerk])).rejects.toMatchObject(refusedWith('not-your-role'));
});

it('does not pile up: thirty wait at once, and one that is decided makes room', async () => {
  const rename = (n: number): Change => ({ kind: 'rename-person', person: 'clerk', name: `受理员${n}` });
  const { requests } = await house.ledger.people(await of('admin'), {});
  const waiting = requests.filter((r) => r.decided === null).length;
  const made: number[] = [];
  for (let n = waiting; n < 30; n++) made.push((await asks('admin', [rename(n)])).number);
  await expect(asks('admin', [rename(31)])).rejects.toMatchObject(refusedWith('requests-many'));
  expect((await looks('admin', [rename(31)])).refused?.code).toBe('requests-many');
  await house.ledger.declineChanges(await of('approver'), made[0]!, '重复申请');
  expect((await asks('admin', [rename(31)])).decided).toBeNull();
  for (const number of made.slice(1)) await house.ledger.declineChanges(await of('approver'), number, '重复申请');
});

it('what nobody approved is found, whatever seal it has', async () => {
  await house.owner.query(
    `INSERT INTO grants (id, staff, organ, unit, post, roles, from_day, approver, request)
     SELECT 'city/1/7', 'clerk', organ, unit, post, '{principal}', from_day, 'approver', 1 FROM grants WHERE id = 'clerk-1'`,
  );
  await sealRows(house.pool, house.keys, 'grants', ['city/1/7']);
  const { findings } = await verify(house);
  expect(findings).toEqual([
    { caseId: 'authority city', what: 'authority-row', detail: 'request 1 makes no grants city/1/7' },
  ]);
});

it('of every kind becomes so with its approval, and nothing is found in the house afterwards', async () => {
  const own = await testHouse({ directory: HOUSE_OF_OFFICERS, now: `${EXAMPLES_ON}T09:00:00+08:00` });
  try {
    const { ledger } = own;
    const by = async (id: string) => (await ledger.directory()).people[id]!;
    const made = async (changes: Change[]) => {
      const asked = await ledger.askChanges(await by('admin'), { changes, reason: '调整' }, `example-${++keys}`);
      const consents = { principal: 'principal', above: 'superior' } as const;
      if (asked.needs) await ledger.consentChanges(await by(consents[asked.needs]), asked.number, null);
      await ledger.approveChanges(await by('approver'), asked.number);
    };
    for (const kind of KINDS) {
      const { before, taken, so } = EXAMPLES[kind];
      if (before) await made(before);
      await made([taken(await ledger.directory())]);
      const { about } = await ledger.people(await by('admin'), {});
      expect([kind, so(await ledger.directory(), about)]).toEqual([kind, true]);
    }
    expect((await verify(own)).findings).toEqual([]);
  } finally {
    await own.close();
  }
});
