/** Whoever a tip names is outside on every way in and stays so, and no case is left where nobody sees it. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Directory, Person } from '../../domain/people/types.ts';
import { verify } from '../../ledger/index.ts';
import { bothWays } from '../../ledger/keeping/both-ways.ts';
import { nextSteps } from '../../ledger/keeping/next-steps.ts';
import type { TipInput } from '../../ledger/types.ts';
import { DIRECTORY } from '../support/people.ts';
import { bindStates } from '../support/sealed.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
const open = async (people: Record<string, Person> = {}, without: string[] = []) => {
  const all = { ...DIRECTORY.people, ...people };
  const directory: Directory = {
    ...DIRECTORY,
    people: Object.fromEntries(Object.entries(all).filter(([id]) => !without.includes(id))),
  };
  house = await testHouse({ directory });
};
afterEach(async () => {
  expect((await verify(house)).findings).toEqual([]);
  await house.close();
});

const called = (id: string, zh: string, post?: string): Person => {
  const p = DIRECTORY.people[id]!;
  const grants = p.grants.map((g) => ({ ...g, post: post ? { zh: post, en: post } : g.post }));
  return { ...p, name: { zh, en: `X ${id}` }, grants };
};
const sees = async (caseId: string): Promise<string[]> => {
  const found: string[] = [];
  for (const id of Object.keys(house.directory.people)) {
    const view = await house.ledger.caseView(house.person(id), caseId).catch(() => null);
    if (view) found.push(id);
  }
  return found;
};
/** In whose work list something of the case stands. */
const listed = async (caseId: string): Promise<string[]> => {
  const found: string[] = [];
  for (const id of Object.keys(house.directory.people)) {
    const { items } = await house.ledger.worklist(house.person(id)).catch(() => ({ items: [] }));
    if (items.some((i) => i.caseId === caseId)) found.push(id);
  }
  return found;
};
const refusedAs = (code: string) => ({ refusal: { code } });
/** What came of an act: done, or the code of the refusal. */
const came = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (e: { refusal?: { code: string } }) => e.refusal?.code ?? String(e),
  );
const SURE = { tipRead: true };
const ON = { aboutMyself: false, passReasons: 'x' };
const letter = async (more: Partial<TipInput>) =>
  (await house.ledger.enter({ ...TIP, ...more, channel: 'letter', receivedAt: house.clock.now(), by: 'clerk2' }))
    .caseId;

describe('a head', () => {
  it('who is accused by post or surname neither reads the tip nor confirms that it is not about them', async () => {
    await open({ depthead: called('depthead', '王建国', '局长'), unithead: called('unithead', '李红', '科长') });
    const { concernsStaff: _, ...told } = TIP;
    for (const [name, head] of [
      ['市人社局王局长', 'depthead'],
      ['昆明市人社局局长', 'depthead'],
      ['基金监督科李科长', 'unithead'],
    ] as const) {
      const { caseId } = await house.ledger.tell({ ...told, accused: { name } });
      const act = doing(house.ledger, caseId);
      await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
      expect(await sees(caseId), name).not.toContain(head);
      await expect(act(head, 'intake-1', 'confirm-not-ours', SURE)).rejects.toMatchObject(refusedAs('case-unknown'));
    }
  });
});

describe('whoever a tip keeps away', () => {
  it.each(['刘洋', '刘洋会把消息告诉他', '刘洋管受理', '除刘洋外都可以'])(
    'with the words %s neither sees it nor has it in a list',
    async (notThese) => {
      await open({ special: called('special', '刘洋') });
      const { caseId } = await house.ledger.tell({ ...TIP, notThese });
      expect(await sees(caseId)).not.toContain('special');
      expect(await listed(caseId)).not.toContain('special');
    },
  );

  it('is told of with a verb: where nobody else receives it, it is refused before it is sent', async () => {
    const stay = ['clerk', 'officer1', 'officer2', 'unithead', 'depthead', 'legal', 'principal'];
    await open(
      { clerk: called('clerk', '赵敏') },
      Object.keys(DIRECTORY.people).filter((id) => !stay.includes(id)),
    );
    for (const notThese of ['赵敏', '赵敏会把消息告诉他们'])
      await expect(house.ledger.tell({ ...TIP, notThese })).rejects.toMatchObject(refusedAs('nobody-else-receives'));
  });

  it('and a deputy who is accused leaves the chief the case', async () => {
    await open({ depthead: called('depthead', '王建国', '局长') });
    const { concernsStaff: _, ...told } = TIP;
    const { caseId } = await house.ledger.tell({ ...told, accused: { name: '市人社局副局长' } });
    const act = doing(house.ledger, caseId);
    await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    expect(await sees(caseId)).toContain('depthead');
  });
});

