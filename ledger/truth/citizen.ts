import type { CaseState, NewEvent, Proceeding } from '../../domain/case/types.ts';
import { advance, movedText, tipsterActs } from '../../domain/kernel/index.ts';
import { EDITION_IN_FORCE, editionText } from '../../domain/kernel/transition.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { TOLD } from '../../domain/notices.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { refuse } from '../../domain/refusal.ts';
import { lookupOf, parseReceipt, type ReceiptRow, receiptFits } from '../doors/receipt.ts';
import type { EventColumns } from '../ground/chain.ts';
import { byTheDay, toldAt } from '../ground/days.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { authorityOf, factsFor } from '../house/house.ts';
import { evidenceOf, lettersOf, threadOf } from '../reading/reads.ts';
import { eventLabel, nextDates, stateLabel } from '../reading/view.ts';
import type { EvidenceInput, Progress } from '../types.ts';
import { decided } from './act.ts';
import {
  bodyHash,
  type Core,
  change,
  columnsFrom,
  idempotencyRow,
  keyHash,
  keyOf,
  loadCase,
  loadEvents,
  mismatch,
  nowFor,
} from './core.ts';
import { evidenceFacts, evidenceRows, takeIn, withinTheDay } from './evidence.ts';
import { openingsFor } from './vault.ts';

/** The case that a receipt opens. The same work whether it is right, wrong, mistyped or nonsense. */
export async function openReceipt(core: Core, receipt: string): Promise<{ caseId: string } | null> {
  const typed = parseReceipt(receipt);
  const [row] = await ask<ReceiptRow>(
    core.pool,
    'SELECT salt, mac, case_id, binding FROM receipts WHERE lookup = $1',
    [lookupOf(typed)],
    'receipt',
  );
  return receiptFits(core.keys, typed, row) ? { caseId: row!.case_id } : null;
}

/** A date of theirs that a calendar or a change in the law moved, and because of which notice or clause; null for every other event. */
function movedFor(e: EventColumns, c: CaseState): Bilingual | null {
  const clock = e.type === 'moved' && typeof e.facts.clock === 'string' ? lookUp(c.clocks, e.facts.clock) : undefined;
  if (clock?.kind !== 'our-duty') return null;
  const text = e.name === EDITION_IN_FORCE ? editionText(e.facts) : movedText(e.facts);
  return text && { zh: `${text.zh}（${e.basis}）`, en: `${text.en} (${e.basis})` };
}

/** What the tipster did beside the tables, told to themselves. */
const TO_TIPSTER: Record<string, Bilingual> = {
  message: { zh: '您留了言', en: 'Your message' },
  evidence: { zh: '您补交了材料', en: 'You added evidence' },
};

/** What the holder of a receipt sees of the case. */
async function progressOf(core: Core, caseId: string): Promise<Progress | null> {
  const loaded = await loadCase(core, caseId);
  if (!loaded) return null;
  const now = nowFor(core, loaded.state);
  const { house } = loaded;
  const facts = factsFor(house, loaded.state.organ, now);
  const { state } = advance(loaded.state, now, facts);
  const key = keyOf(core, caseId, loaded.wrapped);
  const [rows, letters, evidence] = await Promise.all([
    loadEvents(core.pool, caseId),
    lettersOf(core, caseId, house.calendars, 'tipster'),
    evidenceOf(core, caseId, key),
  ]);
  const events = rows.map(columnsFrom);
  const told = Object.values(state.proceedings).filter((p: Proceeding) => TOLD.has(p.kind));
  const view: Progress = {
    caseId,
    receivedAt: state.receivedAt,
    named: state.tipster.named,
    withdrawn: told.some((p) => p.facts.withdrawn === true),
    timeline: events.flatMap((e) => {
      if (!TOLD.has(e.kind) || e.type === 'rung') return [];
      const moved = movedFor(e, state);
      if (moved) return [{ at: e.occurredAt, text: moved }];
      // An opening of the file's originals or of the vault is no step of the case: it has no state and is not for the tipster.
      const stays = e.to === '' || e.from === e.to;
      if (stays && e.actor.role !== 'tipster') return [];
      return [{ at: e.occurredAt, text: stays ? (TO_TIPSTER[e.name] ?? eventLabel(e)) : stateLabel(e.kind, e.to) }];
    }),
    now: told.map((p) => ({
      proceeding: p.kind,
      title: TABLES[p.kind].title,
      at: p.state,
      state: stateLabel(p.kind, p.state),
    })),
    next: nextDates(state, house.calendars, authorityOf(house, state.organ), {
      tells: (k) => TOLD.has(state.proceedings[k.proceeding]?.kind ?? ''),
      days: true,
      now,
    }),
    letters,
    messages: threadOf(rows, key),
    openings: openingsFor(state, rows, key, now),
    evidence: evidence
      .filter((e) => e.from === 'tipster')
      .map(({ id: _, type: __, sha256: ___, from: ____, ...shown }) => shown),
    // Writing has its own place on the page.
    acts: tipsterActs(state, facts).filter((a) => a.act !== 'message'),
  };
  return byTheDay(view, toldAt(state, events));
}

