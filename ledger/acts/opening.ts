import { randomInt, randomUUID } from 'node:crypto';
import type { CaseState, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { caseNumber, DRAWN } from '../../domain/case-number.ts';
import type { Channel } from '../../domain/channels.ts';
import { openCase } from '../../domain/kernel/index.ts';
import { CONDUCT } from '../../domain/law/grounds.ts';
import {
  barredBy,
  doorFor,
  type Keeps,
  keepable,
  keepingNobody,
  type Named,
  namedOf,
} from '../../domain/people/door.ts';
import type { ActedAs } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, instantOf, millisOf, startOfDay } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { isRealName } from '../../domain/tip.ts';
import { newReceipt, randomText, receiptMac } from '../doors/receipt.ts';
import { genesisHash } from '../ground/chain.ts';
import { inTransaction } from '../ground/db.ts';
import { drawnBytes } from '../ground/drawn.ts';
import { Refused } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import { type CaseKey, newCaseKey } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import { evidenceFacts, evidenceRows, takeIn } from '../truth/evidence.ts';
import { factsFor, type House } from '../truth/house.ts';
import { bundle } from '../truth/record.ts';
import { documentTags, nameTag, pairTags, TAGGED } from '../truth/search-tags.ts';
import { type Bundle, hex, writeBundle } from '../truth/write.ts';
import type { EvidenceInput, TipInput } from '../types.ts';

const KNOWN_CONDUCT: ReadonlySet<string> = new Set(CONDUCT.map((c) => c.id));

/** A case about to be opened: everything but its events' numbers and hashes. */
export interface Opening {
  blank: CaseState;
  state: CaseState;
  events: NewEvent[];
  key: CaseKey;
  evidence: readonly EvidenceInput[];
  receipt: string;
  /** Tags of the parts of the name. */
  tags: number[];
  keys: KeyService;
  /** Rows that go with the first write. */
  extra: Partial<Bundle> & Required<Pick<Bundle, 'receipt'>>;
  fresh: NonNullable<Bundle['case']['fresh']>;
}

/** Words of the tip, sealed with its first event; who told it is not among them. */
function wordsOf(tip: TipInput): FactSheet {
  const { tipster: _, evidence: __, organ: ___, ...told } = tip;
  return JSON.parse(JSON.stringify(told)) as FactSheet;
}

const NATURAL: Record<string, boolean> = {
  person: true,
  'agency-staff': true,
  employer: false,
  'training-body': false,
};

/** In lists a case stands by the day of its receipt, and within the day by chance: who came before whom is not told. */
const placeWithin = (received: Instant): Instant =>
  instantOf(millisOf(startOfDay(dayOf(received))) + randomInt(86_400_000));

/** Makes the case of a tip: state, opening event, seals and receipt. Pure but for random keys and ids. */
export async function open(
  core: Core,
  house: House,
  tip: TipInput,
  how: {
    organ: string;
    channel: Channel;
    receivedAt: Instant;
    recordedAt: Instant;
    actor: ActedAs;
    reception: Reception;
  },
): Promise<Opening> {
  const { organ } = how;
  const facts = factsFor(house, organ, how.receivedAt);
  const t = tip.tipster;
  const named = isRealName({ tipster: t ? { ...t, wantsNotice: t.wantsNotice ?? false } : undefined });
  const wantsNotice = (t?.wantsNotice ?? false) && Boolean(t?.email || t?.phone);
  const id = randomUUID();
  const number = caseNumber(facts.authority.region, randomText(DRAWN));
  const key = newCaseKey(core.keys, id);
  const fund = tip.fund ?? 'unknown';
  const kind = tip.accused.kind ?? 'unknown';
  const blank: CaseState = {
    id,
    number,
    organ,
    region: facts.authority.region,
    receivedAt: how.receivedAt,
    channel: how.channel,
    tipster: { named, wantsNotice },
    accused: { natural: NATURAL[kind] ?? null, linked: false, units: [], heads: [], persons: [] },
    fund,
    regime: 'fund',
    officers: [],
    recused: [],
    ...how.reception.place,
    mergedInto: null,
    proceedings: {},
    clocks: {},
    version: 0,
    advancedTo: how.receivedAt,
  };
  const evidence = tip.evidence ?? [];
  const { state, events } = openCase(blank, facts, {
    form: {
      channel: how.channel,
      fund,
      accusedKind: kind,
      // What was told in own words is sealed; only choices of the list are kept.
      conduct: (tip.conduct ?? []).filter((c) => KNOWN_CONDUCT.has(c)),
      concernsStaff: tip.concernsStaff ?? 'unsure',
      ...namedFacts(tip, how.reception.named),
      named,
      wantsNotice,
      hasAmount: tip.amount !== undefined,
      ...(evidence.length > 0 ? { originals: evidenceFacts(evidence) } : {}),
    },
    words: wordsOf(tip),
    actor: how.actor,
  });
  const { text, receipt } = newReceipt();
  const salt = drawnBytes(16);
  return {
    blank,
    state,
    events,
    key,
    evidence,
    receipt: text,
    fresh: {
      number,
      received_at: how.receivedAt,
      listed_at: placeWithin(how.receivedAt),
      recorded_at: how.recordedAt,
      channel: how.channel,
      wrapped_key: hex(key.wrapped),
      accused_tag: hex(nameTag(core.keys, tip.accused.name)),
    },
    tags: [TAGGED, ...pairTags(core.keys, tip.accused.name)],
    keys: core.keys,
    extra: {
      receipt: { lookup: receipt.lookup, salt: hex(salt), mac: hex(receiptMac(core.keys, salt, receipt)) },
      ...identity(core, id, tip, wantsNotice),
      ...(evidence.length > 0 ? { evidence: evidenceRows(key, evidence, 1, 'tipster') } : {}),
    },
  };
}

