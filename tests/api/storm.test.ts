/** Forty connections of a stranger who makes up names, over HTTP; how others fare is told by how many of theirs are answered meanwhile. */
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACE } from '../../ledger/doors/sign-in.ts';
import { PASSWORD, type Product, product } from './support.ts';

const CONNECTIONS = 40;
let p: Product;
beforeAll(async () => {
  p = await product({ sessions: { pace: { ...PACE, all: { eachMs: 300, atOnce: 3, mostWaitMs: 60_000 } } } });
});
afterAll(() => p.close());

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
let answered = 0;
const tries = (login: string) =>
  new Promise<void>((done) => {
    const body = JSON.stringify({ login, password: 'x' });
    const { hostname, port } = new URL(p.address);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const asked = request({ agent, hostname, port, method: 'POST', path: '/api/session', headers }, (res) => {
      res.resume().once('end', () => {
        answered += 1;
        done();
      });
    });
    asked.once('error', () => done());
    asked.end(body);
  });

test('a stranger who makes up names on forty connections keeps out neither whoever has been here before nor, beyond a turn, anybody else', async () => {
  const signIn = async (login: string, Cookie?: string, password = PASSWORD) => {
    const before = answered;
    const answer = await p.post('/api/session', { login, password }, Cookie ? { headers: { Cookie } } : {});
    return { ...answer, status: answer.status, headers: answer.headers, meanwhile: answered - before };
  };
  const known = (await signIn('clerk')).headers.getSetCookie()[1]!.split(';')[0]!;
  expect(known).toMatch(/^mingcha_known=/);

  let names = 0;
  let over = false;
  const lines = Array.from({ length: CONNECTIONS }, async () => {
    while (!over) await tries(`made up ${names++}`);
  });
  while (answered < 4) await new Promise((done) => setImmediate(done));

  const here = await signIn('clerk', known);
  expect(here.status).toBe(200);
  expect(here.meanwhile).toBeLessThan(CONNECTIONS / 2);

  // Who brings what another's browser holds is in the line like everybody.
  const [first, stolen, forged] = await Promise.all([
    signIn('legal'),
    signIn('officer1', known),
    signIn('officer2', `mingcha_known=${'z'.repeat(8)}-${'A'.repeat(22)}`),
  ]);
  for (const one of [first, stolen, forged]) {
    expect(one.status).toBe(200);
    expect(one.meanwhile).toBeGreaterThan(CONNECTIONS / 2);
    expect(one.meanwhile).toBeLessThan(2 * CONNECTIONS);
  }
  over = true;
  agent.destroy();
  await Promise.all(lines);
});
