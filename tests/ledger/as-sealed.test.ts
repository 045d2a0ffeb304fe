import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessions, passwordHash, verify } from '../../ledger/index.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { bindStates, rewrite } from '../support/sealed.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

/**
 * Who can write in the database, as the role of the application or as its owner, and has not our keys: what they write in the tables of
 * the house is not in force, not even for the minute until they write it back.
 */
let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  await upgrade({ databaseUrl: house.url, keys: house.keys, now: house.clock.now });
  const hash = await passwordHash('a good password');
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [hash]);
});
afterAll(() => house.close());

const sessions = () => createSessions(house);
const found = async () => (await verify(house)).findings;
const refusedWith = (code: string) => ({ refusal: { code } });

describe('a password that somebody wrote into the database', () => {
  it('opens nothing, is told to who knows it and in the log, and set back nothing is left of it', async () => {
    const before = (await house.pool.query<{ h: string }>("SELECT password_hash AS h FROM staff WHERE id = 'unithead'"))
      .rows[0]!.h;
    await house.pool.query("UPDATE staff SET password_hash = $1 WHERE id = 'unithead'", [
      await passwordHash('mine now'),
    ]);
    await expect(sessions().signIn('unithead', 'mine now')).rejects.toMatchObject(refusedWith('account-differs'));
    expect(await sessions().signIn('unithead', 'a good password')).toBeNull();
    await house.pool.query("UPDATE staff SET password_hash = $1 WHERE id = 'unithead'", [before]);
    const opened = await sessions().signIn('unithead', 'a good password');
    expect(opened?.person.id).toBe('unithead');
    const log = await sessions().signIns(house.person('unithead'), 'own');
    expect(log.map((l) => l.outcome)).toEqual(['in', 'wrong', 'differs']);
    expect(await found()).toEqual([]);
  });

  it('ends the sessions that are open, until it is as it was', async () => {
    const { token } = (await sessions().signIn('clerk', 'a good password'))!;
    await house.pool.query("UPDATE staff SET login = 'somebody' WHERE id = 'clerk'");
    expect(await sessions().session(token)).toBeNull();
    await house.pool.query("UPDATE staff SET login = 'clerk' WHERE id = 'clerk'");
    expect((await sessions().session(token))?.person.id).toBe('clerk');
  });
});

