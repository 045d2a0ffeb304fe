import { describe, expect, it } from 'vitest';
import type { Proceeding } from '../../domain/case/types.ts';
import { actsFor } from '../../domain/kernel/index.ts';
import { CHEATING_FINE } from '../support/forms.ts';
import { type Beginning, type Life, life, paperOf } from '../support/life.ts';
import { confirmedRows, DIRECTORY } from '../support/people.ts';

const TWO = { withOfficer: 'officer2' };
const REASONS = { reasons: 'because' };

/** The notice of a fine of three times 40,000 yuan drawn by a unit, enough for a hearing. */
const notice = (more: object = {}) => ({
  ...CHEATING_FINE,
  noticeNumber: '告〔2026〕1号',
  amounts: [{ kind: 'drawn', yuan: 40_000, knownOn: '2026-08-03' }],
  actEndedOn: '2026-01-31',
  ...more,
});
const announcedNotice = (more: object = {}) => {
  const { service: _, ...rest } = notice({ noOtherWay: true, ...more });
  return rest;
};

const decision = (more: object = {}) => ({
  decisionNumber: '罚〔2026〕1号',
  kinds: ['fine'],
  fine: 120_000,
  confiscation: 0,
  announcedTo: 'present',
  mustPublish: true,
  publishGround: 'social-influence',
  ...TWO,
  ...more,
});

const SERVED = { service: 'direct', receipt: '回证1', remediesTold: true, repairNotice: true, ...TWO };
const OUTSIDE = {
  body: 'reconsideration-organ',
  how: 'annulled',
  decidedOn: '2026-09-25',
  reachedOn: '2026-09-30',
  procedural: false,
  redoOrdered: false,
  final: true,
  ...paperOf('2026-09-25', '行政复议决定书'),
};

/** A penalty proceeding in a state, its officers assigned, on a day at nine. */
function given(state: string, on: string, more: Partial<Proceeding> = {}, b: Beginning = {}): Life {
  const l = life({ receivedAt: `${on}T09:00:00+08:00`, ...b });
  const facts = { intent: 'deliberate', roles: ['organiser'], ...more.facts };
  return l.found('penalty', state, { ...more, facts }).given({
    officers: ['officer1', 'officer2'],
    accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
  });
}

const proposed = (on = '2026-09-07', b: Beginning = {}) => given('Proposed', on, {}, b);
const awaiting = (on = '2026-09-07', more: object = {}, b: Beginning = {}) => {
  const l = proposed(on, b);
  l.do('officer1', 'serve-notice', notice(more));
  return l;
};
/** A small fine for a unit: no hearing right, so that only the defence is awaited. */
const SMALL = { ground: 'other-by-law', fine: 4000 };
const toDecision = (more: object = {}, b: Beginning = {}) => {
  const l = awaiting('2026-09-07', { ...SMALL, ...more }, b);
  l.do('officer1', 'waive', { waives: ['defence', 'hearing'], ...paperOf('2026-09-07') });
  return l;
};
const SMALL_DECISION = { fine: 4000 };
const decided = (more: object = {}, noticeMore: object = {}, b: Beginning = {}) => {
  const l = toDecision(noticeMore, b);
  l.pair('officer1', 'depthead', 'decide', decision({ ...SMALL_DECISION, ...more }));
  return l;
};
const served = (on = '2026-09-21', more: object = {}, noticeMore: object = {}) => {
  const l = decided(more, noticeMore);
  l.on(on).do('officer1', 'serve', SERVED);
  return l;
};

