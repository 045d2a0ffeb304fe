import {
  confirmable,
  DAYS_AHEAD,
  LONGEST,
  mayNotSettle,
  OWN_LENGTHS,
  openReading,
} from '../../domain/authority/decide.ts';
import { firstDays } from '../../domain/authority/first-days.ts';
import { confirmationAt, hearingAmountsOn, houseLimitOn } from '../../domain/authority/settled.ts';
import type { AuthorityAct } from '../../domain/authority/types.ts';
import type { ProceedingKind } from '../../domain/case/types.ts';
import { CHECKED, freshness, nationalFirst } from '../../domain/law/checked.ts';
import { appliesIn, DEADLINES, editionsOf, HOUSE_LIMITS } from '../../domain/law/index.ts';
import type { InstrumentShort } from '../../domain/law/instruments.ts';
import type { Deadline, Instrument } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { grantsOn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { actView } from '../house/authority.ts';
import { type Core, homeOrgan } from '../truth/core.ts';
import { authorityOf, type House, nameOfOrgan } from '../truth/house.ts';
import type { AuthorityLaw, AuthorityLimits, FirstDays, InstrumentView, LawRowView, LimitView } from '../types.ts';

/** The authority a person reads: their own, else one beneath theirs, else the one of the set-up. */
function organRead(core: Core, house: House, person: Person, day: PlainDate): string {
  const own = grantsOn(person, day).map((g) => g.organ);
  return (
    own.find((organ) => Object.hasOwn(house.authorities, organ)) ??
    Object.values(house.authorities).find((a) => a.superior !== null && own.includes(a.superior))?.organ ??
    homeOrgan(core, house)
  );
}

/** Which proceedings start a clock on a row or a house limit. */
const USED: ReadonlyMap<string, ProceedingKind[]> = (() => {
  const used = new Map<string, ProceedingKind[]>();
  for (const table of Object.values(TABLES)) {
    for (const { deadline } of table.rows.flatMap((r) => r.start ?? [])) {
      const kinds = used.get(deadline) ?? [];
      if (!kinds.includes(table.kind)) used.set(deadline, [...kinds, table.kind]);
    }
  }
  return used;
})();

const why = (person: Person, organ: string, act: AuthorityAct['act'], day: PlainDate) =>
  mayNotSettle(person, organ, act, day)?.message ?? null;

const about = (house: House, organ: string, day: PlainDate): AuthorityLaw['organ'] => ({
  id: organ,
  name: nameOfOrgan(house, organ, day),
  region: authorityOf(house, organ).region,
});

/** The catalogue as an authority holds it: every row in force with what its lawyer has confirmed, and since when. */
export async function authorityLaw(core: Core, person: Person): Promise<AuthorityLaw> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const organ = organRead(core, house, person, day);
  return {
    today: day,
    organ: about(house, organ, day),
    mayNot: why(person, organ, 'confirm-row', day),
    items: DEADLINES.flatMap((d) => editionsOf(d.id).toReversed()).map((row) => lawRow(row, house, organ, now)),
    instruments: nationalFirst().map((i) => instrumentView(i, day)),
  };
}

function instrumentView(
  { short, title, confidence, inForce }: Instrument<InstrumentShort>,
  today: PlainDate,
): InstrumentView {
  const { edition, where, place, on } = CHECKED[short];
  return {
    short,
    title,
    confidence,
    inForce,
    edition,
    where,
    place,
    checkedOn: on,
    freshness: freshness({ on }, today),
  };
}

function lawRow(row: Deadline, house: House, organ: string, now: Instant): LawRowView {
  const authority = authorityOf(house, organ);
  const { inForce } = row.edition;
  const standing = confirmationAt(authority, row.id, inForce, now);
  return {
    id: row.id,
    stage: row.stage,
    title: row.title,
    source: row.source,
    confidence: row.confidence,
    kind: row.kind,
    use: row.use,
    region: row.region,
    alsoIn: [...(row.alsoIn ?? [])],
    applies: appliesIn(row, authority.region),
    parts: row.parts.map(({ length, unit, when }) => ({ length, unit, ...(when ? { when } : {}) })),
    edition: row.edition,
    note: row.note ?? null,
    usedBy: USED.get(row.id) ?? [],
    confirmable: confirmable(row),
    reading: openReading(row.id),
    confirmation: standing ? { citation: standing.citation, date: dayOf(standing.from), by: standing.by } : null,
    history: (house.acts[organ] ?? [])
      .filter(({ act }) => 'deadline' in act && act.deadline === row.id && act.edition === inForce)
      .map((a) => actView(a, house)),
  };
}

/** House limits and the amounts of the hearing, as an authority has set them: now, what is to come, and who set what when. */
export async function authorityLimits(core: Core, person: Person): Promise<AuthorityLimits> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = organRead(core, house, person, day);
  const authority = authorityOf(house, organ);
  const acts = house.acts[organ] ?? [];
  const history = (id: string) =>
    acts.filter(({ act }) => act.act === 'set-house-limit' && act.limit === id).map((a) => actView(a, house));
  const settable: Pick<LimitView, 'id' | 'title' | 'sections' | 'effect' | 'note' | 'law'>[] = [
    ...HOUSE_LIMITS.map((h) => ({
      id: h.id,
      title: h.title,
      sections: [...h.sections],
      effect: h.effect,
      note: h.note ?? null,
      law: null,
    })),
    ...DEADLINES.filter((d) => OWN_LENGTHS.includes(d.id)).map((d) => ({
      id: d.id,
      title: d.title,
      sections: [],
      effect: { zh: '提醒，不记逾期', en: 'Warns, records no breach' },
      note: {
        zh: '法律没有给出天数，本机关可以自定提醒的时间',
        en: 'The law gives no number: a length of the house only warns',
      },
      law: d.source,
    })),
  ];
  const items: LimitView[] = settable.map((s) => ({
    ...s,
    usedBy: USED.get(s.id) ?? [],
    value: houseLimitOn(authority, s.id, day),
    next: (authority.limits ?? [])
      .filter((l) => l.id === s.id && l.from > day)
      .map(({ from, limit }) => ({ from, value: limit }))
      .sort((a, b) => (a.from < b.from ? -1 : 1)),
    atSetUp: lookUp(authority.houseLimits, s.id) ?? null,
    history: history(s.id),
  }));
  return {
    today: day,
    organ: about(house, organ, day),
    mayNot: why(person, organ, 'set-house-limit', day),
    longest: LONGEST,
    daysAhead: DAYS_AHEAD,
    items,
    hearing: {
      amounts: hearingAmountsOn(authority, day),
      next: (authority.hearing ?? []).filter((h) => h.from > day).map(({ from, amounts }) => ({ from, amounts })),
      atSetUp: authority.hearingThreshold,
      history: acts.filter(({ act }) => act.act === 'set-hearing-amounts').map((a) => actView(a, house)),
    },
  };
}

/** What is still to be seen to before the first case runs by itself; nothing of any case. */
export async function firstDaysOf(core: Core, person: Person): Promise<FirstDays> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const organ = organRead(core, house, person, day);
  const { directory, calendars } = house;
  return {
    today: day,
    organ: about(house, organ, day),
    steps: firstDays({ directory, calendars, authority: authorityOf(house, organ) }, now),
  };
}
