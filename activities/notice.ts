import { createHash } from 'node:crypto';
import type { Effects, NoticeAddresses } from '../ledger/types.ts';
import { NeverTaken, once } from './once.ts';
import type { Post } from './ports.ts';

/** The whole mail, always the same: that there is news, never what, nor what it is about (design 8). */
export const NEWS = {
  subject: '您有一条新消息 / There is news for you',
  text: [
    '您好：',
    '您有新的进展。请用您的查询凭证登录查看。此邮件由系统发出，请勿回复。',
    '',
    'Hello,',
    'There is news. Look with your receipt. This mail was sent by a machine; please do not answer it.',
    '',
  ].join('\n'),
} as const;

/** The same for every try at one effect, so that a second mail can be known as the first. */
export const messageIdOf = (key: string): string =>
  `${createHash('sha256').update(`notice:${key}`).digest('hex').slice(0, 40)}@notice.invalid`;

/** Sends the mail that there is news. The address is opened here and nowhere else, and is not kept. */
export const notice = (ledger: Effects & NoticeAddresses, post: Post) =>
  once(ledger, ['notice'], async ({ key, caseId }) => {
    const address = await ledger.noticeAddress(caseId);
    if (address === null) return { sent: false };
    if (address.email === undefined) throw new NeverTaken('the address for notices is not one for mail');
    await post.send({ to: address.email, ...NEWS, messageId: messageIdOf(key) });
    return { sent: true };
  });
