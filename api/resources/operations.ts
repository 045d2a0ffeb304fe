import { route } from '../route.ts';

export const getHealth = route({
  method: 'get',
  path: '/api/health',
  summary: { zh: '运行状况', en: 'What is up' },
  audience: 'anyone',
  answers: { 200: { zh: '全部就绪', en: 'All is ready' }, 503: { zh: '未全部就绪', en: 'Not all is ready' } },
  async handle(_call, { vitals }) {
    const v = await vitals();
    const ready = v.database && v.temporal && v.worker;
    return {
      status: ready ? 200 : 503,
      body: { ready, ...v },
      headers: { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) },
    };
  },
});

export const getMetrics = route({
  method: 'get',
  path: '/metrics',
  summary: { zh: '运行指标', en: 'Figures for operations' },
  audience: 'anyone',
  answers: { 200: { zh: '指标', en: 'Prometheus text' } },
  async handle(_call, { vitals }) {
    const v = await vitals();
    const lines = [
      ['mingcha_database_up', v.database ? 1 : 0],
      ['mingcha_temporal_up', v.temporal ? 1 : 0],
      ['mingcha_worker_up', v.worker ? 1 : 0],
      ['mingcha_relay_backlog', v.backlog ?? Number.NaN],
      ['process_resident_memory_bytes', process.memoryUsage.rss()],
    ].map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}`);
    return { raw: { type: 'text/plain; version=0.0.4', content: `${lines.join('\n')}\n` } };
  },
});
