/** Every kind of change: one that is taken, one that is refused; who has a part in any is asked of one table. */
import { describe, expect, it } from 'vitest';
import {
  asksForSome,
  type Change,
  type ChangeAct,
  changeActRefused,
  changeSchema,
  namedBy,
} from '../../domain/authority/changes.ts';
import { roleFor } from '../../domain/authority/decide.ts';
import { drawnUp } from '../../domain/authority/draft.ts';
import { BY_TWO, CONCERNED_BY_TWO, type Directory, ROLES } from '../../domain/people/types.ts';
import { EXAMPLES, EXAMPLES_ON, HOUSE_OF_OFFICERS, KINDS } from '../support/changes.ts';

const drawn = (changes: readonly Change[], directory: Directory, request = 1) =>
  drawnUp(
    changes.map((c) => changeSchema.parse(c)),
    { organ: 'city', directory, today: EXAMPLES_ON, request, approver: 'approver' },
  );

/** The house with what these changes give. */
function after(changes: readonly Change[]): Directory {
  const { rows, faults } = drawn(changes, HOUSE_OF_OFFICERS);
  expect(faults).toEqual([]);
  const people = { ...HOUSE_OF_OFFICERS.people };
  for (const { staff, ...grant } of rows.grants) {
    const had = people[staff]!;
    people[staff] = { ...had, grants: [...had.grants, grant] };
  }
  for (const { staff, ...certificate } of rows.certificates) {
    const had = people[staff]!;
    people[staff] = { ...had, certificates: [...had.certificates, certificate] };
  }
  const begun = rows.organs;
  for (const one of begun)
    for (const { staff, ...grant } of one.grants) {
      const named = one.people.find((p) => p.id === staff)!;
      people[staff] = { ...named, grants: [grant], certificates: [], related: [] };
    }
  const all = [...rows.units, ...begun.flatMap((one) => one.units)];
  const units = { ...HOUSE_OF_OFFICERS.units, ...Object.fromEntries(all.map((u) => [u.id, u])) };
  const organs = { ...HOUSE_OF_OFFICERS.organs, ...Object.fromEntries(begun.map(({ organ: o }) => [o.id, o])) };
  return { ...HOUSE_OF_OFFICERS, organs, units, people, deputies: rows.deputies };
}

describe('a change of each kind', () => {
  it.each(KINDS)('%s: is taken, and refused at its field', (kind) => {
    const { before = [], taken, refused, fault } = EXAMPLES[kind];
    const directory = after(before);
    const change = taken(directory);
    const { faults, touched } = drawn([change], directory, 2);
    expect(faults).toEqual([]);
    // Whom it names is concerned by it.
    expect(touched[0]?.persons).toEqual(expect.arrayContaining([...namedBy(change)]));
    const wrong = drawn([refused], HOUSE_OF_OFFICERS).faults;
    expect(wrong.map((f) => `${f.row} ${f.field} ${f.refusal.code}`)).toContain(`0 ${fault}`);
  });
});

describe('who has a part in a change', () => {
  const LEGAL: Change = { kind: 'add-post', person: 'clerk', unit: 'legal-office', post: '法制', roles: ['legal'] };
  const request = {
    number: 1,
    reason: '',
    by: { id: 'admin', role: 'admin', organ: 'city' },
    at: `${EXAMPLES_ON}T09:00:00+08:00`,
    consented: null,
    decided: null,
    changes: [LEGAL],
  } as const;
  const ACTS: [ChangeAct, keyof typeof BY_TWO][] = [
    [{ act: 'ask-change', changes: [LEGAL], reason: '' }, 'ask'],
    [{ act: 'consent-change', request: 1, document: null }, 'consent'],
    [{ act: 'approve-change', request: 1 }, 'approve'],
  ];

  it.each(ACTS)('$act: is who the journal lets in, and nobody else', ({ act, ...rest }, part) => {
    const one = { act, ...rest } as ChangeAct;
    for (const role of ROLES) {
      const person = { ...HOUSE_OF_OFFICERS.people.legal!, id: `some-${role}` };
      const holds = { ...person, grants: person.grants.map((g) => ({ ...g, roles: [role] })) };
      // Each of the three ways in which the officers stand in for each other, and whose consent it needs.
      const may = ([[], ['admin'], ['approver']] as const).some((officers) =>
        (['nobody', 'principal'] as const).some((consent) => {
          const ground = {
            request: act === 'ask-change' ? null : request,
            drawn: { organ: 'city', faults: [], touched: [], officers: [...officers], consent },
            sitsAbove: true,
            waiting: 0,
          };
          return changeActRefused(one, { id: person.id, roles: new Set([role]), above: false }, ground) === null;
        }),
      );
      expect([role, may]).toEqual([role, (BY_TWO[part] as readonly string[]).includes(role)]);
      if (may) expect(roleFor(holds, 'city', act, EXAMPLES_ON)).toBe(role);
      if (may) expect(CONCERNED_BY_TWO).toContain(role);
    }
  });

  it('is offered to ask by the function that decides it', () => {
    for (const role of ROLES) {
      const offered = asksForSome({ id: 'somebody', roles: new Set([role]), above: false }, 'city');
      expect([role, offered]).toEqual([role, (BY_TWO.ask as readonly string[]).includes(role)]);
    }
  });
});
