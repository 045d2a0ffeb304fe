import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { composed } from '../../domain/text/composed.ts';
import { anyForm, email, exact, isGuarded, line, name, phone, prose, sought } from '../../domain/text/fields.ts';
import { calledBy, namedIn } from '../../domain/text/naming.ts';
import { receiptCharacters } from '../../domain/text/receipt.ts';
import { FORM, formerForms, numberForms, pairsIn, spelledNumber } from '../../domain/text/same.ts';
import { unstorableIn, whyUnstorable } from '../../domain/text/storable.ts';
import { lengthOf, lineOf, nameOf, oneLineEnd, phoneOf, proseOf } from '../../domain/text/typed.ts';

const why = (schema: z.ZodType, typed: unknown) =>
  schema.safeParse(typed).error?.issues.map((i) => ({ ...i, message: undefined, path: undefined }));

describe('a field of text', () => {
  test('says which bound was missed, and that the bound itself is allowed', () => {
    const big = { code: 'too_big', origin: 'string', maximum: 3, inclusive: true };
    const small = (minimum: number) => ({ code: 'too_small', origin: 'string', minimum, inclusive: true });
    expect(why(line(3), 'abcd')).toEqual([{ ...big, input: 'abcd' }].map(({ input: _, ...x }) => x));
    expect(why(line(3), '')).toEqual([small(1)]);
    expect(why(exact(3, 2), 'a')).toEqual([small(2)]);
    for (const typed of ['ab', 'abc']) expect(exact(3, 2).safeParse(typed).data).toBe(typed);
    expect(exact(3).safeParse('').data).toBe('');
  });

  test('says in words of its own that it is missing, where it was given some', () => {
    const said = (typed: unknown) => line(3, 1, () => 'name it').safeParse(typed).error?.issues[0]?.message;
    expect([said(undefined), said(7)]).toEqual(['name it', 'name it']);
    expect(line(3).safeParse(undefined).error?.issues[0]?.message).not.toBe('name it');
  });

  test('that is looked for may be empty, and is no wish for everything where it shows nothing', () => {
    expect(sought(3).safeParse('').data).toBe('');
    expect(sought(3).safeParse(' a ').data).toBe('a');
    for (const typed of [' ', '\u200b', '\u3000\t'])
      expect(why(sought(3), typed)).toMatchObject([
        { code: 'too_small', origin: 'string', minimum: 1, inclusive: true },
      ]);
    expect(why(sought(3), 'abcd')).toMatchObject([{ code: 'too_big', maximum: 3 }]);
    expect(z.toJSONSchema(sought(3), { io: 'input' })).toMatchObject({ maxLength: 3 });
  });

  test('that is compared as it is keeps its blanks; each of the others has its own way of being one', () => {
    expect(exact(9).safeParse(' a ').data).toBe(' a ');
    expect(prose(9).safeParse(' a\r b ').data).toBe('a\n b');
    expect(name(9).safeParse(' e\u0301 ').data).toBe('\u00e9');
    expect(email(9).safeParse('a@b').success).toBe(false);
    expect(email(9).safeParse('').success).toBe(false);
    expect(phone(9).safeParse('').success).toBe(false);
  });

  test('is known as one of ours, as is a format; a plain string is not', () => {
    for (const schema of [line(3), prose(3), exact(3), sought(3), z.iso.date(), z.uuid()])
      expect(isGuarded(schema)).toBe(true);
    for (const schema of [z.string(), z.string().max(3), z.boolean()]) expect(isGuarded(schema)).toBe(false);
  });

  test('of a form that is not read yet takes any object, with every field of it, and nothing else', () => {
    const form = JSON.parse('{"__proto__":1,"a":2}') as object;
    expect(Object.keys(anyForm().parse(form))).toEqual(['__proto__', 'a']);
    for (const typed of [null, [], 'x', 1, undefined]) expect(anyForm().safeParse(typed).success).toBe(false);
    expect(
      z.toJSONSchema(z.object({ f: anyForm() }), { io: 'input', unrepresentable: 'any' }).properties?.f,
    ).toMatchObject({
      type: 'object',
      additionalProperties: true,
    });
  });
});

