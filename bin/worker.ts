import { runWorker } from '../activities/worker.ts';
import { composeWorker } from './lib/compose.ts';
import { commandSettings, onStop, tellReady } from './lib/lifecycle.ts';

const settings = commandSettings('worker');
const { deps, close } = composeWorker(settings);
const worker = await runWorker(deps);
onStop(async () => {
  await worker.shutdown();
  await close();
});
await worker.ready;
tellReady();
