import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { namedIn } from '../../domain/text/naming.ts';
import { receiptCharacters } from '../../domain/text/receipt.ts';
import { numberAsked, numberForms, pairsOf, sameText } from '../../domain/text/same.ts';
import { newReceipt, parseReceipt } from '../../ledger/doors/receipt.ts';

describe('one name under every spelling', () => {
  const INTERPUNCTS = [
    '·',
    '•',
    '・',
    '‧',
    '･',
    '．',
    '.',
    '∙',
    '⋅',
    '●',
    '‐',
    '᛫',
    '\u0387',
    '\ua78f',
    '\u318d',
    // Signs with compatible forms, letters and marks that show as a dot, a stroke or an apostrophe.
    '\u02d9',
    '\u1427',
    '\u4e36',
    '\u2f02',
    '\u31d4',
    '\u02d1',
    '\u02d0',
    '\u02c8',
    '\u02bc',
    '\u0971',
    '\u119e',
    '\u2027\ufe0e',
    '\ua4f8',
    '\ua78c',
    '\u0307',
    '\u302e',
    '\u309c',
    '\uff9f',
    '\u0660',
    '\u06f0',
    'ヽ',
    '﹅',
    '⸳',
    '𐄁',
    '་',
    '〮',
    ' 丶 ',
    '丶丶',
    '\u200b·',
    ' ',
    '',
  ];
  test.each(INTERPUNCTS)('with %j between', (dot) => {
    expect(sameText(`阿卜杜拉${dot}试验`)).toBe('阿卜杜拉试验');
  });

  test.each([
    '示例（东源）公司',
    '示例(东源)公司',
    '示例﹙东源﹚公司',
    '示例【东源】公司',
    '示例〔东源〕公司',
    '示例「东源」公司',
    '示例東源公司',
    ' 示例\u3000东源\u00ad公司',
  ])('%s', (typed) => expect(sameText(typed)).toBe('示例东源公司'));

  test('of every width, case and composition', () => {
    expect(new Set(['ＡＢＣ公司', 'abc公司', 'Abc 公司'].map(sameText)).size).toBe(1);
    expect(sameText('Cafe\u0301')).toBe(sameText('CAFÉ'));
  });

  test('a traditional name and its simplified one, whole and in part', () => {
    expect(sameText('張國強')).toBe(sameText('张国强'));
    expect(pairsOf('張國強')).toEqual(['张国', '国强']);
  });

  test('with any sign at all between that is neither letter nor digit, nor stands for some', () => {
    const apart: string[] = [];
    for (let code = 0x20; code < 0x11_0000; code++) {
      const sign = String.fromCodePoint(code);
      if (/[\p{Cn}\p{Co}\p{Cs}]/u.test(sign)) continue;
      // ㈱ and ⼈ are written for 株 and 人: of one sign and one meaning.
      if (/[\p{L}\p{N}]/u.test(sign) || /[\p{L}\p{N}]/u.test(sign.normalize('NFKC'))) continue;
      if (sameText(`阿卜杜拉${sign}试验`) !== '阿卜杜拉试验') apart.push(code.toString(16));
    }
    expect(apart).toEqual([]);
  });

  test('a stroke, a mark of kana or a zero is one where no Chinese character stands on both sides', () => {
    for (const name of ['丶某', '某丶', '丶', '佐々木', 'ラーメン', 'こゝろ', 'a丶b', '٠١']) {
      expect(sameText(name)).toBe(name);
    }
    expect(sameText('O’Brien')).toBe(sameText('Oʼbrien'));
    expect(sameText('が')).toBe(sameText('か\u3099'));
  });

  test('other names stay other names, and signs alone stand for themselves', () => {
    expect(new Set(['张三', '张三丰', '三张', '李三', '？？', '—'].map(sameText)).size).toBe(6);
  });
});

