import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { About } from '../../domain/authority/types.ts';
import { factorNeeded, RECOVERY_CODES } from '../../domain/people/second-factor.ts';
import { PACE } from '../../ledger/doors/sign-in.ts';
import { createSessions, Held, passwordHash, type SessionOptions, verify } from '../../ledger/index.ts';
import { codeAt } from '../support/authenticator.ts';
import { AUTHORITY } from '../support/people.ts';
import { rewrite } from '../support/sealed.ts';
import { type TestHouse, testHouse } from './house.ts';

const PASSWORD = 'a good password';
const both = (text: string) => ({ zh: text, en: text });
const about: About = {
  area: both('示例县'),
  telephone: '000-0000',
  address: both('示例路1号'),
  hours: both('工作日'),
  publicUrl: 'https://tips.example.gov.cn',
  setUpAt: '2025-03-03T09:00:00+08:00',
};
/** An authority that moved in, other than a demonstration. */
const EARNEST = { ...AUTHORITY, about };

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ authority: EARNEST });
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [await passwordHash(PASSWORD)]);
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.query('DELETE FROM sign_in_gates');
});

const refusedWith = (code: string) => ({ refusal: { code } });
/** How the pauses between two tries grow is one promise of its own. */
const doors = (options: Partial<SessionOptions> = {}) =>
  createSessions({ ...house, pause: async () => {}, ...options });

/** Signs in with the password alone, and sets a factor. */
async function enrolled(login: string) {
  const sessions = doors();
  const signedIn = (await sessions.signIn(login, PASSWORD))!;
  const { id, person } = (await sessions.session(signedIn.token))!;
  const { secret, draft } = await sessions.draftFactor(person, id, null);
  const codes = await sessions.enrolFactor(person, id, { draft, code: codeAt(secret, house.clock.now()) });
  return { sessions, person, id, secret, codes, token: signedIn.token };
}
const minute = () => house.clock.add(60_000);
const log = async (staff: string) =>
  (
    await house.owner.query<{ outcome: string }>('SELECT outcome FROM sign_ins WHERE staff = $1 ORDER BY number', [
      staff,
    ])
  ).rows.map((r) => r.outcome);

test('the authenticator of these tests shows what RFC 6238 says', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const shown = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000].map((s) =>
    codeAt(secret, s * 1000, 0, 8),
  );
  expect(shown).toEqual(['94287082', '07081804', '14050471', '89005924', '69279037', '65353130']);
});

test('the posts that guard the system and the identities need a factor where an authority moved in, and nobody in a demonstration', () => {
  const earnest = new Set([AUTHORITY.organ]);
  const day = '2025-03-03';
  const needing = (organs: ReadonlySet<string>) =>
    Object.values(house.directory.people)
      .filter((p) => factorNeeded(p, organs, day))
      .map((p) => p.id)
      .sort();
  expect(needing(new Set())).toEqual([]);
  expect(needing(earnest)).toEqual(['admin', 'custodian']);
  const ended = structuredClone(house.person('admin'));
  ended.grants[0]!.until = '2025-03-02';
  expect(factorNeeded(ended, earnest, day)).toBe(false);
});

