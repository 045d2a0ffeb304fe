import { describe, expect, test } from 'vitest';
import { actsFor } from '../../domain/kernel/index.ts';
import type { Person } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { SUSPICION } from '../support/forms.ts';
import { type Life, paperOf, papersOf } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import {
  approvedForPolice,
  FINE_NOTICE,
  filed,
  investigating,
  penaltyProposed,
  underReview,
  WITH,
} from '../support/roads.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 'scan-1', second: 'clerk2' } };
const REFUSE = { refusalGround: 'no-target-or-clue', refusalReasons: 'nobody can be found', ...PAPER };
const EXTEND = { days: 10, complex: true, extendReasons: 'many units', ...WITH };
const on = (occurredAt: string, proceeding?: string) => ({ occurredAt, ...(proceeding ? { proceeding } : {}) });
const superseded = (l: Life) => l.events.filter((e) => e.type === 'superseded');

/** With the police since Monday 3 August 2026; `penalty` as it was held. */
function atPolice(): Life {
  const l = approvedForPolice({ receivedAt: '2026-08-03T09:00:00+08:00' }, ['penalty', 'investigation']);
  l.do('clerk', 'receipt-signed', paperOf('2026-08-03'));
  return l;
}
const notFiled = (l: Life, day: string) =>
  l.do('clerk', 'not-filed', { fileReturned: true, reasonsGiven: true, ...paperOf(day) }, on(day));

