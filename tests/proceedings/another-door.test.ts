import { describe, expect, test } from 'vitest';
import { nextDoor } from '../../domain/proceedings/intake/linking.ts';
import type { Life } from '../support/life.ts';
import { DIRECTORY } from '../support/people.ts';
import { REGISTER, received, underReview } from '../support/roads.ts';

const MINE = { aboutMyself: true, passReasons: 'my cousin is named' };
const OTHERS = { aboutMyself: false, passReasons: 'not for this post' };
const without = (...ids: string[]) => ({
  ...DIRECTORY,
  people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => !ids.includes(id))),
});
/** The clerk passes a tip on that came in today. */
const passed = (form = OTHERS, l: Life = received()): Life => {
  l.do('clerk', 'pass-on', form);
  return l;
};

describe('a tip that is passed on', () => {
  test('lies with the special intake post, and no more with the reception', () => {
    const l = passed();
    expect([l.state.door, l.state.recused, l.in('intake')]).toEqual(['special', [], 'Received']);
    expect(l.refused('clerk', 'register', REGISTER).code).toBe('case-unknown');
    l.on('2026-10-08').do('special', 'register', { ...REGISTER, notOurStaff: true });
    expect(l.in('intake')).toBe('UnderReview');
  });

  test('because it concerns the clerk keeps the clerk outside for good, once', () => {
    const l = passed(MINE);
    expect(l.state.recused).toEqual(['clerk']);
    const known = received().given({ recused: ['officer3'] });
    expect(passed(MINE, known).state.recused).toEqual(['officer3', 'clerk']);
  });

  test('by the special intake post goes to the organ above, never back to itself; and there it stays', () => {
    const l = passed();
    l.do('special', 'pass-on', OTHERS);
    expect(l.state.door).toBe('above');
    expect(l.refused('special', 'register', REGISTER).code).toBe('case-unknown');
    expect(l.refused('superior', 'pass-on', OTHERS).code).toBe('no-other-door');
  });

  test('goes past a special intake post whose every holder is outside the case', () => {
    const l = received().given({ recused: ['special'] });
    expect(passed(OTHERS, l).state.door).toBe('above');
    const two = received().given({ recused: ['special'] });
    const other = { ...DIRECTORY.people.special!, id: 'special2', login: 'special2' };
    two.directory = { ...DIRECTORY, people: { ...DIRECTORY.people, special2: other } };
    expect(passed(OTHERS, two).state.door).toBe('special');
  });

  test('stays where no other door is open, and says so', () => {
    const l = received();
    l.directory = without('special', 'superior');
    expect(l.refused('clerk', 'pass-on', OTHERS)).toMatchObject({ code: 'no-other-door' });
    const special = received().given({ door: 'special' });
    special.directory = without('superior');
    expect(special.refused('special', 'pass-on', OTHERS).code).toBe('no-other-door');
    const only = received();
    only.directory = without('special');
    expect(passed(OTHERS, only).state.door).toBe('above');
  });

  test('is not passed on as their own conflict by the only head of the department, while the organ above has nobody', () => {
    const { depthead, clerk } = DIRECTORY.people;
    const both = { ...depthead!, grants: [...depthead!.grants, ...clerk!.grants] };
    const l = received();
    l.directory = { ...DIRECTORY, people: { ...without('superior').people, depthead: both } };
    expect(l.refused('depthead', 'pass-on', MINE).code).toBe('no-head-left');
    expect(l.ask('depthead', 'pass-on', OTHERS).ok).toBe(true);
    l.directory = { ...DIRECTORY, people: { ...DIRECTORY.people, depthead: both } };
    expect(l.ask('depthead', 'pass-on', MINE).ok).toBe(true);
  });

  test('leaves where the reception itself is outside: the post that took over is written down', () => {
    const l = received();
    l.directory = without('clerk2');
    expect(passed(MINE, l).state.headsAside).toEqual(['clerk']);
    expect(passed(OTHERS, received()).state.headsAside).toBeUndefined();
  });

  test('may be passed on throughout its review, not after', () => {
    const waiting = underReview();
    waiting.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which?' });
    for (const l of [received(), underReview(), waiting]) expect(l.ask('clerk', 'pass-on', OTHERS).ok).toBe(true);
    const l = underReview();
    l.pair('clerk', 'unithead', 'accept');
    expect(l.refused('clerk', 'pass-on', OTHERS).code).toBe('not-in-this-state');
  });
});

