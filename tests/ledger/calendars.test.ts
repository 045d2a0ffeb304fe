import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import type { Calendar } from '../../domain/time/types.ts';
import { changeSealed, createLedger, openPool, rebuild, setUp, startRelay, verify } from '../../ledger/index.ts';
import { createCore } from '../../ledger/truth/core.ts';
import { loadCase } from '../../ledger/truth/loading.ts';
import type { Ledger } from '../../ledger/types.ts';
import { CALENDAR_2027, publishing, WITH_DECEMBER } from '../support/calendars.ts';
import { paperOf } from '../support/life.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

/** The same year as amended: two more days off in January. */
const AMENDED: Calendar = {
  ...CALENDAR_2027,
  notice: 'example amendment 2027',
  amends: CALENDAR_2027.notice,
  off: [...CALENDAR_2027.off, '2027-01-06', '2027-01-07'],
};

async function inHouse<T>(work: (house: TestHouse) => Promise<T>, now = '2026-12-15T10:00:00+08:00'): Promise<T> {
  const house = await testHouse({ now });
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

/** A registered tip: its dates lie in the next year. */
async function registered(house: TestHouse): Promise<string> {
  const { caseId } = await house.ledger.tell(TIP);
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  return caseId;
}

const movedIn = async (house: TestHouse, caseId: string) =>
  (await house.ledger.caseView(house.person('clerk'), caseId)).timeline.filter((e) => e.type === 'moved');
const clockOf = async (house: TestHouse, caseId: string, id: string, ledger: Ledger = house.ledger) =>
  (await ledger.clockView(house.person('clerk'), caseId, id)).clock;
const sound = async (house: TestHouse) => expect((await verify(house)).findings).toEqual([]);

describe('a published calendar', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await testHouse({ now: '2026-12-15T10:00:00+08:00' });
  });
  afterAll(() => house.close());

  it('moves the running dates that rest on it, one event each, tells who is responsible, nudges only their drivers', async () => {
    const caseId = await registered(house);
    const clock = () => clockOf(house, caseId, 'tip-investigate-1');
    const before = await clock();
    expect(before).toMatchObject({ provisional: true, moved: null });
    const running = (await house.ledger.caseView(house.person('clerk'), caseId)).clocks;
    await house.pool.query('DELETE FROM outbox');
    const published = await publishing(house, CALENDAR_2027);
    expect(published).toMatchObject({ number: 1, state: 'counting', cases: 1, left: 1, moved: 0, replaced: null });
    const { moved, waiting } = await house.ledger.countPublications();
    expect(waiting).toBe(0);
    const after = await clock();
    expect(after.due).not.toBe(before.due);
    expect(after).toMatchObject({ provisional: false, moved: { from: before.due, to: after.due } });
    expect(after.moved?.notice).toBe(CALENDAR_2027.notice);
    expect(after.calendars).toContain('example notice 2027');

    const now = (await house.ledger.caseView(house.person('clerk'), caseId)).clocks;
    const changed = now.filter((k) => running.find((r) => r.id === k.id)?.due !== k.due);
    const events = await movedIn(house, caseId);
    expect(moved).toBe(changed.length);
    expect(events.map((e) => e.facts.clock).sort()).toEqual(changed.map((k) => k.id).sort());
    expect(events.find((e) => e.facts.clock === 'tip-investigate-1')).toMatchObject({
      basis: 'example notice 2027',
      facts: { from: before.due, to: after.due, notice: 'example notice 2027', year: 2027, publication: 1 },
    });
    for (const e of events) expect(e.label.zh).toMatch(/由.*改为/);
    expect((await house.pool.query('SELECT kind, proceeding FROM outbox')).rows).toEqual([
      { kind: 'nudge', proceeding: 'intake-1' },
    ]);
    await sound(house);

    const { items } = await house.ledger.worklist(house.person('clerk'));
    const told = items.filter((i) => i.what === 'task' && i.text.zh.includes('期限变动'));
    expect(told).toMatchObject([{ caseId, text: { en: expect.stringContaining('example notice 2027') } }]);
    await house.ledger.taskDone(house.person('clerk'), told[0]!.task!);
    expect((await house.ledger.worklist(house.person('clerk'))).items.some((i) => i.task === told[0]!.task)).toBe(
      false,
    );
  });

  it('approved once more is the same publication, and nothing moves', async () => {
    const [proposal] = await house.ledger.calendarProposals(house.person('principal'));
    const again = await house.ledger.approveCalendar(house.person('principal'), proposal!.number, 0);
    expect(again).toMatchObject({ number: 1, state: 'done', left: 0 });
    expect(await house.ledger.countPublications()).toEqual({ moved: 0, waiting: 0 });
  });

  it('is refused with its fields when it is broken, and a broken one changes nothing', async () => {
    const admin = house.person('admin');
    const before = await house.ledger.calendarBook();
    await expect(house.ledger.proposeCalendar(house.person('clerk'), AMENDED)).rejects.toMatchObject({
      refusal: { code: 'not-your-role' },
    });
    const wrong: [Partial<Calendar>, string][] = [
      [{ work: ['2027-01-05'] }, 'work'],
      [{ off: AMENDED.off.slice(1) }, 'off'],
      [{ notice: ' ' }, 'notice'],
      [{ notice: house.calendars.list[0]!.notice }, 'notice'],
      [{ published: '2026-12-16' }, 'published'],
      [{ published: '2026-12-01' }, 'published'],
      [{ amends: undefined }, 'amends'],
      [{ amends: 'another notice' }, 'amends'],
      [{ year: 2029, amends: undefined }, 'year'],
    ];
    for (const [part, field] of wrong) {
      const calendar = { ...AMENDED, ...part } as Calendar;
      await expect(house.ledger.proposeCalendar(admin, calendar)).rejects.toMatchObject({
        refusal: { code: 'calendar-invalid', fields: expect.arrayContaining([expect.objectContaining({ field })]) },
      });
      const preview = await house.ledger.previewCalendar(admin, calendar);
      expect(preview.problems.map((p) => p.field)).toContain(field);
    }
    expect(await house.ledger.calendarBook()).toEqual(before);
    await sound(house);
  });

  it('shows before it is published which days change, and is overtaken by another one', async () => {
    const admin = house.person('admin');
    const preview = await house.ledger.previewCalendar(admin, AMENDED);
    expect(preview).toMatchObject({
      inForce: CALENDAR_2027.notice,
      after: 1,
      problems: [],
      changes: [
        { date: '2027-01-06', to: 'off' },
        { date: '2027-01-07', to: 'off' },
      ],
    });
    expect(preview.workingDays!.before - preview.workingDays!.after).toBe(2);
    expect(preview.oddities.length).toBeGreaterThan(0);
    const other = { ...AMENDED, notice: 'another amendment', off: [...AMENDED.off, '2027-01-08'] };
    await publishing(house, other, preview.after);
    await expect(house.ledger.proposeCalendar(admin, AMENDED, preview.after)).rejects.toMatchObject({
      refusal: { code: 'calendar-overtaken' },
    });
    const { moved } = await house.ledger.countPublications();
    expect(moved).toBeGreaterThan(0);
    await sound(house);
  });

  it('that amends another in the middle of a running clock moves it once more, and says so', async () => {
    const { items, publications } = await house.ledger.calendarBook();
    expect(items.at(-1)).toMatchObject({ notice: 'another amendment', amends: CALENDAR_2027.notice });
    expect(publications.map((p) => [p.number, p.replaced, p.state])).toEqual([
      [2, CALENDAR_2027.notice, 'done'],
      [1, null, 'done'],
    ]);
    const caseId = (await house.ledger.cases(house.person('clerk'))).items[0]!.id;
    const steps = (await movedIn(house, caseId)).filter((e) => e.facts.clock === 'tip-investigate-1');
    expect(steps.length).toBe(2);
    expect(steps[1]!.facts.from).toBe(steps[0]!.facts.to);
  });
});

