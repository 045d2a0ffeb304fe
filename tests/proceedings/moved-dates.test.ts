/** What is told of a date that a published calendar moves: by one event each, one task for a proceeding, one notice for who asked. */
import { describe, expect, test } from 'vitest';
import type { Clock, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { recount } from '../../domain/kernel/index.ts';
import { deadlineTitle, movedText, type PublishedCalendar } from '../../domain/kernel/moved.ts';
import { deadlineById, houseLimitById } from '../../domain/law/index.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { dateText } from '../../domain/time/explain.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Calendars } from '../../domain/time/types.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { type Beginning, type Life, life, papersOf } from '../support/life.ts';
import { filed, investigating, underReview, WITH } from '../support/roads.ts';

const NOTICE = 'example notice';
const own2026 = CALENDARS.list.at(-1)!;
/** The calendars with these days of late 2026 off as well. */
const withOff = (...off: string[]): Calendars =>
  calendarsOf([...CALENDARS.list.slice(0, -1), { ...own2026, off: [...own2026.off, ...off].sort() }]);

/** The case as it is, counted again under other calendars that were published in this moment. */
function published(l: Life, after: Calendars, more: Partial<PublishedCalendar> = {}, before: Calendars = CALENDARS) {
  const publication = { number: 5, year: 2026, notice: NOTICE, at: l.now, by: 'admin', ...more };
  return recount(l.state, publication, before, { ...l.facts(), calendars: after });
}
const movedOf = (events: readonly NewEvent[]) => events.filter((e) => e.type === 'moved');
const effectsOf = (events: readonly NewEvent[]) =>
  events.flatMap((e) => e.changes.flatMap((c) => (c.op === 'effect' ? [{ ...c.effect, on: e.facts.clock }] : [])));
const tasksOf = (events: readonly NewEvent[]) =>
  events.flatMap((e) => e.changes.flatMap((c) => (c.op === 'task' ? [{ ...c.task, on: e.facts.clock }] : [])));

const title = (id: string) => (deadlineById(id)?.title ?? houseLimitById(id)?.title)!;
/** Off: every weekday of the last week of November 2026. */
const WEEK = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];