describe('what was typed', () => {
  test('has one kind of line end, each counted once', () => {
    expect(oneLineEnd('a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h\n\ri')).toBe('a\nb\nc\nd\ne\nf\ng\nh\n\ni');
  });

  test('loses the blanks around it, all of them, and none within', () => {
    expect(proseOf('\n\n a  b \t\n')).toBe('a  b');
    expect(lineOf('  \t a \n  b \u3000')).toBe('a b');
    expect(nameOf('  \t a \n  b \u3000')).toBe('a b');
    expect([proseOf(' \u200b\n'), lineOf(' \u200b\n'), proseOf('x'), lineOf('x')]).toEqual(['', '', 'x', 'x']);
    expect(phoneOf(' (010)　8888—0000 ')).toBe('(010) 8888-0000');
  });

  test('is as long as it has whole characters, and just too long where it is longer', () => {
    const counted = ['', 'abc', '𠮷𠮷', '𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷', 'a'.repeat(9)].map((text) => lengthOf(text, 3));
    expect(counted).toEqual([0, 3, 2, 3, 4, 4]);
    expect(lengthOf('abcd', 3)).toBe(4);
    expect(lengthOf('𠮷ab', 3)).toBe(3);
  });
});

describe('the characters of a receipt', () => {
  test('are of its alphabet alone, of every width and case, with look-alike letters as their digit', () => {
    expect(receiptCharacters('７k-3m 9Ｑ/xd')).toBe('7K3M9QXD');
    expect(receiptCharacters('oOiIlL0 1')).toBe('00111101');
    expect(receiptCharacters('U凭证*')).toBe('');
  });

  test('are looked for in the first four hundred signs, not beyond', () => {
    expect(receiptCharacters(`${' '.repeat(399)}AB`)).toBe('A');
    expect(receiptCharacters(`${' '.repeat(400)}AB`)).toBe('');
  });
});

describe('whom a text calls', () => {
  test('by surname with a post, an address or before it, and not by a sign that only stands in it', () => {
    for (const text of ['王某', '姓王', '老王来了', '王主任', '王副科长', '和小王、王姐'])
      expect(calledBy(text)('王建国'), text).toBe(true);
    for (const text of ['王', '王府井', '女王', '大王', '老张和王', ''])
      expect(calledBy(text)('王建国'), text).toBe(false);
    expect(calledBy('李某和王主任')('王建国')).toBe(true);
    expect(calledBy('李主任和王')('王建国')).toBe(false);
  });

  test('with a surname of two characters by that alone, with the first of them not', () => {
    expect([calledBy('欧阳来了')('欧阳娜'), calledBy('欧来了')('欧阳娜'), calledBy('欧某')('欧阳娜')]).toEqual([
      true,
      false,
      false,
    ]);
    // 欧阳 alone is a surname and no name: 欧 is what is left to go by.
    expect([calledBy('欧阳')('欧阳'), calledBy('欧主任')('欧阳')]).toEqual([false, true]);
  });

  test('only where the name is Chinese, of two to four characters', () => {
    expect(calledBy('王某')('王')).toBe(false);
    expect(calledBy('王某')('王王王王王')).toBe(false);
    expect(calledBy('王某')('王王王王')).toBe(true);
    expect(calledBy('wang某')('wang')).toBe(false);
  });

  test('whole words of other letters, side by side and in order', () => {
    expect(namedIn('Zhang and San', 'Zhang San')).toBe(false);
    expect(namedIn('San Zhang', 'Zhang San')).toBe(false);
    expect(namedIn('Mr Zhang San', 'Zhang San')).toBe(true);
    expect(namedIn('z hang', 'zhang')).toBe(true);
    expect(namedIn('李李', '李')).toBe(false);
    expect(namedIn('ab', 'ab')).toBe(true);
  });
});

