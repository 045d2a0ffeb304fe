import { describe, expect, it } from 'vitest';
import { givenUpAt } from '../../domain/effects.ts';
import { policeReferral } from '../../domain/proceedings/police-referral/index.ts';
import { REFERRAL, SUSPICION, TASK_FORCE } from '../support/forms.ts';
import { type Life, life, paperOf } from '../support/life.ts';
import { archived, FINDINGS, filed, WITH } from '../support/roads.ts';

const LINKED = { natural: true, linked: true, units: [], heads: [], persons: [] };
const OFFICERS = { withOfficer: 'officer2' };
const FILE = { ...REFERRAL, number: '移报〔2026〕3号' };

/** A referral being drafted, as the investigation or the penalty opens it; clocks as after a redraft. */
function drafting(receivedAt: string): Life {
  const l = life({ receivedAt }).found('police-referral', 'NotReferred', { ended: receivedAt });
  l.given({ officers: ['officer1', 'officer2', 'officer3'], accused: LINKED });
  l.do('officer1', 'redraft', { ...OFFICERS, ground: 'new-facts' });
  return l;
}

function reported(receivedAt: string): Life {
  const l = drafting(receivedAt);
  l.do('unithead', 'name-task-force', TASK_FORCE);
  l.do('officer1', 'report', FILE);
  return l;
}

function transmitting(receivedAt: string): Life {
  const l = reported(receivedAt);
  l.do('principal', 'approve', { number: '移书〔2026〕3号' });
  return l;
}

const day = (l: Life) => l.now.slice(0, 10);
/** A paper of another body, entered now. */
const police = (l: Life, act: string, form: object = {}, occurredAt?: string) =>
  l.do('clerk', act, { ...form, ...paperOf((occurredAt ?? l.now).slice(0, 10)) }, occurredAt ? { occurredAt } : {});

/** What ends the referral: entered by one, looked at by another. */
const ended = (l: Life, act: string, form: object = {}) => {
  police(l, `${act}:propose`, form);
  return l.do('unithead', act, {});
};

function atPolice(receivedAt: string): Life {
  const l = transmitting(receivedAt);
  police(l, 'receipt-signed');
  return l;
}

const REFUSED = { fileReturned: true, reasonsGiven: true };
function refusedByPolice(receivedAt: string): Life {
  const l = atPolice(receivedAt);
  police(l, 'not-filed', REFUSED);
  return l;
}

const NUMBER = { ...OFFICERS, number: '建〔2026〕1号' };
function supervised(receivedAt: string): Life {
  const l = refusedByPolice(receivedAt);
  l.pair('officer1', 'principal', 'ask-procurator', NUMBER);
  return l;
}

describe('the package for the police', () => {
  it('is given up when a third of the time to hand it over is gone, however often it was tried: the rest is a person’s', () => {
    const l = transmitting('2026-09-07T09:00:00+08:00');
    const from = Date.parse(l.clock('police-transmit').started);
    const end = Date.parse(l.due('police-transmit') ?? '');
    const until = givenUpAt(l.state, { kind: 'police-package', proceeding: 'police-referral-1' }, l.facts().calendars);
    expect(Date.parse(until ?? '') - from).toBe((end - from) / 3);
    // What serves no period is tried as often as its way is.
    expect(givenUpAt(l.state, { kind: 'remind', proceeding: 'police-referral-1' }, l.facts().calendars)).toBeNull();
  });
});

