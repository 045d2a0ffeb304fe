import { describe, expect, it } from 'vitest';
import { type Life, life, paperOf } from '../support/life.ts';

const LINKED = { natural: false, linked: true, units: [], heads: [], persons: [] };
const NOTICE = { number: '告〔2026〕1号', service: 'direct', rights: true, twoLetters: true };
const DECISION = {
  number: '列〔2026〕1号',
  seriousness: 'ordinary',
  repeated: false,
  subjectRole: 'organiser',
  intent: true,
  contains: ['reasons', 'term', 'remedy', 'way-out'],
  reChecked: true,
  twoLetters: true,
  responsible: ['officer1', 'officer2'],
};
const REASONS = { reasons: 'words' };
const CONDITIONS = { debtRepaid: true, corrected: true, promise: true };

type Region = 'shanghai' | 'zhejiang' | null;

/** A listing just proposed; its clocks start with the notice. */
function proposed(receivedAt = '2026-08-03T09:00:00+08:00', region: Region = null, natural = false): Life {
  const l = life({ receivedAt, authority: { region } }).found('listing', 'Proposed', {
    facts: { condition: 'cheating', natural, penalty: 'penalty-1' },
  });
  return l.given({ officers: ['officer1', 'officer2'], accused: { ...LINKED, natural } });
}

/** What somebody else did, entered from the paper; now, or on an earlier day. */
const from = (l: Life, act: string, form: object = {}, occurredAt?: string) =>
  l.do('credit', act, { ...form, ...paperOf((occurredAt ?? l.now).slice(0, 10)) }, occurredAt ? { occurredAt } : {});

function toDecide(receivedAt?: string, region: Region = null, natural = false): Life {
  const l = proposed(receivedAt, region, natural);
  l.do('credit', 'serve-notice', NOTICE);
  from(l, 'statement', { statement: 'words' });
  return l;
}

function listed(more: object = {}, region: Region = null, natural = false): Life {
  const l = toDecide(undefined, region, natural);
  l.pair('credit', 'principal', 'list', { ...DECISION, ...more });
  return l;
}

/** Listed with ordinary seriousness on 3 August 2026; repair pushed to us on 4 November 2026. */
function repairPushed(region: Region = null): Life {
  const l = listed({}, region);
  l.on('2026-11-04');
  from(l, 'repair-asked', CONDITIONS);
  from(l, 'repair-pushed');
  return l;
}

