import { describe, expect, test } from 'vitest';
import { receiptCharacters } from '../../domain/text/receipt.ts';
import { numberAsked, numberForms, pairsOf, sameText } from '../../domain/text/same.ts';
import { newReceipt, parseReceipt } from '../../ledger/receipt.ts';

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

  test('other names stay other names, and signs alone stand for themselves', () => {
    expect(new Set(['张三', '张三丰', '三张', '李三', '？？', '—'].map(sameText)).size).toBe(6);
  });
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
    expect(parseReceipt('A'.repeat(100_000))).toBeNull();
    expect(parseReceipt(`${text}A`)).toBeNull();
  });
});
