/** Each condition at its bound: the last that is allowed and the first that is not. */
import { describe, expect, test } from 'vitest';
import type { Ctx, FactSheet, Guard, Proceeding, ProceedingKind } from '../../domain/case/types.ts';
import type { Role } from '../../domain/people/types.ts';
import * as review from '../../domain/proceedings/intake/review.ts';
import { noticeFits } from '../../domain/proceedings/intake/telling.ts';
import { CHANNEL } from '../../domain/proceedings/intake/terms.ts';
import * as ways from '../../domain/proceedings/intake/ways-out.ts';
import { checkAhead, onSpotGround } from '../../domain/proceedings/investigation/checks.ts';
import * as closing from '../../domain/proceedings/investigation/closing.ts';
import * as findings from '../../domain/proceedings/investigation/findings.ts';
import * as outcomes from '../../domain/proceedings/investigation/outcomes.ts';
import { causeEndFits } from '../../domain/proceedings/investigation/suspension.ts';
import * as listing from '../../domain/proceedings/listing/guards.ts';
import { countedOtherwise } from '../../domain/proceedings/paper/documents.ts';
import { TRANSFER_TO } from '../../domain/proceedings/parts/receivers.ts';
import { collective, publishGrounded } from '../../domain/proceedings/penalty/decision.ts';
import { waivesOnly } from '../../domain/proceedings/penalty/defence.ts';
import { hearingDayCome } from '../../domain/proceedings/penalty/hearing.ts';
import { paidInFull, surchargeBound, surchargeStated } from '../../domain/proceedings/penalty/performance.ts';
import { fineNotAbove, fineNotBelow, notHeavier, notWorse } from '../../domain/proceedings/penalty/sanction.ts';
import * as police from '../../domain/proceedings/police-referral/guards.ts';
import { type Beginning, type Life, life } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';

type Moment = Partial<Omit<Ctx, 'form'>> & { form?: object };

type Standing = Partial<Omit<Proceeding, 'facts'>> & { facts?: object };

/** A proceeding in a state on a day at ten, and what a guard says there: null, or its code. */
function standing(kind: ProceedingKind, on: string, { facts = {}, ...more }: Standing = {}, b: Beginning = {}) {
  const l: Life = life({ receivedAt: `${on}T10:00:00+08:00`, ...b });
  l.found(kind, more.state ?? 'any', { ...more, facts: facts as FactSheet });
  // What a guard reads of its form and its proceeding is said in its type; here both are given by hand.
  const at = <Form, Kept>({ form = {}, ...rest }: Moment = {}) =>
    ({
      case: l.state,
      p: l.p(kind),
      filled: true,
      at: l.now,
      facts: l.facts(),
      person: null,
      form,
      ...rest,
    }) as unknown as Ctx<Form, Kept>;
  const says = <Form, Kept>(guard: Guard<Form, Kept>, moment: Moment = {}) => guard.check(at(moment))?.code ?? null;
  return { l, at, says };
}

