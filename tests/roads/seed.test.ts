import { afterAll, beforeAll, expect, it } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { DEMO_HOUSE_LIMITS, HOUSE_LIMITS } from '../../domain/law/house.ts';
import { dayOf, toInstant } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { createLedger, keysOf, newKeys, openPool, verify } from '../../ledger/index.ts';
import { CASES } from '../../prisma/cases/cases.ts';
import { DEMO_DIRECTORY, seed } from '../../prisma/seed.ts';
import { settle } from '../ledger/road.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const FIRST = '2026-11-22T14:00:00+08:00';
let database: FreshDatabase;
let pool: ReturnType<typeof openPool>;
let now = toInstant(FIRST);
const clock = { now: () => now };
const keys = keysOf(newKeys());
const start = async () => {
  const ledger = createLedger({ pool, keys, clock });
  const lines: string[] = [];
  await seed({ pool, ledger, keys, clock, password: 'demo password', log: (line) => lines.push(line) });
  return { ledger, lines };
};
const count = async (sql: string) => Number((await pool.query<{ n: string }>(sql)).rows[0]!.n);

beforeAll(async () => {
  database = await freshDatabase();
  pool = openPool(database.url, { max: 8 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('the demonstration has its staff and a case at every stage, entered through the ledger and nowhere else', async () => {
  const { ledger, lines } = await start();
  expect(lines.join('\n')).toContain(`${CASES.length} entered`);
  expect(await count('SELECT count(*) AS n FROM cases')).toBe(CASES.length);
  const clerk = DEMO_DIRECTORY.people.clerk!;
  for (const one of CASES) {
    const { items } = await ledger.cases(clerk, { accused: one.accused.name });
    expect(
      items.flatMap((c) => c.proceedings.map((p) => `${p.kind} ${p.state}`)),
      one.id,
    ).toEqual(expect.arrayContaining(Object.entries(one.stands).map(([kind, state]) => `${kind} ${state}`)));
  }
});

it('its house limits are acts of its principal, in force since its staff are in post, and never law', async () => {
  const { ledger } = await start();
  const { items } = await ledger.authorityLimits(DEMO_DIRECTORY.people.clerk!);
  for (const [id, example] of Object.entries(DEMO_HOUSE_LIMITS)) {
    expect(items.find((l) => l.id === id)).toMatchObject({
      value: example,
      atSetUp: null,
      history: [{ by: { id: 'principal' }, act: { from: '2024-01-01' } }],
    });
  }
  expect(await verify({ pool, keys, clock })).toMatchObject({ acts: HOUSE_LIMITS.length, findings: [] });
});

it('nothing of the past is sent again; what stands on the register and the platform is still owed', async () => {
  const { rows } = await pool.query<{ kind: string }>("SELECT DISTINCT kind FROM effects WHERE status = 'todo'");
  expect(rows.map((r) => r.kind).sort()).toEqual(['credit-list', 'credit-remove', 'publish', 'withdraw-publication']);
});

it('started again on another day, it adds nothing', async () => {
  const events = await count('SELECT count(*) AS n FROM events');
  now = toInstant('2026-11-25T09:00:00+08:00');
  const { lines } = await start();
  expect(lines.join('\n')).toContain('are there');
  expect(await count('SELECT count(*) AS n FROM cases')).toBe(CASES.length);
  expect(await count('SELECT count(*) AS n FROM events')).toBe(events);
  expect(await count('SELECT count(*) AS n FROM authority_acts')).toBe(HOUSE_LIMITS.length);
});

it('each post finds what is its own, and whoever is of the accused’s line finds nothing of it', async () => {
  const { ledger } = await start();
  const people = DEMO_DIRECTORY.people;
  for (const login of ['clerk', 'officer1', 'unithead', 'depthead', 'principal', 'credit', 'disclosure', 'superior']) {
    expect((await ledger.worklist(people[login]!)).items.length, login).toBeGreaterThan(0);
  }
  const against = (await ledger.cases(people.clerk!, { accused: '社保局长杨某' })).items[0]!;
  expect((await ledger.cases(people.superior!)).items.map((c) => c.id)).toEqual([against.id]);
  await expect(ledger.caseView(people.depthead!, against.id)).rejects.toMatchObject({
    refusal: { code: 'case-unknown' },
  });
  expect((await ledger.cases(people.admin!)).items).toEqual([]);
  const board = await ledger.oversight(people.inspector!);
  expect(board.items.map((r) => r.state)).toEqual(
    expect.arrayContaining([
      'AtPolice',
      'RefusalReceived',
      'EscalateToProcurator',
      'ProcuratorSupervision',
      'CriminalTrack',
    ]),
  );
  expect(board.items.some((r) => r.silent)).toBe(true);
});

it('the known calendars are those of the notices', async () => {
  const { ledger } = await start();
  expect((await ledger.calendars()).list.map((c) => c.notice)).toEqual(PUBLISHED.map((c) => c.notice));
  expect(CALENDARS.horizon).toBe('2026-12-31');
});

it('what a paper file had published stands on the register since the day on which it was, not since it was entered', async () => {
  const { ledger } = await start();
  const { rows } = await pool.query<{ case_id: string; at: Date }>(
    `SELECT e.case_id, v.occurred_at AS at FROM effects e JOIN events v ON v.case_id = e.case_id AND v.number = e.event
     WHERE e.status = 'todo' AND e.kind IN ('publish', 'credit-list')`,
  );
  for (const { case_id } of rows) await settle(ledger, case_id);
  const days = (await ledger.register({})).items.map((r) => dayOf(r.publishedAt));
  expect(days.length).toBeGreaterThan(0);
  const published = new Set(rows.map((r) => dayOf(toInstant(r.at.toISOString()))));
  for (const day of days) {
    expect([...published]).toContain(day);
    expect(day < FIRST.slice(0, 10)).toBe(true);
  }
});
