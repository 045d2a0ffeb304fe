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

/**
 * A guard: `allowed` says whether the act may go on. Guards that look at the form are skipped while the screen only asks
 * what could be done (`ctx.filled` false).
 */
export function guard(
  id: string,
  needs: 'state' | 'form',
  allowed: (ctx: Ctx) => boolean,
  no: { zh: string; en: string; kind?: BasisKind; clause?: string | null; remedy?: Bilingual },
): Guard {
  return {
    id,
    check: (ctx) =>
      (needs === 'form' && !ctx.filled) || allowed(ctx)
        ? null
        : refuse(id, no.zh, no.en, no.kind ?? (no.clause ? 'law' : 'state'), no.clause ?? null, no.remedy),
  };
}
