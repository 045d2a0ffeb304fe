import { afterAll, beforeAll, expect, it } from 'vitest';
import { NEWS } from '../../activities/notice.ts';
import { FACTS } from '../../prisma/cases/facts.ts';
import { PLAIN_FINE, REGISTRATION } from '../support/forms.ts';
import { document, EVIDENCE, type Problem, Road } from './road.ts';
import { looks } from './screens.ts';

/**
 * A broker invents employment so that people draw unemployment benefit: the facts of `unemployment-middleman-zhang`, published
 * 2024-10-30. Constructed: that the tip came to the authority, the penalty, its publication and its payment.
 * Told on the eve of Labour Day 2026, so that every count crosses a holiday or a make-up day.
 */
const TIP = {
  accused: { name: '某科技公司', kind: 'intermediary' },
  clue: FACTS['unemployment-middleman-zhang'],
  fund: 'unemployment',
  conduct: ['organising', 'sham-eligibility'],
  amount: { cny: 27_036, basis: 'drawn' },
  interest: 'victim',
  knownBy: 'documents',
  concernsStaff: 'no',
  tipster: { name: '示例举报人', idNumber: 'DEMO-ID', email: 'teller@example.invalid', wantsNotice: true },
};
const NUMBER = '示例罚〔2026〕17号';
const FINE = 54_072;

let road: Road;
beforeAll(async () => {
  road = await Road.begin('2026-04-30T16:40:00+08:00', TIP);
});
afterAll(() => road?.stop());

it('30 April: the tip is a case; its dates step over Labour Day and count the make-up Saturday', async () => {
  expect((await road.due('tip-review')).due).toBe('2026-05-11');
  expect((await road.due('tip-acceptance-notice')).due).toBe('2026-05-18');
  expect((await road.due('tip-investigate')).due).toBe('2026-07-28');
  const told = await road.comesBack();
  expect(told).toMatchObject({ named: true, withdrawn: false, evidence: [{ name: '照片说明.pdf' }] });
  expect(told.next.map((n) => [n.deadline, n.due])).toContainEqual(['tip-review', '2026-05-11']);
  expect(JSON.stringify(told)).not.toContain(road.caseId);
  await road.unseen('officer1', 'depthead', 'legal', 'credit', 'disclosure', 'inspector', 'admin', 'superior');
  const other = road.receipt.endsWith('X') ? 'Y' : 'X';
  const wrong = await road.product.anyone.post<Problem>('/api/receipts', {
    receipt: `${road.receipt.slice(0, -1)}${other}`,
  });
  expect({ status: wrong.status, code: wrong.body.code }).toEqual({ status: 404, code: 'receipt-unknown' });
});

it('6 May: registered by the clerk; the evidence is the original, and who opened it is on record', async () => {
  await road.on('2026-05-06');
  await road.refused('clerk', 'intake-1', 'accept:propose', {}, { status: 409, code: 'not-in-this-state' });
  const bad = await road.refused(
    'clerk',
    'intake-1',
    'register',
    { ...REGISTRATION, colour: 'red' },
    { status: 422, code: 'form-invalid' },
  );
  expect(bad.errors?.map((e) => e.field)).toEqual(['colour']);
  await road.did('clerk', 'intake-1', 'register', REGISTRATION);
  const { evidence } = await road.view();
  expect(evidence).toMatchObject([{ sha256: EVIDENCE.sha256, from: 'tipster' }]);
  const file = await fetch(`${road.product.url}/api/cases/${road.caseId}/evidence/${evidence[0]!.id}`, {
    headers: { Cookie: (await road.product.signIn('clerk'))! },
  });
  expect(file.headers.get('content-security-policy')).toContain('sandbox');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(EVIDENCE.bytes);
  // That an official looked is on the case's record and no news for the tipster.
  expect((await road.view()).timeline.map((e) => e.name)).toContain('evidence-opened');
  expect((await road.comesBack()).timeline.map((e) => e.text.zh)).toEqual(['已接收', '审查中']);
});

