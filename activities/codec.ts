import { fileURLToPath } from 'node:url';
import {
  type DataConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
  ValueError,
} from '@temporalio/common';
import { type KeyService, seal, unseal } from '../ledger/ground/keys.ts';

const ENCODING = Buffer.from('binary/encrypted');
/** Metadata of a payload that could not be sealed: its content is dropped rather than shown. */
const DROPPED = Buffer.from('binary/dropped');

/** What a payload is bound to: the workflow's id alone. The namespace is left out, because replay reports another one. */
const boundTo = (context: SerializationContext | undefined): string =>
  context?.workflowId ? `workflow:${context.workflowId}` : 'nothing';

function pack(payload: Payload): Buffer {
  const metadata = Object.entries(payload.metadata ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value).toString('base64'),
  ]);
  const head = Buffer.from(JSON.stringify(metadata));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  // A payload without data comes out of protobuf with an empty list in its place.
  return Buffer.concat([length, head, Buffer.from(payload.data ?? [])]);
}

function unpack(bytes: Buffer): Payload {
  const end = 4 + bytes.readUInt32BE(0);
  const metadata = JSON.parse(bytes.subarray(4, end).toString()) as [string, string][];
  return {
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    data: bytes.subarray(end),
  };
}

/**
 * Seals payloads with AES-256-GCM, the workflow's id as associated data: a payload moved to another workflow does not
 * open. Encoding never throws, since that can end a worker. Decoding throws `ValueError` without a word of the content.
 * @param key 32 bytes
 */
export function createCodec(key: Uint8Array): PayloadCodec {
  return {
    async encode(payloads, context) {
      const associated = boundTo(context);
      return payloads.map((payload): Payload => {
        try {
          return {
            metadata: { encoding: ENCODING, bound: Buffer.from(associated) },
            data: seal(key, pack(payload), associated),
          };
        } catch {
          return { metadata: { encoding: DROPPED }, data: Buffer.alloc(0) };
        }
      });
    },
    async decode(payloads, context) {
      const associated = boundTo(context);
      return payloads.map((payload): Payload => {
        const encoding = Buffer.from(payload.metadata?.encoding ?? []);
        if (encoding.equals(DROPPED)) throw new ValueError('The payload was dropped when it was written');
        // Not of ours, such as an operator's signal from the command line: left as it is, lest it stop a driver for ever.
        if (!encoding.equals(ENCODING)) return payload;
        try {
          return unpack(unseal(key, Buffer.from(payload.data ?? []), associated));
        } catch {
          throw new ValueError('The sealed payload does not open here: another workflow, another key, or altered');
        }
      });
    },
  };
}

/**
 * Opens what any workflow holds, for a person who reads Temporal's page: by the id that the payload names, under which it was sealed or
 * does not open. What does not open, or was sealed before payloads named one, comes back as it is.
 * @param key 32 bytes
 */
export const openAsBound =
  (key: Uint8Array) =>
  (payload: Payload): Payload => {
    const { encoding = [], bound = [] } = payload.metadata ?? {};
    if (!ENCODING.equals(Buffer.from(encoding))) return payload;
    try {
      return unpack(unseal(key, Buffer.from(payload.data ?? []), Buffer.from(bound).toString()));
    } catch {
      return payload;
    }
  };

/** File with the failure converter, given by its path because the SDK loads it itself, also into the workflow bundle. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

/** What every client and worker of ours uses: sealed payloads, sealed failures. */
export function dataConverter(keys: KeyService): DataConverter {
  return { payloadCodecs: [createCodec(keys.key('temporal'))], failureConverterPath: FAILURE_CONVERTER };
}