describe('the way out of intake', () => {
  const intake = (matterRegime: string | undefined, facts: object = {}, state = 'UnderReview') =>
    standing('intake', '2026-08-03', { state, facts: { ...(matterRegime ? { matterRegime } : {}), ...facts } });
  const ALL = TRANSFER_TO.map(([id]) => id);
  const TRACKS = CHANNEL.map(([id]) => id);

  test.each<[string, string, boolean, string[], string[]]>([
    ['fund', '受理', true, ['hrss', 'superior'], []],
    ['labour-inspection', '受理或者转劳动保障监察投诉', true, ['hrss', 'superior'], ['labour-complaint']],
    ['medical', '移送医疗保障行政部门', false, ['superior', 'medical-security'], []],
    [
      'collection',
      '书面移送财政部门或者征收机构',
      false,
      ['superior', 'finance', 'collection-body'],
      ['labour-complaint'],
    ],
    [
      'petition',
      '告知途径并转相应渠道',
      false,
      ['superior', 'petition-organ'],
      ['labour-complaint', 'petition-direct', 'petition-assigned', 'information-request'],
    ],
    [
      'subsidy',
      '移送就业资金主管部门，或者转相应渠道',
      false,
      ['hrss', 'superior', 'finance', 'other'],
      ['labour-complaint', 'petition-direct', 'petition-assigned'],
    ],
    ['discipline', '按管理权限移送纪检监察机关', false, ['superior', 'discipline'], ['discipline']],
    ['other', '不予受理、移送或者转渠道', false, ALL, TRACKS],
  ])('of a matter of the regime %s is %s', (regime, way, inside, bodies, channels) => {
    const { at, says } = intake(regime);
    const to = (transferTo: string) => says(ways.rightBody, { form: { transferTo } });
    const by = (channelTo: string) => says(ways.rightChannel, { form: { channelTo } });
    expect(ALL.filter((id) => to(id) === null)).toEqual(bodies);
    expect(TRACKS.filter((id) => by(id) === null)).toEqual(channels);
    for (const id of ALL) if (!bodies.includes(id)) expect(to(id)).toBe('not-that-way');
    for (const id of TRACKS) if (!channels.includes(id)) expect(by(id)).toBe('not-that-channel');
    const no = ways.insideRegime.check(at());
    expect([no?.code ?? null, no?.remedy?.zh ?? way]).toEqual([inside ? null : 'outside-regime', way]);
    const wrong = ways.rightBody.check(at({ form: { transferTo: 'nowhere' } }));
    expect([wrong?.remedy?.zh, wrong?.fields?.[0]?.field]).toEqual([way, 'transferTo']);
    const track = ways.rightChannel.check(at({ form: { channelTo: 'nowhere' } }));
    expect([track?.remedy?.zh, track?.fields?.[0]?.field]).toEqual([way, 'channelTo']);
    expect(says(ways.rightBody, { form: { transferTo: 'nowhere' }, filled: false })).toBeNull();
    const refused = says(ways.groundFits, { form: { refusalGround: 'out-of-scope' } });
    expect(refused).toBe(inside ? 'inside-scope' : null);
    expect(says(ways.groundFits, { form: { refusalGround: 'no-target-or-clue' } })).toBeNull();
  });

  test('is any before a regime is known, and what was never paid in is no matter of the fund', () => {
    const { says } = intake(undefined);
    const form = { transferTo: 'x', channelTo: 'x', refusalGround: 'out-of-scope' };
    expect([
      says(ways.rightBody, { form }),
      says(ways.rightChannel, { form }),
      says(ways.groundFits, { form }),
    ]).toEqual([null, null, null]);
    expect(says(ways.insideRegime)).toBeNull();
    const never = intake('fund', { money: 'never-in' });
    expect(never.says(ways.paidOut)).toBe('never-paid-in');
    expect(never.says(ways.groundFits, { form: { refusalGround: 'out-of-scope' } })).toBeNull();
    expect(intake('labour-inspection', { money: 'never-in' }).says(ways.paidOut)).toBeNull();
    expect(intake('fund', { money: 'both' }).says(ways.paidOut)).toBeNull();
  });

  test('as concluded without a new clue names the case that was concluded', () => {
    const asked = (form: object) => intake('fund').says(ways.concludedNamed, { form });
    expect([
      asked({ refusalGround: 'concluded-no-new-clue' }),
      asked({ refusalGround: 'concluded-no-new-clue', concludedCase: 'c' }),
      asked({ refusalGround: 'out-of-scope' }),
    ]).toEqual(['concluded-case-unnamed', null, null]);
  });

  test('back from a petition organ needs our consent and its days; from another body neither', () => {
    const asked = (transferTo: string, form: object = {}, state = 'TransferDone') => {
      const s = intake('other', { transferTo }, state);
      return [s.says(ways.objectionOpen), s.says(ways.returnAgreed, { form })];
    };
    expect(asked('hrss')).toEqual([null, null]);
    expect(asked('petition-organ')).toEqual(['objection-lapsed', 'return-not-agreed']);
    expect(asked('petition-organ', { returnAgreed: false })[1]).toBe('return-not-agreed');
    expect(asked('petition-organ', { returnAgreed: true }, 'Transferred')).toEqual([null, null]);
    const days = (...deadlines: string[]) => {
      const s = intake('other', { transferTo: 'petition-organ' }, 'TransferDone');
      const clocks = deadlines.map((deadline, i) => [`c${i}`, { deadline, outcome: null, fired: [] }]);
      s.l.state = { ...s.l.state, clocks: Object.fromEntries(clocks) };
      return s.says(ways.objectionOpen);
    };
    expect(days('petition-assignment-objection', 'tip-review')).toBeNull();
    expect(days('tip-review')).toBe('objection-lapsed');
  });

  test('on another track starts the clocks of that track alone', () => {
    const started = (channelTo: string) => {
      const { at } = intake('other', { channelTo });
      return ways.trackStarts.filter((s) => s.when?.(at())).map((s) => s.deadline);
    };
    expect(TRACKS.map(started)).toEqual([
      ['labour-complaint-accept'],
      ['petition-direct-notice'],
      ['petition-assigned-notice'],
      ['foi-reply', 'foi-misfiled'],
      [],
    ]);
  });

  test('is told as what it was, in each state in which it is that', () => {
    const fits = (told: string, state: string) =>
      intake('fund', {}, state).says(noticeFits, { form: { told } }) === null;
    const states = [
      'Accepted',
      'Merged',
      'MergedDone',
      'NotAccepted',
      'Transferred',
      'TransferDone',
      'HandedOver',
      'UnderReview',
    ];
    expect(states.filter((state) => fits('accepted', state))).toEqual(['Accepted', 'Merged', 'MergedDone']);
    expect(states.filter((state) => fits('refused', state))).toEqual(['NotAccepted']);
    expect(states.filter((state) => fits('transferred', state))).toEqual(['Transferred', 'TransferDone', 'HandedOver']);
  });

  test('is asked of a named tipster only once they were contacted; a new clue came after the refusal and not tomorrow', () => {
    const asked = (named: boolean, contacted: boolean) =>
      standing('intake', '2026-08-03', {}, { named }).says(review.supplementAsked, { form: { contacted } });
    expect([asked(true, false), asked(true, true), asked(false, false)]).toEqual(['tipster-not-contacted', null, null]);
    const clue = (clueReceivedOn: string, ended: string | null) =>
      standing('intake', '2026-08-03', { ended }).says(review.newReceiptFits, { form: { clueReceivedOn } });
    const ENDED = '2026-08-01T10:00:00+08:00';
    expect(['2026-07-31', '2026-08-01', '2026-08-03', '2026-08-04'].map((day) => clue(day, ENDED))).toEqual([
      'clue-date',
      null,
      null,
      'clue-date',
    ]);
    expect([clue('2020-01-01', null), clue('2026-08-04', null)]).toEqual([null, 'clue-date']);
  });
});

