/**
 * A period changes in the law: each clock runs under the edition in force on the day of the act that starts it and keeps it, unless
 * a transitional rule says otherwise; and the change is made in one place.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { confirmationAt } from '../../domain/authority/settled.ts';
import type { CaseState } from '../../domain/case/types.ts';
import { advance, dueOf } from '../../domain/kernel/index.ts';
import { row, unnumbered, within } from '../../domain/law/deadlines/row.ts';
import {
  catalogueOf,
  cite,
  DEADLINES,
  deadlineById,
  editionFrom,
  editionOf,
  editionOn,
  editionsOf,
} from '../../domain/law/index.ts';
import { instrumentByShort } from '../../domain/law/instruments.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { amendedRow, catalogueWith } from '../support/amended.ts';
import { type Life, life, paperOf } from '../support/life.ts';
import { confirmedRows } from '../support/people.ts';
import { filed, investigating, received, WITH } from '../support/roads.ts';

const all = DEADLINES.flatMap((d) => editionsOf(d.id));

describe('the editions of a row', () => {
  it('follow one another without a gap: each is in force until the day of the next, the newest without end', () => {
    for (const d of DEADLINES) {
      const editions = editionsOf(d.id);
      expect(editions.at(-1), d.id).toBe(d);
      editions.forEach((e, i) => {
        expect([e.id, e.edition.until], d.id).toEqual([d.id, editions[i + 1]?.edition.inForce ?? null]);
        if (i > 0) expect(e.edition.inForce! > (editions[i - 1]!.edition.inForce ?? ''), d.id).toBe(true);
        if (e.edition.inForce) expect(e.edition.inForce, d.id).toMatch(/^\d{4}-\d\d-\d\d$/);
      });
    }
    expect(new Set(DEADLINES.map((d) => d.id)).size).toBe(140);
  });

  it('are each marked as they were read: once for all, or by the weakest of several marks; from the day of the first law named', () => {
    const says = {
      id: 'example',
      stage: 's',
      title: { zh: '例', en: 'Example' },
      who: { zh: '甲', en: 'A' },
      obligor: 'authority',
      kind: 'our-duty',
      parts: [within(3, 'wd', { zh: '起', en: 'start' })],
      law: 'M49 21 ¶1; SIL 82 ¶2',
    } as const;
    const marked = (more: object) => {
      const { confidence, marks } = row({ ...says, ...more });
      return { confidence, marks };
    };
    expect(marked({})).toEqual({ confidence: 'text' });
    for (const confidence of ['text', 'secondary', 'memory']) expect(marked({ confidence })).toEqual({ confidence });
    expect(marked({ confidence: ['text'] })).toEqual({ confidence: 'text' });
    for (const marks of [
      ['text', 'memory'],
      ['secondary', 'memory', 'text'],
    ])
      expect(marked({ confidence: marks })).toEqual({ confidence: 'memory', marks });
    expect(marked({ confidence: ['text', 'secondary'] }).confidence).toBe('secondary');
    const { inForce } = instrumentByShort('M49')!;
    expect([row(says).edition, row({ ...says, from: '2026-01-01' }).edition]).toEqual([
      { inForce, until: null },
      { inForce: '2026-01-01', until: null },
    ]);
    expect(row({ ...says, law: 'SIL 82 ¶2; M49 21 ¶1' }).edition.inForce).toBe(instrumentByShort('SIL')!.inForce);
    expect([row(says).roll, row({ ...says, kind: 'term' }).roll, row({ ...says, kind: 'bar' }).roll]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('of which nobody knows from when they are, are in force before all whose day is known', () => {
    const [first, newest] = ['2023-05-01', null].map((inForce) => ({
      ...deadlineById('tip-review'),
      edition: { inForce, until: null },
    }));
    const { editionOn: on } = catalogueOf([{ ...newest!, earlier: [first!] }]);
    for (const day of ['1990-01-01', '2023-05-01', '2026-10-12'])
      expect(on('tip-review', day)?.edition.inForce).toBeNull();
    const { editionOn: later } = catalogueOf([{ ...first!, earlier: [newest!] }]);
    expect(['2023-04-30', '2023-05-01'].map((day) => later('tip-review', day)?.edition.inForce)).toEqual([
      null,
      '2023-05-01',
    ]);
  });

  it('are found by day: the last day of the old one, the first of the new one, and the oldest known before all', () => {
    const source = (day: string) => editionOn('credit-repair-decide', day)?.source.en;
    expect(source('2026-03-31')).toBe('CR23');
    expect(source('2026-04-01')).toBe('CR26 art. 16 ¶3');
    expect(source('2010-01-01')).toBe('CR23');
    expect(editionOn('police-approve', '2010-01-01')).toBe(deadlineById('police-approve'));
    expect(editionOn('no-such-row', '2026-04-01')).toBeUndefined();
    expect(editionFrom('credit-repair-decide', 'no date')).toBe(deadlineById('credit-repair-decide'));
  });

  it('of a clock are found by its own key; one that the catalogue no longer has is read by the day it started', () => {
    const clock = (edition: string | null, started: string) =>
      editionOf({ deadline: 'credit-repair-decide', edition, started: `${started}T10:00:00+08:00` })?.edition.inForce;
    expect(clock('2023-05-01', '2026-08-03')).toBe('2023-05-01');
    expect(clock('2019-01-01', '2026-08-03')).toBe('2026-04-01');
    expect(clock('2019-01-01', '2026-03-30')).toBe('2023-05-01');
    expect(clock(null, '2026-08-03')).toBe('2026-04-01');
    expect(
      editionOf({ deadline: 'house-register', edition: null, started: '2026-08-03T10:00:00+08:00' }),
    ).toBeUndefined();
  });

  const base = {
    stage: 'intake',
    title: { zh: '示例', en: 'Example' },
    who: { zh: '本机关', en: 'We' },
    obligor: 'authority',
    kind: 'our-duty',
    parts: [within(7, 'wd', { zh: '收到', en: 'Receipt' })],
    law: 'M49 21 ¶1',
  } as const;

  it('are written by what differs: the day, the instrument and the transition are never taken over, a null is a blank', () => {
    const extension = { max: 5, times: 'once', approver: null } as const;
    const now = row({
      ...base,
      id: 'example',
      from: '2027-03-01',
      extension,
      transition: { reaches: 'running', length: 'whole', law: 'M49 41' },
      earlier: [
        { parts: [within(5, 'wd', { zh: '收到', en: 'Receipt' })] },
        { law: 'M45', confidence: 'memory', from: '2020-01-01', parts: [unnumbered(base.title)], extension: null },
      ],
    });
    const [first, second] = now.earlier!;
    expect(first).toMatchObject({
      edition: { inForce: '2020-01-01', until: '2023-05-01' },
      confidence: 'memory',
      extension: null,
      use: 'age',
    });
    expect(second).toMatchObject({ edition: { inForce: '2023-05-01', until: '2027-03-01' }, extension, use: 'clock' });
    expect(second?.parts[0]?.length).toBe(5);
    expect([first?.transition, second?.transition, now.transition?.length]).toEqual([undefined, undefined, 'whole']);
    expect(now.edition).toEqual({ inForce: '2027-03-01', until: null });
  });

  it('are refused where two begin on one day, where the newest has no day of its own, or where nobody says how one was read', () => {
    expect(() => row({ ...base, id: 'x', earlier: [{ from: '2023-05-01' }] })).toThrow(RangeError);
    expect(() => row({ ...base, id: 'x', from: '2020-01-01', earlier: [{}] })).toThrow(RangeError);
    expect(() => row({ ...base, id: 'x', from: '2027-03-01', earlier: [{ law: 'M45' }] })).toThrow(/how it was read/);
  });
});

/** A listing that stands since November 2025; whoever is listed may ask for repair. */
function standing(day: string): Life {
  const l = life({ receivedAt: '2026-03-02T09:00:00+08:00' }).found('listing', 'Listed', {
    facts: { condition: 'cheating', natural: false, listedOn: '2025-11-03', seriousness: 'ordinary' },
  });
  const linked = { natural: false, linked: true, units: [], heads: [], persons: [] };
  return l.given({ officers: ['officer1', 'officer2'], accused: linked }).on(day);
}

