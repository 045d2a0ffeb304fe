import { describe, expect, it } from 'vitest';
import type { Proceeding } from '../../domain/case/types.ts';
import { givenUpAt } from '../../domain/effects.ts';
import { type Beginning, type Life, life, paperOf } from '../support/life.ts';
import { confirmedRows, HOUSE_EXAMPLES } from '../support/people.ts';

const TWO = { withOfficer: 'officer2' };
const D = { proceeding: 'disclosure' };
const SECRET = 'the text to be published';

const handIn = (more: object = {}) => ({
  decisionNumber: '罚〔2026〕1号',
  partyName: 'a unit',
  text: SECRET,
  tipsterGone: true,
  thirdPartiesGone: true,
  secretsGone: true,
  remedyNamed: true,
  dishonesty: false,
  ...more,
});
const NOBODY = { natural: false, linked: true, units: [], heads: [], persons: [] };
const ENTRY = { dishonesty: true, seriousness: 'serious' };

const REVERSED = {
  body: 'court',
  how: 'annulled',
  decidedOn: '2026-09-25',
  reachedOn: '2026-09-30',
  procedural: false,
  redoOrdered: false,
  final: true,
  ...paperOf('2026-09-25', '行政判决书'),
};

/** Three years on our own pages; all else as in the examples. */
const PUBLICITY = { houseLimits: { ...HOUSE_EXAMPLES, 'house-publicity': { length: 36, unit: 'months' as const } } };

/** A case whose penalty is about to be decided, on Monday 7 September 2026. */
function before(b: Beginning = {}, natural = false): Life {
  return life({ receivedAt: '2026-09-07T09:00:00+08:00', ...b, authority: { ...PUBLICITY, ...b.authority } })
    .found('penalty', 'Decision', {
      flags: ['defence-over'],
      facts: { noticed: { fine: 4000, confiscation: 0, kinds: ['fine'] }, ground: 'other-by-law' },
    })
    .given({
      officers: ['officer1', 'officer2'],
      accused: { natural, linked: true, units: [], heads: [], persons: [] },
    });
}
const DECISION = {
  decisionNumber: '罚〔2026〕1号',
  kinds: ['fine'],
  fine: 4000,
  confiscation: 0,
  announcedTo: 'present',
  mustPublish: true,
  publishGround: 'social-influence',
  ...TWO,
};
const drafted = (b: Beginning = {}, natural = false, more: object = {}) => {
  const l = before(b, natural);
  l.pair('officer1', 'depthead', 'decide', { ...DECISION, ...more });
  return l;
};
const serve = (l: Life) =>
  l.do('officer1', 'serve', { service: 'direct', receipt: '回证1', remediesTold: true, repairNotice: true, ...TWO });
const publish = (l: Life, more: object = {}) => {
  l.do('disclosure', 'hand-in', handIn(more), D);
  l.do('checker', 'pass', { checked: true }, D);
  return l.do('disclosure', 'publish', {}, D);
};
const published = (b: Beginning = {}, more: object = {}, natural = false) => {
  const l = drafted(b, natural);
  serve(l);
  publish(l, more);
  return l;
};
const withdraw = (l: Life) => l.pair('disclosure', 'checker', 'withdraw', { publicReason: 'annulled by the court' }, D);
/** A disclosure by itself. */
const only = (state: string, more: Partial<Proceeding> = {}) =>
  life({ receivedAt: '2026-09-07T09:00:00+08:00' })
    .found('disclosure', state, more)
    .given({
      officers: ['officer1', 'officer2'],
      accused: { natural: false, linked: true, units: [], heads: [], persons: [] },
    });

