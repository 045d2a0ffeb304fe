import { afterAll, beforeAll, expect, it } from 'vitest';
import { FACTS } from '../../prisma/cases/facts.ts';
import { PLAIN_FINE, REGISTRATION } from '../support/forms.ts';
import { document, Road } from './road.ts';
import { looks } from './screens.ts';

/**
 * The department acted outside its powers and the reconsideration organ annulled it: the facts of `donge-wrong-organ`, published
 * 2023-04-11. Constructed: that what was annulled was a fine which had been published and had led to a listing, and with it the
 * withdrawal and the revocation. No published case with a revoked listing was found. From January to May 2026, so that the counts
 * cross Spring Festival, Qingming and Labour Day.
 */
const TIP = {
  accused: { name: '某纺织品公司', kind: 'employer' },
  clue: FACTS['donge-wrong-organ'],
  fund: 'pension',
  conduct: ['contributions-unpaid'],
  interest: 'victim',
  knownBy: 'documents',
  concernsStaff: 'no',
  tipster: { name: '示例举报人', idNumber: 'DEMO-ID', email: 'teller@example.invalid', wantsNotice: true },
};
const TWO = { withOfficer: 'officer2' };
const NUMBER = '示例罚〔2026〕4号';
const FINE = 20_000;

let road: Road;
beforeAll(async () => {
  road = await Road.begin('2026-01-05T10:30:00+08:00', TIP);
});
afterAll(() => road?.stop());

it('January: a labour-inspection matter is accepted as such; money never paid in is no tip on the fund', async () => {
  expect((await road.due('tip-review')).due).toBe('2026-01-12');
  expect((await road.due('tip-investigate')).due).toBe('2026-04-03');
  await road.on('2026-01-06');
  await road.did('clerk', 'intake-1', 'register', { ...REGISTRATION, money: 'never-in' });
  const { details } = await road.view();
  expect(details[0]!.facts).toMatchObject({ matterRegime: 'fund', money: 'never-in' });
  await road.did('clerk', 'intake-1', 'link-accused', {
    accusedUnit: 'none',
    accusedNatural: false,
    regime: 'labour-inspection',
  });
  await road.on('2026-01-08');
  await road.pair('clerk', 'unithead', 'intake-1', 'accept');
  await road.pair('clerk', 'unithead', 'intake-1', 'notice-sent', { told: 'accepted', noticeHow: 'page' });
  await road.on('2026-01-09');
  await road.did('unithead', 'investigation-1', 'assign', {
    officers: ['officer1', 'officer2'],
    conflictChecked: true,
  });
  await road.on('2026-01-14');
  const filing = { standardMet: true, actEndedOn: '2025-11-30', filingNumber: '示例监立〔2026〕1号', ...TWO };
  await road.did('officer1', 'investigation-1', 'file-case:propose', filing);
  await road.refused('depthead', 'investigation-1', 'file-case', {}, { status: 403, code: 'not-your-role' });
  await road.did('unithead', 'investigation-1', 'file-case');
  expect((await road.due('penalty-decide')).due).toBe('2026-04-14');
});

it('28 January: findings; the inspection decides in fifteen working days, over the make-up Saturday and Spring Festival', async () => {
  await road.on('2026-01-28');
  await road.two('investigation-1', 'secure-evidence', { securedKinds: ['records'], securedOn: '2026-01-28' });
  await road.pair('officer1', 'unithead', 'investigation-1', 'findings-ready', {
    covered: true,
    proposesPenalty: true,
    ground: 'other-by-law',
    violations: ['contributions-unpaid'],
    roles: ['employer'],
    intent: 'intent',
    causedBy: 'accused',
    amounts: [],
    actEndedOn: '2025-11-30',
    evidence: ['records', 'documents'],
    report: '未足额缴纳，逾期不改正。',
    ...TWO,
  });
  expect((await road.due('inspection-decide')).due).toBe('2026-02-25');
  expect(await road.stands()).toMatchObject({ penalty: 'Proposed' });
});

