import { describe, expect, test } from 'vitest';
import { awayOffered, barredBy, doorFor, namedOf, otherDoors, type Told } from '../../domain/people/door.ts';
import { canSee, HEADS } from '../../domain/people/may.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { DIRECTORY } from '../support/people.ts';
import { received, underReview } from '../support/roads.ts';

const DAY = '2026-10-12';
const without = (...ids: string[]): Directory => ({
  ...DIRECTORY,
  people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !ids.includes(id))),
});
/** The house with somebody of this name at the special intake post. */
const held = (zh: string, en: string, house = DIRECTORY): Directory => ({
  ...house,
  people: { ...house.people, special: { ...house.people.special!, name: { zh, en } } },
});
const TOLD: Told = { accused: { name: '某单位' }, clue: '某事' };
const door = (told: Partial<Told>, house = DIRECTORY) => doorFor({ ...TOLD, ...told }, 'city', house, DAY);

describe('the door of a tip', () => {
  test('is the reception’s unless it concerns staff, keeps somebody away or asks for another one', () => {
    for (const told of [
      {},
      { concernsStaff: 'no' },
      { concernsStaff: 'unsure' },
      { clue: '专门受理员收了钱' },
    ] as const)
      expect(door(told)).toBe(null);
    for (const told of [
      { concernsStaff: 'yes' },
      { notThese: '不要让受理员看到' },
      { notPosts: ['reception'] },
      { notPosts: ['heads'] },
      { door: 'special' },
    ] as Partial<Told>[])
      expect(door(told), JSON.stringify(told)).toBe('special');
    expect(door({ concernsStaff: 'yes', door: 'above' })).toBe('above');
  });

  test.each<[string, Partial<Told>]>([
    ['the special post is ticked', { notPosts: ['special'] }],
    ['every post is ticked', { notPosts: ['reception', 'special', 'heads'] }],
    ['it is ticked and chosen at once', { notPosts: ['special'], door: 'special' }],
    ['its title is written', { notThese: '专门受理员（special）不得接触' }],
    ['its title is written in traditional characters and with signs between', { notThese: '專門 · 受理員不得接觸' }],
    ['its unit is written', { notThese: '专门受理岗的人都不行' }],
    ['it is written in English', { notThese: 'Nobody of the Special  Intake, please' }],
    ['it is accused', { concernsStaff: 'yes', accused: { name: '专门受理员' } }],
    [
      'it is accused as representative',
      { concernsStaff: 'yes', accused: { name: '某', representative: '专门受理员' } },
    ],
    ['the story names it', { concernsStaff: 'yes', clue: '他是专门受理岗位的，收了五万元。' }],
  ])('is the organ above’s where %s', (_, told) => {
    expect(door({ concernsStaff: 'yes', ...told })).toBe('above');
  });

  test('is the organ above’s where somebody is named who holds the special post, by what counts as the same name', () => {
    const house = held('欧阳·娜', 'Ouyang Na');
    for (const notThese of [
      '欧阳娜',
      '不要给歐陽娜看',
      '欧阳 • 娜',
      'Not to ouyang  na.',
      'OUYANG-NA不得接触',
      'ou\u200byang na',
    ])
      expect(door({ notThese }, house), notThese).toBe('above');
    for (const notThese of ['Na', 'Ouyang Nan', 'Mouyang Na'])
      expect(door({ notThese }, house), notThese).toBe('special');
    // Who told it chose that post: a story that speaks of it is no reason against their choice, who is kept away is.
    expect(door({ door: 'special', clue: '请专门受理岗位接收' })).toBe('special');
    expect(door({ door: 'special', notThese: '欧阳娜' }, house)).toBe('above');
  });

  test('is the organ above’s where the holder of the special post is called by surname and title, as one calls whom one hardly knows', () => {
    const ouyang = held('欧阳·娜', 'Ouyang Na');
    for (const notThese of ['欧阳', '歐陽主任', '不要给欧阳科长看'])
      expect(door({ notThese }, ouyang), notThese).toBe('above');
    const wang = held('王建国', 'Wang Jianguo');
    for (const called of [
      '王科长',
      '王副主任',
      '姓王的',
      '老王',
      '小王',
      '王某',
      '王某某',
      '受理的王姐',
      '王 同志',
      '王處長',
      '王局',
    ])
      for (const told of [
        { notThese: `不要让${called}知道` },
        { concernsStaff: 'yes', accused: { name: called } },
      ] as const)
        expect(door(told, wang), called).toBe('above');
    for (const notThese of ['王府井分局', '汪科长', '女王', '国王', '李科长和王'])
      expect(door({ notThese }, wang), notThese).toBe('special');
    // A story tells of many people: there the name counts, or the post.
    expect(door({ concernsStaff: 'yes', clue: '医院的王主任虚开发票' }, wang)).toBe('special');
  });

  test('is nobody’s where nobody is left, and then it is not taken', () => {
    const alone = without('superior');
    for (const told of [
      { notPosts: ['special'] },
      { notPosts: ['heads'] },
      { notThese: '专门受理员' },
      { concernsStaff: 'yes', accused: { name: '专门受理员' } },
    ] as Partial<Told>[])
      expect(door(told, alone), JSON.stringify(told)).toBe('nobody');
    expect(door({ concernsStaff: 'yes', clue: '专门受理员收了钱' }, alone)).toBe('special');
    expect(door({ concernsStaff: 'yes' }, without('special', 'superior'))).toBe(null);
    expect(door({ notPosts: ['reception'] }, without('special', 'superior'))).toBe('nobody');
  });

  test('is none behind which only somebody sits whom it names or keeps away', () => {
    const { superior, special } = DIRECTORY.people;
    const above = superior!.name.zh;
    // Asked for by who accuses its only head: another door, else it is not taken.
    expect(door({ door: 'above', accused: { name: above } })).toBe('special');
    expect(door({ door: 'above', notThese: `不要让${above}看到` })).toBe('special');
    expect(door({ notPosts: ['special'], accused: { name: above } })).toBe('nobody');
    expect(door({ notPosts: ['heads'], notThese: above })).toBe('nobody');
    expect(door({ accused: { name: above } }, without('special'))).toBe('nobody');
    const second = { ...superior!, id: 'second', name: { zh: '另一位', en: 'Another' } };
    const two = { ...DIRECTORY, people: { ...DIRECTORY.people, second } };
    expect(door({ door: 'above', accused: { name: above } }, two)).toBe('above');
    // A relative of whom it names is outside with them.
    const related = { ...DIRECTORY.people.officer1!, related: ['special'] };
    const kin = { ...DIRECTORY, people: { ...DIRECTORY.people, officer1: related } };
    expect(door({ accused: { name: related.name.zh } }, kin)).toBe('above');
    // Whoever held the reception before is outside where the reception is kept away.
    const [grant] = special!.grants;
    const moved = { ...special!, grants: [grant!, { ...grant!, roles: ['clerk' as const], until: '2024-12-31' }] };
    const was = { ...DIRECTORY, people: { ...DIRECTORY.people, special: moved } };
    expect(door({ notPosts: ['reception'] }, was)).toBe('above');
    // Nowhere but at the reception, and there sits who is accused.
    const { clerk } = DIRECTORY.people;
    const alone = without('special', 'superior', 'clerk2');
    expect(door({ accused: { name: clerk!.name.zh } }, alone)).toBe('nobody');
    expect(door({ accused: { name: DIRECTORY.people.officer1!.name.zh } }, alone)).toBe(null);
  });

  test('every tick that is offered can be kept, and none that cannot', () => {
    for (const house of [DIRECTORY, without('special'), without('superior'), without('special', 'superior')]) {
      const doors = otherDoors('city', house, DAY);
      const offered = awayOffered(doors);
      for (const tick of ['reception', 'special', 'heads'] as const) {
        const gone = door({ notPosts: [tick] }, house);
        if (offered.includes(tick)) expect([...doors]).toContain(gone);
        else if (tick !== 'special' || doors.includes('special')) expect(gone).toBe('nobody');
      }
      if (offered.length > 0) expect([...doors]).toContain(door({ notPosts: offered }, house));
    }
  });
});

