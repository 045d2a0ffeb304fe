import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../domain/case/types.ts';
import { unanswered } from '../../domain/proceedings/paper/named.ts';
import { paperBar } from '../../domain/proceedings/paper/read-off.ts';
import { dayOf } from '../../domain/time/day.ts';
import { type Life, paperOf, papersOf } from '../support/life.ts';
import { approvedForPolice, filed, WITH } from '../support/roads.ts';

const PAPER = { paper: { number: '补〔2026〕1号', pages: 2, scan: 'scan-1', second: 'clerk2' } };
const effects = (events: readonly NewEvent[]) =>
  events.flatMap((e) => e.changes.flatMap((c) => (c.op === 'effect' ? [c.effect.kind] : [])));

/** With the procurator since February; nobody has answered since. */
const withTheProcurator = (): Life => approvedForPolice({ receivedAt: '2026-02-02T09:00:00+08:00' }, ['investigation']);

describe('a paper of February that is entered in November', () => {
  test('sends no reminder and no report upward for the months that are over, and warns of nothing in them', () => {
    const l = withTheProcurator();
    l.on('2026-11-23');
    const late = l.do('clerk', 'receipt-signed', paperOf('2026-02-03'), { occurredAt: '2026-02-03T10:00:00+08:00' });
    expect(effects(late)).toEqual([]);
    expect(late.filter((e) => e.type === 'rung')).toEqual([]);
    // The police's own time is over with its own date; our house clock that starts itself again stands at its present round.
    const over = late.filter((e) => e.type === 'expiry');
    expect(over.map((e) => e.name)).toContain('police-file');
    expect(dayOf(over.find((e) => e.name === 'police-file')!.occurredAt) < '2026-02-10').toBe(true);
    expect(over.filter((e) => e.name === 'house-escalate')).toHaveLength(1);
    expect(late.length).toBeLessThan(10);
    expect(l.due('house-escalate')! > '2026-11-23').toBe(true);
    // A person is told, once, and decides.
    const told = late.flatMap((e) => e.changes.filter((c) => c.op === 'task' && c.task.basis === 'house: paper acts'));
    expect(told).toHaveLength(1);
    l.check();
  });

  test('nothing of it comes up again when time goes on, and what falls due from now on is sent', () => {
    const l = withTheProcurator();
    l.on('2026-11-23');
    l.do('clerk', 'receipt-signed', paperOf('2026-02-03'), { occurredAt: '2026-02-03T10:00:00+08:00' });
    expect(l.to('2026-11-24').filter((e) => e.occurredAt < '2026-11-23')).toEqual([]);
    expect(effects(l.to('2027-01-15'))).toContain('report-upward');
    l.check();
  });
});

describe('an act of ours of an earlier day', () => {
  const backdated = (): Life => {
    const l = filed();
    const day = dayOf(l.now);
    l.on('2026-12-01');
    l.do(
      'officer1',
      'secure-evidence',
      { securedKinds: ['documents'], securedOn: day, ...WITH, ...PAPER },
      {
        occurredAt: day,
        proceeding: 'investigation',
      },
    );
    return l;
  };

  test('says who entered it, waits for a second person, and is in the list of those whom it names', () => {
    const l = backdated();
    const e = l.events.find((x) => x.name === 'secure-evidence')!;
    expect(e.actor).toMatchObject({ id: 'officer1', withOfficer: 'officer2', enteredBy: 'officer1' });
    expect(paperBar(l.state)).toBe('unconfirmed');
    expect(
      unanswered(l.state.proceedings['paper-1']!)
        .map((x) => x.named)
        .sort(),
    ).toEqual(['clerk2', 'officer2']);
    l.do('clerk', 'confirm', papersOf(l.state), { proceeding: 'paper-1' });
    expect(paperBar(l.state)).toBeNull();
    l.check();
  });

  test('without number, scan and second person it happens when it is recorded', () => {
    const l = filed();
    const day = dayOf(l.now);
    l.on('2026-12-01');
    const form = { securedKinds: ['documents'], securedOn: day, ...WITH };
    expect(l.refused('officer1', 'secure-evidence', form, { occurredAt: day }).code).toBe('own-act-backdated');
  });

  test('the tipster is not refused because of it, and nothing is sent to them meanwhile', () => {
    const l = backdated();
    const asked = l.tip('ask-result');
    expect(effects(asked)).toEqual([]);
    expect(l.refused('unithead', 'conclude:propose', { concludeGround: 'handled', report: 'w' }).code).not.toBe(
      'paper-unconfirmed',
    );
  });
});
