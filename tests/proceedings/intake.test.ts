import { describe, expect, test } from 'vitest';
import type { FactSheet, NewEvent } from '../../domain/case/types.ts';
import { actsFor, systemAct } from '../../domain/kernel/index.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { linkAsked } from '../../domain/proceedings/intake/linking.ts';
import { followerActs, leadingActs, leadingOf } from '../../domain/proceedings/parts/merging.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { dayOf } from '../../domain/time/day.ts';
import { type Life, paperOf } from '../support/life.ts';
import { AUTHORITY, DIRECTORY } from '../support/people.ts';
import { accepted, archived, concluded, investigating, REGISTER, received, underReview } from '../support/roads.ts';

const REFUSE = { refusalGround: 'no-target-or-clue', refusalReasons: 'nobody named' };
const TRANSFER = { transferTo: 'hrss', transferNumber: '移〔2026〕1号', transferReasons: 'theirs' };
const THEIRS = { competent: 'theirs', transferNumber: '移〔2026〕2号' };
const paper = { paper: { number: '审〔2026〕3号', pages: 2, scan: 'scan-1', second: 'officer3' } };
const last = (events: NewEvent[]) => events.at(-1)!;

function transferred(): Life {
  const l = underReview().on('2026-10-09');
  l.pair('clerk', 'unithead', 'transfer', TRANSFER);
  return l;
}

