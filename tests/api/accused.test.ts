import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/routes.ts';
import type { Directory, Person } from '../../domain/people/types.ts';
import type { CaseHead, Page } from '../../ledger/types.ts';
import { DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { newKey, PNG, type Product, product, REGISTRATION, TIP } from './support.ts';

const { clerk } = DEMO_DIRECTORY.people as { clerk: Person };
const another = (login: string, more: Partial<Person>, unit = clerk.grants[0]!.unit): Person => ({
  ...clerk,
  id: login,
  login,
  grants: clerk.grants.map((g) => ({ ...g, unit })),
  ...more,
});
/** The post of somebody as one that ended before these tests begin. */
const before = (login: string) => ({ ...DEMO_DIRECTORY.people[login]!.grants[0]!, until: '2025-03-02' });
const DIRECTORY: Directory = {
  ...DEMO_DIRECTORY,
  people: {
    ...DEMO_DIRECTORY.people,
    // Registers what is told against the others.
    clerk2: another('clerk2', {}, 'open-government'),
    kin: another('kin', { related: ['officer2'] }),
    agent: another('agent', {}, 'agency-hall'),
    // Relatives of an accused post, and who held it, or sat in the accused unit, until yesterday: each a clerk today.
    wife: another('wife', { related: ['unithead'] }),
    once: another('once', { grants: [before('unithead'), ...clerk.grants] }),
    mover: another('mover', { grants: [{ ...before('legal'), unit: 'agency-hall' }, ...clerk.grants] }),
    child: another('child', { related: ['mover'] }),
  },
};

/** Kinds of accused: who they are, and how the case against them is registered. */
const ACCUSED = [
  ['a clerk', 'clerk', { accusedPersons: ['clerk'] }],
  ['an officer', 'officer1', { accusedPersons: ['officer1'] }],
  ['a unit head', 'unithead', { accusedHeads: ['unit-head'] }],
  ['a department head', 'depthead', { accusedHeads: ['dept-head'] }],
  ['the principal', 'principal', { accusedHeads: ['principal'] }],
  ['a relative of the accused', 'kin', { accusedPersons: ['officer2'] }],
  ['somebody of the agency', 'agent', { accusedUnit: 'agency-hall' }],
  ['a relative of an accused head', 'wife', { accusedHeads: ['unit-head'] }],
  ['who held the accused post until yesterday', 'once', { accusedHeads: ['unit-head'] }],
  ['who sat in the accused unit until yesterday', 'mover', { accusedUnit: 'agency-hall' }],
  ['a relative of who sat in the accused unit', 'child', { accusedUnit: 'agency-hall' }],
] as const;

const NAME = '被举报的某人';
let p: Product;
/** A case that everybody of these may know of. */
let ordinary: string;

async function told(
  accused: string,
  more: object = {},
): Promise<{ id: string; number: string; evidence: string; clock: string }> {
  const form = new FormData();
  form.set('tip', JSON.stringify({ ...TIP, accused: { name: accused }, ...more }));
  form.append('evidence', new File([new Uint8Array(PNG)], 'photo.png', { type: 'image/png' }));
  expect((await p.ask('POST', '/api/tips', { form, key: newKey() })).status).toBe(201);
  const { rows } = await p.owner.query(
    `SELECT c.id, c.number, e.id AS evidence, (SELECT k.id FROM clocks k WHERE k.case_id = c.id LIMIT 1) AS clock
     FROM cases c JOIN evidence e ON e.case_id = c.id ORDER BY c.xmin::text::bigint DESC LIMIT 1`,
  );
  return rows[0];
}

beforeAll(async () => {
  p = await product({ directory: DIRECTORY });
  for (let i = 0; i < 6; i++) {
    p.clock.add(60_000);
    const { id } = await told('示例职业培训学校');
    await p.done(id, 'clerk2', 'intake-1', 'register', REGISTRATION);
    if (i > 0) continue;
    ordinary = id;
    await p.done(id, 'clerk2', 'intake-1', 'accept:propose', {});
    await p.done(id, 'unithead', 'intake-1', 'accept', {});
    await p.done(id, 'unithead', 'investigation-1', 'assign', {
      officers: ['officer1', 'officer2'],
      conflictChecked: true,
    });
  }
});
afterAll(() => p.close());

/** Told and registered by the reception, against these. */
async function registered(linked: object): Promise<Awaited<ReturnType<typeof told>>> {
  const one = await told(NAME);
  await p.done(one.id, 'clerk2', 'intake-1', 'register', { ...REGISTRATION, accusedNatural: true, ...linked });
  return one;
}

/** Merged into a case that is still under review. */
async function merge(tip: string, leading: string): Promise<void> {
  const form = { leading, sameSubject: true, newClue: true };
  await p.done(tip, 'clerk2', 'intake-1', 'merge-under-review:propose', form);
  await p.done(tip, 'unithead', 'intake-1', 'merge-under-review', {});
}

const NOBODY = { accusedNatural: true, accusedUnit: 'none' };

/** A tip that names nobody, merged into the case against these: linked to them before the merge, or after it. */
async function mergedInto(linked: object, when: 'before' | 'after'): Promise<Awaited<ReturnType<typeof told>>[]> {
  const leading = await registered(when === 'before' ? linked : NOBODY);
  const tip = await registered(NOBODY);
  await merge(tip.id, leading.id);
  if (when === 'after') await p.done(leading.id, 'clerk2', 'intake-1', 'link-accused', { ...NOBODY, ...linked });
  return [leading, tip];
}

const plain = (text: string) =>
  text
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/"next":"[^"]*"/g, '"next":1')
    // Sealed anew for each answer; how long it is tells what is in it.
    .replace(/"upTo":"([^"]*)"/g, (_, sealed: string) => `"upTo":${sealed.length}`);

