import { afterAll, beforeAll, expect, it } from 'vitest';
import { newReceipt, parseReceipt } from '../../ledger/doors/receipt.ts';
import { type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

it('a receipt has at least 90 random bits and no letter that is mistaken for another', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 2_000; i++) {
    const { text } = newReceipt();
    expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    seen.add(text);
  }
  expect(seen.size).toBe(2_000);
  // 28 characters of 5 bits, one of them the check.
  expect(27 * 5).toBeGreaterThanOrEqual(90);
});

it('a receipt is read however it was copied, and a slip of the pen is noticed', () => {
  let slips = 0;
  let noticed = 0;
  for (let i = 0; i < 200; i++) {
    const { text, receipt } = newReceipt();
    expect(parseReceipt(` ${text.toLowerCase().replaceAll('-', ' ')} `)).toEqual(receipt);
    expect(parseReceipt(text.replaceAll('0', 'O').replaceAll('1', 'l'))).toEqual(receipt);
    const plain = text.replaceAll('-', '');
    for (let at = 0; at < plain.length - 1; at++) {
      if (plain[at] === plain[at + 1]) continue;
      const swapped = plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2);
      slips++;
      if (parseReceipt(swapped) === null) noticed++;
    }
  }
  expect(noticed / slips).toBeGreaterThan(0.95);
});

it('every receipt that opens nothing gives the same answer after the same questions to the database', async () => {
  const told = await house.ledger.tell(TIP);
  const plain = told.receipt.replaceAll('-', '');
  const wrongSecret = newReceipt();
  const sameLookup = parseReceipt(told.receipt)!.lookup;
  const tries = {
    malformed: 'nonsense',
    empty: '',
    mistyped: plain.slice(0, 5) + (plain[5] === '2' ? '3' : '2') + plain.slice(6),
    unknown: wrongSecret.text,
    'right lookup, wrong secret': sameLookup + wrongSecret.text.replaceAll('-', '').slice(8),
    long: 'x'.repeat(10_000),
  };
  const asked: string[] = [];
  const own = house.pool.query.bind(house.pool) as (...args: unknown[]) => unknown;
  Object.assign(house.pool, {
    query: (...args: unknown[]) => {
      asked.push((args[0] as { text: string }).text);
      return own(...args);
    },
  });
  try {
    for (const [what, receipt] of Object.entries(tries)) {
      asked.length = 0;
      expect(await house.ledger.openReceipt(receipt), what).toBeNull();
      expect(asked, what).toEqual(['SELECT salt, mac, case_id, binding FROM receipts WHERE lookup = $1']);
      expect(await house.ledger.progress(receipt), what).toBeNull();
      expect(await house.ledger.addMessage(receipt, 'x'), what).toBeNull();
    }
  } finally {
    Object.assign(house.pool, { query: own });
  }
  expect(await house.ledger.openReceipt(told.receipt)).toEqual({ caseId: told.caseId });
});

it('nothing of the receipt is in the database', async () => {
  const told = await house.ledger.tell(TIP, 'some key');
  const secret = parseReceipt(told.receipt)!.secret;
  const { rows } = await house.owner.query('SELECT t::text AS row FROM receipts t');
  for (const { row } of rows) {
    expect(row).not.toContain(secret);
    expect(row).not.toContain(Buffer.from(secret).toString('hex'));
  }
});
