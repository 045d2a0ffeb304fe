/** The only kinds of text field there are: of forms, bodies, queries and paths. tests/text holds every schema to them. */
import { z } from 'zod';
import { codeOf, emailOf, lengthOf, lineOf, nameOf, phoneOf, proseOf } from './typed.ts';

const OURS = new WeakSet<object>();

/** Text of `min` to `max` whole characters, counted after `tidy` made it one. */
function text(tidy: (typed: string) => string, min: number, max: number): z.ZodString {
  const bounded = z.check<string>((payload) => {
    const { value } = payload;
    const length = lengthOf(value, max);
    if (length > max) {
      payload.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value });
    } else if (length < min) {
      payload.issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: value });
    }
  });
  OURS.add(bounded);
  return z
    .string()
    .overwrite(tidy)
    .check(bounded)
    .meta({ ...(min > 0 ? { minLength: min } : {}), maxLength: max });
}

/** One line. */
export const line = (max: number, min = 1) => text(lineOf, min, max);
/** Several lines, as told. */
export const prose = (max: number, min = 1) => text(proseOf, min, max);
/** Name of a person or unit. */
export const name = (max: number) => text(nameOf, 1, max);
/** An id, a cursor, a password: compared as it is. */
export const exact = (max: number, min = 0) => text((typed) => typed, min, max);
export const phone = (max: number) => text(phoneOf, 1, max);
/** ID number or 统一社会信用代码. */
export const code = (max: number) => text(codeOf, 1, max);
export const email = (max: number) => text(emailOf, 1, max).email();

/** Whether a schema of a string is one of these, or of a format that lets no free text in. */
export const isGuarded = (schema: z.ZodType): boolean => {
  const { def } = schema as unknown as { def: { checks?: object[]; format?: string } };
  return def.format !== undefined || (def.checks ?? []).some((check) => OURS.has(check));
};
