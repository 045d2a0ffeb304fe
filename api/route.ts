import { pipeline } from 'node:stream/promises';
import type { Express, NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Bilingual } from '../domain/law/types.ts';
import { grantsOn } from '../domain/people/may.ts';
import type { Person, Role } from '../domain/people/types.ts';
import { codeOf, refuse } from '../domain/refusal.ts';
import { REFUSALS } from '../domain/refusals.ts';
import { MOST_TOLD } from '../domain/text/storable.ts';
import { dayOf } from '../domain/time/day.ts';
import { EVIDENCE_LIMITS, EVIDENCE_LIMITS_SAID } from '../domain/tip.ts';
import { TAKEN } from '../files/table.ts';
import { sameOrigin } from './addresses.ts';
import { isDrawn, SHAPE } from './chance.ts';
import type { Deps, ServedLedger } from './deps.ts';
import { takesLong } from './patience.ts';
import {
  type FieldError,
  fieldError,
  inputInvalid,
  invalid,
  mediaType,
  methodNotAllowed,
  problem,
  problemOf,
  storable,
} from './problem.ts';
import { AT_FIELD, KEY_DRAWN, PROBLEMS } from './problems.ts';

/** Who may call a route at all; what they may do there is for the ledger to say. */
export type Audience = 'anyone' | 'holder' | 'staff' | { role: Role | readonly Role[] };
/** `required` for acts. */
export type Idempotency = 'required' | 'optional' | undefined;

/** What is known of who signed in: nothing where the route asks nobody to. */
type OfStaff<A extends Audience, T> = A extends 'anyone' | 'holder' ? null : T;

export interface Call<P, Q, B, A extends Audience, I extends Idempotency> {
  params: P;
  query: Q;
  body: B;
  /** The signed-in member of staff. */
  person: OfStaff<A, Person>;
  session: OfStaff<A, string>;
  /** The name of the session, which opens nothing. */
  sessionId: OfStaff<A, string>;
  /** Whether they signed in with a one-time password. */
  once: OfStaff<A, boolean>;
  /** Whether their post needs a second factor that they do not have. */
  factorDue: OfStaff<A, boolean>;
  /** Idempotency-Key header. */
  key: I extends 'required' ? string : string | undefined;
  req: Request;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string | string[]>;
  /** Sent as it is instead of JSON. `size`: bytes of what comes piece by piece. */
  raw?: { type: string; content: Buffer | string } | { type: string; size: number; pieces: AsyncIterable<Buffer> };
}

/** One route: schema, audience, words for OpenAPI and handler in one place. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  L = ServedLedger,
  A extends Audience = Audience,
  I extends Idempotency = Idempotency,
> {
  method: 'get' | 'post' | 'delete';
  path: `/${string}`;
  summary: Bilingual;
  audience: A;
  params?: P;
  query?: Q;
  body?: B;
  /** What else is wrong with a body that does not fit its schema, so that all mistakes are told at once. */
  alsoWrong?(body: unknown): FieldError[];
  /** Most bytes of a body that is a long list. */
  bodyBytes?: number;
  idempotency?: I;
  /** Also for whoever signed in with a one-time password, and may do nothing before they have set one of their own. */
  withOnce?: true;
  /** Also for whoever needs a second factor and has none, and may do nothing before they have set one. */
  withoutFactor?: true;
  /** The handler reads the body stream itself (multipart). */
  streams?: boolean;
  /** Text parts of a multipart body beside the files, as JSON schema. */
  multipart?: Record<string, object>;
  answers: Record<number, Bilingual>;
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>, A, I>, deps: Deps<L>): Promise<Answer>;
}

/** Routes that are given of the ledger only `L`; without it, nothing. */
export const routesOn =
  <L extends Partial<ServedLedger> = object>() =>
  <
    A extends Audience,
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
    I extends Idempotency = undefined,
  >(
    r: Route<P, Q, B, L, A, I>,
  ): Route =>
    r as unknown as Route;

