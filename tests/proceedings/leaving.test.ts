/** What leaves the building, what is held back in it, and who is told of what was held back. */
import { describe, expect, test } from 'vitest';
import type { Clock, Effect, NewEvent, Row } from '../../domain/case/types.ts';
import { heldBack, leaves, outwardBar, tellWithheld, withholds, wouldLeave } from '../../domain/kernel/outward.ts';
import { Run, type Strength } from '../../domain/kernel/run.ts';
import { noticesFor } from '../../domain/notices.ts';
import { type Life, papersOf } from '../support/life.ts';
import { accepted, filed, WITH } from '../support/roads.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 's', second: 'clerk2' } };
const STRENGTHS: readonly Strength[] = ['live', 'time', 'paper', 'late'];
const of = (kind: Effect['kind'], more: Partial<Effect> = {}): Effect => ({
  kind,
  proceeding: 'investigation-1',
  to: 'tipster',
  data: {},
  ...more,
});
const run = (l: Life, strength: Strength): Run => {
  const made = new Run(l.state, l.facts());
  made.strength = strength;
  return made;
};

/** An act of an earlier day entered from paper: it waits for a second person. */
function onPaper(): Life {
  const l = filed().on('2026-10-20');
  const form = { securedKinds: ['documents'], securedOn: '2026-10-14', ...WITH, ...PAPER };
  l.do('officer1', 'secure-evidence', form, { occurredAt: '2026-10-14', proceeding: 'investigation' });
  return l;
}
function contested(): Life {
  const l = onPaper();
  l.do('officer2', 'contest', { contestReasons: 'w' }, { proceeding: 'paper' });
  return l;
}

describe('what is caused', () => {
  test('is held back on the strength of paper or of what is long over, and by time while something waits for its second person', () => {
    const all = (l: Life) => STRENGTHS.map((s) => heldBack(run(l, s)));
    expect(all(filed())).toEqual([false, false, true, true]);
    expect(all(onPaper())).toEqual([false, true, true, true]);
  });

  test('is withheld then, but for what comes down from our own register', () => {
    const p = (flags: string[] = []) => ({ ...filed().p('investigation'), flags });
    const all = (e: Effect, flags: string[] = []) => STRENGTHS.map((s) => withholds(run(filed(), s), p(flags), e));
    for (const kind of ['letter', 'notice', 'publish', 'credit-list', 'remind', 'police-package'] as const) {
      expect([kind, all(of(kind))]).toEqual([kind, [false, false, true, true]]);
    }
    for (const kind of ['withdraw-publication', 'expire-publication', 'correct-publication'] as const) {
      expect([kind, all(of(kind), ['paper-only'])]).toEqual([kind, [false, false, false, false]]);
    }
    expect(all(of('correct-publication', { data: { corrected: true } }))).toEqual([false, false, true, true]);
  });

  test('from another body’s list comes down but on paper, and what is long over where the listing itself stands on paper', () => {
    const p = (flags: string[]) => ({ ...filed().p('investigation'), flags });
    const all = (flags: string[]) => STRENGTHS.map((s) => withholds(run(filed(), s), p(flags), of('credit-remove')));
    expect(all([])).toEqual([false, false, true, false]);
    expect(all(['paper-only'])).toEqual([false, false, true, true]);
    expect(all(['urgent'])).toEqual([false, false, true, false]);
    // What waits for its second person takes nothing down later.
    expect(withholds(run(onPaper(), 'time'), p(['paper-only']), of('credit-remove'))).toBe(false);
  });

  test('leaves, unless it comes down; merged cases that go along have letters of their own', () => {
    const event = (...changes: NewEvent['changes']): Pick<NewEvent, 'changes'> => ({ changes });
    const effect = (e: Effect): NewEvent['changes'][number] => ({ op: 'effect', effect: e });
    expect(leaves([event(), event(effect(of('letter')))])).toBe(true);
    expect(leaves([event({ op: 'merged', act: 'leading-archived' })])).toBe(true);
    expect(leaves([event(effect(of('withdraw-publication')), effect(of('credit-remove')))])).toBe(false);
    expect(leaves([event(effect(of('credit-remove')), effect(of('credit-list')))])).toBe(true);
    expect(leaves([event({ op: 'advanced', to: '2026-10-20T10:00:00+08:00' }), event()])).toBe(false);
    expect(leaves([])).toBe(false);
  });
});

