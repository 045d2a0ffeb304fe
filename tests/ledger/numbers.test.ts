import { afterAll, beforeAll, expect, it } from 'vitest';
import { ALPHABET, caseNumber, checkCharacter } from '../../domain/case-number.ts';
import { REGIONS } from '../../domain/law/types.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';
import { settle } from './road.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

/** The longest text that all of them begin with. */
const common = (texts: string[]): string => {
  const [first = ''] = texts;
  let length = 0;
  while (length < first.length && texts.every((t) => t[length] === first[length])) length += 1;
  return first.slice(0, length);
};

it('a case number is the region, six drawn characters and a check character that finds a slip', () => {
  expect(caseNumber(null, '7K3M9Q')).toBe(`007K3M9Q${checkCharacter('007K3M9Q')}`);
  expect(new Set(REGIONS.map((r) => caseNumber(r, '000000').slice(0, 2))).size).toBe(REGIONS.length);
  const number = caseNumber('zhejiang', '7K3M9Q');
  for (let i = 0; i < number.length - 2; i++) {
    if (number[i] === number[i + 1]) continue;
    const swapped = number.slice(0, i) + number[i + 1] + number[i] + number.slice(i + 2);
    expect(checkCharacter(swapped.slice(0, -1)), swapped).not.toBe(swapped.slice(-1));
  }
});

it('numbers and ids of tips one after another tell neither how many came, nor in which order, nor when', async () => {
  const came: { number: string; id: string }[] = [];
  for (let i = 0; i < 24; i++) {
    const { caseId } = await house.ledger.tell(TIP);
    house.clock.add(60_000);
    const { number } = await house.ledger.caseView(house.person('clerk'), caseId);
    came.push({ number, id: caseId });
  }
  for (const [what, list] of [
    ['number', came.map((c) => c.number)],
    ['id', came.map((c) => c.id)],
  ] as const) {
    // Consecutive ones begin alike and stand in order.
    expect(common(list), what).toBe(what === 'number' ? '00' : '');
    expect([...list].sort(), what).not.toEqual(list);
    expect([...list].sort().reverse(), what).not.toEqual(list);
  }
  for (const { number, id } of came) {
    expect(number).toMatch(new RegExp(`^00[${ALPHABET}]{7}$`));
    expect(number.slice(-1)).toBe(checkCharacter(number.slice(0, -1)));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
  }
});

it('a list stands by days, and within a day by chance', async () => {
  const orders = new Set<string>();
  for (const day of ['2025-03-10', '2025-03-11', '2025-03-12']) {
    const told: string[] = [];
    for (let i = 0; i < 6; i++) {
      house.clock.set(`${day}T09:0${i}:00+08:00`);
      told.push((await house.ledger.tell(TIP)).caseId);
    }
    const { items } = await house.ledger.cases(house.person('clerk'), {}, undefined, 6);
    expect(new Set(items.map((c) => c.id))).toEqual(new Set(told));
    orders.add(items.map((c) => told.indexOf(c.id)).join());
  }
  // Three days in the order of arrival, or all three in one order, are chances of one in half a million.
  expect(orders.size).toBeGreaterThan(1);
  expect([...orders]).not.toEqual(['5,4,3,2,1,0']);
});

it('a number is found however it was copied, from its beginning, and one that is no number finds nothing', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const clerk = house.person('clerk');
  const { number } = await house.ledger.caseView(clerk, caseId);
  const found = async (typed: string) => (await house.ledger.cases(clerk, { number: typed })).items.map((c) => c.id);
  const ways = [
    number,
    number.toLowerCase(),
    ` ${number.slice(0, 2)}-${number.slice(2, 5)} ${number.slice(5)} `,
    number.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    number.replaceAll('0', 'O').replaceAll('1', 'l'),
    number.slice(0, -2),
  ];
  for (const typed of ways) expect(await found(typed), typed).toContain(caseId);
  for (const typed of ['案', '%', '_', `${number}0`]) expect(await found(typed), typed).toEqual([]);
});

it('a number that exists already is drawn again', async () => {
  // Two tips that draw the same number cannot be had from chance; the database is told to refuse the first try.
  await house.owner.query(`
    CREATE SEQUENCE draws;
    GRANT USAGE ON draws TO mingcha_app;
    CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('draws') = 1 THEN NEW.number := (SELECT number FROM cases LIMIT 1); END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER collide BEFORE INSERT ON cases FOR EACH ROW EXECUTE FUNCTION collide()`);
  const told = await house.ledger.tell(TIP);
  expect(await house.ledger.openReceipt(told.receipt)).toEqual({ caseId: told.caseId });
  await house.owner.query('DROP TRIGGER collide ON cases');
});

it('the name of a letter tells neither the case nor how many events it has', async () => {
  const { caseId, receipt } = await house.ledger.tell(NAMED);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
  await act('unithead', 'intake-1', 'notice-sent');
  await settle(house.ledger, caseId);
  const { letters } = (await house.ledger.progress(receipt))!;
  expect(letters.length).toBeGreaterThan(0);
  for (const { id } of letters) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
