import { type Detector, fileTypeFromBuffer } from 'file-type';
import { endingOf } from './names.ts';
import { hasEnding, KINDS, type KindId, kindByEnding } from './table.ts';

/** Bytes from the beginning by which every kind is told; more would be held in memory for each file that comes. */
export const HEAD = 64 * 1024;

/** What a file is, by its content. */
export interface Known {
  kind: KindId;
  /** Media type. */
  type: string;
  /** Its name's own ending where its kind goes by it, else the usual one. */
  ending: string;
}

/** Why a file is not taken. */
export interface NotTaken {
  refused: 'empty' | 'not-accepted' | 'not-what-it-says';
}

const latin = (bytes: Uint8Array, from = 0, to = bytes.length): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to);

/** ISO base media files by family (ISO 14496-12): brands say the family, tracks whether there is a picture. */
const PICTURES =
  /^(he(ic|ix|im|is|vc|vx|vm|vs|if)|avc[is]|ev[bm][is]|vvi[cs]|jpeg|jpgs|j2(ki|is)|jxs[is]|mif\d|msf1|miaf|avi[fso])$/;
/** What a HEIF picture names beside the brand of its codec or profile, of which new ones come (ISO 23008-12, 23000-22). */
const OF_PICTURES = /^(mif\d|msf1|miaf)$/;
const MOVING =
  /^(isom|iso\d|mp4\d|mp71|avc\d|dash|cmf[cs]|M4[VAPB]. ?|M4V[HP]|F4[VPAB] |f4v |MSNV|ND[A-Z]{2}|XAVC|mmp4|qt {2}|3g[a-z0-9]{2}|kddi|CAEP|pana|piff|isml|hvc1|hev1)$/;
const FAMILY: readonly KindId[] = ['m4a', 'mp4', 'mov', '3gp'];
/** Boxes that a QuickTime file of before the brands begins with (QuickTime File Format): its movie, or what readers skip before it. */
const BARE_QUICKTIME = /^(moov|mdat|wide|free|skip|pnot|uuid)$/;

/** Longer than any file that is taken: as a length it is letters, and something else begins so. */
const LONGEST = 64 * 1024 * 1024;

interface Box {
  type: string;
  at: number;
  /** To the end of the file where it says so, or where nobody else could say. */
  end: number;
}

/** The boxes that a file is made of, as far as its head goes; ends where what follows is none. */
function* boxesOf(head: Uint8Array): Generator<Box> {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 0; at + 8 <= head.length; ) {
    const said = view.getUint32(at);
    const long = said === 1;
    if (long && at + 16 > head.length) return;
    const size = long ? Number(view.getBigUint64(at + 8)) : said === 0 ? Number.POSITIVE_INFINITY : said;
    // What is longer than any file that we take is no length: from here on it is something else.
    if (size < (long ? 16 : 8) || (said !== 0 && size > LONGEST)) return;
    yield { type: latin(head, at + 4, at + 8), at, end: at + size };
    at += size;
  }
}

/** Whether there are picture tracks and sound tracks; null where the head does not hold the whole table of tracks. */
function tracksOf(head: Uint8Array): { picture: boolean; sound: boolean } | null {
  for (const { type, at, end } of boxesOf(head)) {
    if (type !== 'moov') continue;
    const handlers = [...latin(head, at, Math.min(head.length, end)).matchAll(/hdlr.{8}(vide|soun)/gs)].map(
      (m) => m[1],
    );
    const picture = handlers.includes('vide');
    return picture || end <= head.length ? { picture, sound: handlers.includes('soun') } : null;
  }
  return null;
}

/** Whether boxes lead from the beginning to the movie or its data, or past the head. */
function isBareQuickTime(head: Uint8Array, whole: boolean): boolean {
  if (!BARE_QUICKTIME.test(latin(head, 4, 8))) return false;
  let reached = 0;
  for (const { type, end } of boxesOf(head)) {
    if (/^(moov|mdat)$/.test(type)) return true;
    reached = end;
  }
  return !whole && reached > head.length;
}

/** A picture under the brand of a film: what describes it stands there, and no movie; null where one may lie behind the head. */
function isStill(head: Uint8Array, whole: boolean): boolean | null {
  const boxes = [...boxesOf(head)];
  const has = (type: string) => boxes.some((box) => box.type === type);
  if (!has('meta') || has('moov')) return false;
  return whole || (boxes.at(-1)?.end ?? 0) <= head.length ? true : null;
}

