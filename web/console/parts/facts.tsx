import type { ReactNode } from 'react';
import { GLOSSARY } from '../../../domain/law/glossary.ts';
import { lookUp } from '../../../domain/look-up.ts';
import type { FactSheet, Json, ProceedingKind } from '../api/types.ts';
import { useAboutCase } from '../form/about-case.ts';
import type { FieldLabel } from '../words/form-labels.ts';
import { FORM_LABELS } from '../words/forms.ts';
import { BESIDE, CHANNELS, FACTS, labelOf, optionsOf } from '../words/labels.ts';
import { LISTS } from '../words/lists.ts';
import { useWords } from '../words/words.tsx';

export type People = Record<string, { name: { zh: string; en: string }; login: string }>;

interface Of {
  kind: ProceedingKind;
  act: string;
  people: People;
}

/** Base act of `accept:propose`, `accept:decline`. */
const baseOf = (act: string) => act.split(':')[0] ?? act;

function valuesOf(group: string): FieldLabel['options'] {
  if (group === 'conduct' || group === 'outcomes') return LISTS[group];
  if (group === 'channel') return Object.entries(CHANNELS).map(([value, text]) => ({ value, ...text }));
  return optionsOf(group);
}

/** Every label a field of this name has in the forms, those of its own proceeding first. */
function likeNamed(kind: ProceedingKind, field: string): FieldLabel[] {
  const kinds = [FORM_LABELS[kind], ...Object.values(FORM_LABELS)];
  return kinds.flatMap((acts) => Object.values(acts ?? {}).flatMap((fields) => fields[field] ?? []));
}

/** A fact may come from another act, or by reaction from another proceeding: the same field has the same title. */
function labelFor(kind: ProceedingKind, act: string, path: string): FieldLabel | undefined {
  const own = FORM_LABELS[kind]?.[baseOf(act)]?.[path] ?? lookUp(lookUp(BESIDE, act) ?? {}, path);
  if (own) return own;
  const last = path.split('.').at(-1) ?? path;
  const other = lookUp(FACTS, path);
  if (other?.like) return { ...other, options: likeNamed(kind, other.like).flatMap((label) => label.options ?? []) };
  if (other?.group) return { ...other, options: valuesOf(other.group) };
  if (other) return { ...other, options: likeNamed(kind, last).flatMap((label) => label.options ?? []) };
  const [first, ...rest] = [...likeNamed(kind, path), ...(last === path ? [] : likeNamed(kind, last))];
  return first && { ...first, options: [first, ...rest].flatMap((label) => label.options ?? []) };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** What finds a file and proves it unchanged is for the machine; the list of evidence has name, size and hash for whom they concern. */
const UNSEEN = /^(evidence|originals)\.(id|sealed|sha256)$/;

/** A fact that only says once more what another field of the same facts says. */
const saidTwice = (facts: FactSheet, key: string): boolean => {
  const like = lookUp(FACTS, key)?.like;
  return like !== undefined && like !== key && facts[like] !== undefined && facts[like] === facts[key];
};

/** Kept facts as titled lines; nested ones indented. Titles and options are those of the forms. */
export function Facts({ facts, kind, act, people, prefix = '' }: Of & { facts: FactSheet; prefix?: string }) {
  const words = useWords();
  const { t, pick, when } = words;
  const units = useAboutCase()?.staff.data?.units;
  const one = (value: Json, label: FieldLabel | undefined): ReactNode => {
    if (value === null) return t('无', 'None');
    if (typeof value === 'boolean') return value ? t('是', 'Yes') : t('否', 'No');
    if (typeof value === 'number') {
      const text = value.toLocaleString(words.language === 'zh' ? 'zh-CN' : 'en-GB');
      return label?.widget === 'yuan' ? t(`${text} 元`, `¥${text}`) : text;
    }
    if (typeof value === 'string') {
      const option = label?.options?.find((o) => o.value === value);
      if (option) return pick(option);
      if (DAY.test(value) || INSTANT.test(value)) return when(value);
      const person = lookUp(people, value);
      if (person) return pick(person.name);
      if (label?.widget === 'unit') {
        const unit = units?.find((u) => u.id === value);
        return unit ? pick(unit.name) : value === 'none' ? t('不属于本机关', 'Not of this organ') : value;
      }
      if (lookUp(GLOSSARY, `role.${value}`)) return pick(labelOf(`role.${value}`));
      const outside = label ? undefined : lookUp(GLOSSARY, `outside.${value}`);
      return outside ? pick(outside) : value;
    }
    return null;
  };
  const entries = Object.entries(facts).filter(
    ([key, value]) =>
      value !== undefined &&
      value !== null &&
      !UNSEEN.test(prefix === '' ? key : `${prefix}.${key}`) &&
      !saidTwice(facts, key),
  );
  if (entries.length === 0) return null;
  return (
    <dl className="facts">
      {entries.map(([key, value]) => {
        const path = prefix === '' ? key : `${prefix}.${key}`;
        const label = labelFor(kind, act, path);
        const nested = { kind, act, people, prefix: path };
        let shown: ReactNode;
        if (Array.isArray(value)) {
          shown =
            value.length === 0 ? (
              t('无', 'None')
            ) : (
              <ul>
                {value.map((item, i) => (
                  // Kept facts never change their order.
                  // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity of their own
                  <li key={i}>
                    {typeof item === 'object' && item !== null && !Array.isArray(item) ? (
                      <Facts facts={item as FactSheet} {...nested} />
                    ) : (
                      one(item, label)
                    )}
                  </li>
                ))}
              </ul>
            );
        } else if (typeof value === 'object' && value !== null) {
          shown = <Facts facts={value as FactSheet} {...nested} />;
        } else shown = one(value, label);
        return (
          <div key={key}>
            <dt>{label ? pick(label) : key}</dt>
            <dd>{shown}</dd>
          </div>
        );
      })}
    </dl>
  );
}
