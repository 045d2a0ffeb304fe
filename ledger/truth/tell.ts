import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { CaseState, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { caseNumber, DRAWN } from '../../domain/case-number.ts';
import { openCase } from '../../domain/kernel/index.ts';
import { CONDUCT } from '../../domain/law/grounds.ts';
import { type Door, doorFor, otherDoors } from '../../domain/people/door.ts';
import type { ActedAs } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, instantOf, millisOf, startOfDay, toInstant } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { isRealName } from '../../domain/tip.ts';
import { newReceipt, randomText, receiptMac } from '../doors/receipt.ts';
import { genesisHash, sha256 } from '../ground/chain.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { Refused, sqlState } from '../ground/errors.ts';
import { type KeyService, seal, unseal } from '../ground/keys.ts';
import { type CaseKey, newCaseKey } from '../ground/sealing.ts';
import { authorityOf, factsFor, type House } from '../house/house.ts';
import { nextDates } from '../reading/view.ts';
import type { Channel, EvidenceInput, TipAnswer, TipInput } from '../types.ts';
import { bodyHash, type Core, intakeOrgan, keyHash, mismatch, unstorable } from './core.ts';
import { evidenceFacts, evidenceRows, takeIn } from './evidence.ts';
import { bundle } from './record.ts';
import { documentTags, nameTag, pairTags, TAGGED } from './search-tags.ts';
import { type Bundle, hex, writeBundle } from './write.ts';

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
  extra: Partial<Bundle>;
  fresh: NonNullable<Bundle['case']['fresh']>;
}

/** Words of the tip, sealed with its first event; who told it is not among them. */
function wordsOf(tip: TipInput): FactSheet {
  const { tipster: _, evidence: __, ...told } = tip;
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
  how: { channel: Channel; receivedAt: Instant; recordedAt: Instant; actor: ActedAs; door: Door | null },
): Promise<Opening> {
  const organ = intakeOrgan(core, house);
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
    ...(how.door ? { door: how.door } : {}),
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
      named,
      wantsNotice,
      hasAmount: tip.amount !== undefined,
      ...(evidence.length > 0 ? { originals: evidenceFacts(evidence) } : {}),
    },
    words: wordsOf(tip),
    actor: how.actor,
  });
  const { text, receipt } = newReceipt();
  const salt = randomBytes(16);
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

interface Keyed {
  hash: Buffer;
  body: Buffer;
  /** Key under which the answer lies for an hour at most; made from the idempotency key itself, of which only a hash is kept. */
  answerKey: Buffer;
}

export const keyed = (core: Core, who: string, idempotencyKey: string, body: unknown): Keyed => ({
  hash: keyHash(core, who, 'new', idempotencyKey),
  body: bodyHash(idempotencyKey, body),
  answerKey: sha256(`answer\n${idempotencyKey}`),
});

/** Body of a tip for comparing: evidence by its hashes. */
export const tipBody = (tip: TipInput): unknown => ({
  ...tip,
  evidence: (tip.evidence ?? []).map(({ name, type, sha256: hash }) => ({ name, type, hash })),
});

export const answerRow = (key: Keyed, answer: object): NonNullable<Bundle['idempotency']> => ({
  key_hash: hex(key.hash),
  body_hash: hex(key.body),
  sealed_answer: hex(seal(key.answerKey, Buffer.from(JSON.stringify(answer)), 'answer')),
  case_id: null,
  first_event: null,
  last_event: null,
});

/** How long the answer to a tip is kept, and with it the receipt; shorter where it was typed back. */
const KEPT_MS = 3_600_000;
/** Answers of before this instant are shown to nobody. */
export const answersFrom = (core: Core): Instant => instantOf(millisOf(core.now()) - KEPT_MS);

/** The answer to a tip that the page told under this key, while it is kept. */
export async function keptAnswer(core: Core, idempotencyKey: string): Promise<TipAnswer | null> {
  const key = keyed(core, 'tipster', idempotencyKey, null);
  const [row] = await ask<{ sealed_answer: Buffer }>(
    core.pool,
    'SELECT sealed_answer FROM idempotency WHERE key_hash = $1 AND created_at > $2 AND sealed_answer IS NOT NULL',
    [key.hash, answersFrom(core)],
  );
  return row ? (JSON.parse(unseal(key.answerKey, row.sealed_answer, 'answer').toString('utf8')) as TipAnswer) : null;
}

