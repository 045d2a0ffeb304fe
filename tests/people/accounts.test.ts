/** What two people do about the account of a third: who asks, who approves, and what stands against it. */
import { describe, expect, it } from 'vitest';
import { type Account, accountActRefused, accountRequestsOf } from '../../domain/authority/accounts.ts';
import type { ACCOUNT_CHANGES, AuthorityAct, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { Role } from '../../domain/people/types.ts';

const ask = (person = 'clerk', what: (typeof ACCOUNT_CHANGES)[number] = 'password') =>
  ({ act: 'ask-account', person, what, reason: '遗失' }) as const;
const approve = (request = 1) => ({ act: 'approve-account', request }) as const;
const decline = (request = 1) => ({ act: 'decline-account', request, reason: '无需' }) as const;

/** The journal as these did these acts, one an hour from nine o'clock on. */
const journal = (...done: [string, AuthorityAct][]): RecordedAuthorityAct[] =>
  done.map(([id, act], i) => ({
    organ: 'city',
    number: i + 1,
    act,
    actor: { id, role: 'admin' },
    recordedAt: `2026-05-20T${String(i + 9).padStart(2, '0')}:00:00+08:00`,
  }));

const account = (more: Partial<Account> = {}): Account => ({
  id: 'clerk',
  roles: ['clerk'],
  locked: false,
  factor: true,
  ...more,
});
type AccountAct = Parameters<typeof accountActRefused>[0];
const code = (
  act: AccountAct,
  [id, ...roles]: [string, ...Role[]],
  of: Account | null = account(),
  acts: RecordedAuthorityAct[] = [],
) => accountActRefused(act, { id }, new Set(roles), of, acts)?.code ?? null;

describe('what was asked about accounts', () => {
  it('ends with the organ where it waited there: nobody decides it afterwards, and what was decided stays so', () => {
    const acts = journal(
      ['admin', ask('clerk', 'lock')],
      ['admin', ask('credit', 'factor')],
      ['approver', decline(2)],
      ['above', { act: 'end-organ', superior: 'province', request: 7, row: 0, successor: 'west' }],
    );
    const [waited, declined] = accountRequestsOf(acts).map((r) => r.decided);
    const [, , { actor: approver, recordedAt: at }, end] = acts as [never, never, (typeof acts)[0], (typeof acts)[0]];
    expect(waited).toEqual({ approved: false, by: end.actor, at: end.recordedAt, reason: null, successor: 'west' });
    expect(declined).toEqual({ approved: false, by: approver, at, reason: '无需' });
    expect(code(approve(), ['auditor', 'auditor'], account(), acts)).toBe('request-decided');
  });

  it('is there in the order in which it was asked, each decided by the act that names it, whatever else the journal holds', () => {
    const acts = journal(
      ['legal', { act: 'withdraw-confirmation', deadline: 'tip-review', edition: null, reason: '误' }],
      ['admin', ask('clerk', 'lock')],
      ['admin', ask('credit', 'factor')],
      ['admin', ask('legal', 'both')],
      ['approver', approve(3)],
      ['approver', decline(2)],
      ['approver', approve(99)],
    );
    const [legal, , admin] = [acts[0]!.actor, acts[1]!.actor, acts[2]!.actor];
    expect(legal).not.toEqual(admin);
    expect(accountRequestsOf(acts)).toEqual([
      {
        number: 2,
        person: 'clerk',
        what: 'lock',
        reason: '遗失',
        by: admin,
        at: '2026-05-20T10:00:00+08:00',
        decided: { approved: false, by: acts[5]!.actor, at: '2026-05-20T14:00:00+08:00', reason: '无需' },
      },
      {
        number: 3,
        person: 'credit',
        what: 'factor',
        reason: '遗失',
        by: admin,
        at: '2026-05-20T11:00:00+08:00',
        decided: { approved: true, by: acts[4]!.actor, at: '2026-05-20T13:00:00+08:00', reason: null },
      },
      {
        number: 4,
        person: 'legal',
        what: 'both',
        reason: '遗失',
        by: admin,
        at: '2026-05-20T12:00:00+08:00',
        decided: null,
      },
    ]);
  });
});

describe('of the three officers of the system', () => {
  const OFFICERS = ['admin', 'approver', 'auditor'] as const;
  const WAITS = journal(['somebody', ask('x')]);
  const who = (act: AccountAct, roles: Role[], acts: RecordedAuthorityAct[] = []) =>
    OFFICERS.filter((role) => code(act, ['somebody-else', role], account({ id: 'x', roles }), acts) === null);

  it('the administrator asks; for the account of an administrator the security administrator may, too', () => {
    expect(who(ask('x'), ['clerk'])).toEqual(['admin']);
    expect(who(ask('x'), ['approver'])).toEqual(['admin']);
    expect(who(ask('x'), ['auditor'])).toEqual(['admin']);
    expect(who(ask('x'), ['clerk', 'admin'])).toEqual(['admin', 'approver']);
  });

  it('the security administrator approves and declines; for the accounts of both other ones the auditor may, too', () => {
    for (const act of [approve(), decline()]) {
      expect(who(act, ['clerk'], WAITS)).toEqual(['approver']);
      expect(who(act, ['auditor'], WAITS)).toEqual(['approver']);
      expect(who(act, ['admin'], WAITS)).toEqual(['approver', 'auditor']);
      expect(who(act, ['clerk', 'approver'], WAITS)).toEqual(['approver', 'auditor']);
    }
  });

  it('whoever is not asked to is told whose it is', () => {
    const no = (act: AccountAct, role: Role) =>
      accountActRefused(act, { id: 'y' }, new Set([role]), account(), journal(['x', ask()]))?.message.en;
    expect(no(ask(), 'auditor')).toMatch(/^The administrator asks to reset, lock or unlock an account/);
    for (const act of [approve(), decline()]) expect(no(act, 'admin')).toMatch(/^The security administrator approves/);
  });
});

describe('nobody', () => {
  it('asks or approves about themselves, nor approves what they asked for, with whatever posts', () => {
    const all = ['admin', 'approver', 'auditor'] as const;
    expect(code(ask(), ['clerk', ...all])).toBe('account-own');
    expect(code(approve(), ['clerk', ...all], account(), journal(['admin', ask()]))).toBe('account-own');
    for (const act of [approve(), decline()]) {
      expect(code(act, ['admin', ...all], account(), journal(['admin', ask()]))).toBe('two-people');
      expect(code(act, ['other', ...all], account(), journal(['admin', ask()]))).toBeNull();
    }
  });
});

describe('a request', () => {
  const APPROVER: [string, Role] = ['approver', 'approver'];

  it('is decided once, and only where it was made', () => {
    expect(code(approve(2), APPROVER, account(), journal(['admin', ask()]))).toBe('request-unknown');
    for (const decided of [approve(), decline()])
      for (const again of [approve(), decline()])
        expect(code(again, APPROVER, account(), journal(['admin', ask()], ['approver', decided]))).toBe(
          'request-decided',
        );
  });

  it('about nobody is refused at its field', () => {
    expect(accountActRefused(ask('nobody'), { id: 'admin' }, new Set(['admin']), null, [])).toMatchObject({
      code: 'person-unknown',
      fields: [{ field: 'person' }],
    });
  });

  it('is not made while another about the same account waits; about another account, or after a decision, it is', () => {
    const again = (acts: RecordedAuthorityAct[]) => code(ask(), ['admin', 'admin'], account(), acts);
    expect(again(journal(['admin', ask('clerk', 'lock')]))).toBe('request-open');
    expect(again(journal(['admin', ask('credit')]))).toBeNull();
    expect(again(journal(['admin', ask()], ['approver', approve()]))).toBeNull();
    expect(again(journal(['admin', ask()], ['approver', decline()]))).toBeNull();
  });

  it('asks for what is not so already; where it became so since, it is not approved but can be declined', () => {
    const is = (what: (typeof ACCOUNT_CHANGES)[number], locked: boolean, factor: boolean) => {
      const of = account({ locked, factor });
      const acts = journal(['admin', ask('clerk', what)]);
      const sentence = (act: AccountAct, role: Role) =>
        accountActRefused(act, { id: role }, new Set([role]), of, act.act === 'ask-account' ? [] : acts)?.message.en;
      const [asked, approved] = [sentence(ask('clerk', what), 'admin'), sentence(approve(), 'approver')];
      expect([what, approved]).toEqual([what, asked]);
      expect(code(decline(), APPROVER, of, acts)).toBeNull();
      return asked ?? null;
    };
    expect(is('lock', true, true)).toBe('This account is locked already.');
    expect(is('lock', false, true)).toBeNull();
    expect(is('unlock', false, true)).toBe('This account is not locked.');
    expect(is('unlock', true, true)).toBeNull();
    expect(is('factor', false, false)).toMatch(/factor/);
    expect(is('factor', false, true)).toBeNull();
    for (const locked of [false, true])
      for (const what of ['password', 'both'] as const) expect(is(what, locked, false)).toBeNull();
  });
});
