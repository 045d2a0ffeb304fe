import { join } from 'node:path';
import { readIfThere, writePrivate } from './files.ts';
import { loadSettings, type Need, SettingsError, type SettingsFor } from './settings.ts';

/** Addresses and process ids of a running `npm start`, for the commands and drills that work beside it. */
export interface Running {
  start: number;
  pids: Partial<Record<'postgres' | 'temporal' | 'api' | 'worker' | 'witness', number>>;
  /** The environment with which another command reaches the same servers. */
  env: Record<string, string>;
}

const runningFile = (dataDir: string): string => join(dataDir, 'running.json');

/** What is noted of the start that uses this data folder, or undefined. It may be over. */
export function readRunning(dataDir: string): Running | undefined {
  const text = readIfThere(runningFile(dataDir));
  return text === undefined ? undefined : (JSON.parse(text) as Running);
}

/** Notes what runs; only its owner may read it, since it holds the address of the database. */
export function writeRunning(dataDir: string, running: Running): void {
  writePrivate(runningFile(dataDir), `${JSON.stringify(running, null, 2)}\n`);
}

/** Prints one sentence and ends the process with code 1. */
export function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/**
 * The settings of a command, from the environment; in demo mode the servers of the running `npm start` stand in for
 * what is not set. Ends the process with one sentence when something is missing or wrong.
 */
export function commandSettings<N extends Need>(need: N): SettingsFor<N> {
  try {
    const own = loadSettings(process.env, 'doctor');
    const beside = need === 'start' || !own.demo ? {} : (readRunning(own.dataDir)?.env ?? {});
    const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
    return loadSettings({ ...beside, ...given }, need);
  } catch (error) {
    if (error instanceof SettingsError) refuse(error.message);
    throw error;
  }
}

/**
 * Ends the process in order once: on Ctrl-C, SIGTERM, SIGHUP, or when the supervisor that started it is gone. Whatever
 * is not done after `graceMs` is cut off.
 */
export function onStop(stop: () => Promise<void>, graceMs = 12_000): void {
  let begun = false;
  const end = () => {
    if (begun) return;
    begun = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: Error) => refuse(error.message),
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  process.on('SIGHUP', end);
  if (process.send) process.on('disconnect', end);
}

/** Tells the supervisor, if there is one, that this process does its work now. */
export function tellReady(): void {
  process.send?.({ ready: true });
}
