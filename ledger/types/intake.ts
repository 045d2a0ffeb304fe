import type { z } from 'zod';
import type { Said } from '../../domain/authority/types.ts';
import type { EnteredChannel } from '../../domain/channels.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Door } from '../../domain/people/door.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { tipSchema } from '../../domain/tip.ts';
import type { NextDate } from './receipts.ts';

/** An original whose pieces lie sealed with the ledger and that no act has taken in yet; it waits for an hour. */
export interface StagedEvidence {
  id: string;
  /** Of its pieces, base64; kept under the key of the case from the moment it is taken in. */
  key: string;
  /** Bytes as they came, and as they lie sealed. */
  size: number;
  sealedBytes: number;
  /** Over the bytes as they came, and over the sealed pieces in order; hex. */
  sha256: string;
  sealedSha256: string;
}

/** An original as an act takes it in. */
export interface EvidenceInput extends StagedEvidence {
  name: string;
  /** Media type as found by content, not as claimed. */
  type: string;
}

/** Bytes that all originals on their way may hold in the memory of a process. */
export interface UploadRoom {
  /** false: there is no room for so many; what is held is written first. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** A tip that `tipSchema` (domain/tip.ts) has let in, with its evidence. */
export type TipInput = z.input<typeof tipSchema> & { evidence?: EvidenceInput[] };

export interface TipAnswer {
  /** Shown once, kept nowhere in the open. */
  receipt: string;
  /** Which organ received it. */
  organ: string;
  caseId: string;
  /** By the day, as everything that tells when somebody wrote to us. */
  receivedAt: PlainDate;
  /** Whether it counts as a real-name tip (M49 art. 15). */
  named: boolean;
  /** Details of the tipster were given that do not make a real name. */
  incomplete: boolean;
  next: NextDate[];
}

/** What who enters a letter is answered. */
export type EnteredAnswer = Omit<TipAnswer, 'receipt'> & {
  /** null: who entered it does not see the case, and whoever takes it in has the receipt (`CaseView.receiptWaits`). */
  receipt: string | null;
};

/** One past act of a paper file; decided like any other, at its own moment. `by` is a login. */
export interface PastAct {
  /** Instance id (`investigation-1`), or a kind, meaning its latest instance. */
  proceeding: string;
  act: string;
  /** A login; `tipster` for what the tipster did. */
  by: string;
  occurredAt: Instant | PlainDate;
  form: Record<string, unknown>;
  /** Put into the form as its `document`. */
  document?: { kind: string; number: string; date: PlainDate; pages?: number | undefined } | undefined;
}

/** A tip that came by letter, telephone, visit or from another body, entered by the clerk with its true day. */
export interface ClerkTip extends TipInput {
  channel: EnteredChannel;
  receivedAt: Instant;
  /** Login of the clerk who enters it. */
  by: string;
  /** Received before the measures were in force, and that is no slip. */
  confirmBeforeLaw?: true | undefined;
  acts?: PastAct[] | undefined;
}

/** An organ that receives tips. */
export interface Receiver {
  id: string;
  name: Bilingual;
  superior: string | null;
  /** For which area it is there; null: it never said. */
  area: Bilingual | null;
  /** The address that people type; null: it never said. */
  publicUrl: string | null;
}

/** Who receives tips, and how else to reach them; the rest is unknown in a demonstration. */
export interface WhoWeAre {
  name: Bilingual;
  about: Said | null;
}

/**
 * Takes tips from the page. Every method of the ledger may throw `Refused` (with a Refusal) and `Unavailable` (PostgreSQL cannot be
 * reached; nothing was done, ask again).
 */
export interface Intake {
  /** Takes a tip from the page. One round trip. Same key and body: the same answer for a day. */
  tell(tip: TipInput, idempotencyKey?: string): Promise<TipAnswer>;
  /** What a tip was answered that was told under this key: for an hour, or until its receipt was typed; then null. */
  keptAnswer(idempotencyKey: string): Promise<TipAnswer | null>;
  /** A receipt was typed back: the answer that told it is shown to nobody any more. */
  receiptTyped(receipt: string): Promise<void>;
  /** Doors beside the ordinary reception, for the page of the tip. @param organ which shall receive it; left out where there is one */
  otherDoors(organ?: string): Promise<Door[]>;
  /** The organs among which whoever tells chooses, by id, as last known; one as a rule. @throws Unavailable */
  receivers(): Promise<Receiver[]>;
  /**
   * Who receives the tips of this page, as last known; null before an authority has moved in.
   * @param organ left out: that of the set-up
   * @throws Unavailable, Refused `organ-unknown`
   */
  whoWeAre(organ?: string): Promise<WhoWeAre | null>;
}

/** Seals what comes with a tip, an act or a message while it arrives. */
export interface Originals {
  /** Seals an original while it arrives; `tell`, `enter` or `addEvidence` within the hour takes it in. Breaks off: nothing is left. */
  stageEvidence(bytes: AsyncIterable<Uint8Array>, room?: UploadRoom): Promise<StagedEvidence>;
  /** Throws away originals that no act took in; what is evidence is not touched. */
  dropEvidence(ids: readonly string[]): Promise<void>;
  /** Originals wait for a form to come; when there is no room for others' they may be thrown away. */
  keepEvidence(ids: readonly string[]): Promise<void>;
  /** Throws away originals that wait for a form, the largest first. @returns sealed bytes that are free now; as many as asked for, if there are */
  makeRoom(bytes: number): Promise<number>;
  /** What a form carries in place of a file that waits, and back; null where it is not ours. */
  ticketOf(file: EvidenceInput): string;
  ofTicket(ticket: string): EvidenceInput | null;
  /** Sealed bytes that wait for an act. */
  stagedBytes(): Promise<number>;
}