const ASKED = { debtRepaid: true, corrected: true, promise: true };
const asks = (l: Life, day: string, late = false) =>
  l.do('credit', 'repair-asked', { ...ASKED, ...paperOf(day) }, late ? { occurredAt: day } : {});

describe('信用修复管理办法 in force from 1 April 2026, in place of the trial measures of 2023', () => {
  const PERIODS = [
    'credit-publish-window',
    'credit-repair-accept',
    'credit-repair-decide',
    'credit-repair-answer',
    'credit-objection-push',
    'credit-objection-decide',
    'credit-mask-restructuring',
  ];

  it('every period that rests on it has the earlier edition beside it, blank and unverified but for what was read', () => {
    expect(all.filter((d) => d.instruments[0] === 'CR26').map((d) => d.id)).toEqual(PERIODS);
    const old = all.filter((d) => d.instruments.includes('CR23'));
    expect(old.map((d) => d.id)).toEqual(PERIODS);
    for (const d of old) {
      expect(d.edition, d.id).toEqual({ inForce: '2023-05-01', until: '2026-04-01' });
      const read = d.id === 'credit-publish-window';
      expect([d.confidence, d.parts.some((p) => p.length !== null)], d.id).toEqual(
        read ? ['secondary', true] : ['memory', false],
      );
    }
  });

  it('a repair asked on 30 March runs under the old edition, one of 2 April under the new', () => {
    const old = standing('2026-03-30');
    asks(old, '2026-03-30');
    expect(old.clock('credit-repair-answer')).toMatchObject({
      edition: '2023-05-01',
      confidence: 'memory',
      count: null,
    });
    const now = standing('2026-04-02');
    asks(now, '2026-04-02');
    expect(now.clock('credit-repair-answer')).toMatchObject({ edition: '2026-04-01', confidence: 'text' });
    expect(now.due('credit-repair-answer')).toBe('2026-04-17');
  });

  it('a clock begun before it keeps its edition after it: no date appears, nothing ends and nothing is recorded', () => {
    const l = standing('2026-03-30');
    asks(l, '2026-03-30');
    const [clock, events] = [l.clock('credit-repair-answer'), l.events.length];
    l.on('2026-06-01');
    expect(l.clock('credit-repair-answer')).toBe(clock);
    expect(l.events.slice(events).filter((e) => e.type === 'moved')).toEqual([]);
    // What begins now, in the same proceeding, begins under the new one.
    l.do('credit', 'repair-pushed', paperOf('2026-06-01'));
    expect(l.clock('credit-repair-accept').edition).toBe('2026-04-01');
    expect(l.due('credit-repair-accept')).toBe('2026-06-04');
    l.check();
  });

  it('the day of the act decides, not the day it is entered', () => {
    const l = standing('2026-04-09');
    asks(l, '2026-03-31', true);
    expect(l.clock('credit-repair-answer').edition).toBe('2023-05-01');
    const m = standing('2026-04-09');
    asks(m, '2026-04-01', true);
    expect(m.clock('credit-repair-answer').edition).toBe('2026-04-01');
    expect(m.due('credit-repair-answer')).toBe('2026-04-16');
  });

  it('publicity of a penalty: three years under the old one, a listing had no clock there', () => {
    const shown = (day: string) => {
      const l = life({ receivedAt: `${day}T09:00:00+08:00` }).found('listing', 'AwaitingStatement', {
        facts: { condition: 'cheating', natural: false },
      });
      return l;
    };
    expect(editionOn('credit-publish-window', '2026-03-30')?.parts.map((p) => `${p.length} ${p.unit}`)).toEqual([
      '3 years',
      '3 years',
      '3 years',
    ]);
    for (const [day, clocks] of [
      ['2026-03-30', 0],
      ['2026-04-02', 1],
    ] as const) {
      const l = shown(day).given({
        officers: ['officer1', 'officer2'],
        accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
      });
      l.do('credit', 'statement', { statement: 'words', ...paperOf(day) });
      l.pair('credit', 'principal', 'list', {
        number: '列〔2026〕1号',
        seriousness: 'ordinary',
        repeated: false,
        subjectRole: 'organiser',
        intent: true,
        contains: ['reasons', 'term', 'remedy', 'way-out'],
        reChecked: true,
        twoLetters: true,
        responsible: ['officer1', 'officer2'],
      });
      expect(l.clocks('credit-publish-window'), day).toHaveLength(clocks);
    }
  });
});

