import { describe, expect, test } from 'vitest';
import type { FactSheet } from '../../domain/case/types.ts';
import { actsFor } from '../../domain/kernel/index.ts';
import { countedOtherwise, documentsOf, withoutPages } from '../../domain/proceedings/paper/documents.ts';
import type { Entry } from '../../domain/proceedings/paper/head.ts';
import { unanswered } from '../../domain/proceedings/paper/named.ts';
import { doneOnPaper, isEntered, paperBar } from '../../domain/proceedings/paper/read-off.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Life } from '../support/life.ts';
import { underReview } from '../support/roads.ts';

const P = { proceeding: 'paper' };
const AT = '2026-10-08T10:00:00+08:00';
/** Entered by the second clerk, and naming the head of the unit. */
const entry = (event: number, number: string | null, pages?: number, more: Partial<Entry> = {}): Entry => ({
  event,
  proceeding: 'intake-1',
  act: 'refuse',
  at: AT,
  number,
  ...(pages === undefined ? {} : { pages }),
  enteredBy: 'clerk2',
  named: ['unithead'],
  ...more,
});
const told = (person: string, named = person, role = 'unit-head') => ({ person, role, organ: 'city', named });
const check = (entries: Entry[], more: FactSheet = {}, state = 'Unconfirmed', flags: string[] = []): Life =>
  underReview().found('paper', state, { flags, facts: { entries, told: [told('unithead')], ...more } as FactSheet });
const listed = (...documents: [number: string, pages: number][]) =>
  documents.map(([number, pages]) => ({ number, pages }));
const confirm = (l: Life, ...documents: [string, number][]) =>
  l.ask('clerk', 'confirm', { documents: listed(...documents), seen: true }, P);
const no = (l: Life, ...documents: [string, number][]) =>
  l.refused('clerk', 'confirm', { documents: listed(...documents), seen: true }, P);