it('9 to 24 February: no hearing asked by the make-up Saturday; decided after the festival', async () => {
  await road.on('2026-02-09');
  await road.two('penalty-1', 'serve-notice', {
    ...PLAIN_FINE,
    noticeNumber: '示例罚告〔2026〕2号',
    ground: 'other-by-law',
    clause: '社会保险法第八十六条',
    amounts: [],
    actEndedOn: '2025-11-30',
    fine: FINE,
    listingConditions: ['other-by-law'],
    service: 'direct',
  });
  expect((await road.due('hearing-ask')).due).toBe('2026-02-14');
  await road.refused(
    'officer1',
    'penalty-1',
    'close-defence',
    { reasonable: true, reasons: '理由', ...TWO },
    { status: 409, code: 'hearing-still-open', clause: 'APL art. 64(1)' },
  );
  await road.on('2026-02-24');
  expect(await road.stands()).toMatchObject({ penalty: 'Decision' });
  await road.pair('officer1', 'depthead', 'penalty-1', 'decide', {
    decisionNumber: NUMBER,
    kinds: ['fine'],
    fine: FINE,
    confiscation: 0,
    announcedTo: 'absent',
    mustPublish: true,
    publishGround: 'three-systems',
    ...TWO,
  });
  expect(await road.due('inspection-decide')).toMatchObject({ due: '2026-02-25', why: 'met' });
  expect((await road.due('penalty-serve')).due).toBe('2026-03-04');
  await road.refused(
    'credit',
    'penalty-1',
    'propose-listing',
    { condition: 'other-by-law' },
    { status: 409, code: 'not-in-this-state' },
  );
  await road.two('penalty-1', 'filed-upward', { filingNumber: '示例备〔2026〕1号' });
});

it('26 February to 2 March: served and published', async () => {
  await road.on('2026-02-26');
  await road.two('penalty-1', 'serve', {
    service: 'direct',
    receipt: '示例送〔2026〕2号',
    remediesTold: true,
    repairNotice: true,
  });
  await road.on('2026-03-02');
  await road.did('disclosure', 'disclosure-1', 'hand-in', {
    decisionNumber: NUMBER,
    partyName: '某纺织品公司',
    text: `某纺织品公司\n${NUMBER}\n未足额缴纳社会保险费，逾期不改正。罚款二万元。\n可在六十日内申请行政复议。`,
    tipsterGone: true,
    thirdPartiesGone: true,
    secretsGone: true,
    remedyNamed: true,
    dishonesty: false,
  });
  await road.did('checker', 'disclosure-1', 'pass', { checked: true });
  await road.did('disclosure', 'disclosure-1', 'publish');
  await road.product.settled();
  expect(await road.register()).toMatchObject([{ status: 'published', name: '某纺织品公司', version: 1 }]);
});

