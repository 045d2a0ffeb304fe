import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEADLINES } from '../../domain/law/index.ts';
import type { AuthorityActAnswer, AuthorityLaw, AuthorityLimits, CaseView } from '../../ledger/types.ts';
import { DEMO_DIRECTORY, DEMO_STAFF } from '../../prisma/seed.ts';
import { newKey, type Product, penaltyOnPaper, product } from './support.ts';

/** The paper file's decision is of 10 April 2025; its publication is due on Monday the 21st. */
const NOW = '2025-04-11T15:00:00+08:00';
let p: Product;
beforeEach(async () => {
  p = await product({ now: NOW });
});
afterEach(() => p.close());

const ROW = '/api/authority/law/penalty-publish';
const LIMIT = '/api/authority/limits/house-register';
const CONFIRMATION = { edition: null, citation: '部内规范第七条', readOn: '2025-04-10' };
const WITHDRAWAL = { edition: null, reason: '所引文件已废止' };
const VALUE = { value: { length: 4, unit: 'wd' }, from: '2025-04-14', reason: '人手变化' };
const HEARING = {
  amounts: { person: 5_000, unit: 100_000 },
  citation: '某省规定第二条',
  from: '2025-04-11',
  reason: '按地方规定',
};

const post = (path: string, json: unknown, as = 'legal', key = newKey()) =>
  p.ask<AuthorityActAnswer>('POST', path, { as, key, json });
const law = async (as = 'legal') => (await p.ask<AuthorityLaw>('GET', '/api/authority/law', { as })).body;
const limits = async (as = 'principal') => (await p.ask<AuthorityLimits>('GET', '/api/authority/limits', { as })).body;
const rowOf = async (id = 'penalty-publish') => (await law()).items.find((r) => r.id === id)!;

describe('the catalogue of an authority', () => {
  test('is read by every member of staff and by nobody else; who may not confirm reads why', async () => {
    for (const { login, roles } of DEMO_STAFF) {
      const body = await law(login);
      expect([login, new Set(body.items.map((r) => r.id)).size]).toEqual([login, DEADLINES.length]);
      expect([login, body.mayNot === null]).toEqual([login, roles.includes('legal')]);
      expect([login, (await limits(login)).mayNot === null]).toEqual([login, roles.includes('principal')]);
    }
    for (const path of ['/api/authority/law', '/api/authority/limits'])
      (await p.get(path)).problem(401, 'sign-in-needed');
  });

  test('says of each row what it is, where it is law, who uses it, and what can be confirmed', async () => {
    const { organ, items } = await law('clerk');
    expect(organ).toMatchObject({ id: 'demo', region: null });
    expect(items.find((r) => r.id === 'penalty-publish')).toMatchObject({
      confidence: 'secondary',
      confirmable: 'secondary',
      confirmation: null,
      applies: true,
      usedBy: ['penalty', 'disclosure'],
      history: [],
    });
    expect(items.find((r) => r.id === 'reward-notify')).toMatchObject({ region: 'inner-mongolia', applies: false });
    expect(items.find((r) => r.id === 'tip-review')).toMatchObject({
      confirmable: null,
      usedBy: ['intake', 'investigation'],
    });
  });
});

