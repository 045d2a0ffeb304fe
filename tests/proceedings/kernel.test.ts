/** What holds of every act and every end, whatever its table: who acted, when, what time does, and what paper alone puts up. */
import { describe, expect, test } from 'vitest';
import type { Clock, Facts, NewEvent, Proceeding, Row } from '../../domain/case/types.ts';
import { nextInstant } from '../../domain/kernel/advance.ts';
import { fire } from '../../domain/kernel/fire.ts';
import { advance } from '../../domain/kernel/index.ts';
import { flagged, isEnded, notAfter, Run, reaches, SYSTEM, there, VOID } from '../../domain/kernel/run.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { addDays, dayOf, startOfDay } from '../../domain/time/day.ts';
import { SUSPICION } from '../support/forms.ts';
import { type Life, life, paperOf } from '../support/life.ts';
import { accepted, approvedForPolice, filed, investigating, LINKED, underReview, WITH } from '../support/roads.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 's', second: 'clerk2' } };

describe('who acted', () => {
  const last = (l: Life) => l.events.at(-1)!;

  test('is named with the post that the step asks for, its unit, and a certificate where one is held', () => {
    const l = underReview();
    l.do('clerk', 'accept:propose');
    expect(last(l).actor).toStrictEqual({
      id: 'clerk',
      role: 'clerk',
      organ: 'city',
      unit: 'fund-supervision',
      post: '受理员',
    });
    const i = investigating();
    i.do('officer1', 'extend:propose', { days: 10, complex: true, extendReasons: 'w', ...WITH });
    expect(last(i).actor).toMatchObject({
      id: 'officer1',
      role: 'officer',
      certificate: 'HR-officer1',
      withOfficer: 'officer2',
    });
    // Whoever declines takes no step of enforcement: the certificate, where one is held, is not told.
    const { depthead, officer1 } = i.directory.people;
    const carded = { ...depthead!, certificates: officer1!.certificates };
    i.directory = { ...i.directory, people: { ...i.directory.people, depthead: carded } };
    i.do('depthead', 'extend:decline', { reasons: 'w' });
    expect(last(i).actor).toStrictEqual({
      id: 'depthead',
      role: 'dept-head',
      organ: 'city',
      unit: 'leadership',
      post: '部门负责人',
    });
  });

  test('is in the post of the step where somebody holds several, whatever else they hold', () => {
    const l = underReview();
    const is = l.directory.people.clerk!;
    const grant = {
      ...is.grants[0]!,
      unit: 'records',
      post: { zh: '另一岗', en: 'another' },
      roles: ['unit-head' as const, 'credit' as const],
    };
    l.directory = {
      ...l.directory,
      people: { ...l.directory.people, clerk: { ...is, grants: [grant, ...is.grants] } },
    };
    l.do('clerk', 'accept:propose');
    expect(last(l).actor).toMatchObject({ role: 'clerk', unit: 'fund-supervision', post: '受理员' });
  });

  test('is the body outside, with who entered it; who holds the receipt is nobody of the staff', () => {
    const l = accepted();
    l.tip('ask-result');
    expect(l.events.findLast((e) => e.name === 'ask-result')?.actor).toEqual({ id: 'tipster', role: 'tipster' });
    const p = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'Masked');
    p.given({ officers: ['officer1', 'officer2'] });
    p.do('credit', 'plan-failed', paperOf('2026-08-03'));
    expect(last(p).actor).toEqual({ id: 'outside:court', role: 'outside', enteredBy: 'credit' });
    expect(last(p).document).toMatchObject({ date: '2026-08-03' });
  });
});