describe('receipt and registration', () => {
  test('the clocks of a named tip that wants notice run from receipt: 13 Oct, 20 Oct, 29 Dec', () => {
    const l = received();
    expect(l.in('intake')).toBe('Received');
    expect([l.due('tip-review'), l.due('tip-acceptance-notice'), l.due('tip-investigate')]).toEqual([
      '2026-10-13',
      '2026-10-20',
      '2026-12-29',
    ]);
    l.check();
  });

  test('an anonymous tipster, or one who did not ask, is owed no notice', () => {
    expect(received({ named: false }).clocks('tip-acceptance-notice')).toEqual([]);
    expect(received({ wantsNotice: false }).clocks('tip-acceptance-notice')).toEqual([]);
  });

  test('registration links the accused and fixes the regime; only from then the head of the unit sees the case', () => {
    const l = received().on('2026-10-08');
    expect(l.refused('unithead', 'mark-urgent', { urgency: 'grave' }).code).toBe('case-unknown');
    l.do('clerk', 'register', {
      ...REGISTER,
      accusedUnit: 'training',
      accusedNatural: false,
      regime: 'labour-inspection',
    });
    expect(l.state.accused).toEqual({
      natural: false,
      linked: true,
      units: ['training'],
      heads: [],
      persons: [],
      everLinkedBy: ['clerk'],
    });
    expect([l.state.regime, l.in('intake'), l.stopped('house-register')]).toEqual([
      'labour-inspection',
      'UnderReview',
      'met',
    ]);
    expect(l.ask('unithead', 'mark-urgent', { urgency: 'grave' }).ok).toBe(true);
  });

  test('a tip about our own staff is not registered as concerning nobody of the house', () => {
    const l = received({ tip: { concernsStaff: 'yes' } }).on('2026-10-08');
    expect(l.refused('clerk', 'register', REGISTER).code).toBe('staff-not-linked');
    expect(l.refused('clerk', 'register', { ...REGISTER, accusedUnit: 'nowhere' }).code).toBe('unit-unknown');
    l.do('clerk', 'register', { ...REGISTER, accusedUnit: 'agency-hall', accusedPersons: ['officer3'] });
    expect(l.state.accused.persons).toEqual(['officer3']);
    l.do('clerk', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      notOurStaff: true,
      regime: 'discipline',
    });
    // Who was linked is taken back in by two.
    expect([l.state.accused.units, l.state.accused.persons]).toEqual([['agency-hall'], ['officer3']]);
    l.do('depthead', 'confirm-not-ours', { tipRead: true });
    expect([l.state.accused, l.p('intake').facts.matterRegime]).toEqual([
      { natural: true, linked: true, units: [], heads: [], persons: [], everLinkedBy: ['clerk'] },
      'discipline',
    ]);
  });

  test.each<[string, object, object]>([
    ['asked for another door', {}, { door: 'special' }],
    ['keeps a post away', {}, { door: 'special', barred: ['clerk'] }],
    ['keeps a head away', {}, { barred: ['principal'] }],
    ['accuses a name that one of ours bears', { bearsOurName: true }, {}],
  ])('no less so one that %s, whatever it ticked of staff', (_what, tip, given) => {
    for (const concernsStaff of ['no', 'unsure']) {
      const l = received({ tip: { concernsStaff, ...tip } }).on('2026-10-08');
      l.given(given);
      const by = l.state.door === 'special' ? 'special' : 'clerk';
      expect(l.refused(by, 'register', REGISTER).code).toBe('staff-not-linked');
      l.do(by, 'register', { ...REGISTER, notOurStaff: true });
      expect([l.state.accused.linked, l.refused(by, 'accept:propose', {}).code]).toEqual([
        false,
        'second-person-first',
      ]);
      l.do('depthead', 'confirm-not-ours', { tipRead: true });
      l.pair(by, 'unithead', 'accept');
    }
  });

  describe('whom the tip itself names', () => {
    const canNot = (l: Life, who: string) =>
      !canSee(l.directory.people[who]!, l.state, l.directory, dayOf(l.facts().now));

    test('is outside from its first moment, and second person to nothing in it: one level up is', () => {
      const l = received({ tip: { bearsOurName: true, namesPersons: ['depthead'] } }).on('2026-10-08');
      expect(l.state.accused).toMatchObject({ linked: false, persons: ['depthead'] });
      expect(l.state.headsAside).toEqual(['dept-head']);
      l.do('clerk', 'register', { ...REGISTER, notOurStaff: true });
      expect([canNot(l, 'depthead'), l.state.accused.persons]).toEqual([true, ['depthead']]);
      expect(l.refused('depthead', 'confirm-not-ours', { tipRead: true }).code).toBe('case-unknown');
      l.do('superior', 'confirm-not-ours', { tipRead: true });
      expect([l.state.accused.persons, l.state.headsAside, canNot(l, 'depthead')]).toEqual([[], [], false]);
    });

    test('is not exchanged for somebody else by one person alone', () => {
      const l = received({ tip: { bearsOurName: true, namesPersons: ['officer1'] } }).on('2026-10-08');
      l.do('clerk', 'register', { ...REGISTER, accusedPersons: ['disclosure'] });
      expect(l.state.accused).toMatchObject({ linked: false, persons: ['officer1', 'disclosure'] });
      expect(l.refused('clerk', 'accept:propose').code).toBe('second-person-first');
      l.do('depthead', 'confirm-not-ours', { tipRead: true });
      expect(l.state.accused).toMatchObject({ linked: true, persons: ['disclosure'] });
      expect(l.state.accused.asked).toBeUndefined();
    });

    const PAPER = { number: '1', pages: 2, scan: 's', second: 'special' };
    test('registers nothing themselves, at whatever moment it is said to have been', () => {
      for (const occurredAt of [undefined, '2026-10-07T09:00:00+08:00']) {
        const l = received({ tip: { bearsOurName: true, namesPersons: ['clerk'] } }).on('2026-10-08');
        const o = occurredAt ? { occurredAt } : {};
        const form = { ...REGISTER, notOurStaff: true, ...(occurredAt ? { paper: PAPER } : {}) };
        expect(l.refused('clerk', 'register', form, o).code).toBe('case-unknown');
        l.do('clerk2', 'register', form, o);
        expect(l.state.accused).toMatchObject({ linked: false, persons: ['clerk'] });
      }
    });

    test('is given to no door behind which nobody else sits', () => {
      const on = { aboutMyself: false, passReasons: 'x' };
      for (const [persons, goes] of [
        [['officer1'], true],
        [['superior'], false],
      ] as const) {
        const l = received({ tip: { bearsOurName: true, namesPersons: [...persons] } }).on('2026-10-08');
        l.given({ door: 'special' });
        if (goes) expect(l.ask('special', 'pass-on', on).ok).toBe(true);
        else expect(l.refused('special', 'pass-on', on).code).toBe('no-other-door');
      }
    });

    test('and linked as named is linked by one, as ever', () => {
      const l = received({ tip: { bearsOurName: true, namesPersons: ['officer1'] } }).on('2026-10-08');
      l.do('clerk', 'register', { ...REGISTER, accusedPersons: ['officer1', 'officer2'] });
      expect(l.state.accused).toMatchObject({ linked: true, persons: ['officer1', 'officer2'] });
    });

    test('who it says shall not see it does not, and whom it may mean otherwise has to be said', () => {
      const kept = received({ tip: { keepsAway: true, namesAway: ['depthead'] } }).on('2026-10-08');
      expect(kept.state).toMatchObject({ recused: ['depthead'], headsAside: ['dept-head'] });
      // Whom its words were found to name answers for nobody else whom they mean.
      expect(kept.refused('clerk', 'register', REGISTER).code).toBe('kept-away-not-said');
      kept.do('clerk', 'register', { ...REGISTER, keptAway: ['depthead'] });
      expect(kept.state.recused).toEqual(['depthead']);
      expect(canNot(kept, 'depthead')).toBe(true);
      const l = received({ tip: { keepsAway: true } }).on('2026-10-08');
      expect(l.refused('clerk', 'register', REGISTER)).toMatchObject({
        code: 'kept-away-not-said',
        fields: [{ field: 'keptAway' }],
      });
      const other = received({ tip: { keepsAway: true } }).on('2026-10-08');
      other.do('clerk', 'register', { ...REGISTER, keepsNobodyAway: true });
      l.do('clerk', 'register', { ...REGISTER, keptAway: ['officer2'] });
      expect([l.state.recused, other.state.recused]).toEqual([['officer2'], []]);
    });
  });

  test('an accused is taken back in by two, also in the investigation and whatever the tip says of staff', () => {
    const l = received().on('2026-10-08');
    l.do('clerk', 'register', { ...REGISTER, accusedPersons: ['officer1'] });
    l.pair('clerk', 'unithead', 'accept');
    const none = { accusedUnit: 'none', accusedNatural: true };
    l.do('clerk', 'link-accused', none, { proceeding: 'investigation' });
    expect(l.state.accused).toMatchObject({ linked: false, persons: ['officer1'] });
    const named = { officers: ['officer1', 'officer2'], conflictChecked: true };
    expect(l.ask('depthead', 'assign', named).ok).toBe(false);
    l.do('depthead', 'confirm-not-ours', { tipRead: true });
    expect(l.state.accused).toMatchObject({ linked: true, persons: [] });
    // Whoever asked for it in the investigation, standing in for somebody, does not confirm it in the intake.
    const own = received({ tip: { bearsOurName: true, namesPersons: ['unithead'] } }).on('2026-10-08');
    own.do('clerk', 'register', { ...REGISTER, accusedPersons: ['unithead'] });
    own.pair('clerk', 'depthead', 'accept');
    own.do('depthead', 'link-accused', { ...none, notOurStaff: true }, { proceeding: 'investigation' });
    // Who asked is the only head of the department: the organ above looks.
    expect(own.refused('depthead', 'confirm-not-ours', { tipRead: true }).code).toBe('not-your-role');
    expect(own.ask('superior', 'confirm-not-ours', { tipRead: true }).ok).toBe(true);
    expect(own.state.accused).toMatchObject({ linked: false, persons: ['unithead'] });
    // More may be linked by one.
    l.do('clerk', 'link-accused', { ...none, accusedPersons: ['officer3'] }, { proceeding: 'investigation' });
    expect(l.state.accused).toMatchObject({ linked: true, persons: ['officer3'] });
  });

  test('nobody is taken back in by one: no unit, no head and no person, whatever else is linked for it', () => {
    const link = (accusedUnit: string, accusedHeads: string[], accusedPersons: string[]) => ({
      accusedUnit,
      accusedNatural: true,
      accusedHeads,
      accusedPersons,
    });
    const stays = (form: object) => {
      const l = underReview({}, link('training', ['unit-head'], ['officer3']));
      l.do('clerk', 'link-accused', form);
      return l.state.accused.linked;
    };
    expect(stays(link('training', ['unit-head'], ['officer3']))).toBe(true);
    expect(stays(link('training', ['unit-head', 'principal'], ['officer3', 'legal']))).toBe(true);
    expect(stays(link('labour', ['unit-head'], ['officer3']))).toBe(false);
    expect(stays(link('none', ['unit-head'], ['officer3']))).toBe(false);
    expect(stays(link('training', ['principal'], ['officer3']))).toBe(false);
    expect(stays(link('training', [], ['officer3']))).toBe(false);
    expect(stays(link('training', ['unit-head'], ['legal']))).toBe(false);
    expect(stays(link('training', ['unit-head'], []))).toBe(false);
  });

  test('a tip that silence accepted is registered once, and one that was registered before not again', () => {
    const late = received();
    late.to('2026-10-14T10:00:00+08:00');
    expect(late.in('intake')).toBe('Accepted');
    late.do('clerk', 'register', REGISTER);
    expect(late.refused('clerk', 'register', REGISTER).code).toBe('not-in-this-state');
    expect(accepted().refused('clerk', 'register', REGISTER).code).toBe('not-in-this-state');
  });

  describe('that a tip on our staff concerns none of them is found by two', () => {
    const NOBODY = { ...REGISTER, notOurStaff: true };
    /** At the special intake post, and registered there as concerning nobody. */
    const alone = (more: object = {}, tip: FactSheet = {}) => {
      const l = received({ tip: { concernsStaff: 'yes', ...tip } }).on('2026-10-08');
      l.given({ door: 'special', ...more });
      return l;
    };
    const sees = (l: Life) =>
      Object.keys(l.directory.people).filter((id) =>
        canSee(l.directory.people[id]!, l.state, l.directory, dayOf(l.facts().now)),
      );
    const SETTLES: [string, object][] = [
      ['accept', {}],
      ['refuse', { refusalGround: 'out-of-scope', refusalReasons: 'r' }],
      ['hand-over', { channelTo: 'petition-direct', routeTold: true }],
      ['transfer', { transferTo: 'hrss' }],
      ['let-go', { nothingToActOn: true }],
      ['merge-duplicate', { leading: 'x', sameSubject: true, nothingNew: true }],
    ];

    test('whoever registered it settles nothing, and nobody but the head of the department sees it', () => {
      const l = alone();
      const events = l.do('special', 'register', NOBODY);
      expect(l.tasks(events).map((t) => t.to)).toEqual(['dept-head']);
      expect(sees(l)).toEqual(['special', 'depthead']);
      for (const [act, form] of SETTLES.slice(0, 4)) {
        expect(l.refused('special', `${act}:propose`, form).code, act).toBe('second-person-first');
      }
      const offered = actsFor(l.state, l.directory.people.special!, l.facts()).allowed.map((a) => a.act);
      for (const [act] of SETTLES) expect(offered).not.toContain(`${act}:propose`);
      expect(l.refused('special', 'confirm-not-ours', { tipRead: true }).code).toBe('not-your-role');
      l.do('depthead', 'confirm-not-ours', { tipRead: true });
      expect(sees(l)).toEqual(['special', 'unithead', 'depthead']);
      expect(l.refused('depthead', 'confirm-not-ours', { tipRead: true }).code).toBe('no-second-person-needed');
      l.pair('special', 'unithead', 'accept');
      expect(l.in('intake')).toBe('Accepted');
    });

    test('every row of review by which somebody settles it waits for the second person', () => {
      const rows = TABLES.intake.rows.filter(
        (r) =>
          r.act !== undefined &&
          typeof r.by === 'object' &&
          (r.from === 'open' || (Array.isArray(r.from) && r.from.includes('UnderReview'))) &&
          r.to !== 'same' &&
          r.to !== 'AwaitingSupplement',
      );
      const names = rows.map((r) => r.act);
      for (const [act] of SETTLES) expect(names).toContain(act);
      for (const r of rows)
        expect(
          r.guards?.map((g) => g.id),
          r.act,
        ).toContain('second-person-first');
    });

    test('who is both is not the second person, nor who is kept away or accused, nor a post that the tip keeps away', () => {
      const l = alone();
      const grant = l.directory.people.special!.grants[0]!;
      const special = {
        ...l.directory.people.special!,
        grants: [grant, { ...grant, roles: ['dept-head' as const] }],
      };
      l.directory = { ...l.directory, people: { ...l.directory.people, special } };
      l.do('special', 'register', NOBODY);
      expect(l.refused('special', 'confirm-not-ours', { tipRead: true }).code).toBe('not-the-same-person');

      const away = alone({}, { keepsAway: true });
      away.do('special', 'register', { ...NOBODY, keptAway: ['depthead'] });
      expect(sees(away)).toEqual(['special', 'superior']);
      expect(away.refused('depthead', 'confirm-not-ours', { tipRead: true }).code).toBe('case-unknown');
      away.do('superior', 'confirm-not-ours', { tipRead: true });

      const ticked = alone({ barred: ['unit-head', 'dept-head', 'principal'] });
      ticked.do('special', 'register', NOBODY);
      expect(sees(ticked)).toEqual(['special', 'superior']);
      ticked.do('superior', 'confirm-not-ours', { tipRead: true });
      expect(sees(ticked)).toEqual(['special', 'superior']);
    });

    test('registered by the organ above, which has nobody else who decides, stands: it is no colleague of the accused', () => {
      const l = alone({ door: 'above', barred: ['unit-head', 'dept-head', 'principal'] });
      expect(sees(l)).toEqual(['superior']);
      l.do('superior', 'register', NOBODY);
      expect([l.state.accused.linked, l.state.accused.asked]).toEqual([true, undefined]);
      // Where somebody else decides, above or here, they look at it.
      const here = alone({ door: 'above' });
      here.do('superior', 'register', NOBODY);
      expect([here.state.accused.linked, sees(here)]).toEqual([false, ['depthead', 'superior']]);
      const two = alone({ door: 'above', barred: ['unit-head', 'dept-head', 'principal'] });
      const { superior2 } = two.directory.people;
      const grants = superior2!.grants.map((g) => ({ ...g, roles: ['dept-head' as const] }));
      two.directory = { ...two.directory, people: { ...two.directory.people, superior2: { ...superior2!, grants } } };
      two.do('superior', 'register', NOBODY);
      expect(two.state.accused.linked).toBe(false);
      two.do('superior2', 'confirm-not-ours', { tipRead: true });
      expect(two.state.accused.linked).toBe(true);
    });

    test('stands in the list of whoever looks, and of nobody else: the organ above has it in the place of the head of the department', () => {
      const asked = (...without: string[]) => {
        const l = alone();
        const { depthead, special } = l.directory.people;
        const both = { ...depthead!, grants: [...depthead!.grants, ...special!.grants] };
        const people: Record<string, Person> = { ...l.directory.people, depthead: both };
        for (const id of without) delete people[id];
        l.directory = { ...l.directory, people };
        const by = without.includes('special') ? 'depthead' : 'special';
        const tasks = l.tasks(l.do(by, 'register', NOBODY));
        return tasks.filter((t) => t.basis === 'house: conflict check by two').map((t) => t.to);
      };
      expect([asked(), asked('special'), asked('special', 'superior')]).toEqual([
        ['dept-head'],
        ['dept-head'],
        ['unit-head'],
      ]);
      expect(asked('special', 'superior', 'unithead')).toEqual(['principal']);
    });

    test('nor by one who first accuses the colleague that would look, above or here', () => {
      const heads = ['unithead', 'depthead', 'principal'];
      const l = alone({ door: 'above' }, { bearsOurName: true, namesPersons: heads });
      l.given({ accused: { ...l.state.accused, persons: heads } });
      const { superior2 } = l.directory.people;
      const grants = superior2!.grants.map((g) => ({ ...g, roles: ['dept-head' as const] }));
      l.directory = { ...l.directory, people: { ...l.directory.people, superior2: { ...superior2!, grants } } };
      expect(l.refused('superior', 'register', { ...REGISTER, accusedPersons: ['superior2'] }).code).toBe(
        'no-head-left',
      );

      const two = alone({ door: 'above' });
      two.do('superior', 'register', { ...REGISTER, accusedHeads: ['dept-head'] });
      two.do('superior', 'link-accused', { accusedUnit: 'none', accusedNatural: true, notOurStaff: true });
      expect(two.state.accused).toMatchObject({ linked: false, heads: ['dept-head'] });
    });

    test('nor by who holds a post here as well as above', () => {
      const l = alone({ barred: ['unit-head', 'dept-head', 'principal'] });
      const { special, superior } = l.directory.people;
      const both = { ...special!, grants: [...special!.grants, ...superior!.grants] };
      const { superior: _, ...people } = l.directory.people;
      l.directory = { ...l.directory, people: { ...people, special: both } };
      expect(l.refused('special', 'register', NOBODY).code).toBe('no-head-left');
    });

    test('is confirmed as it was read: what was asked for anew since is read anew', () => {
      const l = alone();
      l.do('special', 'register', NOBODY);
      const read = l.offered('depthead', 'confirm-not-ours')!.proposal!;
      expect(read).toMatchObject({
        act: 'link-accused',
        by: 'special',
        facts: { accusedUnit: 'none', accusedPersons: [] },
      });
      l.to('2026-10-08T15:00:00+08:00');
      const link = { accusedUnit: 'none', accusedNatural: true, notOurStaff: true };
      l.do('special', 'link-accused', { ...link, accusedUnit: 'training' });
      l.do('special', 'link-accused', link);
      const seal = { tipRead: true };
      const { put: now } = l.offered('depthead', 'confirm-not-ours')!.proposal!;
      expect(l.refused('depthead', 'confirm-not-ours', seal, { answers: read.put }).code).toBe('changed-since-read');
      expect(l.ask('depthead', 'confirm-not-ours', seal, { answers: now }).ok).toBe(true);
      // A decision on any proposal is one on the proposal that was read.
      l.do('depthead', 'confirm-not-ours', seal, { answers: now });
      l.to('2026-10-08T16:00:00+08:00');
      l.do('special', 'accept:propose');
      const [first] = Object.values(l.p('intake').proposals);
      l.to('2026-10-08T17:00:00+08:00');
      l.do('special', 'accept:propose');
      for (const act of ['accept', 'accept:decline'])
        expect(l.refused('unithead', act, {}, { answers: first!.put! }).code).toBe('changed-since-read');
      expect(l.ask('unithead', 'accept', {}, { answers: l.p('intake').proposals.accept!.put! }).ok).toBe(true);
    });

    test('waits as it was put forward: by whom, when, of which unit, heads and persons; of nobody, or of no moment, nothing waits', () => {
      const { state } = received();
      const asked = { units: ['training'], heads: ['principal' as const], persons: ['legal'], by: 'clerk' };
      const moment = { at: '2026-10-08T10:00:00+08:00', put: '2026-10-08T10:00:00.001+08:00' };
      const waits = (more: object) =>
        linkAsked({ ...state, accused: { ...state.accused, asked: { ...asked, ...more } } });
      const facts = { accusedUnit: 'training', accusedHeads: ['principal'], accusedPersons: ['legal'] };
      expect(waits(moment)).toEqual({ act: 'link-accused', by: 'clerk', ...moment, facts });
      expect(waits({ at: moment.at, units: [] })).toStrictEqual({
        act: 'link-accused',
        by: 'clerk',
        at: moment.at,
        facts: { ...facts, accusedUnit: 'none' },
      });
      expect([linkAsked(state), waits({}), waits({ ...moment, by: null })]).toEqual([null, null, null]);
    });

    test('is never linked so that no head is left, here or above: whoever takes tips in is not alone with one', () => {
      const l = received().on('2026-10-08');
      const heads = { ...REGISTER, accusedPersons: ['unithead', 'depthead'] };
      l.do('clerk', 'register', heads);
      expect([l.state.accused.linked, sees(l)]).toEqual([true, ['clerk', 'clerk2', 'superior']]);
      const alone = received();
      const { superior: _, ...people } = alone.directory.people;
      alone.directory = { ...alone.directory, people };
      alone.on('2026-10-08');
      expect(alone.refused('clerk', 'register', heads).code).toBe('no-head-left');
      alone.do('clerk', 'register', { ...REGISTER, accusedPersons: ['unithead'] });
      const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: ['unithead', 'depthead'] };
      expect(alone.refused('clerk', 'link-accused', link).code).toBe('no-head-left');
    });

    test('nor does correcting the link go round it, in intake or after acceptance by silence', () => {
      const l = alone();
      l.do('special', 'register', { ...REGISTER, accusedUnit: 'training' });
      expect(l.state.accused.linked).toBe(true);
      const nobody = { accusedUnit: 'none', accusedNatural: true, notOurStaff: true };
      l.do('special', 'link-accused', nobody);
      expect([l.state.accused.linked, l.refused('special', 'accept:propose').code]).toEqual([
        false,
        'second-person-first',
      ]);
      l.do('special', 'link-accused', { ...nobody, accusedUnit: 'agency-hall', notOurStaff: false });
      l.do('special', 'link-accused', nobody);
      l.to('2026-10-14');
      expect(l.in('intake')).toBe('Accepted');
      expect(l.do('special', 'link-accused', nobody, { proceeding: 'investigation' }).length).toBeGreaterThan(0);
      expect(sees(l)).toEqual(['special', 'depthead']);
      expect(l.refused('depthead', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true }).code).toBe(
        'not-your-role',
      );
      l.do('depthead', 'confirm-not-ours', { tipRead: true });
      l.do('unithead', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    });

    test('a tip on staff that is linked to somebody of the house needs no second person', () => {
      const l = alone();
      l.do('special', 'register', { ...REGISTER, accusedUnit: 'agency-hall' });
      expect(l.refused('depthead', 'confirm-not-ours', { tipRead: true }).code).toBe('no-second-person-needed');
      l.pair('special', 'unithead', 'accept');
    });
  });

  test('a tip that nobody registers warns clerk and head of the unit, and the review goes on', () => {
    const l = received();
    const events = l.to('2026-10-12');
    expect(l.tasks(events).map((t) => t.to)).toEqual(expect.arrayContaining(['clerk', 'unit-head']));
    expect([l.in('intake'), l.runs('tip-review'), l.clock('house-register').outcome?.what]).toEqual([
      'Received',
      true,
      'warn',
    ]);
  });

  test('a tip against the head of the unit is decided by the head of the department', () => {
    const l = underReview({}, { accusedHeads: ['unit-head'] });
    l.do('clerk', 'accept:propose');
    expect(l.refused('unithead', 'accept').code).toBe('case-unknown');
    l.do('depthead', 'accept');
    expect(l.in('intake')).toBe('Accepted');
  });

  test('a tip against the head of the department is decided by the organ above', () => {
    const l = underReview({}, { accusedHeads: ['unit-head', 'dept-head'] });
    l.do('clerk', 'accept:propose');
    expect(l.refused('depthead', 'accept').code).toBe('case-unknown');
    l.do('superior', 'accept');
    expect(l.in('intake')).toBe('Accepted');
  });
});

