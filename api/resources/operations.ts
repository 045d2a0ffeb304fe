import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Deps, Vitals } from '../deps.ts';
import { notFound, problem } from '../problem.ts';
import { routesOn } from '../route.ts';

const route = routesOn();

/** Yes or no, and nothing from which a stranger could read when a tip came. */
const yesOrNo = (ready: boolean) => ({
  status: ready ? 200 : 503,
  body: { ready },
  headers: { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) },
});

const allUp = (v: Vitals): boolean => v.database && v.temporal && v.worker;

export const getHealth = route({
  method: 'get',
  path: '/api/health',
  summary: { zh: '是否全部就绪', en: 'Whether all is ready' },
  audience: 'anyone',
  answers: { 200: { zh: '全部就绪', en: 'All is ready' }, 503: { zh: '未全部就绪', en: 'Not all is ready' } },
  handle: async (_call, { vitals, takes }) => {
    const [v, takesNow] = await Promise.all([vitals(), takes()]);
    return yesOrNo(allUp(v) && takesNow);
  },
});

export const getReady = route({
  method: 'get',
  path: '/api/ready',
  summary: { zh: '是否接收举报和办理事项', en: 'Whether tips and acts are taken' },
  audience: 'anyone',
  answers: {
    200: { zh: '接收举报和办理事项', en: 'Tips and acts are taken' },
    503: { zh: '暂不接收', en: 'Not now' },
  },
  handle: async (_call, { takes }) => yesOrNo(await takes()),
});

const hashed = (text: string) => createHash('sha256').update(text).digest();

/** Lets nobody through but who has the operators' token; without one, there is nothing here. */
function operator(req: Request, { operations }: Pick<Deps, 'operations'>): void {
  if (operations.token === null) throw notFound();
  const given = /^Bearer (.+)$/.exec(req.get('Authorization') ?? '')?.[1] ?? '';
  if (timingSafeEqual(hashed(given), hashed(operations.token))) return;
  throw problem('operations-token');
}

/** Which part is up, for an operator. */
export const partsOf = async ({ vitals, takes }: Pick<Deps, 'vitals' | 'takes'>) => {
  const [v, takesNow] = await Promise.all([vitals(), takes()]);
  return { ready: allUp(v) && takesNow, takes: takesNow, ...v, memory: process.memoryUsage.rss() };
};

/** The same as figures in Prometheus' text form; none of them is of a route. */
export async function metricsOf(deps: Pick<Deps, 'vitals' | 'takes'>): Promise<string> {
  const parts = await partsOf(deps);
  const lines = [
    ['mingcha_database_up', parts.database ? 1 : 0],
    ['mingcha_temporal_up', parts.temporal ? 1 : 0],
    ['mingcha_worker_up', parts.worker ? 1 : 0],
    ['mingcha_takes_tips', parts.takes ? 1 : 0],
    ['mingcha_relay_backlog', parts.backlog ?? Number.NaN],
    ['mingcha_instants_late', parts.late ?? Number.NaN],
    ['mingcha_effects_overdue', parts.overdue ?? Number.NaN],
    ['process_resident_memory_bytes', parts.memory],
  ].map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}`);
  return `${lines.join('\n')}\n`;
}

export const METRICS_TYPE = 'text/plain; version=0.0.4';
const TOKEN = { zh: '需持运维令牌', en: 'For the holder of the operators’ token' };

export const getOperations = route({
  method: 'get',
  path: '/api/operations',
  summary: { zh: '各部分运行状况（运维）', en: 'Which part is up, for operators' },
  audience: 'anyone',
  answers: { 200: { zh: '各部分', en: 'The parts' }, 401: TOKEN },
  async handle({ req }, deps) {
    operator(req, deps);
    return { body: await partsOf(deps), headers: { 'Cache-Control': 'no-store' } };
  },
});

export const getMetrics = route({
  method: 'get',
  path: '/metrics',
  summary: { zh: '运行指标（运维）', en: 'Figures for operators' },
  audience: 'anyone',
  answers: { 200: { zh: '指标', en: 'Prometheus text' }, 401: TOKEN },
  async handle({ req }, deps) {
    operator(req, deps);
    return { raw: { type: METRICS_TYPE, content: await metricsOf(deps) }, headers: { 'Cache-Control': 'no-store' } };
  },
});