describe('whom a tip names', () => {
  const named = (told: Partial<Told>) => namedOf({ ...TOLD, ...told }, 'city', DIRECTORY);
  const { zh, en } = DIRECTORY.people.officer1!.name;

  test('is whoever the accused is called by, alone or among other words, in the one language or the other', () => {
    for (const name of [
      zh,
      `${zh}同志`,
      `${zh}、某公司`,
      ` ${[...zh].join(' · ')}`,
      en,
      `${en.toUpperCase()} (agency)`,
    ])
      expect(named({ accused: { name } }), name).toEqual({
        ours: true,
        accused: ['officer1'],
        units: [],
        away: [],
      });
    expect(named({ accused: { name: '某公司', representative: zh } }).accused).toEqual(['officer1']);
    expect(named({ accused: { name: '某公司' }, clue: zh })).toEqual({
      ours: false,
      accused: [],
      units: [],
      away: [],
    });
    expect(named({ accused: { name: `${DIRECTORY.units.training!.name.zh}的人` } })).toEqual({
      ours: true,
      accused: [],
      units: ['training'],
      away: [],
    });
  });

  test('is a head, or who takes tips in, by the post: where the tip says that it is one of ours, or names nothing else', () => {
    const called = (id: string, zh: string) => ({ ...DIRECTORY.people[id]!, name: { zh, en: zh } });
    const people = {
      ...DIRECTORY.people,
      depthead: called('depthead', '甲乙'),
      unithead: called('unithead', '丙丁'),
      superior: called('superior', '戊己'),
      clerk: called('clerk', '庚辛'),
      clerk2: called('clerk2', '壬癸'),
    };
    const house = { ...DIRECTORY, people };
    const named = (told: Partial<Told>) => namedOf({ ...TOLD, ...told }, 'city', house);
    const accuses = (name: string, more: Partial<Told> = {}) => named({ ...more, accused: { name } }).accused;
    const ours = { concernsStaff: 'yes' } as const;
    for (const name of ['部门负责人', '你局部门负责人', '贵单位的部门负责人', '市人社局部门负责人', '部 门 负 责 人'])
      expect(accuses(name), name).toEqual(['depthead']);
    expect(accuses('某公司部门负责人')).toEqual([]);
    expect(accuses('某公司部门负责人', { concernsStaff: 'unsure' })).toEqual([]);
    expect(accuses('张某（部门负责人）', ours)).toEqual(['depthead']);
    expect(named({ accused: { name: '某，部门负责人', kind: 'agency-staff' } }).accused).toEqual(['depthead']);
    expect(named({ accused: { name: '某公司', representative: '部门负责人' } }).accused).toEqual(['depthead']);
    expect(accuses('Head of the supervision unit', ours)).toEqual(['unithead']);
    expect(accuses('承办人', ours)).toEqual([]);
    expect(accuses('受理员', ours)).toEqual(expect.arrayContaining(['clerk', 'clerk2']));
    // A post elsewhere counts where the tip says whose it is.
    expect(accuses('省人社厅部门负责人', ours)).toEqual(['depthead', 'superior']);
    // Your office: whoever that is, it is for another door.
    expect(named({ accused: { name: '你局的人' } })).toEqual({ ours: true, accused: [], units: [], away: [] });
    expect(door({ accused: { name: '你局的人' } }, house)).toBe('special');
    expect(named({ accused: { name: '本地某厂' } }).ours).toBe(false);
  });

  test('and not where the accused are others: the own employer of who tells it, a company whose name begins alike', () => {
    const wang = { ...DIRECTORY.people.depthead!, name: { zh: '王建国', en: 'Wang Jianguo' } };
    const people = { ...DIRECTORY.people, depthead: wang };
    const house = { ...DIRECTORY, people };
    for (const name of [
      '我单位王总',
      '我们单位财务',
      '本单位负责人',
      '我处科长',
      '本科教育咨询公司',
      '贵科技术有限公司',
      '本中心医院',
      '富贵中心小学',
      '某集团社保经办人',
      '昆明某医院信息中心',
      '某公司法规科',
      '某大学档案室',
      '贵县中心小学',
      '王府井公司',
    ])
      for (const concernsStaff of ['no', 'unsure'] as const) {
        const told = { ...TOLD, concernsStaff, accused: { name, kind: 'employer' as const } };
        expect([name, namedOf(told, 'city', house)]).toEqual([name, { ours: false, accused: [], units: [], away: [] }]);
        expect([name, doorFor(told, 'city', house, DAY)]).toEqual([name, null]);
      }
  });

  test('wherever it says whose the post is: before the post or after it, the organ in full, short, or as one speaks to it', () => {
    const head = { ...DIRECTORY.people.depthead!, name: { zh: '王建国', en: 'Wang Jianguo' } };
    const grants = head.grants.map((g) => ({ ...g, post: { zh: '局长', en: 'Director' } }));
    const house = { ...DIRECTORY, people: { ...DIRECTORY.people, depthead: { ...head, grants } } };
    for (const name of [
      '局长',
      '你局局长',
      '你们的局长',
      '市人社局王局长',
      '昆明市人社局局长',
      '原市人社局局长',
      '人社局王局长',
      '王局长（你局）',
      '贵局局长',
      '昆明市人力资源和社会保障局局长',
      '社保局王局长',
    ])
      expect([name, namedOf({ accused: { name } }, 'city', house).accused]).toEqual([name, ['depthead']]);
  });

  test('a unit that is accused is outside with all who sit in it or sat: no door leads there', () => {
    const { superior, special } = DIRECTORY.people;
    const unit = DIRECTORY.units['provincial-supervision']!.name.zh;
    expect(namedOf({ accused: { name: unit } }, 'city', DIRECTORY).units).toEqual(['provincial-supervision']);
    expect(door({ door: 'above', accused: { name: unit } })).toBe('special');
    const grants = [
      special!.grants[0]!,
      { ...special!.grants[0]!, unit: 'agency-hall', roles: [], until: '2024-12-31' },
    ];
    const sat = { ...DIRECTORY, people: { ...DIRECTORY.people, special: { ...special!, grants } } };
    expect(door({ accused: { name: DIRECTORY.units['agency-hall']!.name.zh } }, sat)).toBe('above');
    // Who sits above and is called by the surname alone.
    const sun = { ...superior!, name: { zh: '孙七', en: 'Sun Qi' } };
    const house = { ...DIRECTORY, people: { ...DIRECTORY.people, superior: sun } };
    expect(door({ concernsStaff: 'yes', door: 'above', accused: { name: '省人社厅孙主任' } }, house)).toBe('special');
    expect(door({ door: 'above', notThese: '孙处长' }, house)).toBe('special');
  });

  test('is a head by the surname, as one calls whom one hardly knows, where the tip speaks of ours', () => {
    const depthead = { ...DIRECTORY.people.depthead!, name: { zh: '王建国', en: 'Wang Jianguo' } };
    const house = { ...DIRECTORY, people: { ...DIRECTORY.people, depthead } };
    const who = (told: Partial<Told>) => namedOf({ ...TOLD, ...told }, 'city', house);
    expect(who({ concernsStaff: 'yes', accused: { name: '王处长' } }).accused).toEqual(['depthead']);
    expect(who({ notThese: '别让老王知道' }).away).toEqual(['depthead']);
    expect(who({ accused: { name: '王处长' } }).accused).toEqual([]);
    expect(who({ concernsStaff: 'yes', accused: { name: '王府井公司' } }).accused).toEqual([]);
  });

  test('and whom it says shall not see it: by name, heads by their post as well', () => {
    expect(named({ notThese: `不要让${zh}知道` })).toEqual({
      ours: false,
      accused: [],
      units: [],
      away: ['officer1'],
    });
    const post = DIRECTORY.people.depthead!.grants[0]!.post.zh;
    expect(named({ notThese: `不要让${post}知道` }).away).toContain('depthead');
    expect(named({ notThese: '不要让承办的人知道' }).away).toEqual([]);
  });

  test('goes to another door where there is one, whatever was ticked of staff', () => {
    for (const concernsStaff of ['no', 'unsure'] as const)
      expect(door({ concernsStaff, accused: { name: zh } })).toBe('special');
    expect(door({ accused: { name: zh } }, without('special', 'superior'))).toBe(null);
  });
});