describe('what changes the register', () => {
  const until = (l: Life, kind: 'publish' | 'expire-publication') =>
    givenUpAt(l.state, { kind, proceeding: 'disclosure-1' }, l.facts().calendars);

  it('is given up within the days of publishing, a third of what was left of them when it was published', () => {
    const l = published();
    const { stopped } = l.clocks('penalty-publish')[0] ?? {};
    const given = until(l, 'publish') ?? '';
    expect(given > (stopped?.at ?? 'z')).toBe(true);
    expect(given < '2026-09-17').toBe(true);
    expect(until(l, 'expire-publication')).toBeNull();
  });
});

describe('every penalty decision', () => {
  it('opens a draft; one that must be published brings its seven working days', () => {
    const l = drafted();
    expect(l.in('disclosure')).toBe('Draft');
    expect(l.clock('penalty-publish').proceeding).toBe('disclosure-1');
    expect(l.due('penalty-publish')).toBe('2026-09-16');
    expect(l.p('disclosure').facts).toMatchObject({ penalty: 'penalty-1', natural: false, decisionOn: '2026-09-07' });
    l.check();
  });

  it('that need not be published is not forgotten either', () => {
    const l = drafted({}, false, { mustPublish: false });
    expect(l.in('disclosure')).toBe('Draft');
    expect(l.clocks('penalty-publish')).toHaveLength(0);
    const events = l.to('2026-10-01');
    expect(l.tasks(events).map((x) => x.to)).toContain('unit-head');
    expect(l.runs('house-publish')).toBe(true);
    expect(l.in('disclosure')).toBe('Draft');
  });

  it('not published in time only warns, since the rule was read in a report, until the lawyer confirms it', () => {
    const l = drafted();
    l.to('2026-09-17');
    expect(l.clock('penalty-publish').outcome?.what).toBe('warn');
    const confirmed = drafted({ authority: { confirmed: confirmedRows('penalty-publish') } });
    confirmed.to('2026-09-17');
    expect(confirmed.clock('penalty-publish').outcome?.what).toBe('breach');
    serve(confirmed);
    publish(confirmed);
    expect(confirmed.stopped('penalty-publish')).toBe('met-late');
  });
});