describe('a referral to the police', () => {
  it('goes through refusal, reconsideration and the procurator to the criminal outcome', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    expect(l.in('police-referral')).toBe('AtPolice');
    l.on('2026-08-05');
    police(l, 'not-filed', REFUSED);
    expect(l.in('police-referral')).toBe('RefusalReceived');
    expect(l.runs('police-file')).toBe(false);
    expect(l.due('police-reconsider-ask')).toBe('2026-08-10');
    l.on('2026-08-07');
    l.pair('officer1', 'principal', 'ask-reconsideration', NUMBER);
    expect(l.stopped('police-reconsider-ask')).toBe('used');
    expect(l.due('police-reconsider-decide')).toBe('2026-08-10');
    l.on('2026-08-10');
    police(l, 'upheld');
    expect(l.in('police-referral')).toBe('RefusalUpheld');
    expect(l.due('procurator-ask')).toBe('2026-08-13');
    l.on('2026-08-12');
    l.pair('officer1', 'principal', 'ask-procurator', NUMBER);
    l.on('2026-08-20');
    l.do('clerk', 'reasons-asked', paperOf('2026-08-19'), { occurredAt: '2026-08-19' });
    expect(l.due('police-explain')).toBe('2026-08-26');
    l.on('2026-08-25');
    police(l, 'told-to-file');
    expect(l.in('police-referral')).toBe('AwaitingFiling');
    expect(l.runs('police-explain')).toBe(false);
    expect(l.runs('house-procurator')).toBe(false);
    expect(l.due('police-file-ordered')).toBe('2026-09-09');
    l.on('2026-09-08');
    police(l, 'filed');
    expect(l.due('police-handover')).toBe('2026-09-11');
    l.on('2026-09-11');
    l.do('officer2', 'handed-over', { withOfficer: 'officer1', recordNumber: '交〔2026〕1号', signed: true });
    l.on('2026-09-14');
    police(l, 'criminal-news', { news: 'measure' });
    l.to('2027-03-01');
    ended(l, 'convicted', { outcome: 'convicted', fine: 50_000 });
    expect(l.in('police-referral')).toBe('OutcomeKnown');
    expect(Object.values(l.state.clocks).every((k) => k.stopped !== null)).toBe(true);
    expect(l.events.filter((e) => e.document).map((e) => e.name)).toContain('told-to-file');
    l.check();
  });

  it('warns the principal on the strict day and records the breach only after the latest day', () => {
    const l = reported('2026-09-30T09:00:00+08:00');
    expect(l.due('police-approve')).toBe('2026-10-08');
    const warned = l.to('2026-10-04');
    expect(warned.map((e) => [e.type, e.name, e.occurredAt])).toContainEqual([
      'rung',
      'police-approve:alarm',
      '2026-10-04T00:00:00+08:00',
    ]);
    l.to('2026-10-08');
    expect(l.clock('police-approve').outcome).toBeNull();
    const over = l.to('2026-10-09');
    expect(l.clock('police-approve').outcome).toEqual({ what: 'breach', at: '2026-10-09T00:00:00+08:00' });
    expect(l.effects(over)).toContainEqual(expect.objectContaining({ kind: 'report-upward', to: 'superior' }));
    l.do('principal', 'approve', { number: '移书〔2026〕3号' });
    expect(l.stopped('police-approve')).toBe('met-late');
    expect(l.clock('police-approve').outcome?.what).toBe('breach');
  });

  it('is handed over within 24 hours, through a holiday', () => {
    const l = reported('2026-09-30T09:00:00+08:00');
    l.to('2026-09-30T16:00:00+08:00');
    l.do('principal', 'approve', { number: '移书〔2026〕3号' });
    expect(l.due('police-transmit')).toBe('2026-10-01T16:00:00+08:00');
    expect(l.effects().find((e) => e.kind === 'police-package')).toMatchObject({ to: 'police' });
    l.to('2026-10-01T16:00:00+08:00');
    expect(l.clock('police-transmit').outcome).toEqual({ what: 'breach', at: '2026-10-01T16:00:00+08:00' });
    police(l, 'receipt-signed');
    expect(l.stopped('police-transmit')).toBe('met-late');
  });

  it('needs the time of day where hours begin to run', () => {
    const l = transmitting('2026-08-03T09:00:00+08:00');
    l.on('2026-08-04', '08:00:00');
    const no = l.refused('clerk', 'receipt-signed', paperOf('2026-08-03'), { occurredAt: '2026-08-03' });
    expect(no.code).toBe('instant-needed');
    police(l, 'receipt-signed', {}, '2026-08-03T15:30:00+08:00');
    expect(l.stopped('police-transmit')).toBe('met');
    expect(l.due('police-forward')).toBe('2026-08-04T15:30:00+08:00');
  });

  it('is approved by the principal alone, who is not of the task force', () => {
    const l = reported('2026-08-03T09:00:00+08:00');
    expect(l.refused('depthead', 'approve', { number: '1' }).code).toBe('not-your-role');
    const deputy = structuredClone(l.directory);
    deputy.people.officer1!.grants[0]!.roles.push('principal');
    l.directory = deputy;
    expect(l.refused('officer1', 'approve', { number: '1' }).code).toBe('not-the-same-person');
    deputy.people.officer3!.grants[0]!.roles.push('principal');
    const no = l.refused('officer3', 'approve', { number: '1' });
    expect(no).toMatchObject({ code: 'approver-in-task-force', basis: { kind: 'law', clause: 'TR art. 5' } });
  });

  it('is not approved by an officer of the case who left and came back as principal', () => {
    const l = reported('2026-08-03T09:00:00+08:00');
    const back = structuredClone(l.directory);
    const { principal, officer3 } = back.people;
    back.people.again = { ...principal!, id: 'again', login: 'again', same: ['officer3'] };
    officer3!.same = ['again'];
    l.directory = back;
    expect(l.refused('again', 'approve', { number: '1' }).code).toBe('approver-in-task-force');
    l.do('principal', 'approve', { number: '1' });
  });

  it('is refused with reasons, shown upward, and can be redrafted on new facts or by order', () => {
    const l = reported('2026-08-03T09:00:00+08:00');
    const events = l.do('principal', 'refuse', { reasons: 'words' });
    expect(l.in('police-referral')).toBe('NotReferred');
    expect(l.stopped('police-approve')).toBe('met');
    expect(l.effects(events)).toContainEqual(expect.objectContaining({ kind: 'report-upward' }));
    expect(JSON.stringify(l.events)).not.toContain('words');
    const no = l.refused('officer1', 'redraft', { ...OFFICERS, ground: 'ordered' });
    expect(no.basis.clause).toContain('SPP01');
    l.do('officer1', 'redraft', { ...OFFICERS, ground: 'ordered', orderNumber: '检〔2026〕9号' });
    expect(l.p('police-referral')).toMatchObject({ state: 'ReferralDrafting', run: 3, ended: null });
    expect(l.runs('house-draft')).toBe(true);
    expect(l.runs('police-taskforce')).toBe(true);
  });

  it('is drafted by two named officers with valid certificates, with a complete file', () => {
    const l = drafting('2026-08-03T09:00:00+08:00');
    expect(l.refused('officer1', 'report', FILE).code).toBe('task-force-needed');
    expect(l.refused('unithead', 'name-task-force', { taskForce: ['officer1'] }).code).toBe('form-invalid');
    for (const taskForce of [
      ['officer1', 'officer1'],
      ['officer1', 'legal'],
      ['officer1', 'nobody'],
    ]) {
      expect(l.refused('unithead', 'name-task-force', { taskForce })).toMatchObject({
        code: 'task-force-members',
        fields: [{ field: 'taskForce' }],
      });
    }
    l.do('unithead', 'name-task-force', TASK_FORCE);
    expect(l.stopped('police-taskforce')).toBe('met');
    expect(l.refused('officer3', 'report', { ...FILE, withOfficer: 'officer1' }).code).toBe('not-in-task-force');
    expect(l.refused('officer1', 'report', { ...FILE, withOfficer: 'officer3' }).code).toBe('not-in-task-force');
    const missing = l.refused('officer1', 'report', { ...FILE, files: ['letter', 'report'] });
    expect(missing.basis.clause).toBe('TR art. 6');
    expect(l.refused('officer1', 'report', { ...FILE, expertFinding: 'undisputed' }).code).toBe(
      'referral-file-incomplete',
    );
    expect(l.refused('officer1', 'report', { ...FILE, amount: 84_000 }).code).toBe('amount-known-on');
    l.do('officer1', 'report', { ...FILE, amount: 84_000, amountKnownOn: '2026-07-30' });
    expect(l.in('police-referral')).toBe('AwaitingPrincipal');
  });

  it('never goes out on a contested expert finding', () => {
    const l = drafting('2026-08-03T09:00:00+08:00');
    l.do('unithead', 'name-task-force', TASK_FORCE);
    const files = ['letter', 'report', 'goods', 'appraisal'];
    const no = l.refused('officer1', 'report', { ...FILE, files, expertFinding: 'contested' });
    expect(no).toMatchObject({ code: 'expert-finding-contested', basis: { kind: 'house' } });
    l.do('officer1', 'report', { ...FILE, files, expertFinding: 'reappraised' });
  });

  it('tells the principal again and again while no report comes, and ends where there is no crime', () => {
    const l = drafting('2026-08-03T09:00:00+08:00');
    const first = l.to('2026-08-18');
    expect(l.tasks(first)).toContainEqual(expect.objectContaining({ to: 'principal', basis: 'TR art. 16' }));
    expect(l.clock('house-draft').outcome).toBeNull();
    expect(l.clocks('house-draft')).toHaveLength(2);
    l.to('2026-09-02');
    expect(l.clocks('house-draft')).toHaveLength(3);
    l.do('officer1', 'no-crime:propose', { ...OFFICERS, reasons: 'words' });
    expect(l.refused('unithead', 'no-crime').code).toBe('not-your-role');
    const done = l.do('depthead', 'no-crime');
    expect(l.in('police-referral')).toBe('NotReferred');
    expect(l.effects(done)).toContainEqual(expect.objectContaining({ kind: 'report-upward', to: 'superior' }));
    expect(l.runs('house-draft')).toBe(false);
  });
});

