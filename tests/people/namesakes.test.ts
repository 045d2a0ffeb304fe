/** Whoever is given a name that somebody here has or had is said to be the same person or somebody else, by whatever way the name comes. */
import { describe, expect, it } from 'vitest';
import { type Change, changeSchema } from '../../domain/authority/changes.ts';
import { drawnUp } from '../../domain/authority/draft.ts';
import { readTable, TABLE_COLUMNS } from '../../domain/authority/table.ts';
import { issuesOf } from '../../domain/kernel/form-of.ts';
import { Namesakes } from '../../domain/people/names.ts';
import type { Directory, Person } from '../../domain/people/types.ts';
import { addDays } from '../../domain/time/day.ts';
import { beginning, HOUSE_OF_OFFICERS } from '../support/changes.ts';

const TODAY = '2026-05-20';
const { expired, legal, ...others } = HOUSE_OF_OFFICERS.people;
/** 张三 left yesterday; the lawyer was called 王五 before. */
const HOUSE: Directory = {
  ...HOUSE_OF_OFFICERS,
  people: {
    ...others,
    legal: { ...legal!, formerNames: [{ zh: '王五', en: 'Wang Wu' }] },
    gone: {
      ...expired!,
      id: 'gone',
      login: 'gone',
      name: { zh: '张三', en: 'Zhang San' },
      until: addDays(TODAY, -1),
    },
  },
};
const drawn = (...changes: unknown[]) =>
  drawnUp(
    changes.map((c): Change => changeSchema.parse(c)),
    { organ: 'city', directory: HOUSE, today: TODAY, request: 1, approver: 'approver' },
  );
const faults = (...changes: unknown[]) => drawn(...changes).faults.map((f) => `${f.row}.${f.field} ${f.refusal.code}`);

type Name = string | Person['name'];
const POST = { unit: 'fund-supervision', post: '科员', roles: ['officer'] };
const add = (name: Name, more: object = {}) => ({ kind: 'add-person', login: 'newcomer', name, ...POST, ...more });
const past = (name: Name, more: object = {}) => ({
  kind: 'add-past-person',
  name,
  ...POST,
  from: '2015-01-01',
  until: '2016-01-01',
  ...more,
});
const rename = (person: string, name: Name, more: object = {}) => ({ kind: 'rename-person', person, name, ...more });
const begin = (name: Name, more: object = {}) => {
  const { people, ...rest } = beginning('county', '甲县人社局');
  return {
    kind: 'add-organ',
    id: 'county',
    ...rest,
    people: people.map((p, i) => (i === 0 ? { ...p, name, ...more } : p)),
  };
};

/** Every way by which somebody comes to a name, and where it is asked. */
const WAYS: [string, (name: Name, more?: object) => object, string][] = [
  ['added', add, '0.namesake'],
  ['entered as somebody of the past', past, '0.namesake'],
  ['called otherwise', (name, more) => rename('clerk2', name, more), '0.namesake'],
  ['of an organ that is added', begin, '0.people.0.namesake'],
];

describe.each(WAYS)('whoever is %s', (_, named, field) => {
  it.each<[string, Name]>([
    ['as it is', '张三'],
    ['in the field of the other language', { zh: '新人', en: '张三' }],
    ['with the two fields changed about', { zh: 'Zhang San', en: '张三' }],
    ['in Latin letters in the Chinese field', { zh: 'Zhang San', en: 'New Name' }],
    ['in Latin letters with the surname last', { zh: 'San Zhang', en: 'San Zhang' }],
    ['with something in brackets', '张三（大）'],
    ['with a number in brackets', '张三(2)'],
    ['with other brackets before it', '【新】张三'],
    ['with a bracket that is not closed', '张三〔原监督科'],
    ['with one sign of it in brackets', '张（三）'],
    ['with a number', '张三2'],
    ['with a letter', '张三Ａ'],
    ['with a dash', '张三－小'],
    ['with a dot', '张三·小'],
    ['with a blank between and something in brackets', '张　三（大）'],
    ['with a blank between and a letter', '张　三Ａ'],
    ['in Latin letters with a number', 'Zhang San 2'],
    ['in traditional characters', { zh: '張三', en: 'Chang San' }],
    ['of before', { zh: '王五', en: 'W. Wu' }],
    ['of before in the other field', { zh: '新人', en: '王五' }],
  ])('under a name of somebody here %s is asked about', (_, name) => {
    expect(faults(named(name))).toEqual([`${field} namesake`]);
    expect(drawn(named(name, { namesake: 'another' }))).toMatchObject({ faults: [], consent: 'principal' });
  });

  it.each<[string, Name]>([
    ['a name of nobody here', '张四'],
    ['a longer name', '张三丰'],
    ['a name that is written like another in Latin letters alone', { zh: '章散', en: 'Zhang San' }],
    ['a name of several parts of which one is another name', '张三·大力'],
  ])('under %s is not', (_, name) => {
    expect(faults(named(name))).toEqual([]);
  });
});

