import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { BEAT_MS, beat, LogDiffers, type Outside } from '../../ledger/keeping/beat.ts';
import { newSigningKey, signerFrom, verifierFrom } from '../../ledger/keeping/log/checkpoint.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { type TestHouse, TIP, testHouse } from './house.ts';

const signer = signerFrom(newSigningKey('log.example/1'));
const files = new Map<string, string>();
const last = () => [...files].filter(([name]) => name.endsWith('.checkpoint')).sort((a, b) => (a[0] < b[0] ? 1 : -1));
const outside: Outside = {
  log: verifierFrom(signer.vkey()),
  folder: {
    all: async () => last().map(([, note]) => note),
    last: async () => last()[0]?.[1] ?? null,
    put: async (name, text) => void (files.has(name) || files.set(name, text)),
    destroyed: async () => [],
  },
};

let house: TestHouse;
const beats = () => beat({ ...house, signer, outside, now: house.clock.now });
const named = async (known: boolean) =>
  (await verify({ ...house, ...(known ? { outside } : {}) })).findings.map((f) => f.detail);

beforeAll(async () => {
  house = await testHouse();
  await upgrade({ databaseUrl: house.url, keys: house.keys, now: house.clock.now });
  // The first takes in the house.
  for (const size of [128, 192, 256]) {
    await house.ledger.tell(TIP);
    expect(await beats()).toMatchObject({ size });
    house.clock.add(BEAT_MS);
  }
});
afterAll(() => house.close());

/** With a head that the application's role put in, and afterwards without it. */
async function withHead(values: string, look: () => Promise<void>): Promise<void> {
  await house.pool.query(`INSERT INTO log_heads (size, beat, frontier, note) ${values}`);
  try {
    await look();
  } finally {
    await house.owner.query('DELETE FROM log_heads WHERE size % 64 <> 0 OR size > 256');
  }
  expect(await named(true)).toEqual([]);
}

it.each([
  ['small and far ahead', "VALUES (1, 9000000000, '', '')"],
  ['large and far ahead', "VALUES (900000, 9000000000, '', '')"],
  ['with the checkpoint of another', 'SELECT size + 64, beat + 1, frontier, note FROM log_heads WHERE size = 256'],
  ['with its roots changed', 'SELECT 1, beat + 1, frontier || frontier, note FROM log_heads WHERE size = 256'],
])(
  'a head that the application’s role put in, %s, does not stand for a beat: it is said and named',
  async (_, values) => {
    const before = new Map(files);
    await withHead(values, async () => {
      await expect(beats()).rejects.toThrow(LogDiffers);
      expect(files).toEqual(before);
      expect(await named(true)).toContainEqual(
        expect.stringMatching(/^the head of \d+ leaves was not signed by the log$/),
      );
      expect(await named(false)).toContainEqual(
        expect.stringMatching(/^the head of \d+ leaves carries the checkpoint of/),
      );
    });
  },
);

const FIRST = '(case_id, number) = (SELECT case_id, number FROM events ORDER BY case_id, number LIMIT 1)';
it.each(['infinity', '-infinity'])(
  '%s in a row keeps the beats from being looked at no more: it is named, and so is a head that is dated ahead',
  async (none) => {
    const { owner } = house;
    const { rows } = await owner.query<{ was: string }>(`SELECT recorded_at::text AS was FROM events WHERE ${FIRST}`);
    const dated = (at = '') =>
      owner.query(
        `BEGIN; SET LOCAL session_replication_role = replica; UPDATE events SET recorded_at = '${at}' WHERE ${FIRST}; COMMIT`,
      );
    await dated(none);
    await owner.query(
      `INSERT INTO line_batches (tab, number, lines, until, digest) VALUES ('access_journal', 999, 1, $1, '\\x00')`,
      [none],
    );
    await owner.query('UPDATE log_heads SET beat = beat + 9000000 WHERE size = 256');
    const found = (await verify({ ...house, outside })).findings.map((f) => JSON.stringify(f));
    await owner.query('UPDATE log_heads SET beat = beat - 9000000 WHERE size = 256');
    await owner.query('DELETE FROM line_batches WHERE number = 999');
    await dated(rows[0]?.was);
    for (const part of [/dated ahead of the time/, /line_batches/, /events|event 1|recorded/i])
      expect(found.filter((one) => part.test(one)).length, `${part} in ${found.join('\n')}`).toBeGreaterThan(0);
    expect(await named(true)).toEqual([]);
  },
);

