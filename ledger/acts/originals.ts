import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { keptName } from '../../files/names.ts';
import { readableKinds } from '../doors/access.ts';
import { note } from '../doors/journal.ts';
import { sha256 } from '../ground/chain.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { CaseKey } from '../ground/sealing.ts';
import { actorOf, opening } from '../truth/beside.ts';
import { change } from '../truth/change.ts';
import { type Core, caseUnknown } from '../truth/core.ts';
import { openAbout } from '../truth/evidence.ts';
import { keyOf, loadCase, seen } from '../truth/loading.ts';
import type { Ledger } from '../types.ts';

/** The unaltered original; the opening is recorded first. */
export async function openEvidence(
  core: Core,
  person: Person,
  caseId: string,
  evidence: string,
): ReturnType<Ledger['openEvidence']> {
  const unknown = () => new Refused(refuse('evidence-unknown'));
  const loaded = await loadCase(core, caseId);
  if (!loaded) throw caseUnknown();
  const today = core.now();
  seen(person, loaded.state, loaded.house, today);
  if (!readableKinds(person, loaded.state, loaded.house, dayOf(today)).has('intake')) throw unknown();
  const [about] = await ask<{ sealed_about: Buffer }>(
    core.pool,
    'SELECT sealed_about FROM evidence WHERE id::text = $1 AND case_id = $2',
    [evidence, caseId],
  );
  const key = keyOf(core, caseId, loaded.wrapped);
  if (!about || !key) throw unknown();
  const pieces = await ask<{ number: number; sealed: Buffer }>(
    core.pool,
    'SELECT number, sealed FROM evidence_chunks WHERE evidence = $1 ORDER BY number',
    [evidence],
  );
  // Opened first: what cannot be shown is not recorded as shown.
  const file = original(key, evidence, about.sealed_about, pieces);
  await note(core, person, [{ what: 'evidence', caseId }]);
  await change(core, caseId, { beside: true }, async (now, at) => ({
    events: [opening('evidence-opened', at, actorOf(person, now.state.organ, at), { evidence })],
    answer: () => undefined,
  }));
  return file;
}

/** The original as it was sent, under an honest name. @throws Refused where one byte of it is not as it was sealed */
function original(
  key: CaseKey,
  evidence: string,
  sealedAbout: Buffer,
  pieces: readonly { number: number; sealed: Buffer }[],
): Awaited<ReturnType<Ledger['openEvidence']>> {
  try {
    const { about, piece } = openAbout(key, evidence, sealedAbout);
    const bytes = Buffer.concat(pieces.map((p) => piece(p.number, p.sealed)));
    if (sha256(bytes).toString('hex') !== about.sha256) throw new Error('a piece is missing');
    return { name: keptName(about.name, about.type), type: about.type, sha256: about.sha256, bytes };
  } catch {
    throw new Refused(refuse('evidence-unreadable'));
  }
}