describe('a confirmation', () => {
  test('stands beside the row and every date that rests on it, and can be withdrawn and given again', async () => {
    const { tip, channel, receivedAt, acts } = penaltyOnPaper('示例职业培训学校');
    const entered = await p.ask<{ id: string }>('POST', '/api/cases', {
      as: 'clerk',
      key: newKey(),
      json: { tip, channel, receivedAt, acts: acts.filter((a) => a.proceeding !== 'disclosure-1') },
    });
    expect(entered.status).toBe(201);
    const clock = async () => {
      const { clocks } = (await p.ask<CaseView>('GET', `/api/cases/${entered.body.id}`, { as: 'unithead' })).body;
      return clocks.find((k) => k.deadline === 'penalty-publish')!;
    };
    expect((await clock()).confirmation).toBeNull();
    const done = await post(ROW.concat('/confirmation'), CONFIRMATION);
    expect([done.status, done.body]).toEqual([
      200,
      {
        number: 1,
        organ: 'demo',
        act: { act: 'confirm-row', deadline: 'penalty-publish', ...CONFIRMATION },
        at: NOW,
        by: { id: 'legal', role: 'legal', name: { zh: '法制审核岗', en: 'Legal reviewer' } },
        repeated: false,
      },
    ]);
    const shown = { citation: '部内规范第七条', date: '2025-04-11', by: { zh: '法制审核岗', en: 'Legal reviewer' } };
    expect([(await clock()).confirmation, (await rowOf()).confirmation]).toEqual([shown, shown]);
    const one = `/api/cases/${entered.body.id}/clocks/${(await clock()).id}`;
    expect((await p.ask<{ clock: object }>('GET', one, { as: 'unithead' })).body.clock).toMatchObject({
      confirmation: shown,
    });
    const work = await p.ask<{ items: { text: { zh: string }; restsOn?: { confirmation: object | null } }[] }>(
      'GET',
      '/api/worklist?limit=200',
      { as: 'disclosure' },
    );
    expect(work.body.items.map((i) => i.restsOn?.confirmation)).toContainEqual(shown);
    const board = await p.ask<{ items: { clock: { deadline: string; confirmation: object | null } }[] }>(
      'GET',
      '/api/deadlines?limit=200',
      { as: 'unithead' },
    );
    expect(board.body.items.find((i) => i.clock.deadline === 'penalty-publish')?.clock.confirmation).toEqual(shown);

    expect((await post(`${ROW}/withdrawal`, WITHDRAWAL)).status).toBe(200);
    expect([(await clock()).confirmation, (await rowOf()).confirmation]).toEqual([null, null]);
    expect((await post(`${ROW}/confirmation`, CONFIRMATION)).status).toBe(200);
    expect((await rowOf()).history.map((h) => [h.number, h.act.act])).toEqual([
      [1, 'confirm-row'],
      [2, 'withdraw-confirmation'],
      [3, 'confirm-row'],
    ]);
  });

  test('is the lawyer’s alone, and nobody learns more by trying', async () => {
    const before = await p.rows();
    for (const { login, roles } of DEMO_STAFF) {
      if (roles.includes('legal')) continue;
      (await post(`${ROW}/confirmation`, CONFIRMATION, login)).problem(403, 'not-your-role');
      (await post(`${ROW}/withdrawal`, WITHDRAWAL, login)).problem(403, 'not-your-role');
    }
    expect(await p.rows()).toMatchObject({ authority_acts: before.authority_acts, idempotency: before.idempotency });
    (await p.ask('POST', `${ROW}/confirmation`, { key: newKey(), json: CONFIRMATION })).problem(401, 'sign-in-needed');
  });

  test.each<[string, string, unknown, number, string, string[]]>([
    [
      'a row that is none',
      '/api/authority/law/no-such/confirmation',
      CONFIRMATION,
      422,
      'deadline-unknown',
      ['deadline'],
    ],
    [
      'another edition',
      `${ROW}/confirmation`,
      { ...CONFIRMATION, edition: '2020-01-01' },
      422,
      'edition-unknown',
      ['edition'],
    ],
    [
      'a blank citation',
      `${ROW}/confirmation`,
      { ...CONFIRMATION, citation: '  ' },
      422,
      'input-invalid',
      ['citation'],
    ],
    [
      'a citation too short to name a document',
      `${ROW}/confirmation`,
      { ...CONFIRMATION, citation: '  已读  ' },
      422,
      'input-invalid',
      ['citation'],
    ],
    ['no citation', `${ROW}/confirmation`, { edition: null, readOn: '2025-04-10' }, 422, 'input-invalid', ['citation']],
    [
      'an endless citation',
      `${ROW}/confirmation`,
      { ...CONFIRMATION, citation: '字'.repeat(2001) },
      422,
      'input-invalid',
      ['citation'],
    ],
    [
      'a reading in the future',
      `${ROW}/confirmation`,
      { ...CONFIRMATION, readOn: '2025-04-12' },
      422,
      'read-in-future',
      ['readOn'],
    ],
    [
      'a day that is none',
      `${ROW}/confirmation`,
      { ...CONFIRMATION, readOn: '2025-02-30' },
      422,
      'input-invalid',
      ['readOn'],
    ],
    [
      'no edition',
      `${ROW}/confirmation`,
      { citation: CONFIRMATION.citation, readOn: '2025-04-10' },
      422,
      'input-invalid',
      ['edition'],
    ],
    ['a field too many', `${ROW}/confirmation`, { ...CONFIRMATION, by: 'admin' }, 422, 'input-invalid', ['by']],
    ['a withdrawal of nothing', `${ROW}/withdrawal`, WITHDRAWAL, 409, 'not-confirmed', ['deadline']],
    [
      'a withdrawal without a reason',
      `${ROW}/withdrawal`,
      { edition: null, reason: '' },
      422,
      'input-invalid',
      ['reason'],
    ],
  ])('refuses %s and names the field; nothing is written', async (_what, path, json, status, code, fields) => {
    const before = await p.rows();
    (await post(path, json)).wrong(fields, status, code);
    expect(await p.rows()).toMatchObject({ authority_acts: before.authority_acts, idempotency: before.idempotency });
  });

  test('of a row whose text was read is not needed, given twice stands in its own way', async () => {
    const { edition } = await rowOf('tip-review');
    (await post('/api/authority/law/tip-review/confirmation', { ...CONFIRMATION, edition: edition.inForce })).wrong(
      ['deadline'],
      409,
      'confirmation-not-needed',
    );
    await post(`${ROW}/confirmation`, CONFIRMATION);
    (await post(`${ROW}/confirmation`, CONFIRMATION)).wrong(['deadline'], 409, 'already-confirmed');
  });

  test('with one key is recorded once, also when the answer was lost; the key fits no other', async () => {
    const key = newKey();
    const first = await post(`${ROW}/confirmation`, CONFIRMATION, 'legal', key);
    await post(`${ROW}/withdrawal`, WITHDRAWAL);
    const again = await post(`${ROW}/confirmation`, CONFIRMATION, 'legal', key);
    expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
    (await post(`${ROW}/confirmation`, { ...CONFIRMATION, citation: '另一规范第二条' }, 'legal', key)).problem(
      422,
      'idempotency-mismatch',
    );
    expect((await rowOf()).history).toHaveLength(2);
    (await p.ask('POST', `${ROW}/confirmation`, { as: 'legal', json: CONFIRMATION })).problem(
      400,
      'idempotency-key-missing',
    );
  });

  test('is shown to the holder of a receipt with what was read and when, and without a name', async () => {
    const directory = structuredClone(DEMO_DIRECTORY);
    directory.organs.demo!.region = 'yunnan';
    const q = await product({ now: NOW, directory });
    try {
      const { id, receipt } = await q.registered();
      await q.pair(id, ['clerk', 'unithead'], 'intake-1', 'transfer', {
        transferTo: 'hrss',
        transferNumber: '移〔2025〕1号',
        transferReasons: '不属本机关管辖',
      });
      const dateOf = async () => {
        const { body } = await q.post<{ next: { deadline: string; confirmation: unknown }[] }>('/api/receipts', {
          receipt,
        });
        return body.next.find((d) => d.deadline === 'tip-transfer-yunnan');
      };
      const page = (language: string) =>
        q.raw('POST', `${language}/progress`, {
          raw: `receipt=${encodeURIComponent(receipt)}`,
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        });
      expect((await dateOf())?.confirmation).toBeNull();
      expect(await (await page('')).text()).toContain('只作提醒，不作为逾期依据');
      // Nothing happens in the case meanwhile.
      q.clock.add(60_000);
      const done = await q.ask('POST', '/api/authority/law/tip-transfer-yunnan/confirmation', {
        as: 'legal',
        key: newKey(),
        json: { edition: null, citation: '省厅规程第九条', readOn: '2025-04-11' },
      });
      expect(done.status).toBe(200);
      expect((await dateOf())?.confirmation).toEqual({ citation: '省厅规程第九条', date: '2025-04-11' });
      const zh = await (await page('')).text();
      expect(zh).toMatch(/本机关法制人员于.*确认：省厅规程第九条/);
      expect(zh).not.toContain('法制审核岗');
      expect(await (await page('/en')).text()).toMatch(/confirmed by the authority’s lawyer on .*: 省厅规程第九条/);
    } finally {
      await q.close();
    }
  });
});