describe('before the listing', () => {
  it('the subject is told and heard, then the credit post proposes and the principal signs', () => {
    const l = proposed();
    expect(l.refused('principal', 'list').code).toBe('not-in-this-state');
    expect(l.refused('credit', 'serve-notice', { ...NOTICE, twoLetters: false }).fields?.[0]?.field).toBe('twoLetters');
    l.do('credit', 'serve-notice', NOTICE);
    expect(l.in('listing')).toBe('AwaitingStatement');
    expect(l.due('list-prior-notice')).toBeNull();
    expect(l.due('house-statement')).toBe('2026-08-17');
    l.on('2026-08-06');
    from(l, 'statement', { statement: 'words' });
    expect(l.stopped('list-prior-notice')).toBe('met');
    expect(l.stopped('house-statement')).toBe('used');
    l.do('credit', 'list:propose', DECISION);
    expect(l.refused('credit', 'list').code).toBe('not-your-role');
    expect(l.refused('depthead', 'list').code).toBe('not-your-role');
    l.on('2026-08-10');
    l.do('principal', 'list');
    expect(l.in('listing')).toBe('Listed');
    expect(l.p('listing').facts.listedOn).toBe('2026-08-10');
    expect(l.due('credit-publish-window')).toBe('2027-08-10');
    expect(l.clocks('list-term')).toHaveLength(0);
    l.check();
  });

  it('silence closes the window for the statement, and delay is told to the head of the department', () => {
    const l = proposed();
    l.do('credit', 'serve-notice', NOTICE);
    l.to('2026-08-18');
    expect(l.in('listing')).toBe('ToDecide');
    expect(l.stopped('house-statement')).toBe('lapsed');
    expect(l.clock('house-statement').outcome?.what).toBe('lapse');
    const late = l.to('2026-09-02');
    expect(l.tasks(late)).toContainEqual(expect.objectContaining({ to: 'dept-head' }));
    expect(l.clock('house-list').outcome).toBeNull();
    expect(l.clocks('house-list')[0]?.outcome?.what).toBe('warn');
  });

  it('publicity ends at the maximum for the seriousness, without rolling off a rest day', () => {
    for (const [seriousness, due] of [
      ['slight', '2026-11-03'],
      ['ordinary', '2027-08-03'],
      ['serious', '2029-08-03'],
    ] as const) {
      expect(listed({ seriousness }).due('credit-publish-window')).toBe(due);
    }
    const sunday = toDecide('2026-08-01T09:00:00+08:00');
    sunday.pair('credit', 'principal', 'list', { ...DECISION, seriousness: 'slight' });
    expect(sunday.due('credit-publish-window')).toBe('2026-11-01');
  });

  it('nobody is listed who was deceived or meant nothing by it, nor by an incomplete decision', () => {
    const l = toDecide();
    for (const bad of [{ subjectRole: 'deceived' }, { intent: false }]) {
      const no = l.refused('credit', 'list:propose', { ...DECISION, ...bad });
      expect(no).toMatchObject({ code: 'no-listing-without-intent', basis: { kind: 'house' } });
    }
    const bare = l.refused('credit', 'list:propose', { ...DECISION, contains: ['reasons', 'term'] });
    expect(bare.basis.clause).toContain('ZJ-CR');
    for (const none of ['nobody', 'constructor', '__proto__']) {
      expect(l.refused('credit', 'list:propose', { ...DECISION, responsible: [none] })).toMatchObject({
        code: 'responsible-officers-unknown',
        fields: [{ field: 'responsible' }],
      });
    }
  });

  it('it may be decided not to list, dropped, or lose its basis', () => {
    const a = toDecide();
    a.pair('credit', 'depthead', 'do-not-list', REASONS);
    expect(a.in('listing')).toBe('NotListed');
    const b = proposed();
    b.do('credit', 'serve-notice', NOTICE);
    expect(b.refused('depthead', 'drop').code).toBe('nothing-proposed');
    b.pair('credit', 'depthead', 'drop', REASONS);
    expect(b.in('listing')).toBe('NotListed');
    expect(b.stopped('list-prior-notice')).toBe('met');
    const c = toDecide();
    c.system('listing', 'basis-annulled', { penalty: 'penalty-1' });
    expect(c.in('listing')).toBe('NotListed');
    expect(c.runs('house-list')).toBe(false);
  });

  it('a natural person’s entry is never for the public register', () => {
    const to = (l: Life) => l.effects().find((e) => e.kind === 'credit-list')?.data;
    expect(to(listed())).toMatchObject({ natural: false, register: true });
    expect(to(listed({}, null, true))).toMatchObject({ natural: true, register: false });
    expect(to(listed({ seriousness: 'slight' }))).toMatchObject({ register: false });
  });
});

