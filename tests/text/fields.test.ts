import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../../api/routes.ts';
import { formOf, type Phase } from '../../domain/kernel/form-of.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { code, email, exact, isGuarded, line, name, phone, prose } from '../../domain/text/fields.ts';
import { MOST_DEPTH, unstorableIn, whyUnstorable } from '../../domain/text/storable.ts';
import { tipSchema } from '../../domain/tip.ts';

interface Def {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  in?: z.ZodType;
  out?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  catchall?: z.ZodType;
}

const defOf = (schema: z.ZodType) => (schema as unknown as { def: Def }).def;

/** Every place of a schema where a value goes in that is made of no others, with its path. */
function leaves(schema: z.ZodType, path: string): [path: string, schema: z.ZodType][] {
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape ?? {}).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
    case 'array':
      return leaves(def.element!, `${path}[]`);
    case 'record':
      return [...leaves(def.keyType!, `${path}{key}`), ...leaves(def.valueType!, `${path}{}`)];
    case 'union':
      return def.options!.flatMap((option, i) => leaves(option, `${path}|${i}`));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'nonoptional':
    case 'readonly':
      return leaves(def.innerType!, path);
    case 'pipe':
      // What is turned into a number or a yes is no text.
      return [def.in!, def.out!].flatMap((side) =>
        ['transform', 'string'].includes(defOf(side).type) ? [] : leaves(side, path),
      );
    case 'string':
    case 'number':
    case 'int':
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'unknown':
    case 'undefined':
    case 'custom':
      return [[path, schema]];
    default:
      throw new Error(`${path}: a schema of the type ${def.type}, which nobody has looked at yet`);
  }
}

/** Everywhere that somebody can send something: the routes, the tip, the form of every act. */
function everywhere(): [path: string, schema: z.ZodType][] {
  const phases: Phase[] = ['act', 'propose', 'decide', 'decline'];
  const forms = Object.entries(TABLES).flatMap(([kind, table]) =>
    table.rows.flatMap((row) =>
      row.act
        ? phases
            .filter((phase) => phase === 'act' || row.proposedBy)
            .map((phase) => [`${kind}.${row.act}:${phase}`, formOf(row, phase)] as [string, z.ZodType])
        : [],
    ),
  );
  expect(forms.length).toBeGreaterThan(150);
  const parts = routes().flatMap((r) =>
    (['params', 'query', 'body'] as const).flatMap((part): [string, z.ZodType][] => {
      const schema = r[part];
      return schema ? [[`${r.method} ${r.path} ${part}`, schema]] : [];
    }),
  );
  return [...parts, ...forms, ['tip', tipSchema] as [string, z.ZodType]];
}

const typeOf = (schema: z.ZodType) => defOf(schema).type;

/** Paths of the strings of a schema that let free text in without being a text field. */
const bare = (schema: z.ZodType, path: string): string[] =>
  leaves(schema, path).flatMap(([at, leaf]) => (typeOf(leaf) === 'string' && !isGuarded(leaf) ? [at] : []));

/** The widest column of four bytes. */
const INT4 = 2 ** 31 - 1;

/** Paths of the numbers of a schema that are not held between bounds, or lie beyond four bytes. */
const boundless = (schema: z.ZodType, path: string): string[] =>
  leaves(schema, path).flatMap(([at, leaf]) => {
    if (typeOf(leaf) !== 'number' && typeOf(leaf) !== 'int') return [];
    const { minValue, maxValue } = leaf as z.ZodNumber;
    const held = minValue !== null && maxValue !== null && minValue >= -INT4 - 1 && maxValue <= INT4;
    return held ? [] : [`${at}: ${minValue} to ${maxValue}`];
  });

describe('every text that somebody can send is one of the text fields', () => {
  test('in path, query and body of every route, in the tip and in the form of every act', () => {
    expect(everywhere().flatMap(([at, schema]) => bare(schema, at))).toEqual([]);
  });

  test('a plain string among them is found', () => {
    expect(bare(z.strictObject({ a: z.array(z.string().max(3)).optional(), b: line(3) }), 'x')).toEqual(['x.a[]']);
  });

  test('and no query lets in what it does not know', () => {
    for (const r of routes()) {
      if (!r.query) continue;
      expect([r.path, r.query.safeParse({ 'no-such-parameter': '1' }).success]).toEqual([r.path, false]);
    }
  });
});