it('a calendar that comes with the product is offered to the administrator and never published by itself', () =>
  inHouse(async (house) => {
    await changeSealed(house.owner, house.keys, 'calendars', ['2026'], () =>
      house.owner.query('DELETE FROM calendars WHERE year = 2026'),
    );
    const setup = {
      directory: house.directory,
      authorities: [],
      passwords: () => 'no password',
      now: house.clock.now(),
    };
    await setUp(house, { ...setup, calendars: PUBLISHED });
    const caseId = await registered(house);
    const { bundled, horizon } = await house.ledger.calendarBook();
    expect([horizon, bundled.map((c) => c.year)]).toEqual(['2025-12-31', [2026]]);
    expect((await clockOf(house, caseId, 'tip-review-1')).provisional).toBe(true);
    const preview = await house.ledger.previewCalendar(house.person('admin'), bundled[0]!);
    expect(preview).toMatchObject({ problems: [], inForce: null });
    await publishing(house, bundled[0]!, preview.after);
    await house.ledger.countPublications();
    expect((await clockOf(house, caseId, 'tip-review-1')).provisional).toBe(false);
    expect((await house.ledger.calendarBook()).bundled).toEqual([]);
    await sound(house);
  }));

it('a publication that was cut off is completed by repeating it or by itself, and moves each date once', () =>
  inHouse(async (house) => {
    const cases: string[] = [];
    for (let i = 0; i < 4; i++) cases.push(await registered(house));
    const published = await publishing(house, CALENDAR_2027);
    // As after a kill: one case was counted, the others not.
    await house.ledger.advanceCase(cases[1]!);
    const count = async () => Promise.all(cases.map(async (id) => (await movedIn(house, id)).length));
    const one = (await count())[1]!;
    expect(await count()).toEqual([0, one, 0, 0]);
    expect(one).toBeGreaterThan(0);
    await sound(house);
    // The read tables made anew in the middle forget nothing of it.
    await rebuild(house);
    await sound(house);
    const [approved] = await house.ledger.calendarProposals(house.person('principal'));
    const again = await house.ledger.approveCalendar(house.person('principal'), approved!.number);
    expect(again.number).toBe(published.number);
    await house.ledger.countPublications();
    expect((await house.ledger.calendarBook()).publications[0]!.state).toBe('done');
    expect(await count()).toEqual([one, one, one, one]);
    expect((await house.ledger.calendarBook()).publications[0]).toMatchObject({ left: 0, moved: 4 * one });
    await sound(house);
  }));