describe('a letter that nobody else could receive', () => {
  const WITHOUT = ['superior', 'superior2'];
  const people = () => ({
    special: called('special', '赵六'),
    clerk: called('clerk', '钱一'),
    clerk2: called('clerk2', '钱二'),
  });

  it.each<[string, Partial<TipInput>, string[]]>([
    ['accuses the special post', { accused: { name: '赵六' }, concernsStaff: 'yes' }, ['clerk', 'clerk2']],
    ['keeps its holder away', { notThese: '不要让赵六看到' }, ['clerk', 'clerk2']],
    ['keeps the post away', { notPosts: ['special'] }, ['clerk', 'clerk2']],
    ['accuses one clerk as well', { accused: { name: '钱一、赵六' }, concernsStaff: 'yes' }, ['clerk2']],
    ['accuses all who could take it in', { accused: { name: '钱一、钱二、赵六' } }, ['clerk', 'clerk2']],
  ])('and that %s stays with the reception, and is passed on to nobody', async (_what, more, who) => {
    await open(people(), WITHOUT);
    const id = await letter(more);
    expect(await sees(id)).toEqual(who);
    const by = who.at(-1)!;
    await expect(doing(house.ledger, id)(by, 'intake-1', 'pass-on', ON)).rejects.toMatchObject(
      refusedAs('no-other-door'),
    );
  });

  it('keeps the heads away that it ticks, also once it is registered', async () => {
    await open(people(), WITHOUT);
    const id = await letter({ notPosts: ['heads'] });
    await doing(house.ledger, id)('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedUnit: 'training' });
    expect(await sees(id)).toEqual(['clerk', 'clerk2']);
  });

  it('is not passed on by who alone sits where it would go, and says that it concerns them', async () => {
    const { special } = DIRECTORY.people;
    const grants = special!.grants.map((g) => ({ ...g, roles: [...g.roles, 'clerk' as const] }));
    await open({ special: { ...special!, grants } }, WITHOUT);
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    const mine = { ...ON, aboutMyself: true };
    await expect(act('special', 'intake-1', 'pass-on', mine)).rejects.toMatchObject(refusedAs('no-other-door'));
    await act('clerk', 'intake-1', 'pass-on', mine);
    expect(await sees(caseId)).toEqual(['special']);
  });
});

describe('a file that was registered as concerning none of ours', () => {
  it('is looked at by a second person like any tip: until then no head but that one sees it, and nothing settles it', async () => {
    await open();
    const register = {
      proceeding: 'intake',
      act: 'register',
      by: 'clerk',
      occurredAt: '2025-03-01',
      form: { ...REGISTRATION, paper: { number: '旧1', pages: 1, scan: 's', second: 'legal' } },
    };
    for (const more of [{ concernsStaff: 'yes' }, { door: 'above' }, { notThese: '不要让他的亲戚看到' }] as const) {
      const { caseId } = await house.ledger.enter({
        ...TIP,
        ...more,
        channel: 'letter',
        receivedAt: '2025-02-28T10:00:00+08:00',
        acts: [register],
        by: 'clerk',
      });
      expect(await sees(caseId), JSON.stringify(more)).toEqual(['clerk', 'clerk2', 'depthead']);
      const act = doing(house.ledger, caseId);
      await expect(act('clerk', 'intake-1', 'accept:propose')).rejects.toMatchObject(refusedAs('second-person-first'));
      await act('depthead', 'intake-1', 'confirm-not-ours', SURE);
      expect(await sees(caseId)).toContain('unithead');
    }
  });

  it('is confirmed as it was read: what was entered since under the same number is read first', async () => {
    await open();
    const paper = { paper: { number: '补1', pages: 1, scan: 's', second: 'legal' } };
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    house.clock.set('2025-03-04');
    await act('clerk', 'intake-1', 'register', { ...REGISTRATION, ...paper }, { occurredAt: '2025-03-03' });
    const offer = async () =>
      (await house.ledger.actsOf(house.person('clerk2'), caseId)).allowed.find((a) => a.act === 'confirm')!.proposal!;
    const read = await offer();
    await act('clerk', 'intake-1', 'reply', { text: 'x', ...paper }, { occurredAt: '2025-03-03' });
    const confirm = (answers: string) =>
      house.ledger.act({
        caseId,
        proceeding: 'paper-1',
        act: 'confirm',
        form: { documents: [{ number: '补1', pages: 1 }], seen: true },
        by: 'clerk2',
        answers,
        idempotencyKey: crypto.randomUUID(),
      });
    await expect(confirm(read.put)).rejects.toMatchObject(refusedAs('changed-since-read'));
    await confirm((await offer()).put);
  });
});

describe('what is decided on', () => {
  it('is known again while the clock stands still, also after what was read was declined', async () => {
    await open();
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    const refuse = (refusalReasons: string) => ({ refusalGround: 'no-target-or-clue', refusalReasons });
    await act('clerk', 'intake-1', 'refuse:propose', refuse('a'));
    const { allowed } = await house.ledger.actsOf(house.person('unithead'), caseId);
    const { put } = allowed.find((x) => x.act === 'refuse')!.proposal!;
    await act('unithead', 'intake-1', 'refuse:decline', { reasons: 'x' });
    await act('clerk', 'intake-1', 'refuse:propose', refuse('b'));
    const decide = { proceeding: 'intake-1', act: 'refuse', form: {}, by: 'unithead', answers: put };
    await expect(house.ledger.act({ caseId, ...decide, idempotencyKey: crypto.randomUUID() })).rejects.toMatchObject(
      refusedAs('changed-since-read'),
    );
  });

  it('is what was read, whatever date a paper gives to what takes its place', async () => {
    await open();
    const { caseId } = await house.ledger.tell({ ...TIP, concernsStaff: 'yes' });
    const act = doing(house.ledger, caseId);
    await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    const { allowed } = await house.ledger.actsOf(house.person('depthead'), caseId);
    const read = allowed.find((x) => x.act === 'confirm-not-ours')!.proposal!;
    house.clock.add(6 * 60_000);
    const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: ['officer3'], notOurStaff: true };
    const paper = { paper: { number: '补1', pages: 1, scan: 's', second: 'legal' } };
    await act('special', 'intake-1', 'link-accused', { ...link, ...paper }, { occurredAt: read.at });
    const confirm = { proceeding: 'intake-1', act: 'confirm-not-ours', form: SURE, by: 'depthead', answers: read.put };
    await expect(house.ledger.act({ caseId, ...confirm, idempotencyKey: crypto.randomUUID() })).rejects.toMatchObject(
      refusedAs('changed-since-read'),
    );
  });
});