describe('a date that moved', () => {
  test('is one event of who published, on the strength of the notice, that names both dates', () => {
    const l = investigating();
    const { events, moved, state } = published(l, withOff(...WEEK));
    const own = movedOf(events);
    expect([own.length, events.length]).toEqual([moved, moved]);
    const event = own.find((e) => e.facts.deadline === 'tip-investigate')!;
    const { changes, ...rest } = event;
    const clock = l.clock('tip-investigate');
    expect(rest).toEqual({
      type: 'moved',
      proceeding: clock.proceeding,
      kind: l.state.proceedings[clock.proceeding]!.kind,
      name: 'calendar-published',
      occurredAt: l.now,
      actor: { id: 'admin', role: 'admin' },
      from: l.state.proceedings[clock.proceeding]!.state,
      to: l.state.proceedings[clock.proceeding]!.state,
      basis: NOTICE,
      facts: {
        publication: 5,
        notice: NOTICE,
        year: 2026,
        clock: clock.id,
        deadline: 'tip-investigate',
        from: '2026-12-29',
        to: '2027-01-06',
      },
      words: {},
    });
    const move = { at: l.now, from: '2026-12-29', to: '2027-01-06', notice: NOTICE };
    expect(changes[0]).toEqual({ op: 'moved', clock: clock.id, move });
    expect(state.clocks[clock.id]?.moved).toEqual(move);
  });

  test('is dated when the calendar was published, or when somebody acted last who did not know of it', () => {
    const l = investigating();
    const at = l.now;
    const before = '2026-10-10T09:00:00+08:00';
    expect(published(l, withOff(...WEEK), { at: before }).events[0]?.occurredAt).toBe(at);
    l.on('2026-10-12');
    l.do('officer1', 'reply', { text: 'w' }, { proceeding: 'intake' });
    const late = '2026-10-11T09:00:00+08:00';
    expect(published(l, withOff(...WEEK), { at: late }).events[0]?.occurredAt).toBe(l.now);
    expect(published(l, withOff(...WEEK), { at: l.now.replace('+08:00', '.000+08:00') }).events[0]?.occurredAt).toBe(
      l.now,
    );
  });

  test('that had come before the publication has come under the calendars of before, and does not come again', () => {
    const l = investigating();
    l.now = '2027-01-20T10:00:00+08:00';
    const ends = (events: readonly NewEvent[]) =>
      events.filter((e) => e.type === 'expiry' && e.name === 'tip-investigate').map((e) => e.occurredAt);
    const over = published(l, withOff(...WEEK), { at: '2027-01-02T10:00:00+08:00' });
    expect(ends(over.events)).toEqual(['2026-12-30T00:00:00+08:00']);
    // Published before it: it moves, and then comes on its new day.
    const moved = published(l, withOff(...WEEK), { at: '2026-11-01T10:00:00+08:00' });
    expect(movedOf(moved.events).map((e) => e.facts.deadline)).toContain('tip-investigate');
    expect(ends(moved.events)).toEqual(['2027-01-07T00:00:00+08:00']);
    expect(movedOf(moved.events).every((e) => e.occurredAt === '2026-11-01T10:00:00+08:00')).toBe(true);
  });

  test('causes what comes of it by its place among all the events', () => {
    const l = underReview();
    l.now = '2026-10-20T10:00:00+08:00';
    const { events, state } = published(l, withOff('2026-10-12'), { at: '2026-10-09T10:00:00+08:00' });
    const end = events.findIndex((e) => e.type === 'expiry' && e.name === 'tip-review');
    expect(end).toBeGreaterThan(movedOf(events).length - 1);
    const caused = events.filter((e) => e.cause !== undefined);
    expect(caused.map((e) => [e.type, e.kind, e.cause])).toEqual([['reaction', 'investigation', end]]);
    expect(state.proceedings['investigation-1']).toBeDefined();
  });

  test('is counted by a clock that lags behind its publication without anything coming before its time', () => {
    const l = investigating();
    const { events } = published(l, withOff(...WEEK), { at: '2027-02-01T10:00:00+08:00' });
    expect(events.filter((e) => e.type === 'expiry')).toEqual([]);
    expect(new Set(events.map((e) => e.occurredAt))).toEqual(new Set(['2027-02-01T10:00:00+08:00']));
  });

  test('of a clock that is suspended or has no number is none', () => {
    const l = investigating();
    const ground = { suspendGround: 'force-majeure', awaits: 'none', suspendReasons: 'flood', ...WITH };
    l.pair('officer1', 'depthead', 'suspend', ground);
    expect(movedOf(published(l, withOff(...WEEK)).events).map((e) => e.facts.deadline)).not.toContain(
      'tip-investigate',
    );
  });
});

