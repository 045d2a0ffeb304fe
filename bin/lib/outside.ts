import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { millisOf } from '../../domain/time/day.ts';
import type { KeyService, TimePort } from '../../ledger/index.ts';
import { BEAT_MS, beat, type Outside } from '../../ledger/keeping/beat.ts';
import { newSigningKey, type Signer, signerFrom, verifierFrom } from '../../ledger/keeping/log/checkpoint.ts';
import { readIfThere, writePrivate } from './files.ts';
import type { Settings } from './settings.ts';

/** How long a witness may think. */
const PATIENCE_MS = 20_000;

/**
 * The signing key in a file.
 * @param options.create makes one for a log or witness of this name when there is none
 * @throws Error with a sentence that names the file and the remedy
 */
export function signingKey(path: string, options: { create?: string } = {}): Signer {
  let line = readIfThere(path);
  if (line === undefined) {
    if (options.create === undefined) {
      throw new Error(`There is no signing key ${path}: make one with \`npm run keys -- --log <origin> ${path}\`.`);
    }
    line = newSigningKey(options.create);
    writePrivate(path, `${line}\n`);
  }
  try {
    return signerFrom(line);
  } catch {
    throw new Error(`The file ${path} holds no signing key: restore it from your copy.`);
  }
}

/** A folder in which every file is written once and never again. */
export function checkpointFolder(folder: string): NonNullable<Outside['folder']> {
  const names = async (ending: string) =>
    (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending)).sort();
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return {
    async all() {
      return Promise.all([...(await names('.checkpoint')), ...(await names('.witnessed'))].map(read));
    },
    async last() {
      const last = (await names('.checkpoint')).at(-1);
      return last === undefined ? null : read(last);
    },
    async put(name, text) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    },
    async destroyed() {
      return (await names('.destroyed')).map((name) => name.slice(0, -'.destroyed'.length));
    },
  };
}

/** A witness that is asked over HTTP (C2SP tlog-witness), and says on `/checkpoint` what it cosigned last. */
export function httpWitness(url: string, vkey: string): NonNullable<Outside['witness']> {
  const at = (path: string) => new URL(path, url.endsWith('/') ? url : `${url}/`);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(at(path), { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  return {
    key: verifierFrom(vkey),
    async last() {
      const answer = await ask('checkpoint');
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`${at('checkpoint').href} answers ${answer.status}`);
      return answer.text();
    },
    async add(body) {
      const answer = await ask('add-checkpoint', { method: 'POST', body });
      return { status: answer.status, body: await answer.text() };
    },
  };
}

type Where = Pick<Settings, 'logKeyPath' | 'logVkey' | 'checkpoints' | 'witness' | 'demo'>;

/** Name of the log of a demonstration. */
export const DEMO_ORIGIN = 'mingcha.example/demo';

const outsideWith = (vkey: string, settings: Where): Outside => ({
  log: verifierFrom(vkey),
  ...(settings.checkpoints === undefined ? {} : { folder: checkpointFolder(settings.checkpoints) }),
  ...(settings.witness === undefined ? {} : { witness: httpWitness(settings.witness.url, settings.witness.vkey) }),
});

/** Where checkpoints go and who signs them, by the settings; null where no log key is set. */
function outsideOf(settings: Where): { outside: Outside; signer: Signer } | null {
  if (settings.logKeyPath === undefined) return null;
  const signer = signingKey(settings.logKeyPath, settings.demo ? { create: DEMO_ORIGIN } : {});
  return { signer, outside: outsideWith(signer.vkey(), settings) };
}

/** Where checkpoints are, for who only checks them: the public key is enough. Null where neither key is set. */
export const outsideKnown = (settings: Where): Outside | null =>
  settings.logVkey === undefined ? (outsideOf(settings)?.outside ?? null) : outsideWith(settings.logVkey, settings);

/** Looks this often whether a beat is due; the beat itself is every ten minutes, for all workers together. */
const LOOK_MS = 20_000;

/** Puts what was sealed into the log and hands checkpoints outside, on a fixed beat, whether or not anything happened. */
export function keepBeating(
  parts: { pool: pg.Pool; keys: KeyService; clock: TimePort; log: (line: string) => void },
  settings: Where,
): { stop(): Promise<void> } {
  const { pool, keys, clock, log } = parts;
  const where = outsideOf(settings);
  if (!where) {
    log('MINGCHA_LOG_KEY is not set: no checkpoint goes outside, and nobody else can find what is changed here');
    return { stop: async () => {} };
  }
  let beaten = -1;
  let said = '';
  let busy: Promise<void> = Promise.resolve();
  const look = async () => {
    const due = Math.floor(millisOf(clock.now()) / BEAT_MS);
    if (due === beaten) return;
    try {
      if ((await beat({ pool, keys, signer: where.signer, outside: where.outside, now: clock.now })) !== null)
        beaten = due;
      said = '';
    } catch (error) {
      if ((error as Error).message !== said) log(`no checkpoint went outside: ${(error as Error).message}`);
      said = (error as Error).message;
    }
  };
  const timer = setInterval(() => {
    busy = busy.then(look);
  }, LOOK_MS);
  busy = look();
  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}
