/** What one proceeding of a case does to another, and what it leaves alone. */
import { describe, expect, test } from 'vitest';
import type { FactSheet, Proceeding } from '../../domain/case/types.ts';
import { remindThenReport } from '../../domain/proceedings/parts/rows.ts';
import { REACTIONS } from '../../domain/proceedings/tables.ts';
import { type Beginning, type Life, life, paperOf } from '../support/life.ts';
import { FINDINGS, filed, penaltyProposed, WITH } from '../support/roads.ts';

const P = { proceeding: 'penalty' };
const DECISION = {
  decisionNumber: '罚〔2026〕1号',
  kinds: ['fine'],
  fine: 4000,
  confiscation: 0,
  announcedTo: 'present',
  mustPublish: true,
  publishGround: 'social-influence',
  ...WITH,
};
const NOTICED = { fine: 4000, confiscation: 0, kinds: ['fine'] };
const SERVED = { service: 'direct', receipt: '回证1', remediesTold: true, repairNotice: true, ...WITH };

/** A penalty about to be decided, on Monday 7 September 2026. */
function toDecide(natural: boolean | null = false, b: Beginning = {}, more: Partial<Proceeding> = {}): Life {
  return life({ receivedAt: '2026-09-07T09:00:00+08:00', ...b })
    .found('penalty', 'Decision', {
      flags: ['defence-over'],
      facts: { noticed: NOTICED, ground: 'other-by-law', intent: 'intent', listingConditions: ['cheating'] },
      ...more,
    })
    .given({
      officers: ['officer1', 'officer2'],
      accused: { natural, linked: true, units: [], heads: [], persons: [] },
    });
}
function decided(natural: boolean | null = false, more: object = {}): Life {
  const l = toDecide(natural);
  l.pair('officer1', 'depthead', 'decide', { ...DECISION, ...more });
  return l;
}
const kinds = (l: Life) => Object.values(l.state.proceedings).map((p) => p.kind);

describe('findings', () => {
  const findings = (l: Life, more: object = {}) =>
    l.pair('officer1', 'unithead', 'findings-ready', { ...FINDINGS, ...more, ...WITH });

  test('hand over to the penalty what they say, and nothing that they do not say', () => {
    const l = filed().on('2026-10-13');
    const { actEndedOn: _, violations: __, ...less } = FINDINGS;
    l.pair('officer1', 'unithead', 'findings-ready', { ...less, ...WITH });
    const handed = { ground: 'cheating-benefits', roles: ['willing'], intent: 'intent', amounts: FINDINGS.amounts };
    expect(l.p('penalty').facts).toStrictEqual(handed);
    expect(penaltyProposed().p('penalty').facts).toStrictEqual({
      ...handed,
      actEndedOn: '2026-08-31',
      violations: ['drawn-after-death'],
    });
  });

  test('that propose none open none', () => {
    const l = filed().on('2026-10-13');
    findings(l, { proposesPenalty: false, ground: undefined });
    expect(kinds(l)).toEqual(['intake', 'investigation']);
  });

  test('once more open a penalty of their own only where the one before is decided', () => {
    const again = (state: string) => {
      const l = filed().on('2026-10-13');
      l.found('penalty', state, { facts: { intent: 'unclear' } });
      findings(l);
      return Object.values(l.state.proceedings)
        .filter((p) => p.kind === 'penalty')
        .map((p) => p.facts.intent);
    };
    expect(again('Proposed')).toEqual(['intent']);
    for (const state of ['AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision'])
      expect(again(state).length, state).toBe(1);
    for (const state of ['Decided', 'Served', 'Reversed']) expect(again(state), state).toEqual(['unclear', 'intent']);
  });
});

