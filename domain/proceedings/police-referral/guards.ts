import { z } from 'zod';
import type { AnyCtx, Who } from '../../case/types.ts';
import type { REFERRAL_FILE } from '../../law/grounds.ts';
import { lookUp } from '../../look-up.ts';
import { certificateOn } from '../../people/may.ts';
import { howMany, isAmong } from '../../people/selves.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import { AT_REST } from '../investigation/closing.ts';
import { investigations } from '../investigation/head.ts';
import { docNumber } from '../parts/forms.ts';
import { external, lookedAt } from '../parts/rows.ts';
import { penalties } from '../penalty/head.ts';
import { BEFORE_DECISION } from '../penalty/terms.ts';
import type { Here } from './head.ts';

export const PRINCIPAL: Who = { staff: ['principal'] };

/** What another body answered or decided ends the referral once two of ours have looked at it. */
export const ENDED_BY = {
  police: lookedAt(external('police')),
  procurator: lookedAt(external('procurator')),
  court: lookedAt(external('court')),
  any: lookedAt(external('any')),
};

export const matter = (what: string) => (ctx: AnyCtx) => ({ matter: what, referral: ctx.p.id });

const taskForceOf = (ctx: Here) => ctx.p.facts.taskForce ?? [];
const reconsidered = (ctx: AnyCtx) => ctx.p.doers['ask-reconsideration'] !== undefined;

export const taskForceNamed = guard('task-force-needed', 'state', (ctx: Here) => taskForceOf(ctx).length >= 2);

/** Who proposes for the task force belongs to it, and so does the second officer; the decider is not an officer of the case. */
export const byTaskForce = guard('not-in-task-force', 'state', (ctx: Here) => {
  const named = taskForceOf(ctx);
  if (named.length === 0 || !ctx.person || !ctx.case.officers.includes(ctx.person.id)) return true;
  return named.includes(ctx.person.id) && (ctx.withOfficer === undefined || named.includes(ctx.withOfficer));
});

export const approverApart = guard(
  'approver-in-task-force',
  'state',
  (ctx: Here) => !ctx.person || !isAmong(ctx.person, new Set([...taskForceOf(ctx), ...ctx.case.officers])),
);

export const membersFit = guard(
  'task-force-members',
  'form',
  (ctx: Here<{ taskForce: string[] }>) => {
    const named = ctx.form.taskForce;
    const day = dayOf(ctx.at);
    return (
      howMany(named, ctx.facts.directory) === named.length &&
      named.every((id) => {
        const person = lookUp(ctx.facts.directory.people, id);
        return person !== undefined && ctx.case.officers.includes(id) && certificateOn(person, day) !== null;
      })
    );
  },
  { fields: ['taskForce'] },
);

/** Lesson of the published cases: people were held for months on a finding that did not stand. */
export const findingStands = guard(
  'expert-finding-contested',
  'form',
  (ctx: Here<{ expertFinding: string }>) => ctx.form.expertFinding !== 'contested',
);

type FileId = (typeof REFERRAL_FILE)[number]['id'];

export const fileComplete = guard(
  'referral-file-incomplete',
  'form',
  (ctx: Here<{ files: FileId[]; expertFinding: string }>) => {
    const least: FileId[] = ['letter', 'report', 'goods'];
    if (ctx.form.expertFinding !== 'none') least.push('appraisal');
    return least.every((f) => ctx.form.files.includes(f));
  },
);

export const amountDated = guard(
  'amount-known-on',
  'form',
  (ctx: Here<{ amount?: number | undefined; amountKnownOn?: string | undefined }>) =>
    ctx.form.amount === undefined || ctx.form.amountKnownOn !== undefined,
);

export const notTheReconsideration = guard('decision-on-reconsideration', 'state', (ctx) => !reconsidered(ctx));

export const wasReconsidered = guard('no-reconsideration-asked', 'state', reconsidered);

export const orderNamed = guard(
  'order-number-needed',
  'form',
  (ctx: Here<{ ground: string; orderNumber?: string | undefined }>) =>
    ctx.form.ground !== 'ordered' || ctx.form.orderNumber !== undefined,
);

const PENDING: readonly string[] = [...BEFORE_DECISION, 'Void'];
const FOUND: readonly string[] = ['AwaitingOutcome', ...AT_REST];
export const outcomeReached = guard(
  'no-administrative-outcome',
  'state',
  (ctx) =>
    penalties(ctx.case).some((p) => !PENDING.includes(p.state)) ||
    investigations(ctx.case).some((p) => FOUND.includes(p.state)),
);

export const returnedNote = () => ({ returned: true });
export const ASK_PROCURATOR = z.object({ number: docNumber('立案监督建议书文号', 'Number of the proposal') });
