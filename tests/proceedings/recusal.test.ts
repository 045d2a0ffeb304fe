import { describe, expect, test } from 'vitest';
import { rungsOf } from '../../domain/case/rungs.ts';
import type { FactSheet } from '../../domain/case/types.ts';
import { actsFor, nextInstant } from '../../domain/kernel/index.ts';
import type { RecusalRequest } from '../../domain/proceedings/parts/recusal.ts';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { type Life, paperOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { accepted, filed, investigating, underReview } from '../support/roads.ts';

const ask = (l: Life, form: FactSheet, day = l.now.slice(0, 10), by = 'clerk') =>
  l.do(by, 'record-recusal-request', {
    asker: 'party',
    against: 'officer',
    recusalReason: 'a neighbour',
    ...form,
    ...paperOf(day),
  });
/** Of a day before, and entered later. */
const late = { asker: 'party', against: 'officer', person: 'officer3', recusalReason: 'x', ...paperOf('2026-10-12') };
const REASONS = { recusalReasons: 'because' };
const decide = (l: Life, form: FactSheet, by = 'depthead') =>
  l.do(by, 'decide-recusal', { granted: true, ...REASONS, ...form });
const noTo = (l: Life, form: FactSheet, by = 'depthead') =>
  l.refused(by, 'decide-recusal', { granted: true, ...REASONS, ...form });
const waiting = (l: Life) => l.p('investigation').facts.recusals as unknown as RecusalRequest[];
const related = (id: string, ...to: string[]) => ({
  ...DIRECTORY,
  people: { ...DIRECTORY.people, [id]: { ...DIRECTORY.people[id]!, related: to } },
});

describe('a request for recusal', () => {
  test('is kept with its number, its own moment and whom it is about; the number never comes twice', () => {
    const l = investigating();
    ask(l, { person: 'officer2' });
    l.on('2026-10-12').do('officer1', 'notice-own-recusal', { recusalReason: 'a cousin' });
    expect(waiting(l)).toEqual([
      { n: 1, asker: 'party', person: 'officer2', against: 'officer', at: '2026-10-10T10:00:00+08:00', by: 'clerk' },
      { n: 2, asker: 'own', person: 'officer1', against: 'unknown', at: '2026-10-12T10:00:00+08:00', by: 'officer1' },
    ]);
    decide(l, { request: 1, granted: false });
    ask(l, { asker: 'tipster', against: 'unknown' });
    expect(waiting(l)).toMatchObject([
      { n: 2 },
      { n: 3, asker: 'tipster', person: null, against: 'unknown', at: '2026-10-12T10:00:00+08:00' },
    ]);
    expect(l.p('investigation').facts.recusalsAsked).toBe(3);
  });

  test('that comes second does not lengthen the days of the first; once the first is decided its own days run', () => {
    const l = investigating();
    ask(l, { person: 'officer2' });
    const first = l.due('house-recusal');
    ask(l.on('2026-10-13'), { person: 'officer1' });
    ask(l.on('2026-10-14'), { person: 'officer3' });
    expect([l.clocks('house-recusal').length, l.due('house-recusal')]).toEqual([1, first]);
    l.on('2026-10-15');
    decide(l, { request: 1, granted: false });
    expect(l.clocks('house-recusal').map((k) => k.stopped?.why ?? 'runs')).toEqual(['met', 'runs']);
    expect(l.clock('house-recusal').count?.start).toBe('2026-10-13T10:00:00+08:00');
    // The earliest of those that still wait, whichever was decided.
    decide(l, { request: 3, granted: false });
    expect(l.clock('house-recusal').count?.start).toBe('2026-10-13T10:00:00+08:00');
    decide(l, { request: 2, granted: false });
    expect([l.runs('house-recusal'), l.p('investigation').flags]).toEqual([false, []]);
    l.check();
  });

  test('that was entered later but made earlier comes next', () => {
    const l = investigating();
    ask(l, { person: 'officer2' });
    ask(l.on('2026-10-14'), { person: 'officer1' });
    l.on('2026-10-15').do('clerk', 'record-recusal-request', late, { occurredAt: '2026-10-12' });
    decide(l, { request: 1, granted: false });
    expect(l.clock('house-recusal').count?.start).toBe(waiting(l).find((r) => r.n === 3)?.at);
    expect(l.due('house-recusal')).toBe('2026-10-26');
  });

  test('entered of a day before at the very moment at which its period is spoken of is spoken of then, and of nothing that was over', () => {
    const entered = (now: string) => {
      const l = investigating();
      l.to(now);
      const events = l.do('clerk', 'record-recusal-request', late, { occurredAt: '2026-10-12' });
      const told = events.filter((e) => e.type === 'rung').map((e) => e.name);
      return { l, told, rungs: rungsOf(l.clock('house-recusal'), CALENDARS, l.state.id) };
    };
    const { rungs } = entered('2026-10-13T10:00:00+08:00');
    const { at } = rungs.find(({ id }) => id === 'last-day')!;
    const { l, told } = entered(at);
    expect(told).toEqual(['house-recusal:last-day']);
    expect(nextInstant(l.state, l.facts())!.at > at).toBe(true);
    expect(entered(instantOf(millisOf(at) + 1_000)).told).toEqual([]);
  });

  test('of an inspection has the days of the law, also the next one', () => {
    const l = filed({}, { regime: 'labour-inspection' });
    ask(l, { person: 'officer2' });
    ask(l.on('2026-10-13'), { person: 'officer1' });
    expect([l.clocks('recusal-decide').length, l.clocks('house-recusal').length]).toEqual([1, 0]);
    decide(l, { request: 1, granted: false });
    expect([l.clock('recusal-decide').count?.start, l.clocks('house-recusal').length]).toEqual([
      '2026-10-13T10:00:00+08:00',
      0,
    ]);
    const fund = investigating();
    ask(fund, { person: 'officer2' });
    expect([fund.clocks('recusal-decide').length, fund.clocks('house-recusal').length]).toEqual([0, 1]);
  });

  test('whose own silence has passed is told again and reported, with the request whose turn it is', () => {
    const l = investigating();
    ask(l, { person: 'depthead', against: 'dept-head' });
    const events = l.to('2026-10-27').filter((e) => e.name === 'house-recusal');
    expect(l.tasks(events).map((t) => t.to)).toEqual(['clerk', 'unit-head']);
    expect(l.effects(events)).toMatchObject([
      { kind: 'report-upward', to: 'superior', data: { matter: 'recusal', proceeding: 'investigation-1' } },
    ]);
    expect(l.runs('house-recusal')).toBe(true);
  });
});

describe('who decides it', () => {
  test('is the head of the department, save where it may be about every head of the department', () => {
    const told = (form: FactSheet, l = investigating()) => l.tasks(ask(l, form)).map((t) => t.to);
    const ours = ['dept-head'];
    const above = ['clerk', 'unit-head'];
    expect(told({ against: 'officer' })).toEqual(ours);
    expect(told({ against: 'unit-head' })).toEqual(ours);
    expect(told({ against: 'unknown' })).toEqual(ours);
    expect(told({ against: 'dept-head' })).toEqual(above);
    expect(told({ against: 'unknown', person: 'depthead' })).toEqual(above);
    expect(told({ against: 'officer', person: 'officer2' })).toEqual(ours);
    const kin = investigating();
    kin.directory = related('depthead', 'officer2');
    expect(told({ against: 'officer', person: 'officer2' }, kin)).toEqual(above);
    expect(told({ against: 'officer', person: 'officer1' }, kin)).toEqual(ours);
    expect(told({ against: 'officer' }, kin)).toEqual(above);
    expect(told({ against: 'clerk' }, kin)).toEqual(ours);
    const two = investigating();
    two.directory = {
      ...DIRECTORY,
      people: { ...DIRECTORY.people, second: { ...DIRECTORY.people.depthead!, id: 'second', login: 'second' } },
    };
    expect(told({ against: 'unknown', person: 'depthead' }, two)).toEqual(ours);
    expect(told({ against: 'dept-head' }, two)).toEqual(above);
    const none = investigating();
    const { depthead: _, ...people } = DIRECTORY.people;
    none.directory = { ...DIRECTORY, people };
    expect(told({ against: 'unknown' }, none)).toEqual(ours);
  });

  test('is the organ above for the own notice of the only head of the department, and never that head', () => {
    const l = accepted();
    const events = l.do('depthead', 'notice-own-recusal', { recusalReason: 'my brother' });
    expect(l.tasks(events).map((t) => t.to)).toEqual(['clerk', 'unit-head']);
    expect(l.tasks(events)[0]?.text.zh).toContain('请报上级机关决定');
    expect(noTo(l, { request: 1 }).code).toBe('not-your-role');
    l.do('clerk', 'decide-recusal', { request: 1, granted: true, ...REASONS, ...paperOf('2026-10-09') });
    expect([l.state.recused, l.p('investigation').flags]).toEqual([['depthead'], []]);
    const head = accepted();
    expect(head.tasks(head.do('unithead', 'notice-own-recusal', { recusalReason: 'x' })).map((t) => t.to)).toEqual([
      'dept-head',
    ]);
  });

  test('is known before any form is filled in', () => {
    const offered = (l: Life, by: string) => {
      const acts = actsFor(l.state, l.directory.people[by]!, l.facts());
      return acts.allowed.some((a) => a.proceeding === 'investigation-1' && a.act === 'decide-recusal');
    };
    const both = (against: string) => {
      const l = investigating();
      ask(l, { against });
      return [offered(l, 'depthead'), offered(l, 'clerk')];
    };
    expect([both('dept-head'), both('officer')]).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test('is not whom it may be about, nor enters it: themselves, their post, their relatives', () => {
    const l = investigating();
    ask(l, { against: 'dept-head' });
    const form = { request: 1, ...REASONS, ...paperOf('2026-10-10') };
    expect(l.refused('unithead', 'decide-recusal', { granted: false, person: 'unithead', ...form }).code).toBe(
      'recusal-own-case',
    );
    expect(l.ask('unithead', 'decide-recusal', { granted: false, ...form }).ok).toBe(true);
    const kin = investigating();
    kin.directory = related('clerk', 'depthead');
    ask(kin, { against: 'dept-head', person: 'depthead' });
    expect(kin.refused('clerk', 'decide-recusal', { granted: true, ...form }).code).toBe('recusal-own-case');
    expect(kin.ask('clerk2', 'decide-recusal', { granted: true, ...form }).ok).toBe(true);
  });
});

describe('who steps aside', () => {
  const granted = (l: Life, by: string, person: string, request = 1) =>
    l.ask(by, 'decide-recusal', { request, granted: true, person, ...REASONS });
  const codeOf = (l: Life, by: string, person: string) => {
    const verdict = granted(l, by, person);
    return verdict.ok ? 'done' : verdict.refusal.code;
  };

  test('holds the post that the request names, where it names nobody', () => {
    for (const [against, held, others] of [
      ['officer', ['officer1', 'officer3'], ['clerk', 'unithead']],
      ['clerk', ['clerk', 'special'], ['officer1', 'unithead']],
      ['unit-head', ['unithead'], ['officer1', 'clerk', 'legal']],
    ] as const) {
      const l = investigating();
      ask(l, { against });
      expect(held.map((id) => codeOf(l, 'depthead', id))).toEqual(held.map(() => 'done'));
      expect(others.map((id) => codeOf(l, 'depthead', id))).toEqual(others.map(() => 'recusal-not-meant'));
    }
    const up = investigating();
    ask(up, { against: 'dept-head' });
    const entered = (person: string) =>
      up.ask('clerk2', 'decide-recusal', { request: 1, granted: true, person, ...REASONS, ...paperOf('2026-10-10') });
    expect(['depthead', 'principal'].map((id) => entered(id).ok)).toEqual([true, true]);
    expect(
      up.refused('clerk2', 'decide-recusal', {
        request: 1,
        granted: true,
        person: 'unithead',
        ...REASONS,
        ...paperOf('2026-10-10'),
      }),
    ).toMatchObject({ code: 'recusal-not-meant', fields: [{ field: 'person' }] });
  });

  test('is said by one and granted by another where the request says nobody, whoever recorded it', () => {
    const l = investigating();
    ask(l, { against: 'unknown' });
    expect(
      l.refused('depthead', 'decide-recusal', { request: 1, granted: true, person: 'officer3', ...REASONS }),
    ).toMatchObject({
      code: 'recusal-by-two',
      fields: [{ field: 'granted' }],
    });
    const events = l.do('clerk', 'grant-recusal:propose', { request: 1, person: 'officer3', ...REASONS });
    expect([l.state.recused, l.tasks(events)]).toEqual([[], []]);
    expect(l.refused('clerk', 'grant-recusal').code).toBe('not-your-role');
    const done = l.do('depthead', 'grant-recusal');
    expect([l.state.recused, l.p('investigation').flags]).toEqual([['officer3'], []]);
    expect(l.effects(done).map((e) => e.data)).toEqual([{ letter: 'recusal', basis: 'APL art. 43' }]);
    l.check();
    const no = investigating();
    ask(no, { against: 'unknown' });
    const told = no.tasks(no.events).at(-1)!;
    expect([told.to, told.text.zh]).toEqual([
      'dept-head',
      expect.stringContaining('先由受理员或者监督机构负责人提出是何人'),
    ]);
    expect(no.ask('depthead', 'decide-recusal', { request: 1, granted: false, ...REASONS }).ok).toBe(true);
    // A request that says whom it means needs no second one.
    ask(no, { person: 'officer2' });
    expect(no.refused('clerk', 'grant-recusal:propose', { request: 2, person: 'officer2', ...REASONS }).code).toBe(
      'not-in-this-state',
    );
  });

  test('is entered by one and confirmed by another where the organ above decides what the tipster asked themselves', () => {
    const l = underReview();
    l.tip('ask-recusal', { against: 'dept-head', recusalReason: 'x' });
    const paper = { request: 1, person: 'depthead', ...REASONS, ...paperOf('2026-10-08') };
    expect(l.refused('clerk', 'decide-recusal', { ...paper, granted: true }).code).toBe('recusal-by-two');
    expect(l.refused('clerk', 'decide-recusal', { ...paper, granted: false }).code).toBe('recusal-by-two');
    l.do('clerk', 'grant-recusal:propose', paper);
    expect(l.refused('clerk', 'grant-recusal').code).toBe('not-your-own-proposal');
    l.do('unithead', 'grant-recusal');
    expect([l.state.recused, l.state.headsAside]).toEqual([['depthead'], ['dept-head']]);
  });

  test('is entered by one and confirmed by another where the organ above refused it, too', () => {
    const l = underReview();
    l.tip('ask-recusal', { against: 'dept-head', recusalReason: 'x' });
    l.do('clerk', 'grant-recusal:propose', { request: 1, granted: false, ...REASONS, ...paperOf('2026-10-08') });
    expect(l.p('intake').flags).toContain('recusal-pending');
    expect(l.refused('clerk', 'grant-recusal').code).toBe('not-your-own-proposal');
    const events = l.do('clerk2', 'grant-recusal');
    expect(l.p('intake').flags).not.toContain('recusal-pending');
    expect([l.state.recused, l.p('intake').facts.recusals]).toEqual([[], []]);
    expect(l.effects(events).map((e) => e.kind)).toContain('letter');
    l.check();
  });

  test('is decided by nobody below: of the principal and of a head above the organ above decides, whatever the request says', () => {
    for (const person of ['principal', 'superior']) {
      const l = investigating();
      expect(l.tasks(ask(l, { against: 'officer', person })).map((t) => t.to)).toEqual(['clerk', 'unit-head']);
      expect(codeOf(l, 'depthead', person)).toBe('not-your-role');
    }
    // The name goes before the post that a request gives.
    const l = investigating();
    expect(l.tasks(ask(l, { against: 'dept-head', person: 'unithead' })).map((t) => t.to)).toEqual(['dept-head']);
  });

  test('is decided by the organ above itself where it has the case', () => {
    const l = investigating();
    l.given({ recused: ['depthead'], headsAside: ['dept-head'] });
    ask(l, { against: 'dept-head' });
    l.do('superior', 'decide-recusal', { request: 1, granted: true, person: 'principal', ...REASONS });
    expect(l.state.recused).toEqual(['depthead', 'principal']);
    const here = investigating();
    here.given({ recused: ['unithead'], headsAside: ['unit-head'] });
    ask(here, { against: 'dept-head' });
    // The head of the department is there: what the organ above decides of them is entered.
    expect(codeOf(here, 'superior', 'depthead')).not.toBe('done');
  });

  test('was recorded by somebody else: a head who is a clerk too does not decide what they recorded themselves', () => {
    const l = investigating();
    const { depthead, clerk } = DIRECTORY.people;
    const both = { ...depthead!, grants: [...depthead!.grants, ...clerk!.grants] };
    l.directory = { ...DIRECTORY, people: { ...DIRECTORY.people, depthead: both } };
    ask(l, { person: 'officer2' }, undefined, 'depthead');
    expect(codeOf(l, 'depthead', 'officer2')).toBe('not-the-same-person');
  });

  test('leaves somebody who decides, here or above, and of whom nobody named beside those who said so', () => {
    const house = (...without: string[]) => {
      const l = investigating();
      const people = Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !without.includes(id)));
      l.directory = { ...DIRECTORY, people };
      return l;
    };
    const noneAbove = house('superior');
    ask(noneAbove, { against: 'dept-head', person: 'depthead' });
    const form = { request: 1, granted: true, ...REASONS, ...paperOf('2026-10-10') };
    expect(noneAbove.refused('clerk2', 'decide-recusal', form)).toMatchObject({
      code: 'no-head-left',
      fields: [{ field: 'person' }],
    });
    expect(noneAbove.ask('clerk2', 'decide-recusal', { ...form, granted: false }).ok).toBe(true);
    // The head of the unit can step aside: the head of the department decides in their place.
    const own = house('superior');
    own.do('unithead', 'notice-own-recusal', { recusalReason: 'x' });
    decide(own, { request: 1 });
    const two = house('superior');
    ask(two, { against: 'unknown' });
    const forward = { request: 1, person: 'unithead', ...REASONS };
    expect(two.refused('clerk2', 'grant-recusal:propose', { ...forward, person: 'nobody' }).code).toBe(
      'recusal-person',
    );
    expect(two.refused('clerk2', 'grant-recusal:propose', forward).code).toBe('no-head-left');
  });
});

test('who entered the tipster’s request after acceptance is kept with it, and does not decide it', () => {
  const l = accepted();
  const letter = { against: 'dept-head', recusalReason: 'x', ...paperOf('2026-10-09') };
  l.do('clerk', 'ask-recusal', letter, { proceeding: 'intake' });
  expect(waiting(l)).toMatchObject([{ n: 1, asker: 'tipster', person: null, by: 'clerk' }]);
  const grant = { request: 1, granted: true, person: 'depthead', ...REASONS, ...paperOf('2026-10-09') };
  expect(l.refused('clerk', 'decide-recusal', grant).code).toBe('not-the-same-person');
  l.do('clerk2', 'decide-recusal', grant);
  expect(l.state.recused).toEqual(['depthead']);
});

describe('a recusal that is granted', () => {
  test('names somebody of the house, in the request or in the decision; one that is refused need not', () => {
    const l = investigating();
    ask(l, { against: 'officer' });
    expect(noTo(l, { request: 1 })).toMatchObject({ code: 'recusal-person', fields: [{ field: 'person' }] });
    expect(noTo(l, { request: 1, person: 'nobody' }).code).toBe('recusal-person');
    expect(l.ask('depthead', 'decide-recusal', { request: 1, granted: false, ...REASONS }).ok).toBe(true);
    decide(l, { request: 1, person: 'officer2' });
    expect([l.state.recused, l.state.officers]).toEqual([['officer2'], ['officer1']]);
  });

  test('puts outside whom the request names, whoever else the decision names, and nobody twice', () => {
    const l = investigating();
    ask(l, { person: 'officer2' });
    ask(l, { person: 'officer2' });
    decide(l, { request: 1, person: 'officer1' });
    decide(l, { request: 2 });
    expect([l.state.recused, l.state.officers]).toEqual([['officer2'], ['officer1']]);
    const events = l.events.filter((e) => e.name === 'decide-recusal');
    expect(l.tasks(events).map((t) => t.to)).toEqual(['unit-head', 'unit-head']);
  });

  test('changes nothing where it is refused, and nobody is told to reassign', () => {
    const l = investigating();
    ask(l, { person: 'officer2' });
    const events = decide(l, { request: 1, granted: false });
    expect([l.state.recused, l.state.officers, l.tasks(events)]).toEqual([[], ['officer1', 'officer2'], []]);
  });

  test('takes the post along of which nobody is left', () => {
    const l = accepted();
    ask(l, { asker: 'tipster', against: 'unit-head', person: 'unithead' });
    decide(l, { request: 1 });
    expect(l.state.headsAside).toEqual(['unit-head']);
  });
});

describe('a recusal that was not needed', () => {
  const REVOKE = { revokeReasons: 'another of that name' };
  const stepped = (person = 'officer3') => {
    const l = investigating();
    ask(l, { person });
    decide(l, { request: 1 });
    expect(l.state.recused).toEqual([person]);
    return l;
  };

  test('is revoked by two, for a reason: they are there again, and so is their post', () => {
    const l = stepped();
    l.do('clerk', 'revoke-recusal:propose', { person: 'officer3', ...REVOKE });
    expect(l.refused('clerk', 'revoke-recusal').code).toBe('not-your-role');
    l.do('depthead', 'revoke-recusal');
    expect(l.state.recused).toEqual([]);
    const head = stepped('unithead');
    expect(head.state.headsAside).toEqual(['unit-head']);
    head.pair('clerk', 'depthead', 'revoke-recusal', { person: 'unithead', ...REVOKE });
    expect([head.state.recused, head.state.headsAside]).toEqual([[], []]);
    expect(head.offered('unithead', 'reassign')).toBeDefined();
  });

  test('is offered for who stepped aside, and for nobody else', () => {
    const l = stepped();
    expect(l.offered('clerk', 'revoke-recusal:propose')?.offers).toEqual(['officer3']);
    const other = l.refused('clerk', 'revoke-recusal:propose', { person: 'legal', ...REVOKE });
    expect([other.code, other.fields?.map((f) => f.field)]).toEqual(['not-stepped-aside', ['person']]);
  });

  test('is not revoked by their relatives, nor by themselves', () => {
    const l = stepped();
    l.directory = related('officer3', 'clerk');
    expect(l.refused('clerk', 'revoke-recusal:propose', { person: 'officer3', ...REVOKE }).code).toBe('own-conflict');
    l.directory = related('officer3', 'depthead');
    l.do('clerk', 'revoke-recusal:propose', { person: 'officer3', ...REVOKE });
    expect(l.refused('depthead', 'revoke-recusal').code).toBe('own-conflict');
    expect(l.refused('officer3', 'revoke-recusal:propose', { person: 'officer3', ...REVOKE }).code).toBe(
      'case-unknown',
    );
  });
});

describe('who asked', () => {
  const answered = (asker: string, b = {}) => {
    const l = investigating(b);
    if (asker === 'own') l.do('officer2', 'notice-own-recusal', { recusalReason: 'x' });
    else ask(l, { asker, person: 'officer2' });
    return l.effects(decide(l, { request: 1, granted: false })).map((e) => [e.kind, e.to, e.data]);
  };

  test('is answered: the party by letter, the tipster by letter and, if wanted, by mail, nobody for an own notice', () => {
    const letter = (to: string, basis: string) => ['letter', to, { letter: 'recusal', basis }];
    expect(answered('party')).toEqual([letter('party', 'APL art. 43')]);
    expect(answered('tipster')).toEqual([letter('tipster', 'M49 art. 35'), ['notice', 'tipster', {}]]);
    expect(answered('tipster', { wantsNotice: false })).toEqual([letter('tipster', 'M49 art. 35')]);
    expect(answered('own')).toEqual([]);
  });
});

test('the holder of the receipt asks after acceptance, and it is decided in the investigation', () => {
  const l = accepted();
  l.tip('ask-recusal', { against: 'unit-head', recusalReason: 'a friend' }, { proceeding: 'intake' });
  expect(waiting(l)).toMatchObject([{ n: 1, asker: 'tipster', person: null, against: 'unit-head' }]);
});

test('the holder of the receipt asks in review for whom they cannot name, and it is decided there', () => {
  const l = underReview();
  l.tip('ask-recusal', { against: 'unit-head', recusalReason: 'a friend' });
  expect(l.p('intake').facts.recusals).toMatchObject([{ n: 1, asker: 'tipster', person: null, against: 'unit-head' }]);
  expect(noTo(l, { request: 1 }).code).toBe('recusal-person');
  decide(l, { request: 1, person: 'unithead' });
  expect(l.state.recused).toEqual(['unithead']);
});
