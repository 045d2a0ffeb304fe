import { describe, expect, it } from 'vitest';
import { glossaryPage } from '../../bin/lib/glossary-page.ts';
import { chineseNumber } from '../../domain/law/cite.ts';
import {
  appliesIn,
  CONDUCT,
  cite,
  DEADLINES,
  DEMO_HOUSE_LIMITS,
  type DeadlineId,
  deadlineById,
  editionOn,
  editionsOf,
  GLOSSARY,
  GROUND_LISTS,
  HOUSE_LIMITS,
  houseLimitById,
  INSTRUMENTS,
  inFull,
  instrumentByShort,
  labelsOf,
  mentioned,
  REGIMES,
  REGIONS,
  RULES,
  ruleById,
  TIP_REFUSAL_GROUNDS,
} from '../../domain/law/index.ts';
import type { Bilingual, DeadlineKind } from '../../domain/law/types.ts';
import { NOTICES } from '../../domain/notices.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { tableChapters, wordsOf } from '../../domain/proceedings/words.ts';
import { UNITS } from '../../domain/time/types.ts';

const ids = (list: readonly { id: string }[]) => list.map((x) => x.id);
const twice = (list: string[]) => list.filter((x, i) => list.indexOf(x) !== i);

/** Every pair of languages inside a value, with the path that leads to it. */
function pairs(value: unknown, path = ''): [string, Bilingual][] {
  if (value === null || typeof value !== 'object') return [];
  if ('zh' in value && 'en' in value && typeof value.zh === 'string') return [[path, value as Bilingual]];
  return Object.entries(value).flatMap(([key, inner]) => pairs(inner, `${path}.${key}`));
}

/** Lengths are asserted of the edition in force on one day: a change from a later day is no reason to touch these tests. */
const inForce = (id: DeadlineId) => editionOn(id, '2026-11-01')!;

const HAN = /[㐀-鿿]/;

describe('the catalogue holds the law whole', () => {
  it('has exactly 140 deadlines, 80 rules, 8 regimes, each under one id', () => {
    expect(DEADLINES).toHaveLength(140);
    expect(RULES).toHaveLength(80);
    expect(REGIMES).toHaveLength(8);
    expect(twice([...ids(DEADLINES), ...ids(RULES), ...ids(HOUSE_LIMITS)])).toEqual([]);
    expect(twice(INSTRUMENTS.map((i) => i.short))).toEqual([]);
  });

  it('has as many rows in each part of the catalogue as the law file', () => {
    const at = (id: DeadlineId) => ids(DEADLINES).indexOf(id);
    expect([
      at('tip-review'),
      at('tip-investigate'),
      at('defence-window'),
      at('police-taskforce'),
      at('discipline-refer'),
      at('list-prior-notice'),
      at('penalty-publish'),
      at('reward-notify'),
      at('zj-incident-report'),
    ]).toEqual([0, 17, 40, 62, 81, 89, 109, 118, 124]);
  });

  it('finds a row and a rule by id, and nothing by an unknown id', () => {
    expect(deadlineById('tip-review').title.zh).toBe('举报审查');
    expect(ruleById('tip-merge').source).toBe('M49 art. 23 ¶2');
    const unknown: string = 'no-such-row';
    expect(deadlineById(unknown)).toBeUndefined();
    expect(ruleById(unknown)).toBeUndefined();
    expect(houseLimitById(unknown)).toBeUndefined();
  });

  it('says everything in both languages, Chinese in Chinese', () => {
    const all = pairs({ DEADLINES, RULES, REGIMES, INSTRUMENTS, HOUSE_LIMITS, GROUND_LISTS, GLOSSARY });
    expect(all.length).toBeGreaterThan(1500);
    expect(all.filter(([, b]) => b.zh.trim() === '' || b.en.trim() === '').map(([path]) => path)).toEqual([]);
    expect(all.filter(([, b]) => !HAN.test(b.zh)).map(([path]) => path)).toEqual([]);
  });
});

