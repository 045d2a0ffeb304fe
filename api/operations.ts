import { createServer, type Server } from 'node:http';
import type { Deps } from './deps.ts';
import { METRICS_TYPE, metricsOf, partsOf } from './resources/operations.ts';

/**
 * What operators ask, on an address of its own that the public does not reach: `/metrics` and `/operations`. Nothing else is there.
 * @returns the port it listens on, and how to end it
 */
export async function serveOperations(
  deps: Pick<Deps, 'vitals' | 'takes' | 'log'>,
  address: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const answers: Record<string, () => Promise<{ type: string; content: string }>> = {
    '/metrics': async () => ({ type: METRICS_TYPE, content: await metricsOf(deps) }),
    '/operations': async () => ({ type: 'application/json', content: JSON.stringify(await partsOf(deps)) }),
  };
  const server: Server = createServer((req, res) => {
    const answer = req.method === 'GET' && Object.hasOwn(answers, req.url ?? '') ? answers[req.url ?? ''] : undefined;
    if (!answer) {
      res.writeHead(404).end();
      return;
    }
    answer().then(
      ({ type, content }) => res.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(content),
      (error: Error) => {
        deps.log.error({ error: error.name }, 'figures of operations could not be had');
        res.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const at = server.address();
  return {
    port: typeof at === 'object' && at ? at.port : address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
