import { describe, expect, it } from 'vitest';
import type { CaseState, Facts, NewEvent, RecordedEvent } from '../../domain/case/types.ts';
import { advance, decide, evolve, fileEntered, openCase } from '../../domain/kernel/index.ts';
import { addDays, millisOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { isRealName, tipSchema } from '../../domain/tip.ts';
import type { ClerkTip } from '../../ledger/types.ts';
import { CASES } from '../../prisma/cases/cases.ts';
import { FACTS } from '../../prisma/cases/facts.ts';
import { DEMO_AUTHORITY, DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { caseFile, caseFiles } from '../../prisma/seed-cases.ts';
import { blankCase, openingForm, papersOf } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';

/** Runs a case as the ledger does: lived, each act now; or entered from paper, each decided at its own moment; then advanced to now. */
function run(
  id: string,
  file: ClerkTip,
  now: string,
  onPaper: 'confirmed' | 'contested' | 'entered' | undefined = CASES.find((c) => c.id === id)?.onPaper,
): { state: CaseState; events: RecordedEvent[] } {
  const { channel, receivedAt, by: _, acts = [], ...told } = file;
  const tip = tipSchema.parse(told);
  const facts = (at: string, history: RecordedEvent[] = []): Facts => ({
    now: at,
    ...(onPaper ? { entering: { by: 'clerk', recordedAt: now } } : {}),
    calendars: CALENDARS,
    authority: DEMO_AUTHORITY,
    directory: DEMO_DIRECTORY,
    history,
  });
  const blank = blankCase({
    id,
    receivedAt,
    named: isRealName(tip),
    wantsNotice: tip.tipster?.wantsNotice ?? false,
    fund: tip.fund,
    case: { organ: DEMO_AUTHORITY.organ, channel },
  });
  const events: RecordedEvent[] = [];
  let state = blank;
  const record = (more: NewEvent[]) => {
    for (const e of more) {
      state = evolve(state, e);
      const { words: __, ...open } = e;
      events.push({ ...open, number: state.version, recordedAt: now });
    }
  };
  const form = openingForm(blank, { concernsStaff: tip.concernsStaff, conduct: [...tip.conduct] });
  record(openCase(blank, facts(receivedAt), { form, words: {}, actor: { id: 'clerk', role: 'clerk' } }).events);
  for (const act of acts) {
    const proceeding =
      Object.values(state.proceedings)
        .filter((p) => p.kind === act.proceeding)
        .at(-1)?.id ?? act.proceeding;
    const verdict = decide(
      state,
      {
        proceeding,
        act: act.act,
        ...(onPaper ? { occurredAt: act.occurredAt } : {}),
        form: act.document ? { ...act.form, document: act.document } : act.form,
        by: act.by === 'tipster' ? { tipster: true } : { staff: act.by },
      },
      facts(act.occurredAt, events),
    );
    if (!verdict.ok) throw new Error(`${id} on ${now}: ${act.by} ${act.act}: ${JSON.stringify(verdict.refusal)}`);
    record(verdict.events);
  }
  record(advance(state, now, facts(now, events)).events);
  if (onPaper) {
    record(fileEntered(state, facts(now, events), events).events);
    if (onPaper === 'entered') return { state, events };
    const [by, act, form] =
      onPaper === 'confirmed'
        ? (['unithead', 'confirm', papersOf(state)] as const)
        : (['unithead', 'contest', { contestReasons: '没有这回事' }] as const);
    const verdict = decide(state, { proceeding: 'paper-1', act, form, by: { staff: by } }, { ...facts(now, events) });
    if (!verdict.ok) throw new Error(`${id} on ${now}: ${by} ${act}: ${JSON.stringify(verdict.refusal)}`);
    record(verdict.events);
  }
  return { state, events };
}

/** On our own register what is wrong may always come down. */
const TAKEN_DOWN: readonly string[] = ['withdraw-publication', 'expire-publication'];

const standing = (state: CaseState) =>
  Object.fromEntries(Object.values(state.proceedings).map((p) => [p.kind, p.state]));

/** Sunday, National Day, the day after the May holiday at dawn, a make-up Saturday, the eve of Spring Festival, the last hour of a Monday. */
const STARTS = [
  '2026-11-22T14:00:00+08:00',
  '2026-10-02T10:00:00+08:00',
  '2026-05-06T00:05:00+08:00',
  '2026-02-14T08:00:00+08:00',
  '2026-02-27T18:00:00+08:00',
  '2025-10-13T23:55:00+08:00',
];

describe.each(STARTS)('the demonstration first started at %s', (now) => {
  const files = caseFiles(now);

  it.each(files.map(({ one, file }) => [one.id, one, file] as const))('%s stands where it should', (id, one, file) => {
    const { state } = run(id, file, now);
    expect(standing(state)).toMatchObject(one.stands);
  });
});

it(
  'whatever day it is first started on, no act of a seed case is refused and each stands where it should',
  () => {
    let days = 0;
    for (let day = '2025-01-01'; day <= '2026-12-31'; day = addDays(day, sample(37, 3)), days += 1) {
      const now = `${day}T${String((days * 5) % 24).padStart(2, '0')}:17:00+08:00`;
      for (const { one, file } of caseFiles(now)) {
        expect(standing(run(one.id, file, now).state), `${one.id} on ${now}`).toMatchObject(one.stands);
      }
    }
    proven('Whatever day the demonstration is first started on, each of its cases stands where it should', { days });
  },
  sample(120_000, 1_800_000),
);

it('there is a case at every stage that is asked for', () => {
  const shown = new Set(CASES.flatMap((c) => Object.entries(c.stands).map(([kind, state]) => `${kind} ${state}`)));
  for (const stage of [
    'intake Received',
    'intake UnderReview',
    'intake AwaitingSupplement',
    'intake Accepted',
    'intake NotAccepted',
    'intake Transferred',
    'intake TransferDone',
    'intake ChannelHandover',
    'intake HandedOver',
    'investigation Accepted',
    'investigation Investigating',
    'investigation Suspended',
    'investigation AwaitingOutcome',
    'investigation Concluded',
    'investigation Archived',
    'penalty Proposed',
    'penalty AwaitingDefence',
    'penalty HearingScheduled',
    'penalty LegalReview',
    'penalty Decided',
    'penalty Served',
    'penalty Executed',
    'penalty Reversed',
    'police-referral AtPolice',
    'police-referral RefusalReceived',
    'police-referral EscalateToProcurator',
    'police-referral ProcuratorSupervision',
    'police-referral CriminalTrack',
    'police-referral ReturnedToAdministrative',
    'listing AwaitingStatement',
    'listing Listed',
    'listing Revoked',
    'disclosure Draft',
    'disclosure PrivacyReview',
    'disclosure Published',
    'disclosure Withdrawn',
  ])
    expect(shown, stage).toContain(stage);
});

describe('what the files are', () => {
  const now = STARTS[0]!;
  const files = caseFiles(now);
  const lives = Object.fromEntries(files.map(({ one, file }) => [one.id, run(one.id, file, now)]));

  it('tell the facts of a published case, each case once, and say which turns are not in it', () => {
    expect(new Set(CASES.map((c) => c.id)).size).toBe(CASES.length);
    expect(new Set(CASES.map((c) => c.accused.name)).size).toBe(CASES.length);
    expect(Object.keys(FACTS).sort()).toEqual(CASES.map((c) => c.id).sort());
    for (const c of CASES) if (c.acts) expect(c.constructed, c.id).not.toEqual([]);
  });

  it('name nobody by identity card, telephone or a mail address that could exist, and lead to no page', () => {
    for (const { one, file } of files) {
      const text = JSON.stringify({ one, file });
      expect(text, one.id).not.toMatch(/https?:|www\.|\d{17}[\dXx]|1[3-9]\d{9}/);
      expect(file.tipster?.email ?? 'x@example.invalid').toMatch(/@example\.invalid$/);
    }
  });

  it('are lived: nobody acts in another’s name, and nothing is entered behind its day; two are paper files, one of them contested', () => {
    expect(
      CASES.map((c) => c.onPaper)
        .filter(Boolean)
        .sort(),
    ).toEqual(['confirmed', 'contested']);
    for (const { one, file } of files) {
      for (const act of file.acts ?? []) {
        const own = act.by !== 'tipster' && act.document === undefined;
        expect('paper' in act.form, `${one.id} ${act.act}`).toBe(own && one.onPaper !== undefined);
      }
      for (const e of lives[one.id]!.events) {
        if (e.type !== 'act' || e.kind === 'paper' || e.actor.role === 'outside') continue;
        expect(e.actor.enteredBy, `${one.id} ${e.name}`).toBe(one.onPaper ? 'clerk' : undefined);
      }
    }
  });

  it('would leave nothing of it outside the building, had they been entered from paper, at whatever stage they stand', () => {
    let acts = 0;
    for (const [i, one] of CASES.entries()) {
      const file = caseFile({ ...one, onPaper: 'confirmed' }, i + 1, now, CALENDARS);
      const { state, events } = run(one.id, file, now, 'entered');
      expect(
        Object.values(state.proceedings)
          .map((p) => p.kind === 'paper')
          .includes(true),
        one.id,
      ).toBe((file.acts ?? []).length > 0);
      acts += file.acts?.length ?? 0;
      const sent = events.flatMap((e) =>
        e.changes.flatMap((c) => (c.op === 'effect' && !TAKEN_DOWN.includes(c.effect.kind) ? [c.effect.kind] : [])),
      );
      expect(sent, one.id).toEqual([]);
      // Ends keep their dates; nobody is warned of what was over.
      expect(
        events.filter((e) => e.type === 'rung' && e.occurredAt < now).map((e) => e.name),
        one.id,
      ).toEqual([]);
    }
    expect(acts).toBeGreaterThan(100);
  });

  it('lie wholly in the past and after the rules came into force', () => {
    for (const { file } of files) {
      expect(file.receivedAt > '2023-05-01').toBe(true);
      let last = millisOf(file.receivedAt);
      for (const act of file.acts ?? []) {
        const at = millisOf(act.occurredAt);
        expect(at).toBeGreaterThanOrEqual(last);
        expect(at).toBeLessThan(millisOf(now));
        last = at;
      }
    }
  });

  it('show a missed deadline where the story says so, and acceptance by silence', () => {
    const overdue = lives['harbin-acheng-271']!.state;
    expect(Object.values(overdue.clocks).find((k) => k.deadline === 'tip-investigate')?.outcome?.what).toBe('breach');
    const extended = lives['jilin-bantui']!.state;
    expect(Object.values(extended.clocks).find((k) => k.deadline === 'tip-investigate')?.outcome).toBeNull();
    expect(lives['nanjing-399-prisoners']!.state.proceedings['intake-1']!.facts.bySilence).toBe(true);
    expect(lives['putian-hanjiang-training']!.events.map((e) => `${e.type} ${e.name}`)).toContain('expiry police-file');
  });
});
