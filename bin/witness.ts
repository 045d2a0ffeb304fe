import { join, resolve } from 'node:path';
import { verifierFrom, witnessVkey } from '../ledger/keeping/log/checkpoint.ts';
import { onStop, refuse, tellReady } from './lib/lifecycle.ts';
import { signingKey } from './lib/outside.ts';
import { startWitness } from './lib/witness.ts';

/** Run by the organ above or by discipline inspection, on a machine of its own; it needs no database and none of our keys. */
const {
  MINGCHA_LOG_VKEY: vkey,
  MINGCHA_WITNESS_DATA: folder = './.witness',
  MINGCHA_WITNESS_NAME: name = 'witness.invalid/mingcha',
  MINGCHA_WITNESS_HOST: host = '127.0.0.1',
  MINGCHA_WITNESS_PORT: port = '3900',
} = process.env;
if (!vkey) refuse('Set MINGCHA_LOG_VKEY to the public key of the log (`npm run keys -- --log …` prints it).');
if (!/^\d{1,5}$/.test(port)) refuse('MINGCHA_WITNESS_PORT must be a whole number up to 65535; correct it.');
try {
  const log = verifierFrom(vkey);
  const witness = signingKey(join(resolve(folder), 'key'), { create: name });
  const running = await startWitness({
    folder: resolve(folder),
    log,
    witness,
    host,
    port: Number(port),
    seconds: () => Math.floor(Date.now() / 1000),
  });
  onStop(running.stop);
  console.log(`Witness of ${log.name} on http://${host}:${running.port}/; its public key: ${witnessVkey(witness)}`);
  tellReady();
} catch (error) {
  refuse((error as Error).message);
}