describe('an investigation', () => {
  const on = (facts: object = {}, more: Standing = {}) => standing('investigation', '2026-08-03', { ...more, facts });

  test('announces a check ahead, or says why the notice would spoil it', () => {
    const asked = (form: object) => [on().says(onSpotGround, { form }), on().says(checkAhead, { form })];
    expect(asked({ checkNotice: 'on-spot', noticeWouldSpoil: true, checkOn: '2026-08-03' })).toEqual([null, null]);
    expect(asked({ checkNotice: 'on-spot', checkOn: '2026-08-02' })).toEqual(['on-spot-ground', 'check-in-past']);
    expect(asked({ checkNotice: 'on-spot', noticeWouldSpoil: false, checkOn: '2026-08-04' })).toEqual([
      'on-spot-ground',
      null,
    ]);
    expect(asked({ checkNotice: 'before', checkOn: '2026-08-04' })).toEqual([null, null]);
  });

  test('that proposes a penalty says who caused it, with what intent, on what ground; one that proposes none need not', () => {
    const full = { proposesPenalty: true, causedBy: 'accused', intent: 'intent', ground: 'x' };
    const asked = (form: object, flags = ['case-filed']) => {
      const s = on({}, { flags });
      return [
        s.says(findings.causeAnswered, { form }),
        s.says(findings.groundNamed, { form }),
        s.says(findings.filedFirst, { form }),
        s.says(findings.undisputedForPenalty, { form }),
      ];
    };
    const NONE = [null, null, null, null];
    expect(asked(full)).toEqual(NONE);
    expect(asked({ proposesPenalty: false, causedBy: 'unclear', intent: 'unclear' }, ['disputed'])).toEqual(NONE);
    expect(asked({ ...full, causedBy: 'unclear' })[0]).toBe('cause-and-intent');
    expect(asked({ ...full, intent: 'unclear' })[0]).toBe('cause-and-intent');
    expect(asked({ ...full, ground: undefined })[1]).toBe('penalty-ground');
    expect(asked(full, ['disputed']).slice(2)).toEqual(['case-not-filed', 'disputed-finding']);
    const rests = (...evidence: string[]) => on().says(findings.moreThanMatch, { form: { evidence } });
    expect([rests('data-match'), rests('data-match', 'records'), rests('records')]).toEqual([
      'match-is-a-lead',
      null,
      null,
    ]);
    const known = (...days: string[]) =>
      on().says(findings.amountsKnown, { form: { amounts: days.map((knownOn) => ({ knownOn })) } });
    expect([known('2026-08-03'), known('2026-08-03', '2026-08-04'), known()]).toEqual([
      null,
      'amount-not-known-yet',
      null,
    ]);
  });

  test('owes an outcome to each of its findings, and says which', () => {
    const open = (facts: object) => {
      const no = outcomes.everyFindingAnswered.check(on(facts).at());
      return no ? [no.message.zh, no.message.en].map((said) => said.match(/[:：]\s*(.*?)[.。]/)?.[1] ?? said) : [];
    };
    const says = (facts: object) => open(facts).join(' ');
    expect(says({ outcomes: ['nothing-found'] })).toBe('');
    expect(says({})).toMatch(/调查结论.*any outcome at all/);
    const owed = (facts: object, ...answers: string[]) =>
      answers.map((outcome) => says({ ...facts, outcomes: [outcome] }) !== '');
    expect(owed({ proposesPenalty: true }, 'penalty', 'no-penalty', 'referred', 'nothing-found')).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(owed({ crimeSuspected: true }, 'referred', 'penalty')).toEqual([false, true]);
    expect(owed({ officialInvolved: true }, 'passed-on', 'penalty')).toEqual([false, true]);
    expect(owed({ tracks: ['discipline'] }, 'passed-on', 'transferred')).toEqual([false, true]);
    expect(owed({ tracks: ['other-body'] }, 'passed-on', 'transferred', 'penalty')).toEqual([false, false, true]);
    expect(owed({ tracks: ['handling'] }, 'handling-decision', 'penalty', 'no-penalty', 'passed-on')).toEqual([
      false,
      false,
      false,
      true,
    ]);
    const all = {
      proposesPenalty: true,
      crimeSuspected: true,
      officialInvolved: true,
      tracks: ['other-body', 'handling'],
    };
    expect(says(all)).toMatch(/行政处罚、移送公安、移送纪检监察、其他机关、行政处理、调查结论/);
    expect(says(all)).toMatch(/penalty, police, discipline, other body, handling decision, any outcome at all/);
  });

  test('owes the answer of a penalty that is not decided, unless the police have the case', () => {
    const owed = (state: string, outcome: string[] = []) => {
      const s = on({ outcomes: outcome });
      s.l.found('penalty', state);
      return outcomes.penaltyOwed(s.at());
    };
    for (const state of ['Proposed', 'AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision'])
      expect([owed(state), owed(state, ['referred'])], state).toEqual([true, false]);
    expect([owed('Decided'), owed('NotPunished')]).toEqual([false, false]);
    const goesOn = (state: string, ended: string | null = null) => {
      const s = on();
      s.l.found('penalty', state, { ended });
      return closing.penaltyGoesOn(s.at());
    };
    expect([goesOn('Decision'), goesOn('Served'), goesOn('Executed', '2026-08-03T10:00:00+08:00')]).toEqual([
      true,
      false,
      false,
    ]);
    const referral = (ended: string | null) => {
      const s = on();
      s.l.found('police-referral', 'AtPolice', { ended });
      return [outcomes.referralOpen(s.at()), s.says(closing.nothingElseOpen)];
    };
    expect([referral(null), referral('2026-08-03T10:00:00+08:00')]).toEqual([
      [true, 'other-proceedings-open'],
      [false, null],
    ]);
    const listed = on();
    listed.l.found('listing', 'Listed');
    expect(listed.says(closing.nothingElseOpen)).toBeNull();
  });

  test('is concluded on the ground that its outcomes support', () => {
    const fits = (concludeGround: string, facts: object) =>
      on(facts).says(outcomes.groundFits, { form: { concludeGround } });
    expect(fits('handled', { outcomes: ['passed-on', 'nothing-found'] })).toBeNull();
    expect(fits('nothing-found', { outcomes: ['passed-on', 'nothing-found'] })).toBe('conclusion-ground');
    expect(fits('nothing-found', {})).toBe('conclusion-ground');
    const grounds = (...all: Parameters<typeof outcomes.conclusionGrounds>[0]) => outcomes.conclusionGrounds(all, {});
    for (const one of ['penalty', 'handling-decision', 'referred', 'passed-on', 'transferred'] as const)
      expect(grounds('nothing-found', one), one).toEqual(['handled']);
    expect([grounds('nothing-found'), grounds('no-penalty'), grounds('case-withdrawn')]).toEqual([
      ['nothing-found'],
      ['other'],
      ['nothing-found'],
    ]);
    expect(outcomes.conclusionGrounds(['case-withdrawn', 'no-penalty'], { fraudFound: true })).toEqual(['other']);
    expect(grounds('nothing-found', 'case-withdrawn', 'no-penalty')).toEqual(['nothing-found', 'other']);
  });

  test('keeps each outcome once, and comes back as what was transferred', () => {
    const { at } = on({ outcomes: ['penalty', 'referred'] });
    expect(outcomes.withOutcome('penalty')(at())).toEqual({ outcomes: ['penalty', 'referred'] });
    expect(outcomes.withOutcome('passed-on')(at())).toEqual({ outcomes: ['penalty', 'referred', 'passed-on'] });
    expect(outcomes.withoutOutcome('referred')(at())).toEqual({ outcomes: ['penalty'] });
    expect(outcomes.afresh()).toEqual({
      outcomes: [],
      tracks: [],
      proposesPenalty: false,
      crimeSuspected: false,
      officialInvolved: false,
    });
    const returned = (facts: object, state: string) => outcomes.returnedHere(on(facts, { state }).at());
    expect([
      returned({}, 'TransferringOut'),
      returned({ outcomes: ['transferred'] }, 'AwaitingOutcome'),
      returned({ outcomes: ['penalty'] }, 'AwaitingOutcome'),
    ]).toEqual([true, true, false]);
    const clue = (clueReceivedOn: string) => on().says(closing.cluePast, { form: { clueReceivedOn } });
    expect([clue('2026-08-03'), clue('2026-08-04')]).toEqual([null, 'clue-date']);
  });
});

