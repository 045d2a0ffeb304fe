import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairsOf } from '../../domain/text/same.ts';
import { NAME_TAGS } from '../../ledger/keeping/name-tags.ts';
import { formerTags, nameTag, pairTags } from '../../ledger/truth/search-tags.ts';
import { type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const tell = async (name: string) => (await house.ledger.tell({ accused: { name }, clue: '线索' })).caseId;
const search = async (asked: { accused?: string; number?: string }, limit?: number) => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await house.ledger.cases(house.person('clerk'), asked, cursor, limit);
    found.push(...page.items.map((c) => c.id));
    cursor = page.next;
  } while (cursor);
  return found;
};

describe('a case is found by the name of the accused', () => {
  it('under every interpunct, width, bracket, script and invisible character', async () => {
    const id = await tell('阿卜杜拉·试验（东源县）中心');
    for (const typed of [
      '阿卜杜拉•试验(东源县)中心',
      '阿卜杜拉・試驗【東源縣】中心',
      '阿卜杜拉\u200b．试验 东源县 中心',
      '阿卜杜拉试验东源县中心',
    ]) {
      expect([typed, await search({ accused: typed })]).toEqual([typed, [id]]);
    }
  });

  it('by a part of it, and by no part that it does not have', async () => {
    const id = await tell('示例市第七职业培训学校');
    for (const part of ['第七', '职业培训', '七职', '學校', '第 七'])
      expect(await search({ accused: part })).toContain(id);
    for (const other of ['第八', '七培', '示例县', '校学']) expect(await search({ accused: other })).not.toContain(id);
  });

  it('page by page, each once, also where tags of other names are the same', async () => {
    const mine = await Promise.all(Array.from({ length: 7 }, (_, i) => tell(`同名企业${i}`)));
    // A case whose tags hold every tag there is may be named anything, as far as the table tells.
    const other = await tell('别名单位');
    await house.owner.query(
      'UPDATE cases SET search_tags = (SELECT array_agg(n::bigint) FROM generate_series(-1, 4095) n) WHERE id = $1',
      [other],
    );
    const found = await search({ accused: '同名' }, 2);
    expect([...found].sort()).toEqual([...mine].sort());
    expect(await search({ accused: '别名' })).toEqual([other]);
  });

  it('while it has no tags yet by the former tag of its whole name', async () => {
    const id = await tell('尚未标记的单位');
    const former = house.keys.mac('search', '尚未标记的单位');
    await house.owner.query("UPDATE cases SET search_tags = '{}', accused_tag = $2 WHERE id = $1", [id, former]);
    expect(await search({ accused: ' 尚未标记的单位' })).toEqual([id]);
  });
});

it('kept under a former form is found as it was, and as any other once the job has made its tags anew', async () => {
  const name = '买买提˙示例ˑ公司';
  const id = await tell(name);
  const former = formerTags(house.keys, name);
  expect(former.whole.some((tag) => tag.equals(nameTag(house.keys, name)))).toBe(false);
  await house.owner.query('UPDATE cases SET search_tags = $2, accused_tag = $3 WHERE id = $1', [
    id,
    [-1, ...former.pairs],
    former.whole.at(-1),
  ]);
  expect(await search({ accused: name })).toEqual([id]);
  expect(await search({ accused: '买买提·示例·公司' })).toEqual([]);
  for (let cursor: unknown = null; ; ) {
    cursor = await NAME_TAGS.step({ db: house.owner, keys: house.keys, now: house.clock.now() }, cursor);
    if (cursor === null) break;
  }
  for (const typed of [name, '买买提·示例·公司', '买买提丶示例公司', '提示', '例公']) {
    expect([typed, (await search({ accused: typed })).includes(id)]).toEqual([typed, true]);
  }
});