describe('publication', () => {
  it('waits until the decision is served', () => {
    const l = drafted();
    l.do('disclosure', 'hand-in', handIn(), D);
    l.do('checker', 'pass', { checked: true }, D);
    expect(l.refused('disclosure', 'publish', {}, D)).toMatchObject({
      code: 'decision-not-served',
      basis: { kind: 'house' },
    });
    serve(l);
    const events = l.do('disclosure', 'publish', {}, D);
    expect(l.in('disclosure')).toBe('Published');
    expect(l.effects(events)).toMatchObject([
      { kind: 'publish', to: 'register', data: { penalty: 'penalty-1', natural: false } },
    ]);
    expect(l.runs('house-privacy-review')).toBe(false);
    expect(l.stopped('penalty-publish')).toBe('met');
    l.check();
  });

  it('carries ids and never the text', () => {
    const l = published();
    expect(JSON.stringify(l.state)).not.toContain(SECRET);
    expect(JSON.stringify(l.effects())).not.toContain(SECRET);
    const handedIn = l.events.find((e) => e.name === 'hand-in')!;
    expect(l.effects().find((e) => e.kind === 'publish')?.data.textEvent).toBe(handedIn.number);
  });

  it('of what rests on no decision waits for none to be served', () => {
    const l = only('Draft', { facts: { what: 'listing', natural: false } });
    l.do('disclosure', 'hand-in', handIn(), D);
    l.do('checker', 'pass', { checked: true }, D);
    l.do('disclosure', 'publish', {}, D);
    expect(l.in('disclosure')).toBe('Published');
  });

  it('needs a second person who passes what another redacted', () => {
    const l = drafted();
    serve(l);
    l.do('disclosure', 'hand-in', handIn(), D);
    expect(l.refused('disclosure', 'publish', {}, D).code).toBe('redaction-not-passed');
    expect(l.refused('disclosure', 'pass', { checked: true }, D).code).toBe('not-your-role');
    l.do('checker', 'return', { reasons: 'a name is left' }, D);
    expect(l.in('disclosure')).toBe('Draft');
    expect(l.runs('house-privacy-review')).toBe(false);
    l.do('disclosure', 'hand-in', handIn(), D);
    l.do('checker', 'pass', { checked: true }, D);
    l.do('checker', 'return', { reasons: 'second thoughts' }, D);
    l.do('disclosure', 'hand-in', handIn(), D);
    expect(l.refused('disclosure', 'publish', {}, D).code).toBe('redaction-not-passed');
  });

  it('asks for each redaction to be affirmed and the remedy to be named', () => {
    const l = drafted();
    for (const field of ['tipsterGone', 'thirdPartiesGone', 'secretsGone', 'remedyNamed']) {
      const no = l.refused('disclosure', 'hand-in', handIn({ [field]: false }), D);
      expect(no.fields?.map((f) => f.field)).toEqual([field]);
    }
  });

  it("of a natural person's penalty only after redaction, and never as dishonesty data", () => {
    const l = drafted({}, true);
    expect(l.refused('disclosure', 'hand-in', handIn(), D).code).toBe('natural-not-redacted');
    const entry = handIn({ naturalRedacted: true, ...ENTRY });
    expect(l.refused('disclosure', 'hand-in', entry, D).basis.clause).toBe('CR26 art. 12 ¶3');
    serve(l);
    publish(l, { naturalRedacted: true });
    expect(l.effects().find((e) => e.kind === 'publish')?.data.natural).toBe(true);
  });

  it("of a natural person's listing never happens", () => {
    const l = only('Draft', { facts: { what: 'listing', natural: true } });
    const no = l.refused('disclosure', 'hand-in', handIn({ naturalRedacted: true }), D);
    expect(no.basis.clause).toBe('CR26 art. 12 ¶3; ZJ-CR art. 15');
  });

  it('waiting for the second person is watched', () => {
    const l = drafted();
    l.do('disclosure', 'hand-in', handIn(), D);
    const events = l.to('2026-11-01');
    expect(l.tasks(events).some((x) => x.text.en === 'The privacy review is not done')).toBe(true);
    expect(l.runs('house-privacy-review')).toBe(true);
  });
});

describe('not to publish', () => {
  it('is proposed by the disclosure post on a named ground and decided by the unit head', () => {
    const l = drafted();
    const form = { notPublishedGround: 'no-social-influence', explanation: 'words' };
    l.do('disclosure', 'not-publish:propose', form, D);
    expect(l.refused('checker', 'not-publish', {}, D).code).toBe('not-your-role');
    l.do('unithead', 'not-publish', {}, D);
    expect(l.in('disclosure')).toBe('NotPublished');
    expect(l.stopped('penalty-publish')).toBe('met');
    l.do('disclosure', 'ground-gone', { explanation: 'words' }, D);
    expect(l.p('disclosure')).toMatchObject({ state: 'Draft', run: 2 });
    expect(l.runs('house-publish')).toBe(true);
    l.check();
  });
});

