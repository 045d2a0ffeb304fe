import { afterAll, beforeAll, expect, it } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { DEMO_HOUSE_LIMITS, HOUSE_LIMITS } from '../../domain/law/house.ts';
import { dayOf, toInstant } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { createLedger, keysOf, newKeys, openPool, verify } from '../../ledger/index.ts';
import { CASES } from '../../prisma/cases/cases.ts';
import { DEMO_DIRECTORY, seed } from '../../prisma/seed.ts';
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
  expect(lines.join('\n')).toContain(`${CASES.length} lived or entered`);
  expect(await count('SELECT count(*) AS n FROM cases')).toBe(CASES.length);
  const clerk = DEMO_DIRECTORY.people.clerk!;
  for (const one of CASES) {
    const found = await Promise.all(
      [clerk, DEMO_DIRECTORY.people.special!].map((person) => ledger.cases(person, { accused: one.accused.name })),
    );
    const items = found.flatMap((page) => page.items);
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
  expect(await verify({ pool, keys })).toMatchObject({ acts: HOUSE_LIMITS.length, findings: [] });
});

it('what was lived was done then: nothing of the past is still to be sent, and every effect is marked as done at its own time', async () => {
  expect(await count("SELECT count(*) AS n FROM effects WHERE status <> 'done'")).toBe(0);
  const { rows } = await pool.query<{ kind: string }>('SELECT DISTINCT kind FROM effects');
  expect(rows.map((r) => r.kind)).toEqual(
    expect.arrayContaining([
      'credit-list',
      'credit-remove',
      'letter',
      'police-package',
      'publish',
      'withdraw-publication',
    ]),
  );
  // At once, as a driver would: no later than the minute of the act that caused it.
  expect(
    await count(`SELECT count(*) AS n FROM effects e JOIN events v ON v.case_id = e.case_id AND v.number = e.event
      WHERE e.done_at > v.recorded_at + interval '1 minute'`),
  ).toBe(0);
});

it('its finished cases are lived by those who acted, each act recorded when it was taken; two are paper files', async () => {
  expect(
    await count(
      `SELECT count(DISTINCT case_id) AS n FROM events WHERE actor->>'role' <> 'outside' AND actor ? 'enteredBy'`,
    ),
  ).toBe(2);
  expect(
    await count(`SELECT count(*) AS n FROM events v JOIN cases c ON c.id = v.case_id
      WHERE NOT 'paper' = ANY (c.kinds) AND v.cause IS NULL AND v.recorded_at > v.occurred_at + interval '5 minutes'
        -- What another body did counts from when it was entered, whenever a second one looked at it.
        AND NOT EXISTS (SELECT 1 FROM events p WHERE p.case_id = v.case_id AND p.type = 'proposal' AND p.name = v.name
          AND p.occurred_at = v.occurred_at AND p.actor->>'role' = 'outside')`),
  ).toBe(0);
  const { rows } = await pool.query<{ state: string }>(
    "SELECT state FROM proceedings WHERE kind = 'paper' ORDER BY state",
  );
  expect(rows.map((r) => r.state)).toEqual(['Confirmed', 'Contested']);
  const { findings } = await verify({ pool, keys });
  expect(findings).toEqual([]);
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
  const against = (await ledger.cases(people.special!, { accused: '社保局长杨某' })).items[0]!;
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

it('what it published stands on the register since the day on which it was', async () => {
  const { ledger } = await start();
  const days = (await ledger.register({})).items.map((r) => dayOf(r.publishedAt));
  expect(days.length).toBeGreaterThan(0);
  const { rows } = await pool.query<{ at: Date }>(
    `SELECT v.occurred_at AS at FROM effects e JOIN events v ON v.case_id = e.case_id AND v.number = e.event
     WHERE e.kind IN ('publish', 'credit-list')`,
  );
  const published = new Set(rows.map((r) => dayOf(toInstant(r.at.toISOString()))));
  for (const day of days) {
    expect([...published]).toContain(day);
    expect(day < FIRST.slice(0, 10)).toBe(true);
  }
});
