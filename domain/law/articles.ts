import { lengthText, MONTHS } from '../time/explain.ts';
import { CHECKED, type Checked, nationalFirst } from './checked.ts';
import { articleOf, type Clause, clausesOf, clauseText, compareArticles } from './clauses.ts';
import { DUTIES } from './duties.ts';
import { label, TERMS } from './glossary.ts';
import { GROUND_LISTS } from './grounds.ts';
import { DEADLINES, type DeadlineId, deadlineById, editionsOf } from './index.ts';
import { REGIMES } from './regimes.ts';
import { RULES, type RuleId } from './rules.ts';
import type { Bilingual, Confidence, Deadline, DeadlinePart, Ground, Instrument, Rule } from './types.ts';
import { RULE_USES } from './uses.ts';
import { withoutClock } from './without-clock.ts';

/** What the catalogue has under one clause, in words: a row with its length, a rule, a closed list of grounds, a channel of matters. */
export interface Provision {
  what: 'row' | 'rule' | 'grounds' | 'regime';
  id: string;
  /** The sentence of the clause as the catalogue paraphrases it. */
  sentence: Bilingual;
  /** The items of a closed list. */
  items: Bilingual[];
  /** What is counted, one line a part. */
  counts: Bilingual[];
  /** What departs from it, naming what it departs from. */
  exceptions: Bilingual[];
  /** Why nothing is counted; null: something is. */
  nothing: Bilingual | null;
  /** What a reader must know besides. */
  remarks: Bilingual[];
  /** null: a choice in a form, no reading of its own. */
  confidence: Confidence | null;
  /** Of a row with several editions: the days of this one. */
  edition: Deadline['edition'] | null;
  /** Where it is told in full; null: here. */
  at: Clause | null;
}

/** A clause with what is under it. */
export interface ClauseOfLaw {
  article: string;
  name: Bilingual;
  provisions: Provision[];
}

/** An article, a span of articles, or a heading, with its clauses in order. */
export interface ArticleOfLaw {
  article: string;
  name: Bilingual;
  clauses: ClauseOfLaw[];
}

export interface InstrumentOfLaw {
  instrument: Instrument;
  checked: Checked;
  articles: ArticleOfLaw[];
}

function grouped<Key, One>(all: readonly One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const found = new Map<Key, One[]>();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) ?? []), one]);
  return found;
}

const bi = (zh: string, en: string): Bilingual => ({ zh, en });
const joined = (parts: readonly Bilingual[], zh: string, en: string): Bilingual =>
  bi(parts.map((p) => p.zh).join(zh), parts.map((p) => p.en).join(en));
const quoted = ({ zh, en }: Bilingual) => bi(`“${zh}”`, `“${en}”`);
const excepting = (of: Bilingual, what: Bilingual): Bilingual =>
  bi(`“${of.zh}”的例外：${what.zh}`, `Exception to “${of.en}”: ${what.en}`);

function countedLine(row: Deadline, part: DeadlinePart): Bilingual[] {
  const when = part.when ? bi(`${part.when.zh}：`, `${part.when.en}: `) : bi('', '');
  if (part.date) {
    const [month, day] = part.date.split('-').map(Number);
    return [bi(`${when.zh}每年${month}月${day}日`, `${when.en}each year by ${day} ${MONTHS[(month ?? 1) - 1]}`)];
  }
  if (part.length === null) return [];
  const length = lengthText(part.length, part.unit);
  return [
    row.direction === 'back'
      ? bi(
          `${when.zh}${length.zh}，自该事项倒算：${part.start.zh}`,
          `${when.en}${length.en}, counted back from: ${part.start.en}`,
        )
      : bi(`${when.zh}${length.zh}，起算：${part.start.zh}`, `${when.en}${length.en}, from: ${part.start.en}`),
  ];
}

const TIMES = {
  once: bi('一次', 'once'),
  several: bi('可以多次', 'several times'),
  unsaid: bi('次数没有规定', 'how often is not said'),
} as const;

function extensionOf(row: Deadline): Bilingual[] {
  const { extension } = row;
  if (!extension) return [];
  const unit = row.parts.find((p) => p.unit !== null)?.unit ?? null;
  const most =
    extension.max === null || unit === null
      ? bi('可以延长，没有上限', 'may be extended, without a cap')
      : bi(
          `可以延长，最多${lengthText(extension.max, unit).zh}`,
          `may be extended by at most ${lengthText(extension.max, unit).en}`,
        );
  const said = [
    most,
    TIMES[extension.times],
    ...(extension.approver ? [bi(`批准：${extension.approver.zh}`, `approved by: ${extension.approver.en}`)] : []),
    ...(extension.note ? [extension.note] : []),
  ];
  return [joined(said, '；', '; ')];
}

