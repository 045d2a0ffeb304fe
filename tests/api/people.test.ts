import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeopleView, TableView } from '../../ledger/types.ts';
import { inHan } from '../support/changes.ts';
import { newKey, type Product, product } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(() => p.close());

const REQUESTS = '/api/authority/people/requests';
const add = (login: string, more: object = {}) => ({
  kind: 'add-person',
  login,
  name: `新任承办人${inHan(login)}`,
  unit: 'supervision',
  post: '承办人',
  roles: ['officer'],
  ...more,
});
const ask = (as: string, changes: object[], key?: string) =>
  p.post(REQUESTS, { changes, reason: '补充人员' }, { as, ...(key ? { key } : {}) });
const people = async (as: string, query = '') => (await p.get<PeopleView>(`/api/authority/people${query}`, as)).body;

describe('changes of people over HTTP', () => {
  test('are asked for by one, approved by another, shown with both names; the same request twice is one', async () => {
    const key = newKey();
    const asked = await ask('admin', [add('newcomer')], key);
    expect(asked.status).toBe(202);
    expect((await ask('admin', [add('newcomer')], key)).body.number).toBe(asked.body.number);
    const path = `${REQUESTS}/${asked.body.number}`;
    (await p.post(`${path}/approval`, {}, { as: 'admin' })).problem(409, 'two-people');
    (await p.post(`${path}/approval`, {}, { as: 'principal' })).problem(403, 'not-your-role');
    const done = await p.post<{ passwords: { login: string; password: string }[] }>(
      `${path}/approval`,
      {},
      { as: 'approver' },
    );
    expect(done.status).toBe(200);
    const [first] = done.body.passwords;
    expect(first?.login).toBe('newcomer');
    const { requests, may } = await people('auditor');
    expect(may.ask).toBe(false);
    expect(requests[0]).toMatchObject({
      number: asked.body.number,
      by: { id: 'admin' },
      decided: { approved: true, by: { id: 'approver' } },
    });
    expect(JSON.stringify(requests)).not.toContain(first!.password);
    const signIn = await p.post('/api/session', { login: 'newcomer', password: first!.password });
    expect(signIn.body).toMatchObject({ login: 'newcomer', oneTime: true });
  });

  test('with mistakes are refused, each by row and field, and nothing is asked', async () => {
    const changes = [add('good'), add('clerk'), add('late', { unit: 'nowhere', from: '2020-01-01' })];
    const before = (await people('admin')).requests.length;
    const { errors } = (await ask('admin', changes)).problem(422, 'login-taken');
    expect(errors?.map((e) => e.field)).toEqual(['changes.1.login', 'changes.2.from', 'changes.2.unit']);
    (await ask('admin', [add('x1', { roles: ['king'] })])).problem(422, 'input-invalid');
    expect((await people('admin')).requests).toHaveLength(before);
    const preview = await p.post<{ faults: { row: number; field: string; code: string }[] }>(
      '/api/authority/people/preview',
      { changes: [...changes, { kind: 'nothing' }, add('x2', { roles: ['king'] })] },
      { as: 'admin' },
    );
    expect(preview.body.faults.map((f) => `${f.row}.${f.field} ${f.code}`)).toEqual([
      '1.login login-taken',
      '2.from from-in-past',
      '2.unit unit-unknown',
      '3.kind input-invalid',
      '4.roles.0 input-invalid',
    ]);
  });

  test('are read page by page, by unit and by name', async () => {
    const all = await people('admin');
    expect(all.units.find((u) => u.id === 'supervision')!.people).toBeGreaterThan(2);
    expect(all.total).toBe(all.people.length);
    expect((await people('admin', '?unit=records')).people.map((x) => x.id)).toEqual(['custodian']);
    expect((await people('admin', '?q=officer1')).people.map((x) => x.id)).toEqual(['officer1']);
    for (const as of ['clerk', 'custodian', 'legal'])
      (await p.get('/api/authority/people', as)).problem(403, 'not-your-role');
    // The head of another organ reads what waits for that organ, and nobody of this one.
    expect(await people('superior')).toMatchObject({ people: [], units: [], requests: [] });
    (await p.get('/api/authority/people', 'depthead')).problem(403, 'not-your-role');
  });

  test('by the hundred come in one request and one approval, each with a password that opens', async () => {
    const units = Array.from({ length: 60 }, (_, i) => ({ kind: 'add-unit', id: `unit-${i}`, name: `机构${i}` }));
    const staff = Array.from({ length: 2_000 }, (_, i) => add(`person${i}`, { unit: `unit-${i % 60}` }));
    const asked = await ask('admin', [...units, ...staff]);
    expect([asked.status, asked.body.count]).toEqual([202, 2_060]);
    const done = await p.post<{ passwords: { login: string; password: string }[] }>(
      `${REQUESTS}/${asked.body.number}/approval`,
      {},
      { as: 'approver' },
    );
    expect(done.status).toBe(200);
    expect(new Set(done.body.passwords.map((one) => one.password)).size).toBe(2_000);
    const { login, password } = done.body.passwords.at(-1)!;
    expect((await p.post('/api/session', { login, password })).body).toMatchObject({ login, oneTime: true });
    const shown = await people('admin', '?unit=unit-7');
    expect([shown.total, shown.people.length]).toEqual([34, 34]);
    const { total, next, requests } = await people('admin');
    expect(total).toBeGreaterThan(2_000);
    expect(next).not.toBeNull();
    expect(requests[0]?.changes).toHaveLength(20);
  });

  test('as a table come in with every mistake at its line and column, and go out as they are', async () => {
    const path = '/api/authority/people/table';
    const { body: out } = await p.get<{ columns: { people: object }; units: string[][]; people: string[][] }>(
      path,
      'auditor',
    );
    const rows = [Object.keys(out.columns.people), ...out.people];
    const read = (sheets: object[], as = 'admin') => p.post<TableView>(path, { sheets }, { as });
    expect((await read([{ name: '人员', rows }])).body).toMatchObject({ changes: [], faults: [] });
    const [first = []] = out.people;
    const wrong = await read([
      { name: '人员', rows: [rows[0], ['fresh', '新人', '', '', 'nowhere', '承办人', '', '承办人'], first, first] },
    ]);
    expect(wrong.body.faults.map((f) => `${f.line} ${f.column} ${f.code}`)).toEqual(['4 null table']);
    const whole = await read([
      { name: '人员', rows: [rows[0], ['fresh', '新人', '', '', 'nowhere', '承办人', '', '承办人']] },
    ]);
    expect(whole.body.faults.map((f) => `${f.line} ${f.column} ${f.code}`)).toEqual(['2 unit unit-unknown']);
    const good = await read([
      { name: '人员', rows: [rows[0], ['fresh', '新人', '', '', 'records', '局长', '', '部门负责人']] },
    ]);
    expect(good.body).toMatchObject({ faults: [], needs: 'principal', names: { records: {} } });
    const asked = await ask(
      'admin',
      good.body.changes.map(({ change }) => change),
    );
    expect(asked.status).toBe(202);
    for (const as of ['clerk', 'superior', 'custodian']) {
      (await p.get(path, as)).problem(403, 'not-your-role');
      (await read([{ name: 'x', rows }], as)).problem(403, 'not-your-role');
    }
  });
});
