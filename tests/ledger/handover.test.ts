import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { verify } from '../../ledger/index.ts';
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
  const { number } = await house.ledger.askChanges(await of('admin'), { changes, reason: '岗位调整' }, `ask-${++keys}`);
  await house.ledger.approveChanges(await of('approver'), number);
}

async function assigned(officers: string[], accused: object = {}) {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', { ...REGISTRATION, ...accused });
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('unithead', 'investigation-1', 'assign', { officers, conflictChecked: true });
  return caseId;
}

const REASON = '承办人休假，改由他人办理。';
const handsOver = async (
  by: string,
  officer: string,
  cases: string[],
  successors: string[],
  { stays = false, key = `hand-${++keys}` } = {},
) =>
  house.ledger.handOver(
    await of(by),
    {
      officer,
      successors,
      stays,
      reason: REASON,
      cases: cases.map((caseId) => ({ caseId, proceeding: 'investigation-1' })),
    },
    key,
  );
const officersOf = async (caseId: string) => (await house.ledger.caseView(await of('unithead'), caseId)).officers;
const listed = async (by: string, officer: string) =>
  (await house.ledger.handedCases(await of(by), officer)).items.map((c) => c.caseId).sort();
const waitsFor = async (by: string) =>
  (await house.ledger.waiting(await of(by))).filter((w) => w.what === 'handover').map((w) => [w.about, w.text.zh]);
const onList = async (by: string) =>
  (await house.ledger.worklist(await of(by))).items
    .filter((i) => i.role === 'officer')
    .map((i) => [i.caseId, i.text.zh]);

it('cases of an officer go to another in one step: each has its own act with the reason, and one in which the other is outside is left and told', async () => {
  const plain = [await assigned(['officer1', 'officer2']), await assigned(['officer1', 'officer3'])].sort();
  const training = await assigned(['officer1', 'officer2'], { accusedUnit: 'training' });
  const others = await assigned(['officer2', 'officer3']);
  expect(await listed('unithead', 'officer1')).toEqual([...plain, training].sort());
  const view = await house.ledger.handover(await of('unithead'));
  expect(view.officers.map((o) => [o.id, o.cases, o.stands])).toEqual([
    ['officer1', 3, 'here'],
    ['officer2', 3, 'here'],
    ['officer3', 2, 'here'],
  ]);
  // Whose certificate is over takes over nothing.
  expect(view.successors.map((s) => s.id)).toContain('kin');

  const answer = await handsOver('unithead', 'officer1', [...plain, training, others], ['kin'], { key: 'once' });
  expect(answer.done.map((d) => d.caseId).sort()).toEqual(plain);
  expect(answer.left.map((l) => [l.caseId, l.code])).toEqual([
    [training, 'officer-not-available'],
    [others, 'not-its-officer'],
  ]);
  for (const caseId of plain) {
    expect(await officersOf(caseId)).not.toContain('officer1');
    expect(await officersOf(caseId)).toContain('kin');
    const { timeline } = await house.ledger.caseView(await of('unithead'), caseId);
    const acts = timeline.filter((e) => e.name === 'reassign');
    expect(acts).toHaveLength(1);
    expect(acts[0]).toMatchObject({ actor: { id: 'unithead' }, words: { reason: REASON } });
  }
  expect(await officersOf(training)).toEqual(['officer1', 'officer2']);
  // Sent again it is not done again.
  expect(
    (await handsOver('unithead', 'officer1', [...plain, training, others], ['kin'], { key: 'once' })).done,
  ).toEqual(answer.done);
  expect(
    (await house.ledger.caseView(await of('unithead'), plain[0]!)).timeline.filter((e) => e.name === 'reassign'),
  ).toHaveLength(1);
  expect((await verify(house)).findings).toEqual([]);
});

it('is for who names officers in a case: nobody else sees the list, and a case that they may not see is none to them', async () => {
  for (const by of ['clerk', 'officer1', 'admin', 'legal'])
    await expect(house.ledger.handover(await of(by))).rejects.toMatchObject({ refusal: { code: 'not-your-role' } });
  // The head of the department names officers only where the head of the unit is outside.
  expect((await house.ledger.handover(await of('depthead'))).officers).toEqual([]);
  const aside = await assignedAbove();
  expect(await listed('unithead', 'officer2')).not.toContain(aside);
  expect(await listed('depthead', 'officer2')).toEqual([aside]);
  expect((await handsOver('unithead', 'officer2', [aside], ['kin'])).left.map((l) => l.code)).toEqual(['case-unknown']);
  expect((await handsOver('depthead', 'officer2', [aside], ['kin'])).done.map((d) => d.caseId)).toEqual([aside]);
});

/** A case against the head of the unit: one level up names its officers. */
async function assignedAbove() {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedHeads: ['unit-head'] });
  await act('clerk', 'intake-1', 'accept:propose');
  await act('depthead', 'intake-1', 'accept');
  await act('depthead', 'investigation-1', 'assign', { officers: ['officer2', 'officer3'], conflictChecked: true });
  return caseId;
}

it('cases of an officer on leave stand with the head until their deputy is named in them, and go on with the officer afterwards', async () => {
  const [first, second] = [await assigned(['officer3', 'officer2']), await assigned(['officer3', 'officer2'])];
  const before = new Set((await onList('unithead')).map(([id]) => id));
  expect([before.has(first), before.has(second)]).toEqual([false, false]);
  await changed({ kind: 'appoint-deputy', person: 'officer3', deputy: 'checker', until: '2025-03-20' });
  const mine = async () => (await onList('unithead')).filter(([id]) => id === first || id === second);
  expect((await mine()).map(([id]) => id).sort()).toEqual([first, second].sort());
  expect((await mine())[0]![1]).toMatch(/^承办人承办人丙不在岗，由复核人代理，请指定其参与办理：/);
  expect((await waitsFor('unithead')).find(([id]) => id === 'officer3')?.[1]).toMatch(
    /^承办人丙不在岗，由复核人代理：/,
  );
  // A deputy without a certificate is named in nothing; another officer is.
  expect((await handsOver('unithead', 'officer3', [first], ['checker'], { stays: true })).left).toMatchObject([
    { code: 'officer-not-available' },
  ]);
  await changed({
    kind: 'give-certificate',
    person: 'checker',
    number: 'HR-checker',
    from: '2025-01-01',
    until: '2029-12-31',
  });
  await handsOver('unithead', 'officer3', [first, second], ['checker'], { stays: true });
  expect(await officersOf(first)).toEqual(['officer3', 'officer2', 'checker']);
  expect(await mine()).toEqual([]);
  house.clock.set('2025-03-24');
  // The leave is over: the deputy is an officer no more, whose work stands with the head.
  expect((await waitsFor('unithead')).map(([id]) => id)).toContain('checker');
  expect((await handsOver('unithead', 'checker', [first, second], ['officer3'])).done).toHaveLength(2);
  expect(await officersOf(first)).toEqual(['officer3', 'officer2']);
});
