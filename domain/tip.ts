import { z } from 'zod';

/** Closed lists of the tip form, `[id, zh, en]` (design 10). The screens and the schema read them from here. */
export const ACCUSED_KINDS = [
  ['person', '个人', 'A person'],
  ['employer', '用人单位', 'An employer'],
  ['agency-staff', '经办机构工作人员', 'Staff of an agency'],
  ['training-body', '培训机构', 'A training body'],
  ['intermediary', '中介', 'An intermediary'],
  ['other', '其他', 'Other'],
  ['unknown', '不清楚', 'I do not know'],
] as const;

export const FUNDS = [
  ['pension', '养老保险', 'Pension insurance'],
  ['work-injury', '工伤保险', 'Work-injury insurance'],
  ['unemployment', '失业保险', 'Unemployment insurance'],
  ['employment-subsidy', '就业补助资金', 'Employment subsidies'],
  ['training-subsidy', '职业培训补贴', 'Training subsidies'],
  ['medical', '医疗保险', 'Medical insurance'],
  ['maternity', '生育保险', 'Maternity insurance'],
  ['unknown', '不清楚', 'I do not know'],
] as const;

export const AMOUNT_BASES = [
  ['drawn', '已经领走', 'Already drawn'],
  ['paid-in', '已经缴入', 'Paid in'],
  ['forecast', '估计', 'An estimate'],
  ['unknown', '不清楚', 'I do not know'],
] as const;

export const INTERESTS = [
  ['none', '没有关系', 'None'],
  ['victim', '我是受害人', 'I am a victim'],
  ['colleague', '同事', 'Colleague'],
  ['competitor', '同行竞争', 'Competitor'],
  ['in-dispute', '与对方有纠纷', 'In a dispute with them'],
  ['other', '其他', 'Other'],
] as const;

export const KNOWN_BY = [
  ['saw', '亲眼所见', 'I saw it'],
  ['documents', '见过材料', 'From documents'],
  ['told', '听人说', 'I was told'],
  ['work', '工作中得知', 'Through my work'],
  ['other', '其他', 'Other'],
] as const;

export const CONCERNS_STAFF = [
  ['yes', '涉及', 'Yes'],
  ['no', '不涉及', 'No'],
  ['unsure', '不确定', 'I am not sure'],
] as const;

const idsOf = <const L extends readonly (readonly [string, string, string])[]>(list: L) =>
  list.map((l) => l[0]) as [L[number][0], ...L[number][0][]];

const text = (max: number) => z.string().trim().min(1).max(max);

/** A tip as told (M49 art. 13: the name of the accused and a valid clue are enough). Unknown fields are refused. */
export const tipSchema = z.strictObject({
  accused: z.strictObject({
    name: text(200),
    kind: z.enum(idsOf(ACCUSED_KINDS)).default('unknown'),
    address: text(500).optional(),
    code: text(50).optional(),
    representative: text(200).optional(),
  }),
  clue: text(20_000),
  fund: z.enum(idsOf(FUNDS)).default('unknown'),
  conduct: z.array(text(60)).max(20).default([]),
  when: text(500).optional(),
  where: text(500).optional(),
  amount: z
    .strictObject({
      cny: z.number().min(0).max(1e12),
      basis: z.enum(idsOf(AMOUNT_BASES)).default('unknown'),
    })
    .optional(),
  interest: z.enum(idsOf(INTERESTS)).optional(),
  knownBy: z.enum(idsOf(KNOWN_BY)).optional(),
  concernsStaff: z.enum(idsOf(CONCERNS_STAFF)).default('unsure'),
  tipster: z
    .strictObject({
      name: text(100).optional(),
      idNumber: text(40).optional(),
      phone: text(40).optional(),
      email: z.email().max(200).optional(),
      address: text(500).optional(),
      wantsNotice: z.boolean().default(false),
    })
    .optional(),
});
export type Tip = z.output<typeof tipSchema>;

/** Real name = ID document and one true contact; anything less counts as anonymous (M49 art. 15). */
export function isRealName(tip: Pick<Tip, 'tipster'>): boolean {
  const t = tip.tipster;
  return Boolean(t?.name && t.idNumber && (t.phone || t.email || t.address));
}

/** Bytes; number of files; design 10. */
export const EVIDENCE_LIMITS = { files: 20, bytes: 50 * 1024 * 1024 } as const;

/** Media types that evidence may have, by what the content is; the name's ending does not decide. */
export const EVIDENCE_TYPES: Record<string, { zh: string; en: string; endings: string[] }> = {
  'application/pdf': { zh: 'PDF 文件', en: 'PDF', endings: ['pdf'] },
  'image/jpeg': { zh: 'JPEG 图片', en: 'JPEG picture', endings: ['jpg', 'jpeg'] },
  'image/png': { zh: 'PNG 图片', en: 'PNG picture', endings: ['png'] },
  'image/heic': { zh: 'HEIC 图片', en: 'HEIC picture', endings: ['heic', 'heif'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    zh: 'Word 文档',
    en: 'Word document',
    endings: ['docx'],
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    zh: 'Excel 表格',
    en: 'Excel sheet',
    endings: ['xlsx'],
  },
  'audio/mpeg': { zh: 'MP3 录音', en: 'MP3 recording', endings: ['mp3'] },
  'audio/x-m4a': { zh: 'M4A 录音', en: 'M4A recording', endings: ['m4a'] },
  'video/mp4': { zh: 'MP4 视频', en: 'MP4 video', endings: ['mp4'] },
  'application/zip': { zh: 'ZIP 压缩包', en: 'ZIP archive', endings: ['zip'] },
};
