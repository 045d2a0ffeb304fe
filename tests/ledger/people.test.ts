import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSessions, passwordHash, verify } from '../../ledger/index.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
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
  await house.pool.query('UPDATE staff SET password_hash = $1', [await passwordHash('a good password')]);
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
  await house.pool.query("UPDATE staff SET active = false WHERE id = 'clerk'");
  expect(await sessions.session(left!.token)).toBeNull();
  expect(await sessions.signIn('clerk', 'a good password')).toBeNull();
  await house.pool.query("UPDATE staff SET active = true WHERE id = 'clerk'");
});

it('a grant that ends, a certificate that expires and a relation that is declared take effect with the next act', async () => {
  const { caseId, act } = await assigned();
  const view = () => house.ledger.caseView(house.person('officer1'), caseId);
  await view();
  await house.pool.query("UPDATE grants SET until_day = '2025-01-01' WHERE staff = 'officer1'");
  await expect(act('officer1', 'investigation-1', 'keep-evidence', {})).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  await house.pool.query("UPDATE grants SET until_day = NULL WHERE staff = 'officer1'");
  await house.pool.query("UPDATE certificates SET until_day = '2025-01-01' WHERE staff = 'officer1'");
  await expect(
    act('officer1', 'investigation-1', 'file-case:propose', { standardMet: true, withOfficer: 'officer2' }),
  ).rejects.toMatchObject(refusedWith('certificate-expired'));
  await house.pool.query("UPDATE certificates SET until_day = '2029-12-31' WHERE staff = 'officer1'");
  await act('clerk', 'intake-1', 'reply', { text: 'x' });
  const other = await house.ledger.tell(TIP);
  await doing(house.ledger, other.caseId)('clerk', 'intake-1', 'register', {
    ...REGISTRATION,
    accusedUnit: 'training',
  });
  const heads = async () => (await house.ledger.cases(house.person('unithead'))).items.map((c) => c.id);
  expect(await heads()).toContain(other.caseId);
  await house.pool.query("INSERT INTO relations (staff, related) VALUES ('unithead', 'training')");
  const related = (await house.ledger.directory()).people.unithead!;
  expect((await house.ledger.cases(related)).items.map((c) => c.id)).not.toContain(other.caseId);
  await house.pool.query("DELETE FROM relations WHERE staff = 'unithead'");
});

it('the vault opens for two different people with a ground, and the opening stays on record', async () => {
  const { caseId } = await assigned(NAMED);
  const [first, second] = [house.person('unithead'), house.person('depthead')];
  await expect(house.ledger.openIdentity(caseId, 'reward', first, first)).rejects.toMatchObject(
    refusedWith('two-people'),
  );
  await expect(house.ledger.openIdentity(caseId, 'curiosity' as never, first, second)).rejects.toMatchObject(
    refusedWith('ground-needed'),
  );
  await expect(house.ledger.openIdentity(caseId, 'reward', first, house.person('admin'))).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  await expect(house.ledger.openIdentity(caseId, 'reward', house.person('inspector'), second)).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  expect(await house.ledger.openIdentity(caseId, 'reward', first, second)).toEqual({
    name: '示例举报人',
    idNumber: 'X0000',
    email: 'somebody@example.invalid',
  });
  const { timeline } = await house.ledger.caseView(first, caseId);
  const openings = timeline.filter((e) => e.name === 'identity-opened');
  expect(openings).toMatchObject([{ actor: { id: 'unithead' }, facts: { ground: 'reward', second: 'depthead' } }]);
  const anonymous = await assigned();
  await expect(house.ledger.openIdentity(anonymous.caseId, 'reward', first, second)).rejects.toMatchObject(
    refusedWith('no-identity'),
  );
});

it('an original is given back byte for byte to those who may read the tip, and every opening is on record', async () => {
  const bytes = Buffer.alloc(2_500_000, 7);
  const file = await original(house.ledger, 'big.zip', 'application/zip', bytes);
  const told = await house.ledger.tell({ ...TIP, evidence: [file] });
  const clerk = house.person('clerk');
  const [evidence] = (await house.ledger.caseView(clerk, told.caseId)).evidence;
  expect(evidence).toMatchObject({ name: 'big.zip', size: bytes.length, from: 'tipster' });
  const opened = await house.ledger.openEvidence(clerk, told.caseId, evidence!.id);
  expect(opened.bytes.equals(bytes)).toBe(true);
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
  expect(evidence.map((e) => e.name).sort()).toEqual([`${'证'.repeat(196)}.txt`, '材料.txt', '聊天记录.txt'].sort());
  for (const e of evidence) {
    const opened = await house.ledger.openEvidence(clerk, told.caseId, e.id);
    expect([opened.name, opened.bytes.equals(bytes)]).toEqual([e.name, true]);
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
  const suspicion = {
    crimeStandard: 'amount',
    crimeKind: 'fraud',
    evidence: ['documents'],
    otherMatters: false,
    suspicion: secret,
    ...two,
  };
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