describe('names of other organs', () => {
  const organ = (id: string, superior: string | null, more: object = {}) => ({
    id,
    name: { zh: `${id}机关`, en: `${id} organ` },
    superior,
    region: null,
    ...more,
  });
  const there = (of: string, name: string): Person => ({
    ...expired!,
    id: `of-${of}`,
    login: `of-${of}`,
    name: { zh: name, en: name },
    grants: expired!.grants.map((g) => ({ ...g, organ: of })),
  });
  const organs = {
    ...HOUSE.organs,
    province: organ('province', 'ministry'),
    ministry: organ('ministry', 'council', { ended: { successor: 'bureau', from: '2026-01-01' } }),
    bureau: organ('bureau', 'council'),
    council: organ('council', null),
    county: organ('county', 'city'),
    town: organ('town', 'county'),
    beside: organ('beside', 'province'),
  };
  const NAMES = { province: '赵甲', bureau: '赵丙', council: '赵丁', county: '赵戊', town: '赵己', beside: '赵庚' };
  const many = Object.entries(NAMES).map(([of, name]) => there(of, name));
  const directory = {
    ...HOUSE,
    organs,
    people: { ...HOUSE.people, ...Object.fromEntries(many.map((p) => [p.id, p])) },
  };
  const asked = (name: string, more: object = {}) =>
    drawnUp([changeSchema.parse(add(name, more))], {
      organ: 'city',
      directory,
      today: TODAY,
      request: 1,
      approver: 'approver',
    });

  it.each(['province', 'bureau', 'council', 'county', 'town'] as const)(
    'of %s, above or beneath, are asked about: by the organ, not by who works there',
    (of) => {
      const [fault] = asked(NAMES[of]).faults;
      expect(fault).toMatchObject({ field: 'namesake', refusal: { code: 'namesake' } });
      expect(fault?.refusal.message.zh).toContain(organs[of].name.zh);
      expect(fault?.refusal.message.zh).not.toContain(`of-${of}`);
      expect(asked(NAMES[of], { namesake: 'another' })).toMatchObject({ faults: [], consent: 'principal' });
    },
  );

  it('of an organ beside are asked by nobody', () => {
    expect(asked(NAMES.beside).faults).toEqual([]);
  });
});

describe('whoever is called otherwise', () => {
  it('and is the same person as who left is tied to them', () => {
    const { rows, faults: none } = drawn(rename('clerk2', '张三', { namesake: 'same' }));
    expect([none, rows.relations]).toEqual([[], [{ staff: 'clerk2', related: 'gone' }]]);
  });

  it('is not the same person as somebody who is here, unless they left themselves', () => {
    const same = { namesake: 'same' };
    expect(faults(rename('clerk2', '王五', same))).toEqual(['0.namesake namesake']);
    expect(drawn(rename('gone', '王五', same)).rows.relations).toEqual([{ staff: 'gone', related: 'legal' }]);
  });

  it('as they were once called, or is corrected, is asked nothing about themselves', () => {
    expect(faults(rename('legal', '王五'))).toEqual([]);
    expect(faults(rename('gone', { zh: '张三', en: 'Zhang, San' }))).toEqual([]);
  });

  it('is not said to be family beside it: that would undo the tie', () => {
    const declare = { kind: 'declare-relation', person: 'clerk2', related: 'gone' };
    const same = rename('clerk2', '张三', { namesake: 'same' });
    expect(faults(declare, same)).toEqual(['1.namesake relation-known']);
    expect(faults(same, declare)).toEqual(['0.namesake relation-known']);
  });
});