describe('a post that is ticked', () => {
  const seen = (...barred: Role[]) => {
    const l = underReview();
    l.given({ barred });
    return Object.keys(DIRECTORY.people).filter((id) => canSee(l.directory.people[id]!, l.state, l.directory, DAY));
  };

  test('is outside whatever comes, and the next one acts in its place', () => {
    expect(seen()).toEqual(['clerk', 'clerk2', 'unithead', 'depthead']);
    expect(seen(...barredBy(['heads']))).toEqual(['clerk', 'clerk2', 'superior']);
    expect(seen(...barredBy(['reception']))).toEqual(['special', 'unithead', 'depthead']);
    expect(seen(...barredBy(['reception', 'special']))).toEqual(['unithead', 'depthead', 'superior']);
    expect(seen(...barredBy(['reception', 'special', 'heads']))).toEqual(['superior']);
    expect(barredBy(['heads'])).toEqual([...HEADS]);
  });

  test('is outside the case into which the tip is merged, too', () => {
    const l = received();
    l.given({
      alsoOut: { tip: { units: [], heads: barredBy(['reception']), persons: [], recused: [] } },
    });
    expect(
      Object.keys(DIRECTORY.people).filter((id) => canSee(l.directory.people[id]!, l.state, l.directory, DAY)),
    ).toEqual(['special']);
  });
});