describe('no number that somebody can send is beyond what the database can hold', () => {
  // Sums are kept with the facts as JSON, which counts exactly up to 2^53; the log of sign-ins numbers its rows in eight bytes.
  const WIDER = /\.(?:amount\.cny|yuan|fine|confiscation|amount|surcharge): 0 to 1(?:0{11}|0{12})$/;
  const EIGHT_BYTES = `get /api/authority/sign-ins query.before: 1 to ${Number.MAX_SAFE_INTEGER}`;

  test('each stands between two bounds, in four bytes unless its place is wider', () => {
    const found = everywhere().flatMap(([at, schema]) => boundless(schema, at));
    expect(found.filter((at) => !WIDER.test(at))).toEqual([EIGHT_BYTES]);
  });

  test('one without an end is found, also behind a default or a text that becomes a number', () => {
    const open = z.strictObject({
      a: z.number().min(0),
      b: z.int().max(9).default(1),
      c: z.preprocess(Number, z.number().max(3)).optional(),
      d: z.coerce
        .number()
        .min(1)
        .max(2 ** 31),
      e: z.int().min(0).max(INT4),
    });
    expect(boundless(open, 'x').map((at) => at.slice(0, 3))).toEqual(['x.a', 'x.b', 'x.c', 'x.d']);
  });
});

describe('a length is counted in whole characters, after line ends are made one', () => {
  test('a line break that a browser sends as two counts once', () => {
    const lines = Array.from({ length: 200 }, () => '某'.repeat(99)).join('\r\n');
    expect(lines.length).toBeGreaterThan(20_000);
    expect(prose(19_999).safeParse(lines).data).toBe(lines.replaceAll('\r\n', '\n'));
    expect(prose(19_998).safeParse(lines).error?.issues).toMatchObject([{ code: 'too_big', maximum: 19_998 }]);
  });

  test('a character beyond the first plane counts once', () => {
    expect(line(3).safeParse('𠮷😀𠮷').success).toBe(true);
    expect(line(2).safeParse('𠮷😀𠮷').success).toBe(false);
  });

  test('what shows nothing is nothing', () => {
    for (const blank of ['', ' ', '\u3000', '\u200b', '\r\n\u2060\t', '\u{2800}', '\u3164', '\u0085', '\u{1d159}']) {
      for (const field of [line(9), prose(9), name(9)]) expect(field.safeParse(blank).success).toBe(false);
    }
  });

  test('a long row of blanks takes no longer than another text', () => {
    const blanks = `x${' '.repeat(200_000)}y`;
    const taken = [line(9), prose(9), name(9), code(9), phone(9)].map((field) => field.safeParse(blanks).success);
    expect(taken).toEqual([true, false, true, true, true]);
    expect(email(9).safeParse(blanks).success).toBe(false);
  });

  test('the document of the interface says the same bounds', () => {
    expect(z.toJSONSchema(z.object({ a: line(5), b: exact(7).optional() }), { io: 'input' }).properties).toEqual({
      a: { type: 'string', minLength: 1, maxLength: 5 },
      b: { type: 'string', maxLength: 7 },
    });
  });
});

