/** `npm run due`: what a period of legal time comes to, and why. */
import { pathToFileURL } from 'node:url';
import type { Deadline } from '../domain/law/types.ts';
import { dateText } from '../domain/time/explain.ts';
import { CALENDARS } from '../domain/time/published.ts';
import {
  answer,
  answerFor,
  type ComputeAnswer,
  computeRequest,
  editionText,
  requestFor,
} from '../domain/time/request.ts';
import { UNITS, type Unit } from '../domain/time/types.ts';

const USAGE = `npm run due -- <length><unit> <start> [options]
npm run due -- --deadline <id> <start> [options]

  <length><unit>        5wd working days, 15cd calendar days, 3cd† (or 3cd+) days of a rule that defines none,
                        24h hours, 2months, 1year
  <start>               2026-09-30, or 2026-09-30T16:40:00+08:00 (hours need the instant);
                        with --back the event that is counted back from
  --pause <from>..<to>  suspended on <from>, cause ended on <to>; without <to>: still suspended. May be repeated
  --extend <n>@<when>   extension by n units, granted then
  --back                count back from the start
  --no-roll             a term or a bar: the last day stays on a rest day
  --deadline <id>       a row of the catalogue, in the edition in force on the day of the start;
                        --part <n> chooses among its parts, 0 first
  --explain             the days counted and skipped, and the conventions
  --json                the answer as JSON, as POST /api/law/compute gives it
  --lang zh|en          language of the explanation, en without it

  npm run due -- 5wd 2026-09-30T16:40:00+08:00 --explain
`;

/** A mistake of the person at the keyboard, told in one sentence. */
class Mistake extends Error {}

const SPELLINGS: Record<string, Unit> = {
  'cd+': 'cd†',
  month: 'months',
  year: 'years',
  ...Object.fromEntries(UNITS.map((unit) => [unit, unit])),
};

interface Asked {
  period: { unit: Unit; length: number } | null;
  deadline: string | null;
  part: number;
  start: string;
  pauses: { from: string; to: string | null }[];
  extension: { length: number; granted: string } | null;
  back: boolean;
  roll: boolean;
  explain: boolean;
  json: boolean;
  lang: 'zh' | 'en';
}

function whole(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Mistake(`${what} must be a whole number, not "${text}".`);
  return Number(text);
}

function periodOf(text: string): { unit: Unit; length: number } {
  const [, length, spelling] = /^(\d{1,9})([a-z]+[†+]?)$/.exec(text) ?? [];
  const unit = SPELLINGS[spelling ?? ''];
  if (!length || !unit) {
    throw new Mistake(`"${text}" is no period: write a number and one of ${UNITS.join(', ')}, as 5wd.`);
  }
  return { unit, length: Number(length) };
}

function parse(argv: string[]): Asked {
  const asked: Asked = {
    period: null,
    deadline: null,
    part: 0,
    start: '',
    pauses: [],
    extension: null,
    back: false,
    roll: true,
    explain: false,
    json: false,
    lang: 'en',
  };
  const positional: string[] = [];
  const words = [...argv];
  for (let arg = words.shift(); arg !== undefined; arg = words.shift()) {
    const option = arg;
    const value = () => {
      const next = words.shift();
      if (next === undefined || next.startsWith('--')) throw new Mistake(`${option} needs a value after it.`);
      return next;
    };
    if (arg === '--pause') {
      const text = value();
      const [from, to, ...more] = text.split('..');
      if (!from || to === undefined || more.length > 0) {
        throw new Mistake(`"${text}" is no pause: write 2026-10-08..2026-10-10, or 2026-10-08.. while it lasts.`);
      }
      asked.pauses.push({ from, to: to === '' ? null : to });
    } else if (arg === '--extend') {
      const text = value();
      const at = text.indexOf('@');
      if (at < 1) throw new Mistake(`"${text}" is no extension: write 30@2026-10-09.`);
      if (asked.extension) throw new Mistake('--extend can be given once.');
      asked.extension = { length: whole(text.slice(0, at), 'the extension'), granted: text.slice(at + 1) };
    } else if (arg === '--deadline') asked.deadline = value();
    else if (arg === '--part') asked.part = whole(value(), '--part');
    else if (arg === '--lang') {
      const lang = value();
      if (lang !== 'zh' && lang !== 'en') throw new Mistake(`--lang must be zh or en, not "${lang}".`);
      asked.lang = lang;
    } else if (arg === '--back') asked.back = true;
    else if (arg === '--no-roll') asked.roll = false;
    else if (arg === '--explain') asked.explain = true;
    else if (arg === '--json') asked.json = true;
    else if (arg.startsWith('--')) throw new Mistake(`There is no option ${arg}; see npm run due -- --help.`);
    else positional.push(arg);
  }
  const start = positional.pop();
  const [period] = positional;
  if (start === undefined || positional.length !== (asked.deadline === null ? 1 : 0)) {
    const what = asked.deadline === null ? 'a period and a start, as 5wd 2026-09-30' : 'one start, as 2026-09-30';
    throw new Mistake(`Give ${what}; see npm run due -- --help.`);
  }
  if (period !== undefined) asked.period = periodOf(period);
  else if (asked.back || !asked.roll) throw new Mistake('--back and --no-roll follow from the row of --deadline.');
  asked.start = start;
  return asked;
}

