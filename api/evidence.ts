import { createHash } from 'node:crypto';
import busboy from 'busboy';
import type { Request } from 'express';
import type { Bilingual } from '../domain/law/types.ts';
import { EVIDENCE_LIMITS } from '../domain/tip.ts';
import { HEAD, kindOf, type NotTaken, REFUSALS } from '../files/kinds.ts';
import { savedName, shownName } from '../files/names.ts';
import { TAKEN } from '../files/table.ts';
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

interface Refused {
  name: string;
  why: NotTaken['refused'];
}

const said = (why: NotTaken['refused']): Bilingual => REFUSALS[why];

/** The files that were not taken, each with its reason; what is taken is said where a kind was the reason. */
function notTaken(files: readonly Refused[]): Problem {
  const kinds = files.some((f) => f.why !== 'empty');
  return new Problem(
    422,
    'file-not-accepted',
    {
      zh: `${files.map((f) => `“${f.name}”：${said(f.why).zh}。`).join('')}`,
      en: `${files.map((f) => `“${f.name}”: ${said(f.why).en}.`).join(' ')}`,
    },
    {
      errors: files.map(({ name, why }) => ({
        field: `evidence:${name}`,
        message: said(why).en,
        messageZh: said(why).zh,
      })),
      ...(kinds ? { remedy: { zh: `可以接收：${TAKEN.zh}。`, en: `Taken are: ${TAKEN.en}.` } } : {}),
    },
  );
}

/** The file under its honest name and kind, or why it is not taken. */
async function checked(name: string, bytes: Buffer): Promise<EvidenceInput | Refused> {
  const found = await kindOf(bytes.subarray(0, HEAD), name, bytes.length <= HEAD);
  if ('refused' in found) return { name: shownName(name), why: found.refused };
  return {
    name: savedName(name, found.kind),
    type: found.type,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

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
      stream.on('limit', () => fail(tooLarge(field, info.filename ? shownName(info.filename) : undefined)));
      stream.on('end', () => {
        if (bad) return;
        const bytes = Buffer.concat(parts);
        // A file input that was left empty sends an empty part without a name.
        if (bytes.length > 0 || info.filename) files.push({ name: info.filename ?? '', bytes });
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
  const bad: Refused[] = [];
  for (const f of raw.files) {
    const file = await checked(f.name, f.bytes);
    if ('why' in file) bad.push(file);
    else files.push(file);
  }
  return bad.length > 0 ? { fields, files: [], problem: notTaken(bad) } : { fields, files, problem: null };
}
