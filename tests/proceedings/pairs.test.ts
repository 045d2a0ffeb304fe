/** What stands before the public or on the platform was decided on by two: what counts as that, and what does not. */
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../domain/case/types.ts';
import { type Decided, decidedByTwo, putsUp } from '../../domain/kernel/pairs.ts';
import { life, paperOf } from '../support/life.ts';

type Happened = Partial<Omit<Decided, 'actor' | 'changes'>> & {
  name: string;
  by?: string;
  role?: Decided['actor']['role'];
  typed?: string;
  effect?: Effect['kind'];
  data?: Effect['data'];
};

/** Events of the first listing, in their order, one after another. */
const told = (...events: Happened[]): Decided[] =>
  events.map(({ by = 'credit', role = 'credit', typed, effect, data = {}, ...e }, i) => ({
    number: i + 1,
    type: 'act',
    proceeding: 'listing-1',
    kind: 'listing',
    actor: { id: by, role, ...(typed ? { enteredBy: typed } : {}) },
    changes: effect
      ? [{ op: 'effect', effect: { kind: effect, proceeding: 'listing-1', to: 'credit-platform', data } }]
      : [{ op: 'flag', proceeding: 'listing-1', flag: 'x', on: true }],
    ...e,
  }));
/** Whether two decided on the last of them, or on the one of this number. */
const two = (events: Decided[], number = events.length): boolean => decidedByTwo(events[number - 1]!, events);

const PROPOSED: Happened = { name: 'list', type: 'proposal' };
const LIST: Happened = { name: 'list', by: 'principal', effect: 'credit-list' };
const DISCLOSED = { kind: 'disclosure', proceeding: 'disclosure-1' } as const;
const PAPER = { number: '1', scan: 's', second: 'clerk', pages: 2 };
const STANDS: Happened = { name: 'stands-on-paper', type: 'reaction', by: 'system', role: 'system' };
const DOWN: Happened = { name: 'take-down', effect: 'credit-remove' };

describe('what is put up', () => {
  test('is an entry of the register or of the platform, and a text corrected there; nothing that comes down, no letter', () => {
    const up = (effect: Effect['kind'], data: Effect['data'] = {}) => putsUp(told({ name: 'x', effect, data })[0]!);
    expect([up('publish'), up('credit-list'), up('correct-publication', { corrected: true })]).toEqual([
      true,
      true,
      true,
    ]);
    expect([
      up('correct-publication'),
      up('credit-remove'),
      up('withdraw-publication'),
      up('letter'),
      up('notice'),
    ]).toEqual([false, false, false, false, false]);
    expect(putsUp(told({ name: 'x' })[0]!)).toBe(false);
    const both = told({ name: 'x' }, { name: 'y', effect: 'publish' });
    expect(putsUp({ changes: both.flatMap((e) => e.changes) })).toBe(true);
  });
});

describe('two decided', () => {
  test('where one proposed and another decided', () => {
    expect(two(told(PROPOSED, LIST))).toBe(true);
    expect(two(told(LIST))).toBe(false);
    expect(two(told({ ...PROPOSED, by: 'principal' }, LIST))).toBe(false);
    // What was proposed last is what was decided on.
    expect(two(told({ ...PROPOSED, by: 'principal' }, PROPOSED, LIST))).toBe(true);
    expect(two(told(PROPOSED, { ...PROPOSED, by: 'principal' }, LIST))).toBe(false);
  });

  test('not where what was proposed is used up: decided on already, or declined', () => {
    for (const by of ['principal', 'another']) {
      expect(two(told(PROPOSED, { ...LIST, by }, LIST))).toBe(false);
      expect(two(told(PROPOSED, { ...LIST, by, type: 'declined' }, LIST))).toBe(false);
    }
    expect(two(told(PROPOSED, LIST, PROPOSED, LIST))).toBe(true);
  });

  test('not where another act, another proceeding or a later event was proposed', () => {
    expect(two(told({ ...PROPOSED, name: 'put-up' }, LIST))).toBe(false);
    expect(two(told({ ...PROPOSED, proceeding: 'listing-2' }, LIST))).toBe(false);
    expect(two(told(LIST, PROPOSED), 1)).toBe(false);
  });

  test('not where the half before was only entered from paper', () => {
    expect(two(told({ ...PROPOSED, paper: PAPER }, LIST))).toBe(false);
    expect(two(told({ ...PROPOSED, typed: 'clerk' }, LIST))).toBe(false);
  });

  test('where one did it whom another had passed it to, and neither who passed it nor nobody', () => {
    const publish: Happened = { ...DISCLOSED, name: 'publish', by: 'disclosure', effect: 'publish' };
    const pass: Happened = { ...DISCLOSED, name: 'pass', by: 'checker' };
    expect(two(told(pass, publish))).toBe(true);
    expect(two(told(publish))).toBe(false);
    expect(two(told({ ...pass, by: 'disclosure' }, publish))).toBe(false);
    expect(two(told({ ...pass, by: 'disclosure' }, pass, publish))).toBe(true);
    expect(two(told(pass, { ...pass, by: 'disclosure' }, publish))).toBe(false);
    expect(two(told({ ...pass, paper: PAPER }, publish))).toBe(false);
    expect(two(told({ ...pass, type: 'declined' }, publish))).toBe(false);
    expect(two(told({ ...pass, name: 'hand-in' }, publish))).toBe(false);
    expect(two(told(publish, pass), 1)).toBe(false);
  });

  test('where several steps before it are another’s, each of them', () => {
    const of = { kind: 'penalty', proceeding: 'penalty-1' } as const;
    const steps = (a: string, b: string): Happened[] => [
      { ...of, name: 'serve-notice', by: a },
      { ...of, name: 'announce-notice', by: b },
      { ...of, name: 'legal-passed', by: 'principal' },
    ];
    expect(two(told(...steps('officer1', 'legal')))).toBe(true);
    expect(two(told(...steps('principal', 'legal')))).toBe(false);
    expect(two(told(...steps('officer1', 'principal')))).toBe(false);
    expect(two(told(...steps('officer1', 'legal').slice(1)))).toBe(false);
  });

  test('only of an act: what time or a reaction puts up by itself nobody decided', () => {
    for (const type of ['expiry', 'reaction', 'proposal'] as const) {
      expect([type, two(told(PROPOSED, { ...LIST, type }))]).toEqual([type, false]);
    }
    expect(two(told({ name: 'no-such-act', effect: 'credit-list' }))).toBe(false);
  });
});

