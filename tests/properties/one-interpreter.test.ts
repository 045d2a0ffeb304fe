import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ctx, Proceeding, Refusal, Row } from '../../domain/case/types.ts';
import { actsFor, formOf, jsonSchemaOf, parseAct, tipsterActs } from '../../domain/kernel/index.ts';
import type { Person } from '../../domain/people/types.ts';
import type { RecusalRequest } from '../../domain/proceedings/parts/recusal.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Life } from '../support/life.ts';
import { proven, sample } from '../support/proof.ts';
import { somewhere } from '../support/somewhere.ts';
import { type Chance, chanceOf, formFor, PEOPLE, pick, step } from '../support/walk.ts';

const WALKS = sample(60, 2_000, 20);
const STEPS = 16;

/** One act of a table as it is asked for, with the row that gives its form. */
interface Way {
  act: string;
  row: Row;
  phase: 'act' | 'propose' | 'decide' | 'decline';
}
const waysOf = (row: Row): Way[] =>
  row.proposedBy
    ? [
        { act: `${row.act}:propose`, row, phase: 'propose' },
        { act: `${row.act}`, row, phase: 'decide' },
        { act: `${row.act}:decline`, row, phase: 'decline' },
      ]
    : [{ act: `${row.act}`, row, phase: 'act' }];
const WAYS = Object.fromEntries(
  Object.values(TABLES).map((t) => [t.kind, t.rows.filter((r) => r.act !== undefined).flatMap(waysOf)]),
);

/** What their page says to somebody: acts offered, and those that are refused with the reason. */
function page(l: Life, by: string) {
  const key = (a: { proceeding: string; act: string }) => `${a.proceeding} ${a.act}`;
  if (by === 'tipster')
    return { offered: new Set(tipsterActs(l.state, l.facts(), { tipster: true }).map(key)), refused: new Map() };
  const { allowed, refused } = actsFor(l.state, l.directory.people[by] as Person, l.facts());
  return {
    offered: new Set(allowed.map(key)),
    refused: new Map<string, Refusal>(refused.map((a) => [key(a), a.refusal])),
  };
}

/** A refusal that another form could avoid: it names fields, or a guard says it of a filled form and not of an empty one. */
function aboutTheForm(no: Refusal, l: Life, p: Proceeding, act: string, by: string): boolean {
  if (no.basis.kind === 'form' || no.fields !== undefined) return true;
  const person = by === 'tipster' ? null : (l.directory.people[by] ?? null);
  const asking: Ctx = { case: l.state, p, form: {}, filled: false, at: l.now, facts: l.facts(), person };
  const rows = TABLES[p.kind].rows.filter((r) => r.act === parseAct(act).name);
  return (
    rows.some(
      (r) => r.guards?.some((g) => g.id === no.code) && r.guards.every((g) => g.check(asking)?.code !== no.code),
    ) || FORM_ONLY.has(no.code)
  );
}
/** Said of the length that the form asks for, not by a guard. */
const FORM_ONLY: ReadonlySet<string> = new Set(['extension-once', 'extension-beyond-bound']);

/** Somebody steps aside who proposed or acted; a certificate ends; what was entered from paper waits for its second person. */
function disturb(l: Life, r: Chance): void {
  const proposers = Object.values(l.state.proceedings).flatMap((p) => Object.values(p.proposals).map((x) => x.by));
  if (proposers.length > 0 && r() < 0.3) l.given({ recused: [...new Set([...l.state.recused, pick(r, proposers)])] });
  if (r() < 0.1) l.given({ recused: [pick(r, PEOPLE)] });
  if (r() < 0.1 && !l.state.proceedings['paper-1']) l.found('paper', pick(r, ['Unconfirmed', 'Contested', 'Refuted']));
}

/** Which row decides on a request depends on whom it is about: the page means the one that waits longest, and whom that one names. */
function firstRequest(p: Proceeding, form: Record<string, unknown>): Record<string, unknown> {
  const [first] = (p.facts.recusals ?? []) as unknown as RecusalRequest[];
  return { request: first?.n ?? 1, ...('person' in form ? { person: first?.person ?? 'officer3' } : {}) };
}