describe('the second look', () => {
  const LINK = { accusedUnit: 'none', accusedNatural: true };
  const NONE = { ...LINK, notOurStaff: true };

  it('is taken by the next one where nobody of the post before can: above, the head of the unit, the principal', async () => {
    const { depthead, special } = DIRECTORY.people;
    const both = { ...depthead!, grants: [...depthead!.grants, ...special!.grants] };
    for (const [without, looks] of [
      [['special'], 'superior'],
      [['special', 'superior'], 'unithead'],
      [['special', 'superior', 'unithead'], 'principal'],
    ] as const) {
      await open({ depthead: both }, [...without]);
      const { caseId } = await house.ledger.tell({ ...TIP, concernsStaff: 'yes' });
      const act = doing(house.ledger, caseId);
      await act('depthead', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
      expect(await sees(caseId)).toEqual(['depthead', looks].sort((a, b) => order(a) - order(b)));
      await expect(act('depthead', 'intake-1', 'confirm-not-ours', SURE)).rejects.toBeDefined();
      await act(looks, 'intake-1', 'confirm-not-ours', SURE);
      if (looks !== 'principal') await house.close();
    }
  });
  const order = (id: string) => Object.keys(DIRECTORY.people).indexOf(id);

  it('is not taken by who typed in a file what another one asked for in life', async () => {
    const { depthead, clerk } = DIRECTORY.people;
    await open({ depthead: { ...depthead!, grants: [...depthead!.grants, ...clerk!.grants] } });
    const paper = (number: string) => ({ paper: { number, pages: 1, scan: 's', second: 'legal' } });
    const past = (act: string, occurredAt: string, form: object) => ({
      proceeding: 'intake',
      act,
      by: 'clerk2',
      occurredAt,
      form: { ...form },
    });
    const { caseId } = await house.ledger.enter({
      ...TIP,
      channel: 'letter',
      receivedAt: '2025-02-28T10:00:00+08:00',
      by: 'depthead',
      acts: [
        past('register', '2025-03-01', { ...REGISTRATION, accusedPersons: ['officer1'], ...paper('a') }),
        past('link-accused', '2025-03-02', { ...NONE, ...paper('b') }),
      ],
    });
    const act = doing(house.ledger, caseId);
    await expect(act('depthead', 'intake-1', 'confirm-not-ours', SURE)).rejects.toBeDefined();
    expect(await sees(caseId)).not.toContain('officer1');
    await act('superior', 'intake-1', 'confirm-not-ours', SURE);
  });
});

describe('a file', () => {
  const past = (act: string, form: object, occurredAt = '2025-03-01') => ({
    proceeding: 'intake',
    act,
    by: 'clerk2',
    occurredAt,
    form: { ...form, paper: { number: act, pages: 1, scan: 's', second: 'legal' } },
  });
  const entered = (more: Partial<TipInput & { by: string }>, ...acts: ReturnType<typeof past>[]) =>
    house.ledger.enter({
      ...TIP,
      channel: 'letter',
      receivedAt: '2025-02-28T10:00:00+08:00',
      by: 'clerk',
      acts,
      ...more,
    });

  it('that went to another door before is still seen by somebody, whomever it names', async () => {
    await open({ special: called('special', '赵六') }, ['superior', 'superior2']);
    const on = past('pass-on', ON);
    const { caseId } = await entered({ concernsStaff: 'yes', accused: { name: '赵六' } }, on);
    expect(await sees(caseId)).toEqual(['special']);
  });

  it('that registered a tip on staff as concerning none stands in the list of whoever can look after who entered it', async () => {
    const { depthead, clerk } = DIRECTORY.people;
    await open({ depthead: { ...depthead!, grants: [...depthead!.grants, ...clerk!.grants] } }, ['superior']);
    const none = past('register', REGISTRATION);
    const { caseId } = await entered({ concernsStaff: 'yes', by: 'depthead' }, none);
    const { tasks } = await house.ledger.caseView(house.person('unithead'), caseId);
    expect(tasks.filter((x) => x.basis === 'house: conflict check by two').map((x) => x.to)).toEqual(['unit-head']);
    await doing(house.ledger, caseId)('unithead', 'intake-1', 'confirm-not-ours', SURE);
  });

  it('goes to the organ above where of a post that somebody else held at the time nobody is left today', async () => {
    const left = called('depthead', '前任');
    const grants = left.grants.map((g) => ({ ...g, until: '2025-03-01' }));
    await open({ oldhead: { ...left, grants, id: 'oldhead', login: 'oldhead' } });
    const register = past('register', { ...REGISTRATION, accusedPersons: ['depthead'] });
    const { caseId } = await entered({}, register);
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'unithead', 'superior']);
  });

  it('links nobody so that no head is left, and tells of nobody without a paper', async () => {
    await open();
    const accusedPersons = ['depthead', 'superior', 'principal', 'unithead', 'clerk2'];
    const register = past('register', { ...REGISTRATION, accusedPersons });
    await expect(entered({}, { ...register, by: 'clerk' })).rejects.toMatchObject(refusedAs('no-head-left'));
    const { paper: _, ...bare } = past('register', REGISTRATION).form as Record<string, unknown>;
    const today = { ...past('register', {}), occurredAt: '2025-03-03', form: bare };
    await expect(entered({}, today as never)).rejects.toMatchObject(refusedAs('own-act-backdated'));
  });
});

describe('a withdrawal that one clerk enters', () => {
  it('is read on the receipt page once another person has confirmed it', async () => {
    await open();
    const { caseId, receipt } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    const withdrawn = async () => (await house.ledger.progress(receipt))?.withdrawn;
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'withdraw:propose', { document: { kind: '函', number: '文1', date: '2025-03-03' } });
    expect(await withdrawn()).toBe(false);
    await expect(act('clerk', 'intake-1', 'withdraw')).rejects.toMatchObject(refusedAs('not-your-own-proposal'));
    await act('clerk2', 'intake-1', 'withdraw');
    expect(await withdrawn()).toBe(true);
  });
});

