/** The law reads article by article, in its own order; under each clause what is counted, what departs from it, or why nothing is. */
import { describe, expect, it } from 'vitest';
import { lawPage, lawSources } from '../../bin/lib/law-page.ts';
import { type InstrumentOfLaw, lawByArticle, type Provision } from '../../domain/law/articles.ts';
import { type Clause, clausesOf, clauseText, compareArticles } from '../../domain/law/clauses.ts';
import { DEADLINES, editionsOf, GROUND_LISTS, INSTRUMENTS, REGIMES, RULES } from '../../domain/law/index.ts';
import { WITHOUT_CLOCK } from '../../domain/law/without-clock.ts';

const LAW = lawByArticle();

interface Placed extends Clause {
  of: Provision;
}
const placed: Placed[] = LAW.flatMap((i) =>
  i.articles.flatMap((a) =>
    a.clauses.flatMap((c) => c.provisions.map((of) => ({ short: i.instrument.short, article: c.article, of }))),
  ),
);
const under = (short: string, article: string) =>
  placed.filter((p) => p.short === short && p.article === article).map((p) => p.of);
const row = (id: string) => placed.find((p) => p.of.what === 'row' && p.of.id === id && p.of.at === null)?.of;

describe('articles are in the order of the law', () => {
  it('by number, not by letter; an article before its paragraphs and items, a span after the article it begins with', () => {
    const inOrder = [
      '',
      '5',
      '12',
      '21',
      '21 ¶1',
      '21 ¶1(1)',
      '21 ¶1(2)',
      '21 ¶1(10)',
      '21 ¶2',
      '21–22',
      '22',
      '100',
      '(一)',
      '(四)',
      '(十)',
      '(十三)',
      '附件(九)',
    ];
    expect([...inOrder].reverse().sort(compareArticles)).toEqual(inOrder);
    expect([...inOrder].sort(compareArticles)).toEqual(inOrder);
  });

  it('on every page, so that no article comes before one with a lower number', () => {
    for (const { instrument, articles } of LAW) {
      const numbers = articles.map((a) => Number.parseInt(a.article, 10)).filter((n) => !Number.isNaN(n));
      expect([instrument.short, numbers]).toEqual([instrument.short, [...numbers].sort((a, b) => a - b)]);
      expect(new Set(articles.map((a) => a.article)).size).toBe(articles.length);
    }
    expect(LAW.find((i) => i.instrument.short === 'APL')?.articles.map((a) => a.article)).toContain('44–45');
  });

  it('national instruments come before regional ones, all of them once', () => {
    const places = LAW.map((i: InstrumentOfLaw) => i.checked.place !== null);
    expect(places).toEqual([...places].sort((a, b) => Number(a) - Number(b)));
    expect(places.filter(Boolean).length).toBeGreaterThan(5);
    expect(LAW.map((i) => i.instrument.short).sort()).toEqual(INSTRUMENTS.map((i) => i.short as string).sort());
  });

  it('are named as the law names them, in both languages', () => {
    expect(clauseText('21 ¶1(1)–(3)')).toEqual({
      zh: '第二十一条第一款第（一）项至第（三）项',
      en: 'art. 21 ¶1(1)–(3)',
    });
    expect(clauseText('44–45')).toEqual({ zh: '第四十四条至第四十五条', en: 'arts. 44–45' });
    expect(clauseText('57 ¶1(2)(3)').zh).toBe('第五十七条第一款第（二）项、第（三）项');
    expect(clauseText('(六)').zh).toBe('（六）');
    expect(clauseText('').zh).toBe('全文');
    expect(() => clauseText('of old')).toThrow(RangeError);
  });
});

