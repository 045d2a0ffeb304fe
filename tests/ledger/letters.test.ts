import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '../../domain/authority/types.ts';
import { verify } from '../../ledger/index.ts';
import { HOUSE_OF_OFFICERS } from '../support/changes.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ directory: HOUSE_OF_OFFICERS });
});
afterAll(() => house.close());

/** A tip whose acceptance was told of by a letter, with how its holder and an officer read who sends it. */
async function told() {
  const { caseId, receipt } = await house.ledger.tell(NAMED);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
  await act('unithead', 'intake-1', 'notice-sent');
  const { effects } = await house.ledger.todo(caseId, 'intake-1');
  await house.ledger.placeLetter(effects.find((e) => e.kind === 'letter')!.key);
  return async () => {
    const mine = (await house.ledger.progress(receipt))!.letters.map((l) => l.from);
    const ours = (await house.ledger.caseView(house.person('unithead'), caseId)).letters.map((l) => l.from);
    expect(ours).toEqual(mine);
    expect(mine).toHaveLength(1);
    return mine[0]!;
  };
}

let keys = 0;
async function says(telephone: string): Promise<void> {
  const change: Change = {
    kind: 'say-of-oneself',
    area: '全市',
    telephone,
    address: { zh: '示例路1号', en: '1 Example Road' },
    hours: { zh: '工作日', en: 'Working days' },
    publicUrl: 'https://tips.example.invalid',
    icp: '示ICP备00000000号',
  };
  const of = async (id: string) => (await house.ledger.directory()).people[id]!;
  house.clock.add(60_000);
  const asked = await house.ledger.askChanges(
    await of('admin'),
    { changes: [change], reason: '迁址' },
    `who-${++keys}`,
  );
  await house.ledger.consentChanges(await of('principal'), asked.number, null);
  await house.ledger.approveChanges(await of('approver'), asked.number);
  house.clock.add(60_000);
}

it('a letter says who sends it and how they are reached, as they were when it was placed, whatever they say since', async () => {
  const { name } = HOUSE_OF_OFFICERS.organs.city!;
  const signed = (telephone: string) => ({
    zh: `${name.zh}\n电话：${telephone}\n地址：示例路1号\n办公时间：工作日`,
    en: `${name.en}\nTelephone: ${telephone}\nAddress: 1 Example Road\nHours: Working days`,
  });
  const before = await told();
  await says('000-0001');
  const first = await told();
  await says('000-0002');
  const second = await told();
  // Nothing was said of the authority when the first was placed.
  expect(await before()).toEqual(name);
  expect([await first(), await second()]).toEqual([signed('000-0001'), signed('000-0002')]);
  expect((await verify(house)).findings).toEqual([]);
});
