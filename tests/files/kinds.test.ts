/** What a file is, by its content: everything that phones, messengers and offices make is taken, programs never. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { HEAD, kindOf } from '../../files/kinds.ts';
import { ACCEPT, hasEnding, KIND_IDS, KINDS, kindByEnding, kindByType, TAKEN } from '../../files/table.ts';

const input = (name: string) => readFileSync(new URL(`./inputs/${name}`, import.meta.url));
const told = async (bytes: Uint8Array, name: string) => {
  const found = await kindOf(bytes.subarray(0, HEAD), name, bytes.length <= HEAD);
  return 'refused' in found ? found.refused : `${found.kind} ${found.ending}`;
};

/** A box of an ISO base media file. */
function box(name: string, ...inside: (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat(inside.map((x) => (typeof x === 'string' ? Buffer.from(x, 'latin1') : x)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}
const ftyp = (major: string, ...also: string[]) => box('ftyp', major, '\0\0\0\0', also.join(''));
const track = (handler: string) => box('trak', box('mdia', box('hdlr', '\0\0\0\0\0\0\0\0', handler, '\0'.repeat(13))));
const media = (brands: string[], ...handlers: string[]) =>
  Buffer.concat([ftyp(brands[0]!, ...brands), box('mdat', 'x'.repeat(40)), box('moov', ...handlers.map(track))]);

/** A ZIP archive of stored entries; its directory is left out, as in the head of a long one. */
function zip(...entries: [string, string][]): Buffer {
  return Buffer.concat(
    entries.map(([name, content]) => {
      const head = Buffer.alloc(30);
      head.write('PK\x03\x04', 'latin1');
      head.writeUInt32LE(content.length, 18);
      head.writeUInt32LE(content.length, 22);
      head.writeUInt16LE(Buffer.byteLength(name), 26);
      return Buffer.concat([head, Buffer.from(name), Buffer.from(content)]);
    }),
  );
}
/** An office file of before 2007 whose directory names these streams. */
const storage = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...streams.map((s) => Buffer.concat([Buffer.from(`${s}\0`, 'utf16le'), Buffer.alloc(64)])),
  ]);
const PROGRAM = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0', 'latin1'), Buffer.alloc(200)]);

describe('what phones, messengers and offices make is taken as what it is', () => {
  test.each([
    ['recorder-mp42.m4a', 'm4a m4a'],
    ['recorder-isom.m4a', 'm4a m4a'],
    ['recorder-3gp4.m4a', 'm4a m4a'],
    ['m4v.mp4', 'mp4 mp4'],
    ['IMG_mif1.HEIC', 'heic heic'],
    ['IMG_msf1.HEIC', 'heic heic'],
    ['IMG_hevc.HEIC', 'heic heic'],
    ['iphone.MOV', 'mov mov'],
    ['old.3gp', '3gp 3gp'],
    ['voice.amr', 'amr amr'],
    ['voice.silk', 'silk silk'],
    ['rec.wav', 'wav wav'],
    ['rec.aac', 'aac aac'],
    ['webp.webp', 'webp webp'],
    ['a.gif', 'gif gif'],
    ['scan.tif', 'tif tif'],
    ['scan.bmp', 'bmp bmp'],
    ['判决书.doc', 'doc doc'],
    ['工资表.xls', 'xls xls'],
    ['申请.wps', 'wps wps'],
    ['发放名单.et', 'et et'],
    ['带密码.docx', 'docx docx'],
    ['发票.ofd', 'ofd ofd'],
    ['mail.eml', 'eml eml'],
    ['聊天记录.txt', 'txt txt'],
    ['a.rar', 'rar rar'],
    ['a.7z', '7z 7z'],
    ['blank-line-first.pdf', 'pdf pdf'],
  ])('%s', async (name, kind) => {
    expect(await told(input(name), name)).toBe(kind);
  });

  test('every brand of the family of HEIF pictures', async () => {
    const codecs =
      'heif heic heix heim heis hevc hevx hevm hevs mif1 msf1 miaf avci avcs evbi evbs evmi evms vvic vvis jpeg jpgs j2ki j2is jxsi jxss';
    const profiles = 'MiHE MiHB MiHM MiHA MiAB MiAn MiBu MiCm MiPr 1pic pred unif';
    for (const brand of `${codecs} ${profiles}`.split(' ')) {
      for (const family of ['mif1', 'msf1', 'miaf']) {
        const picture = Buffer.concat([ftyp(brand, brand, family), box('mdat', 'x')]);
        for (const name of ['IMG_1.HEIC', 'a']) {
          const kind = await told(picture, name);
          expect([brand, family, kind]).toEqual([brand, family, 'heic heic']);
        }
      }
    }
    for (const brand of codecs.split(' '))
      expect([brand, await told(ftyp(brand, brand), 'a')]).toEqual([brand, 'heic heic']);
    // A brand that nobody here knows: the family beside it says it, and nothing does where there is none.
    expect(await told(ftyp('zzzz', 'zzzz', 'mif1'), 'a.heic')).toBe('heic heic');
    expect(await told(ftyp('zzzz', 'zzzz'), 'a.heic')).toBe('not-what-it-says');
    for (const [brand, kind] of [
      ['isom', 'mp4 mp4'],
      ['mp42', 'mp4 mp4'],
      ['qt  ', 'mov mov'],
      ['3gp4', '3gp 3gp'],
      ['M4A ', 'm4a m4a'],
    ] as const)
      expect([brand, await told(ftyp(brand, brand, 'mif1'), 'a')]).toEqual([brand, kind]);
    // Under the brand of a film, what describes a picture and no movie; and a film that has such a picture beside it.
    for (const brand of ['isom', 'mp42']) {
      const still = Buffer.concat([ftyp(brand, 'mif1', 'heic'), box('meta', 'x'), box('mdat', 'x')]);
      for (const name of ['IMG_1.HEIC', 'a']) expect([brand, await told(still, name)]).toEqual([brand, 'heic heic']);
      const film = Buffer.concat([ftyp(brand, 'mif1', 'heic'), box('meta', 'x'), box('moov', track('vide'))]);
      expect([brand, await told(film, 'a')]).toEqual([brand, 'mp4 mp4']);
      // The movie may lie behind what is looked at: then its name says it.
      const long = Buffer.concat([ftyp(brand, 'mif1'), box('meta', 'x'), box('mdat', Buffer.alloc(HEAD)), box('moov')]);
      expect([brand, await told(long, 'a.mp4'), await told(long, 'a.mov')]).toEqual([brand, 'mp4 mp4', 'mov mov']);
      expect([brand, await told(long, 'IMG_1.HEIC')]).toEqual([brand, 'heic heic']);
      const none = Buffer.concat([ftyp(brand, brand), box('meta', 'x'), box('mdat', 'x')]);
      expect([brand, await told(none, 'a')]).toEqual([brand, 'mp4 mp4']);
    }
    for (const profile of ['MA1A', 'MA1B'])
      expect(await told(ftyp(profile, 'avif', 'mif1', 'miaf'), 'a')).toBe('avif avif');
    for (const brand of ['avif', 'avis']) expect(await told(ftyp(brand, 'mif1'), 'a.avif')).toBe('avif avif');
    expect(await told(ftyp('mif1', 'avif'), 'a.avif')).toBe('avif avif');
  });

  test('a recording is told from a film by its tracks, and by its name where they lie too far behind', async () => {
    for (const brand of ['isom', 'mp42', 'mp41', 'iso2', 'iso5', '3gp4', 'M4A ', 'dash']) {
      expect([brand, await told(media([brand], 'soun'), 'recording')]).toEqual([brand, 'm4a m4a']);
      expect([brand, await told(media([brand], 'soun'), '录音.m4a')]).toEqual([brand, 'm4a m4a']);
      expect([brand, await told(media([brand, 'isom'], 'soun', 'vide'), 'a.m4a')]).toEqual([
        brand,
        brand === '3gp4' ? '3gp 3gp' : 'mp4 mp4',
      ]);
    }
    expect(await told(media(['qt  '], 'vide'), 'a')).toBe('mov mov');
    expect(await told(media(['isom'], 'vide'), 'a.mov')).toBe('mov mov');
    expect(await told(media(['isom'], 'vide'), 'a.jpg')).toBe('mp4 mp4');
    const long = Buffer.concat([
      ftyp('isom', 'isom', 'mp42'),
      box('mdat', Buffer.alloc(HEAD)),
      box('moov', track('vide')),
    ]);
    expect(await told(long, 'a.m4a')).toBe('m4a m4a');
    expect(await told(long, 'a.3gp')).toBe('3gp 3gp');
    expect(await told(long, 'a')).toBe('mp4 mp4');
    expect(await told(Buffer.concat([box('wide'), box('mdat', 'x'), box('moov', track('vide'))]), '老视频.mov')).toBe(
      'mov mov',
    );
  });

  test('a QuickTime file of before the brands, whichever box it begins with', async () => {
    const movie = box('moov', track('vide'));
    for (const first of ['free', 'skip', 'wide', 'pnot', 'uuid']) {
      const beginning = box(first, '\0'.repeat(12));
      for (const name of ['老视频.mov', 'a']) {
        const kinds = [
          await told(Buffer.concat([beginning, movie]), name),
          await told(Buffer.concat([beginning, box('PICT', 'x'), box('mdat', 'x'), movie]), name),
        ];
        expect([first, name, ...kinds]).toEqual([first, name, 'mov mov', 'mov mov']);
      }
      // What it leads to may lie behind the head; a whole file that leads to no movie is none.
      const long = Buffer.concat([box(first, Buffer.alloc(HEAD)), movie]);
      expect([first, await told(long, 'a.mov')]).toEqual([first, 'mov mov']);
      expect([first, await told(beginning, 'a.mov')]).toEqual([first, 'not-what-it-says']);
      expect([first, await told(Buffer.concat([beginning, PROGRAM]), 'a.mov')]).toEqual([first, 'not-what-it-says']);
    }
    for (const first of ['mdat', 'moov']) expect(await told(box(first, '\0'.repeat(8)), 'a.mov')).toBe('mov mov');
    // A length of 64 bits, as recorders leave room for; and one that says less than its own head.
    const wide = (type: string, length: number) => {
      const head = Buffer.from(`\0\0\0\x01${type}\0\0\0\0\0\0\0\0`, 'latin1');
      head.writeBigUInt64BE(BigInt(length), 8);
      return Buffer.concat([head, Buffer.alloc(Math.max(0, length - 16))]);
    };
    for (const first of ['free', 'wide', 'skip', 'uuid'])
      expect([first, await told(Buffer.concat([wide(first, 40), movie]), 'a.mov')]).toEqual([first, 'mov mov']);
    expect(await told(Buffer.concat([wide('free', 12), movie]), 'a.mov')).toBe('not-what-it-says');
    // A length that no file has: what begins so is text, or anything.
    for (const beginning of [
      '\n\n\n\nuuid=1; rm',
      '\x1b[0muuid',
      '\0\0\0\x01free\0\x20\0\0\0\0\0\0MZ',
      '\0\0\0\x01uuid\xff\xff\xff\xff\xff\xff\xff\xff',
    ]) {
      const bytes = Buffer.concat([Buffer.from(beginning, 'latin1'), Buffer.alloc(HEAD)]);
      expect([beginning, await told(bytes, 'a.mov')]).toEqual([beginning, 'not-what-it-says']);
    }
  });

  test('office files in a ZIP container by what lies in it', async () => {
    const types: [string, string] = ['[Content_Types].xml', '<Types/>'];
    expect(await told(zip(types, ['word/document.xml', 'x']), 'a')).toBe('docx docx');
    expect(await told(zip(types, ['xl/workbook.xml', 'x']), 'a.docx')).toBe('xlsx xlsx');
    expect(await told(zip(types, ['ppt/a.xml', 'x']), 'a.pptx')).toBe('pptx pptx');
    expect(await told(zip(types, ['word/document.xml', 'x'], ['word/vbaProject.bin', 'x']), 'a')).toBe('docm docm');
    expect(await told(zip(types, ['word/document.xml', 'x']), '新.wps')).toBe('wps wps');
    expect(await told(zip(['OFD.xml', 'x'], ['Doc_0/Document.xml', 'x']), '发票')).toBe('ofd ofd');
    expect(await told(zip(['mimetype', 'application/vnd.oasis.opendocument.text'], ['a', 'x']), 'a')).toBe('odt odt');
    expect(await told(zip(['照片/1.jpg', 'x']), 'a.docx')).toBe('zip zip');
    expect(await told(zip(['AndroidManifest.xml', 'x']), 'a.apk')).toBe('zip zip');
    // The telling entry of a long sheet may come last.
    const far = zip(['data', 'x'.repeat(HEAD)], types, ['xl/workbook.xml', 'x']);
    expect([await told(far, '台账.xlsx'), await told(far, '台账.jpg')]).toEqual(['xlsx xlsx', 'zip zip']);
  });

  test('office files of before 2007 by their streams, and by their name where these lie too far behind', async () => {
    expect(await told(storage('WordDocument'), 'a.xls')).toBe('doc doc');
    expect(await told(storage('WordDocument'), 'a.wps')).toBe('wps wps');
    expect(await told(storage('Workbook'), 'a')).toBe('xls xls');
    expect(await told(storage('Workbook'), '台账.et')).toBe('et et');
    expect(await told(storage('PowerPoint Document'), 'a.ppt')).toBe('ppt ppt');
    expect(await told(storage('EncryptionInfo', 'EncryptedPackage'), '带密码.xlsx')).toBe('xlsx xlsx');
    expect(await told(storage('__properties_version1.0'), 'a')).toBe('msg msg');
    expect(await told(storage(), 'a.ppt')).toBe('ppt ppt');
    expect(await told(storage(), 'a')).toBe('ole ole');
  });

  test.each([
    ['UTF-8', Buffer.from('对方：钱已经到账\r\n')],
    ['UTF-8 with a mark', Buffer.from('\ufeff对方：钱已经到账')],
    ['UTF-16', Buffer.from('\ufeff对方：钱已经到账', 'utf16le')],
    ['GBK', Buffer.from('b6d4b7bda3bac7aed2d1beadb5bdd5cb0d0a', 'hex')],
    ['two letters of a picture', Buffer.from('BMW 一辆\n')],
    ['two letters of a program', Buffer.from('MZ是一个人')],
    ['a web page', Buffer.from('<!doctype html><script>1</script>')],
    ['cut inside a character by the head', Buffer.from(`a${'证'.repeat(HEAD / 3 + 10)}`)],
  ])('text in %s', async (_what, bytes) => {
    expect(await told(bytes, '聊天记录.txt')).toBe('txt txt');
  });

  test('a table, a letter and a saved page are text with a name of their own', async () => {
    expect(await told(Buffer.from('姓名,金额\n某甲,1\n'), '名单.csv')).toBe('csv csv');
    const letter = Buffer.from('Received: x\r\n by y\r\nFrom: a@example.com\r\nSubject: t\r\n\r\nhi\r\n');
    expect(await told(letter, '邮件')).toBe('eml eml');
    expect(await told(letter, '邮件.txt')).toBe('txt txt');
    expect(await told(letter, '网页.mht')).toBe('mht mht');
    expect(await told(Buffer.from('From: somebody once said\n'), 'a.eml')).toBe('txt txt');
    expect(await told(Buffer.from('{\\rtf1 a}'), 'a.doc')).toBe('rtf rtf');
  });

  test.each([
    ['a byte-order mark', '\xef\xbb\xbf%PDF-1.7'],
    ['blank lines', `${'\r\n'.repeat(300)}%PDF-1.4`],
    ['job language of a printer', '\x1b%-12345X@PJL SET A=B\r\n%PDF-1.4'],
  ])('a PDF behind %s, as readers do', async (_what, text) => {
    expect(await told(Buffer.from(text, 'latin1'), 'a.pdf')).toBe('pdf pdf');
  });
});

describe('what is refused has one reason', () => {
  test('an empty file is said to be empty, whatever its name', async () => {
    for (const name of ['empty.jpg', 'a', 'a.exe']) expect(await told(Buffer.alloc(0), name)).toBe('empty');
  });
  test('a program that says that it is a picture or a film is none', async () => {
    const begun = ['MZ\x90\0', '\x7fELF', '\xca\xfe\xba\xbe', '\xfe\xed\xfa\xcf', '#!/b', 'dex\n'];
    const said: [string, string][] = [
      ['ftypheic\0\0\0\0mif1heic', 'a.heic'],
      ['ftypMiHE\0\0\0\0mif1miaf', 'a.heic'],
      ['ftypisom\0\0\0\0isommp42', 'a.mp4'],
      ...['free', 'skip', 'wide', 'pnot', 'uuid', 'mdat', 'moov'].map((first): [string, string] => [first, 'a.mov']),
    ];
    for (const beginning of begun) {
      for (const [text, name] of said) {
        // With a length in it that fits no file, as programs have it, and long enough to reach past the head.
        for (const length of [200, HEAD]) {
          const bytes = Buffer.concat([Buffer.from(beginning + text, 'latin1'), Buffer.alloc(length)]);
          expect([beginning, text, await told(bytes, name)]).toEqual([beginning, text, 'not-what-it-says']);
        }
      }
    }
  });
  test('a program is never taken, whatever its name says', async () => {
    expect(await told(PROGRAM, '照片.jpg')).toBe('not-what-it-says');
    expect(await told(PROGRAM, 'setup.exe')).toBe('not-accepted');
    expect(await told(PROGRAM, '合同')).toBe('not-accepted');
    expect(await told(Buffer.concat([PROGRAM, Buffer.from('%PDF-1.4')]), 'a.pdf')).toBe('not-what-it-says');
    expect(await told(Buffer.from('7f454c46020101000000000000000000', 'hex'), 'a.mp4')).toBe('not-what-it-says');
    expect(await told(storage('x'), 'setup.msi')).toBe('not-accepted');
    expect(
      await told(Buffer.concat([storage(), Buffer.from('84100c0000000000c000000000000046', 'hex')]), 'a.doc'),
    ).toBe('not-what-it-says');
  });
});

describe('the closed list', () => {
  test('has a media type and endings of its own for every kind, and is said in both languages', () => {
    expect(new Set(KIND_IDS.map((id) => KINDS[id].type)).size).toBe(KIND_IDS.length);
    const endings = KIND_IDS.flatMap((id) => [...KINDS[id].endings]);
    expect(new Set(endings).size).toBe(endings.length);
    for (const id of KIND_IDS) {
      expect(kindByType(KINDS[id].type)).toBe(id);
      expect(kindByEnding(KINDS[id].endings[0])).toBe(id);
      expect(ACCEPT.split(',')).toContain(`.${KINDS[id].endings[0]}`);
      if (id !== 'ole') {
        expect(TAKEN.zh).toContain(KINDS[id].endings[0].toUpperCase());
        expect(TAKEN.en).toContain(KINDS[id].endings[0].toUpperCase());
      }
    }
  });

  test('any bytes under any name: one answer of the list, soon, and an ending that the kind goes by', async () => {
    const starts = [
      '',
      'PK\x03\x04',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      '\0\0\0\x18ftypisom',
      '%PDF-',
      'ID3',
      'RIFF',
      '\xff\xfb',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 3_000 }),
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...KIND_IDS.map((id) => `a.${KINDS[id].endings[0]}`))),
        fc.boolean(),
        async (start, rest, name, whole) => {
          const found = await kindOf(Buffer.concat([Buffer.from(start, 'latin1'), rest]), name, whole);
          if ('refused' in found) return;
          expect(hasEnding(found.kind, found.ending)).toBe(true);
          expect(found.type).toBe(KINDS[found.kind].type);
        },
      ),
      { numRuns: 150 },
    );
    const bomb = Buffer.from(`${'PK\x03\x04'.padEnd(26, '\0')}\xff\xff`, 'latin1');
    const bytes = Buffer.concat(Array.from({ length: Math.floor(HEAD / bomb.length) }, () => bomb));
    expect(await told(bytes, 'a.zip')).toBe('zip zip');
  });
});

describe('nothing that somebody sent is unpacked to see what it is', () => {
  const gz = gzipSync(Buffer.concat([Buffer.from('ID3\x03\0\0\x07\x7f\x7f\0', 'latin1'), Buffer.alloc(1_000_000)]));
  const tag = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
  const entry = zip(['[Content_Types].xml', 'x'.repeat(100)]);
  test.each([
    ['gzip', gz],
    ['gzip behind the tag of a sound', Buffer.concat([tag, gz])],
    ['gzip behind the mark of a text', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), gz])],
    ['an archive behind the tag of a sound', Buffer.concat([tag, entry])],
    ['gzip behind two tags', Buffer.concat([tag, tag, gz])],
  ])('%s', async (_, bytes) => {
    let unpacked = 0;
    class Counted {
      constructor() {
        unpacked++;
        throw new Error('unpacks');
      }
    }
    vi.stubGlobal('DecompressionStream', Counted);
    try {
      expect(await told(bytes, 'x.mp3')).toBe('not-what-it-says');
    } finally {
      vi.unstubAllGlobals();
    }
    expect(unpacked).toBe(0);
  });
});