/** The vault's row, and the address for notices under a key of its own. */
function identity(core: Core, caseId: string, tip: TipInput, wantsNotice: boolean): Pick<Bundle, 'vault' | 'notice'> {
  const { wantsNotice: _, ...who } = tip.tipster ?? {};
  if (Object.values(who).every((v) => v === undefined)) return {};
  const { email, phone } = who;
  const sealed = (name: 'vault' | 'notice', value: object) =>
    hex(core.keys.wrap(name, Buffer.from(JSON.stringify(value)), caseId));
  return {
    vault: sealed('vault', who),
    ...(wantsNotice ? { notice: sealed('notice', { ...(email ? { email } : {}), ...(phone ? { phone } : {}) }) } : {}),
  };
}

/** The rows of an opened case; `events` may go on beyond its opening (a paper file). */
export function openingBundle(
  core: Core,
  house: House,
  opening: Opening,
  done: { state: CaseState; events: NewEvent[]; recordedAt: Instant; past: boolean },
): Bundle {
  const facts = factsFor(house, done.state.organ, done.recordedAt);
  const made = bundle({
    before: null,
    after: done.state,
    events: done.events,
    head: genesisHash(opening.blank),
    key: opening.key,
    keys: opening.keys,
    recordedAt: done.recordedAt,
    calendars: facts.calendars,
    authority: facts.authority,
    past: done.past,
    startsIn: core.startsIn(),
  });
  made.bundle.case.counted = house.publication;
  made.bundle.case.tags = [...new Set([...opening.tags, ...documentTags(opening.keys, made.columns)])];
  made.bundle.case.fresh = opening.fresh;
  made.bundle.genesis = opening.blank;
  Object.assign(made.bundle, opening.extra);
  return made.bundle;
}

/** Writes a new case: one statement, or one transaction where originals come with it. */
export async function store(core: Core, made: Bundle, evidence: readonly EvidenceInput[]): Promise<void> {
  const written =
    evidence.length === 0
      ? await writeBundle(core.pool, core.keys, made)
      : await inTransaction(core.pool, async (client) => {
          await takeIn(client, evidence);
          return writeBundle(client, core.keys, made);
        });
  core.news();
  if (written !== null) core.house.seen(written);
}

/** Where a tip lies at first, and which posts are kept away from it. Its words are read for the door here, and nothing of that is kept. */
export interface Reception {
  place: Pick<CaseState, 'door' | 'barred'>;
  /** Whom of the house the tip names: outside from its first moment. */
  named: Named;
}

/** The ids of whom a tip names, as its opening and a file that was entered say them. */
export const namedIn = ({ accused, units, away }: Named): FactSheet => ({
  ...(accused.length > 0 ? { namesPersons: accused } : {}),
  ...(units.length > 0 ? { namesUnits: units } : {}),
  ...(away.length > 0 ? { namesAway: away } : {}),
});

/** What of it goes with the tip: ids, and no word of its own. */
const namedFacts = (tip: TipInput, named: Named): FactSheet => ({
  ...(named.ours ? { bearsOurName: true } : {}),
  ...namedIn(named),
  ...(tip.notThese === undefined ? {} : { keepsAway: true }),
});

/**
 * Where a tip told now goes.
 * @param inHand a letter that the reception has read already: where nobody else could receive it, it stays there
 * @throws Refused where whoever could receive it is kept away or accused
 */
export function receptionOf(house: House, organ: string, tip: TipInput, now: Instant, inHand = false): Reception {
  const { directory } = house;
  const named = namedOf(tip, organ, directory);
  const barred = barredBy(tip.notPosts ?? []);
  const door = doorFor(tip, organ, directory, dayOf(now), named);
  if (door === 'nobody') {
    if (inHand) return receivedHere(keepable({ named, barred }, keepingNobody(organ), directory, dayOf(now)));
    throw new Refused(refuse('nobody-else-receives'));
  }
  const { place } = receivedHere({ named, barred });
  return { place: { ...(door ? { door } : {}), ...place }, named };
}

const receivedHere = ({ named, barred }: Keeps): Reception => ({
  place: barred.length > 0 ? { barred } : {},
  named,
});