describe('the notice of the intended penalty', () => {
  it('starts the five working days for a hearing and the house window, and stops the wait for the notice', () => {
    const l = awaiting('2026-09-07');
    expect(l.in('penalty')).toBe('AwaitingDefence');
    expect(l.due('hearing-ask')).toBe('2026-09-14');
    expect(l.runs('house-defence')).toBe(true);
    l.check();
  });

  it('offers no hearing below the amounts of the authority, and always one where they are not set', () => {
    const below = awaiting('2026-09-07', SMALL);
    expect(below.clocks('hearing-ask')).toHaveLength(0);
    expect(below.refused('officer1', 'ask-hearing', paperOf('2026-09-07')).basis.clause).toBe('APL art. 63');
    const unset = awaiting('2026-09-07', SMALL, { authority: { hearingThreshold: null } });
    expect(unset.runs('hearing-ask')).toBe(true);
    const hearing = [{ from: '2026-09-07', amounts: { person: 1_000, unit: 1_000 } }];
    expect(awaiting('2026-09-07', SMALL, { authority: { hearing } }).runs('hearing-ask')).toBe(true);
    const later = [{ from: '2026-09-08', amounts: null }];
    expect(awaiting('2026-09-07', SMALL, { authority: { hearing: later } }).runs('hearing-ask')).toBe(false);
    const heard = (...more: string[]) =>
      awaiting('2026-09-07', { ...SMALL, kinds: ['fine', ...more] }).runs('hearing-ask');
    for (const heavy of ['licence', 'business', 'other']) {
      expect([heavy, heard(heavy)]).toEqual([heavy, true]);
      expect([heavy, heard(heavy, 'warning'), heard('warning', heavy)]).toEqual([heavy, true, true]);
    }
    expect(heard('warning')).toBe(false);
  });

  it('takes the amount of a person for a person, and the lower one where nobody knows', () => {
    const person = proposed();
    person.given({ accused: { natural: true, linked: true, units: [], heads: [], persons: [] } });
    person.do('officer1', 'serve-notice', notice({ ...SMALL, fine: 6000 }));
    expect(person.runs('hearing-ask')).toBe(true);
    const unknown = proposed();
    unknown.given({ accused: { natural: null, linked: true, units: [], heads: [], persons: [] } });
    unknown.do('officer1', 'serve-notice', notice({ ...SMALL, fine: 6000 }));
    expect(unknown.runs('hearing-ask')).toBe(true);
    expect(awaiting('2026-09-07', { ...SMALL, fine: 6000 }).clocks('hearing-ask')).toHaveLength(0);
  });

  it('is refused for an act that stayed undiscovered for two years, five where financial safety was harmed', () => {
    const l = proposed('2026-09-07');
    const old = notice({ actEndedOn: '2024-09-06' });
    expect(l.refused('officer1', 'serve-notice', old)).toMatchObject({
      code: 'time-barred',
      basis: { kind: 'law', clause: 'APL art. 36; LSI art. 20' },
    });
    expect(l.ask('officer1', 'serve-notice', notice({ actEndedOn: '2024-09-07' })).ok).toBe(true);
    expect(l.ask('officer1', 'serve-notice', notice({ actEndedOn: '2024-09-06', financialHarm: true })).ok).toBe(true);
    expect(l.refused('officer1', 'serve-notice', notice({ actEndedOn: '2021-09-06', financialHarm: true })).code).toBe(
      'time-barred',
    );
    const known = notice({ actEndedOn: '2024-09-06', discoveredOn: '2026-03-02' });
    expect(l.ask('officer1', 'serve-notice', known).ok).toBe(true);
    const { actEndedOn: _, ...goingOn } = notice();
    expect(l.ask('officer1', 'serve-notice', goingOn).ok).toBe(true);
    // Discovered is when the tip came, or before it: what was found out since takes nothing away.
    const on = (discoveredOn: string, actEndedOn: string) =>
      l.ask('officer1', 'serve-notice', notice({ actEndedOn, discoveredOn })).ok;
    expect([on('2026-09-06', '2024-09-06'), on('2026-09-07', '2024-09-06')]).toEqual([true, false]);
    expect([on('2026-09-05', '2024-09-05'), on('2026-09-06', '2024-09-05')]).toEqual([true, false]);
    l.on('2026-09-09');
    expect([on('2026-09-09', '2024-09-07'), on('2026-09-09', '2024-09-06')]).toEqual([true, false]);
  });

  it('keeps the fine for cheating between two and five times the sum drawn, less only with a ground of leniency', () => {
    const l = proposed();
    expect(l.refused('officer1', 'serve-notice', notice({ fine: 200_000.01 })).code).toBe('fine-above-5x');
    expect(l.ask('officer1', 'serve-notice', notice({ fine: 200_000 })).ok).toBe(true);
    expect(l.refused('officer1', 'serve-notice', notice({ fine: 79_999.99 })).basis.clause).toContain(
      'SIL arts. 87–88',
    );
    expect(l.ask('officer1', 'serve-notice', notice({ fine: 30_000, leniency: ['confessed'] })).ok).toBe(true);
    expect(l.refused('officer1', 'serve-notice', notice({ amounts: [] })).code).toBe('fine-above-5x');
  });

  it('fines one act once', () => {
    const l = proposed();
    expect(l.refused('officer1', 'serve-notice', notice({ finedBefore: true })).basis.clause).toBe('APL arts. 29, 35');
    const other = notice({ finedBefore: true, kinds: ['licence'], fine: 0 });
    expect(l.ask('officer1', 'serve-notice', other).ok).toBe(true);
  });

  it('wants a sum with its kind, and no amount known after the day of the notice', () => {
    const l = proposed();
    expect(l.refused('officer1', 'serve-notice', notice({ kinds: ['warning'] })).code).toBe('sum-without-kind');
    expect(l.refused('officer1', 'serve-notice', notice({ confiscation: 1 })).code).toBe('sum-without-kind');
    const later = notice({ amounts: [{ kind: 'drawn', yuan: 40_000, knownOn: '2026-09-08' }] });
    expect(l.refused('officer1', 'serve-notice', later).code).toBe('amount-known-later');
  });

  it('waits until the findings say who caused it and whether there was intent', () => {
    const l = life({ receivedAt: '2026-09-07T09:00:00+08:00' }).found('penalty', 'Proposed');
    l.given({
      officers: ['officer1', 'officer2'],
      accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
    });
    expect(l.refused('officer1', 'serve-notice', notice()).code).toBe('intent-unanswered');
  });

  it('needs two officers', () => {
    const l = proposed();
    const { withOfficer: _, ...alone } = notice();
    expect(l.refused('officer1', 'serve-notice', alone).code).toBe('form-invalid');
    expect(l.refused('officer1', 'serve-notice', notice({ withOfficer: 'officer1' }))).toMatchObject({
      code: 'two-officers',
      fields: [{ field: 'withOfficer' }],
    });
  });

  it('counts as served thirty days after an announcement', () => {
    const l = proposed('2026-09-07');
    l.do('officer1', 'announce-notice', announcedNotice());
    expect(l.in('penalty')).toBe('Proposed');
    expect(l.due('service-by-announcement')).toBe('2026-10-08');
    l.to('2026-10-09');
    expect(l.in('penalty')).toBe('AwaitingDefence');
    expect(l.clock('service-by-announcement').outcome?.what).toBe('over');
    expect(l.due('hearing-ask')).toBe('2026-10-15');
    l.check();
  });

  it('served otherwise ends the announcement', () => {
    const l = proposed();
    l.do('officer1', 'announce-notice', announcedNotice());
    l.on('2026-09-10').do('officer1', 'serve-notice', notice());
    expect(l.in('penalty')).toBe('AwaitingDefence');
    expect(l.runs('service-by-announcement')).toBe(false);
  });
});

describe('the findings', () => {
  const findings = (more: object = {}) => ({
    covered: true,
    proposesPenalty: true,
    ground: 'cheating-fund',
    roles: ['organiser'],
    intent: 'intent',
    causedBy: 'accused',
    amounts: [{ kind: 'drawn', yuan: 40_000, knownOn: '2026-03-02' }],
    actEndedOn: '2026-01-31',
    evidence: ['documents'],
    report: 'words',
    ...TWO,
    ...more,
  });
  /** Filed on Monday 2 March 2026. */
  const found = () => {
    const l = life({ receivedAt: '2026-03-02T09:00:00+08:00' }).found('investigation', 'Investigating');
    l.given({
      regime: 'labour-inspection',
      officers: ['officer1', 'officer2'],
      accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
    });
    l.pair('officer1', 'unithead', 'file-case', { standardMet: true, ...TWO });
    l.on('2026-03-09').pair('officer1', 'unithead', 'findings-ready', findings());
    return l;
  };

  it('that propose a penalty open it, with what was found and the clocks of the decision', () => {
    const l = found();
    expect(l.in('penalty')).toBe('Proposed');
    expect(l.p('penalty').facts).toMatchObject({ ground: 'cheating-fund', intent: 'intent', actEndedOn: '2026-01-31' });
    expect(l.clock('penalty-decide').proceeding).toBe('penalty-1');
    expect(l.due('penalty-decide')).toBe('2026-06-01');
    expect(l.clock('inspection-decide').proceeding).toBe('penalty-1');
    expect(l.runs('house-propose')).toBe(true);
    l.check();
  });

  it('sent back for missing facts come again to the same penalty, and no clock is renewed', () => {
    const l = found();
    l.do('officer1', 'serve-notice', notice({ amounts: [], ...SMALL }), { proceeding: 'penalty' });
    l.do('officer1', 'waive', { waives: ['defence', 'hearing'], ...paperOf('2026-03-09') });
    l.do('depthead', 'send-back', { factsMissing: true, ...REASONS });
    expect(l.in('investigation')).toBe('Investigating');
    l.on('2026-03-16').pair('officer1', 'unithead', 'findings-ready', findings({ intent: 'negligence' }));
    expect(Object.values(l.state.proceedings).filter((p) => p.kind === 'penalty')).toHaveLength(1);
    expect(l.p('penalty')).toMatchObject({ state: 'Proposed', facts: { intent: 'negligence' } });
    expect(l.clocks('inspection-decide')).toHaveLength(1);
    l.do('officer1', 'propose-not-to-punish', { noPenaltyGround: 'no-fault', ...REASONS, ...TWO });
    const not = { noPenaltyGround: 'no-fault', decisionNumber: '不罚1', ...REASONS };
    l.do('depthead', 'not-to-punish', not);
    expect(l.stopped('penalty-decide')).toBe('met');
    expect(l.stopped('inspection-decide')).toBe('met');
    l.check();
  });
});