describe('in one request', () => {
  it('names are compared with each other: who comes later is asked about who came before', () => {
    expect(faults(add('李四'), rename('clerk2', '李四'))).toEqual(['1.namesake namesake']);
    expect(faults(rename('clerk2', '李四'), add('李四'))).toEqual(['1.namesake namesake']);
    expect(faults(past('李四'), past('李四（二）'))).toEqual(['1.namesake namesake']);
    expect(faults(rename('clerk2', '李四'), begin('李四'))).toEqual(['1.people.0.namesake namesake']);
  });

  it('under another name and then under their own somebody is asked about all the same', () => {
    expect(faults(add('新人'), rename('newcomer', '张三'))).toEqual(['1.namesake namesake']);
    expect(faults(rename('newcomer', '张三'), add('新人'))).toEqual(['0.namesake namesake']);
  });

  it('who leaves and comes back is one person, in whatever order the two stand', () => {
    const back = add(HOUSE.people.clerk2!.name, { namesake: 'same' });
    const leave = { kind: 'leave', person: 'clerk2' };
    for (const both of [
      [leave, back],
      [back, leave],
    ]) {
      const { rows, faults: none } = drawn(...both);
      expect([none, rows.relations]).toEqual([[], [{ staff: 'newcomer', related: 'clerk2' }]]);
    }
    expect(faults(back, { ...leave, from: addDays(TODAY, 1) })).toEqual(['0.namesake namesake']);
  });

  it('two posts of one who was here before the product are of one person', () => {
    const { rows, faults: none } = drawn(past('李四'), past('李四', { namesake: 'same' }));
    expect([none, rows.relations]).toEqual([[], [{ staff: 'city/1/1', related: 'city/1/0' }]]);
  });
});

describe('a spreadsheet', () => {
  const columns = ['login', 'name', 'namesake', 'unit', 'post', 'roles'] as const;
  const read = (...rows: (string | null)[][]) =>
    readTable(
      [{ name: '人员', rows: [columns.map((c) => TABLE_COLUMNS.people[c].zh), ...rows] }],
      { organ: 'city', directory: HOUSE, today: TODAY },
      issuesOf,
    );
  const line = (namesake: string | null) => ['clerk2', '张三', namesake, 'fund-supervision', '受理员乙', '受理员'];

  it('says of whom it calls otherwise what it says of whom it adds', () => {
    const renamed = (namesake: string | null) =>
      read(line(namesake)).changes.find((c) => c.change.kind === 'rename-person');
    expect(renamed('同一人')?.change).toEqual(rename('clerk2', '张三', { namesake: 'same' }));
    expect(renamed('不是同一人')?.change).toEqual(rename('clerk2', '张三', { namesake: 'another' }));
    expect(renamed(null)?.change).toEqual(rename('clerk2', '张三'));
    expect(read(line('大概')).faults).toMatchObject([{ column: 'namesake', code: 'table' }]);
  });
});

describe('two people', () => {
  const a = new Namesakes();
  a.put('a', [{ zh: '张三', en: 'Zhang San' }]);
  const alike = (name: Person['name']) => [...a.of(name)].length > 0;
  it.each([
    [{ zh: '章散', en: 'Zhang San' }, false],
    [{ zh: '章散', en: '张三' }, true],
    [{ zh: 'Zhang San', en: 'x' }, true],
    [{ zh: 'x', en: 'x' }, false],
  ])('are called alike where a Chinese name of the one is a name of the other: %o', (name, so) => {
    expect(alike(name)).toBe(so);
  });
});