const DECIDES_RECUSAL: ReadonlySet<string> = new Set(['decide-recusal', 'grant-recusal:propose']);

/** What the page of one person says against what the ledger does, as sentences of what does not agree. */
function compared(l: Life, by: string, r: Chance, seen: Seen): string[] {
  const { offered, refused } = page(l, by);
  const out: string[] = [];
  for (const p of Object.values(l.state.proceedings)) {
    for (const { act, row, phase } of WAYS[p.kind]!) {
      const key = `${p.id} ${act}`;
      const schema = jsonSchemaOf(formOf(row, phase));
      const ask = () => {
        const form = formFor({ by, proceeding: p.id, kind: p.kind, act, schema }, r, l, dayOf(l.now));
        delete form.paper;
        if (DECIDES_RECUSAL.has(act)) Object.assign(form, firstRequest(p, form));
        return l.ask(by, act, form, { proceeding: p.id });
      };
      const where = `${by} ${key} (${p.state}${p.flags.map((f) => ` ${f}`).join('')})`;
      if (!offered.has(key)) {
        const verdict = ask();
        if (verdict.ok && !(by === 'tipster' && BESIDE.has(act))) out.push(`${where} is not offered and was accepted`);
        const why = refused.get(key)?.code;
        if (!verdict.ok && why !== undefined && why !== verdict.refusal.code)
          out.push(`${where} is refused as ${why} and was refused as ${verdict.refusal.code}`);
        seen.refused += 1;
        continue;
      }
      if (CONFIRMED.has(`${p.kind} ${act}`) && (row.by === 'tipster') !== (by === 'tipster')) continue;
      const tries = phase === 'decide' || phase === 'decline' ? 1 : 3;
      for (let i = 0; i < tries; i++) {
        const verdict = ask();
        if (verdict.ok) {
          seen.accepted.set(`${p.kind} ${act}`, (seen.accepted.get(`${p.kind} ${act}`) ?? 0) + 1);
          break;
        }
        const no = verdict.refusal;
        // Of a decision on a proposal the form is an opinion: there is nothing that could be filled in otherwise.
        if (tries === 1 || !aboutTheForm(no, l, p, act, by))
          out.push(`${where} is offered and was refused: ${no.code}`);
      }
    }
  }
  return out;
}

/** Acts that are at once the tipster's and, entered from paper, a pair: the form that is offered is that of whoever asks. */
const CONFIRMED: ReadonlySet<string> = new Set(
  Object.entries(WAYS).flatMap(([kind, ways]) =>
    ways
      .filter((w) => w.phase === 'decide' && ways.some((x) => x.act === w.act && x.row.by === 'tipster'))
      .map((w) => `${kind} ${w.act}`),
  ),
);

/** Acts that the tipster takes by other ways of their page. */
const BESIDE: ReadonlySet<string> = new Set(['message']);

interface Seen {
  refused: number;
  accepted: Map<string, number>;
}

describe('one interpreter of a row', () => {
  test(
    'what is offered is accepted with a valid form, what is refused is not offered and refused for the reason that was told',
    () => {
      const seen: Seen = { refused: 0, accepted: new Map() };
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
          const l = somewhere(seed);
          const r = chanceOf(seed);
          for (let i = 0; i < STEPS; i++) {
            step(l, r);
            if (i % 4 !== 3) continue;
            disturb(l, r);
            for (const by of new Set([pick(r, PEOPLE), pick(r, PEOPLE), pick(r, HEADS)]))
              expect(compared(l, by, r, seen)).toEqual([]);
          }
        }),
        { numRuns: WALKS },
      );
      const times = [...seen.accepted.values()].reduce((a, b) => a + b, 0);
      expect(seen.accepted.size).toBeGreaterThan(sample(50, 200));
      proven('What is offered is accepted with a valid form, and what is refused is not offered', {
        walks: WALKS,
        steps: STEPS,
        'offers accepted': times,
        'acts accepted': seen.accepted.size,
        'refusals compared': seen.refused,
      });
    },
    sample(600_000, 4 * 3_600_000),
  );
});
const HEADS = ['unithead', 'depthead', 'principal', 'superior', 'tipster'] as const;
