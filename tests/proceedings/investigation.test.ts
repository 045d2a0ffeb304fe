import { describe, expect, test } from 'vitest';
import type { FactSheet } from '../../domain/case/types.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { conclusionGrounds } from '../../domain/proceedings/investigation/outcomes.ts';
import { leadingActs } from '../../domain/proceedings/parts/merging.ts';
import { amendedRow, catalogueWith } from '../support/amended.ts';
import { type Life, paperOf } from '../support/life.ts';
import { AUTHORITY } from '../support/people.ts';
import {
  accepted,
  archived,
  concluded,
  FINDINGS,
  filed,
  investigating,
  OFFICERS,
  penaltyProposed,
  REGISTER,
  received,
  WITH,
} from '../support/roads.ts';

const SUSPEND = {
  suspendGround: 'legal-question',
  awaits: 'court',
  awaitsAnnulment: true,
  suspendReasons: 'mediation',
  ...WITH,
};
const NOTHING = { nothingWhy: 'nothing', covered: true, report: 'report', ...WITH };
const CRIME = { crimeStandard: 'amount', crimeKind: 'fraud', evidence: ['documents'], suspicion: 'facts', ...WITH };
const EXTEND = { complex: true, extendReasons: 'many banks', ...WITH };
const OUT = { transferTo: 'medical-security', transferNumber: '移〔2026〕2号', transferReasons: 'theirs', ...WITH };
const THEIRS = { competent: 'theirs', transferNumber: '移〔2026〕3号' };
const paper = { paper: { number: '审〔2026〕9号', pages: 2, scan: 'scan-9', second: 'clerk2' } };

const suspended = (b = {}) => {
  const l = investigating(b).on('2026-10-12');
  l.pair('officer1', 'depthead', 'suspend', SUSPEND);
  return l;
};
const labour = (b = {}) => filed(b, { regime: 'labour-inspection' });
const cleared = () => {
  const l = investigating().on('2026-10-12');
  l.do('officer1', 'secure-evidence', { securedKinds: ['records'], securedOn: '2026-10-12', ...WITH });
  l.pair('officer1', 'unithead', 'clear-contact', { revealsNobody: true, plan: 'routine check', ...WITH });
  return l;
};
const awaiting = (form: FactSheet = {}) => {
  const l = investigating().on('2026-10-13');
  l.pair('officer1', 'unithead', 'findings-ready', {
    ...FINDINGS,
    proposesPenalty: false,
    ground: undefined,
    ...form,
    ...WITH,
  });
  return l;
};
/** What the penalty and the police proceedings do to the investigation, without their own roads. */
const hears = (l: Life, act: string, form: FactSheet = {}) => l.system('investigation', act, form);

describe('assignment', () => {
  test('two officers with valid certificates, neither recused nor the clerk of the tip', () => {
    const l = accepted({}, { accusedUnit: 'training', accusedNatural: false });
    const asks = (...officers: string[]) => l.refused('unithead', 'assign', { officers, conflictChecked: true });
    expect(asks('officer1').basis.clause).toBe('APL art. 42; M48 art. 26');
    expect(asks('officer1', 'officer1').code).toBe('two-officers');
    expect(asks('officer1', 'officer2', 'officer1').code).toBe('two-officers');
    expect(asks('officer1', 'legal').code).toBe('not-an-officer');
    // One and the same sentence for every reason why somebody cannot be named.
    const kin = asks('officer1', 'kin');
    expect([kin.code, kin.basis.clause]).toEqual(['officer-not-available', 'APL arts. 42–43; M49 art. 35']);
    expect(asks('officer1', 'expired')).toEqual(kin);
    l.do('unithead', 'assign', OFFICERS);
    expect([l.in('investigation'), l.state.officers, l.stopped('house-assign')]).toEqual([
      'Investigating',
      ['officer1', 'officer2'],
      'met',
    ]);
  });

  test('the clerk who registered the tip does not investigate it', () => {
    const l = received();
    const clerk = l.directory.people.clerk!;
    l.directory = {
      ...l.directory,
      people: {
        ...l.directory.people,
        clerk: {
          ...clerk,
          grants: clerk.grants.map((g) => ({ ...g, roles: ['clerk', 'officer'] })),
          certificates: [{ number: 'x', from: '2020-01-01', until: '2029-12-31' }],
        },
      },
    };
    l.on('2026-10-08').do('clerk', 'register', REGISTER);
    l.pair('clerk', 'unithead', 'accept');
    expect(l.refused('unithead', 'assign', { officers: ['officer1', 'clerk'], conflictChecked: true }).code).toBe(
      'clerk-is-not-officer',
    );
  });

  test('nobody assigned: one level up, again and again', () => {
    const l = accepted();
    const events = l.to('2026-10-24');
    expect([l.tasks(events).map((t) => t.to), l.clocks('house-assign').length]).toEqual([
      expect.arrayContaining(['dept-head']),
      2,
    ]);
  });

  test('reassigned at once where somebody is recused; the inquiry goes on meanwhile', () => {
    const l = investigating();
    l.do('officer1', 'record-recusal-request', {
      asker: 'party',
      against: 'officer',
      person: 'officer2',
      recusalReason: 'neighbour',
      ...paperOf('2026-10-10'),
    });
    expect([l.p('investigation').flags, l.runs('house-recusal'), l.runs('recusal-decide')]).toEqual([
      ['recusal-pending'],
      true,
      false,
    ]);
    expect(
      l.ask('officer1', 'keep-evidence:propose', { mayVanish: true, listNumber: '1', items: 'ledgers', ...WITH }).ok,
    ).toBe(true);
    expect(l.refused('depthead', 'decide-recusal', { request: 7, granted: true, recusalReasons: 'x' })).toMatchObject({
      code: 'recusal-unknown',
      fields: [{ field: 'request' }],
    });
    const events = l.do('depthead', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'neighbour' });
    expect([l.state.officers, l.state.recused, l.p('investigation').flags]).toEqual([['officer1'], ['officer2'], []]);
    expect(l.tasks(events).map((t) => t.to)).toContain('unit-head');
    expect(l.refused('officer2', 'decide-evidence:propose', {}).code).toBe('case-unknown');
    expect(l.refused('unithead', 'reassign', OFFICERS).code).toBe('officer-not-available');
    l.do('unithead', 'reassign', { officers: ['officer1', 'officer3'], conflictChecked: true });
    expect(l.state.officers).toEqual(['officer1', 'officer3']);
  });

  test('a recusal refused leaves everything as it was; two requests are decided one by one', () => {
    const l = investigating();
    l.do('officer2', 'notice-own-recusal', { recusalReason: 'a cousin works there' });
    l.do('clerk', 'record-recusal-request', {
      asker: 'tipster',
      against: 'officer',
      recusalReason: 'a friend',
      ...paperOf('2026-10-10', '来信'),
    });
    l.do('depthead', 'decide-recusal', { request: 2, granted: false, recusalReasons: 'no ground' });
    expect([l.p('investigation').flags, l.runs('house-recusal')]).toEqual([['recusal-pending'], true]);
    expect(l.refused('depthead', 'decide-recusal', { request: 2, granted: true, recusalReasons: 'x' }).code).toBe(
      'recusal-unknown',
    );
    l.do('depthead', 'decide-recusal', { request: 1, granted: true, recusalReasons: 'cousin' });
    expect([l.p('investigation').flags, l.runs('house-recusal'), l.state.officers]).toEqual([[], false, ['officer1']]);
  });

  test('about the head of the department the superior department decides', () => {
    const l = investigating();
    l.do('officer1', 'record-recusal-request', {
      asker: 'party',
      against: 'dept-head',
      person: 'depthead',
      recusalReason: 'kin',
      ...paperOf('2026-10-10'),
    });
    expect(l.refused('depthead', 'decide-recusal', { request: 1, granted: false, recusalReasons: 'no' }).code).toBe(
      'not-your-role',
    );
    l.do('clerk', 'decide-recusal', {
      request: 1,
      granted: true,
      recusalReasons: 'kin',
      ...paperOf('2026-10-10', '回避决定'),
    });
    expect(l.state.recused).toEqual(['depthead']);
    expect(l.refused('depthead', 'suspend', {}).code).toBe('case-unknown');
  });

  test('in an inspection the recusal has three working days, and its silence is a breach told one level up', () => {
    const l = labour();
    l.do('officer1', 'record-recusal-request', {
      asker: 'party',
      against: 'officer',
      person: 'officer2',
      recusalReason: 'x',
      ...paperOf('2026-10-12'),
    });
    expect([l.due('recusal-decide'), l.runs('house-recusal')]).toEqual(['2026-10-15', false]);
    const events = l.to('2026-10-16');
    expect([
      l.clock('recusal-decide').outcome?.what,
      l.effects(events).map((e) => e.kind),
      l.runs('house-recusal'),
    ]).toEqual(['breach', ['report-upward'], true]);
    l.do('depthead', 'decide-recusal', { request: 1, granted: false, recusalReasons: 'no ground' });
    expect([l.stopped('recusal-decide'), l.runs('house-recusal')]).toEqual(['met-late', false]);
  });
});

