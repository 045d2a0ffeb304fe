/** Tables of units and people: what is read is what differs, and what is written reads back as what is. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { drawnUp } from '../../domain/authority/draft.ts';
import {
  type Cell,
  cellOf,
  columnOf,
  readTable,
  type Sheet,
  TABLE_COLUMNS,
  type TableName,
  writeTable,
} from '../../domain/authority/table.ts';
import { issuesOf } from '../../domain/kernel/form-of.ts';
import type { Directory } from '../../domain/people/types.ts';
import { DIRECTORY } from '../support/people.ts';

const TODAY = '2026-05-20';
const HOUSE: Directory = {
  ...DIRECTORY,
  people: Object.fromEntries(
    Object.values(DIRECTORY.people).map((p) => [
      p.id,
      { ...p, grants: p.grants.map((g, i) => ({ ...g, id: `${p.id}-${i}` })) },
    ]),
  ),
};
const GROUND = { organ: 'city', directory: HOUSE, today: TODAY };
const headed = (table: TableName, language: 'zh' | 'en' = 'zh') =>
  Object.values(TABLE_COLUMNS[table]).map((name) => name[language]);

const PEOPLE = [
  '用户名',
  '姓名',
  '所在机构',
  '职务',
  '岗位',
  '任职起',
  '任职止',
  '监督检查证号',
  '证件有效期起',
  '证件有效期止',
];
const people = (...rows: Cell[][]): Sheet => ({ name: '人员', rows: [PEOPLE, ...rows] });
const units = (...rows: Cell[][]): Sheet => ({ name: '机构', rows: [['机构编号', '机构名称', '上级机构'], ...rows] });
const read = (...sheets: Sheet[]) => readTable(sheets, GROUND, issuesOf);
const changes = (...sheets: Sheet[]) => {
  const { faults, changes } = read(...sheets);
  expect(faults).toEqual([]);
  return changes.map(({ change }) => change);
};
const faults = (...sheets: Sheet[]) => read(...sheets).faults.map((f) => `${f.sheet} ${f.line} ${f.column} ${f.code}`);
const row = (login: string): string[] => {
  const found = writeTable(GROUND).people.find(([name]) => name === login);
  if (!found) throw new Error(login);
  const of = (zh: string) => found[headed('people').indexOf(zh)] ?? '';
  return PEOPLE.map(of);
};

describe('a table of the people that are', () => {
  it('reads back as nothing to change, in either language of its heading', () => {
    const written = writeTable(GROUND);
    expect(written.people.length).toBeGreaterThan(5);
    for (const language of ['zh', 'en'] as const) {
      const sheets = (['units', 'people'] as const).map((table) => ({
        name: table,
        rows: [headed(table, language), ...written[table]],
      }));
      const found = read(...sheets);
      expect([found.faults, found.changes, found.ignored]).toEqual([[], [], []]);
      expect(found.unchanged).toEqual({
        units: written.units.length,
        people: new Set(written.people.map(([login]) => login)).size,
      });
    }
  });

  it('says nothing of other organs, and nothing of a password', () => {
    const text = JSON.stringify(writeTable(GROUND));
    expect(text).not.toMatch(/provincial|superior|argon/);
  });
});

describe('what differs in a table', () => {
  it('becomes changes: who is new, a name, a post, a second post, a certificate', () => {
    expect(
      changes(
        people(
          [
            'newcomer',
            '新人',
            'fund-supervision',
            '承办人',
            '承办人、legal',
            '2026-06-01',
            null,
            'N-1',
            '46143',
            '2030/1/2',
          ],
          ['newcomer', '新人', 'fund-supervision', '联络员', '受理员'],
        ),
      ),
    ).toEqual([
      {
        kind: 'add-person',
        login: 'newcomer',
        name: '新人',
        unit: 'fund-supervision',
        post: '承办人',
        roles: ['officer', 'legal'],
        from: '2026-06-01',
        certificate: { number: 'N-1', from: '2026-05-01', until: '2030-01-02' },
      },
      { kind: 'add-post', person: 'newcomer', unit: 'fund-supervision', post: '联络员', roles: ['clerk'] },
    ]);
    const [login, , ...rest] = row('clerk');
    expect(changes(people([login!, '改名', ...rest])).map((c) => c.kind)).toEqual(['rename-person']);
    const [first, name, , ...post] = row('clerk');
    const moved = changes(people([first!, name!, 'agency-office', ...post]));
    expect(moved).toEqual([expect.objectContaining({ kind: 'change-post', person: 'clerk', unit: 'agency-office' })]);
    // The day from which the old post was held is none from which the new one begins.
    expect(moved[0]).not.toHaveProperty('from');
    const second = [...row('clerk').slice(0, 3), '联络员', '信用管理'];
    expect(changes(people(row('clerk'), second)).map((c) => c.kind)).toEqual(['add-post']);
    const more = changes(people([...row('legal').slice(0, 7), 'N-9', '2026-01-01', '2030-01-01']));
    expect(more).toEqual([
      { kind: 'give-certificate', person: 'legal', number: 'N-9', from: '2026-01-01', until: '2030-01-01' },
    ]);
  });

  it('of units: who is new, a name, where it stands; a unit is named by its id or by its name', () => {
    const [one] = writeTable(GROUND).units;
    const [id = '', name = '', , parent = ''] = one ?? [];
    expect(
      changes(
        units([id, `${name}（新）`, parent], ['second', '二科', '一科'], ['first', '一科', null]),
        people(['newcomer', '新人', '二科', '承办人', '承办人']),
      ),
    ).toEqual([
      { kind: 'rename-unit', unit: id, name: `${name}（新）` },
      { kind: 'add-unit', id: 'second', name: '二科', parent: 'first' },
      { kind: 'add-unit', id: 'first', name: '一科' },
      expect.objectContaining({ kind: 'add-person', unit: 'second' }),
    ]);
  });

  it('leaves whoever is missing as they are', () => {
    expect(changes(people(row('clerk')))).toEqual([]);
  });

  it('is read beneath a title, beside columns of other things, which are named', () => {
    const found = read({
      name: '花名册',
      rows: [['某局花名册'], [], ['序号', ...PEOPLE], ['1', ...row('clerk')], [], ['2', ...row('legal')]],
    });
    expect([found.faults, found.changes, found.unchanged.people]).toEqual([[], [], 2]);
    expect(found.ignored).toEqual([{ sheet: '花名册', column: '序号' }]);
    expect(read(people(row('clerk')), { name: '说明', rows: [['请勿修改']] }).ignored).toEqual([
      { sheet: '说明', column: null },
    ]);
  });
});

describe('what is wrong in a table', () => {
  it('is named by sheet, line and column', () => {
    const good = ['x1', '新人', 'fund-supervision', '承办人', '承办人'];
    expect(
      faults(
        people(
          good,
          ['x2', '新人', 'fund-supervision', '承办人', '国王'],
          ['x3', '新人', 'fund-supervision', '承办人', ''],
          ['x4', '新人', 'fund-supervision', '承办人', '承办人', '明天'],
          ['x5', '', 'fund-supervision', '承办人', '承办人', '2026-02-30'],
          ['x1', '另一人', 'fund-supervision', '承办人', '承办人'],
          good,
          [...good.slice(0, 4), '受理员', '', '', 'N-1'],
        ),
        units(['a', '甲', 'b'], ['a', '乙']),
      ),
    ).toEqual([
      '人员 4 roles table',
      '人员 6 name table',
      '机构 3 id table',
      '人员 7 login table',
      '人员 8 null table',
      '人员 9 certificateFrom input-invalid',
      '人员 9 certificateUntil input-invalid',
      '人员 3 roles table',
      '人员 5 from table',
      '人员 6 from input-invalid',
    ]);
  });

  it('that lacks a column, or that is no table, says so', () => {
    expect(faults({ name: 'A', rows: [['用户名', '姓名']] })).toEqual([
      'A 1 unit table',
      'A 1 post table',
      'A 1 roles table',
    ]);
    expect(
      faults({
        name: 'A',
        rows: [
          ['甲', '乙'],
          ['1', '2'],
        ],
      }),
    ).toEqual(['A 1 null table']);
    expect(faults({ name: 'A', rows: [] })).toEqual(['A 1 null table']);
  });

  it('of the whole, stands at the cell of which it comes', () => {
    const { changes } = read(
      units(['a', '甲', 'b'], ['b', '乙', 'a']),
      people(['x1', '新人', 'nowhere', '承办人', '承办人'], ['superior', '某', 'a', '承办人', '承办人']),
    );
    const drawn = drawnUp(
      changes.map((c) => c.change),
      { ...GROUND, request: 1, approver: 'approver' },
    );
    expect(
      drawn.faults.map((f) => {
        const at = changes[f.row]!;
        return `${at.sheet} ${at.line} ${columnOf(at.change, f.field)} ${f.refusal.code}`;
      }),
    ).toEqual(['机构 2 parent set-up', '机构 3 parent set-up', '人员 2 unit unit-unknown', '人员 3 login login-taken']);
  });
});

test('whatever cells hold is read without an error of ours', () => {
  const cell = fc.oneof(
    fc.constantFrom<Cell>(...PEOPLE, 'clerk', 'fund-supervision', '承办人', '__proto__', 'constructor', '2026-05-01'),
    fc.string({ maxLength: 12 }),
    fc.double().map(String),
    fc.constant(null),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 11 }), { maxLength: 8 });
  fc.assert(
    fc.property(rows, fc.boolean(), (below, headed) => {
      const found = readTable([{ name: 'x', rows: headed ? [PEOPLE, ...below] : below }], GROUND, issuesOf);
      for (const { line } of [...found.faults, ...found.changes]) expect(line).toBeGreaterThan(0);
    }),
    { numRuns: 500, seed: 20261201 },
  );
});

describe('a table of organs beneath', () => {
  const ORGANS = ['机关编号', '机关名称', '管辖区域', '适用地区规定', '电话', '地址', '办公时间', '对外网址'];
  const organs = (...rows: Cell[][]): Sheet => ({ name: '机关', rows: [ORGANS, ...rows] });
  const organ = (id: string, name: string, region: Cell = null): Cell[] => [
    ...[id, name, `${name}辖区`, region],
    ...['12333', '示例路2号', '工作日九时至十七时', `https://${id}.example.invalid`],
  ];
  const UNITS = ['机构编号', '机构名称', '上级机构', '所属机关'];
  const STAFF = ['用户名', '姓名', '所在机构', '职务', '岗位', '所属机关'];
  const POSTS = ['系统管理员', '安全管理员', '安全审计员', '身份保管员', '正职负责人'];
  const CALLED: Record<string, string> = { east: '东县', west: '西县' };
  const staff = (id: string, unit: string) =>
    POSTS.map((post, i) => [`${id}-${i}`, `${CALLED[id]}${post}`, unit, post, post, id] as Cell[]);
  const file = (units: Cell[][], people: Cell[][], ...lines: Cell[][]) => [
    organs(...lines),
    { name: '机构', rows: [UNITS, ...units] },
    { name: '人员', rows: [STAFF, ...people] },
  ];

  it('adds several of them in one file, each with the lines that name it; the others are of this organ', () => {
    const made = changes(
      ...file(
        [
          ['own-second', '监督二科', 'leadership', null],
          ['east-top', '局领导', null, 'east'],
          ['east-unit', '监督股', '局领导', 'east'],
          ['west-top', '局领导', null, 'west'],
        ],
        [...staff('east', '监督股'), ...staff('west', 'west-top')],
        organ('east', '东县人社局', 'hunan'),
        organ('west', '西县人社局'),
      ),
    );
    expect(made.map((c) => c.kind)).toEqual(['add-organ', 'add-organ', 'add-unit']);
    expect(made[0]).toMatchObject({
      id: 'east',
      organ: { name: '东县人社局', region: 'hunan' },
      units: [{ id: 'east-top' }, { id: 'east-unit', parent: 'east-top' }],
      people: POSTS.map(() => ({ unit: 'east-unit' })),
    });
    expect(made[1]).toMatchObject({ id: 'west', organ: { region: null }, people: POSTS.map(() => ({})) });
    const { faults } = drawnUp(made, { ...GROUND, request: 1, approver: 'approver' });
    expect(faults).toEqual([]);
  });

  it('has every mistake at its line and column, those of the whole as well', () => {
    const sheets = file(
      [
        ['east-top', '局领导', 'east-unit', 'east'],
        ['east-unit', '监督股', 'east-top', 'east'],
        ['north', '某', null, 'north'],
      ],
      [
        ...staff('east', 'east-unit').slice(0, 4),
        ['clerk', '某', 'nowhere', '某', '受理员', 'east'],
        ['x', '某', 'provincial', '某', '受理员', 'province'],
      ],
      organ('east', '东县人社局', '月球'),
      organ('east', '东县人社局'),
      organ('south', ''),
    );
    expect(faults(...sheets).sort()).toEqual([
      '人员 7 organ table',
      '机关 2 region table',
      '机关 3 organ table',
      '机关 4 null input-invalid',
      '机关 4 organName table',
      '机构 4 organ organ-unknown',
    ]);
    const whole = read(
      ...file([['east-top', '局领导', null, 'east']], staff('east', 'nowhere'), organ('east', '东县人社局')),
    );
    const [made] = whole.changes;
    const drawn = drawnUp([made!.change], { ...GROUND, request: 1, approver: 'approver' });
    expect(drawn.faults.map((f) => cellOf(made!, f.field)).map((c) => `${c.sheet} ${c.line} ${c.column}`)).toEqual(
      POSTS.map((_, i) => `人员 ${i + 2} unit`),
    );
  });
});