it('the relay begins the counting of a publication that is not wholly counted, and of no other', () =>
  inHouse(async (house) => {
    let begun = 0;
    const reach = async () => undefined;
    const count = async () => {
      begun += 1;
    };
    await registered(house);
    const relay = startRelay({ ...house, drivers: { start: reach, nudge: reach, count }, idleMs: 5 });
    await expect.poll(async () => (await house.pool.query('SELECT 1 FROM outbox')).rowCount).toBe(0);
    expect(begun).toBe(0);
    await publishing(house, CALENDAR_2027);
    await expect.poll(() => begun).toBeGreaterThan(0);
    await house.ledger.countPublications();
    await relay.stop();
  }));

it('whoever wants news is sent one notice, however many of their dates moved; nobody else is written to', () =>
  inHouse(async (house) => {
    const silent = await registered(house);
    const { caseId } = await house.ledger.tell(NAMED);
    await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
    await house.pool.query("UPDATE effects SET status = 'done'");
    await publishing(house, CALENDAR_2027);
    await house.ledger.countPublications();
    expect((await movedIn(house, caseId)).length).toBeGreaterThan(1);
    expect((await movedIn(house, silent)).length).toBeGreaterThan(1);
    const { rows } = await house.pool.query(
      "SELECT case_id, kind, addressee, data FROM effects WHERE status = 'todo' ORDER BY key",
    );
    expect(rows).toEqual([{ case_id: caseId, kind: 'notice', addressee: 'tipster', data: {} }]);
    await sound(house);
  }, '2026-12-29T10:00:00+08:00'));

