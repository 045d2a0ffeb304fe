import type { ReactNode } from 'react';
import { lookUp } from '../../../domain/look-up.ts';
import type { FactSheet, Json, ProceedingKind } from '../api/types.ts';
import { useAboutCase } from '../form/about-case.ts';
import { isSeen, labelFor, namedBy } from '../words/fact-labels.ts';
import { FACTS } from '../words/facts.ts';
import type { FieldLabel } from '../words/table-words.ts';
import { useWords } from '../words/words.tsx';

export type People = Record<string, { name: { zh: string; en: string }; login: string }>;

interface Of {
  kind: ProceedingKind;
  act: string;
  people: People;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

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
      const word = namedBy(value, label);
      return word ? pick(word) : value;
    }
    return null;
  };
  const entries = Object.entries(facts).filter(
    ([key, value]) =>
      value !== undefined &&
      value !== null &&
      isSeen(prefix === '' ? key : `${prefix}.${key}`) &&
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
