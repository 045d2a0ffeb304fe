/** A storm over made-up names keeps nobody out: not whoever has signed in from their browser before, and nobody else beyond their turn. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountChange } from '../../domain/authority/types.ts';
import { KNOWN_DAYS } from '../../domain/people/types.ts';
import { PACE, type Pace } from '../../ledger/doors/sign-in.ts';
import { createSessions, Held, passwordHash } from '../../ledger/index.ts';
import type { CameWith } from '../../ledger/types.ts';
import { DIRECTORY } from '../support/people.ts';
import { rewrite } from '../support/sealed.ts';
import { type TestHouse, testHouse } from './house.ts';

const PASSWORD = 'a good password';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const admin = DIRECTORY.people.admin!;
const approver = { ...admin, id: 'approver', login: 'approver', grants: admin.grants.map((g) => ({ ...g })) };
for (const grant of approver.grants) grant.roles = ['approver'];

let house: TestHouse;
let hash: string;
beforeAll(async () => {
  house = await testHouse({ directory: { ...DIRECTORY, people: { ...DIRECTORY.people, approver } } });
  hash = await passwordHash(PASSWORD);
});
afterAll(() => house.close());
beforeEach(async () => {
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [hash]);
  await house.owner.query('DELETE FROM sign_in_gates');
});

/** Turns a minute apart, so that no machine is slow enough to come to the next one. */
const SLOWLY: Pace = { ...PACE, all: { eachMs: MINUTE, atOnce: 5, mostWaitMs: 600 * MINUTE }, holdMs: 600 * MINUTE };

/** Sign-ins whose turns come when the test says so. */
function doors(pace: Pace = SLOWLY) {
  const waiting: { ms: number; go: () => void }[] = [];
  const sessions = createSessions({
    ...house,
    pace,
    pause: (ms, left) =>
      new Promise((go) => {
        waiting.push({ ms, go });
        left?.addEventListener('abort', () => go());
      }),
  });
  const tried = (login: string, came: CameWith = {}, password = PASSWORD) =>
    sessions.signIn(login, password, came).then(
      (done) => (done ? done : 'wrong'),
      (error: unknown) => {
        if (error instanceof Held) return error;
        throw error;
      },
    );
  /** Until so many wait. */
  const wait = async (many: number) => {
    while (waiting.length < many) await new Promise((done) => setImmediate(done));
  };
  return { sessions, waiting, tried, wait };
}
type Doors = ReturnType<typeof doors>;

/** What a browser holds from which these have signed in. */
async function browserOf(...logins: string[]): Promise<string> {
  await house.owner.query('DELETE FROM sign_in_gates');
  let known: string | undefined;
  for (const login of logins) known = (await doors().sessions.signIn(login, PASSWORD, { known }))?.known ?? undefined;
  return known!;
}
/** Forty connections, each with another made-up name as soon as it is answered. */
async function storm({ tried, wait, waiting }: Doors, most = Number.POSITIVE_INFINITY) {
  let names = 0;
  const line = async (): Promise<void> => {
    while (names < most) {
      names += 1;
      await tried(`made up ${names}`, {}, 'x');
    }
  };
  for (let n = 0; n < 40; n++) void line();
  await wait(40);
  return [...waiting];
}
const comesIn = (done: unknown) => expect(done).toMatchObject({ token: expect.any(String) });

describe('while forty connections try made-up names', () => {
  it('whoever has signed in from their browser before comes in at once', async () => {
    const known = await browserOf('clerk');
    const door = doors();
    await storm(door);
    comesIn(await door.tried('clerk', { known }));
    expect(door.waiting).toHaveLength(40);
  });

  it('whoever comes for the first time has their turn after those who are waiting, and before whoever of them asks again', async () => {
    const door = doors();
    const before = await storm(door);
    const first = door.tried('legal');
    await door.wait(41);
    const mine = door.waiting[40]!;
    expect(mine.ms).toBeLessThanOrEqual(41 * MINUTE);
    for (const { ms } of before) expect(ms).toBeLessThan(mine.ms);
    for (const { go } of before) go();
    await door.wait(81);
    for (const { ms } of door.waiting.slice(41)) expect(ms).toBeGreaterThan(mine.ms);
    mine.go();
    comesIn(await first);
  });

  it('a code, a password of one’s own and a factor wait for nobody who has no session', async () => {
    const { sessions, waiting, ...door } = doors();
    const { token } = (await sessions.signIn('officer1', PASSWORD))!;
    await storm({ sessions, waiting, ...door });
    const { person, id } = (await sessions.session(token))!;
    await sessions.changePassword(person, id, { current: PASSWORD, next: 'lantern orbit gravel' });
    expect(waiting).toHaveLength(40);
  });
});

