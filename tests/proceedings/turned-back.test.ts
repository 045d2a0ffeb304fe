/** How an act of the past enters it: what silence did since stands, is undone, or bars the act. Rows that no table has are examples. */
import { describe, expect, test } from 'vitest';
import type { NewEvent, Row } from '../../domain/case/types.ts';
import { turnBack } from '../../domain/kernel/backdate.ts';
import { evolve } from '../../domain/kernel/evolve.ts';
import { Run, VOID } from '../../domain/kernel/run.ts';
import { lookUp } from '../../domain/look-up.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Calendars } from '../../domain/time/types.ts';
import { type Life, paperOf } from '../support/life.ts';
import { approvedForPolice, concluded, FINE_NOTICE, penaltyProposed, underReview, WITH } from '../support/roads.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 'scan-1', second: 'clerk2' } };
const AMOUNTS = [{ kind: 'drawn', yuan: 84_000, knownOn: '2026-08-04' }];

const NOON_OF_THE_NINTH = '2026-10-09T12:00:00+08:00';

const example = (more: Partial<Row>): Row => ({
  act: 'x',
  label: { zh: '试', en: 'x' },
  from: ['UnderReview'],
  by: 'system',
  basis: 'house: test',
  to: 'same',
  ...more,
});

/** What becomes of an act of such a row, entered now with the date of then. */
function entered(
  l: Life,
  more: Partial<Row>,
  o: { kind?: 'intake' | 'penalty'; at?: string; calendars?: Calendars } = {},
) {
  const { kind = 'intake', at = NOON_OF_THE_NINTH, calendars = CALENDARS } = o;
  const run = new Run(l.state, { ...l.facts(), calendars });
  const table = { ...TABLES[kind], rows: [...TABLES[kind].rows, example(more)] };
  const asked = { on: undefined, raw: {}, pending: undefined, person: null };
  const named = { name: 'x', phase: 'act' as const };
  const back = turnBack(run, { ...asked, current: l.p(kind), table, named, at });
  const events = run.events.filter((e) => e.type === 'superseded');
  const undone = events.map((e) => e.facts.undoes);
  return { back, state: run.state, undone, changes: events.flatMap((e) => e.changes) };
}
const verdict = ({ back }: ReturnType<typeof entered>) =>
  'refusal' in back ? back.refusal.code : back.undone ? 'undone' : back.behind ? 'behind' : 'now';

/** Registered on 8 October and left: accepted by silence on 14 October, five working days after 30 September. */
const acceptedBySilence = () => underReview().on('2026-10-20');

const own2026 = CALENDARS.list.at(-1)!;
/** The calendars as a notice of since would leave them: days off that were none, days of work that were off. */
const asPublishedSince = (off: string[], work: string[]): Calendars =>
  calendarsOf([
    ...CALENDARS.list.slice(0, -1),
    { ...own2026, off: [...own2026.off.filter((d) => !work.includes(d)), ...off].sort() },
  ]);

describe('an act of the past, where people have acted since', () => {
  test('is refused where it is possible no more, though no silence came between', () => {
    const l = concluded();
    const act = { securedKinds: ['documents'], securedOn: '2026-10-12', ...WITH, ...PAPER };
    const at = { occurredAt: '2026-10-12', proceeding: 'investigation' };
    expect(l.refused('officer1', 'secure-evidence', act, at).code).toBe('later-acts');
  });
});

describe('an act behind silence that came all the same', () => {
  test('is not recorded in a proceeding that has ended by it, where it would leave something to do there', () => {
    const l = acceptedBySilence();
    expect([l.in('intake'), l.p('intake').ended]).toEqual(['Accepted', '2026-10-14T00:00:00+08:00']);
    const outlives = { deadline: 'tip-result-feedback' } as const;
    expect(verdict(entered(l, {}))).toBe('behind');
    expect(verdict(entered(l, { raise: ['urgent'] }))).toBe('proceeding-went-on');
    expect(verdict(entered(l, { start: [outlives] }))).toBe('proceeding-went-on');
    expect(verdict(entered(l, { raise: ['urgent'], start: [outlives] }))).toBe('proceeding-went-on');
    // What was over by then pends no more: the clock that ended with the proceeding.
    expect(verdict(entered(l, { start: [{ deadline: 'tip-urgent-report' }] }))).toBe('behind');
  });

  test('is recorded where the proceeding goes on, with what is still to be done', () => {
    const l = underReview({ authority: { houseLimits: { 'house-withdrawal': { length: 2, unit: 'wd' } } } });
    l.tip('withdraw');
    l.on('2026-10-13');
    expect([l.in('intake'), l.p('intake').flags]).toEqual(['UnderReview', ['own-motion']]);
    const { back } = entered(l, { flag: 'withdrawal-asked', raise: ['urgent'], lower: ['own-motion'] });
    expect(back).toMatchObject({ behind: { row: { from: 'any', to: 'same', raise: ['urgent'], lower: [] } } });
  });
});