describe('a tip that nobody registered', () => {
  const { concernsStaff: _, ...bare } = TIP;
  const ofStaff = { ...bare, concernsStaff: 'yes' as const };
  const listed = async (caseId: string): Promise<string[]> => {
    const found: string[] = [];
    for (const id of Object.keys(house.directory.people)) {
      const { items } = await house.ledger.worklist(house.person(id));
      if (items.some((item) => item.caseId === caseId)) found.push(id);
    }
    return found;
  };

  it('stands in the list of whoever takes it in also after it is accepted by silence: they register it, then the heads see it', async () => {
    await open();
    for (const [tip, takesIn] of [
      [bare, ['clerk', 'clerk2']],
      [ofStaff, ['special']],
    ] as const) {
      const { caseId } = await house.ledger.tell(tip);
      const from = house.clock.now();
      house.clock.set('2025-06-30');
      await house.ledger.advanceCase(caseId);
      expect(await listed(caseId)).toEqual(takesIn);
      await doing(house.ledger, caseId)(takesIn[0], 'intake-1', 'register', {
        ...REGISTRATION,
        accusedUnit: 'training',
      });
      expect(await listed(caseId)).toContain('unithead');
      house.clock.set(from);
    }
  });

  it('is brought up where an earlier version had it in the lists of heads who do not see it', async () => {
    await open();
    const { caseId } = await house.ledger.tell(bare);
    house.clock.set('2025-06-30');
    await house.ledger.advanceCase(caseId);
    const steps = async () =>
      (await house.owner.query("SELECT DISTINCT role FROM work WHERE case_id = $1 AND what = 'clock'", [caseId])).rows;
    await house.owner.query("UPDATE work SET role = 'unit-head' WHERE case_id = $1 AND what = 'clock'", [caseId]);
    expect(await steps()).toEqual([{ role: 'unit-head' }]);
    for (let cursor: unknown = null, first = true; first || cursor !== null; first = false)
      cursor = await nextSteps.step({ db: house.owner, keys: house.keys, now: house.clock.now() }, cursor);
    expect(await steps()).toEqual([{ role: 'clerk' }]);
    expect(await listed(caseId)).toEqual(['clerk', 'clerk2']);
  });
});

describe('one clerk alone', () => {
  it('shuts out no last head, at whatever stage: the link is refused, and the tip stays as it is', async () => {
    await open();
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    const heads = ['depthead', 'superior', 'unithead'];
    const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: [...heads, 'clerk2', 'officer1'] };
    await expect(
      act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons: heads }),
    ).rejects.toMatchObject(refusedAs('no-head-left'));
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose');
    await act('unithead', 'intake-1', 'accept');
    await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    const before = await sees(caseId);
    await expect(act('clerk', 'investigation-1', 'link-accused', link)).rejects.toMatchObject(
      refusedAs('no-head-left'),
    );
    expect(await sees(caseId)).toEqual(before);
  });

  it('does not accuse the head of the department and the one above: nobody would decide what they do', async () => {
    await open();
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    const link = { ...REGISTRATION, accusedPersons: ['depthead', 'superior'] };
    await expect(act('clerk', 'intake-1', 'register', link)).rejects.toMatchObject(refusedAs('no-head-left'));
    await act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons: ['depthead', 'unithead'] });
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'superior']);
  });

  it('shuts out no last head by dating the link back to when somebody else held the post', async () => {
    const left = called('depthead', '前任');
    const grants = left.grants.map((g) => ({ ...g, until: '2025-03-03' }));
    await open({ oldhead: { ...left, grants, id: 'oldhead', login: 'oldhead' } });
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    house.clock.set('2025-03-05');
    const paper = { number: '1', pages: 1, scan: 's', second: 'legal' };
    const back = (accusedPersons: string[]) =>
      came(
        act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons, paper }, { occurredAt: '2025-03-03' }),
      );
    expect(await back(['depthead', 'unithead', 'superior', 'principal', 'clerk2'])).toBe('no-head-left');
    expect(await back(['depthead'])).toBe('done');
    // Which posts have nobody is found for today: what the head of the department decides goes to the organ above.
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'unithead', 'superior']);
  });

  it('does not record that somebody shall step aside and that the organ above said so', async () => {
    await open();
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    const document = { kind: '函', number: '文1', date: '2025-03-03' };
    const ask = { asker: 'tipster', against: 'dept-head', person: 'depthead', recusalReason: 'x', document };
    await act('clerk', 'intake-1', 'record-recusal-request', ask);
    const granted = { request: 1, granted: true, recusalReasons: 'x', document };
    await expect(act('clerk', 'intake-1', 'decide-recusal', granted)).rejects.toMatchObject(
      refusedAs('not-the-same-person'),
    );
    await act('clerk2', 'intake-1', 'decide-recusal', granted);
    expect(await sees(caseId)).not.toContain('depthead');
  });
});