describe('what does not show never survives in a name', () => {
  const HIDDEN = [
    '\u200b',
    '\u200d',
    '\u2060',
    '\u200e',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\u180e',
    '\u{e0101}',
    '\u2800',
    '\u3164',
    '\uffa0',
    '\u115f',
    '\u1160',
    '\u034f',
    '\u{1d159}',
    '\u007f',
    '\u0080',
    '\u009f',
  ];
  test.each(HIDDEN)('%j', (sign) => {
    expect(name(20).safeParse(`${sign}阿卜${sign}杜拉${sign}`).data).toBe('阿卜杜拉');
  });

  test('what turns directions is gone from a line, what holds a picture together stays', () => {
    expect(line(20).safeParse('x\u202efdp.exe').data).toBe('xfdp.exe');
    expect(line(20).safeParse('👨\u200d👩\u200d👧').data).toBe('👨\u200d👩\u200d👧');
    expect(prose(20).safeParse('好❤\ufe0f').data).toBe('好❤\ufe0f');
  });

  test('the next line of the C1 controls is a line end in a text and a blank in a line, and no part of either at its edge', () => {
    expect(prose(20).safeParse('\u0085甲\u0085乙\u0085').data).toBe('甲\n乙');
    for (const field of [line(20), name(20)]) {
      expect(field.safeParse('\u0085甲\u0085 \u0085乙\u0085').data).toBe('甲 乙');
    }
    expect(code(40).safeParse('1101\u00850119').data).toBe('11010119');
    expect(email(40).safeParse('a\u0085@qq.com').data).toBe('a@qq.com');
  });

  test.each(Array.from({ length: 32 }, (_, i) => 0x80 + i))('no C1 control stays in one line: %i', (unit) => {
    const sign = String.fromCharCode(unit);
    for (const field of [line(20), name(20), phone(20), code(20)]) {
      expect(field.safeParse(`${sign}1${sign}2${sign}`).data).not.toMatch(/\p{Cc}/u);
      expect(field.safeParse(sign).success).toBe(false);
    }
    expect(whyUnstorable(sign) === null).toBe(sign === '\u0085');
  });

  test('line breaks in a line are blanks', () => {
    expect(line(20).safeParse(' 东源县\r\n某路\t1号 ').data).toBe('东源县 某路 1号');
  });
});

describe('an address or number is understood in every width', () => {
  test.each(['abc＠qq.com', 'ａｂｃ@qq.com', 'abc@qq。com', ' abc @ qq.com\u200b', 'abc@qq．com'])('%s', (typed) => {
    expect(email(200).safeParse(typed).data).toBe('abc@qq.com');
  });
  test('telephone, ID number and code of a unit', () => {
    expect(phone(40).safeParse('１３８－００００ ００００').data).toBe('138-0000 0000');
    expect(code(40).safeParse('１１０１０１ １９９００１０１００１ｘ').data).toBe('11010119900101001X');
  });
});

describe('what cannot be stored is found wherever it stands, and named', () => {
  test.each(['a\u0000', '\u0001', '\u001b[2J', '\u007f', '\u0090', '\ud842', '\udfb7x', '\uffff', '\ufffe'])(
    '%j',
    (text) => {
      expect(whyUnstorable(text)).not.toBeNull();
      expect(unstorableIn({ form: { paper: [{ number: text }] } }).map((u) => u.field)).toEqual([
        'form.paper.0.number',
      ]);
      expect(unstorableIn({ [`k${text}`]: 1 })).toHaveLength(1);
    },
  );

  test.each(['第一行\r\n第二行\t。', '𠮷😀', 'ئۇيغۇر', '\u200b\u202e', 'Word\u000b换行', '\u0085'])(
    '%j can be',
    (text) => {
      expect(whyUnstorable(text)).toBeNull();
    },
  );

  test('nesting has an end, however deep it is', () => {
    const deep = (n: number) => JSON.parse(`${'{"a":'.repeat(n)}1${'}'.repeat(n)}`) as unknown;
    expect(unstorableIn(deep(MOST_DEPTH))).toEqual([]);
    expect(unstorableIn(deep(MOST_DEPTH + 1))).toHaveLength(1);
    expect(unstorableIn(deep(20_000))).toHaveLength(1);
    expect(unstorableIn(JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`))).toHaveLength(1);
  });

  test('mistakes are told in the order of the fields, and not without end', () => {
    expect(unstorableIn({ a: '\u0000', b: { c: '\u0000' }, d: '\u0000' }).map((u) => u.field)).toEqual([
      'a',
      'b.c',
      'd',
    ]);
    expect(unstorableIn(Array.from({ length: 9_999 }, () => '\u0000'))).toHaveLength(20);
  });
});