describe('time that has passed since somebody looked', () => {
  test('of a file entered with its past acts warns nobody and sends nothing: its ends are made up for', () => {
    const l = filed();
    const at = '2027-03-01T10:00:00+08:00';
    const passed = (entering?: Facts['entering']) =>
      advance(l.state, at, { ...l.facts(), now: at, ...(entering ? { entering } : {}) });
    const [seen, entered] = [passed(), passed({ by: 'clerk', recordedAt: at })];
    const ends = (events: readonly NewEvent[]) =>
      events.flatMap((e) => (e.type === 'expiry' ? [[e.name, e.occurredAt]] : []));
    expect(ends(entered.events)).toEqual(ends(seen.events));
    expect(seen.events.some((e) => e.type === 'rung')).toBe(true);
    expect(entered.events.some((e) => e.type === 'rung')).toBe(false);
    expect(l.effects(entered.events)).toEqual([]);
    expect(entered.state.advancedTo).toBe(at);
  });

  test('comes to what ends first, of several at one instant to the one that began first', () => {
    const l = filed();
    const clock = { ...l.clock('tip-investigate'), kind: 'term' as const, deadline: 'tip-supplement' };
    const names = ['b', 'a', 'c'].map((id) => ({ ...clock, id }));
    l.state = { ...l.state, clocks: Object.fromEntries(names.map((k) => [k.id, k])) };
    const { at } = nextInstant(l.state, l.facts())!;
    const { events } = advance(l.state, at, { ...l.facts(), now: at });
    expect(events.flatMap((e) => e.changes.flatMap((c) => (c.op === 'fired' ? [c.clock] : [])))).toEqual([
      'b',
      'a',
      'c',
    ]);
  });

  test('is made up for before an act of today, with every warning and all that it sends on the way', () => {
    const seen = filed();
    const late = filed();
    late.now = '2027-01-04T10:00:00+08:00';
    seen.to(late.now);
    const unseen = late.ask('officer1', 'secure-evidence', {
      securedKinds: ['records'],
      securedOn: '2027-01-04',
      ...WITH,
    });
    const then = seen.ask('officer1', 'secure-evidence', {
      securedKinds: ['records'],
      securedOn: '2027-01-04',
      ...WITH,
    });
    if (!unseen.ok || !then.ok) throw new Error('refused');
    expect(unseen.state).toEqual(then.state);
    const made = unseen.events.slice(0, -then.events.length);
    const bare = (e: { type: string; name: string; occurredAt: string }) => [e.type, e.name, e.occurredAt];
    expect(made.map(bare)).toEqual(seen.events.slice(-made.length).map(bare));
    expect(made.some((e) => e.type === 'rung')).toBe(true);
    expect(late.effects(made)).toEqual(seen.effects(seen.events.slice(-made.length)));
  });
});

describe('when it was', () => {
  test('is a day or an instant that there is, and neither after today nor five minutes ahead', () => {
    const l = underReview();
    const no = (occurredAt: string) => l.refused('clerk', 'accept:propose', {}, { occurredAt });
    for (const wrong of ['2026-02-30', 'yesterday', '2026-10-08T25:00:00+08:00']) {
      expect(no(wrong)).toMatchObject({
        code: 'form-invalid',
        fields: [{ field: 'occurredAt', message: { zh: '日期或者时刻无效', en: 'not a valid date or instant' } }],
      });
    }
    expect(no(addDays(dayOf(l.now), 1)).code).toBe('occurred-in-future');
    expect(no('2026-10-08T10:05:01+08:00').code).toBe('occurred-in-future');
    const at = (occurredAt: string) => {
      const verdict = l.ask('clerk', 'accept:propose', {}, { occurredAt });
      return verdict.ok ? verdict.events.at(-1)?.occurredAt : verdict.refusal.code;
    };
    for (const near of ['2026-10-08T10:05:00+08:00', '2026-10-08T09:55:00+08:00', '2026-10-08']) {
      expect([near, at(near)]).toEqual([near, l.now]);
    }
    // Earlier than that it is of the past: before the registration of ten o'clock.
    expect(at('2026-10-08T09:54:59+08:00')).toBe('before-its-event');
  });

  test('is not before the case was received, nor before its proceeding was there', () => {
    const l = investigating();
    const form = { securedKinds: ['documents'], securedOn: '2026-10-10', ...WITH, ...PAPER };
    const no = (occurredAt: string) =>
      l.ask('officer1', 'secure-evidence', form, { occurredAt, proceeding: 'investigation' });
    for (const day of ['2026-09-29', '2026-10-08']) {
      const verdict = no(day);
      expect([day, verdict.ok ? '' : verdict.refusal.code]).toEqual([day, 'before-its-event']);
    }
  });

  test('is by the day where of the earlier one only the day is known', () => {
    const [day, noon] = ['2026-10-08T23:59:59.999+08:00', '2026-10-08T12:00:00+08:00'];
    expect([notAfter(noon, day), notAfter(day, noon), notAfter(noon, noon)]).toEqual([true, true, true]);
    expect(notAfter('2026-10-08T12:00:01+08:00', noon)).toBe(false);
    expect(notAfter(day, '2026-10-07T12:00:00+08:00')).toBe(false);
    expect(notAfter(day, '2026-10-09T00:00:00+08:00')).toBe(true);
  });
});