describe('the defence', () => {
  it('goes on when both windows are over, to the decision where no legal review is due', () => {
    const l = awaiting('2026-09-07');
    l.to('2026-09-15');
    expect(l.clock('hearing-ask').outcome?.what).toBe('lapse');
    expect(l.in('penalty')).toBe('AwaitingDefence');
    // Ten working days of the house example.
    l.to('2026-09-21');
    expect(l.in('penalty')).toBe('Decision');
    expect(l.runs('house-defence')).toBe(false);
    expect(l.clocks('house-legal-review')).toHaveLength(0);
    l.check();
  });

  it('goes to legal review first in a complex case or one of public interest', () => {
    for (const why of [{ complex: true }, { publicInterest: true }]) {
      const l = awaiting('2026-09-07', why);
      l.to('2026-09-21');
      expect(l.in('penalty')).toBe('LegalReview');
      expect(l.runs('house-legal-review')).toBe(true);
    }
  });

  it('goes on at once when the party waives both expressly', () => {
    const l = awaiting();
    l.do('officer1', 'waive', { waives: ['hearing'], ...paperOf('2026-09-07') });
    expect(l.in('penalty')).toBe('AwaitingDefence');
    expect(l.runs('hearing-ask')).toBe(false);
    l.do('officer1', 'waive', { waives: ['defence'], ...paperOf('2026-09-07') });
    expect(l.in('penalty')).toBe('Decision');
    expect(l.runs('house-defence')).toBe(false);
  });

  it('keeps the hearing open when only the statement is waived', () => {
    const l = awaiting();
    l.do('officer1', 'waive', { waives: ['defence'], ...paperOf('2026-09-07') });
    expect(l.in('penalty')).toBe('AwaitingDefence');
    l.to('2026-09-15');
    expect(l.in('penalty')).toBe('Decision');
  });

  it('without a house limit is closed by two officers, once the hearing can no longer be asked for', () => {
    const houseLimits = {};
    const l = awaiting('2026-09-07', {}, { authority: { houseLimits } });
    const close = { reasonable: true, ...REASONS, ...TWO };
    expect(l.refused('officer1', 'close-defence', close).basis.clause).toBe('APL art. 64(1)');
    l.to('2026-09-15');
    expect(l.in('penalty')).toBe('AwaitingDefence');
    l.do('officer1', 'close-defence', close);
    expect(l.in('penalty')).toBe('Decision');
    const set = awaiting('2026-09-07', SMALL);
    expect(set.refused('officer1', 'close-defence', close).code).toBe('defence-window-running');
  });

  it('is noted, and no decision is made before it was re-checked', () => {
    const l = awaiting('2026-09-07', SMALL);
    l.do('clerk', 'statement', { form: 'oral', content: 'words', ...paperOf('2026-09-07', '陈述申辩笔录') });
    expect(l.p('penalty').facts).toMatchObject({ statements: 1 });
    expect(JSON.stringify(l.state)).not.toContain('"words"');
    l.to('2026-09-21');
    expect(l.in('penalty')).toBe('Decision');
    expect(l.refused('officer1', 'decide:propose', decision(SMALL_DECISION)).basis.clause).toBe('APL art. 45');
    l.do('officer1', 'recheck-statement', { adopted: 'no', ...REASONS, ...TWO });
    expect(l.ask('officer1', 'decide:propose', decision(SMALL_DECISION)).ok).toBe(true);
  });

  it('on other facts or a heavier penalty begins again with a new notice', () => {
    const l = awaiting();
    l.do('officer1', 'other-facts-or-heavier', { ...REASONS, ...TWO });
    expect(l.in('penalty')).toBe('Proposed');
    expect(l.runs('hearing-ask')).toBe(false);
    expect(l.runs('house-defence')).toBe(false);
    expect(l.runs('house-propose')).toBe(true);
    // Nothing of the old notice counts.
    expect(l.p('penalty').facts.noticed).toBeNull();
  });

  it('waiting for the notice is watched again and again', () => {
    const l = awaiting();
    l.do('officer1', 'other-facts-or-heavier', { ...REASONS, ...TWO });
    l.to('2026-09-21');
    const events = l.to('2026-10-20');
    expect(l.tasks(events).map((x) => x.to)).toContain('unit-head');
    expect(l.clocks('house-propose').length).toBeGreaterThan(1);
    expect(l.runs('house-propose')).toBe(true);
  });
});

