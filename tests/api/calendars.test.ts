import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { MOST_WEEKDAYS_OFF, MOST_WEEKENDS_WORKED, weekdaysOff } from '../../domain/time/publishing.ts';
import { verify } from '../../ledger/index.ts';
import type {
  CalendarPreview,
  CalendarProposalView,
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
import { rewrite } from '../support/sealed.ts';
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
/** Proposed by the administrator, approved by the principal. */
const publish = async (p: Product, calendar: object, after = 0) => {
  const { body } = await p.post<{ number: number }>('/api/calendars', { ...calendar, after }, { as: 'admin' });
  return p.post<CalendarPublication>(
    `/api/calendars/proposals/${body.number}/approval`,
    { after },
    { as: 'principal' },
  );
};
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

  it('is proposed by the administrator, and looked at by who approves too; by nobody else', async () => {
    const calendar = { ...CALENDAR_2027, after: 0 };
    (await p.post('/api/calendars', calendar)).problem(401, 'sign-in-needed');
    for (const as of ['clerk', 'principal', 'legal']) {
      (await p.post('/api/calendars', calendar, { as })).problem(403, 'not-your-role');
    }
    for (const as of ['admin', 'principal', 'legal']) {
      expect((await p.post('/api/calendars/preview', CALENDAR_2027, { as })).status).toBe(200);
      expect((await p.get('/api/calendars/proposals', as)).status).toBe(200);
    }
    for (const as of ['clerk', 'officer1', 'inspector']) {
      (await p.post('/api/calendars/preview', CALENDAR_2027, { as })).problem(403, 'not-your-role');
      (await p.get('/api/calendars/publications', as)).problem(403, 'not-your-role');
      (await p.get('/api/calendars/proposals', as)).problem(403, 'not-your-role');
    }
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
    // How many dates of which cases would move is nobody's business who may not see the cases.
    expect(Object.keys(preview).sort()).toEqual(['after', 'changes', 'inForce', 'oddities', 'problems', 'workingDays']);

    const sent = { ...CALENDAR_2027, after: preview.after };
    const first = await p.post<CalendarProposalView>('/api/calendars', sent, { as: 'admin' });
    const again = await p.post<CalendarProposalView>('/api/calendars', sent, { as: 'admin' });
    expect([first.status, again.status, again.body.number]).toEqual([202, 202, first.body.number]);
    // Nothing is counted with it before a second person approves it, and that is not the administrator.
    expect((await p.get('/api/calendars')).body).toMatchObject({ horizon: '2026-12-31' });
    expect((await publications(p)).items).toEqual([]);
    const at = `/api/calendars/proposals/${first.body.number}`;
    for (const as of ['admin', 'clerk']) {
      (await p.post(`${at}/approval`, { after: 0 }, { as })).problem(403, 'not-your-role');
      (await p.post(`${at}/decline`, { reason: 'no' }, { as })).problem(403, 'not-your-role');
    }
    const waiting = await p.get<{ items: CalendarProposalView[] }>('/api/calendars/proposals', 'legal');
    expect(waiting.body.items.map((i) => [i.by.id, i.mayDecide, i.decided])).toEqual([['admin', true, null]]);
    const approved = await p.post<CalendarPublication>(`${at}/approval`, { after: 0 }, { as: 'legal' });
    expect([approved.status, approved.body.number, approved.body.by]).toEqual([202, 1, 'legal']);
    const twice = await p.post<CalendarPublication>(`${at}/approval`, { after: 0 }, { as: 'legal' });
    expect([twice.status, twice.body.number]).toEqual([202, 1]);
    (await p.post(`${at}/approval`, { after: 1 }, { as: 'principal' })).problem(409, 'proposal-decided');
    (await p.post(`${at}/decline`, { reason: 'no' }, { as: 'principal' })).problem(409, 'proposal-decided');
    await counted(p);
    const [one] = (await publications(p)).items;
    expect(one).toMatchObject({ number: 1, state: 'done', by: 'legal' });
    expect(JSON.stringify([one, approved.body])).not.toMatch(/"(cases|left|moved)"/);
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
    expect((await publish(p, amended, 1)).status).toBe(202);
    await counted(p);
  });
});