it('a true head that the owner dates ahead stops nothing unseen', async () => {
  const { owner } = house;
  await owner.query('UPDATE log_heads SET beat = beat + 9000000 WHERE size = 256');
  await expect(beats()).rejects.toThrow(LogDiffers);
  expect(await named(true)).toContain('the head of 256 leaves is dated ahead of the time');
  await owner.query('UPDATE log_heads SET beat = beat - 9000000 WHERE size = 256');
  await owner.query('UPDATE log_heads SET beat = beat - 10 WHERE size = 256');
  expect(await named(true)).toEqual(['the head of 256 leaves is dated before that of 192']);
  await owner.query('UPDATE log_heads SET beat = beat + 10 WHERE size = 256');
  expect(await named(true)).toEqual([]);
});

it('an older head that was taken away or changed is named, with the folder and without', async () => {
  const { owner } = house;
  const { rows } = await owner.query('SELECT * FROM log_heads WHERE size = 256');
  await owner.query('DELETE FROM log_heads WHERE size = 256');
  expect(await named(false)).toContain('the log has 256 leaves, and its last head says 192');
  await owner.query('INSERT INTO log_heads SELECT (jsonb_populate_record(NULL::log_heads, $1)).*', [
    JSON.stringify({ ...rows[0], frontier: `\\x${rows[0].frontier.toString('hex')}` }),
  ]);
  await owner.query('CREATE TABLE hid_head AS SELECT * FROM log_heads WHERE size = 192');
  await owner.query('DELETE FROM log_heads WHERE size = 192');
  expect(await named(true)).toContain(
    'the head of 192 leaves is gone, and the checkpoint outside says that there was one',
  );
  expect(await named(false)).toEqual(['a head between 128 and 256 leaves is gone']);
  await owner.query('INSERT INTO log_heads SELECT * FROM hid_head; DROP TABLE hid_head');
  const { rows: kept } = await owner.query('SELECT frontier FROM log_heads WHERE size = 128');
  await owner.query("UPDATE log_heads SET frontier = decode(repeat('00', 32), 'hex') WHERE size = 128");
  expect(await named(true)).toContain('the head of 128 leaves was not signed by the log');
  expect(await named(false)).toContainEqual(expect.stringMatching(/^the log up to 128 is not the one of its head/));
  await owner.query('UPDATE log_heads SET frontier = $1 WHERE size = 128', [kept[0].frontier]);
  expect(await named(true)).toEqual([]);
});

it('the mark that all was sealed, taken away, stops the log with a word and not silently', async () => {
  await house.owner.query(
    `CREATE TABLE kept AS SELECT * FROM upgrades; SET session_replication_role = replica;
     UPDATE upgrades SET done_at = NULL; SET session_replication_role = DEFAULT`,
  );
  await expect(beats()).rejects.toThrow(LogDiffers);
  await house.owner.query('DELETE FROM upgrades; INSERT INTO upgrades SELECT * FROM kept; DROP TABLE kept');
  expect(await named(true)).toEqual([]);
});

it('a line that says of a key that it was destroyed names none outside unless it is ours', async () => {
  await house.pool.query(
    "INSERT INTO seals (tab, key, version, state, salt, content, mac) VALUES ('cases', '../forged', 9, 'is', '', '', '')",
  );
  await beats();
  expect([...files.keys()].filter((name) => name.endsWith('.destroyed'))).toEqual([]);
  await house.owner.query("DELETE FROM seals WHERE key = '../forged'");
  house.clock.add(BEAT_MS);
  expect(await named(true)).toEqual([]);
});

it('acts that wait for longer than two beats are named: a log that stands still, and one that goes on without them', async () => {
  const waits = expect.stringMatching(/^acts since .* wait to be sealed into the log for longer than two beats/);
  await house.ledger.tell(TIP);
  expect(await named(true)).toEqual([]);
  house.clock.add(3 * BEAT_MS);
  await house.ledger.tell(TIP);
  expect(await named(true)).toEqual([waits]);
  await beats();
  expect(await named(true)).toEqual([]);
  house.clock.add(BEAT_MS);
  await house.ledger.tell(TIP);
  // Somebody holds the lines, and the beats pass them by.
  const client = await house.pool.connect();
  try {
    await client.query('BEGIN; SELECT 1 FROM seals WHERE leaf IS NULL FOR UPDATE');
    await beats();
    expect(await named(true)).toEqual([]);
    house.clock.add(3 * BEAT_MS);
    await beats();
    expect(await named(true)).toEqual([waits]);
  } finally {
    // A connection that is only closed lets go of its locks when the server notices.
    await client.query('ROLLBACK');
    client.release();
  }
  house.clock.add(BEAT_MS);
  await beats();
  expect(await named(true)).toEqual([]);
});