describe('a recusal', () => {
  const DOCUMENT = { kind: '函', number: '文1', date: '2025-03-03' };
  const registered = async () => {
    await open();
    const { caseId, receipt } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    const asks = (against: string) =>
      house.ledger.tipsterAct(receipt, {
        proceeding: 'intake-1',
        act: 'ask-recusal',
        form: { against, recusalReason: 'x' },
      });
    return { caseId, act, asks };
  };
  const grants = (request: number, person: string, more: object = {}) => ({
    request,
    granted: true,
    person,
    recusalReasons: 'x',
    ...more,
  });

  it('is not both entered for the tipster and granted by one clerk, also after acceptance; another one enters the decision', async () => {
    const { caseId, act } = await registered();
    await act('clerk', 'intake-1', 'accept:propose');
    await act('unithead', 'intake-1', 'accept');
    const ask = { against: 'dept-head', recusalReason: 'x', document: DOCUMENT };
    await act('clerk', 'intake-1', 'ask-recusal', ask);
    const granted = grants(1, 'depthead', { document: DOCUMENT });
    expect(await came(act('clerk', 'investigation-1', 'decide-recusal', granted))).toBe('not-the-same-person');
    expect(await sees(caseId)).toContain('depthead');
    await act('clerk2', 'investigation-1', 'decide-recusal', granted);
    expect(await sees(caseId)).not.toContain('depthead');
  });

  it('that the tipster asked of the head of the department is granted by no clerk alone, and puts nobody else outside', async () => {
    const { caseId, act, asks } = await registered();
    const all = ['unithead', 'superior', 'depthead', 'clerk2', 'special', 'principal'];
    const granted = (i: number) => grants(i + 1, all[i]!, { document: DOCUMENT });
    for (const i of all.keys()) {
      await asks('dept-head');
      expect(await came(act('clerk', 'intake-1', 'decide-recusal', granted(i)))).toBe('recusal-by-two');
    }
    const two = (i: number) => ({ request: i + 1, person: all[i], recusalReasons: 'x', document: DOCUMENT });
    for (const [i, person] of all.entries()) {
      const meant = ['depthead', 'principal'].includes(person);
      const entered = await came(act('clerk', 'intake-1', 'grant-recusal:propose', two(i)));
      expect(entered, person).toBe(meant ? 'done' : 'recusal-not-meant');
    }
    expect(await came(act('clerk', 'intake-1', 'grant-recusal'))).toBe('not-your-own-proposal');
    await act('clerk2', 'intake-1', 'grant-recusal');
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'unithead', 'depthead', 'superior']);
  });

  it('that means nobody by name or post is not granted by the head of the department alone: somebody else says whom it means', async () => {
    const { caseId, act, asks } = await registered();
    for (const [i, person] of ['unithead', 'clerk', 'clerk2', 'special'].entries()) {
      await asks('unknown');
      expect(await came(act('depthead', 'intake-1', 'decide-recusal', grants(i + 1, person)))).toBe('recusal-by-two');
    }
    const forward = { request: 1, person: 'unithead', recusalReasons: 'x' };
    await act('clerk', 'intake-1', 'grant-recusal:propose', forward);
    await act('depthead', 'intake-1', 'grant-recusal');
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'depthead', 'superior']);
  });

  it('that two clerks say the organ above granted is about the head whom it names, and always leaves one', async () => {
    const { caseId, act } = await registered();
    const what: string[] = [];
    for (const [i, person] of ['depthead', 'unithead', 'superior'].entries()) {
      const ask = { asker: 'tipster', against: 'dept-head', person, recusalReason: 'x', document: DOCUMENT };
      await act('clerk', 'intake-1', 'record-recusal-request', ask);
      const granted = { request: i + 1, granted: true, recusalReasons: 'x', document: DOCUMENT };
      what.push(await came(act('clerk2', 'intake-1', 'decide-recusal', granted)));
    }
    expect(what).toEqual(['done', 'not-your-role', 'no-head-left']);
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'unithead', 'superior']);
    // Signed in, the organ above decides itself about whoever it has the case for.
    await act('superior', 'intake-1', 'decide-recusal', { request: 2, granted: false, recusalReasons: 'x' });
  });

  it('in a file that one clerk types in leaves a head who can confirm it', async () => {
    await open();
    const paper = { paper: { number: 'r', pages: 1, scan: 's', second: 'legal' } };
    const said = (number: string, act: string, by: string, form: object) => ({
      proceeding: 'intake',
      occurredAt: '2025-03-01',
      act,
      by,
      form: { ...form },
      document: { kind: '函', number, date: '2025-03-01', pages: 1 },
    });
    const entered = (...persons: string[]) =>
      house.ledger.enter({
        ...TIP,
        channel: 'letter',
        receivedAt: '2025-02-28T10:00:00+08:00',
        by: 'clerk',
        acts: [
          {
            proceeding: 'intake',
            occurredAt: '2025-03-01',
            act: 'register',
            by: 'clerk2',
            form: { ...REGISTRATION, ...paper },
          },
          ...persons.flatMap((person, i) => [
            said(`a${i}`, 'record-recusal-request', 'clerk2', {
              asker: 'tipster',
              against: 'dept-head',
              person,
              recusalReason: 'x',
            }),
            said(`b${i}`, 'decide-recusal', 'clerk', { request: i + 1, granted: true, recusalReasons: 'x' }),
          ]),
        ],
      });
    expect(await came(entered('depthead', 'superior'))).toBe('no-head-left');
    expect(await came(entered('depthead', 'clerk2'))).toBe('not-your-role');
    const { caseId } = await entered('depthead');
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2', 'unithead', 'superior']);
  });
});

