/** The numbers that people read aloud, write down and type again. */
import { expect, test } from 'vitest';
import { ALPHABET, caseNumber, checkCharacter, numberTyped } from '../../domain/case-number.ts';
import { REGIONS } from '../../domain/law/types.ts';

const DRAWN = '7K3M9Q';

test('a case number is two digits of the region, what was drawn, and a check character', () => {
  expect(caseNumber(null, DRAWN)).toBe('007K3M9QE');
  expect(caseNumber('zhejiang', DRAWN)).toBe(`33${DRAWN}${checkCharacter(`33${DRAWN}`)}`);
  const of = (region: string | null) => caseNumber(region, '000000').slice(0, 2);
  expect(Object.fromEntries(REGIONS.map((r) => [r, of(r)]))).toEqual({
    hebei: '13',
    'inner-mongolia': '15',
    shanghai: '31',
    zhejiang: '33',
    hunan: '43',
    yunnan: '53',
  });
});

test('an authority of no region, or of one that has no code here, has numbers of its own', () => {
  for (const region of [null, '', 'qingdao', 'constructor', '__proto__']) {
    expect(caseNumber(region, DRAWN)).toBe(caseNumber(null, DRAWN));
  }
});

test('a check character finds every slip of one character but one for its double in the remainder, and every exchange of neighbours', () => {
  const body = `33${DRAWN}`;
  const check = checkCharacter(body);
  expect(ALPHABET).toContain(check);
  for (let i = 0; i < body.length; i++) {
    for (const other of ALPHABET) {
      const changed = body.slice(0, i) + other + body.slice(i + 1);
      // The first and the last of the alphabet are the same modulo 31.
      const same = [other, body.charAt(i)].every((c) => c === '0' || c === 'Z') || other === body.charAt(i);
      expect([changed, checkCharacter(changed) === check]).toEqual([changed, same]);
    }
    const [a, b] = [body.charAt(i), body.charAt(i + 1)];
    if (b === '' || a === b) continue;
    const swapped = body.slice(0, i) + b + a + body.slice(i + 2);
    expect(checkCharacter(swapped), swapped).not.toBe(check);
  }
});

test('a number is found however it was typed: width, case, blanks, dashes and look-alike letters do not count', () => {
  for (const typed of ['007k3m9qx', ' 00-7K3 M9Q_X ', '００７Ｋ３Ｍ９ＱＸ', 'OO7K3M9QX', 'oo7k3m9qx']) {
    expect([typed, numberTyped(typed)]).toEqual([typed, '007K3M9QX']);
  }
  expect(numberTyped('1I lL-O0o')).toBe('1111000');
  expect(numberTyped('2026-000123')).toBe('2026000123');
  expect(numberTyped('编号')).toBe('');
});