it('8 May: the clerk proposes, the unit head accepts, nobody else; the tipster is told by letter and a mail that says nothing', async () => {
  await road.on('2026-05-08');
  await road.refused('unithead', 'intake-1', 'accept', {}, { status: 409, code: 'nothing-proposed', clause: 'house' });
  await road.did('clerk', 'intake-1', 'accept:propose');
  await road.refused('clerk', 'intake-1', 'accept', {}, { status: 403, code: 'not-your-role' });
  await road.refused('depthead', 'intake-1', 'accept', {}, { status: 403, code: 'not-your-role' });
  const key = 'accepted-once-only';
  const first = await road.did('unithead', 'intake-1', 'accept', {}, { key });
  const again = await road.product
    .as('unithead')
    .post<{ repeated: boolean; events: unknown }>(
      `/api/cases/${road.caseId}/acts`,
      { proceeding: 'intake-1', act: 'accept', form: {} },
      key,
    );
  expect(again.body).toMatchObject({ repeated: true, events: first.events });
  expect(await road.stands()).toEqual({ intake: 'Accepted', investigation: 'Accepted' });
  expect(await road.due('tip-review')).toMatchObject({ why: 'met' });

  await road.pair('clerk', 'unithead', 'intake-1', 'notice-sent', { told: 'accepted', noticeHow: 'page' });
  expect(await road.due('tip-acceptance-notice')).toMatchObject({ due: '2026-05-18', why: 'met' });
  await road.product.settled();
  expect((await road.comesBack()).letters.map((l) => l.template)).toEqual(['accepted']);
  expect(road.product.mails).toHaveLength(1);
  expect(road.product.mails[0]).toMatchObject({ to: [TIP.tipster.email], subject: NEWS.subject });
  expect(road.product.mails[0]!.text.trim()).toBe(NEWS.text.trim());
});

it('11 and 12 May: two officers, evidence before contact, then the case is filed: ninety days to 10 August', async () => {
  await road.on('2026-05-11');
  const one = { officers: ['officer1'], conflictChecked: true };
  await road.refused('unithead', 'investigation-1', 'assign', one, {
    status: 409,
    code: 'two-officers',
    clause: 'APL art. 42',
  });
  await road.refused(
    'unithead',
    'investigation-1',
    'assign',
    { officers: ['officer1', 'clerk'], conflictChecked: true },
    { status: 409, code: 'not-an-officer', clause: 'APL art. 42' },
  );
  await road.did('unithead', 'investigation-1', 'assign', {
    officers: ['officer1', 'officer2'],
    conflictChecked: true,
  });
  await road.on('2026-05-12');
  const question = {
    questionedOn: '2026-05-12',
    cardsShown: true,
    letterNotShown: true,
    record: '笔录',
    withOfficer: 'officer2',
  };
  await road.refused('officer1', 'investigation-1', 'question-accused', question, {
    status: 409,
    code: 'evidence-first',
    clause: 'house: evidence before contact',
  });
  await road.refused(
    'officer1',
    'investigation-1',
    'secure-evidence',
    { securedKinds: ['records'], securedOn: '2026-05-12', withOfficer: 'officer1' },
    { status: 409, code: 'two-officers', clause: 'APL art. 42' },
  );
  await road.two('investigation-1', 'secure-evidence', {
    securedKinds: ['records', 'documents'],
    securedOn: '2026-05-12',
  });
  await road.pair('officer1', 'unithead', 'investigation-1', 'clear-contact', {
    revealsNobody: true,
    plan: '以例行核查名义调阅参保登记。',
    withOfficer: 'officer2',
  });
  await road.two('investigation-1', 'question-accused', { ...question, withOfficer: undefined });
  const filing = {
    standardMet: true,
    actEndedOn: '2025-12-31',
    filingNumber: '示例立〔2026〕3号',
    withOfficer: 'officer2',
  };
  await road.refused(
    'officer1',
    'investigation-1',
    'file-case:propose',
    { ...filing, actEndedOn: '2023-01-31' },
    { status: 409, code: 'out-of-time', clause: 'APL art. 36' },
  );
  await road.pair('officer1', 'depthead', 'investigation-1', 'file-case', filing);
  expect((await road.due('penalty-decide')).due).toBe('2026-08-10');
});

it('the tipster writes, the clerk answers: the thread holds the words, the mail does not', async () => {
  await road.on('2026-05-20');
  await road.writes('公司还在用另一个名字代办。');
  await road.did('clerk', 'intake-1', 'reply', { text: '已转承办人，请保存材料。' });
  await road.product.settled();
  expect((await road.comesBack()).messages.map((m) => [m.from, m.text])).toEqual([
    ['tipster', '公司还在用另一个名字代办。'],
    ['authority', '已转承办人，请保存材料。'],
  ]);
  expect((await road.asks('intake-1', 'ask-result')).acts.length).toBeGreaterThan(0);
  expect(road.product.mails).toHaveLength(2);
});

