import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays, dayOf } from '../../domain/time/day.ts';
import { changeSealed, createSessions, passwordHash, sealRows, verify } from '../../ledger/index.ts';
import { BESIDE } from '../../web/console/words/beside.ts';
import { SUSPICION } from '../support/forms.ts';
import { rewrite } from '../support/sealed.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse, whole } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  const hash = await passwordHash('a good password');
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [hash]);
});
afterAll(() => house.close());

const refusedWith = (code: string) => ({ refusal: { code } });

async function assigned(tip = TIP) {
  const told = await house.ledger.tell(tip);
  const act = doing(house.ledger, told.caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  return { ...told, act };
}

it('a session is opened by the right password only, kept as a hash, ends by itself and by signing out', async () => {
  const sessions = createSessions(house);
  expect(await sessions.signIn('clerk', 'a bad password')).toBeNull();
  expect(await sessions.signIn('nobody', 'a good password')).toBeNull();
  const opened = await sessions.signIn('clerk', 'a good password');
  expect(opened?.person.id).toBe('clerk');
  expect((await sessions.session(opened!.token))?.person.id).toBe('clerk');
  expect(await sessions.session(`${opened!.token}x`)).toBeNull();
  const { rows } = await house.owner.query<{ row: string }>('SELECT s::text AS row FROM sessions s');
  for (const { row } of rows) expect(row).not.toContain(opened!.token);
  house.clock.add(11 * 3_600_000);
  expect(await sessions.session(opened!.token)).toBeNull();
  const again = await sessions.signIn('clerk', 'a good password');
  await sessions.signOut(again!.token);
  expect(await sessions.session(again!.token)).toBeNull();
  const left = await sessions.signIn('clerk', 'a good password');
  await rewrite(house, 'staff', "id = 'clerk'", 'active = false');
  expect(await sessions.session(left!.token)).toBeNull();
  expect(await sessions.signIn('clerk', 'a good password')).toBeNull();
  await rewrite(house, 'staff', "id = 'clerk'", 'active = true');
});

describe('a session is what a sign-in of ours made it, whatever somebody with the database writes', () => {
  const FOUND = 'was put in or changed by somebody else: it is not bound to';
  const named = async () => (await verify(house)).findings.flatMap((f) => (f.caseId === 'sessions' ? [f.detail] : []));
  const signedIn = async (login: string) => {
    // How the pauses between two tries grow is another promise (sign-in.test.ts).
    const sessions = createSessions({ ...house, pause: async () => {} });
    const { token } = (await sessions.signIn(login, 'a good password'))!;
    const { id } = (await sessions.session(token))!;
    return { id, opens: async () => (await sessions.session(token))?.person.id ?? null, token };
  };
  beforeEach(() => house.owner.query('DELETE FROM sessions'));
  afterAll(() => house.owner.query('DELETE FROM sessions'));

  it.each([
    ['turned to another person', "staff = 'unithead'"],
    ['prolonged', "expires_at = expires_at + interval '10 hours'"],
    ['said to have begun later', "created_at = created_at + interval '1 hour'"],
    ['called by another name', 'id = gen_random_uuid()'],
    ['without its binding', 'binding = NULL'],
    ['with a binding that is none', "binding = 'short'"],
    ['with the binding of another', "binding = (SELECT o.binding FROM sessions o WHERE o.staff = 'unithead')"],
  ])('one that was %s opens nothing and is named; changed back it goes on', async (_, change) => {
    const { id, opens } = await signedIn('clerk');
    const other = await signedIn('unithead');
    expect([await opens(), await other.opens(), await named()]).toEqual(['clerk', 'unithead', []]);
    const { rows } = await house.owner.query<{ row: string }>('SELECT s::text AS row FROM sessions s WHERE id = $1', [
      id,
    ]);
    const [changed] = (
      await house.owner.query<{ id: string; staff: string }>(
        `UPDATE sessions SET ${change} WHERE id = $1 RETURNING id, staff`,
        [id],
      )
    ).rows;
    expect([await opens(), await other.opens()]).toEqual([null, 'unithead']);
    expect(await named()).toEqual([`sessions ${changed!.id} ${FOUND} ${changed!.staff}`]);
    await house.owner.query('DELETE FROM sessions WHERE id = $1', [changed!.id]);
    await house.owner.query('INSERT INTO sessions SELECT ($1::sessions).*', [rows[0]!.row]);
    expect([await opens(), await named()]).toEqual(['clerk', []]);
  });

  it('one that was put in, by the role of the application, opens nothing and is named', async () => {
    const { opens } = await signedIn('clerk');
    for (const binding of ['NULL', 'binding']) {
      const { rows: own } = await house.owner.query<{ row: string }>('DELETE FROM sessions s RETURNING s::text AS row');
      const { rows } = await house.pool.query<{ id: string }>(
        `INSERT INTO sessions (token_hash, id, staff, created_at, last_seen, expires_at, binding)
         SELECT token_hash, gen_random_uuid(), 'unithead', created_at, last_seen, expires_at, ${binding}
         FROM (SELECT ($1::sessions).*) own RETURNING id`,
        [own[0]!.row],
      );
      expect(await opens()).toBeNull();
      expect(await named()).toEqual([`sessions ${rows[0]!.id} ${FOUND} unithead`]);
      await house.owner.query("UPDATE sessions SET staff = 'clerk'");
    }
  });

  it.each(['signing out', 'somebody who may end it'])(
    'one that was ended by %s is put back by nobody who has the application’s role',
    async (how) => {
      const { id, opens, token } = await signedIn('clerk');
      const { pool, owner, person } = house;
      const sessions = createSessions(house);
      const { rows } = await pool.query<{ row: string }>('SELECT s::text AS row FROM sessions s WHERE id = $1', [id]);
      const back = () => pool.query('INSERT INTO sessions SELECT ($1::sessions).*', [rows[0]!.row]);
      if (how === 'signing out') await sessions.signOut(token);
      else expect(await sessions.endSession(person('admin'), id)).toBe(true);
      expect(await sessions.endSession(person('clerk'), id)).toBe(false);
      expect([await opens(), await sessions.sessionsOf(person('clerk'), 'own')]).toEqual([null, []]);
      await expect(pool.query('DELETE FROM sessions')).rejects.toThrow(/permission denied/);
      await expect(back()).rejects.toThrow(/duplicate key/);
      for (const at of ['NULL', "'infinity'"])
        await expect(pool.query(`UPDATE sessions SET ended_at = ${at}`)).rejects.toThrow(/stays so/);
      // One that has just begun by the database's clock; said to have ended long ago, it stays too.
      const open = await signedIn('clerk');
      await owner.query("UPDATE sessions SET expires_at = now() + interval '1 hour'");
      await pool.query("UPDATE sessions SET ended_at = '2000-01-01' WHERE id = $1", [open.id]);
      await pool.query("SELECT forget_sessions('infinity')");
      expect((await owner.query('SELECT 1 FROM sessions')).rows).toHaveLength(2);
      await owner.query("UPDATE sessions SET expires_at = now() - interval '25 hours'");
      await pool.query("SELECT forget_sessions('infinity')");
      expect((await owner.query('SELECT 1 FROM sessions')).rows).toEqual([]);
    },
  );

  it('of all of it the role of the application can change only when it was used last and that it was ended', async () => {
    await signedIn('clerk');
    for (const column of ['staff', 'token_hash', 'binding', 'id', 'created_at', 'expires_at'])
      await expect(house.pool.query(`UPDATE sessions SET ${column} = ${column}`)).rejects.toThrow(/permission denied/);
    await expect(house.pool.query('TRUNCATE sessions')).rejects.toThrow(/permission denied/);
  });

  it('one that is not bound is answered as none is, after the same work', async () => {
    const { token, id } = await signedIn('clerk');
    await house.owner.query("UPDATE sessions SET staff = 'unithead' WHERE id = $1", [id]);
    // Long enough for being used to be written down.
    house.clock.add(5 * 60_000);
    const done: string[] = [];
    const keys = { ...house.keys, mac: vi.fn(house.keys.mac) };
    const sessions = createSessions({ ...house, keys });
    const asked = vi.spyOn(house.pool, 'query');
    for (const tried of [token, `${token}x`]) {
      keys.mac.mockClear();
      asked.mockClear();
      expect(await sessions.session(tried)).toBeNull();
      done.push(`${keys.mac.mock.calls.length} MACs, ${asked.mock.calls.length} questions`);
    }
    asked.mockRestore();
    expect(done).toEqual(['2 MACs, 1 questions', '2 MACs, 1 questions']);
  });
});

it('a grant that ends, a certificate that expires and a relation that is declared take effect with the next act', async () => {
  const { caseId, act } = await assigned();
  const view = () => house.ledger.caseView(house.person('officer1'), caseId);
  await view();
  await rewrite(house, 'grants', "staff = 'officer1'", "until_day = '2025-01-01'");
  await expect(act('officer1', 'investigation-1', 'keep-evidence', {})).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  await rewrite(house, 'grants', "staff = 'officer1'", 'until_day = NULL');
  await rewrite(house, 'certificates', "staff = 'officer1'", "until_day = '2025-01-01'");
  await expect(
    act('officer1', 'investigation-1', 'file-case:propose', { standardMet: true, withOfficer: 'officer2' }),
  ).rejects.toMatchObject(refusedWith('certificate-expired'));
  await rewrite(house, 'certificates', "staff = 'officer1'", "until_day = '2029-12-31'");
  await act('clerk', 'intake-1', 'reply', { text: 'x' });
  const other = await house.ledger.tell(TIP);
  await doing(house.ledger, other.caseId)('clerk', 'intake-1', 'register', {
    ...REGISTRATION,
    accusedUnit: 'training',
  });
  const heads = async () => (await house.ledger.cases(house.person('unithead'))).items.map((c) => c.id);
  expect(await heads()).toContain(other.caseId);
  await house.pool.query("INSERT INTO relations (staff, related) VALUES ('unithead', 'training')");
  await sealRows(house.pool, house.keys, 'relations', [['unithead', 'training']]);
  const related = (await house.ledger.directory()).people.unithead!;
  expect((await house.ledger.cases(related)).items.map((c) => c.id)).not.toContain(other.caseId);
  await changeSealed(house.owner, house.keys, 'relations', [['unithead', 'training']], () =>
    house.owner.query("DELETE FROM relations WHERE staff = 'unithead'"),
  );
});

const WHY = { ground: 'reward', clause: '示例办法第一条', reason: '发放奖励须核对身份' } as const;
const IDENTITY = { name: '示例举报人', idNumber: 'X0000', email: 'somebody@example.invalid' };
const DAY = 24 * 3_600_000;

it('who told is opened by the custodian, approved by a head with no act in the case, for who asked, for a day', async () => {
  const { caseId } = await assigned(NAMED);
  const { ledger, person } = house;
  const asked = await ledger.askIdentity(person('officer1'), caseId, WHY);
  expect(asked).toMatchObject({ mine: 'asker', state: 'asked', can: [], ...WHY });
  const unknown = refusedWith('identity-request-unknown');
  const yes = { granted: true, reason: '同意' };
  // The officers, who accepted and who assigned, the custodian and everybody else: it is not theirs to approve, and is not there.
  for (const login of [
    'officer1',
    'officer2',
    'unithead',
    'clerk',
    'legal',
    'custodian',
    'inspector',
    'admin',
    'superior',
  ]) {
    await expect(ledger.decideIdentity(person(login), asked.id, yes), login).rejects.toMatchObject(
      refusedWith('identity-request-unknown'),
    );
    if (login !== 'officer1') expect(await ledger.identityRequests(person(login)), login).toEqual([]);
  }
  await expect(ledger.openIdentity(person('custodian'), asked.id)).rejects.toMatchObject(unknown);
  expect(await ledger.identityRequests(person('principal'))).toMatchObject([
    { mine: 'approver', can: ['decide'], reason: WHY.reason },
  ]);
  expect(await ledger.decideIdentity(person('principal'), asked.id, yes)).toMatchObject({ state: 'approved', can: [] });
  await expect(ledger.decideIdentity(person('depthead'), asked.id, yes)).rejects.toMatchObject(unknown);
  await expect(ledger.readIdentity(person('officer1'), asked.id)).rejects.toMatchObject(
    refusedWith('identity-not-open'),
  );
  for (const login of ['officer1', 'officer2', 'principal', 'admin']) {
    await expect(ledger.openIdentity(person(login), asked.id), login).rejects.toMatchObject({ refusal: {} });
  }
  const opened = await ledger.openIdentity(person('custodian'), asked.id);
  expect(opened).toMatchObject({ mine: 'custodian', state: 'opened', can: [] });
  expect(JSON.stringify(opened)).not.toContain('示例举报人');
  expect(opened.caseId).toBeUndefined();
  for (const login of ['officer2', 'unithead', 'principal', 'custodian', 'clerk']) {
    await expect(ledger.readIdentity(person(login), asked.id), login).rejects.toMatchObject(unknown);
  }
  expect(await ledger.readIdentity(person('officer1'), asked.id)).toMatchObject(IDENTITY);
  house.clock.add(DAY - 1);
  expect(await ledger.readIdentity(person('officer1'), asked.id)).toMatchObject(IDENTITY);
  house.clock.add(1);
  await expect(ledger.readIdentity(person('officer1'), asked.id)).rejects.toMatchObject(refusedWith('identity-over'));
  expect((await verify(house)).findings).toEqual([]);
});

it('nobody else who sees the case learns that somebody asked who told: no event, no hole in the numbers, no count', async () => {
  const { caseId, act } = await assigned(NAMED);
  const { ledger, person } = house;
  const { id } = await ledger.askIdentity(person('officer1'), caseId, WHY);
  const withheld = { clause: '示例办法第二条', until: addDays(dayOf(house.clock.now()), 30) };
  await ledger.decideIdentity(person('principal'), id, { granted: true, reason: '同意', withheld });
  await ledger.openIdentity(person('custodian'), id);
  await ledger.noticeAddress(caseId);
  const done = await act('clerk', 'intake-1', 'reply', { text: 'x' });
  for (const login of ['officer2', 'clerk', 'unithead']) {
    const view = await ledger.caseView(person(login), caseId);
    expect(view.timeline.map((e) => e.name).filter((name) => name.startsWith('identity'))).toEqual([]);
    expect(view.timeline.map((e) => e.number)).toEqual(view.timeline.map((_, i) => i + 1));
    expect([view.version, view.timeline.at(-1)!.number]).toEqual([view.timeline.length, done.events.at(-1)!.number]);
    expect(JSON.stringify(view)).not.toContain(id);
  }
  expect(done.case.version).toBe(done.events.at(-1)!.number);
  const own = await ledger.caseView(person('officer1'), caseId);
  expect(own.timeline.filter((e) => e.name.startsWith('identity')).map((e) => e.name)).toEqual([
    'identity-asked',
    'identity-approved',
    'identity-opened',
  ]);
  // What stands beside the tables has a name on the page, too, for each of its fields.
  const beside = own.timeline.filter((e) => e.name.startsWith('identity') || e.name === 'notice-address-used');
  expect(beside).toHaveLength(4);
  for (const e of beside) {
    const unnamed = Object.keys({ ...e.facts, ...e.words }).filter((key) => !BESIDE[e.name]?.[key]);
    expect([e.name, unnamed]).toEqual([e.name, []]);
  }
});

it('the tipster reads when and why it was opened; withheld by the approver with a clause, six months at most, then shown by itself', async () => {
  const { caseId, receipt } = await assigned(NAMED);
  const { ledger, person } = house;
  const openings = async () => (await ledger.progress(receipt))!.openings;
  const opened = async (withheld?: { clause: string; until: string }) => {
    const { id } = await ledger.askIdentity(person('clerk'), caseId, WHY);
    expect(await openings()).toHaveLength(0);
    await ledger.decideIdentity(person('depthead'), id, {
      granted: true,
      reason: '同意',
      ...(withheld ? { withheld } : {}),
    });
    await ledger.openIdentity(person('custodian'), id);
    return house.clock.now();
  };
  const { id } = await ledger.askIdentity(person('unithead'), caseId, WHY);
  house.clock.set('2025-03-05');
  const [today, max] = [house.clock.now().slice(0, 10), '2025-09-05'];
  for (const until of [today, '2025-09-06', '2099-01-01']) {
    const decision = { granted: true, reason: '同意', withheld: { clause: '示例', until } };
    await expect(ledger.decideIdentity(person('depthead'), id, decision), until).rejects.toMatchObject(
      refusedWith('withheld-too-long'),
    );
  }
  await ledger.decideIdentity(person('depthead'), id, { granted: false, reason: '没有必要' });
  const at = await opened({ clause: '示例办法第二条', until: max });
  expect(await openings()).toEqual([]);
  house.clock.set('2025-09-04');
  expect(await openings()).toEqual([]);
  house.clock.set(max);
  expect(await openings()).toEqual([
    { at, ground: { zh: '发放奖励', en: 'Paying a reward' }, clause: WHY.clause, reason: WHY.reason },
  ]);
});

it('asks the organ above where every head acted or is outside, and refuses with that sentence where nobody is left', async () => {
  const { ledger, person } = house;
  const { caseId } = await ledger.tell(NAMED);
  const act = doing(ledger, caseId);
  await act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons: ['depthead', 'principal'] });
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  const { id } = await ledger.askIdentity(person('clerk'), caseId, WHY);
  for (const head of ['unithead', 'depthead', 'principal']) {
    expect(
      (await ledger.identityRequests(person(head))).map((r) => r.id),
      head,
    ).not.toContain(id);
  }
  expect(await ledger.identityRequests(person('superior'))).toMatchObject([{ id, can: ['decide'] }]);
  await act('officer1', 'investigation-1', 'notice-own-recusal', { recusalReason: 'x' });
  await act('superior', 'investigation-1', 'decide-recusal', { request: 1, granted: false, recusalReasons: 'x' });
  await expect(ledger.askIdentity(person('officer2'), caseId, WHY)).rejects.toMatchObject(refusedWith('no-approver'));
  const anonymous = await assigned();
  await expect(ledger.askIdentity(person('officer1'), anonymous.caseId, WHY)).rejects.toMatchObject(
    refusedWith('no-identity'),
  );
  await expect(ledger.askIdentity(person('custodian'), caseId, WHY)).rejects.toMatchObject(refusedWith('case-unknown'));
});