describe('the hearing', () => {
  /** Asked on Friday 11 September. */
  const asked = (b: Beginning = {}) => {
    const l = awaiting('2026-09-07', {}, b);
    l.on('2026-09-11').do('officer1', 'ask-hearing', paperOf('2026-09-11', '听证申请'));
    return l;
  };

  it('is asked for within five working days, else the right has lapsed', () => {
    const l = awaiting('2026-09-07');
    l.on('2026-09-15');
    expect(l.refused('officer1', 'ask-hearing', paperOf('2026-09-15'))).toMatchObject({
      code: 'hearing-asked-late',
      basis: { clause: 'APL art. 64(1)' },
    });
    l.do('officer1', 'ask-hearing', paperOf('2026-09-14'), { occurredAt: '2026-09-14' });
    expect(l.in('penalty')).toBe('HearingScheduled');
    l.check();
  });

  it('asked for in time is held, even if its paper is entered after silence had moved the case on', () => {
    const l = awaiting('2026-09-07');
    l.on('2026-09-22');
    expect(l.in('penalty')).toBe('Decision');
    l.do('officer1', 'ask-hearing', paperOf('2026-09-14'), { occurredAt: '2026-09-14' });
    expect(l.in('penalty')).toBe('HearingScheduled');
    expect(l.p('penalty').flags).not.toContain('defence-over');
    expect(l.stopped('hearing-ask')).toBe('entered-late');
    expect(l.events.some((e) => e.type === 'superseded')).toBe(true);
    l.check();
  });

  it('on Thursday 15 October 2026 is told by Tuesday 29 September', () => {
    const l = asked();
    expect(l.stopped('hearing-ask')).toBe('used');
    l.do('checker', 'schedule-hearing', { hearingOn: '2026-10-15' });
    expect(l.due('hearing-notify')).toBe('2026-09-29');
    const tell = { hearingNotice: '听告1', hearingService: 'direct', ...TWO };
    l.on('2026-09-29');
    expect(l.ask('officer1', 'tell-hearing', tell).ok).toBe(true);
    l.on('2026-09-30');
    expect(l.clock('hearing-notify').outcome?.what).toBe('warn');
    const late = l.refused('officer1', 'tell-hearing', tell);
    expect(late).toMatchObject({ code: 'hearing-notice-late', basis: { clause: 'APL art. 64(2)' } });
    expect(late.remedy?.en).toContain('Postpone');
    expect(l.refused('checker', 'postpone-hearing', { hearingOn: '2026-10-15', ...REASONS }).code).toBe(
      'hearing-too-near',
    );
    l.do('checker', 'postpone-hearing', { hearingOn: '2026-10-20', ...REASONS });
    expect(l.clocks('hearing-notify').filter((k) => k.stopped === null)).toHaveLength(1);
    l.do('officer1', 'tell-hearing', tell);
    expect(l.runs('hearing-notify')).toBe(false);
    l.check();
  });

  it('is not set on a day that leaves fewer than seven working days', () => {
    const l = asked();
    l.on('2026-09-30');
    const near = l.refused('checker', 'schedule-hearing', { hearingOn: '2026-10-15' });
    expect(near.basis.clause).toBe('APL art. 64(2)');
    expect(l.ask('checker', 'schedule-hearing', { hearingOn: '2026-10-16' }).ok).toBe(true);
  });

  const record = { hearingRecord: '笔录1', inPublic: 'public', signed: true };
  const toldFor = (l: Life) => {
    l.do('checker', 'schedule-hearing', { hearingOn: '2026-10-15' });
    l.on('2026-09-21').do('officer1', 'tell-hearing', { hearingNotice: '听告1', hearingService: 'post', ...TWO });
    return l;
  };

  it('is held on its day by a chair who is no investigator of the case, and always goes to legal review', () => {
    const l = toldFor(asked());
    expect(l.refused('checker', 'hold-hearing', record).code).toBe('hearing-day-not-come');
    l.on('2026-10-15').do('checker', 'hold-hearing', record);
    expect(l.in('penalty')).toBe('LegalReview');
    expect(l.p('penalty').flags).toContain('heard');
    for (const clock of ['house-hearing', 'house-defence', 'hearing-notify']) expect(l.runs(clock)).toBe(false);
    l.check();
  });

  it('is not chaired by an investigator', () => {
    const l = toldFor(asked());
    l.given({ officers: ['officer1', 'officer2', 'checker'] });
    l.on('2026-10-15');
    expect(l.refused('checker', 'hold-hearing', record)).toMatchObject({
      code: 'chair-is-investigator',
      basis: { clause: 'APL art. 64(4)' },
    });
  });

  it('is not chaired by somebody who stepped aside at the request of the party', () => {
    const l = toldFor(asked());
    const ask = { asker: 'party', against: 'unknown', person: 'checker', recusalReason: 'a relative' };
    l.do('officer1', 'record-recusal-request', { ...ask, ...paperOf('2026-09-21') }, { proceeding: 'penalty' });
    const decide = { request: 1, granted: true, recusalReasons: 'a relative' };
    l.do('depthead', 'decide-recusal', decide, { proceeding: 'penalty' });
    l.on('2026-10-15');
    expect(l.refused('checker', 'hold-hearing', record).code).toBe('case-unknown');
  });

  it('is not held when the party was not told', () => {
    const l = asked();
    l.do('checker', 'schedule-hearing', { hearingOn: '2026-10-15' });
    l.on('2026-10-15');
    expect(l.refused('checker', 'hold-hearing', record).basis.clause).toBe('APL art. 64(2)');
  });

  it('counts as waived when the party stays away or gives it up', () => {
    const away = toldFor(asked());
    away.on('2026-10-15').do('checker', 'hearing-forgone', { forgone: 'absent' });
    expect(away.in('penalty')).toBe('Decision');
    expect(away.p('penalty').flags).not.toContain('heard');
    const given = asked();
    given.do('officer1', 'withdraw-hearing', paperOf('2026-09-11'));
    expect(given.in('penalty')).toBe('Decision');
    expect(given.runs('house-hearing')).toBe(false);
  });

  it('not held is watched', () => {
    const l = asked();
    const events = l.to('2026-11-01');
    expect(l.in('penalty')).toBe('HearingScheduled');
    expect(l.tasks(events).some((x) => x.text.en === 'The hearing has not been held')).toBe(true);
    expect(l.clocks('house-hearing').length).toBeGreaterThan(1);
  });
});

describe('the legal review', () => {
  const inReview = () => {
    const l = awaiting('2026-09-07', { complex: true });
    l.to('2026-09-21');
    return l;
  };
  const OPINION = { opinionNumber: '法审1', opinion: 'sound' };

  it('passed opens the decision; the officers who served the notice cannot review', () => {
    const l = inReview();
    l.on('2026-09-22').do('legal', 'legal-passed', OPINION);
    expect(l.in('penalty')).toBe('Decision');
    expect(l.p('penalty').flags).toContain('legal-passed');
    const both = inReview();
    const officer1 = DIRECTORY.people.officer1!;
    both.directory = {
      ...DIRECTORY,
      people: {
        ...DIRECTORY.people,
        officer1: { ...officer1, grants: [{ ...officer1.grants[0]!, roles: ['officer', 'legal'] }] },
      },
    };
    expect(both.refused('officer1', 'legal-passed', OPINION).code).toBe('not-the-same-person');
  });

  it('failed goes back for a new notice', () => {
    const l = inReview();
    l.on('2026-09-22').do('legal', 'legal-failed', { factsMissing: false, ...REASONS });
    expect(l.in('penalty')).toBe('Proposed');
    expect(l.runs('house-propose')).toBe(true);
    expect(l.p('penalty').facts.noticed).toBeNull();
  });

  it('is watched', () => {
    const l = inReview();
    const events = l.to('2026-11-01');
    expect(l.tasks(events).map((x) => x.to)).toContain('dept-head');
    expect(l.in('penalty')).toBe('LegalReview');
  });

  it('that is due and has not passed bars the decision', () => {
    const l = given('Decision', '2026-09-07', {
      flags: ['defence-over', 'heard'],
      facts: { noticed: { fine: 4000, confiscation: 0, kinds: ['fine'] } },
    });
    expect(l.refused('officer1', 'decide:propose', decision(SMALL_DECISION)).basis.clause).toBe('APL art. 58');
  });
});

