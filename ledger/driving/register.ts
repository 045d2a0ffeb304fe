import { randomBytes } from 'node:crypto';
import { dueOf } from '../../domain/case/rungs.ts';
import type { CaseState, FactSheet } from '../../domain/case/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { isDisclosed, STANDS_AS } from '../../domain/proceedings/listing/guards.ts';
import { PAPER_ONLY } from '../../domain/proceedings/paper/stands-on-paper.ts';
import type { Kept as Penalty } from '../../domain/proceedings/penalty/head.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { ask, inTransaction, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { readWords } from '../ground/sealing.ts';
import { changeSealed, sealRows } from '../ground/truth.ts';
import { type Core, caseUnknown } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import { keyOf, type Loaded, loadCase, loadEvents } from '../truth/loading.ts';
import type { EffectFull, RegisterEntry } from '../types.ts';
import { effect } from './effects.ts';

/** The ends of publicity, in the order in which they bind. */
const LIMITS = ['credit-publish-window', 'hb-unpublish', 'house-publicity'];

const untilOf = (c: CaseState, proceeding: string, house: House): PlainDate | null => {
  for (const deadline of LIMITS) {
    const clock = Object.values(c.clocks).find(
      (k) => k.deadline === deadline && k.proceeding === proceeding && k.stopped === null,
    );
    const due = clock ? dueOf(clock, house.calendars)?.due : null;
    if (due) return dayOf(due);
  }
  return null;
};

/** Words written for publication; they lie sealed in the event that handed them in. */
async function published(core: Core, caseId: string, wrapped: Buffer | null, event: unknown): Promise<FactSheet> {
  if (typeof event !== 'number') return {};
  const key = keyOf(core, caseId, wrapped);
  const [row] = await loadEvents(core.pool, caseId, event, event);
  if (!row) return {};
  const { words, damaged } = readWords(key, row);
  if (damaged) throw unreadable();
  return words ?? {};
}

/** Nothing is published with half of its words: it waits until the copy is compared. */
const unreadable = () => new Refused(refuse('words-unreadable'));

const STATUS = {
  publish: 'published',
  'withdraw-publication': 'withdrawn',
  'expire-publication': 'expired',
  'correct-publication': 'published',
} as const;

type Step = keyof typeof STATUS;

const isStep = (kind: string): kind is Step => kind in STATUS;

/** Facts that anybody may read: what kind of penalty, which number, which day. Ids of the case stay inside. */
const PUBLIC_FACTS = ['decisionNumber', 'seriousness', 'fine', 'confiscation', 'violations'];

function contentOf(c: CaseState, e: EffectFull, words: FactSheet): FactSheet {
  const penalty = typeof e.data.penalty === 'string' ? lookUp(c.proceedings, e.data.penalty) : undefined;
  const own = lookUp(c.proceedings, e.proceeding);
  const content: FactSheet = {};
  for (const name of PUBLIC_FACTS) {
    const value = e.data[name] ?? own?.facts[name] ?? penalty?.facts[name];
    if (value !== undefined && value !== null) content[name] = value;
  }
  const { kinds }: Partial<Penalty> = penalty?.facts ?? {};
  if (kinds !== undefined) content.penaltyKinds = kinds;
  if (typeof words.text === 'string') content.text = words.text;
  if (own?.facts.decisionOn !== undefined) content.decidedOn = own.facts.decisionOn;
  return content;
}

/** Carries one effect on the register out, once; a second time gives the same answer and changes nothing. */
export async function applyToRegister(core: Core, key: string): Promise<{ entry: string }> {
  const e = await effect(core, key);
  if (!isStep(e.kind)) {
    throw new Refused(refuse('effect-unknown/register'));
  }
  const step: Step = e.kind;
  const loaded = await loadCase(core, e.caseId);
  if (!loaded) throw caseUnknown();
  const now = core.now();
  const words = await published(core, e.caseId, loaded.wrapped, e.data.textEvent);
  const reason = await published(core, e.caseId, loaded.wrapped, e.data.reasonEvent);
  const natural = e.data.natural === true;
  const content = contentOf(loaded.state, e, words);
  return inTransaction(core.pool, async (client) => {
    await ask(client, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [key]);
    const [done] = await ask<{ entry: string }>(client, 'SELECT entry FROM register_changes WHERE effect = $1', [key]);
    if (done) return done;
    const [there] = await ask<{ id: string; content: FactSheet }>(
      client,
      `SELECT id, content FROM register WHERE case_id = $1 AND proceeding = $2 AND kind = 'penalty'
       ORDER BY published_at DESC, id DESC LIMIT 1 FOR UPDATE`,
      [e.caseId, e.proceeding],
    );
    let id = there?.id;
    const name = natural ? null : partyOf(words);
    const until = untilOf(loaded.state, e.proceeding, loaded.house);
    if (step === 'publish' && !there) {
      id = newEntryId();
      await ask(
        client,
        `INSERT INTO register (id, case_id, proceeding, kind, status, name, is_natural, organ, content, published_at,
           changed_at, until_day, version)
         VALUES ($1, $2, $3, 'penalty', 'published', $4, $5, $6, $7::jsonb, $8, $8, $9, 1)`,
        [id, e.caseId, e.proceeding, name, natural, loaded.state.organ, JSON.stringify(content), now, until],
      );
      await sealRows(client, core.keys, 'register', [id]);
    } else if (there) {
      const next: FactSheet =
        step === 'withdraw-publication'
          ? {
              ...(there.content.decisionNumber !== undefined ? { decisionNumber: there.content.decisionNumber } : {}),
              ...(e.data.how ? { how: e.data.how } : {}),
              ...(typeof reason.publicReason === 'string' ? { reason: reason.publicReason } : {}),
            }
          : step === 'expire-publication'
            ? pick(there.content, ['decisionNumber'])
            : e.data.takenDown === true
              ? { ...pick(there.content, ['decisionNumber']), takenDown: true }
              : e.data.corrected === false
                ? there.content
                : content;
      await changeSealed(client, core.keys, 'register', [there.id], () =>
        ask(
          client,
          `UPDATE register SET status = $2, content = $3::jsonb, changed_at = $4, version = version + 1,
             name = CASE WHEN $5 THEN NULL ELSE coalesce($6, name) END WHERE id = $1`,
          [
            there.id,
            STATUS[step],
            JSON.stringify(next),
            now,
            step === 'expire-publication' || e.data.takenDown === true,
            name,
          ],
        ),
      );
    } else {
      // Withdrawn or expired before it was ever put up: there is nothing to take down.
      id = '';
    }
    await ask(client, 'INSERT INTO register_changes (effect, entry, applied_at) VALUES ($1, $2, $3)', [key, id, now]);
    await sealRows(client, core.keys, 'register_changes', [key]);
    if (step === 'publish' && name !== null) {
      for (const p of Object.values(loaded.state.proceedings)) {
        // A listing that was made before its decision was disclosed stands from now on, with the name.
        const stands = p.kind === 'listing' && p.ended === null && !p.flags.includes(PAPER_ONLY);
        if (stands && p.facts.penalty === e.data.penalty && isDisclosed(p)) {
          await putListing(core, client, loaded, p.id, 'published', name, now);
        }
      }
    }
    return { entry: id ?? '' };
  });
}