describe('what a body outside brings back', () => {
  const court: Happened = {
    name: 'plan-failed',
    by: 'outside:court',
    role: 'outside',
    typed: 'credit',
    effect: 'credit-list',
  };

  test('rests on the pair that had put it up before, and on nothing else', () => {
    expect(two(told(PROPOSED, LIST, DOWN, court))).toBe(true);
    expect(two(told(court))).toBe(false);
    expect(two(told(LIST, court))).toBe(false);
    expect(two(told(PROPOSED, { ...LIST, effect: 'credit-remove' }, court))).toBe(false);
    expect(two(told(PROPOSED, { ...LIST, proceeding: 'listing-2' }, court))).toBe(false);
    // Its name alone opens no door to what only a pair may do.
    expect(two(told({ ...LIST, role: 'outside', typed: 'credit' }))).toBe(false);
  });

  test('is so in a case that was lived: the plan of a masked subject failed', () => {
    const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' }).found('listing', 'Masked');
    l.given({ officers: ['officer1', 'officer2'] });
    l.do('credit', 'plan-failed', paperOf('2026-08-03'));
    const failed = l.events.at(-1)!;
    expect(putsUp(failed)).toBe(true);
    const before = told(PROPOSED, LIST, DOWN).map((e) => ({ ...e, number: e.number - 10 }));
    expect(decidedByTwo(failed, [...before, ...l.events])).toBe(true);
    expect(decidedByTwo(failed, l.events)).toBe(false);
  });
});

describe('what was put up on the strength of paper', () => {
  test('holds from where it is asked for of two, or came down, and not before', () => {
    for (const on of [{ paper: PAPER }, { typed: 'clerk' }]) {
      const listed: Happened = { ...LIST, ...on };
      expect(two(told(PROPOSED, listed))).toBe(false);
      expect(two(told(listed, STANDS), 1)).toBe(true);
      expect(two(told(listed, { name: 'x' }, DOWN), 1)).toBe(true);
      expect(two(told(listed, { name: 'x' }), 1)).toBe(false);
      expect(two(told(listed, LIST), 1)).toBe(false);
      const more: Decided['changes'] = [{ op: 'flag', proceeding: 'listing-1', flag: 'x', on: true }];
      const [first, down] = told(listed, DOWN) as [Decided, Decided];
      expect(decidedByTwo(first, [first, { ...down, changes: [...more, ...down.changes] }])).toBe(true);
      // What takes down and puts up at once does not vouch for itself.
      const itself = { ...first, changes: [...down.changes, ...first.changes] };
      expect(decidedByTwo(itself, [itself])).toBe(false);
      expect(two(told(STANDS, DOWN, listed))).toBe(false);
      expect(two(told(listed, { ...STANDS, proceeding: 'listing-2' }), 1)).toBe(false);
      expect(two(told(listed, { ...DOWN, proceeding: 'listing-2' }), 1)).toBe(false);
    }
  });

  test('is no pair for what was done without paper', () => {
    expect(two(told(LIST, STANDS), 1)).toBe(false);
    expect(two(told(LIST, DOWN), 1)).toBe(false);
  });
});
