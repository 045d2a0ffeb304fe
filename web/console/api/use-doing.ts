import { useState } from 'react';
import { call, Failure, failureOf } from './client.ts';
import { useKey } from './use-key.ts';

/** One thing at a time is done: which, and why the last one was not. */
export function useDoing(failed: (failure: Failure) => void = () => undefined) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    /** @returns what came of it, the failure where it was not done */
    async work<T>(what: string, doing: Promise<T>): Promise<T | Failure> {
      setBusy(what);
      setFailure(null);
      try {
        return await doing;
      } catch (error) {
        const why = failureOf(error);
        setFailure(why);
        failed(why);
        return why;
      } finally {
        setBusy(null);
      }
    },
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
      const answer = await work('send', call<T>(path, { method: 'POST', body, key, ...(seconds ? { seconds } : {}) }));
      if (!(answer instanceof Failure)) sent?.(answer);
      return answer;
    },
  };
}
