import { createHash } from 'node:crypto';
import type { Bilingual } from '../domain/law/types.ts';
import { type DigestCount, digestText } from '../domain/people/digest.ts';
import type { Digests } from '../ledger/types.ts';
import type { DigestRef } from '../workflows/contract.ts';
import type { Mail, Post } from './ports.ts';

/** The whole mail: two numbers, who writes, and nothing of what is counted. */
export function digestMail(count: DigestCount, from: Bilingual): Pick<Mail, 'subject' | 'text'> {
  const { subject, body } = digestText(count);
  return {
    subject: `${subject.zh} / ${subject.en}`,
    text: [
      '您好：',
      `${body.zh}此邮件由系统发出，请勿回复。`,
      from.zh,
      '',
      'Hello,',
      `${body.en} This mail was sent by a machine; please do not answer it.`,
      from.en,
      '',
    ].join('\n'),
  };
}

/** The same for every try at one moment, so that a second mail can be known as the first. */
export const digestIdOf = ({ staff, moment }: DigestRef): string =>
  `${createHash('sha256').update(`digest:${staff}:${moment}`).digest('hex').slice(0, 40)}@notice.invalid`;

/** Writes to one member of staff how much is new and due, where there is anything; counted now and not before. */
export const digest =
  (ledger: Pick<Digests, 'digest' | 'digestSent'>, post: Post) =>
  async (ref: DigestRef): Promise<void> => {
    const found = await ledger.digest(ref.staff, ref.moment);
    if (found !== null)
      await post.send({ to: found.address, ...digestMail(found, found.from), messageId: digestIdOf(ref) });
    await ledger.digestSent(ref.staff, ref.moment);
  };