describe('silence that stands', () => {
  test('is not undone by an act after which the same silence would have come', () => {
    const l = underReview();
    l.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which?' });
    l.on('2026-10-16').do('unithead', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    l.do('clerk', 'supply', { text: 'posted on the 12th', ...paperOf('2026-10-12') }, on('2026-10-12'));
    expect([l.in('intake'), l.in('investigation'), superseded(l)]).toEqual(['Accepted', 'Investigating', []]);
    l.check();
  });

  test('has the act recorded behind it with what is still to be done', () => {
    const l = noticed();
    l.to('2026-11-20');
    expect(l.in('penalty')).toBe('Decision');
    l.do('clerk', 'statement', { form: 'written', content: 'w', ...paperOf('2026-10-15') }, on('2026-10-15'));
    expect([l.in('penalty'), superseded(l)]).toEqual(['Decision', []]);
    expect(l.p('penalty').flags).toContain('unchecked-statement');
    expect(l.refused('officer1', 'ask-hearing', paperOf('2026-11-01'), on('2026-11-01')).code).toBe(
      'not-in-this-state',
    );
    l.check();
  });
});

function noticed(): Life {
  const l = penaltyProposed();
  l.do('officer1', 'serve-notice', { ...FINE_NOTICE, service: 'direct' });
  return l;
}

describe('silence shown to be wrong', () => {
  test('stays until the decision on paper is entered: a proposal undoes nothing, and can be declined', () => {
    const l = underReview().on('2026-10-20');
    l.do('clerk', 'refuse:propose', REFUSE, on('2026-10-13', 'intake'));
    expect([l.in('intake'), l.in('investigation')]).toEqual(['Accepted', 'Accepted']);
    l.do('unithead', 'refuse:decline', { reasons: 'it was not decided then' }, { proceeding: 'intake' });
    expect([l.in('intake'), superseded(l), l.p('intake').proposals]).toEqual(['Accepted', [], {}]);
    expect(l.refused('unithead', 'refuse', PAPER, on('2026-10-13', 'intake')).code).toBe('nothing-proposed');
    l.check();
  });

  test('is not undone once people have carried further what it opened', () => {
    const l = underReview().on('2026-10-16');
    l.do('unithead', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    l.do('officer1', 'suspect-crime', SUSPICION);
    expect(l.refused('clerk', 'refuse:propose', REFUSE, on('2026-10-13', 'intake')).code).toBe('later-acts');
    expect(l.in('police-referral')).toBe('ReferralDrafting');
  });

  test('is compensated in the other proceedings too: the hold of the criminal track is up again', () => {
    const l = atPolice();
    l.on('2026-08-05');
    notFiled(l, '2026-08-05');
    expect(l.p('penalty').flags).toContain('criminal-hold');
    expect(l.p('investigation').facts.outcomes).toEqual(['referred']);
    l.to('2026-08-20');
    // The three days lapsed on 11 August: the case came back, the hold was lifted.
    expect([l.in('police-referral'), l.in('investigation')]).toEqual(['ReturnedToAdministrative', 'AwaitingOutcome']);
    expect(l.p('penalty').flags).not.toContain('criminal-hold');
    expect(l.p('investigation').facts.outcomes).toEqual([]);
    const ask = { number: '议1', ...WITH, ...PAPER };
    l.do('officer1', 'ask-reconsideration:propose', ask, on('2026-08-07'));
    l.do('principal', 'ask-reconsideration', PAPER, on('2026-08-07'));
    expect(l.p('penalty').flags).toContain('criminal-hold');
    expect(l.p('investigation').facts).toMatchObject({ outcomes: ['referred'], crimeSuspected: true });
    expect(l.clock('police-reconsider-ask')).toMatchObject({
      outcome: { what: 'lapse' },
      stopped: { why: 'entered-late' },
    });
    expect(l.stopped('returned-case-act')).toBe('without-ground');
    // The answer of the police was due on 10 August: their silence is recorded with its own date.
    expect([l.in('police-referral'), l.clock('police-reconsider-decide').outcome]).toEqual([
      'EscalateToProcurator',
      { what: 'silence', at: '2026-08-11T00:00:00+08:00' },
    ]);
    l.check();
  });

  test('may be shown twice: each paper is decided on what holds by then', () => {
    const l = atPolice();
    l.to('2026-09-01');
    expect(l.in('police-referral')).toBe('EscalateToProcurator');
    notFiled(l, '2026-08-05');
    // Undone, and the right to ask lapsed on its own day.
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    l.do('officer1', 'ask-reconsideration:propose', { number: '议1', ...WITH, ...PAPER }, on('2026-08-06'));
    l.do('principal', 'ask-reconsideration', PAPER, on('2026-08-06'));
    l.do('clerk', 'upheld', paperOf('2026-08-07'), on('2026-08-07'));
    expect(superseded(l).map((e) => e.name)).toEqual([
      'police-file',
      'police-reconsider-ask',
      'police-reconsider-decide',
    ]);
    expect(l.in('police-referral')).toBe('ReturnedToAdministrative');
    expect(l.clock('procurator-ask').outcome).toEqual({ what: 'lapse', at: '2026-08-11T00:00:00+08:00' });
    expect(l.p('penalty').flags).not.toContain('criminal-hold');
    for (const e of l.events) expect(e.occurredAt <= e.recordedAt).toBe(true);
    l.check();
  });

  test('about evidence held: decided on paper in time, the release falls', () => {
    const l = investigating().on('2026-10-12');
    const keep = { mayVanish: true, listNumber: '1', items: 'ledgers', ...WITH };
    l.pair('officer1', 'depthead', 'keep-evidence', keep);
    l.to('2026-10-25');
    expect([l.p('investigation').flags, l.stopped('evidence-preserve')]).toEqual([[], 'ended']);
    const decide = { disposition: 'given-back', ...WITH, ...PAPER };
    l.do('officer1', 'decide-evidence:propose', decide, on('2026-10-15'));
    l.do('depthead', 'decide-evidence', PAPER, on('2026-10-15'));
    expect(l.p('investigation').flags).toEqual([]);
    expect(l.clock('evidence-preserve')).toMatchObject({
      outcome: { what: 'breach' },
      stopped: { why: 'entered-late' },
    });
    l.check();
  });
});

describe('an extension or a suspension on paper, entered after the end', () => {
  const late = () => {
    const l = investigating();
    l.to('2027-01-05');
    expect([l.due('tip-investigate'), l.clock('tip-investigate').outcome?.what]).toEqual(['2026-12-29', 'breach']);
    return l;
  };

  test('moves the end on, the breach once recorded stays, and what is concluded before the new end reads entered late', () => {
    const l = late();
    l.do('officer1', 'extend:propose', { ...EXTEND, ...PAPER }, on('2026-12-28'));
    l.do('depthead', 'extend', PAPER, on('2026-12-29'));
    expect([l.due('tip-investigate'), l.clock('tip-investigate').outcome]).toEqual([
      '2027-01-13',
      { what: 'breach', at: '2026-12-30T00:00:00+08:00' },
    ]);
    l.on('2027-01-08');
    // What is concluded is told to the tipster: not before a second person has confirmed what was entered from paper.
    l.do('clerk', 'confirm', papersOf(l.state), { proceeding: 'paper-1' });
    l.pair('officer1', 'unithead', 'nothing-found', { nothingWhy: 'weak', covered: true, report: 'w', ...WITH });
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'w' });
    expect(l.clock('tip-investigate')).toMatchObject({ outcome: { what: 'breach' }, stopped: { why: 'entered-late' } });
    l.check();
  });

  test('and the new end is an end: missed again, it is recorded with its own date', () => {
    const l = late();
    l.do('officer1', 'extend:propose', { ...EXTEND, ...PAPER }, on('2026-12-28'));
    l.do('depthead', 'extend', PAPER, on('2026-12-29'));
    const over = l.to('2027-01-14');
    expect(over.map((e) => [e.type, e.name])).toContainEqual(['expiry', 'tip-investigate']);
    expect(l.clock('tip-investigate').outcome).toEqual({ what: 'breach', at: '2027-01-14T00:00:00+08:00' });
  });

  test('is refused when the paper itself is later than the end', () => {
    const l = late();
    const no = l.refused('officer1', 'extend:propose', { ...EXTEND, ...PAPER }, on('2026-12-30'));
    expect([no.code, no.basis.clause]).toEqual(['extension-after-expiry', 'M49 art. 27 ¶2']);
  });

  test('a suspension freezes from its own day', () => {
    const l = late();
    const ground = { suspendGround: 'force-majeure', awaits: 'none', suspendReasons: 'flood', ...WITH };
    l.do('officer1', 'suspend:propose', { ...ground, ...PAPER }, on('2026-12-15'));
    l.do('depthead', 'suspend', PAPER, on('2026-12-15'));
    expect(l.due('tip-investigate')).toBeNull();
    l.pair('officer1', 'depthead', 'resume', { causeEndedOn: '2027-01-04', ...WITH });
    // Ten working days were left.
    expect(l.due('tip-investigate')).toBe('2027-01-18');
    l.to('2027-01-19');
    expect(l.clock('tip-investigate').outcome).toEqual({ what: 'breach', at: '2027-01-19T00:00:00+08:00' });
    l.check();
  });
});

