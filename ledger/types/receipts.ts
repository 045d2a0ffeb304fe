import type { ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual, Confidence } from '../../domain/law/types.ts';
import type { Explanation } from '../../domain/time/explain.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { EvidenceView, LetterView, MessageView } from './case.ts';
import type { ConfirmationView } from './clocks.ts';
import type { EvidenceInput } from './intake.ts';

/** A next date as the citizen reads it. `due`: plain date, or instant for hours. */
export interface NextDate {
  deadline: string;
  title: Bilingual;
  due: PlainDate | Instant;
  provisional: boolean;
  /**
   * A published calendar has moved it, or a new edition of the law that reaches it (`edition`: its day): the day it was before and the
   * number of the notice or the clause. Absent where none did.
   */
  moved?: { from: PlainDate | Instant; notice: string; edition?: PlainDate };
  basis: string;
  /** The clause in words, and how well its text is known; absent in answers kept from an earlier version. */
  clause?: Bilingual;
  confidence?: Confidence | 'house' | undefined;
  /** Confirmed by the authority's lawyer: what was read and when; absent as `clause`. */
  confirmation?: Pick<ConfirmationView, 'citation' | 'date'> | null | undefined;
  /** Why it is this date, in a sentence or two; absent as `clause`. */
  why?: Bilingual;
  /** The days counted and left out, in groups, and the conventions; in the progress of a receipt. */
  explanation?: Pick<Explanation, 'groups' | 'conventions'> & { calendars: string[] };
  /** Later dates for the same duty, which run besides: this one, the earlier, binds. */
  also?: NextDate[];
}

export interface Progress {
  caseId: string;
  /** Which organ has it. */
  organ: { id: string; name: Bilingual };
  receivedAt: PlainDate;
  named: boolean;
  withdrawn: boolean;
  /** Staff handed the receipt out and have seen it: what would take something from the tipster is confirmed by somebody else. */
  receiptSeen?: true;
  /** What has happened, in plain words, oldest first. */
  timeline: { at: Instant | PlainDate; text: Bilingual }[];
  /** `at`: the id of the state. */
  now: { proceeding: ProceedingKind; title: Bilingual; at: string; state: Bilingual }[];
  next: NextDate[];
  letters: LetterView[];
  messages: MessageView[];
  evidence: Pick<EvidenceView, 'name' | 'size' | 'addedAt' | 'damaged'>[];
  /** Openings of their identity, told unless a head withholds it for now. */
  openings: { at: Instant; ground: Bilingual; clause: string; reason: string; damaged?: true }[];
  /** Acts of their own that the holder may do now: withdrawal, asking for the result or a recusal, a supplement. */
  acts: { proceeding: string; act: string; label: Bilingual; schema: unknown }[];
}

/** What a receipt opens. */
export interface Receipts {
  /** null for every receipt that opens nothing, after equal work. */
  openReceipt(receipt: string): Promise<{ caseId: string } | null>;
  progress(receipt: string): Promise<Progress | null>;
  tipsterAct(
    receipt: string,
    asking: { proceeding: string; act: string; form: unknown; idempotencyKey?: string },
  ): Promise<Progress | null>;
  /** A message of the tipster, 1–20,000 characters. */
  addMessage(receipt: string, text: string, idempotencyKey?: string): Promise<Progress | null>;
  addEvidence(receipt: string, files: EvidenceInput[], idempotencyKey?: string): Promise<Progress | null>;
}
