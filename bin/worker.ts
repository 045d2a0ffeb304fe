import { runWorker } from '../activities/worker.ts';
import { composeWorker, showServing } from './lib/compose.ts';
import { commandSettings, onStop, refuse, tellReady } from './lib/lifecycle.ts';

const settings = commandSettings('worker');
const { deps, close } = composeWorker(settings);
const cannotStart = ({ message, cause }: Error) =>
  refuse(`The worker cannot start: ${message}${cause instanceof Error ? `: ${cause.message}` : ''}`);
const worker = await runWorker(deps).catch(cannotStart);
const shown = showServing(settings, worker.serving);
onStop(async () => {
  await shown.stop();
  await worker.shutdown();
  await close();
});
worker.over.catch(cannotStart);
await worker.ready;
tellReady();