function isoMedia(head: Uint8Array, ending: string, whole: boolean): KindId | null {
  if (head.length < 12) return null;
  const first = latin(head, 4, 8);
  const byEnding = kindByEnding(ending);
  const inFamily = byEnding !== null && FAMILY.includes(byEnding) ? byEnding : null;
  if (first !== 'ftyp') {
    if (!isBareQuickTime(head, whole)) return null;
    return inFamily === 'mov' || tracksOf(head) ? (inFamily ?? 'mov') : null;
  }
  const said = new DataView(head.buffer, head.byteOffset).getUint32(0);
  // A few brands are no longer than this: what begins like a program gives another length.
  if (said > HEAD) return null;
  const size = Math.min(said, head.length, 512);
  const major = latin(head, 8, 12);
  const brands = [major];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(latin(head, at, at + 4));
  const ofPictures = brands.some((b) => OF_PICTURES.test(b));
  const still = ofPictures && (!MOVING.test(major) || (isStill(head, whole) ?? inFamily === null));
  if (PICTURES.test(major) || still)
    return /^avi/.test(major) || (!/^he/.test(major) && brands.some((b) => /^avi[fs]$/.test(b))) ? 'avif' : 'heic';
  if (!brands.some((b) => MOVING.test(b)) && inFamily === null) return null;
  const byBrand: KindId = /^qt/.test(major) ? 'mov' : /^3g/.test(major) ? '3gp' : /^M4[AB]/.test(major) ? 'm4a' : 'mp4';
  const tracks = tracksOf(head);
  if (tracks?.picture) return inFamily && inFamily !== 'm4a' ? inFamily : byBrand === 'm4a' ? 'mp4' : byBrand;
  return inFamily ?? (tracks?.sound ? 'm4a' : byBrand);
}

/** Names of what a ZIP archive holds, as far as the head goes. */
function* entriesOf(text: string): Generator<string> {
  for (const [mark, at] of [
    ['PK\x03\x04', 26],
    ['PK\x01\x02', 28],
  ] as const) {
    for (let i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + 4)) {
      const length = text.charCodeAt(i + at) + 256 * text.charCodeAt(i + at + 1);
      const from = i + (at === 26 ? 30 : 46);
      // No name that tells a kind is longer; what claims to be is not read.
      yield text.slice(from, from + Math.min(length, 200));
    }
  }
}

const ODF: Record<string, KindId> = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' };
const OFFICE: [string, KindId, KindId][] = [
  ['word/', 'docx', 'docm'],
  ['xl/', 'xlsx', 'xlsm'],
  ['ppt/', 'pptx', 'pptm'],
];
const ZIPPED: readonly KindId[] = [
  'docx',
  'xlsx',
  'pptx',
  'docm',
  'xlsm',
  'pptm',
  'ofd',
  'odt',
  'ods',
  'odp',
  'wps',
  'et',
  'dps',
];

/** An entry; the end of an archive that holds none; a part of a split one. */
const ZIP = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

function zipped(head: Uint8Array, ending: string, whole: boolean): KindId | null {
  const text = latin(head);
  if (!ZIP.some((mark) => text.startsWith(mark))) return null;
  const entries = new Set(entriesOf(text));
  const names = [...entries];
  const named = kindByEnding(ending);
  if (entries.has('OFD.xml')) return 'ofd';
  const [, odf = ''] =
    /mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(text.slice(0, 200)) ?? [];
  const open = ODF[odf];
  if (open) return open;
  for (const [folder, plain, macros] of OFFICE) {
    if (!names.some((n) => n.startsWith(folder))) continue;
    if (named === plain || named === macros || named === 'wps' || named === 'et' || named === 'dps') return named;
    if (entries.has('[Content_Types].xml')) return names.some((n) => n.endsWith('vbaProject.bin')) ? macros : plain;
  }
  // What says the kind may lie behind the head: then the name is believed, among kinds of this container.
  return !whole && named !== null && ZIPPED.includes(named) ? named : 'zip';
}

/** Office files before 2007 (OLE2): streams are named in UTF-16 in a directory that may lie anywhere. */
const STREAMS: [string, readonly [KindId, ...KindId[]]][] = [
  ['__properties_version1.0', ['msg']],
  ['EncryptedPackage', ['docx', 'xlsx', 'pptx', 'docm', 'xlsm', 'pptm', 'wps', 'et', 'dps']],
  ['WordDocument', ['doc', 'wps']],
  ['Workbook', ['xls', 'et']],
  ['PowerPoint Document', ['ppt', 'dps']],
];
const IN_OLE: readonly KindId[] = [
  'doc',
  'xls',
  'ppt',
  'wps',
  'et',
  'dps',
  'msg',
  'docx',
  'xlsx',
  'pptx',
  'docm',
  'xlsm',
  'pptm',
];
/** Class of an installer's root storage. */
const INSTALLER = Buffer.from('84100c0000000000c000000000000046', 'hex');

function ole(head: Uint8Array, ending: string): KindId | null | 'program' {
  if (latin(head, 0, 8) !== '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return null;
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (/^ms[ipt]$/.test(ending) || bytes.includes(INSTALLER)) return 'program';
  const named = kindByEnding(ending);
  for (const [stream, kinds] of STREAMS) {
    if (!bytes.includes(Buffer.from(`${stream}\0`, 'utf16le'))) continue;
    if (named !== null && kinds.includes(named)) return named;
    return stream === 'EncryptedPackage' ? 'ole' : kinds[0];
  }
  return named !== null && IN_OLE.includes(named) ? named : 'ole';
}

/** Readers skip blank lines, a byte-order mark and a printer's job language in front of a PDF. */
function isPdf(text: string): boolean {
  const before = text.slice(0, 1_024 + 5).replace(/%PDF-.*$/s, '');
  if (before.length > 1_024) return false;
  return before.startsWith('\x1b%-12345X') || before.replace('\xef\xbb\xbf', '').replaceAll('\0', '').trim() === '';
}

/** What no text holds: controls but blanks and line ends, and what decoding could not make out. */
const NO_TEXT = /(?![\t\n\v\f\r])\p{Cc}|\ufffd|\p{Noncharacter_Code_Point}/u;
/** The text that the head holds in one of the encodings that people here use; null where it is none. */
function textOf(head: Uint8Array, whole: boolean): string | null {
  const marked =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !whole });
      if (text !== '' && !NO_TEXT.test(text)) return text;
    } catch {
      // Not in this encoding.
    }
  }
  return null;
}