describe('a listing whose basis falls', () => {
  it('is revoked from every state in which it stands, and the platform is told and watched', () => {
    const roads: ((l: Life) => void)[] = [
      () => {},
      (l) => {
        from(l, 'ask-masking', { procedure: 'restructuring', ruling: '破1号' });
        l.pair('credit', 'depthead', 'mask', { scope: 'words' });
      },
      (l) => {
        l.on('2026-11-04');
        from(l, 'repair-asked', CONDITIONS);
      },
      (l) => {
        l.on('2026-11-04');
        from(l, 'repair-asked', CONDITIONS);
        from(l, 'repair-pushed');
        l.do('credit', 'repair-incomplete', { gaps: 'words', all: true });
      },
      (l) => {
        l.on('2026-11-04');
        from(l, 'repair-asked', CONDITIONS);
        from(l, 'repair-pushed');
        l.do('credit', 'accept-repair', { papersComplete: true });
      },
    ];
    const seen = new Set<string>();
    for (const road of roads) {
      const l = listed();
      road(l);
      seen.add(l.in('listing'));
      from(l, 'objection', { about: 'content', channel: 'direct', objection: 'words' });
      const events = l.system('listing', 'basis-annulled', { penalty: 'penalty-1' });
      expect(l.in('listing')).toBe('Revoked');
      expect(l.p('listing').flags).toEqual([]);
      expect(l.effects(events)).toContainEqual(expect.objectContaining({ kind: 'credit-remove' }));
      expect(
        Object.values(l.state.clocks)
          .filter((k) => !k.stopped)
          .map((k) => k.deadline),
      ).toEqual(['house-revoke-push']);
    }
    expect(seen).toEqual(new Set(['Listed', 'Masked', 'RepairAsked', 'RepairIncomplete', 'Repairing']));
  });

  it('stands where another penalty fell, and may fall by a paper from outside', () => {
    const l = listed();
    l.system('listing', 'basis-annulled', { penalty: 'penalty-2' });
    expect(l.in('listing')).toBe('Listed');
    from(l, 'basis-annulled:propose');
    expect(l.in('listing')).toBe('Listed');
    const removed = l.do('depthead', 'basis-annulled');
    expect(l.in('listing')).toBe('Revoked');
    expect(l.effects(removed)).toContainEqual(expect.objectContaining({ kind: 'credit-remove' }));
  });

  it('outside Shanghai: told by our own rule, warned again while not told, deletion watched', () => {
    const l = listed();
    l.system('listing', 'basis-annulled', { penalty: 'penalty-1' });
    const late = l.to('2026-08-18');
    expect(l.tasks(late)).toContainEqual(expect.objectContaining({ to: 'dept-head' }));
    expect(l.clocks('house-revoke-push')).toHaveLength(2);
    l.do('credit', 'tell-platform', { number: '告〔2026〕9号' });
    expect(l.refused('credit', 'tell-platform', { number: '2' }).code).toBe('platform-already-told');
    expect(l.runs('sh-revoked-delete')).toBe(false);
    expect(l.effects(l.to('2026-09-02')).map((e) => e.kind)).toEqual(['remind']);
    expect(l.effects(l.to('2026-09-17')).map((e) => e.kind)).toEqual(['remind', 'report-upward']);
    from(l, 'deletion-confirmed');
    expect(l.runs('house-delete-watch')).toBe(false);
    expect(l.refused('credit', 'deletion-confirmed', paperOf('2026-09-17')).code).toBe('no-deletion-outstanding');
  });

  it('in Shanghai: the centre is told in writing and deletes within three working days', () => {
    const l = listed({}, 'shanghai');
    l.system('listing', 'basis-annulled', { penalty: 'penalty-1' });
    expect(l.runs('house-revoke-push')).toBe(false);
    expect(l.due('sh-revoked-notify')).toBeNull();
    l.do('credit', 'tell-platform', { number: '告〔2026〕9号' });
    expect(l.due('sh-revoked-delete')).toBe('2026-08-06');
    l.to('2026-08-07');
    expect(l.clock('sh-revoked-delete').outcome?.what).toBe('silence');
    expect(l.runs('house-delete-watch')).toBe(true);
  });

  it('after the end is a task, not a new state', () => {
    const l = listed({ seriousness: 'slight' });
    l.to('2026-11-04');
    expect(l.in('listing')).toBe('Expired');
    const events = l.system('listing', 'basis-annulled', { penalty: 'penalty-1' });
    expect(l.in('listing')).toBe('Expired');
    expect(l.tasks(events)).toContainEqual(expect.objectContaining({ to: 'credit' }));
  });
});

