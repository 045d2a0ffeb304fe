import { watch } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE_CONFIG, ROOT } from './build.ts';

/** The rooms of the code that a process runs. */
export const RUNS = {
  api: ['domain', 'files', 'ledger', 'api', 'web/page', 'web/citizen', 'web/register', 'bin'],
  worker: ['domain', 'files', 'ledger', 'activities', 'workflows', 'bin'],
} as const;

/**
 * Calls `changed` when a source in one of the folders was saved, once for what is saved together.
 * @param folders named from `root`
 * @returns what ends the watching
 */
export function onChange(folders: readonly string[], changed: () => void, root = ROOT): () => void {
  let soon: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (!/\.(tsx?|css|json)$/.test(name ?? '')) return;
      clearTimeout(soon);
      soon = setTimeout(changed, 150);
    }),
  );
  return () => {
    clearTimeout(soon);
    for (const watcher of watchers) watcher.close();
  };
}

/**
 * The console from its sources, each change in the page at once. What it asks goes on to the API, as from its own page.
 * @param api address of the API
 */
export async function serveConsole(port: number, api: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: join(ROOT, CONSOLE_CONFIG),
    logLevel: 'warn',
    clearScreen: false,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      proxy: { '/api': { target: api, changeOrigin: true } },
    },
  });
  await server.listen();
  return { url: `http://127.0.0.1:${port}/console/`, stop: () => server.close() };
}