describe('filing', () => {
  test('officers propose, the head of the department files: ninety days from then', () => {
    const l = filed();
    expect([l.p('investigation').flags, l.due('penalty-decide'), l.clocks('inspection-investigate')]).toEqual([
      ['case-filed'],
      '2027-01-11',
      [],
    ]);
    expect(l.refused('officer1', 'file-case:propose', { standardMet: true, ...WITH }).code).toBe('not-in-this-state');
  });

  test('an inspection case is filed by the head of the inspection body and has its own sixty days', () => {
    const l = labour();
    expect([l.clock('inspection-investigate').count?.length, l.clock('inspection-investigate').count?.unit]).toEqual([
      60,
      'wd',
    ]);
    expect(l.events.find((e) => e.name === 'file-case' && e.type === 'act')?.actor.id).toBe('unithead');
  });

  test('an act out of time is not filed: two years, five where financial safety was harmed', () => {
    const l = investigating();
    const old = { standardMet: true, actEndedOn: '2023-01-31', ...WITH };
    expect(l.refused('officer1', 'file-case:propose', old).basis.clause).toBe('APL art. 36; LSI art. 20');
    expect(l.ask('officer1', 'file-case:propose', { ...old, financialHarm: true }).ok).toBe(true);
    expect(l.ask('officer1', 'file-case:propose', { ...old, actEndedOn: '2024-09-30' }).ok).toBe(true);
    expect(l.ask('officer1', 'file-case:propose', { standardMet: true, ...WITH }).ok).toBe(true);
  });

  test('one assigned officer names the other', () => {
    const l = investigating();
    expect(l.refused('officer1', 'file-case:propose', { standardMet: true, withOfficer: 'officer3' }).code).toBe(
      'two-officers',
    );
    expect(l.refused('officer3', 'file-case:propose', { standardMet: true, ...WITH }).code).toBe('case-unknown');
  });
});

