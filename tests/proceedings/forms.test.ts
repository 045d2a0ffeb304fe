import { expect, it } from 'vitest';
import { z } from 'zod';
import { formOf, strangersIn } from '../../domain/kernel/form-of.ts';
import { divide, namesStaff, words } from '../../domain/proceedings/parts/forms.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { DIRECTORY } from '../support/people.ts';

const rows = Object.values(TABLES).flatMap((table) =>
  table.rows.flatMap((row) => (row.act === undefined ? [] : [{ kind: table.kind, row, act: row.act }])),
);

it('no form of an act takes a person who is not of the staff, and the field says so', () => {
  const naming = rows.flatMap(({ kind, row, act }) =>
    Object.entries(formOf(row, 'act').shape).flatMap(([field, type]) =>
      namesStaff(type as z.ZodType) ? [{ kind, act, field, schema: formOf(row, 'act') }] : [],
    ),
  );
  expect(new Set(naming.map((n) => n.field))).toEqual(
    new Set(['officers', 'responsible', 'taskForce', 'accusedPersons', 'keptAway', 'person', 'withOfficer']),
  );
  for (const { kind, act, field, schema } of naming) {
    for (const somebody of ['nobody-of-ours', 'constructor']) {
      for (const value of [somebody, ['officer1', somebody]]) {
        const no = strangersIn(schema, { [field]: value }, DIRECTORY);
        expect([kind, act, no?.code, no?.fields?.map((f) => f.field)]).toEqual([kind, act, 'person-unknown', [field]]);
      }
    }
    expect(strangersIn(schema, { [field]: 'officer1' }, DIRECTORY)).toBeNull();
    expect(strangersIn(schema, {}, DIRECTORY)).toBeNull();
  }
});

it('what those do who check a paper file or a registration, or are named in one, is not itself entered from paper', () => {
  const inPerson = rows.filter(({ row }) => row.inPerson).map(({ act }) => act);
  expect(new Set(inPerson)).toEqual(
    new Set(['confirm', 'confirm-not-ours', 'correct-pages', 'acknowledge', 'contest']),
  );
  for (const { row, act } of rows) {
    if (inPerson.includes(act)) expect([act, 'paper' in formOf(row, 'act').shape]).toEqual([act, false]);
  }
});

it('words are sealed also where they may be left out or are empty by default; all else is a fact', () => {
  const told = words('经过', 'What happened');
  const form = z.object({
    told,
    perhaps: told.optional(),
    none: told.nullable(),
    otherwise: told.default('w'),
    deep: told.optional().nullable(),
    choice: z.enum(['a', 'b']).optional(),
    count: z.number(),
  });
  const given = { told: 'a', perhaps: 'b', none: 'c', otherwise: 'd', deep: 'e', choice: 'a', count: 1 };
  const beside = { document: { number: '1' }, paper: { number: '2' }, withOfficer: 'officer2' };
  expect(divide(form, { ...given, ...beside, left: undefined, unknown: 'x' })).toEqual({
    words: { told: 'a', perhaps: 'b', none: 'c', otherwise: 'd', deep: 'e' },
    facts: { choice: 'a', count: 1, unknown: 'x' },
  });
  expect(divide(undefined, { told: 'a' })).toEqual({ facts: { told: 'a' }, words: {} });
});