describe('whose turn is far off', () => {
  const pace: Pace = { ...SLOWLY, all: { ...SLOWLY.all, mostWaitMs: 9 * MINUTE }, holdMs: 2 * MINUTE };
  const instant = () => {
    const door = doors(pace);
    const pauses: number[] = [];
    door.waiting.push = ({ ms, go }) => {
      pauses.push(ms);
      go();
      return 0;
    };
    return { ...door, pauses };
  };
  const free = async () =>
    (await house.owner.query<{ at: Date }>('SELECT max(free_at) AS at FROM sign_in_gates')).rows[0]!.at.getTime();
  /** Tries until nobody has a turn within the next two minutes. */
  const crowd = async () => {
    const door = instant();
    let last: unknown;
    for (let n = 0; !(last instanceof Held); n++) last = await door.tried(`somebody ${n}`, {}, 'x');
    return { ...door, last };
  };

  it('keeps the place, and comes in however many have come since', async () => {
    const { tried, pauses } = await crowd();
    let done = await tried('legal');
    expect(done).toBeInstanceOf(Held);
    const seconds = [(done as Held).seconds];
    let asked = 0;
    while (done instanceof Held && asked < 10) {
      expect(done.place).toMatch(/^[\w-]{24}$/);
      await tried(`late ${asked}`, {}, 'x');
      done = await tried('legal', { place: done.place! });
      asked += 1;
      if (done instanceof Held) seconds.push(done.seconds);
    }
    comesIn(done);
    expect(asked).toBeLessThanOrEqual(5);
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
    for (const ms of pauses) expect(ms).toBeLessThanOrEqual(2 * MINUTE);
  });

  it('keeps it once, under the same name, and not for a moment in which many come together', async () => {
    const { tried } = await crowd();
    const taken = async (login: string, place: string) => {
      const before = await free();
      await tried(login, { place }, 'x');
      return (await free()) > before;
    };
    const held = (await tried('legal', {}, 'x')) as Held;
    expect(await taken('clerk', held.place!)).toBe(true);
    expect(await taken('legal', 'A'.repeat(24))).toBe(true);
    expect(await taken('legal', held.place!)).toBe(false);
    expect(await taken('legal', held.place!)).toBe(true);
    const other = (await tried('officer2', {}, 'x')) as Held;
    await house.owner.query(
      "UPDATE sign_in_gates SET free_at = clock_timestamp() - interval '31 seconds' WHERE tries = 0",
    );
    expect(await taken('officer2', other.place!)).toBe(true);
  });

  it('is told when there are places again once all of them are taken', async () => {
    const { tried } = await crowd();
    let last: unknown;
    for (let n = 0; n < 30; n++) last = await tried(`more ${n}`, {}, 'x');
    expect(last).toMatchObject({ name: 'Held', place: null });
    // Not for who has been here before.
    const known = await browserOf('clerk');
    for (let n = 0; n < 30; n++) last = await tried(`yet more ${n}`, {}, 'x');
    expect(last).toMatchObject({ place: null });
    comesIn(await tried('clerk', { known }));
  });

  it('gives the place back by going away: asking and not waiting fills no queue', async () => {
    const door = doors();
    await storm(door, 46);
    const before = await free();
    for (let n = 0; n < 50; n++) {
      const gone = new AbortController();
      const left = door.tried(`gone ${n}`, { left: gone.signal }, 'x');
      await door.wait(41 + n);
      gone.abort();
      expect(await left).toBeInstanceOf(Held);
    }
    expect(await free()).toBe(before);
  });
});

