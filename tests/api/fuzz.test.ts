import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proven, sample } from '../support/proof.ts';
import { newKey, type Product, product } from './support.ts';

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}
interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

let p: Product;
let ids: Record<string, string[]>;
let operations: { path: string; method: string; operation: Operation }[];
let forms: [string, Schema][];
beforeAll(async () => {
  // How the pauses between two tries to sign in grow is another promise (tests/ledger/sign-in.test.ts).
  p = await product({ sessions: { pause: async () => {} } });
  const told = await p.tell();
  const { id } = await p.assigned();
  const doc = (
    await p.get<{ paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }>(
      '/api/openapi.json',
    )
  ).body;
  forms = Object.entries(doc.components.schemas).filter(([name]) => name.includes('.'));
  operations = Object.entries(doc.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  ids = {
    id: [id, told.id],
    receipt: [told.receipt],
    proceeding: ['intake-1', 'investigation-1'],
    act: forms.map(([name]) => name.split('.')[1]!),
    by: ['clerk', 'unithead', 'officer1', 'tipster'],
    clock: ['tip-investigate-1', 'tip-review-1'],
    deadline: ['tip-review', 'tip-investigate'],
    second: ['unithead', 'clerk'],
    accusedUnit: ['none'],
  };
});
afterAll(() => p.close());

const HOSTILE = [
  '',
  ' ',
  '\u0000',
  'a\u0001',
  '\ud842',
  '\udfb7x',
  '\ufffe',
  '\u202e',
  '\u200b',
  '__proto__',
  'constructor',
  'toString',
  '%00',
  '%',
  '_',
  '\\',
  "'",
  '"',
  '<b>',
  '#{7*7}',
  '-1',
  '1e999',
  'NaN',
  'null',
  '0001-01-01',
  '9999-12-31',
  '1900-01-01T00:00:00+08:00',
  '2025-02-30',
  '２０２５',
  '某'.repeat(300),
  'A'.repeat(70_000),
  'WyIwMDAxIiwgIngiXQ',
  '../../x',
  '𠮷'.repeat(50),
];

const text = (name: string, s: Schema): fc.Arbitrary<unknown> => {
  const known = Object.hasOwn(ids, name) ? ids[name]! : [];
  return fc.oneof(
    { weight: known.length > 0 ? 90 : 5, arbitrary: fc.constantFrom('某', ...known) },
    {
      weight: s.format?.startsWith('date') ? 150 : 1,
      arbitrary: fc.constantFrom('2025-03-03', '2025-03-03T08:00:00+08:00'),
    },
    { weight: 30, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  );
};

/** Mostly what the schema says, now and then something else. */
function someOf(name: string, s: Schema, depth = 0): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, true, -1, 1e308, [], {}, ...HOSTILE),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc.oneof({ weight: 60, arbitrary: fitting(name, s, depth) }, { weight: 1, arbitrary: odd });
}

function fitting(name: string, s: Schema, depth: number): fc.Arbitrary<unknown> {
  if (s.const !== undefined) return fc.constant(s.const);
  if (s.enum) return fc.constantFrom(...s.enum);
  const any = s.anyOf ?? s.oneOf ?? s.allOf;
  if (any && any.length > 0) return fc.oneof(...any.map((one) => fitting(name, one, depth + 1)));
  const type = Array.isArray(s.type) ? s.type[0] : s.type;
  if (type === 'string') return text(name, s);
  if (type === 'integer' || type === 'number') {
    return fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: s.minimum ?? -5, max: Math.min(s.maximum ?? 5_000, 1e9) }) },
      { weight: 1, arbitrary: fc.constantFrom(s.maximum ?? 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63) },
      { weight: 1, arbitrary: fc.double() },
    );
  }
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(someOf(name, s.items ?? {}, depth + 1), { maxLength: 3 });
  if (type === 'object' && depth < 6) {
    const shape = Object.fromEntries(
      Object.entries(s.properties ?? {}).map(([key, inner]) => [key, someOf(key, inner, depth + 1)]),
    );
    return fc.record(shape, { requiredKeys: s.required ?? [] });
  }
  return fc.jsonValue({ maxDepth: 3 });
}