export async function progress(core: Core, receipt: string): Promise<Progress | null> {
  const opened = await openReceipt(core, receipt);
  return opened ? progressOf(core, opened.caseId) : null;
}

/** An act of the tipster's own; null when the receipt opens nothing. */
export async function tipsterAct(
  core: Core,
  receipt: string,
  asking: { proceeding: string; act: string; form: unknown; idempotencyKey?: string },
): Promise<Progress | null> {
  const opened = await openReceipt(core, receipt);
  if (!opened) return null;
  const { caseId } = opened;
  const { idempotencyKey, ...body } = asking;
  const hash = idempotencyKey === undefined ? undefined : keyHash(core, 'tipster', caseId, idempotencyKey);
  const bodyIs = bodyHash(idempotencyKey ?? '', body);
  await change(core, caseId, hash ? { keyHash: hash } : {}, async (loaded, now, peer) => {
    if (loaded.repeat) {
      if (!loaded.repeat.bodyHash.equals(bodyIs)) throw mismatch();
      return { done: undefined };
    }
    const events = await decided(core, loaded, { ...body, by: { tipster: true } }, now, peer);
    return {
      events,
      ...(hash
        ? { extra: (n: { first: number; last: number }) => ({ idempotency: idempotencyRow(hash, bodyIs, caseId, n) }) }
        : {}),
      answer: () => undefined,
    };
  });
  return progressOf(core, caseId);
}

/** Originals that come after the tip: an event of the case and a task for the clerk. */
export async function addEvidence(
  core: Core,
  receipt: string,
  files: EvidenceInput[],
  idempotencyKey?: string,
): Promise<Progress | null> {
  const opened = await openReceipt(core, receipt);
  if (!opened) return null;
  const { caseId } = opened;
  const hash = idempotencyKey === undefined ? undefined : keyHash(core, 'tipster', caseId, idempotencyKey);
  const bodyIs = bodyHash(
    idempotencyKey ?? '',
    files.map(({ name, type, sha256 }) => ({ name, type, sha256 })),
  );
  await change(core, caseId, { beside: true, ...(hash ? { keyHash: hash } : {}) }, async (loaded, now) => {
    if (loaded.repeat) {
      if (!loaded.repeat.bodyHash.equals(bodyIs)) throw mismatch();
      return { done: undefined };
    }
    const key = keyOf(core, caseId, loaded.wrapped);
    if (!key) {
      throw new Refused(refuse('case-closed'));
    }
    await withinTheDay(core, caseId, files, now);
    const intake = loaded.state.proceedings['intake-1']!;
    const event: NewEvent = {
      type: 'act',
      proceeding: intake.id,
      kind: 'intake',
      name: 'evidence',
      occurredAt: now,
      actor: { id: 'tipster', role: 'tipster' },
      from: intake.state,
      to: intake.state,
      basis: 'M49 art. 13',
      facts: { originals: evidenceFacts(files) },
      words: {},
      changes: [
        {
          op: 'task',
          task: {
            to: 'clerk',
            text: { zh: '举报人补交了材料', en: 'The tipster sent more evidence' },
            basis: 'M49 art. 17',
          },
        },
      ],
    };
    return {
      events: [event],
      before: (client) => takeIn(client, files),
      extra: (n) => ({
        evidence: evidenceRows(key, files, n.last, 'tipster'),
        ...(hash ? { idempotency: idempotencyRow(hash, bodyIs, caseId, n) } : {}),
      }),
      answer: () => undefined,
    };
  });
  return progressOf(core, caseId);
}