describe('the police', () => {
  it('are silent: the case is to be put to the procurator, and the silence goes upward until somebody asks', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    const noted = l.to('2026-08-04T09:00:00+08:00');
    expect(noted.filter((e) => e.type === 'expiry' && e.to === 'AtPolice').length).toBeGreaterThanOrEqual(2);
    expect(l.clock('police-forward').outcome?.what).toBe('silence');
    expect(l.runs('police-forward')).toBe(false);
    const over = l.to('2026-08-07');
    expect(l.in('police-referral')).toBe('EscalateToProcurator');
    expect(l.clock('police-file').outcome).toEqual({ what: 'silence', at: '2026-08-07T00:00:00+08:00' });
    expect(l.tasks(over)).toContainEqual(expect.objectContaining({ to: 'principal' }));
    const again = l.to('2026-08-22');
    expect(l.effects(again)).toContainEqual(expect.objectContaining({ kind: 'report-upward' }));
    expect(l.clocks('house-escalate')).toHaveLength(2);
    l.pair('officer1', 'principal', 'ask-procurator', NUMBER);
    expect(l.in('police-referral')).toBe('ProcuratorSupervision');
    const silent = l.to('2026-09-08');
    expect(l.effects(silent).map((e) => [e.kind, e.to])).toEqual([['remind', 'procurator']]);
    const upward = l.to('2026-09-24');
    expect(l.effects(upward).map((e) => [e.kind, e.to])).toEqual([
      ['remind', 'procurator'],
      ['report-upward', 'superior'],
    ]);
    police(l, 'filed');
    expect(l.runs('house-procurator')).toBe(false);
    expect(l.in('police-referral')).toBe('HandingOver');
  });

  it('file late, after we escalated', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    l.on('2026-08-12');
    police(l, 'filed');
    expect(l.in('police-referral')).toBe('HandingOver');
    expect(l.stopped('house-escalate')).toBe('met');
    expect(l.clock('police-file').outcome?.what).toBe('silence');
    const late = l.to('2026-08-18');
    expect(l.clock('police-handover').outcome?.what).toBe('breach');
    expect(l.effects(late)).toContainEqual(expect.objectContaining({ kind: 'remind', to: 'police' }));
    l.do('officer1', 'handed-over', { ...OFFICERS, recordNumber: '1', signed: true });
    expect(l.stopped('police-handover')).toBe('met-late');
  });

  it('filed in time, but their paper reached us after the silence was recorded', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    l.on('2026-08-10');
    expect(l.in('police-referral')).toBe('EscalateToProcurator');
    const events = police(l, 'filed', {}, '2026-08-05');
    expect(events.map((e) => e.type)).toContain('superseded');
    expect(l.in('police-referral')).toBe('HandingOver');
    expect(l.stopped('police-file')).toBe('entered-late');
    expect(l.stopped('house-escalate')).toBe('without-ground');
    l.check();
  });

  it('refuse to take the file, then take it after all, or refuse to file', () => {
    const l = transmitting('2026-08-03T09:00:00+08:00');
    police(l, 'not-taken');
    expect(l.in('police-referral')).toBe('EscalateToProcurator');
    expect(l.stopped('police-transmit')).toBe('met');
    police(l, 'taken-after-all');
    expect(l.in('police-referral')).toBe('AtPolice');
    expect(l.runs('police-file')).toBe(true);
    l.to('2026-08-07');
    police(l, 'not-filed', REFUSED);
    expect(l.in('police-referral')).toBe('RefusalReceived');
    expect(l.runs('house-escalate')).toBe(false);
  });

  it('forward the case: the time to decide runs anew from the other body’s receipt', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    l.to('2026-08-03T20:00:00+08:00');
    police(l, 'forwarded', {}, '2026-08-03T18:00:00+08:00');
    expect(l.stopped('police-forward')).toBe('met');
    expect(l.clocks('police-file').map((k) => k.stopped?.why ?? null)).toEqual(['again', null]);
    expect(l.due('police-incomplete')).toBe('2026-08-04T18:00:00+08:00');
  });

  it('miss material, also late: it is supplied, and they decide anew', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    l.on('2026-08-05');
    police(l, 'incomplete-told', { missing: 'words' });
    expect(l.in('police-referral')).toBe('Supplementing');
    expect(l.due('police-supplement')).toBe('2026-08-10');
    const over = l.to('2026-08-11');
    expect(l.clock('police-supplement').outcome?.what).toBe('breach');
    expect(l.tasks(over)).toContainEqual(expect.objectContaining({ to: 'officer' }));
    l.do('officer1', 'supplied', { ...OFFICERS, receiptNumber: '签〔2026〕2号' });
    expect(l.in('police-referral')).toBe('AtPolice');
    expect(l.stopped('police-supplement')).toBe('met-late');
    expect(l.due('police-file')).toBe('2026-08-14');
  });

  it('say that it is no matter of theirs: back to us, and on to the right organ', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    const events = ended(l, 'no-police-matter', { goesTo: 'discipline', rightOrgan: 'words' });
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.tasks(events)).toContainEqual(expect.objectContaining({ to: 'unit-head' }));
    expect(l.runs('returned-case-act')).toBe(true);
    expect(l.runs('police-file')).toBe(false);
  });
});

