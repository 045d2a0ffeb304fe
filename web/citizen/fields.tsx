import type { ReactNode } from 'react';
import type { KeptFile } from '../../api/problem.ts';
import { lengthOf, oneLineEnd } from '../../domain/text/typed.ts';
import { type Lang, sizeWords } from '../page/language.ts';

/** What somebody typed, by field name; shown again when the form comes back. */
export type Typed = Record<string, string>;

/** No body holds more. */
const MOST_COUNTED = 1_000_000;

export const inDigits = (n: number | bigint, lang: Lang) => n.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB');
export const lengthTyped = (text: string) => lengthOf(oneLineEnd(text), MOST_COUNTED);

/** How long a text may be and, where one came back, how long it is. */
export function lengthWords(lang: Lang, most: number, typed = ''): string {
  const length = lengthTyped(typed);
  const zh = length === 0 ? '' : `，现有${inDigits(length, 'zh')}字`;
  const en = length === 0 ? '' : `; there are ${inDigits(length, 'en')}`;
  return lang === 'zh' ? `最多${inDigits(most, 'zh')}字${zh}` : `${inDigits(most, 'en')} characters at most${en}`;
}

interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  must?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** A labelled field with hint and error tied to it for those who cannot see the layout. */
export function Field({ id, label, hint, must, error, children }: FieldProps) {
  return (
    <div className={error ? 'wrong' : undefined}>
      <label htmlFor={id}>
        {label} {must ? <span className="must">{must}</span> : null}
      </label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {children}
    </div>
  );
}

/** Ids for aria-describedby. */
export const describedBy = (id: string, hint?: string, error?: string) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

/** Files that wait already, to be sent with the form unless one is left out; nobody chooses them a second time. */
export function KeptFiles({ lang, kept }: { lang: Lang; kept: readonly KeptFile[] }) {
  if (kept.length === 0) return null;
  return (
    <fieldset className="kept">
      <legend>{lang === 'zh' ? '已经上传的文件' : 'Files that are here already'}</legend>
      <p className="hint">
        {lang === 'zh'
          ? '这些文件不用重新选择，一小时内有效；不想提交的请取消勾选。'
          : 'No need to choose these again; they wait for an hour. Clear what you do not want to send.'}
      </p>
      {kept.map((file) => (
        <label className="tick" key={file.ticket}>
          <input type="checkbox" name="kept" value={file.ticket} defaultChecked />
          <span>
            {file.name} · {sizeWords(file.size)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface SelectProps {
  id: string;
  options: { value: string; text: string }[];
  value: string | undefined;
  /** Words of the empty choice. */
  empty?: string;
  describedBy?: string | undefined;
}

export function Select({ id, options, value, empty, describedBy: by }: SelectProps) {
  return (
    <select id={id} name={id} defaultValue={value ?? ''} autoComplete="off" aria-describedby={by}>
      {empty !== undefined ? <option value="">{empty}</option> : null}
      {options.map((o) => (
        <option key={o.value} value={o.value}>
          {o.text}
        </option>
      ))}
    </select>
  );
}