describe('a head', () => {
  it('does not alone accuse every other one, and then is who confirms that they are back', async () => {
    await open();
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose');
    await act('unithead', 'intake-1', 'accept');
    const officers = { officers: ['officer1', 'officer2'], conflictChecked: true };
    await act('unithead', 'investigation-1', 'assign', officers);
    const link = (accusedPersons: string[]) =>
      came(act('unithead', 'investigation-1', 'link-accused', { ...REGISTERED_NOBODY, accusedPersons }));
    expect(await link(['depthead', 'superior', 'principal', 'officer3', 'clerk2'])).toBe('no-head-left');
    expect(await sees(caseId)).toEqual(expect.arrayContaining(['unithead', 'depthead']));
    expect(await link(['depthead', 'clerk2'])).toBe('done');
    expect(await sees(caseId)).toEqual(expect.arrayContaining(['unithead', 'superior']));
  });

  it('beside the one who links is left also where what the tip says of them is told at the same time', async () => {
    await open({ superior: called('superior', '孙其中') });
    const { caseId } = await house.ledger.tell({ ...TIP, concernsStaff: 'yes', accused: { name: '孙其中' } });
    const act = doing(house.ledger, caseId);
    const link = (accusedPersons: string[]) =>
      came(act('special', 'intake-1', 'register', { ...REGISTRATION, accusedPersons }));
    // Nobody above is left for what the head of the department decides.
    expect(await link(['superior', 'depthead'])).toBe('no-head-left');
    expect(await link(['superior', 'unithead'])).toBe('done');
  });
});

describe('the organ above', () => {
  const everybody = ['officer1', 'officer2', 'officer3', 'unithead', 'depthead', 'principal'];
  it('takes back alone what one clerk alone put outside, where nobody else is left who could look; and not what it linked itself', async () => {
    await open();
    const accepted = async () => {
      const { caseId } = await house.ledger.tell(TIP);
      const act = doing(house.ledger, caseId);
      await act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons: everybody });
      await act('clerk', 'intake-1', 'accept:propose');
      await act('superior', 'intake-1', 'accept');
      const link = (accusedPersons: string[]) =>
        came(act('superior', 'investigation-1', 'link-accused', { ...REGISTERED_NOBODY, accusedPersons }));
      return { caseId, link };
    };
    const one = await accepted();
    expect(await one.link(['officer1'])).toBe('done');
    expect(await sees(one.caseId)).toEqual(expect.arrayContaining(['unithead', 'depthead']));
    const other = await accepted();
    expect(await other.link(everybody)).toBe('done');
    expect(await other.link([])).toBe('no-head-left');
    // Nor after somebody else linked the same in between.
    const third = await accepted();
    expect(await third.link([...everybody, 'credit'])).toBe('done');
    const clerk = doing(house.ledger, third.caseId);
    expect(
      await came(
        clerk('clerk', 'investigation-1', 'link-accused', {
          ...REGISTERED_NOBODY,
          accusedPersons: [...everybody, 'credit'],
        }),
      ),
    ).toBe('done');
    expect(await third.link(['officer3'])).toBe('no-head-left');
  });
});
const REGISTERED_NOBODY = { accusedUnit: 'none', accusedNatural: true };

describe('what nobody can decide', () => {
  const { depthead, unithead } = DIRECTORY.people;
  const both = `${depthead!.name.zh}、${unithead!.name.zh}`;
  const days = async (caseId: string, n: number) => {
    for (let i = 1; i <= n; i++) {
      house.clock.set(new Date(Date.parse('2025-03-03T00:00:00Z') + i * 86_400_000).toISOString().slice(0, 10));
      await house.ledger.advanceCase(caseId);
    }
  };

  it('is not put forward, since a tip names every head of a house without an organ above, and stands with whoever took it in', async () => {
    await open({}, ['superior', 'superior2']);
    const { caseId } = await house.ledger.tell({ ...TIP, concernsStaff: 'yes', accused: { name: both } });
    const act = doing(house.ledger, caseId);
    const register = { ...REGISTRATION, accusedPersons: ['depthead', 'unithead'] };
    await act('special', 'intake-1', 'register', register);
    await expect(act('special', 'intake-1', 'accept:propose')).rejects.toMatchObject({
      refusal: { code: 'nobody-decides', message: { zh: expect.stringContaining('先由上级机关') } },
    });
    await days(caseId, 60);
    expect(await listed(caseId)).toEqual(['special']);
    const { tasks } = await house.ledger.caseView(house.person('special'), caseId);
    expect(tasks.map((x) => x.text.zh)).toContainEqual(expect.stringContaining('没有可以作出决定的负责人'));
  });

  it('is not registered as waiting for a second person that there is not', async () => {
    await open({ superior: called('superior', '孙其中'), principal: called('principal', '周正明') });
    const { caseId } = await house.ledger.tell({ ...TIP, accused: { name: `${both}、孙其中、周正明` } });
    const act = doing(house.ledger, caseId);
    expect(await came(act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true }))).toBe(
      'no-head-left',
    );
    const accusedPersons = ['depthead', 'unithead', 'superior', 'principal'];
    await act('special', 'intake-1', 'register', { ...REGISTRATION, accusedPersons });
    await days(caseId, 60);
    expect(await listed(caseId)).toEqual(['special']);
  });

  it('stands with the reception where a letter keeps the heads away and there is no organ above', async () => {
    await open({}, ['special', 'superior', 'superior2']);
    const letter = { ...TIP, notPosts: ['heads' as const], channel: 'letter' as const };
    const { caseId } = await house.ledger.enter({ ...letter, receivedAt: house.clock.now(), by: 'clerk' });
    expect(await sees(caseId)).toEqual(['clerk', 'clerk2']);
    await days(caseId, 60);
    expect(await listed(caseId)).toEqual(['clerk', 'clerk2']);
  });
});