describe('who confirms a paper file', () => {
  const TWO = [entry(4, '审〔2026〕1号', 3), entry(5, '审〔2026〕2号', 5)];

  test('has counted the pages of every document, one number once although it covers several acts', () => {
    const l = check([...TWO, entry(6, '审[2026]1号', 3), entry(7, null)]);
    expect(documentsOf(l.p('paper').facts)).toEqual(listed(['审〔2026〕1号', 3], ['审〔2026〕2号', 5]));
    expect(confirm(l, ['审〔2026〕2号', 5], ['审（2026）1号', 3]).ok).toBe(true);
    l.do('clerk', 'confirm', { documents: listed(['审2026-2号', 5], ['审【2026】 1号', 3]), seen: true }, P);
    expect([l.in('paper'), l.p('paper').flags, l.p('paper').facts.confirmedBy]).toEqual([
      'Confirmed',
      ['confirmed'],
      'clerk',
    ]);
  });

  test('looks at the tip, too, where it may concern our staff and the paper says that it concerns none', () => {
    const l = check(TWO);
    l.given({ door: 'special' });
    const documents = listed(['审〔2026〕1号', 3], ['审〔2026〕2号', 5]);
    expect(l.refused('depthead', 'confirm', { documents, seen: true }, P).code).toBe('ours-not-looked-for');
    expect(l.ask('depthead', 'confirm', { documents, seen: true, noneOfOurs: true }, P).ok).toBe(true);
    l.given({ accused: { ...l.state.accused, units: ['training'] } });
    expect(l.ask('depthead', 'confirm', { documents, seen: true }, P).ok).toBe(true);
  });

  test('is told which document is missing, which is not in the file, which was given twice', () => {
    const l = check(TWO);
    const missing = no(l, ['审〔2026〕1号', 3]);
    expect(missing).toMatchObject({
      code: 'documents-differ',
      fields: [{ field: 'documents', message: { zh: '没有列“审〔2026〕2号”', en: '“审〔2026〕2号” is missing' } }],
    });
    const some = { zh: '没有列“审〔2026〕2号”', en: '“审〔2026〕2号” is missing' };
    expect(missing.message).toEqual(refuse('documents-differ/counted', { put: { some, more: '' } }).message);
    expect(no(l, ['审〔2026〕1号', 3], ['审〔2026〕2号', 5], ['审〔2026〕9号', 1]).fields).toEqual([
      {
        field: 'documents.2.number',
        message: {
          zh: '补录的案卷里没有“审〔2026〕9号”',
          en: '“审〔2026〕9号” is not among what was entered',
        },
      },
    ]);
    expect(no(l, ['审〔2026〕1号', 3], ['审〔2026〕1号', 3], ['审〔2026〕2号', 5]).fields).toEqual([
      {
        field: 'documents.1.number',
        message: { zh: '“审〔2026〕1号”列了两次', en: '“审〔2026〕1号” is given twice' },
      },
    ]);
  });

  test('is told at most five by name, and how many more there are', () => {
    const many = (n: number) => check(Array.from({ length: n }, (_, i) => entry(i + 4, `文${i}号`, 1)));
    const five = no(many(5)).message;
    expect([five.zh.match(/没有列/g)?.length, five.zh.includes('另有'), five.en.includes(' more')]).toEqual([
      5,
      false,
      false,
    ]);
    expect(five.zh).toContain('没有列“文0号”；没有列“文1号”');
    expect(five.en).toContain('“文0号” is missing; “文1号” is missing');
    const seven = no(many(7));
    expect([seven.message.zh.match(/没有列/g)?.length, seven.fields?.length]).toEqual([5, 7]);
    expect(seven.message.zh).toContain('；另有2处');
    expect(seven.message.en).toContain('; and 2 more');
  });

  test('is told only that the pages differ, not of which document', () => {
    const l = check(TWO);
    const wrong = no(l, ['审〔2026〕1号', 4], ['审〔2026〕2号', 5]);
    expect([wrong.code, wrong.fields?.map((f) => f.field)]).toEqual(['documents-differ', ['documents']]);
    expect(wrong.message.zh).not.toContain('审');
    expect(no(l, ['审〔2026〕1号', 3], ['审〔2026〕2号', 4])).toEqual(wrong);
    expect(no(l, ['审〔2026〕1号', 5], ['审〔2026〕2号', 3])).toEqual(wrong);
  });

  test('is held to no count of a document that was entered before pages were asked for', () => {
    const l = check([entry(4, '审〔2026〕1号'), entry(5, '审〔2026〕2号', 5)]);
    expect(confirm(l, ['审〔2026〕1号', 99], ['审〔2026〕2号', 5]).ok).toBe(true);
    expect(confirm(l, ['审〔2026〕1号', 99], ['审〔2026〕2号', 6]).ok).toBe(false);
    // Entered again with its pages, it has them.
    const later = check([entry(4, '审〔2026〕1号'), entry(6, '审〔2026〕1号', 2)]);
    expect([confirm(later, ['审〔2026〕1号', 2]).ok, confirm(later, ['审〔2026〕1号', 3]).ok]).toEqual([true, false]);
    const kept = check([entry(4, '审〔2026〕1号', 2), entry(6, '审〔2026〕1号')]);
    expect([confirm(kept, ['审〔2026〕1号', 2]).ok, confirm(kept, ['审〔2026〕1号', 3]).ok]).toEqual([true, false]);
  });

  test('of two numbers that only a dash tells apart, each is the one that is so spelled, else the one with as many pages', () => {
    const l = check([entry(4, '文26-17号', 3), entry(5, '文261-7号', 5)]);
    expect(confirm(l, ['文261-7号', 5], ['文26-17号', 3]).ok).toBe(true);
    expect(no(l, ['文261-7号', 3], ['文26-17号', 5]).fields?.map((f) => f.field)).toEqual(['documents']);
    expect(confirm(l, ['文2617号', 5], ['文2.617号', 3]).ok).toBe(true);
    expect(confirm(l, ['文2617号', 3], ['文261-7号', 5]).ok).toBe(true);
    expect(confirm(l, ['文2617号', 3], ['文2.617号', 4]).ok).toBe(false);
    expect(no(l, ['文2617号', 3], ['文2.617号', 5], ['文26·17号', 5]).fields?.map((f) => f.field)).toEqual([
      'documents.2.number',
    ]);
  });

  test('lists once what was entered under two spellings, if its pages are the same under both', () => {
    expect(confirm(check([entry(4, '文26-17号', 3), entry(5, '文2617号', 3)]), ['文2617号', 3]).ok).toBe(true);
    const three = [entry(4, '文26-17号', 3), entry(5, '文2617号', 3), entry(6, 'B', 5)];
    expect(confirm(check(three), ['文2617号', 3], ['B', 5]).ok).toBe(true);
    const apart = no(check([entry(4, '文26-17号', 4), entry(5, '文2617号', 3)]), ['文2617号', 3]);
    expect([apart.code, apart.fields?.map((f) => f.message)]).toEqual(['documents-differ', [apart.message]]);
  });

  test('did not enter any of it; and is offered it before any list is made', () => {
    const l = check(TWO);
    const offered = (by: string) => {
      const acts = actsFor(l.state, l.directory.people[by]!, l.facts());
      return acts.allowed.filter((a) => a.proceeding === 'paper-1').map((a) => a.act);
    };
    expect(offered('clerk')).toEqual(expect.arrayContaining(['confirm']));
    expect(offered('clerk2')).toEqual(expect.arrayContaining(['correct-pages']));
    expect(offered('clerk2')).not.toContain('confirm');
    expect(offered('clerk')).not.toContain('correct-pages');
    expect(offered('unithead')).toEqual(expect.arrayContaining(['acknowledge', 'contest']));
    expect(offered('clerk')).not.toContain('acknowledge');
    const form = { documents: listed(), seen: true };
    expect(l.refused('clerk2', 'confirm', form, P).code).toBe('entered-by-yourself');
    const mixed = check([entry(4, 'A', 1), entry(5, 'B', 1, { enteredBy: 'depthead' })]);
    for (const by of ['clerk2', 'depthead'])
      expect(mixed.refused(by, 'confirm', form, P).code, by).toBe('entered-by-yourself');
  });
});