describe('evidence and contact', () => {
  test('evidence is secured and the plan reviewed before any contact with the accused', () => {
    const l = investigating().on('2026-10-12');
    const contact = { questionedOn: '2026-10-12', cardsShown: true, letterNotShown: true, record: 'r', ...WITH };
    for (const [act, form] of [
      ['question-accused', contact],
      ['notify-check', { checkNotice: 'on-spot', noticeWouldSpoil: true, checkNoticeNumber: '1', ...WITH }],
      ['draft-report-received', paperOf('2026-10-12')],
    ] as const) {
      expect(l.refused('officer1', act, form).code).toBe('evidence-first');
    }
    expect(l.refused('officer1', 'clear-contact:propose', { revealsNobody: true, plan: 'p', ...WITH }).code).toBe(
      'evidence-not-secured',
    );
    expect(cleared().ask('officer1', 'question-accused', contact).ok).toBe(true);
  });

  test('evidence held: decided within seven working days, else released with a breach', () => {
    const road = () => {
      const l = investigating().on('2026-10-12');
      l.pair('officer1', 'depthead', 'keep-evidence', { mayVanish: true, listNumber: '1', items: 'ledgers', ...WITH });
      return l;
    };
    const l = road();
    expect([l.p('investigation').flags, l.due('evidence-preserve')]).toEqual([['evidence-held'], '2026-10-21']);
    l.pair('officer1', 'depthead', 'decide-evidence', { disposition: 'given-back', ...WITH });
    expect([l.p('investigation').flags, l.stopped('evidence-preserve')]).toEqual([[], 'met']);
    const silent = road();
    const events = silent.to('2026-10-22');
    expect([silent.p('investigation').flags, silent.clock('evidence-preserve').outcome?.what]).toEqual([[], 'breach']);
    expect(silent.tasks(events).map((t) => t.to)).toContain('officer');
    expect(silent.runs('evidence-preserve')).toBe(false);
  });

  test('a check is announced three full working days ahead, or moved, or served on the spot with its ground', () => {
    const l = cleared();
    l.do('officer1', 'plan-check', { checkOn: '2026-10-21', spoil: false, ...WITH });
    expect(l.due('onsite-inspection-notice')).toBe('2026-10-15');
    l.on('2026-10-16');
    expect(l.clock('onsite-inspection-notice').outcome?.what).toBe('warn');
    const before = { checkNotice: 'before', checkNoticeNumber: '查〔2026〕1号', ...WITH };
    expect(l.refused('officer1', 'notify-check', before).basis.clause).toBe('M48 art. 22(1)');
    expect(l.refused('officer1', 'notify-check', { ...before, checkNotice: 'on-spot' }).code).toBe('on-spot-ground');
    l.do('officer1', 'plan-check', { checkOn: '2026-10-28', spoil: false, ...WITH });
    expect([
      l.due('onsite-inspection-notice'),
      l.clocks('onsite-inspection-notice').filter((k) => !k.stopped).length,
    ]).toEqual(['2026-10-22', 1]);
    l.do('officer1', 'notify-check', before);
    expect(l.stopped('onsite-inspection-notice')).toBe('met');
    expect(l.refused('officer1', 'plan-check', { checkOn: '2026-10-01', spoil: false, ...WITH }).code).toBe(
      'check-in-past',
    );
    l.do('officer1', 'plan-check', { checkOn: '2026-10-17', spoil: true, ...WITH });
    expect(l.runs('onsite-inspection-notice')).toBe(false);
    l.do('officer1', 'notify-check', { ...before, checkNotice: 'on-spot', noticeWouldSpoil: true });
  });

  test('the draft report: a comment within ten working days, or silence is no objection', () => {
    const road = () => {
      const l = cleared().on('2026-10-14');
      l.do('officer1', 'draft-report-received', paperOf('2026-10-13'), { occurredAt: '2026-10-13' });
      return l;
    };
    const l = road();
    expect(l.due('inspection-report-comment')).toBe('2026-10-27');
    l.do('officer1', 'comment', { noObjection: false, comment: 'we disagree', ...paperOf('2026-10-14') });
    expect(l.stopped('inspection-report-comment')).toBe('used');
    const silent = road();
    silent.to('2026-10-28');
    expect([
      silent.clock('inspection-report-comment').outcome?.what,
      silent.p('investigation').facts.noObjection,
    ]).toEqual(['lapse', true]);
    expect(silent.runs('inspection-report-comment')).toBe(false);
  });

  test('help asked of another body stops nothing, and its silence is reminded, then reported', () => {
    const l = investigating();
    l.do('unithead', 'request-help', { helpFrom: 'bank', helpNumber: '协〔2026〕1号' });
    expect(l.clock('tip-investigate').count?.pauses).toEqual([]);
    expect(l.effects(l.to('2026-10-25')).map((e) => e.kind)).toEqual(['remind']);
    expect(l.effects(l.to('2026-11-08')).map((e) => e.kind)).toEqual(['report-upward']);
    l.do('clerk', 'help-answered', { helpGiven: true, ...paperOf('2026-11-08') });
    expect(l.runs('house-assist')).toBe(false);
  });
});

describe('extension', () => {
  test('thirty working days in all, in several steps, proposed by officers and approved by the head of the department', () => {
    const l = investigating();
    l.pair('officer1', 'depthead', 'extend', { days: 20, ...EXTEND });
    expect([l.p('investigation').flags, l.clock('tip-investigate').count?.extensions?.length]).toEqual([
      ['extended'],
      1,
    ]);
    l.pair('officer1', 'depthead', 'extend', { days: 10, ...EXTEND });
    const no = l.refused('officer1', 'extend:propose', { days: 1, ...EXTEND });
    expect([no.code, no.basis.clause]).toEqual(['extension-beyond-bound', 'M49 art. 27 ¶2']);
    expect(investigating().refused('officer1', 'extend:propose', { days: 31, ...EXTEND }).basis.clause).toBe(
      'M49 art. 27 ¶2',
    );
  });

  test('after the period is over nothing is extended: refused with the clause; the breach is told to the head of the department', () => {
    const l = investigating();
    l.to('2026-12-29T23:00:00+08:00');
    l.do('officer1', 'extend:propose', { days: 10, ...EXTEND });
    const events = l.to('2026-12-30');
    expect([l.clock('tip-investigate').outcome?.what, l.tasks(events).map((t) => t.to)]).toEqual([
      'breach',
      expect.arrayContaining(['dept-head']),
    ]);
    const no = l.refused('depthead', 'extend');
    expect([no.code, no.basis.clause]).toEqual(['extension-after-expiry', 'M49 art. 27 ¶2']);
  });

  test('an extension signed on paper in time, entered later, is in time', () => {
    const l = investigating();
    l.to('2026-12-31');
    const o = { occurredAt: '2026-12-29' };
    l.do('officer1', 'extend:propose', { days: 10, ...EXTEND, ...paper }, o);
    l.do('depthead', 'extend', paper, o);
    expect(l.due('tip-investigate')).not.toBe('2026-12-29');
  });

  test('an inspection is extended once by thirty; its decision without a cap; in Zhejiang the complainant is told in three days', () => {
    const l = labour({ authority: { region: 'zhejiang' } });
    l.pair('officer1', 'depthead', 'extend-inspection', EXTEND);
    expect(l.clock('inspection-investigate').count?.extensions?.[0]?.length).toBe(30);
    expect(l.refused('officer1', 'extend-inspection:propose', EXTEND).code).toBe('extension-once');
    expect(l.due('inspection-extend-notice')).toBe('2026-10-15');
    l.do('officer1', 'complainant-told', { tellNumber: '告〔2026〕1号', ...WITH });
    expect(l.stopped('inspection-extend-notice')).toBe('met');
    expect(l.refused('officer1', 'complainant-told', { tellNumber: '告〔2026〕2号', ...WITH }).code).toBe(
      'nothing-to-tell',
    );
    expect(labour().clocks('inspection-extend-notice')).toEqual([]);
    expect(investigating().refused('officer1', 'extend-inspection:propose', EXTEND).code).toBe('not-in-this-state');
    l.pair('officer1', 'unithead', 'findings-ready', {
      ...FINDINGS,
      proposesPenalty: false,
      ground: undefined,
      ...WITH,
    });
    expect([l.stopped('inspection-investigate'), l.due('inspection-decide')]).toEqual(['met', '2026-11-02']);
    l.pair('officer1', 'depthead', 'extend-inspection-decide', { days: 40, special: true, ...WITH });
    expect(l.clock('inspection-decide').count?.extensions?.[0]?.length).toBe(40);
  });
});

