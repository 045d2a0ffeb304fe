import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type {
  CalendarPreview,
  CalendarPublication,
  CaseHead,
  CaseView,
  ClockView,
  NextDate,
  Page,
  Progress,
  TipAnswer,
  WorkItem,
} from '../../ledger/types.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { type Product, product, TIP } from './support.ts';

const NOW = '2026-12-15T10:00:00+08:00';
/** So late that every next date lies in the next year. */
const LATE = '2026-12-30T10:00:00+08:00';
const NAMED = {
  ...TIP,
  tipster: { name: '示例举报人', idNumber: 'X0000', email: 'somebody@example.invalid', wantsNotice: true },
};

interface Publications {
  items: CalendarPublication[];
  bundled: unknown[];
}
const publications = async (p: Product) => (await p.get<Publications>('/api/calendars/publications', 'admin')).body;
const counted = (p: Product) =>
  vi.waitFor(async () => expect((await publications(p)).items[0]?.state).toBe('done'), { timeout: 10_000 });

describe('publishing a calendar over HTTP', () => {
  let p: Product;
  beforeAll(async () => {
    p = await product({ now: NOW });
    await p.registered();
  });
  afterAll(() => p.close());

  it('tells everybody which years are known and until which day dates are certain', async () => {
    const { body } = await p.get<{ items: { year: number; notice: string; workingDays: number }[]; horizon: string }>(
      '/api/calendars',
    );
    expect(body.horizon).toBe('2026-12-31');
    expect(body.items.map((c) => [c.year, c.workingDays])).toEqual([
      [2024, 251],
      [2025, 248],
      [2026, 248],
    ]);
    for (const c of body.items) expect(c.notice).toMatch(/国办发明电〔\d{4}〕\d+号/);
    expect(await publications(p)).toEqual({ items: [], bundled: [] });
  });

  it('is for the administrator alone', async () => {
    const calendar = { ...CALENDAR_2027, after: 0 };
    (await p.post('/api/calendars', calendar)).problem(401, 'sign-in-needed');
    (await p.post('/api/calendars', calendar, { as: 'clerk' })).problem(403, 'not-your-role');
    (await p.post('/api/calendars/preview', CALENDAR_2027, { as: 'principal' })).problem(403, 'not-your-role');
    (await p.get('/api/calendars/publications', 'officer1')).problem(403, 'not-your-role');
    expect((await publications(p)).items).toEqual([]);
  });

  it('names the field of every mistake in both languages, and a broken file changes nothing', async () => {
    const before = await p.rows();
    const known = (await p.get('/api/calendars')).text;
    const wrong = (body: unknown, fields: string[], code?: string) =>
      p.post('/api/calendars', body, { as: 'admin' }).then((answer) => answer.wrong(fields, 422, code));
    const whole = { ...CALENDAR_2027, after: 0 };
    const { off: _, ...withoutOff } = whole;
    await wrong(withoutOff, ['off']);
    // What the schema finds and what is wrong with the days are told together, each field once, in plain words.
    const { notice: _none, ...nameless } = { ...whole, work: ['2027-02-04'] };
    const both = (await p.post('/api/calendars', nameless, { as: 'admin' })).problem(422, 'input-invalid').errors!;
    expect(both).toEqual([
      { field: 'notice', message: 'The number of the notice is missing.', messageZh: '必填' },
      {
        field: 'work',
        message: expect.stringContaining('2027-02-04'),
        messageZh: expect.stringContaining('2027-02-04'),
      },
    ]);
    const odd = (await p.post('/api/calendars', { ...whole, notice: 7 }, { as: 'admin' })).problem(422, 'input-invalid')
      .errors!;
    expect(odd).toEqual([
      { field: 'notice', message: 'The number of the notice must be text.', messageZh: '类型不对' },
    ]);
    // A wrong year is one mistake, not one for every day.
    await wrong({ ...whole, year: 2026 }, ['year'], 'calendar-invalid');
    await wrong({ ...whole, off: ['2027-01-01', 5] }, ['off.1']);
    await wrong({ ...whole, year: '2027' }, ['year']);
    await wrong({ ...whole, colour: 'red' }, ['colour']);
    await wrong({ ...whole, off: [...whole.off, '2027-02-30'] }, ['off'], 'calendar-invalid');
    await wrong({ ...whole, off: [...whole.off, '2028-01-03'] }, ['off'], 'calendar-invalid');
    await wrong({ ...whole, off: whole.off.filter((d) => d !== '2027-10-01') }, ['off'], 'calendar-invalid');
    // 4 February 2027 is a Thursday.
    await wrong({ ...whole, work: ['2027-02-04'] }, ['work'], 'calendar-invalid');
    await wrong({ ...whole, notice: '  ', published: 'soon' }, ['notice', 'published'], 'calendar-invalid');
    await wrong({ ...whole, names: { '2027-01-12': { zh: '节', en: 'Day' } } }, ['names'], 'calendar-invalid');
    await wrong({ ...whole, amends: 'nothing' }, ['amends'], 'calendar-invalid');
    (
      await p.ask('POST', '/api/calendars', {
        as: 'admin',
        raw: '{"year":',
        headers: { 'Content-Type': 'application/json' },
      })
    ).problem(400, 'malformed-json');
    const far = JSON.parse(JSON.stringify(whole).replaceAll('2027', '2029')) as typeof whole;
    const { errors } = (await p.post('/api/calendars', far, { as: 'admin' })).problem(422, 'calendar-invalid');
    expect(errors!.find((e) => e.field === 'year')?.message).toContain('2029');
    expect(await p.rows()).toEqual(before);
    expect((await p.get('/api/calendars')).text).toBe(known);
  });

  it('shows the difference first, then publishes, once however often it is sent', async () => {
    const { body: preview } = await p.post<CalendarPreview>('/api/calendars/preview', CALENDAR_2027, { as: 'admin' });
    expect(preview).toMatchObject({ inForce: null, after: 0, problems: [] });
    expect(preview.changes.map((c) => `${c.date} ${c.to}`)).toEqual(
      expect.arrayContaining(['2027-01-04 off', '2027-01-09 work', '2027-10-04 off']),
    );
    // A Friday that is off by its date already, and a weekend: no change.
    expect(preview.changes.map((c) => c.date)).not.toContain('2027-01-01');
    expect(preview.changes.map((c) => c.date)).not.toContain('2027-10-02');
    expect(preview.clocks!.later + preview.clocks!.earlier).toBeGreaterThan(0);
    expect(preview.clocks!.firm).toBeGreaterThan(0);

    const sent = { ...CALENDAR_2027, after: preview.after };
    const first = await p.post<CalendarPublication>('/api/calendars', sent, { as: 'admin' });
    expect([first.status, first.body.number, first.body.cases]).toEqual([202, 1, 1]);
    const again = await p.post<CalendarPublication>('/api/calendars', sent, { as: 'admin' });
    expect([again.status, again.body.number]).toEqual([202, 1]);
    await counted(p);
    expect((await publications(p)).items).toMatchObject([
      { number: 1, left: 0, moved: preview.clocks!.later + preview.clocks!.earlier },
    ]);
    expect((await p.get('/api/calendars')).body).toMatchObject({ horizon: '2027-12-31' });
  });

  it('is refused as overtaken where somebody published since the difference was looked at', async () => {
    const amended = {
      ...CALENDAR_2027,
      notice: 'amended 2027',
      amends: CALENDAR_2027.notice,
      off: [...CALENDAR_2027.off, '2027-01-06'],
    };
    const late = await p.post('/api/calendars', { ...amended, after: 0 }, { as: 'admin' });
    expect(late.problem(409, 'calendar-overtaken').remedy).toBeDefined();
    (await p.post('/api/calendars', { ...amended, amends: undefined, after: 1 }, { as: 'admin' })).wrong(
      ['amends'],
      422,
      'calendar-invalid',
    );
    expect((await p.post('/api/calendars', { ...amended, after: 1 }, { as: 'admin' })).status).toBe(202);
    await counted(p);
  });
});