describe('who is told', () => {
  const told = (strength: Strength, withheld: Effect[], merged = false, l = filed()) =>
    tellWithheld(run(l, strength), l.p('investigation'), withheld, merged);
  const LETTER = of('letter');
  const TO_PARTY = of('letter', { to: 'party' });

  test('of what was over before it was entered: once for each proceeding, the post at hand', () => {
    const l = filed();
    const late = run(l, 'late');
    const ask = (id: string) => tellWithheld(late, { ...l.p('investigation'), id }, [LETTER], false);
    expect(ask('investigation-1')).toEqual([
      {
        to: 'officer',
        text: {
          zh: '补录时期限早已届满，系统没有催办、报告或者告知，请决定现在是否办理',
          en: 'The period was over before this was entered: no reminder, report or notice was sent. Decide whether to send one now',
        },
        basis: 'house: paper acts',
      },
    ]);
    expect(ask('investigation-1')).toEqual([]);
    expect(ask('investigation-2')).toHaveLength(1);
    expect(tellWithheld(late, l.p('intake'), [of('remind')], false)).toHaveLength(1);
  });

  test('of what a paper says: send what is still owed, the clerk where it was for the tipster', () => {
    const text = {
      zh: '纸质办理已补录，系统没有据此对外发送；仍应发送的，请现在办理',
      en: 'Entered from paper: nothing was sent on the strength of it. Send now what is still owed',
    };
    const task = (to: string) => [{ to, text, basis: 'house: paper acts' }];
    expect(told('paper', [LETTER])).toEqual(task('clerk'));
    expect(told('paper', [TO_PARTY])).toEqual(task('officer'));
    expect(told('paper', [TO_PARTY, LETTER])).toEqual(task('clerk'));
    expect(told('paper', [LETTER])).toEqual(told('paper', [LETTER]));
  });

  test('of what waits for its second person: to see to it once that is settled', () => {
    expect(told('time', [TO_PARTY])).toEqual([
      {
        to: 'officer',
        text: {
          zh: '补录的纸质办理尚未核对或者有异议，系统没有对外发送；核对后请办理',
          en: 'What was entered from paper is not confirmed or is contested: nothing was sent. See to it once it is settled',
        },
        basis: 'house: paper acts',
      },
    ]);
    expect(told('time', [of('remind', { to: 'court' })])).toHaveLength(1);
  });

  test('of nothing where nothing was withheld, or only what two will decide on, or what a paper would have reminded of', () => {
    for (const strength of STRENGTHS) {
      expect(told(strength, [])).toEqual([]);
      expect(told(strength, [of('publish'), of('credit-list')])).toEqual([]);
      expect(told(strength, [], true)).toHaveLength(1);
    }
    expect(told('paper', [of('remind'), of('report-upward')])).toEqual([]);
    expect(told('paper', [of('remind'), TO_PARTY])).toHaveLength(1);
    expect(told('paper', [of('remind', { to: 'tipster' }), TO_PARTY])[0]?.to).toBe('officer');
  });
});

