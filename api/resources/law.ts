import { z } from 'zod';
import { DEADLINES, type Deadline, editionFrom, editionOn, editionsOf } from '../../domain/law/index.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { exact } from '../../domain/text/fields.ts';
import { legalDay } from '../../domain/time/fields.ts';
import { answer, answerFor, computeRequest, deadlineRequest, requestFor } from '../../domain/time/request.ts';
import type { HouseReading } from '../../ledger/types.ts';
import { invalid, notFound, problem, problemOf } from '../problem.ts';
import { routesOn, schemaOf } from '../route.ts';

const route = routesOn<Pick<HouseReading, 'calendars'>>();

export const getDeadlines = route({
  method: 'get',
  path: '/api/law/deadlines',
  summary: { zh: '期限目录', en: 'The catalogue of deadlines' },
  audience: 'anyone',
  answers: {
    200: {
      zh: '全部期限，各按最新的一版；此前各版在 earlier',
      en: 'Every deadline with source and confidence, by its newest edition; those before it in `earlier`',
    },
  },
  handle: async () => ({ body: { items: DEADLINES }, headers: { 'Cache-Control': 'public, max-age=300' } }),
});

export const getDeadline = route({
  method: 'get',
  path: '/api/law/deadlines/{id}',
  summary: { zh: '一项期限', en: 'One deadline' },
  audience: 'anyone',
  params: z.object({ id: exact(60) }),
  query: z.strictObject({
    on: legalDay().optional(),
  }),
  answers: {
    200: {
      zh: '期限：最新的一版，或者 on 之日有效的一版；各版的施行日在 editions',
      en: 'The deadline: its newest edition, or the one in force on the day `on`; the days of all in `editions`',
    },
  },
  async handle({ params, query }) {
    const all = editionsOf(params.id);
    const deadline = query.on === undefined ? all.at(-1) : editionOn(params.id, query.on);
    if (!deadline) throw notFound();
    return { body: { ...deadline, editions: all.map((d) => d.edition) } };
  },
});

export const postCompute = route({
  method: 'post',
  path: '/api/law/compute',
  summary: { zh: '计算期限', en: 'Compute a date' },
  audience: 'anyone',
  // Which of the two it is, and what is wrong with it, is said after one look at `deadline`.
  body: z.looseObject({}).meta({ anyOf: [deadlineRequest, computeRequest].map(schemaOf) }),
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
    let row: Deadline | undefined;
    if ('deadline' in body) {
      const byId = deadlineRequest.safeParse(body);
      if (!byId.success) throw invalid(byId.error);
      const { deadline: id, ...rest } = byId.data;
      row = editionFrom(id, rest.start);
      if (!row) throw problemOf(atFields(refuse('deadline-unknown'), 'deadline'));
      const part = row.parts[rest.part];
      if (!part) {
        const put = { part: rest.part, parts: row.parts.length };
        throw problem('deadline-without-number/part', { put, fields: ['deadline'] });
      }
      if (part.length === null || part.unit === null)
        throw problem('deadline-without-number', { fields: ['deadline'] });
      ask = requestFor(row, rest);
    }
    const request = computeRequest.safeParse(ask);
    if (!request.success) throw invalid(request.error);
    return { body: row ? answerFor(row, request.data, known) : answer(request.data, known) };
  },
});