describe('whom of ours the words of a tip mean', () => {
  const called = (id: string, zh: string, post?: string, en = `X ${id}`): Person => {
    const p = DIRECTORY.people[id]!;
    const grants = p.grants.map((g) => ({ ...g, post: post ? { zh: post, en: post } : g.post }));
    return { ...p, name: { zh, en }, grants };
  };
  const houseOf = (people: Record<string, Person>, house = DIRECTORY): Directory => ({
    ...house,
    people: { ...house.people, ...people },
  });
  const house = houseOf({
    clerk: called('clerk', '李红', '受理员'),
    depthead: called('depthead', '王建国', '局长', 'Wang Jianguo'),
    unithead: called('unithead', '高强', '科长'),
    superior: called('superior', '孙其中', '处长'),
    officer1: called('officer1', '欧阳娜'),
    officer2: called('officer2', '艾尔肯·买买提'),
  });
  const named = (told: Partial<Told>, where = house) => namedOf({ ...TOLD, ...told }, 'city', where);
  const accused = (name: string, more: Partial<Told> = {}) => named({ ...more, accused: { name } }).accused;
  const away = (notThese: string, where = house) => named({ notThese }, where).away;

  test.each([
    ...['基金监督科李红', '受理员李红', '工作人员李红', '窗口工作人员李红', '市局李红', '李红夫妇', '李红受贿'],
    ...['李红以权谋私', '李红本人', '某公司与李红', '受理员 李 红'],
  ])('a clerk of two characters by %s: another door, and outside', (name) => {
    expect(accused(name)).toContain('clerk');
    expect(door({ accused: { name } }, house)).toBe('special');
  });
  test('that one alone, of all who hold the post', () => {
    for (const name of ['受理员李红', '李红受理员', '窗口受理员李红']) expect(accused(name), name).toEqual(['clerk']);
    expect(away('不要让受理员李红知道')).toEqual(['clerk']);
    expect(accused('受理员李红、受理员')).toEqual(['clerk', 'clerk2']);
    expect(accused('科长高强')).toEqual(['unithead']);
  });
  test.each(['李红霞', '李红餐饮店', '昆明市李红军烈士陵园', '李红商贸有限公司', '张李红'])('nobody by %s', (name) => {
    expect(named({ accused: { name } })).toEqual({ ours: false, accused: [], units: [], away: [] });
  });

  test.each([
    ...[
      '王局长建国',
      '市局局长',
      '市局王局长',
      '原市局局长',
      '王建国',
      '省厅、市局的局长',
      'Jianguo Wang',
      'WANG Jianguo',
    ],
    ...['Mr Jianguo Wang'],
  ])('the head by %s', (name) => expect(accused(name)).toContain('depthead'));
  test.each(['王建国际贸易有限公司', '超市局部装修', '夜市局长', '某公司王总', '烟草局局长'])('not by %s', (name) =>
    expect(accused(name)).toEqual([]),
  );

  test('somebody of the organ above by surname and title: no door leads there, and the case is not passed on to them', () => {
    for (const told of [
      { concernsStaff: 'yes', accused: { name: '王局长、省厅孙处长' } },
      { accused: { name: '市人社局王局长和省厅孙处长' } },
      { concernsStaff: 'yes', accused: { name: '孙处长' } },
    ] as const)
      expect(named(told).accused, told.accused.name).toContain('superior');
    expect(away('孙处长是他亲戚，别让他知道')).toEqual(['superior']);
    expect(door({ notPosts: ['special'], notThese: '孙处长' }, house)).toBe('nobody');
    // The post alone is that of this house, where it is not said whose it is.
    expect(accused('处长', { concernsStaff: 'yes' })).toEqual([]);
  });

  test('an agency’s own staff, and whoever is named after a unit of ours, is of the house though in no list', () => {
    expect(named({ accused: { name: '小红', kind: 'agency-staff' } })).toMatchObject({ ours: true, accused: [] });
    for (const told of [
      { accused: { name: '小红', kind: 'agency-staff' } },
      { accused: { name: '基金监督科陈小明' } },
      { accused: { name: '基金监督科的陈明受贿' } },
    ] as const)
      expect(door(told, house), told.accused.name).toBe('special');
    for (const name of ['信息中心小学', '法规科技公司', '某集团法规科王明', '信息中心医院'])
      expect(door({ accused: { name } }, house), name).toBe(null);
  });

  test('nobody, where who tells it speaks of their own employer, or says what only sounds alike', () => {
    for (const notThese of [
      ...['不要让我们公司王总知道', '别让我们厂的科长知道', '我单位王主管', '别让高校的人知道', '不要高强度宣传'],
      ...['别告诉我们公司财务部王主任', '不要让县医院王院长知道', '不要让公司里的科长看到', '别让公安局的王局长知道'],
    ])
      expect([notThese, away(notThese)]).toEqual([notThese, []]);
    expect(away('公司成立时的股东都不要告诉', houseOf({ officer1: called('officer1', '成立') }))).toEqual([]);
    expect(named({ accused: { name: '懂你的心理咨询有限公司' } }).ours).toBe(false);
    expect(named({ accused: { name: '你们的窗口' } }).ours).toBe(true);
  });

  test('and then the tip is taken in a house that has nobody above', () => {
    const alone = houseOf({ special: called('special', '王五六') }, without('superior', 'superior2'));
    expect(door({ notThese: '不要让我们公司王总知道' }, alone)).toBe('special');
    expect(door({ concernsStaff: 'yes', accused: { name: '某公司王总' } }, alone)).toBe('special');
    const office = { ...alone.units['special-office']!, name: { zh: '办公室', en: 'Office' } };
    const units = { ...alone.units, 'special-office': office };
    expect(door({ notThese: '不要让我们公司办公室的人知道' }, { ...alone, units })).toBe('special');
    expect(door({ concernsStaff: 'yes', accused: { name: '某公司办公室' } }, { ...alone, units })).toBe('special');
    expect(door({ notThese: '不要让办公室的人知道' }, { ...alone, units })).toBe('nobody');
  });

  test('the people of a unit that shall not see it, and not where they alone shall', () => {
    const unit = Object.values(house.people).flatMap((p) =>
      p.grants.some((g) => g.unit === 'fund-supervision') ? [p.id] : [],
    );
    for (const text of ['不要让李红和基金监督科的人看到', '基金监督科所有人', '别给基金监督科全体工作人员看'])
      expect(away(text), text).toEqual(unit);
    for (const text of ['除基金监督科的人外都不要看', '只给基金监督科的人看', '我去过基金监督科', '公司基金监督科的人'])
      expect(away(text), text).toEqual([]);
  });

  test('whoever has a surname of two characters, or a name of several parts, by these, where it is about ours', () => {
    expect([away('别让欧阳知道'), away('不要给艾尔肯看')]).toEqual([['officer1'], ['officer2']]);
    expect(accused('艾尔肯', { concernsStaff: 'yes' })).toEqual(['officer2']);
    expect([accused('欧阳'), accused('艾尔肯')]).toEqual([[], []]);
    for (const text of ['李大姐', '李会计', '李秘书']) expect(away(`不要让${text}知道`), text).toEqual(['clerk']);
  });
});