describe('a decision', () => {
  test('opens its disclosure with what is known of it; of whom nobody knows is no natural person', () => {
    const facts = (l: Life) => l.p('disclosure').facts;
    expect(facts(decided(true))).toMatchObject({
      natural: true,
      penalty: 'penalty-1',
      mustPublish: true,
      decisionOn: '2026-09-07',
    });
    expect(facts(decided(null)).natural).toBe(false);
    expect(facts(decided(false, { mustPublish: false })).mustPublish).toBe(false);
  });

  test('that is served tells its own disclosure, and no other', () => {
    const l = decided();
    const other = { id: 'disclosure-9', facts: { penalty: 'penalty-9' } };
    l.found('disclosure', 'Draft', other);
    l.on('2026-09-21').do('officer1', 'serve', SERVED);
    expect([l.state.proceedings['disclosure-1']?.flags, l.state.proceedings['disclosure-9']?.flags]).toEqual([
      ['served'],
      [],
    ]);
  });

  test('sent back or failed in review goes back to the investigation only where facts are missing', () => {
    const back = (act: string, by: string, state: string, form: object) => {
      const l = toDecide(false, {}, { state });
      l.found('investigation', 'AwaitingOutcome');
      l.do(by, act, { reasons: 'r', ...form }, P);
      return l.in('investigation');
    };
    for (const [factsMissing, to] of [
      [true, 'Investigating'],
      [false, 'AwaitingOutcome'],
    ] as const) {
      expect(back('send-back', 'depthead', 'Decision', { factsMissing })).toBe(to);
      expect(back('legal-failed', 'legal', 'LegalReview', { factsMissing })).toBe(to);
    }
  });

  test('proposed for the list brings its condition, its penalty and whether it is a person', () => {
    const l = decided(true);
    l.on('2026-09-21').do('officer1', 'serve', SERVED);
    l.do('credit', 'propose-listing', { condition: 'cheating' });
    expect(l.p('listing').facts).toEqual({ condition: 'cheating', natural: true, penalty: 'penalty-1' });
    const unknown = decided(null);
    unknown.on('2026-09-21').do('officer1', 'serve', SERVED);
    unknown.do('credit', 'propose-listing', { condition: 'cheating' });
    expect(unknown.p('listing').facts.natural).toBe(false);
  });

  test('that falls takes down what rests on it, and nothing that rests on another', () => {
    const l = decided();
    l.on('2026-09-21').do('officer1', 'serve', SERVED);
    const on = (penalty: string) => ({ facts: { penalty, seriousness: 'ordinary', listedOn: '2026-09-21' } });
    l.found('listing', 'Listed', { id: 'listing-1', ...on('penalty-1') });
    l.found('listing', 'Listed', { id: 'listing-2', ...on('penalty-9') });
    l.found('listing', 'Listed', { id: 'listing-3', facts: { seriousness: 'ordinary' } });
    l.found('disclosure', 'Published', { id: 'disclosure-9', facts: { penalty: 'penalty-9' } });
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', {
      body: 'court',
      how: 'void',
      decidedOn: '2026-09-25',
      reachedOn: '2026-09-30',
      procedural: false,
      redoOrdered: false,
      final: true,
      ...paperOf('2026-09-25'),
    });
    const states = (...ids: string[]) => ids.map((id) => l.state.proceedings[id]?.state);
    expect(states('listing-1', 'listing-2', 'listing-3')).toEqual(['Revoked', 'Listed', 'Revoked']);
    expect(states('disclosure-1', 'disclosure-9')).toEqual(['Closed', 'Published']);
    expect(l.state.proceedings['disclosure-1']?.facts).toMatchObject({ how: 'void', decidedOn: '2026-09-25' });
  });
});

