/** Whoever left and came back is one person in all their accounts: what keeps one away keeps all away, what one did all did. */
import { describe, expect, it, test } from 'vitest';
import { accountActRefused } from '../../domain/authority/accounts.ts';
import { calendarActRefused } from '../../domain/authority/calendars.ts';
import { changeActRefused } from '../../domain/authority/changes.ts';
import { tiesAmong } from '../../domain/authority/ties.ts';
import type { AuthorityAct, Change, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { CaseState } from '../../domain/case/types.ts';
import { decidedByTwo } from '../../domain/kernel/pairs.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { identityApprovers, identityCustodians } from '../../domain/people/identity.ts';
import { lacks } from '../../domain/people/left.ts';
import { nearTo, reachOf, secondOfficer, shutOut, whoLooks } from '../../domain/people/may.ts';
import { isOne, tied } from '../../domain/people/selves.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { blankCase } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';

const DAY = '2026-10-12';
const LEFT = '2026-10-01';

/** The house in which each of these left and came back as `<login>-again`, to the same post. */
const backIn = (...logins: string[]): Directory => {
  const { people } = structuredClone(DIRECTORY);
  for (const login of logins) {
    const before = DIRECTORY.people[login]!;
    const id = `${login}-again`;
    people[login] = { ...before, until: LEFT, same: [id], grants: before.grants.map((g) => ({ ...g, until: LEFT })) };
    people[id] = {
      ...before,
      id,
      login: id,
      grants: before.grants.map((g) => ({ ...g, from: '2026-10-05' })),
      related: [login],
      same: [login],
    };
  }
  return { ...DIRECTORY, people };
};
const of = (d: Directory, id: string): Person => d.people[id]!;
const inCase = (more: Partial<CaseState>): CaseState => ({ ...blankCase(), ...more });

describe('accounts that are tied', () => {
  it('are one person however often somebody came back', () => {
    const all = tied([
      ['b', 'a'],
      ['c', 'b'],
      ['y', 'x'],
    ]);
    expect(all.get('a')).toEqual(['b', 'c']);
    expect(all.get('c')).toEqual(['a', 'b']);
    expect(all.get('x')).toEqual(['y']);
  });

  it('are told from family: the journal says of each row which it is', () => {
    const asked = (changes: Change[]): AuthorityAct => ({ act: 'ask-change', changes, reason: '申报' });
    const post = { unit: 'fund-supervision', post: '承办人', roles: ['officer' as const] };
    const add: Change = { kind: 'add-person', login: 'new', name: '承办人丁', namesake: 'same', ...post };
    const journal = (...acts: AuthorityAct[]): RecordedAuthorityAct[] =>
      acts.map((act, i) => ({
        organ: 'city',
        number: i + 1,
        act,
        actor: { id: 'admin', role: 'admin', organ: 'city' },
        recordedAt: '2026-05-20T02:00:00.000Z',
      }));
    const acts = {
      city: journal(
        asked([add, { kind: 'declare-relation', person: 'new', related: 'kin' }]),
        { act: 'approve-change', request: 1 },
        asked([{ kind: 'declare-relation', person: 'new', related: 'clerk' }]),
        { act: 'approve-change', request: 3 },
        asked([{ ...add, namesake: 'another' }]),
        { act: 'approve-change', request: 5 },
      ),
    };
    const row = (related: string, request: number | null) => ({ staff: 'new', related, organ: 'city', request });
    const rows = [row('expired', 1), row('kin', 1), row('clerk', 3), row('officer1', 5), row('training', null)];
    expect(tiesAmong(rows, acts)).toEqual([['new', 'expired']]);
  });
});

describe('whoever left and came back', () => {
  it('is shut out of what who they were was kept away from', () => {
    const d = backIn('clerk');
    const kept = inCase({ recused: ['clerk'] });
    expect(shutOut(of(d, 'clerk-again'), kept, d, DAY)).toBe(true);
    expect(shutOut(of(d, 'clerk-again'), inCase({ recused: ['officer1'] }), d, DAY)).toBe(false);
  });

  it('has all relatives of who they were, and is a relative to whoever declared it of the other account', () => {
    const d = backIn('officer1');
    of(d, 'officer1').related = ['officer2', 'training'];
    of(d, 'officer3').related = ['officer1'];
    const again = of(d, 'officer1-again');
    expect(nearTo(again, d).map((p) => p.id)).toEqual(['officer1-again', 'officer1', 'officer2', 'officer3']);
    expect(reachOf(again, d, DAY).units).toContain('training');
    const accused = (id: string) =>
      inCase({ accused: { natural: null, linked: true, units: [], heads: [], persons: [id] } });
    for (const who of ['officer2', 'officer3'])
      for (const id of ['officer1', 'officer1-again'])
        expect([who, id, shutOut(of(d, who), accused(id), d, DAY)]).toEqual([who, id, true]);
  });

  it('is no second person beside who they were: neither officer, nor head who looks', () => {
    const d = backIn('officer1', 'depthead');
    const c = inCase({ officers: ['officer1', 'officer1-again', 'officer2'] });
    expect(secondOfficer('officer1', 'officer1-again', c, d, DAY)?.code).toBe('two-officers');
    expect(secondOfficer('officer2', 'officer1-again', c, d, DAY)).toBeNull();
    expect(whoLooks(c, ['depthead'], d, DAY, ['dept-head'])).toBeNull();
    expect(whoLooks(c, ['clerk'], d, DAY, ['dept-head'])).toBe('dept-head');
    expect(isOne('officer1', 'officer1-again', d)).toBe(true);
    expect(isOne('officer1', 'officer2', d)).toBe(false);
  });

  it('counts once where two are needed', () => {
    const d = backIn('depthead');
    for (const [id, p] of Object.entries(d.people))
      p.grants = p.grants.map((g) => (id.startsWith('depthead') ? { ...g, until: null } : g));
    for (const role of ['unithead', 'clerk'] as const) {
      const [grant] = of(d, role).grants;
      of(d, role).grants = [];
      of(d, 'depthead-again').grants.push({ ...grant!, from: '2026-10-05' });
    }
    for (const p of Object.values(d.people)) p.grants = p.grants.filter((g) => !g.roles.includes('officer'));
    expect(lacks(inCase({}), [], d, DAY).has('two')).toBe(true);
  });

  it('neither approves nor opens an identity of a case in which who they were acted or asked', () => {
    const d = backIn('depthead', 'custodian');
    const c = inCase({});
    const ids = (people: Person[]) => people.map((p) => p.id);
    const none = new Set<string>();
    expect(ids(identityApprovers(c, 'officer1', d, DAY, none))).toContain('depthead-again');
    expect(ids(identityApprovers(c, 'officer1', d, DAY, new Set(['depthead'])))).not.toContain('depthead-again');
    expect(ids(identityApprovers(c, 'depthead', d, DAY, none))).not.toContain('depthead-again');
    const officer = { ...c, officers: ['depthead'] };
    expect(ids(identityApprovers(officer, 'officer1', d, DAY, none))).not.toContain('depthead-again');
    expect(ids(identityCustodians(c, ['officer1'], d, DAY, none))).toEqual(['custodian-again']);
    expect(ids(identityCustodians(c, ['officer1', 'custodian'], d, DAY, none))).toEqual([]);
  });

  it('decides nothing of what who they were asked for, nor of what is about them', () => {
    const act = { act: 'approve-change', request: 1 } as const;
    const by = { id: 'old', role: 'admin' as const };
    const at = '2026-05-20T02:00:00.000Z';
    const request = { number: 1, by, at, reason: '', consented: null, decided: null, changes: [] };
    const drawn = { organ: 'city', faults: [], touched: [], officers: [], consent: 'nobody' as const };
    const ground = { request, drawn, sitsAbove: false, waiting: 1 };
    const actor = { id: 'new', same: ['old'], roles: new Set<Role>(['approver']), above: false };
    expect(changeActRefused(act, actor, ground)?.code).toBe('two-people');
    expect(changeActRefused(act, { ...actor, same: ['x'] }, ground)).toBeNull();
    const about = { ...drawn, touched: [{ persons: ['x'], roles: [] }] };
    expect(changeActRefused(act, { ...actor, same: ['x'] }, { ...ground, drawn: about })?.code).toBe('change-own');
    const journal = (one: AuthorityAct): RecordedAuthorityAct[] => [
      { organ: 'city', number: 1, act: one, actor: { ...by, organ: 'city' }, recordedAt: at },
    ];
    const asked = journal({ act: 'ask-account', person: 'clerk', what: 'password', reason: '' });
    const account = { id: 'clerk', roles: ['clerk' as const], locked: false, factor: false };
    const approve = { act: 'approve-account', request: 1 } as const;
    const self = { id: 'new', same: ['old'] };
    expect(accountActRefused(approve, self, actor.roles, account, asked)?.code).toBe('two-people');
    expect(accountActRefused(approve, { id: 'new' }, actor.roles, account, asked)).toBeNull();
    const proposed = journal({ act: 'propose-calendar', calendar: PUBLISHED[0]! });
    const calendar = { act: 'approve-calendar', proposal: 1, publication: 1 } as const;
    expect(calendarActRefused(calendar, self, proposed)?.code).toBe('two-people');
    expect(calendarActRefused(calendar, { id: 'new' }, proposed)).toBeNull();
  });

  test('is not the second of two of whom one is who they were, where verify looks at what was put up', () => {
    const e = (number: number, type: 'proposal' | 'act', id: string) => ({
      number,
      type,
      proceeding: 'listing-1',
      kind: 'listing' as const,
      name: 'list',
      actor: { id, role: 'credit' as const },
      changes: [],
    });
    const events = [e(1, 'proposal', 'old'), e(2, 'act', 'new')];
    expect(decidedByTwo(events[1]!, events)).toBe(true);
    expect(decidedByTwo(events[1]!, events, () => true)).toBe(false);
  });
});