describe('a published decision that falls', () => {
  it('by another body, known on Wednesday 30 September 2026 and looked at by two on 9 October, is withdrawn by Saturday 10 October', () => {
    const l = published();
    l.on('2026-10-09').pair('officer1', 'depthead', 'reversed-outside', REVERSED);
    expect(l.in('disclosure')).toBe('WithdrawalDue');
    expect(l.p('disclosure').facts).toMatchObject({ how: 'annulled', decidedOn: '2026-09-25' });
    expect(l.due('disclosure-withdraw')).toBe('2026-10-10');
    l.check();
  });

  it('by ourselves, from the day that decision was made', () => {
    const l = published();
    l.on('2026-09-30').pair('officer1', 'depthead', 'correct-own', {
      how: 'annulled',
      orderedFromAbove: false,
      correctionNumber: '纠1',
      reasons: 'words',
      ...TWO,
    });
    expect(l.in('disclosure')).toBe('WithdrawalDue');
    expect(l.due('disclosure-withdraw')).toBe('2026-10-10');
    expect(l.p('disclosure').facts.decidedOn).toBe('2026-09-30');
  });

  it('is withdrawn with a reason in public that a second person has checked', () => {
    const l = published({}, ENTRY);
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', REVERSED);
    l.do('disclosure', 'withdraw:propose', { publicReason: 'annulled by the court' }, D);
    expect(l.refused('disclosure', 'withdraw', {}, D).code).toBe('not-your-role');
    const events = l.do('checker', 'withdraw', {}, D);
    expect(l.in('disclosure')).toBe('Withdrawn');
    expect(l.stopped('disclosure-withdraw')).toBe('met');
    expect(l.runs('credit-publish-window')).toBe(false);
    const proposal = l.events.find((e) => e.name === 'withdraw' && e.type === 'proposal')!;
    expect(l.p('disclosure').facts.reasonEvent).toBe(proposal.number);
    expect(l.effects(events)).toMatchObject([
      {
        kind: 'withdraw-publication',
        data: { how: 'annulled', decidedOn: '2026-09-25', reasonEvent: proposal.number },
      },
      { kind: 'credit-remove', to: 'credit-platform' },
    ]);
    expect(JSON.stringify(l.effects(events))).not.toContain('annulled by the court');
    l.check();
  });

  it('and is not withdrawn in three working days: a breach that the department head hears of', () => {
    const l = published();
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', REVERSED);
    const events = l.to('2026-10-11');
    expect(l.clock('disclosure-withdraw').outcome?.what).toBe('breach');
    expect(l.tasks(events).map((x) => x.to)).toContain('dept-head');
    expect(l.in('disclosure')).toBe('WithdrawalDue');
    withdraw(l);
    expect(l.stopped('disclosure-withdraw')).toBe('met-late');
  });

  it('even while its correction is pending', () => {
    const l = published();
    l.do('officer1', 'report-mistake', { mistake: 'text', explanation: 'words' }, D);
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', REVERSED);
    expect(l.in('disclosure')).toBe('WithdrawalDue');
    expect(l.runs('house-correct')).toBe(false);
  });

  it('stays when the annulment falls away before it was taken down', () => {
    const l = published();
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', REVERSED);
    l.pair('officer1', 'unithead', 'annulment-fell-away', paperOf('2026-09-30'), D);
    expect(l.in('disclosure')).toBe('Published');
    expect(l.stopped('disclosure-withdraw')).toBe('cancelled');
    expect(l.runs('house-publicity')).toBe(true);
  });

  it('is taken down at the end of its publicity even while the withdrawal is due', () => {
    const l = published({ authority: { houseLimits: { 'house-publicity': { length: 30, unit: 'cd' } } } });
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', REVERSED);
    const events = l.to('2026-10-08');
    expect(l.effects(events).map((e) => e.kind)).toEqual(['expire-publication']);
    expect(l.in('disclosure')).toBe('WithdrawalDue');
    l.pair('officer1', 'unithead', 'annulment-fell-away', paperOf('2026-10-08'), D);
    expect(l.in('disclosure')).toBe('Expired');
  });

  it('before publication closes the draft, and nothing is owed', () => {
    for (const submitted of [false, true]) {
      const l = drafted();
      if (submitted) l.do('disclosure', 'hand-in', handIn(), D);
      const document = paperOf('2026-09-09', '行政判决书');
      l.on('2026-09-10').pair('officer1', 'depthead', 'reversed-outside', {
        ...REVERSED,
        decidedOn: '2026-09-09',
        reachedOn: '2026-09-10',
        ...document,
      });
      expect(l.in('disclosure')).toBe('Closed');
      expect(l.stopped('penalty-publish')).toBe('cancelled');
      expect(Object.values(l.state.clocks).filter((k) => k.proceeding === 'disclosure-1' && !k.stopped)).toEqual([]);
    }
  });

  it('in changed form is published anew in a linked run, counted from the changing decision', () => {
    const l = published();
    l.on('2026-09-30').pair('officer1', 'depthead', 'reversed-outside', { ...REVERSED, how: 'changed' });
    withdraw(l);
    l.do('depthead', 'stands-changed', {
      decisionNumber: '判1',
      kinds: ['fine'],
      fine: 2000,
      confiscation: 0,
      receivedOn: '2026-09-29',
    });
    expect(l.state.proceedings['disclosure-1']?.state).toBe('Withdrawn');
    expect(l.p('disclosure')).toMatchObject({ id: 'disclosure-2', state: 'Draft', linked: 'disclosure-1' });
    expect(l.p('disclosure').facts).toMatchObject({ mustPublish: true, penalty: 'penalty-1', natural: false });
    expect(l.clock('penalty-publish').count?.start).toBe('2026-09-25');
    publish(l);
    expect(l.in('disclosure')).toBe('Published');
    l.check();
  });

  it('leaves the disclosure of another penalty alone', () => {
    const l = published();
    l.system('disclosure', 'decision-reversed', { how: 'annulled', decidedOn: '2026-09-07', penalty: 'penalty-2' });
    expect(l.in('disclosure')).toBe('Published');
  });
});

