import type { ReactNode } from 'react';
import { type Lang, pathIn } from '../page/language.ts';

/** The field that says that a form is a page of ours. */
export const SIGNED = 'form';
/** Stands in a page where the signature goes as it is sent. */
const UNSIGNED = 'signed-when-it-is-sent';

/** The page with all its forms signed. */
export const signed = (page: string, signature: () => string): string =>
  isSigned(page) ? page.replaceAll(UNSIGNED, signature()) : page;
/** Whether there is a form in it. */
export const isSigned = (page: string): boolean => page.includes(UNSIGNED);

interface Props {
  lang: Lang;
  /** Path without language. */
  to: string;
  files?: boolean;
  /** Mistakes are told by us, all at once. */
  unchecked?: boolean;
  card?: boolean;
  children: ReactNode;
}

/** A form that sends something: signed, and nothing of it is kept by the browser. The only way to make one here. */
export function PostForm({ lang, to, files = false, unchecked = false, card = false, children }: Props) {
  return (
    <form
      method="post"
      action={pathIn(lang, to)}
      encType={files ? 'multipart/form-data' : undefined}
      className={card ? 'card' : undefined}
      autoComplete="off"
      noValidate={unchecked}
    >
      <input type="hidden" name={SIGNED} value={UNSIGNED} />
      {/* Chromium writes what a form sent into its session files, story and receipt, unless a password was in it. Without a name this one is not sent. */}
      <input type="password" defaultValue="-" autoComplete="one-time-code" hidden />
      {children}
    </form>
  );
}
