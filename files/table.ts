import type { Bilingual } from '../domain/law/types.ts';

/** One kind of file that is taken in: what phones, messengers and offices make. */
export interface Kind {
  group: keyof typeof GROUPS;
  words: Bilingual;
  /** Media type it is kept under; no two kinds share one. */
  type: string;
  /** Endings that its files go by, without the dot; the first is given where the name has none of them. */
  endings: readonly [string, ...string[]];
}

/** The order in which the list is shown. */
export const GROUPS = {
  picture: { zh: '图片', en: 'Pictures' },
  document: { zh: '文档', en: 'Documents' },
  sound: { zh: '录音', en: 'Sound' },
  film: { zh: '录像', en: 'Film' },
  letter: { zh: '邮件和文字', en: 'Mail and text' },
  archive: { zh: '压缩包', en: 'Archives' },
} as const satisfies Record<string, Bilingual>;

const kind = (group: Kind['group'], type: string, zh: string, en: string, ...endings: [string, ...string[]]): Kind => ({
  group,
  type,
  words: { zh, en },
  endings,
});

/** The closed list: every kind that is taken as evidence. What is taken is sealed as it came, and never run. */
export const KINDS = {
  jpg: kind('picture', 'image/jpeg', 'JPEG 图片', 'JPEG picture', 'jpg', 'jpeg', 'jpe', 'jfif'),
  png: kind('picture', 'image/png', 'PNG 图片', 'PNG picture', 'png', 'apng'),
  heic: kind('picture', 'image/heic', 'HEIC 图片', 'HEIC picture', 'heic', 'heif', 'hif', 'heics', 'heifs'),
  avif: kind('picture', 'image/avif', 'AVIF 图片', 'AVIF picture', 'avif', 'avifs'),
  webp: kind('picture', 'image/webp', 'WebP 图片', 'WebP picture', 'webp'),
  gif: kind('picture', 'image/gif', 'GIF 图片', 'GIF picture', 'gif'),
  tif: kind('picture', 'image/tiff', 'TIFF 扫描件', 'TIFF scan', 'tif', 'tiff', 'dng'),
  bmp: kind('picture', 'image/bmp', 'BMP 图片', 'BMP picture', 'bmp', 'dib'),
  pdf: kind('document', 'application/pdf', 'PDF 文件', 'PDF', 'pdf'),
  ofd: kind('document', 'application/ofd', 'OFD 版式文件', 'OFD', 'ofd'),
  docx: kind(
    'document',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'Word 文档',
    'Word document',
    'docx',
    'dotx',
  ),
  xlsx: kind(
    'document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'Excel 表格',
    'Excel sheet',
    'xlsx',
    'xltx',
  ),
  pptx: kind(
    'document',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'PowerPoint 演示文稿',
    'PowerPoint slides',
    'pptx',
    'ppsx',
    'potx',
  ),
  docm: kind(
    'document',
    'application/vnd.ms-word.document.macroEnabled.12',
    'Word 文档（含宏）',
    'Word document with macros',
    'docm',
    'dotm',
  ),
  xlsm: kind(
    'document',
    'application/vnd.ms-excel.sheet.macroEnabled.12',
    'Excel 表格（含宏）',
    'Excel sheet with macros',
    'xlsm',
    'xltm',
    'xlsb',
  ),
  pptm: kind(
    'document',
    'application/vnd.ms-powerpoint.presentation.macroEnabled.12',
    'PowerPoint 演示文稿（含宏）',
    'PowerPoint slides with macros',
    'pptm',
    'ppsm',
  ),
  doc: kind('document', 'application/msword', 'Word 97–2003 文档', 'Word 97–2003 document', 'doc', 'dot'),
  xls: kind('document', 'application/vnd.ms-excel', 'Excel 97–2003 表格', 'Excel 97–2003 sheet', 'xls', 'xlt'),
  ppt: kind(
    'document',
    'application/vnd.ms-powerpoint',
    'PowerPoint 97–2003 演示文稿',
    'PowerPoint 97–2003 slides',
    'ppt',
    'pps',
  ),
  wps: kind('document', 'application/vnd.wps.wps', 'WPS 文字', 'WPS text', 'wps', 'wpt'),
  et: kind('document', 'application/vnd.wps.et', 'WPS 表格', 'WPS sheet', 'et', 'ett'),
  dps: kind('document', 'application/vnd.wps.dps', 'WPS 演示', 'WPS slides', 'dps', 'dpt'),
  odt: kind('document', 'application/vnd.oasis.opendocument.text', 'ODF 文字', 'ODF text', 'odt'),
  ods: kind('document', 'application/vnd.oasis.opendocument.spreadsheet', 'ODF 表格', 'ODF sheet', 'ods'),
  odp: kind('document', 'application/vnd.oasis.opendocument.presentation', 'ODF 演示', 'ODF slides', 'odp'),
  rtf: kind('document', 'application/rtf', 'RTF 文档', 'RTF document', 'rtf'),
  /** An office file of before 2007 of which neither content nor name says which. */
  ole: kind('document', 'application/x-ole-storage', '旧版办公文件', 'Older office file', 'ole'),
  m4a: kind('sound', 'audio/mp4', 'M4A 录音', 'M4A recording', 'm4a', 'm4b', 'm4r'),
  mp3: kind('sound', 'audio/mpeg', 'MP3 录音', 'MP3 recording', 'mp3', 'mp2', 'mpga'),
  amr: kind('sound', 'audio/amr', 'AMR 录音', 'AMR recording', 'amr', 'awb'),
  silk: kind('sound', 'audio/silk', '微信语音', 'WeChat voice message', 'silk', 'slk'),
  wav: kind('sound', 'audio/wav', 'WAV 录音', 'WAV recording', 'wav'),
  aac: kind('sound', 'audio/aac', 'AAC 录音', 'AAC recording', 'aac'),
  flac: kind('sound', 'audio/flac', 'FLAC 录音', 'FLAC recording', 'flac'),
  ogg: kind('sound', 'audio/ogg', 'OGG 录音', 'OGG recording', 'ogg', 'oga', 'opus', 'ogv'),
  wma: kind('sound', 'audio/x-ms-wma', 'WMA 录音', 'WMA recording', 'wma'),
  mp4: kind('film', 'video/mp4', 'MP4 录像', 'MP4 film', 'mp4', 'm4v', 'mp4v', 'f4v'),
  mov: kind('film', 'video/quicktime', 'MOV 录像', 'MOV film', 'mov', 'qt'),
  '3gp': kind('film', 'video/3gpp', '3GP 录像', '3GP film', '3gp', '3gpp', '3g2'),
  avi: kind('film', 'video/vnd.avi', 'AVI 录像', 'AVI film', 'avi'),
  wmv: kind('film', 'video/x-ms-wmv', 'WMV 录像', 'WMV film', 'wmv', 'asf'),
  mkv: kind('film', 'video/matroska', 'MKV 录像', 'MKV film', 'mkv', 'webm'),
  mpg: kind('film', 'video/mpeg', 'MPEG 录像', 'MPEG film', 'mpg', 'mpeg', 'vob', 'mts', 'm2ts', 'ts'),
  flv: kind('film', 'video/x-flv', 'FLV 录像', 'FLV film', 'flv'),
  eml: kind('letter', 'message/rfc822', '电子邮件', 'E-mail', 'eml'),
  mht: kind('letter', 'multipart/related', '网页存档', 'Saved web page', 'mht', 'mhtml'),
  msg: kind('letter', 'application/vnd.ms-outlook', 'Outlook 邮件', 'Outlook mail', 'msg'),
  txt: kind('letter', 'text/plain', '文本文件', 'Text', 'txt', 'log', 'md'),
  csv: kind('letter', 'text/csv', 'CSV 表格', 'CSV table', 'csv', 'tsv'),
  zip: kind('archive', 'application/zip', 'ZIP 压缩包', 'ZIP archive', 'zip'),
  rar: kind('archive', 'application/vnd.rar', 'RAR 压缩包', 'RAR archive', 'rar'),
  '7z': kind('archive', 'application/x-7z-compressed', '7z 压缩包', '7z archive', '7z'),
} as const satisfies Record<string, Kind>;
export type KindId = keyof typeof KINDS;