describe('the decision', () => {
  it('is proposed by two officers and made by the head of the department', () => {
    const l = toDecision();
    expect(l.refused('depthead', 'decide', {}).code).toBe('nothing-proposed');
    l.do('officer1', 'decide:propose', decision(SMALL_DECISION));
    expect(l.refused('officer2', 'decide', {}).code).toBe('not-your-role');
    l.do('depthead', 'decide', { opinion: 'agreed' });
    expect(l.in('penalty')).toBe('Decided');
    expect(l.clocks('penalty-serve')).toHaveLength(0);
    l.check();
  });

  it('is never made without a notice', () => {
    const l = proposed();
    l.do('officer1', 'propose-not-to-punish', { noPenaltyGround: 'no-fault', ...REASONS, ...TWO });
    expect(l.in('penalty')).toBe('Decision');
    expect(l.refused('officer1', 'decide:propose', decision()).basis.clause).toBe('APL arts. 44–45, 62');
  });

  it('is never heavier than the notice, in money or in kind; a new notice is the way out', () => {
    const l = toDecision();
    const heavier = l.refused('officer1', 'decide:propose', decision({ fine: 4000.01 }));
    expect(heavier).toMatchObject({ code: 'heavier-than-noticed', basis: { clause: 'APL arts. 44–45' } });
    const other = decision({ ...SMALL_DECISION, kinds: ['fine', 'licence'] });
    expect(l.refused('officer1', 'decide:propose', other).code).toBe('heavier-than-noticed');
    expect(l.ask('officer1', 'decide:propose', decision({ fine: 3000 })).ok).toBe(true);
    l.do('officer1', 'other-facts-or-heavier', { ...REASONS, ...TWO });
    l.do('officer1', 'serve-notice', notice({ ...SMALL, fine: 5000 }));
    l.do('officer1', 'waive', { waives: ['defence', 'hearing'], ...paperOf('2026-09-07') });
    l.pair('officer1', 'depthead', 'decide', decision({ fine: 5000 }));
    expect(l.p('penalty').facts.decided).toMatchObject({ fine: 5000 });
  });

  it('in a grave case needs the record of a collective decision', () => {
    const l = toDecision({ grave: true });
    expect(l.refused('officer1', 'decide:propose', decision(SMALL_DECISION)).basis.clause).toBe('APL art. 57 ¶2');
    const together = decision({ ...SMALL_DECISION, collectiveRecord: '纪要3' });
    expect(l.ask('officer1', 'decide:propose', together).ok).toBe(true);
  });

  it('names the ground where it must be published', () => {
    const l = toDecision();
    const { publishGround: _, ...without } = decision(SMALL_DECISION);
    expect(l.refused('officer1', 'decide:propose', without).code).toBe('publish-ground');
    expect(l.ask('officer1', 'decide:propose', { ...without, mustPublish: false }).ok).toBe(true);
  });

  it('is refused with TR 11 while the criminal track holds the act, and open again when it is lifted', () => {
    const l = toDecision();
    l.do('depthead', 'refer-to-police', REASONS);
    expect(l.p('penalty').flags).toEqual(expect.arrayContaining(['criminal-hold', 'decide-barred']));
    expect(l.in('police-referral')).toBe('ReferralDrafting');
    expect(l.refused('officer1', 'decide:propose', decision(SMALL_DECISION))).toMatchObject({
      code: 'criminal-hold',
      basis: { kind: 'law', clause: 'TR art. 11' },
    });
    expect(l.refused('depthead', 'refer-to-police', REASONS).code).toBe('not-in-this-state');
    // Not to punish is a decision on the act as well.
    expect(
      l.refused('officer1', 'not-to-punish-after-all:propose', {
        noPenaltyGround: 'no-fault',
        decisionNumber: '不罚〔2026〕1号',
        ...REASONS,
        ...TWO,
      }),
    ).toMatchObject({ code: 'criminal-hold', basis: { clause: 'TR art. 11' } });
    const events = l.system('penalty', 'lift-hold');
    expect(l.tasks(events).map((x) => x.to)).toEqual(['legal']);
    expect(l.p('penalty').flags).toContain('decide-barred');
    expect(l.ask('officer1', 'decide:propose', decision(SMALL_DECISION)).ok).toBe(true);
  });

  it('after a conviction is closed, or open only for what the authority alone can order', () => {
    const fined = toDecision();
    fined.system('penalty', 'hold');
    fined.system('penalty', 'hold-ended-by-conviction', { outcome: 'convicted' });
    expect(fined.in('penalty')).toBe('NotPunished');
    expect(fined.p('penalty').facts.noPenaltyGround).toBe('criminal-outcome');

    const licence = toDecision({ kinds: ['fine', 'licence'] });
    licence.system('penalty', 'hold');
    licence.system('penalty', 'hold-ended-by-conviction', { outcome: 'convicted' });
    expect(licence.in('penalty')).toBe('Decision');
    const again = decision({ ...SMALL_DECISION, kinds: ['fine', 'licence'] });
    expect(licence.refused('officer1', 'decide:propose', again).code).toBe('fined-before');
    expect(licence.ask('officer1', 'decide:propose', decision({ fine: 0, kinds: ['licence'] })).ok).toBe(true);

    const unpunished = toDecision();
    unpunished.system('penalty', 'hold');
    unpunished.system('penalty', 'hold-ended-by-conviction', { outcome: 'no-punishment' });
    expect(unpunished.in('penalty')).toBe('Decision');
    expect(unpunished.ask('officer1', 'decide:propose', decision(SMALL_DECISION)).ok).toBe(true);
  });

  it('whoever put a penalty before the head did not put before them that nothing comes of it: that is for two as well', () => {
    const l = toDecision();
    const both = DIRECTORY.people.officer1!;
    const grants = [...both.grants, ...DIRECTORY.people.depthead!.grants];
    l.directory = { ...DIRECTORY, people: { ...DIRECTORY.people, officer1: { ...both, grants } } };
    const form = { noPenaltyGround: 'evidence-insufficient', decisionNumber: '不罚1', ...REASONS };
    expect(l.refused('depthead', 'not-to-punish', form).code).toBe('not-in-this-state');
    expect(l.refused('depthead', 'not-to-punish-after-all', form).code).toBe('nothing-proposed');
    l.do('officer1', 'not-to-punish-after-all:propose', { ...form, ...TWO });
    expect(l.refused('officer1', 'not-to-punish-after-all', {}).code).toBe('not-your-own-proposal');
    l.do('depthead', 'not-to-punish-after-all', {});
    expect(l.in('penalty')).toBe('NotPunished');
  });

  it('that it is paid is entered by one and looked at by another, and counts from when it was entered', () => {
    const l = served();
    l.do('clerk', 'paid:propose', { amount: 4000, ...paperOf('2026-09-21', '缴款凭证') });
    expect(l.in('penalty')).toBe('Served');
    expect(l.runs('fine-pay')).toBe(true);
    // Silence rang in between, and was wrong.
    l.to('2026-10-20');
    expect(l.p('penalty').flags).toContain('overdue');
    l.do('unithead', 'paid', {});
    expect(l.in('penalty')).toBe('Executed');
    expect(l.stopped('fine-pay')).toBe('entered-late');
    expect(l.p('penalty').flags).not.toContain('overdue');
    l.check();
  });

  it('not to punish ends the proceeding; who proposed it does not decide it', () => {
    const l = proposed();
    l.do('officer1', 'propose-not-to-punish', { noPenaltyGround: 'slight-corrected', ...REASONS, ...TWO });
    const form = { noPenaltyGround: 'evidence-insufficient', decisionNumber: '不罚1', ...REASONS };
    expect(l.refused('officer1', 'not-to-punish', form).code).toBe('not-your-role');
    l.do('depthead', 'not-to-punish', form);
    expect(l.in('penalty')).toBe('NotPunished');
    expect(Object.values(l.state.clocks).filter((k) => k.proceeding === 'penalty-1' && !k.stopped)).toEqual([]);
  });

  it('can be sent back, and then a new notice is owed', () => {
    const l = toDecision();
    l.do('depthead', 'send-back', { factsMissing: false, ...REASONS });
    expect(l.in('penalty')).toBe('Proposed');
    expect(l.p('penalty').flags).toEqual([]);
    expect(l.runs('house-propose')).toBe(true);
  });

  it('of a labour inspection is filed upward in ten working days, also after the end', () => {
    const l = toDecision();
    l.given({ regime: 'labour-inspection' });
    l.pair('officer1', 'depthead', 'decide', decision(SMALL_DECISION));
    expect(l.due('penalty-upward-filing')).toBe('2026-09-20');
    l.do('officer1', 'serve', SERVED);
    l.pair('clerk', 'unithead', 'paid', { amount: 4000, ...paperOf('2026-09-07') });
    expect(l.in('penalty')).toBe('Executed');
    expect(l.runs('penalty-upward-filing')).toBe(true);
    const events = l.do('officer1', 'filed-upward', { filingNumber: '备1', ...TWO });
    expect(l.effects(events)).toMatchObject([{ kind: 'report-upward', to: 'superior' }]);
    expect(l.runs('penalty-upward-filing')).toBe(false);
    expect(l.in('penalty')).toBe('Executed');
    expect(l.refused('officer1', 'filed-upward', { filingNumber: '备1', ...TWO }).code).toBe('filing-not-owed');
    expect(decided().clocks('penalty-upward-filing')).toHaveLength(0);
  });
});