describe('the publicity limit', () => {
  it('of a dishonesty entry is counted from the decision and ends by itself, on the day, rest day or not', () => {
    const l = published({}, { dishonesty: true, seriousness: 'slight' });
    expect(l.due('credit-publish-window')).toBe('2026-12-07');
    expect(l.clocks('house-publicity')).toHaveLength(0);
    const events = l.to('2026-12-08');
    expect(l.in('disclosure')).toBe('Expired');
    expect(l.effects(events).map((e) => e.kind)).toEqual(['expire-publication']);
    expect(l.clock('credit-publish-window').outcome?.what).toBe('over');
    l.check();
  });

  it('follows the seriousness', () => {
    const due = (seriousness: string) => published({}, { dishonesty: true, seriousness }).due('credit-publish-window');
    expect(due('ordinary')).toBe('2027-09-07');
    expect(due('serious')).toBe('2029-09-07');
    const l = drafted();
    expect(l.refused('disclosure', 'hand-in', handIn({ dishonesty: true }), D).code).toBe('seriousness-needed');
  });

  it('of our own pages in Hebei is five years, two for natural persons', () => {
    const hebei = { authority: { region: 'hebei' } };
    expect(published(hebei).due('hb-unpublish')).toBe('2031-09-07');
    expect(published(hebei, { naturalRedacted: true }, true).due('hb-unpublish')).toBe('2028-09-07');
    expect(published(hebei).clocks('house-publicity')).toHaveLength(0);
  });

  it('is one for each entry, by what it is, whose it is and where', () => {
    const limits = (facts: object, region: string | null) => {
      const l = life({ receivedAt: '2026-09-07T09:00:00+08:00', authority: { ...PUBLICITY, region } })
        .found('disclosure', 'PrivacyReview', { flags: ['passed', 'served'], facts: { ...facts } })
        .given({ officers: ['officer1', 'officer2'], accused: { ...NOBODY, natural: false } });
      l.do('disclosure', 'publish', {}, D);
      const of = ['credit-publish-window', 'hb-unpublish', 'house-publicity'].flatMap((id) => l.clocks(id));
      return of.map((k) => `${k.deadline} ${k.part}`);
    };
    for (const region of [null, 'hebei', 'zhejiang'])
      for (const natural of [false, true]) {
        const own = region === 'hebei' ? `hb-unpublish ${natural ? 1 : 0}` : 'house-publicity 0';
        expect([region, natural, limits({ natural }, region)]).toEqual([region, natural, [own]]);
        ['slight', 'ordinary', 'serious'].forEach((seriousness, part) => {
          const entry = [`credit-publish-window ${part}`];
          expect(limits({ natural, dishonesty: true, seriousness }, region)).toEqual(entry);
        });
      }
  });

  it('elsewhere is the limit of the house, which does not roll, and without one there is no end', () => {
    const l = published({ authority: { houseLimits: { 'house-publicity': { length: 5, unit: 'cd' } } } });
    expect(l.due('house-publicity')).toBe('2026-09-12');
    l.to('2026-09-13');
    expect(l.in('disclosure')).toBe('Expired');
    const none = published({ authority: { houseLimits: {} } });
    none.to('2030-01-01');
    expect(none.in('disclosure')).toBe('Published');
  });

  it('ends early by repair where it is dishonesty data, and by a named order', () => {
    const repaired = published({}, ENTRY);
    repaired.system('disclosure', 'repaired');
    expect(repaired.in('disclosure')).toBe('Expired');
    expect(repaired.stopped('credit-publish-window')).toBe('cancelled');
    const own = published();
    own.system('disclosure', 'repaired');
    expect(own.in('disclosure')).toBe('Published');
    const events = own.pair(
      'clerk',
      'checker',
      'ordered-down',
      { orderedBy: 'procurator', ...paperOf('2026-09-07') },
      D,
    );
    expect(own.in('disclosure')).toBe('Expired');
    expect(own.effects(events).map((e) => e.kind)).toEqual(['expire-publication']);
  });
});