describe('who is accused', () => {
  const called = (id: string, zh: string, post: string): Person => {
    const p = DIRECTORY.people[id]!;
    return { ...p, name: { zh, en: `X ${id}` }, grants: p.grants.map((g) => ({ ...g, post: { zh: post, en: post } })) };
  };
  const people = {
    ...DIRECTORY.people,
    depthead: called('depthead', '王建国', '党组书记、局长'),
    unithead: called('unithead', '汪洋', '基金监督科科长'),
    officer1: called('officer1', '李红', '科员'),
  };
  const house: Directory = { ...DIRECTORY, people };
  const accused = (name: string, more: Partial<Told> = {}) =>
    namedOf({ ...TOLD, ...more, accused: { name } }, 'city', house).accused;

  test.each(['市人社局局长', '你们局长', '市人社局党组书记', '市人社局书记', '市人社局一把手', '你局主要领导'])(
    'with a post of two is meant by either of them, and by what everybody calls that post: %s',
    (name) => expect(accused(name)).toContain('depthead'),
  );
  test.each(['市人社局科长', '你们科长', '市人社局基金科科长'])('is meant by the post without its unit: %s', (name) =>
    expect(accused(name)).toContain('unithead'),
  );

  test.each([
    ...['汪洋收钱', '汪洋乱收费', '汪洋帮助公司套取补贴', '关于汪洋的问题', '汪洋弟弟', '汪洋吃回扣', '汪洋向企业索贿'],
    ...['汪洋', '工作人员汪洋'],
  ])('by a name that is also a word is somebody: %s', (name) => expect(accused(name)).toEqual(['unithead']));
  test.each(['汪洋大海餐厅', '汪洋科技有限公司', '汪洋商店'])(
    'by the name of a company is nobody of ours: %s',
    (name) => expect(accused(name)).toEqual([]),
  );

  test.each([
    '你们领导',
    '你们科长',
    '你们主任',
    '你们一把手',
    '你们干部',
    '你们内部人员',
    '你处工作人员',
    '本局工作人员',
  ])('as one speaks of us to ourselves is ours: %s', (name) => {
    const told = { ...TOLD, accused: { name } };
    expect(namedOf(told, 'city', house).ours).toBe(true);
    expect(doorFor(told, 'city', house, '2026-03-02')).toBe('special');
  });
  test.each(['你们家超市', '您的厨房餐饮有限公司', '贵人鸟门店'])('and a shop that speaks so is not: %s', (name) =>
    expect(namedOf({ ...TOLD, accused: { name } }, 'city', house).ours).toBe(false),
  );
});

