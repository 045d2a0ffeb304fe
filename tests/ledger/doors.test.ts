import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Directory } from '../../domain/people/types.ts';
import { verify } from '../../ledger/index.ts';
import type { TipInput } from '../../ledger/types.ts';
import { DIRECTORY } from '../support/people.ts';
import { bindStates } from '../support/sealed.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

const unknown = { refusal: { code: 'case-unknown' } };
const STAFF: TipInput = { ...TIP, concernsStaff: 'yes' };

const without = (...ids: string[]): Directory => ({
  ...DIRECTORY,
  people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !ids.includes(id))),
});

/** Everything by which the reception could learn of a case. */
async function learns(house: TestHouse, login: string, caseId: string): Promise<boolean> {
  const { ledger } = house;
  const person = house.person(login);
  const number = (await house.owner.query<{ number: string }>('SELECT number FROM cases WHERE id = $1', [caseId]))
    .rows[0]!.number;
  const lists = await Promise.all([
    ledger.cases(person, {}, undefined, 200),
    ledger.cases(person, { number }),
    ledger.cases(person, { accused: TIP.accused.name }, undefined, 200),
    ledger.cases(person, { kind: 'intake' }, undefined, 200),
    ledger.cases(person, { open: true }, undefined, 200),
    ledger.worklist(person, undefined, 200),
    ledger.deadlines(person, undefined, 200),
  ]);
  const listed = lists.some((list) => JSON.stringify(list).includes(caseId));
  const opened = await ledger.caseView(person, caseId).then(
    () => true,
    () => false,
  );
  expect([login, listed]).toEqual([login, opened]);
  return opened;
}

