import { describe, expect, test } from 'vitest';
import type { Change, Clock } from '../../domain/case/types.ts';
import { evolve } from '../../domain/kernel/index.ts';
import { owing, toldRole } from '../../domain/kernel/owing.ts';
import { within } from '../../domain/law/deadlines/row.ts';
import { cite, deadlineById } from '../../domain/law/index.ts';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import { amendedRow, catalogueWith } from '../support/amended.ts';
import type { Life } from '../support/life.ts';
import { accepted, concluded, investigating, underReview } from '../support/roads.ts';
import { plant } from '../support/walk.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 'scan-1', second: 'clerk2' } };

describe('of what ends at one midnight', () => {
  const two = (first: string, second: string): Life => {
    const l = underReview();
    plant(l, 'intake-1', first, 2);
    plant(l, 'intake-1', second, 2);
    return l;
  };
  const ends = (l: Life) =>
    l
      .to('2026-10-30')
      .filter((e) => e.type === 'expiry' && e.name.startsWith('credit-'))
      .map((e) => [e.name, e.occurredAt]);

  test('that comes first which began first, whatever it is called', () => {
    const midnight = '2026-10-11T00:00:00+08:00';
    expect(ends(two('credit-repair-decide', 'credit-objection-decide'))).toEqual([
      ['credit-repair-decide', midnight],
      ['credit-objection-decide', midnight],
    ]);
    expect(ends(two('credit-objection-decide', 'credit-repair-decide'))).toEqual([
      ['credit-objection-decide', midnight],
      ['credit-repair-decide', midnight],
    ]);
  });

  test('the review of a tip is over before an act at that very instant: it can be refused or transferred no more', () => {
    for (const act of ['refuse', 'transfer']) {
      const l = underReview();
      const form =
        act === 'refuse'
          ? { refusalGround: 'no-target-or-clue', refusalReasons: 'words' }
          : { transferTo: 'superior', transferNumber: '转〔2026〕1号', transferReasons: 'words' };
      l.to('2026-10-13T23:59:59.999+08:00');
      expect(l.ask('clerk', `${act}:propose`, form).ok).toBe(true);
      l.to('2026-10-14T00:00:00+08:00');
      expect(l.in('intake')).toBe('Accepted');
      expect(l.refused('clerk', `${act}:propose`, form).code).toBe('not-in-this-state');
      expect(l.refused('clerk', `${act}:propose`, { ...form, ...PAPER }, { occurredAt: l.now }).code).toBe(
        'not-in-this-state',
      );
    }
  });
});

describe('a breach once recorded', () => {
  const over = (): Life => {
    const l = underReview();
    plant(l, 'intake-1', 'credit-repair-decide', 2);
    l.to('2026-10-12');
    return l;
  };
  const clockOf = (l: Life): Clock => l.clock('credit-repair-decide');
  const then = (l: Life, at: string, ...changes: Change[]): Clock => {
    l.state = evolve(l.state, { proceeding: 'intake-1', occurredAt: at, changes });
    return clockOf(l);
  };
  const BREACH = { what: 'breach', at: '2026-10-11T00:00:00+08:00' };

  test('keeps its word and its day through warnings, pauses, extensions, hand-over and its stop', () => {
    const l = over();
    expect(clockOf(l).outcome).toEqual(BREACH);
    const clock = clockOf(l).id;
    const late = '2026-10-12T10:00:00+08:00';
    expect(then(l, late, { op: 'fired', clock, rung: 'alarm' }).outcome).toEqual(BREACH);
    expect(then(l, late, { op: 'pause', clock, from: '2026-10-12' }).outcome).toEqual(BREACH);
    expect(then(l, late, { op: 'resume', clock, to: '2026-10-12' }).outcome).toEqual(BREACH);
    expect(then(l, late, { op: 'extend', clock, length: 1, granted: '2026-10-12' }).outcome).toEqual(BREACH);
    expect(then(l, late, { op: 'handover', clock, proceeding: 'intake-1' }).outcome).toEqual(BREACH);
    expect(then(l, late, { op: 'stop', clock, why: 'met-late' }).outcome).toEqual(BREACH);
  });

  test('keeps its word when a paper gives the clock another end: it becomes no warning, and its day is that of the end that stands', () => {
    const l = over();
    const clock = clockOf(l).id;
    then(l, '2026-10-10T10:00:00+08:00', { op: 'extend', clock, length: 3, granted: '2026-10-10' });
    expect(clockOf(l)).toMatchObject({ outcome: BREACH, fired: [] });
    const at = '2026-10-14T00:00:00+08:00';
    expect(then(l, at, { op: 'fired', clock, rung: 'expiry', outcome: 'warn' }).outcome).toEqual({
      what: 'breach',
      at,
    });
  });
});

