import { describe, expect, it } from 'vitest';
import { advance, decide, evolve, openCase } from '../../domain/proceedings/kernel.ts';
import type { CaseState, Facts, NewEvent, RecordedEvent } from '../../domain/proceedings/types.ts';
import { addDays, millisOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { isRealName, tipSchema } from '../../domain/tip.ts';
import type { ClerkTip } from '../../ledger/types.ts';
import { CASES } from '../../prisma/cases/cases.ts';
import { FACTS } from '../../prisma/cases/facts.ts';
import { DEMO_AUTHORITY, DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { paperFiles } from '../../prisma/seed-cases.ts';
import { blankCase, openingForm } from '../support/life.ts';

/** Runs a paper file as the ledger enters it: each act decided at its own moment, then advanced to now. */
function run(id: string, file: ClerkTip, now: string): { state: CaseState; events: RecordedEvent[] } {
  const { channel, receivedAt, by: _, acts = [], ...told } = file;
  const tip = tipSchema.parse(told);
  const facts = (at: string, history: RecordedEvent[] = []): Facts => ({
    now: at,
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
        occurredAt: act.occurredAt,
        form: act.document ? { ...act.form, document: act.document } : act.form,
        by: act.by === 'tipster' ? { tipster: true } : { staff: act.by },
      },
      facts(act.occurredAt, events),
    );
    if (!verdict.ok) throw new Error(`${id} on ${now}: ${act.by} ${act.act}: ${JSON.stringify(verdict.refusal)}`);
    record(verdict.events);
  }
  record(advance(state, now, facts(now, events)).events);
  return { state, events };
}

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
  const files = paperFiles(now);

  it.each(files.map(({ one, file }) => [one.id, one, file] as const))('%s stands where it should', (id, one, file) => {
    const { state } = run(id, file, now);
    expect(standing(state)).toMatchObject(one.stands);
  });
});

it('whatever day it is first started on, no act of a seed case is refused and each stands where it should', () => {
  for (let day = '2025-01-01', i = 0; day <= '2026-12-31'; day = addDays(day, 3), i += 1) {
    const now = `${day}T${String((i * 5) % 24).padStart(2, '0')}:17:00+08:00`;
    for (const { one, file } of paperFiles(now)) {
      expect(standing(run(one.id, file, now).state), `${one.id} on ${now}`).toMatchObject(one.stands);
    }
  }
}, 120_000);

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
  const files = paperFiles(now);
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

  it('hold every act of our own as a paper act with number, scan and another person', () => {
    const numbers = new Set<string>();
    let own = 0;
    for (const { file } of files) {
      for (const act of file.acts ?? []) {
        if (act.by === 'tipster' || act.document) continue;
        const paper = act.form.paper as { number: string; scan: string; second: string };
        expect(paper.second).not.toBe(act.by);
        numbers.add(paper.number);
        own += 1;
      }
    }
    expect(numbers.size).toBe(own);
    for (const { events } of Object.values(lives)) {
      for (const e of events)
        if (e.type === 'act' && e.actor.role !== 'outside' && e.actor.role !== 'tipster') expect(e.paper).toBeDefined();
    }
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
