import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCodec } from '../../activities/codec.ts';
import { startCodec } from '../../bin/lib/codec.ts';
import { newKeys } from '../../ledger/ground/keys.ts';

const key = newKeys().temporal;
const ACCESS = 'a-key-that-only-operators-are-given';
const ORIGIN = 'http://127.0.0.1:8233';
let server: Awaited<ReturnType<typeof startCodec>>;
beforeAll(async () => {
  server = await startCodec({ key, access: ACCESS, origin: ORIGIN, host: '127.0.0.1', port: 0 });
});
afterAll(() => server.stop());

const written = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([k, v]) => [k, Buffer.from(v).toString('base64')])),
  data: Buffer.from(data ?? []).toString('base64'),
});
const sealed = async (words: string, workflowId?: string) => {
  const context = workflowId === undefined ? undefined : { type: 'workflow' as const, namespace: 'n', workflowId };
  const [payload] = await createCodec(key).encode([defaultPayloadConverter.toPayload(words)!], context);
  return written(payload!);
};
const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
const opened = async (response: Response) => {
  const { payloads } = (await response.json()) as { payloads: { data: string }[] };
  return payloads.map(({ data }) => Buffer.from(data, 'base64').toString());
};

it('opens for the holder of its key what belongs to any workflow, each by the id that it names', async () => {
  const payloads = [await sealed('of one', 'one'), await sealed('of another', 'another'), await sealed('of none')];
  expect(await opened(await ask(`/${ACCESS}/decode`, { payloads }))).toEqual(['"of one"', '"of another"', '"of none"']);
  const bearer = { Authorization: `Bearer ${ACCESS}` };
  expect(await opened(await ask('/decode', { payloads: payloads.slice(0, 1) }, bearer))).toEqual(['"of one"']);
});

it('opens nothing without the key, seals nothing for anybody, and answers no other page', async () => {
  const payloads = [await sealed('of one', 'one')];
  for (const path of ['/decode', '/another-key/decode', '//decode', `/${ACCESS}x/decode`]) {
    const answer = await ask(path, { payloads });
    expect([path, answer.status]).toEqual([path, 401]);
    expect(await answer.text()).not.toContain('of one');
  }
  expect((await ask(`/${ACCESS}/encode`, { payloads })).status).toBe(404);
  const answer = await ask(`/${ACCESS}/decode`, { payloads }, { Origin: 'http://elsewhere.invalid' });
  expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect((await ask(`/${ACCESS}/decode`, 'nothing')).status).toBe(400);
});

it('answers the command line about what says nothing, such as a nudge, so that a history with one can be shown', async () => {
  const answer = await ask('/decode', {}, { Authorization: `Bearer ${ACCESS}` });
  expect([answer.status, await answer.json()]).toEqual([200, { payloads: [] }]);
});

it('gives back as it came what was said to be of another workflow, is under another key or names none', async () => {
  const one = await sealed('of one', 'one');
  const moved = { ...one, metadata: { ...one.metadata, bound: Buffer.from('workflow:two').toString('base64') } };
  const former = { ...one, metadata: { ...one.metadata, bound: Buffer.from('workflow').toString('base64') } };
  const answer = await ask(`/${ACCESS}/decode`, { payloads: [moved, former] });
  expect(((await answer.json()) as { payloads: unknown }).payloads).toEqual([moved, former]);
});
