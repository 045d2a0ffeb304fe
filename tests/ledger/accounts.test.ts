import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { AccountChange } from '../../domain/authority/types.ts';
import type { Directory, Role } from '../../domain/people/types.ts';
import { createSessions, passwordHash, verify } from '../../ledger/index.ts';
import { codeAt } from '../support/authenticator.ts';
import { DIRECTORY } from '../support/people.ts';
import { rewrite } from '../support/sealed.ts';
import { type TestHouse, testHouse } from './house.ts';

const PASSWORD = 'a good password';
const officer = (id: string, role: Role): Directory['people'] => {
  const admin = DIRECTORY.people.admin!;
  return { [id]: { ...admin, id, login: id, grants: admin.grants.map((g) => ({ ...g, roles: [role] })) } };
};
/** The three officers of the system, of two of them one more. */
const directory: Directory = {
  ...DIRECTORY,
  people: {
    ...DIRECTORY.people,
    ...officer('admin2', 'admin'),
    ...officer('approver', 'approver'),
    ...officer('approver2', 'approver'),
    ...officer('auditor', 'auditor'),
  },
};

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ directory });
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [await passwordHash(PASSWORD)]);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.query('DELETE FROM sign_in_gates');
});

const refusedWith = (code: string) => ({ refusal: { code } });
const sessions = () => createSessions({ ...house, pause: async () => {} });
const asks = (by: string, person: string, what: AccountChange, reason = '手机遗失') =>
  house.ledger.askAccount(house.person(by), { person, what, reason });
const approves = (by: string, request: number) => house.ledger.approveAccount(house.person(by), request);
const lines = async (staff: string) =>
  (
    await house.owner.query<{ outcome: string; by: string | null }>(
      'SELECT outcome, by FROM sign_ins WHERE staff = $1 ORDER BY number',
      [staff],
    )
  ).rows;

