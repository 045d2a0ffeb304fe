import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SIGN_IN_LOG } from '../../domain/law/house.ts';
import { hashing, PACE } from '../../ledger/doors/sign-in.ts';
import { createSessions, Held, passwordHash, type SessionOptions } from '../../ledger/index.ts';
import { rewrite } from '../support/sealed.ts';
import { type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [await passwordHash('a good password')]);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.query('DELETE FROM sign_in_gates');
  await house.owner.query('DELETE FROM sign_ins');
});

/** One process that takes sign-ins: it notes how long it would have waited, and waits no time. */
function process(options: Partial<SessionOptions> = {}) {
  const pauses: number[] = [];
  const sessions = createSessions({
    ...house,
    pause: async (ms) => {
      pauses.push(ms);
    },
    ...options,
  });
  const tryOnce = (login: string, password = 'a bad password'): Promise<'in' | 'wrong' | 'held'> =>
    sessions.signIn(login, password).then(
      (done) => (done ? 'in' : 'wrong'),
      (error: unknown) => {
        if (error instanceof Held) return 'held';
        throw error;
      },
    );
  return { sessions, pauses, tryOnce };
}
const count = (what: readonly string[], one: string) => what.filter((x) => x === one).length;
const log = async () =>
  (
    await house.owner.query<{ staff: string | null; login: string | null; outcome: string; text: string }>(
      'SELECT staff, login, outcome, s::text AS text FROM sign_ins s ORDER BY number',
    )
  ).rows;

/** The same pauses a thousand times as long, so that a slow machine does not come to the next one. */
const SLOWLY = {
  ...PACE,
  firstMs: PACE.firstMs * 1_000,
  longestMs: PACE.longestMs * 1_000,
  mostWaitMs: PACE.mostWaitMs * 1_000,
};

describe('passwords are tried one at a time', () => {
  it.each(['clerk', 'a name that is nobody’s'])(
    'of one name, with growing pauses, through however many processes: %s',
    async (login) => {
      const [one, two] = [process({ pace: SLOWLY }), process({ pace: SLOWLY })];
      const done = await Promise.all(Array.from({ length: 180 }, (_, n) => (n % 2 ? one : two).tryOnce(login)));
      // 0, 1, 2, 4, 8 and 16 seconds after the first; the next would come after more than half a minute.
      expect([count(done, 'wrong'), count(done, 'held'), count(done, 'in')]).toEqual([6, 174, 0]);
      const pauses = [...one.pauses, ...two.pauses].sort((a, b) => a - b);
      const growing = pauses.map((ms, i) => ms - (pauses[i - 1] ?? 0));
      for (const [i, more] of growing.entries()) if (i > 1) expect(more).toBeGreaterThan(growing[i - 1]! * 0.9);
      expect(pauses.at(-1)!).toBeLessThanOrEqual(SLOWLY.mostWaitMs);
      const lines = await log();
      expect(
        count(
          lines.map((l) => l.outcome),
          'wrong',
        ),
      ).toBe(6);
      // What is not let try is told once in a minute, not 174 times.
      expect(
        count(
          lines.map((l) => l.outcome),
          'held',
        ),
      ).toBe(1);
    },
  );

  it('says when to come back, and keeps nobody else waiting', async () => {
    const stormed = process({ pace: SLOWLY });
    await Promise.all(Array.from({ length: 30 }, () => stormed.tryOnce('clerk')));
    const refused = await stormed.sessions.signIn('clerk', 'a good password').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Held);
    expect((refused as Held).seconds).toBeGreaterThanOrEqual(1);
    const other = process({ pace: { ...SLOWLY, all: { ...PACE.all, atOnce: 6 } } });
    expect([await other.tryOnce('legal', 'a good password'), other.pauses]).toEqual(['in', []]);
  });

  it('a right one ends the pauses', async () => {
    const { tryOnce, pauses } = process();
    for (let n = 0; n < 3; n++) expect(await tryOnce('clerk')).toBe('wrong');
    expect(await tryOnce('clerk', 'a good password')).toBe('in');
    const before = pauses.length;
    expect(await tryOnce('clerk', 'a good password')).toBe('in');
    expect(pauses.length).toBe(before);
  });

  it('of all names together only so many, however many names there are; who knows the password takes no place', async () => {
    const { tryOnce } = process({ pace: { ...PACE, all: { eachMs: 60_000, atOnce: 5, mostWaitMs: 0 } } });
    for (let n = 0; n < 8; n++) {
      expect(await tryOnce('principal', 'a good password')).toBe('in');
    }
    const done: string[] = [];
    for (let n = 0; n < 13; n++) done.push(await tryOnce(`somebody ${n}`));
    expect([count(done, 'wrong'), count(done, 'held')]).toEqual([6, 7]);
    expect(
      count(
        (await log()).map((l) => l.outcome),
        'held',
      ),
    ).toBe(1);
  });

  it('with two hashes at once in a process, in the order in which they came', async () => {
    let busy = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        hashing(async () => {
          busy++;
          most = Math.max(most, busy);
          order.push(n);
          await new Promise((done) => setImmediate(done));
          busy--;
        }),
      ),
    );
    expect([most, order]).toEqual([2, [0, 1, 2, 3, 4, 5, 6, 7, 8]]);
  });
});