describe('the ninety days of the decision', () => {
  /** Filed on Monday 2 March 2026; the clock came with the findings. */
  const filed = (flags: string[] = []) => {
    const l = given('Decision', '2026-03-02', {
      flags: ['defence-over', ...flags],
      facts: { noticed: { fine: 4000, confiscation: 0, kinds: ['fine'] }, ground: 'other-by-law' },
    });
    l.state = {
      ...l.state,
      clocks: {
        'penalty-decide-1': {
          id: 'penalty-decide-1',
          deadline: 'penalty-decide',
          part: 0,
          proceeding: 'penalty-1',
          kind: 'our-duty',
          confidence: 'text',
          edition: null,
          count: { unit: 'cd', length: 90, start: '2026-03-02', roll: true, pauses: [], extensions: [] },
          started: l.now,
          fired: [],
          outcome: null,
          stopped: null,
        },
      },
    };
    return l;
  };

  it('end on Monday 1 June 2026; late is a breach for ever, and the decision is still possible', () => {
    const l = filed();
    expect(l.due('penalty-decide')).toBe('2026-06-01');
    l.to('2026-06-02');
    expect(l.clock('penalty-decide').outcome).toEqual({ what: 'breach', at: '2026-06-02T00:00:00+08:00' });
    expect(l.in('penalty')).toBe('Decision');
    l.on('2026-06-03').pair('officer1', 'depthead', 'decide', decision(SMALL_DECISION));
    expect(l.stopped('penalty-decide')).toBe('met-late');
    expect(l.clock('penalty-decide').outcome?.what).toBe('breach');
  });

  it('record no breach while barred by TR 11, until counsel has confirmed a reading', () => {
    const l = filed();
    l.system('penalty', 'hold');
    const events = l.to('2026-06-02');
    expect(l.clock('penalty-decide').outcome?.what).toBe('warn');
    expect(l.tasks(events).map((x) => x.to)).toContain('legal');
    const lifted = filed();
    lifted.system('penalty', 'hold');
    lifted.system('penalty', 'lift-hold');
    lifted.to('2026-06-02');
    expect(lifted.clock('penalty-decide').outcome?.what).toBe('warn');
    const confirmed = filed();
    confirmed.authority = { ...confirmed.authority, confirmed: confirmedRows('penalty-decide') };
    confirmed.system('penalty', 'hold');
    confirmed.to('2026-06-02');
    expect(confirmed.clock('penalty-decide').outcome?.what).toBe('breach');
  });

  it('stop without a breach when the court has punished the act', () => {
    const l = filed();
    l.system('penalty', 'hold');
    l.system('penalty', 'hold-ended-by-conviction', { outcome: 'convicted' });
    expect(l.stopped('penalty-decide')).toBe('cancelled');
  });
});

