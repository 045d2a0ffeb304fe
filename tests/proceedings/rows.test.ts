/** What the rows of several tables are made of. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../../domain/case/types.ts';
import { vocabulary } from '../../domain/proceedings/define.ts';
import {
  caseId,
  choices,
  count,
  DOCUMENT,
  divide,
  docNumber,
  namesStaff,
  optionalWords,
  PAPER,
  pageCount,
  staff,
  staffList,
  words,
  yesNo,
  yuan,
} from '../../domain/proceedings/parts/forms.ts';
import { putForward } from '../../domain/proceedings/parts/put-forward.ts';
import {
  isOver,
  openClock,
  ownLimit,
  runOutBefore,
  runs,
  warnAgain,
  watchAgain,
} from '../../domain/proceedings/parts/rows.ts';
import { life } from '../support/life.ts';
import { accepted } from '../support/roads.ts';

const clock = (id: string, more: Partial<Clock> = {}): Clock => ({
  id,
  deadline: 'tip-review',
  part: 0,
  proceeding: 'intake-1',
  kind: 'our-duty',
  confidence: 'text',
  edition: null,
  count: null,
  started: '2026-09-30T16:40:00+08:00',
  fired: [],
  outcome: null,
  stopped: null,
  ...more,
});
const NOW = '2026-09-30T16:40:00+08:00';
const STOPPED = { stopped: { at: NOW, why: 'met' as const } };
const OVER = { outcome: { what: 'breach' as const, at: NOW }, fired: ['expiry'] };
const at = (...clocks: Clock[]) => {
  const l = life().found('intake', 'UnderReview');
  l.state = { ...l.state, clocks: Object.fromEntries(clocks.map((k) => [k.id, k])) };
  return { case: l.state, p: l.p('intake'), form: {}, filled: true, at: l.now, facts: l.facts(), person: null };
};

describe('the clock of a duty', () => {
  test('that is open is one’s own before another’s, the first of several, and none that has stopped', () => {
    const found = (...clocks: Clock[]) => openClock(at(...clocks), 'tip-review')?.id ?? null;
    const others = { proceeding: 'investigation-1' };
    expect(found(clock('a', others), clock('b'))).toBe('b');
    expect(found(clock('a', others), clock('b', others))).toBe('a');
    expect(found(clock('a', STOPPED), clock('b', { ...others }))).toBe('b');
    expect([found(clock('a', STOPPED)), found(clock('a', { deadline: 'tip-investigate' })), found()]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('runs in a proceeding of its own, by any of several names, and has run out there before', () => {
    const asked = (k: Clock) => {
      const ctx = at(k);
      return [runs(ctx, 'tip-investigate', 'tip-review'), runOutBefore('tip-investigate', 'tip-review')(ctx)];
    };
    expect(asked(clock('a'))).toEqual([true, false]);
    expect(asked(clock('a', OVER))).toEqual([true, true]);
    expect(asked(clock('a', { ...OVER, ...STOPPED }))).toEqual([false, true]);
    expect(asked(clock('a', { ...OVER, proceeding: 'investigation-1' }))).toEqual([false, false]);
    expect(asked(clock('a', { ...OVER, deadline: 'house-register' }))).toEqual([false, false]);
    expect(runs(at(clock('a')))).toBe(false);
  });

  test('is over from its own moment on, if it expired and no paper has overtaken that', () => {
    const over = (more: Partial<Clock>) => isOver(clock('a', more), at());
    expect(over(OVER)).toBe(true);
    expect(over({ ...OVER, outcome: { what: 'breach', at: '2026-09-30T16:40:00.001+08:00' } })).toBe(false);
    expect([over({ ...OVER, fired: ['near'] }), over({ ...OVER, outcome: null })]).toEqual([false, false]);
  });

  test('of a duty without a number has the length that the authority has set, from the day of the act', () => {
    const ctx = at();
    expect(ownLimit('tip-urgent-report')(ctx)).toBeNull();
    const set = { length: 3, unit: 'h' };
    const authority = {
      ...ctx.facts.authority,
      houseLimits: { 'tip-urgent-report': { length: 3, unit: 'h' as const } },
    };
    expect(ownLimit('tip-urgent-report')({ ...ctx, facts: { ...ctx.facts, authority } })).toMatchObject(set);
  });
});

describe('a clock that starts itself again', () => {
  const told = { to: 'clerk' as const, text: { zh: '一', en: 'one' }, basis: 'b' };
  const row = {
    deadline: 'house-receipt' as const,
    label: { zh: '题', en: 'title' },
    from: 'open' as const,
    tell: [told],
  };

  test('tells somebody; as a watch on another body it reminds and reports as well', () => {
    expect(warnAgain(row)).toEqual({
      expiry: ['house-receipt'],
      label: row.label,
      from: 'open',
      by: 'system',
      basis: 'house: house clock',
      to: 'same',
      start: [{ deadline: 'house-receipt' }],
      tasks: [told],
    });
    const watch = watchAgain({ ...row, to: 'court', basis: 'own', flag: 'urgent' as const });
    expect(watch).toMatchObject({
      basis: 'own',
      flag: 'urgent',
      start: [{ deadline: 'house-receipt', kind: 'watch' }],
      effects: [
        { kind: 'remind', to: 'court' },
        { kind: 'report-upward', to: 'superior' },
      ],
    });
    expect(watchAgain({ ...row, to: 'court', effects: [] }).effects).toEqual([]);
  });

  test('may be another one than those that have run out, of a length of its own, and tell nobody', () => {
    const { tell: _, ...silent } = row;
    const length = () => null;
    const again = warnAgain({ ...silent, over: ['tip-review', 'house-receipt'], length });
    expect(again).not.toHaveProperty('tasks');
    expect(again).toMatchObject({
      expiry: ['tip-review', 'house-receipt'],
      start: [{ deadline: 'house-receipt', length }],
    });
  });

  test('is written by these two in every table, but where the tasks look at what waits', () => {
    const byHand = new Set<string>();
    for (const file of readdirSync('domain/proceedings', { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file === join('parts', 'rows.ts')) continue;
      const source = ts.createSourceFile(
        file,
        readFileSync(join('domain/proceedings', file), 'utf8'),
        ts.ScriptTarget.Latest,
      );
      const look = (node: ts.Node): void => {
        if (ts.isObjectLiteralExpression(node)) {
          const said = new Map(
            node.properties
              .filter(ts.isPropertyAssignment)
              .map((p) => [p.name.getText(source), p.initializer.getText(source)]),
          );
          if (said.get('to') === "'same'" && said.has('expiry') && said.has('start')) byHand.add(file);
        }
        ts.forEachChild(node, look);
      };
      look(source);
    }
    expect([...byHand]).toEqual([join('parts', 'recusal.ts')]);
  });
});

test('a row with something more has its lists longer and all else put in its place', () => {
  const { row, more, some } = vocabulary<'A' | 'B', 'x' | 'y', { n?: number }>();
  const one = row({
    act: 'do',
    label: { zh: '做', en: 'Do' },
    from: ['A'],
    by: 'system',
    basis: 'first',
    to: 'same',
    raise: ['x'],
    takes: z.object({ n: z.int() }),
  });
  expect('takes' in one).toBe(false);
  expect(more(one, { raise: ['y'], lower: ['x'], basis: 'second', to: 'B' })).toEqual({
    ...one,
    raise: ['x', 'y'],
    lower: ['x'],
    basis: 'second',
    to: 'B',
  });
  expect(one.raise).toEqual(['x']);
  expect(some({ to: 'same' })).toEqual({ to: 'same' });
});

describe('a field of a form', () => {
  const takes = (schema: z.ZodType, ...values: unknown[]) => values.map((v) => schema.safeParse(v).success);

  test('of yuan has two decimals at most, none below nothing, none above a hundred thousand million', () => {
    expect(takes(yuan('', ''), 0, 0.01, 1e11, 1.005, -0.01, 1e11 + 1)).toEqual([true, true, true, false, false, false]);
    expect(takes(yuan('', ''), 84_000.37, 0.29, 1.1)).toEqual([true, true, true]);
  });

  test('of a count, of pages, of a list and of people has its bounds', () => {
    expect(takes(count('', '', 2, 4), 1, 2, 4, 5, 2.5)).toEqual([false, true, true, false, false]);
    expect(takes(pageCount(), 0, 1, 10_000, 10_001)).toEqual([false, true, true, false]);
    expect(takes(choices('', '', [['a', '', '']]), [], ['a'], ['b'], Array(50).fill('a'), Array(51).fill('a'))).toEqual(
      [false, true, false, true, false],
    );
    expect(takes(staffList('', '', 1), [], ['a'], [''], Array(20).fill('a'), Array(21).fill('a'))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    for (const id of [staff('', ''), caseId('', '')])
      expect(takes(id, '', 'a', 'a'.repeat(64), 'a'.repeat(65))).toEqual([false, true, true, false]);
    expect(takes(docNumber(), '', '1', 'x'.repeat(100), 'x'.repeat(101))).toEqual([false, true, true, false]);
  });

  test('says what it is in both languages, and with what it is chosen', () => {
    expect(choices('一', 'one', [['a', '甲', 'A']]).meta()).toMatchObject({
      title: '一',
      titleEn: 'one',
      options: [{ value: 'a', zh: '甲', en: 'A' }],
    });
    expect(words('一', 'one').meta()).toMatchObject({ title: '一', titleEn: 'one', widget: 'textarea', sealed: true });
    expect(docNumber().meta()).toMatchObject({ title: '文号', titleEn: 'Document number' });
  });

  test('names members of staff, alone or in a list, asked for or not', () => {
    expect([staff('', ''), staffList('', '', 1), staff('', '').optional()].map((f) => namesStaff(f))).toEqual([
      true,
      true,
      true,
    ]);
    expect([caseId('', ''), docNumber(), yesNo('', '').optional()].map((f) => namesStaff(f))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('of words goes sealed, of all else in the open; what goes with the event is in neither, nor what was left out', () => {
    const schema = z.object({
      why: words('', ''),
      more: optionalWords('', ''),
      number: docNumber(),
      sum: yuan('', '').optional(),
    });
    const form = {
      why: 'w',
      more: 'm',
      number: '1',
      sum: undefined,
      other: 2,
      document: {},
      paper: {},
      withOfficer: 'x',
    };
    expect(divide(schema, form)).toStrictEqual({ facts: { number: '1', other: 2 }, words: { why: 'w', more: 'm' } });
    expect(divide(undefined, { why: 'w' })).toStrictEqual({ facts: { why: 'w' }, words: {} });
    expect(takes(optionalWords('', ''), undefined, '', 'x'.repeat(5000), 'x'.repeat(5001))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('of a paper names its number, pages, scan and second person, and takes no other', () => {
    const paper = { number: '1', pages: 1, scan: 's', second: 'x' };
    expect(takes(PAPER, paper, { ...paper, more: 1 }, { ...paper, pages: 0 })).toEqual([true, false, false]);
    for (const key of Object.keys(paper)) expect(takes(PAPER, { ...paper, [key]: undefined }), key).toEqual([false]);
    const document = { kind: '函', number: '1', date: '2026-10-08' };
    expect(takes(DOCUMENT, document, { ...document, pages: 1 }, { ...document, date: 'x' })).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('what the holder of the receipt does, the clerk enters from its paper, and nobody else does', () => {
  const l = accepted();
  const paper = { document: { kind: '来信', number: '1', date: '2026-10-09' } };
  const message = { text: 'words' };
  const I = { proceeding: 'intake' };
  expect(l.do('tipster', 'message', message, I)[0]?.actor).toMatchObject({ role: 'tipster' });
  expect(l.refused('clerk', 'message', message, I).fields?.map((f) => f.field)).toEqual(['document']);
  expect(l.do('clerk', 'message', { ...message, ...paper }, I)[0]?.actor).toMatchObject({
    id: 'outside:any',
    enteredBy: 'clerk',
  });
  expect(l.refused('unithead', 'message', { ...message, ...paper }, I).code).toBe('not-your-role');
  expect(l.refused('tipster', 'message', { ...message, ...paper }, I).code).toBe('form-invalid');
});

test('what is put forward is known again by when it was recorded: no two of a case share that, also while its clock stands still', () => {
  const [at, now] = ['2026-10-07T09:00:00+08:00', '2026-10-08T10:00:00+08:00'];
  const facts = { ...life().facts() };
  const put = (lastPut?: string, recordedAt?: string) => {
    const entering = recordedAt === undefined ? {} : { entering: { by: 'clerk', recordedAt } };
    return putForward(at, lastPut === undefined ? {} : { lastPut }, { ...facts, now, ...entering });
  };
  expect(put()).toEqual({ at, put: now });
  expect(put('2026-10-08T09:59:59.999+08:00').put).toBe(now);
  expect(put(now).put).toBe('2026-10-08T10:00:00.001+08:00');
  expect(put('2026-10-08T02:00:00Z').put).toBe('2026-10-08T10:00:00.001+08:00');
  expect(put('2026-10-08T10:00:00.005+08:00').put).toBe('2026-10-08T10:00:00.006+08:00');
  expect(put(undefined, '2026-10-08T08:00:00+08:00').put).toBe('2026-10-08T08:00:00+08:00');
  expect(put('2026-10-08T09:00:00+08:00', '2026-10-08T08:00:00+08:00').put).toBe('2026-10-08T09:00:00.001+08:00');
});
