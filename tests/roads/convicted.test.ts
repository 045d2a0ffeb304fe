import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page, ReferralView } from '../../ledger/types.ts';
import { FACTS } from '../../prisma/cases/facts.ts';
import { OF_A_PERSON, SUSPICION } from '../support/forms.ts';
import { document, type No, Road } from './road.ts';
import { looks } from './screens.ts';

/**
 * Five years of a dead man's pension, found by a census taker: the facts of `shanghai-minhang-qian-census`. Constructed: that the tip
 * came to the authority, the contested finding, the refusal of the police, its reconsideration, the procurator's notice, the
 * conviction. No published case with such a refusal was found. Told in September 2026, so that the three-day periods of the
 * referral run into Mid-Autumn and National Day.
 */
const TIP = {
  accused: { name: '钱某', kind: 'person' },
  clue: FACTS['shanghai-minhang-qian-census'],
  fund: 'pension',
  conduct: ['drawn-after-death'],
  amount: { cny: 270_000, basis: 'drawn' },
  knownBy: 'saw',
  concernsStaff: 'no',
};
const TWO = { withOfficer: 'officer2' };
const R = 'police-referral-1';

let road: Road;
beforeAll(async () => {
  road = await Road.begin('2026-09-08T09:10:00+08:00', TIP);
});
afterAll(() => road?.stop());

async function board(): Promise<ReferralView> {
  const { body } = await road.product.as('inspector').get<Page<ReferralView>>('/api/oversight/referrals');
  expect(body.items).toHaveLength(1);
  const text = JSON.stringify(body);
  for (const word of [TIP.accused.name, TIP.clue.slice(0, 10), '达到追诉标准']) expect(text).not.toContain(word);
  return body.items[0]!;
}

it('an anonymous tip is taken, registered, accepted and investigated; nobody is written to', async () => {
  expect((await road.comesBack()).named).toBe(false);
  expect((await road.due('tip-investigate')).due).toBe('2026-12-07');
  await road.on('2026-09-09');
  await road.did('clerk', 'intake-1', 'register', OF_A_PERSON);
  await road.on('2026-09-10');
  await road.pair('clerk', 'unithead', 'intake-1', 'accept');
  await road.refused(
    'clerk',
    'intake-1',
    'notice-sent:propose',
    { told: 'accepted', noticeHow: 'page' },
    { status: 409, code: 'notice-not-owed', clause: 'M49 art. 22' },
  );
  await road.on('2026-09-11');
  await road.did('unithead', 'investigation-1', 'assign', {
    officers: ['officer1', 'officer2'],
    conflictChecked: true,
  });
  await road.on('2026-09-15');
  await road.two('investigation-1', 'secure-evidence', {
    securedKinds: ['documents', 'records'],
    securedOn: '2026-09-15',
  });
  await road.unseen('principal', 'legal', 'credit', 'disclosure', 'inspector', 'admin');
});

it('21 September: a contested finding goes to re-appraisal before any referral', async () => {
  const crime = { ...SUSPICION, suspicion: '五年累计二十七万元，达到追诉标准。' };
  await road.on('2026-09-18');
  await road.did('officer1', 'investigation-1', 'expert-finding', {
    findingKind: 'audit',
    ...document('审计报告', '审-1', '2026-09-17'),
  });
  await road.did('clerk', 'investigation-1', 'contest-finding', document('异议书', '异-1', '2026-09-18'));
  await road.refused('officer1', 'investigation-1', 'suspect-crime', crime, {
    status: 409,
    code: 'disputed-finding',
    clause: 'house: re-appraisal before referral',
  });
  await road.on('2026-09-21');
  await road.did('officer1', 'investigation-1', 're-appraised', {
    reappraisal: 'upheld',
    ...document('复核意见', '复-1', '2026-09-21'),
  });
  await road.refused(
    'officer1',
    'investigation-1',
    'suspect-crime',
    { ...crime, evidence: ['data-match'] },
    {
      status: 409,
      code: 'match-is-a-lead',
      clause: 'APL art. 40',
    },
  );
  await road.did('officer1', 'investigation-1', 'suspect-crime', crime);
  expect(await road.stands()).toMatchObject({ 'police-referral': 'ReferralDrafting' });
});

it('22 September: a task force of two reports with a whole file', async () => {
  const report = {
    number: '示例移报〔2026〕2号',
    offence: '隐瞒死亡骗取养老金，达到追诉标准。',
    files: ['letter', 'report', 'goods', 'appraisal'],
    expertFinding: 'reappraised',
    amount: 270_000,
    amountKnownOn: '2026-09-21',
    ...TWO,
  };
  await road.refused('officer1', R, 'report', report, { status: 409, code: 'task-force-needed', clause: 'TR art. 5' });
  await road.refused(
    'officer1',
    R,
    'name-task-force',
    { taskForce: ['officer1', 'officer2'] },
    { status: 403, code: 'not-your-role' },
  );
  const stranger = { taskForce: ['officer1', 'clerk'] };
  await road.refused('unithead', R, 'name-task-force', stranger, {
    status: 409,
    code: 'task-force-members',
    clause: 'TR art. 5',
  });
  await road.did('unithead', R, 'name-task-force', { taskForce: ['officer1', 'officer2'] });
  await road.on('2026-09-22');
  const bare = { ...report, files: ['letter', 'report', 'goods'] };
  await road.refused('officer1', R, 'report', bare, {
    status: 409,
    code: 'referral-file-incomplete',
    clause: 'TR art. 6',
  });
  await road.did('officer1', R, 'report', report);
  expect(await road.due('police-approve')).toMatchObject({ due: '2026-09-28', alarm: '2026-09-25' });
});