describe('the criminal track', () => {
  const flags = (l: Life) => l.p('penalty').flags.includes('criminal-hold');
  const referral = (state: string, ended = false): Partial<Proceeding> & { state: string } => ({
    state,
    ended: ended ? '2026-09-01T09:00:00+08:00' : null,
  });
  /** A penalty proposed while a referral stands so. */
  const proposed = (r: ReturnType<typeof referral>) => {
    const l = filed().on('2026-10-13');
    l.found('police-referral', r.state, r);
    l.pair('officer1', 'unithead', 'findings-ready', { ...FINDINGS, ...WITH });
    return l;
  };

  test('holds a penalty that is proposed while a referral is open; not after its end, nor where an opinion asks us to punish', () => {
    expect(flags(proposed(referral('AtPolice')))).toBe(true);
    expect(flags(proposed(referral('CriminalTrack')))).toBe(true);
    expect(flags(proposed(referral('OpinionReceived')))).toBe(false);
    expect(flags(proposed(referral('ReturnedToAdministrative', true)))).toBe(false);
    expect(flags(penaltyProposed())).toBe(false);
  });

  test('lifts its hold when the referral ends, unless another one of the case is open', () => {
    const ended = (other: Partial<Proceeding> | null) => {
      const l = proposed(referral('CriminalTrack'));
      if (other) l.found('police-referral', 'AtPolice', { id: 'police-referral-2', ...other });
      l.pair(
        'clerk',
        'unithead',
        'track-ended',
        { how: 'dropped', opinion: false, ...paperOf('2026-10-13') },
        { proceeding: 'police-referral-1' },
      );
      return flags(l);
    };
    expect([ended(null), ended({}), ended({ state: 'NotReferred', ended: '2026-10-13T09:00:00+08:00' })]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('brings the case back once: an opinion that is answered is no second return', () => {
    const returns = REACTIONS.filter(
      (r) => r.on.entered === 'ReturnedToAdministrative' && r.do.act === 'returned-from-track',
    );
    expect(returns.length).toBe(1);
    const l = life();
    const at = (form: FactSheet) => ({
      case: l.state,
      p: { ...l.found('police-referral', 'OpinionReceived').p('police-referral') },
      form,
      filled: true,
      at: l.now,
      facts: l.facts(),
      person: null,
    });
    expect([returns[0]?.when?.(at({})), returns[0]?.when?.(at({ answer: 'result' }))]).toEqual([true, false]);
  });

  test('ends the penalty with what the court found, of which a conviction without punishment leaves it open', () => {
    const outcome = (found: string) => {
      const l = proposed(referral('CriminalTrack'));
      l.pair(
        'clerk',
        'unithead',
        'convicted',
        { outcome: found, ...paperOf('2026-10-13') },
        { proceeding: 'police-referral' },
      );
      return [l.in('penalty'), l.p('penalty').facts.criminalOutcome, flags(l)];
    };
    expect(outcome('convicted')).toEqual(['NotPunished', 'convicted', false]);
    expect(outcome('no-punishment')).toEqual(['Decision', 'no-punishment', false]);
  });
});

describe('another body that is silent', () => {
  const [remind, report] = remindThenReport('house-receipt', 'other-authority');
  /** Where its clock has stopped so before. */
  const silent = (...before: { why: string; over?: boolean; proceeding?: string; deadline?: string }[]) => {
    const l = life().found('intake', 'Transferred', { id: 'intake-1' });
    const clocks = before.map(({ why, over = true, proceeding = 'intake-1', deadline = 'house-receipt' }, i) => ({
      id: `c${i}`,
      deadline,
      proceeding,
      outcome: over ? { what: 'warn', at: l.now } : null,
      stopped: why === 'runs' ? null : { at: l.now, why },
    }));
    l.state = { ...l.state, clocks: Object.fromEntries(clocks.map((k) => [k.id, k])) as never };
    const ctx = { case: l.state, p: l.p('intake'), form: {}, filled: true, at: l.now, facts: l.facts(), person: null };
    return [remind?.when(ctx), report?.when(ctx), remind?.data(ctx)];
  };
  const reminded = (times: number) => [times === 1, times > 1, { deadline: 'house-receipt', times }];

  test('is reminded the first time, and reported upward each time after', () => {
    expect(silent()).toEqual(reminded(1));
    expect(silent({ why: 'runs' })).toEqual(reminded(1));
    expect(silent({ why: 'again' }, { why: 'runs', over: false })).toEqual(reminded(2));
    expect(silent({ why: 'again' }, { why: 'ended' })).toEqual(reminded(3));
  });

  test('is counted from the last time that it answered, by its own clock in its own proceeding', () => {
    expect(silent({ why: 'again' }, { why: 'met' })).toEqual(reminded(1));
    expect(silent({ why: 'again' }, { why: 'met' }, { why: 'again' })).toEqual(reminded(2));
    expect(silent({ why: 'again', over: false })).toEqual(reminded(1));
    expect(silent({ why: 'again', proceeding: 'intake-2' })).toEqual(reminded(1));
    expect(silent({ why: 'again', deadline: 'house-handover' })).toEqual(reminded(1));
  });

  test('of a listing that fell is reminded, and reported from the second silence on of this listing', () => {
    const l = life({ receivedAt: '2026-08-03T09:00:00+08:00' });
    for (const id of ['listing-1', 'listing-2'])
      l.found('listing', 'Listed', { id, facts: { penalty: id, seriousness: 'ordinary', listedOn: '2026-08-03' } });
    l.given({
      officers: ['officer1', 'officer2'],
      accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
    });
    const fall = (id: string) => {
      l.system('listing', 'basis-annulled', { penalty: id });
      l.do('credit', 'tell-platform', { number: '告〔2026〕1号' }, { proceeding: id });
    };
    fall('listing-1');
    const sent = (day: string) => l.effects(l.to(day)).map((e) => [e.kind, e.data.listing]);
    expect(sent('2026-08-20')).toEqual([['remind', 'listing-1']]);
    fall('listing-2');
    const second = sent('2026-09-10');
    expect(second).toContainEqual(['report-upward', 'listing-1']);
    expect(second.filter(([, listing]) => listing === 'listing-2')).toEqual([['remind', 'listing-2']]);
  });
});