/** The catalogue is loaded only when a row is asked for. */
async function rowOf(id: string, start: string): Promise<Deadline> {
  const { editionFrom } = await import('../domain/law/index.ts');
  const row = editionFrom(id, start);
  if (!row) throw new Mistake(`The catalogue has no deadline "${id}".`);
  return row;
}

async function requestOf(asked: Asked): Promise<{ request: unknown; row: Deadline | null }> {
  const { start, pauses, extension } = asked;
  if (asked.deadline !== null) {
    const row = await rowOf(asked.deadline, start);
    return { request: requestFor(row, { part: asked.part, start, pauses, extension }), row };
  }
  const direction = asked.back ? { direction: 'back' } : {};
  const roll = asked.roll ? {} : { roll: false };
  return { request: { ...asked.period, start, pauses, extension, ...direction, ...roll }, row: null };
}

function print(given: ComputeAnswer, asked: Asked, row: Deadline | null): string {
  const zh = asked.lang === 'zh';
  const lines: string[] = [];
  const day = (date: string) => (date.length === 10 ? `${date}  ${dateText(date)[asked.lang]}` : date);
  if (row) {
    const edition = editionText(row.edition)?.[asked.lang];
    const words = [row.id, row.title[asked.lang], row.source[asked.lang], ...(edition ? [`(${edition})`] : [])];
    lines.push(words.join('  '));
  }
  lines.push(`${zh ? '届满' : 'due'}    ${given.due === null ? (zh ? '中止中' : 'suspended') : day(given.due)}`);
  if (given.alarm) lines.push(`${zh ? '提醒' : 'alarm'}  ${day(given.alarm)}`);
  lines.push(given.summary[asked.lang]);
  if (given.edition?.early) lines.push(given.edition.early[asked.lang]);
  if (asked.explain) {
    lines.push('', ...given.groups.map((g) => `  ${g.text[asked.lang]}`));
    const calendars = given.calendars.join(zh ? '、' : ', ');
    if (calendars) lines.push('', `${zh ? '依据' : 'calendars'}: ${calendars}`);
    lines.push('', zh ? '计算规则：' : 'Conventions:');
    for (const c of given.conventions) {
      const open = c.openInLaw ? (zh ? ' 法律上存有不同理解。' : ' Open in law.') : '';
      lines.push(`  ${c.number}. ${c[asked.lang]}${c.basis ? ` (${c.basis})` : ''}${open}`);
    }
  }
  return lines.join('\n');
}

/** Runs the command; gives what to write and the exit code. 2: the request was wrong. */
export async function run(argv: string[]): Promise<{ out?: string; error?: string; code: number }> {
  if (argv.length === 0) return { error: USAGE, code: 2 };
  if (argv.includes('--help') || argv.includes('-h')) return { out: USAGE, code: 0 };
  try {
    const asked = parse(argv);
    const { request, row } = await requestOf(asked);
    const parsed = computeRequest.safeParse(request);
    if (!parsed.success) {
      const [first] = parsed.error.issues.map((i) => `${i.path.join('.') || 'the request'} ${i.message}.`);
      throw new Mistake(first);
    }
    const given = row ? answerFor(row, parsed.data, CALENDARS) : answer(parsed.data, CALENDARS);
    return { out: asked.json ? JSON.stringify(given, null, 2) : print(given, asked, row), code: 0 };
  } catch (error) {
    if (error instanceof Mistake || error instanceof RangeError) return { error: error.message, code: 2 };
    throw error;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { out, error, code } = await run(process.argv.slice(2));
  if (out !== undefined) console.log(out);
  if (error !== undefined) console.error(error);
  process.exitCode = code;
}
