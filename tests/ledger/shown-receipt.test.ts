/** A receipt that staff handed out is not the tipster's own voice for what staff could not do. */
import { afterEach, describe, expect, it } from 'vitest';
import { CHANNELS, type EnteredChannel } from '../../domain/channels.ts';
import { inTransaction } from '../../ledger/ground/db.ts';
import { verify } from '../../ledger/index.ts';
import { shownReceipts } from '../../ledger/keeping/shown-receipts.ts';
import type { ClerkTip } from '../../ledger/types.ts';
import { doing, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
afterEach(async () => {
  expect((await verify(house)).findings).toEqual([]);
  await house.close();
});

const entered = async (more: Partial<ClerkTip> = {}, key?: string) => {
  const tip = { ...TIP, channel: 'telephone', receivedAt: house.clock.now(), by: 'clerk', ...more } as const;
  const { receipt, ...rest } = await house.ledger.enter(tip, key);
  return { receipt: receipt ?? '', ...rest };
};
const withdraw = (receipt: string) =>
  house.ledger.tipsterAct(receipt, { proceeding: 'intake-1', act: 'withdraw', form: {} });
const eventsOf = async (caseId: string, as = 'clerk2') =>
  (await house.ledger.caseView(house.person(as), caseId)).timeline;
const refusedAs = (code: string) => ({ refusal: { code } });
const shutOut = (caseId: string) =>
  doing(house.ledger, caseId)('clerk2', 'intake-1', 'link-accused', {
    accusedUnit: 'none',
    accusedNatural: true,
    accusedPersons: ['clerk'],
  });

// Also by the page's own: an earlier version let staff enter a tip as if it had come by the page.
it.each(CHANNELS)(
  'a withdrawal by the receipt of a tip that staff entered as by %s waits for another person',
  async (channel) => {
    house = await testHouse();
    const { receipt, caseId } = await entered({ channel: channel as EnteredChannel });
    const act = doing(house.ledger, caseId);
    await act('clerk2', 'intake-1', 'register', REGISTRATION);
    const progress = await withdraw(receipt);
    expect(progress).toMatchObject({ withdrawn: false, receiptSeen: true });
    expect((await eventsOf(caseId)).at(-1)).toMatchObject({
      type: 'proposal',
      name: 'withdraw',
      actor: { id: 'tipster', role: 'tipster', receiptShownTo: ['clerk'] },
    });
    // Who entered the tip might be the holder; no clerk decides, a head does.
    await expect(act('clerk', 'intake-1', 'withdraw')).rejects.toMatchObject({ refusal: { code: expect.any(String) } });
    await expect(act('clerk2', 'intake-1', 'withdraw')).rejects.toMatchObject(refusedAs('not-your-role'));
    expect((await house.ledger.worklist(house.person('unithead'))).items).toEqual(
      expect.arrayContaining([expect.objectContaining({ caseId, what: 'proposal' })]),
    );
    await act('unithead', 'intake-1', 'withdraw');
    expect((await house.ledger.progress(receipt))?.withdrawn).toBe(true);
  },
);

it('nobody who entered a tip confirms its withdrawal, whatever other post they hold', async () => {
  const { DIRECTORY } = await import('../support/people.ts');
  const { clerk, unithead } = DIRECTORY.people;
  if (!clerk || !unithead) throw new Error('no such people');
  const both = { ...clerk, grants: [...clerk.grants, ...unithead.grants] };
  house = await testHouse({ directory: { ...DIRECTORY, people: { ...DIRECTORY.people, clerk: both } } });
  const { receipt, caseId } = await entered();
  await doing(house.ledger, caseId)('clerk2', 'intake-1', 'register', REGISTRATION);
  await withdraw(receipt);
  await expect(doing(house.ledger, caseId)('clerk', 'intake-1', 'withdraw')).rejects.toMatchObject(
    refusedAs('not-your-own-proposal'),
  );
});

it('whoever told on the page withdraws alone, by a receipt that nobody of the staff has seen', async () => {
  house = await testHouse();
  const { receipt } = await house.ledger.tell(TIP);
  const progress = await withdraw(receipt);
  expect(progress?.withdrawn).toBe(true);
  expect(progress).not.toHaveProperty('receiptSeen');
});

it('every step by such a receipt says who has seen it', async () => {
  house = await testHouse();
  const { receipt, caseId } = await entered();
  await house.ledger.addMessage(receipt, '补充一点');
  await house.ledger.addEvidence(receipt, [
    await original(house.ledger, 'a.pdf', 'application/pdf', Buffer.from('%PDF-1.4')),
  ]);
  const own = (await eventsOf(caseId)).filter((e) => e.actor.role === 'tipster');
  expect(own.map((e) => [e.name, e.actor.receiptShownTo])).toEqual([
    ['message', ['clerk']],
    ['evidence', ['clerk']],
  ]);
});

it('once who entered it is outside, the receipt opens nothing, does nothing, and says what to do instead', async () => {
  house = await testHouse();
  const { receipt, caseId } = await entered();
  await doing(house.ledger, caseId)('clerk2', 'intake-1', 'register', REGISTRATION);
  expect(await house.ledger.progress(receipt)).not.toBeNull();
  await shutOut(caseId);
  const before = await eventsOf(caseId);
  const no = refusedAs('receipt-seen-by-outsider');
  await expect(house.ledger.progress(receipt)).rejects.toMatchObject(no);
  await expect(house.ledger.addMessage(receipt, 'x')).rejects.toMatchObject(no);
  await expect(house.ledger.addEvidence(receipt, [])).rejects.toMatchObject(no);
  await expect(withdraw(receipt)).rejects.toMatchObject(no);
  expect(await eventsOf(caseId)).toEqual(before);
});

it('of a clerk whose post is over it still reads for the tipster, takes nothing away, and ends like any other once that clerk is outside', async () => {
  const { DIRECTORY } = await import('../support/people.ts');
  const { clerk } = DIRECTORY.people;
  if (!clerk) throw new Error('no such person');
  const leaves = { ...clerk, grants: clerk.grants.map((g) => ({ ...g, until: '2025-03-05' })) };
  house = await testHouse({ directory: { ...DIRECTORY, people: { ...DIRECTORY.people, clerk: leaves } } });
  const { receipt, caseId } = await entered();
  await doing(house.ledger, caseId)('clerk2', 'intake-1', 'register', REGISTRATION);
  house.clock.set('2025-03-06');
  await expect(house.ledger.caseView(house.person('clerk'), caseId)).rejects.toMatchObject(refusedAs('case-unknown'));
  expect(await house.ledger.progress(receipt)).toMatchObject({ receiptSeen: true });
  expect(await withdraw(receipt)).toMatchObject({ withdrawn: false });
  await house.ledger.addMessage(receipt, '补充一点');
  const own = (await eventsOf(caseId)).filter((e) => e.actor.role === 'tipster');
  expect(own.map((e) => [e.type, e.name, e.actor.receiptShownTo])).toEqual([
    ['proposal', 'withdraw', ['clerk']],
    ['act', 'message', ['clerk']],
  ]);
  await shutOut(caseId);
  await expect(house.ledger.progress(receipt)).rejects.toMatchObject(refusedAs('receipt-seen-by-outsider'));
});

it('the answer of an entry is told again to nobody who may not see the case any more', async () => {
  house = await testHouse();
  const key = crypto.randomUUID();
  const tip = { receivedAt: house.clock.now() };
  const { receipt, caseId } = await entered(tip, key);
  expect((await entered(tip, key)).receipt).toBe(receipt);
  await doing(house.ledger, caseId)('clerk2', 'intake-1', 'register', REGISTRATION);
  await shutOut(caseId);
  await expect(entered(tip, key)).rejects.toMatchObject(refusedAs('case-unknown'));
});

describe('a receipt that was held back', () => {
  const show = async (login: string, caseId: string) =>
    (await house.ledger.showReceipt(house.person(login), caseId)).receipt;
  const waits = async (login: string, caseId: string) =>
    (await house.ledger.caseView(house.person(login), caseId)).receiptWaits ?? false;
  const stepsAside = (caseId: string, login = 'special') =>
    doing(house.ledger, caseId)(login, 'intake-1', 'pass-on', { aboutMyself: true, passReasons: 'my cousin' });
  const byTipster = async (caseId: string, as: string) =>
    (await eventsOf(caseId, as)).flatMap((e) => (e.actor.role === 'tipster' ? [[e.name, e.actor.receiptShownTo]] : []));
  /** A second holder of the special intake post, from a day on which the first leaves it. */
  const twoInTurn = async () => {
    const { DIRECTORY } = await import('../support/people.ts');
    const { special } = DIRECTORY.people;
    if (!special) throw new Error('no such person');
    const until = special.grants.map((g) => ({ ...g, until: '2025-03-05' }));
    const other = { ...special, id: 'special2', login: 'special2', name: { zh: '后任', en: 'Next' } };
    const people = { ...DIRECTORY.people, special: { ...special, grants: until }, special2: other };
    house = await testHouse({ directory: { ...DIRECTORY, people } });
  };

  it('is shown to nobody who opens the case, only by an act of its own, and to whom is noted at that moment, once', async () => {
    house = await testHouse();
    const { caseId } = await entered({ concernsStaff: 'yes' });
    expect(await waits('special', caseId)).toBe(true);
    const receipt = await show('special', caseId);
    expect(await show('special', caseId)).toBe(receipt);
    const seen = (await eventsOf(caseId, 'special')).filter((e) => e.name === 'receipt-shown');
    expect(seen.map((e) => [e.actor.id, e.facts])).toEqual([['special', { shownTo: ['special'] }]]);
    expect(JSON.stringify(await house.ledger.caseView(house.person('special'), caseId))).not.toContain(receipt);
    expect(
      (await house.pool.query("SELECT reader FROM access_journal WHERE what = 'receipt'")).rows.map((r) => r.reader),
    ).toEqual(['special', 'special']);
  });

  it('is shown to nobody who does not take the case in, and of a tip whose receipt was not held back there is none', async () => {
    house = await testHouse();
    const { caseId } = await entered({ concernsStaff: 'yes' });
    await expect(show('clerk', caseId)).rejects.toMatchObject(refusedAs('case-unknown'));
    const other = await entered();
    await expect(show('clerk', other.caseId)).rejects.toMatchObject(refusedAs('receipt-not-held'));
    expect(await waits('clerk', other.caseId)).toBe(false);
  });

  it('outlives nobody who saw it: once they stepped aside it opens nothing and does nothing, whoever registers the tip', async () => {
    house = await testHouse();
    const { caseId } = await entered({ concernsStaff: 'yes' });
    const receipt = await show('special', caseId);
    await house.ledger.addMessage(receipt, 'x');
    expect(await withdraw(receipt)).toMatchObject({ withdrawn: false });
    expect(await byTipster(caseId, 'special')).toEqual([
      ['message', ['special']],
      ['withdraw', ['special']],
    ]);
    await stepsAside(caseId);
    await expect(show('special', caseId)).rejects.toMatchObject(refusedAs('case-unknown'));
    const no = refusedAs('receipt-seen-by-outsider');
    await expect(house.ledger.progress(receipt)).rejects.toMatchObject(no);
    await expect(house.ledger.addMessage(receipt, 'y')).rejects.toMatchObject(no);
    await expect(withdraw(receipt)).rejects.toMatchObject(no);
    await doing(house.ledger, caseId)('superior', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedPersons: ['special'],
    });
    await expect(house.ledger.progress(receipt)).rejects.toMatchObject(no);
    await expect(withdraw(receipt)).rejects.toMatchObject(no);
  });

  it('is shown to another only when nobody who has it can hand it over any more; then each step names all of them, and any of them ends it', async () => {
    await twoInTurn();
    const { caseId } = await entered({ concernsStaff: 'yes' });
    const receipt = await show('special', caseId);
    house.clock.set('2025-03-06');
    expect(await show('special2', caseId)).toBe(receipt);
    await house.ledger.addMessage(receipt, 'x');
    expect(await byTipster(caseId, 'special2')).toEqual([['message', ['special', 'special2']]]);
    await stepsAside(caseId, 'special2');
    await expect(house.ledger.progress(receipt)).rejects.toMatchObject(refusedAs('receipt-seen-by-outsider'));
  });

  it('that a colleague has who can hand it over is shown to nobody else', async () => {
    const { DIRECTORY } = await import('../support/people.ts');
    const { special } = DIRECTORY.people;
    if (!special) throw new Error('no such person');
    const special2 = { ...special, id: 'special2', login: 'special2', name: { zh: '同事', en: 'Colleague' } };
    house = await testHouse({ directory: { ...DIRECTORY, people: { ...DIRECTORY.people, special2 } } });
    const { caseId } = await entered({ concernsStaff: 'yes' });
    await show('special', caseId);
    expect(await waits('special2', caseId)).toBe(false);
    await expect(show('special2', caseId)).rejects.toMatchObject(refusedAs('receipt-shown-already'));
  });

  it('of before, when everybody who opened the case was shown it, counts as seen by each of them', async () => {
    house = await testHouse();
    const { caseId } = await entered({ concernsStaff: 'yes' });
    const untouched = await entered({ concernsStaff: 'yes' });
    const page = await house.ledger.tell(TIP);
    await waits('special', caseId);
    await eventsOf(page.caseId);
    const job = () =>
      inTransaction(house.owner, (db) => shownReceipts.step({ db, keys: house.keys, now: house.clock.now() }, null));
    await job();
    await job();
    const noted = (await eventsOf(caseId, 'special')).filter((e) => e.name === 'receipt-shown');
    expect(noted.map((e) => [e.actor.role, e.facts])).toEqual([['system', { shownTo: ['special'] }]]);
    for (const id of [untouched.caseId, page.caseId])
      expect(
        (await house.pool.query("SELECT 1 FROM events WHERE case_id = $1 AND name = 'receipt-shown'", [id])).rows,
      ).toEqual([]);
    const receipt = await show('special', caseId);
    await house.ledger.addMessage(receipt, 'x');
    expect(await byTipster(caseId, 'special')).toEqual([['message', ['special']]]);
    await stepsAside(caseId);
    await expect(withdraw(receipt)).rejects.toMatchObject(refusedAs('receipt-seen-by-outsider'));
  });
});
