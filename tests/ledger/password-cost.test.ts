import { expect, test } from 'vitest';
import { passwordIs } from '../../ledger/doors/sign-in.ts';
import { isOneTimeHash, oneTimeHash, passwordHash } from '../../ledger/truth/accounts.ts';

test('what an answer costs says neither whether there is an account nor whether its password is a one-time one', async () => {
  const [chosen, once] = [await passwordHash('a password of mine'), await oneTimeHash('abcd-efgh')];
  expect([isOneTimeHash(chosen), isOneTimeHash(once)]).toEqual([false, true]);
  expect(await passwordIs(undefined, 'x')).toBe(false);
  expect([await passwordIs(chosen, 'x'), await passwordIs(chosen, 'a password of mine')]).toEqual([false, true]);
  expect([await passwordIs(once, 'x'), await passwordIs(once, 'abcd-efgh')]).toEqual([false, true]);
  /** Processor time of this process alone, whatever else the machine does. */
  const cost = async (hashed: string | undefined) => {
    const before = process.cpuUsage();
    for (let i = 0; i < 20; i++) await passwordIs(hashed, 'x');
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const wrong = await cost(chosen);
  // A one-time password alone would cost a tenth.
  for (const other of [undefined, once]) expect((await cost(other)) / wrong).toBeGreaterThan(0.5);
  for (const other of [undefined, once]) expect((await cost(other)) / wrong).toBeLessThan(2);
});