describe('a date past the last notice', () => {
  let p: Product;
  let id: string;
  let receipt: string;
  let told: TipAnswer;
  beforeAll(async () => {
    p = await product({ now: LATE });
    told = (await p.post<TipAnswer>('/api/tips', TIP)).body;
    ({ id, receipt } = await p.assigned(NAMED));
    await p.pair(id, ['clerk', 'unithead'], 'intake-1', 'notice-sent', { told: 'accepted', noticeHow: 'page' });
    const { rows } = await p.owner.query<{ key: string }>("SELECT key FROM effects WHERE kind = 'letter'");
    for (const { key } of rows) await p.ledger.placeLetter(key);
  });
  afterAll(() => p.close());

  const page = (path: string, fields: Record<string, string>) =>
    p
      .raw('POST', path, {
        raw: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      })
      .then((r) => r.text());
  const progress = async () => (await p.post<Progress>('/api/receipts', { receipt })).body;
  const view = async () => (await p.get<CaseView>(`/api/cases/${id}`, 'officer1')).body;
  const investigate = (clocks: ClockView[]) => clocks.find((k) => k.deadline === 'tip-investigate' && !k.stopped)!;
  const ASK = { unit: 'wd', length: 30, start: '2026-12-15' };

  /** Every surface that shows the date of the investigation, or one counted by the same calendars. */
  const surfaces = {
    'the answer to a tip': async () =>
      (await p.post<TipAnswer>('/api/tips', TIP)).body.next.some((d: NextDate) => d.provisional),
    'the progress of a receipt': async () => (await progress()).next.some((d) => d.provisional),
    "the citizen's page": async () => (await page('/progress', { receipt })).includes('暂定'),
    "the citizen's page in English": async () => (await page('/en/progress', { receipt })).includes('provisional'),
    'the case': async () => investigate((await view()).clocks).provisional,
    'the head of the case': async () => (await view()).nextProvisional,
    'the explanation': async () => {
      const clock = investigate((await view()).clocks);
      const { body } = await p.get<{
        clock: ClockView;
        explanation: { due: { provisional: boolean }; summary: { zh: string } };
      }>(`/api/cases/${id}/clocks/${clock.id}`, 'officer1');
      expect(body.explanation.due.provisional).toBe(body.clock.provisional);
      expect(body.explanation.summary.zh.includes('暂定')).toBe(body.clock.provisional);
      return body.clock.provisional;
    },
    'the work list': async () =>
      (await p.get<Page<WorkItem>>('/api/worklist', 'officer1')).body.items.some(
        (i) => i.caseId === id && i.provisional,
      ),
    'the deadline board': async () =>
      (await p.get<Page<{ caseId: string; clock: ClockView }>>('/api/deadlines?limit=200', 'officer1')).body.items.some(
        (i) => i.caseId === id && i.clock.deadline === 'tip-investigate' && i.clock.provisional,
      ),
    'the search': async () =>
      (await p.get<Page<CaseHead>>('/api/cases', 'officer1')).body.items.find((c) => c.id === id)!.nextProvisional,
    'the letter that names the date': async () => {
      const letter = (await progress()).letters.find((l) => l.template === 'accepted')!;
      expect(letter.body.en.includes('Provisional')).toBe(letter.body.zh.includes('暂定'));
      return letter.body.zh.includes('暂定');
    },
    'the file for a calendar': async () => {
      const query = new URLSearchParams({ unit: 'wd', length: '30', start: '2026-12-15' });
      const file = await (await p.raw('GET', `/calculator.ics?${query}`)).text();
      expect(file).toContain('BEGIN:VEVENT');
      return file.includes('暂定');
    },
    'the calculator': async () => (await p.post<{ provisional: boolean }>('/api/law/compute', ASK)).body.provisional,
    "the calculator's page": async () =>
      (
        await (
          await p.raw('GET', `/calculator?${new URLSearchParams({ unit: 'wd', length: '30', start: '2026-12-15' })}`)
        ).text()
      ).includes('暂定'),
  };

  it.each(Object.keys(surfaces))('is marked provisional: %s', async (name) => {
    expect(await surfaces[name as keyof typeof surfaces]()).toBe(true);
  });

  describe('once the notice has come', () => {
    let before: ClockView;
    beforeAll(async () => {
      before = investigate((await view()).clocks);
      await p.post('/api/calendars', { ...CALENDAR_2027, after: 0 }, { as: 'admin' });
      await counted(p);
    });

    it.each(Object.keys(surfaces))('is certain: %s', async (name) => {
      expect(await surfaces[name as keyof typeof surfaces]()).toBe(false);
    });

    it('tells the tipster on the page what it was, what it is, and because of which notice', async () => {
      const after = investigate((await view()).clocks);
      const { next, timeline } = await progress();
      expect(next.find((d) => d.deadline === 'tip-investigate')).toMatchObject({
        due: after.due,
        moved: { from: before.due, notice: CALENDAR_2027.notice },
      });
      const lines = timeline.filter((e) => e.text.en.includes(CALENDAR_2027.notice));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.map((e) => e.text.zh).join()).toMatch(/期限变动：.*由2027年.*改为2027年/);
      const shown = await page('/progress', { receipt });
      expect(shown).toContain('已变动，原为');
      expect(shown).toContain(CALENDAR_2027.notice);
      // What was promised when the tip was told is not written over in that answer.
      expect(told.next.some((d) => d.provisional)).toBe(true);
    });

    it('tells the officers in their work list, who see to it or whose step ends it', async () => {
      const { items } = (await p.get<Page<WorkItem>>('/api/worklist', 'officer1')).body;
      const tasks = items.filter((i) => i.what === 'task' && i.text.zh.includes('期限变动'));
      expect(tasks.map((i) => [i.caseId, i.proceeding])).toEqual([[id, 'investigation-1']]);
      expect(
        (await p.post(`/api/tasks/${encodeURIComponent(tasks[0]!.task!)}/done`, {}, { as: 'officer1' })).status,
      ).toBe(204);
      const left = (await p.get<Page<WorkItem>>('/api/worklist', 'officer2')).body.items;
      expect(left.some((i) => i.task === tasks[0]!.task)).toBe(false);
    });

    it('says so on the timeline of the case in both languages', async () => {
      const moved = (await view()).timeline.filter((e) => e.type === 'moved' && e.facts.deadline === 'tip-investigate');
      expect(moved.length).toBe(1);
      expect(moved[0]!.label.zh).toMatch(/由2027年\d+月\d+日（星期.）改为2027年\d+月\d+日/);
      expect(moved[0]!.label.en).toMatch(/from \w+ \d+ \w+ 2027 to \w+ \d+ \w+ 2027/);
      expect(moved[0]!.basis).toBe(CALENDAR_2027.notice);
    });
  });
});