describe('the same silence', () => {
  test('is the one that leads to the same state, whatever flags it finds and lowers', () => {
    const asks: Partial<Row> = {
      from: 'open',
      raise: ['withdrawal-asked'],
      start: [{ deadline: 'house-withdrawal' }],
    };
    const { back, undone, state } = entered(acceptedBySilence(), asks);
    expect(back).toMatchObject({ behind: { row: { from: 'any', to: 'same', raise: [], start: [], lower: [] } } });
    expect([lookUp(state.proceedings, 'intake-1')?.state, undone]).toEqual(['Accepted', []]);
  });

  test('is none where it led on and would have found that done', () => {
    const l = penaltyProposed();
    l.do('officer1', 'announce-notice', { ...FINE_NOTICE, noOtherWay: true });
    l.to('2026-11-13');
    expect(l.in('penalty')).toBe('AwaitingDefence');
    const already = { from: ['Proposed'], to: 'AwaitingDefence' };
    const found = entered(l, already, { kind: 'penalty', at: '2026-10-14T12:00:00+08:00' });
    expect([verdict(found), found.undone.length]).toEqual(['undone', 1]);
  });

  test('is none where it was counted from another day, though it came at the same instant', () => {
    const again = (at: string): Partial<Row> => ({
      supersede: ['tip-review'],
      start: [{ deadline: 'tip-review', at: () => at }],
    });
    expect(verdict(entered(acceptedBySilence(), again('2026-10-03')))).toBe('undone');
  });

  test('is one that a calendar published since has moved for the act and without it alike', () => {
    const calendars = asPublishedSince(['2026-10-12'], []);
    expect(verdict(entered(acceptedBySilence(), {}, { calendars }))).toBe('behind');
  });

  test('is one that comes on its very day with the act, though a calendar published since would have moved it without', () => {
    const longer: Partial<Row> = { extend: [{ clock: 'tip-review', by: () => 1 }] };
    expect(verdict(entered(acceptedBySilence(), longer))).toBe('undone');
    const calendars = asPublishedSince([], ['2026-10-05']);
    expect(verdict(entered(acceptedBySilence(), longer, { calendars }))).toBe('behind');
  });
});

describe('what silence did is undone', () => {
  /** Referred to the police on 3 August, who did not file on 5 August; with the penalty that is held meanwhile. */
  const notFiled = (): Life => {
    const l = approvedForPolice({ receivedAt: '2026-08-03T09:00:00+08:00' }, ['penalty', 'investigation']);
    l.do('clerk', 'receipt-signed', paperOf('2026-08-03'));
    l.on('2026-08-05').do('clerk', 'not-filed', { fileReturned: true, reasonsGiven: true, ...paperOf('2026-08-05') });
    return l;
  };

  test('in another proceeding as far as silence went: what people carried on there before stays where they left it', () => {
    const l = notFiled().on('2026-08-10');
    l.do('officer1', 'serve-notice', { ...FINE_NOTICE, actEndedOn: '2026-07-31', amounts: AMOUNTS, service: 'direct' });
    l.on('2026-08-12');
    expect([l.in('penalty'), l.p('penalty').flags]).toEqual(['AwaitingDefence', ['decide-barred']]);
    const on = { occurredAt: '2026-08-07' };
    l.do('officer1', 'ask-reconsideration:propose', { number: '议1', ...WITH, ...PAPER }, on);
    l.do('principal', 'ask-reconsideration', PAPER, on);
    expect(l.events.filter((e) => e.type === 'superseded')).toHaveLength(1);
    expect([l.in('penalty'), l.p('penalty').flags]).toEqual(['AwaitingDefence', ['decide-barred', 'criminal-hold']]);
    l.check();
  });

  /** A case in the instant in which silence accepts it. */
  const silent = () => {
    const l = underReview();
    l.to('2026-10-14');
    return l;
  };
  /** One more event of that instant, like the last. */
  const follow = (l: Life, more: Partial<NewEvent>) => {
    const { cause: _, ...like } = l.events.at(-1)!;
    const { words: __, ...event } = { ...like, words: {}, ...more };
    l.state = evolve(l.state, event);
    l.events.push({ ...event, number: l.state.version });
  };

  test('with all that it opened, one of them for another; not where somebody opened one for it since', () => {
    const openedAnother = (type: 'reaction' | 'act') => {
      const l = silent();
      const proceeding = {
        ...l.p('investigation'),
        id: 'penalty-1',
        kind: 'penalty',
        linked: 'investigation-1',
      } as const;
      follow(l, { type, proceeding: 'penalty-1', changes: [{ op: 'open', proceeding }] });
      return entered(l.on('2026-10-20'), { to: 'NotAccepted' });
    };
    const both = openedAnother('reaction');
    expect([verdict(both), both.undone]).toEqual(['undone', [[5, 6, 7]]]);
    const { proceedings } = both.state;
    expect([proceedings['investigation-1']?.state, proceedings['penalty-1']?.state]).toEqual([VOID, VOID]);
    expect(verdict(openedAnother('act'))).toBe('later-acts');
  });

  test('and a proceeding that stands again where it stood is not set back there', () => {
    const l = silent();
    const back = { op: 'state', proceeding: 'intake-1', to: 'UnderReview', ended: false, before: null } as const;
    follow(l, { proceeding: 'intake-1', kind: 'intake', from: 'Accepted', to: 'UnderReview', changes: [back] });
    const found = entered(l.on('2026-10-20'), { to: 'NotAccepted' });
    expect(verdict(found)).toBe('undone');
    expect(found.changes.flatMap((x) => (x.op === 'state' ? [x.proceeding] : []))).toEqual(['investigation-1']);
  });
});