describe('a post that somebody wrote into the database', () => {
  it('of a person who was put in with it, opens nothing', async () => {
    const hash = await passwordHash('mine now');
    await house.pool.query(
      `INSERT INTO staff (id, login, name, password_hash, active) SELECT 'stranger', 'stranger', name, $1, true FROM staff WHERE id = 'clerk'`,
      [hash],
    );
    await house.pool.query(
      `INSERT INTO grants SELECT 'stranger-1', 'stranger', organ, unit, post, roles, from_day, until_day, approver FROM grants
       WHERE staff = 'unithead'`,
    );
    await expect(sessions().signIn('stranger', 'mine now')).rejects.toMatchObject(refusedWith('account-differs'));
    // The try stays in the log, and keeps whoever it names.
    await house.owner.query("DELETE FROM grants WHERE staff = 'stranger'");
    await expect(house.owner.query("DELETE FROM staff WHERE id = 'stranger'")).rejects.toThrow(/sign_ins/);
    await house.owner.query(
      "SET session_replication_role = replica; DELETE FROM staff WHERE id = 'stranger'; SET session_replication_role = DEFAULT",
    );
  });

  it.each([
    [
      'put in',
      "INSERT INTO grants SELECT 'more', 'clerk', organ, unit, post, roles, from_day, until_day, approver FROM grants WHERE staff = 'unithead'",
      "DELETE FROM grants WHERE id = 'more'",
    ],
    [
      'changed',
      "UPDATE grants SET roles = roles || '{unit-head}' WHERE staff = 'clerk'",
      "UPDATE grants SET roles = array_remove(roles, 'unit-head') WHERE staff = 'clerk'",
    ],
  ])('%s, lets nobody do an act, and put back leaves everything as it was', async (_, write, back) => {
    const told = await house.ledger.tell(TIP);
    const act = doing(house.ledger, told.caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose');
    await house.owner.query(write);
    await expect(act('clerk', 'intake-1', 'accept')).rejects.toMatchObject({ refusal: { basis: { kind: 'person' } } });
    await house.owner.query(back);
    await act('unithead', 'intake-1', 'accept');
    expect(await found()).toEqual([]);
  });

  it('that had ended and was reopened, is not in force', async () => {
    await rewrite(house, 'grants', "id = 'legal-1'", "until_day = '2025-01-01'");
    await house.pool.query("UPDATE grants SET until_day = NULL WHERE id = 'legal-1'");
    expect((await house.ledger.directory()).people.legal?.grants).toEqual([]);
    await house.pool.query("UPDATE grants SET until_day = '2025-01-01' WHERE id = 'legal-1'");
    expect((await house.ledger.directory()).people.legal?.grants).toHaveLength(1);
  });

  it('a certificate or a relation that was put in counts for nothing', async () => {
    await house.pool.query("INSERT INTO certificates VALUES ('forged', 'clerk', '2020-01-01', '2030-01-01')");
    await house.pool.query("INSERT INTO relations VALUES ('clerk', 'unithead')");
    const { clerk } = (await house.ledger.directory()).people;
    expect([clerk?.certificates.map((c) => c.number).includes('forged'), clerk?.related]).toEqual([
      false,
      house.person('clerk').related,
    ]);
    await house.owner.query("DELETE FROM certificates WHERE number = 'forged'");
    await house.owner.query("DELETE FROM relations WHERE staff = 'clerk' AND related = 'unithead'");
  });
});

it.each([
  [
    'a calendar',
    "UPDATE calendars SET data = jsonb_set(data, '{notice}', '\"another\"') WHERE year = 2025",
    "UPDATE calendars SET data = jsonb_set(data, '{notice}', (SELECT to_jsonb(notice) FROM calendars WHERE year = 2025)) WHERE year = 2025",
  ],
  [
    'a unit',
    "INSERT INTO units SELECT 'more', organ, name, parent FROM units LIMIT 1",
    "DELETE FROM units WHERE id = 'more'",
  ],
  [
    'a post taken away',
    "CREATE TABLE kept AS SELECT * FROM grants WHERE staff = 'officer1'; DELETE FROM grants WHERE staff = 'officer1'",
    'INSERT INTO grants SELECT * FROM kept; DROP TABLE kept',
  ],
])('%s: nothing is decided and nothing stored while it is not what was sealed', async (_, write, back) => {
  const told = await house.ledger.tell(TIP);
  await house.owner.query(write);
  const act = doing(house.ledger, told.caseId);
  await expect(act('clerk', 'intake-1', 'register', REGISTRATION)).rejects.toMatchObject({ name: 'HouseDiffers' });
  expect((await found()).length).toBeGreaterThan(0);
  await house.owner.query(back);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  expect(await found()).toEqual([]);
});

describe('the state of a case that somebody wrote into the database', () => {
  const forged = async (caseId: string, path: string, value: object) => {
    const { rows } = await house.owner.query<{ state: string; state_mac: Buffer }>(
      'SELECT state::text AS state, state_mac FROM cases WHERE id = $1',
      [caseId],
    );
    await house.pool.query(
      'UPDATE cases SET state = jsonb_set(state::jsonb, $2::text[], $3::jsonb)::json WHERE id = $1',
      [caseId, path, JSON.stringify(value)],
    );
    return () =>
      house.owner.query('UPDATE cases SET state = $2::json, state_mac = $3 WHERE id = $1', [
        caseId,
        rows[0]!.state,
        rows[0]!.state_mac,
      ]);
  };

  it('shows nobody who told a tip, whatever request it makes up', async () => {
    const { ledger, person } = house;
    const { caseId } = await ledger.tell(NAMED);
    await doing(ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
    const id = '00000000-0000-4000-8000-000000000001';
    const at = house.clock.now();
    const back = await forged(caseId, '{identity}', {
      [id]: {
        ...{ id, asker: 'clerk', ground: 'retaliation', at, event: 1 },
        decided: { by: 'principal', at, granted: true, event: 1 },
        opened: { by: 'custodian', at },
      },
    });
    await expect(ledger.readIdentity(person('clerk'), id)).rejects.toMatchObject(refusedWith('case-differs'));
    await expect(ledger.caseView(person('clerk'), caseId)).rejects.toMatchObject(refusedWith('case-differs'));
    await back();
    expect((await ledger.caseView(person('clerk'), caseId)).id).toBe(caseId);
    expect(await found()).toEqual([]);
  });

  it('lets nobody decide what nobody proposed, and takes its MAC from no other case', async () => {
    const { ledger } = house;
    const { caseId } = await ledger.tell(TIP);
    const act = doing(ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    const back = await forged(caseId, '{proceedings,intake-1,proposals,accept}', {
      ...{ act: 'accept', by: 'clerk', at: house.clock.now(), event: 2, facts: {} },
    });
    await expect(act('unithead', 'intake-1', 'accept')).rejects.toMatchObject(refusedWith('case-differs'));
    expect((await found()).map((f) => f.what)).toContain('state');
    await back();
    const other = await ledger.tell(TIP);
    await house.owner.query('UPDATE cases c SET state_mac = o.state_mac FROM cases o WHERE c.id = $1 AND o.id = $2', [
      other.caseId,
      caseId,
    ]);
    await expect(ledger.todo(other.caseId, 'intake-1')).rejects.toMatchObject(refusedWith('case-differs'));
    expect((await found()).map((f) => f.detail)).toEqual(['the state was not written by us']);
    await bindStates(house, [other.caseId]);
    await act('clerk', 'intake-1', 'accept:propose');
    await act('unithead', 'intake-1', 'accept');
    expect(await found()).toEqual([]);
  });
});

it('a seal that is taken away with the mark that all are sealed and with the log’s heads gives no one anything', async () => {
  const { owner } = house;
  const hidden = `CREATE TABLE hid_seals AS SELECT * FROM seals WHERE tab IN ('staff', 'grants');
    CREATE TABLE hid_marks AS SELECT * FROM upgrades; CREATE TABLE hid_heads AS SELECT * FROM log_heads;
    CREATE TABLE hid_staff AS SELECT * FROM staff WHERE id = 'principal';
    DELETE FROM seals WHERE tab IN ('staff', 'grants') AND key LIKE 'principal%'; DELETE FROM upgrades; DELETE FROM log_heads`;
  await owner.query(hidden);
  await owner.query("UPDATE staff SET password_hash = $1 WHERE id = 'principal'", [await passwordHash('mine now')]);
  await owner.query(
    "INSERT INTO grants SELECT 'more', 'officer1', organ, unit, post, roles, from_day, until_day, approver FROM grants WHERE staff = 'principal'",
  );
  await expect(sessions().signIn('principal', 'mine now')).rejects.toMatchObject(refusedWith('account-differs'));
  const { officer1, principal } = (await house.ledger.directory()).people;
  const asSetUp = (id: string) => house.person(id).grants.map((g, i) => ({ ...g, id: `${id}-${i + 1}` }));
  expect(officer1?.grants).toEqual(asSetUp('officer1'));
  expect(principal?.grants).toEqual([]);
  await owner.query(
    `DELETE FROM grants WHERE id = 'more'; UPDATE staff s SET password_hash = h.password_hash FROM hid_staff h WHERE h.id = s.id;
     INSERT INTO seals SELECT * FROM hid_seals ON CONFLICT DO NOTHING; INSERT INTO upgrades SELECT * FROM hid_marks;
     INSERT INTO log_heads SELECT * FROM hid_heads; DROP TABLE hid_seals, hid_marks, hid_heads, hid_staff`,
  );
  expect((await house.ledger.directory()).people.principal?.grants).toEqual(asSetUp('principal'));
  expect(await found()).toEqual([]);
});