it('says how many dates moved, also where several cases are counted at once', () =>
  inHouse(async (house) => {
    const cases = await Promise.all(Array.from({ length: 12 }, () => registered(house)));
    await publishing(house, CALENDAR_2027);
    const { moved } = await house.ledger.countPublications();
    const each = (await movedIn(house, cases[0]!)).length;
    expect(moved).toBe(12 * each);
    expect((await house.ledger.calendarBook()).publications[0]!.moved).toBe(moved);
  }));

it('the counting killed in the middle, again and again, loses no date and moves none twice', () =>
  inHouse(async (house) => {
    const cases = await Promise.all(Array.from({ length: 24 }, () => registered(house)));
    await publishing(house, CALENDAR_2027);
    const left = async () =>
      (await house.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM cases WHERE counted = 0')).rows[0]!.n;
    let kills = 0;
    // The last one is held, so that no counting can be done before it is killed.
    const holding = await house.owner.connect();
    await holding.query('BEGIN');
    await holding.query('SELECT 1 FROM cases WHERE id = $1 FOR UPDATE', [[...cases].sort().at(-1)]);
    try {
      for (let before = await left(); before > 1 && kills < 3; before = await left()) {
        const pool = openPool(house.url, { max: 2, name: 'doomed' });
        const doomed = createLedger({ pool, keys: house.keys, clock: house.clock });
        const counting = doomed.countPublications().then(
          () => 'done',
          () => 'cut off',
        );
        while ((await left()) === before) await new Promise((resolve) => setImmediate(resolve));
        await house.owner.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'doomed' AND datname = current_database()",
        );
        if ((await counting) === 'cut off') kills++;
        await pool.end();
        await sound(house);
      }
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
    expect(kills).toBeGreaterThan(0);
    await house.ledger.countPublications();
    expect((await house.ledger.calendarBook()).publications[0]).toMatchObject({ state: 'done', left: 0 });
    const one = (await movedIn(house, cases[0]!)).map((e) => e.facts.clock).sort();
    for (const id of cases) expect((await movedIn(house, id)).map((e) => e.facts.clock).sort()).toEqual(one);
    await sound(house);
  }));

it('many who count and act at once move each date once', () =>
  inHouse(async (house) => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => registered(house)));
    await publishing(house, CALENDAR_2027);
    await Promise.all([
      house.ledger.countPublications(),
      house.ledger.countPublications(),
      ...cases.map((id) => house.ledger.advanceCase(id)),
      ...cases.map((id) => house.ledger.todo(id, 'intake-1')),
    ]);
    await house.ledger.countPublications();
    for (const id of cases) {
      const clocks = (await movedIn(house, id)).map((e) => e.facts.clock);
      expect(new Set(clocks).size).toBe(clocks.length);
      expect(clocks).toContain('tip-investigate-1');
    }
    await sound(house);
  }));

it('who waited for a case while it was counted decides under the calendar that it was counted for', () =>
  inHouse(async (house) => {
    const caseId = await registered(house);
    const core = createCore({ pool: house.pool, keys: house.keys, clock: house.clock });
    await loadCase(core, caseId);
    const holding = await house.owner.connect();
    const waiting = await house.pool.connect();
    try {
      await holding.query('BEGIN');
      await holding.query('UPDATE cases SET counted = 1 WHERE id = $1', [caseId]);
      const loading = loadCase(core, caseId, null, waiting);
      await expect
        .poll(async () => {
          const lock = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
          return (await house.owner.query(lock)).rowCount;
        })
        .toBeGreaterThan(0);
      await publishing(house, CALENDAR_2027);
      await holding.query('COMMIT');
      const loaded = (await loading)!;
      expect([loaded.counted, loaded.house.publication]).toEqual([1, 1]);
      expect(loaded.house.calendars.horizon).toBe('2027-12-31');
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
      waiting.release();
    }
  }));

