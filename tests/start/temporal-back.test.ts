import { createServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Connection } from '@temporalio/client';
import { expect, test } from 'vitest';
import { withTemporal } from '../../activities/connection.ts';
import { temporalAnswers, temporalWatch } from '../../bin/lib/temporal.ts';
import { cuttableWay } from '../api/support.ts';
import { proven, sample } from '../support/proof.ts';

/** Looks while it is away, each of which waits two seconds in vain: the pauses of a shared channel would grow with each. */
const LOOKS = sample(16, 150);
/** What people are promised. */
const BACK_WITHIN_MS = 5_000;

test('after a long outage the first look after Temporal’s return finds it, whoever else holds a connection', async () => {
  const server = process.env.TEST_TEMPORAL_ADDRESS;
  if (!server)
    throw new Error('TEST_TEMPORAL_ADDRESS is not set: give this test folder `temporal` in vitest.config.ts.');
  const way = await cuttableWay(`tcp://${server}`);
  const address = new URL(way.url).host;
  // As the worker of the same process has one, whose channel goes on trying in its own rhythm.
  const other = await Connection.connect({ address });
  const answers = temporalWatch(address);
  try {
    expect(await answers()).toBe(true);
    await way.cut();
    const gone = performance.now();
    await expect.poll(answers, { timeout: 20_000, interval: 100 }).toBe(false);
    for (let n = 0; n < LOOKS; n++) expect(await temporalAnswers(address)).toBe(false);
    const away = performance.now() - gone;
    await way.mend();
    const back = performance.now();
    await expect.poll(answers, { timeout: BACK_WITHIN_MS, interval: 50 }).toBe(true);
    proven('Temporal is known to be back within five seconds of its return', {
      'seconds away': Math.round(away / 1000),
      'milliseconds until known': Math.round(performance.now() - back),
    });
  } finally {
    await other.close();
    await way.close();
  }
}, 600_000);

test('a server that takes a call and never answers is given up, and the connection to it is closed', async () => {
  const open = new Set<ServerHttp2Session>();
  const mute = createServer();
  mute.on('session', (session) => {
    open.add(session);
    session.on('error', () => {});
    session.on('close', () => open.delete(session));
  });
  await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
  try {
    const address = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
    await expect(withTemporal({ address, connectTimeout: 300 }, async () => 'never')).rejects.toThrow();
    await expect.poll(() => open.size).toBe(0);
  } finally {
    for (const session of open) session.destroy();
    mute.close();
  }
});