const HEADER = /^[A-Za-z][A-Za-z0-9-]*:/;
const OF_MAIL =
  /^(from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to|sender|content-type)$/;
/** Whether a text begins with the headers of a letter (RFC 5322): two of them at least. */
function isMail(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, 400);
  const found = new Set<string>();
  for (const line of lines) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) continue;
    if (!HEADER.test(line)) return false;
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    if (OF_MAIL.test(name)) found.add(name);
  }
  return found.size >= 2;
}

function written(text: string, ending: string): KindId {
  if (/^\{\\rtf/.test(text)) return 'rtf';
  const named = kindByEnding(ending);
  if (named === 'txt' || named === 'csv') return named;
  if (!isMail(text)) return 'txt';
  return named === 'mht' ? 'mht' : 'eml';
}

/** Sound of WeChat: Skype's codec, with a byte in front on some telephones. */
const SILK = ['#!SILK_V3', '\x02#!SILK_V3'];

/** What the library knows, by the media type it gives. */
const BY_LIBRARY: Record<string, KindId> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'image/x-adobe-dng': 'tif',
  'image/bmp': 'bmp',
  'audio/mpeg': 'mp3',
  'audio/amr': 'amr',
  'audio/wav': 'wav',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/ogg; codecs=opus': 'ogg',
  'audio/opus': 'ogg',
  'video/ogg': 'ogg',
  'application/ogg': 'ogg',
  'audio/x-ms-asf': 'wma',
  'video/x-ms-asf': 'wmv',
  'application/vnd.ms-asf': 'wmv',
  'video/vnd.avi': 'avi',
  'video/matroska': 'mkv',
  'video/x-matroska': 'mkv',
  'video/webm': 'mkv',
  'video/mpeg': 'mpg',
  'video/MP1S': 'mpg',
  'video/MP2P': 'mpg',
  'video/mp2t': 'mpg',
  'video/x-flv': 'flv',
  'application/x-rar-compressed': 'rar',
  'application/vnd.rar': 'rar',
  'application/x-7z-compressed': '7z',
};

/** By gzip, as an archive, or behind the mark of a text, where the library would begin anew. */
const PACKED = ['\x1f\x8b', 'PK', '\xef\xbb'];
/**
 * Asked first, and anew behind the tag of a sound: what the library would unpack to see what is inside, a thousandfold of what was sent.
 * Archives are told by their names here, and no kind of ours is packed otherwise.
 */
const PACKED_IS_NONE: Detector = {
  id: 'packed',
  async detect(tokenizer) {
    const first = new Uint8Array(2);
    await tokenizer.peekBuffer(first, { mayBeLess: true });
    return PACKED.includes(latin(first)) ? { ext: 'bin', mime: 'application/octet-stream' } : undefined;
  },
};

async function byLibrary(head: Uint8Array): Promise<KindId | null> {
  // It is asked about any bytes at all, and some of its readers throw on what is cut.
  const found = await fileTypeFromBuffer(head, { customDetectors: [PACKED_IS_NONE] }).catch(() => undefined);
  return (found && BY_LIBRARY[found.mime]) ?? null;
}

/**
 * Tells what a file is by its content; its name only chooses among kinds of one container. Reads nothing but what it is given.
 * @param head the first bytes, {@link HEAD} at most
 * @param whole whether `head` is all of the file
 */
export async function kindOf(head: Uint8Array, name: string, whole: boolean): Promise<Known | NotTaken> {
  if (head.length === 0) return { refused: 'empty' };
  const ending = endingOf(name);
  const text = latin(head, 0, 1_100);
  const storage = ole(head, ending);
  let kind: KindId | null = null;
  if (storage !== 'program') {
    kind = storage ?? isoMedia(head, ending, whole) ?? zipped(head, ending, whole);
    if (!kind && isPdf(text)) kind = 'pdf';
    if (!kind && SILK.some((mark) => text.startsWith(mark))) kind = 'silk';
    if (!kind) {
      const words = textOf(head, whole);
      // Two letters at the beginning of a text are no picture and no program: asked before the library.
      kind = words !== null ? written(words, ending) : await byLibrary(head);
    }
  }
  if (!kind) return { refused: kindByEnding(ending) === null ? 'not-accepted' : 'not-what-it-says' };
  return { kind, type: KINDS[kind].type, ending: hasEnding(kind, ending) ? ending : KINDS[kind].endings[0] };
}