describe('a mistake in what was published', () => {
  it('is corrected by one and passed by another, and the limit is not renewed', () => {
    const l = published();
    const limit = l.due('house-publicity');
    l.do('officer1', 'report-mistake', { mistake: 'text', explanation: 'words' }, D);
    expect(l.in('disclosure')).toBe('Corrected');
    const { decisionNumber: _, remedyNamed: __, dishonesty: ___, ...text } = handIn();
    l.do('disclosure', 'correct:propose', text, D);
    expect(l.refused('disclosure', 'correct', {}, D).code).toBe('not-your-role');
    const events = l.do('checker', 'correct', {}, D);
    expect(l.in('disclosure')).toBe('Published');
    expect(l.stopped('house-correct')).toBe('met');
    expect(l.due('house-publicity')).toBe(limit);
    const proposal = l.events.find((e) => e.name === 'correct' && e.type === 'proposal')!;
    expect(l.p('disclosure').facts.textEvent).toBe(proposal.number);
    expect(l.effects(events)).toMatchObject([
      { kind: 'correct-publication', data: { textEvent: proposal.number, corrected: true } },
    ]);
    l.check();
  });

  it('that is a missed redaction takes the entry down first', () => {
    const l = published();
    const events = l.do('clerk', 'report-mistake', { mistake: 'redaction', explanation: 'words' }, D);
    expect(l.effects(events)).toMatchObject([{ kind: 'correct-publication', data: { takenDown: true } }]);
  });

  it('left alone is watched, and the end of publicity ends it too', () => {
    const l = published({ authority: { houseLimits: { 'house-publicity': { length: 20, unit: 'cd' } } } });
    l.on('2026-09-14').do('officer1', 'report-mistake', { mistake: 'text', explanation: 'words' }, D);
    l.to('2026-09-29');
    expect(l.in('disclosure')).toBe('Expired');
    expect(l.runs('house-correct')).toBe(false);
    const slow = published({ authority: { houseLimits: { 'house-correct': { length: 2, unit: 'wd' } } } });
    slow.do('officer1', 'report-mistake', { mistake: 'text', explanation: 'words' }, D);
    const events = slow.to('2026-09-20');
    expect(slow.tasks(events).some((x) => x.to === 'unit-head')).toBe(true);
    expect(slow.runs('house-correct')).toBe(true);
  });
});