describe('repair of a listing', () => {
  const asks = (seriousness: string | undefined, on: string, region: string | null = null) => {
    const facts = { listedOn: '2026-08-03', ...(seriousness ? { seriousness } : {}) };
    const { says } = standing('listing', on, { facts }, { authority: { region } });
    return [says(listing.minimumOver), says(listing.notSeriousInZhejiang)];
  };

  test('is asked for after three months where it is ordinary, twelve where serious, at once where slight', () => {
    const EARLY = ['repair-before-minimum', null];
    expect([asks('ordinary', '2026-11-03'), asks('ordinary', '2026-11-04')]).toEqual([EARLY, [null, null]]);
    expect([asks('serious', '2027-08-03'), asks('serious', '2027-08-04')]).toEqual([EARLY, [null, null]]);
    expect([asks('slight', '2026-08-03'), asks(undefined, '2026-08-03')]).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(
      standing('listing', '2026-08-03', { facts: { seriousness: 'serious' } }).says(listing.minimumOver),
    ).toBeNull();
  });

  test('is not there for the serious in Zhejiang, and there alone', () => {
    expect(asks('serious', '2028-01-03', 'zhejiang')[1]).toBe('no-repair-for-serious-in-zhejiang');
    expect([asks('ordinary', '2028-01-03', 'zhejiang')[1], asks('serious', '2028-01-03', 'shanghai')[1]]).toEqual([
      null,
      null,
    ]);
  });

  test('waits three years after false papers', () => {
    const on = (day: string, facts: object = { falsePapersOn: '2026-08-03' }) =>
      standing('listing', day, { facts }).says(listing.noFalsePapers);
    expect([on('2029-08-03'), on('2029-08-04'), on('2026-08-03', {})]).toEqual([
      'false-papers-within-three-years',
      null,
      null,
    ]);
  });

  test('is told its gaps once, and an objection is one at a time', () => {
    const { says } = standing('listing', '2026-08-03', { facts: { gapsTold: true }, flags: ['disputed'] });
    expect([says(listing.gapsOnce), says(listing.notYetDisputed)]).toEqual(['gaps-told-once', 'objection-pending']);
    const none = standing('listing', '2026-08-03');
    expect([none.says(listing.gapsOnce), none.says(listing.notYetDisputed)]).toEqual([null, null]);
    expect(none.says(listing.uncheckedBefore)).toBe('no-objection-to-recheck');
    const on = (objectionResult: string) =>
      standing('listing', '2026-08-03', { facts: { objectionResult } }).says(listing.uncheckedBefore);
    expect([on('unfounded'), on('corrected')]).toEqual([null, 'no-objection-to-recheck']);
  });
});

