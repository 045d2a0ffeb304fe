import { z } from 'zod';
import { TIP_WORDS } from './law/glossary.ts';
import { CONDUCT, type ConductId } from './law/grounds.ts';
import type { Bilingual } from './law/types.ts';
import { code, email, line, name, phone, prose } from './text/fields.ts';

type IdsOf<P extends string> = keyof typeof TIP_WORDS extends infer K
  ? K extends `${P}.${infer Id}`
    ? Id
    : never
  : never;

/** The ids of one closed list of the tip form (design 10); their labels are `tip.<prefix>.<id>` in the glossary. */
function idsOf<P extends string>(prefix: P): [IdsOf<P>, ...IdsOf<P>[]] {
  const ids = Object.keys(TIP_WORDS).flatMap((k) => (k.startsWith(`${prefix}.`) ? [k.slice(prefix.length + 1)] : []));
  return ids as [IdsOf<P>, ...IdsOf<P>[]];
}

export const TIP_LISTS = {
  accused: idsOf('accused'),
  fund: idsOf('fund'),
  amount: idsOf('amount'),
  interest: idsOf('interest'),
  known: idsOf('known'),
  staff: idsOf('staff'),
  door: idsOf('door'),
  away: idsOf('away'),
};

/** Characters of a clue and of a message to the department. */
export const MOST_TEXT = 20_000;
/** Yuan; more is a slip of the keyboard. */
const MOST_AMOUNT = 1e12;

/** A tip as told (M49 art. 13: the name of the accused and a valid clue are enough). Unknown fields are refused. */
export const tipSchema = z.strictObject({
  /** Which organ shall receive it, by its id; left out where there is one. */
  organ: code(40).optional(),
  accused: z.strictObject({
    name: name(200),
    kind: z.enum(TIP_LISTS.accused).default('unknown'),
    address: line(500).optional(),
    code: code(50).optional(),
    representative: name(200).optional(),
  }),
  clue: prose(MOST_TEXT),
  fund: z.enum(TIP_LISTS.fund).default('unknown'),
  conduct: z
    .array(z.enum(CONDUCT.map((c) => c.id) as [ConductId, ...ConductId[]]))
    .max(CONDUCT.length)
    .default([]),
  when: line(500).optional(),
  where: line(500).optional(),
  amount: z
    .strictObject({
      cny: z.number().min(0).max(MOST_AMOUNT),
      basis: z.enum(TIP_LISTS.amount).default('unknown'),
    })
    .optional(),
  interest: z.enum(TIP_LISTS.interest).optional(),
  knownBy: z.enum(TIP_LISTS.known).optional(),
  concernsStaff: z.enum(TIP_LISTS.staff).default('unsure'),
  /** Who shall not see it, in own words. */
  notThese: prose(2000).optional(),
  /** Posts that shall not see it. */
  notPosts: z.array(z.enum(TIP_LISTS.away)).max(TIP_LISTS.away.length).optional(),
  /** Another door than the ordinary reception. */
  door: z.enum(TIP_LISTS.door).optional(),
  tipster: z
    .strictObject({
      name: name(100).optional(),
      idNumber: code(40).optional(),
      phone: phone(40).optional(),
      email: email(200).optional(),
      address: line(500).optional(),
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

const MB = 1024 * 1024;

/** What one request takes: files, bytes of each and of all; and one receipt on one day beyond its tip (design 10). */
export const EVIDENCE_LIMITS = {
  files: 20,
  bytes: 50 * MB,
  total: 200 * MB,
  dayFiles: 100,
  dayBytes: 500 * MB,
} as const;

/** The limits in words, to be said before anything is chosen. */
export const EVIDENCE_LIMITS_SAID = {
  zh: `一次最多${EVIDENCE_LIMITS.files}个文件，每个不超过${EVIDENCE_LIMITS.bytes / MB} MB，共不超过${EVIDENCE_LIMITS.total / MB} MB；一份凭证一天最多${EVIDENCE_LIMITS.dayFiles}个、${EVIDENCE_LIMITS.dayBytes / MB} MB。`,
  en: `At most ${EVIDENCE_LIMITS.files} files at a time, ${EVIDENCE_LIMITS.bytes / MB} MB each and ${EVIDENCE_LIMITS.total / MB} MB together; ${EVIDENCE_LIMITS.dayFiles} files and ${EVIDENCE_LIMITS.dayBytes / MB} MB a day for one receipt.`,
};

/** For how long the receipt of a tip is shown, in the words of every page that speaks of it. */
export const RECEIPT_SHOWN: Bilingual = {
  zh: '核对末四位之后，或者满一小时，就不再显示',
  en: 'once you have typed its last four characters back, or after an hour, it is shown no more',
};