describe('the right to ask again', () => {
  it('lapses after the latest day, not after the strict one, and the case returns', () => {
    const l = refusedByPolice('2026-09-30T09:00:00+08:00');
    expect(l.due('police-reconsider-ask')).toBe('2026-10-08');
    l.to('2026-10-08T20:00:00+08:00');
    expect(l.in('police-referral')).toBe('RefusalReceived');
    const over = l.to('2026-10-09');
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.clock('police-reconsider-ask').outcome?.what).toBe('lapse');
    expect(over.some((e) => JSON.stringify(e).includes('breach'))).toBe(false);
    expect(l.refused('officer1', 'ask-reconsideration:propose', NUMBER).code).toBe('not-in-this-state');
  });

  it('is given up by the principal, on the proposal of the officers', () => {
    const l = refusedByPolice('2026-08-03T09:00:00+08:00');
    expect(l.refused('principal', 'accept-refusal').code).toBe('nothing-proposed');
    l.pair('officer1', 'principal', 'accept-refusal', { reasons: 'words', withOfficer: 'officer2' });
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.stopped('police-reconsider-ask')).toBe('used');
  });

  it('meets silence: the procurator is the next door, and a late decision still counts', () => {
    const l = refusedByPolice('2026-08-03T09:00:00+08:00');
    l.pair('officer1', 'principal', 'ask-reconsideration', NUMBER);
    l.to('2026-08-07');
    expect(l.in('police-referral')).toBe('EscalateToProcurator');
    expect(l.refused('clerk', 'not-filed', { ...REFUSED, ...paperOf(day(l)) }).code).toBe(
      'decision-on-reconsideration',
    );
    police(l, 'upheld');
    expect(l.in('police-referral')).toBe('RefusalUpheld');
    l.pair('officer1', 'principal', 'accept-refusal', { reasons: 'words', withOfficer: 'officer2' });
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
  });

  it('is used in vain where nobody asked for reconsideration', () => {
    const l = atPolice('2026-08-03T09:00:00+08:00');
    l.to('2026-08-07');
    expect(l.refused('clerk', 'upheld', paperOf(day(l))).code).toBe('no-reconsideration-asked');
  });

  it('leads to filing on reconsideration, or lapses before the procurator was asked', () => {
    const a = refusedByPolice('2026-08-03T09:00:00+08:00');
    a.pair('officer1', 'principal', 'ask-reconsideration', NUMBER);
    police(a, 'filed');
    expect(a.in('police-referral')).toBe('HandingOver');
    const b = refusedByPolice('2026-08-03T09:00:00+08:00');
    b.pair('officer1', 'principal', 'ask-reconsideration', NUMBER);
    police(b, 'upheld');
    b.to('2026-08-07');
    expect(b.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(b.clock('procurator-ask').outcome?.what).toBe('lapse');
  });

  it('is a pair: the task force proposes, the principal decides', () => {
    const l = refusedByPolice('2026-08-03T09:00:00+08:00');
    expect(l.refused('principal', 'ask-reconsideration').code).toBe('nothing-proposed');
    expect(l.refused('officer3', 'ask-reconsideration:propose', { ...NUMBER, withOfficer: 'officer1' }).code).toBe(
      'not-in-task-force',
    );
    l.do('officer1', 'ask-reconsideration:propose', NUMBER);
    l.do('principal', 'ask-reconsideration:decline', { reasons: 'words' });
    expect(l.in('police-referral')).toBe('RefusalReceived');
  });
});

