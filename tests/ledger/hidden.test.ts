import { expect, it } from 'vitest';
import { parcelOf } from '../../activities/parcel.ts';
import { NAMED, testHouse } from './house.ts';
import { listed, settle } from './road.ts';

/** Before which acts of the road somebody asks who told: a hidden event each, for everybody but the two of them. */
const ASKED = new Map([
  [3, 'clerk'],
  [7, 'unithead'],
  [11, 'legal'],
]);
/** Whoever has nothing to do with that. */
const OTHERS = ['officer1', 'depthead', 'checker', 'disclosure', 'credit'];

/** One and the same life of a case, with or without what the others may not know of, and everything that they are shown of it. */
async function shown(hidden: boolean): Promise<Record<string, unknown>> {
  const house = await testHouse();
  const { person, owner } = house;
  const seen: Record<string, unknown> = {};
  let acts = 0;
  const act: typeof house.ledger.act = async (asking) => {
    acts += 1;
    // Its drivers are awake, as they are in life.
    await house.ledger.advanceCase(asking.caseId);
    const asker = ASKED.get(acts);
    if (hidden && asker !== undefined) {
      const why = { ground: 'reward', clause: '示例办法第一条', reason: '发放奖励须核对身份' } as const;
      await house.ledger.askIdentity(person(asker), asking.caseId, why);
    }
    const answer = await house.ledger.act(asking);
    if (OTHERS.includes(asking.by)) seen[`act ${acts} ${asking.act}`] = answer;
    return answer;
  };
  const ledger = { ...house.ledger, act };
  const road = await listed({ ledger, clock: house.clock }, { tip: NAMED });
  const { caseId, receipt } = road;
  await road.act('disclosure', 'disclosure-1', 'publish');
  await road.act('clerk', 'intake-1', 'reply', { text: '已收到。' });
  for (const { id } of (await ledger.driversOf(caseId)).proceedings) {
    const todo = await ledger.todo(caseId, id);
    // What stands in Temporal, and what is handed to other bodies.
    seen[`todo ${id}`] = todo;
    for (const e of todo.effects) seen[`parcel ${e.kind} ${e.to}`] = parcelOf(await ledger.effect(e.key));
  }
  await settle(ledger, caseId);
  await road.act('disclosure', 'disclosure-1', 'report-mistake', { mistake: 'text', explanation: '漏字' });
  house.clock.add(40 * 86_400_000);
  await ledger.advanceCase(caseId);
  for (const login of OTHERS) {
    seen[`case ${login}`] = await ledger.caseView(person(login), caseId);
    seen[`acts ${login}`] = await ledger.actsOf(person(login), caseId);
    seen[`work ${login}`] = await ledger.worklist(person(login));
  }
  seen.list = await ledger.cases(person('depthead'));
  seen.deadlines = await ledger.deadlines(person('depthead'));
  seen.tipster = await ledger.progress(receipt);
  seen.public = await ledger.register({});
  const { rows } = await owner.query<{ number: string }>('SELECT number FROM cases');
  const { rows: events } = await owner.query("SELECT 1 FROM events WHERE name LIKE 'identity-%'");
  expect(events).toHaveLength(hidden ? ASKED.size : 0);
  await house.close();
  return JSON.parse(
    JSON.stringify(seen, (_, value) => (Array.isArray(value) ? inOrder(value) : value))
      .replaceAll(rows[0]!.number, 'NUMBER')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
      .replace(/"[0-9a-f]{24,32}(:given-up)?"/g, '"KEY"')
      // The minute of the first hour at which a case is spoken of follows from its id.
      .replace(/T09:\d\d:00\+08:00/g, 'T09'),
  ) as Record<string, unknown>;
}

/** Rows of one moment stand in an order of chance. */
const inOrder = (list: unknown[]): unknown[] =>
  list.every((x) => typeof x === 'object' && x !== null && ('text' in x || 'publishedAt' in x))
    ? [...list].sort((a, b) => (plain(a) < plain(b) ? -1 : 1))
    : list;
const plain = (x: unknown) => JSON.stringify(x).replace(/"[0-9a-f]{24,32}"/g, '');

it('events that somebody may not know of leave no trace in any number, name, reference or order of what they are shown', async () => {
  const [without, with_] = await Promise.all([shown(false), shown(true)]);
  expect(Object.keys(with_)).toEqual(Object.keys(without));
  for (const [what, answer] of Object.entries(without)) expect(with_[what], what).toEqual(answer);
  expect(JSON.stringify(without)).toContain('textEvent');
  expect(JSON.stringify(without)).toContain('KEY');
});
