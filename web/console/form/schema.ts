import type { Bilingual } from '../api/types.ts';

/** The part of JSON Schema that the forms of acts use, with the titles and hints of the domain's own meta. */
export interface Schema {
  type?: string;
  title?: string;
  titleEn?: string;
  widget?: string;
  sealed?: boolean;
  options?: (Bilingual & { value: string })[];
  enum?: (string | number)[];
  const?: unknown;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
}

export type Values = Record<string, unknown>;

/** A union with null is the field itself, left empty. */
export function bare(schema: Schema): Schema {
  if (!schema.anyOf) return schema;
  const { anyOf, ...rest } = schema;
  const kinds = anyOf.filter((s) => s.type !== 'null');
  return kinds.length === 1 ? { ...kinds[0], ...rest } : { ...rest, type: 'string' };
}

/** Values as a form sends them: what was left empty is not sent. */
export function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned).filter((v) => v !== undefined);
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (value === null) return undefined;
  if (typeof value === 'object') {
    const entries = Object.entries(value as Values)
      .map(([k, v]) => [k, pruned(v)] as const)
      .filter(([, v]) => v !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value;
}

/** The body of a form: empty optional lists are left out, required ones sent so that the answer names them. */
export function formBody(schema: Schema, values: Values): Values {
  const body = (pruned(values) ?? {}) as Values;
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    const value = body[key];
    if (Array.isArray(value) && value.length === 0 && !schema.required?.includes(key)) delete body[key];
    if (value === undefined && field.type === 'array' && schema.required?.includes(key)) body[key] = [];
  }
  return body;
}

/** Defaults of the schema, and one empty row where a list must have one. */
export function startValues(schema: Schema): Values {
  const values: Values = {};
  for (const [key, raw] of Object.entries(schema.properties ?? {})) {
    const field = bare(raw);
    if (field.default !== undefined) values[key] = field.default;
    else if (field.type === 'array' && field.items?.type === 'object' && schema.required?.includes(key)) {
      values[key] = [startValues(field.items)];
    } else if (field.type === 'object' && schema.required?.includes(key)) {
      const inner = startValues(field);
      if (Object.keys(inner).length > 0) values[key] = inner;
    }
  }
  return values;
}