describe('a listing beside its penalty', () => {
  const SERVED = { facts: { noticed: { listingConditions: ['cheating'] }, listingConditions: ['cheating'] } };
  const ANNULLED = {
    body: 'court',
    how: 'annulled',
    decidedOn: '2026-08-10',
    reachedOn: '2026-08-12',
    procedural: false,
    redoOrdered: false,
    final: true,
    ...paperOf('2026-08-10', '行政判决书'),
  };
  const penalised = (): Life =>
    life({ receivedAt: '2026-08-03T09:00:00+08:00' })
      .found('penalty', 'Served', SERVED)
      .given({ officers: ['officer1', 'officer2'], accused: { ...LINKED } });

  it('is opened by the credit post on a condition, and revoked with the penalty in one transaction', () => {
    const l = penalised();
    l.do('credit', 'propose-listing', { condition: 'cheating' });
    expect(l.p('listing')).toMatchObject({ state: 'Proposed', linked: 'penalty-1' });
    expect(l.p('listing').facts).toMatchObject({ condition: 'cheating', natural: false, penalty: 'penalty-1' });
    expect(l.runs('house-list')).toBe(true);
    l.do('credit', 'serve-notice', NOTICE, { proceeding: 'listing' });
    from(l, 'statement', { statement: 'words' }, undefined);
    l.pair('credit', 'principal', 'list', DECISION);
    l.on('2026-08-12');
    const events = l.pair('officer1', 'depthead', 'reversed-outside', ANNULLED, { proceeding: 'penalty' });
    expect(l.in('listing')).toBe('Revoked');
    const revoked = events.find((e) => e.kind === 'listing');
    expect(revoked).toMatchObject({ type: 'reaction', name: 'basis-annulled' });
    expect(events[revoked!.cause!]?.kind).toBe('penalty');
    expect(l.effects(events)).toContainEqual(expect.objectContaining({ kind: 'credit-remove' }));
    l.check();
  });

  it('does not come about where the penalty falls before', () => {
    const l = penalised();
    l.do('credit', 'propose-listing', { condition: 'cheating' });
    l.on('2026-08-12');
    l.pair('officer1', 'depthead', 'reversed-outside', ANNULLED, { proceeding: 'penalty' });
    expect(l.in('listing')).toBe('NotListed');
  });
});