describe('suspension', () => {
  test('freezes the sixty days only, keeps the remainder, and goes on from the day the cause ended', () => {
    const l = suspended();
    expect([
      l.in('investigation'),
      l.due('tip-investigate'),
      l.runs('tip-suspend'),
      l.due('house-suspend-check'),
    ]).toEqual(['Suspended', null, true, '2026-10-26']);
    l.on('2026-10-20');
    l.pair('officer1', 'depthead', 'resume', { causeEndedOn: '2026-10-16', ...WITH });
    // Four working days, 13 to 16 October, are frozen: four later than 29 December.
    expect(l.clock('tip-investigate').count?.pauses).toEqual([{ from: expect.any(String), to: '2026-10-16' }]);
    expect(l.due('tip-investigate')).toBe('2027-01-05');
    expect([l.in('investigation'), l.runs('tip-suspend'), l.runs('house-suspend-check')]).toEqual([
      'Investigating',
      false,
      false,
    ]);
  });

  test('does not freeze the ninety days of the penalty', () => {
    const l = filed();
    l.pair('officer1', 'depthead', 'suspend', SUSPEND);
    expect(l.due('penalty-decide')).toBe('2027-01-11');
  });

  test('only on a ground of M49 art. 28; the grounds of Zhejiang only there, in inspection cases', () => {
    const l = investigating();
    expect(l.refused('officer1', 'suspend:propose', { ...SUSPEND, suspendGround: 'too-much-work' }).code).toBe(
      'form-invalid',
    );
    const no = l.refused('officer1', 'suspend:propose', { ...SUSPEND, suspendGround: 'zj-absconded' });
    expect([no.code, no.basis.clause]).toEqual(['suspension-without-rule', 'ZJ-LSI art. 30 ¶2; M49 art. 28']);
    expect(labour().refused('officer1', 'suspend:propose', { ...SUSPEND, suspendGround: 'zj-absconded' }).code).toBe(
      'suspension-without-rule',
    );
    const zj = labour({ authority: { region: 'zhejiang' } });
    zj.pair('officer1', 'depthead', 'suspend', { ...SUSPEND, suspendGround: 'zj-absconded', awaits: 'none' });
    expect([
      zj.due('inspection-investigate'),
      zj.due('tip-investigate'),
      zj.runs('inspection-suspend'),
      zj.runs('inspection-extend-notice'),
    ]).toEqual([null, '2026-12-29', true, true]);
    zj.on('2026-10-20').pair('officer1', 'depthead', 'resume', { causeEndedOn: '2026-10-20', ...WITH });
    expect(zj.due('inspection-investigate')).not.toBeNull();
  });

  test('waiting for another body has its own follow-up: the cause is re-checked and the body reminded', () => {
    const l = suspended();
    const first = l.to('2026-10-27');
    expect(l.effects(first)).toEqual([
      {
        kind: 'remind',
        proceeding: 'investigation-1',
        to: 'awaited-organ',
        data: { deadline: 'house-suspend-check', times: 1, awaits: 'court' },
      },
    ]);
    expect(l.tasks(first).map((t) => t.to)).toContain('unit-head');
    expect(l.effects(l.to('2026-11-11')).map((e) => e.kind)).toEqual(['report-upward']);
    l.do('unithead', 'recheck-suspension', { causeGoesOn: true });
    expect([l.in('investigation'), l.due('house-suspend-check')]).toEqual(['Suspended', '2026-11-25']);
  });

  test('the cause ended neither before the suspension nor tomorrow', () => {
    const l = suspended();
    expect(l.refused('officer1', 'resume:propose', { causeEndedOn: '2026-10-01', ...WITH }).basis.clause).toBe(
      'M49 art. 28',
    );
    expect(l.refused('officer1', 'resume:propose', { causeEndedOn: '2026-12-01', ...WITH }).code).toBe(
      'cause-ended-on',
    );
    expect(l.refused('officer1', 'resume:propose', { causeEndedOn: '2026-10-11', ...WITH }).code).toBe(
      'cause-ended-on',
    );
    expect(l.ask('officer1', 'resume:propose', { causeEndedOn: '2026-10-12', ...WITH }).ok).toBe(true);
  });

  test('a cause that ended long ago: the period was over on its own day, and the breach is dated so', () => {
    const l = suspended();
    l.on('2027-03-01');
    l.pair('officer1', 'depthead', 'resume', { causeEndedOn: '2026-10-14', ...WITH });
    expect(l.clock('tip-investigate').outcome).toMatchObject({ what: 'breach' });
    expect(l.clock('tip-investigate').outcome!.at < '2027-01-10').toBe(true);
  });
});