describe('every row can be traced to an instrument', () => {
  it('names only instruments of the catalogue, and at least one', () => {
    for (const d of DEADLINES) {
      expect(d.instruments.length, d.id).toBeGreaterThan(0);
      for (const short of d.instruments) expect(instrumentByShort(short), `${d.id}: ${short}`).toBeDefined();
    }
  });

  it('has a clause that can be cited behind every ground of a form', () => {
    for (const [list, grounds] of Object.entries(GROUND_LISTS)) {
      expect(twice(ids(grounds)), list).toEqual([]);
      for (const g of grounds) if (g.clause !== 'house') expect(cite(g.clause).en, `${list}: ${g.id}`).not.toBe('');
    }
  });

  it('leaves no instrument that nothing cites, save those kept for the record', () => {
    const cited = new Set([
      ...DEADLINES.flatMap((d) => editionsOf(d.id)).flatMap((d) => d.instruments),
      ...[...RULES, ...REGIMES].flatMap((r) => r.source.split('; ').map((s) => s.split(' ')[0]!)),
    ]);
    expect(INSTRUMENTS.map((i) => i.short).filter((s) => !cited.has(s))).toEqual(['CC', 'ARC']);
  });

  it('cites articles, paragraphs and items in both languages from one short form', () => {
    expect(cite('M49 21 ¶1(1)–(3)')).toEqual({
      zh: '《社会保险基金监督举报工作管理办法》第二十一条第一款第（一）项至第（三）项',
      en: 'M49 art. 21 ¶1(1)–(3)',
    });
    expect(cite('LSI-25 24–25, 37; SIO 46')).toEqual({
      zh: '《关于实施〈劳动保障监察条例〉若干规定》第二十四条至第二十五条、第三十七条；《社会保险经办条例》第四十六条',
      en: 'LSI-25 arts. 24–25, 37; SIO art. 46',
    });
    expect([10, 11, 20, 48, 100, 107, 110, 180, 1260].map(chineseNumber)).toEqual([
      '十',
      '十一',
      '二十',
      '四十八',
      '一百',
      '一百零七',
      '一百一十',
      '一百八十',
      '一千二百六十',
    ]);
    expect(() => cite('NOPE 1')).toThrow(RangeError);
  });

  it('names each instrument once by its whole title for those who do not know the short names', () => {
    expect(inFull('LSI-25 art. 18; LSI-25 art. 20; CC 201')).toBe(
      'Provisions on implementing the labour-security inspection regulations (ministry order 25), art. 18; LSI-25 art. 20; Civil Code, general part, 201',
    );
    expect(mentioned('The CC of a mail, TR-4, M49, M490; (APL arts. 5, 6), an SL').map((m) => m.short)).toEqual([
      'M49',
      'APL',
    ]);
  });
});

describe('what is not certain is marked', () => {
  it('marks exactly the rows the source marks as unverified', () => {
    expect(ids(DEADLINES.filter((d) => d.confidence === 'memory'))).toEqual([
      'list-prior-notice',
      'list-term',
      'national-incident-report',
    ]);
    expect(ids(RULES.filter((r) => r.confidence === 'memory'))).toEqual(['fraud-threshold', 'list-decision']);
  });

  it('marks exactly the rows that were read in a report', () => {
    expect(ids(DEADLINES.filter((d) => d.confidence === 'secondary'))).toEqual([
      'tip-transfer-yunnan',
      'incident-file',
      'nonprosecution-internal',
      'nonprosecution-reply',
      'discipline-upward',
      'discipline-downward',
      'discipline-ack',
      'discipline-feedback',
      'discipline-disposition',
      'discipline-quarterly',
      'penalty-publish',
      'enforcement-publish',
      'hb-unpublish',
      'reward-notify',
      'reward-claim',
      'archive-keep',
    ]);
    expect(ids(RULES.filter((r) => r.confidence === 'secondary'))).toEqual([
      'case-ledger',
      'tipster-secret-discipline',
      'fraud-is-fraud',
      'hearing-threshold',
      'list-conditions',
      'list-two-letters',
      'reward-rule',
      'reward-excluded',
      'reward-secret',
      'incident-signature',
    ]);
  });

  it('rests no row marked as read on an instrument that was only reported', () => {
    const wrong = DEADLINES.filter((d) => d.confidence === 'text').filter((d) =>
      d.instruments.every((s) => instrumentByShort(s)?.confidence !== 'text'),
    );
    expect(ids(wrong)).toEqual([]);
  });
});

