/** `npm run setup`: an authority in an empty database, wholly or not at all. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { houseOf, type SetUpFault, waitsForPeople } from '../domain/authority/set-up.ts';
import type { Refusal } from '../domain/case/types.ts';
import { PUBLISHED } from '../domain/law/calendars/index.ts';
import { ROLE_NAMES } from '../domain/people/types.ts';
import { refuse as refusal } from '../domain/refusal.ts';
import { dayOf } from '../domain/time/day.ts';
import { oneTimeHash, oneTimePassword, openPool, Refused, setUp } from '../ledger/index.ts';
import { foundation, systemClock } from './lib/compose.ts';
import type { Finding } from './lib/findings.ts';
import { commandSettings, refuse } from './lib/lifecycle.ts';
import { databaseFound, keysFound, mailFound, temporalFound } from './lib/reached.ts';
import { setUpFileOf } from './lib/set-up-file.ts';
import { askSetUp, NoMoreAnswers } from './lib/set-up-questions.ts';
import { SettingsError } from './lib/settings.ts';

const USAGE =
  '`npm run setup` asks; `-- --from <file>` takes the answers from a file (docs/setup.example.json), `--write <file>` keeps them in one, `--json` prints the passwords as JSON.';

function options() {
  try {
    return parseArgs({
      options: { from: { type: 'string' }, write: { type: 'string' }, json: { type: 'boolean', default: false } },
    }).values;
  } catch (error) {
    refuse(`${(error as Error).message}. ${USAGE}`);
  }
}

function fileAt(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    refuse(`The file ${path} cannot be read: ${(error as Error).message}.`);
  }
}

const { from, write, json } = options();
const settings = commandSettings('setup');
if (settings.demo)
  refuse(
    'A demonstration seeds an authority of its own: unset MINGCHA_DEMO and set DATABASE_URL to set up a real one.',
  );
const say = (line: string) => process.stderr.write(`${line}\n`);

const checks = [databaseFound, keysFound, temporalFound, mailFound];
const findings = await Promise.all(
  checks.map((check) =>
    check(settings).catch((error: Error): Finding => {
      if (!(error instanceof SettingsError)) throw error;
      return { what: 'Settings', state: 'missing', found: 'a file is not there', remedy: error.message };
    }),
  ),
);
const wanting = findings.filter(({ state }) => state !== 'good');
for (const { what, found, remedy } of wanting) say(`✗ ${what}: ${found}${remedy ? `; ${remedy}` : ''}`);
if (from === undefined && wanting.length > 0) refuse('Nothing was asked and nothing was changed.');
// Nobody answers thirty questions to be told so; whether it is still true is asked again as it is written.
if (wanting.length === 0 && (await isSetUp(settings.databaseUrl))) again(refusal('set-up/again'));

const raw = from !== undefined ? fileAt(from) : await answers();
if (write !== undefined) {
  try {
    writeFileSync(write, `${JSON.stringify(raw, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    refuse(`The answers cannot be kept in ${write}: ${(error as Error).message}. Nothing was changed.`);
  }
  say(`The answers are in ${write}.`);
}
const now = systemClock.now();
const today = dayOf(now);
const { file, faults } = setUpFileOf(raw, { today, served: settings.publicUrls });
for (const fault of faults) say(line(fault));
if (file === null || wanting.length > 0) refuse('Nothing was changed.');

const passwords = file.people.map(({ login }) => ({ login, password: oneTimePassword() }));
const hashes = new Map<string, string>();
for (const { login, password } of passwords) hashes.set(login, await oneTimeHash(password));
const { organ, directory, about } = houseOf(file, now, today);
const { pool, keys, close } = foundation(settings, 'mingcha-setup', 2);
try {
  await setUp(
    { pool, keys },
    {
      directory,
      authorities: [
        {
          organ,
          superior: directory.organs[organ]?.superior ?? null,
          region: file.organ.region,
          houseLimits: {},
          hearingThreshold: null,
          confirmed: [],
          about,
        },
      ],
      calendars: PUBLISHED,
      passwords: (login) => hashes.get(login) ?? '',
      now,
      first: true,
    },
  );
} catch (error) {
  if (error instanceof Refused) again(error.refusal);
  throw error;
} finally {
  await close();
}

if (json) console.log(JSON.stringify({ passwords }, null, 2));
else {
  console.log(
    '一次性密码，只显示这一次；首次登录须改成自己的密码。 One-time passwords, shown this once; each is replaced at the first sign-in.\n',
  );
  const width = Math.max(...passwords.map(({ login }) => login.length));
  for (const { login, password } of passwords) console.log(`${login.padEnd(width)}  ${password}`);
  console.log('');
}
const open = waitsForPeople(file);
say(
  open.length === 0
    ? '所有岗位均已设定。 Every post is held.'
    : '还没有人担任的岗位，以及因此不能办理的事项： Posts that nobody holds yet, and what waits for them:',
);
for (const { role, without } of open) {
  const { zh, en } = ROLE_NAMES[role];
  say(`  ${zh}：${without.zh}。 ${en}: ${without.en}.`);
}
say(
  file.organ.superior === undefined
    ? '  没有上级机关：举报负责人的案件没有人决定。 No organ above: nobody decides a case against a head.'
    : '  上级机关还没有人：举报负责人的案件没有人决定，直到那里有部门负责人。 Nobody of the organ above yet: nobody decides a case against a head until it has a head of department here.',
);
say(`接下来 Next: npm run api, npm run worker, ${about.publicUrl}/console/`);

async function isSetUp(url: string): Promise<boolean> {
  const pool = openPool(url, { max: 1, name: 'mingcha-setup' });
  try {
    const { rows } = await pool.query('SELECT 1 FROM organs LIMIT 1');
    return rows.length > 0;
  } finally {
    await pool.end();
  }
}

function again({ message }: Refusal): never {
  refuse(`${message.en} ${message.zh}`);
}

async function answers(): Promise<unknown> {
  try {
    return await askSetUp({ input: process.stdin, output: process.stderr }, settings.publicUrls[0] ?? '');
  } catch (error) {
    if (error instanceof NoMoreAnswers) refuse(`The answers ended before the questions; nothing was changed. ${USAGE}`);
    throw error;
  }
}

function line({ field, message }: SetUpFault): string {
  return `✗ ${field === '' ? '(file)' : field}: ${message.zh} ${message.en}`;
}