describe('nothing of the catalogue is missing', () => {
  it('each edition of a row, each rule, channel and ground is told in full under the first clause it names and pointed to from the others', () => {
    const expected: [string, string, string, string, boolean][] = [];
    const expects = (what: string, id: string, citation: string) =>
      clausesOf(citation).forEach((c, i) => {
        expected.push([what, id, c.short, c.article, i === 0]);
      });
    for (const d of DEADLINES) for (const e of editionsOf(d.id)) expects('row', e.id, e.source.en);
    for (const r of RULES) expects('rule', r.id, r.source);
    for (const r of REGIMES) expects('regime', r.id, r.source);
    for (const [list, grounds] of Object.entries(GROUND_LISTS))
      for (const clause of new Set(grounds.map((g) => g.clause)))
        if (clause !== 'house') expects('grounds', list, clause);
    const found = placed.map(({ short, article, of }) => [of.what, of.id, short, article, of.at === null]);
    expect(found.map(String).sort()).toEqual(expected.map(String).sort());
  });

  it('and the page of the documents has a heading for every article, those included that only acts cite', () => {
    const page = lawPage(lawSources());
    for (const { instrument, articles } of LAW.filter((i) => i.articles.length > 0)) {
      const part = page.split(`\n### ${instrument.short} `)[1]?.split('\n### ')[0] ?? '';
      for (const a of articles) expect(part, instrument.short).toContain(`#### ${a.name.zh} ${a.name.en}\n`);
    }
    expect(page).toContain('Nothing to compute, because the catalogue has no period or rule under it');
  });
});

describe('under its sentence', () => {
  it('stands what is counted, from what', () => {
    expect(under('M49', '21 ¶1')[0]).toMatchObject({
      id: 'tip-review',
      counts: [{ zh: '5个工作日，起算：接收举报', en: '5 working days, from: Tip received' }],
      nothing: null,
    });
    expect(row('hearing-notify')?.counts[0]?.zh).toContain('倒算');
    expect(row('foi-annual')?.counts[0]?.zh).toContain('每年1月31日');
  });

  it('an exception names what it departs from', () => {
    const all = placed.flatMap(({ of }) => (of.at === null ? of.exceptions : []));
    expect(all.length).toBeGreaterThan(50);
    for (const { zh, en } of all) {
      expect(zh).toMatch(/^“[^”]+”的例外：./);
      expect(en).toMatch(/^Exception to “[^”]+”: ./);
    }
    expect(row('tip-acceptance-notice')?.exceptions).toEqual([
      {
        zh: '“受理情况告知”的例外：不适用：匿名举报，或者未要求告知的',
        en: 'Exception to “Tell the tipster whether the tip is accepted”: not owed: Anonymous, or did not ask',
      },
    ]);
    const named = (id: string) => row(id)!.exceptions.map((e) => e.zh);
    expect(named('tip-investigate').join()).toContain('最多30个工作日');
    expect(under('M49', '21 ¶1(1)').flatMap((p) => p.exceptions.map((e) => e.zh))).toContain(
      '“举报审查”的例外：不属于举报范围',
    );
    for (const d of DEADLINES)
      expect([d.id, row(d.id)?.exceptions.length]).toEqual([
        d.id,
        [d.notOwed, d.extension, d.suspends].filter((x) => x !== null && x !== undefined).length,
      ]);
  });

  it('every provision counts something or says why nothing is counted, in both languages', () => {
    for (const { of } of placed.filter((p) => p.of.at === null)) {
      if (of.counts.length === 0) expect(of.nothing, of.id).not.toBeNull();
      if (of.nothing) expect([of.nothing.zh.trim() === '', of.nothing.en.trim() === ''], of.id).toEqual([false, false]);
    }
    for (const d of DEADLINES) {
      const why = (WITHOUT_CLOCK as Partial<Record<string, { note: { zh: string } }>>)[d.id]?.note.zh;
      if (why) expect(row(d.id)?.nothing?.zh, d.id).toBe(why);
    }
    expect(row('tip-result-feedback')?.nothing?.zh).toContain('没有规定天数');
  });

  it('what an edition did not say is not taken from another', () => {
    const old = under('CR23', '').find((p) => p.id === 'credit-repair-decide');
    expect(old).toMatchObject({ counts: [], edition: { inForce: '2023-05-01', until: '2026-04-01' } });
    expect(old?.nothing?.zh).toContain('没有读到');
    expect(under('CR26', '16 ¶3')[0]?.edition).toEqual({ inForce: '2026-04-01', until: null });
  });

  it('two periods of one duty name each other', () => {
    expect(
      row('penalty-decide')
        ?.remarks.map((r) => r.zh)
        .join(),
    ).toContain('“举报办结”');
    expect(
      row('tip-investigate')
        ?.remarks.map((r) => r.zh)
        .join(),
    ).toContain('先到期的为准');
  });
});