describe('a row of a table', () => {
  const row = (from: Row['from'], flag?: string): Row => ({
    act: 'x',
    label: { zh: '试', en: 'x' },
    from,
    by: 'system',
    basis: 'b',
    to: 'same',
    ...(flag ? { flag } : {}),
  });
  const table = TABLES.investigation;
  const [over] = table.ends;

  test('reaches the states that it names, those that are open, those that are over, or all; none that is void', () => {
    const of = (from: Row['from']) => ['Investigating', over!, VOID].map((state) => reaches(row(from), table, state));
    expect(of('any')).toEqual([true, true, false]);
    expect(of('open')).toEqual([true, false, false]);
    expect(of('ended')).toEqual([false, true, false]);
    expect(of('none')).toEqual([false, false, false]);
    expect(of(['Investigating'])).toEqual([true, false, false]);
    expect(of([over!, VOID])).toEqual([false, true, false]);
    expect(['Investigating', over!, VOID].map((state) => isEnded(table, state))).toEqual([false, true, true]);
  });

  test('goes by a flag that is up, or by one that is not', () => {
    const p = (...flags: string[]) => ({ ...investigating().p('investigation'), flags });
    expect([flagged(row('any'), p()), flagged(row('any', 'a'), p('a')), flagged(row('any', 'a'), p('b'))]).toEqual([
      true,
      true,
      false,
    ]);
    expect([
      flagged(row('any', '!a'), p('b')),
      flagged(row('any', '!a'), p('a')),
      flagged(row('any', '!a'), p()),
    ]).toEqual([true, false, true]);
  });

  test('a case that names what it has not is a mistake of ours', () => {
    expect(there({ a: 1 }, 'a')).toBe(1);
    expect(() => there({ a: 1 }, 'constructor')).toThrow('a case names constructor and has it not');
  });
});

