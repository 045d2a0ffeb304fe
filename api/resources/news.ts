import { z } from 'zod';
import { DIGEST_TIMES } from '../../domain/people/digest.ts';
import { email, exact } from '../../domain/text/fields.ts';
import type { News } from '../../ledger/types.ts';
import { routesOn } from '../route.ts';

const route = routesOn<News>();

const cursor = exact(400).optional();
const limit = z.coerce.number().int().min(1).max(200).optional();

export const getNews = route({
  method: 'get',
  path: '/api/news',
  summary: { zh: '消息，最近的在前', en: 'News of the last 60 days, newest day first' },
  audience: 'staff',
  query: z.strictObject({ cursor, limit }),
  answers: {
    200: {
      zh: '消息；unread 为未读条数（最多 100），upTo 用于标为已读',
      en: 'The list; `unread` counts, at most 100; `upTo` is for marking it as read',
    },
  },
  handle: async ({ person, query }, { ledger }) => ({
    body: await ledger.news(person, query.cursor, query.limit),
  }),
});

export const getUnread = route({
  method: 'get',
  path: '/api/news/unread',
  summary: { zh: '未读消息条数', en: 'How much news is unread' },
  audience: 'staff',
  answers: { 200: { zh: '条数，最多 100', en: 'The number, at most 100' } },
  handle: async ({ person }, { ledger }) => ({ body: { unread: await ledger.unreadNews(person) } }),
});

export const postNewsRead = route({
  method: 'post',
  path: '/api/news/read',
  summary: { zh: '标为已读', en: 'Everything is read up to what a page of news gave' },
  audience: 'staff',
  body: z.strictObject({ upTo: exact(400, 1) }),
  answers: { 204: { zh: '已标记', en: 'Marked' } },
  async handle({ person, body }, { ledger }) {
    await ledger.readNews(person, body.upTo);
    return { status: 204 };
  },
});

export const getDigest = route({
  method: 'get',
  path: '/api/news/digest',
  summary: { zh: '邮件提示的设置', en: 'When and where one is written to that there is news' },
  audience: 'staff',
  answers: { 200: { zh: '发送时间和邮箱', en: 'Times and address' } },
  handle: async ({ person }, { ledger }) => ({ body: await ledger.digestOf(person) }),
});

export const postDigest = route({
  method: 'post',
  path: '/api/news/digest',
  summary: {
    zh: '设置邮件提示；不选时间即不发送，邮箱不再保存',
    en: 'Choose when one is written to; without times never, and the address is not kept',
  },
  audience: 'staff',
  body: z.strictObject({
    times: z.array(z.enum(DIGEST_TIMES)).max(DIGEST_TIMES.length),
    address: email(200).nullable(),
  }),
  answers: { 204: { zh: '已设置', en: 'Chosen' }, 422: { zh: '没有邮箱', en: 'There is no address' } },
  async handle({ person, body }, { ledger }) {
    await ledger.chooseDigest(person, body);
    return { status: 204 };
  },
});