describe('signing in with a second factor', () => {
  it('the right password opens nothing, a code opens the house, and each code once', async () => {
    const { sessions, secret, token } = await enrolled('legal');
    expect((await sessions.session(token))?.person.id).toBe('legal');
    // The code that set it is spent.
    const first = (await sessions.signIn('legal', PASSWORD))!;
    expect([first.half, await sessions.session(first.token)]).toEqual([true, null]);
    expect(await sessions.secondStep(first.token, codeAt(secret, house.clock.now()))).toBeNull();
    minute();
    const code = codeAt(secret, house.clock.now());
    // In two groups, in the full-width figures of an input method.
    const typed = ` ${code.slice(0, 3)} ${code.slice(3)}`.replace(/\d/g, (d) =>
      String.fromCharCode(d.charCodeAt(0) + 0xfee0),
    );
    const opened = await sessions.secondStep(first.token, typed);
    if (!opened || opened === 'over') throw new Error('not let in');
    expect([opened.half, (await sessions.session(opened.token))?.person.id]).toEqual([false, 'legal']);
    // What waited for the code is over, and so is the code.
    expect(await sessions.secondStep(first.token, code)).toBe('over');
    expect(await sessions.session(first.token)).toBeNull();
    const second = (await sessions.signIn('legal', PASSWORD))!;
    expect(await sessions.secondStep(second.token, code)).toBeNull();
    expect(await log('legal')).toEqual(['in', 'factor', 'half', 'wrong-code', 'in', 'half', 'wrong-code']);
  });

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('a code of %i steps from now is taken: %s', async (steps, taken) => {
    const { sessions, secret, person, id } = await enrolled('credit');
    house.clock.add(5 * 60_000);
    const { token } = (await sessions.signIn('credit', PASSWORD))!;
    const done = await sessions.secondStep(token, codeAt(secret, house.clock.now(), steps));
    expect(done !== null && done !== 'over').toBe(taken);
    house.clock.add(5 * 60_000);
    await sessions.removeFactor(person, id, { password: PASSWORD, code: codeAt(secret, house.clock.now()) });
  });

  it('of two that come with one code at once, one is let in', async () => {
    const { sessions, secret } = await enrolled('disclosure');
    minute();
    const halves = await Promise.all([1, 2, 3].map(() => sessions.signIn('disclosure', PASSWORD)));
    const code = codeAt(secret, house.clock.now());
    const done = await Promise.all(halves.map((h) => sessions.secondStep(h!.token, code)));
    expect(done.filter((d) => d !== null && d !== 'over')).toHaveLength(1);
  });

  it('what waits for a code ends after five minutes, and a row that is said not to wait opens nothing and is named', async () => {
    const { sessions, secret } = await enrolled('checker');
    minute();
    const late = (await sessions.signIn('checker', PASSWORD))!;
    house.clock.add(5 * 60_000);
    expect(await sessions.secondStep(late.token, codeAt(secret, house.clock.now()))).toBe('over');
    const { token } = (await sessions.signIn('checker', PASSWORD))!;
    await house.owner.query("UPDATE sessions SET half = NULL WHERE staff = 'checker'");
    expect(await sessions.session(token)).toBeNull();
    const named = async () => (await verify(house)).findings.filter((f) => f.caseId === 'sessions').length;
    expect(await named()).toBe(2);
    await house.owner.query("DELETE FROM sessions WHERE staff = 'checker'");
    expect(await named()).toBe(0);
  });

  it('a wrong password is answered alike with a factor and without, and takes no code', async () => {
    const { sessions, codes } = await enrolled('officer1');
    expect(await sessions.signIn('officer1', 'a bad password')).toEqual(await sessions.signIn('officer2', 'a bad one'));
    expect(await sessions.secondStep('no token of ours', codes[0]!)).toBe('over');
    expect((await sessions.factorOf(house.person('officer1'))).set?.codesLeft).toBe(RECOVERY_CODES);
  });

  it('codes are tried ever more slowly, and the right password in between begins nothing anew', async () => {
    const { secret } = await enrolled('officer2');
    await house.owner.query('DELETE FROM sign_in_gates');
    const pauses: number[] = [];
    const slow = doors({
      pace: { ...PACE, firstMs: 1_000_000, longestMs: 60_000_000, mostWaitMs: 30_000_000 },
      pause: async (ms) => void pauses.push(ms),
    });
    const wrong = codeAt(secret, house.clock.now());
    let held: unknown = null;
    for (let n = 0; n < 12 && held === null; n++) {
      const half = (await slow.signIn('officer2', PASSWORD))!;
      await slow.secondStep(half.token, wrong).catch((error: unknown) => {
        held = error;
      });
    }
    expect(held).toBeInstanceOf(Held);
    // 0, 1, 2, 4, 8 and 16 thousand seconds after the first; the next would come later than a code may wait.
    expect(pauses).toHaveLength(5);
    const growing = pauses.map((ms, i) => ms - (pauses[i - 1] ?? 0));
    for (const [i, more] of growing.entries()) if (i > 1) expect(more).toBeGreaterThan(growing[i - 1]! * 1.5);
    expect((await log('officer2')).filter((o) => o === 'wrong-code')).toHaveLength(6);
    expect((await log('officer2')).filter((o) => o === 'held')).toHaveLength(1);
  });
});

describe('recovery codes', () => {
  it('are ten, kept as hashes, and serve once each; the count says what is left; new ones end those of before', async () => {
    const { sessions, person, codes, secret } = await enrolled('special');
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    for (const code of codes) expect(code).toMatch(/^([a-z2-9]{4}-){2}[a-z2-9]{4}$/);
    const left = async () => (await sessions.factorOf(person)).set?.codesLeft;
    const tryOne = async (code: string) => {
      const half = (await sessions.signIn('special', PASSWORD))!;
      const done = await sessions.secondStep(half.token, code);
      return done !== null && done !== 'over';
    };
    expect(await tryOne(codes[3]!.toUpperCase().replaceAll('-', ' '))).toBe(true);
    expect([await left(), await tryOne(codes[3]!), await left()]).toEqual([9, false, 9]);
    expect(await log('special')).toEqual(expect.arrayContaining(['recovery', 'wrong-code']));
    minute();
    const anew = await sessions.renewCodes(person, codeAt(secret, house.clock.now()));
    expect(await left()).toBe(10);
    expect([await tryOne(codes[0]!), await tryOne(anew[0]!)]).toEqual([false, true]);
    const { rows } = await house.owner.query<{ text: string }>(
      "SELECT f::text AS text FROM second_factors f UNION ALL SELECT l::text FROM sign_ins l UNION ALL SELECT encode(f.secret, 'escape') FROM second_factors f",
    );
    for (const secretWord of [secret, ...codes, ...anew, ...codes.map((c) => c.replaceAll('-', ''))])
      for (const { text } of rows) expect(text).not.toContain(secretWord);
  });
});