describe('the end of a clock', () => {
  /** A case with this one clock, whose end no row of its table takes. */
  const only = (more: Partial<Clock>) => {
    const l = filed();
    const clock = {
      ...l.clock('tip-investigate'),
      id: 'k',
      deadline: 'tip-supplement',
      proceeding: 'investigation-1',
      ...more,
    };
    l.state = { ...l.state, clocks: { k: clock } };
    return l;
  };
  const ended = (more: Partial<Clock>) => {
    const l = only(more);
    const at = '2027-03-01T10:00:00+08:00';
    const { state, events } = advance(l.state, at, { ...l.facts(), now: at });
    const changes = events.filter((e) => e.type === 'expiry').flatMap((e) => e.changes);
    return {
      outcome: state.clocks.k?.outcome?.what ?? null,
      stopped: state.clocks.k?.stopped?.why ?? null,
      tasks: changes.flatMap((c) => (c.op === 'task' ? [c.task] : [])),
    };
  };

  test('is by its kind a breach, a warning, silence, a right that lapsed, or simply over', () => {
    const of = (kind: Clock['kind'], confidence: Clock['confidence'] = 'text') => {
      const { outcome, stopped, tasks } = ended({ kind, confidence });
      return [outcome, stopped, tasks.length];
    };
    expect(of('our-duty')).toEqual(['breach', null, 1]);
    expect(of('our-duty', 'memory')).toEqual(['warn', null, 1]);
    expect(of('others-duty')).toEqual(['silence', 'ended', 1]);
    expect(of('right')).toEqual(['lapse', 'lapsed', 0]);
    expect(of('term')).toEqual(['over', 'ended', 0]);
    expect(of('bar')).toEqual(['over', 'ended', 0]);
    expect(of('house')).toEqual(['warn', null, 1]);
    const title = deadlineById('tip-supplement')?.title ?? { zh: 'tip-supplement', en: 'tip-supplement' };
    expect(ended({ kind: 'house' }).tasks).toEqual([
      {
        to: 'unit-head',
        text: { zh: `${title.zh}：期限已过`, en: `${title.en}: the period is over` },
        basis: 'tip-supplement',
      },
    ]);
  });

  test('stops it where it is over, after the row that takes it, too: a right has lapsed, all else has ended', () => {
    const of = (kind: Clock['kind']) => {
      const l = underReview();
      // A row of intake takes the end of this clock, whatever its kind, and leaves it as it is.
      l.state = { ...l.state, clocks: { k: { ...l.clock('tip-acceptance-notice'), id: 'k', kind } } };
      const events = l.to('2027-03-01');
      const closed = events.filter((e) => e.name === 'tip-acceptance-notice:closed').length;
      return [l.state.clocks.k?.outcome?.what, l.state.clocks.k?.stopped?.why ?? null, closed];
    };
    expect(of('our-duty')).toEqual(['breach', null, 0]);
    expect(of('house')).toEqual(['warn', null, 0]);
    expect(of('right')).toEqual(['lapse', 'lapsed', 1]);
    expect(of('others-duty')).toEqual(['silence', 'ended', 1]);
    expect(of('term')).toEqual(['over', 'ended', 1]);
    expect(of('bar')).toEqual(['over', 'ended', 1]);
  });

  test('is announced to who has it at hand as time runs out, and to one head more each time it is late', () => {
    const l = only({ count: { unit: 'cd†', length: 12, start: '2026-10-12' } });
    // 24 October is a Saturday: the strict day, two days before the last one.
    const told = (at: string, state = l.state) =>
      advance(state, at, { ...l.facts(), now: at }).events.map((e) => [
        e.name.split(':')[1] ?? 'end',
        e.occurredAt.slice(0, 13),
        ...l.tasks([e]).map((t) => `${t.to} ${t.text.zh}`),
      ]);
    const { zh } = deadlineById('tip-supplement')?.title ?? { zh: 'tip-supplement' };
    expect(told('2026-11-09T10:00:00+08:00')).toEqual([
      ['half', '2026-10-19T09', `officer ${zh}：期限已过半`],
      ['four-fifths', '2026-10-22T09', `officer ${zh}：期限已过八成`],
      ['last-day', '2026-10-23T09', `officer ${zh}：届满前的最后工作日`],
      ['alarm', '2026-10-25T00', `officer ${zh}：按严格计算已届满`],
      ['end', '2026-10-27T00', `unit-head ${zh}：期限已过`],
      ['late-1', '2026-10-27T09', `dept-head ${zh}：逾期未办，报上一级`],
      ['late-5', '2026-11-02T09', `dept-head ${zh}：持续逾期，再报上一级`],
    ]);
    // Of a case that no head sees yet whoever takes it in, who links it first.
    const unlinked = {
      ...l.state,
      accused: { ...l.state.accused, linked: false },
      proceedings: { ...l.state.proceedings },
    };
    delete unlinked.proceedings['intake-1'];
    expect(
      told('2026-11-09T10:00:00+08:00', unlinked)
        .slice(-2)
        .map((e) => e[2]?.split(' ')[0]),
    ).toEqual(['clerk', 'clerk']);
    // The principal is told where they see the case.
    const police = { ...l.p('investigation'), id: 'police-referral-1', kind: 'police-referral' as const };
    const seen = { ...l.state, proceedings: { ...l.state.proceedings, 'police-referral-1': police } };
    expect(told('2026-11-09T10:00:00+08:00', seen).at(-1)?.[2]).toContain('principal');
  });

  test('is waited for by who drives its proceeding, the earliest first, and no clock without a number', () => {
    const l = filed();
    const next = (proceeding?: string, c = l.state) => nextInstant(c, l.facts(), proceeding)?.clock.deadline ?? null;
    const all = Object.values(l.state.clocks).filter((k) => !k.stopped);
    expect(next()).not.toBeNull();
    expect(next('investigation-1')).toBe('tip-investigate');
    expect(next('penalty-9')).toBeNull();
    const none = { ...l.state, clocks: Object.fromEntries(all.map((k) => [k.id, { ...k, count: null }])) };
    expect(next(undefined, none)).toBeNull();
    // A warning whose moment has passed is over; an end is made up for.
    const at = { ...l.state, advancedTo: '2027-02-01T00:00:00+08:00' };
    expect(nextInstant(at, l.facts())?.rung).toBe('expiry');
  });
});

