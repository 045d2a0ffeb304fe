import { expect, it } from 'vitest';
import type { z } from 'zod';
import { formOf, strangersIn } from '../../domain/kernel/form-of.ts';
import { namesStaff } from '../../domain/proceedings/parts/forms.ts';
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
