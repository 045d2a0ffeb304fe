import type { ReactNode } from 'react';

/** What somebody typed, by field name; shown again when the form comes back. */
export type Typed = Record<string, string>;

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  must?: string;
  error?: string;
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

interface SelectProps {
  id: string;
  options: { value: string; text: string }[];
  value: string | undefined;
  /** Words of the empty choice. */
  empty?: string;
  describedBy?: string;
}

export function Select({ id, options, value, empty, describedBy: by }: SelectProps) {
  return (
    <select id={id} name={id} defaultValue={value ?? ''} aria-describedby={by}>
      {empty !== undefined ? <option value="">{empty}</option> : null}
      {options.map((o) => (
        <option key={o.value} value={o.value}>
          {o.text}
        </option>
      ))}
    </select>
  );
}