describe('merging', () => {
  const merging = (leading: Life, form: FactSheet, from: Life) => {
    if (leading.now > from.now) from.to(leading.now);
    from.leading = leading.state;
    const events = from.pair('officer1', 'unithead', 'merge', {
      leading: 'case-1',
      sameSubject: true,
      sameFacts: true,
      newClue: false,
      ...form,
      ...WITH,
    });
    if (from.now > leading.now) leading.to(from.now);
    for (const a of leadingActs(events.at(-1)!)) leading.system(a.kind, a.act, a.form);
    return from;
  };

  test('a repeat with a new clue restarts the leading sixty days in full; a suspension goes on', () => {
    const leading = suspended();
    merging(leading, { newClue: true }, investigating({ id: 'case-2' }));
    const [old, fresh] = leading.clocks('tip-investigate');
    expect([old?.stopped?.why, fresh?.stopped, fresh?.count?.start]).toEqual(['superseded', null, '2026-10-12']);
    expect([leading.in('investigation'), leading.due('tip-investigate')]).toEqual(['Suspended', null]);
    leading.on('2026-10-20').pair('officer1', 'depthead', 'resume', { causeEndedOn: '2026-10-16', ...WITH });
    expect(fresh?.count?.pauses).toEqual([{ from: '2026-10-12', to: null }]);
    expect(leading.clock('tip-investigate').count?.pauses).toEqual([{ from: '2026-10-12', to: '2026-10-16' }]);
  });

  test('an extension already used may be granted again after a restart', () => {
    const leading = investigating();
    leading.pair('officer1', 'depthead', 'extend', { days: 30, ...EXTEND });
    merging(leading, { newClue: true }, investigating({ id: 'case-2' }));
    expect(leading.p('investigation').flags).toEqual([]);
    leading.pair('officer1', 'depthead', 'extend', { days: 30, ...EXTEND });
  });

  test('a filing whose period has no number says no day to the leading case, nor does a case that was not filed', () => {
    const [part] = deadlineById('penalty-decide').parts;
    const none = amendedRow('penalty-decide', '2026-01-01', { parts: [{ ...part!, length: null, unit: null }] });
    const noted = (from: Life) => merging(investigating(), {}, from).p('investigation').facts;
    expect(noted(filed({ id: 'case-2' }))).toMatchObject({ leading: 'case-1', filedAt: '2026-10-12T10:00:00+08:00' });
    for (const from of [filed({ id: 'case-2', law: catalogueWith(none) }), investigating({ id: 'case-2' })]) {
      const facts = noted(from);
      expect([facts.leading, 'filedAt' in facts]).toEqual(['case-1', false]);
    }
  });

  test('the earlier filing binds the leading case', () => {
    const leading = investigating();
    const l = merging(leading, {}, filed({ id: 'case-2' }));
    expect([l.in('investigation'), l.stopped('tip-investigate'), l.stopped('penalty-decide')]).toEqual([
      'MergedIn',
      'superseded',
      'superseded',
    ]);
    expect([
      leading.p('investigation').flags,
      leading.due('penalty-decide'),
      leading.clocks('tip-investigate').length,
    ]).toEqual([['case-filed'], '2027-01-11', 1]);
    // Its own day counts, not that on which the cases are joined.
    const last = investigating().on('2026-10-20');
    merging(last, {}, filed({ id: 'case-2' }).on('2026-10-20'));
    expect([last.clock('penalty-decide').count?.start, last.due('penalty-decide')]).toEqual([
      '2026-10-12T10:00:00+08:00',
      '2027-01-11',
    ]);
    const later = filed();
    later.on('2026-10-20');
    merging(later, {}, filed({ id: 'case-3' }));
    expect(later.clocks('penalty-decide').length).toBe(1);
  });

  test('the leading case archived: the merged case is archived with it', () => {
    const l = merging(investigating(), {}, investigating({ id: 'case-2' }));
    l.system('investigation', 'leading-archived');
    expect(l.in('investigation')).toBe('Archived');
    expect(Object.values(l.state.clocks).filter((k) => !k.stopped && k.proceeding === 'investigation-1')).toEqual([]);
  });

  test('a case with a penalty open is not merged away', () => {
    const l = penaltyProposed({ id: 'case-2' });
    hears(l, 'sent-back');
    l.leading = investigating().state;
    expect(
      l.refused('officer1', 'merge:propose', {
        leading: 'case-1',
        sameSubject: true,
        sameFacts: true,
        newClue: false,
        ...WITH,
      }).code,
    ).toBe('other-proceedings-open');
  });
});

describe('leaving and coming back', () => {
  const out = () => {
    const l = investigating().on('2026-10-12');
    l.pair('officer1', 'depthead', 'competence-lacking', OUT);
    return l;
  };

  test('the sixty days go on until the other body has it; then it concludes as transferred', () => {
    const l = out();
    expect([
      l.in('investigation'),
      l.runs('tip-investigate'),
      l.effects().some((e) => e.data.letter === 'transferred'),
    ]).toEqual(['TransferringOut', true, true]);
    expect(l.effects(l.to('2026-10-27')).map((e) => e.kind)).toEqual(['remind']);
    l.do('clerk', 'receipt', paperOf('2026-10-27'));
    expect([l.in('investigation'), l.p('investigation').facts.outcomes]).toEqual(['AwaitingOutcome', ['transferred']]);
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'handled', report: 'r' });
    expect([l.in('investigation'), l.stopped('tip-investigate')]).toEqual(['Concluded', 'met']);
  });

  test('returned: an accepted tip stays accepted, and the sixty days start anew', () => {
    const l = out().on('2026-10-15');
    l.do('clerk', 'returned', paperOf('2026-10-15'), { occurredAt: '2026-10-15' });
    expect([l.in('investigation'), l.stopped('house-receipt'), l.clock('tip-investigate').count?.start]).toEqual([
      'Investigating',
      'met',
      '2026-10-15',
    ]);
    expect(l.clocks('tip-investigate').map((k) => k.stopped?.why ?? 'runs')).toEqual(['again', 'runs']);
    const late = out();
    late.do('clerk', 'receipt', paperOf('2026-10-12'));
    late.do('clerk', 'returned', paperOf('2026-10-12'));
    expect([late.in('investigation'), late.p('investigation').facts.outcomes]).toEqual(['Investigating', []]);
  });

  test('before officers are assigned nobody can find competence lacking; after a designation the case leaves', () => {
    const l = accepted();
    expect(l.refused('officer1', 'competence-lacking:propose', OUT).code).toBe('case-unknown');
    l.do('unithead', 'dispute-jurisdiction', { disputeWith: 'next city' });
    l.do('depthead', 'talks-failed');
    l.pair('clerk', 'unithead', 'designate', { ...THEIRS, ...paperOf('2026-10-09') });
    expect([l.in('investigation'), l.runs('tip-investigate'), l.runs('house-receipt')]).toEqual([
      'TransferringOut',
      true,
      true,
    ]);
  });
});