it('23 September: the principal approves, the police have the file within 24 hours and sign for it', async () => {
  await road.on('2026-09-23');
  for (const login of ['unithead', 'depthead']) {
    await road.refused(login, R, 'approve', { number: '示例移〔2026〕2号' }, { status: 403, code: 'not-your-role' });
  }
  await road.did('principal', R, 'approve', { number: '示例移〔2026〕2号' });
  expect((await road.clockOf('police-transmit')).expiresAt).toBe('2026-09-24T10:01:00+08:00');
  await road.on('2026-09-23', '16:00:00');
  const receipt = document('签收回执', '公收-9', '2026-09-23');
  const needsHour: No = { status: 409, code: 'instant-needed', clause: 'CC art. 201' };
  await road.refused('officer1', R, 'receipt-signed', receipt, needsHour, '2026-09-23');
  const early: No = { status: 409, code: 'before-its-event' };
  await road.refused('officer1', R, 'receipt-signed', receipt, early, '2026-09-23T09:00:00+08:00');
  await road.did('officer1', R, 'receipt-signed', receipt, { occurredAt: '2026-09-23T15:20:00+08:00' });
  expect(await road.due('police-transmit')).toMatchObject({ why: 'met' });
  expect(await road.due('police-file')).toMatchObject({ due: '2026-09-28', alarm: '2026-09-26' });
  expect(await road.stands()).toMatchObject({ investigation: 'AwaitingOutcome', 'police-referral': 'AtPolice' });
  expect(await board()).toMatchObject({ state: 'AtPolice', turn: 'police', silent: false, ended: false });
  await road.product.settled();
  const parcels = road.product.parcels();
  expect(parcels).toMatchObject([{ kind: 'police-package', to: 'police', data: { number: '示例移〔2026〕2号' } }]);
});

it('28 September: the police refuse; three days reach over National Day to 8 October, strictly to 1 October', async () => {
  await road.on('2026-09-28');
  await road.did('officer1', R, 'not-filed', {
    fileReturned: true,
    reasonsGiven: true,
    ...document('不予立案通知书', '公不立-3', '2026-09-28'),
  });
  expect(await road.due('police-reconsider-ask')).toMatchObject({ due: '2026-10-08', alarm: '2026-10-01' });
  expect(await board()).toMatchObject({ state: 'RefusalReceived', turn: 'authority' });
  await road.refused('depthead', R, 'accept-refusal', { reasons: '理由' }, { status: 403, code: 'not-your-role' });
  await road.refused('officer1', R, 'ask-procurator', { number: '检-1' }, { status: 403, code: 'not-your-role' });
});

it('30 September: reconsideration is asked, proposed by the task force and decided by the principal', async () => {
  await road.on('2026-09-29');
  await road.did('officer1', R, 'ask-reconsideration:propose', { number: '示例复〔2026〕1号', ...TWO });
  await road.refused('officer2', R, 'ask-reconsideration', {}, { status: 403, code: 'not-your-role' });
  await road.on('2026-09-30');
  await road.did('principal', R, 'ask-reconsideration');
  expect(await road.due('police-reconsider-ask')).toMatchObject({ why: 'used' });
  expect(await road.due('police-reconsider-decide')).toMatchObject({ due: '2026-10-08', alarm: '2026-10-03' });
  const decision = document('复议决定书', '公复-4', '2026-09-29');
  await road.refused('officer1', R, 'upheld', decision, { status: 409, code: 'before-its-event' }, '2026-09-29');
  const tomorrow: No = { status: 409, code: 'occurred-in-future', clause: 'CC art. 201' };
  await road.refused('officer1', R, 'upheld', decision, tomorrow, '2026-10-01');
});

it('8 and 9 October: upheld; the procurator is asked in time', async () => {
  await road.on('2026-10-08');
  await road.did('officer1', R, 'upheld', document('复议决定书', '公复-4', '2026-10-08'));
  expect(await road.due('procurator-ask')).toMatchObject({ due: '2026-10-12', alarm: '2026-10-11' });
  await road.on('2026-10-09');
  await road.pair('officer1', 'principal', R, 'ask-procurator', { number: '示例检〔2026〕1号', ...TWO });
  expect(await road.due('house-procurator')).toMatchObject({ due: '2026-11-09' });
  expect(await board()).toMatchObject({ state: 'ProcuratorSupervision', turn: 'procurator' });
});