describe('an objection', () => {
  const OBJECTION = { about: 'content', channel: 'direct', objection: 'words' };

  it('straight to us: accepted, decided within seven working days, or a breach', () => {
    const l = listed();
    from(l, 'objection', OBJECTION);
    expect(l.p('listing').flags).toEqual(['disputed']);
    expect(l.refused('credit', 'objection', { ...OBJECTION, ...paperOf('2026-08-03') }).code).toBe('objection-pending');
    l.do('credit', 'accept-objection');
    expect(l.due('credit-objection-decide')).toBe('2026-08-12');
    expect(l.refused('credit', 'accept-objection').code).toBe('objection-not-with-us');
    const late = l.to('2026-08-13');
    expect(l.clock('credit-objection-decide').outcome?.what).toBe('breach');
    expect(l.tasks(late)).toContainEqual(expect.objectContaining({ to: 'dept-head' }));
    l.pair('credit', 'unithead', 'unfounded', REASONS);
    expect(l.p('listing').flags).toEqual([]);
    expect(l.stopped('credit-objection-decide')).toBe('met-late');
  });

  it('through 信用中国: pushed in one working day, else they are reminded', () => {
    const l = listed();
    from(l, 'objection', { ...OBJECTION, channel: 'credit-china' });
    expect(l.refused('credit', 'accept-objection').code).toBe('objection-not-with-us');
    const late = l.to('2026-08-05');
    expect(l.effects(late)).toContainEqual(expect.objectContaining({ kind: 'remind', to: 'credit-platform' }));
    from(l, 'objection-pushed');
    const waiting = l.to('2026-08-20');
    expect(l.clock('house-objection').outcome?.what).toBe('warn');
    expect(l.tasks(waiting)).toContainEqual(expect.objectContaining({ to: 'unit-head' }));
    l.do('credit', 'accept-objection');
    l.pair('credit', 'unithead', 'founded-corrected', { correction: 'words' });
    expect(l.in('listing')).toBe('Listed');
  });

  it('is checked longer only where the subject was told before, and before the end', () => {
    const l = listed();
    from(l, 'objection', OBJECTION);
    const longer = { days: 20, toldOn: '2026-08-03', reasons: 'words' };
    expect(l.refused('credit', 'extend-objection:propose', longer).code).toBe('objection-not-accepted');
    l.do('credit', 'accept-objection');
    expect(l.refused('credit', 'extend-objection:propose', { ...longer, toldOn: '2026-08-20' }).code).toBe(
      'subject-told-before',
    );
    l.pair('credit', 'unithead', 'extend-objection', longer);
    expect(l.due('credit-objection-decide')).toBe('2026-09-09');
    l.to('2026-09-10');
    const late = l.refused('credit', 'extend-objection:propose', { ...longer, toldOn: '2026-09-09' });
    expect(late.code).toBe('extension-after-expiry');
  });

  it('that is founded ends the listing, decided by another than who proposed it', () => {
    const l = listed();
    from(l, 'objection', OBJECTION);
    l.do('credit', 'accept-objection');
    l.do('credit', 'founded-removed:propose', REASONS);
    expect(l.refused('unithead', 'founded-removed').code).toBe('not-your-role');
    l.do('depthead', 'founded-removed');
    expect(l.in('listing')).toBe('Removed');
    expect(l.runs('house-revoke-push')).toBe(true);
    expect(l.runs('credit-publish-window')).toBe(false);
  });

  it('is not decided by the one who proposed the listing, should they since head a department', () => {
    const l = listed();
    from(l, 'objection', OBJECTION);
    const promoted = structuredClone(l.directory);
    promoted.people.credit!.grants[0]!.roles = ['credit', 'dept-head', 'unit-head'];
    promoted.people.credit2 = { ...structuredClone(promoted.people.legal!), id: 'credit2', login: 'credit2' };
    promoted.people.credit2.grants[0]!.roles = ['credit'];
    l.directory = promoted;
    l.do('credit2', 'founded-removed:propose', REASONS);
    expect(l.refused('credit', 'founded-removed').code).toBe('lister-does-not-decide');
    l.do('depthead', 'founded-removed');
  });

  it('is waited for by whom it was brought to, and by nobody else', () => {
    const waits = (channel: string) => {
      const l = listed({}, 'shanghai');
      from(l, 'objection', { ...OBJECTION, channel });
      return Object.values(l.state.clocks).flatMap((k) =>
        k.stopped || !/objection/.test(k.deadline) ? [] : [k.deadline],
      );
    };
    expect(waits('credit-china')).toEqual(['credit-objection-push']);
    expect(waits('direct')).toEqual(['house-objection']);
    expect(waits('centre')).toEqual(['sh-objection-mark', 'sh-objection-own', 'sh-objection-forward']);
  });

  it('in Shanghai goes by the centre: marked, forwarded, answered by us in five working days', () => {
    const elsewhere = listed();
    expect(
      elsewhere.refused('credit', 'objection', { ...OBJECTION, channel: 'centre', ...paperOf('2026-08-03') }).code,
    ).toBe('no-such-centre');
    const l = listed({}, 'shanghai');
    from(l, 'objection', { ...OBJECTION, channel: 'centre' });
    expect(['sh-objection-mark', 'sh-objection-own', 'sh-objection-forward'].map((d) => l.due(d))).toEqual([
      '2026-08-04',
      '2026-08-10',
      '2026-08-05',
    ]);
    from(l, 'objection-marked');
    expect(l.stopped('sh-objection-mark')).toBe('met');
    from(l, 'objection-pushed');
    expect(l.due('sh-objection-provider')).toBe('2026-08-10');
    l.to('2026-08-11');
    expect(l.clock('sh-objection-provider').outcome?.what).toBe('breach');
    l.pair('credit', 'unithead', 'unfounded', REASONS);
    expect(Object.values(l.state.clocks).filter((k) => !k.stopped && k.deadline.startsWith('sh-'))).toEqual([]);
  });

  it('in Shanghai may be settled by the centre in its own field', () => {
    const l = listed({}, 'shanghai');
    from(l, 'objection', { ...OBJECTION, channel: 'centre' });
    from(l, 'centre-decided', { objectionResult: 'corrected' });
    expect(l.p('listing').flags).toEqual([]);
    expect(l.runs('sh-objection-own')).toBe(false);
    expect(listed().refused('credit', 'centre-decided', { objectionResult: 'corrected' }).code).toBe(
      'not-in-this-state',
    );
  });

  it('in Zhejiang is extended by the head of the provincial DRC to 20 working days in all, and may be re-checked', () => {
    const l = listed({}, 'zhejiang');
    from(l, 'objection', OBJECTION);
    l.do('credit', 'accept-objection');
    expect(l.due('zj-objection-decide')).toBe('2026-08-10');
    from(l, 'extend-objection-zhejiang', { days: 10 });
    const over = l.refused('credit', 'extend-objection-zhejiang', { days: 6, ...paperOf('2026-08-03') });
    expect(over.code).toBe('extension-beyond-bound');
    expect(l.due('zj-objection-decide')).toBe('2026-08-24');
    l.pair('credit', 'unithead', 'unfounded', REASONS);
    from(l, 'recheck-asked');
    expect(l.p('listing').flags).toEqual(['disputed']);
    l.to('2026-08-11');
    expect(l.clock('zj-objection-decide').outcome?.what).toBe('silence');
    l.pair('credit', 'unithead', 'founded-corrected', { correction: 'words' });
    expect(l.refused('credit', 'recheck-asked', paperOf('2026-08-11')).code).toBe('no-objection-to-recheck');
  });

  it('starts no regional clock outside its region', () => {
    const l = listed();
    from(l, 'objection', OBJECTION);
    l.do('credit', 'accept-objection');
    expect(Object.values(l.state.clocks).some((k) => /^(sh|zj)-/.test(k.deadline))).toBe(false);
  });
});