describe('the moment that an act names', () => {
  const MINUTES = 5 * 60_000;
  const shifted = (l: Life, ms: number) => ({ occurredAt: instantOf(millisOf(l.now) + ms) });
  const ask = { missing: 'clue', contacted: true, question: 'which?' };

  test('is now up to five minutes off, for clocks that differ; not a millisecond more', () => {
    for (const off of [-MINUTES, -1, 0, 1, MINUTES]) {
      const l = underReview().on('2026-10-09');
      const events = l.do('clerk', 'ask-supplement', ask, shifted(l, off));
      expect(events[0]?.occurredAt, `${off}`).toBe(l.now);
    }
    const l = underReview().on('2026-10-09');
    expect(l.refused('clerk', 'ask-supplement', ask, shifted(l, MINUTES + 1)).code).toBe('occurred-in-future');
    expect(l.refused('clerk', 'ask-supplement', ask, shifted(l, -MINUTES - 1)).code).toBe('own-act-backdated');
    // What comes from paper keeps the moment it names.
    const [event] = l.do('clerk', 'ask-supplement', { ...ask, ...PAPER }, shifted(l, -MINUTES - 1));
    expect(event?.occurredAt).toBe(shifted(l, -MINUTES - 1).occurredAt);
  });
});

describe('who is told', () => {
  test('that it is concluded: a real-name tipster who asked for it, by letter and by mail, and nobody anonymous with an e-mail', () => {
    const told = (b: { named: boolean; wantsNotice: boolean }) => {
      const l = concluded(b);
      const event = l.events.find((e) => e.name === 'conclude' && e.type === 'act');
      return l.effects([event!]).map((e) => [e.kind, e.data.letter ?? null]);
    };
    expect(told({ named: true, wantsNotice: true })).toEqual([
      ['letter', 'concluded'],
      ['notice', null],
    ]);
    expect(told({ named: false, wantsNotice: true })).toEqual([]);
    expect(told({ named: true, wantsNotice: false })).toEqual([]);
  });

  test('before officers are named the head who names them, then the officers', () => {
    const before = accepted();
    const p = before.p('investigation');
    expect(before.state.officers).toEqual([]);
    expect([toldRole(before.state, p), owing(before.state, p, null)]).toEqual(['unit-head', ['unit-head']]);
    const after = investigating();
    expect([toldRole(after.state, p), owing(after.state, p, null)]).toEqual(['officer', ['officer']]);
    // Of intake it is the clerk, who needs no naming.
    expect(toldRole(before.state, before.p('intake'))).toBe('clerk');
  });

  test('that a period is nearly over, before officers are named: the head, for nobody else would see it', () => {
    const near = (l: Life) => {
      const events = l.to('2027-01-20').filter((e) => e.name === 'tip-investigate:last-day');
      return l.tasks(events).map((t) => t.to);
    };
    expect([near(accepted()), near(investigating())]).toEqual([['unit-head'], ['officer']]);
  });
});

describe('silence undone after the law has changed', () => {
  test('has the clock back under the edition, with the confidence and the days of the time of the act', () => {
    const part = deadlineById('tip-review').parts[0]!;
    const row = amendedRow('tip-review', '2026-10-12', {
      parts: [within(7, part.unit!, part.start)],
      source: cite('M49 41'),
      confidence: 'memory',
      transition: { reaches: 'running', length: 'whole', law: 'M49 41' },
    });
    const l = underReview({ law: catalogueWith(row) });
    const before = l.clock('tip-review');
    l.on('2026-10-20');
    expect(l.clock('tip-review')).toMatchObject({ edition: '2026-10-12', confidence: 'memory', count: { length: 7 } });
    expect(l.in('intake')).toBe('Accepted');
    const at = { occurredAt: '2026-10-10', proceeding: 'intake' };
    const refuse = { refusalGround: 'no-target-or-clue', refusalReasons: 'nobody can be found', ...PAPER };
    l.do('clerk', 'refuse:propose', refuse, at);
    const events = l.do('unithead', 'refuse', PAPER, at);
    expect(l.in('intake')).toBe('NotAccepted');
    const back = events
      .filter((e) => e.type === 'superseded')
      .flatMap((e) =>
        e.changes.flatMap((c) => (c.op === 'clock' && c.clock.deadline === 'tip-review' ? [c.clock] : [])),
      );
    const { edition, confidence, count } = before;
    expect(back).toMatchObject([{ edition, confidence, count, stopped: null }]);
    expect(l.clock('tip-review')).toMatchObject({ edition, confidence, count, stopped: { why: 'entered-late' } });
    l.check();
  });
});
