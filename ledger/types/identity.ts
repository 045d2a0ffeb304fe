import type { IdentityGround } from '../../domain/law/identity-grounds.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { IdentityState } from '../../domain/people/identity.ts';
import type { Person } from '../../domain/people/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';

/** A request to learn who told, as the person asking, the approving head or the custodian sees it: never who told. */
export interface IdentityRequestView {
  id: string;
  number: string;
  /** For who asked alone: the case. */
  caseId?: string;
  /** What this person is to it. */
  mine: 'asker' | 'approver' | 'custodian';
  state: IdentityState;
  /** What this person can do now. */
  can: ('decide' | 'open' | 'read')[];
  asker: Bilingual;
  ground: IdentityGround;
  clause: string;
  reason: string;
  /** Some of its words are not as they were sealed, and are empty. */
  damaged?: true;
  at: Instant;
  decided?: {
    by: Bilingual;
    at: Instant;
    granted: boolean;
    reason: string;
    withheld?: { clause: string; until: PlainDate };
  };
  opened?: { at: Instant; until: Instant };
}

/** Who told, with what they left. */
export interface Identity {
  name?: string;
  idNumber?: string;
  phone?: string;
  email?: string;
  address?: string;
}

/** The way to who told: asked, approved by one, opened by another, read by who asked. */
export interface IdentityRequests {
  /** Asks to learn who told; anybody who sees the case, with ground, clause and reason. */
  askIdentity(
    person: Person,
    caseId: string,
    asked: { ground: IdentityGround; clause: string; reason: string },
    idempotencyKey?: string,
  ): Promise<IdentityRequestView>;
  /** Approved or refused by a head with no act in the case; `withheld` keeps it from the tipster for six months at most. */
  decideIdentity(
    person: Person,
    request: string,
    decision: { granted: boolean; reason: string; withheld?: { clause: string; until: PlainDate } | undefined },
  ): Promise<IdentityRequestView>;
  /** The custodian opens what was approved, for who asked. */
  openIdentity(person: Person, request: string): Promise<IdentityRequestView>;
  /** For who asked, for a day from the opening. */
  readIdentity(person: Person, request: string): Promise<Identity & { until: Instant }>;
  /** Requests that concern this person; of one case or of all. */
  identityRequests(person: Person, caseId?: string): Promise<IdentityRequestView[]>;
}