describe('two tips that went on with a new clue after their leading case was refused', () => {
  const refusal = { refusalGround: 'no-target-or-clue', refusalReasons: 'r' };
  const registered = async (form: object = {}) => {
    const { caseId: id } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, id);
    await act('clerk', 'intake-1', 'register', { ...REGISTRATION, ...form });
    return { id, act };
  };
  type Tip = Awaited<ReturnType<typeof registered>>;
  const merge = async (tip: Tip, into: Tip) => {
    const form = { leading: into.id, sameSubject: true, newClue: true };
    await tip.act('clerk', 'intake-1', 'merge-under-review:propose', form);
    await tip.act('unithead', 'intake-1', 'merge-under-review', {});
  };
  const NEW_CLUE = { clueReceivedOn: '2025-03-03', trulyNew: true };
  const together = async (...forms: object[]) => {
    const [a, b, first] = [await registered(forms[0]), await registered(forms[1]), await registered(forms[2])];
    await merge(a, first);
    await merge(b, first);
    await first.act('clerk', 'intake-1', 'refuse:propose', refusal);
    await first.act('unithead', 'intake-1', 'refuse', {});
    for (const tip of [a, b]) await tip.act('clerk', 'intake-1', 'new-clue', NEW_CLUE);
    return { a, b, first };
  };
  const keeps = async (who: string, ...tips: Tip[]) =>
    (await Promise.all(tips.map((tip) => sees(tip.id)))).map((seen) => !seen.includes(who));

  it('bind each other through it, and what one of them is merged into then, until it leaves', async () => {
    await open();
    const { a, b, first } = await together();
    await b.act('clerk', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      accusedPersons: ['clerk2'],
    });
    expect(await keeps('clerk2', a, b, first)).toEqual([true, true, true]);
    const second = await registered({ accusedPersons: ['depthead'] });
    await merge(a, second);
    expect(await keeps('depthead', a, b, first)).toEqual([true, true, true]);
    await a.act('clerk', 'intake-1', 'unmerge:propose', { unmergeReasons: 'x' });
    await a.act('unithead', 'intake-1', 'unmerge', {});
    expect(await keeps('depthead', a, b, first, second)).toEqual([false, false, false, true]);
    expect(await keeps('clerk2', a, b, first, second)).toEqual([true, true, true, false]);
  });

  it('tell who does not see the one nothing of it in the other', async () => {
    await open();
    const { a, b, first } = await together();
    await a.act('clerk2', 'intake-1', 'pass-on', ON);
    const seen = async () =>
      Promise.all(
        [b, first].map(async (tip) => {
          const { version, timeline } = await house.ledger.caseView(house.person('clerk'), tip.id);
          return [version, timeline.map((e) => e.name)];
        }),
      );
    const before = await seen();
    const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: ['officer3'] };
    await a.act('special', 'intake-1', 'link-accused', link);
    expect(await seen()).toEqual(before);
    const { timeline } = await house.ledger.caseView(house.person('unithead'), b.id);
    expect(timeline.at(-1)!.name).toBe('leading-bounds');
    expect(JSON.stringify(timeline)).not.toContain('through');
    // Nor does what the leading case may do, once it is opened again.
    await first.act('clerk', 'intake-1', 'new-clue', NEW_CLUE);
    await b.act('clerk2', 'intake-1', 'pass-on', ON);
    const away = { leading: (await registered()).id, sameSubject: true, newClue: false };
    await first.act('clerk', 'intake-1', 'merge-under-review:propose', away);
  });

  it('are brought up where an earlier version bound none of them, also over what one of them was merged into since', async () => {
    await open();
    const { a, b, first } = await together({ accusedPersons: ['officer1'] }, {}, { accusedPersons: ['legal'] });
    const second = await registered({ accusedPersons: ['officer3'] });
    await merge(a, second);
    const ids = [a, b, first, second].map((tip) => tip.id);
    await house.owner.query("UPDATE cases SET state = (state::jsonb - 'alsoOut')::json WHERE id = ANY ($1::uuid[])", [
      ids,
    ]);
    await bindStates(house, ids);
    const client = await house.owner.connect();
    await client.query('BEGIN');
    let cursor: unknown = null;
    do cursor = await bothWays.step({ db: client, keys: house.keys, now: house.clock.now() }, cursor);
    while (cursor !== null);
    await client.query('COMMIT');
    client.release();
    const { rows } = await house.owner.query<{ persons: string[] }>(
      'SELECT accused_persons AS persons FROM cases WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    for (const { persons } of rows) expect(persons.sort()).toEqual(['legal', 'officer1', 'officer3']);
  });
});

describe('whom a tip keeps away beside who is outside already', () => {
  const NOBODY = { ...REGISTRATION, accusedPersons: ['officer3'] };
  it('is asked for at the registration, whoever stepped aside or was named: a unit, a nickname, a surname', async () => {
    const { concernsStaff: _, ...told } = TIP;
    await open({
      clerk: called('clerk', '李小红'),
      officer1: called('officer1', '陈静', '科员'),
      unithead: called('unithead', '王建国'),
    });
    for (const notThese of ['不要让李小红和基金监督科的人看到', '不要让老王和老陈知道', '不要让明哥看到']) {
      const { caseId } = await house.ledger.tell({ ...told, notThese });
      const act = doing(house.ledger, caseId);
      const by = notThese.includes('明哥') ? 'superior' : 'special';
      if (by === 'superior') await act('special', 'intake-1', 'pass-on', { ...ON, aboutMyself: true });
      const said = { ...NOBODY, notOurStaff: true };
      await expect(act(by, 'intake-1', 'register', said)).rejects.toMatchObject(refusedAs('kept-away-not-said'));
      if (notThese.includes('科')) expect(await sees(caseId)).toEqual(['special', 'superior']);
      await act(by, 'intake-1', 'register', { ...said, keptAway: ['officer1', 'unithead'] });
      expect(await sees(caseId), notThese).not.toEqual(expect.arrayContaining(['unithead']));
      expect(await sees(caseId), notThese).not.toEqual(expect.arrayContaining(['officer1']));
    }
  });
});