describe('what opens another proceeding', () => {
  const begun = (ended: boolean) => {
    const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found(
      'police-referral',
      ended ? 'NotReferred' : 'ReferralDrafting',
      {
        ended: ended ? '2026-08-03T09:00:00+08:00' : null,
      },
    );
    l.found('investigation', 'Investigating', { facts: { outcomes: [] } });
    return l.given({ officers: ['officer1', 'officer2', 'officer3'], accused: LINKED });
  };

  test('opens it by what is done, also where nobody of ours does it, and not by the end of a clock of that name', () => {
    const follows = (type: 'act' | 'reaction' | 'expiry') => {
      const l = investigating();
      const run = new Run(l.state, l.facts());
      const row: Row = { ...TABLES.investigation.rows[0]!, from: 'any', to: 'same' };
      const done = { name: 'suspect-crime', at: l.now, actor: SYSTEM, facts: {}, words: {}, person: null };
      fire(run, TABLES.investigation, row, l.p('investigation'), { ...done, type });
      return run.events.map((e) => [e.type, e.kind]);
    };
    const opened = ['reaction', 'police-referral'];
    expect(follows('act')).toEqual([['act', 'investigation'], opened]);
    expect(follows('reaction')).toEqual([['reaction', 'investigation'], opened]);
    expect(follows('expiry')).toEqual([['expiry', 'investigation']]);
  });

  test('opens it beside one that is over, and not beside one that runs', () => {
    const referrals = (l: Life) =>
      Object.values(l.state.proceedings)
        .filter((p) => p.kind === 'police-referral')
        .map((p) => p.id);
    const l = begun(true);
    l.do('officer1', 'suspect-crime', SUSPICION);
    expect(referrals(l)).toEqual(['police-referral-1', 'police-referral-2']);
    const [caused] = l.events.filter((e) => e.proceeding === 'police-referral-2');
    expect(l.events.find((e) => e.name === 'suspect-crime')).toBeDefined();
    expect(caused).toMatchObject({ type: 'reaction', from: null, actor: SYSTEM });
    const running = begun(false);
    running.do('officer1', 'suspect-crime', SUSPICION);
    expect(referrals(running)).toEqual(['police-referral-1']);
  });
});

describe('what a paper says was put up', () => {
  const NOTICE = { number: '告〔2026〕1号', service: 'direct', rights: true, twoLetters: true };
  const DECISION = {
    number: '列〔2026〕1号',
    seriousness: 'ordinary',
    repeated: false,
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    reChecked: true,
    twoLetters: true,
    responsible: ['officer1', 'officer2'],
  };
  const proposed = () => {
    const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'Proposed', {
      facts: { condition: 'cheating', natural: false, penalty: 'penalty-1' },
    });
    l.given({ officers: ['officer1', 'officer2'], accused: LINKED });
    l.do('credit', 'serve-notice', NOTICE);
    l.do('credit', 'statement', { statement: 'words', ...paperOf('2026-08-03') });
    l.do('credit', 'list:propose', DECISION);
    return l.on('2026-08-10');
  };

  test('was not by us: it is marked, a pair is asked to do it now, and the clock for that runs', () => {
    const l = proposed();
    const events = l.do('principal', 'list', PAPER, { occurredAt: '2026-08-05' });
    expect(l.effects(events)).toEqual([]);
    expect(l.p('listing')).toMatchObject({ state: 'Listed', flags: expect.arrayContaining(['paper-only']) });
    const index = events.findIndex((e) => e.name === 'list');
    const stands = events.find((e) => e.name === 'stands-on-paper');
    expect(stands).toMatchObject({ type: 'reaction', cause: index, actor: SYSTEM, occurredOn: '2026-08-05' });
    expect(l.tasks(events).map((t) => t.to)).toContain('credit');
    expect(l.runs('house-paper')).toBe(true);
    l.check();
  });

  test('is put up where it is done now, and then nothing stands on paper', () => {
    const l = proposed();
    const events = l.do('principal', 'list');
    expect(l.effects(events).map((e) => e.kind)).toContain('credit-list');
    expect([l.p('listing').flags, events.some((e) => e.name === 'stands-on-paper')]).toEqual([[], false]);
  });
});

