import type { z } from 'zod';
import type { CaseState, Ctx, ProceedingKind, Reaction } from '../case/types.ts';
import type { ClockId } from '../law/index.ts';
import { dayOf } from '../time/day.ts';
import { type FINDINGS, penalties } from './penalty/head.ts';
import { BEFORE_DECISION } from './penalty/terms.ts';
import type { ActIn, FieldsIn, Happens, KeptIn } from './tables.ts';

/** Clocks of the flags that go with the case from intake to investigation. */
const FLAG_CLOCKS: ClockId[] = [
  'tip-urgent-report',
  'recusal-decide',
  'house-recusal',
  'tip-jurisdiction-agree',
  'house-designation-ask',
  'tip-jurisdiction-designate',
  'house-designation',
];

type Moment<From extends ProceedingKind> = Ctx<FieldsIn<From>, KeptIn<From>>;

/** A reaction, held to what both tables name: the cause, the act, what it hands over. */
function reaction<const From extends ProceedingKind, const To extends ProceedingKind>(said: {
  on: Happens<From>;
  when?: (ctx: Moment<From>) => boolean;
  do:
    | {
        open: To;
        act: ActIn<To>;
        handOver?: ClockId[];
        form?: (ctx: Moment<From>) => FieldsIn<To>;
        unlessOpen?: boolean;
      }
    | { act: ActIn<To>; on: To; form?: (ctx: Moment<From>) => FieldsIn<To> };
  basis: string;
}): Reaction {
  // The kernel hands a reaction the form of the act that caused it.
  return said as unknown as Reaction;
}

