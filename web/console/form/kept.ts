import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { useSession } from '../api/session.tsx';

/** Of this person alone: who signs in after them on the same screen finds nothing. */
function found<T>(key: string, by: string): T | null {
  try {
    const held = JSON.parse(sessionStorage.getItem(key) ?? 'null') as { by: string; kept: T } | null;
    if (held?.by === by) return held.kept;
    sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing begins anew.
  }
  return null;
}

/**
 * What is typed and not sent yet: it outlives a reload of the page.
 * @param name where it is kept; one form has one
 * @param nothing what it is before anything is typed, and again when it was sent; the same one each time
 */
export function useKept<T>(name: string, nothing: T): [T, Dispatch<SetStateAction<T>>] {
  const by = useSession().me.id;
  const key = `mingcha-${name}`;
  const [kept, setKept] = useState<T>(() => found<T>(key, by) ?? nothing);
  useEffect(() => {
    try {
      if (kept === nothing) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify({ by, kept }));
    } catch {
      // A browser that keeps nothing has it as long as the page stands.
    }
  }, [key, by, kept, nothing]);
  return [kept, setKept];
}