describe('who is responsible', () => {
  /** Clocks of so many working days from 12 October 2026, in this order, in these proceedings. */
  const running = (...clocks: (readonly [id: string, days: number, proceeding: string])[]) => {
    const l = filed();
    const one = l.clock('tip-investigate');
    const made = clocks.map(([id, length, proceeding]) => {
      const count = { unit: 'wd', length, start: '2026-10-12' } as const;
      return [id, { ...one, id, count, proceeding }] as const;
    });
    l.state = { ...l.state, clocks: Object.fromEntries(made) };
    return l;
  };

  test('has one task for a proceeding, with the last of its dates, that says how many moved and which ends first', () => {
    const l = running(
      ['a', 45, 'investigation-1'],
      ['b', 40, 'intake-1'],
      ['c', 60, 'investigation-1'],
      ['d', 35, 'investigation-1'],
      ['e', 10, 'investigation-1'],
      ['f', 50, 'investigation-1'],
    );
    const { events, moved } = published(l, withOff(...WEEK));
    expect(moved).toBe(5);
    const tasks = tasksOf(events);
    expect(tasks.map((t) => [t.on, t.to, t.basis])).toEqual([
      ['b', 'clerk', NOTICE],
      ['c', 'officer', NOTICE],
    ]);
    for (const e of movedOf(events)) {
      const told = tasks.some((t) => t.on === e.facts.clock);
      expect(e.changes.map((c) => c.op)).toEqual([
        'moved',
        ...(told ? ['task'] : []),
        ...(e.facts.clock === 'a' ? ['effect'] : []),
      ]);
    }
    const ends = (id: string) => movedOf(events).find((e) => e.facts.clock === id)!.facts;
    const said = (id: string) => [dateText(String(ends(id).from)), dateText(String(ends(id).to))] as const;
    const name = title('tip-investigate');
    const [from, to] = said('d');
    expect(tasks[1]!.text).toEqual({
      zh: `放假安排公布，4项期限变动，最先届满的：“${name.zh}”由${from.zh}改为${to.zh}（${NOTICE}）`,
      en: `Days off published, 4 dates moved, the first to end: “${name.en}” from ${from.en} to ${to.en} (${NOTICE})`,
    });
    expect(tasks[0]!.text.en).toContain(`a date moved: “${name.en}” from ${said('b')[0].en}`);
  });

  test('of two dates that end together is told with the first of them, of the first of them', () => {
    const l = running(['a', 45, 'investigation-1'], ['b', 45, 'investigation-1']);
    l.state = {
      ...l.state,
      clocks: { ...l.state.clocks, b: { ...l.state.clocks.b!, deadline: 'penalty-decide' } },
    };
    const tasks = tasksOf(published(l, withOff(...WEEK)).events);
    expect(tasks.map((t) => t.on)).toEqual(['a']);
    expect(tasks[0]!.text.en).toContain(title('tip-investigate').en);
  });

  test('reads of one date its title, the old day and the new one', () => {
    const l = investigating();
    const only = 'tip-investigate';
    for (const k of Object.values(l.state.clocks)) {
      if (k.deadline !== only && !k.stopped) {
        l.state = { ...l.state, clocks: { ...l.state.clocks, [k.id]: { ...k, count: null } } };
      }
    }
    const { events, moved } = published(l, withOff(...WEEK));
    expect(moved).toBe(1);
    const [from, to] = [dateText('2026-12-29'), dateText('2027-01-06')];
    expect(tasksOf(events)).toEqual([
      {
        to: 'officer',
        text: {
          zh: `放假安排公布，期限变动：“${title(only).zh}”由${from.zh}改为${to.zh}（${NOTICE}）`,
          en: `Days off published, a date moved: “${title(only).en}” from ${from.en} to ${to.en} (${NOTICE})`,
        },
        basis: NOTICE,
        on: l.clock(only).id,
      },
    ]);
  });

  test('is the head who names an officer, while none is named', () => {
    const l = investigating();
    l.given({ officers: [] });
    expect(new Set(tasksOf(published(l, withOff(...WEEK)).events).map((t) => t.to))).toContain('unit-head');
  });
});

describe('who told', () => {
  const notices = (l: Life) => effectsOf(published(l, withOff(...WEEK)).events);

  test('is written to once, that there is news, where a duty towards them moved and they asked for news', () => {
    const l = filed();
    const sent = notices(l);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ kind: 'notice', to: 'tipster', data: {} });
    const clock = l.state.clocks[String(sent[0]!.on)]!;
    expect([clock.kind, sent[0]!.proceeding]).toEqual(['our-duty', clock.proceeding]);
  });

  test('is not written to who did not ask for it', () => {
    expect(notices(filed({ wantsNotice: false }))).toEqual([]);
  });

  test('is not written to of a right or a term, nor of what is no matter of theirs', () => {
    const l = filed();
    const of = (kind: Clock['kind']) => {
      const clocks = Object.fromEntries(Object.entries(l.state.clocks).map(([id, k]) => [id, { ...k, kind }]));
      const other = filed();
      other.state = { ...other.state, clocks };
      return notices(other).length;
    };
    expect([of('our-duty'), of('right'), of('term'), of('others-duty'), of('house')]).toEqual([1, 0, 0, 0, 0]);
    // A penalty is between us and the party: nobody tells of its dates.
    const penalty = life().found('penalty', 'Decision');
    const clock = { ...l.clock('tip-investigate'), id: 'k', proceeding: 'penalty-1' };
    penalty.state = { ...penalty.state, clocks: { k: clock } };
    const { events } = published(penalty, withOff(...WEEK));
    expect([movedOf(events).length, effectsOf(events)]).toEqual([1, []]);
  });

  test('is not written to while what was entered from paper waits for its second person', () => {
    const l = filed().on('2026-10-20');
    const day = '2026-10-14';
    const paper = { number: '补〔2026〕1号', pages: 2, scan: 's', second: 'clerk2' };
    const act = { securedKinds: ['documents'], securedOn: day, ...WITH, paper };
    l.do('officer1', 'secure-evidence', act, { occurredAt: day, proceeding: 'investigation' });
    expect(notices(l)).toEqual([]);
    l.do('clerk', 'confirm', papersOf(l.state), { proceeding: 'paper' });
    expect(notices(l)).toHaveLength(1);
  });
});