describe('a number', () => {
  test('is told apart by its dash, not by its width, its blanks or the kind of its brackets', () => {
    expect(spelledNumber(' 罚 〔２０２６〕 26-17 号 ')).toBe('罚(2026)26-17号');
    for (const brackets of ['【2026】', '[2026]', '［2026］', '（2026）'])
      expect(spelledNumber(brackets)).toBe('(2026)');
    expect(spelledNumber('26-17')).not.toBe(spelledNumber('261-7'));
  });

  test('of a case is found whole and, of the former form, without its year and leading zeros', () => {
    expect(numberForms('1999-000075')).toEqual(['1999000075', '75']);
    expect(numberForms('2026-1234567')).toEqual(['20261234567', '1234567']);
    expect(numberForms('2126-000075')).toEqual(['2126000075']);
    expect(numberForms('2026-00075')).toEqual(['202600075']);
    expect(numberForms('A2026-000075')).toEqual(['a2026000075']);
  });

  test('that was kept under a former form is found until it was made anew', () => {
    expect(FORM).toBe(2);
    expect(formerForms('Ａ b　丶C.ー')).toEqual(['ab丶c.ー', 'ab丶cー']);
    expect(formerForms('阿\u30fb卜\ua78f\u318d\u119e\uff65')[1]).toBe('阿卜');
  });

  test('has each pair of signs once, in the order in which they stand', () => {
    expect(pairsIn('abab')).toEqual(['ab', 'ba']);
    expect(pairsIn('𠮷a')).toEqual(['𠮷a']);
    expect([pairsIn('a'), pairsIn('')]).toEqual([[], []]);
  });
});

describe('what cannot be stored', () => {
  test('is said for what it is', () => {
    expect(whyUnstorable('a\u0000')).toEqual({ zh: '含有不能接受的字符', en: 'has a control character' });
    expect(whyUnstorable('\ud842')).toEqual({ zh: '含有残缺的字符', en: 'has half of a character' });
    expect(unstorableIn({ a: '\u0000', b: '\ud842' }).map((u) => u.text.en)).toEqual([
      'has a control character',
      'has half of a character',
    ]);
    const deep = JSON.parse(`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`) as unknown;
    expect(unstorableIn(deep)).toEqual([
      { field: Array(16).fill('a').join('.'), text: { zh: '层次太多', en: 'is nested more than 16 deep' } },
    ]);
  });

  test('is named by its path, in which nothing that cannot be stored stands, and not at any length', () => {
    expect(unstorableIn({ 'k\u0000\u0001': 1 })).toMatchObject([{ field: 'k\u{fffd}\u{fffd}' }]);
    expect(unstorableIn({ a: { ['b'.repeat(500)]: '\u0000' } })[0]?.field).toBe(`a.${'b'.repeat(398)}`);
    expect(unstorableIn('\u0000')).toMatchObject([{ field: '' }]);
    expect(unstorableIn([{ x: ['\u0000'] }])).toMatchObject([{ field: '0.x.0' }]);
  });

  test('is not looked for in a field that is never stored, at the top alone; its name still is', () => {
    const receipt = new Set(['receipt', 'r\u0000']);
    expect(unstorableIn({ receipt: '\u0000', text: '\u0000' }, receipt).map((u) => u.field)).toEqual(['text']);
    expect(unstorableIn({ form: { receipt: '\u0000' } }, receipt).map((u) => u.field)).toEqual(['form.receipt']);
    expect(unstorableIn({ 'r\u0000': 'x' }, receipt)).toHaveLength(1);
  });

  test('is nothing in numbers, truth values and nothing', () => {
    for (const value of [1, true, null, undefined, { a: null, b: 1, c: false }])
      expect(unstorableIn(value)).toEqual([]);
  });
});

describe('signs that are put in order', () => {
  const ROOMS = ['activities', 'api', 'bin', 'domain', 'files', 'ledger', 'web', 'workflows'];
  test('are asked for in one place, which bounds what it costs; a receipt goes sign by sign, the name of a file is cut first', () => {
    const asking = ROOMS.flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => `${room}/${file}`)
        .filter((file) => /\.normalize\(/.test(readFileSync(file, 'utf8'))),
    );
    expect(asking.sort()).toEqual(['domain/text/composed.ts', 'domain/text/receipt.ts', 'files/names.ts']);
  });

  const marks = (n: number) => `a${'\u0301'.repeat(n)}${'\u0316'.repeat(n)}`;
  test('are no more than any script sets on one letter, where a text is long: whatever is asked of it', () => {
    for (const made of [composed(marks(60_000), 'NFC'), composed(marks(60_000), 'NFKC')])
      expect([...made].length).toBeLessThanOrEqual(31);
  });
  test('of a short text are all kept', () => {
    expect(composed(marks(100), 'NFC')).toBe(marks(100).normalize('NFC'));
    expect(nameOf('é')).toBe('é');
  });
});
