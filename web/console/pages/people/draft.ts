import { createContext, useCallback, useContext, useMemo } from 'react';
import type { ChangeKind } from '../../../../domain/authority/changes.ts';
import type { Bilingual, StaffView } from '../../api/types.ts';
import { useKept } from '../../form/kept.ts';
import type { Values } from '../../form/schema.ts';
import { type Sent, sentOf } from './kinds.ts';

/** A change as it is being typed. */
export interface Typed {
  kind: ChangeKind;
  /** What was settled by where it was begun: whose post, which unit. */
  settled: Values;
  values: Values;
  /** As they are today: what follows is said from it. */
  person?: StaffView;
}

interface Kept {
  items: Typed[];
  reason: string;
  /** Names of whatever the changes name. */
  names: Record<string, Bilingual>;
  /** The form on the screen; `at`: which change of the list it alters. */
  open: { at: number | null; typed: Typed } | null;
  /** A form that was left without being put into the list. */
  left: Typed | null;
}

const NOTHING: Kept = { items: [], reason: '', names: {}, open: null, left: null };

export interface ChangeList extends Kept {
  changes: Sent[];
  /** Opens the form of a new change, as it was left where it is the same one. */
  begin(typed: Typed): void;
  alter(at: number): void;
  /** What is typed in the open form. */
  type(values: Values): void;
  close(): void;
  put(values: Values): void;
  /** Several at once, with what they name. */
  putAll(typed: readonly Typed[], names: Record<string, Bilingual>): void;
  remove(at: number): void;
  setReason(reason: string): void;
  remember(id: string, name: Bilingual): void;
  clear(): void;
}

const same = (a: Typed, b: Typed) => a.kind === b.kind && JSON.stringify(a.settled) === JSON.stringify(b.settled);
const isEmpty = (values: Values) => Object.values(values).every((v) => v === undefined || v === '');

/** The changes that are collected into one request; they outlive a reload of the page. */
export function useKeptList(): ChangeList {
  const [kept, setKept] = useKept('changes', NOTHING);
  const set = useCallback(
    (part: (now: Kept) => Partial<Kept>) => setKept((now) => ({ ...now, ...part(now) })),
    [setKept],
  );
  return useMemo<ChangeList>(
    () => ({
      ...kept,
      changes: kept.items.map(({ kind, settled, values }) => sentOf(kind, settled, values)),
      begin: (typed) =>
        set(({ left }) => ({ open: { at: null, typed: left && same(left, typed) ? { ...typed, ...left } : typed } })),
      alter: (at) => set(({ items }) => ({ open: items[at] ? { at, typed: items[at] } : null })),
      type: (values) => set(({ open }) => ({ open: open && { ...open, typed: { ...open.typed, values } } })),
      close: () =>
        set(({ open, left }) => ({
          open: null,
          left: open?.at === null && !isEmpty(open.typed.values) ? open.typed : left,
        })),
      put: (values) =>
        set(({ items, open, left }) => {
          if (!open) return {};
          const typed = { ...open.typed, values };
          const next = open.at === null ? [...items, typed] : items.map((one, i) => (i === open.at ? typed : one));
          return { items: next, open: null, left: left && same(left, typed) ? null : left };
        }),
      putAll: (typed, found) =>
        set(({ items, names }) => ({ items: [...items, ...typed], names: { ...names, ...found } })),
      remove: (at) => set(({ items }) => ({ items: items.filter((_, i) => i !== at) })),
      setReason: (reason) => set(() => ({ reason })),
      remember: (id, name) => set(({ names }) => ({ names: { ...names, [id]: name } })),
      clear: () => setKept(NOTHING),
    }),
    [kept, set, setKept],
  );
}

export const ChangeListContext = createContext<ChangeList | null>(null);

export function useChangeList(): ChangeList {
  const list = useContext(ChangeListContext);
  if (!list) throw new Error('no change list');
  return list;
}