describe('a repair', () => {
  it('is asked only after the minimum publicity, in Zhejiang not for serious cases', () => {
    const l = listed();
    l.on('2026-11-03');
    const early = l.refused('credit', 'repair-asked', { ...CONDITIONS, ...paperOf('2026-11-03') });
    expect(early).toMatchObject({ code: 'repair-before-minimum', basis: { clause: 'CR26 arts. 12, 14' } });
    l.on('2026-11-04');
    from(l, 'repair-asked', CONDITIONS);
    expect(l.due('credit-repair-answer')).toBe('2026-11-18');
    const z = listed({ seriousness: 'serious' }, 'zhejiang');
    z.on('2027-09-01');
    expect(z.refused('credit', 'repair-asked', { ...CONDITIONS, ...paperOf('2027-09-01') }).basis.clause).toBe(
      'ZJ-CR art. 32',
    );
  });

  it('is taken, extended once within ten working days, and granted: the entry goes', () => {
    const l = repairPushed();
    expect(l.due('credit-repair-accept')).toBe('2026-11-09');
    expect(l.refused('credit', 'repair-pushed', paperOf('2026-11-04')).code).toBe('repair-already-pushed');
    l.do('credit', 'accept-repair', { papersComplete: true });
    expect(l.due('credit-repair-decide')).toBe('2026-11-13');
    expect(l.refused('credit', 'extend-repair:propose', { days: 11, ground: 'complex' }).code).toBe(
      'extension-beyond-bound',
    );
    l.pair('credit', 'unithead', 'extend-repair', { days: 10, ground: 'complex' });
    expect(l.due('credit-repair-decide')).toBe('2026-11-27');
    expect(l.p('listing').flags).toContain('extended');
    const events = l.pair('credit', 'depthead', 'repaired', { number: '修〔2026〕1号' });
    expect(l.in('listing')).toBe('Repaired');
    expect(l.effects(events)).toContainEqual(
      expect.objectContaining({ kind: 'credit-remove', data: expect.objectContaining({ mode: 'repaired' }) }),
    );
    expect(l.runs('house-delete-watch')).toBe(true);
    expect(l.runs('credit-repair-answer')).toBe(true);
    from(l, 'result-fed-back');
    from(l, 'deletion-confirmed');
    expect(Object.values(l.state.clocks).filter((k) => !k.stopped)).toEqual([]);
  });

  it('in Shanghai leads to deletion by the platform in three working days', () => {
    const l = repairPushed('shanghai');
    l.do('credit', 'accept-repair', { papersComplete: true });
    l.pair('credit', 'depthead', 'repaired', { number: '修〔2026〕1号' });
    expect(l.due('sh-repair-delete')).toBe('2026-11-09');
    expect(l.runs('house-delete-watch')).toBe(false);
    l.to('2026-11-10');
    expect(l.runs('house-delete-watch')).toBe(true);
  });

  it('with gaps: all are told once; silence lets the application lapse, and it may be asked again', () => {
    const l = repairPushed();
    l.do('credit', 'repair-incomplete', { gaps: 'words', all: true });
    expect(l.in('listing')).toBe('RepairIncomplete');
    from(l, 'repair-supplied');
    expect(l.in('listing')).toBe('RepairAsked');
    expect(l.refused('credit', 'repair-incomplete', { gaps: 'words', all: true }).basis.clause).toBe('CR26 art. 16 ¶2');
    const m = repairPushed();
    m.do('credit', 'repair-incomplete', { gaps: 'words', all: true });
    const events = m.to('2026-11-19');
    expect(m.in('listing')).toBe('Listed');
    expect(m.effects(events)).toContainEqual(expect.objectContaining({ kind: 'remind', to: 'credit-platform' }));
    expect(m.runs('credit-repair-answer')).toBe(false);
    from(m, 'repair-asked', CONDITIONS);
    expect(m.in('listing')).toBe('RepairAsked');
  });

  it('overdue with us is a breach; refused it leaves the listing and the objection open', () => {
    const l = repairPushed();
    const late = l.to('2026-11-10');
    expect(l.clock('credit-repair-accept').outcome?.what).toBe('breach');
    expect(l.tasks(late)).toContainEqual(expect.objectContaining({ to: 'dept-head' }));
    l.do('credit', 'accept-repair', { papersComplete: true });
    l.pair('credit', 'depthead', 'repair-refused', REASONS);
    expect(l.in('listing')).toBe('Listed');
    from(l, 'objection', { about: 'refused-repair', channel: 'direct', objection: 'words' });
    expect(l.p('listing').flags).toEqual(['disputed']);
  });

  it('on false papers is not taken, and cannot be asked again for three years', () => {
    const l = listed({ seriousness: 'serious' });
    l.on('2027-08-04');
    from(l, 'repair-asked', CONDITIONS);
    expect(l.refused('credit', 'accept-repair', { papersComplete: true }).code).toBe('repair-not-pushed');
    from(l, 'repair-pushed');
    l.pair('credit', 'unithead', 'refuse-repair-application', { ground: 'false-papers', reasons: 'words' });
    expect(l.in('listing')).toBe('Listed');
    l.on('2027-09-01');
    const no = l.refused('credit', 'repair-asked', { ...CONDITIONS, ...paperOf('2027-09-01') });
    expect(no.basis.clause).toBe('CR26 art. 25');
  });

  it('unanswered by the platform: asked, then reported upward, again and again', () => {
    const l = repairPushed();
    const asked = l.to('2026-11-19');
    expect(l.effects(asked).filter((e) => e.to === 'credit-platform')).toHaveLength(1);
    expect(l.runs('house-platform')).toBe(true);
    const upward = l.to('2026-12-04');
    expect(l.effects(upward).map((e) => e.kind)).toContain('report-upward');
    expect(l.clocks('house-platform')).toHaveLength(2);
    from(l, 'result-fed-back');
    expect(l.runs('house-platform')).toBe(false);
  });
});

