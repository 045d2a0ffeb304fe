/** Whom a text names: what is somebody's name there, and what is a part of another name, of a word, or of two. */
import { describe, expect, test, vi } from 'vitest';
import { calledBy, isSomebody, read, type Sure } from '../../domain/text/naming.ts';
import { readable, sameText } from '../../domain/text/same.ts';

const names = (text: string, name: string, sure: Sure = false) => read(text).names(sameText(name), sure);

describe('a name of two characters', () => {
  test.each([
    ...[
      '',
      '科长',
      '受理员',
      '窗口工作人员',
      '基金监督科',
      '基金监督科科长',
      '市局',
      '市人社局',
      '某公司与',
      '我要举报',
    ],
    ...['经办大厅', '社保中心', '王五、', '公司会计和', '一个叫', '昆明', '原'],
  ])('is found after “%s”, whatever is told of it', (before) => {
    for (const name of ['李红', '陈静', '张伟', '刘洋'])
      for (const after of [
        ...['', '受贿', '以权谋私', '夫妇', '本人', '科长', '的丈夫', '收了我钱', '骗保', '冒领养老金', '包庇公司'],
        ...['伙同中介', '不给办', '虚报工龄', '拿回扣', '等人', '一伙', '她老公', '在大厅', '（女）', '、某公司'],
        ...['泄密', '辱骂群众', '篡改数据', '及其丈夫', '同志', '两人', '是组长', '有问题'],
      ])
        expect([before + name + after, names(before + name + after, name)]).toEqual([before + name + after, true]);
  });

  test('is found though it is also a word, where it goes with people', () => {
    for (const text of [
      '科长高强',
      '基金监督科科长高强',
      '高强',
      '高强和高科长',
      '高强受贿',
      '不要让高强知道',
      '高强、某公司',
      '局长高强乱收费',
    ])
      expect([text, names(text, '高强')]).toEqual([text, true]);
    for (const text of ['于洋', '科长于洋', '于洋受贿', '和于洋夫妇'])
      expect([text, names(text, '于洋')]).toEqual([text, true]);
  });

  test.each([
    ['高强', '高强度宣传'],
    ['高强', '不要高强度宣传'],
    ['高强', '昆明高强度螺栓厂'],
    ['高强', '提高强度'],
    ['高强', '领导高强度工作'],
    ['成立', '公司成立时的股东'],
    ['成立', '公司成立的时候'],
    ['成立', '自成立以来'],
    ['文明', '文明施工工地'],
    ['方大', '东方大酒店'],
    ['方大', '方大建材有限公司'],
    ['方大', '方大有限公司'],
    ['方大', '昆明方大集团'],
    ['李红', '李红霞'],
    ['李红', '李红梅受贿'],
    ['李红', '李红军'],
    ['李红', '张李红'],
    ['李红', '李红餐饮店'],
    ['李红', '李红商贸有限公司'],
    ['向人', '法院向人社局发司法建议'],
    ['于是', '于是我来举报'],
    ['王强', '王强盛'],
    ['高强', '王高强'],
  ])('%s is not found in %s', (name, text) => {
    expect(names(text, name)).toBe(false);
  });

  test('is found across two words only where the text is about ours', () => {
    const text = '昆明李红包二奶';
    expect([names(text, '李红'), names(text, '李红', true), names('科长李红包二奶', '李红', true)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('is found with a blank or a dot in it, and between any signs', () => {
    for (const text of ['李 红', '科长李　红', '受理员（李红）', '李·红受贿', '「李红」', '李红/陈静'])
      expect(names(text, '李红'), text).toBe(true);
  });
});

/** What is told of somebody whom others shall keep away, as people write it behind a name: most of it begins with one short word. */
const TOLD =
  '会把消息告诉他 会报复我 会给他通风报信 会泄露出去 能看到所有材料 能接触到材料 常和他吃饭 总帮他 可接触档案 先看到的 早知道 真的收了钱 管这个事 管受理 找他帮忙 爱打听 肯帮他 敢报复 想包庇他 怕受牵连 得回避 该回避 应回避 须回避 最坏 全知道 要报复 曾收钱 刚来 太黑 再看到就完了 偷看 靠不住 坏得很 认识他 同他是亲戚 很可能泄密 一定会包庇 可能会泄密 会包庇他'.split(
    ' ',
  );
const COMMON =
  '张伟 王芳 李娜 刘洋 陈静 赵敏 黄磊 吴丹 徐明 孙超 胡军 朱强 郭勇 何玲 林涛 罗霞 梁辉 宋佳 郑凯 谢婷 韩冰 唐宁 冯程 董洁 曹阳'.split(
    ' ',
  );
/** Of these the dictionary of the platform knows a word, or the surname is a particle. */
const AS_WORDS = '周平 高峰 萧红 于洋 成功 罗兰 林海 白雪 任重 安全 常青'.split(' ');
/** Those of these phrases in which the name is not read. */
const missed = (texts: readonly string[], people: readonly string[], sure: Sure) =>
  texts.flatMap((text) =>
    people.flatMap((name) => (names(text.replace('X', name), name, sure) ? [] : [text.replace('X', name)])),
  );

describe('a name of two characters before a verb or an adverb of one', () => {
  const told = TOLD.map((what) => `X${what}`);
  test('is that person’s wherever the text is about people of ours, be the name a word or not', () => {
    const behind = ['', '我怕', '因为', '不要', '听说', '科长'].flatMap((before) => told.map((text) => before + text));
    expect(missed(behind, COMMON, true)).toEqual([]);
    expect(missed(told, AS_WORDS, true)).toEqual([]);
  });
  test('and in a story or of an accused of whom it is not known whose they are', () => {
    for (const sure of [false, 'among others'] as const) expect(missed(told, COMMON, sure), String(sure)).toEqual([]);
  });
  test('in whatever words somebody is kept away', () => {
    const texts =
      '除X外都可以 除了X外谁都可以看 请回避X 避免X接手 承办人不要用X 别给X看 不要X来办 千万不能落到X手里 防止X通风报信 瞒着X 绕开X 避开X 不信任X 只要不是X就行 X除外 我怕X说出去 X教他怎么说 X勾搭我们公司 X喝了他的酒 凡是跟X有关系的';
    expect(missed(texts.split(' '), [...COMMON, ...AS_WORDS], true)).toEqual([]);
  });
  test('and in a story the longer name, of which it is the beginning, is still somebody else’s', () => {
    for (const text of ['李红霞', '李红霞会报复我', '李红梅受贿', '李红军管受理', '张李红', '李红刚', '李红全受贿'])
      for (const sure of [false, 'among others'] as const)
        expect([text, names(text, '李红', sure)]).toEqual([text, false]);
  });
  test('and no company that is called so', () => {
    for (const text of [
      ...['李红管理咨询有限公司', '李红再生资源有限公司', '李红能源公司', '李红总店', '李红太阳能公司', '李红会展中心'],
      ...['李红爱心幼儿园', '李红先锋印刷厂', '李红全屋定制店', '李红教育咨询公司', '李红记账公司'],
    ])
      for (const sure of [false, true]) expect([text, names(text, '李红', sure)]).toEqual([text, false]);
  });
  test('where the longer name is borne by another one, it is theirs', () => {
    const reads = (text: string) => read(text).names('李红', true, ['李红霞', '张李红']);
    for (const text of ['李红霞', '李红霞会报复我', '张李红会报复我', '李红霞和张李红'])
      expect(reads(text), text).toBe(false);
    for (const text of ['李红', '李红会报复我', '李红霞和李红', '李红梅会报复我']) expect(reads(text), text).toBe(true);
  });
  test('and not the word itself, where it says what time or place it is, or is a part of another', () => {
    for (const [name, text] of [
      ['成立', '公司成立时的股东'],
      ['成立', '自成立以来'],
      ['高强', '不要高强度宣传'],
      ['高强', '提高强度'],
      ['和平', '和平村村民'],
      ['康宁', '康宁医院'],
      ['程序', '程序员小李'],
      ['向人', '法院向人社局发司法建议'],
    ] as const)
      expect([text, names(text, name, true)]).toEqual([text, false]);
  });
});

test('somebody is called by the given name and a title, and nobody by the word and a verb', () => {
  for (const text of ['建国局长', '别让建国科长知道', '避开建国主任'])
    expect(read(text).callsByGiven('建国'), text).toBe(true);
  for (const text of ['建国', '建国以来', '建国经办的', '张建国局长', '某公司的李建国经理'])
    expect(read(text).callsByGiven('建国'), text).toBe(false);
  expect(calledBy('周一把手')('周志强')).toBe(true);
  expect(calledBy('周一把手机给他')('周志强')).toBe(false);
});

describe('a name of three characters', () => {
  test('is found wherever it stands, but where the name of a company goes on from it', () => {
    for (const text of ['王建国', '某公司王建国', '云南王建国有问题', '王建国国际贸易有限公司', '大王建国家'])
      expect(names(text, '王建国'), text).toBe(true);
    for (const text of ['王建国际贸易有限公司', '王建国内旅行社']) expect(names(text, '王建国'), text).toBe(false);
  });

  test('is found with a title in it', () => {
    for (const text of ['王局长建国', '市局王副局长建国受贿', '王建国局长'])
      expect(names(text, '王建国'), text).toBe(true);
    for (const text of ['王局长和李四', '王局长', '王局长建国际']) expect(names(text, '王建国'), text).toBe(false);
    expect(names('李科长红', '李红')).toBe(true);
  });
});

describe('whom one calls by the surname', () => {
  test.each([
    ...[
      '李大姐',
      '李会计',
      '李秘书',
      '李局',
      '李工',
      '李总',
      '李院长',
      '李科长知道',
      '找李副处长',
      '老李',
      '姓李的',
      '李某',
      '李 主任',
    ],
    ...['企业养老科李科长', '你单位李主任', '我局李局长', '公司和李科长'],
  ])('%s is called', (text) => expect(calledBy(text)('李红')).toBe(true));
  test.each([
    ['高', '高校'],
    ['高', '别让高校的人知道'],
    ['高', '高科技企业'],
    ['施', '施工'],
    ['童', '童工'],
    ['车', '车站'],
    ['全', '全局'],
    ['党', '党组'],
    ['任', '现任科长'],
    ['于', '由于主任'],
    ['关', '有关科长'],
    ['时', '小时候'],
    ['区', '小区物业'],
    ['师', '老师'],
    ['王', '我们公司王总'],
    ['王', '某公司王总'],
    ['王', '公司财务部王主任'],
    ['王', '我单位王主管'],
    ['王', '我们厂的王科长'],
    ['王', '我们厂老王'],
    ['王', '县医院王院长'],
    ['王', '市公安局王局长'],
    ['王', '我们公司的李总和王总'],
  ])('nobody named %s is, in %s', (surname, text) => expect(calledBy(text)(`${surname}建国`)).toBe(false));
});

test('whoever is named after a unit is somebody, a company is not', () => {
  for (const text of ['陈小明', '李红受贿', '王建国和李四', '陈静']) expect(isSomebody(text), text).toBe(true);
  for (const text of ['', '技公司', '小学', '医院', '陈', '高中', '王府井百货公司', '陈小明餐饮店'])
    expect(isSomebody(text), text).toBe(false);
});

describe('a text is read once', () => {
  const HOSTILE = {
    'marks of two classes': '\u0301'.repeat(10_000) + '\u0323'.repeat(9_999),
    'marks of two classes by turns': '\u0301\u0323'.repeat(10_000),
    'marks that are letters before they are made one': '\u0301\uff9e'.repeat(10_000),
    'ligatures of many letters': 'ﷺ'.repeat(20_000),
  };
  test.each(Object.entries(HOSTILE))('and no more than thirty marks of it are put into order: %s', (_what, text) => {
    const normalize = String.prototype.normalize;
    const asked: string[] = [];
    const spy = vi.spyOn(String.prototype, 'normalize').mockImplementation(function (this: string, form) {
      asked.push(String(this));
      return normalize.call(this, form);
    });
    const reading = read(text);
    spy.mockRestore();
    reading.names('李红');
    reading.says('zhangsan');
    expect(asked.length).toBe(2);
    for (const one of asked) expect(/[\p{M}\uff9e\uff9f]{31}/u.test(one)).toBe(false);
  });

  test('and read it is what counts as the same', () => {
    for (const text of [
      '歐陽 · 娜',
      'Ｏʼbrien  张丶三',
      '佐々木 丶 某',
      'ラーメン',
      '王 丶丶·某',
      'か\u3099',
      '㈱ ⼈',
      'Ω\u0301 · ﷺ',
      '张٠三',
    ])
      expect(readable(text).replaceAll('\ue000', ''), text).toBe(sameText(text));
  });
});