const KEY = /^[\x21-\x7e]{8,200}$/;
function keyOf(r: Route, req: Request): string | undefined {
  const key = req.get('Idempotency-Key');
  if (key === undefined) {
    if (r.idempotency === 'required') {
      throw problem('idempotency-key-missing', { fields: ['Idempotency-Key'] });
    }
    return undefined;
  }
  // Strangers share one space of keys, and the key alone says who asked first: nobody may come upon another's. Staff and holders have
  // one each.
  const strangers = r.audience === 'anyone';
  if (!(strangers ? isDrawn(key) : KEY.test(key))) {
    throw problem(strangers ? 'idempotency-key-invalid/stranger' : 'idempotency-key-invalid', {
      fields: ['Idempotency-Key'],
    });
  }
  return key;
}

/** A parameter that a route does not know has no effect, and who sends it thinks that it has one. */
function withoutQuery(query: object): void {
  const names = Object.keys(query);
  if (names.length === 0) return;
  throw inputInvalid(names.slice(0, MOST_TOLD).map((field) => fieldError(field, AT_FIELD['no-parameter'])));
}

function parse<T extends z.ZodType>(schema: T | undefined, value: unknown, also?: Route['alsoWrong']): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error, also?.(value));
  return parsed.data;
}

const holds = (person: Person, role: Role, day: string) => grantsOn(person, day).some((g) => g.roles.includes(role));

const expressPath = (path: string) => path.replace(/\{(\w+)\}/g, ':$1');

/** Puts routes into Express; another method on a path of theirs is refused by name. */
export function mountAll(app: Express, routes: readonly Route[], deps: Deps): void {
  for (const r of routes) {
    app[r.method](expressPath(r.path), (req: Request, res: Response, next: NextFunction) => {
      serve(r, deps, req, res).catch(next);
    });
  }
  for (const path of new Set(routes.map((r) => r.path))) {
    const allowed = routes.filter((r) => r.path === path).map((r) => r.method.toUpperCase());
    app.all(expressPath(path), (_req: Request, _res: Response, next: NextFunction) => next(methodNotAllowed(allowed)));
  }
}

async function serve(r: Route, deps: Deps, req: Request, res: Response): Promise<void> {
  let person: Person | null = null;
  let session: string | null = null;
  let sessionId: string | null = null;
  let once: boolean | null = null;
  let factorDue: boolean | null = null;
  sameOrigin(req, deps.addresses);
  if (r.audience !== 'anyone' && r.audience !== 'holder') {
    const signedIn = await deps.sessions.personOf(req);
    if (!signedIn) throw problem('sign-in-needed');
    person = signedIn.person;
    session = signedIn.session;
    sessionId = signedIn.id;
    once = signedIn.once;
    factorDue = signedIn.factorDue;
    if (once && !r.withOnce) throw problemOf(refuse('password-needed'));
    if (!once && factorDue && !r.withoutFactor) throw problemOf(refuse('factor-needed'));
    if (typeof r.audience === 'object') {
      const roles = [r.audience.role].flat();
      if (!roles.some((role) => holds(signedIn.person, role, dayOf(deps.clock.now())))) {
        throw problemOf(refuse('not-your-role/page'));
      }
    }
  }
  const key = keyOf(r, req);
  if (r.body && !r.streams && req.is('application/json') === false) throw mediaType();
  storable(req.params);
  storable(req.query);
  if (!r.streams) storable(req.body);
  if (!r.query) withoutQuery(req.query);
  const call = {
    params: parse(r.params, req.params),
    query: parse(r.query, req.query),
    body: r.streams ? undefined : parse(r.body, req.body ?? {}, r.alsoWrong),
    person,
    session,
    sessionId,
    once,
    factorDue,
    key,
    req,
  };
  const answer = await r.handle(call, deps);
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
  res.status(answer.status ?? 200);
  if (answer.raw) {
    res.type(answer.raw.type);
    if ('content' in answer.raw) res.send(answer.raw.content);
    else await sendPieces(res, answer.raw);
    return;
  }
  if (answer.body === undefined) res.end();
  else res.json(answer.body);
}

/** Sends what is read piece by piece as fast as it is taken; where it ends before its end, so does the connection. */
async function sendPieces(res: Response, { size, pieces }: { size: number; pieces: AsyncIterable<Buffer> }) {
  res.setHeader('Content-Length', size);
  takesLong(res);
  await pipeline(pieces, res).catch(() => res.destroy());
}

/** A schema as the description of the API says it. */
export const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return json;
};

