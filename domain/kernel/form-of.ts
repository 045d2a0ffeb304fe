import { z } from 'zod';
import type { FactSheet, Json, Refusal, Row, Who } from '../case/types.ts';
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
      ? { opinion: optionalWords('审批意见', 'Opinion') }
      : phase === 'decline'
        ? { reasons: words('不同意的理由', 'Reasons for declining') }
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
    [entered[field] ?? []].flat().some((id) => lookUp(directory.people, String(id)) === undefined)
      ? [field]
      : [],
  );
  if (fields.length === 0) return null;
  const no = refuse('person-unknown');
  return { ...no, fields: fields.map((field) => ({ field, message: no.message })) };
}

export function badForm(error: z.ZodError): Refusal {
  return {
    ...refuse('form-invalid/fields'),
    fields: error.issues.flatMap((i) => {
      const names = i.code === 'unrecognized_keys' ? i.keys.map((k) => [...i.path, k]) : [i.path];
      return names.map((at) => ({ field: at.join('.'), message: { zh: zhIssue(i), en: i.message } }));
    }),
  };
}

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