describe('findings', () => {
  test('a penalty needs a filed case, its ground, and the answers on cause and intent', () => {
    const l = investigating().on('2026-10-13');
    const ask = (form: FactSheet) => l.refused('officer1', 'findings-ready:propose', { ...FINDINGS, ...form, ...WITH });
    expect(ask({}).basis.clause).toBe('APL art. 54 ¶2');
    const f = filed().on('2026-10-13');
    const asked = (form: FactSheet) =>
      f.refused('officer1', 'findings-ready:propose', { ...FINDINGS, ...form, ...WITH });
    expect(asked({ intent: 'unclear' }).code).toBe('cause-and-intent');
    expect(asked({ causedBy: 'unclear' }).code).toBe('cause-and-intent');
    expect(asked({ evidence: ['data-match'] }).code).toBe('match-is-a-lead');
    expect(asked({ amounts: [{ kind: 'drawn', yuan: 1, knownOn: '2026-12-01' }] }).code).toBe('amount-not-known-yet');
    expect(asked({ covered: false }).code).toBe('form-invalid');
    const { ground: _, ...groundless } = FINDINGS;
    expect(f.refused('officer1', 'findings-ready:propose', { ...groundless, ...WITH }).code).toBe('penalty-ground');
  });

  test('findings that propose a penalty open it and hand the ninety days over, with what was found', () => {
    const l = penaltyProposed();
    expect([l.in('investigation'), l.in('penalty'), l.clock('penalty-decide').proceeding]).toEqual([
      'AwaitingOutcome',
      'Proposed',
      'penalty-1',
    ]);
    expect(l.p('penalty').facts).toMatchObject({
      ground: 'cheating-benefits',
      intent: 'intent',
      roles: ['willing'],
      actEndedOn: '2026-08-31',
    });
    expect(l.refused('unithead', 'conclude:propose', { concludeGround: 'handled', report: 'r' }).code).toBe(
      'finding-without-outcome',
    );
    hears(l, 'penalty-decided');
    expect(l.p('investigation').facts.outcomes).toEqual(['penalty']);
  });

  test('weak evidence is an outcome of its own, concluded under (2), never a penalty', () => {
    const l = investigating();
    l.pair('officer1', 'unithead', 'nothing-found', { ...NOTHING, nothingWhy: 'weak' });
    expect([l.in('investigation'), l.p('investigation').facts.outcomes]).toEqual([
      'AwaitingOutcome',
      ['nothing-found'],
    ]);
    const no = l.refused('unithead', 'conclude:propose', { concludeGround: 'handled', report: 'r' });
    expect([no.code, no.basis.clause]).toEqual(['conclusion-ground', 'M49 art. 27 ¶1(1)–(3)']);
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'r' });
    expect(l.in('investigation')).toBe('Concluded');
    l.pair('unithead', 'depthead', 'clear-accused', { clearedHow: 'letter', revealsNobody: true });
    expect(l.p('investigation').facts.accusedCleared).toBe(true);
  });

  test('a filed case withdrawn stops its clocks and concludes under (2), or (3) where fraud was found', () => {
    const road = (fraudFound: boolean) => {
      const l = labour();
      l.pair('officer1', 'depthead', 'withdraw-case', {
        withdrawCaseWhy: 'slight-corrected',
        fraudFound,
        report: 'r',
        ...WITH,
      });
      return l;
    };
    const l = road(true);
    expect([l.stopped('penalty-decide'), l.stopped('inspection-investigate'), l.p('investigation').flags]).toEqual([
      'cancelled',
      'cancelled',
      [],
    ]);
    expect(l.refused('unithead', 'conclude:propose', { concludeGround: 'nothing-found', report: 'r' }).code).toBe(
      'conclusion-ground',
    );
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'other', report: 'r' });
    expect(road(false).ask('unithead', 'conclude:propose', { concludeGround: 'nothing-found', report: 'r' }).ok).toBe(
      true,
    );
    expect(
      investigating().refused('officer1', 'withdraw-case:propose', {
        withdrawCaseWhy: 'facts-fail',
        fraudFound: false,
        report: 'r',
        ...WITH,
      }).code,
    ).toBe('not-in-this-state');
  });

  test('each conclusion ground follows from the outcomes', () => {
    expect(conclusionGrounds(['penalty', 'nothing-found'], {})).toEqual(['handled']);
    expect(conclusionGrounds(['no-penalty'], {})).toEqual(['other']);
    expect(conclusionGrounds(['no-penalty', 'handling-decision'], {})).toEqual(['handled']);
    expect(conclusionGrounds(['case-withdrawn'], { fraudFound: true })).toEqual(['other']);
    expect(conclusionGrounds([], {})).toEqual([]);
  });

  test('every finding has an outcome before the conclusion: handling, discipline, another body', () => {
    const l = awaiting({ tracks: ['handling', 'discipline', 'other-body'] });
    const ask = () => l.refused('unithead', 'conclude:propose', { concludeGround: 'handled', report: 'r' }).message.en;
    expect(ask()).toContain('discipline, other body, handling decision');
    l.do('depthead', 'handling-decision', { handlingNumber: '处〔2026〕1号', handling: 'return' });
    expect(ask()).toContain('discipline, other body');
    l.do('clerk', 'passed-on', { passedTo: 'discipline', ...paperOf('2026-10-13') });
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'handled', report: 'r' });
    expect(l.p('investigation').facts.outcomes).toEqual(['handling-decision', 'passed-on']);
  });

  test('an official involved is owed to the discipline organ before the conclusion', () => {
    const l = investigating();
    l.do('unithead', 'official-involved', { cadre: 'own' });
    l.pair('officer1', 'unithead', 'nothing-found', NOTHING);
    expect(l.refused('unithead', 'conclude:propose', { concludeGround: 'nothing-found', report: 'r' }).code).toBe(
      'finding-without-outcome',
    );
  });

  test('a handling decision does not overtake an open penalty', () => {
    const l = penaltyProposed();
    expect(l.refused('depthead', 'handling-decision', { handlingNumber: '1', handling: 'return' }).code).toBe(
      'penalty-pending',
    );
  });

  test('an inspection not decided in fifteen working days is a breach', () => {
    const l = labour();
    l.pair('officer1', 'unithead', 'findings-ready', {
      ...FINDINGS,
      proposesPenalty: false,
      ground: undefined,
      ...WITH,
    });
    const events = l.to('2026-11-03');
    expect([l.clock('inspection-decide').outcome?.what, l.tasks(events).map((t) => t.to)]).toEqual([
      'breach',
      expect.arrayContaining(['dept-head']),
    ]);
    l.do('depthead', 'handling-decision', { handlingNumber: '1', handling: 'correct' });
    expect([l.stopped('inspection-decide'), l.stopped('penalty-decide')]).toEqual(['met-late', 'met']);
  });

  test('sent back: investigating again, no clock renewed', () => {
    const l = penaltyProposed();
    hears(l, 'sent-back');
    expect([l.in('investigation'), l.clocks('tip-investigate').length, l.clocks('penalty-decide').length]).toEqual([
      'Investigating',
      1,
      1,
    ]);
  });
});