describe('setting, renewing and taking away', () => {
  it('a secret serves its owner, in this session, for ten minutes, and nothing is set by it', async () => {
    const sessions = doors();
    const of = async (login: string) => (await sessions.session((await sessions.signIn(login, PASSWORD))!.token))!;
    const mine = await of('unithead');
    const theirs = await of('clerk');
    const { secret, uri, draft } = await sessions.draftFactor(mine.person, mine.id, null);
    expect(uri).toBe(`otpauth://totp/Mingcha:unithead?secret=${secret}&issuer=Mingcha`);
    expect((await sessions.signIn('unithead', PASSWORD))?.half).toBe(false);
    const code = () => codeAt(secret, house.clock.now());
    const over = refusedWith('factor-draft-over');
    await expect(sessions.enrolFactor(theirs.person, theirs.id, { draft, code: code() })).rejects.toMatchObject(over);
    const again = await of('unithead');
    await expect(sessions.enrolFactor(again.person, again.id, { draft, code: code() })).rejects.toMatchObject(over);
    await expect(sessions.enrolFactor(mine.person, mine.id, { draft: 'made up', code: code() })).rejects.toMatchObject(
      over,
    );
    await expect(
      sessions.enrolFactor(mine.person, mine.id, { draft, code: codeAt(secret, house.clock.now(), 7) }),
    ).rejects.toMatchObject(refusedWith('code-wrong'));
    house.clock.add(10 * 60_000 + 1);
    await expect(sessions.enrolFactor(mine.person, mine.id, { draft, code: code() })).rejects.toMatchObject(over);
    expect((await sessions.factorOf(mine.person)).set).toBeNull();
  });

  it('ends the other sessions', async () => {
    const sessions = doors();
    const other = (await sessions.signIn('depthead', PASSWORD))!;
    const { token } = await enrolled('depthead');
    expect([await sessions.session(other.token), (await sessions.session(token))?.person.id]).toEqual([
      null,
      'depthead',
    ]);
  });

  it('is renewed and taken away by password and code alone, and kept where the post needs it', async () => {
    const { sessions, person, id, secret } = await enrolled('principal');
    const proof = (password: string, code: string) => ({ password, code });
    minute();
    const code = codeAt(secret, house.clock.now());
    await expect(sessions.draftFactor(person, id, null)).rejects.toMatchObject(refusedWith('proof-needed'));
    for (const of of [
      (given: { password: string; code: string }) => sessions.draftFactor(person, id, given),
      (given: { password: string; code: string }) => sessions.removeFactor(person, id, given),
    ]) {
      await expect(of(proof('a bad password', code))).rejects.toMatchObject(refusedWith('password-wrong'));
      await expect(of(proof(PASSWORD, codeAt(secret, house.clock.now(), 9)))).rejects.toMatchObject(
        refusedWith('code-wrong'),
      );
    }
    const next = await sessions.draftFactor(person, id, proof(PASSWORD, code));
    expect(next.secret).not.toBe(secret);
    await sessions.enrolFactor(person, id, { draft: next.draft, code: codeAt(next.secret, house.clock.now()) });
    minute();
    const half = (await sessions.signIn('principal', PASSWORD))!;
    expect(await sessions.secondStep(half.token, codeAt(secret, house.clock.now()))).toBeNull();
    await sessions.removeFactor(person, id, proof(PASSWORD, codeAt(next.secret, house.clock.now())));
    expect((await sessions.signIn('principal', PASSWORD))?.half).toBe(false);
    expect(await log('principal')).toEqual(expect.arrayContaining(['factor', 'wrong', 'wrong-code', 'factor-gone']));
    // Of one that is gone nothing is left that would open anything.
    const { rows } = await house.owner.query<{ left: number }>(
      "SELECT (length(secret) + cardinality(recovery))::int AS left FROM second_factors WHERE staff = 'principal'",
    );
    expect(rows).toEqual([{ left: 0 }, { left: 0 }]);

    const admin = await enrolled('admin');
    await expect(
      admin.sessions.removeFactor(admin.person, admin.id, proof(PASSWORD, admin.codes[0]!)),
    ).rejects.toMatchObject(refusedWith('factor-needed'));
    expect((await admin.sessions.session(admin.token))?.factorDue).toBe(false);
  });

  it('whoever needs one and has none is told so with each session, and nobody else', async () => {
    const sessions = doors();
    const opened = (await sessions.signIn('custodian', PASSWORD))!;
    expect([opened.factorDue, (await sessions.session(opened.token))?.factorDue]).toEqual([true, true]);
    expect((await sessions.signIn('clerk', PASSWORD))?.factorDue).toBe(false);
    const { token } = await enrolled('custodian');
    expect((await sessions.session(token))?.factorDue).toBe(false);
  });
});