describe('service and execution', () => {
  it('of a fine received on Monday 21 September 2026 gives until Thursday 8 October to pay', () => {
    const l = served('2026-09-21');
    expect(l.in('penalty')).toBe('Served');
    expect(l.due('fine-pay')).toBe('2026-10-08');
    expect(l.due('reconsider-ask')).toBe('2026-11-20');
    expect(l.due('sue-directly')).toBe('2027-03-22');
    expect(l.clocks('house-perform')).toHaveLength(0);
  });

  it('absent at the announcement: seven working days to serve, and late is a breach', () => {
    const l = decided({ announcedTo: 'absent' });
    expect(l.due('penalty-serve')).toBe('2026-09-16');
    const events = l.to('2026-09-17');
    expect(l.clock('penalty-serve').outcome?.what).toBe('breach');
    expect(l.tasks(events).map((x) => x.to)).toContain('unit-head');
    l.on('2026-09-17').do('officer1', 'serve', SERVED);
    expect(l.stopped('penalty-serve')).toBe('met-late');
  });

  it('by announcement is in time when announced, and takes effect after thirty days', () => {
    const l = decided({ announcedTo: 'absent' });
    l.do('officer1', 'announce-decision', { announcement: '公告1', noOtherWay: true, ...TWO });
    expect(l.stopped('penalty-serve')).toBe('met');
    expect(l.in('penalty')).toBe('Decided');
    l.to('2026-10-09');
    expect(l.in('penalty')).toBe('Served');
    expect(l.runs('fine-pay')).toBe(true);
    expect(l.runs('reconsider-ask')).toBe(true);
    l.check();
  });

  it('ends when it is paid; the rights of the party run on', () => {
    const l = served();
    expect(l.refused('clerk', 'paid:propose', { amount: 3999, ...paperOf('2026-09-21') }).code).toBe(
      'not-paid-in-full',
    );
    l.pair('clerk', 'unithead', 'paid', { amount: 4000, ...paperOf('2026-09-21', '缴款凭证') });
    expect(l.in('penalty')).toBe('Executed');
    expect(l.stopped('fine-pay')).toBe('met');
    expect(l.runs('reconsider-ask')).toBe(true);
    l.to('2026-11-21');
    expect(l.clock('reconsider-ask').outcome?.what).toBe('lapse');
    l.check();
  });

  it('late is overdue, and then the surcharge is stated, never above the fine', () => {
    const l = served();
    l.to('2026-10-09');
    expect(l.p('penalty').flags).toContain('overdue');
    expect(l.clock('fine-pay').outcome?.what).toBe('silence');
    const paid = { amount: 4000, ...paperOf('2026-10-09') };
    expect(l.refused('clerk', 'paid:propose', paid).basis.clause).toBe('APL art. 72 ¶1(1)');
    expect(l.refused('clerk', 'paid:propose', { ...paid, surcharge: 4001 }).code).toBe('surcharge-above-fine');
    l.pair('clerk', 'unithead', 'paid', { ...paid, surcharge: 120 });
    expect(l.in('penalty')).toBe('Executed');
    expect(l.p('penalty').flags).not.toContain('overdue');
  });

  it('of a penalty without money ends when it was carried out', () => {
    const l = served('2026-09-21', { kinds: ['warning'], fine: 0 }, { kinds: ['warning'], fine: 0 });
    expect(l.clocks('fine-pay')).toHaveLength(0);
    expect(l.runs('house-perform')).toBe(true);
    l.to('2026-11-01');
    expect(l.p('penalty').flags).toContain('overdue');
    l.do('officer1', 'carried-out', { carriedOut: 'done', ...TWO });
    expect(l.in('penalty')).toBe('Executed');
  });

  it('of both kinds ends with the second of the two', () => {
    const both = { kinds: ['fine', 'licence'] };
    const l = served('2026-09-21', both, both);
    l.pair('clerk', 'unithead', 'paid', { amount: 4000, ...paperOf('2026-09-21') });
    expect(l.in('penalty')).toBe('Served');
    l.do('officer1', 'carried-out', { carriedOut: 'done', ...TWO });
    expect(l.in('penalty')).toBe('Executed');
    const other = served('2026-09-21', both, both);
    other.do('officer1', 'carried-out', { carriedOut: 'done', ...TWO });
    expect(other.in('penalty')).toBe('Served');
    other.pair('clerk', 'unithead', 'paid', { amount: 4000, ...paperOf('2026-09-21') });
    expect(other.in('penalty')).toBe('Executed');
  });

  it('on the spot goes from the officer to the organ to the bank, two working days each, by different people', () => {
    const small = { kinds: ['fine'], fine: 100 };
    const l = decided(small, small);
    const spot = { onTheSpot: 'small', amount: 100, receipt: '票1', ...TWO };
    expect(decided().refused('officer1', 'collected-on-the-spot', spot).basis.clause).toBe('APL arts. 68–69');
    expect(l.refused('officer1', 'on-the-spot-handed-in', { receipt: '1' }).code).toBe('on-the-spot-not-collected');
    l.do('officer1', 'collected-on-the-spot', spot);
    expect(l.due('onsite-fine-handover')).toBe('2026-09-09');
    l.on('2026-09-09').do('officer1', 'on-the-spot-handed-in', { receipt: '2' });
    expect(l.clock('onsite-fine-handover')).toMatchObject({ part: 1, stopped: null });
    expect(l.due('onsite-fine-handover')).toBe('2026-09-11');
    l.do('clerk', 'on-the-spot-banked', { receipt: '3' });
    expect(l.in('penalty')).toBe('Executed');
    expect(l.runs('onsite-fine-handover')).toBe(false);
    expect(l.runs('reconsider-ask')).toBe(true);
    l.check();
  });

  it('of a fine that was served before it was banked leaves the days of remedy as the service began them', () => {
    const small = { kinds: ['fine'], fine: 100 };
    const l = served('2026-09-21', small, small);
    const remedies = [l.due('reconsider-ask'), l.due('sue-directly')];
    l.do('officer1', 'collected-on-the-spot', { onTheSpot: 'small', amount: 100, receipt: '票1', ...TWO });
    l.on('2026-09-22').do('officer1', 'on-the-spot-handed-in', { receipt: '2' });
    l.on('2026-09-23').do('clerk', 'on-the-spot-banked', { receipt: '3' });
    expect(l.in('penalty')).toBe('Executed');
    expect([l.clocks('reconsider-ask').length, l.clocks('sue-directly').length]).toEqual([1, 1]);
    expect([l.due('reconsider-ask'), l.due('sue-directly')]).toEqual(remedies);
  });

  it('on the spot is small up to a hundred yuan, else only where it is hard to collect later, and never in part', () => {
    const ask = (fine: number, onTheSpot: string, amount = fine, kinds = ['fine']) => {
      const sums = { kinds, fine };
      const l = decided(sums, sums);
      const form = { onTheSpot, amount, receipt: '票1', ...TWO };
      const verdict = l.ask('officer1', 'collected-on-the-spot', form);
      return verdict.ok ? 'yes' : verdict.refusal.code;
    };
    expect([ask(100, 'small'), ask(100.01, 'small'), ask(100.01, 'hard-later'), ask(4000, 'remote')]).toEqual([
      'yes',
      'collected-on-the-spot',
      'yes',
      'yes',
    ]);
    expect(ask(100, 'small', 100.01)).toBe('collected-on-the-spot');
    expect(ask(0, 'small', 0, ['warning'])).toBe('collected-on-the-spot');
  });
});

describe('the listing', () => {
  it('is proposed by the credit post on a condition found to be met, once the decision is served', () => {
    const l = decided();
    expect(l.refused('credit', 'propose-listing', { condition: 'cheating' }).code).toBe('not-in-this-state');
    l.on('2026-09-21').do('officer1', 'serve', SERVED);
    expect(l.refused('officer1', 'propose-listing', { condition: 'cheating' }).code).toBe('not-your-role');
    expect(l.refused('credit', 'propose-listing', { condition: 'false-documents' }).basis.clause).toBe('M45 art. 5');
    l.do('credit', 'propose-listing', { condition: 'cheating' });
    expect(l.p('listing').facts).toMatchObject({ condition: 'cheating', penalty: 'penalty-1' });
    expect(l.in('penalty')).toBe('Served');
    expect(l.refused('credit', 'propose-listing', { condition: 'cheating' }, { proceeding: 'penalty' }).code).toBe(
      'listing-open',
    );
  });

  it('is one at a time for one penalty: not beside an open one, but beside that of another penalty and after one that ended', () => {
    const proposes = (listing: Partial<Proceeding> & { penalty: string }) => {
      const { penalty, ...more } = listing;
      const l = served('2026-09-21').found('listing', 'Proposed', { facts: { penalty }, ...more });
      return l.ask('credit', 'propose-listing', { condition: 'cheating' }, { proceeding: 'penalty' }).ok;
    };
    expect(proposes({ penalty: 'penalty-1' })).toBe(false);
    expect(proposes({ penalty: 'penalty-9' })).toBe(true);
    expect(proposes({ penalty: 'penalty-1', state: 'NotListed', ended: '2026-09-21T10:00:00+08:00' })).toBe(true);
  });
});