describe('whose day counts', () => {
  const directory = (more: Record<string, Partial<Person>>) => {
    const d = structuredClone(DIRECTORY);
    for (const [id, change] of Object.entries(more)) d.people[id] = { ...d.people[id]!, ...change };
    return d;
  };

  test('a paper of another body is entered by who may enter it today, whoever held the post when it came', () => {
    const l = atPolice();
    l.on('2026-08-06');
    const grants = [{ ...DIRECTORY.people.clerk2!.grants[0]!, from: '2026-08-06' }];
    l.directory = directory({ clerk2: { grants } });
    l.do('clerk2', 'not-filed', { fileReturned: true, reasonsGiven: true, ...paperOf('2026-08-05') }, on('2026-08-05'));
    expect(l.in('police-referral')).toBe('RefusalReceived');
  });

  test('a paper act is decided by who held the post, and the certificate, on the day of the act', () => {
    const l = filed().on('2026-10-20');
    const act = { securedKinds: ['documents'], securedOn: '2026-10-14', ...WITH };
    const certificate = DIRECTORY.people.officer1!.certificates[0]!;
    l.directory = directory({ officer1: { certificates: [{ ...certificate, until: '2026-10-15' }] } });
    expect(l.refused('officer1', 'secure-evidence', act).code).toBe('certificate-expired');
    const before = { ...act, ...PAPER };
    expect(l.ask('officer1', 'secure-evidence', before, on('2026-10-14')).ok).toBe(true);
    l.directory = directory({ officer1: { certificates: [{ ...certificate, from: '2026-10-16' }] } });
    expect(l.ask('officer1', 'secure-evidence', act).ok).toBe(true);
    expect(l.refused('officer1', 'secure-evidence', before, on('2026-10-14')).code).toBe('certificate-expired');
  });

  test('the second person of a paper act is of the staff of today and not outside the case', () => {
    const l = filed().on('2026-10-20');
    const act = { securedKinds: ['documents'], securedOn: '2026-10-14', ...WITH };
    const by = (second: string) => ({ ...act, paper: { ...PAPER.paper, second } });
    expect(l.refused('officer1', 'secure-evidence', by('nobody'), on('2026-10-14'))).toMatchObject({
      code: 'paper-second',
      fields: [{ field: 'paper.second' }],
    });
    expect(l.refused('officer1', 'secure-evidence', by('officer1'), on('2026-10-14')).code).toBe('paper-second');
    l.given({ recused: ['clerk2'] });
    expect(l.refused('officer1', 'secure-evidence', by('clerk2'), on('2026-10-14')).code).toBe('paper-second');
    expect(l.ask('officer1', 'secure-evidence', by('clerk'), on('2026-10-14')).ok).toBe(true);
  });

  test('the holder of the receipt acts now, never in the past', () => {
    const l = underReview();
    l.on('2026-10-12');
    expect(l.refused('tipster', 'withdraw', {}, on('2026-10-09')).code).toBe('own-act-backdated');
    expect(l.in('intake')).toBe('UnderReview');
  });
});