describe('what a browser holds', () => {
  it('names nobody, and says of nobody who they are', async () => {
    const known = await browserOf('clerk', 'legal');
    expect(known).toMatch(/^([0-9a-z]{8}-[\w-]{22}\.){1}[0-9a-z]{8}-[\w-]{22}$/);
    expect(Buffer.from(known).toString()).not.toMatch(/clerk|legal/);
    const { rows } = await house.owner.query<{ text: string }>('SELECT g::text AS text FROM sign_in_gates g');
    for (const proof of known.split('.')) for (const { text } of rows) expect(text).not.toContain(proof);
  });

  it('serves everybody who has signed in there, the latest sixteen of them, each once', async () => {
    const known = await browserOf('clerk', 'legal', 'clerk');
    expect(known.split('.')).toHaveLength(2);
    const many = Array.from({ length: 20 }, () => known.split('.')[0]!).join('.');
    const after = await doors().sessions.signIn('officer1', PASSWORD, { known: many });
    expect(after!.known!.split('.')).toHaveLength(16);
    const door = doors();
    await storm(door);
    for (const login of ['clerk', 'legal']) comesIn(await door.tried(login, { known }));
  });

  /** Whether it lets somebody past a storm. */
  const serves = async (login: string, known: string) => {
    await house.owner.query('DELETE FROM sign_in_gates');
    const door = doors();
    await storm(door);
    const done = door.tried(login, { known }, 'x');
    const first = await Promise.race([done, door.wait(41).then(() => null)]);
    return first !== null;
  };

  it('opens nothing for another name, forged, cut, or grown old', async () => {
    const known = await browserOf('clerk');
    const [moment, digest] = known.split('-', 2) as [string, string];
    const rest = known.slice(moment.length + 1);
    const later = (Number.parseInt(moment, 36) - 1000).toString(36);
    expect(digest).not.toBe('');
    expect(await serves('legal', known)).toBe(false);
    expect(await serves('nobody of that name', known)).toBe(false);
    expect(await serves('clerk', `${later}-${rest}`)).toBe(false);
    expect(await serves('clerk', `${moment}-${'A'.repeat(22)}`)).toBe(false);
    expect(await serves('clerk', known.slice(0, -1))).toBe(false);
    expect(await serves('clerk', '')).toBe(false);
    house.clock.add(KNOWN_DAYS * DAY);
    expect(await serves('clerk', known)).toBe(true);
    house.clock.add(1);
    expect(await serves('clerk', known)).toBe(false);
  });

  it('lets nobody guess faster: one try at a time, with the same pauses', async () => {
    const known = await browserOf('clerk');
    const door = doors({ ...SLOWLY, firstMs: 1_000_000, longestMs: 60_000_000, mostWaitMs: 30_000_000 });
    const all = Array.from({ length: 60 }, () => door.tried('clerk', { known }, 'x'));
    await door.wait(5);
    for (const { go } of [...door.waiting]) go();
    const done = await Promise.all(all);
    // 0, 1, 2, 4, 8 and 16 thousand seconds after the first.
    expect([done.filter((x) => x === 'wrong').length, done.filter((x) => x instanceof Held).length]).toEqual([6, 54]);
  });

  it('is not kept out by a storm over the name itself, by somebody who knows it', async () => {
    const known = await browserOf('clerk');
    const door = doors({ ...SLOWLY, firstMs: 1_000_000, longestMs: 60_000_000, mostWaitMs: 30_000_000 });
    void Promise.all(Array.from({ length: 60 }, () => door.tried('clerk', {}, 'x')));
    await door.wait(5);
    expect(await door.tried('clerk', {})).toBeInstanceOf(Held);
    comesIn(await door.tried('clerk', { known }));
  });

  const twoDo = async (person: string, what: AccountChange) => {
    const { number } = await house.ledger.askAccount(house.person('admin'), { person, what, reason: '手机遗失' });
    return (await house.ledger.approveAccount(house.person('approver'), number)).password;
  };
  it('serves no more after a reset, a lock, another password or a session that was ended', async () => {
    const reset = await browserOf('legal');
    expect(await serves('legal', reset)).toBe(true);
    await twoDo('legal', 'password');
    expect(await serves('legal', reset)).toBe(false);

    const locked = await browserOf('checker');
    await twoDo('checker', 'lock');
    expect(await serves('checker', locked)).toBe(false);
    await twoDo('checker', 'unlock');
    expect(await serves('checker', locked)).toBe(false);

    await house.owner.query('DELETE FROM sign_in_gates');
    const { sessions } = doors();
    const { token, known } = (await sessions.signIn('disclosure', PASSWORD))!;
    const { person, id } = (await sessions.session(token))!;
    const anew = await sessions.changePassword(person, id, { current: PASSWORD, next: 'lantern orbit gravel' }, known!);
    expect([await serves('disclosure', known!), await serves('disclosure', anew)]).toEqual([false, true]);
    expect(anew.split('.')).toHaveLength(1);
    await sessions.endSession(house.person('admin'), id);
    expect(await serves('disclosure', anew)).toBe(false);
  });
});