it('no surface of any demonstration case holds a date that is certain too early, or provisional too long', async () => {
  const p = await product({ now: LATE, seeded: true });
  try {
    const referrals = async () =>
      (await p.get<Page<{ clocks: ClockView[] }>>('/api/oversight/referrals?limit=200', 'inspector')).body.items;
    const boards = async () => [
      ...(await referrals()).flatMap((r) => r.clocks),
      ...(await p.get<Page<{ clock: ClockView }>>('/api/deadlines?limit=200', 'unithead')).body.items.map(
        (i) => i.clock,
      ),
    ];
    /** Counted on or over working days, and ending in a year: whether the calendar of that year is known decides. */
    const workdays = (clocks: ClockView[], year: string) =>
      clocks.filter((k) => k.due?.startsWith(year) && k.count?.unit === 'wd' && k.count.direction !== 'back');
    const before = await boards();
    expect(workdays(before, '2027').length).toBeGreaterThan(0);
    expect(workdays(before, '2027').map((k) => k.provisional)).not.toContain(false);
    expect(workdays(before, '2026').map((k) => k.provisional)).not.toContain(true);
    await p.post('/api/calendars', { ...CALENDAR_2027, after: 0 }, { as: 'admin' });
    await counted(p);
    const after = await boards();
    expect(workdays(after, '2027').map((k) => k.provisional)).not.toContain(true);
    expect(after.filter((k) => k.moved !== null && !k.stopped).length).toBeGreaterThan(0);
  } finally {
    await p.close();
  }
});