/** What one proceeding does to another, applied in the transaction of the act that caused it (design 5). */
export const REACTIONS: readonly Reaction[] = [
  // 3.1 → 3.2: the tip's clock goes on from receipt, driven by the investigation.
  reaction({
    on: { kind: 'intake', entered: 'Accepted' },
    do: { open: 'investigation', act: 'accepted', handOver: ['tip-investigate', ...FLAG_CLOCKS], unlessOpen: true },
    basis: 'M49 arts. 21, 27',
  }),

  // What the holder of the receipt does after acceptance reaches the investigation through intake.
  reaction({
    on: { kind: 'intake', act: 'withdraw' },
    do: { act: 'tipster-withdrew', on: 'investigation' },
    basis: 'house: M49 has no rule on withdrawal',
  }),
  reaction({
    on: { kind: 'intake', act: 'ask-recusal' },
    do: {
      act: 'tipster-asks-recusal',
      on: 'investigation',
      // Whoever entered it from a letter does not decide it, there either.
      form: (ctx) => ({
        against: ctx.form.against ?? 'unknown',
        ...(ctx.person ? { recordedBy: ctx.person.id } : {}),
      }),
    },
    basis: 'M49 art. 35',
  }),

  // 3.2 → 3.3, 3.4
  reaction({
    on: { kind: 'investigation', act: 'findings-ready' },
    when: (ctx) => ctx.form.proposesPenalty === true,
    do: { act: 'findings-again', on: 'penalty', form: (ctx) => penaltyFacts(ctx.form) },
    basis: 'APL art. 57',
  }),
  reaction({
    on: { kind: 'investigation', act: 'findings-ready' },
    // Sent back for missing facts, an undecided penalty waits for a new notice: no second one.
    when: (ctx) => ctx.form.proposesPenalty === true && !undecided(ctx.case),
    do: {
      open: 'penalty',
      act: 'propose',
      handOver: ['penalty-decide', 'inspection-decide'],
      form: (ctx) => penaltyFacts(ctx.form),
    },
    basis: 'APL art. 57',
  }),
  reaction({
    on: { kind: 'investigation', act: 'suspect-crime' },
    do: { open: 'police-referral', act: 'suspect', unlessOpen: true },
    basis: 'TR arts. 3, 5',
  }),

  // 3.3 → 3.4, 3.2, 3.6, 3.7
  reaction({
    on: { kind: 'penalty', act: 'refer-to-police' },
    do: { open: 'police-referral', act: 'suspect', unlessOpen: true },
    basis: 'APL art. 57 ¶1(4); TR art. 11',
  }),
  reaction({
    on: { kind: 'penalty', act: 'propose' },
    when: (ctx) => referralHolds(ctx.case),
    do: { act: 'hold', on: 'penalty' },
    basis: 'TR art. 11',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'Decided' },
    do: { act: 'penalty-decided', on: 'investigation' },
    basis: 'M49 art. 27 ¶1(1)',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'Decided' },
    do: {
      open: 'disclosure',
      act: 'decision',
      handOver: ['penalty-publish'],
      form: (ctx) => ({
        natural: ctx.case.accused.natural === true,
        penalty: ctx.p.id,
        mustPublish: ctx.form.mustPublish === true,
        decisionOn: dayOf(ctx.at),
      }),
    },
    basis: 'APL art. 48; G118',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'Decided' },
    do: { act: 'administrative-act-done', on: 'police-referral' },
    basis: 'TR art. 10; APL art. 27',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'NotPunished' },
    do: { act: 'not-punished', on: 'investigation' },
    basis: 'M49 art. 27 ¶1',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'NotPunished' },
    do: { act: 'administrative-act-done', on: 'police-referral' },
    basis: 'TR art. 10; APL art. 27',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'Served' },
    do: { act: 'decision-served', on: 'disclosure', form: (ctx) => ({ penalty: ctx.p.id }) },
    basis: 'house: published once served',
  }),
  reaction({
    on: { kind: 'penalty', act: 'send-back' },
    when: (ctx) => ctx.form.factsMissing === true,
    do: { act: 'sent-back', on: 'investigation' },
    basis: 'APL art. 57',
  }),
  reaction({
    on: { kind: 'penalty', act: 'legal-failed' },
    when: (ctx) => ctx.form.factsMissing === true,
    do: { act: 'sent-back', on: 'investigation' },
    basis: 'APL art. 58',
  }),
  reaction({
    on: { kind: 'penalty', act: 'propose-listing' },
    do: {
      open: 'listing',
      act: 'condition-met',
      form: (ctx) => ({
        ...(ctx.form.condition ? { condition: ctx.form.condition } : {}),
        natural: ctx.case.accused.natural === true,
        penalty: ctx.p.id,
      }),
    },
    basis: 'M45 art. 5',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'Reversed' },
    do: {
      act: 'decision-reversed',
      on: 'disclosure',
      form: (ctx) => ({
        how: ctx.form.how ?? 'annulled',
        decidedOn: ctx.form.decidedOn ?? dayOf(ctx.at),
        reversedOn: ctx.form.reachedOn ?? dayOf(ctx.at),
        penalty: ctx.p.id,
      }),
    },
    basis: 'APL art. 48 ¶2',
  }),
  reaction({
    on: { kind: 'penalty', entered: 'Reversed' },
    do: { act: 'basis-annulled', on: 'listing', form: (ctx) => ({ penalty: ctx.p.id }) },
    basis: 'CR26 art. 19 ¶2; SH-CR art. 37',
  }),
  reaction({
    on: { kind: 'penalty', act: 'stands-changed' },
    do: {
      act: 'changed-decision-in-force',
      on: 'disclosure',
      form: (ctx) => ({ penalty: ctx.p.id, decisionOn: ctx.p.facts.decidedOn ?? dayOf(ctx.at) }),
    },
    basis: 'APL art. 48 ¶2',
  }),

  // 3.4 → 3.2, 3.3
  reaction({
    on: { kind: 'police-referral', act: 'suspect' },
    do: { act: 'hold', on: 'penalty' },
    basis: 'TR art. 11',
  }),
  reaction({
    on: { kind: 'police-referral', act: 'redraft' },
    do: { act: 'hold', on: 'penalty' },
    basis: 'TR art. 11',
  }),
  reaction({
    on: { kind: 'police-referral', act: 'asked-to-refer' },
    do: { act: 'hold', on: 'penalty' },
    basis: 'TR art. 11',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'AtPolice' },
    do: { act: 'referral-received', on: 'investigation' },
    basis: 'M49 art. 27 ¶1(1)',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'NotReferred' },
    do: { act: 'referral-dropped', on: 'investigation' },
    basis: 'TR art. 5',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'NotReferred' },
    when: (ctx) => !referralHolds(ctx.case),
    do: { act: 'lift-hold', on: 'penalty' },
    basis: 'TR art. 10',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'ReturnedToAdministrative' },
    // An opinion answered is no return: the case came back when the opinion arrived.
    when: (ctx) => ctx.form.answer === undefined,
    do: { act: 'returned-from-track', on: 'investigation' },
    basis: 'TR arts. 10, 13',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'OpinionReceived' },
    do: { act: 'returned-from-track', on: 'investigation' },
    basis: 'CrPL art. 177; TR art. 13',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'ReturnedToAdministrative' },
    when: (ctx) => !referralHolds(ctx.case),
    do: { act: 'lift-hold', on: 'penalty' },
    basis: 'TR arts. 10, 13',
  }),
  reaction({
    on: { kind: 'police-referral', entered: 'OutcomeKnown' },
    do: { act: 'hold-ended-by-conviction', on: 'penalty', form: (ctx) => ({ outcome: ctx.form.outcome ?? null }) },
    basis: 'APL arts. 8, 35',
  }),

  // 3.6 → 3.7
  reaction({
    on: { kind: 'listing', entered: 'Repaired' },
    do: { act: 'repaired', on: 'disclosure' },
    basis: 'CR26 arts. 12, 14',
  }),
];

/** What the findings hand to the penalty proceeding: amounts with the day each was known, and the day the act ended. */
function penaltyFacts(form: FieldsIn<'investigation'>): z.output<typeof FINDINGS> {
  const { ground, amounts, actEndedOn, violations, roles, intent } = form;
  const said = { ground, amounts, actEndedOn, violations, roles, intent };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** A referral for the same act is open: the criminal track holds the penalty. An opinion that asks us to punish holds nothing. */
function referralHolds(c: CaseState): boolean {
  return Object.values(c.proceedings).some(
    (p) => p.kind === 'police-referral' && p.ended === null && p.state !== 'OpinionReceived',
  );
}

/** A penalty of this case is proposed and not yet decided. */
function undecided(c: CaseState): boolean {
  return penalties(c).some((p) => BEFORE_DECISION.some((state) => state === p.state));
}
