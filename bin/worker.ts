import { runWorker } from '../activities/worker.ts';
import { composeWorker, showServing } from './lib/compose.ts';
import { commandSettings, onStop, tellReady } from './lib/lifecycle.ts';

const settings = commandSettings('worker');
const { deps, close } = composeWorker(settings);
const worker = await runWorker(deps);
const shown = showServing(settings, worker.serving);
onStop(async () => {
  await shown.stop();
  await worker.shutdown();
  await close();
});
await worker.ready;
tellReady();