const exceptionsOf = (row: Deadline): Bilingual[] =>
  [
    ...(row.notOwed ? [bi(`不适用：${row.notOwed.zh}`, `not owed: ${row.notOwed.en}`)] : []),
    ...extensionOf(row),
    ...(row.suspends ? [bi(`中止：${row.suspends.zh}`, `suspended: ${row.suspends.en}`)] : []),
  ].map((what) => excepting(row.title, what));

/** Why a row counts nothing here: no number in the law or in what was read of it, or no clock of ours. */
function nothingOf(row: Deadline, counts: readonly Bilingual[]): Bilingual | null {
  const why = withoutClock(row.id as Parameters<typeof withoutClock>[0])?.note;
  if (counts.length === 0) {
    if (row.edition.until !== null) return bi('这一版的天数没有读到', 'the number of this edition was not read');
    return (
      why ?? bi('没有规定天数，只显示已经过了多久', 'no number is given: how long it has been is shown, and no end')
    );
  }
  return why ?? null;
}

/** The rows of law that set a period on the same duty. */
const besides = (row: Deadline): Bilingual[] =>
  DUTIES.filter((d) => d.rows.some((id) => id === row.id)).flatMap((d) => {
    const others = d.rows.flatMap((id) => {
      const other = id === row.id ? undefined : deadlineById(id);
      return other ? [quoted(other.title)] : [];
    });
    if (others.length === 0) return [];
    const named = joined(others, '、', ', ');
    return [
      bi(
        `与${named.zh}是同一项义务（${d.title.zh}）：先到期的为准`,
        `One duty (${d.title.en}) together with ${named.en}: the earlier end binds`,
      ),
    ];
  });

function ofRow(row: Deadline, at: Clause | null): Provision {
  const counts = row.parts.flatMap((part) => countedLine(row, part));
  const regions = row.region ? [row.region, ...(row.alsoIn ?? [])].map((r) => label(`region.${r}`)) : [];
  return {
    what: 'row',
    id: row.id,
    sentence: joined(
      [bi(`${row.who.zh}：${row.title.zh}`, `${row.who.en}: ${row.title.en}`), ...(row.note ? [row.note] : [])],
      '。',
      '. ',
    ),
    items: [],
    counts,
    exceptions: exceptionsOf(row),
    nothing: nothingOf(row, counts),
    remarks: [
      ...(regions.length > 0
        ? [bi(`适用地区：${joined(regions, '、', ', ').zh}`, `Law in ${joined(regions, '、', ', ').en}`)]
        : []),
      ...besides(row),
      ...(row.ifMissed ? [bi(`逾期：${row.ifMissed.zh}`, `If missed: ${row.ifMissed.en}`)] : []),
    ],
    confidence: row.confidence,
    edition: editionsOf(row.id).length > 1 ? row.edition : null,
    at,
  };
}

const NATURE: Record<Rule['nature'], Bilingual> = {
  guard: bi('这是办理行为的条件，不是期限', 'it is a condition of an act, no period'),
  ground: bi('这是可以选择的理由，不是期限', 'it is a ground to choose, no period'),
  threshold: bi('这是标准，不是期限', 'it is a threshold, no period'),
  duty: bi('这是没有期限的义务', 'it is a duty without a period'),
};

function ofRule(rule: Rule, at: Clause | null): Provision {
  const uses = RULE_USES[rule.id as RuleId];
  const notes = uses.flatMap((u) => (u.by === 'duty' ? [u.note] : []));
  const clocks = uses.flatMap((u) => (u.by === 'clock' ? [deadlineById(u.deadline)] : []));
  return {
    what: 'rule',
    id: rule.id,
    sentence: rule.text,
    items: [],
    counts: clocks.map((row) => bi(`由“${row.title.zh}”计时`, `Counted by “${row.title.en}”`)),
    exceptions: [],
    nothing: clocks.length > 0 ? null : joined([NATURE[rule.nature], ...notes], '；', '; '),
    remarks: [],
    confidence: rule.confidence,
    edition: null,
    at,
  };
}

