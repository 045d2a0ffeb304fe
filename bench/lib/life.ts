import type { CaseState, Facts, NewEvent } from '../../domain/case/types.ts';
import { advance, decide, evolve, openCase } from '../../domain/kernel/index.ts';
import { startOfDay, toInstant } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { REGISTRATION, type TestHouse, TIP } from '../../tests/ledger/house.ts';
import { CHEATING_FINE } from '../../tests/support/forms.ts';
import { blankCase, openingForm } from '../../tests/support/life.ts';
import { AUTHORITY, DIRECTORY } from '../../tests/support/people.ts';

/**
 * A life of more than 400 days: told, accepted by silence, investigated, punished, published, paid late, archived, listed, and
 * watched until the publicity of the listing is long under way. Time passes to a day, or somebody acts.
 */
type Step = { to: string } | { by: string; in: string; act: string; form: Record<string, unknown> };

const TWO = { withOfficer: 'officer2' };
const AMOUNTS = [{ kind: 'drawn', yuan: 40_000, knownOn: '2025-03-13' }];
const to = (day: string): Step => ({ to: day });
const act = (by: string, proceeding: string, name: string, form: Record<string, unknown> = {}): Step => ({
  by,
  in: proceeding,
  act: name,
  form,
});
const pair = (by: string, decider: string, proceeding: string, name: string, form: Record<string, unknown> = {}) => [
  act(by, proceeding, `${name}:propose`, form),
  act(decider, proceeding, name),
];
const TEXT = {
  partyName: '示例职业培训学校',
  text: '处罚种类:罚款。',
  tipsterGone: true,
  thirdPartiesGone: true,
  secretsGone: true,
};

const BEGINS = '2025-03-03T09:00:00+08:00';
export const LIFE: readonly Step[] = [
  to('2025-03-07'),
  act('clerk', 'intake-1', 'register', REGISTRATION),
  to('2025-03-11'),
  act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true }),
  to('2025-03-12'),
  ...pair('officer1', 'depthead', 'investigation-1', 'file-case', {
    standardMet: true,
    actEndedOn: '2025-01-31',
    ...TWO,
  }),
  to('2025-03-14'),
  ...pair('officer1', 'unithead', 'investigation-1', 'findings-ready', {
    covered: true,
    proposesPenalty: true,
    ground: 'cheating-fund',
    violations: ['drawn-after-death'],
    roles: ['organiser'],
    intent: 'intent',
    causedBy: 'accused',
    amounts: AMOUNTS,
    actEndedOn: '2025-01-31',
    evidence: ['documents', 'records'],
    report: '举报反映的事实属实。',
    ...TWO,
  }),
  to('2025-03-17'),
  act('officer1', 'penalty-1', 'serve-notice', {
    ...CHEATING_FINE,
    noticeNumber: '告〔2025〕1号',
    amounts: AMOUNTS,
    actEndedOn: '2025-01-31',
  }),
  to('2025-04-10'),
  ...pair('officer1', 'depthead', 'penalty-1', 'decide', {
    decisionNumber: '罚〔2025〕1号',
    kinds: ['fine'],
    fine: 120_000,
    confiscation: 0,
    announcedTo: 'present',
    mustPublish: true,
    publishGround: 'social-influence',
    ...TWO,
  }),
  act('officer1', 'penalty-1', 'serve', {
    service: 'direct',
    receipt: '回证1',
    remediesTold: true,
    repairNotice: true,
    ...TWO,
  }),
  to('2025-04-11'),
  act('disclosure', 'disclosure-1', 'hand-in', {
    decisionNumber: '罚〔2025〕1号',
    remedyNamed: true,
    dishonesty: false,
    ...TEXT,
  }),
  act('checker', 'disclosure-1', 'pass', { checked: true }),
  act('disclosure', 'disclosure-1', 'publish'),
  to('2025-04-14'),
  ...pair('unithead', 'depthead', 'investigation-1', 'conclude', {
    concludeGround: 'handled',
    report: '已作出行政处罚。',
  }),
  to('2025-05-20'),
  ...pair('clerk', 'unithead', 'penalty-1', 'paid', {
    amount: 120_000,
    surcharge: 60_000,
    document: { kind: '缴款凭证', number: '缴〔2025〕1号', date: '2025-05-20' },
  }),
  to('2025-06-13'),
  ...pair('clerk', 'unithead', 'investigation-1', 'archive', {
    packageComplete: true,
    archiveNumber: 'A-1',
    retention: 'long',
  }),
  to('2025-06-16'),
  act('credit', 'penalty-1', 'propose-listing', { condition: 'cheating' }),
  to('2025-06-17'),
  act('credit', 'listing-1', 'serve-notice', {
    number: '告〔2025〕2号',
    service: 'direct',
    rights: true,
    twoLetters: true,
  }),
  to('2025-07-07'),
  ...pair('credit', 'principal', 'listing-1', 'list', {
    number: '列〔2025〕1号',
    seriousness: 'ordinary',
    repeated: false,
    subjectRole: 'organiser',
    intent: true,
    contains: ['reasons', 'term', 'remedy', 'way-out'],
    reChecked: true,
    twoLetters: true,
    responsible: ['officer1', 'officer2'],
  }),
  to('2026-04-15'),
];

/** Lives it in the pure domain. @returns how many events it had */
export function liveInDomain(): number {
  let now = toInstant(BEGINS);
  const blank = { ...blankCase({}), receivedAt: now, advancedTo: now };
  const facts = (): Facts => ({ now, calendars: CALENDARS, authority: AUTHORITY, directory: DIRECTORY, history: [] });
  let state: CaseState = openCase(blank, facts(), {
    form: openingForm(blank, { accusedKind: 'training-body' }),
    words: { clue: '线索' },
    actor: { id: 'tipster', role: 'tipster' },
  }).state;
  const fold = (events: readonly NewEvent[]) => {
    for (const e of events) state = evolve(state, e);
  };
  for (const step of LIFE) {
    if ('to' in step) {
      now = startOfDay(step.to);
      fold(advance(state, now, facts()).events);
      continue;
    }
    const request = { proceeding: step.in, act: step.act, form: step.form, by: { staff: step.by } };
    const verdict = decide(state, request, facts());
    if (!verdict.ok) throw new Error(`${step.by} ${step.act}: ${JSON.stringify(verdict.refusal)}`);
    fold(verdict.events);
  }
  return state.version;
}

/** Lives it through the ledger, for a batch of cases side by side under the test clock. @returns acts and expiries recorded */
export async function liveInLedger(house: TestHouse, cases: number): Promise<number> {
  house.clock.set(BEGINS);
  const ids = await Promise.all(Array.from({ length: cases }, () => house.ledger.tell(TIP)));
  for (const [n, step] of LIFE.entries()) {
    if ('to' in step) house.clock.set(startOfDay(step.to));
    await Promise.all(
      ids.map(({ caseId }) =>
        'to' in step
          ? house.ledger.advanceCase(caseId)
          : house.ledger.act({
              caseId,
              proceeding: step.in,
              act: step.act,
              form: step.form,
              by: step.by,
              idempotencyKey: `life-${caseId}-${n}`,
            }),
      ),
    );
  }
  const { rows } = await house.pool.query<{ n: string }>(
    'SELECT sum(version) AS n FROM cases WHERE id = ANY ($1::uuid[])',
    [ids.map((x) => x.caseId)],
  );
  return Number(rows[0]?.n);
}