test('there is one form of a name: nothing else folds text outside this room', () => {
  const root = new URL('../../', import.meta.url);
  const folding = ['domain', 'ledger', 'api', 'files', 'activities', 'workflows', 'web', 'prisma', 'bin'].flatMap(
    (part) =>
      readdirSync(new URL(part, root), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('generated/'))
        .map((name) => `${part}/${name}`)
        .filter((name) => /\.normalize\(|composed\(|toLocaleLowerCase/.test(readFileSync(new URL(name, root), 'utf8'))),
  );
  expect(folding.filter((name) => !name.startsWith('domain/text/')).sort()).toEqual([
    // The beginning of a case number, which has an alphabet of its own.
    'domain/case-number.ts',
    // The ending of a file's name.
    'files/names.ts',
    // Codes of units in a text, and yuan.
    'ledger/reading/register.ts',
    'web/citizen/tell.tsx',
  ]);
});

describe('one number under every spelling', () => {
  test.each([
    '示例罚〔2026〕26-17号',
    '示例罚[2026]26-17号',
    '示例罚（2026）26－17号',
    '示例罚【２０２６】２６-１７号',
    ' 示例罚 2026 26‑17 号',
  ])('%s', (typed) => expect(sameText(typed)).toBe('示例罚20262617号'));

  test('a case number with and without its year', () => {
    expect(numberForms('2026-000075')).toEqual(['2026000075', '75']);
    expect(['000075', '75', '０００７５'].map(numberAsked)).toEqual(['75', '75', '75']);
    // Of what is not digits alone, or more of them than a year has cases, no zero is left out.
    const whole = ['007a', 'a007', '00a75', '000000075', '2026000075'];
    expect(whole.map(numberAsked)).toEqual(whole);
    expect(['00000075', '0', '000'].map(numberAsked)).toEqual(['75', '0', '0']);
    expect(['2026-000075', '２０２６－００００７５', '2026—000075'].map(numberAsked)).toEqual(
      Array(3).fill('2026000075'),
    );
    expect(numberForms('330102K7QXZ4M')).toEqual(['330102k7qxz4m']);
  });
});

describe('a receipt opens however it was typed', () => {
  const { text, receipt } = newReceipt();
  const wide = [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
  const dashed = (dash: string) => text.replaceAll('-', dash);
  const SHAPES: Record<string, string> = {
    'as it was shown': text,
    'in small letters': text.toLowerCase(),
    'full-width': wide,
    'with a full-width dash': dashed('－'),
    ...Object.fromEntries([...'‐‑−―﹣–—·・. _'].map((dash) => [`with ${dash} for the dash`, dashed(dash)])),
    ...Object.fromEntries(
      ['\u200b', '\u200d', '\u2060', '\u200e', '\u00ad', '\ufeff'].map((u) => [
        `with ${JSON.stringify(u)}`,
        `${u}${dashed(`${u}-`)}`,
      ]),
    ),
    'with what it is in front': `凭证：${text}`,
    'with a full stop behind': `${text}。`,
    'in quotes': `“${text}”。`,
    'in brackets': `【${text}】`,
    'in lines': dashed('\r\n'),
    'with letters that look like digits': text.replaceAll('0', 'o').replaceAll('1', 'l'),
  };
  test.each(Object.entries(SHAPES))('%s', (_what, typed) => {
    expect(parseReceipt(typed)).toEqual(receipt);
  });

  test('no sign becomes several, and what is none opens nothing', () => {
    expect(receiptCharacters('½①№㎏')).toBe('1');
    expect(receiptCharacters('⑫⒓㉓⑴㋀')).toBe('');
    expect(parseReceipt('A'.repeat(100_000))).toBeNull();
    expect(parseReceipt(`${text}A`)).toBeNull();
  });
});

test('a text names somebody by what counts as the same name: Chinese anywhere, other letters as whole words, never a single sign', () => {
  for (const [text, name] of [
    ['请不要让欧阳 · 娜看到', '欧阳娜'],
    ['歐陽\u200b娜', '欧阳·娜'],
    ['ＺＨＡＮＧ　Ｓａｎ不得接触', 'Zhang San'],
    ['not zhang-san!', 'Zhang San'],
    ['Zhangsan', 'zhang san'],
    ['阿Q先生', '阿Q'],
  ] as const)
    expect(namedIn(text, name), text).toBe(true);
  for (const [text, name] of [
    ['zhang sang', 'Zhang San'],
    ['Police', 'Li'],
    ['王', '王'],
    ['王某', ''],
    ['。。', '··'],
    ['', '欧阳娜'],
  ] as const)
    expect(namedIn(text, name), text).toBe(false);
});