it('8 June: a data match alone is no finding; findings open the penalty', async () => {
  await road.on('2026-06-08');
  const findings = {
    covered: true,
    proposesPenalty: true,
    ground: 'cheating-benefits',
    violations: ['organising', 'sham-eligibility'],
    roles: ['organiser'],
    intent: 'intent',
    causedBy: 'accused',
    amounts: [{ kind: 'drawn', yuan: 27_036, knownOn: '2026-06-05' }],
    actEndedOn: '2025-12-31',
    evidence: ['records', 'statements'],
    report: '虚构劳动关系代办申领十三次，代办人是组织者，失业者本人受骗。',
    withOfficer: 'officer2',
  };
  await road.refused(
    'officer1',
    'investigation-1',
    'findings-ready:propose',
    { ...findings, evidence: ['data-match'] },
    { status: 409, code: 'match-is-a-lead', clause: 'APL art. 40' },
  );
  await road.refused(
    'officer1',
    'investigation-1',
    'findings-ready:propose',
    { ...findings, intent: 'unclear' },
    { status: 409, code: 'cause-and-intent', clause: 'APL arts. 33' },
  );
  await road.refused(
    'unithead',
    'investigation-1',
    'conclude:propose',
    { concludeGround: 'handled', report: '报告' },
    { status: 409, code: 'not-in-this-state' },
  );
  await road.pair('officer1', 'unithead', 'investigation-1', 'findings-ready', findings);
  expect(await road.stands()).toMatchObject({ investigation: 'AwaitingOutcome', penalty: 'Proposed' });
  await road.refused(
    'unithead',
    'investigation-1',
    'conclude:propose',
    { concludeGround: 'handled', report: '报告' },
    { status: 409, code: 'finding-without-outcome', clause: 'M49 art. 27' },
  );
});

const notice = {
  ...PLAIN_FINE,
  noticeNumber: '示例罚告〔2026〕9号',
  ground: 'cheating-benefits',
  amounts: [{ kind: 'drawn', yuan: 27_036, knownOn: '2026-06-05' }],
  actEndedOn: '2025-12-31',
  fine: FINE,
  service: 'direct',
};

it('15 June: the fine lies between twice and five times the sum; the party has until 23 June, over the Dragon Boat holiday', async () => {
  await road.on('2026-06-15');
  await road.refused(
    'officer1',
    'penalty-1',
    'serve-notice',
    { ...notice, fine: 27_036 },
    { status: 409, code: 'fine-below-2x', clause: 'SIL arts. 87–88' },
  );
  await road.refused(
    'officer1',
    'penalty-1',
    'serve-notice',
    { ...notice, fine: 140_000 },
    { status: 409, code: 'fine-above-5x', clause: 'SIL arts. 87–88' },
  );
  await road.did('officer1', 'penalty-1', 'serve-notice', notice);
  expect(await road.due('hearing-ask')).toMatchObject({ due: '2026-06-23', why: null });
  const decide = {
    decisionNumber: NUMBER,
    kinds: ['fine'],
    fine: FINE,
    confiscation: 0,
    announcedTo: 'absent',
    mustPublish: true,
    publishGround: 'three-systems',
    withOfficer: 'officer2',
  };
  await road.refused('officer1', 'penalty-1', 'decide:propose', decide, { status: 409, code: 'not-in-this-state' });

  await road.on('2026-06-22');
  await road.did('officer1', 'penalty-1', 'statement', {
    form: 'written',
    content: '认为是客户自愿委托。',
    ...document('陈述申辩书', '陈-1', '2026-06-18'),
  });
  await road.two('penalty-1', 'recheck-statement', { adopted: 'no', reasons: '委托不改变虚构劳动关系的事实。' });

  await road.on('2026-06-24');
  expect(await road.due('hearing-ask')).toMatchObject({ why: 'lapsed' });
  expect(await road.stands()).toMatchObject({ penalty: 'Decision' });
  await road.refused('officer1', 'penalty-1', 'ask-hearing', document('听证申请书', '听-1', '2026-06-24'), {
    status: 409,
    code: 'not-in-this-state',
  });
  await road.refused(
    'officer1',
    'penalty-1',
    'decide:propose',
    { ...decide, fine: 81_108 },
    { status: 409, code: 'heavier-than-noticed', clause: 'APL arts. 44–45' },
  );
  await road.did('officer1', 'penalty-1', 'decide:propose', decide);
  await road.refused('officer2', 'penalty-1', 'decide', {}, { status: 403, code: 'not-your-role' });
  await road.refused(
    'depthead',
    'penalty-1',
    'decide',
    {},
    { status: 409, code: 'occurred-in-future', clause: 'CC art. 201' },
    '2026-06-25',
  );
  await road.refused(
    'depthead',
    'penalty-1',
    'decide',
    {},
    { status: 409, code: 'before-its-event' },
    '2026-06-24T08:00:00+08:00',
  );
  await road.on('2026-06-24', '17:00:00');
  await road.refused(
    'depthead',
    'penalty-1',
    'decide',
    {},
    { status: 409, code: 'own-act-backdated', clause: 'house: two times' },
    '2026-06-24T12:00:00+08:00',
  );
});