it('a tip that came in by a process that did not know the calendar yet is counted by its driver', () =>
  inHouse(async (house) => {
    const old = createLedger({ pool: house.pool, keys: house.keys, clock: house.clock });
    await old.tell(TIP);
    await publishing(house, CALENDAR_2027);
    await house.ledger.countPublications();
    const { caseId } = await old.tell(TIP);
    await sound(house);
    expect(await movedIn(house, caseId)).toEqual([]);
    await house.ledger.todo(caseId, 'intake-1');
    expect((await movedIn(house, caseId)).length).toBeGreaterThan(0);
    await sound(house);
  }));

it('what was due before the calendar came happens under the old calendar, whoever comes late', () =>
  inHouse(async (house) => {
    const caseId = await registered(house);
    const before = await clockOf(house, caseId, 'tip-review-1');
    house.clock.set(`${before.due!.slice(0, 8)}28`);
    expect(before.expiresAt! < house.clock.now()).toBe(true);
    // The driver slept through it; the calendar comes first.
    await publishing(house, {
      ...CALENDAR_2027,
      // The days right after the tip become days off: under this calendar the review would not be over yet.
      off: [...CALENDAR_2027.off, '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25', '2026-12-28'],
    });
    await house.ledger.countPublications();
    const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
    const expiry = timeline.find((e) => e.type === 'expiry' && e.name === 'tip-review');
    expect(expiry?.occurredAt).toBe(before.expiresAt);
    const moved = timeline.find((e) => e.type === 'moved');
    expect(moved!.number).toBeGreaterThan(expiry!.number);
    const times = timeline.map((e) => e.occurredAt);
    expect(times).toEqual([...times].sort());
    await sound(house);
  }));

it('of two publications counted late, each is in force until the next: nothing ends under a calendar that was amended by then', () =>
  inHouse(async (house) => {
    house.clock.set('2026-12-30');
    const prompt = await registered(house);
    const late = await registered(house);
    await publishing(house, CALENDAR_2027);
    await house.ledger.advanceCase(prompt);
    house.clock.set('2027-01-05');
    await publishing(house, AMENDED);
    await house.ledger.advanceCase(prompt);
    // Under the first calendar the review would be over by now, under the amended one it is not.
    house.clock.set('2027-01-11');
    const { moved } = await house.ledger.countPublications();
    expect(moved).toBeGreaterThan(0);
    const told = async (caseId: string) => {
      await house.ledger.advanceCase(caseId);
      const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
      // What is told before an end comes at a minute of the case's own.
      const at = (e: (typeof timeline)[number]) => (e.type === 'rung' ? e.occurredAt.slice(0, 13) : e.occurredAt);
      return timeline.map((e) => [e.type, e.name, at(e), e.facts.clock, e.facts.from, e.facts.to]);
    };
    expect(await told(late)).toEqual(await told(prompt));
    expect((await clockOf(house, late, 'tip-review-1')).outcome).toBeNull();
    await sound(house);
  }));

it('a calendar changed behind the back of the house is found, whatever dates it leaves as they are', () =>
  inHouse(async (house) => {
    await publishing(house, CALENDAR_2027);
    await publishing(house, AMENDED);
    await house.ledger.countPublications();
    await sound(house);
    const tampered: [string, string][] = [
      [
        "UPDATE calendars SET data = jsonb_set(data, '{notice}', '\"another\"') WHERE year = 2027",
        'the calendar of 2027',
      ],
      ['UPDATE calendar_publications SET replaced = data WHERE number = 2', 'publication 2 did not'],
      ['DELETE FROM calendar_publications WHERE number = 1', 'publication 1 is missing'],
    ];
    for (const [sql, detail] of tampered) {
      await house.owner.query(sql);
      expect((await verify(house)).findings).toContainEqual({
        caseId: 'calendars',
        what: 'calendar',
        detail: expect.stringContaining(detail),
      });
    }
  }));