/** The same case as an edition that the catalogue no longer has would have begun it. */
function underAnUnknownEdition(c: CaseState, id: string, length: number): CaseState {
  const clock = c.clocks[id]!;
  return {
    ...c,
    clocks: { ...c.clocks, [id]: { ...clock, edition: '2015-01-01', count: { ...clock.count!, length } } },
  };
}

describe('a running clock', () => {
  it('carries its own period and the day on which its edition came into force', () => {
    const { clocks } = received().state;
    const edition = editionOn('tip-review', '2026-09-30')!;
    expect(clocks['tip-review-1']).toMatchObject({
      edition: edition.edition.inForce,
      count: { unit: edition.parts[0]!.unit, length: edition.parts[0]!.length },
    });
  });

  it('keeps them, even of an edition that is known no more: its date, its expiry, and what an extension adds to', () => {
    const l = received();
    const old = underAnUnknownEdition(l.state, 'tip-review-1', 7);
    expect(dueOf(l.state.clocks['tip-review-1']!, CALENDARS)?.due).toBe('2026-10-13');
    expect(dueOf(old.clocks['tip-review-1']!, CALENDARS)?.due).toBe('2026-10-15');
    const at = (c: CaseState, now: string) => advance(c, now, l.facts()).state.clocks['tip-review-1']!.outcome;
    expect(at(old, '2026-10-15T23:59:59+08:00')).toBeNull();
    expect(at(old, '2026-10-16T00:00:00+08:00')).toEqual({ what: 'breach', at: '2026-10-16T00:00:00+08:00' });
    const m = filed();
    m.state = underAnUnknownEdition(m.state, 'tip-investigate-1', 50);
    m.pair('officer1', 'depthead', 'extend', { days: 5, complex: true, extendReasons: 'words', ...WITH });
    const clock = m.clock('tip-investigate');
    expect([clock.edition, clock.count?.length, clock.count?.extensions?.[0]?.length]).toEqual(['2015-01-01', 50, 5]);
    expect(dueOf(clock, CALENDARS)?.due).toBe('2026-12-22');
  });

  it('is extended within the bound of its own edition and by its clause', () => {
    const tighter = amendedRow('tip-investigate', '2026-11-01', {
      extension: { max: 10, times: 'once', approver: null },
      source: cite('M49 41'),
    });
    const ask = (began: string) => {
      const l = investigating({ law: catalogueWith(tighter) });
      // The case began in October; what is asked for is the bound of the edition that its clock has.
      l.state = {
        ...l.state,
        clocks: Object.fromEntries(
          Object.entries(l.state.clocks).map(([id, k]) => [
            id,
            k.deadline === 'tip-investigate' ? { ...k, edition: began } : k,
          ]),
        ),
      };
      l.on('2026-11-04');
      const form = { days: 20, complex: true, extendReasons: 'words', ...WITH };
      const verdict = l.ask('officer1', 'extend:propose', form);
      return verdict.ok ? 'allowed' : [verdict.refusal.code, verdict.refusal.basis.clause];
    };
    expect(ask('2023-05-01')).toBe('allowed');
    expect(ask('2026-11-01')).toEqual(['extension-beyond-bound', 'M49 art. 41']);
  });

  it('is confirmed by its edition: what the lawyer read of the new one says nothing of the old', () => {
    const [old, now] = [standing('2026-03-30'), standing('2026-04-02')];
    asks(old, '2026-03-30');
    asks(now, '2026-04-02');
    const rows = confirmedRows('credit-repair-answer').map((c) => ({ ...c, edition: '2026-04-01' }));
    const confirmed = (l: Life) =>
      confirmationAt({ confirmed: rows }, 'credit-repair-answer', l.clock('credit-repair-answer').edition, l.now);
    expect([confirmed(old), confirmed(now)]).toEqual([null, rows[0]]);
  });
});