describe('who has the database and not our keys', () => {
  it.each([
    ['takes the factor away from the person', "UPDATE staff SET factor = NULL WHERE id = 'inspector'"],
    ['takes its row away', "DELETE FROM second_factors WHERE staff = 'inspector'"],
    [
      'takes its row and its seals away',
      `DELETE FROM seals WHERE tab = 'second_factors' AND key = (SELECT factor::text FROM staff WHERE id = 'inspector');
       DELETE FROM second_factors WHERE staff = 'inspector'`,
    ],
    ['lets a code be taken again', "UPDATE second_factors SET step = step - 9 WHERE staff = 'inspector'"],
    ['puts the secret of somebody else in', "UPDATE second_factors SET secret = 'mine' WHERE staff = 'inspector'"],
    ['puts recovery codes in', "UPDATE second_factors SET recovery = '{mine}' WHERE staff = 'inspector'"],
  ])('and %s, does not come in', async (_, tamper) => {
    const own = await testHouse({ authority: EARNEST });
    try {
      await rewrite(own, 'staff', 'true', 'password_hash = $1', [await passwordHash(PASSWORD)]);
      const sessions = createSessions({ ...own, pause: async () => {} });
      const { id, person } = (await sessions.session((await sessions.signIn('inspector', PASSWORD))!.token))!;
      const { secret, draft } = await sessions.draftFactor(person, id, null);
      await sessions.enrolFactor(person, id, { draft, code: codeAt(secret, own.clock.now()) });
      const half = (await sessions.signIn('inspector', PASSWORD))!;
      own.clock.add(60_000);
      const client = await own.owner.connect();
      await client.query(`SET session_replication_role = 'replica'; ${tamper}`);
      client.release(true);
      const code = () => codeAt(secret, own.clock.now());
      const done = await sessions
        .secondStep(half.token, code())
        .catch((error: { refusal?: { code: string } }) => error);
      expect([done, 'refused']).toEqual([
        expect.toSatisfy(
          (d: unknown) => d === 'over' || (d as { refusal?: { code: string } }).refusal?.code === 'account-differs',
        ),
        'refused',
      ]);
      const again = await sessions.signIn('inspector', PASSWORD).catch(() => null);
      if (again) {
        expect(again.half).toBe(true);
        await expect(sessions.secondStep(again.token, code())).rejects.toMatchObject(refusedWith('account-differs'));
      }
    } finally {
      await own.close();
    }
  });
});

describe('a password that somebody else knows', () => {
  it('opens nothing once its term is over, and who must act is said to whoever knows it', async () => {
    const sessions = doors();
    const hour = 3_600_000;
    const given = house.clock.now();
    await rewrite(
      house,
      'staff',
      "id = 'officer1'",
      "password_once = true, factor = NULL, password_until = $1::timestamptz + interval '72 hours'",
      [given],
    );
    house.clock.add(72 * hour - 1_000);
    const opened = (await sessions.signIn('officer1', PASSWORD))!;
    const { id, person } = (await sessions.session(opened.token))!;
    expect(opened.once).toBe(true);
    house.clock.add(1_000);
    await expect(sessions.signIn('officer1', PASSWORD)).rejects.toMatchObject({
      refusal: { code: 'password-ended', remedy: { zh: expect.stringContaining('安全管理员') } },
    });
    expect(await sessions.signIn('officer1', 'a bad password')).toBeNull();
    // Nor is it replaced from a session of before.
    await expect(
      sessions.changePassword(person, id, { current: PASSWORD, next: 'lantern orbit gravel' }),
    ).rejects.toMatchObject(refusedWith('password-ended'));
    expect((await log('officer1')).slice(-3)).toEqual(['expired', 'wrong', 'expired']);
  });
});