describe('a clock that its own end starts again', () => {
  /** Entered at this instant: the receipt of the police of 3 February. */
  const entered = (now: string) => {
    const l = approvedForPolice({ receivedAt: '2026-02-02T09:00:00+08:00' }, ['investigation']);
    l.to(now);
    l.do('clerk', 'receipt-signed', paperOf('2026-02-03'), { occurredAt: '2026-02-03T10:00:00+08:00' });
    return l;
  };
  const dueOnceEntered = (now: string) => entered(now).due('house-escalate')!;

  test('stands in the round that is not over yet, also at the very instant at which one is', () => {
    const due = dueOnceEntered('2026-11-23T10:00:00+08:00');
    expect(due >= '2026-11-23').toBe(true);
    expect(dueOnceEntered(`${due}T23:59:59+08:00`)).toBe(due);
    const next = entered(startOfDay(addDays(due, 1)));
    expect(next.due('house-escalate')! > due).toBe(true);
    // The round that is over at that instant is passed over like those before it: one end is told, of the first.
    expect(next.events.filter((e) => e.type === 'expiry' && e.name === 'house-escalate')).toHaveLength(1);
  });
});

describe('a row that is applied', () => {
  const row = (more: Partial<Row>): Row => ({
    act: 'x',
    label: { zh: '试', en: 'x' },
    from: 'any',
    by: 'system',
    basis: 'house: test',
    to: 'same',
    ...more,
  });
  const what = (l: Life) => ({
    type: 'act' as const,
    name: 'x',
    at: l.now,
    actor: SYSTEM,
    facts: {},
    words: {},
    person: null,
  });
  const listed = (more: Partial<Proceeding> = {}) =>
    life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'Listed', more);
  const applied = (l: Life, ...rows: Partial<Row>[]) => {
    const run = new Run(l.state, l.facts());
    for (const more of rows) fire(run, TABLES.listing, row(more), run.proceeding('listing-1'), what(l));
    return run;
  };
  const clocks = (run: Run) =>
    Object.values(run.state.clocks).map((k) => [k.id, k.part, k.stopped === null ? 'runs' : k.stopped.why]);

  test('numbers its clocks one after the other, those of one event too', () => {
    const two = {
      start: [
        { deadline: 'hb-unpublish', part: 0 },
        { deadline: 'hb-unpublish', part: 1 },
      ],
    } as const;
    const l = listed();
    l.authority = { ...l.authority, region: 'hebei' };
    const run = applied(l, { start: [...two.start] });
    expect(clocks(run)).toEqual([
      ['hb-unpublish-1', 0, 'runs'],
      ['hb-unpublish-2', 1, 'runs'],
    ]);
    expect(clocks(applied(l, { start: [...two.start] }, { start: [two.start[1]] }))).toEqual([
      ['hb-unpublish-1', 0, 'runs'],
      ['hb-unpublish-2', 1, 'again'],
      ['hb-unpublish-3', 1, 'runs'],
    ]);
  });

  test('entered late closes again what time has closed since of its own part, and of no other', () => {
    const l = listed();
    l.authority = { ...l.authority, region: 'hebei' };
    const since = { at: addDays(dayOf(l.now), 5).concat('T00:00:00+08:00'), why: 'ended' as const };
    const closed = (part: number): Clock => ({
      ...filed().clock('tip-investigate'),
      id: `k${part}`,
      deadline: 'hb-unpublish',
      part,
      proceeding: 'listing-1',
      started: l.now,
      outcome: { what: 'over', at: since.at },
      stopped: since,
    });
    // The last one was closed by then, by an act that was entered behind its end.
    const before = { stopped: { at: l.now, why: 'again' as const } };
    const others = [{ deadline: 'house-list' }, { proceeding: 'listing-2' }, before].map((more, i) => ({
      ...closed(1),
      ...more,
      id: `other${i}`,
    }));
    const all = [closed(0), closed(1), ...others];
    l.state = { ...l.state, advancedTo: since.at, clocks: Object.fromEntries(all.map((k) => [k.id, k])) };
    const run = applied(l, { start: [{ deadline: 'hb-unpublish', part: 1 }] });
    const closes = run.events.flatMap((e) => e.changes.flatMap((x) => (x.op === 'stop' ? [x.clock] : [])));
    expect(closes).toEqual(['k1']);
    expect(clocks(run)).toEqual([
      ['k0', 0, 'ended'],
      ['k1', 1, 'again'],
      ['other0', 1, 'ended'],
      ['other1', 1, 'ended'],
      ['other2', 1, 'again'],
      ['hb-unpublish-5', 1, 'runs'],
    ]);
  });

  test('is put down to somebody only where somebody did it', () => {
    const { events, state } = applied(listed(), { to: 'Masked' });
    expect(events.flatMap((e) => e.changes.map((c) => c.op))).toEqual(['state']);
    expect(state.proceedings['listing-1']?.doers).toEqual({});
  });

  test('takes merged tips along where some are merged and the row says how, and keeps silent otherwise', () => {
    const ops = (more: Partial<Row>, facts: object) =>
      applied(listed({ facts: { ...facts } }), more).events.flatMap((e) => e.changes);
    const merged = { op: 'merged', act: 'leading-archived' };
    const [archived, followed] = [{ merged: 'leading-archived' } as const, { followers: ['case-2'] }];
    expect(ops(archived, followed)).toEqual([merged]);
    expect(ops(archived, { ...followed, followersLeft: ['case-2'] })).toEqual([]);
    expect(ops(archived, {})).toEqual([]);
    expect(ops({}, followed)).toEqual([]);
  });

  test('by which it ends takes its own clocks along, but for those that outlive it; one that begins beside it takes none', () => {
    const outlives = TABLES.listing.outlive[0]!;
    const of = (id: string, more: Partial<Clock> = {}): Clock => ({
      ...filed().clock('tip-investigate'),
      deadline: 'house-list',
      id,
      proceeding: 'listing-1',
      ...more,
    });
    const stopped = (more: Partial<Row>) => {
      const l = listed();
      const clocks = {
        own: of('own'),
        other: of('other', { proceeding: 'listing-2' }),
        left: of('left', { deadline: outlives }),
      };
      l.state = { ...l.state, clocks };
      const { state } = applied(l, more);
      return Object.values(state.clocks).flatMap((k) => (k.stopped === null ? [] : [[k.id, k.stopped.why]]));
    };
    expect(stopped({ to: 'Revoked' })).toEqual([['own', 'ended']]);
    expect(stopped({ to: 'Revoked', opensRun: true })).toEqual([]);
    expect(stopped({ to: 'Masked' })).toEqual([]);
  });

  test('leads back to where it was before, from which nothing leads back any more', () => {
    const back = (before: string | null) => {
      const { state } = applied(listed({ before }), { to: 'before' });
      return [state.proceedings['listing-1']?.state, state.proceedings['listing-1']?.before];
    };
    expect(back('Masked')).toEqual(['Masked', null]);
    expect(back('Listed')).toEqual(['Listed', null]);
    expect(back(null)).toEqual(['Listed', null]);
    const { events } = applied(listed({ before: 'Listed' }), { to: 'same' });
    expect(events.flatMap((e) => e.changes)).toEqual([]);
  });
});

