import type { EffectKind, FactSheet, Json, ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Role } from '../../domain/people/types.ts';
import type { Instant } from '../../domain/time/types.ts';

export interface EffectRef {
  key: string;
  kind: EffectKind;
  to: string;
  /** When it is given up, where a clock of the law that it serves says so (`givenUpAt`); else it is tried as often as its way is. */
  until?: Instant;
}

export interface Todo {
  effects: EffectRef[];
  /** Next rung or expiry of this proceeding's clocks; in the past when it waits to be applied. */
  next: Instant | null;
  /** Ended, no open clock of its own, no effect to do: the driver may go. */
  ended: boolean;
  /** Stage of the proceeding, as its table names it. Absent, as the next, in answers of before. */
  state?: string;
  /** Of what `next` is: id of the deadline and the rung that comes. */
  waitsFor?: { deadline: string; rung: string } | null;
}

export interface EffectFull extends EffectRef {
  caseId: string;
  caseNumber: string;
  /** Other bodies may know the case by it. */
  formerNumber: string | null;
  proceeding: string;
  proceedingKind: ProceedingKind;
  occurredAt: Instant;
  data: FactSheet;
  status: 'todo' | 'done' | 'given-up';
  attempts: number;
  result: Json;
}

/** What the relay calls; given by the composition. Both must be safe to repeat; already started is done. */
export interface Drivers {
  /** Starts the driver of a case. */
  start(caseId: string): Promise<void>;
  /** Tells a driver to ask the ledger again; `proceeding` null: the case's own. Starts it when it is gone. */
  nudge(caseId: string, proceeding: string | null): Promise<void>;
  /** Starts the counting of a publication. */
  count(): Promise<void>;
}

/** What drivers ask: what time has brought, and what there is to do. */
export interface Driving {
  /** Applies every rung and expiry up to now. `by`: the proceeding whose driver asks; it is not nudged for its own news. */
  advanceCase(caseId: string, by?: string): Promise<{ events: number; now: Instant }>;
  /** What a proceeding's driver has to do, on the state advanced to now. */
  todo(caseId: string, proceeding: string): Promise<Todo>;
  /**
   * What the case's own driver has to keep alive. `live`: not yet over for its driver. `later`: opened a moment ago, and the moment that
   * chance has given its driver has not come; the driver of the case is nudged then.
   */
  driversOf(
    caseId: string,
  ): Promise<{ proceedings: { id: string; kind: ProceedingKind; live: boolean; later: boolean }[]; ended: boolean }>;
}

/** Around one effect, whatever its kind. */
export interface Effects {
  effect(key: string): Promise<EffectFull>;
  /** Counts an attempt, for the operator's eye. @returns whether it is the last one: the instant of `EffectRef.until` has come */
  effectAttempted(key: string): Promise<boolean>;
  /** Idempotent. `result`: ids and numbers only. */
  effectDone(key: string, result?: Json): Promise<void>;
}

/** For an effect that cannot be done. */
export interface GivingUp {
  /** Gives an effect up and makes a task for a person, never silence. Idempotent. */
  effectGivenUp(key: string, task: { to: Role; text: Bilingual; basis: string }): Promise<void>;
}

/** Where letters lie. */
export interface Letters {
  /** Places the letter of a `letter` effect on the receipt page or in the file, once per effect. */
  placeLetter(key: string): Promise<void>;
}

/** What effects do to the register. */
export interface Publishing {
  /** Applies a `publish`, `withdraw-publication`, `expire-publication` or `correct-publication` effect to the register, once. */
  applyToRegister(key: string): Promise<{ entry: string }>;
}

/** What the credit platform took. */
export interface Crediting {
  /** Records that a `credit-list` or `credit-remove` effect was delivered, once. */
  recordCredit(key: string, delivery: { platform: string; reference: string }): Promise<void>;
}

/** The address of a tipster who wants notice: for the mail and nobody else. */
export interface NoticeAddresses {
  /** The address that wants notice, for the mail activity alone; its use is recorded without it. null when there is none. */
  noticeAddress(caseId: string): Promise<{ email?: string; phone?: string } | null>;
}