describe('acceptance', () => {
  test('accepting stops the review and hands the sixty days to the investigation, still counted from receipt', () => {
    const l = accepted();
    expect([l.in('intake'), l.in('investigation'), l.stopped('tip-review')]).toEqual(['Accepted', 'Accepted', 'met']);
    expect(l.clock('tip-investigate')).toMatchObject({ proceeding: 'investigation-1', stopped: null });
    expect(l.due('tip-investigate')).toBe('2026-12-29');
    l.check();
  });

  test('silence accepts on 14 October at midnight, as of receipt, and the breach of the review is recorded', () => {
    const l = underReview();
    l.to('2026-10-13T23:59:59+08:00');
    expect(l.in('intake')).toBe('UnderReview');
    const events = l.to('2026-10-14');
    const silent = events.find((e) => e.name === 'tip-review')!;
    expect(silent).toMatchObject({
      type: 'expiry',
      to: 'Accepted',
      occurredAt: '2026-10-14T00:00:00+08:00',
      basis: 'M49 art. 21 ¶3',
    });
    expect(silent.facts).toMatchObject({ bySilence: true, effectiveFrom: '2026-09-30T16:40:00+08:00' });
    expect([l.in('investigation'), l.due('tip-investigate'), l.clock('tip-review').outcome?.what]).toEqual([
      'Accepted',
      '2026-12-29',
      'breach',
    ]);
    expect(l.runs('tip-acceptance-notice')).toBe(true);
    expect(l.p('investigation').facts.bySilence).toBe(true);
  });

  test('silence accepts out of every state of review', () => {
    const unregistered = received();
    unregistered.to('2026-10-14');
    expect([unregistered.in('intake'), unregistered.stopped('house-register')]).toEqual(['Accepted', 'ended']);

    const waiting = underReview();
    waiting.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which school?' });
    waiting.to('2026-10-14');
    expect([waiting.in('intake'), waiting.runs('house-supplement')]).toEqual(['Accepted', false]);

    const handed = underReview({}, { regime: 'petition' });
    handed.pair('clerk', 'unithead', 'hand-over', { channelTo: 'petition-direct', routeTold: true });
    handed.to('2026-10-14');
    expect([handed.in('intake'), handed.runs('house-handover')]).toEqual(['Accepted', false]);
  });

  test('accepted by silence without registration: nobody is assigned before the accused is linked', () => {
    const l = received();
    l.to('2026-10-14T09:00:00+08:00');
    expect(l.refused('unithead', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true }).code).toBe(
      'case-unknown',
    );
    l.do('clerk', 'register', REGISTER, { proceeding: 'intake' });
    expect(l.in('intake')).toBe('Accepted');
    l.do('unithead', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    expect(l.in('investigation')).toBe('Investigating');
  });

  test('only what M49 covers is accepted; the refusal names the clause and the right way out', () => {
    for (const [regime, clause] of [
      ['medical', 'SIO art. 4'],
      ['collection', 'M49 art. 11 ¶2'],
      ['petition', 'M49 art. 11 ¶1'],
      ['subsidy', 'M49 arts. 2'],
      ['discipline', 'SL arts. 15'],
    ] as const) {
      const no = underReview({}, { regime }).refused('clerk', 'accept:propose');
      expect([no.code, no.basis.clause?.startsWith(clause), no.remedy?.zh]).toEqual([
        'outside-regime',
        true,
        expect.any(String),
      ]);
    }
  });

  test('contributions never paid in part ways with money wrongly out of the fund', () => {
    const no = underReview({}, { money: 'never-in' }).refused('clerk', 'accept:propose');
    expect([no.code, no.basis.clause]).toEqual(['never-paid-in', 'M49 art. 11 ¶1']);
    expect(underReview({}, { money: 'never-in', regime: 'labour-inspection' }).ask('clerk', 'accept:propose').ok).toBe(
      true,
    );
  });

  test('nobody accepts what they proposed, and a declined proposal is gone', () => {
    const l = underReview();
    expect(l.refused('unithead', 'accept').code).toBe('nothing-proposed');
    l.do('clerk', 'accept:propose');
    expect(l.refused('clerk', 'accept').code).toBe('not-your-role');
    l.do('unithead', 'accept:decline', { reasons: 'ask first' });
    expect(l.refused('unithead', 'accept').code).toBe('nothing-proposed');
  });
});