describe('masking', () => {
  const ASK = { procedure: 'restructuring', ruling: '(2026)破1号' };

  it('is decided in ten working days, kept to the least, and asked after', () => {
    const l = listed();
    from(l, 'ask-masking', ASK);
    expect(l.due('credit-mask-restructuring')).toBe('2026-08-17');
    const late = l.to('2026-08-18');
    expect(l.clock('credit-mask-restructuring').outcome?.what).toBe('breach');
    expect(l.tasks(late)).toContainEqual(expect.objectContaining({ to: 'dept-head' }));
    l.pair('credit', 'depthead', 'mask', { scope: 'words' });
    expect(l.in('listing')).toBe('Masked');
    const quiet = l.to('2026-09-02');
    expect(l.effects(quiet)).toContainEqual(expect.objectContaining({ kind: 'remind', to: 'court' }));
    expect(l.clocks('house-mask-check')).toHaveLength(2);
    from(l, 'plan-failed');
    expect(l.in('listing')).toBe('Listed');
    expect(l.effects().at(-1)).toMatchObject({ kind: 'credit-list', data: { mode: 'restore' } });
  });

  it('may be refused; after a plan carried out it leads to repair', () => {
    const l = listed();
    from(l, 'ask-masking', ASK);
    l.pair('credit', 'depthead', 'refuse-masking', REASONS);
    expect(l.p('listing').flags).toEqual([]);
    from(l, 'ask-masking', ASK);
    l.pair('credit', 'depthead', 'mask', { scope: 'words' });
    from(l, 'repair-after-plan', { ruling: '(2026)破1号之二' });
    expect(l.in('listing')).toBe('RepairAsked');
    expect(l.runs('house-mask-check')).toBe(false);
  });
});