it('the journal knows a name that was searched for under every spelling', async () => {
  const tagsOfSearches = async () =>
    (await house.owner.query("SELECT DISTINCT tag FROM access_journal WHERE what = 'search'")).rowCount!;
  const before = await tagsOfSearches();
  for (const accused of ['热合曼·某', '热合曼˙某', '热合曼丶某', '热合曼（某）', '熱合曼 某'])
    await search({ accused });
  expect((await tagsOfSearches()) - before).toBe(1);
});

it('tags of parts are cut so short that they do not tell which part they stand for', async () => {
  const names = Array.from(
    { length: 400 },
    (_, i) => `${String.fromCodePoint(0x4e00 + 7 * i, 0x5200 + 11 * i, 0x6300 + 13 * i)}公司`,
  );
  const pairs = new Set(names.flatMap(pairsOf));
  const tags = new Set(names.flatMap((name) => pairTags(house.keys, name)));
  expect(Math.max(...tags)).toBeLessThan(4096);
  expect(tags.size).toBeLessThan(pairs.size);
});

it('a case is found by its number however it is typed, and by the number of a document in it', async () => {
  const id = await tell('编号查找单位');
  const { number } = (await house.ledger.caseView(house.person('clerk'), id)) as { number: string };
  const wide = [...number].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
  for (const typed of [
    number,
    wide,
    number.toLowerCase(),
    number.slice(0, 7),
    `${number.slice(0, 4)} ${number.slice(4)}`,
  ]) {
    expect([typed, (await search({ number: typed })).includes(id)]).toEqual([typed, true]);
  }
  await house.ledger.act({
    caseId: id,
    proceeding: 'intake-1',
    act: 'reply',
    form: { text: '已收悉', paper: { number: '公受〔2026〕88号', pages: 2, scan: 'S1', second: 'unithead' } },
    by: 'clerk',
    idempotencyKey: 'search-by-document-1',
  });
  for (const typed of ['公受〔2026〕88号', '公受[2026]88号', '公受（２０２６）８８号', ' 公受 2026 88 号']) {
    expect([typed, await search({ number: typed })]).toEqual([typed, [id]]);
  }
  expect(await search({ number: '公受〔2026〕89号' })).toEqual([]);
  expect(await search({ number: '〔〕' })).toEqual([]);
});

it('the register is searched by name, number and code, under every bracket, width, interpunct and blank', async () => {
  const [organ] = Object.keys((await house.ledger.directory()).organs);
  const put = (id: string, name: string | null, content: object, natural = false) =>
    house.owner.query(
      `INSERT INTO register (id, case_id, proceeding, kind, status, name, is_natural, organ, content, published_at, changed_at,
         until_day, version) VALUES ($1, gen_random_uuid(), 'disclosure-1', 'penalty', 'published', $2, $3, $4, $5, now(), now(), NULL, 1)`,
      [id, name, natural, organ, JSON.stringify(content)],
    );
  await put('entry-a', '东源县某企业', {
    decisionNumber: '示例罚〔2026〕26-17号',
    text: '当事人代码：９１１１０１０５ＭＡ００００００１Ａ。',
  });
  await put('entry-b', null, { decisionNumber: '示例罚〔2026〕26-18号' }, true);
  const found = async (asked: string) => (await house.ledger.register({ search: asked })).items.map((e) => e.id);
  for (const typed of [
    '示例罚[2026]26-17号',
    '示例罚（2026）26-17号',
    '【2026】26-17',
    '２６-１７',
    '26‑17号',
    '东源县 某企业',
    '東源縣某企業',
    '91110105MA0000001A',
  ]) {
    expect([typed, await found(typed)]).toEqual([typed, ['entry-a']]);
  }
  expect((await found('示例罚')).sort()).toEqual(['entry-a', 'entry-b']);
  expect(await found('。')).toEqual([]);
  await house.owner.query("UPDATE register SET name = '改名企业', version = version + 1 WHERE id = 'entry-a'");
  expect([await found('东源县某企业'), await found('改名')]).toEqual([[], ['entry-a']]);
});