describe('supplement', () => {
  test('asking stops nothing; supplying leads back to review', () => {
    const l = underReview();
    expect(
      l.refused('clerk', 'ask-supplement', { missing: 'clue', contacted: false, question: 'which?' }).basis.clause,
    ).toBe('M49 art. 17 ¶4');
    l.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which school?' });
    expect([l.in('intake'), l.runs('house-supplement'), l.due('tip-review')]).toEqual([
      'AwaitingSupplement',
      true,
      '2026-10-13',
    ]);
    l.tip('supply', { text: 'the one by the river' });
    expect([l.in('intake'), l.stopped('house-supplement')]).toEqual(['UnderReview', 'met']);
    l.tip('supply', { text: 'and its head' });
    expect(l.in('intake')).toBe('UnderReview');
  });

  test('what the tipster says is sealed, never a fact', () => {
    const l = underReview();
    const [event] = l.tip('supply', { text: 'the one by the river' });
    expect(event!.words).toEqual({ text: 'the one by the river' });
    expect(JSON.stringify(l.state)).not.toContain('river');
  });

  test('staff supply for the tipster only from a paper', () => {
    const l = underReview();
    expect(l.refused('clerk', 'supply', { text: 'by letter' }).fields?.[0]?.field).toBe('document');
    l.do('clerk', 'supply', { text: 'by letter', ...paperOf('2026-10-08', '来信') });
  });

  test('a silent tipster: the head of the unit is told, the state stays', () => {
    const l = underReview({
      authority: { houseLimits: { ...AUTHORITY.houseLimits, 'house-supplement': { length: 2, unit: 'wd' } } },
    });
    l.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which?' });
    const events = l.to('2026-10-11');
    expect(l.tasks(events).map((t) => t.to)).toContain('unit-head');
    expect([l.in('intake'), l.clock('house-supplement').outcome?.what]).toEqual(['AwaitingSupplement', 'warn']);
  });
});

describe('refusal', () => {
  test('a refusal cancels the sixty days; the notice is still owed', () => {
    const l = underReview();
    l.pair('clerk', 'unithead', 'refuse', REFUSE);
    expect([l.in('intake'), l.stopped('tip-investigate'), l.stopped('tip-review')]).toEqual([
      'NotAccepted',
      'cancelled',
      'met',
    ]);
    expect(l.runs('tip-acceptance-notice')).toBe(true);
    l.on('2026-10-15');
    l.pair('clerk', 'unithead', 'notice-sent', { told: 'refused', noticeHow: 'page' });
    expect(l.stopped('tip-acceptance-notice')).toBe('met');
    expect(l.effects().map((e) => e.data.letter)).toContain('refused');
  });

  test('only with a ground of M49 art. 21 ¶1, and never as out of scope what was registered inside it', () => {
    const l = underReview();
    expect(l.refused('clerk', 'refuse:propose', { ...REFUSE, refusalGround: 'too-busy' }).code).toBe('form-invalid');
    expect(l.refused('clerk', 'refuse:propose', { ...REFUSE, refusalGround: 'out-of-scope' }).basis.clause).toBe(
      'M49 art. 21 ¶1(1)',
    );
    expect(
      l.refused('clerk', 'refuse:propose', { ...REFUSE, refusalGround: 'concluded-no-new-clue' }).basis.clause,
    ).toBe('M49 art. 21 ¶1(3)');
    const outside = underReview({}, { regime: 'medical' });
    expect(outside.ask('clerk', 'refuse:propose', { ...REFUSE, refusalGround: 'out-of-scope' }).ok).toBe(true);
  });

  test('after the silence it is too late: a proposal made before does not help', () => {
    const l = underReview().on('2026-10-13');
    l.do('clerk', 'refuse:propose', REFUSE);
    l.on('2026-10-14');
    expect(l.refused('unithead', 'refuse').code).toBe('not-in-this-state');
    expect(l.in('intake')).toBe('Accepted');
  });

  test('a refusal on paper from before the silence, entered later, supersedes the silent acceptance', () => {
    const l = underReview().on('2026-10-13');
    l.do('clerk', 'refuse:propose', REFUSE);
    l.on('2026-10-16');
    expect([l.in('intake'), l.in('investigation')]).toEqual(['Accepted', 'Accepted']);
    const o = { proceeding: 'intake', occurredAt: '2026-10-13' };
    expect(l.refused('clerk', 'refuse:propose', REFUSE, o).code).toBe('own-act-backdated');
    l.do('clerk', 'refuse:propose', { ...REFUSE, ...paper }, o);
    // A proposal undoes nothing: were it declined, the tip would stay accepted.
    expect([l.in('intake'), l.in('investigation')]).toEqual(['Accepted', 'Accepted']);
    l.do('unithead', 'refuse', paper, o);
    expect([l.in('intake'), l.in('investigation')]).toEqual(['NotAccepted', 'Void']);
    expect(l.clock('tip-review')).toMatchObject({ outcome: { what: 'breach' }, stopped: { why: 'entered-late' } });
    expect(l.stopped('tip-investigate')).toBe('cancelled');
    expect(l.tasks().some((t) => t.basis === 'house: two times')).toBe(true);
    l.check();
  });

  test('without a paper the missed day is not undone with the keyboard, nor dated before receipt', () => {
    const l = received();
    l.on('2026-10-16');
    expect(l.refused('clerk', 'register', REGISTER, { proceeding: 'intake', occurredAt: '2026-10-09' }).code).toBe(
      'own-act-backdated',
    );
    expect(
      l.refused('clerk', 'register', { ...REGISTER, ...paper }, { proceeding: 'intake', occurredAt: '2026-09-01' })
        .code,
    ).toBe('before-its-event');
    expect(l.refused('clerk', 'register', REGISTER, { proceeding: 'intake', occurredAt: '2026-10-20' }).code).toBe(
      'occurred-in-future',
    );
  });

  test('a truly new clue opens the review again, with all clocks from its own receipt', () => {
    const l = underReview();
    l.pair('clerk', 'unithead', 'refuse', REFUSE);
    l.on('2026-10-21');
    expect(l.refused('clerk', 'new-clue', { clueReceivedOn: '2026-09-01', trulyNew: true }).code).toBe('clue-date');
    expect(l.refused('clerk', 'new-clue', { clueReceivedOn: '2026-10-21', trulyNew: false }).code).toBe('form-invalid');
    l.do('clerk', 'new-clue', { clueReceivedOn: '2026-10-20', trulyNew: true });
    expect([l.in('intake'), l.p('intake').run, l.p('intake').ended]).toEqual(['UnderReview', 2, null]);
    expect([l.due('tip-review'), l.due('tip-acceptance-notice')]).toEqual(['2026-10-27', '2026-11-03']);
    expect(l.clock('tip-investigate').count?.start).toBe('2026-10-20');
  });
});