const WHO = [
  undefined,
  'clerk',
  'officer1',
  'unithead',
  'depthead',
  'principal',
  'legal',
  'credit',
  'disclosure',
  'inspector',
  'admin',
];

/** Forms of one act. */
const formsOf = ([name, s]: [string, Schema]) =>
  fc.record({
    act: fc.constant(name.split('.')[1]!),
    proceeding: fc.constant(`${name.split('.')[0]}-1`),
    form: someOf('form', s),
  });

/** Requests of one operation as the document describes them, by somebody. */
function requestsOf({ path, method, operation }: (typeof operations)[number], actForms: fc.Arbitrary<object>) {
  const inPath = operation.parameters.filter((x) => x.in === 'path');
  const inQuery = operation.parameters.filter((x) => x.in === 'query');
  const content = operation.requestBody?.content['application/json']?.schema;
  const form = path.endsWith('/acts') && method === 'post' ? actForms : fc.constant({});
  return fc.record({
    method: fc.constant(method.toUpperCase()),
    path: fc
      .tuple(...inPath.map((x) => text(x.name, x.schema)))
      .map((values) => inPath.reduce((at, x, i) => at.replace(`{${x.name}}`, encoded(String(values[i]))), path)),
    query: fc.record(Object.fromEntries(inQuery.map((x) => [x.name, text(x.name, x.schema)])), { requiredKeys: [] }),
    body: content
      ? fc
          .tuple(someOf('body', content), form)
          .map(([b, f]) => (typeof b === 'object' && b !== null && !Array.isArray(b) ? { ...b, ...f } : b))
      : fc.constant(undefined),
    as: fc.constantFrom(...WHO),
  });
}

/** Every half of a pair as the sign for what could not be read. */
const whole = (value: string) => Buffer.from(value, 'utf8').toString('utf8');

/** An address cannot hold half a surrogate pair: it is sent as the bytes that some programs make of it. */
const encoded = (value: string) => encodeURIComponent(whole(value)) || '%20';

const ofSessions = ({ path }: { path: string }) => path.startsWith('/api/session');

const SEED = 20_260_930;

test(
  'whatever the document of the interface lets through or not, nothing ends in an error of ours',
  async () => {
    const most = sample(640, 200_000);
    const answers: Record<string, number> = {};
    let asked = 0;
    // Made once: the document has some thousand fields.
    const actForms = fc.oneof(...forms.map(formsOf));
    // Signing in and out is asked for less: afterwards everybody has to sign in again. Tips more: one that is taken is rare.
    const weight = (one: (typeof operations)[number]) => (ofSessions(one) ? 1 : one.path === '/api/tips' ? 100 : 20);
    const requests = fc.oneof(
      ...operations.map((one) => ({ weight: weight(one), arbitrary: requestsOf(one, actForms) })),
    );
    for (let from = 0; from < most; from += 8) {
      if (from % 200 === 0) p.clock.add(60_000);
      // Sessions end with the clock.
      if (from % 4_000 === 0) p.signedOut();
      const batch = fc.sample(requests, { seed: SEED + from, numRuns: 8 });
      await Promise.all(
        batch.map(async (r) => {
          const query = new URLSearchParams(Object.entries(r.query).map(([k, v]) => [k, whole(String(v))])).toString();
          const answer = await p.ask(r.method, `${r.path}${query ? `?${query}` : ''}`, {
            ...(r.as ? { as: r.as } : {}),
            ...(r.body === undefined ? {} : { json: r.body }),
            key: newKey(),
          });
          asked += 1;
          answers[answer.status] = (answers[answer.status] ?? 0) + 1;
          const foreseen = answer.status < 500 || (answer.status === 503 && answer.text.includes('"detailZh"'));
          expect([r, foreseen, answer.text.slice(0, 300)]).toEqual([r, true, answer.text.slice(0, 300)]);
        }),
      );
      if (batch.some(ofSessions)) p.signedOut();
    }
    expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
    // It is no proof if nothing gets past the door.
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(['200', '201', '401', '403', '404', '422']));
    proven('The document of the interface, driven by generated requests, finds no error of ours', {
      seed: SEED,
      requests: asked,
      ...Object.fromEntries(Object.entries(answers).map(([status, n]) => [`answers ${status}`, n])),
    });
  },
  sample(300_000, 4 * 3_600_000),
);
