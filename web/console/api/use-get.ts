import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Failure } from './client.ts';
import type { Page } from './types.ts';

export interface Loaded<T> {
  data: T | undefined;
  failure: Failure | null;
  loading: boolean;
  /** When the data was read, milliseconds; null before. */
  readAt: number | null;
  reload(): void;
}

/** Reads a resource and keeps what it had while reading again. `null` reads nothing. */
export function useGet<T>(path: string | null): Loaded<T> {
  const [state, setState] = useState<{
    path: string | null;
    data?: T;
    failure: Failure | null;
    loading: boolean;
    readAt: number | null;
  }>({ path, failure: null, loading: path !== null, readAt: null });
  const running = useRef<AbortController | null>(null);

  const read = useCallback(() => {
    running.current?.abort();
    if (path === null) return;
    const controller = new AbortController();
    running.current = controller;
    setState((old) => ({ ...(old.path === path ? old : { readAt: null }), path, failure: null, loading: true }));
    call<T>(path, { signal: controller.signal }).then(
      (data) => setState({ path, data, failure: null, loading: false, readAt: Date.now() }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const failure = error instanceof Failure ? error : new Failure('offline');
        setState((old) => ({ ...old, path, failure, loading: false }));
      },
    );
  }, [path]);

  useEffect(() => {
    read();
    return () => running.current?.abort();
  }, [read]);

  return {
    data: state.path === path ? state.data : undefined,
    failure: state.failure,
    loading: state.loading,
    readAt: state.readAt,
    reload: read,
  };
}

export interface Pages<T, First = unknown> extends Omit<Loaded<T[]>, 'data'> {
  items: T[] | undefined;
  /** The first page, with whatever else it has. */
  first: (Page<T> & First) | undefined;
  /** Whether there is more to read. */
  more: boolean;
  loadMore(): void;
  loadingMore: boolean;
  moreFailure: Failure | null;
}

/** Reads a list by cursor: the first page, and further ones when asked. */
export function usePages<T, First = unknown>(path: string): Pages<T, First> {
  const first = useGet<Page<T> & First>(path);
  const [rest, setRest] = useState<{ of: Page<T> | undefined; items: T[]; next: string | undefined } | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreFailure, setMoreFailure] = useState<Failure | null>(null);
  const tail = rest && rest.of === first.data ? rest : null;
  const next = tail ? tail.next : first.data?.next;

  const loadMore = useCallback(() => {
    if (next === undefined || loadingMore) return;
    setLoadingMore(true);
    setMoreFailure(null);
    const sign = path.includes('?') ? '&' : '?';
    call<Page<T>>(`${path}${sign}cursor=${encodeURIComponent(next)}`)
      .then((page) =>
        setRest({ of: first.data, items: [...(tail?.items ?? []), ...page.items], next: page.next ?? undefined }),
      )
      .catch((error: unknown) => setMoreFailure(error instanceof Failure ? error : new Failure('offline')))
      .finally(() => setLoadingMore(false));
  }, [next, loadingMore, path, first.data, tail]);

  return {
    first: first.data,
    items: first.data ? [...first.data.items, ...(tail?.items ?? [])] : undefined,
    failure: first.failure,
    loading: first.loading,
    readAt: first.readAt,
    reload: first.reload,
    more: next !== undefined,
    loadMore,
    loadingMore,
    moreFailure,
  };
}