describe('the pages that somebody entered', () => {
  const FILE = [
    entry(4, '审〔2026〕1号', 3),
    entry(5, '审 [2026] 1号', 3),
    entry(6, '审〔2026〕2号', 5),
    entry(7, '审〔2026〕3号', 7, { enteredBy: 'unithead', named: ['clerk'] }),
    entry(8, null),
  ];
  const correct = (l: Life, ...documents: [string, number][]) =>
    [
      'clerk2',
      'correct-pages',
      { documents: listed(...documents), correctReasons: 'miscounted' },
      P,
    ] as const satisfies Parameters<typeof l.do>;

  test('are corrected by them wherever the number stands, and the file is to be confirmed anew', () => {
    const l = check(FILE, {}, 'Unconfirmed', ['confirmed']);
    l.do(...correct(l, ['审（2026）1号', 4]));
    const entries = l.p('paper').facts.entries as unknown as Entry[];
    expect(entries.map((e) => e.pages)).toEqual([4, 4, 5, 7, undefined]);
    expect(entries.map((e) => e.number)).toEqual(FILE.map((e) => e.number));
    expect([l.in('paper'), l.p('paper').flags]).toEqual(['Unconfirmed', []]);
  });

  test('are not corrected by who did not enter them, nor twice at once, nor of what is not there', () => {
    const l = check(FILE);
    for (const documents of [
      [['审〔2026〕3号', 8]],
      [['审〔2026〕9号', 8]],
      [
        ['审〔2026〕1号', 4],
        ['审〔2026〕3号', 8],
      ],
      [
        ['审〔2026〕1号', 4],
        ['审[2026]1号', 5],
      ],
    ] as [string, number][][])
      expect(l.refused(...correct(l, ...documents)).code, JSON.stringify(documents)).toBe('documents-differ');
    const form = { documents: listed(['审〔2026〕1号', 4]), correctReasons: 'x' };
    expect(l.refused('clerk', 'correct-pages', form, P).code).toBe('not-your-role');
    expect(l.ask('unithead', 'correct-pages', { ...form, documents: listed(['审〔2026〕3号', 8]) }, P).ok).toBe(true);
    expect(l.refused('clerk2', 'correct-pages', { ...form, documents: [] }, P).code).toBe('form-invalid');
    expect(check([entry(8, null)]).refused('clerk2', 'correct-pages', form, P).code).toBe('not-your-role');
  });

  test('are not told to who counts them again', () => {
    const facts = {
      entries: [entry(4, 'A', 3)],
      documents: [{ number: 'A', pages: 3 }, 'x', null, ['y']],
      pages: 3,
      told: [{ pages: 3 }],
      entriesOf: 'entries',
    } as unknown as FactSheet;
    expect(withoutPages(facts)).toEqual({
      ...facts,
      entries: [entry(4, 'A')],
      documents: [{ number: 'A' }, 'x', null, ['y']],
    });
    expect(withoutPages({ entries: 'none', documents: { pages: 2 } })).toEqual({
      entries: 'none',
      documents: { pages: 2 },
    });
  });
});