describe('the criminal track', () => {
  test('a contested expert finding goes to re-appraisal before any referral', () => {
    const l = investigating();
    l.do('officer1', 'expert-finding', { findingKind: 'medical', ...paperOf('2026-10-10', '鉴定意见') });
    l.do('clerk', 'contest-finding', paperOf('2026-10-10', '异议书'));
    expect(l.refused('officer1', 'suspect-crime', { ...CRIME, otherMatters: false }).code).toBe('disputed-finding');
    l.do('officer1', 're-appraised', { reappraisal: 'upheld', ...paperOf('2026-10-10', '重新鉴定意见') });
    expect(
      l.refused('officer1', 'suspect-crime', { ...CRIME, evidence: ['data-match'], otherMatters: false }).code,
    ).toBe('match-is-a-lead');
    l.do('officer1', 'suspect-crime', { ...CRIME, otherMatters: false });
    expect([l.in('investigation'), l.in('police-referral')]).toEqual(['Investigating', 'ReferralDrafting']);
  });

  test('received by the police: referred; where something else is open, the inquiry goes on', () => {
    const road = (otherMatters: boolean) => {
      const l = investigating();
      l.do('officer1', 'suspect-crime', { ...CRIME, otherMatters });
      hears(l, 'referral-received');
      return l;
    };
    const l = road(false);
    expect([l.in('investigation'), l.p('investigation').facts.outcomes]).toEqual(['AwaitingOutcome', ['referred']]);
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'handled', report: 'r' });
    hears(l, 'returned-from-track');
    expect([
      l.in('investigation'),
      l.p('investigation').facts.outcomes,
      l.runs('tip-investigate'),
      l.runs('house-close'),
    ]).toEqual(['Investigating', [], false, false]);
    expect(road(true).in('investigation')).toBe('Investigating');
  });

  test('dropped: back to the inquiry; returned while a penalty is open: the penalty goes on by itself', () => {
    const l = investigating();
    l.do('officer1', 'suspect-crime', { ...CRIME, otherMatters: false });
    hears(l, 'referral-dropped');
    expect([l.in('investigation'), l.p('investigation').facts.crimeSuspected]).toEqual(['Investigating', false]);
    const p = penaltyProposed();
    hears(p, 'referral-received');
    hears(p, 'returned-from-track');
    expect([p.in('investigation'), p.p('investigation').facts]).toEqual([
      'AwaitingOutcome',
      expect.objectContaining({ outcomes: [], crimeSuspected: false }),
    ]);
  });

  test('under a referral the ninety days warn and record no breach', () => {
    const l = filed();
    l.do('officer1', 'suspect-crime', { ...CRIME, otherMatters: true });
    l.to('2027-01-12');
    expect(l.clock('penalty-decide').outcome?.what).toBe('warn');
    const bare = filed();
    bare.to('2027-01-12');
    expect(bare.clock('penalty-decide').outcome?.what).toBe('breach');
  });
});