describe('a post that is the end of a longer one', () => {
  const called = (id: string, zh: string, post: string, en = post): Person => {
    const p = DIRECTORY.people[id]!;
    return { ...p, name: { zh, en: `X ${id}` }, grants: p.grants.map((g) => ({ ...g, post: { zh: post, en } })) };
  };
  const people = {
    ...DIRECTORY.people,
    principal: called('principal', '周志强', '局长', 'Director'),
    depthead: called('depthead', '王建国', '副局长', 'Deputy Director'),
    unithead: called('unithead', '李红', '科长'),
    officer1: called('officer1', '张伟', '副科长'),
    special: called('special', '刘洋', '专门受理员'),
    clerk: called('clerk', '赵敏', '受理员'),
    clerk2: called('clerk2', '孙丽华', '窗口受理员'),
  };
  const house: Directory = { ...DIRECTORY, people };
  const accused = (name: string) =>
    namedOf({ ...TOLD, accused: { name }, concernsStaff: 'yes' }, 'city', house).accused.sort();
  const away = (notThese: string) => namedOf({ ...TOLD, notThese }, 'city', house).away.sort();

  test.each<[string, string[]]>([
    ['王建国副局长', ['depthead']],
    ['王副局长', ['depthead']],
    ['市人社局副局长', ['depthead']],
    ['副局长王建国', ['depthead']],
    ['张伟副科长', ['officer1']],
    ['副科长张伟', ['officer1']],
    ['基金监督科副科长', []],
    ['the deputy director', ['depthead']],
    ['the Director', ['principal']],
    ['局长', ['principal']],
    ['局长、副局长', ['depthead', 'principal']],
    ['正副局长', ['depthead', 'principal']],
    ['the Director and the Deputy Director', ['depthead', 'principal']],
    ['李红科长和副局长', ['depthead', 'unithead']],
  ])('%s: whoever holds that one, and not whom they stand in for', (name, who) => expect(accused(name)).toEqual(who));

  test.each<[string, string[]]>([
    ['专门受理员', ['special']],
    ['不要让窗口受理员看到', ['clerk2']],
    ['副局长不能看', ['depthead']],
    ['专门受理员和局长', ['principal', 'special']],
    ['周一把手', ['principal']],
    ['避开建国局长', ['depthead', 'principal']],
  ])('%s shall not see it', (text, who) => expect(away(text)).toEqual(who));

  test('and somebody told of with a verb of one character is kept away, and no door leads there', () => {
    for (const what of [
      '会把消息告诉他',
      '会报复我',
      '能看到所有材料',
      '管受理',
      '常和他吃饭',
      '找他帮过忙',
      '早知道这事',
      '想包庇他',
      '勾搭他们',
    ]) {
      const told = { ...TOLD, notThese: `刘洋${what}` };
      expect([what, namedOf(told, 'city', house).away]).toEqual([what, ['special']]);
      expect([what, doorFor(told, 'city', house, DAY)]).toEqual([what, 'above']);
    }
    for (const notThese of ['除刘洋外都可以', '我怕刘洋说出去', '承办人不要用刘洋'])
      expect([notThese, doorFor({ ...TOLD, notThese }, 'city', house, DAY)]).toEqual([notThese, 'above']);
  });

  test('nor where the story tells of them so; another one of a longer name is none of them', () => {
    const tells = (clue: string) => doorFor({ ...TOLD, concernsStaff: 'yes', clue }, 'city', house, DAY);
    for (const clue of ['刘洋会把消息告诉他', '后来刘洋管受理', '后来刘洋喝了他的酒'])
      expect(tells(clue), clue).toBe('above');
    for (const clue of ['刘洋海会把消息告诉他', '后来刘洋海收了钱']) expect(tells(clue), clue).toBe('special');
  });

  test('in doubt it is that person, unless somebody of the house bears the longer name', () => {
    expect(away('刘洋海会报复我')).toEqual(['special']);
    const other = { ...people.officer1, id: 'other', name: { zh: '刘洋海', en: 'X other' } };
    const both: Directory = { ...house, people: { ...people, other } };
    const named = (notThese: string) => namedOf({ ...TOLD, notThese }, 'city', both).away.sort();
    expect(named('刘洋海会报复我')).toEqual(['other']);
    expect(named('刘洋海和刘洋会报复我')).toEqual(['other', 'special']);
    expect(doorFor({ ...TOLD, notThese: '刘洋海会报复我' }, 'city', both, DAY)).toBe('special');
  });
});

test('by the post or the surname alone heads are named and who takes tips in, and nobody of another post', () => {
  const { credit, officer1, unithead } = DIRECTORY.people;
  const called = (id: string, zh: string, roles: Role[]) => {
    const one = { credit, officer1, unithead }[id]!;
    return { ...one, name: { zh, en: id }, grants: [{ ...one.grants[0]!, roles }] };
  };
  const away = (notThese: string, ...roles: Role[]) => {
    const people = {
      ...DIRECTORY.people,
      credit: called('credit', '周思源', ['credit', ...roles]),
      officer1: called('officer1', '周建国', ['officer']),
      unithead: called('unithead', '周志远', ['unit-head']),
    };
    return namedOf({ ...TOLD, notThese }, 'city', { ...DIRECTORY, people }).away;
  };
  expect(away('信用管理岗')).toEqual([]);
  expect(away('信用管理岗', 'unit-head')).toEqual(['credit']);
  expect(away('周主任')).toEqual(['unithead']);
  expect(away('周主任', 'principal').sort()).toEqual(['credit', 'unithead']);
  expect(away('周建国')).toEqual(['officer1']);
});