describe('a date counted back', () => {
  const begin = (b: Beginning = {}) => {
    const l = underReview(b);
    const count = { unit: 'cd', length: 7, start: '2026-12-06', direction: 'back', roll: false } as const;
    const clock = { ...l.clock('tip-review'), id: 'back', deadline: 'hearing-notify', count };
    l.state = { ...l.state, clocks: { back: clock } };
    return l;
  };

  test('moves by its last working day alone, and both of its days are named', () => {
    const l = begin();
    // The latest day is Saturday 28 November; the last working day before it moves from Friday to the Thursday before.
    const { events } = published(l, withOff('2026-11-27'));
    const [event] = movedOf(events);
    expect(event?.facts).toMatchObject({
      from: '2026-11-28',
      to: '2026-11-28',
      alarmFrom: '2026-11-27',
      alarmTo: '2026-11-26',
    });
    expect(movedText(event!.facts)).toEqual({
      zh: `放假安排公布，最后工作日变动：“${deadlineTitle('hearing-notify').zh}”由${dateText('2026-11-27').zh}改为${dateText('2026-11-26').zh}`,
      en: `Days off published, the last working day moved: “${deadlineTitle('hearing-notify').en}” from ${dateText('2026-11-27').en} to ${dateText('2026-11-26').en}`,
    });
    expect(published(begin(), withOff('2026-11-26')).moved).toBe(0);
  });
});

describe('what is said of a moved date', () => {
  const DAYS = { from: '2026-12-29', to: '2027-01-06' };
  const [a, b] = [dateText(DAYS.from), dateText(DAYS.to)];
  const said = (facts: FactSheet) => movedText({ deadline: 'tip-investigate', ...DAYS, ...facts });

  test('is nothing where the facts are not those of one', () => {
    for (const deadline of [undefined, null, 7]) expect(said({ deadline } as FactSheet)).toBeNull();
    expect(movedText({})).toBeNull();
  });

  test('is its title with both days; of a deadline that is known no more its id', () => {
    expect(said({})).toEqual({
      zh: `放假安排公布，期限变动：“${title('tip-investigate').zh}”由${a.zh}改为${b.zh}`,
      en: `Days off published, a date moved: “${title('tip-investigate').en}” from ${a.en} to ${b.en}`,
    });
    expect(said({ deadline: 'house-assign' })?.en).toContain(title('house-assign').en);
    expect(said({ deadline: 'gone' })?.en).toBe(`Days off published, a date moved: “gone” from ${a.en} to ${b.en}`);
    expect(deadlineTitle('gone')).toEqual({ zh: 'gone', en: 'gone' });
    expect(deadlineTitle('tip-investigate')).toEqual(deadlineById('tip-investigate').title);
    expect(deadlineTitle('house-assign')).toEqual(houseLimitById('house-assign')!.title);
  });

  test('is that there is no date, where one of them is none', () => {
    expect(said({ to: null })).toEqual({
      zh: `放假安排公布，期限变动：“${title('tip-investigate').zh}”由${a.zh}改为无`,
      en: `Days off published, a date moved: “${title('tip-investigate').en}” from ${a.en} to no date`,
    });
  });

  test('is its last working day only where the date itself stayed', () => {
    const alarm = { alarmFrom: '2026-12-25', alarmTo: '2026-12-24' };
    expect(said({ ...alarm, to: DAYS.from })?.en).toContain(
      `the last working day moved: “${title('tip-investigate').en}” from ${dateText('2026-12-25').en} to ${dateText('2026-12-24').en}`,
    );
    expect(said(alarm)?.en).toContain('a date moved:');
    expect(said({ to: DAYS.from })?.en).toContain('a date moved:');
    expect(said({ to: DAYS.from, alarmFrom: '2026-12-25', alarmTo: null })?.en).toContain('to no date');
    expect(said({ to: DAYS.from, alarmTo: '2026-12-25' })?.en).toContain('from no date');
    expect(said({ to: DAYS.from, alarmFrom: '2026-12-25' })?.en).toContain('the last working day moved');
  });
});

test('days of the year to come that are not off until its notice comes move nothing that is counted in hours', () => {
  const l = investigating();
  const after = calendarsOf([...CALENDARS.list, CALENDAR_2027]);
  const hours = { ...l.clock('tip-investigate'), count: { unit: 'h', length: 48, start: l.now } as const };
  l.state = { ...l.state, clocks: { [hours.id]: hours } };
  expect(published(l, after)).toMatchObject({ events: [], moved: 0 });
});
