import type { Ctx, Guard, Refusal } from './case/types.ts';
import type { Bilingual } from './law/types.ts';
import { type CodeOf, REFUSALS, type RefusalEntry, type RefusalKey } from './refusals.ts';

/** What is put in where a sentence says `{name}`: the same in both languages, or each in its own. */
export type Put = Record<string, string | number | Bilingual>;

/** The code of a key of a register. */
export function codeOf<Key extends string>(key: Key): CodeOf<Key> {
  const end = key.indexOf('/');
  return (end < 0 ? key : key.slice(0, end)) as CodeOf<Key>;
}

/** Sentences of the registers, cut once at what is put in: text and name by turns. Most refusals are asked for and never read. */
const CUT = new Map<string, readonly string[]>();
function cut(sentence: string): readonly string[] {
  const known = CUT.get(sentence);
  if (known) return known;
  const pieces = sentence.split(/\{(\w+)\}/);
  CUT.set(sentence, pieces);
  return pieces;
}

function filled(sentence: string, language: keyof Bilingual, put: Put): string {
  const pieces = cut(sentence);
  let text = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i += 2) {
    const value = put[pieces[i] ?? ''];
    text += `${typeof value === 'object' ? value[language] : value}${pieces[i + 1]}`;
  }
  return text;
}

/** A sentence of a register, with what is put in. */
export const sentenceOf = ({ zh, en }: Bilingual, put: Put = {}): Bilingual => ({
  zh: filled(zh, 'zh', put),
  en: filled(en, 'en', put),
});

/**
 * A refusal of the register.
 * @param key its code, or which of the sentences of its code
 * @param said what is known only here: the clause of the edition in force, what the sentence names
 */
export function refuse(key: RefusalKey, said: { clause?: string | null; remedy?: Bilingual; put?: Put } = {}): Refusal {
  const entry: RefusalEntry = REFUSALS[key];
  const { put, clause = entry.clause ?? null, remedy = entry.remedy } = said;
  return {
    code: codeOf(key),
    message: sentenceOf(entry, put),
    basis: { kind: entry.kind, clause },
    ...(remedy ? { remedy } : {}),
  };
}

/** The refusal, at the fields of the form that it is about. */
export const atFields = (refusal: Refusal, ...fields: readonly string[]): Refusal => ({
  ...refusal,
  fields: fields.map((field) => ({ field, message: refusal.message })),
});

type Allowed<Form, Kept> = (ctx: Ctx<Form, Kept>) => boolean;

/** Fields of the form that a refusal is about. */
interface About {
  fields?: readonly string[];
}

/**
 * A guard: `allowed` says whether the act may go on. Guards that look at the form are skipped while the screen only asks
 * what could be done (`ctx.filled` false); what those on the state know of a form may be nothing yet.
 */
export function guard<Form = unknown, Kept = unknown>(
  key: RefusalKey,
  needs: 'form',
  allowed: Allowed<Form, Kept>,
  about?: About,
): Guard<Form, Kept>;
export function guard<Form = unknown, Kept = unknown>(
  key: RefusalKey,
  needs: 'state',
  allowed: Allowed<Partial<Form>, Kept>,
  about?: About,
): Guard<Partial<Form>, Kept>;
export function guard<Form = unknown, Kept = unknown>(
  key: RefusalKey,
  needs: 'state' | 'form',
  allowed: Allowed<Form, Kept>,
  about: About = {},
): Guard<Form, Kept> {
  return {
    id: codeOf(key),
    check: (ctx) => {
      if ((needs === 'form' && !ctx.filled) || allowed(ctx)) return null;
      return about.fields ? atFields(refuse(key), ...about.fields) : refuse(key);
    },
  };
}