it('26 June: decided; nothing is published before the decision is served', async () => {
  await road.on('2026-06-26');
  await road.did('depthead', 'penalty-1', 'decide', { opinion: '同意。' });
  expect(await road.stands()).toMatchObject({ penalty: 'Decided', disclosure: 'Draft' });
  expect((await road.due('penalty-serve')).due).toBe('2026-07-07');
  expect((await road.due('penalty-publish')).due).toBe('2026-07-07');
  expect(await road.due('penalty-decide')).toMatchObject({ due: '2026-08-10', why: 'met' });
  const { details } = await road.view();
  expect(details.find((p) => p.kind === 'investigation')?.facts.outcomes).toEqual(['penalty']);

  const text = {
    decisionNumber: NUMBER,
    partyName: '某科技公司',
    text: `某科技公司\n${NUMBER}\n虚构劳动关系代办失业保险金申领。罚款五万四千零七十二元。\n可在六十日内申请行政复议。`,
    tipsterGone: true,
    thirdPartiesGone: true,
    secretsGone: true,
    remedyNamed: true,
    dishonesty: false,
  };
  const short = await road.refused(
    'disclosure',
    'disclosure-1',
    'hand-in',
    { ...text, tipsterGone: false },
    { status: 422, code: 'form-invalid' },
  );
  expect(short.errors?.map((e) => e.field)).toEqual(['tipsterGone']);
  await road.refused('officer1', 'disclosure-1', 'hand-in', text, { status: 403, code: 'not-your-role' });
  await road.did('disclosure', 'disclosure-1', 'hand-in', text);
  await road.refused(
    'disclosure',
    'disclosure-1',
    'publish',
    {},
    { status: 409, code: 'redaction-not-passed', clause: 'house: who redacts does not pass' },
  );
  await road.refused('disclosure', 'disclosure-1', 'pass', { checked: true }, { status: 403, code: 'not-your-role' });
  await road.did('checker', 'disclosure-1', 'pass', { checked: true });
  await road.refused(
    'disclosure',
    'disclosure-1',
    'publish',
    {},
    { status: 409, code: 'decision-not-served', clause: 'house: published once served' },
  );
  expect(await road.register()).toEqual([]);
});

it('30 June: served and published in the public register, without a word of the tip', async () => {
  await road.on('2026-06-30');
  await road.two('penalty-1', 'serve', {
    service: 'direct',
    receipt: '示例送〔2026〕5号',
    remediesTold: true,
    repairNotice: true,
  });
  expect((await road.due('fine-pay')).due).toBe('2026-07-15');
  expect((await road.due('reconsider-ask')).due).toBe('2026-08-31');
  await road.did('disclosure', 'disclosure-1', 'publish');
  await road.product.settled();
  const [entry, ...others] = await road.register();
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    kind: 'penalty',
    status: 'published',
    name: '某科技公司',
    natural: false,
    version: 1,
    until: '2029-06-30',
    content: { decisionNumber: NUMBER },
  });
  expect(JSON.stringify(entry)).not.toContain(road.caseId);
  expect(JSON.stringify(entry)).not.toContain('四名警察');
  const one = await road.product.anyone.get<{ id: string }>(`/api/register/${entry!.id}`);
  expect(one.body).toEqual(entry);
  expect(await road.due('penalty-publish')).toMatchObject({ why: 'met' });
});

