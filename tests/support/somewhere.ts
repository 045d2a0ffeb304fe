import type { FactSheet, ProceedingKind, Row, Table } from '../../domain/case/types.ts';
import { isEnded, reaches } from '../../domain/kernel/run.ts';
import { deadlineById } from '../../domain/law/index.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { addDays } from '../../domain/time/day.ts';
import { type Beginning, type Life, life } from './life.ts';
import { confirmedRows } from './people.ts';
import { archived, concluded, filed, investigating, penaltyProposed } from './roads.ts';
import { chanceOf, pick, plant } from './walk.ts';

const LEFT: Partial<Record<ProceedingKind, FactSheet>> = {
  investigation: { outcomes: ['nothing-found'], tracks: [], clueReceivedOn: '2026-01-02' },
  penalty: {
    intent: 'intent',
    roles: ['organiser'],
    ground: 'other-by-law',
    noticed: { fine: 100_000, confiscation: 0, kinds: ['fine'] },
    decided: { fine: 100_000, confiscation: 0, kinds: ['fine'] },
  },
  'police-referral': { taskForce: ['officer1', 'officer2'] },
  listing: {
    condition: 'cheating',
    natural: false,
    penalty: 'penalty-1',
    objectionResult: 'unfounded',
    listedOn: '2025-01-02',
    seriousness: 'ordinary',
  },
  disclosure: { penalty: 'penalty-1', natural: false, decisionOn: '2025-12-30', how: 'changed' },
};
/** What an earlier part of the road would have left on a proceeding, for guards that look back. */
export const leftOn = (kind: ProceedingKind): FactSheet => LEFT[kind] ?? {};

const FLAGS_LEFT: Partial<Record<ProceedingKind, string[]>> = {
  investigation: ['evidence-secured', 'contact-cleared'],
};

/** System acts that come to a merged case alone. */
const TO_MERGED = ['leading-returned', 'leading-officers', 'leading-bounds'] as const;

/** A case that stands where a row could apply next, with the clocks it would stop or extend. */
export function setUp(t: Table, row: Row, state: string, i: number, round: number): Life {
  const region = ([null, 'shanghai', 'zhejiang'] as const)[round % 3]!;
  const l = life({
    ...beginningOf(i * 31 + round),
    receivedAt: '2026-01-05T09:00:00+08:00',
    case: {
      region,
      regime: round % 2 === 0 ? 'fund' : 'labour-inspection',
      mergedInto: TO_MERGED.some((act) => act === row.act) ? 'case-0' : null,
    },
    authority: { region },
  });
  const leading = life({ id: 'case-0', receivedAt: l.now }).open();
  if (round % 2 === 0) leading.to('2026-02-05');
  l.leading = leading.state;
  if (row.act?.endsWith('-bounds'))
    l.beside = { ...leading.state, recused: ['legal'], mergedInto: row.act === 'follower-bounds' ? l.state.id : null };
  const down = row.flag?.startsWith('!') ? [row.flag.slice(1)] : [];
  const up = row.flag && !row.flag.startsWith('!') ? [row.flag] : [];
  l.found(t.kind, state, {
    ...(isEnded(t, state) ? { ended: l.now } : {}),
    flags: [...new Set([...up, ...(FLAGS_LEFT[t.kind] ?? [])])].filter((f) => !down.includes(f)),
    facts: leftOn(t.kind),
    doers:
      t.kind === 'police-referral' && round % 2 === 1 ? { 'ask-reconsideration': { by: 'principal', at: l.now } } : {},
  });
  l.given({
    officers: ['officer1', 'officer2', 'officer3'],
    accused: { natural: i % 2 === 0, linked: true, units: [], heads: [], persons: [] },
  });
  const id = `${t.kind}-1`;
  const clocks = row.expiry
    ? [row.expiry[round % row.expiry.length]!]
    : [...(row.stop ?? []), ...(row.pause ?? []), ...(row.extend ?? []).map((e) => e.clock)];
  for (const clock of new Set(clocks))
    if (!isEnded(t, state) || t.outlive.includes(clock))
      plant(l, id, clock, row.expiry ? 1 : 30, (deadlineById(clock)?.parts.length ?? 1) > 1 ? round % 2 : 0);
  if (row.act && row.by === 'system' && row.from !== 'none')
    l.system(t.kind, row.act, { ...SYSTEM_FORMS[round % SYSTEM_FORMS.length]!, ...NAMING[row.act] });
  return l;
}
/** What a file that names somebody of the house hands over. */
const NAMING: Record<string, FactSheet> = { 'names-ours': { namesPersons: ['legal'] } };
const SYSTEM_FORMS: FactSheet[] = [
  {},
  { outcome: 'no-punishment', how: 'annulled', penalty: 'penalty-1' },
  { filedAt: '2025-12-01T09:00:00+08:00', how: 'changed' },
];

const REGIONS = [null, null, 'shanghai', 'zhejiang'] as const;

/** How a case of a seed begins: its region, regime, tipster and house limits differ. */
export function beginningOf(seed: number): Beginning {
  const r = chanceOf(seed ^ 0x5f3759df);
  const region = pick(r, REGIONS);
  return {
    receivedAt: pick(r, ['2026-01-05T09:00:00+08:00', '2026-08-03T09:00:00+08:00', '2026-09-30T16:40:00+08:00']),
    named: r() < 0.7,
    wantsNotice: r() < 0.7,
    fund: pick(r, ['pension', 'unemployment', 'medical']),
    case: { region, regime: r() < 0.35 ? 'labour-inspection' : 'fund' },
    authority: {
      region,
      confirmed: r() < 0.2 ? confirmedRows('nonprosecution-reply', 'penalty-publish') : [],
      ...(r() < 0.1 ? { houseLimits: {} } : {}),
    },
  };
}

/** The same for a case that is not open yet, with another one it could be merged into. */
export function beginning(seed: number): Life {
  const l = life(beginningOf(seed));
  const leading = life({ id: 'case-0', receivedAt: l.now }).open();
  leading.to(addDays(l.now.slice(0, 10), 30));
  l.leading = leading.state;
  return l;
}

export const ROADS = [investigating, filed, penaltyProposed, concluded, archived];

/** Where a walk begins: a tip just told, a road's end, or any state of any proceeding with what its road would have left. */
export function somewhere(seed: number): Life {
  const r = chanceOf(seed ^ 0x2545f491);
  const where = r();
  if (where < 0.3) return beginning(seed).open();
  if (where < 0.6) {
    const regime = r() < 0.3 ? 'labour-inspection' : 'fund';
    return pick(r, ROADS)({ ...beginningOf(seed), receivedAt: '2026-09-30T16:40:00+08:00' }, { regime });
  }
  const t = pick(r, Object.values(TABLES));
  const state = pick(r, Object.keys(t.states));
  const rows = t.rows.filter((row) => row.from !== 'none' && reaches(row, t, state));
  return setUp(t, pick(r, rows.length > 0 ? rows : t.rows), state, seed % 1000, Math.floor(r() * 6));
}
