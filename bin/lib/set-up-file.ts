import { z } from 'zod';
import { readSetUp, setUpSchema } from '../../domain/authority/set-up.ts';
import { enIssue, zhIssue } from '../../domain/kernel/form-of.ts';
import type { PlainDate } from '../../domain/time/types.ts';

/** docs/setup.schema.json: the form of the file that `npm run setup -- --from` takes. */
export const setUpSchemaPage = (): string =>
  `${JSON.stringify(z.toJSONSchema(setUpSchema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;

/** What a file of set-up says, or everything that is wrong in it, in both languages. */
export const setUpFileOf = (raw: unknown, context: { today: PlainDate; served: readonly string[] }) =>
  readSetUp(raw, { ...context, words: (issue) => ({ zh: zhIssue(issue), en: enIssue(issue) }) });
