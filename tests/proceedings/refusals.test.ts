import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problem } from '../../api/problem.ts';
import { AT_FIELD, PROBLEMS, type ProblemEntry } from '../../api/problems.ts';
import { basisProblem } from '../../bin/lib/law-page.ts';
import type { Ctx } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { atFields, guard, refuse } from '../../domain/refusal.ts';
import { INPUT_INVALID, REFUSALS, type RefusalEntry, type RefusalKey, statusOf } from '../../domain/refusals.ts';
import { filed } from '../support/roads.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Where refusals stand, and what the edge answers by itself. */
const REGISTERS = ['domain/refusals.ts', 'api/problems.ts'];
const sources = ['domain', 'ledger', 'api', 'activities', 'files', 'bin', 'web']
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${room}/${name}`),
  )
  .filter((file) => !REGISTERS.includes(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

const entries = Object.entries<RefusalEntry>(REFUSALS);
const problems = Object.entries<ProblemEntry>(PROBLEMS);
const put = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const said = (key: string) => sources.some(({ text }) => text.includes(`'${key}'`));
const filesWith = (found: RegExp) => sources.filter(({ text }) => found.test(text)).map(({ file }) => file);

/** Of any register. */
function wellSaid(key: string, { zh, en }: Bilingual, keys: string[]): void {
  expect(key).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/);
  expect(keys, key).toContain(key.split('/')[0]);
  expect(zh, key).toMatch(/\p{Script=Han}.*[。]$/u);
  expect(en, key).toMatch(/^[A-Z“{].*\.$/);
  expect(put(zh), key).toEqual(put(en));
}

describe('every refusal stands in one register', () => {
  test('with its code, a sentence in both languages that name the same, and the clause where law refuses', () => {
    // The clause of these is the one of the edition or of the regime in force, given where it is said.
    const elsewhere = /^(extension-|not-that-|outside-regime$|kept-for-ever$|retention-runs$)/;
    for (const [key, e] of entries) {
      wellSaid(key, e, Object.keys(REFUSALS));
      if (e.kind === 'law' && !elsewhere.test(key)) expect(basisProblem(e.clause ?? ''), key).toBeNull();
    }
  });

  test('and none is made outside of it', () => {
    // A refusal is an object with a basis; only the function that reads the register writes one.
    expect(filesWith(/\bbasis: \{\s*kind(,|: ['"e])/)).toEqual(['domain/refusal.ts']);
    const codes = new Set(entries.map(([key]) => key.split('/')[0]));
    for (const table of Object.values(TABLES))
      for (const row of table.rows)
        for (const g of row.guards ?? []) if (g.id !== 'assignable') expect(codes, `${row.act}`).toContain(g.id);
  });

  test('and none stands there that nobody says', () => {
    expect(entries.map(([key]) => key).filter((key) => !said(key))).toEqual([]);
  });

  test('and its HTTP status follows from what it rests on, but for what must not be seen to exist', () => {
    const by = (status: number) =>
      entries.flatMap(([key]) => (statusOf(refuse(key as RefusalKey)) === status ? [key] : []));
    expect(by(404)).toEqual([
      'case-unknown',
      'proceeding-unknown',
      'act-unknown',
      'identity-request-unknown',
      'evidence-unknown',
      'clock-unknown',
    ]);
    const kinds = (status: number) => [...new Set(by(status).map((key) => REFUSALS[key as RefusalKey].kind))].sort();
    expect([kinds(422), kinds(403), kinds(409)]).toEqual([['form'], ['person'], ['house', 'law', 'state']]);
    expect(by(404).length + by(422).length + by(403).length + by(409).length).toBe(entries.length);
  });

  test('what a sentence names is put in, in its own language', () => {
    const no = refuse('not-in-this-state', { put: { state: { zh: '甲', en: 'A' }, act: { zh: '乙', en: 'B' } } });
    expect([no.code, no.message]).toEqual([
      'not-in-this-state',
      { zh: '“甲”状态下不能办理“乙”。', en: '“B” is not possible in the state “A”.' },
    ]);
    expect(refuse('two-people/destroy').code).toBe('two-people');
    expect(refuse('kept-for-ever', { clause: 'X' }).basis).toEqual({ kind: 'law', clause: 'X' });
  });

  test('and says the clause and the remedy that the register has, unless others are known where it is said', () => {
    const { clause, remedy } = REFUSALS['paper-contested'];
    expect(refuse('paper-contested')).toMatchObject({ basis: { kind: 'house', clause }, remedy });
    expect(refuse('person-unknown')).not.toHaveProperty('remedy');
    expect(refuse('person-unknown').basis.clause).toBeNull();
    const other = { zh: '另', en: 'other' };
    expect(refuse('paper-contested', { clause: null, remedy: other })).toMatchObject({
      basis: { clause: null },
      remedy: other,
    });
  });

  test('and at the fields that it is about, each with its sentence', () => {
    const no = refuse('person-unknown');
    expect(atFields(no, 'a', 'b.0')).toEqual({
      ...no,
      fields: [
        { field: 'a', message: no.message },
        { field: 'b.0', message: no.message },
      ],
    });
  });
});

describe('every answer that the edge gives by itself stands in one register', () => {
  test('with its code, its status and a sentence in both languages that name the same', () => {
    for (const [key, e] of problems) {
      wellSaid(key, e, Object.keys(PROBLEMS));
      expect(e.status, key).toBeGreaterThanOrEqual(400);
      expect(
        [e.at, e.remedy].flatMap((more) => put(`${more?.zh ?? ''}${more?.en ?? ''}`)),
        key,
      ).toEqual([]);
    }
    for (const [key, at] of Object.entries<Bilingual>(AT_FIELD)) expect(at.zh, key).toMatch(/\p{Script=Han}/u);
  });

  test('and a code stands in one of the two', () => {
    const code = (key: string) => key.split('/')[0];
    const refused = new Set(entries.map(([key]) => code(key)));
    expect(problems.map(([key]) => key).filter((key) => refused.has(code(key)))).toEqual([]);
  });

  test('and none is made outside of it', () => {
    // The class is called by the functions that read the registers, and a sentence that is put together is made of theirs.
    expect(filesWith(/new Problem\(/)).toEqual(['api/problem.ts']);
    expect(filesWith(/\bsaying\(\{\s*zh: ['"`]/)).toEqual([]);
    expect(filesWith(/\bmessageZh: ['"`]/)).toEqual([]);
    // What a parser or another server says of itself is no answer of ours.
    const ours = sources.filter(({ file }) => /^(api|ledger|web\/citizen|web\/register)\//.test(file));
    expect(ours.filter(({ text }) => /\bcode: ['"`]/.test(text)).map(({ file }) => file)).toEqual([]);
  });

  test('and no sentence of either is written again', () => {
    // Shorter ones are words that anything may say, such as a list that is empty.
    const long = [...entries, ...problems].filter(([, { zh }]) => zh.length >= 8);
    const twice = long.flatMap(([key, { zh }]) =>
      sources.filter(({ text }) => text.includes(zh)).map(({ file }) => `${key}: ${file}`),
    );
    expect(twice).toEqual([]);
  });

  test('and none stands there that nobody says', () => {
    expect(filesWith(/\bINPUT_INVALID\b/)).toContain('api/problem.ts');
    expect(problems.map(([key]) => key).filter((key) => key !== INPUT_INVALID && !said(key))).toEqual([]);
    expect(Object.keys(AT_FIELD).filter((key) => !said(key))).toEqual([]);
  });

  test('and says at a field what the register says there, else the whole sentence', () => {
    const missing = problem('idempotency-key-missing', { fields: ['Idempotency-Key'] });
    expect(missing).toMatchObject({
      status: 400,
      code: 'idempotency-key-missing',
      extra: { errors: [{ field: 'Idempotency-Key', message: 'required', messageZh: '必填' }] },
    });
    const { zh, en } = PROBLEMS['too-large/field'];
    expect(problem('too-large/field', { fields: ['text'] })).toMatchObject({
      code: 'too-large',
      sentence: { zh, en },
      extra: { errors: [{ field: 'text', message: en, messageZh: zh }] },
    });
    const wait = { zh: '一秒', en: 'a second' };
    expect(problem('sign-in-held', { put: { wait } }).sentence.zh).toContain('一秒后再试');
  });
});

describe('a guard', () => {
  const l = filed();
  const ctx = (filled: boolean): Ctx => ({
    case: l.state,
    p: l.p('investigation'),
    form: {},
    filled,
    at: l.now,
    facts: l.facts(),
    person: null,
  });
  const code = (needs: 'form' | 'state', allowed: boolean, filled: boolean) => {
    const check = () => allowed;
    const made =
      needs === 'form' ? guard('person-unknown/asking', 'form', check) : guard('person-unknown/asking', 'state', check);
    expect(made.id).toBe('person-unknown');
    return made.check(ctx(filled))?.code ?? null;
  };

  test('on the state is asked at once, one on the form once it is filled', () => {
    for (const filled of [true, false]) {
      expect(code('state', true, filled)).toBeNull();
      expect(code('state', false, filled)).toBe('person-unknown');
      expect(code('form', true, filled)).toBeNull();
    }
    expect([code('form', false, true), code('form', false, false)]).toEqual(['person-unknown', null]);
  });

  test('names the fields that it is about, and none where it is about none', () => {
    const about = guard('person-unknown', 'state', () => false, { fields: ['x'] });
    expect(about.check(ctx(false))?.fields?.map((f) => f.field)).toEqual(['x']);
    expect(guard('person-unknown', 'state', () => false).check(ctx(false))).not.toHaveProperty('fields');
  });
});