describe('which act comes first', () => {
  test('a decision is not dated before its proposal', () => {
    const l = underReview().on('2026-10-12');
    l.do('clerk', 'accept:propose');
    expect(l.refused('unithead', 'accept', PAPER, on('2026-10-09')).code).toBe('before-its-event');
    l.do('unithead', 'accept');
  });

  test('what is known by its day alone stands at the end of the day, and in order of entry among its like', () => {
    const l = atPolice();
    l.on('2026-08-07');
    notFiled(l, '2026-08-05');
    // An hour of the same day, entered behind it: the hour of the refusal is not known.
    l.do(
      'clerk',
      'record-recusal-request',
      { asker: 'party', against: 'officer', recusalReason: 'w', ...paperOf('2026-08-05') },
      {
        occurredAt: '2026-08-05T10:00:00+08:00',
        proceeding: 'police-referral',
      },
    );
    expect(l.in('police-referral')).toBe('RefusalReceived');
    // The day before it was still with the police.
    expect(l.refused('clerk', 'upheld', paperOf('2026-08-04'), on('2026-08-04')).code).toBe('not-in-this-state');
  });

  test('an act dated today by its day is an act of this moment', () => {
    const l = atPolice();
    l.on('2026-08-05', '11:00:00');
    notFiled(l, '2026-08-05');
    expect(l.events.at(-1)).toMatchObject({ occurredAt: '2026-08-05T11:00:00+08:00', occurredOn: '2026-08-05' });
    expect(l.clock('police-reconsider-ask').count?.start).toBe('2026-08-05');
  });

  test('hours that the authority set itself run where only the day is known, from its end', () => {
    const l = investigating({ authority: { houseLimits: { 'house-redo': { length: 48, unit: 'h' } } } });
    l.pair('officer1', 'unithead', 'nothing-found', { nothingWhy: 'weak', covered: true, report: 'w', ...WITH });
    l.pair('unithead', 'depthead', 'conclude', { concludeGround: 'nothing-found', report: 'w' });
    l.on('2026-10-15').do('clerk', 'redo', paperOf('2026-10-13'), on('2026-10-13'));
    expect([l.due('house-redo'), l.in('investigation')]).toEqual(['2026-10-15T23:59:59.999+08:00', 'Investigating']);
  });

  test('a date that is none is refused with its field', () => {
    const l = underReview();
    const no = l.refused('clerk', 'reply', { text: 'w' }, on('2026-02-30'));
    expect([no.code, no.fields?.map((f) => f.field)]).toEqual(['form-invalid', ['occurredAt']]);
  });

  test('a clock counted from a past day ends at its start when it is over by then, never before what started it', () => {
    const l = underReview({ receivedAt: '2026-09-30T16:40:00+08:00' });
    l.leading = filed({ id: 'case-9' }).state;
    l.pair('clerk', 'unithead', 'merge-duplicate', { leading: 'case-9', sameSubject: true, nothingNew: true });
    l.on('2026-11-20').pair('clerk', 'unithead', 'unmerge', { unmergeReasons: 'another school' });
    const accepted = l.events.find((e) => e.type === 'expiry' && e.name === 'tip-review');
    expect([l.in('intake'), accepted?.occurredAt, l.p('investigation').opened]).toEqual([
      'Accepted',
      '2026-11-20T10:00:00+08:00',
      '2026-11-20T10:00:00+08:00',
    ]);
    expect(l.due('tip-review')).toBe('2026-10-13');
    l.check();
  });
});