describe('a listing', () => {
  const { says } = standing('listing', '2026-08-03', { facts: { natural: false, seriousness: 'ordinary' } });

  test('is of nobody who was deceived or meant nothing by it', () => {
    const asked = (subjectRole: string, intent: boolean) =>
      says(listing.intentAnswered, { form: { subjectRole, intent } });
    const NO = 'no-listing-without-intent';
    expect([asked('willing', true), asked('willing', false), asked('deceived', true)]).toEqual([null, NO, NO]);
  });

  test('for the second time says so', () => {
    const asked = (linked: string | null, before: boolean, repeated: boolean) =>
      standing('listing', '2026-08-03', { linked, facts: { repeated: before } }).says(listing.listedBefore, {
        form: { repeated },
      });
    expect(asked('listing-0', true, false)).toBe('listed-before');
    expect([asked('listing-0', true, true), asked('listing-0', false, false), asked(null, true, false)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('is decided on by nobody who proposed it and is a head at once', () => {
    const asked = (by: string, roles: Role[], doer: string | undefined = by) => {
      const person = {
        ...DIRECTORY.people.credit!,
        id: by,
        grants: [{ ...DIRECTORY.people.credit!.grants[0]!, roles }],
      };
      const doers = { 'list:propose': { by: doer, at: '2026-08-03T10:00:00+08:00' } };
      return standing('listing', '2026-08-03', { doers }).says(listing.listerDecidesNot, { person });
    };
    const NO = 'lister-does-not-decide';
    expect([asked('x', ['credit', 'unit-head']), asked('x', ['dept-head']), asked('x', ['credit'])]).toEqual([
      NO,
      NO,
      null,
    ]);
    expect(asked('x', ['unit-head'], 'other')).toBeNull();
    expect(says(listing.listerDecidesNot)).toBeNull();
  });

  test('is asked of the centre in Shanghai alone, and told before the day it is noted', () => {
    const asked = (channel: string, region: string | null) =>
      standing('listing', '2026-08-03', {}, { authority: { region } }).says(listing.centreOnlyInShanghai, {
        form: { channel },
      });
    expect([asked('centre', null), asked('centre', 'shanghai'), asked('direct', null)]).toEqual([
      'no-such-centre',
      null,
      null,
    ]);
    const told = (toldOn: string) => says(listing.toldBefore, { form: { toldOn } });
    expect([told('2026-08-03'), told('2026-08-04')]).toEqual([null, 'subject-told-before']);
  });

  test('stands on the register unless of a person or slight, and rests on its own penalty', () => {
    const entry = (natural: boolean | undefined, seriousness: string) => {
      const facts = { seriousness, ...(natural === undefined ? {} : { natural }) };
      return listing.entry(standing('listing', '2026-08-03', { facts }).at(), 'list');
    };
    const said = { mode: 'list', listing: 'listing-1', natural: false, register: true };
    expect(entry(false, 'ordinary')).toEqual(said);
    expect(entry(undefined, 'serious')).toEqual(said);
    expect(entry(false, 'slight')).toEqual({ ...said, register: false });
    expect(entry(true, 'ordinary')).toEqual({ ...said, natural: true, register: false });
    const rests = (penalty: string | undefined, own: string | undefined) =>
      listing.restsOnIt(
        standing('listing', '2026-08-03', { facts: own ? { penalty: own } : {} }).at({ form: { penalty } }),
      );
    expect([rests(undefined, 'p1'), rests('p1', 'p1'), rests('p2', 'p1'), rests('p2', undefined)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test('keeps the day of papers that were false, and of no other ground', () => {
    const noted = (ground: string) =>
      listing.falsePapersNoted(standing('listing', '2026-08-03').at({ form: { ground } }));
    expect([noted('false-papers'), noted('not-corrected')]).toEqual([{ falsePapersOn: '2026-08-03' }, {}]);
  });
});

describe('a referral to the police', () => {
  const two = { officers: ['officer1', 'officer2', 'expired'] };
  const referral = (taskForce?: string[]) => {
    const s = standing('police-referral', '2026-08-03', { facts: taskForce ? { taskForce } : {} });
    s.l.given(two);
    return s;
  };
  const person = (id: string) => ({ person: DIRECTORY.people[id]! });

  test('has a task force of two at the least', () => {
    const named = (...force: string[]) => referral(force).says(police.taskForceNamed);
    expect([named('officer1', 'officer2'), named('officer1'), referral().says(police.taskForceNamed)]).toEqual([
      null,
      'task-force-needed',
      'task-force-needed',
    ]);
  });

  test('whose members are officers of the case with a certificate of that day, each once', () => {
    const force = (...taskForce: string[]) => referral().says(police.membersFit, { form: { taskForce } });
    const NO = 'task-force-members';
    expect(force('officer1', 'officer2')).toBeNull();
    expect([
      force('officer1', 'officer1'),
      force('officer1', 'officer3'),
      force('officer1', 'expired'),
      force('nobody'),
    ]).toEqual([NO, NO, NO, NO]);
  });

  test('who proposes belongs to it, and the second officer; who is no officer of the case is not held to it', () => {
    const asked = (force: string[], id: string | null, withOfficer?: string) =>
      referral(force).says(police.byTaskForce, {
        ...(id ? person(id) : {}),
        ...(withOfficer ? { withOfficer } : {}),
      });
    const NO = 'not-in-task-force';
    const force = ['officer1', 'officer3'];
    expect([asked(force, 'officer1'), asked(force, 'officer2'), asked([], 'officer2')]).toEqual([null, NO, null]);
    expect([asked(force, 'officer1', 'officer3'), asked(force, 'officer1', 'officer2')]).toEqual([null, NO]);
    expect([asked(force, null), asked(force, 'principal')]).toEqual([null, null]);
  });

  test('is approved by somebody outside the task force and the case', () => {
    const asked = (id: string | null) => referral(['officer3']).says(police.approverApart, id ? person(id) : {});
    const NO = 'approver-in-task-force';
    expect([asked('principal'), asked('officer1'), asked('officer3'), asked(null)]).toEqual([null, NO, NO, null]);
  });

  test('has letter, report and goods in its file, and the appraisal where there was one', () => {
    const file = (expertFinding: string, ...files: string[]) =>
      referral().says(police.fileComplete, { form: { files, expertFinding } });
    const NO = 'referral-file-incomplete';
    expect(file('none', 'letter', 'report', 'goods')).toBeNull();
    expect(file('stands', 'letter', 'report', 'goods', 'appraisal')).toBeNull();
    expect([
      file('stands', 'letter', 'report', 'goods'),
      file('none', 'report', 'goods'),
      file('none', 'letter', 'goods'),
      file('none', 'letter', 'report'),
    ]).toEqual([NO, NO, NO, NO]);
    const stands = (expertFinding: string) => referral().says(police.findingStands, { form: { expertFinding } });
    expect([stands('contested'), stands('none')]).toEqual(['expert-finding-contested', null]);
  });

  test('dates an amount, names the order that it rests on', () => {
    const dated = (form: object) => referral().says(police.amountDated, { form });
    expect([dated({}), dated({ amount: 1 }), dated({ amount: 1, amountKnownOn: '2026-08-03' })]).toEqual([
      null,
      'amount-known-on',
      null,
    ]);
    const named = (form: object) => referral().says(police.orderNamed, { form });
    expect([
      named({ ground: 'ordered' }),
      named({ ground: 'ordered', orderNumber: '1' }),
      named({ ground: 'new-facts' }),
    ]).toEqual(['order-number-needed', null, null]);
  });

  test('ends by what we did once that was reached: a penalty past its decision, an investigation past its findings', () => {
    const with_ = (kind: ProceedingKind, state: string) => {
      const s = referral();
      s.l.found(kind, state);
      return s.says(police.outcomeReached);
    };
    const NO = 'no-administrative-outcome';
    expect(referral().says(police.outcomeReached)).toBe(NO);
    for (const state of ['Proposed', 'AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision', 'Void'])
      expect(with_('penalty', state), state).toBe(NO);
    for (const state of ['Decided', 'NotPunished']) expect(with_('penalty', state), state).toBeNull();
    for (const state of ['Accepted', 'Investigating']) expect(with_('investigation', state), state).toBe(NO);
    for (const state of ['AwaitingOutcome', 'Concluded', 'Archived'])
      expect(with_('investigation', state), state).toBeNull();
    expect(with_('listing', 'Listed')).toBe(NO);
  });
});

describe('a sum', () => {
  const penalty = (facts: object, flags: string[] = []) => standing('penalty', '2026-08-03', { facts, flags });
  const sanction = (fine: number, confiscation = 0, kinds: string[] = ['fine']) => ({ fine, confiscation, kinds });
  /** Sums differ by half a fen. */
  const SAME = 0.005;

  test('of a fine for cheating is up to five times what was drawn, and from twice, in all of it', () => {
    const told = {
      ground: 'service-body',
      amounts: [
        { kind: 'drawn', yuan: 1000, knownOn: '2026-08-03' },
        { kind: 'drawn', yuan: 500, knownOn: '2026-08-03' },
        { kind: 'paid-in', yuan: 9000, knownOn: '2026-08-03' },
      ],
    };
    const above = (fine: number, more: object = {}) =>
      penalty({ ...told, ...more }).says(fineNotAbove, { form: sanction(fine) });
    const below = (fine: number, more: object = {}) =>
      penalty({ ...told, ...more }).says(fineNotBelow, { form: sanction(fine) });
    expect([above(7500), above(7500.01), above(7500.01, { ground: 'retaliation' })]).toEqual([
      null,
      'fine-above-5x',
      null,
    ]);
    expect([below(3000), below(2999.99), below(2999.99, { ground: 'retaliation' })]).toEqual([
      null,
      'fine-below-2x',
      null,
    ]);
    expect([
      below(1, { leniency: ['confessed'] }),
      below(1, { leniency: [] }),
      below(0, { finedBefore: true }),
      below(0, { criminalOutcome: 'convicted' }),
      below(0, { criminalOutcome: 'no-punishment' }),
    ]).toEqual([null, 'fine-below-2x', null, null, 'fine-below-2x']);
    expect(above(1, { amounts: undefined })).toBe('fine-above-5x');
  });

  test('is no higher than was told or than the decision that fell, half a fen aside', () => {
    const told = penalty({ noticed: sanction(100, 50), ceiling: sanction(100, 50) });
    const asked = (fine: number, confiscation: number) => {
      const form = sanction(fine, confiscation);
      return [told.says(notHeavier, { form }), told.says(notWorse, { form })];
    };
    const NO = ['heavier-than-noticed', 'worse-after-remedy'];
    expect([asked(100, 50), asked(100 + SAME, 50), asked(100, 50.01), asked(100.01, 0)]).toEqual([
      [null, null],
      [null, null],
      NO,
      NO,
    ]);
    expect(told.says(notHeavier, { form: sanction(0, 0, ['fine', 'licence']) })).toBe('heavier-than-noticed');
    const none = penalty({});
    expect([none.says(notHeavier, { form: sanction(1) }), none.says(notWorse, { form: sanction(1) })]).toEqual([
      'heavier-than-noticed',
      null,
    ]);
  });

  test('is paid in full, and its surcharge stated where it is overdue, never above the fine', () => {
    const decided = { decided: sanction(100, 50) };
    const paid = (form: object, flags: string[] = [], facts: object = decided) => {
      const s = penalty(facts, flags);
      return [s.says(paidInFull, { form }), s.says(surchargeStated, { form }), s.says(surchargeBound, { form })];
    };
    expect(paid({ amount: 150 })).toEqual([null, null, null]);
    expect(paid({ amount: 149.99 })[0]).toBe('not-paid-in-full');
    expect(paid({ amount: 150 }, ['overdue'])[1]).toBe('surcharge-not-stated');
    expect(paid({ amount: 150, surcharge: 0 }, ['overdue'])).toEqual([null, null, null]);
    expect([paid({ amount: 150, surcharge: 100 })[2], paid({ amount: 150, surcharge: 100.01 })[2]]).toEqual([
      null,
      'surcharge-above-fine',
    ]);
    expect(paid({ amount: 0, surcharge: 0.01 }, [], {})).toEqual([null, null, 'surcharge-above-fine']);
  });
});

describe('a decision', () => {
  test('is made together where the case is complex or grave, and says its ground where it must be published', () => {
    const asked = (facts: object, form: object) =>
      standing('penalty', '2026-08-03', { facts }).says(collective, { form });
    const NO = 'collective-decision';
    expect([asked({}, {}), asked({ complex: true }, {}), asked({ grave: true }, {})]).toEqual([null, NO, NO]);
    expect([asked({ complex: true }, { collectiveRecord: '1' }), asked({ complex: false, grave: false }, {})]).toEqual([
      null,
      null,
    ]);
    const published = (form: object) => standing('penalty', '2026-08-03').says(publishGrounded, { form });
    expect([
      published({ mustPublish: true }),
      published({ mustPublish: true, publishGround: 'x' }),
      published({ mustPublish: false }),
    ]).toEqual(['publish-ground', null, null]);
  });

  test('follows a hearing that is held on its day, not before', () => {
    const asked = (facts: object) => standing('penalty', '2026-08-03', { facts }).says(hearingDayCome);
    expect([asked({ hearingOn: '2026-08-03' }), asked({ hearingOn: '2026-08-04' }), asked({})]).toEqual([
      null,
      'hearing-day-not-come',
      null,
    ]);
  });

  test('is waived in part where one of the two rights alone is named, once the form is there', () => {
    const asked = (form: object, what: string, filled = true) =>
      waivesOnly(standing('penalty', '2026-08-03').at({ form, filled }), what);
    expect([asked({ waives: ['hearing'] }, 'hearing'), asked({ waives: ['hearing'] }, 'defence')]).toEqual([
      true,
      false,
    ]);
    expect([
      asked({ waives: ['hearing', 'defence'] }, 'hearing'),
      asked({}, 'hearing'),
      asked({ waives: ['hearing'] }, 'hearing', false),
    ]).toEqual([false, false, false]);
  });
});

test('the cause of a suspension ended on no day before it, where that day is known, nor tomorrow', () => {
  const asked = (causeEndedOn: string, facts: object = { suspendedOn: '2026-08-02' }) =>
    standing('investigation', '2026-08-03', { facts }).says(causeEndFits, { form: { causeEndedOn } });
  const NO = 'cause-ended-on';
  expect(['2026-08-01', '2026-08-02', '2026-08-03', '2026-08-04'].map((day) => asked(day))).toEqual([
    NO,
    null,
    null,
    NO,
  ]);
  expect(asked('2020-01-01', {})).toBeNull();
});

test('a guard on the form says nothing while the screen only asks, and then says which', () => {
  const s = standing('police-referral', '2026-08-03');
  expect(s.says(police.findingStands, { form: { expertFinding: 'contested' }, filled: false })).toBeNull();
  expect(police.membersFit.check(s.at({ form: { taskForce: ['x'] } }))?.fields?.map((f) => f.field)).toEqual([
    'taskForce',
  ]);
  expect(police.findingStands.check(s.at({ form: { expertFinding: 'contested' } }))?.fields).toBeUndefined();
  expect(countedOtherwise(s.l.state, [], {})).toBeNull();
});
