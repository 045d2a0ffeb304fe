import type {
  ActRequest,
  CaseState,
  Ctx,
  Facts,
  Proceeding,
  ProceedingKind,
  PutForward,
  Refusal,
  Row,
} from '../case/types.ts';
import type { Person } from '../people/types.ts';
import { TABLES } from '../proceedings/tables.ts';
import { dayOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { type Asked, type Attempt, attempt, type Barred, decidesOn } from './attempt.ts';
import { fitsPhase, formOf, jsonSchemaOf, type Named, type Phase, parseAct, phaseOf, whoActs } from './form-of.ts';
import { permission } from './permit.ts';
import { actRows, isEnded } from './run.ts';

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
  /** What it decides on: its `put` sent along as `answers`, nothing else is decided on. */
  proposal?: PutForward & { put: Instant };
}

export interface RefusedAct {
  proceeding: string;
  kind: ProceedingKind;
  act: string;
  label: { zh: string; en: string };
  refusal: Refusal;
}

/** The acts of a row as a person asks for them: both halves of a pair and its refusal, or the act itself. */
const actsOf = (row: Row): string[] =>
  row.proposedBy ? [`${row.act}:propose`, `${row.act}`, `${row.act}:decline`] : [`${row.act}`];

/** What a person may do now in a case, each with its form, and what they may not, each with the reason. Case advanced to now. */
export function actsFor(c: CaseState, person: Person, facts: Facts): { allowed: OfferedAct[]; refused: RefusedAct[] } {
  const allowed: OfferedAct[] = [];
  const refused: RefusedAct[] = [];
  for (const p of Object.values(c.proceedings)) {
    const seen = new Set<string>();
    for (const row of TABLES[p.kind].rows) {
      if (!row.act) continue;
      for (const act of actsOf(row)) {
        if (seen.has(act)) continue;
        seen.add(act);
        const asked = { case: c, p, named: parseAct(act), by: { staff: person.id }, person, at: facts.now, facts };
        const found = attempt(asked);
        if (!('refusal' in found)) {
          allowed.push(offer(basic(p, act, found.row, asked.named), found, asked));
          continue;
        }
        const about = shownUnder(found, asked);
        if (about) refused.push({ ...basic(p, act, about, asked.named), refusal: found.refusal });
      }
    }
  }
  return { allowed, refused };
}

const basic = (p: Proceeding, act: string, row: Row, named: Named) => ({
  proceeding: p.id,
  kind: p.kind,
  act,
  label: phaseLabel(row, phaseOf(row, named)),
});

function offer(as: ReturnType<typeof basic>, come: Attempt, a: Asked): OfferedAct {
  const { row, phase, ownDoing } = come;
  const proposal = decidesOn(come, a.case, a.p);
  const ctx: Ctx = { ...a, form: {}, filled: false };
  return {
    ...as,
    basis: row.basis,
    source: ownDoing ? 'own' : 'paper',
    moves: row.to !== 'same',
    schema: jsonSchemaOf(formOf(row, phase)),
    ...(row.offers ? { offers: row.offers(ctx) } : {}),
    ...(proposal ? { proposal } : {}),
  };
}

/**
 * The row under which a refusal is shown; null where it is not: what is not of this person's post, a proposal to decline where there
 * is none, and of what this state does not allow all but the first step, in a proceeding that is open, to whose post takes it.
 */
function shownUnder({ refusal, about }: Barred, a: Asked): Row | null {
  const { p, named } = a;
  if (NOT_SHOWN.has(refusal.code) || (named.phase === 'decline' && refusal.code === 'nothing-proposed')) return null;
  const table = TABLES[p.kind];
  if (about || named.phase === 'decline' || isEnded(table, p.state)) return about;
  const begins = (row: Row) =>
    row.from !== 'none' && fitsPhase(row, named.phase) && phaseOf(row, named) === named.phase;
  const theirs = (row: Row) =>
    permission(a.case, a.facts, a.person, whoActs(row, named.phase), row, p, a, dayOf(a.at)) === null;
  return actRows(table, named.name).find((row) => begins(row) && theirs(row)) ?? null;
}

const NOT_SHOWN: ReadonlySet<string> = new Set(['not-your-role', 'not-for-staff', 'case-unknown']);

/** One act of the tipster's own that their page offers. */
export interface TipsterAct {
  proceeding: string;
  act: string;
  label: { zh: string; en: string };
  schema: unknown;
}

type TipsterAs = Extract<ActRequest['by'], { tipster: true }>;

/** What the holder of the receipt may do now, each act once. Case advanced to now. */
export function tipsterActs(c: CaseState, facts: Facts, holder: TipsterAs): TipsterAct[] {
  const acts = new Map<string, TipsterAct>();
  for (const p of Object.values(c.proceedings)) {
    for (const { act: name, by, proposedBy } of TABLES[p.kind].rows) {
      if ((by !== 'tipster' && proposedBy !== 'tipster') || !name) continue;
      const act = by === 'tipster' ? name : `${name}:propose`;
      if (acts.has(act)) continue;
      const found = attempt({
        case: c,
        p,
        named: parseAct(act),
        by: holder,
        person: null,
        at: facts.now,
        facts,
      });
      if ('refusal' in found || found.who !== 'tipster') continue;
      acts.set(act, { proceeding: p.id, act, label: found.row.label, schema: jsonSchemaOf(formOf(found.row, 'act')) });
    }
  }
  return [...acts.values()];
}

/** How an act of the tipster is called now: one that another has to confirm is put forward. */
export const tipsterActNamed = (c: CaseState, facts: Facts, by: TipsterAs, proceeding: string, act: string): string =>
  tipsterActs(c, facts, by).find((a) => a.proceeding === proceeding && [act, `${act}:propose`].includes(a.act))?.act ??
  act;

function phaseLabel(row: Row, phase: Phase) {
  if (phase === 'propose') return { zh: `提出：${row.label.zh}`, en: `Propose: ${row.label.en}` };
  if (phase === 'decline') return { zh: `不同意：${row.label.zh}`, en: `Decline: ${row.label.en}` };
  if (phase === 'decide') return { zh: `批准：${row.label.zh}`, en: `Approve: ${row.label.en}` };
  return row.label;
}
