import { serveOperations } from '../api/operations.ts';
import { createServer } from '../api/server.ts';
import { ensurePrismaClient } from './lib/build.ts';
import { composeApi } from './lib/compose.ts';
import { commandSettings, onStop, refuse, tellReady } from './lib/lifecycle.ts';

const settings = commandSettings('api');
await ensurePrismaClient();
const { deps, close } = composeApi(settings);
const server = createServer(deps, settings.door);
const operators = settings.operationsAddress ? await serveOperations(deps, settings.operationsAddress) : undefined;
onStop(async () => {
  await Promise.all([server.close(), operators?.close()]);
  await close();
});
try {
  const port = await server.listen(settings.port, settings.host);
  console.log(`pages and API on http://${settings.host}:${port}/`);
  tellReady();
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  refuse(`Port ${settings.port} is taken: free it, or choose another with MINGCHA_PORT.`);
}
