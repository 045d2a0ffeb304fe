import { choice } from './forms.ts';

/** How a document is served (APL art. 61). */
const WAYS = [
  ['direct', '直接送达', 'Handed over'],
  ['left', '留置送达', 'Left at the place'],
  ['post', '邮寄送达', 'Posted'],
  ['electronic', '经同意以传真、电子邮件送达', 'By fax or e-mail with consent'],
] as const;

export const SERVICE = choice('送达方式', 'Service', WAYS);
/** Where the law lets a document be served on somebody who cannot be found, too. */
export const SERVICE_OR_ANNOUNCED = choice('送达方式', 'Service', [
  ...WAYS,
  ['announcement', '公告送达（已满三十日）', 'By announcement, thirty days over'],
]);