it('neither a head nor a custodian who acted in the case, as witness, in a post of before or as its officer, has a part in it', async () => {
  const { ledger, person, owner } = house;
  const WITNESSED = (second: string) => ({ paper: { number: `补〔2025〕${second}号`, pages: 1, scan: 's', second } });
  const approvers = async (id: string) => {
    const may: string[] = [];
    for (const head of ['unithead', 'depthead', 'principal', 'superior'])
      if ((await ledger.identityRequests(person(head))).some((r) => r.id === id)) may.push(head);
    return may;
  };
  const { caseId, act } = await assigned(NAMED);
  await act('clerk', 'intake-1', 'reply', { text: 'x', ...WITNESSED('principal') });
  const first = await ledger.askIdentity(person('clerk'), caseId, WHY);
  expect(await approvers(first.id)).toEqual(['depthead']);
  await ledger.decideIdentity(person('depthead'), first.id, { granted: true, reason: '同意' });
  expect(await ledger.identityRequests(person('custodian'), caseId)).toMatchObject([{ can: ['open'] }]);
  // Witnesses an act between the approval and the opening.
  await act('clerk', 'intake-1', 'reply', { text: 'x', ...WITNESSED('custodian') });
  expect(await ledger.identityRequests(person('custodian'), caseId)).toEqual([]);
  await expect(ledger.openIdentity(person('custodian'), first.id)).rejects.toMatchObject(
    refusedWith('identity-request-unknown'),
  );
  await expect(ledger.askIdentity(person('officer1'), caseId, WHY)).rejects.toMatchObject({
    refusal: { code: 'no-custodian', message: { zh: expect.stringContaining('身份保管员') }, basis: { kind: 'house' } },
  });
  // Was an officer of the case, has the custodian's post since.
  const led = await assigned(NAMED);
  const second = await ledger.askIdentity(person('clerk'), led.caseId, WHY);
  await ledger.decideIdentity(person('principal'), second.id, { granted: true, reason: '同意' });
  const grants = (await owner.query("SELECT * FROM grants WHERE staff IN ('officer1', 'custodian')")).rows;
  const swap = (a: string, b: string) =>
    rewrite(house, 'grants', `staff = '${a}'`, 'roles = $1', [grants.find((g) => g.staff === b)!.roles]);
  await swap('officer1', 'custodian');
  const now = (await ledger.directory()).people.officer1!;
  expect(await ledger.identityRequests(now, led.caseId)).toEqual([]);
  await expect(ledger.openIdentity(now, second.id)).rejects.toMatchObject(refusedWith('identity-request-unknown'));
  await swap('officer1', 'officer1');
  expect(await ledger.openIdentity(person('custodian'), second.id)).toMatchObject({ state: 'opened' });
});