describe('the end of a listing', () => {
  it('comes by itself at the end of the publicity, on the day after the last', () => {
    const l = listed({ seriousness: 'slight' });
    from(l, 'objection', { about: 'content', channel: 'direct', objection: 'words' });
    l.to('2026-11-03');
    expect(l.in('listing')).toBe('Listed');
    const over = l.to('2026-11-04');
    expect(l.in('listing')).toBe('Expired');
    expect(l.clock('credit-publish-window').outcome?.what).toBe('over');
    expect(l.effects(over)).toContainEqual(expect.objectContaining({ kind: 'credit-remove' }));
    expect(Object.values(l.state.clocks).filter((k) => !k.stopped)).toEqual([]);
  });

  it('may be followed by a repeated listing: a new run, linked, told to be repeated', () => {
    const l = listed({ seriousness: 'slight' }, null, true);
    l.to('2026-11-04');
    l.do('credit', 'repeated', { condition: 'cheating', decision: '处〔2026〕8号' });
    expect(l.p('listing')).toMatchObject({ id: 'listing-2', state: 'Proposed', linked: 'listing-1' });
    expect(l.p('listing').facts).toMatchObject({ natural: true, repeated: true });
    const again = { proceeding: 'listing-2' };
    l.do('credit', 'serve-notice', NOTICE, again);
    from(l, 'statement', { statement: 'words' });
    expect(l.refused('credit', 'list:propose', DECISION, again).code).toBe('listed-before');
    l.do('credit', 'list:propose', { ...DECISION, repeated: true }, again);
    l.do('principal', 'list', {}, again);
    expect(l.clocks('list-term')).toHaveLength(0);
    expect(l.state.proceedings['listing-1']?.state).toBe('Expired');
    l.check();
  });
});