describe('the same number with another count', () => {
  const l = check([entry(4, '审〔2026〕1号', 3), entry(5, '函2号'), entry(6, null)]);
  const paper = (number: string, pages?: number) => ({
    paper: { number, scan: 's', second: 'clerk', ...(pages === undefined ? {} : { pages }) },
  });
  const document = (number: string, pages?: number) => ({
    document: { kind: '函', number, date: '2026-10-08', ...(pages === undefined ? {} : { pages }) },
  });
  const typed = { actor: { id: 'unithead', role: 'unit-head' as const, enteredBy: 'clerk' } };
  const lived = { actor: { id: 'unithead', role: 'unit-head' as const } };

  test('is not entered: the field of its pages says so, of a paper and of a document', () => {
    const bad = countedOtherwise(l.state, [], paper('审[2026] 1号', 4));
    expect(bad).toMatchObject({ code: 'pages-differ', fields: [{ field: 'paper.pages' }] });
    expect(bad?.message.zh).toContain('审[2026] 1号');
    expect(countedOtherwise(l.state, [], document('审〔2026〕1号', 2))?.fields?.[0]?.field).toBe('document.pages');
  });

  test('is entered with the count that stands, with none, under another number, or where none was counted', () => {
    for (const given of [
      paper('审〔2026〕1号', 3),
      paper('审〔2026〕1号'),
      paper('审〔2026〕2号', 4),
      document('函2号', 9),
      {},
    ])
      expect(countedOtherwise(l.state, [], given), JSON.stringify(given)).toBeNull();
  });

  test('counts also where it was entered in this sitting, before the file is noted; not where it was lived', () => {
    const alone = underReview().state;
    for (const before of [paper('B1', 2), document('B1', 2)]) {
      expect(countedOtherwise(alone, [{ ...typed, ...before }], paper('B1', 3))?.code).toBe('pages-differ');
      expect(countedOtherwise(alone, [{ ...typed, ...before }], paper('B1', 2))).toBeNull();
      expect(countedOtherwise(alone, [{ ...lived, ...before }], paper('B1', 3))).toBeNull();
    }
    expect(countedOtherwise(alone, [typed], paper('B1', 3))).toBeNull();
    expect(countedOtherwise(alone, [{ ...typed, ...document('B1') }], paper('B1', 3))).toBeNull();
  });
});

