import type { Bilingual } from './law/types.ts';
import type { BasisKind, Ctx, Guard, Refusal } from './proceedings/types.ts';

/** Builds a refusal. `clause` names the article where law refuses, null otherwise. */
export function refuse(
  code: string,
  zh: string,
  en: string,
  kind: BasisKind,
  clause: string | null = null,
  remedy?: Bilingual,
): Refusal {
  return { code, message: { zh, en }, basis: { kind, clause }, ...(remedy ? { remedy } : {}) };
}

/** The refusal, at the fields of the form that it is about. */
export const atFields = (refusal: Refusal, ...fields: readonly string[]): Refusal => ({
  ...refusal,
  fields: fields.map((field) => ({ field, message: refusal.message })),
});

/**
 * A guard: `allowed` says whether the act may go on. Guards that look at the form are skipped while the screen only asks
 * what could be done (`ctx.filled` false). `fields`: those of the form that the refusal is about.
 */
export function guard(
  id: string,
  needs: 'state' | 'form',
  allowed: (ctx: Ctx) => boolean,
  no: {
    zh: string;
    en: string;
    kind?: BasisKind;
    clause?: string | null;
    remedy?: Bilingual;
    fields?: (ctx: Ctx) => readonly string[];
  },
): Guard {
  return {
    id,
    check: (ctx) => {
      if ((needs === 'form' && !ctx.filled) || allowed(ctx)) return null;
      const why = refuse(id, no.zh, no.en, no.kind ?? (no.clause ? 'law' : 'state'), no.clause ?? null, no.remedy);
      return no.fields ? atFields(why, ...no.fields(ctx)) : why;
    },
  };
}
