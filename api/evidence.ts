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

export interface Multipart {
  fields: Record<string, string>;
  files: EvidenceInput[];
}

const tooLarge = (field: string) =>
  new Problem(
    413,
    'too-large',
    {
      zh: '文件太大：每个不超过 50 MB，一次最多 20 个、共 200 MB。',
      en: 'Too large: 50 MB a file, 20 files and 200 MB at a time.',
    },
    { errors: [{ field, message: 'too large', messageZh: '太大' }] },
  );

/** An ending that says what the file is not, or content that is none of the accepted kinds. */
async function checked(name: string, bytes: Buffer): Promise<EvidenceInput> {
  const found = await fileTypeFromBuffer(bytes);
  const mime = found?.mime === 'audio/mp4' ? 'audio/x-m4a' : found?.mime;
  const type = mime ? EVIDENCE_TYPES[mime] : undefined;
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (!type || !mime || (ending !== undefined && !type.endings.includes(ending))) {
    throw new Problem(
      422,
      'file-not-accepted',
      {
        zh: '文件内容不是可接受的类型，或与文件名不符。可接受：PDF、JPEG、PNG、HEIC、DOCX、XLSX、MP3、M4A、MP4、ZIP。',
        en: 'The file is not of an accepted kind, or not what its name says. Accepted: PDF, JPEG, PNG, HEIC, DOCX, XLSX, MP3, M4A, MP4, ZIP.',
      },
      { errors: [{ field: `evidence:${name}`, message: 'not what it says', messageZh: '内容与类型不符' }] },
    );
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

/** Reads a multipart body: text fields, and files checked by their content. Nothing is written to disk in the open. */
export async function readMultipart(req: Request): Promise<Multipart> {
  const raw = await new Promise<{ fields: Record<string, string>; files: { name: string; bytes: Buffer }[] }>(
    (resolve, reject) => {
      const fields: Record<string, string> = {};
      const files: { name: string; bytes: Buffer }[] = [];
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
        reject(
          new Problem(400, 'malformed-multipart', { zh: '表单数据有误。', en: 'The multipart body is malformed.' }),
        );
        return;
      }
      const fail = (problem: Problem) => {
        req.unpipe(parser);
        req.resume();
        reject(problem);
      };
      parser.on('field', (name, value, info) => {
        if (info.valueTruncated || info.nameTruncated) return fail(tooLarge(name));
        // Repeated names are lists in HTML forms.
        fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
      });
      parser.on('file', (field, stream, info) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => {
          total += part.length;
          if (total > MOST_BYTES) fail(tooLarge(field));
          else parts.push(part);
        });
        stream.on('limit', () => fail(tooLarge(field)));
        stream.on('end', () => {
          const bytes = Buffer.concat(parts);
          // A file input that was left empty sends an empty part.
          if (bytes.length > 0) files.push({ name: baseName(info.filename ?? 'file'), bytes });
        });
      });
      parser.on('filesLimit', () => fail(tooLarge('evidence')));
      parser.on('fieldsLimit', () => fail(tooLarge('fields')));
      parser.on('error', () =>
        fail(new Problem(400, 'malformed-multipart', { zh: '表单数据有误。', en: 'The multipart body is malformed.' })),
      );
      parser.on('close', () => resolve({ fields, files }));
      req.on('aborted', () =>
        reject(new Problem(400, 'malformed-multipart', { zh: '上传中断。', en: 'The upload broke off.' })),
      );
      req.pipe(parser);
    },
  );
  const files: EvidenceInput[] = [];
  for (const f of raw.files) files.push(await checked(f.name, f.bytes));
  return { fields: raw.fields, files };
}
