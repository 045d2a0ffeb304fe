import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnteredChannel } from '../../domain/channels.ts';
import { DEMO_HOUSE_LIMITS } from '../../domain/law/house.ts';
import type { Counted } from '../../domain/proceedings/paper/documents.ts';
import { unanswered } from '../../domain/proceedings/paper/named.ts';
import { verify } from '../../ledger/index.ts';
import type { CaseView, ClerkTip, TipInput, WorkItem } from '../../ledger/types.ts';
import { AUTHORITY } from '../support/people.ts';
import { bindStates } from '../support/sealed.ts';
import { doing, type TestHouse, testHouse } from './house.ts';
import { settle } from './road.ts';

/** One clerk enters a whole case in one request; nobody whom it names has done any of it. */
const FORGED = JSON.parse(readFileSync(new URL('./forged-paper-file.json', import.meta.url), 'utf8')) as {
  tip: TipInput;
} & Pick<ClerkTip, 'channel' | 'receivedAt' | 'acts'>;
const { tip, ...file } = FORGED;
const NOW = '2026-11-23T10:00:00+08:00';
const DEMO = { ...AUTHORITY, houseLimits: DEMO_HOUSE_LIMITS };
const NAMED = ['unithead', 'officer1', 'officer2', 'depthead', 'disclosure', 'checker'];
const LEAVING = [
  'letter',
  'notice',
  'publish',
  'credit-list',
  'credit-remove',
  'police-package',
  'remind',
  'report-upward',
];

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ now: NOW, authority: DEMO });
});
afterAll(() => house.close());

const enter = async (by = 'clerk') => (await house.ledger.enter({ ...tip, ...file, by }, crypto.randomUUID())).caseId;
const viewed = (id: string, by = 'unithead'): Promise<CaseView> => house.ledger.caseView(house.person(by), id);
const mine = async (by: string, id: string): Promise<WorkItem[]> =>
  (await house.ledger.worklist(house.person(by))).items.filter((w) => w.caseId === id && w.what === 'named');
/** The documents as they lie there, for who holds the originals. */
const ORIGINALS = file
  .acts!.map(({ form, document }) => (form.paper ?? document) as Counted)
  .map(({ number, pages }) => ({ number, pages }));
const confirm = async (id: string, by = 'clerk2', documents: Counted[] = ORIGINALS) =>
  doing(house.ledger, id)(by, 'paper-1', 'confirm', { documents, seen: true });
const checkOf = async (id: string, by = 'clerk2') => (await viewed(id, by)).details.find((p) => p.kind === 'paper')!;
const effects = async (id: string): Promise<string[]> =>
  (await house.pool.query<{ kind: string }>('SELECT kind FROM effects WHERE case_id = $1', [id])).rows.map(
    (r) => r.kind,
  );
const publicly = async () => (await house.ledger.register({})).items.map((r) => r.status);

