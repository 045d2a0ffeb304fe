/** Law, code and tests hold together: every id leads somewhere and comes from somewhere, and docs/law.md says how. */
import { describe, expect, it } from 'vitest';
import { basisProblem, clockUses, lawPage, lawProblems, lawSources, problemOf } from '../../bin/lib/law-page.ts';
import { clausesOf } from '../../domain/law/clauses.ts';
import { DEADLINES, HOUSE_LIMITS, RULES } from '../../domain/law/index.ts';
import { RULE_USES } from '../../domain/law/uses.ts';
import { WITHOUT_CLOCK } from '../../domain/law/without-clock.ts';

const sources = lawSources();

describe('from clause to code', () => {
  it('nothing dangles: clocks, rows, rules, guards, acts, fields, lists, files and clauses', () => {
    expect(lawProblems(sources)).toEqual([]);
  });

  it('every row and house limit is either started as a clock or explained, never both', () => {
    const started = [...clockUses()]
      .filter(([, kinds]) => [...kinds.values()].some((parts) => parts.has('start')))
      .map(([id]) => id);
    const all = [...DEADLINES, ...HOUSE_LIMITS].map((x) => x.id as string).sort();
    expect([...started, ...Object.keys(WITHOUT_CLOCK)].sort()).toEqual(all);
  });

  it('every rule is kept somewhere or says who keeps it', () => {
    expect(Object.keys(RULE_USES).sort()).toEqual(RULES.map((r) => r.id as string).sort());
    for (const [id, uses] of Object.entries(RULE_USES)) expect(uses.length, id).toBeGreaterThan(0);
  });

  it('is what docs/law.md says: run npm run law after a change', async () => {
    await expect(lawPage(sources)).toMatchFileSnapshot('../../docs/law.md');
  });
});

describe('a dangling end is found', () => {
  it.each([
    ['an instrument that is not there', 'XYZ art. 3', 'begins with no instrument'],
    ['a law by its Chinese name', 'M49 art. 35; 公务员法 arts. 76–77', 'cites 公务员法'],
    ['a document number', 'M49 art. 9; 云人社规〔2023〕1号', '云人社规'],
    ['a remark alone', 'because we say so', 'begins with no instrument'],
    ['an unknown short name in a remark', 'M49 art. 9; see ABC art. 2', 'cites ABC'],
    ['nothing', '', 'begins with no instrument'],
  ])('in a basis: %s', (_what, basis, said) => expect(basisProblem(basis)).toContain(said));

  it.each([
    'M49 art. 21 ¶1',
    'house: a limit of ours',
    'house',
    'INC12 (四)',
    'APL arts. 8, 35; refer-not-fine',
    'G118; OGI arts. 26, 53',
  ])('and none is seen in %s', (basis) => expect(basisProblem(basis)).toBeNull());

  it.each([
    [{ by: 'guard', guard: 'no-such-guard' }, 'no-such-guard'],
    [{ by: 'refusal', code: 'no-such-refusal' }, 'no-such-refusal'],
    [{ by: 'act', kind: 'penalty', act: 'no-such-act' }, 'penalty/no-such-act'],
    [{ by: 'act', kind: 'no-such-kind', act: 'decide' }, 'no-such-kind/decide'],
    [{ by: 'field', kind: 'penalty', act: 'decide', field: 'no-such-field' }, 'no-such-field'],
    [{ by: 'field', kind: 'penalty', act: 'serve-notice', field: 'ground', option: 'whim' }, 'whim'],
    [{ by: 'grounds', list: 'no-such-list' }, 'no-such-list'],
    [{ by: 'clock', deadline: 'official-review' }, 'official-review'],
    [{ by: 'code', file: 'ledger/nowhere.ts', name: 'x' }, 'ledger/nowhere.ts'],
    [{ by: 'code', file: 'domain/tip.ts', name: 'no-such-name' }, 'no-such-name'],
  ] as const)('in the use of a rule: %o', (use, said) => expect(problemOf(use, sources)).toContain(said));

  it('where a started clock is named by no test', () => {
    const silent = { ...sources, tests: sources.tests.filter((s) => s.file.startsWith('tests/golden')) };
    expect(lawProblems(silent)).toContain(
      'tip-review is started by a table and no test but the golden dates names it.',
    );
  });
});

describe('clauses are read out of a citation', () => {
  it.each([
    ['M49 arts. 21 ¶1(1)–(3), 27; house: x', ['M49 21 ¶1(1)–(3)', 'M49 27']],
    ['M49 art. 21 ¶1, ¶3', ['M49 21 ¶1', 'M49 21 ¶3']],
    ['APL art. 60; criminal hold: TR art. 11, effect for counsel', ['APL 60', 'TR 11']],
    ['ZJ-LSI art. 30 ¶2; LSI art. 17', ['ZJ-LSI 30 ¶2', 'LSI 17']],
    ['INC12 (六); INC20 art. 4', ['INC12 (六)', 'INC20 4']],
    ['G118', ['G118 ']],
    ['house: M49 has no rule on withdrawal', []],
    ['house: TR art. 16 punishes late referral', ['TR 16']],
  ])('%s', (citation, clauses) => {
    expect(clausesOf(citation).map((c) => `${c.short} ${c.article}`)).toEqual(clauses);
  });
});