/** What a closed list is, and what its grounds are exceptions to. */
const LISTS: Readonly<Record<string, { title: Bilingual; from: readonly Bilingual[] }>> = (() => {
  const row = (id: DeadlineId) => deadlineById(id).title;
  const list = (zh: string, en: string, ...from: Bilingual[]) => ({ title: bi(zh, en), from });
  return {
    'tip-refusal': list('不予受理的理由', 'Grounds for refusing a tip', row('tip-review')),
    'tip-suspension': list('举报办理中止的理由', 'Grounds for suspending a tip', row('tip-investigate')),
    'inspection-suspension': list(
      '监察中止的理由',
      'Grounds for suspending an inspection',
      row('inspection-investigate'),
    ),
    conclusion: list('办结的理由', 'Grounds for concluding'),
    outcome: list('处理方式', 'Outcomes'),
    'non-publication': list('不公开的理由', 'Grounds for not publishing', row('penalty-publish')),
    'no-penalty': list('不予处罚的理由', 'Grounds for no penalty', TERMS.penalty),
    leniency: list('从轻或者减轻的理由', 'Grounds for leniency', TERMS.penalty),
    listing: list('列入名单的条件', 'Conditions for listing'),
    'referral-file': list('移送材料', 'Papers of a referral'),
    'evidence-disposition': list('证据的处理', 'What becomes of evidence'),
    'penalty-kind': list('处罚种类', 'Kinds of penalty'),
    remedy: list('救济途径', 'Remedies'),
    withdrawal: list(
      '撤回公开的理由',
      'Grounds for taking a publication down',
      bi('处罚决定的公开', 'Publication of a penalty'),
    ),
    channel: list('渠道', 'Channels'),
    route: list('移送去向', 'Routes'),
    conduct: list('行为类型', 'Conduct'),
    'reward-exclusion': list('不予奖励的理由', 'Grounds for no reward', bi('举报奖励', 'Reward for a tip')),
  };
})();

function ofGrounds(list: string, grounds: readonly Ground[], at: Clause | null): Provision {
  const { title, from } = LISTS[list] ?? { title: bi(list, list), from: [] };
  const items = grounds.map(({ zh, en }) => bi(zh, en));
  return {
    what: 'grounds',
    id: list,
    sentence: title,
    items: from.length > 0 ? [] : items,
    counts: [],
    exceptions: from.flatMap((of) => items.map((what) => excepting(of, what))),
    nothing: bi('这些是表格中的选项，不是期限', 'these are choices of a form, no period'),
    remarks: [],
    confidence: null,
    edition: null,
    at,
  };
}

/** Puts a provision under each clause it names: in full under the first, elsewhere with where that is. */
type Put = (clauses: readonly Clause[], of: (at: Clause | null) => Provision) => void;

function putRows(put: Put): void {
  // The newest edition first.
  for (const d of DEADLINES)
    for (const e of editionsOf(d.id).toReversed()) put(clausesOf(e.source.en), (at) => ofRow(e, at));
}

function putGrounds(put: Put): void {
  for (const [list, grounds] of Object.entries(GROUND_LISTS)) {
    const byClause = grouped(
      grounds.filter((g) => g.clause !== 'house'),
      (g) => g.clause,
    );
    for (const [clause, those] of byClause) put(clausesOf(clause), (at) => ofGrounds(list, those, at));
  }
}

/**
 * The law article by article: national instruments in the order of the catalogue, then regional ones; in each its articles, and what
 * the catalogue has under each clause. `also`: clauses that have a place even if the catalogue has nothing under them.
 */
export function lawByArticle(also: readonly Clause[] = []): InstrumentOfLaw[] {
  const index = new Map<string, Map<string, Provision[]>>();
  const at = ({ short, article }: Clause): Provision[] => {
    const articles = index.get(short) ?? new Map<string, Provision[]>();
    index.set(short, articles);
    const found = articles.get(article) ?? [];
    articles.set(article, found);
    return found;
  };
  const put: Put = (clauses, of) => {
    clauses.forEach((clause, i) => {
      at(clause).push(of(i === 0 ? null : (clauses[0] ?? null)));
    });
  };
  putRows(put);
  for (const r of RULES) put(clausesOf(r.source), (home) => ofRule(r, home));
  putGrounds(put);
  for (const r of REGIMES) {
    put(clausesOf(r.source), (home) => ({
      what: 'regime',
      id: r.id,
      sentence: bi(`${r.matter.zh}：${r.route.zh}`, `${r.matter.en}: ${r.route.en}`),
      items: [],
      counts: [],
      exceptions: [],
      nothing: bi('这里定的是归谁办，不是期限', 'it says whose matter it is, no period'),
      remarks: [],
      confidence: r.confidence,
      edition: null,
      at: home,
    }));
  }
  for (const clause of also) at(clause);
  return nationalFirst().map((instrument) => ({
    instrument,
    checked: CHECKED[instrument.short],
    articles: articlesOf(index.get(instrument.short) ?? new Map()),
  }));
}

function articlesOf(clauses: ReadonlyMap<string, Provision[]>): ArticleOfLaw[] {
  const inOrder = [...clauses.keys()].sort(compareArticles);
  return [...grouped(inOrder, articleOf)].map(([article, those]) => ({
    article,
    name: clauseText(article),
    clauses: those.map((one) => ({ article: one, name: clauseText(one), provisions: clauses.get(one) ?? [] })),
  }));
}