describe('an act that would leave', () => {
  const row = (act: string): Pick<Row, 'act'> => ({ act });
  const proposal = (event: number) => ({ act: 'x', by: 'clerk', at: '2026-10-20T10:00:00+08:00', facts: {}, event });

  test('waits for what was entered from paper, whatever stands in its way, but for the answer to who asked for another officer', () => {
    const code = (l: Life, act = 'conclude') => outwardBar(l.state, row(act), undefined)?.code ?? null;
    expect([code(filed()), code(onPaper()), code(contested())]).toEqual([null, 'paper-unconfirmed', 'paper-contested']);
    expect([onPaper(), contested()].map((l) => code(l, 'decide-recusal'))).toEqual([null, null]);
    expect(outwardBar(onPaper().state, {}, undefined)?.code).toBe('paper-unconfirmed');
    const l = onPaper();
    l.do('clerk', 'confirm', papersOf(l.state), { proceeding: 'paper' });
    expect(code(l)).toBeNull();
    const refuted = contested();
    refuted.state = {
      ...refuted.state,
      proceedings: { ...refuted.state.proceedings, 'paper-1': { ...refuted.p('paper'), state: 'Refuted' } },
    };
    expect(code(refuted)).toBe('paper-refuted');
  });

  test('is not decided on what was proposed on paper alone, even after a second person has confirmed it', () => {
    const l = onPaper();
    const event = l.events.find((e) => e.name === 'secure-evidence')!.number;
    l.do('clerk', 'confirm', papersOf(l.state), { proceeding: 'paper' });
    expect(outwardBar(l.state, row('conclude'), proposal(event))?.code).toBe('proposed-on-paper');
    expect(outwardBar(l.state, row('conclude'), proposal(event - 1))).toBeNull();
    expect(outwardBar(l.state, row('decide-recusal'), proposal(event))).toBeNull();
  });

  test('is one that causes an effect, goes along with merged cases, or is told of', () => {
    const l = accepted();
    const p = l.p('intake');
    const ctx = { case: l.state, p, form: {}, filled: false, at: l.now, facts: l.facts(), person: null };
    const base: Row = {
      act: 'x',
      label: { zh: '试', en: 'x' },
      from: ['Accepted'],
      by: { staff: ['clerk'] },
      basis: 'b',
      to: 'same',
    };
    const would = (more: Partial<Row>, c = ctx) => wouldLeave({ ...base, ...more }, c);
    expect(would({})).toBe(false);
    expect(would({ effects: [{ kind: 'letter', to: 'party' }] })).toBe(true);
    expect(would({ effects: [{ kind: 'letter', to: 'party', when: () => false }] })).toBe(false);
    expect(would({ effects: [{ kind: 'letter', to: 'party', when: () => true }] })).toBe(true);
    expect(would({ effects: [{ kind: 'expire-publication', to: 'register' }] })).toBe(false);
    const correct = { kind: 'correct-publication', to: 'register' } as const;
    expect(would({ effects: [{ ...correct, data: () => ({ corrected: true }) }] })).toBe(true);
    expect(would({ effects: [correct] })).toBe(false);
    // Merged cases go along with their leading case.
    const leading = { ...ctx, case: { ...l.state, proceedings: { i: { ...p, facts: { followers: ['case-2'] } } } } };
    expect([
      would({ merged: 'leading-archived' }),
      would({ merged: 'leading-archived' }, leading),
      would({}, leading),
    ]).toEqual([false, true, false]);
    // The tipster is told of these by the table of notices: by the act, or by the state that it leads to.
    expect(would({ act: 'notice-sent' })).toBe(true);
    expect(would({ to: 'ChannelHandover' })).toBe(true);
    expect(would({ to: 'Closed' })).toBe(false);
    const there = { ...ctx, p: { ...p, state: 'ChannelHandover' } };
    expect([
      would({ to: 'ChannelHandover' }, there),
      would({ to: 'same' }, there),
      would({ to: 'before' }, there),
    ]).toEqual([false, false, false]);
  });
});

