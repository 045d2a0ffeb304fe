import type { ChangeKind } from '../../../../domain/authority/changes.ts';
import type { Bilingual } from '../../api/types.ts';
import { bare, formBody, type Schema, type Values } from '../../form/schema.ts';
import { labelOf } from '../../words/labels.ts';
import { CHANGE_FORMS } from '../../words/tables.ts';

/** A change as it is sent. */
export type Sent = Values & { kind: ChangeKind };

/** What can be begun at a person, at a post, …; the form asks for the rest. */
export const ON_PERSON = [
  'change-post',
  'add-post',
  'appoint-deputy',
  'give-certificate',
  'declare-relation',
  'rename-person',
  'leave',
] as const satisfies readonly ChangeKind[];
export const ON_UNIT = ['rename-unit', 'move-unit', 'end-unit'] as const satisfies readonly ChangeKind[];

/** Fields that say about whom or what a change is: settled where it is begun. */
const ABOUT: Partial<Record<ChangeKind, readonly string[]>> = {
  ...Object.fromEntries(ON_PERSON.map((kind) => [kind, ['person']])),
  ...Object.fromEntries(ON_UNIT.map((kind) => [kind, ['unit']])),
  'end-post': ['person', 'post'],
  'merge-organ': ['organ'],
};

/** A change that was read elsewhere, as if it had been typed. */
export function typedFrom({ kind, ...values }: Sent): { kind: ChangeKind; settled: Values; values: Values } {
  const about = ABOUT[kind] ?? [];
  const entries = Object.entries(values);
  return {
    kind,
    settled: Object.fromEntries(entries.filter(([key]) => about.includes(key))),
    values: Object.fromEntries(entries.filter(([key]) => !about.includes(key))),
  };
}

const NO_FORM: Schema = {};
export const formOf = (kind: ChangeKind): Schema => CHANGE_FORMS[kind] ?? NO_FORM;

export const kindName = (kind: ChangeKind): Bilingual => labelOf(`change.${kind}`);

const nullable = (field: Schema) => field.anyOf?.some((one) => one.type === 'null') === true;

/** The form of what is still open once these fields are settled by where it was begun. What may be nothing is not asked for. */
export function formBeside(kind: ChangeKind, settled: Values): Schema {
  const form = formOf(kind);
  const open = Object.entries(form.properties ?? {}).filter(([key]) => key !== 'kind' && !(key in settled));
  return {
    ...form,
    properties: Object.fromEntries(open),
    required: (form.required ?? []).filter((key) => open.some(([name, field]) => name === key && !nullable(field))),
  };
}

/** What is sent of a form that was filled in. */
export function sentOf(kind: ChangeKind, settled: Values, values: Values): Sent {
  const form = formOf(kind);
  const body: Values = formBody(form, { ...values, ...settled });
  for (const [key, field] of Object.entries(form.properties ?? {}))
    if (nullable(field) && form.required?.includes(key)) body[key] ??= null;
  return { ...body, kind };
}

/** A name without how it is typed. */
export const short = (title: string): string => title.replace(/[（：，].*| \(.*|[:,] .*/, '');

/** What people call a field that a fault names: `certificate.number`, `name.zh`. */
export function fieldName(kind: ChangeKind, field: string): Bilingual {
  let at: Schema = formOf(kind);
  let name: Bilingual = { zh: field, en: field };
  let row = '';
  for (const key of field.split('.')) {
    const list = bare(at).items;
    const found = list && A_ROW.test(key) ? list : bare(at).properties?.[key];
    if (!found) break;
    if (found === list) row = String(Number(key) + 1);
    at = found;
    if (at.title) name = { zh: at.title, en: at.titleEn ?? at.title };
  }
  const of = row === '' ? { zh: '', en: '' } : { zh: `第${row}行 `, en: `line ${row}, ` };
  return { zh: of.zh + short(name.zh), en: of.en + short(name.en) };
}
const A_ROW = /^\d+$/;

/** The field of the form in which another lies: what is typed in two languages is one field. */
export function pathIn(kind: ChangeKind, field: string): (string | number)[] {
  let at: Schema = formOf(kind);
  const path: (string | number)[] = [];
  for (const key of field.split('.')) {
    if (at.widget === 'both') break;
    path.push(A_ROW.test(key) ? Number(key) : key);
    at = bare((A_ROW.test(key) ? bare(at).items : bare(at).properties?.[key]) ?? {});
  }
  return path;
}

/** As it is typed: in one language where both say the same. */
export const typedBoth = ({ zh, en }: Bilingual): string | Bilingual => (zh === en ? zh : { zh, en });