export const KIND_IDS = Object.keys(KINDS) as KindId[];
/** Media types under which kinds were kept before. */
const FORMER: Record<string, KindId> = { 'audio/x-m4a': 'm4a' };
const BY_TYPE = new Map<string, KindId>([
  ...KIND_IDS.map((id) => [KINDS[id].type, id] as const),
  ...Object.entries(FORMER),
]);
const BY_ENDING = new Map<string, KindId>(KIND_IDS.flatMap((id) => KINDS[id].endings.map((e) => [e, id] as const)));

/** The kind that is kept under a media type; null for a type that is none of ours. */
export const kindByType = (type: string): KindId | null => BY_TYPE.get(type) ?? null;
/** The kind that goes by an ending; null for every other ending. */
export const kindByEnding = (ending: string): KindId | null => BY_ENDING.get(ending) ?? null;
export const hasEnding = (id: KindId, ending: string): boolean =>
  (KINDS[id].endings as readonly string[]).includes(ending);

/**
 * For the `accept` of a file field: the endings, and the three families by name, so that a telephone offers its camera and
 * its recorder too.
 */
export const ACCEPT = ['image/*', 'audio/*', 'video/*', ...[...BY_ENDING.keys()].map((e) => `.${e}`)].join(',');

/** The closed list in words, group by group, each kind by its usual ending. */
export function takenKinds(): { group: Bilingual; endings: string[] }[] {
  return Object.entries(GROUPS).map(([id, group]) => ({
    group,
    endings: KIND_IDS.filter((k) => KINDS[k].group === id && k !== 'ole').map((k) => KINDS[k].endings[0].toUpperCase()),
  }));
}

/** The same in one sentence. */
export const TAKEN: Bilingual = {
  zh: takenKinds()
    .map(({ group, endings }) => `${group.zh}（${endings.join('、')}）`)
    .join('，'),
  en: takenKinds()
    .map(({ group, endings }) => `${group.en} (${endings.join(', ')})`)
    .join(', '),
};