describe('an account is reset by two', () => {
  it('with a one-time password that is shown once, the factor gone, every session ended, and all of it on record', async () => {
    const doors = sessions();
    const before = (await doors.signIn('legal', PASSWORD))!;
    const mine = (await doors.session(before.token))!;
    const { secret, draft } = await doors.draftFactor(mine.person, mine.id, null);
    await doors.enrolFactor(mine.person, mine.id, { draft, code: codeAt(secret, house.clock.now()) });
    const waiting = (await doors.signIn('legal', PASSWORD))!;
    const asked = await asks('admin', 'legal', 'both');
    expect(asked).toMatchObject({ person: { id: 'legal' }, reason: '手机遗失', decided: null, mayDecide: false });
    // Asked for, nothing has changed.
    expect((await doors.session(before.token))?.person.id).toBe('legal');

    const { request, password } = await approves('approver', asked.number);
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(request.decided).toMatchObject({ approved: true, by: { id: 'approver' } });
    house.clock.add(60_000);
    expect(await doors.session(before.token)).toBeNull();
    expect(await doors.secondStep(waiting.token, codeAt(secret, house.clock.now()))).toBe('over');
    expect(await doors.signIn('legal', PASSWORD)).toBeNull();
    const anew = (await doors.signIn('legal', password!))!;
    expect([anew.half, anew.once]).toEqual([false, true]);
    const { id, person } = (await doors.session(anew.token))!;
    await doors.changePassword(person, id, { current: password!, next: 'lantern orbit gravel' });
    expect((await doors.signIn('legal', 'lantern orbit gravel'))?.once).toBe(false);

    expect(await lines('legal')).toContainEqual({ outcome: 'reset', by: 'approver' });
    expect(await house.ledger.ownAccount(house.person('legal'))).toMatchObject([
      { what: 'both', reason: '手机遗失', by: { id: 'admin' }, decided: { by: { id: 'approver' } } },
    ]);
    const { rows } = await house.owner.query<{ all: string }>(
      "SELECT (SELECT string_agg(a::text, ' ') FROM authority_acts a) || (SELECT string_agg(s::text, ' ') FROM staff s) || (SELECT string_agg(s::text, ' ') FROM sign_ins s) AS all",
    );
    expect(rows[0]!.all).not.toContain(password);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('and the one-time password ends after 72 hours', async () => {
    const { number } = await asks('admin', 'credit', 'password');
    const { password } = await approves('approver', number);
    house.clock.add(72 * 3_600_000);
    await expect(sessions().signIn('credit', password!)).rejects.toMatchObject(refusedWith('password-ended'));
  });

  it('by nobody alone, and by nobody to themselves', async () => {
    await expect(asks('admin', 'admin', 'password')).rejects.toMatchObject(refusedWith('account-own'));
    const own = await asks('admin', 'approver', 'factor').catch((error: unknown) => error);
    expect(own).toMatchObject(refusedWith('account-is-so'));
    const { number } = await asks('admin', 'approver', 'password');
    await expect(approves('admin', number)).rejects.toMatchObject(refusedWith('not-your-role'));
    await expect(approves('approver', number)).rejects.toMatchObject(refusedWith('account-own'));
    expect((await approves('approver2', number)).password).not.toBeNull();
  });

  it('by those whose part it is alone', async () => {
    for (const by of ['clerk', 'custodian', 'principal', 'auditor'])
      await expect(asks(by, 'checker', 'password')).rejects.toMatchObject(refusedWith('not-your-role'));
    // The security administrator approves, and asks where an administrator is concerned alone.
    await expect(asks('approver', 'checker', 'password')).rejects.toMatchObject(refusedWith('not-your-role'));
    const { number } = await asks('admin', 'checker', 'password');
    for (const by of ['clerk', 'principal', 'auditor', 'admin2'])
      await expect(approves(by, number)).rejects.toMatchObject(refusedWith('not-your-role'));
    await expect(asks('admin2', 'checker', 'lock')).rejects.toMatchObject(refusedWith('request-open'));
    await expect(asks('admin', 'nobody-here', 'lock')).rejects.toMatchObject(refusedWith('person-unknown'));
    await expect(asks('admin', 'superior', 'lock')).rejects.toMatchObject(refusedWith('person-unknown'));
    const declined = await house.ledger.declineAccount(house.person('approver'), number, '本人未到场');
    expect(declined.decided).toMatchObject({ approved: false, reason: '本人未到场' });
    await expect(approves('approver', number)).rejects.toMatchObject(refusedWith('request-decided'));
    await expect(approves('approver', 999)).rejects.toMatchObject(refusedWith('request-unknown'));
    expect((await sessions().signIn('checker', PASSWORD))?.once).toBe(false);
  });

  it('where one of the officers is concerned, by the other two', async () => {
    const admin = await asks('approver', 'admin2', 'password');
    await expect(approves('approver', admin.number)).rejects.toMatchObject(refusedWith('two-people'));
    expect((await approves('auditor', admin.number)).password).not.toBeNull();
    const approver = await asks('admin', 'approver2', 'password');
    expect((await approves('auditor', approver.number)).password).not.toBeNull();
    const auditor = await asks('admin', 'auditor', 'password');
    await expect(approves('auditor', auditor.number)).rejects.toMatchObject(refusedWith('account-own'));
    expect((await approves('approver', auditor.number)).password).not.toBeNull();
  });

  it('once, of two who approve at the same moment', async () => {
    const { number } = await asks('admin', 'disclosure', 'password');
    const both = await Promise.allSettled([approves('approver', number), approves('approver2', number)]);
    const done = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.password] : []));
    expect(done).toHaveLength(1);
    expect((await sessions().signIn('disclosure', done[0]!))?.once).toBe(true);
  });
});

