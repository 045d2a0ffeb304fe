/** The only kinds of text field there are: of forms, bodies, queries and paths. tests/text holds every schema to them. */
import { z } from 'zod';
import { codeOf, emailOf, lengthOf, lineOf, nameOf, phoneOf, proseOf } from './typed.ts';

/** Words of its own for a value that is missing or no text. */
type Wording = (issue: { input?: unknown }) => string;

const OURS = new WeakSet<object>();

function bounded(min: number, max: number) {
  const check = z.check<string>((payload) => {
    const { value } = payload;
    const length = lengthOf(value, max);
    if (length > max) {
      payload.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value });
    } else if (length < min) {
      payload.issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: value });
    }
  });
  OURS.add(check);
  return check;
}

/** Of what was typed something can be read; what was left empty is empty. */
const readable = z.check<string>((payload) => {
  const { value } = payload;
  if (value !== '' && lineOf(value) === '')
    payload.issues.push({ code: 'too_small', origin: 'string', minimum: 1, inclusive: true, input: value });
});

/** Text of `min` to `max` whole characters, counted after `tidy` made it one. */
function text(tidy: (typed: string) => string, min: number, max: number, error?: Wording): z.ZodString {
  return z
    .string(error ? { error } : {})
    .overwrite(tidy)
    .check(bounded(min, max))
    .meta({ ...(min > 0 ? { minLength: min } : {}), maxLength: max });
}

/** One line. */
export const line = (max: number, min = 1, error?: Wording) => text(lineOf, min, max, error);
/** What is looked for: left empty it chooses nothing; blanks and invisible characters alone are no wish for everything. */
export const sought = (max: number) =>
  z.string().check(readable).overwrite(lineOf).check(bounded(0, max)).meta({ maxLength: max });
/** Several lines, as told. */
export const prose = (max: number, min = 1) => text(proseOf, min, max);
/** Name of a person or unit. */
export const name = (max: number) => text(nameOf, 1, max);
/** An id, a cursor, a password: compared as it is. */
export const exact = (max: number, min = 0, error?: Wording) => text((typed) => typed, min, max, error);
export const phone = (max: number) => text(phoneOf, 1, max);
/** ID number or 统一社会信用代码. */
export const code = (max: number) => text(codeOf, 1, max);
export const email = (max: number) => text(emailOf, 1, max).email();

/** Whether a schema of a string is one of these, or of a format that lets no free text in. */
export const isGuarded = (schema: z.ZodType): boolean => {
  const { def } = schema as unknown as { def: { checks?: object[]; format?: string } };
  return def.format !== undefined || def.checks?.some((check) => OURS.has(check)) === true;
};

/**
 * The form of an act before its own schema is known, taken as it is: a record of zod would leave `__proto__` out in silence, where the
 * form of the act refuses it by name.
 */
export const anyForm = () =>
  z
    .custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
    .meta({ type: 'object', additionalProperties: true });

/** A field with what people call it; titles travel with the schema to the screen and to OpenAPI. */
export const titled = <T extends z.ZodType>(
  schema: T,
  zh: string,
  en: string,
  extra: Record<string, unknown> = {},
): T => schema.meta({ title: zh, titleEn: en, ...extra }) as T;