describe('those whom a paper names', () => {
  const told3 = [told('unithead'), told('unithead', 'officer3'), told('depthead', 'legal', 'dept-head')];
  const answers = (l: Life) => l.p('paper').facts.answers;

  test('answer for themselves and for those in whose place they were told, and are asked no more', () => {
    const l = check([entry(4, 'A', 1)], { told: told3 });
    expect(unanswered(l.p('paper'))).toEqual(told3);
    l.do('unithead', 'acknowledge', {}, P);
    expect(answers(l)).toEqual({ unithead: 'own', officer3: 'own' });
    expect(unanswered(l.p('paper')).map((x) => x.named)).toEqual(['legal']);
    expect(unanswered({ ...l.p('paper'), state: 'Refuted' })).toEqual([]);
    expect(unanswered(l.p('intake'))).toEqual([]);
    // What a tipster was told is no list of people.
    expect(unanswered({ ...l.p('intake'), facts: { told: 'accepted' } })).toEqual([]);
    expect(l.refused('clerk', 'acknowledge', {}, P).code).toBe('not-your-role');
  });

  test('contest it, once each by name; what was contested stays contested', () => {
    const l = check([entry(4, 'A', 1)], { told: told3 }, 'Confirmed', ['confirmed']);
    const events = l.do('unithead', 'contest', { contestReasons: 'I was on leave' }, P);
    expect([l.in('paper'), l.p('paper').flags, l.p('paper').facts.contestedBy]).toEqual([
      'Contested',
      ['confirmed', 'contested'],
      ['unithead'],
    ]);
    expect([l.runs('house-paper'), l.tasks(events).map((t) => t.to)]).toEqual([true, ['unit-head', 'dept-head']]);
    expect(answers(l)).toEqual({ unithead: 'contested', officer3: 'contested' });
    l.do('unithead', 'acknowledge', {}, P);
    expect(answers(l)).toEqual({ unithead: 'contested', officer3: 'contested' });
    l.do('depthead', 'contest', { contestReasons: 'nor I', event: 4 }, P);
    l.do('unithead', 'contest', { contestReasons: 'again' }, P);
    expect(l.p('paper').facts.contestedBy).toEqual(['unithead', 'depthead']);
  });
});

describe('what is entered later', () => {
  test('is added to the file, asked of everybody anew, save where they contested; each is told once under the post of today', () => {
    const l = check([entry(4, 'A', 1)], {
      told: [told('unithead'), told('depthead', 'depthead', 'dept-head'), told('clerk', 'clerk', 'clerk')],
      answers: { unithead: 'own', depthead: 'contested', clerk: 'own' },
    });
    l.system('paper', 'entered', {
      entries: [entry(9, 'B', 2)],
      told: [told('unithead', 'unithead', 'principal'), told('depthead', 'depthead', 'dept-head')],
    } as unknown as FactSheet);
    const { facts } = l.p('paper');
    expect((facts.entries as unknown as Entry[]).map((e) => e.event)).toEqual([4, 9]);
    expect(facts.told).toEqual([
      told('unithead', 'unithead', 'principal'),
      told('depthead', 'depthead', 'dept-head'),
      told('clerk', 'clerk', 'clerk'),
    ]);
    expect(facts.answers).toEqual({ depthead: 'contested', clerk: 'own' });
    expect([isEntered(l.state, 9), isEntered(l.state, 5)]).toEqual([true, false]);
    // Who confirms the file reads that it was left so by whoever typed in the last of it.
    const typed = [
      { ...entry(11, 'C', 1), enteredBy: 'clerk2' },
      { ...entry(12, 'D', 1), enteredBy: 'special' },
      { ...entry(13, 'E', 1), enteredBy: 'legal' },
    ];
    l.system('paper', 'entered', { entries: typed } as unknown as FactSheet);
    expect(l.p('paper').facts.last).toEqual({ by: 'legal', put: expect.any(String) });
  });

  test.each([
    ['Unconfirmed', 'Unconfirmed', true],
    ['Confirmed', 'Unconfirmed', true],
    ['Contested', 'Contested', true],
    ['Refuted', 'Refuted', false],
  ])('into a file that is %s leaves it %s', (from, to, runs) => {
    const l = check([entry(4, 'A', 1)], {}, from, ['confirmed']);
    l.system('paper', 'entered', {});
    expect([l.in('paper'), l.p('paper').flags, l.runs('house-paper')]).toEqual([to, [], runs]);
    expect(l.p('paper').facts).toMatchObject({ entries: [{ event: 4 }], told: [{ person: 'unithead' }] });
    expect((l.p('paper').facts.entries as unknown[]).length).toBe(1);
  });

  test('has the twenty working days of the house, or what the authority has set', () => {
    const l = check([entry(4, 'A', 1)]);
    l.authority = { ...l.authority, houseLimits: {} };
    l.system('paper', 'entered', {});
    expect(l.clock('house-paper').count).toMatchObject({ length: 20, unit: 'wd' });
    const set = check([entry(4, 'A', 1)]);
    set.authority = { ...set.authority, houseLimits: { 'house-paper': { length: 3, unit: 'cd' } } };
    set.system('paper', 'entered', {});
    expect(set.clock('house-paper').count).toMatchObject({ length: 3, unit: 'cd' });
    const events = set.to('2026-10-20');
    expect(set.tasks(events).map((t) => t.to)).toContain('dept-head');
    expect(set.runs('house-paper')).toBe(true);
  });
});