describe('the procurator', () => {
  it('is told when the police do not explain, and may find that the reasons stand', () => {
    const l = supervised('2026-08-03T09:00:00+08:00');
    police(l, 'reasons-asked');
    const over = l.to('2026-08-11');
    expect(l.effects(over).map((e) => e.to)).toEqual(['procurator']);
    expect(l.clock('police-explain').outcome?.what).toBe('silence');
    // Nobody enters alone that another body ended it.
    expect(l.refused('unithead', 'reasons-stand').code).toBe('nothing-proposed');
    ended(l, 'reasons-stand');
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.runs('house-procurator')).toBe(false);
  });

  it('is told, with the government above, while an order to file is not obeyed, and may give it up', () => {
    const l = supervised('2026-08-03T09:00:00+08:00');
    police(l, 'told-to-file');
    const over = l.to('2026-08-19');
    expect(l.in('police-referral')).toBe('AwaitingFiling');
    expect(l.effects(over)).toContainEqual(expect.objectContaining({ kind: 'remind', to: 'procurator' }));
    const again = l.to('2026-09-05');
    expect(l.effects(again).map((e) => e.kind)).toEqual(['remind', 'report-upward']);
    ended(l, 'given-up');
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.runs('house-escalate')).toBe(false);
  });

  it('gets a written answer to an opinion; without it the engine warns, it does not call it a breach', () => {
    const l = supervised('2026-08-03T09:00:00+08:00');
    police(l, 'filed');
    l.do('officer1', 'handed-over', { ...OFFICERS, recordNumber: '1', signed: true });
    const quiet = l.to('2026-08-19');
    expect(l.effects(quiet).map((e) => e.to)).toEqual(['police']);
    expect(l.effects(l.to('2026-09-03')).map((e) => e.to)).toEqual(['police', 'superior']);
    ended(l, 'track-ended', { how: 'not-prosecuted', opinion: true });
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.due('nonprosecution-reply')).toBe('2026-11-03');
    const late = l.to('2026-11-04');
    expect(l.clock('nonprosecution-reply').outcome?.what).toBe('warn');
    expect(l.effects(late)).toContainEqual(expect.objectContaining({ kind: 'report-upward' }));
    l.pair('officer1', 'principal', 'answer-procurator', { ...NUMBER, answer: 'state-of-handling' });
    expect(l.stopped('nonprosecution-reply')).toBe('met-late');
    expect(l.refused('officer1', 'answer-procurator:propose', { ...NUMBER, answer: 'result' }).code).toBe(
      'no-opinion-to-answer',
    );
  });

  it('sends no opinion: nothing is owed but the administrative act', () => {
    const l = supervised('2026-08-03T09:00:00+08:00');
    police(l, 'filed');
    l.do('officer1', 'handed-over', { ...OFFICERS, recordNumber: '1', signed: true });
    ended(l, 'track-ended', { how: 'dropped', opinion: false });
    expect(l.clocks('nonprosecution-reply')).toHaveLength(0);
    expect(l.runs('returned-case-act')).toBe(true);
    expect(l.refused('depthead', 'administrative-act-done', { number: '1' }).basis.clause).toContain('APL art. 27');
    l.found('penalty', 'NotPunished');
    l.do('depthead', 'administrative-act-done', { number: '处〔2026〕1号' });
    expect(l.stopped('returned-case-act')).toBe('met');
  });

  it('sends an opinion after the end: a new referral, linked, which may ask us to refer', () => {
    const l = refusedByPolice('2026-08-03T09:00:00+08:00');
    l.pair('officer1', 'principal', 'accept-refusal', { reasons: 'words', withOfficer: 'officer2' });
    l.on('2026-10-12');
    police(l, 'opinion-received');
    expect(l.p('police-referral')).toMatchObject({
      id: 'police-referral-2',
      state: 'OpinionReceived',
      linked: 'police-referral-1',
    });
    expect(l.state.proceedings['police-referral-1']?.state).toBe('ReturnedToAdministrative');
    const warned = l.to('2026-10-27');
    expect(l.effects(warned)).toContainEqual(expect.objectContaining({ kind: 'report-upward' }));
    expect(l.clocks('house-opinion').length).toBeGreaterThan(1);
    police(l, 'asked-to-refer');
    expect(l.in('police-referral')).toBe('ReferralDrafting');
    expect(l.stopped('returned-case-act')).toBe('cancelled');
    expect(l.runs('nonprosecution-reply')).toBe(true);
    expect(l.runs('police-taskforce')).toBe(true);
    l.to('2026-12-16');
    expect(l.clock('nonprosecution-reply').outcome?.what).toBe('warn');
    l.pair('officer1', 'principal', 'answer-procurator', { ...NUMBER, answer: 'state-of-handling' });
    expect(l.in('police-referral')).toBe('ReferralDrafting');
    expect(l.runs('nonprosecution-reply')).toBe(false);
    l.check();
  });

  it('is answered on an opinion after the end, and the case is back with us', () => {
    const l = refusedByPolice('2026-08-03T09:00:00+08:00');
    l.pair('officer1', 'principal', 'accept-refusal', { reasons: 'words', withOfficer: 'officer2' });
    l.on('2026-10-12');
    police(l, 'opinion-received');
    l.pair('officer1', 'principal', 'answer-procurator', { ...NUMBER, answer: 'result' });
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.stopped('house-opinion')).toBe('met');
    expect(l.runs('returned-case-act')).toBe(true);
  });
});

