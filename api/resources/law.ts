import { z } from 'zod';
import { DEADLINES, deadlineById } from '../../domain/law/index.ts';
import { answer, computeRequest, deadlineRequest, requestFor } from '../../domain/time/request.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import { route } from '../route.ts';

export const getDeadlines = route({
  method: 'get',
  path: '/api/law/deadlines',
  summary: { zh: '期限目录', en: 'The catalogue of deadlines' },
  audience: 'anyone',
  answers: { 200: { zh: '全部期限', en: 'Every deadline, with source and confidence' } },
  handle: async () => ({ body: { items: DEADLINES }, headers: { 'Cache-Control': 'public, max-age=300' } }),
});

export const getDeadline = route({
  method: 'get',
  path: '/api/law/deadlines/{id}',
  summary: { zh: '一项期限', en: 'One deadline' },
  audience: 'anyone',
  params: z.object({ id: z.string().max(60) }),
  answers: { 200: { zh: '期限', en: 'The deadline' } },
  async handle({ params }) {
    const deadline = deadlineById(params.id);
    if (!deadline) throw notFound();
    return { body: deadline };
  },
});

export const postCompute = route({
  method: 'post',
  path: '/api/law/compute',
  summary: { zh: '计算期限', en: 'Compute a date' },
  audience: 'anyone',
  body: z.looseObject({}),
  answers: { 200: { zh: '届满日及说明', en: 'The date and its days' } },
  async handle({ body }, { ledger, calendars, log }) {
    const known = await ledger.calendars().catch((error: unknown) => {
      log.warn(
        { error: error instanceof Error ? error.name : 'unknown' },
        'calendars of the ledger are away; the bundled ones answer',
      );
      return calendars;
    });
    let ask: unknown = body;
    if ('deadline' in body) {
      const byId = deadlineRequest.safeParse(body);
      if (!byId.success) throw invalid(byId.error);
      const { deadline: id, ...rest } = byId.data;
      const row = deadlineById(id);
      if (!row) {
        throw new Problem(
          422,
          'deadline-unknown',
          { zh: '没有这项期限。', en: 'There is no such deadline.' },
          {
            errors: [{ field: 'deadline', message: 'unknown id', messageZh: '没有这项期限' }],
          },
        );
      }
      try {
        ask = requestFor(row, rest);
      } catch (error) {
        throw new Problem(
          422,
          'deadline-without-number',
          { zh: '这项期限没有可计算的天数。', en: error instanceof Error ? error.message : 'No number to count.' },
          {
            errors: [{ field: 'deadline', message: 'no length that can be counted', messageZh: '没有可计算的天数' }],
          },
        );
      }
    }
    const request = computeRequest.safeParse(ask);
    if (!request.success) throw invalid(request.error);
    return { body: answer(request.data, known) };
  },
});