describe('notice', () => {
  test('a missed notice is a breach and stays owed after acceptance', () => {
    const l = accepted();
    l.to('2026-10-21');
    expect(l.clock('tip-acceptance-notice')).toMatchObject({ outcome: { what: 'breach' }, stopped: null });
    l.on('2026-10-22');
    l.pair('clerk', 'unithead', 'notice-sent', { told: 'accepted', noticeHow: 'oral' });
    expect(l.stopped('tip-acceptance-notice')).toBe('met-late');
    expect(l.refused('clerk', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' }).basis.clause).toBe(
      'M49 art. 22',
    );
  });

  test('what is told must be what happened', () => {
    const l = accepted();
    expect(l.refused('clerk', 'notice-sent:propose', { told: 'refused', noticeHow: 'page' }).code).toBe(
      'notice-not-this',
    );
    expect(underReview().refused('clerk', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' }).code).toBe(
      'notice-not-this',
    );
    expect(
      accepted({ named: false }).refused('clerk', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' }).code,
    ).toBe('notice-not-owed');
  });
});

describe('transfer and its return', () => {
  test('a transfer is tracked until somebody has it: reminder, then upward, then the receipt', () => {
    const l = transferred();
    expect([l.in('intake'), l.stopped('tip-investigate'), l.due('house-receipt')]).toEqual([
      'Transferred',
      'cancelled',
      '2026-10-22',
    ]);
    const first = l.to('2026-10-23');
    expect(l.effects(first).map((e) => e.kind)).toEqual(['remind']);
    const second = l.to('2026-11-07');
    expect(l.effects(second).map((e) => e.kind)).toEqual(['report-upward']);
    expect(l.clocks('house-receipt').map((k) => k.stopped?.why ?? 'runs')).toEqual(['again', 'again', 'runs']);
    l.do('unithead', 'receipt', paperOf('2026-11-06'), { occurredAt: '2026-11-06' });
    // Received the day before the second watch ran out: that one reads entered late, the third had no ground.
    expect(l.in('intake')).toBe('TransferDone');
    expect(l.clocks('house-receipt').map((k) => k.stopped?.why)).toEqual(['again', 'entered-late', 'without-ground']);
    expect(l.effects().some((e) => e.data.letter === 'transferred')).toBe(true);
  });

  test('the way out must fit the regime it was registered under', () => {
    const no = underReview({}, { regime: 'medical' }).refused('clerk', 'transfer:propose', TRANSFER);
    expect([no.code, no.basis.clause]).toEqual(['not-that-way', 'SIO art. 4']);
  });

  test('returned: review and sixty days from the return, also after the receipt', () => {
    const l = transferred().on('2026-10-12');
    l.do('unithead', 'receipt', paperOf('2026-10-12'));
    l.on('2026-10-15');
    l.do('clerk', 'returned', paperOf('2026-10-15'), { occurredAt: '2026-10-15' });
    expect([l.in('intake'), l.p('intake').run, l.due('tip-review')]).toEqual(['UnderReview', 2, '2026-10-22']);
    expect(l.clock('tip-investigate').count?.start).toBe('2026-10-15');
    const early = transferred();
    early.do('clerk', 'returned', paperOf('2026-10-09'));
    expect([early.in('intake'), early.stopped('house-receipt'), early.p('intake').run]).toEqual([
      'UnderReview',
      'met',
      1,
    ]);
  });

  test('a petition comes back only within five working days and with our consent', () => {
    const road = () => {
      const l = underReview({}, { regime: 'petition' });
      l.pair('clerk', 'unithead', 'transfer', { ...TRANSFER, transferTo: 'petition-organ' });
      l.do('unithead', 'receipt', paperOf('2026-10-08'));
      return l;
    };
    const l = road();
    expect(l.due('petition-assignment-objection')).toBe('2026-10-14');
    expect(l.refused('clerk', 'returned', paperOf('2026-10-08')).code).toBe('return-not-agreed');
    l.do('clerk', 'returned', { returnAgreed: true, ...paperOf('2026-10-08') });
    expect([l.in('intake'), l.stopped('petition-assignment-objection')]).toEqual(['UnderReview', 'used']);
    const late = road();
    late.to('2026-10-15');
    expect(late.clock('petition-assignment-objection')).toMatchObject({
      outcome: { what: 'lapse' },
      stopped: { why: 'lapsed' },
    });
    expect(late.refused('clerk', 'returned', { returnAgreed: true, ...paperOf('2026-10-15') }).basis.clause).toBe(
      'PR art. 23 ¶3',
    );
  });

  test('in Yunnan the transfer letter has its own clock, which only warns', () => {
    const l = underReview({ authority: { region: 'yunnan' } });
    l.pair('clerk', 'unithead', 'transfer', TRANSFER);
    expect(l.due('tip-transfer-yunnan')).toBe('2026-10-21');
    l.do('clerk', 'send-transfer-letter', { letterNumber: '转〔2026〕1号' });
    expect(l.stopped('tip-transfer-yunnan')).toBe('met');
    expect(transferred().clocks('tip-transfer-yunnan')).toEqual([]);
  });
});

describe('jurisdiction', () => {
  const disputed = () => {
    const l = underReview();
    l.do('unithead', 'dispute-jurisdiction', { disputeWith: 'the next city' });
    return l;
  };

  test('talks fail, the common superior designates us: the flags are lifted, the review went on', () => {
    const l = disputed();
    expect(l.due('tip-jurisdiction-agree')).toBe('2026-10-14');
    l.do('depthead', 'talks-failed');
    expect(l.p('intake').flags).toEqual(expect.arrayContaining(['jurisdiction-dispute', 'awaiting-designation']));
    expect(l.refused('depthead', 'talks-failed').code).toBe('not-in-this-state');
    l.do('clerk', 'designation-request-received', paperOf('2026-10-08'));
    expect([l.stopped('house-designation-ask'), l.due('tip-jurisdiction-designate')]).toEqual(['met', '2026-10-14']);
    l.pair('clerk', 'unithead', 'designate', { competent: 'ours', ...paperOf('2026-10-08') });
    expect([l.in('intake'), l.p('intake').flags, l.runs('tip-review')]).toEqual(['UnderReview', [], true]);
  });

  test('no clock of ours stops while departments dispute: silence accepts all the same', () => {
    const l = disputed();
    l.to('2026-10-14');
    expect([l.in('intake'), l.runs('tip-jurisdiction-agree')]).toEqual(['Accepted', true]);
    // The dispute goes with the case: it is settled, or brought before the superior, in the investigation.
    expect([l.p('investigation').flags, l.clock('tip-jurisdiction-agree').proceeding]).toEqual([
      ['jurisdiction-dispute'],
      'investigation-1',
    ]);
    l.to('2026-10-20');
    expect(l.p('investigation').flags).toEqual(['jurisdiction-dispute', 'awaiting-designation']);
    l.pair('clerk', 'unithead', 'designate', { ...THEIRS, ...paperOf('2026-10-20') }, { proceeding: 'investigation' });
    expect([l.in('investigation'), l.p('investigation').flags]).toEqual(['TransferringOut', []]);
  });

  test('agreed or designated to the other department: transferred', () => {
    const l = disputed();
    l.pair('clerk', 'unithead', 'agree-jurisdiction', { ...THEIRS, ...paperOf('2026-10-08') });
    expect([l.in('intake'), l.stopped('tip-investigate'), l.runs('house-receipt'), l.p('intake').flags]).toEqual([
      'Transferred',
      'cancelled',
      true,
      [],
    ]);
    const d = disputed();
    d.do('depthead', 'talks-failed');
    d.pair('clerk', 'unithead', 'designate', { ...THEIRS, ...paperOf('2026-10-08') });
    expect(d.in('intake')).toBe('Transferred');
  });

  test('what two authorities agreed, or a superior designated, is entered by one and decided on by another', () => {
    const l = disputed();
    const said = { ...THEIRS, ...paperOf('2026-10-08') };
    expect(l.refused('unithead', 'agree-jurisdiction').code).toBe('nothing-proposed');
    l.do('clerk', 'agree-jurisdiction:propose', said);
    expect([l.in('intake'), l.p('intake').flags]).toEqual(['UnderReview', ['jurisdiction-dispute']]);
    expect(l.refused('clerk2', 'agree-jurisdiction').code).toBe('not-your-role');
    // The clerk stands in for the head of the unit, and stays one person.
    const [head] = DIRECTORY.people.unithead!.grants;
    const clerk = DIRECTORY.people.clerk!;
    const deputy = { ...clerk, grants: [...clerk.grants, { ...head!, for: ['unithead'] as const }] };
    l.directory = { ...DIRECTORY, people: { ...DIRECTORY.people, clerk: deputy } };
    expect(l.refused('clerk', 'agree-jurisdiction').code).toBe('not-your-own-proposal');
    expect(l.offered('unithead', 'agree-jurisdiction')?.proposal?.by).toBe('outside:other-authority');
    l.do('unithead', 'agree-jurisdiction');
    expect(l.in('intake')).toBe('Transferred');
    const d = disputed();
    d.do('depthead', 'talks-failed');
    d.do('clerk', 'designate:propose', said);
    d.do('unithead', 'designate:decline', { reasons: 'no such paper' });
    expect([d.in('intake'), d.runs('tip-review')]).toEqual(['UnderReview', true]);
  });

  test('nothing leaves without a letter, and nobody has received what was not sent', () => {
    const l = disputed();
    const said = { competent: 'theirs', ...paperOf('2026-10-08') };
    const no = l.refused('clerk', 'agree-jurisdiction:propose', said);
    expect([no.code, no.fields?.map((f) => f.field)]).toEqual(['transfer-letter-unnamed', ['transferNumber']]);
    // A case of before, that one person let go without one.
    const old = received().found('intake', 'Transferred');
    expect(old.refused('clerk', 'receipt', paperOf('2026-09-30')).code).toBe('transfer-letter-first');
    old.do('clerk', 'send-transfer-letter', { letterNumber: '转〔2026〕1号' });
    old.do('clerk', 'receipt', paperOf('2026-09-30'));
    expect(old.in('intake')).toBe('TransferDone');
  });

  test('whoever is left alone above lets nothing go: silence accepts it, then officers are named and there are two', () => {
    const l = received({ tip: { concernsStaff: 'yes' }, named: false });
    l.given({
      accused: { ...l.state.accused, heads: ['unit-head', 'dept-head', 'principal'] },
      door: 'above',
      headsAside: ['unit-head', 'dept-head', 'principal', 'clerk', 'special'],
    }).on('2026-10-08');
    l.do('superior', 'register', {
      ...REGISTER,
      accusedHeads: ['unit-head', 'dept-head', 'principal'],
    });
    l.do('superior', 'dispute-jurisdiction', { disputeWith: 'the next city' });
    const said = { ...THEIRS, ...paperOf('2026-10-08') };
    expect(l.refused('superior', 'agree-jurisdiction:propose', said).code).toBe('nobody-decides');
    l.do('superior', 'talks-failed');
    l.do('superior', 'designation-request-received', paperOf('2026-10-08'));
    expect(l.refused('superior', 'designate:propose', said).code).toBe('nobody-decides');
    expect(l.in('intake')).toBe('UnderReview');
    l.to('2026-10-14');
    expect([l.in('intake'), l.in('investigation')]).toEqual(['Accepted', 'Accepted']);
    l.do('superior', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
    const later = { ...THEIRS, ...paperOf('2026-10-14') };
    l.do('officer1', 'designate:propose', later, { proceeding: 'investigation' });
    l.do('superior', 'designate', {}, { proceeding: 'investigation' });
    expect(l.in('investigation')).toBe('TransferringOut');
  });

  test('while transferred, silence of the talks, the request and the superior each goes one level further', () => {
    const l = disputed();
    l.pair('clerk', 'unithead', 'transfer', TRANSFER);
    l.to('2026-10-15');
    expect(l.p('intake').flags).toContain('awaiting-designation');
    expect(l.clock('tip-jurisdiction-agree').outcome?.what).toBe('silence');
    l.to('2026-10-31');
    expect(l.clocks('house-designation-ask').length).toBe(2);
    l.do('clerk', 'designation-request-received', paperOf('2026-10-31'));
    const silent = l.to('2026-11-08');
    expect(l.effects(silent).map((e) => e.kind)).toContain('remind');
    const again = l.to('2026-11-24');
    expect(
      l
        .effects(again)
        .filter((e) => e.to === 'superior')
        .map((e) => e.kind),
    ).toContain('report-upward');
    l.pair('clerk', 'unithead', 'designate', { competent: 'ours', ...paperOf('2026-11-24') });
    expect([l.runs('house-designation'), l.p('intake').flags]).toEqual([false, []]);
  });
});

describe('merging', () => {
  const follower = (leading: Life, act: string, form: Record<string, unknown>, b = {}): Life => {
    const l = underReview({ id: 'case-2', ...b });
    if (leading.now > l.now) l.to(leading.now);
    l.leading = leading.state;
    l.pair('clerk', 'unithead', act, { leading: 'case-1', sameSubject: true, ...form });
    return l;
  };
  const apply = (leading: Life, l: Life) => {
    const event = last(l.events as unknown as NewEvent[]);
    expect(leadingOf(event)).toBe('case-1');
    if (l.now > leading.now) leading.to(l.now);
    for (const a of leadingActs(event)) leading.system(a.kind, a.act, a.form);
  };

  test('a duplicate gives up its clocks, keeps its own notice, and leaves the leading clocks alone', () => {
    const leading = accepted();
    const l = follower(leading, 'merge-duplicate', { nothingNew: true });
    expect([l.in('intake'), l.stopped('tip-investigate'), l.stopped('tip-review'), l.state.mergedInto]).toEqual([
      'Merged',
      'superseded',
      'met',
      'case-1',
    ]);
    expect(l.runs('tip-acceptance-notice')).toBe(true);
    apply(leading, l);
    expect([leading.clocks('tip-investigate').length, leading.p('investigation').facts.followers]).toEqual([
      1,
      ['case-2'],
    ]);
  });

  test('a repeat with a new valid clue starts the sixty days of the leading case again in full, once', () => {
    const leading = investigating();
    leading.on('2026-10-12');
    const l = follower(leading, 'merge-new-clue', { validClue: true });
    apply(leading, l);
    expect(leading.clocks('tip-investigate').map((k) => k.stopped?.why ?? 'runs')).toEqual(['superseded', 'runs']);
    expect(leading.clock('tip-investigate').count?.start).toBe('2026-10-12');
    expect(leading.clock('tip-investigate').proceeding).toBe('investigation-1');
  });

  test('only an accepted, unconcluded case of this organ can lead with a new clue', () => {
    const l = underReview({ id: 'case-2' });
    const form = { leading: 'case-1', sameSubject: true, validClue: true };
    expect(l.refused('clerk', 'merge-new-clue:propose', form)).toMatchObject({
      code: 'leading-unknown',
      fields: [{ field: 'leading' }],
    });
    l.leading = underReview().state;
    expect(l.refused('clerk', 'merge-new-clue:propose', form).basis.clause).toBe('M49 art. 23 ¶2');
    l.leading = concluded().state;
    expect(l.refused('clerk', 'merge-new-clue:propose', form).code).toBe('leading-not-accepted');
    expect(
      l.refused('clerk', 'merge-duplicate:propose', { leading: 'case-1', sameSubject: true, nothingNew: true }).code,
    ).toBe('leading-not-open');
    l.leading = accepted().state;
    expect(
      l.refused('clerk', 'merge-under-review:propose', { leading: 'case-1', sameSubject: true, newClue: true }).code,
    ).toBe('leading-not-under-review');
    expect(l.ask('clerk', 'merge-new-clue:propose', form).ok).toBe(true);
  });

  test('a new clue for a case still under review counts as its supplement and starts nothing again', () => {
    const leading = underReview();
    leading.do('clerk', 'ask-supplement', { missing: 'clue', contacted: true, question: 'which?' });
    apply(leading, follower(leading, 'merge-under-review', { newClue: true }));
    expect([leading.in('intake'), leading.stopped('house-supplement'), leading.clocks('tip-review').length]).toEqual([
      'UnderReview',
      'met',
      1,
    ]);
    apply(leading, follower(leading, 'merge-under-review', { newClue: true }, { id: 'case-3' }));
    expect(leading.p('intake').facts.followers).toEqual(['case-2', 'case-3']);
  });

  test('a tip that was transferred by itself comes back with no other', () => {
    const comesBack = (mergedInto: string | null) => {
      const l = received().given({ mergedInto });
      l.state = {
        ...l.state,
        proceedings: { 'intake-1': { ...l.p('intake'), state: 'TransferDone', ended: l.now } },
      };
      const { state } = systemAct(l.state, 'intake', 'leading-returned', {}, l.facts());
      return state.proceedings['intake-1']?.state;
    };
    expect([comesBack('case-9'), comesBack(null)]).toEqual(['Merged', 'TransferDone']);
  });

  test('merged tips go where their leading case goes', () => {
    const lead = (finish: (l: Life) => void) => {
      const leading = underReview();
      const l = follower(leading, 'merge-duplicate', { nothingNew: true });
      apply(leading, l);
      finish(leading);
      for (const e of leading.events)
        for (const a of followerActs({ ...e, words: {} } as NewEvent)) l.system(a.kind, a.act, a.form);
      return l;
    };
    expect(lead((l) => l.pair('clerk', 'unithead', 'refuse', REFUSE)).in('intake')).toBe('NotAccepted');
    const moved = lead((l) => {
      l.pair('clerk', 'unithead', 'transfer', TRANSFER);
      l.do('unithead', 'receipt', paperOf('2026-10-08'));
    });
    expect(moved.in('intake')).toBe('TransferDone');
    expect(moved.effects().some((e) => e.data.letter === 'transferred')).toBe(true);
    const back = lead((l) => {
      l.pair('clerk', 'unithead', 'transfer', TRANSFER);
      l.do('unithead', 'receipt', paperOf('2026-10-08'));
      l.do('clerk', 'returned', paperOf('2026-10-08'));
    });
    expect(back.in('intake')).toBe('Merged');
  });

  test('on the strength of a paper alone no merged tip goes along: a person is told; where none is merged nothing is said', () => {
    const told = (merged: boolean, written: object) => {
      const leading = underReview();
      if (merged) apply(leading, follower(leading, 'merge-duplicate', { nothingNew: true }));
      leading.on('2026-10-09');
      leading.do('clerk', 'transfer:propose', { ...TRANSFER, ...written });
      leading.do('unithead', 'transfer', written);
      const events = leading.do('unithead', 'receipt', paperOf('2026-10-09'));
      return [events.flatMap(followerActs).map((a) => a.act), leading.tasks().map((task) => task.basis)] as const;
    };
    expect(told(true, {})[0]).toEqual(['leading-transferred', 'leading-transferred']);
    expect(told(true, paper)[0]).toEqual([]);
    expect(told(true, paper)[1].length).toBeGreaterThan(told(false, paper)[1].length);
    expect(told(false, {})[0]).toEqual([]);
  });

  test('the leading case archived: the merged tipster may ask for the result and is answered', () => {
    const leading = accepted();
    const l = follower(leading, 'merge-duplicate', { nothingNew: true });
    l.tip('ask-result');
    expect(l.due('tip-result-feedback')).toBeNull();
    l.system('intake', 'leading-archived');
    expect([l.in('intake'), l.runs('tip-result-feedback')]).toEqual(['MergedDone', true]);
    l.pair('clerk', 'unithead', 'give-feedback', { feedbackHow: 'oral', feedbackText: 'done', nothingSecret: true });
    expect(l.stopped('tip-result-feedback')).toBe('met');
    expect(
      l.refused('clerk', 'give-feedback:propose', { feedbackHow: 'oral', feedbackText: 'done', nothingSecret: true })
        .code,
    ).toBe('result-not-asked');
  });

  test('un-merged: clocks from the own receipt again; where the review is over by then, accepted at once', () => {
    const leading = accepted();
    const early = follower(leading, 'merge-duplicate', { nothingNew: true });
    early.on('2026-10-12');
    early.pair('clerk', 'unithead', 'unmerge', { unmergeReasons: 'another school' });
    expect([early.in('intake'), early.due('tip-review'), early.state.mergedInto]).toEqual([
      'UnderReview',
      '2026-10-13',
      null,
    ]);
    apply(leading, early);
    expect(leading.p('investigation').facts.followersLeft).toEqual(['case-2']);

    const late = follower(accepted(), 'merge-duplicate', { nothingNew: true });
    late.on('2026-10-20');
    late.pair('clerk', 'unithead', 'unmerge', { unmergeReasons: 'another school' });
    expect([late.in('intake'), late.in('investigation'), late.due('tip-investigate')]).toEqual([
      'Accepted',
      'Accepted',
      '2026-12-29',
    ]);
  });

  test('a case that leads others is not merged away', () => {
    const leading = underReview();
    apply(leading, follower(leading, 'merge-duplicate', { nothingNew: true }));
    leading.leading = accepted({ id: 'case-9' }).state;
    expect(
      leading.refused('clerk', 'merge-duplicate:propose', { leading: 'case-9', sameSubject: true, nothingNew: true })
        .code,
    ).toBe('has-merged-tips');
  });

  test('a case opened again after its refusal is bound by what is merged into it since, not by what ended with it', () => {
    const leading = underReview();
    const tip = follower(leading, 'merge-duplicate', { nothingNew: true });
    apply(leading, tip);
    leading.pair('clerk', 'unithead', 'refuse', REFUSE);
    leading.on('2026-10-21');
    leading.do('clerk', 'new-clue', { clueReceivedOn: '2026-10-20', trulyNew: true });
    leading.leading = accepted({ id: 'case-9' }).state;
    const away = { leading: 'case-9', sameSubject: true, nothingNew: true };
    expect(leading.ask('clerk', 'merge-duplicate:propose', away).ok).toBe(true);
    apply(leading, tip);
    expect(leading.refused('clerk', 'merge-duplicate:propose', away).code).toBe('has-merged-tips');
  });
});

describe('withdrawal', () => {
  test('a withdrawal stops this tipster’s notices only, and is decided', () => {
    const l = underReview();
    l.tip('withdraw', { withdrawalReason: 'afraid' });
    expect([l.p('intake').flags, l.stopped('tip-acceptance-notice'), l.runs('tip-review'), l.in('intake')]).toEqual([
      ['withdrawal-asked'],
      'cancelled',
      true,
      'UnderReview',
    ]);
    expect(l.state.tipster).toEqual({ named: true, wantsNotice: false });
    expect(l.refused('tipster', 'withdraw').code).toBe('already-withdrawn');
    l.do('unithead', 'go-on', { goOnGround: 'clue' });
    expect([l.p('intake').flags, l.stopped('house-withdrawal'), l.due('tip-review')]).toEqual([
      ['own-motion'],
      'met',
      '2026-10-13',
    ]);
  });

  test('a withdrawal entered from paper takes nothing from the tipster before another person has confirmed it', () => {
    const l = underReview();
    expect(l.refused('clerk', 'withdraw').code).toBe('nothing-proposed');
    l.do('clerk', 'withdraw:propose', { withdrawalReason: 'afraid', ...paperOf('2026-10-08') });
    expect([l.state.tipster.wantsNotice, l.runs('tip-acceptance-notice'), l.p('intake').flags]).toEqual([
      true,
      true,
      [],
    ]);
    expect(l.p('intake').facts.withdrawn).toBeUndefined();
    expect(l.refused('clerk', 'withdraw').code).toBe('not-your-own-proposal');
    expect(l.ask('clerk2', 'withdraw').ok).toBe(true);
    l.do('unithead', 'withdraw');
    expect([l.state.tipster.wantsNotice, l.stopped('tip-acceptance-notice'), l.p('intake').flags]).toEqual([
      false,
      'cancelled',
      ['withdrawal-asked'],
    ]);
    l.check();
    // After acceptance alike; what nobody confirmed is declined, and what the tipster does themselves needs nobody.
    const late = accepted();
    late.do('clerk', 'withdraw:propose', paperOf('2026-10-09'), { proceeding: 'intake' });
    late.do('clerk2', 'withdraw:decline', { reasons: 'not theirs' }, { proceeding: 'intake' });
    expect(late.state.tipster.wantsNotice).toBe(true);
    late.tip('withdraw', {}, { proceeding: 'intake' });
    expect(late.state.tipster.wantsNotice).toBe(false);
  });

  test('let go only where there is nothing to act on and no merged tipster remains', () => {
    const l = underReview();
    expect(l.refused('clerk', 'let-go:propose', { nothingToActOn: true }).code).toBe('not-in-this-state');
    l.tip('withdraw');
    l.system('intake', 'clue-added', { follower: 'case-2' });
    expect(l.refused('clerk', 'let-go:propose', { nothingToActOn: true }).code).toBe('has-merged-tips');
    l.system('intake', 'follower-left', { follower: 'case-2' });
    l.pair('clerk', 'unithead', 'let-go', { nothingToActOn: true });
    expect([l.in('intake'), l.stopped('tip-investigate')]).toEqual(['Withdrawn', 'cancelled']);
    expect(Object.values(l.state.clocks).filter((k) => !k.stopped)).toEqual([]);
  });

  test('let go before registration, once the accused is linked', () => {
    const l = received();
    l.tip('withdraw');
    l.do('clerk', 'link-accused', { accusedUnit: 'none', accusedNatural: true });
    l.pair('clerk', 'unithead', 'let-go', { nothingToActOn: true });
    expect([l.in('intake'), l.stopped('house-register')]).toEqual(['Withdrawn', 'cancelled']);
  });

  test('nobody decides, or silence accepts: the case goes on by own motion', () => {
    const slow = transferred();
    slow.tip('withdraw');
    slow.to('2026-10-23');
    expect(slow.p('intake').flags).toEqual(['own-motion']);
    const silent = underReview();
    silent.tip('withdraw');
    silent.to('2026-10-14');
    expect([silent.in('intake'), silent.p('intake').flags, silent.runs('house-withdrawal')]).toEqual([
      'Accepted',
      ['own-motion'],
      false,
    ]);
    expect(silent.p('investigation').flags).toEqual(['own-motion']);
  });

  test('after acceptance a withdrawal never ends the case', () => {
    const l = investigating();
    l.tip('withdraw', {}, { proceeding: 'intake' });
    expect([l.in('investigation'), l.p('investigation').flags, l.state.tipster.wantsNotice]).toEqual([
      'Investigating',
      ['own-motion'],
      false,
    ]);
  });
});

describe('other channels', () => {
  const handed = (regime: string, channelTo: string) => {
    const l = underReview({}, { regime });
    l.pair('clerk', 'unithead', 'hand-over', { channelTo, routeTold: true });
    return l;
  };

  test('the other track’s clock runs from the original receipt and outlives intake', () => {
    const l = handed('labour-inspection', 'labour-complaint');
    expect([l.in('intake'), l.runs('tip-review')]).toEqual(['ChannelHandover', true]);
    l.do('unithead', 'channel-receipt', paperOf('2026-10-08'));
    expect([
      l.in('intake'),
      l.stopped('tip-review'),
      l.stopped('tip-investigate'),
      l.due('labour-complaint-accept'),
    ]).toEqual(['HandedOver', 'cancelled', 'cancelled', '2026-10-13']);
    const silent = l.to('2026-10-14');
    expect([l.clock('labour-complaint-accept').outcome?.what, l.effects(silent).map((e) => e.kind)]).toEqual([
      'warn',
      ['remind'],
    ]);
    l.do('clerk', 'channel-answered', paperOf('2026-10-14'));
    expect(l.runs('labour-complaint-accept')).toBe(false);
  });

  test('each channel starts its own clock', () => {
    for (const [channel, clocks] of [
      ['petition-direct', ['petition-direct-notice']],
      ['petition-assigned', ['petition-assigned-notice']],
      ['information-request', ['foi-misfiled', 'foi-reply']],
    ] as const) {
      const l = handed('petition', channel);
      l.do('unithead', 'channel-receipt', paperOf('2026-10-08'));
      const running = Object.values(l.state.clocks).filter((k) => !k.stopped && k.deadline !== 'tip-acceptance-notice');
      expect(running.map((k) => [k.deadline, k.count?.start])).toEqual(
        expect.arrayContaining(clocks.map((c) => [c, l.state.receivedAt])),
      );
      expect(running.length).toBe(clocks.length);
    }
  });

  test('a channel that does not fit the regime is refused with the right one', () => {
    const no = underReview().refused('clerk', 'hand-over:propose', { channelTo: 'petition-direct', routeTold: true });
    expect([no.code, no.basis.clause]).toEqual(['not-that-channel', 'M49 arts. 2, 6–10']);
  });

  test('not theirs: back to review, whose clock never stopped', () => {
    const l = handed('petition', 'petition-direct');
    l.do('clerk', 'not-theirs', paperOf('2026-10-08'));
    expect([l.in('intake'), l.stopped('house-handover'), l.due('tip-review')]).toEqual([
      'UnderReview',
      'met',
      '2026-10-13',
    ]);
  });

  test('a silent unit is reminded, and the head of our unit told', () => {
    const l = underReview(
      { authority: { houseLimits: { ...AUTHORITY.houseLimits, 'house-handover': { length: 1, unit: 'wd' } } } },
      { regime: 'petition' },
    );
    l.pair('clerk', 'unithead', 'hand-over', { channelTo: 'petition-direct', routeTold: true });
    const events = l.to('2026-10-10');
    expect([l.effects(events).map((e) => e.kind), l.tasks(events).map((t) => t.to)]).toEqual([
      ['remind'],
      expect.arrayContaining(['unit-head']),
    ]);
    expect(l.clocks('house-handover').length).toBe(2);
  });
});

describe('the holder of the receipt', () => {
  test('writes, is answered, and the words stay sealed', () => {
    const l = underReview();
    const [wrote] = l.tip('message', { text: 'any news?' });
    const [answered] = l.do('clerk', 'reply', { text: 'not yet' });
    expect([wrote!.words.text, answered!.words.text, answered!.facts]).toEqual(['any news?', 'not yet', {}]);
    expect(l.effects([answered!]).map((e) => e.kind)).toEqual(['notice']);
  });

  test('only a real-name tipster is told the result; the wait has no date until there is one', () => {
    expect(accepted({ named: false }).refused('tipster', 'ask-result', {}, { proceeding: 'intake' }).basis.clause).toBe(
      'M49 art. 30',
    );
    const l = accepted();
    l.tip('ask-result', {}, { proceeding: 'intake' });
    expect([l.due('tip-result-feedback'), l.clock('tip-result-feedback').kind]).toEqual([null, 'our-duty']);
  });

  test('who asks once it is concluded has the limit of the house, and who asks before has none that runs', () => {
    const limits = { ...AUTHORITY.houseLimits, 'tip-result-feedback': { length: 5, unit: 'wd' as const } };
    const asked = (l: Life) => {
      l.tip('ask-result', {}, { proceeding: 'intake' });
      return l.clock('tip-result-feedback').count?.length ?? null;
    };
    const b = { authority: { houseLimits: limits } };
    expect([asked(received(b)), asked(accepted(b)), asked(investigating(b))]).toEqual([null, null, null]);
    expect([asked(concluded(b)), asked(archived(b))]).toEqual([5, 5]);
    expect(asked(concluded())).toBeNull();
    const merged = received(b).given({ mergedInto: 'case-9' });
    merged.state = {
      ...merged.state,
      proceedings: { 'intake-1': { ...merged.p('intake'), state: 'MergedDone', ended: merged.now } },
    };
    expect(asked(merged)).toBe(5);
  });

  test('takes no step of the authority', () => {
    expect(underReview().refused('tipster', 'accept:propose').code).toBe('not-for-tipster');
  });

  test('asks for a recusal: in review it is decided in intake, after acceptance in the investigation', () => {
    const l = underReview();
    l.tip('ask-recusal', { against: 'clerk', recusalReason: 'his cousin' });
    expect([l.p('intake').flags, l.runs('house-recusal')]).toEqual([['recusal-pending'], true]);
    l.do('depthead', 'decide-recusal', { request: 1, granted: true, person: 'clerk', recusalReasons: 'kin' });
    expect([l.p('intake').flags, l.state.recused, l.stopped('house-recusal')]).toEqual([[], ['clerk'], 'met']);
    expect(l.refused('clerk', 'accept:propose').code).toBe('case-unknown');
    expect(l.effects().some((e) => e.data.letter === 'recusal')).toBe(true);

    const later = investigating();
    later.tip('ask-recusal', { against: 'officer', recusalReason: 'a friend' }, { proceeding: 'intake' });
    expect(later.p('investigation').flags).toContain('recusal-pending');
    expect(later.p('intake').flags).toEqual([]);
    expect(
      archived().refused('tipster', 'ask-recusal', { against: 'officer', recusalReason: 'x' }, { proceeding: 'intake' })
        .code,
    ).toBe('nothing-open');
    // What else is open of the case is no investigation.
    expect(
      archived()
        .found('disclosure', 'Published')
        .refused('tipster', 'ask-recusal', { against: 'officer', recusalReason: 'x' }, { proceeding: 'intake' }).code,
    ).toBe('nothing-open');
  });

  test('a recusal pending at acceptance goes along with its request and its clock', () => {
    const l = underReview();
    l.tip('ask-recusal', { against: 'unit-head', recusalReason: 'kin' });
    l.to('2026-10-14T09:00:00+08:00');
    expect(l.p('investigation').flags).toContain('recusal-pending');
    expect(l.clock('house-recusal')).toMatchObject({ proceeding: 'investigation-1', stopped: null });
    l.do('depthead', 'decide-recusal', { request: 1, granted: false, recusalReasons: 'no ground' });
    expect([l.p('investigation').flags, l.runs('house-recusal')]).toEqual([[], false]);
  });
});

describe('urgency', () => {
  test('reported at once; the mark goes with the case and is lifted by the head of the department only after the report', () => {
    const l = underReview();
    l.do('clerk', 'mark-urgent', { urgency: 'grave' });
    expect([l.due('tip-urgent-report'), l.runs('tip-urgent-report')]).toEqual([null, true]);
    expect(l.refused('depthead', 'lift-urgent').basis.clause).toBe('M49 art. 19');
    l.pair('clerk', 'unithead', 'accept');
    expect([l.p('investigation').flags, l.clock('tip-urgent-report').proceeding]).toEqual([
      ['urgent'],
      'investigation-1',
    ]);
    l.do('unithead', 'report-urgent', { measures: 'accounts watched' });
    expect(l.stopped('tip-urgent-report')).toBe('met');
    l.do('depthead', 'lift-urgent');
    expect(l.p('investigation').flags).toEqual([]);
  });

  test('a house limit on the report warns and records no breach', () => {
    const l = underReview({
      authority: { houseLimits: { ...AUTHORITY.houseLimits, 'tip-urgent-report': { length: 24, unit: 'h' } } },
    });
    l.do('clerk', 'mark-urgent', { urgency: 'urgent' });
    const told = (until: string) => l.tasks(l.to(until)).map((t) => t.to);
    // Half of the hours, two hours before, and the end.
    const at = ['2026-10-08T22:00:00+08:00', '2026-10-09T08:00:00+08:00', '2026-10-09T10:00:00+08:00'];
    expect(at.map(told)).toEqual([['clerk'], ['clerk'], ['unit-head', 'dept-head']]);
    expect(l.clock('tip-urgent-report').outcome?.what).toBe('warn');
  });
});

test('an accused member of staff is shut out, and the refusal does not say why', () => {
  const l = underReview({ directory: DIRECTORY }, { accusedPersons: ['clerk2'] });
  const no = l.refused('clerk2', 'accept:propose');
  expect([no.code, JSON.stringify(no)]).toEqual(['case-unknown', expect.not.stringContaining('举报人员')]);
});
