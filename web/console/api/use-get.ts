import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { call, type Failure } from './client.ts';
import type { Page } from './types.ts';

export interface Loaded<T> {
  data: T | undefined;
  failure: Failure | null;
  loading: boolean;
  /** When the data was read, milliseconds; null before. */
  readAt: number | null;
  reload(): void;
}

/**
 * Reads a resource and keeps what it had while reading again. `null` reads nothing.
 * @param every milliseconds after which it is read again, from what was read last
 */
export function useGet<T>(path: string | null, every?: (data: T | undefined) => number | false): Loaded<T> {
  const read = useQuery<T>({
    queryKey: [path],
    enabled: path !== null,
    refetchInterval: ({ state }) => every?.(state.data) ?? false,
  });
  return { data: read.data, ...useRead(read, path !== null) };
}

interface Read {
  isFetching: boolean;
  error: Failure | null;
  dataUpdatedAt: number;
  refetch(): Promise<unknown>;
}

/** Who tries again is not told of the time before. */
function useRead({ isFetching, error, dataUpdatedAt, refetch }: Read, enabled = true): Omit<Loaded<unknown>, 'data'> {
  const reload = useCallback(() => {
    if (enabled) refetch();
  }, [enabled, refetch]);
  return { failure: isFetching ? null : error, loading: isFetching, readAt: dataUpdatedAt || null, reload };
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

/** The page in an answer that is of another shape. */
type PageOf<T, First> = (answer: never) => Page<T> & First;

/**
 * Reads a list by cursor: the first page, and further ones when asked.
 * @param whenSeen false: it is not read again by itself when the page comes back to the front
 * @param by what the query calls the place from which the next page goes on
 */
export function usePages<T, First = unknown>(
  path: string,
  { whenSeen = true, by = 'cursor', of }: { whenSeen?: boolean; by?: string; of?: PageOf<T, First> } = {},
): Pages<T, First> {
  const sign = path.includes('?') ? '&' : '?';
  const read = useInfiniteQuery({
    queryKey: [path, 'pages'],
    queryFn: async ({ pageParam, signal }) => {
      const next = pageParam === null ? path : `${path}${sign}${by}=${encodeURIComponent(pageParam)}`;
      const answer = await call<Page<T> & First>(next, { signal });
      return of ? of(answer as never) : answer;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    refetchOnWindowFocus: whenSeen,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, error } = read;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const state = useRead(read);
  return {
    ...state,
    failure: isFetchNextPageError ? null : state.failure,
    loading: state.loading && !isFetchingNextPage,
    first: read.data?.pages[0],
    items: read.data?.pages.flatMap((page) => page.items),
    more: hasNextPage,
    loadMore,
    loadingMore: isFetchingNextPage,
    moreFailure: isFetchNextPageError && !isFetchingNextPage ? error : null,
  };
}
