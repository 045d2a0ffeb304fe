/** Several organs over HTTP: one is added, citizens choose among them, and each page says who receives. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeopleView } from '../../ledger/types.ts';
import { beginning } from '../support/changes.ts';
import { PASSWORD, type Product, product } from './support.ts';

const ALONE = 'https://alone.example.invalid';
let p: Product;
beforeAll(async () => {
  p = await product({ addresses: ['https://city.example.invalid', ALONE] });
});
afterAll(() => p.close());

const REQUESTS = '/api/authority/people/requests';

/** What is answered under an address that is typed. */
const at = (
  host: string,
  method: string,
  path: string,
  sent?: FormData | URLSearchParams | object,
  more: Record<string, string> = {},
) =>
  new Promise<{ status: number; text: string; body: Record<string, unknown>; cookie: string }>((resolve, reject) => {
    const carry = async () => {
      const isForm = sent instanceof FormData || sent instanceof URLSearchParams;
      const body = sent === undefined ? null : new Response(isForm ? sent : JSON.stringify(sent));
      const type = isForm ? (body?.headers.get('content-type') ?? '') : 'application/json';
      const bytes = body ? Buffer.from(await body.arrayBuffer()) : Buffer.alloc(0);
      const { hostname, port } = new URL(p.address);
      const headers = {
        Host: host,
        'Sec-Fetch-Site': 'same-origin',
        ...(bytes.length > 0 ? { 'Content-Type': type, 'Content-Length': String(bytes.length) } : {}),
        ...more,
      };
      request({ hostname, port, method, path, headers }, (res) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => pieces.push(piece));
        res.on('end', () => {
          const text = Buffer.concat(pieces).toString();
          let read: Record<string, unknown> = {};
          try {
            read = JSON.parse(text) as Record<string, unknown>;
          } catch {}
          const [cookie = ''] = (res.headers['set-cookie']?.[0] ?? '').split(';');
          resolve({ status: res.statusCode ?? 0, text, body: read, cookie });
        });
      })
        .on('error', reject)
        .end(bytes);
    };
    carry().catch(reject);
  });
const CITY = 'city.example.invalid';
const get = (path: string, host = CITY) => at(host, 'GET', path);
const cookies = new Map<string, string>();
async function as(login: string, method: string, path: string, sent?: object) {
  if (!cookies.has(login)) {
    const { cookie, status } = await at(CITY, 'POST', '/api/session', { login, password: PASSWORD });
    expect([login, status]).toEqual([login, 200]);
    cookies.set(login, cookie);
  }
  return at(CITY, method, path, sent, { Cookie: cookies.get(login) ?? '' });
}
/** Asked for, consented to, approved. */
async function added(id: string, zh: string, publicUrl: string) {
  const changes = [{ kind: 'add-organ', id, ...beginning(id, zh), publicUrl }];
  const asked = await as('admin', 'POST', REQUESTS, { changes, reason: '机构设置' });
  expect([asked.status, asked.text.slice(0, 400)]).toEqual([202, expect.any(String)]);
  const path = `${REQUESTS}/${asked.body.number}`;
  expect((await as('principal', 'POST', `${path}/consent`, {})).status).toBe(200);
  return as('approver', 'POST', `${path}/approval`, {});
}
const hidden = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1];
/** The form of a page, as a browser sends it. */
async function told(page: string, fields: Record<string, string>, host = CITY) {
  const form = new FormData();
  for (const name of ['form', 'key', 'organ']) {
    const value = hidden(page, name);
    if (value !== undefined) form.append(name, value);
  }
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return at(host, 'POST', '/tell', form);
}
const TIP = { 'accused-name': '示例职业培训学校', clue: '学员从未到课。', staff: 'no' };
const receiptIn = (page: string) => /class="receipt"[^>]*>([^<]+)</.exec(page)?.[1] ?? '';
const organOf = async (receipt: string) => {
  const found = await p.ledger.openReceipt(receipt);
  return (await p.owner.query('SELECT organ FROM cases WHERE id = $1', [found?.caseId])).rows[0]?.organ;
};

describe('with one organ', () => {
  test('nothing is chosen, and no page speaks of choosing', async () => {
    const page = await get('/tell');
    expect(page.text).toContain('id="clue"');
    expect(page.text).not.toContain('/tell/organs');
    expect(hidden(page.text, 'organ')).toBeUndefined();
    expect((await get('/tell/organs')).status).toBe(303);
  });
});

