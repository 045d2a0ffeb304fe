import { canSee, rolesOn } from '../domain/people/may.ts';
import type { Person } from '../domain/people/types.ts';
import type { FactSheet, NewEvent } from '../domain/proceedings/types.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf } from '../domain/time/day.ts';
import type { Instant } from '../domain/time/types.ts';
import { keptName } from '../files/names.ts';
import { readableKinds } from './access.ts';
import { sha256 } from './chain.ts';
import { type Core, caseUnknown, change, keyOf, loadCase, seen } from './core.ts';
import { ask } from './db.ts';
import { Refused } from './errors.ts';
import { openAbout } from './evidence.ts';
import type { CaseKey } from './sealing.ts';
import type { IdentityGround, Ledger } from './types.ts';

export const IDENTITY_GROUNDS = ['reward', 'notice', 'retaliation', 'court-order', 'evidence-check'] as const;

/** An opening as an event of the case: touches no proceeding, changes nothing, stays for ever. */
function opening(name: string, now: Instant, person: Person, organ: string, facts: FactSheet): NewEvent {
  const role = [...rolesOn(person, organ, dayOf(now))][0] ?? 'second-person';
  return {
    type: 'act',
    proceeding: '',
    kind: 'intake',
    name,
    occurredAt: now,
    actor: { id: person.id, role, organ },
    from: null,
    to: '',
    basis: 'house: every opening is an event',
    facts,
    words: {},
    changes: [],
  };
}

/** Name and contacts of the tipster, for two people and a ground; recorded before anything is shown. */
export async function openIdentity(
  core: Core,
  caseId: string,
  ground: IdentityGround,
  first: Person,
  second: Person,
): ReturnType<Ledger['openIdentity']> {
  if (first.id === second.id) {
    throw new Refused(
      refuse(
        'two-people',
        '开启举报人身份须由两名不同的工作人员共同办理。',
        "Two different people open a tipster's identity together.",
        'house',
        'house: vault; M49 art. 34',
      ),
    );
  }
  if (!IDENTITY_GROUNDS.includes(ground)) {
    throw new Refused(refuse('ground-needed', '请说明开启的理由。', 'State the ground of the opening.', 'form'));
  }
  const [row] = await ask<{ sealed: Buffer }>(core.pool, 'SELECT sealed FROM vault WHERE case_id = $1', [caseId]);
  return change(core, caseId, {}, async (loaded, now) => {
    for (const person of [first, second]) {
      if (!canSee(person, loaded.state, loaded.house.directory, dayOf(now))) throw caseUnknown();
    }
    if (!row) {
      throw new Refused(refuse('no-identity', '本案举报人未留身份信息。', 'This tipster left no identity.', 'state'));
    }
    const event = opening('identity-opened', now, first, loaded.state.organ, { ground, second: second.id });
    return {
      events: [event],
      answer: () =>
        ({ name: '', idNumber: '', ...JSON.parse(core.keys.unwrap('vault', row.sealed, caseId).toString('utf8')) }) as {
          name: string;
          idNumber: string;
        },
    };
  });
}

/** The unaltered original; the opening is recorded first. */
export async function openEvidence(
  core: Core,
  person: Person,
  caseId: string,
  evidence: string,
): ReturnType<Ledger['openEvidence']> {
  const unknown = () =>
    new Refused(refuse('evidence-unknown', '本案没有这份材料。', 'There is no such evidence in this case.', 'state'));
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
  await change(core, caseId, {}, async (now, at) => ({
    events: [opening('evidence-opened', at, person, now.state.organ, { evidence })],
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
    throw new Refused(
      refuse(
        'evidence-unreadable',
        '这份材料的存储内容已损坏，不能打开，也没有记为已查看。请通知运行人员核对备份。',
        'What is stored of this original is damaged: it cannot be opened, and was not recorded as opened. Please have operations compare the backup.',
        'state',
      ),
    );
  }
}

/** The address that wants notice; only the mail activity asks. */
export async function noticeAddress(core: Core, caseId: string): ReturnType<Ledger['noticeAddress']> {
  const [row] = await ask<{ sealed: Buffer; wants: boolean }>(
    core.pool,
    `SELECT n.sealed, (c.state->'tipster'->>'wantsNotice')::boolean AS wants
     FROM notice_addresses n JOIN cases c ON c.id = n.case_id WHERE n.case_id::text = $1`,
    [caseId],
  );
  if (!row?.wants) return null;
  return JSON.parse(core.keys.unwrap('notice', row.sealed, caseId).toString('utf8')) as {
    email?: string;
    phone?: string;
  };
}
