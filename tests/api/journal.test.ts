import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Directory, Person } from '../../domain/people/types.ts';
import type { JournalEntry, Page } from '../../ledger/types.ts';
import { DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { newKey, PASSWORD, PNG, type Product, product, TIP } from './support.ts';

const { inspector } = DEMO_DIRECTORY.people as { inspector: Person };
const like = (login: string, grant: Partial<Person['grants'][number]>): Person => ({
  ...inspector,
  id: login,
  login,
  name: { zh: `${login}的姓名`, en: login },
  grants: inspector.grants.map((g) => ({ ...g, ...grant })),
});
/** With a second inspector of the house, and one of the organ above. */
const DIRECTORY: Directory = {
  ...DEMO_DIRECTORY,
  people: {
    ...DEMO_DIRECTORY.people,
    inspector2: like('inspector2', {}),
    above: like('above', {
      post: { zh: '省纪检监察', en: 'Inspection above' },
      organ: DEMO_DIRECTORY.organs[inspector.grants[0]!.organ]!.superior!,
      unit: 'above-supervision',
    }),
  },
};

let p: Product;
beforeAll(async () => {
  p = await product({ directory: DIRECTORY });
});
afterAll(() => p.close());

const journal = async (as: string): Promise<JournalEntry[]> =>
  (await p.get<Page<JournalEntry>>('/api/oversight/journal?limit=200', as)).body.items;
const line = (e: JournalEntry) => `${e.reader?.id ?? '-'} ${e.what}`;

async function told(words: object = {}) {
  const form = new FormData();
  form.set('tip', JSON.stringify({ ...TIP, ...words }));
  form.append('evidence', new File([new Uint8Array(PNG)], 'seen.png', { type: 'image/png' }));
  const ids = async () => (await p.owner.query<{ id: string }>('SELECT id FROM cases')).rows.map((r) => r.id);
  const before = new Set(await ids());
  const { body } = await p.ask<{ receipt: string }>('POST', '/api/tips', { form, key: newKey() });
  const { body: found } = await p.get<Page<{ id: string }>>('/api/cases?limit=200', 'clerk');
  const [id] = (await ids()).filter((one) => !before.has(one));
  expect(found.items.map((c) => c.id)).toContain(id);
  return { id: id!, receipt: body.receipt };
}

describe('the access journal', () => {
  test('has every opening of a tip, a thread, an original, every search by name and every sign-in, and no word of them', async () => {
    const { id, receipt } = await told({ clue: '谁也不应在记录里读到这句话' });
    await p.post('/api/receipts/messages', { receipt, text: '这句留言也不应' });
    const { body } = await p.get<{ evidence: { id: string }[] }>(`/api/cases/${id}`, 'clerk');
    await p.get(`/api/cases/${id}/evidence/${body.evidence[0]!.id}`, 'clerk');
    await p.get(`/api/cases?accused=${encodeURIComponent('被找的人')}`, 'clerk');
    await p.get(`/api/cases?accused=${encodeURIComponent('被 找的人')}`, 'officer1');
    await p.get(`/api/cases?accused=${encodeURIComponent('另一个人')}`, 'officer1');
    await p.post('/api/session', { login: 'clerk', password: 'wrong' });
    await p.post('/api/session', { login: 'nobody at all', password: PASSWORD });
    const items = await journal('inspector');
    const lines = items.map(line);
    for (const one of [
      'clerk sign-in',
      'clerk tip',
      'clerk thread',
      'clerk evidence',
      'clerk search',
      'officer1 search',
      'clerk sign-in-failed',
      '- sign-in-failed',
    ])
      expect(lines).toContain(one);
    const { number } = (await p.get<{ number: string }>(`/api/cases/${id}`, 'clerk')).body;
    expect(items.filter((e) => e.what === 'tip').map((e) => [e.caseId, e.number])).toEqual([[id, number]]);
    const tagsOf = (login: string) =>
      items.filter((e) => e.what === 'search' && e.reader?.id === login).map((e) => e.tag);
    // The same name by two people has one tag, another name another one.
    expect(new Set(tagsOf('officer1')).size).toBe(2);
    expect(tagsOf('officer1')).toContain(tagsOf('clerk')[0]);
    expect(JSON.stringify(items)).not.toMatch(/这句|被找|另一个|nobody|seen\.png|wrong/);
    const { rows } = await p.owner.query('SELECT j::text AS row FROM access_journal j');
    expect(JSON.stringify(rows)).not.toMatch(/这句|被找|另一个|nobody|seen\.png/);
  });

  test('has who opened an identity, who read it each time, and that its address was used to send news; not a word of it', async () => {
    const { id } = await p.registered({
      ...TIP,
      tipster: { name: '记录里没有的人', idNumber: 'X0000', email: 'unseen@example.invalid', wantsNotice: true },
    });
    const why = { ground: 'notice', clause: '示例办法第一条', reason: '告知送达' };
    const asked = await p.post<{ id: string }>(`/api/cases/${id}/identity-requests`, why, {
      as: 'clerk',
      key: newKey(),
    });
    const request = `/api/identity-requests/${asked.body.id}`;
    await p.post(`${request}/decision`, { granted: true, reason: '同意' }, { as: 'principal' });
    const ofCase = async (as: string) =>
      (await journal(as)).filter((e) => e.caseId === id && /identity|address/.test(e.what)).map(line);
    expect(await ofCase('inspector')).toEqual([]);
    await p.post(`${request}/opening`, {}, { as: 'custodian' });
    await p.get(`${request}/identity`, 'clerk');
    await p.get(`${request}/identity`, 'clerk');
    await p.get(`${request}/identity`, 'officer1');
    await p.ledger.noticeAddress(id);
    for (const login of ['inspector', 'above']) {
      expect((await ofCase(login)).sort(), login).toEqual([
        '- notice-address',
        'clerk identity',
        'clerk identity',
        'custodian identity-opened',
      ]);
    }
    expect(JSON.stringify(await journal('inspector'))).not.toMatch(/记录里没有|X0000|unseen/);
  });

  test('has the reading of an identity and the use of an address before they are given: where it cannot be written, nothing is', async () => {
    const { id } = await p.registered({ ...TIP, tipster: { email: 'unseen@example.invalid', wantsNotice: true } });
    await p.owner.query('REVOKE INSERT ON access_journal FROM mingcha_app');
    try {
      await expect(p.ledger.noticeAddress(id)).rejects.toThrow();
    } finally {
      await p.owner.query('GRANT INSERT ON access_journal TO mingcha_app');
    }
    expect(await p.ledger.noticeAddress(id)).toEqual({ email: 'unseen@example.invalid' });
  });

  test('has a reading that is shown before it is shown: where it cannot be written, nothing is', async () => {
    const { id } = await told();
    await p.owner.query('REVOKE INSERT ON access_journal FROM mingcha_app');
    const answer = await p.get(`/api/cases/${id}`, 'clerk');
    await p.owner.query('GRANT INSERT ON access_journal TO mingcha_app');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('学员');
  });

  test('is for inspection alone, has the reading of itself, and nothing about the reader’s own line', async () => {
    for (const login of ['clerk', 'depthead', 'principal', 'admin', 'superior']) {
      (await p.get('/api/oversight/journal', login)).problem(403, 'not-your-role');
    }
    await journal('inspector');
    await journal('inspector2');
    for (const login of ['inspector', 'inspector2']) {
      expect((await journal(login)).map((e) => e.reader?.id)).not.toContain('inspector');
      expect((await journal(login)).map((e) => e.reader?.id)).not.toContain('inspector2');
    }
    const above = await journal('above');
    expect(above.map(line)).toContain('inspector journal');
    expect(above.map(line)).toContain('inspector2 journal');
    expect(above.map(line)).not.toContain('above journal');
  });

  test('tells an accused inspector nothing of the case against them; the organ above has it', async () => {
    const { id } = await told();
    await p.get(`/api/cases/${id}`, 'clerk');
    expect((await journal('inspector')).map((e) => e.caseId)).toContain(id);
    await p.owner.query("UPDATE cases SET accused_persons = ARRAY['inspector'] WHERE id = $1", [id]);
    expect((await journal('inspector')).map((e) => e.caseId)).not.toContain(id);
    expect((await journal('above')).map((e) => e.caseId)).toContain(id);
  });

  test('tells nobody that they were searched for: searching for one’s own name shows no tag to know it by', async () => {
    const [post] = inspector.grants;
    for (const name of [inspector.name.zh, post!.post.zh, '某个别人']) {
      await p.get(`/api/cases?accused=${encodeURIComponent(name)}`, 'officer2');
      await p.get(`/api/cases?accused=${encodeURIComponent(name)}`, 'credit');
    }
    const searches = (items: JournalEntry[], by: string) =>
      items.filter((e) => e.what === 'search' && e.reader?.id === by);
    const own = await journal('inspector');
    expect(['officer2', 'credit'].map((by) => searches(own, by).length)).toEqual([1, 1]);
    expect(searches(await journal('above'), 'officer2').length).toBe(3);
  });

  test('tells a deputy no more than whoever is away: nothing of the case against them, nor of their line', async () => {
    const { id } = await told();
    await p.get(`/api/cases/${id}`, 'clerk');
    const { people } = await p.ledger.directory();
    const away = { ...inspector.grants[0]!, for: ['inspector'] as const };
    const deputy = { ...people.legal!, grants: [...people.legal!.grants, away] };
    const seen = async () => (await p.ledger.journal(deputy, undefined, 200)).items;
    expect((await seen()).map((e) => e.caseId)).toContain(id);
    await p.owner.query("UPDATE cases SET accused_persons = ARRAY['inspector'] WHERE id = $1", [id]);
    const items = await seen();
    expect(items.map((e) => e.caseId)).not.toContain(id);
    expect(items.map((e) => e.reader?.id)).not.toContain('inspector');
    expect(items.map((e) => e.reader?.id)).not.toContain('inspector2');
  });

  test('is only ever added to', async () => {
    for (const statement of [
      'UPDATE access_journal SET reader = NULL',
      'DELETE FROM access_journal',
      'TRUNCATE access_journal',
    ]) {
      await expect(p.pool.query(statement)).rejects.toThrow(/permission denied/);
      await expect(p.owner.query(statement)).rejects.toThrow(/only ever added to/);
    }
  });

  test('is read page by page to its end', async () => {
    const whole = await journal('above');
    const paged: JournalEntry[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await p.get<Page<JournalEntry>>(`/api/oversight/journal?limit=3${cursor}`, 'above');
      paged.push(...body.items);
      if (!body.next) break;
      expect(Buffer.from(body.next, 'base64url').toString('latin1')).not.toMatch(/\d{4}-\d\d-\d\d|[0-9a-f]{8}-/);
      cursor = `&cursor=${body.next}`;
    }
    expect(paged).toEqual(whole);
  });
});