it('March and 1 April: paid and concluded; on the list, on a condition that was found, for somebody who meant it; archived', async () => {
  await road.on('2026-03-03');
  await road.refused(
    'credit',
    'penalty-1',
    'propose-listing',
    { condition: 'cheating' },
    { status: 409, code: 'listing-condition-not-met', clause: 'M45 art. 5' },
  );
  await road.refused(
    'officer1',
    'penalty-1',
    'propose-listing',
    { condition: 'other-by-law' },
    { status: 403, code: 'not-your-role' },
  );
  await road.did('credit', 'penalty-1', 'propose-listing', { condition: 'other-by-law' });
  await road.did('credit', 'listing-1', 'serve-notice', {
    number: '示例信告〔2026〕1号',
    service: 'direct',
    rights: true,
    twoLetters: true,
  });
  await road.on('2026-03-06');
  await road.did('credit', 'listing-1', 'statement', {
    statement: '请求从轻。',
    ...document('陈述申辩书', '陈-3', '2026-03-06'),
  });
  await road.on('2026-03-11');
  await road.pair('clerk', 'unithead', 'penalty-1', 'paid', {
    amount: FINE,
    ...document('缴款凭证', '缴-5', '2026-03-11'),
  });
  await road.on('2026-03-31');
  await road.pair('unithead', 'depthead', 'investigation-1', 'conclude', {
    concludeGround: 'handled',
    report: '已处罚。',
  });
  expect(await road.due('tip-investigate')).toMatchObject({ due: '2026-04-03', why: 'met' });
  // From the day on which the measures on credit repair of 2026 are in force: before it a list had no maximum of its own.
  await road.on('2026-04-01');
  const list = {
    number: '示例信〔2026〕1号',
    seriousness: 'ordinary',
    repeated: false,
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    reChecked: true,
    twoLetters: true,
    responsible: ['credit'],
  };
  await road.refused(
    'credit',
    'listing-1',
    'list:propose',
    { ...list, intent: false },
    { status: 409, code: 'no-listing-without-intent', clause: 'house' },
  );
  await road.refused(
    'credit',
    'listing-1',
    'list:propose',
    { ...list, contains: ['reasons'] },
    { status: 409, code: 'listing-decision-incomplete', clause: 'ZJ-CR' },
  );
  await road.did('credit', 'listing-1', 'list:propose', list);
  await road.refused('depthead', 'listing-1', 'list', {}, { status: 403, code: 'not-your-role' });
  await road.did('principal', 'listing-1', 'list');
  expect((await road.due('credit-publish-window')).due).toBe('2027-04-01');
  await road.on('2026-04-02');
  await road.pair('clerk', 'unithead', 'investigation-1', 'archive', {
    packageComplete: true,
    archiveNumber: '示例档〔2026〕6号',
    retention: 'long',
  });
  expect(await road.stands()).toEqual({
    intake: 'Accepted',
    investigation: 'Archived',
    penalty: 'Executed',
    disclosure: 'Published',
    listing: 'Listed',
  });
  await road.product.settled();
  expect(
    road.product
      .parcels()
      .map((p) => p.kind)
      .sort(),
  ).toEqual(['credit-list', 'report-upward']);
  expect(await road.register('listing')).toMatchObject([
    { status: 'published', name: '某纺织品公司', until: '2027-04-01', content: { seriousness: 'ordinary' } },
  ]);
});

const annulment = {
  body: 'reconsideration-organ',
  how: 'annulled',
  decidedOn: '2026-04-23',
  reachedOn: '2026-04-29',
  procedural: false,
  redoOrdered: false,
  final: true,
  ...document('行政复议决定书', '复决-12', '2026-04-23'),
};

it('29 April: the annulment reaches us; in the same step the withdrawal is due by 7 May and the listing is revoked', async () => {
  await road.on('2026-04-29');
  await road.refused('depthead', 'penalty-1', 'reversed-outside', {}, { status: 409, code: 'nothing-proposed' });
  await road.refused(
    'legal',
    'penalty-1',
    'reversed-outside:propose',
    { ...annulment, decidedOn: '2026-01-20' },
    { status: 422, code: 'decided-after-it-reached-us' },
  );
  await road.did('legal', 'penalty-1', 'reversed-outside:propose', annulment);
  await road.refused('legal', 'penalty-1', 'reversed-outside', {}, { status: 409, code: 'not-your-own-proposal' });
  const done = await road.did('depthead', 'penalty-1', 'reversed-outside');
  expect(done.events.map((e) => `${e.kind} ${e.to}`)).toEqual([
    'penalty Reversed',
    'disclosure WithdrawalDue',
    'listing Revoked',
  ]);
  for (const e of done.events.slice(1)) expect(e.cause).toBe(done.events[0]!.number);
  expect(await road.due('disclosure-withdraw')).toMatchObject({ due: '2026-05-07', why: null });
  expect(await road.due('credit-publish-window')).toMatchObject({ why: 'cancelled' });
  await road.product.settled();
  expect(
    road.product
      .parcels()
      .map((p) => `${p.kind} ${p.to}`)
      .sort(),
  ).toEqual(['credit-list credit-platform', 'credit-remove credit-platform', 'report-upward superior']);
  expect(await road.register()).toMatchObject([{ status: 'published' }]);
  expect(await road.register('listing')).toMatchObject([{ status: 'withdrawn' }]);
});