describe('a letter to who told', () => {
  interface Asked {
    kind?: 'intake' | 'investigation' | 'penalty';
    type?: NewEvent['type'];
    state?: string;
    entered?: string;
    tipster?: { named: boolean; wantsNotice: boolean };
  }
  const BOTH = { named: true, wantsNotice: true };
  /** The letters of an event, and whether a mail says that there is news. */
  const sent = (name: string, { kind = 'intake', type = 'act', state, entered, tipster = BOTH }: Asked = {}) => {
    const l = accepted();
    const p = { ...l.p('intake'), ...(state ? { state } : {}) };
    const ctx = { case: { ...l.state, tipster }, p, form: {}, filled: true, at: l.now, facts: l.facts(), person: null };
    return noticesFor({ kind, name, type, entered, ctx, proceeding: 'intake-1' }).map((e) => e.data.letter ?? e.kind);
  };

  test('of the notice says what became of the tip, to who gave their name and asked', () => {
    for (const state of ['Accepted', 'Merged', 'MergedDone']) {
      expect([state, sent('notice-sent', { state })]).toEqual([state, ['accepted', 'notice']]);
    }
    expect(sent('notice-sent', { state: 'NotAccepted' })).toEqual(['refused', 'notice']);
    expect(sent('notice-sent', { state: 'UnderReview' })).toEqual([]);
    for (const tipster of [
      { named: false, wantsNotice: true },
      { named: true, wantsNotice: false },
    ]) {
      for (const state of ['Accepted', 'NotAccepted']) expect(sent('notice-sent', { state, tipster })).toEqual([]);
    }
  });

  test('of a transfer goes to whoever gave their name, of another channel to everybody; a mail to who asked for news', () => {
    const silent = { named: true, wantsNotice: false };
    const nameless = { named: false, wantsNotice: true };
    for (const [kind, entered] of [
      ['intake', 'Transferred'],
      ['investigation', 'TransferringOut'],
    ] as const) {
      expect(sent('x', { kind, entered })).toEqual(['transferred', 'notice']);
      expect(sent('x', { kind, entered, tipster: silent })).toEqual(['transferred']);
      expect(sent('x', { kind, entered, tipster: nameless })).toEqual([]);
    }
    expect(sent('x', { entered: 'ChannelHandover', tipster: nameless })).toEqual(['route', 'notice']);
    expect(sent('x', { entered: 'ChannelHandover', tipster: { named: false, wantsNotice: false } })).toEqual(['route']);
    expect(sent('x', { kind: 'investigation', entered: 'ChannelHandover' })).toEqual([]);
    expect(sent('x')).toEqual([]);
  });

  test('of the result and of an answer goes by its act alone, not by the end of a period of that name', () => {
    const investigation = { kind: 'investigation' } as const;
    expect(sent('conclude', investigation)).toEqual(['concluded', 'notice']);
    expect(sent('conclude', { ...investigation, tipster: { named: false, wantsNotice: true } })).toEqual([]);
    expect([sent('give-feedback', investigation), sent('give-feedback')]).toEqual([
      ['feedback', 'notice'],
      ['feedback', 'notice'],
    ]);
    expect(sent('reply')).toEqual(['notice']);
    expect(sent('reply', { tipster: { named: true, wantsNotice: false } })).toEqual([]);
    expect(sent('reply', { type: 'reaction' })).toEqual(['notice']);
    expect(sent('reply', { type: 'expiry' })).toEqual([]);
    expect(sent('conclude', { kind: 'penalty' })).toEqual([]);
  });

  test('names the dates that run, as they stand, each with its edition; none that is over, paused or another’s', () => {
    const l = accepted();
    const [running] = l.clocks('tip-investigate');
    const of = (clocks: Clock[]) => {
      const c = { ...l.state, clocks: Object.fromEntries(clocks.map((k, i) => [`k${i}`, k])) };
      const ctx = { case: c, p: l.p('intake'), form: {}, filled: true, at: l.now, facts: l.facts(), person: null };
      const [letter] = noticesFor({
        kind: 'intake',
        name: 'notice-sent',
        type: 'act',
        entered: undefined,
        ctx,
        proceeding: 'intake-1',
      });
      return letter?.data;
    };
    const basis = { letter: 'accepted', basis: 'M49 art. 22' };
    const date = {
      deadline: 'tip-investigate',
      edition: running!.edition,
      count: running!.count,
      due: l.due('tip-investigate'),
    };
    expect(of([running!])).toEqual({ ...basis, dates: [date] });
    const count = running!.count!;
    const others: Partial<Clock>[] = [
      { stopped: { at: l.now, why: 'met' } },
      { count: null },
      { deadline: 'penalty-decide' },
      { count: { ...count, pauses: [{ from: '2026-10-09', to: null }] } },
    ];
    expect(of(others.map((more) => ({ ...running!, ...more })))).toEqual(basis);
    expect(of([])).toEqual(basis);
  });
});