it('an act on a leading case goes through though none of the many cases merged into it is counted yet', () =>
  inHouse(async (house) => {
    const leading = await registered(house);
    const followers: string[] = [];
    for (let i = 0; i < 12; i++) {
      const caseId = await registered(house);
      const act = doing(house.ledger, caseId);
      const merge = { leading, sameSubject: true, newClue: false };
      await act('clerk', 'intake-1', 'merge-under-review:propose', merge);
      await act('unithead', 'intake-1', 'merge-under-review');
      followers.push(caseId);
    }
    const act = doing(house.ledger, leading);
    const refusal = { refusalGround: 'no-target-or-clue', refusalReasons: '无法核实' };
    await act('clerk', 'intake-1', 'refuse:propose', refusal);
    await publishing(house, CALENDAR_2027);
    await act('unithead', 'intake-1', 'refuse');
    const { rows } = await house.pool.query('SELECT DISTINCT counted FROM cases');
    expect(rows).toEqual([{ counted: 1 }]);
    for (const id of followers) {
      const { timeline } = await house.ledger.caseView(house.person('clerk'), id);
      expect(timeline.at(-1)).toMatchObject({ type: 'reaction', name: 'leading-refused' });
    }
    await sound(house);
  }));

it('what ended under the old calendar stays so when an act of before is entered after the new one', () =>
  inHouse(async (house) => {
    const caseId = await registered(house);
    house.clock.set('2026-12-28');
    await house.ledger.advanceCase(caseId);
    // Under this calendar the review that has ended would still run.
    await publishing(house, {
      ...CALENDAR_2027,
      off: [...CALENDAR_2027.off, '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25', '2026-12-28'],
    });
    await house.ledger.countPublications();
    house.clock.set('2027-01-10');
    const letter = { text: 'came by post', ...paperOf('2026-12-20') };
    await doing(house.ledger, caseId)('clerk', 'intake-1', 'message', letter, { occurredAt: '2026-12-20' });
    const { timeline, details } = await house.ledger.caseView(house.person('clerk'), caseId);
    expect(timeline.filter((e) => e.type === 'superseded')).toEqual([]);
    const ended = timeline.filter((e) => e.type === 'expiry' && e.name === 'tip-review');
    expect(ended.map((e) => e.occurredAt)).toEqual(['2026-12-23T00:00:00+08:00']);
    expect(details.find((p) => p.id === 'intake-1')?.state).toBe('Accepted');
    await sound(house);
  }));

it('a date that an amendment moves into the past ends when the amendment is published, once', () =>
  inHouse(async (house) => {
    await publishing(house, WITH_DECEMBER);
    await house.ledger.countPublications();
    const caseId = await registered(house);
    const before = await clockOf(house, caseId, 'tip-review-1');
    house.clock.set('2026-12-23T09:30:00+08:00');
    await house.ledger.advanceCase(caseId);
    expect(await clockOf(house, caseId, 'tip-review-1')).toMatchObject({ overdue: false });
    // The days off of late December are taken back: counted anew, the review was over before.
    await publishing(house, {
      ...CALENDAR_2027,
      notice: 'taken back',
      amends: WITH_DECEMBER.notice,
    });
    await house.ledger.countPublications();
    await house.ledger.advanceCase(caseId);
    const { timeline } = await house.ledger.caseView(house.person('clerk'), caseId);
    const expiries = timeline.filter((e) => e.type === 'expiry' && e.name === 'tip-review');
    expect(expiries.map((e) => e.occurredAt)).toEqual(['2026-12-23T09:30:00+08:00']);
    expect(before.expiresAt! > '2026-12-24').toBe(true);
    const times = timeline.map((e) => e.occurredAt);
    expect(times).toEqual([...times].sort());
    await sound(house);
  }));
