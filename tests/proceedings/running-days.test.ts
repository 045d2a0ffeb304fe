import { describe, expect, test } from 'vitest';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { type Life, life, paperOf } from '../support/life.ts';
import { archived, investigating, underReview, WITH } from '../support/roads.ts';

const ASK = { asker: 'party', against: 'officer', recusalReason: 'a cousin' };
const ask = (l: Life, day: string) =>
  l.on(day).do('clerk', 'record-recusal-request', { ...ASK, ...paperOf(day) }, { proceeding: 'investigation' });
const decide = (l: Life, request: number) =>
  l.do(
    'depthead',
    'decide-recusal',
    { request, granted: false, recusalReasons: 'no' },
    { proceeding: 'investigation' },
  );

describe('days that run are not lengthened by asking again', () => {
  test('each request for recusal has its own three working days', () => {
    const l = investigating({}, { regime: 'labour-inspection' });
    ask(l, '2026-10-12');
    ask(l, '2026-10-14');
    expect([l.clocks('recusal-decide').length, l.due('recusal-decide')]).toEqual([1, '2026-10-15']);
    l.on('2026-10-15');
    decide(l, 1);
    expect(l.clocks('recusal-decide').map((k) => k.stopped?.why ?? 'runs')).toEqual(['met', 'runs']);
    // The second one counts from its own day, not from the decision of the first.
    expect(l.due('recusal-decide')).toBe('2026-10-19');
    l.on('2026-10-19');
    decide(l, 2);
    expect([l.stopped('recusal-decide'), l.p('investigation').flags]).toEqual(['met', []]);
    expect(l.clocks('recusal-decide').every((k) => k.outcome === null)).toBe(true);
    l.check();
  });

  test('the first one missed is a breach, however many follow', () => {
    const l = investigating({}, { regime: 'labour-inspection' });
    ask(l, '2026-10-12');
    ask(l, '2026-10-14');
    l.to('2026-10-16');
    expect(l.clock('recusal-decide').outcome).toEqual({ what: 'breach', at: '2026-10-16T00:00:00+08:00' });
    decide(l, 1);
    decide(l, 2);
    expect(l.clocks('recusal-decide').map((k) => k.stopped?.why)).toEqual(['met-late', 'met']);
  });

  test('a second clue does not lengthen the review of the first', () => {
    const l = archived().on('2026-11-02');
    l.do('clerk', 'note-clue', { clueReceivedOn: '2026-10-30', clue: 'a name' });
    expect(l.due('tip-review')).toBe('2026-11-06');
    l.on('2026-11-05').do('clerk', 'note-clue', { clueReceivedOn: '2026-11-05', clue: 'another' });
    expect([l.due('tip-review'), l.clocks('tip-review').filter((k) => !k.stopped).length]).toEqual(['2026-11-06', 1]);
    l.to('2026-11-07');
    expect(l.in('investigation')).toBe('Accepted');
  });

  test('a second suspension does not lengthen the three days in which the complainant is told of the first', () => {
    const l = investigating(
      { case: { region: 'zhejiang' }, authority: { region: 'zhejiang' } },
      { regime: 'labour-inspection' },
    ).on('2026-10-12');
    l.pair('officer1', 'unithead', 'file-case', { standardMet: true, ...WITH });
    l.pair('officer1', 'depthead', 'extend-inspection', { complex: true, extendReasons: 'many units', ...WITH });
    expect(l.due('inspection-extend-notice')).toBe('2026-10-15');
    l.on('2026-10-14');
    const absconded = { suspendGround: 'zj-absconded', awaits: 'none', suspendReasons: 'gone', ...WITH };
    l.pair('officer1', 'depthead', 'suspend', absconded);
    expect([l.due('inspection-extend-notice'), l.clocks('inspection-extend-notice').length]).toEqual(['2026-10-15', 1]);
  });

  test('who asks for the result twice waits since the first time', () => {
    const l = underReview();
    l.tip('ask-result');
    const since = l.clock('tip-result-feedback').started;
    l.on('2026-10-12').tip('ask-result');
    expect([l.clocks('tip-result-feedback').length, l.clock('tip-result-feedback').started]).toEqual([1, since]);
  });
});

describe('what holds for every open state of every section', () => {
  test.each(Object.values(TABLES).map((t) => [t.kind, t] as const))('recusal and urgency in %s', (kind, t) => {
    for (const state of Object.keys(t.states).filter((s) => !t.ends.includes(s))) {
      const l = life({ receivedAt: '2026-10-12T09:00:00+08:00' }).found(kind, state);
      l.given({
        officers: ['officer1', 'officer2'],
        accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
      });
      const at = { proceeding: `${kind}-1` };
      l.do('unithead', 'mark-urgent', { urgency: 'grave' }, at);
      expect(l.refused('depthead', 'lift-urgent', {}, at).basis.clause, state).toBe('M49 art. 19');
      l.do('unithead', 'report-urgent', { measures: 'the account is watched' }, at);
      l.do('depthead', 'lift-urgent', {}, at);
      l.do('clerk', 'record-recusal-request', { ...ASK, ...paperOf('2026-10-12') }, at);
      expect([l.in(kind), l.p(kind).flags], state).toEqual([state, ['recusal-pending']]);
    }
  });
});