describe('changing one statutory period from a day to come', () => {
  // tip-review from five to seven working days from 9 October 2026: the row with its earlier edition, nothing else.
  const changed = catalogueWith(
    amendedRow('tip-review', '2026-10-09', {
      parts: [within(7, 'wd', { zh: '收到', en: 'Receipt' })],
      source: cite('M49 41'),
    }),
  );

  it('counts what begins from that day by the new number, in every table that starts it, and nothing before', () => {
    const before = received({ law: changed });
    expect([before.clock('tip-review').edition, before.due('tip-review')]).toEqual(['2023-05-01', '2026-10-13']);
    const last = received({ law: changed, receivedAt: '2026-10-08T23:59:59+08:00' });
    expect([last.clock('tip-review').edition, last.due('tip-review')]).toEqual(['2023-05-01', '2026-10-14']);
    const first = received({ law: changed, receivedAt: '2026-10-09T00:00:00+08:00' });
    expect([first.clock('tip-review').edition, first.due('tip-review')]).toEqual(['2026-10-09', '2026-10-19']);
  });

  it('leaves running clocks as they are: the old date stands on the day itself and the breach comes with it', () => {
    const l = received({ law: changed });
    l.to('2026-10-14');
    expect(l.events.some((e) => e.type === 'moved')).toBe(false);
    expect(l.clock('tip-review').outcome?.at).toBe('2026-10-14T00:00:00+08:00');
    l.check();
  });

  it('moves the guards with it: limitation and the notice of a hearing are read from their rows', () => {
    const ended = { standardMet: true, actEndedOn: '2023-10-01', ...WITH };
    const refusal = (l: Life) => {
      const verdict = l.on('2026-10-12').ask('officer1', 'file-case:propose', ended);
      return verdict.ok ? null : verdict.refusal.code;
    };
    expect(refusal(investigating())).toBe('out-of-time');
    const years = (n: number, part: number) =>
      within(n, 'years', deadlineById('limitation-penalty').parts[part]!.start, {});
    const longer = amendedRow('limitation-penalty', '2026-10-01', { parts: [years(4, 0), years(5, 1)] });
    const later = amendedRow('limitation-penalty', '2026-11-01', { parts: [years(4, 0), years(5, 1)] });
    expect(refusal(investigating({ law: catalogueWith(longer) }))).toBeNull();
    expect(refusal(investigating({ law: catalogueWith(later) }))).toBe('out-of-time');
  });
});

