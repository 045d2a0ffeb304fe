import { QueryClient } from '@tanstack/react-query';
import { call, type Failure } from './client.ts';

declare module '@tanstack/react-query' {
  interface Register {
    /** `ask` ends with an answer or a Failure. */
    defaultError: Failure;
  }
}

/** A page left in the background for longer than this is read again when it comes back. */
const STALE_MS = 60_000;

/** Reads of the API, where the key is the path that is asked, and what is done there (`use-doing.ts`). */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      queryFn: ({ queryKey: [path], signal }) => call(String(path), { signal }),
      staleTime: STALE_MS,
      // What was read of a case is not kept once its page is left.
      gcTime: 0,
      // Without a network it says so at once: who waits for one shows a spinner without an end.
      networkMode: 'always',
      // A line that broke off is tried once more; who waited long, or was refused, is told.
      retry: (count, failure) => failure.kind === 'offline' && count === 0,
      retryDelay: 300,
    },
    // An answer may be a password that is shown once.
    mutations: { networkMode: 'always', gcTime: 0 },
  },
});
