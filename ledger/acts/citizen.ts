import type { NewEvent } from '../../domain/case/types.ts';
import { tipsterActNamed } from '../../domain/kernel/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { lookupOf, parseReceipt, type ReceiptRow, receiptFits } from '../doors/receipt.ts';
import { holderOf } from '../doors/shown-receipt.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { progressOf } from '../reading/progress.ts';
import { change } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import { evidenceFacts, evidenceRows, takeIn, withinTheDay } from '../truth/evidence.ts';
import { factsFor } from '../truth/house.ts';
import { askedUnder } from '../truth/idempotency.ts';
import { keyOf } from '../truth/loading.ts';
import type { EvidenceInput, Progress } from '../types.ts';
import { decided } from './act.ts';
import { receiptTyped } from './tell.ts';

/** The case that a receipt opens. The same work whether it is right, wrong, mistyped or nonsense. */
export async function openReceipt(core: Core, receipt: string): Promise<{ caseId: string } | null> {
  const typed = parseReceipt(receipt);
  const [row] = await ask<ReceiptRow>(
    core.pool,
    'SELECT salt, mac, case_id, binding FROM receipts WHERE lookup = $1',
    [lookupOf(typed)],
    'receipt',
  );
  return receiptFits(core.keys, typed, row) ? { caseId: row.case_id } : null;
}

/** What the holder of a receipt sees; null where it opens nothing. */
export async function progress(core: Core, receipt: string): Promise<Progress | null> {
  const opened = await openReceipt(core, receipt);
  if (!opened) return null;
  await receiptTyped(core, receipt);
  return progressOf(core, opened.caseId);
}

/** Once for each key; what comes again is answered with the progress of now. */
const byTipster = (core: Core, caseId: string, key: string | undefined, body: unknown) =>
  key === undefined ? null : { asked: askedUnder(core, 'tipster', caseId, key, body), again: () => undefined };

/** An act of the tipster's own; null when the receipt opens nothing. One that another has to confirm is put forward. */
export async function tipsterAct(
  core: Core,
  receipt: string,
  asking: { proceeding: string; act: string; form: unknown; idempotencyKey?: string },
): Promise<Progress | null> {
  const opened = await openReceipt(core, receipt);
  if (!opened) return null;
  const { caseId } = opened;
  const { idempotencyKey, ...body } = asking;
  const once = byTipster(core, caseId, idempotencyKey, body);
  await change<void>(core, caseId, { once }, async (loaded, now, peer) => {
    const by = await holderOf(core, loaded, now);
    const act = tipsterActNamed(
      loaded.state,
      factsFor(loaded.house, loaded.state.organ, now),
      by,
      body.proceeding,
      body.act,
    );
    const events = await decided(core, loaded, { ...body, act, by }, now, peer);
    return { events, answer: () => undefined };
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
  const sent = files.map(({ name, type, sha256 }) => ({ name, type, sha256 }));
  const once = byTipster(core, caseId, idempotencyKey, sent);
  await change<void>(core, caseId, { beside: true, once }, async (loaded, now) => {
    const by = await holderOf(core, loaded, now);
    const key = keyOf(core, caseId, loaded.wrapped);
    const intake = loaded.state.proceedings['intake-1'];
    if (!key || !intake) {
      throw new Refused(refuse('case-closed'));
    }
    await withinTheDay(core, caseId, files, now);
    const event: NewEvent = {
      type: 'act',
      proceeding: intake.id,
      kind: 'intake',
      name: 'evidence',
      occurredAt: now,
      actor: { id: 'tipster', role: 'tipster', ...(by.receiptShownTo ? { receiptShownTo: by.receiptShownTo } : {}) },
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
      extra: (n) => ({ evidence: evidenceRows(key, files, n.last, 'tipster') }),
      answer: () => undefined,
    };
  });
  return progressOf(core, caseId);
}
