import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { basisProblem } from '../../bin/lib/law-page.ts';
import type { Ctx } from '../../domain/case/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { atFields, guard, refuse } from '../../domain/refusal.ts';
import { REFUSALS, type RefusalEntry, type RefusalKey, statusOf } from '../../domain/refusals.ts';
import { filed } from '../support/roads.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REGISTER = 'domain/refusals.ts';
const sources = ['domain', 'ledger', 'api', 'activities']
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${room}/${name}`),
  )
  .filter((file) => file !== REGISTER)
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

const entries = Object.entries<RefusalEntry>(REFUSALS);
const put = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe('every refusal stands in one register', () => {
  test('with its code, a sentence in both languages that name the same, and the clause where law refuses', () => {
    // The clause of these is the one of the edition or of the regime in force, given where it is said.
    const elsewhere = /^(extension-|not-that-|outside-regime$|kept-for-ever$|retention-runs$)/;
    for (const [key, e] of entries) {
      expect(key).toMatch(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/);
      expect(Object.keys(REFUSALS), key).toContain(key.split('/')[0]);
      expect(e.zh, key).toMatch(/\p{Script=Han}.*[。]$/u);
      expect(e.en, key).toMatch(/^[A-Z“{].*\.$/);
      expect(put(e.zh), key).toEqual(put(e.en));
      if (e.kind === 'law' && !elsewhere.test(key)) expect(basisProblem(e.clause ?? ''), key).toBeNull();
    }
  });

  test('and none is made outside of it', () => {
    // A refusal is an object with a basis; only the function that reads the register writes one.
    const made = sources.filter(({ text }) => /\bbasis: \{\s*kind(,|: ['"e])/.test(text)).map(({ file }) => file);
    expect(made).toEqual(['domain/refusal.ts', 'api/resources/cases.ts']);
    const codes = new Set(entries.map(([key]) => key.split('/')[0]));
    for (const table of Object.values(TABLES))
      for (const row of table.rows)
        for (const g of row.guards ?? []) if (g.id !== 'assignable') expect(codes, `${row.act}`).toContain(g.id);
  });

  test('and none stands there that nobody says', () => {
    const said = (key: string) => sources.some(({ text }) => text.includes(`'${key}'`));
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
