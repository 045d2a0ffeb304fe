import type { Bilingual } from '../../../domain/law/types.ts';
import { lookUp } from '../../../domain/look-up.ts';
import type { ProceedingKind } from '../api/types.ts';
import { BESIDE, FACTS } from './facts.ts';
import { optionsOf, wordOf } from './labels.ts';
import type { FieldLabel } from './table-words.ts';
import { FORM_LABELS } from './tables.ts';

/** Base act of `accept:propose`, `accept:decline`. */
const baseOf = (act: string) => act.split(':')[0] ?? act;

/** Every label a field of this name has in the forms, those of its own proceeding first. */
function likeNamed(kind: ProceedingKind, field: string): FieldLabel[] {
  const kinds = [FORM_LABELS[kind], ...Object.values(FORM_LABELS)];
  return kinds.flatMap((acts) => Object.values(acts ?? {}).flatMap((fields) => fields[field] ?? []));
}

/** A fact may come from another act, or by reaction from another proceeding: the same field has the same title. */
export function labelFor(kind: ProceedingKind, act: string, path: string): FieldLabel | undefined {
  const own = FORM_LABELS[kind]?.[baseOf(act)]?.[path] ?? lookUp(lookUp(BESIDE, act) ?? {}, path);
  if (own) return own;
  const last = path.split('.').at(-1) ?? path;
  const other = lookUp(FACTS, path);
  if (other?.group) return { ...other, options: optionsOf(other.group) };
  if (other) {
    const like = [...(other.like ? likeNamed(kind, other.like) : []), ...likeNamed(kind, last)];
    return { ...other, options: like.flatMap((label) => label.options ?? []) };
  }
  const [first, ...rest] = [...likeNamed(kind, path), ...(last === path ? [] : likeNamed(kind, last))];
  return first && { ...first, options: [first, ...rest].flatMap((label) => label.options ?? []) };
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