describe('a paper file that names somebody of the house', () => {
  const enters = async (more: Partial<TipInput>) =>
    (await house.ledger.enter({ ...tip, ...more, ...file, by: 'clerk' }, crypto.randomUUID())).caseId;
  const accusing = (id: string): Partial<TipInput> => ({ accused: { name: house.person(id).name.zh, kind: 'person' } });
  const sees = (id: string, by: string) =>
    viewed(id, by).then(
      () => true,
      () => false,
    );

  it('is entered as it was led, by whomever; from when it is here they are outside it, and check nothing of it', async () => {
    const id = await enters(accusing('depthead'));
    // That it concerns none of ours, as the file says, is found by two: one level up, and until then the head of the unit waits.
    const see = async () => Promise.all(['depthead', 'clerk2', 'unithead', 'superior'].map((by) => sees(id, by)));
    expect(await see()).toEqual([false, true, false, true]);
    await expect(confirm(id, 'depthead')).rejects.toMatchObject({ refusal: { code: 'case-unknown' } });
    expect((await mine('depthead', id)).length).toBe(0);
    const { timeline } = await viewed(id, 'clerk2');
    expect(timeline.find((e) => e.name === 'decide' && e.type === 'act')!.actor.id).toBe('depthead');
    await confirm(id);
    await doing(house.ledger, id)('superior', 'intake-1', 'confirm-not-ours', { tipRead: true });
    expect((await see())[2]).toBe(true);
    // Where it says that it is one of ours and not who, whoever confirms it says that they looked.
    const ours = await enters({ accused: { name: '你局的人' } });
    await expect(confirm(ours)).rejects.toMatchObject({ refusal: { code: 'ours-not-looked-for' } });
    expect((await verify(house)).findings).toEqual([]);
  });

  it('keeps away whom its letter keeps away, by name and by what it ticks, and an officer among them leaves', async () => {
    const id = await enters({ notThese: `不要让${house.person('officer1').name.zh}办`, notPosts: ['heads'] });
    for (const by of ['officer1', 'unithead', 'depthead']) expect(await sees(id, by), by).toBe(false);
    for (const by of ['clerk', 'superior']) expect(await sees(id, by), by).toBe(true);
    const nobody = await enters({ notThese: '不要让他的亲戚看到' });
    await expect(confirm(nobody)).rejects.toMatchObject({ refusal: { code: 'ours-not-looked-for' } });
    expect((await viewed(id, 'clerk')).officers).not.toContain('officer1');
  });

  it('stays with the reception where nobody else would be left who sees it; the others whom it names are outside', async () => {
    const { people, organs, units } = house.directory;
    const alone = await testHouse({
      now: NOW,
      authority: DEMO,
      directory: {
        organs,
        units,
        people: Object.fromEntries(
          Object.entries(people).map(([key, p]) => [
            key,
            ['special', 'superior'].includes(key)
              ? { ...p, grants: p.grants.map((g) => ({ ...g, until: '2021-01-01' })) }
              : p,
          ]),
        ),
      },
    });
    const everybody = Object.values(people)
      .map((p) => p.name.zh)
      .join('、');
    const { caseId } = await alone.ledger.enter(
      { ...tip, ...file, notThese: everybody, by: 'clerk' },
      crypto.randomUUID(),
    );
    const seen = async (by: string) =>
      alone.ledger.caseView(alone.person(by), caseId).then(
        () => true,
        () => false,
      );
    expect([await seen('clerk'), await seen('unithead'), await seen('officer1')]).toEqual([true, false, false]);
    await alone.close();
  });
});