describe('a head of the organ above whom a tip calls by surname and title', () => {
  it.each([
    ['accused beside the head here', { concernsStaff: 'yes' as const, accused: { name: '王局长、省厅孙处长' } }],
    ['accused, the organ of the other one named', { accused: { name: '市人社局王局长和省厅孙处长' } }],
    [
      'kept away',
      { concernsStaff: 'yes' as const, accused: { name: '王局长' }, notThese: '孙处长是他亲戚，别让他知道' },
    ],
  ])('does not see it where they are %s, nor is it passed on to them', async (_what, more) => {
    await open({ depthead: called('depthead', '王建国', '局长'), superior: called('superior', '孙其中', '处长') });
    const { concernsStaff: _, ...told } = TIP;
    const { caseId } = await house.ledger.tell({ ...told, ...more });
    expect(await sees(caseId)).toEqual(['special']);
    await expect(doing(house.ledger, caseId)('special', 'intake-1', 'pass-on', ON)).rejects.toMatchObject(
      refusedAs('no-other-door'),
    );
  });
});

describe('a letter that accuses the unit of the reception, which nobody else could receive', () => {
  it('keeps the others of that unit outside, their head and officers', async () => {
    await open({}, ['special', 'superior', 'superior2']);
    const id = await letter({ concernsStaff: 'yes', accused: { name: '基金监督科' } });
    expect(await sees(id)).toEqual(['clerk', 'clerk2']);
    const { accused } = await house.ledger.caseView(house.person('clerk'), id);
    expect(accused.persons).toEqual(expect.arrayContaining(['unithead', 'officer1', 'officer2', 'officer3']));
    expect(accused.persons).not.toContain('clerk');
  });
});

describe('whoever is asked to look', () => {
  it('reads the tip while they are asked, also the principal, and not after', async () => {
    const { depthead, special } = DIRECTORY.people;
    const both = { ...depthead!, grants: [...depthead!.grants, ...special!.grants] };
    await open({ depthead: both }, ['special', 'superior', 'unithead']);
    const clue = 'the words of the tip';
    const { caseId } = await house.ledger.tell({ ...TIP, concernsStaff: 'yes', clue });
    const words = async () =>
      JSON.stringify(await house.ledger.caseView(house.person('principal'), caseId).catch(() => null));
    expect(await words()).not.toContain(clue);
    await doing(house.ledger, caseId)('depthead', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    expect(await words()).toContain(clue);
    await doing(house.ledger, caseId)('principal', 'intake-1', 'confirm-not-ours', SURE);
    expect(await words()).not.toContain(clue);
  });
});

describe('the receipt of a letter', () => {
  const enter = (more: Partial<TipInput & { by: string }>, key?: string, acts?: object[]) =>
    house.ledger.enter(
      {
        ...TIP,
        channel: 'letter',
        receivedAt: house.clock.now(),
        by: 'clerk',
        ...more,
        ...(acts ? { acts } : {}),
      } as never,
      key,
    );
  const waits = async (login: string, caseId: string) =>
    (await house.ledger.caseView(house.person(login), caseId)).receiptWaits;
  const held = async (login: string, caseId: string) =>
    (await house.ledger.showReceipt(house.person(login), caseId)).receipt;

  it('that its clerk does not see is not theirs: whoever takes it in has it, nobody else, and for thirty days', async () => {
    await open({ clerk: called('clerk', '李红') });
    for (const more of [
      { accused: { name: '科长李红' } },
      { notThese: '李红' },
      { concernsStaff: 'yes' },
    ] as Partial<TipInput>[]) {
      const key = crypto.randomUUID();
      const entered = await enter(more, key);
      const what = JSON.stringify(more);
      expect(entered.receipt, what).toBeNull();
      expect((await enter(more, key)).receipt, what).toBeNull();
      const receipt = await held('special', entered.caseId);
      await doing(house.ledger, entered.caseId)('special', 'intake-1', 'reply', { text: 'to the tipster alone' });
      expect((await house.ledger.progress(receipt))?.messages).toHaveLength(1);
      const view = await house.ledger.caseView(house.person('special'), entered.caseId);
      expect(JSON.stringify(view), what).not.toContain(receipt);
    }
    const { caseId } = await enter({ concernsStaff: 'yes' });
    const receipt = await held('special', caseId);
    await doing(house.ledger, caseId)('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    expect(JSON.stringify(await house.ledger.caseView(house.person('depthead'), caseId))).not.toContain(receipt);
    await doing(house.ledger, caseId)('special', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      accusedPersons: ['officer3'],
    });
    house.clock.add(31 * 86_400_000);
    expect(await waits('special', caseId)).toBeUndefined();
    await expect(held('special', caseId)).rejects.toMatchObject({ refusal: { code: 'receipt-not-held' } });
  });

  it('is theirs where they see it, and of a file that names them whoever takes it in has it', async () => {
    await open({ clerk: called('clerk', '李红') });
    const { receipt, caseId } = await enter({});
    expect((await house.ledger.progress(receipt!))?.messages).toEqual([]);
    expect(await waits('clerk', caseId)).toBeUndefined();
    await expect(held('clerk', caseId)).rejects.toMatchObject({ refusal: { code: 'receipt-not-held' } });
    const paper = { paper: { number: '1', pages: 1, scan: 's', second: 'legal' } };
    const register = {
      proceeding: 'intake',
      act: 'register',
      by: 'clerk2',
      occurredAt: '2025-03-01',
      form: { ...REGISTRATION, ...paper },
    };
    const file = { accused: { name: '受理员李红' }, receivedAt: '2025-02-28T10:00:00+08:00' };
    const entered = await enter(file as never, undefined, [register]);
    expect(entered.receipt).toBeNull();
    expect(await held('clerk2', entered.caseId)).toBeDefined();
  });
});
