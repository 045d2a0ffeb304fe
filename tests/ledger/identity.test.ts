/** Who asked to learn who told, who approved it and who opens it are looked at again, as pairs are. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const refusedWith = (code: string) => ({ refusal: { code } });
const unknown = refusedWith('identity-request-unknown');
const WHY = { ground: 'retaliation', clause: '示例办法第一条', reason: '理由' } as const;
const YES = { granted: true, reason: '同意' };

/** A case whose officer has asked who told it. */
async function asked() {
  const { caseId, receipt } = await house.ledger.tell(NAMED);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  const { id } = await house.ledger.askIdentity(house.person('officer1'), caseId, WHY);
  const own = async (login: string) =>
    (await house.ledger.identityRequests(house.person(login))).filter((r) => r.id === id);
  return {
    caseId,
    id,
    act,
    own,
    /** From now on these are the accused. */
    accuse: (...accusedPersons: string[]) =>
      act('clerk', 'investigation-1', 'link-accused', { accusedUnit: 'none', accusedNatural: true, accusedPersons }),
    decide: (login: string, decision = YES) => house.ledger.decideIdentity(house.person(login), id, decision),
    open: () => house.ledger.openIdentity(house.person('custodian'), id),
    read: () => house.ledger.readIdentity(house.person('officer1'), id),
    /** What the tipster reads of it. */
    openings: async () => (await house.ledger.progress(receipt))!.openings.length,
    waits: async (login: string) =>
      (await house.ledger.waiting(house.person(login))).filter((w) => w.about === id).map((w) => w.can),
  };
}

it('an approval by somebody who is outside the case since opens nothing: another head decides anew, and then it is opened', async () => {
  const r = await asked();
  expect(await r.decide('depthead')).toMatchObject({ state: 'approved' });
  expect([await r.waits('custodian'), await r.waits('principal')]).toEqual([['open'], []]);
  await r.accuse('depthead');
  expect([await r.waits('custodian'), await r.waits('principal')]).toEqual([[], ['decide']]);
  for (const login of ['officer1', 'principal', 'custodian']) {
    const [seen] = await r.own(login);
    expect([login, seen?.state, seen?.decided]).toEqual([login, 'asked', undefined]);
  }
  await expect(r.open()).rejects.toMatchObject({
    refusal: {
      code: 'identity-approver-outside',
      basis: { kind: 'house' },
      remedy: { zh: expect.stringContaining('负责人'), en: expect.stringContaining('head') },
    },
  });
  await expect(r.read()).rejects.toMatchObject(refusedWith('identity-not-open'));
  await expect(r.decide('depthead')).rejects.toMatchObject(unknown);
  expect(await r.openings()).toBe(0);
  expect(await r.decide('principal')).toMatchObject({ state: 'approved' });
  expect(await r.open()).toMatchObject({ state: 'opened' });
  expect(await r.read()).toMatchObject({ idNumber: 'X0000' });
  expect(await r.openings()).toBe(1);
  // What was opened stays so, whatever becomes of who approved it.
  await r.accuse('depthead', 'principal');
  expect(await r.read()).toMatchObject({ idNumber: 'X0000' });
  expect((await verify(house)).findings).toEqual([]);
});

it('with nobody left who could decide anew, it says so, and opens nothing', async () => {
  const r = await asked();
  await r.decide('principal');
  // Whoever acted in the case approves nothing; of the others nobody is left.
  await r.act('clerk', 'investigation-1', 'mark-urgent', { urgency: 'urgent' });
  await r.act('unithead', 'investigation-1', 'report-urgent', { measures: 'x' });
  await r.act('depthead', 'investigation-1', 'lift-urgent', {});
  await r.accuse('principal', 'superior', 'superior2');
  await expect(r.open()).rejects.toMatchObject(refusedWith('no-approver'));
  expect(await r.openings()).toBe(0);
});

it('for who asked and sees the case no longer nothing is approved and nothing opened; a head can refuse it', async () => {
  const undecided = await asked();
  await undecided.accuse('officer1');
  await expect(undecided.decide('depthead')).rejects.toMatchObject(refusedWith('identity-asker-outside'));
  expect(await undecided.decide('depthead', { granted: false, reason: '申请人已回避' })).toMatchObject({
    state: 'refused',
  });
  const approved = await asked();
  await approved.decide('depthead');
  await approved.accuse('officer1');
  expect(await approved.waits('custodian')).toEqual([]);
  await expect(approved.open()).rejects.toMatchObject({
    refusal: { code: 'identity-asker-outside', remedy: { zh: expect.any(String), en: expect.any(String) } },
  });
  expect(await approved.openings()).toBe(0);
});

it.each([
  ['asked', 'officer1'],
  ['approved it', 'depthead'],
  ['opened it', 'custodian'],
])('who %s and is outside the case since sees nothing of it, before the opening and after', async (_part, login) => {
  for (const opened of [false, true]) {
    const r = await asked();
    await r.decide('depthead');
    if (opened) await r.open();
    expect(await r.own(login)).toHaveLength(1);
    await r.accuse(login);
    expect([await r.own(login), await r.waits(login)]).toEqual([[], []]);
    await expect(house.ledger.readIdentity(house.person(login), r.id)).rejects.toMatchObject(unknown);
    await expect(house.ledger.openIdentity(house.person(login), r.id)).rejects.toMatchObject(unknown);
    await expect(r.decide(login)).rejects.toMatchObject(unknown);
  }
});