it('6 May: taken down with the reason in public, within the three working days; one writes it, another lets it go', async () => {
  await road.on('2026-05-06');
  const reason = { publicReason: '原处罚决定因超越职权被行政复议机关撤销。' };
  await road.did('disclosure', 'disclosure-1', 'withdraw:propose', reason);
  await road.refused('disclosure', 'disclosure-1', 'withdraw', {}, { status: 403, code: 'not-your-role' });
  await road.did('checker', 'disclosure-1', 'withdraw');
  expect(await road.due('disclosure-withdraw')).toMatchObject({ due: '2026-05-07', why: 'met' });
  await road.product.settled();
  const [entry] = await road.register();
  expect(entry).toMatchObject({ status: 'withdrawn', version: 2 });
  expect(entry!.content).toEqual({ decisionNumber: NUMBER, how: 'annulled', reason: reason.publicReason });

  await road.did('credit', 'listing-1', 'tell-platform', { number: '示例信〔2026〕2号' });
  expect(await road.due('house-revoke-push')).toMatchObject({ due: '2026-05-07', why: 'met' });
  await road.refused(
    'credit',
    'listing-1',
    'tell-platform',
    { number: '再次' },
    { status: 409, code: 'platform-already-told' },
  );
});

it('8 May: the platform confirms; the same act is not done again; nothing is left open but the rights of the party', async () => {
  await road.on('2026-05-08');
  await road.did('credit', 'listing-1', 'deletion-confirmed', document('删除确认函', '平-3', '2026-05-08'));
  await road.refused(
    'officer1',
    'penalty-1',
    'redo:propose',
    { newFacts: false, reasons: '重新处罚', ...TWO },
    { status: 409, code: 'same-act-again', clause: 'ARL art. 64' },
  );
  await road.pair('officer1', 'depthead', 'penalty-1', 'nothing-to-redo', { reasons: '不属本机关职权。', ...TWO });
  expect(await road.stands()).toEqual({
    intake: 'Accepted',
    investigation: 'Archived',
    penalty: 'Annulled',
    disclosure: 'Withdrawn',
    listing: 'Revoked',
  });
  const { clocks } = await road.view();
  expect(clocks.filter((k) => k.stopped === null).map((k) => k.deadline)).toEqual([]);
  expect(clocks.filter((k) => k.outcome?.what === 'breach').map((k) => k.deadline)).toEqual([]);
});

it('every effect was done once, on a proceeding that had ended too; the tipster learns what is theirs to know', async () => {
  expect(await road.everythingOnce()).toEqual({
    letter: 2,
    notice: 2,
    publish: 1,
    'withdraw-publication': 1,
    'credit-list': 1,
    'credit-remove': 1,
    'report-upward': 1,
  });
  const told = await road.comesBack();
  expect(told.letters.map((l) => l.template)).toEqual(['accepted', 'concluded']);
  expect(JSON.stringify(told)).not.toContain('撤销');
  road.leaksNothing([TIP.clue.slice(0, 12), TIP.accused.name, TIP.tipster.name]);
});

it('on the screens: the case with what was undone, and a register that says why', () =>
  looks(road, [
    { name: 'annulled-case', as: 'unithead', path: '/console/cases/{case}', reads: ['撤销', '复决-12'] },
    { name: 'annulled-register', as: 'public', path: '/register', reads: [TIP.accused.name, '已撤回'] },
    { name: 'annulled-tipster', as: 'tipster', path: '/progress', reads: ['归档'] },
  ]));