it('21 October: the police did not explain in seven days, the procurator tells them to file', async () => {
  await road.on('2026-10-12');
  await road.did('officer2', R, 'reasons-asked', document('要求说明不立案理由通知书', '检-7', '2026-10-12'));
  expect(await road.due('police-explain')).toMatchObject({ due: '2026-10-19' });
  await road.on('2026-10-21');
  expect((await road.clockOf('police-explain')).outcome).toEqual({ what: 'silence', at: '2026-10-20T00:00:00+08:00' });
  await road.did('officer1', R, 'told-to-file', document('通知立案书', '检-8', '2026-10-21'));
  expect(await road.due('police-file-ordered')).toMatchObject({ due: '2026-11-05' });
  expect(await board()).toMatchObject({ state: 'AwaitingFiling', turn: 'police' });
});

it('30 October to 2 November: filed as told, goods and materials handed over in three days', async () => {
  await road.on('2026-10-30');
  await road.did('officer1', R, 'filed', document('立案告知书', '公立-5', '2026-10-30'));
  expect(await road.due('police-file-ordered')).toMatchObject({ why: 'met' });
  expect(await road.due('police-handover')).toMatchObject({ due: '2026-11-02' });
  await road.on('2026-11-02');
  const over = { recordNumber: '示例交〔2026〕1号', signed: true };
  await road.refused(
    'officer1',
    R,
    'handed-over',
    { ...over, withOfficer: 'unithead' },
    {
      status: 409,
      code: 'two-officers',
      clause: 'APL art. 42',
    },
  );
  await road.did('officer1', R, 'handed-over', { ...over, ...TWO });
  expect(await road.due('police-handover')).toMatchObject({ why: 'met' });
  expect(await road.stands()).toMatchObject({ 'police-referral': 'CriminalTrack' });
});

it('20 November: news starts the watch again; its end lies past the last notice and is provisional', async () => {
  await road.on('2026-11-20');
  await road.did('officer1', R, 'criminal-news', {
    news: 'prosecution',
    ...document('起诉意见书副本', '公诉-6', '2026-11-19'),
  });
  expect(await road.due('house-criminal')).toMatchObject({ due: '2027-01-19', provisional: true, why: null });
});

it('30 November: the tip is concluded as handled, before its sixty working days are over; the criminal track goes on', async () => {
  await road.on('2026-11-30');
  await road.refused(
    'unithead',
    'investigation-1',
    'conclude:propose',
    { concludeGround: 'other', report: '报告' },
    {
      status: 409,
      code: 'conclusion-ground',
      clause: 'M49 art. 27',
    },
  );
  await road.pair('unithead', 'depthead', 'investigation-1', 'conclude', {
    concludeGround: 'handled',
    report: '已移送公安机关并立案。',
  });
  expect(await road.due('tip-investigate')).toMatchObject({ due: '2026-12-07', why: 'met' });
  await road.on('2026-12-02');
  await road.pair('clerk', 'unithead', 'investigation-1', 'archive', {
    packageComplete: true,
    archiveNumber: '示例档〔2026〕40号',
    retention: 'permanent',
  });
  expect(await road.stands()).toEqual({
    intake: 'Accepted',
    investigation: 'Archived',
    'police-referral': 'CriminalTrack',
  });
  expect((await road.comesBack()).now.map((n) => n.state.zh)).toEqual(['已受理', '归档']);
});

it('18 December: the conviction is entered; nothing is left open', async () => {
  await road.on('2026-12-18');
  await road.pair('clerk', 'unithead', R, 'convicted', {
    outcome: 'convicted',
    fine: 30_000,
    ...document('刑事判决书', '刑初-21', '2026-12-16'),
  });
  expect(await road.stands()).toMatchObject({ 'police-referral': 'OutcomeKnown' });
  const open = (await road.view()).clocks.filter((k) => k.stopped === null);
  expect(open.map((k) => k.deadline)).toEqual([]);
  const last = await board();
  expect(last).toMatchObject({ state: 'OutcomeKnown', turn: 'nobody', ended: true });
  expect(last.documents.map((d) => d.number)).toEqual(
    expect.arrayContaining(['公收-9', '公不立-3', '公复-4', '检-7', '检-8', '公立-5', '公诉-6', '刑初-21']),
  );
});

it('what went out went out once: the package and one reminder; no mail; the silence of the police is no breach of ours', async () => {
  expect(await road.everythingOnce()).toEqual({ 'police-package': 1, remind: 1 });
  expect(road.product.mails).toEqual([]);
  road.leaksNothing([TIP.accused.name, TIP.clue.slice(0, 12), '二十七万']);
  const { clocks } = await road.view();
  expect(clocks.filter((k) => k.outcome?.what === 'breach').map((k) => k.deadline)).toEqual([]);
});

it('on the screens: the referral down to the judgment, for the authority and for discipline inspection', () =>
  looks(road, [
    { name: 'convicted-case', as: 'unithead', path: '/console/cases/{case}', reads: ['公不立-3', '检-8', '刑初-21'] },
    {
      name: 'convicted-oversight',
      as: 'inspector',
      path: '/console/oversight',
      press: ['全部', /^经过/],
      reads: ['公收-9', '公不立-3', '检-8', '刑初-21'],
    },
    { name: 'convicted-tipster', as: 'tipster', path: '/progress', reads: ['归档'] },
  ]));