it('10 July: paid in full, not a fen less', async () => {
  await road.on('2026-07-10');
  const voucher = document('非税收入缴款凭证', '缴-88', '2026-07-10');
  await road.refused(
    'clerk',
    'penalty-1',
    'paid:propose',
    { amount: FINE - 0.01, ...voucher },
    { status: 409, code: 'not-paid-in-full', clause: 'APL art. 66' },
  );
  await road.refused('unithead', 'penalty-1', 'paid', {}, { status: 409, code: 'nothing-proposed' });
  await road.did('clerk', 'penalty-1', 'paid:propose', { amount: FINE, ...voucher }, { occurredAt: '2026-07-09' });
  await road.refused('clerk', 'penalty-1', 'paid', {}, { status: 403, code: 'not-your-role' });
  await road.did('unithead', 'penalty-1', 'paid');
  expect(await road.stands()).toMatchObject({ penalty: 'Executed' });
  expect(await road.due('fine-pay')).toMatchObject({ why: 'met' });
});

it('14 to 16 July: concluded, the tipster is told, then archived; the clock of sixty working days stops in time', async () => {
  await road.on('2026-07-14');
  await road.refused(
    'unithead',
    'investigation-1',
    'conclude:propose',
    { concludeGround: 'nothing-found', report: '报告' },
    { status: 409, code: 'conclusion-ground', clause: 'M49 art. 27' },
  );
  await road.pair('unithead', 'depthead', 'investigation-1', 'conclude', {
    concludeGround: 'handled',
    report: '罚款已缴清；建议核对同一代办人的其他申领。',
  });
  expect(await road.due('tip-investigate')).toMatchObject({ due: '2026-07-28', why: 'met' });
  const archive = { packageComplete: true, archiveNumber: '示例档〔2026〕31号', retention: 'long' };
  await road.refused('clerk', 'investigation-1', 'archive:propose', archive, {
    status: 409,
    code: 'result-still-owed',
    clause: 'M49 art. 30',
  });
  await road.pair('clerk', 'unithead', 'investigation-1', 'give-feedback', {
    feedbackHow: 'written',
    feedbackText: '您反映的情况属实，已依法处罚并公开。',
    nothingSecret: true,
  });
  await road.on('2026-07-16');
  await road.pair('clerk', 'unithead', 'investigation-1', 'archive', archive);
  await road.product.settled();
  expect(await road.stands()).toEqual({
    intake: 'Accepted',
    investigation: 'Archived',
    penalty: 'Executed',
    disclosure: 'Published',
  });
  const told = await road.comesBack();
  expect(told.letters.map((l) => l.template)).toEqual(['accepted', 'concluded', 'feedback']);
  expect(told.now.map((n) => n.state.zh)).toEqual(['已受理', '归档']);
  expect(told.next).toEqual([]);
});

it('every effect was done once; four mails, all alike, and no word of the tip outside', async () => {
  expect(await road.everythingOnce()).toEqual({ letter: 3, notice: 4, publish: 1 });
  expect(road.product.mails).toHaveLength(4);
  for (const mail of road.product.mails) {
    expect({ subject: mail.subject, text: mail.text.trim() }).toEqual({
      subject: NEWS.subject,
      text: NEWS.text.trim(),
    });
  }
  road.leaksNothing([TIP.clue.slice(0, 12), TIP.accused.name, TIP.tipster.name, road.caseId, NUMBER]);
});

it('no clock was missed on the whole road', async () => {
  const missed = (await road.view()).clocks.filter((k) => k.outcome?.what === 'breach');
  expect(missed.map((k) => k.deadline)).toEqual([]);
});

it('on the screens: the case with its dates, the register, and the tipster’s own page on a phone', () =>
  looks(road, [
    { name: 'paid-case', as: 'unithead', path: '/console/cases/{case}', reads: ['归档', '已执行', NUMBER] },
    { name: 'paid-register', as: 'public', path: '/register', reads: [TIP.accused.name, '公开中'] },
    { name: 'paid-tipster', as: 'tipster', path: '/progress', reads: ['归档', '没有待到的期限'] },
  ]));