/** The receipt was typed back: from now on nobody is shown it. */
export async function receiptKept(core: Core, idempotencyKey: string): Promise<void> {
  const { hash } = keyed(core, 'tipster', idempotencyKey, null);
  await ask(core.pool, 'UPDATE idempotency SET sealed_answer = NULL WHERE key_hash = $1', [hash]);
}

/** The answer given before under this key; null when the key is new. */
export async function answered<T>(core: Core, key: Keyed): Promise<T | null> {
  const [row] = await ask<{ body_hash: Buffer; sealed_answer: Buffer | null }>(
    core.pool,
    'SELECT body_hash, CASE WHEN created_at > $2 THEN sealed_answer END AS sealed_answer FROM idempotency WHERE key_hash = $1',
    [key.hash, answersFrom(core)],
  );
  if (!row) return null;
  if (!row.body_hash.equals(key.body)) throw mismatch();
  if (row.sealed_answer === null) {
    throw new Refused(refuse('idempotency-expired'));
  }
  return JSON.parse(unseal(key.answerKey, row.sealed_answer, 'answer').toString('utf8')) as T;
}

/** Writes a new case: one statement, or one transaction where originals come with it. */
export async function store(core: Core, made: Bundle, evidence: readonly EvidenceInput[]): Promise<string | null> {
  const written =
    evidence.length === 0
      ? await writeBundle(core.pool, core.keys, made)
      : await inTransaction(core.pool, async (client) => {
          await takeIn(client, evidence);
          return writeBundle(client, core.keys, made);
        });
  core.news();
  return written;
}

/** The house as last seen; asked for again while no authority is set up, as on the very first start. */
async function settledHouse(core: Core): Promise<House> {
  const house = await core.house.get();
  return Object.keys(house.authorities).length > 0 ? house : core.house.fresh();
}

/** The door that a tip told now goes to. */
export const doorOf = (core: Core, house: House, tip: TipInput, now: Instant): Door | null =>
  doorFor(tip, otherDoors(intakeOrgan(core, house), house.directory, dayOf(now)));

const TIPSTER: ActedAs = { id: 'tipster', role: 'tipster' };
/** A number or a receipt that exists already is drawn again. */
export const TRIES = 3;

/** Takes a tip from the page: true when PostgreSQL has it. */
export async function tell(core: Core, tip: TipInput, idempotencyKey?: string): Promise<TipAnswer> {
  const key = idempotencyKey === undefined ? null : keyed(core, 'tipster', idempotencyKey, tipBody(tip));
  if (key && tip.evidence?.length) {
    // Files that wait were taken in by the first sending.
    const before = await answered<TipAnswer>(core, key);
    if (before) return before;
  }
  for (let attempt = 1; ; attempt++) {
    const house = await settledHouse(core);
    const now = toInstant(core.now());
    const opening = await open(core, house, tip, {
      channel: 'web',
      receivedAt: now,
      recordedAt: now,
      actor: TIPSTER,
      door: doorOf(core, house, tip, now),
    });
    const { state, events } = opening;
    const made = openingBundle(core, house, opening, { state, events, recordedAt: now, past: false });
    const answer: TipAnswer = {
      receipt: opening.receipt,
      caseId: state.id,
      receivedAt: dayOf(now),
      named: state.tipster.named,
      incomplete: tip.tipster !== undefined && !state.tipster.named,
      next: nextDates(state, house.calendars, authorityOf(house, state.organ)),
    };
    if (key) made.idempotency = answerRow(key, answer);
    try {
      const written = await store(core, made, opening.evidence);
      if (written !== null) core.house.seen(written);
      return answer;
    } catch (error) {
      const { constraint } = sqlState(error);
      if (key && constraint === 'idempotency_pkey') {
        const before = await answered<TipAnswer>(core, key);
        if (before) return before;
      }
      if (attempt >= TRIES || !/^(receipts|cases|idempotency)_/.test(constraint)) throw unstorable(error);
    }
  }
}