describe('a house limit', () => {
  test('is set by the principal with a reason, from a day; who set it stays', async () => {
    const before = (await limits()).items.find((l) => l.id === 'house-register')!;
    expect(before).toMatchObject({ value: { length: 1, unit: 'wd' }, history: [], law: null });
    expect((await post(LIMIT, { ...VALUE, from: '2025-04-12' }, 'principal')).status).toBe(200);
    const after = (await limits('clerk')).items.find((l) => l.id === 'house-register')!;
    expect(after).toMatchObject({
      value: { length: 1, unit: 'wd' },
      next: [{ from: '2025-04-12', value: { length: 4, unit: 'wd' } }],
      history: [{ act: { reason: '人手变化' }, by: { id: 'principal', role: 'principal' } }],
    });
    p.clock.set('2025-04-12T00:00:00+08:00');
    const then = (await limits('clerk')).items.find((l) => l.id === 'house-register')!;
    expect([then.value, then.next]).toEqual([{ length: 4, unit: 'wd' }, []]);
  });

  test('is nobody else’s to set', async () => {
    for (const { login, roles } of DEMO_STAFF) {
      if (roles.includes('principal')) continue;
      (await post(LIMIT, VALUE, login)).problem(403, 'not-your-role');
      (await post('/api/authority/hearing-amounts', HEARING, login)).problem(403, 'not-your-role');
    }
  });

  test.each<[string, string, unknown, number, string, string[]]>([
    ['on a period of law', '/api/authority/limits/tip-review', VALUE, 422, 'limit-unknown', ['limit']],
    ['without a reason', LIMIT, { ...VALUE, reason: ' ' }, 422, 'input-invalid', ['reason']],
    ['of nothing', LIMIT, { ...VALUE, value: { length: 0, unit: 'wd' } }, 422, 'input-invalid', ['value.length']],
    ['of half a day', LIMIT, { ...VALUE, value: { length: 1.5, unit: 'wd' } }, 422, 'input-invalid', ['value.length']],
    ['in weeks', LIMIT, { ...VALUE, value: { length: 1, unit: 'weeks' } }, 422, 'input-invalid', ['value.unit']],
    [
      'of ten years',
      LIMIT,
      { ...VALUE, value: { length: 120, unit: 'months' } },
      422,
      'limit-too-long',
      ['value.length'],
    ],
    ['from yesterday', LIMIT, { ...VALUE, from: '2025-04-10' }, 422, 'from-in-past', ['from']],
    ['in two years', LIMIT, { ...VALUE, from: '2027-04-10' }, 422, 'from-too-far', ['from']],
    [
      'that is in force already',
      LIMIT,
      { ...VALUE, value: { length: 1, unit: 'wd' } },
      409,
      'limit-unchanged',
      ['value'],
    ],
  ])('%s is refused and the field named', async (_what, path, json, status, code, fields) => {
    (await post(path, json, 'principal')).wrong(fields, status, code);
    expect((await p.rows()).authority_acts).toBe(0);
  });

  test('the amounts of the hearing come with the rule that sets them, or are none', async () => {
    for (const [json, fields] of [
      [{ ...HEARING, citation: '' }, ['citation']],
      [{ ...HEARING, amounts: { person: 0, unit: 1 } }, ['amounts.person']],
      [{ ...HEARING, amounts: { person: 1 } }, ['amounts.unit']],
    ] as const) {
      (await post('/api/authority/hearing-amounts', json, 'principal')).wrong([...fields]);
    }
    expect((await post('/api/authority/hearing-amounts', HEARING, 'principal')).status).toBe(200);
    expect((await limits()).hearing).toMatchObject({
      amounts: { person: 5_000, unit: 100_000 },
      history: [{ act: { citation: '某省规定第二条' } }],
    });
    (await post('/api/authority/hearing-amounts', HEARING, 'principal')).wrong(['amounts'], 409, 'amounts-unchanged');
  });
});