describe('a decision reversed', () => {
  it('by another body ends what runs against the party and asks what follows', () => {
    const l = served('2026-09-21');
    l.on('2026-09-30');
    const early = { ...OUTSIDE, decidedOn: '2026-09-01' };
    expect(l.refused('officer1', 'reversed-outside:propose', early).code).toBe('decided-after-it-reached-us');
    const events = l.pair('officer1', 'depthead', 'reversed-outside', OUTSIDE);
    expect(l.in('penalty')).toBe('Reversed');
    for (const clock of ['fine-pay', 'reconsider-ask', 'sue-directly']) expect(l.stopped(clock)).toBe('cancelled');
    expect(l.runs('house-redo')).toBe(true);
    expect(l.tasks(events).some((x) => x.basis === 'AEL art. 41')).toBe(true);
    expect(l.refused('depthead', 'stands-changed', {}).code).toBe('nothing-stands');
    l.pair('officer1', 'depthead', 'nothing-to-redo', { ...REASONS, ...TWO });
    expect(l.in('penalty')).toBe('Annulled');
    l.check();
  });

  it('re-opens an executed penalty as a new run', () => {
    const l = served('2026-09-21');
    l.pair('clerk', 'unithead', 'paid', { amount: 4000, ...paperOf('2026-09-21') });
    l.on('2026-09-30').pair('legal', 'depthead', 'reversed-outside', { ...OUTSIDE, body: 'court' });
    expect(l.p('penalty')).toMatchObject({ state: 'Reversed', run: 2, ended: null });
    expect(l.stopped('reconsider-ask')).toBe('cancelled');
  });

  it('by ourselves needs officers who propose and the head of the department', () => {
    const l = decided();
    const form = { how: 'annulled', orderedFromAbove: false, correctionNumber: '纠1', ...REASONS, ...TWO };
    expect(l.refused('depthead', 'correct-own', {}).code).toBe('nothing-proposed');
    l.pair('officer1', 'depthead', 'correct-own', form);
    expect(l.in('penalty')).toBe('Reversed');
    expect(l.p('penalty').facts).toMatchObject({ body: 'own', how: 'annulled', decidedOn: '2026-09-07' });
  });

  it('stands in changed form only where it was changed or declared unlawful, and the money runs by the new text', () => {
    const text = {
      decisionNumber: '复1',
      kinds: ['fine'],
      fine: 2000,
      confiscation: 0,
      receivedOn: '2026-10-12',
    };
    const annulled = served();
    annulled.on('2026-10-12').pair('officer1', 'depthead', 'reversed-outside', OUTSIDE);
    expect(annulled.refused('depthead', 'stands-changed', text).code).toBe('nothing-stands');
    const l = served();
    l.on('2026-10-12').pair('officer1', 'depthead', 'reversed-outside', { ...OUTSIDE, how: 'changed' });
    l.do('depthead', 'stands-changed', text);
    expect(l.in('penalty')).toBe('Served');
    expect(l.due('fine-pay')).toBe('2026-10-27');
    expect(l.runs('house-perform')).toBe(false);
    expect(l.p('penalty').flags).not.toContain('overdue');
    // What is left to be done and not to be paid is waited for, too, from the day on which the party had the text.
    const conduct = served();
    conduct.on('2026-10-12').pair('officer1', 'depthead', 'reversed-outside', { ...OUTSIDE, how: 'changed' });
    conduct.do('depthead', 'stands-changed', { ...text, kinds: ['business'], fine: 0 });
    expect([conduct.runs('fine-pay'), conduct.runs('house-perform')]).toEqual([false, true]);
    expect(conduct.clock('house-perform').count?.start).toBe('2026-10-12');
    l.pair('clerk', 'unithead', 'paid', { amount: 2000, ...paperOf('2026-10-12') });
    expect(l.in('penalty')).toBe('Executed');
    l.check();
  });

  it('is not decided again on the same facts, save after an annulment for procedure, and never heavier', () => {
    const l = served();
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', OUTSIDE);
    const redo = { newFacts: false, ...REASONS, ...TWO };
    expect(l.refused('officer1', 'redo:propose', redo).basis.clause).toBe('ARL art. 64; ALL art. 71');
    const p = served();
    p.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', { ...OUTSIDE, procedural: true });
    p.pair('officer1', 'depthead', 'redo', redo);
    expect(p.in('penalty')).toBe('Proposed');
    expect(p.p('penalty').flags).toEqual([]);
    expect(p.refused('officer1', 'serve-notice', notice({ ...SMALL, fine: 4001 })).basis.clause).toBe(
      'ARL art. 63; ALL art. 77',
    );
    expect(p.ask('officer1', 'serve-notice', notice({ ...SMALL, fine: 4000 })).ok).toBe(true);
    p.check();
  });

  it.each(['court', 'reconsideration-organ', 'superior-organ'])(
    'on the remedy of the party alone binds what follows: annulled by %s',
    (body) => {
      const onRemedy = body !== 'superior-organ';
      const l = served();
      l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', { ...OUTSIDE, body });
      const again = l.ask('officer1', 'redo:propose', { newFacts: false, ...REASONS, ...TWO });
      expect(again.ok ? null : again.refusal.code).toBe(onRemedy ? 'same-act-again' : null);
      l.pair('officer1', 'depthead', 'redo', { newFacts: true, ...REASONS, ...TWO });
      const ceiling = { fine: 4000, confiscation: 0, kinds: ['fine'] };
      expect(l.p('penalty').facts).toMatchObject({ noticed: null, ceiling: onRemedy ? ceiling : null });
      const heavier = notice({ ...SMALL, kinds: ['fine', 'confiscation'], fine: 3000, confiscation: 1 });
      const verdict = l.ask('officer1', 'serve-notice', heavier);
      expect(verdict.ok ? null : verdict.refusal.code).toBe(onRemedy ? 'worse-after-remedy' : null);
    },
  );

  it('reached us on the day it was made or later, and was made no earlier than ours', () => {
    const asks = (decidedOn: string) => {
      const l = served('2026-09-21').on('2026-09-30');
      const verdict = l.ask('officer1', 'reversed-outside:propose', {
        ...OUTSIDE,
        decidedOn,
        ...paperOf('2026-09-30'),
      });
      return verdict.ok ? null : verdict.refusal.code;
    };
    expect(['2026-09-06', '2026-09-07', '2026-09-30', '2026-10-01'].map(asks)).toEqual([
      'decided-after-it-reached-us',
      null,
      null,
      'decided-after-it-reached-us',
    ]);
  });

  it('that was declared unlawful or changed stands in that form; annulled, nothing stands', () => {
    const stands = (how: string) => {
      const l = served();
      l.on('2026-10-12').pair('officer1', 'depthead', 'reversed-outside', { ...OUTSIDE, how });
      const text = { decisionNumber: '复1', kinds: ['fine'], fine: 2000, confiscation: 0, receivedOn: '2026-10-12' };
      const verdict = l.ask('depthead', 'stands-changed', text);
      return verdict.ok ? 'stands' : verdict.refusal.code;
    };
    expect(['changed', 'unlawful', 'annulled'].map(stands)).toEqual(['stands', 'stands', 'nothing-stands']);
  });

  it('and then forgotten is watched', () => {
    const l = decided();
    const form = { how: 'annulled', orderedFromAbove: false, correctionNumber: '纠1', ...REASONS, ...TWO };
    l.pair('officer1', 'depthead', 'correct-own', form);
    const events = l.to('2026-11-01');
    expect(l.tasks(events).map((x) => x.to)).toContain('dept-head');
    expect(l.in('penalty')).toBe('Reversed');
    expect(l.runs('house-redo')).toBe(true);
  });
});

describe('what a person sees', () => {
  it('offers each act with its form or says why not', () => {
    const l = toDecision();
    const acts = actsFor(l.state, DIRECTORY.people.officer1!, l.facts());
    expect(acts.allowed.map((a) => a.act)).toContain('decide:propose');
    l.do('depthead', 'refer-to-police', REASONS);
    const held = actsFor(l.state, DIRECTORY.people.officer1!, l.facts());
    expect(held.refused.find((a) => a.act === 'decide:propose')?.refusal.basis.clause).toBe('TR art. 11');
  });
});
