import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { readIfThere, writePrivate } from './files.ts';

/** Whether nothing listens on this port of the given address. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Lets a server listen.
 * @returns the port that it has, also where any free one was asked for
 * @throws the system's error where it cannot be had
 */
export async function listening(server: Server, at: { port: number; host: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** A port of 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * The port a server of this data folder had the last time, if it is still free, otherwise a new one, written down in
 * `ports.json`. Addresses that were noted or bookmarked thus survive a restart.
 */
export async function rememberedPort(dataDir: string, name: string): Promise<number> {
  const file = join(dataDir, 'ports.json');
  const known = JSON.parse(readIfThere(file) ?? '{}') as Record<string, number>;
  const before = known[name];
  if (before !== undefined && (await isFree(before))) return before;
  const taken = new Set(Object.values(known));
  let port = await freePort();
  while (taken.has(port)) port = await freePort();
  // Read again: another server of this folder may have chosen its port meanwhile.
  const now = JSON.parse(readIfThere(file) ?? '{}') as Record<string, number>;
  writePrivate(file, `${JSON.stringify({ ...now, [name]: port }, null, 2)}\n`);
  return port;
}