describe('a proposal', () => {
  test('falls with who made it: after a recusal another person proposes', () => {
    const l = investigating().on('2026-10-12');
    l.do('officer1', 'extend:propose', EXTEND);
    l.given({ recused: ['officer1'], officers: ['officer2', 'officer3'] });
    const no = l.refused('depthead', 'extend');
    expect([no.code, no.basis.clause]).toEqual(['proposer-stepped-aside', 'M49 art. 35; APL art. 43']);
    // The page says so too, and does not offer what the ledger refuses.
    const page = actsFor(l.state, l.directory.people.depthead!, l.facts());
    expect(page.allowed.map((a) => a.act)).not.toContain('extend');
    expect(page.refused.find((a) => a.act === 'extend')?.refusal).toEqual(no);
    expect(page.allowed.map((a) => a.act)).toContain('extend:decline');
    l.do('officer3', 'extend:propose', EXTEND);
    l.do('depthead', 'extend');
  });
});

describe('an act is offered', () => {
  test('under its own name, and each half of a pair under what it does', () => {
    const l = underReview();
    const labels = (by: string) => {
      const { allowed } = actsFor(l.state, l.directory.people[by]!, l.facts());
      return Object.fromEntries(allowed.map(({ act, label }) => [act, label]));
    };
    const clerk = labels('clerk');
    expect(clerk.reply).toEqual({ zh: '回复举报人', en: 'Reply to the tipster' });
    expect(clerk['accept:propose']).toEqual({ zh: '提出：受理', en: 'Propose: Accept' });
    l.do('clerk', 'accept:propose');
    const head = labels('unithead');
    expect(head.accept).toEqual({ zh: '批准：受理', en: 'Approve: Accept' });
    expect(head['accept:decline']).toEqual({ zh: '不同意：受理', en: 'Decline: Accept' });
  });

  test('with why it may not be taken yet; what nobody proposed is not there to be declined', () => {
    const l = underReview();
    const refused = () =>
      Object.fromEntries(
        actsFor(l.state, l.directory.people.unithead!, l.facts()).refused.map((x) => [x.act, x.refusal.code]),
      );
    expect(refused()).toMatchObject({ accept: 'nothing-proposed', refuse: 'nothing-proposed' });
    expect(Object.keys(refused()).filter((act) => act.endsWith(':decline'))).toEqual([]);
  });

  test('to nobody of the staff where it opens a proceeding: that follows from something else', () => {
    for (const { kind, rows } of Object.values(TABLES))
      for (const row of rows)
        if (row.from === 'none') expect([kind, row.act, row.by]).toEqual([kind, row.act, 'system']);
    const l = filed();
    for (const person of Object.values(l.directory.people)) {
      const { allowed, refused } = actsFor(l.state, person, l.facts());
      const named = [...allowed, ...refused].map((x) => x.act);
      for (const act of ['arrive', 'accepted', 'propose']) expect(named).not.toContain(act);
    }
  });
});

describe('a whole paper file that is entered', () => {
  test('has our own acts by their papers, as of the day on which it is entered; the tipster’s need none', () => {
    const l = underReview().on('2026-10-09');
    const { facts } = l;
    l.facts = () => ({ ...facts.call(l), entering: { by: 'clerk2', recordedAt: '2026-11-20T10:00:00+08:00' } });
    const at = { occurredAt: '2026-10-09T10:00:00+08:00', proceeding: 'intake' };
    const form = { missing: 'clue', contacted: true, question: 'w' };
    expect(l.refused('clerk', 'ask-supplement', form, at).code).toBe('own-act-backdated');
    const day = { ...at, occurredAt: '2026-10-09' };
    expect(l.refused('clerk', 'ask-supplement', form, day).code).toBe('own-act-backdated');
    expect(l.ask('clerk', 'ask-supplement', { ...form, ...PAPER }, at).ok).toBe(true);
    expect(l.ask('tipster', 'message', { text: 'w' }, at).ok).toBe(true);
  });
});
