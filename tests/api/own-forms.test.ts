/** Forms of citizens: sent from our own pages alone, by any browser, and nothing of them comes back. */
import type { IRouter } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicAddresses } from '../../api/addresses.ts';
import { routes } from '../../api/routes.ts';
import { RECEIPT_SHOWN } from '../../domain/tip.ts';
import { site } from '../../web/citizen/mount.ts';
import { Answer, PNG, type Product, product } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(() => p.close());

type Fields = Record<string, string>;
/** Sends a form as a browser of some kind, that says only what `headers` say. */
async function send(path: string, fields: Fields, headers: Record<string, string>, files = false) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await fetch(`${p.address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Accept: 'text/html',
      ...(files ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    body: files ? form : new URLSearchParams(fields).toString(),
  });
  return new Answer(answer.status, answer.headers, await answer.text());
}
/** A browser that says nothing of where a form comes from, with its cookies, and whoever sits at it. */
function silent(saying: Fields = {}, keepsCookies = true) {
  const jar = new Map<string, string>();
  const headers = () => ({
    ...saying,
    ...(jar.size > 0 ? { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
  });
  const took = (answer: Answer) => {
    for (const cookie of keepsCookies ? answer.headers.getSetCookie() : []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      jar.set(name!, value!);
    }
    return answer;
  };
  return {
    jar,
    open: async (path: string) => took(await p.ask('GET', path, { headers: { Accept: 'text/html', ...headers() } })),
    send: async (path: string, fields: Fields) => took(await send(path, fields, headers(), FILES.has(bare(path)))),
    /** Presses the button of a page that asks. */
    async presses(path: string, html: string) {
      const fields: Fields = {};
      for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
        fields[name!] = value!.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
      return this.send(path, fields);
    },
  };
}
const bare = (path: string) => path.replace(/^\/en/, '');
/** What somebody sees of a page. */
const seen = (html: string) => html.replace(/<input type="hidden"[^>]*>/g, '');
const ASKS = '请确认是您填写的';
const signature = (html: string) => /name="form" value="([^"]+)"/.exec(html)![1]!;
const open = async (path: string) => (await p.ask('GET', path, { headers: { Accept: 'text/html' } })).text;
const FILES = new Set(['/tell', '/progress/evidence']);

/** Every address that takes a form of a citizen, as the pages are mounted. */
function formAddresses(): string[] {
  const found: string[] = [];
  const note = (path: unknown) => {
    for (const one of Array.isArray(path) ? path : [path]) found.push(String(one));
  };
  const app = new Proxy({} as IRouter, {
    get: (_t, name) => (path: unknown) => {
      if (name === 'post' || name === 'all' || name === 'put' || name === 'patch' || name === 'delete') note(path);
    },
  });
  site.mount(app as never, { ...p.deps, addresses: publicAddresses([]) });
  return found;
}

describe('every form of a citizen', () => {
  const own = () => p.address;

  test('is known to this test: each address answers in both languages', () => {
    const paths = formAddresses();
    expect(paths.filter((x) => !x.startsWith('/en')).sort()).toEqual([
      '/progress',
      '/progress/act',
      '/progress/evidence',
      '/progress/message',
      '/tell',
      '/tell/kept',
    ]);
    expect(paths.length).toBe(12);
  });

  test('is refused from another site, and without a word of where it comes from unless a page of ours signed it', async () => {
    const { receipt } = await p.tell();
    const words = '请加微信核实身份';
    const fields = {
      receipt,
      key: 'k'.repeat(24),
      text: words,
      back: words,
      next: words,
      clue: words,
      'accused-name': words,
    };
    const before = await p.rows();
    const good = signature(await open('/tell'));
    const forged = `${good.split('.')[0]}.${'A'.repeat(43)}`;
    for (const path of formAddresses()) {
      const files = FILES.has(path.replace(/^\/en/, ''));
      for (const headers of [
        { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://other.example' },
        { 'Sec-Fetch-Site': 'cross-site', Origin: 'null' },
        { 'Sec-Fetch-Site': 'same-site' },
        { 'Sec-Fetch-Site': 'none', Origin: 'https://other.example' },
        { Origin: 'https://other.example' },
        { Origin: 'null' },
        {},
      ]) {
        for (const form of 'Sec-Fetch-Site' in headers ? [good] : [undefined, forged]) {
          const answer = await send(path, { ...fields, ...(form ? { form } : {}) }, headers as Fields, files);
          expect([path, headers, form, answer.status]).toEqual([path, headers, form, 403]);
          expect(answer.text).not.toContain(words);
          expect(answer.text).not.toContain(receipt);
        }
      }
    }
    expect(await p.rows()).toEqual(before);
  });

  test('is taken from every browser that got it from us: what it says of itself, or the signature', async () => {
    for (const path of formAddresses()) {
      const files = FILES.has(path.replace(/^\/en/, ''));
      const form = signature(await open('/progress'));
      for (const [headers, sent] of [
        [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, {}],
        [{ 'Sec-Fetch-Site': 'none' }, {}],
        [{ Origin: own() }, {}],
      ] as [Fields, Fields][]) {
        const { status, headers: got } = await send(path, { receipt: 'nonsense', ...sent }, headers, files);
        expect([path, headers, status === 403, got.get('set-cookie')]).toEqual([path, headers, false, null]);
      }
      for (const saying of [{ Origin: 'null' }, {}] as Fields[]) {
        const browser = silent(saying);
        const asked = await browser.send(path, { receipt: 'nonsense', form });
        expect([path, saying, asked.status, /<h1>(.*?)<\/h1>/.exec(asked.text)?.[1]]).toEqual([
          path,
          saying,
          403,
          path.startsWith('/en') ? 'Please confirm that this is yours' : ASKS,
        ]);
        const { status } = await browser.presses(path, asked.text);
        expect([path, saying, status === 403]).toEqual([path, saying, false]);
      }
    }
  });

  test('lets the browser say that it comes from us, and tells no other site anything', async () => {
    const { receipt } = await p.tell();
    for (const page of [
      await p.ask('GET', '/tell', { headers: { Accept: 'text/html' } }),
      await send('/progress', { receipt }, { Origin: own() }),
    ])
      expect(page.headers.get('referrer-policy')).toBe('no-referrer, same-origin');
    expect((await p.get('/')).headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('is asked about once where a browser says nothing, and what was typed arrives, files too', async () => {
    const browser = silent();
    const form = signature((await browser.open('/tell')).text);
    const body = new FormData();
    for (const [name, value] of Object.entries({
      form,
      key: await p.pageKey(),
      'accused-name': '某单位',
      clue: '写了“一夜”&更多',
    }))
      body.append(name, value);
    body.append('evidence', new Blob([new Uint8Array(PNG)]), 'a.png');
    body.append('evidence', new Blob(['MZ\x90\0\x03\0\0\0']), 'b.exe');
    const before = await p.rows();
    const got = await fetch(`${p.address}/tell`, { method: 'POST', headers: { Accept: 'text/html' }, body });
    const asked = new Answer(got.status, got.headers, await got.text());
    expect(await p.rows()).toEqual(before);
    expect([asked.status, asked.text.includes(ASKS), asked.text.includes('有1个没有收下')]).toEqual([403, true, true]);
    const [cookie] = asked.headers.getSetCookie();
    // Of nobody, for an hour, and no script reads it.
    expect(cookie).toMatch(/^mingcha_form=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=3600$/);
    browser.jar.set('mingcha_form', /=([^;]+)/.exec(cookie!)![1]!);
    const told = await browser.presses('/tell', asked.text);
    expect(told.status).toBe(201);
    const receipt = /<p class="receipt"[^>]*>([^<]+)</.exec(told.text)![1]!;
    const opened = (await p.ledger.openReceipt(receipt))!.caseId;
    const { rows } = await p.owner.query('SELECT 1 FROM evidence WHERE case_id = $1', [opened]);
    expect(rows).toHaveLength(1);
    // From now on this browser is known again.
    const key = /name="key" value="([^"]+)"/.exec(told.text)![1]!;
    expect(
      (await browser.send('/tell/kept', { form: signature(told.text), key, back: receipt.slice(-4) })).status,
    ).toBe(200);
  });

  test('is not lost where the browser keeps no cookie either: it is said what to do, and all is there', async () => {
    const browser = silent({}, false);
    const typed = { key: await p.pageKey(), 'accused-name': '某单位', clue: '写了一夜' };
    const asked = await browser.send('/tell', { ...typed, form: signature((await browser.open('/tell')).text) });
    const still = await browser.presses('/tell', asked.text);
    expect([
      still.status,
      still.text.includes('允许本网站使用Cookie'),
      still.text.includes('value="写了一夜"'),
    ]).toEqual([403, true, true]);
    const allowed = silent();
    allowed.jar.set('mingcha_form', /mingcha_form=([^;]+)/.exec(still.headers.get('set-cookie')!)![1]!);
    expect((await allowed.presses('/tell', still.text)).status).toBe(201);
  });

  test('of another site gains nothing by a signature that its server fetched: not a row, not a word on a page of ours', async () => {
    const words = '请加微信核实身份';
    const attacker = silent();
    const theirs = await attacker.open('/tell');
    // The whole road, up to what only the browser of the attacker can send.
    const asked = await attacker.send('/tell', { form: signature(theirs.text), clue: words });
    const bound = signature(asked.text);
    expect(bound).toMatch(/^[0-9a-z]+\.[\w-]{43}\.[\w-]{43}$/);
    const { receipt } = await p.tell();
    const fields = {
      receipt,
      key: await p.pageKey(),
      text: words,
      back: words,
      clue: words,
      'accused-name': words,
      place: words,
    };
    const before = await p.rows();
    for (const path of formAddresses()) {
      const fresh = silent();
      const known = silent({ Origin: 'null' });
      known.jar.set('mingcha_form', 'B'.repeat(22));
      for (const victim of [fresh, known])
        for (const form of [signature(theirs.text), bound]) {
          const answer = await victim.send(path, { ...fields, form });
          expect([path, answer.status]).toEqual([path, 403]);
          for (const word of [words, receipt]) expect(seen(answer.text)).not.toContain(word);
        }
    }
    expect(await p.rows()).toEqual(before);
  });

  test('that has lain for more than a day is shown again as it was typed, signed anew', async () => {
    const { receipt } = await p.tell();
    const browser = silent();
    browser.jar.set('mingcha_form', 'C'.repeat(22));
    const form = signature((await browser.open('/tell')).text);
    p.clock.add(25 * 3_600_000);
    const typed = { 'accused-name': '某单位', clue: '写了一夜' };
    const tip = await browser.send('/tell', { form, ...typed });
    expect([tip.status, tip.text.includes('写了一夜'), tip.text.includes('请再提交一次')]).toEqual([403, true, true]);
    expect((await browser.send('/tell', { form: signature(tip.text), ...typed })).status).toBe(201);
    const message = await browser.send('/progress/message', { form, receipt, text: '补充一句' });
    expect([message.status, message.text.includes('补充一句')]).toEqual([403, true]);
  });

  test('that comes when the cookie has ended asks again, and says only within the hour that the browser keeps none', async () => {
    const browser = silent();
    browser.jar.set('mingcha_form', 'D'.repeat(22));
    const form = signature((await browser.open('/tell')).text);
    browser.jar.delete('mingcha_form');
    const typed = { form, 'accused-name': '某单位', clue: '写了两小时' };
    const says = async () => {
      const { status, text } = await browser.send('/tell', typed);
      browser.jar.delete('mingcha_form');
      return [status, text.includes('写了两小时'), text.includes('允许本网站使用Cookie')];
    };
    expect(await says()).toEqual([403, true, true]);
    p.clock.add(3_601_000);
    expect(await says()).toEqual([403, true, false]);
  });

  test('is opened by nobody by its address: it leads to the page that has the form', async () => {
    for (const path of formAddresses()) {
      const home = path.replace(/^(\/en)?(\/[a-z]+).*$/, '$1$2');
      const { status, headers } = await p.ask('GET', path, { headers: { Accept: 'text/html' } });
      if (home === path) expect([path, status]).toEqual([path, 200]);
      else expect([path, status, headers.get('location')]).toEqual([path, 303, home]);
    }
  });
});

describe('what a browser could keep', () => {
  test('every form and field that sends something says that it is not to be kept, and no page is stored', async () => {
    const { receipt } = await p.assigned({
      accused: { name: '某校' },
      clue: '某事',
      tipster: { name: '某甲', idNumber: 'X1', phone: '1', wantsNotice: true },
    });
    const told = await send(
      '/tell',
      { key: await p.pageKey(), 'accused-name': 'a', clue: 'b' },
      { Origin: p.address },
      true,
    );
    const pages = [
      await open('/tell'),
      await open('/progress'),
      told.text,
      (await send('/progress', { receipt }, { Origin: p.address })).text,
      (await send('/tell', { 'accused-name': 'a', name: 'b', 'wants-notice': 'yes' }, { Origin: p.address }, true))
        .text,
    ];
    const kinds = new Set<string>();
    for (const html of pages) {
      for (const [form] of html.matchAll(/<form[^>]*method="post".*?<\/form>/gs)) {
        expect(form).toMatch(/^<form[^>]* autoComplete="off"/i);
        expect(form).toContain('type="password"');
        expect(form).toMatch(/<input type="hidden" name="form" value="[0-9a-z]+\.[\w-]{43}"/);
        for (const [field, tag, rest] of form.matchAll(/<(input|textarea|select)([^>]*)>/g)) {
          const type = /type="(\w+)"/.exec(rest!)?.[1] ?? tag!;
          kinds.add(type);
          // The one that keeps browsers from writing a form down: seen by nobody, and sent to nobody.
          if (type === 'password') expect(field).toMatch(/^(?!.* name=).* hidden=""/);
          else if (!['hidden', 'checkbox', 'file'].includes(type)) expect(field).toMatch(/autoComplete="off"/i);
        }
      }
    }
    expect([...kinds].sort()).toEqual(['checkbox', 'file', 'hidden', 'password', 'select', 'tel', 'text', 'textarea']);
    for (const path of ['/tell', '/progress']) {
      const { headers } = await p.ask('GET', path, { headers: { Accept: 'text/html' } });
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('the receipt is shown until it was typed back, never again, and nothing of the page comes from the browser', async () => {
    const fields = { key: await p.pageKey(), 'accused-name': '某单位', clue: '某事', phone: '1' };
    const ours = { Origin: p.address };
    const told = await send('/tell', fields, ours, true);
    const receipt = /<p class="receipt"[^>]*>([^<]+)</.exec(told.text)![1]!;
    expect(told.text).toContain('本次按匿名举报办理');
    // A reload before: the same receipt, as nobody has it yet.
    expect((await send('/tell', fields, ours, true)).text).toContain(receipt);
    const foreign = {
      key: fields.key,
      back: 'ZZZZ',
      next: '[{"title":{"zh":"请加微信","en":"x"}}]',
      receipt: 'FAKE',
      wanted: 'yes',
    };
    const wrong = await send('/tell/kept', foreign, ours);
    expect([wrong.status, wrong.text.includes(receipt)]).toEqual([422, true]);
    for (const word of ['请加微信', 'FAKE']) expect(wrong.text).not.toContain(word);
    const right = await send('/tell/kept', { key: fields.key, back: receipt.slice(-4) }, ours);
    expect([right.status, right.text.includes('核对正确'), right.text.includes(receipt)]).toEqual([200, true, false]);
    // Reloads of each page of the road, in any order.
    for (const [path, sent, files] of [
      ['/tell', fields, true],
      ['/tell/kept', { key: fields.key, back: 'ZZZZ' }, false],
      ['/tell/kept', { key: fields.key, back: receipt.slice(-4) }, false],
    ] as const) {
      const again = await send(path, sent, ours, files);
      expect([path, again.status, again.text.includes(receipt)]).toEqual([path, 410, false]);
      expect(again.text).toContain('凭证不再显示');
    }
    expect((await send('/progress', { receipt }, ours)).status).toBe(200);
    const another = { ...fields, key: await p.pageKey() };
    const other = /<p class="receipt"[^>]*>([^<]+)</.exec((await send('/tell', another, ours, true)).text)![1]!;
    p.clock.add(3_600_000);
    const late = await send('/tell/kept', { key: another.key, back: other.slice(-4) }, ours);
    expect([late.status, late.text.includes(other)]).toEqual([410, false]);
    await p.ledger.forget();
    const left = await p.owner.query('SELECT 1 FROM idempotency WHERE sealed_answer IS NOT NULL AND case_id IS NULL');
    expect(left.rows).toEqual([]);
  });
});

test('a receipt that was typed on the page of progress is shown to nobody any more, and what led to it says nothing of the case', async () => {
  const ours = { Origin: p.address };
  const receiptIn = (text: string) => /<p class="receipt"[^>]*>([^<]+)</.exec(text)?.[1];
  const fields = { key: await p.pageKey(), 'accused-name': '某单位', clue: '某事' };
  const others = { ...fields, key: await p.pageKey() };
  const receipt = receiptIn((await send('/tell', fields, ours, true)).text)!;
  const other = receiptIn((await send('/tell', others, ours, true)).text)!;
  const { rows } = await p.owner.query<{ kept_for: Buffer }>(
    'SELECT kept_for FROM idempotency WHERE kept_for IS NOT NULL',
  );
  const receipts = await p.owner.query<{ lookup: string; mac: Buffer; binding: Buffer }>('SELECT * FROM receipts');
  for (const { kept_for } of rows) {
    for (const { mac, binding } of receipts.rows)
      expect([mac.equals(kept_for), binding.equals(kept_for)]).toEqual([false, false]);
  }
  expect((await send('/progress', { receipt: other.toLowerCase().replaceAll('-', ' ') }, ours)).status).toBe(200);
  expect((await send('/tell', others, ours, true)).status).toBe(410);
  expect((await send('/tell/kept', { key: others.key, back: other.slice(-4) }, ours)).status).toBe(410);
  // That of somebody else stays until it is typed itself; one that opens nothing ends nothing.
  expect(
    (await send('/progress', { receipt: `${receipt.slice(0, -1)}${receipt.endsWith('0') ? '1' : '0'}` }, ours)).status,
  ).toBe(404);
  expect(receiptIn((await send('/tell', fields, ours, true)).text)).toBe(receipt);
  expect((await send('/progress', { receipt }, ours)).status).toBe(200);
  expect((await send('/tell', fields, ours, true)).status).toBe(410);
  expect((await p.owner.query('SELECT 1 FROM idempotency WHERE kept_for IS NOT NULL')).rows).toEqual([]);
});

test('how long a receipt is shown is said in one sentence on every page and in the API, and is so', async () => {
  const ours = { Origin: p.address };
  const shown = (text: string) => /<p class="receipt"[^>]*>([^<]+)</.exec(text)?.[1];
  for (const lang of ['zh', 'en'] as const) {
    const at = (path: string) => (lang === 'zh' ? path : `/en${path === '/' ? '' : path}`);
    const fields = { key: await p.pageKey(), 'accused-name': '某单位', clue: '某事' };
    const told = await send(at('/tell'), fields, ours, true);
    const wrong = await send(at('/tell/kept'), { key: fields.key, back: 'ZZZZ' }, ours);
    // A reload, a wrong end, almost an hour: it is the same receipt.
    expect([shown(told.text), shown(wrong.text)]).toEqual([expect.any(String), shown(told.text)]);
    p.clock.add(3_599_000);
    expect(shown((await send(at('/tell'), fields, ours, true)).text)).toBe(shown(told.text));
    p.clock.add(1_000);
    const late = await send(at('/tell'), fields, ours, true);
    expect([late.status, shown(late.text)]).toEqual([410, undefined]);
    const typed = { ...fields, key: await p.pageKey() };
    const other = shown((await send(at('/tell'), typed, ours, true)).text)!;
    const kept = await send(at('/tell/kept'), { key: typed.key, back: other.slice(-4) }, ours);
    expect([kept.status, shown(kept.text)]).toEqual([200, undefined]);
    expect((await send(at('/tell'), typed, ours, true)).status).toBe(410);
    for (const text of [await open(at('/')), await open(at('/tell')), told.text, wrong.text, late.text]) {
      expect(text).toContain(RECEIPT_SHOWN[lang]);
      expect(text).not.toMatch(/只显示(这)?一次|shown (this |only )?once|only this once/i);
    }
  }
  const { answers } = routes().find((r) => r.path === '/api/tips')!;
  expect(answers[201]!.zh + answers[201]!.en).not.toMatch(/一次|once\./);
});

describe('nothing is said to be done that was not', () => {
  test.each([
    ['blanks', '   '],
    ['ideographic blanks', '\u3000\u3000'],
    ['line breaks', '\r\n\r\n'],
    ['characters that nobody sees', '\u200b\u200d\ufeff\u2060\u2800\u3164'],
    ['nothing', ''],
  ])('a message of %s is not sent', async (_what, text) => {
    const { receipt } = await p.tell();
    const before = await p.rows();
    const answer = await send('/progress/message', { receipt, text }, { Origin: p.address });
    expect([answer.status, answer.text.includes('没有内容可发送'), answer.text.includes('已送达')]).toEqual([
      422,
      true,
      false,
    ]);
    expect(answer.text).toContain('href="#text"');
    expect(await p.rows()).toEqual(before);
  });

  test('an upload without a file is not received', async () => {
    const { receipt } = await p.tell();
    const before = await p.rows();
    const form = new FormData();
    form.append('receipt', receipt);
    const without = await p.ask('POST', '/progress/evidence', { form, headers: { Accept: 'text/html' } });
    form.append('evidence', new Blob([]), '');
    const empty = await p.ask('POST', '/progress/evidence', { form, headers: { Accept: 'text/html' } });
    for (const answer of [without, empty]) {
      expect([answer.status, answer.text.includes('请先选择文件'), answer.text.includes('材料已收到')]).toEqual([
        422,
        true,
        false,
      ]);
      expect(answer.text).toContain('href="#evidence"');
    }
    expect(await p.rows()).toEqual(before);
    const good = new FormData();
    good.append('receipt', receipt);
    good.append('evidence', new Blob([new Uint8Array(PNG)]), 'a.png');
    expect((await p.ask('POST', '/progress/evidence', { form: good, headers: { Accept: 'text/html' } })).status).toBe(
      200,
    );
  });
});

test('what is taken is said before anything is chosen, on both pages and in the description of the API', async () => {
  const { receipt } = await p.tell();
  const pages = [await open('/tell'), (await send('/progress', { receipt }, { Origin: p.address })).text];
  for (const html of pages) {
    expect(html).toMatch(/<input type="file"[^>]* accept="[^"]*\.ofd,/);
    for (const ending of ['HEIC', 'MOV', 'AMR', 'WPS', 'ET', 'OFD', 'EML', '7Z']) expect(html).toContain(ending);
  }
  const api = (await p.get('/api/openapi.json')).text;
  expect(api.match(/OFD, DOCX, XLSX/g)!.length).toBeGreaterThanOrEqual(2);
});