describe('a tip that concerns staff or names people who shall not see it', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await testHouse();
  });
  afterAll(() => house.close());
  const who = async (caseId: string) => {
    const seen: string[] = [];
    for (const login of Object.keys(DIRECTORY.people)) if (await learns(house, login, caseId)) seen.push(login);
    return seen;
  };

  it('goes to the special intake post, and the ordinary reception never sees it', async () => {
    expect(await who((await house.ledger.tell({ ...TIP, notThese: '不要让受理员看到' })).caseId)).toEqual(['special']);
    expect(await who((await house.ledger.tell({ ...TIP, concernsStaff: 'unsure' })).caseId)).toEqual([
      'clerk',
      'clerk2',
    ]);
    for (const tip of [STAFF, { ...TIP, door: 'special' as const }]) {
      const { caseId } = await house.ledger.tell(tip);
      expect([await learns(house, 'clerk', caseId), await learns(house, 'special', caseId)]).toEqual([false, true]);
    }
  });

  it('goes to the organ above where the tipster says so', async () => {
    expect(await who((await house.ledger.tell({ ...STAFF, door: 'above' })).caseId)).toEqual(['superior']);
  });

  it('is registered, accepted and answered there; whom the tipster named is shut out and decides nothing', async () => {
    for (const [door, login] of [
      ['special', 'special'],
      ['above', 'superior'],
    ] as const) {
      const { caseId } = await house.ledger.tell({ ...STAFF, notThese: '监督机构负责人', door });
      const act = doing(house.ledger, caseId);
      await expect(act('clerk', 'intake-1', 'register', REGISTRATION)).rejects.toMatchObject(unknown);
      await act(login, 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true, keptAway: ['unithead'] });
      await expect(act(login, 'intake-1', 'accept:propose')).rejects.toMatchObject({
        refusal: { code: 'second-person-first' },
      });
      await act('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true });
      await act(login, 'intake-1', 'reply', { text: 'x' });
      await act(login, 'intake-1', 'accept:propose');
      expect(await learns(house, 'unithead', caseId)).toBe(false);
      await act('depthead', 'intake-1', 'accept');
      expect(await learns(house, 'clerk', caseId)).toBe(false);
    }
    expect((await verify(house)).findings).toEqual([]);
  });

  it('goes to the organ above where the special post is ticked, written or accused; of the words nothing is kept but the door', async () => {
    const words = '专门受理员（special）不得接触';
    for (const [tip, barred] of [
      [{ notPosts: ['special'] }, ['special']],
      [
        { ...STAFF, notPosts: ['reception', 'special', 'heads'] },
        ['clerk', 'special', 'unit-head', 'dept-head', 'principal'],
      ],
      [{ ...STAFF, notThese: words }, undefined],
      [{ ...STAFF, accused: { name: '专门受理员' } }, undefined],
    ] as [Partial<TipInput>, string[] | undefined][]) {
      const { caseId } = await house.ledger.tell({ ...TIP, ...tip });
      expect(await who(caseId), JSON.stringify(tip)).toEqual(['superior']);
      const { rows } = await house.owner.query('SELECT c::text AS text, state FROM cases c WHERE id = $1', [caseId]);
      expect([rows[0].state.door, rows[0].state.barred]).toEqual(['above', barred]);
      expect(rows[0].text).not.toContain('专门受理员');
    }
    expect((await verify(house)).findings).toEqual([]);
  });

  it('against all heads lies with one person above, who lets it go by no road: silence accepts it, officers make them two', async () => {
    const own = await testHouse();
    const { caseId } = await own.ledger.tell({
      ...STAFF,
      accused: { name: '监督机构、部门、正职负责人' },
      notPosts: ['reception', 'special', 'heads'],
    });
    const act = doing(own.ledger, caseId);
    const accusedHeads = ['unit-head', 'dept-head', 'principal'];
    await act('superior', 'intake-1', 'register', { ...REGISTRATION, accusedHeads });
    const paper = { document: { kind: '函', number: '函-1', date: '2025-03-03' } };
    const theirs = { competent: 'theirs', transferNumber: '移-1', ...paper };
    const nobody = { refusal: { code: 'nobody-decides' } };
    await act('superior', 'intake-1', 'dispute-jurisdiction', { disputeWith: '邻市' });
    await expect(act('superior', 'intake-1', 'agree-jurisdiction:propose', theirs)).rejects.toMatchObject(nobody);
    await act('superior', 'intake-1', 'talks-failed');
    await act('superior', 'intake-1', 'designation-request-received', paper);
    await expect(act('superior', 'intake-1', 'designate:propose', theirs)).rejects.toMatchObject(nobody);
    // The page says so of each, and who must act first.
    const { refused } = await own.ledger.actsOf(own.person('superior'), caseId);
    const said = refused.filter((a) => a.refusal.code === 'nobody-decides').map((a) => a.act);
    expect(said).toEqual(
      expect.arrayContaining(['agree-jurisdiction:propose', 'designate:propose', 'transfer:propose']),
    );
    own.clock.set('2025-03-11');
    await own.ledger.advanceCase(caseId);
    const view = await own.ledger.caseView(own.person('superior'), caseId);
    expect(view.proceedings.map((p) => p.state)).toEqual(['Accepted', 'Accepted']);
    await act('superior', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    await act('officer1', 'investigation-1', 'designate:propose', { ...theirs, competent: 'ours' });
    await act('superior', 'investigation-1', 'designate');
    expect((await verify(own)).findings).toEqual([]);
    await own.close();
  });

  it('whose heads are ticked is read by none of them, and decided above; whose reception is ticked by nobody of it', async () => {
    const { caseId } = await house.ledger.tell({ ...TIP, notPosts: ['heads'] });
    const act = doing(house.ledger, caseId);
    await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    expect(await who(caseId)).toEqual(['special', 'superior']);
    await expect(act('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true })).rejects.toMatchObject(unknown);
    await act('superior', 'intake-1', 'confirm-not-ours', { tipRead: true });
    await act('special', 'intake-1', 'accept:propose');
    for (const login of ['unithead', 'depthead', 'principal'])
      await expect(act(login, 'intake-1', 'accept')).rejects.toMatchObject(unknown);
    await act('superior', 'intake-1', 'accept');
    await act('superior', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    const other = await house.ledger.tell({ ...TIP, notPosts: ['reception'] });
    const further = doing(house.ledger, other.caseId);
    await further('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    await further('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true });
    expect(await who(other.caseId)).toEqual(['special', 'unithead', 'depthead']);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('accuses a name that somebody of the house bears: who bears it never sees it, and that it is somebody else is found by two', async () => {
    const { caseId } = await house.ledger.tell({ ...TIP, concernsStaff: 'no', accused: { name: '承办人·甲' } });
    const act = doing(house.ledger, caseId);
    expect(await who(caseId)).toEqual(['special']);
    await expect(act('special', 'intake-1', 'register', REGISTRATION)).rejects.toMatchObject({
      refusal: { code: 'staff-not-linked' },
    });
    await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    expect(await who(caseId)).toEqual(['special', 'depthead']);
    await act('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true });
    const stranger = await house.ledger.tell({ ...TIP, concernsStaff: 'no', accused: { name: '某某公司' } });
    await doing(house.ledger, stranger.caseId)('clerk', 'intake-1', 'register', REGISTRATION);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('names the head who would be the second person: that head never sees it, the organ above looks', async () => {
    const name = house.person('depthead').name.zh;
    for (const tip of [{ accused: { name } }, { notThese: `不要让${name}看到` }] as Partial<TipInput>[]) {
      const { caseId } = await house.ledger.tell({ ...TIP, ...tip });
      const act = doing(house.ledger, caseId);
      const away = tip.notThese ? { keptAway: ['depthead'] } : {};
      await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true, ...away });
      expect(await who(caseId), JSON.stringify(tip)).toEqual(['special', 'superior']);
      await expect(act('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true })).rejects.toMatchObject(unknown);
      await act('superior', 'intake-1', 'confirm-not-ours', { tipRead: true });
    }
    expect((await verify(house)).findings).toEqual([]);
  });

  it('registered as concerning nobody is in the lists of the head of the department alone, until they have confirmed it', async () => {
    const { caseId } = await house.ledger.tell(STAFF);
    const act = doing(house.ledger, caseId);
    await act('special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
    expect(await who(caseId)).toEqual(['special', 'depthead']);
    const { items } = await house.ledger.worklist(house.person('depthead'), undefined, 200);
    expect(items.filter((i) => i.caseId === caseId && i.what === 'task')).toHaveLength(1);
    const offered = await house.ledger.actsOf(house.person('depthead'), caseId);
    expect(offered.allowed.map((a) => a.act)).toContain('confirm-not-ours');
    expect((await house.ledger.caseView(house.person('depthead'), caseId)).tip).toMatchObject({ clue: TIP.clue });
    await act('depthead', 'intake-1', 'confirm-not-ours', { tipRead: true });
    expect(await who(caseId)).toEqual(['special', 'unithead', 'depthead']);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('entered from a letter leaves the hands of the clerk who opened it', async () => {
    const { caseId } = await house.ledger.enter({
      ...STAFF,
      channel: 'letter',
      receivedAt: house.clock.now(),
      by: 'clerk',
    });
    expect(await who(caseId)).toEqual(['special']);
  });

  it('found to concern the reception later is passed on: to the special post, from there to the organ above', async () => {
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    const form = { aboutMyself: true, passReasons: '涉及本人' };
    for (const conflict of [{ accusedPersons: ['clerk'] }, { accusedUnit: 'fund-supervision' }]) {
      await expect(act('clerk', 'intake-1', 'register', { ...REGISTRATION, ...conflict })).rejects.toMatchObject({
        refusal: { code: 'own-conflict' },
      });
    }
    await act('clerk', 'intake-1', 'pass-on', form);
    expect(await who(caseId)).toEqual(['special']);
    await act('special', 'intake-1', 'pass-on', form);
    expect(await who(caseId)).toEqual(['superior']);
    await expect(act('superior', 'intake-1', 'pass-on', form)).rejects.toMatchObject({
      refusal: { code: 'no-other-door' },
    });
  });

  it('goes up where everybody of the special post is shut out', async () => {
    const { caseId } = await house.ledger.tell({ ...STAFF, door: 'above' });
    const other = await house.ledger.tell(TIP);
    const act = doing(house.ledger, other.caseId);
    await act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedPersons: ['special', 'clerk2'] });
    expect(await learns(house, 'clerk', other.caseId)).toBe(true);
    expect(await learns(house, 'special', other.caseId)).toBe(false);
    await act('clerk', 'intake-1', 'pass-on', { aboutMyself: false, passReasons: 'x' });
    expect(await learns(house, 'superior', other.caseId)).toBe(true);
    expect(await learns(house, 'clerk', other.caseId)).toBe(false);
    expect(await learns(house, 'superior', caseId)).toBe(true);
  });
});

describe('where there is no special intake post', () => {
  it('a tip on staff goes to the organ above; where neither exists the page says so and the reception has it', async () => {
    const above = await testHouse({ directory: without('special') });
    expect(await above.ledger.otherDoors()).toEqual(['above']);
    const { caseId } = await above.ledger.tell(STAFF);
    expect(await learns(above, 'superior', caseId)).toBe(true);
    expect(await learns(above, 'clerk', caseId)).toBe(false);
    await above.close();
    const neither = await testHouse({ directory: without('special', 'superior') });
    expect(await neither.ledger.otherDoors()).toEqual([]);
    expect(await learns(neither, 'clerk', (await neither.ledger.tell(STAFF)).caseId)).toBe(true);
    await neither.close();
  });

  it('a tip that nobody may receive is refused and nothing of it is kept; a letter that lies here already stays', async () => {
    const alone = await testHouse({ directory: without('superior') });
    expect(await alone.ledger.otherDoors()).toEqual(['special']);
    for (const tip of [
      { notPosts: ['special'] },
      { notPosts: ['heads'] },
      { notThese: '专门受理员' },
    ] as Partial<TipInput>[]) {
      await expect(alone.ledger.tell({ ...TIP, ...tip }, crypto.randomUUID())).rejects.toMatchObject({
        refusal: { code: 'nobody-else-receives' },
      });
    }
    const { rows } = await alone.owner.query(
      'SELECT (SELECT count(*)::int FROM cases) AS cases, (SELECT count(*)::int FROM receipts) AS receipts',
    );
    expect(rows[0]).toEqual({ cases: 0, receipts: 0 });
    const letter = {
      ...TIP,
      notThese: '专门受理员',
      channel: 'letter' as const,
      receivedAt: alone.clock.now(),
      by: 'clerk',
    };
    const { caseId } = await alone.ledger.enter(letter);
    expect([await learns(alone, 'clerk', caseId), await learns(alone, 'special', caseId)]).toEqual([true, false]);
    await alone.close();
  });
});

describe('merged tips', () => {
  let house: TestHouse;
  beforeAll(async () => {
    const { expired } = DIRECTORY.people;
    const certificates = expired!.certificates.map((c) => ({ ...c, until: '2025-01-01' }));
    house = await testHouse({
      directory: { ...DIRECTORY, people: { ...DIRECTORY.people, expired: { ...expired!, certificates } } },
    });
  });
  afterAll(() => house.close());

  const registered = async (form: object = {}) => {
    const { caseId } = await house.ledger.tell(TIP);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', { ...REGISTRATION, ...form });
    return { caseId, act };
  };
  const OFFICERS = { officers: ['officer1', 'officer2'], conflictChecked: true };
  const merge = async (b: Awaited<ReturnType<typeof registered>>, leading: string) => {
    const form = { leading, sameSubject: true, newClue: true };
    await b.act('clerk', 'intake-1', 'merge-under-review:propose', form);
    await b.act('unithead', 'intake-1', 'merge-under-review', {});
  };

  it('who is outside the follower is outside the leading case, is not offered, and is refused like an officer who is away', async () => {
    const a = await registered();
    const b = await registered({ accusedPersons: ['officer1'] });
    await merge(b, a.caseId);
    await a.act('clerk', 'intake-1', 'accept:propose');
    await a.act('unithead', 'intake-1', 'accept');
    const { allowed } = await house.ledger.actsOf(house.person('unithead'), a.caseId);
    const offers = allowed.find((x) => x.act === 'assign')!.offers!;
    expect(offers).toContain('officer2');
    for (const out of ['officer1', 'expired', 'legal', 'clerk']) expect(offers).not.toContain(out);
    const refusal = async (officer: string) =>
      a
        .act('unithead', 'investigation-1', 'assign', { ...OFFICERS, officers: [officer, 'officer2'] })
        .catch((error: { refusal: unknown }) => error.refusal);
    expect(await refusal('officer1')).toMatchObject({ code: 'officer-not-available' });
    expect(await refusal('officer1')).toEqual(await refusal('expired'));
    await a.act('unithead', 'investigation-1', 'assign', { ...OFFICERS, officers: ['officer2', 'officer3'] });
    expect(await learns(house, 'officer1', a.caseId)).toBe(false);
    // Who investigates the leading case reads what was merged into it.
    expect(await learns(house, 'officer2', b.caseId)).toBe(true);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('an officer of the leading case who is outside the follower leaves it with the merge, or when they step aside there later', async () => {
    const a = await registered();
    await a.act('clerk', 'intake-1', 'accept:propose');
    await a.act('unithead', 'intake-1', 'accept');
    await a.act('unithead', 'investigation-1', 'assign', OFFICERS);
    const b = await registered({ accusedPersons: ['officer1'] });
    await b.act('clerk', 'intake-1', 'merge-new-clue:propose', {
      leading: a.caseId,
      sameSubject: true,
      validClue: true,
    });
    await b.act('unithead', 'intake-1', 'merge-new-clue', {});
    expect(await learns(house, 'officer1', a.caseId)).toBe(false);
    const officers = async (id: string) => (await house.ledger.caseView(house.person('clerk'), id)).officers;
    expect([await officers(a.caseId), await officers(b.caseId)]).toEqual([['officer2'], ['officer2']]);
    await a.act('unithead', 'investigation-1', 'reassign', { ...OFFICERS, officers: ['officer2', 'officer3'] });
    expect(await officers(b.caseId)).toEqual(['officer2', 'officer3']);
    await b.act('clerk', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: false,
      accusedPersons: ['officer1', 'officer3'],
    });
    expect([await officers(a.caseId), await officers(b.caseId)]).toEqual([['officer2'], ['officer2']]);
    expect(await learns(house, 'officer3', a.caseId)).toBe(false);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('who has stepped aside in the follower leaves the leading case with the merge, and is not offered there again', async () => {
    const a = await registered();
    await a.act('clerk', 'intake-1', 'accept:propose');
    await a.act('unithead', 'intake-1', 'accept');
    await a.act('unithead', 'investigation-1', 'assign', OFFICERS);
    const b = await registered();
    const asked = { asker: 'tipster', against: 'officer', person: 'officer1', recusalReason: '示例' };
    const document = { kind: '回避申请书', number: '申1', date: house.clock.now().slice(0, 10) };
    await b.act('clerk', 'intake-1', 'record-recusal-request', { ...asked, document });
    await b.act('depthead', 'intake-1', 'decide-recusal', {
      request: 1,
      granted: true,
      person: 'officer1',
      recusalReasons: '示例',
    });
    await b.act('clerk', 'intake-1', 'merge-new-clue:propose', {
      leading: a.caseId,
      sameSubject: true,
      validClue: true,
    });
    await b.act('unithead', 'intake-1', 'merge-new-clue', {});
    const { ledger, person } = house;
    expect(await learns(house, 'officer1', a.caseId)).toBe(false);
    expect((await ledger.caseView(person('clerk'), a.caseId)).officers).toEqual(['officer2']);
    await expect(
      a.act('unithead', 'investigation-1', 'reassign', { ...OFFICERS, officers: ['officer1', 'officer2'] }),
    ).rejects.toMatchObject({ refusal: { code: 'officer-not-available' } });
    expect((await verify(house)).findings).toEqual([]);
  });

  it('where the head of the unit is outside the follower, the leading case is assigned one level up', async () => {
    const a = await registered();
    const b = await registered();
    await merge(b, a.caseId);
    await b.act('clerk', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      accusedHeads: ['unit-head'],
    });
    expect(await learns(house, 'unithead', a.caseId)).toBe(false);
    await a.act('clerk', 'intake-1', 'accept:propose');
    await a.act('depthead', 'intake-1', 'accept');
    await a.act('depthead', 'investigation-1', 'assign', OFFICERS);
  });

  const accepted = async () => {
    const a = await registered();
    await a.act('clerk', 'intake-1', 'accept:propose');
    await a.act('unithead', 'intake-1', 'accept');
    return a;
  };
  /** A follower joins an accepted case; afterwards it turns out who is outside it. */
  const joined = async (leading: string, outside: object) => {
    const b = await registered();
    const form = { leading, sameSubject: true, validClue: true };
    await b.act('clerk', 'intake-1', 'merge-new-clue:propose', form);
    await b.act('unithead', 'intake-1', 'merge-new-clue', {});
    await b.act('clerk', 'intake-1', 'link-accused', { accusedUnit: 'none', accusedNatural: true, ...outside });
  };
  const ON_PAPER = { paper: { number: '补〔2025〕1号', pages: 1, scan: 's', second: 'legal' } };
  const HEADS = ['unit-head', 'dept-head', 'principal'];

  it.each([
    ['now', {}],
    ['on paper', ON_PAPER],
  ])(
    'officers named %s, first or again: none who is outside a follower, by nobody who is, and else by the one above',
    async (_, paper) => {
      for (const [outside, others, above] of [
        [['unit-head'], ['unithead'], 'depthead'],
        [HEADS, ['unithead', 'depthead', 'principal'], 'superior'],
      ] as const) {
        const a = await accepted();
        await joined(a.caseId, { accusedHeads: [...outside], accusedPersons: ['officer3'] });
        const name = (by: string, act: string, ...officers: string[]) =>
          a.act(by, 'investigation-1', act, { officers, conflictChecked: true, ...paper });
        for (const [act, first, second] of [
          ['assign', 'officer1', 'officer2'],
          ['reassign', 'officer2', 'officer1'],
        ] as const) {
          for (const by of others) await expect(name(by, act, first, second), by).rejects.toMatchObject(unknown);
          await expect(name(above, act, first, 'officer3')).rejects.toMatchObject({
            refusal: { code: 'officer-not-available' },
          });
          await name(above, act, first, second);
        }
        expect((await house.ledger.caseView(house.person('clerk'), a.caseId)).officers).toEqual([
          'officer2',
          'officer1',
        ]);
      }
    },
  );

  it('what an officer proposed who is outside a follower since is not decided, and nobody outside witnesses on paper', async () => {
    const a = await accepted();
    await a.act('unithead', 'investigation-1', 'assign', { ...OFFICERS, officers: ['officer1', 'officer3'] });
    const propose = { standardMet: true, withOfficer: 'officer1' };
    await a.act('officer3', 'investigation-1', 'file-case:propose', propose);
    await joined(a.caseId, { accusedPersons: ['officer3', 'legal'] });
    await expect(a.act('depthead', 'investigation-1', 'file-case')).rejects.toMatchObject({
      refusal: { code: 'proposer-stepped-aside' },
    });
    await expect(a.act('officer3', 'investigation-1', 'file-case:propose', propose)).rejects.toMatchObject(unknown);
    await expect(a.act('clerk', 'intake-1', 'reply', { text: 'x', ...ON_PAPER })).rejects.toMatchObject({
      refusal: { code: 'paper-second' },
    });
  });

  it.each<[string, string, object]>([
    ['a person', 'depthead', { accusedPersons: ['depthead'] }],
    ['a head', 'depthead', { accusedHeads: ['dept-head'] }],
    ['the head of the unit', 'unithead', { accusedHeads: ['unit-head'] }],
    ['one of the reception', 'clerk2', { accusedPersons: ['clerk2'] }],
  ])(
    'who is accused in the leading case is outside what is merged into it, found before or after: %s',
    async (_, login, accused) => {
      const a = await registered(login === 'unithead' ? {} : accused);
      const b = await registered();
      await merge(b, a.caseId);
      if (login === 'unithead') {
        expect(await learns(house, login, b.caseId)).toBe(true);
        await a.act('clerk', 'intake-1', 'link-accused', { accusedUnit: 'none', accusedNatural: true, ...accused });
      }
      expect([await learns(house, login, a.caseId), await learns(house, login, b.caseId)]).toEqual([false, false]);
      const asks = { ground: 'retaliation', clause: 'M49 art. 36', reason: 'x' } as const;
      await expect(house.ledger.askIdentity(house.person(login), b.caseId, asks)).rejects.toMatchObject(unknown);
      // Found by two to be no matter of theirs, they are outside neither.
      await a.act('clerk', 'intake-1', 'link-accused', { accusedUnit: 'none', accusedNatural: true });
      expect(await learns(house, login, b.caseId)).toBe(false);
      await a.act(login === 'depthead' ? 'superior' : 'depthead', 'intake-1', 'confirm-not-ours', { tipRead: true });
      expect([await learns(house, login, a.caseId), await learns(house, login, b.caseId)]).toEqual([true, true]);
      expect((await verify(house)).findings).toEqual([]);
    },
  );

  it('the accused head decides nothing of a tip in the case against them, not even that it leaves', async () => {
    const a = await registered();
    const b = await registered();
    await merge(b, a.caseId);
    await a.act('clerk', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      accusedPersons: ['unithead'],
    });
    await b.act('clerk', 'intake-1', 'unmerge:propose', { unmergeReasons: 'x' });
    await expect(b.act('unithead', 'intake-1', 'unmerge', {})).rejects.toMatchObject(unknown);
    await b.act('depthead', 'intake-1', 'unmerge', {});
    // A case of its own again: bound by its own link, which names nobody.
    expect([await learns(house, 'unithead', a.caseId), await learns(house, 'unithead', b.caseId)]).toEqual([
      false,
      true,
    ]);
    const view = JSON.stringify(await house.ledger.caseView(house.person('unithead'), b.caseId));
    for (const trace of [a.caseId, 'leading']) expect(view).not.toContain(trace);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('who steps aside in the leading case is outside what is merged into it, and so is who was outside another tip of it', async () => {
    const a = await accepted();
    const b = await registered();
    const c = await registered({ accusedPersons: ['officer1'] });
    const form = { leading: a.caseId, sameSubject: true, validClue: true };
    for (const tip of [b, c]) {
      await tip.act('clerk', 'intake-1', 'merge-new-clue:propose', form);
      await tip.act('unithead', 'intake-1', 'merge-new-clue', {});
    }
    await a.act('unithead', 'investigation-1', 'notice-own-recusal', { recusalReason: 'x' });
    const grant = { request: 1, granted: true, recusalReasons: 'x' };
    await a.act('depthead', 'investigation-1', 'decide-recusal', grant);
    for (const tip of [a, b, c]) expect(await learns(house, 'unithead', tip.caseId)).toBe(false);
    await expect(
      a.act('depthead', 'investigation-1', 'assign', { ...OFFICERS, officers: ['officer1', 'officer2'] }),
    ).rejects.toMatchObject({ refusal: { code: 'officer-not-available' } });
    const { rows } = await house.owner.query('SELECT accused_persons, recused FROM cases WHERE id = $1', [b.caseId]);
    expect(rows).toEqual([{ accused_persons: ['officer1'], recused: ['unithead'] }]);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('a tip that left and came again is merged as one that came once: who is outside the leading case is outside it', async () => {
    const a = await accepted();
    const b = await registered();
    const form = { leading: a.caseId, sameSubject: true, validClue: true };
    for (const again of [false, true]) {
      if (again) {
        await b.act('clerk', 'intake-1', 'unmerge:propose', { unmergeReasons: 'x' });
        await b.act('unithead', 'intake-1', 'unmerge', {});
      }
      await b.act('clerk', 'intake-1', 'merge-new-clue:propose', form);
      await b.act('unithead', 'intake-1', 'merge-new-clue', {});
    }
    const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: ['depthead'] };
    await a.act('clerk', 'investigation-1', 'link-accused', link);
    for (const tip of [a, b]) expect(await learns(house, 'depthead', tip.caseId)).toBe(false);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('however many tips are merged into one, one more goes through, and who is outside it is outside all of them', async () => {
    const a = await registered();
    const tips = [];
    for (let i = 0; i < 14; i++) {
      const tip = await registered(i % 2 === 0 ? { accusedPersons: ['officer1'] } : {});
      await merge(tip, a.caseId);
      tips.push(tip);
    }
    const last = await registered({ accusedPersons: ['officer2'] });
    await merge(last, a.caseId);
    for (const tip of [a, last, ...tips]) {
      const { rows } = await house.owner.query('SELECT accused_persons FROM cases WHERE id = $1', [tip.caseId]);
      expect(rows[0].accused_persons.sort()).toEqual(['officer1', 'officer2']);
    }
    expect((await verify(house)).findings).toEqual([]);
  });

  it('who sees the merged tip alone finds no trace of the leading case: no link, no fact, no event that tells of it', async () => {
    const a = await registered();
    const b = await registered();
    await merge(b, a.caseId);
    await a.act('clerk', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      accusedPersons: ['officer1'],
    });
    const whole = await house.ledger.caseView(house.person('clerk'), b.caseId);
    expect(whole.mergedInto).toBe(a.caseId);
    expect(whole.timeline.map((e) => e.name)).toContain('leading-bounds');
    // The door of a case is its own: the tip stays with the reception.
    await a.act('clerk', 'intake-1', 'pass-on', { aboutMyself: false, passReasons: 'x' });
    expect([await learns(house, 'clerk', a.caseId), await learns(house, 'clerk', b.caseId)]).toEqual([false, true]);
    const part = await house.ledger.caseView(house.person('clerk'), b.caseId);
    const { items } = await house.ledger.cases(house.person('clerk'), {}, undefined, 200);
    const done = await b.act('clerk', 'intake-1', 'reply', { text: 'x' });
    for (const text of [part, items, done].map((x) => JSON.stringify(x)))
      for (const trace of [a.caseId, 'leading', 'alsoOut']) expect(text).not.toContain(trace);
    expect(part.timeline.map((e) => e.number)).toEqual(part.timeline.map((_, i) => i + 1));
    expect([done.case.version, done.events.at(-1)!.number]).toEqual([part.version + 1, part.version + 1]);
  });

  it('who sees the leading case alone finds no trace of the follower: no event, no hole, no count, no number', async () => {
    const a = await registered();
    const b = await registered();
    await merge(b, a.caseId);
    await house.owner.query('UPDATE cases SET state = $2 WHERE id = $1', [
      b.caseId,
      JSON.stringify({
        ...(await house.owner.query<{ state: object }>('SELECT state FROM cases WHERE id = $1', [b.caseId])).rows[0]!
          .state,
        recused: ['clerk2'],
      }),
    ]);
    await bindStates(house, [b.caseId]);
    const [whole, part] = await Promise.all(
      ['clerk', 'clerk2'].map((login) => house.ledger.caseView(house.person(login), a.caseId)),
    );
    expect(JSON.stringify(whole)).toContain(b.caseId);
    expect(whole!.timeline.map((e) => e.name)).toContain('clue-added');
    const text = JSON.stringify(part);
    for (const trace of [b.caseId, 'clue-added', 'follower', 'alsoOut', 'mergedOn']) expect(text).not.toContain(trace);
    expect(part!.timeline.map((e) => e.number)).toEqual(part!.timeline.map((_, i) => i + 1));
    expect(part!.version).toBe(part!.timeline.length);
    const done = await doing(house.ledger, a.caseId)('clerk2', 'intake-1', 'reply', { text: 'x' });
    expect(JSON.stringify(done)).not.toContain(b.caseId);
    expect([done.case.version, done.events.at(-1)!.number]).toEqual([part!.version + 1, part!.version + 1]);
  });

  it('a tip that leaves again binds no longer', async () => {
    const a = await registered();
    const b = await registered({ accusedPersons: ['clerk2'] });
    await merge(b, a.caseId);
    expect(await learns(house, 'clerk2', a.caseId)).toBe(false);
    await b.act('clerk', 'intake-1', 'unmerge:propose', { unmergeReasons: 'x' });
    await b.act('unithead', 'intake-1', 'unmerge', {});
    expect(await learns(house, 'clerk2', a.caseId)).toBe(true);
    expect(await learns(house, 'clerk2', b.caseId)).toBe(false);
  });
});