describe('what is contested', () => {
  const contested = (flags: string[] = [], facts: FactSheet = {}) =>
    check([entry(4, 'A', 1)], { contestedBy: ['unithead'], ...facts }, 'Contested', ['contested', ...flags]);
  const settle = (l: Life, outcome: string, by = 'clerk') =>
    l.pair(by, 'depthead', 'settle', { outcome, settleReasons: 'asked both' }, P);

  test('is settled by those who neither contested nor entered it', () => {
    const form = { outcome: 'stands', settleReasons: 'r' };
    const l = contested();
    expect(l.refused('unithead', 'settle:propose', form, P).code).toBe('own-matter');
    expect(contested([], { contestedBy: ['legal'] }).ask('unithead', 'settle:propose', form, P).ok).toBe(true);
    const mixed = contested([], {
      entries: [entry(4, 'A', 1), entry(5, 'B', 1, { enteredBy: 'legal' })] as never,
    });
    for (const x of [l, mixed]) expect(x.refused('clerk2', 'settle:propose', form, P).code).toBe('own-matter');
    const nobody = check([], {}, 'Contested', ['contested']);
    expect(nobody.ask('clerk', 'settle:propose', form, P).ok).toBe(true);
    l.do('clerk', 'settle:propose', form, P);
    expect(contested([], { contestedBy: ['unithead', 'depthead'] }).ask('clerk', 'settle:propose', form, P).ok).toBe(
      true,
    );
    const mine = contested([], { contestedBy: ['depthead'] });
    mine.do('clerk', 'settle:propose', form, P);
    expect(mine.refused('depthead', 'settle', {}, P).code).toBe('own-matter');
  });

  test('and found to have been done goes on as before: confirmed, or to be confirmed', () => {
    const open = contested();
    settle(open, 'stands');
    expect([open.in('paper'), open.p('paper').flags, open.runs('house-paper'), paperBar(open.state)]).toEqual([
      'Unconfirmed',
      [],
      true,
      'unconfirmed',
    ]);
    const done = contested(['confirmed']);
    settle(done, 'stands');
    expect([done.in('paper'), done.p('paper').flags, done.runs('house-paper'), paperBar(done.state)]).toEqual([
      'Confirmed',
      ['confirmed'],
      false,
      null,
    ]);
  });

  test('and found not to have been done bars the case for good', () => {
    const l = contested(['confirmed']);
    const events = settle(l, 'refuted');
    expect([l.in('paper'), l.p('paper').flags, paperBar(l.state)]).toEqual([
      'Refuted',
      ['contested', 'confirmed', 'refuted'],
      'refuted',
    ]);
    expect(l.tasks(events).map((t) => t.to)).toEqual(['unit-head']);
    expect(paperBar(contested().state)).toBe('contested');
    expect(paperBar(underReview().state)).toBeNull();
  });
});

test('an act was done on paper where its last doing was entered, of this proceeding, at that moment', () => {
  const on = (e: Partial<Entry>, doer: object = { refuse: { by: 'unithead', at: AT } }) => {
    const l = check([entry(4, 'A', 1, e)]);
    const p = { ...l.p('intake'), doers: doer as never };
    return doneOnPaper(
      { case: l.state, p, form: {}, filled: true, at: l.now, facts: l.facts(), person: null },
      'refuse',
    );
  };
  expect(on({})).toBe(true);
  expect(on({ at: '2026-10-08T10:00:01+08:00' })).toBe(false);
  expect(on({ act: 'accept' })).toBe(false);
  expect(on({ proceeding: 'investigation-1' })).toBe(false);
  expect(on({}, {})).toBe(false);
});