describe('one row is changed in one place', () => {
  const domain = new URL('../../domain/', import.meta.url);
  const texts = ['case', 'kernel', 'proceedings'].flatMap((room) =>
    readdirSync(new URL(room, domain), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`${room}/${file}`, readFileSync(new URL(`${room}/${file}`, domain), 'utf8')] as const),
  );

  it('is looked for where tables, guards and what runs them are', () => {
    expect(texts.map(([file]) => file)).toEqual(
      expect.arrayContaining(['kernel/moved.ts', 'proceedings/tables.ts', 'proceedings/parts/rows.ts']),
    );
  });

  it('no table and no guard counts a period of its own: every length comes from the catalogue', () => {
    const found = texts.flatMap(([file, text]) =>
      [...text.matchAll(/compute\(\s*\{[^}]*\}/g)]
        .filter(([call]) => /\b(length|unit):\s*['"\d]/.test(call))
        .map(([call]) => `${file}: ${call}`),
    );
    expect(found).toEqual([]);
  });

  it('no label, refusal or task of a table says how many days the law gives', () => {
    const NUMBER =
      /[一二三四五六七八九十百\d]+个(?:工作日|月)|\b(?:two|three|five|seven|ten|\d+) (?:full )?(?:working days|months)\b/i;
    const said = texts.flatMap(([file, text]) =>
      text
        .split('\n')
        // A basis is a citation with its remark; comments explain the code.
        .filter((line) => NUMBER.test(line) && !/^\s*(?:\/\/|\*|\/\*\*|basis:)/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(said).toEqual([]);
  });

  it('what decides asks for the edition of a day or of a clock, never for the newest', () => {
    const newest = texts.filter(([file, text]) => /\bdeadlineById\b/.test(text) && file !== 'kernel/moved.ts');
    expect(newest.map(([file]) => file)).toEqual([]);
  });
});
