import { createHash } from 'node:crypto';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { keptName } from '../../files/names.ts';
import { readableKinds } from '../doors/access.ts';
import { note } from '../doors/journal.ts';
import { Refused, Unavailable } from '../ground/errors.ts';
import type { CaseKey } from '../ground/sealing.ts';
import { actorOf, beside } from '../truth/beside.ts';
import { change } from '../truth/change.ts';
import { type Core, caseUnknown, isId } from '../truth/core.ts';
import { openAbout, sealedPieces } from '../truth/evidence.ts';
import { keyOf, loadCase, seen } from '../truth/loading.ts';
import type { CaseReading } from '../types.ts';

/** The unaltered original; the opening is recorded first. */
export async function openEvidence(
  core: Core,
  person: Person,
  caseId: string,
  evidence: string,
): ReturnType<CaseReading['openEvidence']> {
  const unknown = () => new Refused(refuse('evidence-unknown'));
  const loaded = await loadCase(core, caseId);
  if (!loaded) throw caseUnknown();
  const today = core.now();
  seen(person, loaded.state, loaded.house, today);
  if (!readableKinds(person, loaded.state, loaded.house, dayOf(today)).has('intake')) throw unknown();
  const about = isId(evidence)
    ? await core.plain((db) =>
        db.evidence.findFirst({ where: { id: evidence, caseId }, select: { sealedAbout: true } }),
      )
    : null;
  const key = keyOf(core, caseId, loaded.wrapped);
  if (!about || !key) throw unknown();
  // Opened first: what cannot be shown is not recorded as shown.
  const file = await original(core, key, evidence, about.sealedAbout);
  await note(core, person, [{ what: 'evidence', caseId }]);
  await change(core, caseId, { beside: true }, async (now, at) => ({
    events: [beside('evidence-opened', at, actorOf(person, now.state.organ, at), { evidence })],
    answer: () => undefined,
  }));
  return file;
}

/**
 * The original as it was sent, under an honest name, a piece at a time: read through once to see that every byte is as it was sealed,
 * and once more for who takes it.
 * @throws Refused where one byte of it is not
 */
async function original(
  core: Core,
  key: CaseKey,
  evidence: string,
  sealedAbout: Uint8Array,
): ReturnType<CaseReading['openEvidence']> {
  try {
    const { about, piece } = openAbout(key, evidence, sealedAbout);
    const pieces = () => opened(core, evidence, piece);
    const read = createHash('sha256');
    let size = 0;
    for await (const bytes of pieces()) {
      read.update(bytes);
      size += bytes.length;
    }
    if (read.digest('hex') !== about.sha256) throw new Error('a piece is missing');
    return { name: keptName(about.name, about.type), type: about.type, sha256: about.sha256, size, bytes: pieces() };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Refused(refuse('evidence-unreadable'));
  }
}

async function* opened(
  core: Core,
  evidence: string,
  piece: ReturnType<typeof openAbout>['piece'],
): AsyncGenerator<Buffer> {
  for await (const { number, sealed } of sealedPieces(core.pool, evidence)) yield piece(number, sealed);
}