it('without a custodian who can open it, it is not asked for at all, and nothing is recorded', async () => {
  const { ledger, person } = house;
  const { caseId } = await assigned(NAMED);
  const asking = () => ledger.askIdentity(person('officer1'), caseId, WHY);
  await rewrite(house, 'grants', "staff = 'custodian'", "until_day = '2025-01-01'");
  await expect(asking()).rejects.toMatchObject(refusedWith('no-custodian'));
  expect((await ledger.caseView(person('officer1'), caseId)).timeline.map((e) => e.name)).not.toContain(
    'identity-asked',
  );
  await rewrite(house, 'grants', "staff = 'custodian'", 'until_day = NULL');
  expect(await asking()).toMatchObject({ state: 'asked' });
});

it('sending news to a tipster uses the address as a service of the custodian, on record without the address', async () => {
  const { caseId } = await assigned(NAMED);
  expect(await house.ledger.noticeAddress(caseId)).toEqual({ email: NAMED.tipster!.email });
  const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
  const used = timeline.filter((e) => e.name === 'notice-address-used');
  expect(used).toMatchObject([{ actor: { role: 'system' }, facts: { ground: 'service' } }]);
  expect(JSON.stringify(timeline)).not.toContain(NAMED.tipster!.email);
});

it('the custodian sees no file: no list, no work, no case, no tip, whatever other post they hold', async () => {
  const { caseId } = await assigned(NAMED);
  const { ledger, person } = house;
  const custodian = person('custodian');
  const both = { ...custodian, grants: [...custodian.grants, ...person('clerk').grants] };
  for (const who of [custodian, both]) {
    for (const list of [ledger.cases(who), ledger.worklist(who), ledger.deadlines(who)]) {
      expect((await list).items).toEqual([]);
    }
    await expect(ledger.caseView(who, caseId)).rejects.toMatchObject(refusedWith('case-unknown'));
    await expect(ledger.actsOf(who, caseId)).rejects.toMatchObject(refusedWith('case-unknown'));
  }
});

