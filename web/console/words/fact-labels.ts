import type { Bilingual } from '../../../domain/law/types.ts';
import { lookUp } from '../../../domain/look-up.ts';
import type { ProceedingKind } from '../api/types.ts';
import { BESIDE } from './beside.ts';
import { FACTS } from './facts.ts';
import { optionsOf, wordOf } from './labels.ts';
import type { FieldLabel } from './table-words.ts';
import { ADDED_LABELS, FORM_LABELS } from './tables.ts';

/** Base act of `accept:propose`, `accept:decline`. */
const baseOf = (act: string) => act.split(':')[0] ?? act;

/** Every label a field of this name has in the forms, those of its own proceeding first. */
function likeNamed(kind: ProceedingKind, field: string): FieldLabel[] {
  const kinds = [FORM_LABELS[kind], ...Object.values(FORM_LABELS)];
  const acts = kinds.flatMap((of) => Object.values(of ?? {}));
  return [...acts, ADDED_LABELS].flatMap((fields) => fields[field] ?? []);
}

/** A fact may come from another act, or by reaction from another proceeding: the same field has the same title. */
export function labelFor(kind: ProceedingKind, act: string, path: string): FieldLabel | undefined {
  const own =
    FORM_LABELS[kind]?.[baseOf(act)]?.[path] ?? lookUp(lookUp(BESIDE, act) ?? {}, path) ?? lookUp(ADDED_LABELS, path);
  if (own) return own;
  const last = path.split('.').at(-1) ?? path;
  const fact = lookUp(FACTS, path);
  if (fact?.group && fact.zh !== undefined) return { ...fact, options: optionsOf(fact.group) };
  const names = [...new Set([...(fact?.like ? [fact.like] : []), path, last])];
  const like = names.flatMap((name) => likeNamed(kind, name));
  const title = fact?.zh === undefined ? like[0] : fact;
  return title && { ...title, options: like.flatMap((label) => label.options ?? []) };
}

/**
 * What finds a file and proves it unchanged is for the machine, and so is what a proceeding keeps to count its requests and answers by:
 * each of them stands in the timeline with the act that made it.
 */
const UNSEEN =
  /^((evidence|originals)\.(id|sealed|sha256)$|(recusals|recusalsAsked|entries|told|answers|last|through|recordedBy)(\.|$))/;

/** Whether a person is shown the fact at this path. */
export const isSeen = (path: string): boolean => !UNSEEN.test(path);

/** The word of an id that a fact holds and no field of a form offers: a post, a body outside, a period. */
export const namedBy = (value: string, label: FieldLabel | undefined): Bilingual | undefined =>
  wordOf(`role.${value}`) ?? (label ? undefined : wordOf(`outside.${value}`));
