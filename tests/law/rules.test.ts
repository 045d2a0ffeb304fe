/** Rules of the catalogue that a guard keeps: the guard refuses what the rule forbids, with its clause, and nothing else. */
import { describe, expect, test } from 'vitest';
import type { Authority, CaseState, Ctx, FactSheet, ProceedingKind } from '../../domain/case/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { life } from '../support/life.ts';

interface Given {
  facts?: FactSheet;
  form?: FactSheet;
  flags?: string[];
  case?: Partial<CaseState>;
  authority?: Partial<Authority>;
  /** Staff id of whoever acts. */
  by?: string;
}

/** What a guard sees of a case in which only the given things are settled. */
function seen(kind: ProceedingKind, g: Given): Ctx {
  const l = life({ ...(g.case ? { case: g.case } : {}), ...(g.authority ? { authority: g.authority } : {}) });
  l.found(kind, 'Any', { facts: g.facts ?? {}, flags: g.flags ?? [] });
  return {
    case: l.state,
    p: l.p(kind),
    form: g.form ?? {},
    filled: true,
    at: l.now,
    facts: l.facts(),
    person: g.by ? (l.directory.people[g.by] ?? null) : null,
  };
}

function guardOf(kind: ProceedingKind, id: string) {
  const found = TABLES[kind].rows.flatMap((r) => r.guards ?? []).find((g) => g.id === id);
  if (!found) throw new Error(`${kind} has no guard ${id}`);
  return found;
}

const request = (person: string) => ({ recusals: [{ n: 1, asker: 'party', against: 'officer', person }] });

interface Kept {
  rule: string;
  guard: string;
  kind: ProceedingKind;
  clause: string;
  refused: Given;
  allowed: Given;
}

const KEPT: Kept[] = [
  {
    rule: 'recuse-enforcement',
    guard: 'recusal-own-case',
    kind: 'investigation',
    clause: 'M49 art. 35',
    refused: { facts: request('depthead'), form: { request: 1 }, by: 'depthead' },
    allowed: { facts: request('officer1'), form: { request: 1 }, by: 'depthead' },
  },
  {
    rule: 'two-officers',
    guard: 'assignable',
    kind: 'investigation',
    clause: 'APL art. 42; M48 art. 26',
    refused: { form: { officers: ['officer1', 'officer1'] } },
    allowed: {
      form: { officers: ['officer1', 'officer2'] },
      case: { accused: { natural: true, linked: true, units: [], heads: [], persons: [] } },
    },
  },
  {
    rule: 'legal-review',
    guard: 'legal-review-missing',
    kind: 'penalty',
    clause: 'APL art. 58',
    refused: { facts: { complex: true } },
    allowed: { facts: { complex: true }, flags: ['legal-passed'] },
  },
  {
    rule: 'collective-decision',
    guard: 'collective-decision',
    kind: 'penalty',
    clause: 'APL art. 57 ¶2',
    refused: { facts: { grave: true } },
    allowed: { facts: { grave: true }, form: { collectiveRecord: '会议纪要〔2026〕1号' } },
  },
  {
    rule: 'real-name-vs-anonymous',
    guard: 'not-real-name',
    kind: 'intake',
    clause: 'M49 art. 30',
    refused: { case: { tipster: { named: false, wantsNotice: false } } },
    allowed: { case: { tipster: { named: true, wantsNotice: false } } },
  },
  {
    rule: 'tip-refusal-grounds',
    guard: 'inside-scope',
    kind: 'intake',
    clause: 'M49 art. 21 ¶1(1)',
    refused: { facts: { matterRegime: 'fund' }, form: { refusalGround: 'out-of-scope' } },
    allowed: { facts: { matterRegime: 'medical' }, form: { refusalGround: 'out-of-scope' } },
  },
  {
    rule: 'tip-refusal-grounds',
    guard: 'concluded-case-unnamed',
    kind: 'intake',
    clause: 'M49 art. 21 ¶1(3)',
    refused: { form: { refusalGround: 'concluded-no-new-clue' } },
    allowed: { form: { refusalGround: 'concluded-no-new-clue', concludedCase: 'case-0' } },
  },
  {
    rule: 'statement-and-defence',
    guard: 'notice-not-served',
    kind: 'penalty',
    clause: 'APL arts. 44–45, 62',
    refused: { flags: ['defence-over'] },
    allowed: { flags: ['defence-over'], facts: { noticed: { fine: 1_000, kinds: ['fine'] } } },
  },
  {
    rule: 'statement-and-defence',
    guard: 'statement-not-checked',
    kind: 'penalty',
    clause: 'APL art. 45',
    refused: { flags: ['unchecked-statement'] },
    allowed: {},
  },
  {
    rule: 'hearing-threshold',
    guard: 'no-hearing-right',
    kind: 'penalty',
    clause: 'APL art. 63',
    refused: { facts: { kinds: ['fine'], fine: 4_999 } },
    allowed: { facts: { kinds: ['fine'], fine: 5_000 } },
  },
  {
    rule: 'list-repair',
    guard: 'no-repair-for-serious-in-zhejiang',
    kind: 'listing',
    clause: 'ZJ-CR art. 32',
    refused: { facts: { seriousness: 'serious' }, authority: { region: 'zhejiang' } },
    allowed: { facts: { seriousness: 'serious' }, authority: { region: 'shanghai' } },
  },
  {
    rule: 'list-natural-persons',
    guard: 'natural-listing-never',
    kind: 'disclosure',
    clause: 'CR26 art. 12 ¶3; ZJ-CR art. 15',
    refused: { facts: { what: 'listing', natural: true } },
    allowed: { facts: { what: 'listing', natural: false } },
  },
  {
    rule: 'list-natural-persons',
    guard: 'natural-dishonesty-entry',
    kind: 'disclosure',
    clause: 'CR26 art. 12 ¶3',
    refused: { facts: { natural: true }, form: { dishonesty: true } },
    allowed: { facts: { natural: true }, form: { dishonesty: false } },
  },
  {
    rule: 'review-not-worse',
    guard: 'worse-after-remedy',
    kind: 'penalty',
    clause: 'ARL art. 63; ALL art. 77',
    refused: { facts: { ceiling: { fine: 1_000, confiscation: 0 } }, form: { fine: 1_001 } },
    allowed: { facts: { ceiling: { fine: 1_000, confiscation: 0 } }, form: { fine: 1_000 } },
  },
];

describe('a rule without a period is kept by its guard', () => {
  test.each(KEPT.map((p) => [p.rule, p.guard, p] as const))('%s: %s', (_rule, id, p) => {
    const no = guardOf(p.kind, id).check(seen(p.kind, p.refused));
    expect([no?.basis.kind, no?.basis.clause]).toEqual(['law', p.clause]);
    expect(guardOf(p.kind, id).check(seen(p.kind, p.allowed))).toBeNull();
  });

  test('without amounts set by the authority a hearing is always offered', () => {
    const small = { facts: { kinds: ['fine'], fine: 1 }, authority: { hearingThreshold: null } };
    expect(guardOf('penalty', 'no-hearing-right').check(seen('penalty', small))).toBeNull();
  });
});

test('what is published decides which period of publication runs', () => {
  const opening = TABLES.disclosure.rows.find((r) => r.from === 'none')!;
  const running = (what: string) =>
    (opening.start ?? [])
      .filter((s) => s.when?.(seen('disclosure', { form: { what }, facts: { what } })) ?? true)
      .map((s) => s.deadline);
  expect(running('information')).toEqual(['proactive-publish']);
  expect(running('enforcement-result')).toEqual(['enforcement-publish']);
});
