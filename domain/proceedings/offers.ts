import type { Person } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import { dayOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import type { Phase } from './form-of.ts';
import { formOf, isOutside, jsonSchemaOf, whoActs } from './form-of.ts';
import { outwardBar, wouldLeave } from './outward.ts';
import { extensionBound, guardsOf, notNow, permission } from './permit.ts';
import { flagged, isEnded, reaches } from './run.ts';
import { TABLES } from './tables.ts';
import type {
  CaseState,
  Ctx,
  FactSheet,
  Facts,
  Proceeding,
  ProceedingKind,
  Proposal,
  Refusal,
  Row,
  Who,
} from './types.ts';

export interface OfferedAct {
  proceeding: string;
  kind: ProceedingKind;
  act: string;
  label: { zh: string; en: string };
  basis: string;
  /** `paper`: entered from the paper of an outside body or party; `own`: a step of this person's own. */
  source: 'own' | 'paper';
  /** It carries the proceeding on to another state. */
  moves: boolean;
  schema: unknown;
  /** Staff whom the form may name; absent: it offers everybody. */
  offers?: string[];
  /** Facts of the pending proposal, where one decides it. */
  proposal?: { by: string; at: Instant; facts: FactSheet };
}

export interface RefusedAct {
  proceeding: string;
  kind: ProceedingKind;
  act: string;
  label: { zh: string; en: string };
  refusal: Refusal;
}

/** What a person may do now in a case, each with its form, and what they may not, each with the reason. Case advanced to now. */
export function actsFor(c: CaseState, person: Person, facts: Facts): { allowed: OfferedAct[]; refused: RefusedAct[] } {
  const allowed: OfferedAct[] = [];
  const refused: RefusedAct[] = [];
  const day = dayOf(facts.now);
  for (const p of Object.values(c.proceedings)) {
    const table = TABLES[p.kind];
    const ctx: Ctx = { case: c, p, form: {}, filled: false, at: facts.now, facts, person };
    const seen = new Set<string>();
    for (const row of table.rows) {
      if (!row.act || row.from === 'none') continue;
      const phases: [string, Phase][] = row.proposedBy
        ? [
            [`${row.act}:propose`, 'propose'],
            [row.act, 'decide'],
            [`${row.act}:decline`, 'decline'],
          ]
        : [[row.act, 'act']];
      for (const [act, phase] of phases) {
        const who = whoActs(row, phase);
        if (who === 'system' || who === 'tipster' || seen.has(act)) continue;
        const here = reaches(row, table, p.state) && flagged(row, p) && (row.when?.(ctx) ?? true);
        if (
          !here &&
          table.rows.some(
            (r) =>
              r !== row && r.act === row.act && reaches(r, table, p.state) && flagged(r, p) && (r.when?.(ctx) ?? true),
          )
        )
          continue;
        const basic = { proceeding: p.id, kind: p.kind, act, label: phaseLabel(row, phase) };
        const proposal = p.proposals[row.act];
        if ((phase === 'decide' || phase === 'decline') && !proposal && here) {
          const role = permission(c, facts, person, who, row, p, { by: { staff: person.id } }, day);
          if (phase === 'decide' && !role) {
            seen.add(act);
            refused.push({
              ...basic,
              refusal: refuse(
                'nothing-proposed',
                '还没有人提出这一步。',
                'Nobody has proposed this step yet.',
                'house',
                'house: pairs',
              ),
            });
          }
          continue;
        }
        const no = !here
          ? notNow(table, row.act, p)
          : (permission(c, facts, person, who, row, p, { by: { staff: person.id } }, day) ??
            ownProposal(p, row, phase, person) ??
            (phase === 'decline' ? null : (guardsOf(row, ctx) ?? extensionBound(row, ctx, p))) ??
            (phase === 'act' || phase === 'decide'
              ? outward(row, ctx, who, phase === 'decide' ? proposal : undefined)
              : null));
        if (no) {
          if (no.code === 'not-your-role' || no.code === 'case-unknown') continue;
          if (
            no.code === 'not-in-this-state' &&
            ((phase !== 'act' && phase !== 'propose') ||
              isEnded(table, p.state) ||
              permission(c, facts, person, who, row, p, { by: { staff: person.id } }, day))
          )
            continue;
          seen.add(act);
          refused.push({ ...basic, refusal: no });
          continue;
        }
        seen.add(act);
        allowed.push({
          ...basic,
          basis: row.basis,
          source: isOutside(who) ? 'paper' : 'own',
          moves: row.to !== 'same',
          schema: jsonSchemaOf(formOf(row, phase)),
          ...(row.offers ? { offers: row.offers(ctx) } : {}),
          ...(proposal && phase !== 'propose'
            ? { proposal: { by: proposal.by, at: proposal.at, facts: proposal.facts } }
            : {}),
        });
      }
    }
  }
  return { allowed, refused };
}

/** What is done by us now and would leave the building waits for what was entered from paper. */
function outward(row: Row, ctx: Ctx, who: Who, proposal: Proposal | undefined): Refusal | null {
  if (isOutside(who)) return null;
  const bar = outwardBar(ctx.case, row, proposal);
  return bar !== null && wouldLeave(row, proposal ? { ...ctx, form: proposal.facts } : ctx) ? bar : null;
}

function ownProposal(p: Proceeding, row: Row, phase: Phase, person: Person): Refusal | null {
  const mine = p.proposals[row.act!]?.by === person.id || p.doers[`${row.act}:propose`]?.with === person.id;
  return (phase === 'decide' || phase === 'decline') && mine
    ? refuse(
        'not-your-own-proposal',
        '提出的人不能自己批准。',
        'Nobody approves what they proposed.',
        'law',
        'SH21 （五）; INC12 （四）',
      )
    : null;
}

function phaseLabel(row: Row, phase: Phase) {
  if (phase === 'propose') return { zh: `提出：${row.label.zh}`, en: `Propose: ${row.label.en}` };
  if (phase === 'decline') return { zh: `不同意：${row.label.zh}`, en: `Decline: ${row.label.en}` };
  if (phase === 'decide') return { zh: `批准：${row.label.zh}`, en: `Approve: ${row.label.en}` };
  return row.label;
}