describe('with several', () => {
  test('one is added by three over HTTP, and its people are given their passwords once', async () => {
    const done = await added('county', '甲县人社局', 'https://county.example.invalid');
    expect(done.status).toBe(200);
    const passwords = done.body.passwords as { login: string; password: string }[];
    expect(passwords.map((one) => one.login)).toContain('county-admin');
    const mine = passwords.find((one) => one.login === 'county-admin');
    const session = await at(CITY, 'POST', '/api/session', { login: 'county-admin', password: mine?.password });
    expect(session.body).toMatchObject({ login: 'county-admin', oneTime: true });
    expect((await added('alone', '乙县人社局', ALONE)).status).toBe(200);
    const { beneath } = (await as('admin', 'GET', '/api/authority/people')).body as unknown as PeopleView;
    expect(beneath.map((o) => o.id).sort()).toEqual(['alone', 'county']);
    expect((await get('/api/authority')).body).toMatchObject({
      organs: [{ id: 'alone' }, { id: 'county', area: { zh: '甲县人社局辖区' } }, { id: 'demo' }],
    });
  });

  test('whoever tells chooses by area, and the form, its answer and every later page say who receives it', async () => {
    for (const [lang, name] of [
      ['', '甲县人社局'],
      ['/en', 'county department'],
    ]) {
      const choose = await get(`${lang}/tell`);
      expect(choose.text).toContain(`href="${lang}/tell?organ=county"`);
      expect(choose.text).not.toContain('id="clue"');
      const form = await get(`${lang}/tell?organ=county`);
      expect(/class="who">([^<]*)</.exec(form.text)?.[1]).toBe(name);
      expect(form.text).toContain(`href="${lang === '' ? '/en' : ''}/tell?organ=county"`);
      expect(hidden(form.text, 'organ')).toBe('county');
    }
    const form = await get('/tell?organ=county');
    const wrong = await told(form.text, { ...TIP, clue: '' });
    expect([wrong.status, hidden(wrong.text, 'organ')]).toEqual([422, 'county']);
    const sent = await told(form.text, TIP);
    expect([sent.status, /class="who">([^<]*)</.exec(sent.text)?.[1]]).toEqual([201, '甲县人社局']);
    const receipt = receiptIn(sent.text);
    expect(await organOf(receipt)).toBe('county');
    // The receipt opens whatever address it is typed at, and the page says who has the tip.
    for (const host of [CITY, 'alone.example.invalid']) {
      const ask = await get('/progress', host);
      const found = await at(
        host,
        'POST',
        '/progress',
        new URLSearchParams({ form: hidden(ask.text, 'form') ?? '', receipt }),
      );
      expect([host, found.status, /class="who">([^<]*)</.exec(found.text)?.[1]]).toEqual([host, 200, '甲县人社局']);
    }
    const read = await at(CITY, 'POST', '/api/receipts', { receipt });
    expect(read.body.organ).toEqual({ id: 'county', name: { zh: '甲县人社局', en: 'county department' } });
  });

  test('an organ with an address of its own receives what is told there, unless another is chosen', async () => {
    const form = await get('/tell', 'alone.example.invalid');
    expect(hidden(form.text, 'organ')).toBe('alone');
    expect(form.text).toContain('/tell/organs');
    const sent = await told(form.text, TIP, 'alone.example.invalid');
    expect(await organOf(receiptIn(sent.text))).toBe('alone');
    const other = await get('/tell?organ=county', 'alone.example.invalid');
    expect(hidden(other.text, 'organ')).toBe('county');
    expect((await get('/tell/organs', 'alone.example.invalid')).text).toContain('/tell?organ=demo');
  });

  test('nobody is guessed: a form without one asks for it, with what was typed in it', async () => {
    const form = await get('/tell?organ=county');
    const none = form.text.replace(/<input type="hidden" name="organ"[^>]*>/, '');
    const asked = await told(none, TIP);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('<select id="organ"');
    expect(asked.text).toContain('学员从未到课。');
    const sent = await told(none, { ...TIP, organ: 'county' });
    expect(await organOf(receiptIn(sent.text))).toBe('county');
    const api = await at(CITY, 'POST', '/api/tips', { accused: { name: '某' }, clue: '某' });
    expect([api.status, api.body.code]).toEqual([422, 'organ-needed']);
    expect((await get('/tell?organ=nowhere')).text).toContain('/tell?organ=county');
  });
});
