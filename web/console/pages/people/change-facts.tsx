import type { ReactNode } from 'react';
import { lookUp } from '../../../../domain/look-up.ts';
import type { Bilingual } from '../../api/types.ts';
import { bare, type Schema, type Values } from '../../form/schema.ts';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { formOf, type Sent, short } from './kinds.ts';

/** Fields that name somebody or something of the organ. */
const NAMING = new Set(['colleague', 'organ-beneath', 'own-unit', 'colleague-or-unit', 'held-post', 'deputyship']);

/** Chinese first, in whatever order it was kept. */
const inBoth = ({ zh, en }: Bilingual) => (zh === en ? zh : `${zh} / ${en}`);

/** One change as titled lines; titles are those of its form. */
export function ChangeFacts({ change, names }: { change: Sent; names: Readonly<Record<string, Bilingual>> }) {
  const { kind, ...values } = change;
  return <Lines schema={formOf(kind)} values={values} names={names} />;
}

/** Rows of a list on the screen at once. */
const ROWS = 50;

/** A list of objects, folded: how many there are, and the first of them. */
function Rows({
  schema,
  rows,
  names,
}: {
  schema: Schema;
  rows: readonly Values[];
  names: Readonly<Record<string, Bilingual>>;
}) {
  const { t } = useWords();
  return (
    <details className="change-details">
      <summary>{t(`${rows.length}项`, rows.length === 1 ? 'one' : `${rows.length} of them`)}</summary>
      <ol>
        {rows.slice(0, ROWS).map((row, i) => (
          // What was asked for never changes its order.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said
          <li key={i}>
            <Lines schema={schema} values={row} names={names} />
          </li>
        ))}
      </ol>
      {rows.length > ROWS ? (
        <p className="quiet">
          {t(`其余${rows.length - ROWS}项从略。`, `${rows.length - ROWS} more are left out here.`)}
        </p>
      ) : null}
    </details>
  );
}

function Lines({
  schema,
  values,
  names,
}: {
  schema: Schema;
  values: Values;
  names: Readonly<Record<string, Bilingual>>;
}) {
  const { t, pick, day, language } = useWords();
  const shown = (raw: Schema, value: unknown): ReactNode => {
    const field = bare(raw);
    if (value === null) return t('直属本机关', 'None');
    if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
      return <Rows schema={field.items ?? {}} rows={value as Values[]} names={names} />;
    if (Array.isArray(value)) return value.map((one) => pick(labelOf(`role.${one}`))).join(t('、', ', '));
    if (field.widget === 'both') return typeof value === 'string' ? value : inBoth(value as Bilingual);
    if (typeof value === 'object') return <Lines schema={field} values={value as Values} names={names} />;
    const text = String(value);
    if (field.widget && NAMING.has(field.widget)) return pick(lookUp(names, text) ?? { zh: text, en: text });
    const option = field.options?.find((one) => one.value === text);
    return option ? pick(option) : field.format === 'date' ? day(text) : text;
  };
  return (
    <dl className="facts">
      {Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
        const value = values[key];
        if (value === undefined || field.const !== undefined) return [];
        const title = (language === 'zh' ? field.title : field.titleEn) ?? key;
        return [
          <div key={key}>
            <dt>{short(title)}</dt>
            <dd>{shown(field, value)}</dd>
          </div>,
        ];
      })}
    </dl>
  );
}
