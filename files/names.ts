import { hasEnding, KINDS, type KindId, kindByEnding, kindByType } from './table.ts';

/** UTF-16 units of a name that is kept, and its bytes: no file system here takes longer ones. */
const MOST = 200;
const MOST_BYTES = 255;
/** For a name that cannot be shown as it came. */
const NEUTRAL = '材料';

/**
 * Controls, format and direction characters, line and paragraph marks, halves of a pair, and the signs of braille and of music that are
 * printed as nothing: nothing that a reader sees.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}\u{1d159}]/gu;
/** Characters that show a name in another order than it has. */
const TURNED = /[\u202a-\u202e\u2066-\u2069]/u;
const EDGES = /^[\p{Zs}.．﹒]+|[\p{Zs}.．﹒]+$/gu;
const ENDING = /[.．﹒]([\p{L}\p{N}]{1,8})$/u;
/** Names that Windows takes for devices, whatever follows the dot, also with a raised digit, a colon or blanks before the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)[\s:]*(\.|$)/i;

/** What a double click runs, on one system or another. None of these is ever the ending of a name that we keep. */
const RUNS: ReadonlySet<string> = new Set(
  `apk app application bash bat bin chm cmd com cpl csh deb desktop dll dmg exe gadget hlp hta htm html img inf ins ipa iso jar
   js jse lnk mjs msc msi msp mst ocx php pif pkg pl ps1 psd1 psm1 py pyw rb reg rpm run scf scr sct sh shb shtml svg svgz sys url
   vb vbe vbs vhd vhdx wsc wsf wsh xbap xhtml xll xpi`.split(/\s+/),
);

/** A name without path, unseen characters, dots and blanks at its edges. */
const bare = (name: string): string =>
  name
    .slice(0, 4_000)
    .replace(/^.*[\\/]/s, '')
    .replace(UNSEEN, '')
    .replace(/\p{Zs}{2,}/gu, ' ')
    .replace(EDGES, '');

/** The ending of a name as a reader takes it: small letters, no dot; '' where it has none. */
export function endingOf(name: string): string {
  return ENDING.exec(bare(name))?.[1]?.normalize('NFKC').toLowerCase() ?? '';
}

/** As much of a text as fits beside `tail`, in whole characters as a reader counts them. */
function cut(text: string, tail = ''): string {
  const [most, mostBytes] = [MOST - tail.length, MOST_BYTES - Buffer.byteLength(tail)];
  if (text.length <= most && Buffer.byteLength(text) <= mostBytes) return text;
  let [end, bytes] = [0, 0];
  for (const { index, segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(
    text.slice(0, most + MOST),
  )) {
    bytes += Buffer.byteLength(segment);
    if (index + segment.length > most || bytes > mostBytes) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/**
 * The name under which a file is kept and shown: as it came where that is honest, always with an ending of its kind, 255 bytes of UTF-8 at most. A name that
 * deceives (shown in another order than it has, the ending of a program, a device) gives way to a neutral one. Pure, and the same
 * when it is done twice.
 */
export function savedName(name: string, kind: KindId): string {
  const [usual] = KINDS[kind].endings;
  const clean = bare(name);
  const ending = endingOf(clean);
  const deceives =
    TURNED.test(name) || DEVICE.test(clean.normalize('NFKC')) || (RUNS.has(ending) && !hasEnding(kind, ending));
  const written = ENDING.exec(clean)?.[0] ?? '';
  const before = clean.slice(0, clean.length - written.length);
  // “照片.exe      .jpg”: what follows the blanks is out of sight.
  const padded = before !== before.replace(EDGES, '') && RUNS.has(endingOf(before));
  if (clean === '' || deceives || padded) return `${NEUTRAL}.${usual}`;
  // An ending that no kind goes by is part of the name: “2026.03.05”.
  const known = hasEnding(kind, ending) || kindByEnding(ending) !== null;
  const stem = (known ? before : clean).replace(EDGES, '');
  // In the letters that systems know endings by: “.ｐｄｆ” is none to them.
  const tail = `.${hasEnding(kind, ending) ? written.slice(1).normalize('NFKC') : usual}`;
  const kept = cut(stem, tail).replace(EDGES, '');
  return kept === '' ? `${NEUTRAL}.${usual}` : kept + tail;
}

/** A name for a page before its kind is known, or of a file that is refused. */
export const shownName = (name: string): string => cut(bare(name)) || NEUTRAL;

/** A name as it was kept by an earlier version, made honest; of a type that is none of ours only what is unseen goes. */
export function keptName(name: string, type: string): string {
  const kind = kindByType(type);
  return kind ? savedName(name, kind) : shownName(name);
}

/** RFC 8187: what may stand unquoted in an extended value. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Content-Disposition (RFC 6266) for any name at all, also one that was kept damaged. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const shown = shownName(name);
  const plain = shown.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded(shown)}`;
}