test('the next door is known of every case, before anybody passes it on', () => {
  const at = (l: Life) =>
    nextDoor({ case: l.state, p: l.p('intake'), form: {}, filled: false, at: l.now, facts: l.facts(), person: null });
  expect(at(received())).toBe('special');
  expect(at(received().given({ door: 'special' }))).toBe('above');
  expect(at(received().given({ recused: ['special'] }))).toBe('above');
  const shut = received();
  shut.directory = without('special', 'superior');
  expect(at(shut)).toBeNull();
});

describe('whoever links the accused', () => {
  const LINK = { accusedUnit: 'none', accusedNatural: true };

  test('does not decide about their own conflict: themselves, their relatives, their unit', () => {
    const l = received({ tip: { keepsAway: true } }).on('2026-10-08');
    for (const mine of [
      { accusedPersons: ['clerk'] },
      { keptAway: ['clerk'] },
      { accusedUnit: 'fund-supervision' },
      { accusedUnit: 'leadership', accusedHeads: ['unit-head'], accusedPersons: ['clerk'] },
    ])
      expect(
        l.refused('clerk', 'register', { ...REGISTER, keepsNobodyAway: true, ...mine }).code,
        JSON.stringify(mine),
      ).toBe('own-conflict');
    const others = { keptAway: ['officer3'], accusedPersons: ['officer2'] };
    expect(l.ask('clerk', 'register', { ...REGISTER, ...others }).ok).toBe(true);
  });

  test('keeps away whom the tipster names, with those who are outside already, and an officer among them leaves', () => {
    const l = underReview({ tip: { keepsAway: true } }, { keptAway: ['officer3'] });
    expect(l.state.recused).toEqual(['officer3']);
    l.do('clerk', 'link-accused', { ...LINK, keptAway: ['officer3', 'legal'] });
    expect(l.state.recused).toEqual(['officer3', 'legal']);
    expect(underReview().refused('clerk', 'link-accused', { ...LINK, keptAway: ['legal'] }).code).toBe(
      'nobody-kept-away',
    );
    const none = underReview();
    none.do('clerk', 'link-accused', LINK);
    expect([none.state.recused, none.events.at(-1)!.changes.filter((c) => c.op === 'case')]).toEqual([
      [],
      [
        {
          op: 'case',
          set: { accused: { natural: true, linked: true, units: [], heads: [], persons: [], everLinkedBy: ['clerk'] } },
        },
      ],
    ]);
    none.pair('clerk', 'unithead', 'accept');
    none.do('unithead', 'assign', { officers: ['officer1', 'officer2', 'officer3'], conflictChecked: true });
    none.do('clerk', 'link-accused', { ...LINK, accusedPersons: ['officer2'] }, { proceeding: 'investigation' });
    expect(none.state.officers).toEqual(['officer1', 'officer3']);
  });

  test('corrects the regime, or leaves it as it was', () => {
    const l = underReview({}, { regime: 'labour-inspection' });
    l.do('clerk', 'link-accused', LINK);
    expect([l.state.regime, l.p('intake').facts.matterRegime]).toEqual(['labour-inspection', 'labour-inspection']);
    l.do('clerk', 'link-accused', { ...LINK, regime: 'medical' });
    expect([l.state.regime, l.p('intake').facts.matterRegime]).toEqual(['fund', 'medical']);
  });

  test('is asked for a second person only where the tip is on staff and links nobody, or is said to be on none of ours', () => {
    const asks = (tip: object, form: object) => {
      const l = received({ tip: tip as never }).on('2026-10-08');
      return l
        .tasks(l.do('clerk', 'register', { ...REGISTER, ...form }))
        .some((t) => t.basis === 'house: conflict check by two');
    };
    const STAFF = { concernsStaff: 'yes' };
    expect(asks(STAFF, { notOurStaff: true })).toBe(true);
    expect(asks(STAFF, { notOurStaff: true, accusedUnit: 'training' })).toBe(true);
    for (const linked of [
      { accusedUnit: 'training' },
      { accusedPersons: ['officer3'] },
      { accusedHeads: ['principal'] },
    ])
      expect(asks(STAFF, linked), JSON.stringify(linked)).toBe(false);
    expect(asks({}, { notOurStaff: true })).toBe(false);
    // A paper file is confirmed as a whole by a second person.
    const typed = received({ tip: STAFF }).on('2026-10-08');
    const facts = typed.facts();
    typed.facts = () => ({ ...facts, entering: { by: 'clerk', recordedAt: facts.now } });
    expect(typed.tasks(typed.do('clerk', 'register', { ...REGISTER, notOurStaff: true }))).toEqual([]);
    expect(typed.state.accused.linked).toBe(true);
    expect(asks({}, {})).toBe(false);
  });
});