describe('after the conclusion', () => {
  test('the sixty days stop at the conclusion; archiving is watched and needs the package', () => {
    const l = concluded();
    expect([l.stopped('tip-investigate'), l.due('house-close')]).toEqual(['met', '2026-10-28']);
    expect(l.tasks(l.to('2026-10-29')).map((t) => t.to)).toContain('unit-head');
    l.pair('clerk', 'unithead', 'archive', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' });
    expect([l.in('investigation'), l.runs('house-close')]).toEqual(['Archived', false]);
  });

  test('who asked for the result is answered before the file is closed; the house limit counts from the conclusion', () => {
    const limits = { ...AUTHORITY.houseLimits, 'tip-result-feedback': { length: 5, unit: 'wd' as const } };
    const l = accepted({ authority: { houseLimits: limits } });
    l.tip('ask-result', {}, { proceeding: 'intake' });
    l.on('2026-10-10').do('unithead', 'assign', OFFICERS);
    l.pair('officer1', 'unithead', 'nothing-found', NOTHING);
    l.on('2026-10-14').pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'r' });
    expect([
      l.due('tip-result-feedback'),
      l.clocks('tip-result-feedback').map((k) => k.stopped?.why ?? 'runs'),
    ]).toEqual(['2026-10-21', ['superseded', 'runs']]);
    expect(
      l.refused('clerk', 'archive:propose', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' }).basis
        .clause,
    ).toBe('M49 art. 30');
    const events = l.to('2026-10-22');
    expect([l.clock('tip-result-feedback').outcome?.what, l.tasks(events).map((t) => t.to)]).toEqual([
      'warn',
      expect.arrayContaining(['unit-head']),
    ]);
    l.pair(
      'clerk',
      'unithead',
      'give-feedback',
      { feedbackHow: 'oral', feedbackText: 'nothing was found', nothingSecret: true },
      { proceeding: 'investigation' },
    );
    expect(l.runs('tip-result-feedback')).toBe(false);
    l.pair('clerk', 'unithead', 'archive', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' });
    l.tip('ask-result', {}, { proceeding: 'intake' });
    l.pair(
      'clerk',
      'unithead',
      'give-feedback',
      { feedbackHow: 'written', feedbackText: 'as told', nothingSecret: true },
      { proceeding: 'investigation' },
    );
    expect(l.runs('tip-result-feedback')).toBe(false);
    expect(l.effects().some((e) => e.data.letter === 'feedback')).toBe(true);
  });

  test('one new clue reopens a concluded matter: reviewed in five working days, silence accepts it', () => {
    const l = archived().on('2026-11-02');
    expect(l.refused('clerk', 'new-clue:propose', { trulyNew: true }).code).toBe('no-clue-waits');
    l.do('clerk', 'note-clue', { clueReceivedOn: '2026-10-30', clue: 'twelve characters' });
    expect(l.due('tip-review')).toBe('2026-11-06');
    l.pair('clerk', 'unithead', 'new-clue', { trulyNew: true });
    expect([
      l.in('investigation'),
      l.p('investigation').run,
      l.clock('tip-investigate').count?.start,
      l.p('investigation').facts.outcomes,
    ]).toEqual(['Accepted', 2, '2026-10-30', []]);
    l.do('unithead', 'assign', OFFICERS);

    const silent = concluded().on('2026-11-02');
    silent.do('clerk', 'note-clue', { clueReceivedOn: '2026-10-30', clue: 'c' });
    silent.to('2026-11-07');
    expect([silent.in('investigation'), silent.runs('house-close'), silent.clock('tip-review').outcome?.what]).toEqual([
      'Accepted',
      false,
      'breach',
    ]);

    const old = archived().on('2026-11-02');
    old.do('clerk', 'note-clue', { clueReceivedOn: '2026-10-30', clue: 'c' });
    old.pair('clerk', 'unithead', 'no-new-clue', { refusalReasons: 'the same letter' });
    expect([old.in('investigation'), old.runs('tip-review')]).toEqual(['Archived', false]);
  });

  test('ordered again from above: in the time set, else under the house limit, which warns again', () => {
    const l = archived().on('2026-11-02');
    l.do('clerk', 'redo', { timeSet: 20, timeUnit: 'cd', ...paperOf('2026-11-02', '督办函') });
    expect([l.in('investigation'), l.due('house-redo'), l.runs('tip-investigate')]).toEqual([
      'Investigating',
      '2026-11-23',
      false,
    ]);
    const h = concluded().on('2026-11-02');
    h.do('clerk', 'redo', paperOf('2026-11-02', '督办函'));
    expect(h.tasks(h.to('2026-11-17')).map((t) => t.to)).toContain('dept-head');
    h.pair('officer1', 'unithead', 'nothing-found', NOTHING);
    h.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'r' });
    expect(h.runs('house-redo')).toBe(false);
  });

  test('evidence still held keeps the file open', () => {
    const l = investigating().on('2026-10-13');
    l.pair('officer1', 'depthead', 'keep-evidence', { mayVanish: true, listNumber: '1', items: 'ledgers', ...WITH });
    l.pair('officer1', 'unithead', 'nothing-found', NOTHING);
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'r' });
    expect(
      l.refused('clerk', 'archive:propose', { packageComplete: true, archiveNumber: 'A-1', retention: 'long' }).basis
        .clause,
    ).toBe('APL art. 56');
  });

  test('an insider found later is outside from then on, and two heads are told where it was an officer', () => {
    const l = investigating();
    const link = { accusedUnit: 'none', accusedNatural: true };
    const other = l.do('clerk2', 'link-accused', { ...link, accusedPersons: ['legal'] });
    expect(l.tasks(other)).toEqual([]);
    const events = l.do('unithead', 'link-accused', { ...link, accusedPersons: ['legal', 'officer2'] });
    expect(l.state.officers).toEqual(['officer1']);
    expect(l.tasks(events).map((x) => x.to)).toEqual(['unit-head', 'dept-head']);
    expect(l.refused('officer2', 'extend:propose', { days: 5, ...EXTEND, withOfficer: 'officer1' }).code).toBe(
      'case-unknown',
    );
  });

  test('a life folds to the same state', () => {
    const l = archived();
    l.check();
    expect(
      Object.values(l.state.clocks)
        .filter((k) => !k.stopped)
        .map((k) => k.deadline),
    ).toEqual(['tip-acceptance-notice']);
  });
});

test('who may not see a case learns nothing of its state by asking for acts', () => {
  const l = accepted({}, { accusedPersons: ['clerk2'] });
  for (const act of ['accept:propose', 'register', 'assign', 'no-such-act', 'conclude']) {
    for (const proceeding of ['intake-1', 'investigation-1', 'penalty-9']) {
      expect(l.refused('clerk2', act, {}, { proceeding }).code).toBe('case-unknown');
      expect(l.refused('admin', act, {}, { proceeding }).code).toBe('case-unknown');
    }
  }
});