/** Every address that staff read: each list whole and in small pages, with every filter. */
function addresses(): string[] {
  const found: string[] = [];
  for (const r of routes()) {
    if (r.method !== 'get' || r.path.includes('{')) continue;
    found.push(r.path);
  }
  const filters = [
    'limit=200',
    'limit=2',
    'number=00',
    'number=2025',
    `accused=${encodeURIComponent(NAME)}`,
    'open=true',
    'open=false',
    'overdue=true',
    'kind=intake',
    'kind=intake&state=Registered',
    `fund=${'unknown'}`,
  ];
  found.push(...filters.map((f) => `/api/cases?${f}`), '/api/worklist?limit=200', '/api/deadlines?limit=200');
  found.push(`/api/cases/${ordinary}`, `/api/cases/${ordinary}/acts`);
  return found;
}

const seenBy = async (login: string) => {
  const seen: Record<string, unknown> = {};
  for (const path of addresses()) {
    const { status, text } = await p.get(path, login);
    seen[path] = [status, plain(text)];
  }
  return seen;
};

describe.each(ACCUSED)('%s', (_who, login, linked) => {
  // Nobody merges into a case that they may not see: where the head of the unit is outside, it turns out after the merge.
  const laterOnly = 'accusedHeads' in linked && linked.accusedHeads.some((head) => head === 'unit-head');
  const early: [string, () => ReturnType<typeof mergedInto>] = [
    'what is merged into one, when they are accused already',
    () => mergedInto(linked, 'before'),
  ];
  const already = laterOnly ? [] : [early];
  test.each<[string, () => Promise<Awaited<ReturnType<typeof told>>[]>]>([
    ...already,
    ['the tips against them', async () => [await registered(linked), await registered(linked)]],
    ['what is merged into one, when they are accused later', () => mergedInto(linked, 'after')],
  ])('learns nothing of %s: no list, count, number, search, board, figure or error differs', async (_what, make) => {
    const before = await seenBy(login);
    const hidden = await make();
    expect(await seenBy(login)).toEqual(before);

    // What is asked by name is answered as for what does not exist.
    const nothing: Awaited<ReturnType<typeof told>> = {
      id: crypto.randomUUID(),
      evidence: crypto.randomUUID(),
      number: '00ZZZZZZZ',
      clock: 'tip-review-9',
    };
    const asked = async ({ id, evidence, number, clock }: typeof nothing) => {
      const act = (proceeding: string, name: string, form: object, on = id) =>
        p.ask('POST', `/api/cases/${on}/acts`, { as: login, key: newKey(), json: { proceeding, act: name, form } });
      const answers = [
        await p.get(`/api/cases/${id}`, login),
        await p.get(`/api/cases/${id}/acts`, login),
        await p.get(`/api/cases/${id}/clocks/${clock}`, login),
        await p.get(`/api/cases/${id}/evidence/${evidence}`, login),
        await p.get(`/api/cases/${ordinary}/evidence/${evidence}`, login),
        await p.get(`/api/cases?number=${number}`, login),
        await p.ask('POST', `/api/tasks/${id}:1:0/done`, { as: login }),
        await p.ask('POST', `/api/cases/${id}/receipt-showing`, { as: login }),
        await act('intake-1', 'reply', { text: '?' }),
        // The board of merging: a leading case that one may not know of is none.
        await act('intake-1', 'merge:propose', { leading: id }, ordinary),
        await act('intake-1', 'merge', { leading: id }, ordinary),
      ];
      return answers.map(({ status, text }) => [status, plain(text).replaceAll(id, '').replaceAll(evidence, '')]);
    };
    const known = await asked(nothing);
    for (const one of hidden) expect(await asked(one)).toEqual(known);
  });
});

