import { defaultPayloadConverter, type Payload, type SerializationContext, ValueError } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { createCodec } from '../../activities/codec.ts';
import { newKeys } from '../../ledger/ground/keys.ts';

const key = newKeys().temporal;
const codec = createCodec(key);
const WORD = 'canary-4f1c9a';
const plain = (): Payload => defaultPayloadConverter.toPayload({ word: WORD })!;
const workflow = (workflowId: string, namespace = 'mingcha'): SerializationContext => ({
  type: 'workflow',
  namespace,
  workflowId,
});
const activity = (workflowId: string): SerializationContext => ({
  type: 'activity',
  namespace: 'mingcha',
  workflowId,
  activityId: '7',
  isLocal: false,
});
const bytesOf = (payload: Payload) =>
  Buffer.concat(
    [...Object.values(payload.metadata ?? {}), payload.data ?? new Uint8Array()].map((b) => Buffer.from(b)),
  );
const seal = async (payload: Payload, context?: SerializationContext) => (await codec.encode([payload], context))[0]!;

describe('what Temporal stores', () => {
  it('opens again for the same workflow, from an activity as from the workflow, and in replay under another namespace', async () => {
    const sealed = await seal(plain(), workflow('case-a.intake-1'));
    for (const context of [
      workflow('case-a.intake-1'),
      activity('case-a.intake-1'),
      workflow('case-a.intake-1', 'default'),
    ]) {
      const [opened] = await codec.decode([sealed], context);
      expect(defaultPayloadConverter.fromPayload(opened!)).toEqual({ word: WORD });
    }
  });

  it('holds no word of the content, and never the same bytes twice', async () => {
    const [one, two] = await Promise.all([seal(plain(), workflow('w')), seal(plain(), workflow('w'))]);
    for (const sealed of [one, two]) {
      expect(bytesOf(sealed).includes(WORD)).toBe(false);
      expect(bytesOf(sealed).toString('base64')).not.toContain(Buffer.from(WORD).toString('base64').slice(0, 12));
    }
    expect(bytesOf(one).equals(bytesOf(two))).toBe(false);
  });

  it('does not open in another workflow, under another key, without a workflow, or altered; and the error tells nothing', async () => {
    const sealed = await seal(plain(), workflow('case-a'));
    const altered = { ...sealed, data: Buffer.from(sealed.data!).fill(1, 40, 41) };
    const short = { ...sealed, data: sealed.data!.subarray(0, 8) };
    const tries = [
      () => codec.decode([sealed], workflow('case-b')),
      () => codec.decode([sealed]),
      () => createCodec(newKeys().temporal).decode([sealed], workflow('case-a')),
      () => codec.decode([altered], workflow('case-a')),
      () => codec.decode([short], workflow('case-a')),
    ];
    for (const attempt of tries) {
      const error = await attempt().then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(ValueError);
      expect(String((error as Error).stack)).not.toContain(WORD);
    }
  });

  it('is sealed also where the SDK names no workflow, and then opens only without one', async () => {
    const sealed = await seal(plain());
    expect(bytesOf(sealed).includes(WORD)).toBe(false);
    expect(defaultPayloadConverter.fromPayload((await codec.decode([sealed]))[0]!)).toEqual({ word: WORD });
    await expect(codec.decode([sealed], workflow('case-a'))).rejects.toBeInstanceOf(ValueError);
  });

  it('never makes encoding fail: what cannot be sealed is dropped, not shown', async () => {
    const broken = createCodec(new Uint8Array(5));
    const [dropped] = await broken.encode([plain()], workflow('w'));
    expect(bytesOf(dropped!).includes(WORD)).toBe(false);
    await expect(codec.decode([dropped!], workflow('w'))).rejects.toBeInstanceOf(ValueError);
  });

  it('keeps a payload without data, as protobuf gives it, and leaves an operator’s plain signal alone', async () => {
    const nothing = { metadata: { encoding: Buffer.from('binary/null') }, data: [] as unknown as Uint8Array };
    const [opened] = await codec.decode([await seal(nothing, workflow('w'))], workflow('w'));
    expect(Buffer.from(opened!.metadata!.encoding!).toString()).toBe('binary/null');
    expect(opened!.data).toHaveLength(0);
    expect(await codec.decode([plain()], workflow('w'))).toEqual([plain()]);
  });
});
