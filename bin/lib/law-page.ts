/** From clause to code and back: what `npm run law` writes, and what makes it fail. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row, Table } from '../../domain/case/types.ts';
import { type ClauseOfLaw, lawByArticle, type Provision } from '../../domain/law/articles.ts';
import { type Clause, clausesOf } from '../../domain/law/clauses.ts';
import { CREDIT } from '../../domain/law/deadlines/credit.ts';
import { DISCIPLINE_REFERRAL } from '../../domain/law/deadlines/discipline-referral.ts';
import { DISCLOSURE } from '../../domain/law/deadlines/disclosure.ts';
import { INCIDENT_PERIODIC } from '../../domain/law/deadlines/incident-periodic.ts';
import { INTAKE } from '../../domain/law/deadlines/intake.ts';
import { INVESTIGATION } from '../../domain/law/deadlines/investigation.ts';
import { PENALTY } from '../../domain/law/deadlines/penalty.ts';
import { POLICE_REFERRAL } from '../../domain/law/deadlines/police-referral.ts';
import { REWARD_RECOVERY } from '../../domain/law/deadlines/reward-recovery.ts';
import {
  cite,
  DEADLINES,
  deadlineById,
  editionsOf,
  GROUND_LISTS,
  HOUSE_LIMITS,
  INSTRUMENTS,
  instrumentByShort,
  RULES,
  ruleById,
} from '../../domain/law/index.ts';
import type { Bilingual, Deadline, DeadlinePart } from '../../domain/law/types.ts';
import { RULE_USES, type RuleUse } from '../../domain/law/uses.ts';
import { WITHOUT_CLOCK, withoutClock } from '../../domain/law/without-clock.ts';
import { NOTICES } from '../../domain/notices.ts';
import { REACTIONS, TABLES } from '../../domain/proceedings/tables.ts';
import { REFUSALS, type RefusalEntry } from '../../domain/refusals.ts';
import { lengthText } from '../../domain/time/explain.ts';
import { table, ticked } from './markdown.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Source {
  /** Path from the root of the project, with `/`. */
  file: string;
  text: string;
}

/** The files that the page and its checks read: the tests with their golden files, and the engine's own code. */
export interface LawSources {
  tests: Source[];
  code: Source[];
}

