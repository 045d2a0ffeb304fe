import { randomUUID } from 'node:crypto';
import type { bringUp } from './product.ts';

/** Asks a product over HTTP as somebody of its demonstration. @throws Error with the status and the beginning of the answer, where it is none of success */
export function asking(product: Pick<Awaited<ReturnType<typeof bringUp>>, 'host' | 'port' | 'cookie'>) {
  return async <T>(as: string, method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://${product.host}:${product.port}${path}`, {
      method,
      headers: {
        cookie: await product.cookie(as),
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 2_000)}`);
    return (await answer.json()) as T;
  };
}