const multipartOf = (parts: Record<string, object>) => ({
  type: 'object',
  properties: {
    ...parts,
    evidence: {
      type: 'array',
      maxItems: EVIDENCE_LIMITS.files,
      items: { type: 'string', contentMediaType: 'application/octet-stream', maxLength: EVIDENCE_LIMITS.bytes },
      description: `${EVIDENCE_LIMITS_SAID.en} Taken by content, whatever the name says: ${TAKEN.en}. ${EVIDENCE_LIMITS_SAID.zh}可以接收：${TAKEN.zh}。`,
    },
    kept: {
      type: 'array',
      items: { type: 'string' },
      description: 'Tickets of good files of a request that was refused for another, within the hour.',
    },
  },
  required: Object.keys(parts),
});

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const { 'media-type': OF_ANOTHER_TYPE, encoding: PACKED } = PROBLEMS;
const NOT_TAKEN = {
  description: `${OF_ANOTHER_TYPE.en} ${PACKED.en} ${OF_ANOTHER_TYPE.zh}${PACKED.zh}`,
  content: PROBLEM,
};
/** Every code that a problem document can have, as the registers have them. */
const CODES = [...new Set([...Object.keys(PROBLEMS), ...Object.keys(REFUSALS)].map(codeOf))].sort();

/**
 * OpenAPI 3.1 from the routes themselves.
 * @param forms the form of every act by `<kind>.<act>`, from the same tables that decide
 * @param cookie name of the cookie that carries a session
 */
export function openApi(routes: readonly Route[], forms: Record<string, object>, cookie: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const r of routes) {
    const item = paths[r.path] ?? {};
    paths[r.path] = item;
    item[r.method] = {
      summary: r.summary.en,
      description: r.summary.zh,
      ...(r.audience === 'anyone' || r.audience === 'holder' ? { security: [] } : {}),
      parameters: [
        ...parametersOf(r.params, 'path'),
        ...parametersOf(r.query, 'query'),
        ...(r.idempotency
          ? [
              {
                name: 'Idempotency-Key',
                in: 'header',
                required: r.idempotency === 'required',
                schema:
                  r.audience === 'anyone'
                    ? {
                        type: 'string',
                        pattern: SHAPE,
                        description:
                          `Must be ${KEY_DRAWN.en}. It is a secret: whoever sends the same key with the same content within the hour is taken ` +
                          `for the first sender and given the receipt; with other content it is refused. One in which characters count up, ` +
                          `repeat or stand for a date or number is refused. ${KEY_DRAWN.zh}。同一个键和同一内容一小时内得到同一凭证，内容不同则拒绝。`,
                      }
                    : { type: 'string', minLength: 8, maxLength: 200 },
              },
            ]
          : []),
      ],
      ...(r.body || r.multipart
        ? {
            requestBody: {
              required: true,
              content: {
                ...(r.body ? { 'application/json': { schema: schemaOf(r.body) } } : {}),
                ...(r.multipart ? { 'multipart/form-data': { schema: multipartOf(r.multipart) } } : {}),
              },
            },
          }
        : {}),
      responses: {
        ...(r.body || r.multipart ? { 415: NOT_TAKEN } : {}),
        ...Object.fromEntries(
          Object.entries(r.answers).map(([status, words]) => [status, { description: `${words.en} ${words.zh}` }]),
        ),
        default: {
          description: 'Problem document (RFC 9457)',
          content: PROBLEM,
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mingcha 明察', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookie } },
      schemas: {
        ...forms,
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'detail', 'detailZh', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string', enum: CODES },
            detail: { type: 'string' },
            detailZh: { type: 'string' },
            basis: { type: 'object', properties: { kind: { type: 'string' }, clause: { type: ['string', 'null'] } } },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                properties: { field: { type: 'string' }, message: { type: 'string' }, messageZh: { type: 'string' } },
              },
            },
            remedy: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
            kept: {
              type: 'array',
              items: {
                type: 'object',
                properties: { ticket: { type: 'string' }, name: { type: 'string' }, size: { type: 'integer' } },
              },
            },
            requestId: { type: 'string' },
          },
        },
      },
    },
    security: [{ session: [] }],
  };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): unknown[] {
  if (!schema) return [];
  const json = schemaOf(schema) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(json.properties ?? {}).map(([name, s]) => ({
    name,
    in: where,
    required: where === 'path' || (json.required ?? []).includes(name),
    schema: s,
  }));
}