it('an original is given back byte for byte to those who may read the tip, and every opening is on record', async () => {
  const bytes = Buffer.alloc(2_500_000, 7);
  const file = await original(house.ledger, 'big.zip', 'application/zip', bytes);
  const told = await house.ledger.tell({ ...TIP, evidence: [file] });
  const clerk = house.person('clerk');
  const [evidence] = (await house.ledger.caseView(clerk, told.caseId)).evidence;
  expect(evidence).toMatchObject({ name: 'big.zip', size: bytes.length, from: 'tipster' });
  const opened = await house.ledger.openEvidence(clerk, told.caseId, evidence!.id);
  const pieces: Buffer[] = [];
  for await (const piece of opened.bytes) pieces.push(piece);
  // A piece is in memory at a time, not the file.
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(512 * 1024);
  expect([opened.size, Buffer.concat(pieces).equals(bytes)]).toEqual([bytes.length, true]);
  await expect(house.ledger.openEvidence(clerk, told.caseId, told.caseId)).rejects.toMatchObject(
    refusedWith('evidence-unknown'),
  );
  await expect(house.ledger.openEvidence(house.person('inspector'), told.caseId, evidence!.id)).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  const { timeline } = await house.ledger.caseView(clerk, told.caseId);
  expect(timeline.filter((e) => e.name === 'evidence-opened').map((e) => e.facts)).toEqual([
    { evidence: evidence!.id },
  ]);
  await expect(house.ledger.tell({ ...TIP, evidence: [file] })).rejects.toMatchObject(refusedWith('upload-gone'));
});