it('of many accounts a page is read, and each is found by a part of its name in either language, as it is written', async () => {
  const of = (q?: string) => house.ledger.accounts(house.person('auditor'), q);
  const all = await of();
  expect([all.more, all.people.length > 10]).toEqual([false, true]);
  for (const [q, id] of [
    ['CUSTOD', 'custodian'],
    ['身份保管', 'custodian'],
    ['identity cust', 'custodian'],
  ] as const)
    expect((await of(q)).people.map((p) => p.id)).toEqual([id]);
  for (const q of ['%', '_', "'", '没有这个人']) expect((await of(q)).people).toEqual([]);
  const rows = Array.from({ length: 120 }, (_, i) => `many${i}`);
  await house.owner.query(
    `INSERT INTO staff (id, login, name, password_hash, active) SELECT x, x, '{"zh":"许多","en":"Many"}', '-', true FROM unnest($1::text[]) x`,
    [rows],
  );
  await house.owner.query(
    `INSERT INTO grants (id, staff, organ, unit, post, roles, from_day, approver)
     SELECT 'g-' || x, x, g.organ, g.unit, g.post, g.roles, g.from_day, g.approver FROM unnest($1::text[]) x
     CROSS JOIN (SELECT * FROM grants WHERE staff = 'clerk' LIMIT 1) g`,
    [rows],
  );
  const many = await of('许多');
  expect([many.more, many.people.length]).toEqual([true, 100]);
  await house.owner.query('DELETE FROM grants WHERE staff = ANY ($1)', [rows]);
  await house.owner.query('DELETE FROM staff WHERE id = ANY ($1)', [rows]);
});

describe('an account is locked by two', () => {
  it('which ends all its sessions at once, and opened again by two', async () => {
    const doors = sessions();
    const open = await Promise.all([doors.signIn('special', PASSWORD), doors.signIn('special', PASSWORD)]);
    const lock = await asks('admin', 'special', 'lock', '调离');
    expect((await approves('approver', lock.number)).password).toBeNull();
    for (const one of open) expect(await doors.session(one!.token)).toBeNull();
    expect(await doors.signIn('special', PASSWORD)).toBeNull();
    const { rows } = await house.owner.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM sessions WHERE staff = 'special' AND ended_at IS NULL",
    );
    expect(rows[0]!.n).toBe(0);
    await expect(asks('admin', 'special', 'lock')).rejects.toMatchObject(refusedWith('account-is-so'));
    const { people } = await house.ledger.accounts(house.person('auditor'));
    expect(people.find((p) => p.id === 'special')).toMatchObject({ locked: true, roles: ['special'] });

    const unlock = await asks('admin2', 'special', 'unlock');
    await approves('approver2', unlock.number);
    for (const one of open) expect(await doors.session(one!.token)).toBeNull();
    expect((await doors.signIn('special', PASSWORD))?.person.id).toBe('special');
    expect((await lines('special')).filter((l) => l.by !== null)).toEqual([
      { outcome: 'locked', by: 'approver' },
      { outcome: 'unlocked', by: 'approver2' },
    ]);
  });

  it('the last administrator, too, is opened again by the other two', async () => {
    const lock = await asks('approver', 'admin2', 'lock');
    await approves('auditor', lock.number);
    const unlock = await asks('approver', 'admin2', 'unlock');
    await approves('auditor', unlock.number);
    expect((await house.ledger.accounts(house.person('admin'))).people.find((p) => p.id === 'admin2')?.locked).toBe(
      false,
    );
    expect((await verify(house)).findings).toEqual([]);
  });
});

test('who has no part in it reads nothing of it, and nobody decides on their own account on the page either', async () => {
  for (const who of ['clerk', 'principal', 'custodian'])
    await expect(house.ledger.accounts(house.person(who))).rejects.toMatchObject(refusedWith('not-your-role'));
  const { number } = await asks('admin', 'approver', 'lock');
  const mayDecide = async (who: string) =>
    (await house.ledger.accounts(house.person(who))).requests.find((r) => r.number === number)?.mayDecide;
  expect(await Promise.all(['admin', 'admin2', 'approver', 'approver2', 'auditor'].map(mayDecide))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
