import { z } from 'zod';
import type { FactSheet, Json, Refusal, Row, Who } from '../case/types.ts';
import type { Bilingual } from '../law/types.ts';
import { lookUp, sure } from '../look-up.ts';
import type { Directory } from '../people/types.ts';
import {
  DOCUMENT,
  FILED_DOCUMENT,
  namesStaff,
  optionalWords,
  PAPER,
  WITH_OFFICER,
  words,
} from '../proceedings/parts/forms.ts';
import { refuse } from '../refusal.ts';
import { MOST_TOLD } from '../text/storable.ts';

export type Phase = 'act' | 'propose' | 'decide' | 'decline';

export type Named = { name: string; phase: Phase };

/** `accept:propose` → propose, `accept:decline` → decline. */
export function parseAct(act: string): Named {
  const colon = act.indexOf(':');
  if (colon < 0) return { name: act, phase: 'act' };
  const name = act.slice(0, colon);
  const suffix = act.slice(colon + 1);
  return { name, phase: suffix === 'propose' ? 'propose' : suffix === 'decline' ? 'decline' : 'act' };
}

export const whoActs = (row: Row, phase: Phase): Who =>
  phase === 'propose' ? sure(row.proposedBy, 'who proposes') : row.by;

const needsTwo = (who: Who) => typeof who === 'object' && 'staff' in who && who.two === true;

export const isOutside = (who: Who) => typeof who === 'object' && 'outside' in who;

const OPINION = optionalWords('审批意见', 'Opinion');
const DECLINED = words('不同意的理由', 'Reasons for declining');

/** The fields that the kind of an act adds to its form. */
export const ADDED = z.strictObject({
  opinion: OPINION,
  reasons: DECLINED,
  withOfficer: WITH_OFFICER,
  document: FILED_DOCUMENT,
  paper: PAPER,
});

const schemas = new WeakMap<Row, Map<string, z.ZodObject>>();

/**
 * The form of an act: the row's own fields with those that its kind adds (second officer, document, paper, opinion).
 * @param filed whether the act is entered within a paper file, where every document is counted
 */
export function formOf(row: Row, phase: Phase, filed = false): z.ZodObject {
  let byPhase = schemas.get(row);
  if (!byPhase) {
    byPhase = new Map();
    schemas.set(row, byPhase);
  }
  const as = `${phase} ${filed}`;
  const known = byPhase.get(as);
  if (known) return known;
  const who = whoActs(row, phase);
  const shape: Record<string, z.ZodType> =
    phase === 'decide'
      ? { opinion: OPINION }
      : phase === 'decline'
        ? { reasons: DECLINED }
        : { ...(row.form?.shape ?? {}) };
  if (needsTwo(who)) shape.withOfficer = WITH_OFFICER;
  if (isOutside(who)) shape.document = filed ? FILED_DOCUMENT : DOCUMENT;
  else if (who !== 'tipster' && who !== 'system' && !row.inPerson) shape.paper = PAPER.optional();
  const schema = z.strictObject(shape);
  byPhase.set(as, schema);
  return schema;
}

/**
 * What can be read of a form before it is checked: the fields that some of these rows ask for and that are good. It only picks among
 * the rows of one act; whatever else is wrong with the form is said when it is parsed.
 */
export function legible(rows: readonly Row[], raw: Record<string, unknown>): FactSheet {
  const read: FactSheet = {};
  for (const { form, when } of rows) {
    if (!form || !when) continue;
    for (const [name, field] of Object.entries(form.shape)) {
      if (name in read || !Object.hasOwn(raw, name)) continue;
      const { data } = (field as z.ZodType).safeParse(raw[name]);
      if (data !== undefined) read[name] = data as Json;
    }
  }
  return read;
}

const takesNothing = new WeakMap<z.ZodObject, boolean>();
const NOTHING = { success: true as const, data: {} };

/** Parses a form. One that asks for nothing and is given nothing needs no parsing. */
export function parseForm(schema: z.ZodObject, raw: Record<string, unknown>) {
  for (const _ in raw) return schema.safeParse(raw);
  let nothing = takesNothing.get(schema);
  if (nothing === undefined) {
    nothing = schema.safeParse({}).success;
    takesNothing.set(schema, nothing);
  }
  return nothing ? NOTHING : schema.safeParse(raw);
}

export const phaseOf = (row: Row, named: Named): Phase =>
  named.phase === 'act' && row.proposedBy ? 'decide' : named.phase;

export const fitsPhase = (row: Row, phase: Phase) =>
  phase === 'propose' || phase === 'decline' ? row.proposedBy !== undefined : true;

/** Refused where a field of a form names somebody who is not of the staff. */
export function strangersIn(form: z.ZodObject, entered: Record<string, unknown>, directory: Directory): Refusal | null {
  const fields = Object.entries(form.shape).flatMap(([field, type]) =>
    namesStaff(type as z.ZodType) &&
    [entered[field] ?? []].flat().some((id) => typeof id !== 'string' || !lookUp(directory.people, id))
      ? [field]
      : [],
  );
  if (fields.length === 0) return null;
  const no = refuse('person-unknown');
  return { ...no, fields: fields.map((field) => ({ field, message: no.message })) };
}

/** Signs of a made-up name of a field that are said back. */
const LONGEST_NAME = 100;

/**
 * What is wrong with a value, field by field, as many as anybody reads. A name that no form has is told at its place and in no sentence:
 * there can be as many of them as a body has room for.
 */
export function issuesOf({ issues }: z.ZodError): { at: string[]; message: Bilingual }[] {
  const told: { at: string[]; message: Bilingual }[] = [];
  for (const i of issues) {
    const within = i.path.map(String);
    const names =
      i.code === 'unrecognized_keys' ? i.keys.slice(0, MOST_TOLD).map((k) => [k.slice(0, LONGEST_NAME)]) : [[]];
    for (const name of names) told.push({ at: [...within, ...name], message: { zh: zhIssue(i), en: enIssue(i) } });
    if (told.length >= MOST_TOLD) break;
  }
  return told.slice(0, MOST_TOLD);
}

export const badForm = (error: z.ZodError): Refusal => ({
  ...refuse('form-invalid/fields'),
  fields: issuesOf(error).map(({ at, message }) => ({ field: at.join('.'), message })),
});

/** English wording of a schema issue. */
export const enIssue = (i: z.core.$ZodIssue): string =>
  i.code === 'unrecognized_keys' ? 'There is no such field' : i.message;

/** Chinese wording of a schema issue. */
export function zhIssue(i: z.core.$ZodIssue): string {
  switch (i.code) {
    case 'unrecognized_keys':
      return '没有这个字段';
    case 'too_big':
      return '超出上限';
    case 'too_small':
      return '未填写或低于下限';
    case 'invalid_value':
      return '不在可选范围内';
    case 'invalid_type':
      // What was sent is left out of an issue; its sentence says whether there was anything.
      return /received (?!undefined)|must be/.test(i.message) ? '类型不对' : '必填';
    case 'custom':
      return typeof i.params?.zh === 'string' ? i.params.zh : '格式不对';
    default:
      return '格式不对';
  }
}

const jsonSchemas = new WeakMap<z.ZodObject, unknown>();

/** JSON Schema of a form, titles and options included. */
export function jsonSchemaOf(schema: z.ZodObject): unknown {
  let json = jsonSchemas.get(schema);
  if (!json) {
    json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    jsonSchemas.set(schema, json);
  }
  return json;
}