it('an original under a name that an earlier version kept damaged or deceiving is shown under an honest one, and opens', async () => {
  const bytes = Buffer.from('one word');
  const names = [`${'证'.repeat(199)}\ud842`, 'x\u202efdp.txt', '聊天记录.txt'];
  const files = await Promise.all(names.map((name) => original(house.ledger, name, 'text/plain', bytes)));
  const told = await house.ledger.tell({ ...TIP, evidence: files });
  const clerk = house.person('clerk');
  const { evidence } = await house.ledger.caseView(clerk, told.caseId);
  expect(evidence.map((e) => e.name).sort()).toEqual([`${'证'.repeat(83)}.txt`, '材料.txt', '聊天记录.txt'].sort());
  for (const e of evidence) {
    const opened = await house.ledger.openEvidence(clerk, told.caseId, e.id);
    expect([opened.name, (await whole(opened.bytes)).equals(bytes)]).toEqual([e.name, true]);
  }
});

it('discipline inspection sees every referral, its turn, clocks and papers, and not one word; nobody else sees the board', async () => {
  const { caseId, act } = await assigned();
  const secret = 'a word that the inspector must not read';
  await act('clerk', 'intake-1', 'reply', { text: secret });
  const two = { withOfficer: 'officer2' };
  await act('officer1', 'investigation-1', 'file-case:propose', {
    standardMet: true,
    actEndedOn: '2025-01-31',
    ...two,
  });
  await act('depthead', 'investigation-1', 'file-case');
  const suspicion = { ...SUSPICION, suspicion: secret };
  await act('officer1', 'investigation-1', 'suspect-crime', suspicion);
  const { items } = await house.ledger.oversight(house.person('inspector'));
  const own = items.filter((i) => i.caseId === caseId);
  expect(own).toMatchObject([{ state: 'ReferralDrafting', turn: 'authority', ended: false, silent: false }]);
  expect(own[0]!.clocks.length).toBeGreaterThan(0);
  expect(JSON.stringify(items)).not.toContain(secret);
  for (const field of ['facts', 'words', 'accused', 'tip']) expect(JSON.stringify(items)).not.toContain(`"${field}"`);
  for (const who of ['clerk', 'officer1', 'unithead', 'principal', 'admin']) {
    await expect(house.ledger.oversight(house.person(who))).rejects.toMatchObject(refusedWith('not-your-role'));
  }
  await expect(house.ledger.caseView(house.person('inspector'), caseId)).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  expect((await verify(house)).findings).toEqual([]);
});
