/** How a citation is written and read: whole numbers in every place, and what is no article left as it stands. */
import { describe, expect, it } from 'vitest';
import { articleOf, clausesOf, clauseText, compareArticles } from '../../domain/law/clauses.ts';
import { cite, instrumentByShort } from '../../domain/law/index.ts';

describe('a citation', () => {
  const M49 = `《${instrumentByShort('M49')!.title.zh}》`;
  const zh = (articles: string) => cite(`M49 ${articles}`).zh.replace(M49, '');

  it('numbers articles, paragraphs and items in Chinese, however many digits they have, and spans of articles and items', () => {
    expect(zh('1')).toBe('第一条');
    expect(zh('104–112 ¶13(14)–(15)')).toBe('第一百零四条至第一百一十二条第十三款第（十四）项至第（十五）项');
    expect(zh('21 ¶1')).toBe('第二十一条第一款');
    expect(zh('21(3)')).toBe('第二十一条第（三）项');
    expect(zh('1001, 1010, 2000')).toBe('第一千零一条、第一千零一十条、第二千条');
    expect(cite('M49 104–112 ¶13(14)–(15)').en).toBe('M49 arts. 104–112 ¶13(14)–(15)');
    expect(cite('M49 21').en).toBe('M49 art. 21');
    expect(cite('M49 21, 22').en).toBe('M49 arts. 21, 22');
  });

  it('keeps what is no article as it is written, with the brackets of its language and without calling it one', () => {
    for (const odd of [
      '(六)',
      '21a',
      'a21',
      '附件(九)',
      '21–',
      '21 ¶',
      '21 ¶x',
      '21(',
      '21(1)–',
      '21(1)(2)',
      '21(x)',
      '¶1',
    ]) {
      const [brackets, said] = [odd.replaceAll('(', '（').replaceAll(')', '）'), cite(`M49 ${odd}`)];
      expect([odd, said]).toEqual([odd, { zh: M49 + brackets, en: `M49 ${odd}` }]);
    }
    expect(cite('M49')).toEqual({ zh: M49, en: 'M49' });
  });
});

describe('a clause', () => {
  it('is in words what it is in signs, of every part that it names', () => {
    const words = (article: string) => Object.values(clauseText(article));
    expect(words('')).toEqual(['全文', 'as a whole']);
    expect(words('104')).toEqual(['第一百零四条', 'art. 104']);
    expect(words('104–112')).toEqual(['第一百零四条至第一百一十二条', 'arts. 104–112']);
    expect(words('21 ¶12')).toEqual(['第二十一条第十二款', 'art. 21 ¶12']);
    expect(words('21 ¶¶12–13')).toEqual(['第二十一条第十二款至第十三款', 'art. 21 ¶¶12–13']);
    expect(words('21 ¶1(12)–(14)(16)')).toEqual([
      '第二十一条第一款第（十二）项至第（十四）项、第（十六）项',
      'art. 21 ¶1(12)–(14)(16)',
    ]);
    expect(words('21(1)')).toEqual(['第二十一条第（一）项', 'art. 21(1)']);
    expect(words('(十二)')).toEqual(['（十二）', '(十二)']);
    expect(words('附件(九)')).toEqual(['附件（九）', 'annex (九)']);
  });

  it('that is none is said to be none', () => {
    for (const odd of [
      'x',
      '21a',
      'a21',
      '21–',
      '21–x',
      '21 ¶',
      '21 ¶x',
      '21 ¶1–',
      '21 ¶1–x',
      '21(x)',
      '21(1)–',
      '21(1)–(x)',
      '（六）',
    ])
      expect(() => compareArticles(odd, '1'), odd).toThrow(`not an article: ${odd}`);
  });

  it('comes in the order of its numbers, in every place of it', () => {
    for (const [a, b] of [
      ['9', '10'],
      ['21–22', '21–100'],
      ['21 ¶2', '21 ¶10'],
      ['21 ¶¶2–3', '21 ¶¶2–10'],
      ['21(2)', '21(10)'],
      ['21(2)–(3)', '21(2)–(10)'],
      ['21(2)', '21(2)(3)'],
      ['(九)', '(二十)'],
      ['99', '(一)'],
      ['(九十九)', '附件(一)'],
    ] as const)
      expect([a, b, Math.sign(compareArticles(a, b)), Math.sign(compareArticles(b, a))]).toEqual([a, b, -1, 1]);
    expect(compareArticles('21 ¶1(1)', '21 ¶1(1)')).toBe(0);
  });

  it('is part of its article, its span or its heading', () => {
    const all = ['104 ¶1(1)', '104–112 ¶3', '7', '附件(九)', '(六)', ''];
    expect(all.map(articleOf)).toEqual(['104', '104–112', '7', '附件(九)', '(六)', '']);
  });

  it('is found wherever a text cites it: a paragraph goes with the article before it, and what only speaks of an instrument cites none', () => {
    const of = (text: string) => clausesOf(text).map(({ short, article }) => `${short} ${article}`);
    expect(of('M49 arts. 21 ¶1, ¶13, 104–112; APL art. 5')).toEqual([
      'M49 21 ¶1',
      'M49 21 ¶13',
      'M49 104–112',
      'APL 5',
    ]);
    expect(of('M49 13 ¶1, ¶2')).toEqual(['M49 13 ¶1', 'M49 13 ¶2']);
    expect(of('M49')).toEqual(['M49 ']);
    expect(of('house: as M49 has it')).toEqual([]);
    expect(of('M49 附件(九)、(六)')).toEqual(['M49 附件(九)', 'M49 (六)']);
  });
});