describe('lengths, units and kinds', () => {
  it('has valid units, positive lengths, and both or neither', () => {
    for (const d of DEADLINES) {
      expect(d.parts.length, d.id).toBeGreaterThan(0);
      for (const p of d.parts) {
        expect(p.length === null, d.id).toBe(p.unit === null);
        if (p.unit !== null) expect(UNITS, d.id).toContain(p.unit);
        if (p.length !== null) expect(Number.isInteger(p.length) && p.length > 0, d.id).toBe(true);
        if (p.date !== undefined) expect(p.date, d.id).toMatch(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
      }
    }
  });

  it('rolls every period off a rest day but terms and bars', () => {
    for (const d of DEADLINES) expect(d.roll, d.id).toBe(d.kind !== 'term' && d.kind !== 'bar');
    expect(ids(DEADLINES.filter((d) => d.kind === 'bar'))).toEqual(['limitation-penalty']);
    expect(ids(DEADLINES.filter((d) => d.kind === 'term'))).toEqual([
      'tip-suspend',
      'inspection-suspend',
      'fine-surcharge-stop',
      'enforce-suspended-end',
      'list-term',
      'credit-publish-window',
      'sh-query-window',
      'zj-bad-record-window',
      'zj-query-log',
      'hb-unpublish',
      'pipl-assessment-keep',
      'archive-keep',
      'archive-transfer',
    ]);
  });

  it('counts back exactly where something must happen before an event', () => {
    expect(ids(DEADLINES.filter((d) => d.direction === 'back'))).toEqual([
      'onsite-inspection-notice',
      'audit-notice',
      'hearing-notify',
    ]);
  });

  it('gives no clock to a row without a number, nor to reference and calendar rows', () => {
    for (const d of DEADLINES.filter((x) => x.use === 'clock'))
      expect(
        d.parts.every((p) => p.length !== null),
        d.id,
      ).toBe(true);
    for (const d of DEADLINES.filter((x) => x.use === 'age'))
      expect(
        d.parts.every((p) => p.length === null),
        d.id,
      ).toBe(true);
    expect(ids(DEADLINES.filter((d) => d.use === 'reference'))).toEqual([
      'police-complainant-notice',
      'police-complainant-review',
      'nonprosecution-internal',
      'dutycrime-nonfiling',
      'discipline-quarterly',
      'official-review',
      'sh-query-window',
      'zj-bad-record-window',
      'zj-query-log',
      'benefit-stop-notice',
      'overdue-contribution',
      'zj-monthly-audit',
      'zj-rotating-audit',
      'hn-campaign-report',
    ]);
    expect(ids(DEADLINES.filter((d) => d.use === 'swept'))).toEqual([
      'foi-annual',
      'zj-incident-halfyear',
      'tip-annual-report',
      'zj-supervision-report',
      'zj-special-inspection',
      'pipl-assessment-keep',
      'archive-keep',
      'archive-transfer',
    ]);
  });

  it('calls a breach only what the authority or its agency owes', () => {
    for (const d of DEADLINES.filter((x) => x.kind === 'our-duty'))
      expect(['authority', 'agency'], d.id).toContain(d.obligor);
    for (const d of DEADLINES.filter((x) => x.kind === 'others-duty')) expect(d.obligor, d.id).not.toBe('authority');
  });

  const SPOT: [DeadlineId, string, DeadlineKind][] = [
    ['tip-review', '5 wd', 'our-duty'],
    ['tip-acceptance-notice', '10 wd', 'our-duty'],
    ['tip-transfer-jurisdiction', '5 wd', 'our-duty'],
    ['tip-jurisdiction-agree', '5 wd', 'others-duty'],
    ['tip-jurisdiction-designate', '5 wd', 'others-duty'],
    ['tip-transfer-yunnan', '10 wd', 'our-duty'],
    ['labour-complaint-accept', '5 wd', 'our-duty'],
    ['petition-dispatch', '15 cd', 'others-duty'],
    ['petition-assignment-objection', '5 wd', 'right'],
    ['tip-investigate', '60 wd', 'our-duty'],
    ['inspection-investigate', '60 wd', 'our-duty'],
    ['inspection-extend-notice', '3 cd†', 'our-duty'],
    ['recusal-decide', '3 wd', 'our-duty'],
    ['inspection-decide', '15 wd', 'our-duty'],
    ['evidence-preserve', '7 wd', 'our-duty'],
    ['penalty-decide', '90 cd', 'our-duty'],
    ['limitation-penalty', '2 years, 5 years', 'bar'],
    ['petition-conclude', '60 cd', 'our-duty'],
    ['duty-silence', '2 months', 'our-duty'],
    ['onsite-inspection-notice', '3 wd', 'our-duty'],
    ['inspection-report-comment', '10 wd', 'right'],
    ['hearing-ask', '5 wd', 'right'],
    ['hearing-notify', '7 wd', 'our-duty'],
    ['penalty-serve', '7 wd', 'our-duty'],
    ['service-by-announcement', '30 cd', 'right'],
    ['penalty-upward-filing', '10 wd', 'our-duty'],
    ['onsite-fine-handover', '2 wd, 2 wd', 'our-duty'],
    ['fine-pay', '15 cd', 'others-duty'],
    ['reconsider-ask', '60 cd', 'right'],
    ['reconsider-accept', '5 wd', 'others-duty'],
    ['reconsider-copy', '7 wd, 3 wd', 'others-duty'],
    ['reconsider-reply', '10 wd, 5 wd', 'our-duty'],
    ['reconsider-decide', '60 cd, 30 cd', 'others-duty'],
    ['sue-directly', '6 months', 'right'],
    ['sue-after-reconsider', '15 cd', 'right'],
    ['court-defence', '15 cd', 'our-duty'],
    ['correct-after-opinion', '60 cd', 'our-duty'],
    ['enforce-demand', '10 wd', 'others-duty'],
    ['enforce-apply', '3 months', 'our-duty'],
    ['enforce-court-accept', '5 wd, 7 wd, 30 cd', 'others-duty'],
    ['enforce-suspended-end', '3 years', 'term'],
    ['police-approve', '3 cd†', 'our-duty'],
    ['police-transmit', '24 h', 'our-duty'],
    ['police-forward', '24 h', 'others-duty'],
    ['police-file', '3 cd†', 'others-duty'],
    ['police-reconsider-ask', '3 cd†', 'right'],
    ['police-complainant-review', '7 cd, 30 cd, 7 cd, 30 cd', 'right'],
    ['police-explain', '7 cd†', 'others-duty'],
    ['police-file-ordered', '15 cd', 'others-duty'],
    ['nonprosecution-internal', '3 wd, 10 wd', 'others-duty'],
    ['nonprosecution-reply', '2 months', 'our-duty'],
    ['dutycrime-nonfiling', '5 cd†, 7 cd†, 5 cd†, 15 cd†', 'right'],
    ['discipline-disposition', '1 months', 'others-duty'],
    ['official-review', '1 months, 1 months, 1 months, 2 months', 'right'],
    ['credit-publish-window', '3 months, 1 years, 3 years', 'term'],
    ['credit-repair-accept', '3 wd', 'our-duty'],
    ['credit-repair-decide', '7 wd', 'our-duty'],
    ['credit-objection-push', '1 wd', 'others-duty'],
    ['sh-objection-provider', '5 wd', 'our-duty'],
    ['zj-objection-decide', '5 wd', 'others-duty'],
    ['penalty-publish', '7 wd', 'our-duty'],
    ['enforcement-publish', '20 wd', 'our-duty'],
    ['disclosure-withdraw', '3 wd', 'our-duty'],
    ['foi-reply', '20 wd', 'our-duty'],
    ['foi-third-party', '15 wd', 'right'],
    ['hb-unpublish', '5 years, 2 years', 'term'],
    ['reward-notify', '10 wd', 'our-duty'],
    ['reward-claim', '30 wd', 'right'],
    ['benefit-stop-notice', '20 wd', 'others-duty'],
    ['zj-incident-report', '5 wd', 'our-duty'],
    ['archive-keep', '30 years, 3 years', 'term'],
    ['archive-transfer', '10 years, 20 years', 'term'],
  ];
  it.each(SPOT)('%s is %s, %s', (id, lengths, kind) => {
    const d = inForce(id);
    expect(d.parts.map((p) => `${p.length} ${p.unit}`).join(', ')).toBe(lengths);
    expect(d.kind).toBe(kind);
  });

  it.each([
    'tip-urgent-report',
    'tip-result-feedback',
    'case-file',
    'police-taskforce',
    'returned-case-act',
    'discipline-refer',
    'list-prior-notice',
    'sh-revoked-notify',
    'national-incident-report',
    'overpaid-return',
  ] as const)('%s has no number and invents none', (id) => {
    expect(inForce(id).use).toBe('age');
    expect(inForce(id).parts.map((p) => [p.length, p.unit])).toEqual([[null, null]]);
  });

  it('names the dates of yearly duties', () => {
    expect(inForce('foi-annual').parts.map((p) => p.date)).toEqual(['01-31', '03-31']);
    expect(inForce('tip-annual-report').parts.map((p) => p.date)).toEqual(['01-31']);
    expect(inForce('zj-supervision-report').parts.map((p) => p.date)).toEqual(['06-30', '12-31']);
  });

  it('binds extensions as the rule does', () => {
    const bounds = (id: DeadlineId) => [inForce(id).extension?.max, inForce(id).extension?.times];
    expect(bounds('tip-investigate')).toEqual([30, 'unsaid']);
    expect(bounds('inspection-investigate')).toEqual([30, 'once']);
    expect(bounds('inspection-decide')).toEqual([null, 'unsaid']);
    expect(bounds('petition-conclude')).toEqual([30, 'unsaid']);
    expect(bounds('reconsider-decide')).toEqual([30, 'unsaid']);
    expect(bounds('foi-reply')).toEqual([20, 'unsaid']);
    expect(bounds('credit-repair-decide')).toEqual([10, 'unsaid']);
    expect(bounds('zj-objection-decide')).toEqual([15, 'unsaid']);
    for (const id of ['tip-review', 'penalty-decide', 'police-transmit', 'police-file', 'disclosure-withdraw'] as const)
      expect(inForce(id).extension, id).toBeNull();
  });

  it('freezes only what a rule freezes', () => {
    for (const id of ['tip-review', 'penalty-decide', 'police-approve', 'police-transmit', 'fine-pay'] as const)
      expect(inForce(id).suspends, id).toBeNull();
    expect(inForce('tip-investigate').suspends?.en).toContain('art. 28');
  });
});

describe('regions and editions', () => {
  it('applies national rows everywhere and regional ones only at home', () => {
    const rows = (region: string | null) => DEADLINES.filter((d) => appliesIn(d, region)).length;
    const national = DEADLINES.filter((d) => d.region === null).length;
    expect(rows(null)).toBe(national);
    expect(rows('nowhere')).toBe(national);
    expect(appliesIn(deadlineById('sh-objection-mark'), 'shanghai')).toBe(true);
    expect(appliesIn(deadlineById('sh-objection-mark'), 'zhejiang')).toBe(false);
    expect(appliesIn(deadlineById('reward-notify'), 'yunnan')).toBe(true);
    expect(appliesIn(deadlineById('reward-notify'), 'inner-mongolia')).toBe(true);
    expect(appliesIn(deadlineById('reward-notify'), null)).toBe(false);
    for (const d of DEADLINES) if (d.region !== null) expect(REGIONS, d.id).toContain(d.region);
    for (const d of DEADLINES.filter((x) => x.id.startsWith('sh-'))) expect(d.region, d.id).toBe('shanghai');
    for (const d of DEADLINES.filter((x) => x.id.startsWith('zj-'))) expect(d.region, d.id).toBe('zhejiang');
  });

  it('knows from when an edition is in force where the source says so, and says nothing elsewhere', () => {
    expect(inForce('tip-review').edition.inForce).toBe('2023-05-01');
    expect(inForce('onsite-inspection-notice').edition.inForce).toBe('2022-03-18');
    expect(inForce('credit-repair-decide').edition.inForce).toBe('2026-04-01');
    expect(inForce('reconsider-reply').edition.inForce).toBe('2024-01-01');
    expect(inForce('police-approve').edition.inForce).toBeNull();
  });
});

describe('house limits are the authority’s own', () => {
  const USED: Record<string, string[]> = {
    '3.1': [
      'house-register',
      'house-supplement',
      'house-receipt',
      'house-designation-ask',
      'house-designation',
      'house-withdrawal',
      'house-handover',
    ],
    '3.2': [
      'house-receipt',
      'house-designation-ask',
      'house-designation',
      'house-assign',
      'house-recusal',
      'house-assist',
      'house-suspend-check',
      'house-close',
      'house-redo',
    ],
    '3.3': [
      'house-redo',
      'house-propose',
      'house-defence',
      'house-hearing',
      'house-legal-review',
      'house-perform',
      'house-instalment',
      'house-remedy-watch',
      'house-demand',
      'house-higher-court',
      'house-court-watch',
    ],
    '3.4': ['house-draft', 'house-escalate', 'house-procurator', 'house-criminal', 'house-opinion'],
    '3.5': ['house-refer', 'house-discipline-receipt', 'house-discipline', 'house-discipline-answer'],
    '3.6': [
      'house-list',
      'house-statement',
      'house-objection',
      'house-repair-supplement',
      'house-platform',
      'house-mask-check',
      'house-revoke-push',
      'house-delete-watch',
    ],
    '3.7': ['house-privacy-review', 'house-correct', 'house-publish', 'house-publicity'],
    '3.8': ['house-reward', 'house-reward-claim', 'house-reward-reach', 'house-reward-pay', 'house-frozen'],
    '3.9': ['house-incident', 'house-incident-receipt', 'house-incident-update', 'house-closing'],
    '3.10': [
      'house-instalment',
      'house-remedy-watch',
      'house-demand',
      'house-higher-court',
      'house-court-watch',
      'house-order',
      'house-return',
      'house-setoff',
      'house-held',
    ],
    // No section of the law: what was entered from paper is checked in every proceeding.
    house: ['house-paper'],
  };

  it('has every house clock the state machine names, under the sections that use it, and no other', () => {
    for (const [section, used] of Object.entries(USED))
      expect(ids(HOUSE_LIMITS.filter((h) => h.sections.includes(section))), section).toEqual(used);
    expect(HOUSE_LIMITS).toHaveLength(58);
  });

  it('gives none of them a length of its own', () => {
    for (const h of HOUSE_LIMITS) expect([h.length, h.unit], h.id).toEqual([null, null]);
  });

  it('has an example length for each, which only the demo uses', () => {
    expect(Object.keys(DEMO_HOUSE_LIMITS).sort()).toEqual([...ids(HOUSE_LIMITS)].sort());
    for (const [id, limit] of Object.entries(DEMO_HOUSE_LIMITS)) expect(limit.length, id).toBeGreaterThan(0);
  });

  it('never calls a house limit by the name of a row of the law', () => {
    for (const h of HOUSE_LIMITS) expect(h.id.startsWith('house-'), h.id).toBe(true);
    for (const d of DEADLINES) expect(d.id.startsWith('house-'), d.id).toBe(false);
  });
});

describe('the closed lists of the forms', () => {
  it('have as many items as the clause has', () => {
    const size = (list: string) => GROUND_LISTS[list]!.length;
    expect(size('tip-refusal')).toBe(3);
    expect(size('tip-suspension')).toBe(6);
    expect(size('conclusion')).toBe(3);
    expect(size('listing')).toBe(8);
    expect(size('withdrawal')).toBe(4);
    expect(size('referral-file')).toBe(5);
  });

  it('feed the forms as id, Chinese and English', () => {
    expect(labelsOf(TIP_REFUSAL_GROUNDS).map((l) => l[0])).toEqual([
      'out-of-scope',
      'no-target-or-clue',
      'concluded-no-new-clue',
    ]);
  });

  it('point the decoys of the tip form to another regime than the fund', () => {
    const regime = Object.fromEntries(CONDUCT.map((c) => [c.id, c.regime]));
    expect(regime['medical-fraud']).toBe('medical');
    expect(regime['contributions-unpaid']).toBe('not-a-tip');
    expect(regime['subsidy-fraud']).toBe('employment-subsidy');
    expect(regime['sham-training']).toBe('fund-tip');
    for (const c of CONDUCT) expect(ids(REGIMES), c.id).toContain(c.regime);
  });
});

describe('one word for one thing', () => {
  it('keeps docs/glossary.md in step with the glossary', async () => {
    await expect(glossaryPage()).toMatchFileSnapshot('../../docs/glossary.md');
  });

  it('has a label for every kind, unit, stage, region and confidence that a screen can meet', () => {
    for (const d of DEADLINES)
      for (const key of [`stage.${d.stage}`, `kind.${d.kind}`, `obligor.${d.obligor}`, `use.${d.use}`])
        expect(GLOSSARY[key], key).toBeDefined();
    for (const unit of UNITS) expect(GLOSSARY[`unit.${unit}`], unit).toBeDefined();
    for (const region of REGIONS) expect(GLOSSARY[`region.${region}`], region).toBeDefined();
  });

  it('takes the words of states, flags and acts from the tables: all of them, and of no other', () => {
    const keys = Object.keys(wordsOf(tableChapters()));
    const said = Object.values(TABLES).flatMap(({ kind, states, flags, rows }) => [
      ...Object.keys(states).map((state) => `state.${kind}.${state}`),
      ...Object.keys(flags).map((flag) => `flag.${kind}.${flag}`),
      ...rows.flatMap(({ act }) => (act === undefined ? [] : [`act.${kind}.${act}`])),
    ]);
    expect(keys.filter((key) => /^(state|flag|act)\./.test(key)).sort()).toEqual([...new Set(said)].sort());
  });

  it('says nothing of its own where a table has the word', () => {
    const own = Object.keys(GLOSSARY);
    expect(own.filter((key) => /^(proceeding|state|flag|act|channel|conduct|outcomes)\./.test(key))).toEqual([]);
  });

  it('has a word for every body outside that acts, or is written to', () => {
    const written = Object.values(TABLES).flatMap(({ rows }) =>
      rows.flatMap((r) => (r.effects ?? []).map((e) => e.to)),
    );
    const acting = Object.values(TABLES).flatMap(({ rows }) =>
      rows.flatMap(({ by, proposedBy }) =>
        [by, proposedBy].flatMap((who) => (typeof who === 'object' && 'outside' in who ? [who.outside] : [])),
      ),
    );
    const told = NOTICES.map((n) => n.to);
    for (const body of new Set([...written, ...acting, ...told]))
      expect(GLOSSARY, body).toHaveProperty([`outside.${body}`]);
  });
});
