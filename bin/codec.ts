import { fileKeys } from '../ledger/index.ts';
import { startCodec } from './lib/codec.ts';
import { commandSettings, onStop, refuse, tellReady } from './lib/lifecycle.ts';

const { keysPath } = commandSettings('codec');
const {
  MINGCHA_CODEC_KEY: access = '',
  MINGCHA_CODEC_HOST: host = '127.0.0.1',
  MINGCHA_CODEC_PORT: port = '3901',
  MINGCHA_CODEC_ORIGIN: origin = 'http://127.0.0.1:8233',
} = process.env;
if (!/^[\w~.-]{32,}$/.test(access)) {
  refuse(
    'Set MINGCHA_CODEC_KEY to 32 letters and digits or more made by chance, such as `openssl rand -hex 24` prints.',
  );
}
if (!/^\d{1,5}$/.test(port)) refuse('MINGCHA_CODEC_PORT must be a whole number up to 65535; correct it.');
try {
  const running = await startCodec({
    key: fileKeys(keysPath).key('temporal'),
    access,
    origin,
    host,
    port: Number(port),
  });
  onStop(running.stop);
  console.log(
    `Opens payloads for ${origin} on http://${host}:${running.port}/<MINGCHA_CODEC_KEY>; nothing is written down.`,
  );
  tellReady();
} catch (error) {
  refuse((error as Error).message);
}