test('a clock that goes over to another proceeding goes to the one that is opened, not to one before it', () => {
  const l = underReview().found('investigation', 'Archived', { ended: '2026-10-08T10:00:00+08:00' });
  l.on('2026-10-09').pair('clerk', 'unithead', 'accept');
  expect([l.p('investigation').id, l.clock('tip-investigate').proceeding]).toEqual([
    'investigation-2',
    'investigation-2',
  ]);
  expect(l.runs('tip-investigate')).toBe(true);
});

test('a clock of one proceeding is not closed by the act of another of its kind', () => {
  const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'Listed');
  const run = new Run(l.state, l.facts());
  const row: Row = {
    act: 'x',
    label: { zh: '试', en: 'x' },
    from: 'any',
    by: 'system',
    basis: 'house: test',
    to: 'same',
    stop: ['house-opinion'],
    start: [{ deadline: 'house-list' }],
  };
  const other: Clock = {
    ...filed().clock('tip-investigate'),
    id: 'o',
    deadline: 'house-opinion',
    proceeding: 'listing-2',
  };
  const own: Clock = { ...other, id: 'p', proceeding: 'listing-1' };
  run.state = {
    ...run.state,
    proceedings: { ...run.state.proceedings, 'listing-2': { ...l.p('listing'), id: 'listing-2' } },
    clocks: { o: other, p: own },
  };
  fire(run, TABLES.listing, row, l.p('listing'), {
    type: 'act',
    name: 'x',
    at: l.now,
    actor: SYSTEM,
    facts: {},
    words: {},
    person: null,
  });
  expect([run.state.clocks.o?.stopped, run.state.clocks.p?.stopped?.why]).toEqual([null, 'met']);
  expect(run.state.clocks['house-list-1']).toMatchObject({
    proceeding: 'listing-1',
    confidence: 'house',
    edition: null,
  });
});
