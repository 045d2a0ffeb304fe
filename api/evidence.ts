import { createHash } from 'node:crypto';
import busboy from 'busboy';
import type { Request } from 'express';
import { fileTypeFromBuffer } from 'file-type';
import { EVIDENCE_LIMITS, EVIDENCE_TYPES } from '../domain/tip.ts';
import type { EvidenceInput } from '../ledger/types.ts';
import { Problem } from './problem.ts';

/** Bytes of all files of one request; what one process can hold while it seals them. */
const MOST_BYTES = 200 * 1024 * 1024;
const MOST_FIELD_BYTES = 256 * 1024;

/** What a multipart body held. Text fields are there also when a file is not accepted, so that a form comes back as typed. */
export interface Multipart {
  fields: Record<string, string>;
  /** Empty where there is a problem. */
  files: EvidenceInput[];
  problem: Problem | null;
}

/** The name under which files come; under any other they are an unknown field. */
const FILES = 'evidence';

/** `name`: the file that is too large by itself. */
const tooLarge = (field: string, name?: string) =>
  new Problem(
    413,
    'too-large',
    {
      zh: `${name ? `“${name}”：` : ''}文件太大：每个不超过 50 MB，一次最多 20 个、共 200 MB。`,
      en: `${name ? `“${name}”: ` : ''}Too large: 50 MB a file, 20 files and 200 MB at a time.`,
    },
    { errors: [{ field, message: 'too large', messageZh: '太大' }] },
  );

const unknownFile = (field: string) =>
  new Problem(
    422,
    'input-invalid',
    { zh: '提交的内容有误，请按提示更正。', en: 'The input has mistakes: correct the named fields.' },
    { errors: [{ field, message: `files come as \`${FILES}\``, messageZh: `文件须以 ${FILES} 提交` }] },
  );

const notAccepted = (names: readonly string[]) =>
  new Problem(
    422,
    'file-not-accepted',
    {
      zh: '文件内容不是可接受的类型，或与文件名不符。可接受：PDF、JPEG、PNG、HEIC、DOCX、XLSX、MP3、M4A、MP4、ZIP。',
      en: 'The file is not of an accepted kind, or not what its name says. Accepted: PDF, JPEG, PNG, HEIC, DOCX, XLSX, MP3, M4A, MP4, ZIP.',
    },
    {
      errors: names.map((name) => ({
        field: `evidence:${name}`,
        message: 'not what it says',
        messageZh: '内容与类型不符',
      })),
    },
  );

/** The file with its kind; null for an ending that says what it is not, or content that is none of the accepted kinds. */
async function checked(name: string, bytes: Buffer): Promise<EvidenceInput | null> {
  const found = await fileTypeFromBuffer(bytes);
  const mime = found?.mime === 'audio/mp4' ? 'audio/x-m4a' : found?.mime;
  const type = mime ? EVIDENCE_TYPES[mime] : undefined;
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (!type || !mime || (ending !== undefined && !type.endings.includes(ending))) {
    return null;
  }
  return { name, type: mime, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const baseName = (name: string) =>
  (
    name
      .replace(/^.*[\\/]/, '')
      .slice(0, 200)
      .replace(/\p{Cc}/gu, '') || 'file'
  ).normalize();

const malformed = (zh: string, en: string) =>
  new Problem(400, 'malformed-multipart', { zh, en }, { errors: [{ field: '', message: en, messageZh: zh }] });

/**
 * Reads a multipart body: text fields, and files checked by their content. Nothing is written to disk in the open.
 * @throws Problem 400 `malformed-multipart` where it cannot be read at all; what is wrong with a file is in the answer
 */
export async function readMultipart(req: Request): Promise<Multipart> {
  const raw = await new Promise<{
    fields: Map<string, string>;
    files: { name: string; bytes: Buffer }[];
    bad?: Problem;
  }>((resolve, reject) => {
    const fields = new Map<string, string>();
    const files: { name: string; bytes: Buffer }[] = [];
    let bad: Problem | undefined;
    let total = 0;
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: {
          fields: 60,
          fieldSize: MOST_FIELD_BYTES,
          files: EVIDENCE_LIMITS.files,
          fileSize: EVIDENCE_LIMITS.bytes,
        },
      });
    } catch {
      reject(malformed('表单数据有误。', 'The multipart body is malformed.'));
      return;
    }
    // What is too large is read on and thrown away: the fields behind it are still wanted.
    const fail = (problem: Problem) => {
      bad ??= problem;
      files.length = 0;
    };
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) return fail(tooLarge(name));
      // Repeated names are lists in HTML forms.
      const before = fields.get(name);
      fields.set(name, before === undefined ? value : `${before}\n${value}`);
    });
    parser.on('file', (field, stream, info) => {
      const parts: Buffer[] = [];
      if (field !== FILES) fail(unknownFile(field));
      stream.on('data', (part: Buffer) => {
        total += part.length;
        if (total > MOST_BYTES) fail(tooLarge(field));
        if (bad) parts.length = 0;
        else parts.push(part);
      });
      stream.on('limit', () => fail(tooLarge(field, info.filename ? baseName(info.filename) : undefined)));
      stream.on('end', () => {
        if (bad) return;
        const bytes = Buffer.concat(parts);
        // A file input that was left empty sends an empty part without a name.
        if (bytes.length > 0 || info.filename) files.push({ name: baseName(info.filename ?? 'file'), bytes });
      });
    });
    parser.on('filesLimit', () => fail(tooLarge(FILES)));
    parser.on('fieldsLimit', () => fail(tooLarge('fields')));
    parser.on('error', () => {
      req.unpipe(parser);
      req.resume();
      reject(malformed('表单数据有误。', 'The multipart body is malformed.'));
    });
    parser.on('close', () => resolve({ fields, files, ...(bad ? { bad } : {}) }));
    req.on('aborted', () => reject(malformed('上传中断。', 'The upload broke off.')));
    req.pipe(parser);
  });
  const fields = Object.fromEntries(raw.fields);
  if (raw.bad) return { fields, files: [], problem: raw.bad };
  const files: EvidenceInput[] = [];
  const bad: string[] = [];
  for (const f of raw.files) {
    const file = await checked(f.name, f.bytes);
    if (file) files.push(file);
    else bad.push(f.name);
  }
  return bad.length > 0 ? { fields, files: [], problem: notAccepted(bad) } : { fields, files, problem: null };
}
