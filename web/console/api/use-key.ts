import { useCallback, useRef } from 'react';

/**
 * Idempotency keys of what one form sends: the same as long as its content is the same, so that what is sent again after a failure is never
 * done twice.
 * @returns asked with the content as text
 */
export function useKey(): (content: string) => string {
  const last = useRef<{ content: string; key: string } | null>(null);
  return useCallback((content: string) => {
    if (last.current?.content !== content) last.current = { content, key: crypto.randomUUID() };
    return last.current.key;
  }, []);
}
