import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCodec } from '../../activities/codec.ts';
import { driverIds } from '../../activities/ids.ts';
import { RUNGS } from '../../domain/case/rungs.ts';
import { EFFECT_KINDS, PROCEEDING_KINDS } from '../../domain/case/types.ts';
import { keysOf, newKeys } from '../../ledger/index.ts';
import { CANARIES, listed } from '../support/scenes.ts';
import { type SkippingHouse, skippingHouse } from '../support/skipping.ts';

let house: SkippingHouse;
/** What Temporal stores of each driver: as it lies there, and opened with the key. */
const histories: { id: string; raw: string; payloads: number; opened: string; summaries: string[] }[] = [];

const isPayload = (value: object): value is Payload => 'metadata' in value && 'data' in value;

/** Every text and every byte of a stored thing as one string, whichever way it is spelt. */
function flat(value: unknown, payloads: Payload[]): string {
  if (typeof value === 'string') return `${value}\n`;
  if (value instanceof Uint8Array)
    return `${Buffer.from(value).toString('latin1')}\n${Buffer.from(value).toString()}\n`;
  if (typeof value !== 'object' || value === null) return '';
  if (isPayload(value)) payloads.push(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key}\n${flat(inner, payloads)}`)
    .join('');
}

beforeAll(async () => {
  // The mail server quotes the address in its refusal, as real ones do.
  let refusals = 1;
  house = await skippingHouse({
    onMail: ({ to }) => {
      if (refusals-- > 0) throw Object.assign(new Error(`550 ${to.join()} is unknown`), { responseCode: 550 });
    },
  });
  const c = await listed(house);
  await house.ledger.addMessage(c.receipt, CANARIES.message);
  await c.settle();
  const { proceedings } = await house.ledger.driversOf(c.caseId);
  const codec = createCodec(house.keys.key('temporal'));
  for (const id of [house.ids.ofCase(c.caseId), ...proceedings.map((p) => house.ids.ofProceeding(c.caseId, p.id))]) {
    const history = await house.env.client.workflow.getHandle(id).fetchHistory();
    const payloads: Payload[] = [];
    const raw = flat(history, payloads);
    const context = { type: 'workflow' as const, namespace: 'default', workflowId: id };
    const opened: string[] = [];
    // A child's start is sealed for the child.
    const contexts = [
      context,
      ...proceedings.map((p) => ({ ...context, workflowId: house.ids.ofProceeding(c.caseId, p.id) })),
    ];
    const open = async (payload: Payload): Promise<unknown[]> => {
      const found = await Promise.all(contexts.map((one) => codec.decode([payload], one).catch((): Payload[] => [])));
      return found.flat().map((one) => defaultPayloadConverter.fromPayload(one));
    };
    for (const payload of payloads) opened.push(...(await open(payload)).map((one) => JSON.stringify(one) ?? ''));
    const summaries: unknown[] = [];
    for (const event of history.events ?? []) {
      if (event.userMetadata?.summary) summaries.push(...(await open(event.userMetadata.summary)));
    }
    histories.push({ id, raw, payloads: payloads.length, opened: opened.join('\n'), summaries: summaries.map(String) });
  }
}, 120_000);
afterAll(() => house.close());

describe('what Temporal stores of a case', () => {
  it('is sealed whole, and opens with the key', () => {
    expect(histories).toHaveLength(6);
    for (const { id, raw, payloads, opened } of histories) {
      expect(payloads, id).toBeGreaterThan(1);
      expect(opened.split('\n').length, id).toBeGreaterThanOrEqual(payloads);
      expect(opened, id).toContain('"case"');
      for (const plain of ['"case"', '"effects"', '"next"', 'json/plain']) expect(raw, id).not.toContain(plain);
    }
    // The refused mail left its failure there, without what the server said.
    expect(histories.filter((h) => h.opened.includes('NeverTaken'))).toHaveLength(1);
  });

  it('holds no id that staff are shown, in no spelling: ids of drivers are keyed hashes', async () => {
    const { rows } = await house.owner.query<{ id: string; outer: string | null; number: string }>(
      'SELECT id, outer_id AS outer, number FROM cases',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { id, raw } of histories) {
      expect(id).toMatch(/^[0-9a-f]{40}$/);
      for (const shown of rows.flatMap((r) => [r.id, r.outer, r.number])) {
        if (shown === null) continue;
        const spelt = [shown, shown.replaceAll('-', ''), Buffer.from(shown).toString('base64').slice(0, -4)];
        for (const text of spelt) expect(`${id}\n${raw}`.includes(text), `${text} in ${id}`).toBe(false);
      }
    }
    // Two drivers of one case have nothing in common, and the hash is not made without the key.
    expect(new Set(histories.map((h) => h.id.slice(0, 6))).size).toBe(histories.length);
    const others = driverIds(keysOf(newKeys()));
    expect(histories.map((h) => h.id)).not.toContain(others.ofCase(rows[0]!.id));
  });

  it('holds no word that anybody told, not even under its seal', () => {
    for (const { id, raw, opened } of histories) {
      for (const canary of Object.values(CANARIES)) {
        const encoded = Buffer.from(canary).toString('base64').slice(0, -4);
        for (const text of [raw, opened]) {
          expect(text.includes(canary), `${canary} in ${id}`).toBe(false);
          expect(text.includes(encoded), `${canary} in ${id}`).toBe(false);
        }
      }
      expect(opened, id).not.toMatch(/[㐀-鿿]/);
    }
  });

  it('holds under its seal nothing but references, kinds, instants and counts', () => {
    const allowed = new Set([
      'case',
      'proceeding',
      'caseDriver',
      'driver',
      // Whether it begins at a later moment.
      'later',
      'id',
      'kind',
      'key',
      'to',
      'effects',
      'next',
      'ended',
      'state',
      'waitsFor',
      'deadline',
      'rung',
      // The instant from which an effect is a person's.
      'until',
      'message',
      'stack_trace',
    ]);
    const names = new Set<string>();
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) for (const v of value) collect(v);
      else if (typeof value === 'object' && value !== null)
        for (const [k, v] of Object.entries(value)) {
          names.add(k);
          collect(v);
        }
    };
    for (const line of histories.flatMap((h) => h.opened.split('\n')).filter(Boolean)) collect(JSON.parse(line));
    expect([...names].filter((n) => !allowed.has(n))).toEqual([]);
  });

  it('is shown to who holds the key in words of the law alone: what a driver waits for, and until which day', () => {
    const said = histories.flatMap(({ summaries }) => summaries);
    // The day is by the test server's clock.
    expect(said.join('\n')).toMatch(/^tip-review last-day \d{4}-\d\d-\d\d$/m);
    expect(said).toContain('notice to tipster');
    expect(said).toContain('penalty');
    // What a call into the ledger is for is one sentence, whatever the case.
    const calls = 'which proceedings are open|what is to be done|what has fallen due|hands it to a person';
    const word = `(${[...EFFECT_KINDS, ...PROCEEDING_KINDS].join('|')})`;
    const ours = new RegExp(
      `^(asks again|${calls}|${word}( to [a-z-]+)?|[a-z0-9-]+ (${[...Object.keys(RUNGS), 'expiry', 'edition'].join('|')}) \\d{4}-\\d\\d-\\d\\d)$`,
    );
    for (const summary of said) expect(summary).toMatch(ours);
  });

  it('was true all the same of what the drivers did: mails went out, the register speaks', async () => {
    expect(house.mails.length).toBeGreaterThan(0);
    expect(new Set(house.mails.map((m) => m.to.join()))).toEqual(new Set([CANARIES.mail]));
    for (const mail of house.mails) {
      const { to: _, ...said } = mail;
      for (const canary of Object.values(CANARIES)) expect(JSON.stringify(said)).not.toContain(canary);
    }
    const { rows } = await house.owner.query<{ kind: string }>('SELECT kind FROM register');
    expect(rows.map((r) => r.kind)).toContain('penalty');
  });
});