describe('who had a part in a request to learn who told, and is outside the case since', () => {
  const NAMED = { tipster: { name: '示例举报人', idNumber: 'X0000', email: 'somebody@example.invalid' } };
  const YES = { granted: true, reason: '同意' };

  test.each([
    ['asked', 'officer1'],
    ['approved', 'depthead'],
    ['opened it', 'custodian'],
  ])('%s: learns nothing of it any more, as of no case, and nothing goes on upon it', async (_part, login) => {
    const before = await seenBy(login);
    const { id } = await told(NAME, NAMED);
    await p.done(id, 'clerk2', 'intake-1', 'register', { ...REGISTRATION, accusedNatural: true });
    await p.done(id, 'clerk2', 'intake-1', 'accept:propose', {});
    await p.done(id, 'unithead', 'intake-1', 'accept', {});
    const officers = { officers: ['officer1', 'officer2'], conflictChecked: true };
    await p.done(id, 'unithead', 'investigation-1', 'assign', officers);
    const asked = await p.ask<{ id: string }>('POST', `/api/cases/${id}/identity-requests`, {
      as: 'officer1',
      key: newKey(),
      json: { ground: 'retaliation', clause: '示例办法第一条', reason: '理由' },
    });
    expect(asked.status).toBe(201);
    const request = asked.body.id;
    const at = (as: string, step: string, json: object = {}, of = request) =>
      p.ask<{ state?: string }>('POST', `/api/identity-requests/${of}/${step}`, { as, json });
    expect((await at('depthead', 'decision', YES)).body.state).toBe('approved');
    if (login === 'custodian') expect((await at('custodian', 'opening')).body.state).toBe('opened');
    expect((await p.get('/api/identity-requests', login)).text).toContain(request);

    const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: [login] };
    await p.done(id, 'clerk2', 'investigation-1', 'link-accused', link);
    const learnsNothing = async () => {
      expect(await seenBy(login)).toEqual(before);
      const answers = async (of: string, ofCase: string) =>
        [
          await p.get(`/api/identity-requests?case=${ofCase}`, login),
          await at(login, 'decision', YES, of),
          await at(login, 'opening', {}, of),
          await p.get(`/api/identity-requests/${of}/identity`, login),
        ].map(({ status, text }) => [status, plain(text)]);
      expect(await answers(request, id)).toEqual(await answers(crypto.randomUUID(), crypto.randomUUID()));
    };
    await learnsNothing();
    if (login === 'depthead') {
      const no = (await at('custodian', 'opening')).problem(409, 'identity-approver-outside');
      expect(JSON.stringify(no.remedy)).toContain('重新决定');
      expect((await at('principal', 'decision', YES)).body.state).toBe('approved');
      await learnsNothing();
      expect((await at('custodian', 'opening')).body.state).toBe('opened');
      expect((await p.get(`/api/identity-requests/${request}/identity`, 'officer1')).text).toContain('X0000');
    }
    if (login === 'officer1') (await at('custodian', 'opening')).problem(409, 'identity-asker-outside');
    await learnsNothing();
  });
});

test('the numbers and ids that they do see have no hole: neither tells what came between, nor in which order', async () => {
  for (let i = 0; i < 8; i++) {
    p.clock.add(60_000);
    await told('示例职业培训学校');
  }
  for (const [, login] of ACCUSED.filter(([, who]) => ['clerk', 'kin', 'agent'].includes(who))) {
    const { items } = (await p.get<Page<CaseHead>>('/api/cases?limit=200', login)).body;
    const { rows } = await p.owner.query(
      'SELECT id, number FROM cases WHERE id = ANY ($1::uuid[]) ORDER BY received_at',
      [items.map((c) => c.id)],
    );
    expect(rows.length).toBeGreaterThan(12);
    for (const name of ['number', 'id'] as const) {
      const list = rows.map((r) => r[name] as string);
      const begins = new Set(list.map((text) => text.slice(0, name === 'number' ? 4 : 2)));
      expect(begins.size, `${name}s that begin alike`).toBeGreaterThan(list.length / 2);
      expect([...list].sort(), name).not.toEqual(list);
    }
    expect(JSON.stringify(items)).not.toMatch(/"receivedAt":"[^"]*T/);
  }
});

test('the receipt of a tip is shown by the day, what we do ourselves to the second', async () => {
  p.clock.add(60_000);
  const { id } = await told('示例职业培训学校');
  p.clock.add(3_600_000);
  await p.done(id, 'clerk2', 'intake-1', 'register', REGISTRATION);
  const { rows } = await p.owner.query('SELECT received_at FROM cases WHERE id = $1', [id]);
  const received = new Date(rows[0].received_at as string);
  const spelt = [
    received.toISOString().slice(0, 16),
    new Date(received.getTime() + 8 * 3_600_000).toISOString().slice(0, 16),
  ];
  for (const path of [
    `/api/cases/${id}`,
    '/api/cases?limit=200',
    '/api/worklist?limit=200',
    '/api/deadlines?limit=200',
  ]) {
    const { text } = await p.get(path, 'clerk2');
    expect(text).toContain(id);
    for (const instant of spelt) expect([path, text.includes(instant)]).toEqual([path, false]);
  }
  const { text } = await p.get(`/api/cases/${id}`, 'clerk2');
  expect(text).toContain(`"occurredAt":"${p.clock.now()}"`);
});