describe('a paper file that one clerk made up', () => {
  it('is taken, says for ever who entered each act beside who acted in life, and nothing of it leaves the building', async () => {
    const id = await enter();
    expect((await effects(id)).filter((kind) => LEAVING.includes(kind))).toEqual([]);
    await settle(house.ledger, id);
    expect(await publicly()).toEqual([]);
    const { timeline } = await viewed(id);
    const acts = timeline.filter((e) => e.paper !== undefined || e.document !== undefined);
    expect(acts.length).toBe(file.acts!.length);
    for (const e of acts) expect(e.actor.enteredBy, e.name).toBe('clerk');
    expect(timeline.find((e) => e.name === 'decide' && e.type === 'act')!.actor).toMatchObject({
      id: 'depthead',
      enteredBy: 'clerk',
    });
    expect(timeline.find((e) => e.name === 'waive')!.actor).toMatchObject({
      role: 'outside',
      receivedBy: 'officer1',
      enteredBy: 'clerk',
    });
    expect((await verify(house)).findings).toEqual([]);
  });

  it('stands in the work list of everybody whom it names, and goes from there when they answer', async () => {
    const id = await enter();
    for (const person of NAMED) expect(await mine(person, id), person).toHaveLength(1);
    expect(await mine('legal', id)).toEqual([]);
    expect(await mine('clerk', id)).toEqual([]);
    await doing(house.ledger, id)('checker', 'paper-1', 'acknowledge');
    expect(await mine('checker', id)).toEqual([]);
    expect(await mine('officer1', id)).toHaveLength(1);
    expect((await verify(house)).findings).toEqual([]);
  });

  it('is confirmed by somebody else than who entered it, by the number and the pages of every document', async () => {
    const id = await enter();
    const act = doing(house.ledger, id);
    const all = ORIGINALS;
    await expect(act('clerk', 'paper-1', 'confirm', { documents: all, seen: true })).rejects.toMatchObject({
      refusal: { code: 'entered-by-yourself' },
    });
    for (const wrong of [all.slice(1), [...all, { number: '不在卷内', pages: 1 }], [...all, all[0]]]) {
      await expect(act('clerk2', 'paper-1', 'confirm', { documents: wrong, seen: true })).rejects.toMatchObject({
        refusal: { code: 'documents-differ' },
      });
    }
    const typed = all.map((d) => ({ ...d, number: d.number.replace('〔', '［').replace('〕', '］') }));
    await act('clerk2', 'paper-1', 'confirm', { documents: typed, seen: true });
    expect((await viewed(id)).details.find((p) => p.kind === 'paper')).toMatchObject({ state: 'Confirmed' });
  });

  it('is counted anew by the second person, who is shown no count, and told only that the pages differ, and each try that fails is on record', async () => {
    const id = await enter();
    const pagesShown = async (by: string) => {
      const view = await viewed(id, by);
      const answers = [view, await house.ledger.actsOf(house.person(by), id)];
      return answers.flatMap((x) => JSON.stringify(x).match(/"pages":\d+/g) ?? []);
    };
    for (const by of ['clerk2', 'unithead', 'depthead', 'clerk']) expect(await pagesShown(by), by).toEqual([]);
    const tries = async () =>
      (
        await house.owner.query(
          `SELECT reader, count(*)::int AS n FROM access_journal WHERE what = 'count-differs' AND case_id = $1 GROUP BY 1`,
          [id],
        )
      ).rows;
    expect(await tries()).toEqual([]);
    const refusalOf = (documents: typeof ORIGINALS) =>
      confirm(id, 'clerk2', documents).then(
        () => null,
        (e: { refusal: object }) => e.refusal,
      );
    const { number, pages } = ORIGINALS[3]!;
    const answers = [
      await refusalOf(ORIGINALS.map((d, i) => (i === 3 ? { ...d, pages: 77 } : d))),
      await refusalOf(ORIGINALS.map((d, i) => (i === 5 ? { ...d, pages: d.pages + 1 } : d))),
      await refusalOf(ORIGINALS.map((d) => ({ ...d, pages: d.pages + 1 }))),
      await refusalOf([...ORIGINALS].reverse().map((d) => ({ ...d, pages: 77 }))),
    ];
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ code: 'documents-differ', fields: [{ field: 'documents' }] });
    const said = JSON.stringify(answers[0]);
    for (const d of ORIGINALS) expect(said).not.toContain(d.number);
    expect(said).not.toMatch(/\d/);
    // Where a document is missing, nothing is said of the pages of the others.
    const short = (n: number) =>
      refusalOf(ORIGINALS.slice(1).map((d, i) => (i === 2 ? { ...d, pages: d.pages + n } : d)));
    expect(await short(0)).toEqual(await short(1));
    expect(await tries()).toEqual([{ reader: 'clerk2', n: 6 }]);
    const missing = await confirm(id, 'clerk2', ORIGINALS.slice(1)).catch((e: { refusal: object }) => e.refusal);
    expect(missing).toMatchObject({ message: { zh: expect.stringContaining(`没有列“${ORIGINALS[0]!.number}”`) } });
    await confirm(id);
    expect((await checkOf(id)).facts.entries).toContainEqual(expect.objectContaining({ number, pages }));
  });

  it('writes nothing of terms that were over before it was there: the time to check it runs from the day on which it was entered', async () => {
    const id = await enter();
    const { timeline, clocks, details } = await viewed(id);
    expect(timeline.filter((e) => e.type === 'rung' || e.name === 'house-paper')).toEqual([]);
    const waits = clocks.filter((c) => c.deadline === 'house-paper');
    expect(waits.map((c) => c.proceeding).sort()).toEqual(['disclosure-1', 'paper-1']);
    // Twenty working days from the entry on 23 November.
    for (const c of waits) expect([c.due, c.outcome], c.proceeding).toEqual(['2026-12-21', null]);
    // What stands on no register of ours is not said to stand there.
    const said = { state: 'Published', label: { zh: '已公开（仅据纸质补录）', en: 'Published (on paper alone)' } };
    expect(details.find((p) => p.id === 'disclosure-1')).toMatchObject(said);
    const { items } = await house.ledger.cases(house.person('unithead'));
    const listed = items.find((c) => c.id === id)!;
    expect(listed.proceedings.find((p) => p.id === 'disclosure-1')).toMatchObject(said);
    // Nor anything of what led there: the steps say so too, until two have looked.
    const steps = async () =>
      (await viewed(id)).timeline.filter((e) => e.kind !== 'paper' && e.from !== e.to && e.to !== 'Received');
    const alone = { zh: expect.stringContaining('（仅据纸质补录）'), en: expect.stringContaining('(on paper alone)') };
    for (const e of await steps()) expect(e.toLabel, `${e.number} ${e.name}`).toEqual(alone);
    await confirm(id);
    for (const e of await steps())
      if (e.to === 'Published') expect(e.toLabel).toEqual(alone);
      else expect(e.toLabel.zh, `${e.number} ${e.name}`).not.toContain('补录');
    expect((await viewed(id)).details.find((p) => p.id === 'disclosure-1')).toMatchObject(said);
  });

  it('tells the holder of the receipt nothing before it is confirmed, and nothing while it is contested', async () => {
    const { caseId: id, ...entered } = await house.ledger.enter({ ...tip, ...file, by: 'clerk' }, crypto.randomUUID());
    const receipt = entered.receipt!;
    const told = async () => (await house.ledger.progress(receipt))!;
    const silent = {
      timeline: [{ text: { zh: '已接收' } }],
      now: [{ proceeding: 'intake', at: 'OnPaper', state: { zh: '纸质办理已补录，正在核对' } }],
      next: [],
      letters: [],
      acts: [],
    };
    expect(await told()).toMatchObject(silent);
    await settle(house.ledger, id);
    expect(await told()).toMatchObject(silent);
    // What somebody does now is told as ever.
    await house.ledger.addMessage(receipt, '请问办到哪一步了？');
    expect((await told()).messages).toHaveLength(1);
    await confirm(id);
    const confirmed = await told();
    expect(confirmed.now.map((n) => n.at)).not.toContain('OnPaper');
    expect(confirmed.now.map((n) => n.proceeding)).toContain('investigation');
    expect(confirmed.timeline.length).toBeGreaterThan(3);
    await doing(house.ledger, id)('officer1', 'paper-1', 'contest', { contestReasons: '没有办过。' });
    expect(await told()).toMatchObject({ ...silent, timeline: [{}, { text: { zh: '您留了言' } }] });
  });

  it('with a slip in a count is put right by who entered it, with a reason, and then confirmed; nobody is shown a count meanwhile', async () => {
    const id = await enter();
    const act = doing(house.ledger, id);
    const [first, second] = ORIGINALS;
    const truly = { ...first!, pages: first!.pages + 40 };
    const counted = ORIGINALS.map((d) => (d.number === first!.number ? truly : d));
    await expect(confirm(id, 'clerk2', counted)).rejects.toMatchObject({ refusal: { code: 'documents-differ' } });
    const correction = { documents: [truly], correctReasons: '录入时少数了附件。' };
    const offered = async (by: string) =>
      (await house.ledger.actsOf(house.person(by), id)).allowed.map((a) => a.act).includes('correct-pages');
    expect([await offered('clerk'), await offered('clerk2')]).toEqual([true, false]);
    await expect(act('clerk2', 'paper-1', 'correct-pages', correction)).rejects.toMatchObject({
      refusal: { code: 'not-your-role' },
    });
    for (const documents of [[truly, truly], [{ ...second!, number: '不在卷内' }]]) {
      await expect(act('clerk', 'paper-1', 'correct-pages', { ...correction, documents })).rejects.toMatchObject({
        refusal: { code: 'documents-differ' },
      });
    }
    await act('clerk', 'paper-1', 'correct-pages', correction);
    expect(JSON.stringify(await viewed(id, 'clerk2'))).not.toMatch(/"pages":/);
    await expect(confirm(id)).rejects.toMatchObject({ refusal: { code: 'documents-differ' } });
    await confirm(id, 'clerk2', counted);
    expect((await checkOf(id)).state).toBe('Confirmed');
    expect((await verify(house)).findings).toEqual([]);
  });

  it('is refused where a document has no pages, or one document has two counts, and the act is named', async () => {
    const [first, second, third] = file.acts!;
    const paper = (act: typeof first, over: object) => ({
      ...act!,
      form: { ...act!.form, paper: { ...(act!.form.paper as object), ...over } },
    });
    const enterActs = (acts: ClerkTip['acts']) => house.ledger.enter({ ...tip, ...file, acts, by: 'clerk' });
    await expect(enterActs([paper(first, { pages: undefined })])).rejects.toMatchObject({
      refusal: { code: 'form-invalid', fields: [{ field: 'acts.0.form.paper.pages' }, { field: 'acts.0' }] },
    });
    const { number, pages } = ORIGINALS[1]!;
    await expect(
      enterActs([first!, second!, paper(third, { number: number.replace('〔', '［'), pages: pages + 1 })]),
    ).rejects.toMatchObject({
      refusal: { code: 'pages-differ', fields: [{ field: 'acts.2.form.paper.pages' }, { field: 'acts.2' }] },
    });
    const outside = file.acts!.findIndex((a) => a.document !== undefined);
    const bare = file.acts!.slice(0, outside + 1).map(({ document, ...act }, i) => {
      const { pages: _, ...rest } = document ?? {};
      return i === outside ? { ...act, document: rest as NonNullable<typeof document> } : act;
    });
    await expect(enterActs(bare)).rejects.toMatchObject({
      refusal: { code: 'form-invalid', fields: [{ field: `acts.${outside}.form.document.pages` }, {}] },
    });
  });

  it('can be published by the disclosure post and the second person, now, and only once it is confirmed', async () => {
    const id = await enter();
    const act = doing(house.ledger, id);
    const publish = async () => {
      await act('disclosure', 'disclosure-1', 'put-up:propose', { textChecked: true });
      await act('checker', 'disclosure-1', 'put-up');
    };
    await expect(publish()).rejects.toMatchObject({ refusal: { code: 'paper-unconfirmed' } });
    const { allowed, refused } = await house.ledger.actsOf(house.person('checker'), id);
    expect(allowed.map((a) => a.act)).not.toContain('put-up');
    expect(refused.find((a) => a.act === 'put-up')?.refusal.code).toBe('paper-unconfirmed');
    await confirm(id);
    await act('checker', 'disclosure-1', 'put-up');
    await settle(house.ledger, id);
    const [entry] = (await house.ledger.register({})).items;
    expect(entry).toMatchObject({ status: 'published', publishedAt: house.clock.now() });
  });

  it('contested by one whom it names, it is held for ever in the chain and nothing leaves until somebody else settles it', async () => {
    const id = await enter();
    const act = doing(house.ledger, id);
    await confirm(id);
    await act('depthead', 'paper-1', 'contest', { contestReasons: '本人没有作出这个决定。' });
    const contested = await viewed(id);
    expect(contested.timeline.at(-1)).toMatchObject({ name: 'contest', actor: { id: 'depthead' }, to: 'Contested' });
    expect(contested.tasks.some((task) => task.to === 'unit-head' && task.done === null)).toBe(true);
    await act('disclosure', 'disclosure-1', 'put-up:propose', { textChecked: true });
    await expect(act('checker', 'disclosure-1', 'put-up')).rejects.toMatchObject({
      refusal: { code: 'paper-contested' },
    });
    await act('clerk2', 'paper-1', 'settle:propose', { outcome: 'refuted', settleReasons: '查无此事。' });
    // Who contested it does not settle it; nobody else holds the post.
    await expect(act('depthead', 'paper-1', 'settle')).rejects.toMatchObject({ refusal: { code: 'own-matter' } });
    expect((await verify(house)).findings).toEqual([]);
  });

  it('found not to have been done, nothing more leaves the building from that case', async () => {
    const id = await enter();
    const act = doing(house.ledger, id);
    await confirm(id);
    await act('officer1', 'paper-1', 'contest', { contestReasons: '本人没有办理。' });
    await expect(
      act('clerk', 'paper-1', 'settle:propose', { outcome: 'stands', settleReasons: '属实。' }),
    ).rejects.toMatchObject({ refusal: { code: 'own-matter' } });
    await act('unithead', 'paper-1', 'settle:propose', { outcome: 'refuted', settleReasons: '查无此事。' });
    await act('depthead', 'paper-1', 'settle');
    await act('disclosure', 'disclosure-1', 'put-up:propose', { textChecked: true });
    await expect(act('checker', 'disclosure-1', 'put-up')).rejects.toMatchObject({
      refusal: { code: 'paper-refuted' },
    });
    expect((await effects(id)).filter((kind) => LEAVING.includes(kind))).toEqual([]);
  });
});

