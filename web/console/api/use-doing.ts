import { useMutation } from '@tanstack/react-query';
import { call, Failure, failureOf } from './client.ts';
import { useKey } from './use-key.ts';

interface Doing {
  what: string;
  doing: () => Promise<unknown>;
}

/** One thing at a time is done: which, and why the last one was not. */
export function useDoing(failed: (failure: Failure) => void = () => undefined) {
  const { mutateAsync, isPending, variables, error, reset } = useMutation({
    mutationFn: ({ doing }: Doing) =>
      doing().catch((why: unknown) => {
        throw failureOf(why);
      }),
    onError: failed,
  });
  return {
    busy: isPending ? variables.what : null,
    failure: error,
    /** Why the last one was not done is not said any more. */
    forget: () => {
      if (error) reset();
    },
    /** @returns what came of it, the failure where it was not done */
    work: <T>(what: string, doing: () => Promise<T>): Promise<T | Failure> =>
      mutateAsync({ what, doing }).then((answer) => answer as T, failureOf),
  };
}

/**
 * What a form sends to an address. Again after a failure it has the same key as long as its content is the same: it is never done twice.
 * @param options how long an answer is waited for; what happens after one, and after a failure
 */
export function useSending<T>(
  path: string,
  options: { seconds?: number; sent?: (answer: T) => void; failed?: (failure: Failure) => void } = {},
) {
  const { busy, failure, work } = useDoing(options.failed);
  const keyOf = useKey();
  const { seconds, sent } = options;
  return {
    busy: busy !== null,
    failure,
    /** @returns the answer, the failure where there is none */
    async send(body: unknown): Promise<T | Failure> {
      const key = keyOf(JSON.stringify(body));
      const answer = await work('send', () =>
        call<T>(path, { method: 'POST', body, key, ...(seconds ? { seconds } : {}) }),
      );
      if (!(answer instanceof Failure)) sent?.(answer);
      return answer;
    },
  };
}
