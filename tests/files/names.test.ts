/** Under which name a file is kept: as it came where that is honest, never one that deceives or cannot be opened. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disposition, endingOf, keptName, savedName, shownName } from '../../files/names.ts';
import { KIND_IDS, KINDS } from '../../files/table.ts';

test.each([
  '微信图片_20260101(1).jpg',
  '合同.pdf.jpg',
  '网页.html.jpg',
  'cafe\u0301.jpg',
  'a"b.jpg',
  'IMG 1.JPEG',
  '申请 书.jpg',
])('an honest name stays as it is: %s', (name) => {
  expect(savedName(name, 'jpg')).toBe(name);
});

test.each([
  ['cut before a pair', `${'证'.repeat(199)}𠮷.jpg`, 'jpg'],
  ['cut before a picture', `${'证'.repeat(199)}😀.jpg`, 'jpg'],
  ['cut inside a family', `${'a'.repeat(193)}👨‍👩‍👧.pdf`, 'pdf'],
  ['nothing but a long name', `${'证'.repeat(240)}.jpg`, 'jpg'],
  ['250 bytes of names in a register, and one letter', `${'证'.repeat(83)}a登.jpg`, 'jpg'],
  ['a letter with its marks', `${'a'.repeat(195)}e\u0301\u0302.jpg`, 'jpg'],
] as const)('a long name keeps its ending and ends with a whole character: %s', (_what, name, kind) => {
  const kept = savedName(name, kind);
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(255);
  expect(kept.endsWith(`.${kind}`)).toBe(true);
  expect(kept).not.toMatch(/[\p{Cs}\p{Mn}]\.\w+$/u);
  expect(encodeURIComponent(kept).length).toBeGreaterThan(0);
});

test.each([
  ['x\u202efdp.zip', 'zip', '材料.zip'],
  ['payload.exe.', 'pdf', '材料.pdf'],
  ['payload.hta ', 'txt', '材料.txt'],
  ['payload.exe\u200b', 'jpg', '材料.jpg'],
  ['payload.html\u00a0', 'txt', '材料.txt'],
  ['发票.pdf            .exe', 'pdf', '材料.pdf'],
  ['payload．exe', 'jpg', '材料.jpg'],
  ['照片.exe            .png', 'png', '材料.png'],
  ['照片.exe\u3000.png', 'png', '材料.png'],
  ['照片.scr....jpg', 'jpg', '材料.jpg'],
  ['照片.html  .exe', 'jpg', '材料.jpg'],
  ['payload.ｅｘｅ', 'jpg', '材料.jpg'],
  ['CON', 'jpg', '材料.jpg'],
  ['nul.jpg', 'jpg', '材料.jpg'],
  ['LPT¹.pdf', 'pdf', '材料.pdf'],
  ['COM².txt', 'txt', '材料.txt'],
  ['com³', 'jpg', '材料.jpg'],
  ['ＣＯＮ.jpg', 'jpg', '材料.jpg'],
  ['aux .jpg', 'jpg', '材料.jpg'],
  ['payload.exe\u2800', 'pdf', '材料.pdf'],
  ['\u2800\u3164', 'jpg', '材料.jpg'],
  ['...', 'jpg', '材料.jpg'],
  ['\u200b\u3000', 'jpg', '材料.jpg'],
] as const)('a name that deceives is kept under a neutral one with the true ending: %j', (name, kind, kept) => {
  expect(savedName(name, kind)).toBe(kept);
});

test.each([
  ['名册.pdf', 'png', '名册.png'],
  ['ﾀ.ｐｄｆ', 'pdf', 'ﾀ.pdf'],
  ['照片．jpg', 'jpg', '照片.jpg'],
  ['照片﹒ＪＰＧ', 'jpg', '照片.JPG'],
  ['表.𝐱𝐥𝐬', 'xls', '表.xls'],
  ['C:\\Users\\me\\名册.jpg', 'jpg', '名册.jpg'],
  ['../../etc/passwd', 'txt', 'passwd.txt'],
  ['2026.03.05', 'jpg', '2026.03.05.jpg'],
  ['app.apk.zip', 'zip', 'app.apk.zip'],
  ['语音.aud', 'silk', '语音.aud.silk'],
  ['合\u200b同\u200e.pdf', 'pdf', '合同.pdf'],
  ['a\ud842.jpg', 'jpg', 'a.jpg'],
  ['.htaccess.jpg', 'jpg', 'htaccess.jpg'],
  ['a\r\nb.jpg', 'jpg', 'ab.jpg'],
] as const)('what is not part of a name goes, and the ending is true: %j', (name, kind, kept) => {
  expect(savedName(name, kind)).toBe(kept);
});

test.each([
  '\u0085',
  '\u0080',
  '\u009f',
  '\u2800',
  '\u3164',
  '\uffa0',
  '\u115f',
  '\u1160',
  '\u180e',
  '\u034f',
  '\u17b4',
  '\u{1d159}',
])('a sign that is printed as nothing stands nowhere in a name: %j', (sign) => {
  for (const typed of [`a.pdf${sign}`, `${sign}a.pdf`, `a${sign}.pdf`, `a.${sign}pdf`, `a.pdf ${sign} `]) {
    expect(savedName(typed, 'pdf')).toBe('a.pdf');
    expect(shownName(typed)).toBe('a.pdf');
  }
});

describe('for every name and every kind', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom(
        '\ud842',
        '\udfb7',
        '.',
        ' ',
        '\u202e',
        '\u200d',
        '\u2800',
        '\u0085',
        'e',
        'x',
        '证',
        '😀',
        '．',
        '/',
        '"',
        '\u0301',
      ),
      maxLength: 260,
    }),
    fc.constantFrom('a.exe', 'a.m4a', 'x.jpg.lnk'),
  );
  test('the kept name is whole, seen, short, of its kind, and the same when it is made again', () => {
    fc.assert(
      fc.property(names, fc.constantFrom(...KIND_IDS), (name, kind) => {
        const kept = savedName(name, kind);
        expect(kept).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2800}\\/]|[.\p{Zs}]$|^[.\p{Zs}]/u,
        );
        expect(kept.length).toBeLessThanOrEqual(200);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(255);
        expect(Buffer.byteLength(shownName(name))).toBeLessThanOrEqual(255);
        expect(kept.slice(kept.lastIndexOf('.'))).toMatch(/^\.[a-zA-Z0-9]+$/);
        expect(KINDS[kind].endings).toContain(endingOf(kept));
        expect(savedName(kept, kind)).toBe(kept);
        expect(keptName(kept, KINDS[kind].type)).toBe(kept);
      }),
      { numRuns: 1_000 },
    );
  });
  test('the header that names a download can be sent and says the same name', () => {
    fc.assert(
      fc.property(names, (name) => {
        const header = disposition('inline', name);
        expect(header).toMatch(
          /^inline; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/,
        );
        expect(decodeURIComponent(header.split("UTF-8''")[1]!)).toBe(shownName(name));
      }),
      { numRuns: 500 },
    );
  });
});