describe('whoever has left, or may not see the case', () => {
  it('is not told: the head of their unit is, and contests in their place', async () => {
    const directory = structuredClone(house.directory);
    directory.people.officer2!.grants[0]!.until = '2026-10-31';
    const other = await testHouse({ now: NOW, authority: DEMO, directory });
    try {
      const { caseId } = await other.ledger.enter({ ...tip, ...file, by: 'clerk' }, 'left');
      const items = async (by: string) =>
        (await other.ledger.worklist(other.person(by))).items.filter((w) => w.what === 'named').length;
      // Once for themselves, once for who has left their unit.
      expect(await items('unithead')).toBe(2);
      await doing(other.ledger, caseId)('unithead', 'paper-1', 'contest', { contestReasons: '当时不在本市。' });
      expect(await items('unithead')).toBe(0);
      const view = await other.ledger.caseView(other.person('clerk'), caseId);
      expect(unanswered(view.details.find((p) => p.kind === 'paper')!).map((x) => x.named)).not.toContain('officer2');
    } finally {
      await other.close();
    }
  });
});

describe('documents of which the numbers differ in a dash alone, or one of which is spelled in two ways', () => {
  it('are two where both are there, each with its own pages, and one where it is one', async () => {
    const paper = (i: number, over: object) => {
      const act = file.acts![i]!;
      return { ...act, form: { ...act.form, paper: { ...(act.form.paper as object), ...over } } };
    };
    const acts = [
      paper(0, { number: '卷〔2026〕1-11号', pages: 3 }),
      paper(1, { number: '卷〔2026〕11-1号', pages: 4 }),
      paper(2, { number: '卷［2026］ 11-1 号', pages: 4 }),
    ];
    const { caseId: id } = await house.ledger.enter({ ...tip, ...file, acts, by: 'clerk' });
    const two = [
      { number: '卷(2026)11-1号', pages: 4 },
      { number: '卷(2026)1-11号', pages: 3 },
    ];
    const fields = (documents: Counted[]) =>
      confirm(id, 'clerk2', documents).catch((e: { refusal: { fields: { field: string }[] } }) =>
        e.refusal.fields.map((f) => f.field),
      );
    expect(await fields([two[0]!, { ...two[1]!, pages: 4 }])).toEqual(['documents']);
    expect(await fields([two[0]!])).toEqual(['documents']);
    expect(await fields([...two, two[0]!])).toEqual(['documents.2.number']);
    await confirm(id, 'clerk2', two);
    expect((await checkOf(id)).state).toBe('Confirmed');
  });
});

describe('a paper file of before', () => {
  it('entered as if it had come by the page, is told by verify from what was tampered with', async () => {
    const web = { ...tip, ...file, channel: 'web' as EnteredChannel, by: 'clerk' };
    const { caseId } = await house.ledger.enter(web, crypto.randomUUID());
    const { findings } = await verify(house);
    expect(findings.filter((found) => JSON.stringify(found).includes(caseId))).toEqual([]);
  });

  it('entered without pages, is confirmed by its numbers, and the pages are on record from then', async () => {
    const id = await enter();
    await house.owner.query(
      `UPDATE cases SET state = jsonb_set(state::jsonb, '{proceedings,paper-1,facts,entries}', (SELECT jsonb_agg(e - 'pages')
         FROM jsonb_array_elements(state::jsonb #> '{proceedings,paper-1,facts,entries}') e))::json WHERE id = $1`,
      [id],
    );
    await bindStates(house, [id]);
    await confirm(id);
    const check = await checkOf(id);
    expect(check.state).toBe('Confirmed');
    expect(check.facts.documents).toEqual(ORIGINALS);
  });
});