function filesUnder(folder: string, ends: RegExp): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && ends.test(e.name))
    .map((e) => join(e.parentPath, e.name))
    .sort()
    .map((path) => ({ file: relative(ROOT, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

const OF_THIS_PAGE = /^tests\/law\/(traceability|articles)\./;

/** Reads them. The tests of this page are no evidence for themselves and are left out. */
export function lawSources(): LawSources {
  return {
    tests: filesUnder('tests', /\.test\.tsx?$|^(dates|by-hand)\.json$/).filter((s) => !OF_THIS_PAGE.test(s.file)),
    code: ['domain/proceedings', 'domain/people'].flatMap((folder) => filesUnder(folder, /\.ts$/)),
  };
}

// ---- what cites a clause ----

const SHORTS = INSTRUMENTS.map((i) => i.short as string);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const LOOKS_CITED = /(\S+) arts?\. ?\d/g;

/** What is wrong with a basis: it begins with neither an instrument nor `house`, or cites something unknown. */
export function basisProblem(basis: string): string | null {
  const segments = basis.split(/[;；]/).map((s) => s.trim());
  const known = (s: string) =>
    s.startsWith('house') ||
    ruleById(s) !== undefined ||
    SHORTS.some((x) => s === x || s.startsWith(`${x} `) || s.startsWith(`${x}:`));
  if (!known(segments[0] ?? '')) return `begins with no instrument of the catalogue: ${basis}`;
  for (const [, name = ''] of basis.matchAll(LOOKS_CITED)) {
    const short = name.replace(/^\(/, '');
    if (!instrumentByShort(short)) return `cites ${short}, which is no instrument of the catalogue: ${basis}`;
  }
  const odd = segments.find((s) => !known(s) && /〔\d{4}〕|第.+条/.test(s));
  return odd ? `cites ${odd}, which is no instrument of the catalogue` : null;
}

/** The name of a row in the page: `intake/accept`, `intake/over(tip-review)`. */
const nameOf = (table: Table, row: Row) => `${table.kind}/${row.act ?? `over(${row.expiry?.join(', ')})`}`;

interface Cited {
  what: 'transition' | 'reaction' | 'notice' | 'task' | 'guard' | 'ground';
  name: string;
  citation: string;
}

/** Guards and refusals with the clause that the register gives them. */
const guardClauses = (): Cited[] =>
  Object.entries<RefusalEntry>(REFUSALS).flatMap(([key, { clause }]) =>
    clause ? [{ what: 'guard', name: key.replace(/\/.*$/, ''), citation: clause }] : [],
  );

function cited(): Cited[] {
  const all: Cited[] = [];
  for (const table of Object.values(TABLES)) {
    for (const row of table.rows) {
      const name = nameOf(table, row);
      all.push({ what: 'transition', name, citation: row.basis });
      for (const task of row.tasks ?? []) all.push({ what: 'task', name, citation: task.basis });
    }
  }
  for (const r of REACTIONS) {
    const on = r.on.act ?? r.on.entered;
    all.push({
      what: 'reaction',
      name: `${r.on.kind}/${on} → ${'open' in r.do ? r.do.open : r.do.on}/${r.do.act}`,
      citation: r.basis,
    });
  }
  for (const n of NOTICES) all.push({ what: 'notice', name: `${n.letter} (${n.to})`, citation: n.basis });
  for (const [list, grounds] of Object.entries(GROUND_LISTS))
    for (const g of grounds) if (g.clause !== 'house') all.push({ what: 'ground', name: list, citation: g.clause });
  all.push(...guardClauses());
  return all;
}

// ---- where the engine uses a row ----

type Part = 'start' | 'end' | 'freeze' | 'extend' | 'over' | 'runs on';
type Uses = Map<string, Map<Part, Set<string>>>;

/** id → kind of proceeding → what its rows do with the clock. */
export function clockUses(): Map<string, Uses> {
  const all = new Map<string, Uses>();
  const add = (id: string, kind: string, part: Part, name: string) => {
    const uses = all.get(id) ?? new Map();
    const parts = uses.get(kind) ?? new Map();
    parts.set(part, (parts.get(part) ?? new Set()).add(name));
    uses.set(kind, parts);
    all.set(id, uses);
  };
  for (const table of Object.values(TABLES)) {
    for (const row of table.rows) {
      const name = row.act ?? `over(${row.expiry?.join(', ')})`;
      for (const s of row.start ?? []) add(s.deadline, table.kind, 'start', name);
      for (const id of [...(row.stop ?? []), ...(row.cancel ?? []), ...(row.supersede ?? [])])
        add(id, table.kind, 'end', name);
      for (const id of [...(row.pause ?? []), ...(row.resume?.clocks ?? [])]) add(id, table.kind, 'freeze', name);
      for (const e of row.extend ?? []) add(e.clock, table.kind, 'extend', name);
      for (const id of row.expiry ?? []) add(id, table.kind, 'over', 'own row');
    }
    for (const id of table.outlive) add(id, table.kind, 'runs on', 'past the end');
  }
  return all;
}

const starts = (uses: Uses | undefined) => [...(uses?.values() ?? [])].some((parts) => parts.has('start'));

const mentions = (text: string, id: string) => new RegExp(`['"\`]${escaped(id)}(?![\\w-])`).test(text);

/** Test files that name one of the ids. */
function testsOf(ids: readonly string[], sources: LawSources): string[] {
  return sources.tests.filter((s) => ids.some((id) => mentions(s.text, id))).map((s) => s.file);
}

// ---- rules ----

const rowsOf = (kind: string, act: string): Row[] =>
  kind in TABLES ? TABLES[kind as keyof typeof TABLES].rows.filter((r) => r.act === act) : [];

const GUARDS = new Map<string, Set<string>>();
for (const table of Object.values(TABLES))
  for (const row of table.rows)
    for (const g of row.guards ?? []) GUARDS.set(g.id, (GUARDS.get(g.id) ?? new Set()).add(nameOf(table, row)));

function fieldProblem(use: Extract<RuleUse, { by: 'field' }>): string | null {
  const fields = rowsOf(use.kind, use.act).flatMap((r) => (r.form?.shape[use.field] ? [r.form.shape[use.field]] : []));
  if (fields.length === 0) return `${use.kind}/${use.act} asks for no ${use.field}`;
  if (use.option === undefined) return null;
  const offered = (schema: unknown): boolean =>
    typeof schema === 'object' &&
    schema !== null &&
    (('options' in schema && Array.isArray(schema.options) && schema.options.includes(use.option)) ||
      ('element' in schema && offered(schema.element)) ||
      ('unwrap' in schema && typeof schema.unwrap === 'function' && offered(schema.unwrap())));
  return fields.some(offered) ? null : `${use.kind}/${use.act}.${use.field} offers no ${use.option}`;
}

/** Why a use names nothing that is there, or null. */
export function problemOf(use: RuleUse, sources: LawSources): string | null {
  switch (use.by) {
    case 'guard':
      return GUARDS.has(use.guard) ? null : `no table has the guard ${use.guard}`;
    case 'refusal':
      return sources.code.some((s) => s.text.includes(`'${use.code}'`)) ? null : `nothing refuses with ${use.code}`;
    case 'act':
      return rowsOf(use.kind, use.act).length > 0 ? null : `there is no act ${use.kind}/${use.act}`;
    case 'field':
      return fieldProblem(use);
    case 'grounds':
      return use.list in GROUND_LISTS ? null : `there is no closed list ${use.list}`;
    case 'clock':
      return starts(clockUses().get(use.deadline)) ? null : `no table starts ${use.deadline}`;
    case 'code': {
      let text: string;
      try {
        text = readFileSync(join(ROOT, use.file), 'utf8');
      } catch {
        return `there is no ${use.file}`;
      }
      return text.includes(use.name) ? null : `${use.file} has no ${use.name}`;
    }
    case 'duty':
      return null;
  }
}

/** The names by which tests know a rule: its id, its guards and refusals, the acts made for it alone. */
function namesOf(id: string, uses: readonly RuleUse[]): string[] {
  return [
    id,
    ...uses.flatMap((u) => {
      if (u.by === 'guard') return [u.guard];
      if (u.by === 'refusal') return [u.code];
      if (u.by === 'act') return [u.act];
      if (u.by === 'clock') return [u.deadline];
      return u.by === 'field' && u.option ? [u.option] : [];
    }),
  ];
}

// ---- what must hold ----

/** Every way in which law, code and tests have come apart, one sentence each; empty when none. */
export function lawProblems(sources: LawSources): string[] {
  const problems: string[] = [];
  const uses = clockUses();
  const houses = new Set<string>(HOUSE_LIMITS.map((h) => h.id));
  const known = (id: string) => deadlineById(id) !== undefined || houses.has(id);
  for (const id of uses.keys())
    if (!known(id)) problems.push(`A table uses the clock ${id}, which is neither row nor house limit.`);
  for (const id of [...DEADLINES.map((d) => d.id as string), ...houses]) {
    const why = id in WITHOUT_CLOCK;
    if (starts(uses.get(id)) && why) problems.push(`${id} is started by a table and yet explained as without a clock.`);
    if (!starts(uses.get(id)) && !why) problems.push(`${id} is neither started by a table nor explained.`);
    if (starts(uses.get(id)) && testsOf([id], sources).every((f) => f.startsWith('tests/golden')))
      problems.push(`${id} is started by a table and no test but the golden dates names it.`);
  }
  for (const id of Object.keys(WITHOUT_CLOCK)) if (!known(id)) problems.push(`${id} is explained and does not exist.`);
  for (const [id, w] of Object.entries(WITHOUT_CLOCK)) {
    if (w.why === 'inherits' && !known(w.row)) problems.push(`${id} inherits ${w.row}, which does not exist.`);
    if (w.why === 'act' && rowsOf(w.kind, w.act).length === 0)
      problems.push(`${id}: there is no act ${w.kind}/${w.act}.`);
    if (w.why === 'house' && !houses.has(w.limit)) problems.push(`${id}: there is no house limit ${w.limit}.`);
    if (w.why === 'guard')
      for (const g of w.guards) if (!GUARDS.has(g)) problems.push(`${id}: no table has the guard ${g}.`);
  }
  for (const d of DEADLINES.flatMap((row) => editionsOf(row.id))) {
    const wrong = d.transition ? basisProblem(cite(d.transition.law).en) : null;
    if (wrong) problems.push(`The transitional rule of ${d.id} from ${d.edition.inForce} ${wrong}.`);
  }
  for (const d of DEADLINES) {
    const reason = withoutClock(d.id)?.why;
    if ((d.use === 'reference') !== (reason === 'reference'))
      problems.push(`${d.id} is ${d.use} in the catalogue and explained as ${reason ?? 'used'}.`);
    if ((d.use === 'swept') !== (reason === 'swept'))
      problems.push(`${d.id} is ${d.use} in the catalogue and explained as ${reason ?? 'used'}.`);
  }
  for (const rule of RULES) {
    const of = RULE_USES[rule.id];
    if (of.length === 0) problems.push(`The rule ${rule.id} is kept nowhere and not explained.`);
    for (const use of of) {
      const wrong = problemOf(use, sources);
      if (wrong) problems.push(`The rule ${rule.id}: ${wrong}.`);
      if (use.by === 'guard' && testsOf([use.guard], sources).length === 0)
        problems.push(`The rule ${rule.id}: no test names its guard ${use.guard}.`);
    }
  }
  for (const id of Object.keys(RULE_USES)) if (!ruleById(id)) problems.push(`${id} is no rule of the catalogue.`);
  for (const c of cited()) {
    if (c.what === 'ground') continue;
    const wrong = basisProblem(c.citation);
    if (wrong) problems.push(`The ${c.what} ${c.name} ${wrong}.`);
  }
  return [...new Set(problems)];
}

// ---- the page ----

/** Where the domain itself is tested each file is named, elsewhere the folder: `proceedings/intake`, `roads`. */
const NAMED = ['golden', 'law', 'proceedings', 'properties'];
function shortTest(file: string): string {
  const [, folder = '', ...rest] = file.split('/');
  return NAMED.includes(folder) ? `${folder}/${rest.join('/').replace(/(\.test\.tsx?|\.json)$/, '')}` : folder;
}
const testCell = (ids: readonly string[], sources: LawSources) =>
  [...new Set(testsOf(ids, sources).map(shortTest))].join(', ') || '—';

function lengthOf(part: DeadlinePart): string {
  if (part.date) return part.date;
  if (part.length === null) return 'no number';
  return `${lengthText(part.length, part.unit).en}${part.unit === 'cd†' ? '†' : ''}`;
}

function useCell(uses: Uses | undefined): string {
  if (!uses) return '';
  return [...uses]
    .map(([kind, parts]) => {
      const of = (p: Part) => {
        const names = parts.get(p);
        return names ? [`${p}: ${[...names].join(', ')}`] : [];
      };
      const over = parts.has('over') ? ['own row when over'] : [];
      const past = parts.has('runs on') ? ['runs on past the end'] : [];
      return `**${kind}** ${[...of('start'), ...of('extend'), ...of('freeze'), ...of('end'), ...over, ...past].join('; ')}`;
    })
    .join('<br>');
}

const WHY: Record<string, string> = {
  reference: 'reference only',
  'other-body': 'another body’s internal matter',
  'other-unit': 'kept in another unit’s register',
  later: 'comes later',
  swept: 'swept by the periodic driver',
  inherits: 'inherits',
  act: 'the act itself, nothing is counted',
  guard: 'counted by guards',
  house: 'a house limit stands in its place',
  unverified: 'unverified, drives nothing',
  'no-section': 'named by no section',
};

function whyCell(id: string): string {
  const w = withoutClock(id as Parameters<typeof withoutClock>[0]);
  if (!w) return '';
  const more =
    w.why === 'later'
      ? ` (${w.section})`
      : w.why === 'inherits'
        ? ` \`${w.row}\``
        : w.why === 'act'
          ? ` \`${w.kind}/${w.act}\``
          : w.why === 'guard'
            ? ` ${ticked(w.guards)}`
            : w.why === 'house'
              ? ` \`${w.limit}\``
              : '';
  return `*${WHY[w.why]}*${more}: ${w.note.en}`;
}

const SECTIONS: [string, readonly Deadline[]][] = [
  ['Intake and triage 受理与分流', INTAKE],
  ['Investigation 调查', INVESTIGATION],
  ['Penalty, hearing, review, enforcement 处罚、听证、救济、执行', PENALTY],
  ['Referral to the police 行刑衔接', POLICE_REFERRAL],
  ['Referral to discipline and supervision organs 移送纪检监察', DISCIPLINE_REFERRAL],
  ['Blacklist and credit 失信名单与信用修复', CREDIT],
  ['Disclosure 公开', DISCLOSURE],
  ['Reward and recovery 奖励与追回', REWARD_RECOVERY],
  ['Fund incidents and periodic reports 基金要情与定期报告', INCIDENT_PERIODIC],
];

const REACHES = { whole: 'whole new length', afresh: 'afresh from that day', later: 'the later of both ends' };

/** `in force from 2026-04-01`, `until 2026-03-31`, and what an edition does to clocks that run. Empty for a row with one edition. */
function editionCell(d: Deadline): string {
  const { inForce, until } = d.edition;
  if (until === null && !d.earlier) return '';
  const days = [...(inForce ? [`from ${inForce}`] : []), ...(until ? [`replaced ${until}`] : [])].join(', ');
  const { transition } = d;
  if (!transition) return days;
  const which =
    transition.reaches === 'running' ? 'running clocks' : `clocks begun from ${transition.reaches.begunFrom}`;
  return `${days}; reaches ${which}: ${REACHES[transition.length]} (${transition.law})`;
}

function rowsPart(sources: LawSources): string {
  const uses = clockUses();
  const named = (d: Deadline) => [`\`${d.id}\` ${d.title.zh}`, editionCell(d)].filter((x) => x !== '').join('<br>');
  const said = (d: Deadline) => [
    d.source.en,
    d.parts.map(lengthOf).join('; ') + (d.direction === 'back' ? ', counted back' : ''),
    [d.kind, d.confidence, ...(d.region ? [[d.region, ...(d.alsoIn ?? [])].join(', ')] : [])].join(' · '),
  ];
  const line = (d: Deadline) => [
    named(d),
    ...said(d),
    [useCell(uses.get(d.id)), whyCell(d.id)].filter((x) => x !== '').join('<br>'),
    testCell([d.id], sources),
  ];
  const head = ['row', 'clause', 'length', 'kind · mark · region', 'used by the engine, or why not', 'tests'];
  // The newest edition first, those that it replaced under it.
  const lines = (d: Deadline) => [
    line(d),
    ...[...(d.earlier ?? [])].reverse().map((e) => [named(e), ...said(e), '', '']),
  ];
  return SECTIONS.map(([title, rows]) => `### ${title}\n\n${table(head, rows.flatMap(lines))}`).join('\n\n');
}

function housePart(sources: LawSources): string {
  const uses = clockUses();
  return table(
    ['house limit', 'sections', 'when over', 'used by the engine, or why not', 'tests'],
    HOUSE_LIMITS.map((h) => [
      `\`${h.id}\` ${h.title.zh}`,
      h.sections.join(', '),
      h.effect.en,
      [useCell(uses.get(h.id)), whyCell(h.id)].filter((x) => x !== '').join('<br>'),
      testCell([h.id], sources),
    ]),
  );
}

function useText(use: RuleUse): string {
  switch (use.by) {
    case 'guard':
      return `guard \`${use.guard}\` (${[...(GUARDS.get(use.guard) ?? [])].join(', ')})`;
    case 'refusal':
      return `refusal \`${use.code}\``;
    case 'act':
      return `act \`${use.kind}/${use.act}\``;
    case 'field':
      return `field \`${use.field}${use.option ? ` = ${use.option}` : ''}\` of \`${use.kind}/${use.act}\``;
    case 'grounds':
      return `closed list \`${use.list}\``;
    case 'clock':
      return `clock \`${use.deadline}\``;
    case 'code':
      return `\`${use.file}\`: ${use.name}`;
    case 'duty':
      return `*${use.of === 'later' ? `comes later (${use.section})` : use.of === 'people' ? 'done by people' : WHY[use.of]}*: ${use.note.en}`;
  }
}

function rulesPart(sources: LawSources): string {
  return table(
    ['rule', 'clause', 'nature · mark', 'kept by', 'tests'],
    RULES.map((r) => [
      `\`${r.id}\``,
      r.source,
      `${r.nature} · ${r.confidence}`,
      RULE_USES[r.id].map(useText).join('<br>'),
      testCell(namesOf(r.id, RULE_USES[r.id]), sources),
    ]),
  );
}

interface ClauseUse {
  transitions: Set<string>;
  guards: Set<string>;
  others: Set<string>;
}

const keyOf = ({ short, article }: Clause) => `${short} ${article}`;

/** What of the engine cites each clause. */
function clauseUses(): { clauses: Clause[]; uses: Map<string, ClauseUse> } {
  const clauses: Clause[] = [];
  const uses = new Map<string, ClauseUse>();
  const at = (clause: Clause): ClauseUse => {
    const found = uses.get(keyOf(clause)) ?? { transitions: new Set(), guards: new Set(), others: new Set() };
    if (!uses.has(keyOf(clause))) clauses.push(clause);
    uses.set(keyOf(clause), found);
    return found;
  };
  for (const x of cited()) {
    for (const c of clausesOf(x.citation)) {
      if (x.what === 'transition') at(c).transitions.add(x.name);
      else if (x.what === 'guard') at(c).guards.add(x.name);
      else if (x.what !== 'task' && x.what !== 'ground') at(c).others.add(`${x.what} ${x.name}`);
    }
  }
  return { clauses, uses };
}

const both = ({ zh, en }: Bilingual) => `${zh} ${en}`;

const EDITION_DAYS = ({ inForce, until }: Deadline['edition']) =>
  [
    ...(inForce ? [`${inForce}起施行 in force from ${inForce}`] : []),
    ...(until ? [`${until}起由新版代替 replaced ${until}`] : []),
  ].join('; ');

/** One provision under its clause: its sentence, and beneath it the few lines for that sentence alone. */
function provisionLines(p: Provision): string[] {
  const name = p.what === 'grounds' ? `closed list \`${p.id}\`` : `\`${p.id}\``;
  if (p.at) return [`- ${name} → ${p.at.short} ${p.at.article || 'as a whole'}`];
  const mark = p.confidence ? ` (\`${p.confidence}\`)` : '';
  const under = [
    ...(p.edition ? [EDITION_DAYS(p.edition)] : []),
    ...p.items.map(both),
    ...p.counts.map((c) => `**${c.zh}** ${c.en}`),
    ...p.exceptions.map(both),
    ...(p.nothing
      ? [
          p.counts.length > 0
            ? `本系统不计时，因为${p.nothing.zh}。No clock runs here, because: ${p.nothing.en}`
            : `无可计算，因为${p.nothing.zh}。Nothing to compute, because: ${p.nothing.en}`,
        ]
      : []),
    ...p.remarks.map(both),
  ];
  return [`- ${both(p.sentence)} ${name}${mark}`, ...under.map((line) => `  - ${line}`)];
}

const TITLE_OF_USE = [
  ['transitions', 'transitions'],
  ['guards', 'guards and refusals'],
  ['others', 'notices, reactions'],
] as const;

function clausesPart(): string {
  const { clauses, uses } = clauseUses();
  const clauseLines = (short: string, one: ClauseOfLaw, article: string): string[] => {
    const use = uses.get(keyOf({ short, article: one.article }));
    const used = TITLE_OF_USE.flatMap(([kind, title]) =>
      use && use[kind].size > 0 ? [`- *${title}*: ${[...use[kind]].join(', ')}`] : [],
    );
    const none =
      one.provisions.length === 0
        ? [
            '- 无可计算，因为目录中没有它的期限或者规则，只有下列各项引用它。Nothing to compute, because the catalogue has no period or rule under it; it is only cited',
          ]
        : [];
    const lines = [...one.provisions.flatMap(provisionLines), ...none, ...used];
    return one.article === article ? lines : [`- **${both(one.name)}**`, ...lines.map((line) => `  ${line}`)];
  };
  return lawByArticle(clauses)
    .filter((i) => i.articles.length > 0)
    .map(({ instrument: i, checked, articles }) => {
      const inForce = i.inForce ? `, in force ${i.inForce}` : '';
      const place = checked.place ? `, ${both(checked.place)}` : '';
      return [
        `### ${i.short} ${i.title.zh}`,
        `${i.title.en} (\`${i.confidence}\`${inForce}${place})`,
        ...articles.map((a) =>
          [`#### ${both(a.name)}`, a.clauses.flatMap((one) => clauseLines(i.short, one, a.article)).join('\n')].join(
            '\n\n',
          ),
        ),
      ].join('\n\n');
    })
    .join('\n\n');
}

/** Every instrument: which edition, where it was read, on which day it was last checked. */
function instrumentsPart(): string {
  return table(
    ['instrument', 'edition', 'in force', 'read', 'where', 'last checked'],
    lawByArticle().map(({ instrument: i, checked }) => [
      `\`${i.short}\` ${i.title.zh}${checked.place ? `（${checked.place.zh}）` : ''}`,
      checked.edition === null ? 'not recorded' : String(checked.edition),
      i.inForce ?? 'not recorded',
      i.confidence,
      checked.where?.en ?? 'not recorded',
      checked.on ?? 'nobody recorded a day',
    ]),
  );
}

/** docs/law.md: clause → row → where the engine uses it → the tests that cover it, and the other way round. */
export function lawPage(sources: LawSources): string {
  const uses = clockUses();
  const started = DEADLINES.filter((d) => starts(uses.get(d.id))).length;
  const editions = DEADLINES.reduce((sum, d) => sum + editionsOf(d.id).length, 0);
  return `${[
    '# From clause to code 从法条到代码',
    '',
    'Made by `npm run law` from `domain/` and `tests/`; do not edit it by hand. The test command fails when this page is not what would be made now, when an id dangles in either direction, when a row is neither used nor explained, and when a basis cites an instrument that the catalogue does not have.',
    '',
    '- A transition is `proceeding/act`; `proceeding/over(clock)` is the row that applies when a clock runs out. A clock without such a row has the meaning of its kind: our duty is a breach, another’s is silence, a right lapses, a term or bar is over.',
    '- Tests are found by the ids in their sources and golden files; where the domain itself is tested the file is named, elsewhere the folder. Every row of every table is walked besides by `proceedings/model-walk`, and every row with a length is counted by hand in `golden/by-hand`.',
    '- Marks: `text`, the article was read; `secondary`, read in a report; `memory`, unverified. What is below `text` warns and never breaches until the authority’s lawyer has confirmed it.',
    '',
    `${DEADLINES.length} rows in ${editions} editions (${started} started as clocks by the tables, ${DEADLINES.length - started} explained), ${RULES.length} rules, ${HOUSE_LIMITS.length} house limits, ${INSTRUMENTS.length} instruments.`,
    '',
    '## Instruments 规定',
    '',
    'National ones first, then regional ones. A check is old after a year (a rule of the house): the page of the law for staff and `npm run doctor` then say so. Days come from `domain/law/checked.ts`; one that nobody wrote down is blank there.',
    '',
    instrumentsPart(),
    '',
    '## Article by article 逐条',
    '',
    'Under each clause what the catalogue paraphrases of it, never its words: what is counted, what departs from it, or why there is nothing to compute. A provision that rests on several clauses is told in full under the first that it names.',
    '',
    clausesPart(),
    '',
    '## Rows with a period 期限',
    '',
    rowsPart(sources),
    '',
    '## House limits 内部时限',
    '',
    'No rule numbers these. The authority sets their length; they warn, record no breach and are never shown as law.',
    '',
    housePart(sources),
    '',
    '## Rules without a period 无期限的规则',
    '',
    rulesPart(sources),
  ].join('\n')}\n`;
}
