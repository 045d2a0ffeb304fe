/** What a person asks for, by its name and its form: which half of a pair, which fields, and what is said of a form that is wrong. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Row } from '../../domain/case/types.ts';
import {
  badForm,
  fitsPhase,
  formOf,
  isOutside,
  jsonSchemaOf,
  legible,
  type Phase,
  parseAct,
  parseForm,
  phaseOf,
  strangersIn,
  whoActs,
  zhIssue,
} from '../../domain/kernel/form-of.ts';
import { staff, staffList } from '../../domain/proceedings/parts/forms.ts';
import { DIRECTORY } from '../support/people.ts';

const PLAIN: Row = {
  act: 'x',
  label: { zh: '试', en: 'x' },
  from: ['Open'],
  by: { staff: ['clerk'] },
  basis: 'house: test',
  to: 'same',
  form: z.object({ day: z.iso.date(), more: z.string().optional() }),
};
const PAIR: Row = { ...PLAIN, by: { staff: ['unit-head'] }, proposedBy: { staff: ['clerk'] } };
const PHASES: readonly Phase[] = ['act', 'propose', 'decide', 'decline'];
const fields = (row: Row, phase: Phase, filed?: boolean) => Object.keys(formOf(row, phase, filed).shape).sort();

describe('an act is asked for by its name', () => {
  test('and by the half of a pair behind a colon', () => {
    expect(
      ['accept', 'accept:propose', 'accept:decline', 'accept:other', 'a:b:propose', ':decline'].map(parseAct),
    ).toEqual([
      { name: 'accept', phase: 'act' },
      { name: 'accept', phase: 'propose' },
      { name: 'accept', phase: 'decline' },
      { name: 'accept', phase: 'act' },
      { name: 'a', phase: 'act' },
      { name: '', phase: 'decline' },
    ]);
  });

  test('which of a pair is its decision; of a row that nobody proposes it is the act itself', () => {
    const named = (phase: 'act' | 'propose' | 'decline') => ({ name: 'x', phase });
    expect((['act', 'propose', 'decline'] as const).map((phase) => phaseOf(PAIR, named(phase)))).toEqual([
      'decide',
      'propose',
      'decline',
    ]);
    expect(phaseOf(PLAIN, named('act'))).toBe('act');
  });

  test('who decides may add an opinion, who declines says why', () => {
    const asked = (phase: Phase) => {
      const { properties, required = [] } = jsonSchemaOf(formOf(PAIR, phase)) as {
        properties: Record<string, { title: string; titleEn: string }>;
        required?: string[];
      };
      const { paper: _, ...own } = properties;
      return Object.entries(own).map(([field, { title, titleEn }]) => [
        field,
        title,
        titleEn,
        required.includes(field),
      ]);
    };
    expect(asked('decide')).toEqual([['opinion', '审批意见', 'Opinion', false]]);
    expect(asked('decline')).toEqual([['reasons', '不同意的理由', 'Reasons for declining', true]]);
  });

  test('a row that nobody proposes fits no half of a pair, a pair fits every half', () => {
    expect(PHASES.map((phase) => fitsPhase(PAIR, phase))).toEqual([true, true, true, true]);
    expect(PHASES.map((phase) => fitsPhase(PLAIN, phase))).toEqual([true, false, true, false]);
  });

  test('who proposes is another than who decides or declines', () => {
    expect(PHASES.map((phase) => whoActs(PAIR, phase))).toEqual([PAIR.by, PAIR.proposedBy, PAIR.by, PAIR.by]);
    expect(() => whoActs(PLAIN, 'propose')).toThrow('who proposes');
    expect([isOutside('tipster'), isOutside('system'), isOutside(PLAIN.by)]).toEqual([false, false, false]);
    expect(isOutside({ outside: 'court', enteredBy: ['clerk'] })).toBe(true);
  });
});

describe('the form of an act', () => {
  test('has the fields of its row with a paper, of a decision an opinion, of a refusal the reasons', () => {
    expect(PHASES.map((phase) => fields(PAIR, phase))).toEqual([
      ['day', 'more', 'paper'],
      ['day', 'more', 'paper'],
      ['opinion', 'paper'],
      ['paper', 'reasons'],
    ]);
    expect(formOf(PAIR, 'decide').safeParse({}).success).toBe(true);
    expect(formOf(PAIR, 'decline').safeParse({}).success).toBe(false);
    expect(formOf(PAIR, 'decline').safeParse({ reasons: 'w' }).success).toBe(true);
    const { form: _, ...bare } = PLAIN;
    expect(fields(bare, 'act')).toEqual(['paper']);
    expect(Object.keys(PLAIN.form!.shape)).toEqual(['day', 'more']);
  });

  test('says what its fields are in both languages, whatever stands in it', () => {
    const of = (phase: Phase) => jsonSchemaOf(formOf(PAIR, phase));
    expect(of('decide')).toMatchObject({ properties: { opinion: { title: '审批意见', titleEn: 'Opinion' } } });
    expect(of('decline')).toMatchObject({
      properties: { reasons: { title: '不同意的理由', titleEn: 'Reasons for declining' } },
    });
    // Of what is sent: a field that has a value of its own need not be there; what only the program can check is let through.
    const own = z.object({ a: z.string().default('a'), b: z.custom<string>(() => true) });
    expect(jsonSchemaOf(own)).toMatchObject({ required: ['b'], properties: { b: {} } });
  });

  test('asks for a second officer where two act, for the document where somebody outside did', () => {
    const two: Row = { ...PLAIN, by: { staff: ['officer'], two: true } };
    expect(fields(two, 'act')).toEqual(['day', 'more', 'paper', 'withOfficer']);
    expect(fields({ ...PAIR, proposedBy: { staff: ['officer'], two: true } }, 'propose')).toContain('withOfficer');
    expect(fields({ ...PAIR, proposedBy: { staff: ['officer'], two: true } }, 'decide')).not.toContain('withOfficer');
    const court: Row = { ...PLAIN, by: { outside: 'court', enteredBy: ['clerk'] } };
    expect(fields(court, 'act')).toEqual(['day', 'document', 'more']);
    expect(fields(court, 'act', true)).toEqual(['day', 'document', 'more']);
  });

  test('counts the pages of a document within a paper file alone', () => {
    const court: Row = { ...PLAIN, by: { outside: 'court', enteredBy: ['clerk'] } };
    const document = { kind: '函', number: '1', date: '2026-10-10' };
    const ok = (filed: boolean, document: object) =>
      formOf(court, 'act', filed).safeParse({ day: '2026-10-10', document }).success;
    expect([ok(false, document), ok(true, document)]).toEqual([true, false]);
    expect([ok(false, { ...document, pages: 2 }), ok(true, { ...document, pages: 2 })]).toEqual([false, true]);
  });

  test('takes no paper of the tipster, of the machine, and of what is done in person', () => {
    for (const by of ['tipster', 'system'] as const) expect(fields({ ...PLAIN, by }, 'act')).toEqual(['day', 'more']);
    expect(fields({ ...PLAIN, inPerson: true }, 'act')).toEqual(['day', 'more']);
  });

  test('is made once for each half, and takes no other field', () => {
    const row: Row = { ...PAIR };
    for (const phase of PHASES) expect(formOf(row, phase)).toBe(formOf(row, phase));
    expect(formOf(row, 'act', true)).not.toBe(formOf(row, 'act'));
    expect(formOf(row, 'act').safeParse({ day: '2026-10-10', other: 1 }).success).toBe(false);
    expect(jsonSchemaOf(formOf(row, 'act'))).toBe(jsonSchemaOf(formOf(row, 'act')));
    expect(jsonSchemaOf(formOf(row, 'act'))).toMatchObject({ type: 'object', required: ['day'] });
  });
});

describe('a form before it is checked', () => {
  const when = () => true;
  const rows: Row[] = [
    { ...PLAIN, when, form: z.object({ a: z.string(), b: z.int().optional() }) },
    { ...PLAIN, when, form: z.object({ a: z.int(), c: z.array(z.string()), d: z.string().default('d') }) },
    { ...PLAIN, form: z.object({ e: z.string() }) },
  ];

  test('is read as far as the rows that choose by it ask for a field and it is good', () => {
    expect(legible(rows, { a: 'a', b: 2, c: ['x'], e: 'e', f: 'f' })).toEqual({ a: 'a', b: 2, c: ['x'] });
    expect(legible(rows, { a: 7, b: 'no', c: 'no' })).toEqual({ a: 7 });
    expect(legible(rows, { b: undefined })).toStrictEqual({});
    expect(legible(rows, {})).toEqual({});
    expect(legible([{ ...PLAIN, when, form: z.object({ constructor: z.any() }) }], {})).toEqual({});
    const { form: _, ...bare } = PLAIN;
    expect(legible([{ ...bare, when }], { a: 'a' })).toEqual({});
  });

  test('which is empty is taken where nothing is asked for, and refused where something is', () => {
    const [nothing, something] = [z.strictObject({ a: z.string().optional() }), z.strictObject({ a: z.string() })];
    for (let again = 0; again < 2; again++) {
      expect(parseForm(nothing, {})).toEqual({ success: true, data: {} });
      expect(parseForm(something, {}).success).toBe(false);
    }
    expect(parseForm(nothing, { a: 'a' })).toMatchObject({ success: true, data: { a: 'a' } });
    expect(parseForm(nothing, { b: 'b' }).success).toBe(false);
    expect(parseForm(something, { a: 'a' })).toMatchObject({ success: true, data: { a: 'a' } });
  });
});

describe('a form that is wrong', () => {
  const schema = z.strictObject({
    word: z.string().min(1).max(3),
    deep: z.strictObject({ day: z.iso.date() }),
    list: z.array(z.int()).max(2),
    one: z.enum(['a', 'b']),
    own: z.string().refine((s) => s !== 'no', { params: { zh: '不行' } }),
    other: z.string().refine((s) => s !== 'no'),
  });
  const good = { word: 'w', deep: { day: '2026-10-10' }, list: [1], one: 'a', own: '', other: '' };
  const wrong = (more: object) => {
    const parsed = schema.safeParse({ ...good, ...more });
    if (parsed.success) throw new Error('it is right');
    return badForm(parsed.error);
  };
  const said = (more: object) => wrong(more).fields?.map(({ field, message }) => [field, message.zh]);

  test('names each field by its place, and says in Chinese what is wrong with it', () => {
    expect(said({ word: '' })).toEqual([['word', '未填写或低于下限']]);
    expect(said({ word: 'long' })).toEqual([['word', '超出上限']]);
    expect(said({ word: 7 })).toEqual([['word', '类型不对']]);
    expect(said({ word: undefined })).toEqual([['word', '必填']]);
    expect(said({ deep: { day: 'x' } })).toEqual([['deep.day', '格式不对']]);
    expect(said({ list: [1, 2.5] })).toEqual([['list.1', '类型不对']]);
    expect(said({ one: 'c' })).toEqual([['one', '不在可选范围内']]);
    expect(said({ own: 'no' })).toEqual([['own', '不行']]);
    expect(said({ other: 'no' })).toEqual([['other', '格式不对']]);
    expect(said({ one: 'c', own: 'no' })).toEqual([
      ['one', '不在可选范围内'],
      ['own', '不行'],
    ]);
  });

  test('names each unknown field by itself', () => {
    expect(said({ x: 1, y: 2, deep: { day: '2026-10-10', z: 3 } })).toEqual([
      ['deep.z', '没有这个字段'],
      ['x', '没有这个字段'],
      ['y', '没有这个字段'],
    ]);
  });

  test('is one refusal, with the sentence of the checker for English', () => {
    expect(wrong({ word: '' })).toMatchObject({
      code: 'form-invalid',
      message: { zh: '表单有误，请按提示更正。', en: 'The form has mistakes: correct the named fields.' },
      basis: { kind: 'form', clause: null },
    });
    expect(wrong({ word: '' }).fields?.[0]?.message.en).toMatch(/small/i);
    const issue: z.core.$ZodIssue = {
      code: 'invalid_type',
      expected: 'int',
      path: [],
      message: 'must be a whole number',
    };
    expect(zhIssue(issue)).toBe('类型不对');
    expect(zhIssue({ ...issue, message: 'Invalid input: expected int, received undefined' })).toBe('必填');
    expect(zhIssue({ ...issue, message: 'Invalid input: expected int, received string' })).toBe('类型不对');
  });
});

test('every stranger in a form is named by the field, one or several, and nobody of the staff is', () => {
  const form = z.strictObject({ one: staff('人', 'One'), some: staffList('人', 'Some', 0), word: z.string() });
  const named = (entered: object) => strangersIn(form, { ...entered }, DIRECTORY)?.fields?.map((f) => f.field) ?? null;
  expect(named({ one: 'nobody', some: ['clerk', 'nobody'], word: 'nobody' })).toEqual(['one', 'some']);
  expect(named({ one: 'clerk', some: ['clerk', 'nobody'] })).toEqual(['some']);
  expect(named({ one: 'clerk', some: ['officer1', 'officer2'], word: 'nobody' })).toBeNull();
  expect(named({ some: [] })).toBeNull();
});