const pick = (from: FactSheet, names: string[]): FactSheet =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Name of the party as it was written for publication and checked by a second person. */
const partyOf = (words: FactSheet): string | null =>
  typeof words.partyName === 'string' && words.partyName !== '' ? words.partyName : null;

/** What was delivered to the credit platform, once per effect; a disclosed listing changes with it. */
export async function recordCredit(
  core: Core,
  key: string,
  delivery: { platform: string; reference: string },
): Promise<void> {
  const e = await effect(core, key);
  const loaded = await loadCase(core, e.caseId);
  if (!loaded) throw caseUnknown();
  const now = core.now();
  await inTransaction(core.pool, async (client) => {
    const rows = await ask(
      client,
      `INSERT INTO credit_records (effect, case_id, proceeding, kind, platform, reference, data, delivered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8) ON CONFLICT (effect) DO NOTHING RETURNING effect`,
      [key, e.caseId, e.proceeding, e.kind, delivery.platform, delivery.reference, JSON.stringify(e.data), now],
    );
    if (rows.length > 0) await sealRows(client, core.keys, 'credit_records', [key]);
    const { mode } = e.data;
    const status: RegisterEntry['status'] | undefined =
      typeof mode === 'string' ? lookUp<(typeof STANDS_AS)[keyof typeof STANDS_AS]>(STANDS_AS, mode) : undefined;
    const p = lookUp(loaded.state.proceedings, e.proceeding);
    if (rows.length === 0 || status === undefined || p?.kind !== 'listing' || !isDisclosed(p)) return;
    const [named] = await ask<{ name: string }>(
      client,
      `SELECT name FROM register WHERE case_id = $1 AND kind = 'penalty' AND name IS NOT NULL
       ORDER BY published_at DESC LIMIT 1`,
      [e.caseId],
    );
    await putListing(core, client, loaded, p.id, status, named?.name ?? null, now);
  });
}

/** Puts a listing on the register or changes it there. Without a name that was passed for publication it does not stand there. */
async function putListing(
  core: Core,
  client: Queryable,
  loaded: Loaded,
  proceeding: string,
  status: RegisterEntry['status'],
  name: string | null,
  since: Instant,
): Promise<void> {
  const { state, house } = loaded;
  const facts = lookUp(state.proceedings, proceeding)?.facts ?? {};
  const content =
    status === 'published' ? pick(facts, ['number', 'condition', 'seriousness', 'listedOn']) : pick(facts, ['number']);
  const [there] = await ask<{ id: string }>(
    client,
    "SELECT id FROM register WHERE case_id = $1 AND proceeding = $2 AND kind = 'listing' FOR UPDATE",
    [state.id, proceeding],
  );
  if (there) {
    await changeSealed(client, core.keys, 'register', [there.id], () =>
      ask(
        client,
        `UPDATE register SET status = $2, content = $3::jsonb, changed_at = $4, version = version + 1,
           name = CASE WHEN $2 IN ('expired', 'repaired') THEN NULL ELSE coalesce($5, name) END WHERE id = $1`,
        [there.id, status, JSON.stringify(content), since, name],
      ),
    );
  } else if (status === 'published' && name !== null) {
    const id = newEntryId();
    await ask(
      client,
      `INSERT INTO register (id, case_id, proceeding, kind, status, name, is_natural, organ, content, published_at,
         changed_at, until_day, version)
       VALUES ($1, $2, $3, 'listing', 'published', $4, false, $5, $6::jsonb, $7, $7, $8, 1)`,
      [id, state.id, proceeding, name, state.organ, JSON.stringify(content), since, untilOf(state, proceeding, house)],
    );
    await sealRows(client, core.keys, 'register', [id]);
  }
}

/** An id that says nothing of the case or of its time. */
const newEntryId = (): string => randomBytes(12).toString('hex');