describe('the log of sign-ins', () => {
  it('has every try with whose name it was, and nothing of who called', async () => {
    const { tryOnce } = process();
    await tryOnce('clerk');
    await tryOnce('clerk', 'a good password');
    const lines = await log();
    expect(lines.map(({ staff, login, outcome }) => ({ staff, login, outcome }))).toEqual([
      { staff: 'clerk', login: 'clerk', outcome: 'wrong' },
      { staff: 'clerk', login: 'clerk', outcome: 'in' },
    ]);
    const { rows } = await house.owner.query<{ column_name: string }>(
      "SELECT column_name FROM information_schema.columns WHERE table_name = 'sign_ins' ORDER BY 1",
    );
    expect(rows.map((r) => r.column_name)).toEqual([
      'at',
      'batch',
      'by',
      'id',
      'login',
      'mac',
      'number',
      'outcome',
      'staff',
      'tag',
    ]);
  });

  it('does not keep what was typed as a name that is nobody’s: people type passwords there', async () => {
    const { tryOnce, sessions } = process();
    await tryOnce('a good password', 'clerk');
    await tryOnce('a good password', 'clerk');
    await tryOnce('another', 'clerk');
    const lines = await log();
    for (const { text } of lines) expect(text).not.toMatch(/good|another/);
    expect(lines.map((l) => l.staff)).toEqual([null, null, null]);
    // The same name is known again without being told.
    const [third, second, first] = (await sessions.signIns(house.person('admin'), 'organ')).map((l) => l.tag);
    expect([first === second, second === third]).toEqual([true, false]);
  });

  it('cannot be changed or emptied by the application', async () => {
    await process().tryOnce('clerk');
    for (const statement of ["UPDATE sign_ins SET outcome = 'in'", 'DELETE FROM sign_ins', 'TRUNCATE sign_ins']) {
      await expect(house.pool.query(statement)).rejects.toThrow(/permission denied/);
    }
  });

  it('is read by each for themselves, by the administrator for the organ', async () => {
    const { tryOnce, sessions } = process();
    await tryOnce('clerk');
    await tryOnce('legal');
    await tryOnce('nobody of that name');
    const own = await sessions.signIns(house.person('clerk'), 'own');
    expect(own.map((l) => [l.staff, l.outcome])).toEqual([['clerk', 'wrong']]);
    const all = await sessions.signIns(house.person('admin'), 'organ');
    expect(all.map((l) => l.staff)).toEqual([null, 'legal', 'clerk']);
    expect((await sessions.signIns(house.person('admin'), 'organ', all[0]!.number)).map((l) => l.staff)).toEqual([
      'legal',
      'clerk',
    ]);
    // Who is administrator of nothing is shown nobody's.
    expect((await sessions.signIns(house.person('clerk'), 'organ')).filter((l) => l.staff !== null)).toEqual([]);
  });
});

describe('the log of sign-ins', () => {
  const lineAt = (login: string, at: string) =>
    house.owner.query(
      `INSERT INTO sign_ins (id, at, login, staff, outcome) VALUES (gen_random_uuid(), ${at}, $1, 'clerk', 'in')`,
      [login],
    );
  const left = async () => (await log()).map((r) => r.login);
  const term = `interval '${SIGN_IN_LOG.length} ${SIGN_IN_LOG.unit}'`;

  it('goes line by line when its term is over, and not before', async () => {
    const now = `'${house.clock.now()}'::timestamptz`;
    await lineAt('over', `${now} - ${term} - interval '1 day'`);
    await lineAt('not over', `${now} - ${term} + interval '1 day'`);
    await house.ledger.forget();
    expect(await left()).toEqual(['not over']);
  });

  it('is shortened by the application through one function, which leaves what is younger, whatever it is asked', async () => {
    await lineAt('over', `now() - ${term} - interval '1 day'`);
    await lineAt('not over', `now() - ${term} + interval '1 day'`);
    await house.pool.query("SELECT forget_sign_ins('infinity')");
    expect(await left()).toEqual(['not over']);
    await expect(house.pool.query('DELETE FROM sign_ins')).rejects.toThrow(/permission denied/);
  });
});