describe('beside the other proceedings', () => {
  const CRIME = {
    ...SUSPICION,
  };
  const p = { proceeding: 'police-referral' };
  /** A penalty is proposed and the same act goes to the police. */
  function held(): Life {
    const l = filed();
    l.on('2026-10-13').do('officer1', 'suspect-crime', CRIME);
    l.pair('officer1', 'unithead', 'findings-ready', { ...FINDINGS, ...WITH });
    return l;
  }

  it('opens when a crime is suspected, and holds the penalty for the same act', () => {
    const l = held();
    expect(l.p('police-referral')).toMatchObject({ state: 'ReferralDrafting', linked: 'investigation-1' });
    expect(l.runs('police-taskforce')).toBe(true);
    expect(l.runs('house-draft')).toBe(true);
    expect(l.p('penalty').flags).toContain('criminal-hold');
  });

  it('lifts the hold where it is not made, and again where the police refuse and nobody asks', () => {
    const l = held();
    l.do('unithead', 'name-task-force', { taskForce: ['officer1', 'officer2'] }, p);
    l.do('officer1', 'report', FILE, p);
    l.do('principal', 'refuse', { reasons: 'words' }, p);
    expect(l.p('penalty').flags).not.toContain('criminal-hold');
    l.do('officer1', 'redraft', { ...OFFICERS, ground: 'new-facts' }, p);
    expect(l.p('penalty').flags).toContain('criminal-hold');
    l.do('officer1', 'report', FILE, p);
    l.do('principal', 'approve', { number: '1' }, p);
    police(l, 'receipt-signed');
    expect(l.p('investigation').facts.outcomes).toContain('referred');
    police(l, 'not-filed', REFUSED);
    l.to('2026-10-20');
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.p('penalty').flags).not.toContain('criminal-hold');
    l.check();
  });

  it('that ended in a conviction ends the penalty for that act', () => {
    const l = held();
    l.do('unithead', 'name-task-force', { taskForce: ['officer1', 'officer2'] }, p);
    l.do('officer1', 'report', FILE, p);
    l.do('principal', 'approve', { number: '1' }, p);
    for (const act of ['receipt-signed', 'filed']) police(l, act);
    l.do('officer1', 'handed-over', { ...OFFICERS, recordNumber: '1', signed: true }, p);
    ended(l, 'convicted', { outcome: 'convicted' });
    expect(l.in('penalty')).toBe('NotPunished');
    expect(l.p('penalty').flags).not.toContain('criminal-hold');
  });

  it('brings the investigation back when an opinion arrives, and does not hold the penalty it asks for', () => {
    const l = archived();
    l.found('police-referral', 'OutcomeKnown', { ended: l.now });
    police(l, 'opinion-received');
    expect(l.in('investigation')).toBe('Investigating');
    l.pair('officer1', 'depthead', 'file-case', { standardMet: true, ...WITH });
    l.pair('officer1', 'unithead', 'findings-ready', { ...FINDINGS, ...WITH });
    expect(l.in('penalty')).toBe('Proposed');
    expect(l.p('penalty').flags).not.toContain('criminal-hold');
    l.pair('officer1', 'principal', 'answer-procurator', { ...NUMBER, answer: 'state-of-handling' });
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.in('investigation')).toBe('AwaitingOutcome');
    l.check();
  });
});

it('reads like the table of the law: the states of section 3.4, three ends', () => {
  expect(Object.keys(policeReferral.states)).toHaveLength(17);
  expect(policeReferral.ends).toEqual(['OutcomeKnown', 'ReturnedToAdministrative', 'NotReferred']);
});