describe('a year that cannot have been', () => {
  let p: Product;
  beforeAll(async () => {
    p = await product({ now: NOW });
    for (const login of ['admin', 'legal']) await p.cookieOf(login);
  });
  afterAll(() => p.close());

  const daysOf = (keep: (weekday: number, day: string) => boolean) =>
    Array.from({ length: 365 }, (_, n) => new Date(Date.UTC(2027, 0, 1 + n)))
      .map((d) => [d.getUTCDay(), d.toISOString().slice(0, 10)] as const)
      .filter(([weekday, day]) => keep(weekday, day))
      .map(([, day]) => day);
  const weekday = (w: number) => w > 0 && w < 6;
  const base = { ...CALENDAR_2027, work: [], names: {}, after: 0 };
  const refused = async (calendar: object, field: string, what: RegExp) => {
    const before = await p.rows();
    const { errors } = (await p.post('/api/calendars', calendar, { as: 'admin' })).problem(422, 'calendar-invalid');
    expect(errors!.find((e) => e.field === field)?.messageZh).toMatch(what);
    const { after: _, ...asked } = calendar as typeof base;
    const { body } = await p.post<CalendarPreview>('/api/calendars/preview', asked, { as: 'legal' });
    expect(body.problems.map((x) => x.field)).toContain(field);
    expect(await p.rows()).toEqual(before);
  };

  it('is refused: one of 365 days off has no working day', () =>
    refused({ ...base, off: daysOf(() => true) }, 'off', /没有一个工作日/));
  it('is refused: every weekday off', () =>
    refused(
      { ...base, off: daysOf((w, day) => weekday(w) || CALENDAR_2027.off.includes(day)) },
      'off',
      /没有一个工作日/,
    ));
  it('is refused: one day more off on weekdays than a year can have had', async () => {
    const others = daysOf((w, day) => weekday(w) && !CALENDAR_2027.off.includes(day));
    const own = weekdaysOff(CALENDAR_2027);
    const with_ = (n: number) => ({ ...base, off: [...CALENDAR_2027.off, ...others.slice(40, 40 + n - own)] });
    await refused(with_(MOST_WEEKDAYS_OFF + 1), 'off', /一年不可能多于/);
    const { after: _, ...asked } = with_(MOST_WEEKDAYS_OFF);
    const { body } = await p.post<CalendarPreview>('/api/calendars/preview', asked, { as: 'admin' });
    expect(body.problems).toEqual([]);
  });
  it('is refused: more weekends worked than a year can have had', () => {
    const work = daysOf((w) => w === 6)
      .filter((d) => !CALENDAR_2027.off.includes(d))
      .slice(0, MOST_WEEKENDS_WORKED + 1);
    const off = [
      ...CALENDAR_2027.off,
      ...daysOf((w, day) => weekday(w) && !CALENDAR_2027.off.includes(day)).slice(60, 80),
    ];
    return refused(
      { ...base, off: off.slice(0, CALENDAR_2027.off.length + work.length), work },
      'work',
      /一年不可能多于/,
    );
  });

  it('every known notice lies within the bounds', () => {
    for (const c of PUBLISHED) {
      expect(weekdaysOff(c)).toBeLessThanOrEqual(MOST_WEEKDAYS_OFF - 5);
      expect(c.work.length).toBeLessThanOrEqual(MOST_WEEKENDS_WORKED - 5);
    }
  });
});

describe('a calendar that was proposed', () => {
  let p: Product;
  beforeAll(async () => {
    p = await product({ now: NOW });
  });
  afterAll(() => p.close());
  const propose = (calendar: object = CALENDAR_2027) =>
    p.post<CalendarProposalView>('/api/calendars', { ...calendar, after: 0 }, { as: 'admin' });
  const list = async (as: string) =>
    (await p.get<{ items: CalendarProposalView[] }>('/api/calendars/proposals', as)).body.items;

  it('is declined with a reason, which its proposer reads; it is kept, and may be proposed again', async () => {
    const first = (await propose()).body.number;
    (await propose({ ...CALENDAR_2027, notice: 'another notice 2027' })).problem(409, 'proposal-open');
    (await p.post(`/api/calendars/proposals/${first}/decline`, { reason: ' ' }, { as: 'principal' })).wrong(['reason']);
    const no = await p.post(`/api/calendars/proposals/${first}/decline`, { reason: '与通知不符' }, { as: 'principal' });
    expect(no.status).toBe(200);
    (await p.post(`/api/calendars/proposals/${first}/approval`, { after: 0 }, { as: 'legal' })).problem(
      409,
      'proposal-decided',
    );
    const second = (await propose()).body.number;
    expect(second).toBeGreaterThan(first);
    const items = await list('admin');
    expect(items.map((i) => [i.number, i.decided?.approved ?? null, i.decided?.reason ?? null, i.mayDecide])).toEqual([
      [second, null, null, false],
      [first, false, '与通知不符', false],
    ]);
    expect(items[1]!.calendar).toEqual(CALENDAR_2027);
    (await p.post('/api/calendars/proposals/999/approval', { after: 0 }, { as: 'legal' })).problem(
      409,
      'proposal-unknown',
    );
    (await p.post(`/api/calendars/proposals/${second}/approval`, { after: 3 }, { as: 'legal' })).problem(
      409,
      'calendar-overtaken',
    );
    // Every step is an act in the journal of the authority, which nobody changes.
    const { rows } = await p.owner.query<{ act: string }>('SELECT act FROM authority_acts ORDER BY number');
    expect(rows.map((r) => r.act)).toEqual(['propose-calendar', 'decline-calendar', 'propose-calendar']);
    expect((await verify(p)).findings).toEqual([]);
  });

  it('cannot be approved by who proposed it, whatever posts they hold', async () => {
    const [waiting] = await list('legal');
    await rewrite(p, 'grants', "staff = 'admin'", "roles = roles || '{principal}'");
    try {
      (await p.post(`/api/calendars/proposals/${waiting!.number}/approval`, { after: 0 }, { as: 'admin' })).problem(
        403,
        'two-people',
      );
      expect((await list('admin'))[0]!.mayDecide).toBe(false);
      expect((await publications(p)).items).toEqual([]);
    } finally {
      await rewrite(p, 'grants', "staff = 'admin'", "roles = array_remove(roles, 'principal')");
    }
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
      await publish(p, CALENDAR_2027);
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
    await publish(p, CALENDAR_2027);
    await counted(p);
    const after = await boards();
    expect(workdays(after, '2027').map((k) => k.provisional)).not.toContain(true);
    expect(after.filter((k) => k.moved !== null && !k.stopped).length).toBeGreaterThan(0);
  } finally {
    await p.close();
  }
});
